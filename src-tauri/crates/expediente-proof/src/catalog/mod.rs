//! The file as a whole: its catalog, its properties, its outline, its page labels, the font of its
//! stamps, and the digest of all that is not a paper's.

pub mod labels;
pub mod own_font;
pub mod xmp;

use crate::catalog::own_font::OwnFont;
use crate::catalog::xmp::Agreement;
use crate::document::Document;
use crate::file::{Fault, File, form};
use crate::keys;
use crate::ledger::Ledger;
use crate::object::{self, Dict, Object};

/// The digest of the color profile that the program brings, `srgb.icc`.
pub const PROFILE: [u8; 32] = [
    0xd2, 0x30, 0x77, 0xe7, 0x1d, 0x1b, 0x9e, 0x6f, 0xf1, 0x10, 0xd6, 0x56, 0xe3, 0x21, 0x1a, 0x4d,
    0x83, 0x6f, 0xc6, 0xe9, 0xa7, 0x4e, 0x3e, 0xd5, 0xa0, 0x74, 0xba, 0xf8, 0x76, 0x8a, 0x21, 0xb1,
];
/// The largest color profile, and the largest properties.
const LARGEST: usize = 4 << 20;

/// Entries of the catalog that the digest covers by what they lead to.
const COVERED: [&[u8]; 5] = [
    b"Pages",
    b"Outlines",
    b"Metadata",
    b"OutputIntents",
    b"XPDT_Frame",
];
/// The same of an entry of the outline.
const COVERED_OF_OUTLINE: [&[u8]; 5] = [b"Parent", b"Prev", b"Next", b"First", b"Last"];

/// An entry of the outline.
pub struct Entry {
    /// 1 for the highest.
    pub depth: usize,
    pub title: String,
    /// The page that it leads to.
    pub page: Option<usize>,
    dict: Dict,
}

/// The digest of the frame while it is taken: everything in the order in which the writer adds it.
pub struct Frame(blake3::Hasher);

impl Frame {
    pub fn new() -> Self {
        Self(blake3::Hasher::new())
    }

    pub fn page(&mut self, digest: &[u8; 32]) {
        self.0.update(digest);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let mut out = Vec::new();
        object::counted(&mut out, bytes);
        self.0.update(&out);
    }

    pub fn font(&mut self, font: &OwnFont) {
        for dict in &font.objects {
            let mut out = Vec::new();
            dict.canonical(&mut out, &[], &mut |out, _| out.push(b'r'));
            self.0.update(&out);
        }
        self.bytes(&font.map);
    }

    fn outline_entry(&mut self, entry: &Entry, document: &Document) {
        let mut out = (entry.depth as u64).to_le_bytes().to_vec();
        let dict = &entry.dict;
        dict.canonical(&mut out, &COVERED_OF_OUTLINE, &mut |out, number| {
            document.places.canonical(out, number);
        });
        self.0.update(&out);
    }

    fn finish(&self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// Checks that the catalog has nothing but what we write.
pub fn check(ledger: &Ledger<'_>, document: &Document) -> Result<(), Fault> {
    let root = &document.root;
    keys::check("its catalog", root, &keys::CATALOG)?;
    if root.name(b"Type") != Some(b"Catalog") || root.name(b"PageMode") != Some(b"UseOutlines") {
        return form("it does not open with its outline");
    }
    let opens = root
        .get(b"OpenAction")
        .and_then(|at| document.destination(at));
    if opens != Some(0) {
        return keys::strange("OpenAction");
    }
    let preferences = root.get(b"ViewerPreferences").and_then(Object::dict);
    let is_known = preferences.is_some_and(|preferences| {
        preferences.0.len() == 1 && preferences.get(b"DisplayDocTitle") == Some(&Object::Bool(true))
    });
    let is_plain = root.get(b"Lang").is_some_and(|lang| lang.text().is_some());
    if !is_known || !is_plain {
        return form("its viewer preferences are not ours");
    }
    check_intent(ledger, root)
}

/// The color profile must be the one that the program brings.
fn check_intent(ledger: &Ledger<'_>, root: &Dict) -> Result<(), Fault> {
    const KEYS: [&[u8]; 6] = [
        b"Type",
        b"S",
        b"OutputConditionIdentifier",
        b"RegistryName",
        b"Info",
        b"DestOutputProfile",
    ];
    let intents = root.get(b"OutputIntents").and_then(Object::array);
    let Some([Object::Dict(intent)]) = intents else {
        return form("its color profile is missing");
    };
    keys::check("its color profile", intent, &KEYS)?;
    let Some(profile) = intent.reference(b"DestOutputProfile") else {
        return form("its color profile is missing");
    };
    let (dict, bytes) = ledger.stream(profile, LARGEST)?;
    keys::check(
        "its color profile",
        &dict,
        &[b"N", b"Alternate", b"Filter", b"Length"],
    )?;
    let says =
        |key: &[u8], text: &str| intent.get(key).and_then(Object::text).as_deref() == Some(text);
    let is_ours = blake3::hash(&bytes) == PROFILE
        && says(b"OutputConditionIdentifier", "sRGB")
        && says(b"RegistryName", "http://www.color.org")
        && says(b"Info", "sRGB IEC61966-2.1")
        && dict.integer(b"N") == Some(3)
        && dict.name(b"Alternate") == Some(b"DeviceRGB")
        && intent.name(b"S") == Some(b"GTS_PDFA1")
        && intent.name(b"Type") == Some(b"OutputIntent");
    if !is_ours {
        return form("its color profile is not ours");
    }
    Ok(())
}

/// Reads the outline: each entry after those below it, as the writer adds them.
pub fn outline(
    file: &File<'_>,
    ledger: &Ledger<'_>,
    document: &Document,
) -> Result<Vec<Entry>, Fault> {
    let Some(root) = document.root.reference(b"Outlines") else {
        return form("its outline is missing");
    };
    let dict = ledger.dict(root)?;
    keys::check(
        "its outline",
        &dict,
        &[b"Type", b"First", b"Last", b"Count"],
    )?;
    if dict.name(b"Type") != Some(b"Outlines") {
        return form("its outline is damaged");
    }
    let mut reader = OutlineReader {
        most: file.size(),
        ledger,
        document,
        entries: Vec::new(),
    };
    let shown = reader.level(root, &dict, 1)?;
    if dict.integer(b"Count") != i64::try_from(shown).ok() {
        return form("its outline counts wrong");
    }
    Ok(reader.entries)
}

struct OutlineReader<'a, 'f> {
    /// There cannot be more entries than objects.
    most: usize,
    ledger: &'a Ledger<'f>,
    document: &'a Document,
    entries: Vec<Entry>,
}

/// Levels of an outline.
const DEEPEST: usize = 60;

impl OutlineReader<'_, '_> {
    /// Reads the entries below a parent. Returns how many are shown when it is open.
    fn level(&mut self, parent: u32, above: &Dict, depth: usize) -> Result<usize, Fault> {
        let damaged = "its outline is damaged";
        let (mut shown, mut before) = (0, None);
        let mut next = above.reference(b"First");
        while let Some(number) = next {
            if self.entries.len() > self.most || depth > DEEPEST {
                return form("its outline goes round in a circle");
            }
            let dict = self.ledger.dict(number)?;
            keys::check("an entry of its outline", &dict, &keys::OUTLINE)?;
            let is_linked =
                dict.reference(b"Parent") == Some(parent) && dict.reference(b"Prev") == before;
            let (Some(title), true) = (dict.get(b"Title").and_then(Object::text), is_linked) else {
                return form(damaged);
            };
            shown += 1;
            if dict.get(b"First").is_some() {
                let below = self.level(number, &dict, depth + 1)?;
                let count = dict.integer(b"Count");
                let open = i64::try_from(below).ok();
                if count == open {
                    shown += below;
                } else if count != open.map(|open| -open) {
                    return form("its outline counts wrong");
                }
            } else if dict.get(b"Count").is_some() {
                return form(damaged);
            }
            let page = dict
                .get(b"Dest")
                .and_then(|dest| self.document.destination(dest));
            before = Some(number);
            next = dict.reference(b"Next");
            self.entries.push(Entry {
                depth,
                title,
                page,
                dict,
            });
        }
        if before.is_none() || above.reference(b"Last") != before {
            return form(damaged);
        }
        Ok(shown)
    }
}

/// What the frame has of a file that says that it is PDF/A-2b.
const IDENTIFIED: &[u8] = b"PDF/A-2b";

/// Adds all that follows the pages to the frame, and compares it with what the file carries.
pub fn check_frame(
    mut frame: Frame,
    file: &File<'_>,
    ledger: &Ledger<'_>,
    document: &Document,
    outline: &[Entry],
) -> Result<bool, Fault> {
    for entry in outline {
        frame.outline_entry(entry, document);
    }
    let Some(metadata) = document.root.reference(b"Metadata") else {
        return form("its properties are missing");
    };
    let (dict, xmp) = ledger.stream(metadata, LARGEST)?;
    keys::check(
        "its properties",
        &dict,
        &[b"Type", b"Subtype", b"Length", b"Filter"],
    )?;
    let ids = file.trailer.get(b"ID").and_then(Object::array);
    let Some([Object::Text(id), _]) = ids else {
        return form("its identifier is missing");
    };
    frame.bytes(id);
    let Some(info) = file.trailer.reference(b"Info") else {
        return form("its properties are missing");
    };
    let info = ledger.dict(info)?;
    keys::check("its properties", &info, &keys::INFO)?;
    let language = document.root.get(b"Lang").and_then(Object::text);
    match language.map(|language| xmp::agreement(&xmp, &info, &language)) {
        None | Some(Agreement::None) => return Ok(false),
        Some(Agreement::Same) => {}
        Some(Agreement::Identified) => frame.bytes(IDENTIFIED),
    }
    let mut out = Vec::new();
    let mut reference = |out: &mut Vec<u8>, number: u32| document.places.canonical(out, number);
    info.canonical(&mut out, &[], &mut reference);
    document.root.canonical(&mut out, &COVERED, &mut reference);
    frame.0.update(&out);
    let carried = document.root.get(b"XPDT_Frame");
    Ok(carried == Some(&Object::Text(frame.finish().to_vec())))
}
