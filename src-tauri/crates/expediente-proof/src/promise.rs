//! Digests of what a page shows, and what is promised of it.
//!
//! A page has two digests. The first is of what it draws of a paper: content, appearances,
//! resources with fonts and pictures, in the visible area of the paper's page. It is the same
//! wherever the page stands, so it can be promised when the paper comes in. The second is of the
//! page in this file: boxes, rotation, role, stamps, links. `docs/format.md` says what is in each.

use crate::content::own_page;
use crate::document::Page;
use crate::file::{Fault, form};
use crate::ledger::Ledger;
use crate::object::{self, Object};
use crate::places::Places;
use crate::resources::Resources;

/// What may be promised of a page of a paper.
#[derive(Clone, Debug, PartialEq)]
pub struct PagePromise {
    /// The digest of what is drawn.
    pub digest: [u8; 32],
    /// Left, bottom, right, top of the page.
    pub media: [f64; 4],
    /// The same of its visible area.
    pub visible: [f64; 4],
    /// Clockwise, in degrees.
    pub rotate: u16,
    /// Points to a unit of user space.
    pub unit: f64,
}

/// What may be promised of a page and of the pictures on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Promised {
    /// The page.
    pub page: PagePromise,
    /// The digest of each picture, in the order in which they are drawn.
    pub pictures: Vec<[u8; 32]>,
}

/// The digests of what a page draws.
pub struct Drawn {
    /// Of the sheet of a paper or of ours.
    pub sheet: Option<[u8; 32]>,
    /// Of the pictures on it, in the order in which they are drawn.
    pub pictures: Vec<[u8; 32]>,
}

impl Drawn {
    /// `ours` are the streams of the page that are ours, in order; `own_fonts` are the
    /// objects of the fonts of stamps and of words.
    pub fn read(
        ledger: &Ledger<'_>,
        places: &Places,
        page: &Page,
        resources: &Resources,
        ours: &[&[u8]],
        own_fonts: &[u32],
    ) -> Result<Self, Fault> {
        let (mut pictures, mut names) = (Vec::new(), Vec::new());
        if page.parts.pictures.is_some() {
            let at = ours
                .len()
                .checked_sub(1 + usize::from(page.parts.stamps.is_some()));
            let drawn = at.and_then(|at| ours.get(at));
            let Some(drawn) = drawn.and_then(|drawn| own_page::pictures(drawn)) else {
                return form("the pictures of a page are damaged");
            };
            for (name, _) in drawn {
                let Some(number) = resources.xobject(&name) else {
                    return form("a picture is missing");
                };
                pictures.push(ledger.digest(number, places)?);
                names.push(name);
            }
        }
        let mut hasher = blake3::Hasher::new();
        let mut is_drawn = false;
        let mut at = usize::from(page.parts.words.is_some());
        if let Some((_, streams, _)) = &page.parts.sheet {
            hasher.update(&(streams.len() as u64).to_le_bytes());
            for &number in streams {
                hasher.update(&ledger.digest(number, places)?);
            }
            add(&mut hasher, ours.get(at + 1));
            at += 2;
            is_drawn = true;
        }
        if page.parts.annotations.is_some() {
            add(&mut hasher, ours.get(at + 1));
            is_drawn = true;
        }
        for (key, value) in resources.dict.sorted() {
            let Object::Dict(named) = value else {
                return form("the resources of a page are damaged");
            };
            for (name, value) in named.sorted() {
                // The fonts of stamps and words are not the paper's, and pictures have digests of
                // their own.
                let is_own_font = value
                    .reference()
                    .is_some_and(|number| own_fonts.contains(&number));
                if is_own_font || (key == b"XObject" && names.contains(name)) {
                    continue;
                }
                add(&mut hasher, Some(&key.as_slice()));
                add(&mut hasher, Some(&name.as_slice()));
                hasher.update(&ledger.digest_of(b"", value, places)?);
                // A page without a sheet needs no resources but these two.
                is_drawn = true;
            }
        }
        if let Some(group) = page.dict.get(b"Group") {
            add(&mut hasher, Some(&b"Group".as_slice()));
            hasher.update(&ledger.digest_of(b"Group", group, places)?);
            is_drawn = true;
        }
        Ok(Self {
            sheet: is_drawn.then(|| hasher.finalize().into()),
            pictures,
        })
    }

    /// What may be promised of the page, if it is a paper's alone. A page that draws nothing has
    /// the digest of nothing.
    pub fn promise(&self, page: &Page) -> PagePromise {
        PagePromise {
            digest: self.sheet.map_or([0; 32], |digest| digest),
            media: page.media,
            visible: page.visible,
            rotate: page.rotate,
            unit: page.unit,
        }
    }
}

/// Adds bytes after their length; nothing counts as no bytes.
fn add(hasher: &mut blake3::Hasher, bytes: Option<&&[u8]>) {
    let mut out = Vec::new();
    match bytes {
        Some(bytes) => object::counted(&mut out, bytes),
        None => object::counted(&mut out, &[]),
    }
    hasher.update(&out);
}

/// Entries of a page that its digest covers by what they lead to, or not at all.
const COVERED: [&[u8]; 6] = [
    b"Parent",
    b"Contents",
    b"Annots",
    b"Resources",
    b"Group",
    b"XPDT_Page",
];

/// The digest of a page in its file.
pub fn page_digest(at: usize, page: &Page, ours: &[&[u8]], places: &Places) -> [u8; 32] {
    let mut out = (at as u64).to_le_bytes().to_vec();
    let mut reference = |out: &mut Vec<u8>, number: u32| places.canonical(out, number);
    page.dict.canonical(&mut out, &COVERED, &mut reference);
    for stream in ours {
        object::counted(&mut out, stream);
    }
    for annotation in &page.annotations {
        annotation.canonical(&mut out, &[], &mut reference);
    }
    blake3::hash(&out).into()
}
