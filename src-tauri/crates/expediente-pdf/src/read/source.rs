//! An opened PDF: its objects, its pages, its secrets undone.
//!
//! Reading only. The page tree is `tree`'s, destinations are `destination`'s, findings are `survey`'s.

use crate::error::OpenError;
use crate::file::syntax;
use crate::geometry::PageGeometry;
use crate::read::content;
use crate::read::destination::{self, Named};
use crate::read::layers::{self, Layer};
use crate::read::notice::Notice;
use crate::read::tree::{self, Leaf};
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf, PdfData};
use memchr::memmem;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// The bytes of a file, wherever they live: a memory map, a vector.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

struct Shared(Bytes);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

/// An opened PDF.
pub struct Source {
    pub(crate) pdf: Pdf,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) tree_notices: Vec<Notice>,
    pub(crate) by_object: HashMap<ObjectIdentifier, usize>,
    pub(crate) repaired: bool,
    encrypted: bool,
    by_password: bool,
    names: OnceLock<Named>,
    layers: OnceLock<Vec<Layer>>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source")
            .field("pages", &self.leaves.len())
            .finish()
    }
}

impl Source {
    /// Opens a PDF. The empty password is tried first, then `password`, as the user's or (with 256-bit
    /// encryption) the owner's.
    pub fn open(bytes: Bytes, password: Option<&[u8]>) -> Result<Self, OpenError> {
        let shared = Arc::new(Shared(bytes));
        let data: &[u8] = (*shared).as_ref();
        if data.is_empty() {
            return Err(OpenError::Empty);
        }
        let head = data.get(..data.len().min(4096)).unwrap_or(data);
        let has_header = find(head, b"%PDF-").is_some();
        let repaired = !has_header || !starts_well(data);
        if repaired && unended(data) > MOST_UNENDED {
            return Err(OpenError::Damaged("its objects have no end".into()));
        }
        let (pdf, by_password) = match Pdf::new(PdfData::from(Arc::clone(&shared))) {
            Ok(pdf) => (pdf, false),
            Err(LoadPdfError::Invalid) if !has_header => return Err(OpenError::NotAPdf),
            Err(LoadPdfError::Invalid) => return Err(damaged(data)),
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
                let Some(password) = password.filter(|p| !p.is_empty()) else {
                    return Err(OpenError::Encrypted);
                };
                let password =
                    std::str::from_utf8(password).map_err(|_| OpenError::WrongPassword)?;
                match Pdf::new_with_password(PdfData::from(Arc::clone(&shared)), password) {
                    Ok(pdf) => (pdf, true),
                    Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
                        return Err(OpenError::WrongPassword);
                    }
                    Err(LoadPdfError::Decryption(_)) => {
                        return Err(OpenError::UnsupportedEncryption);
                    }
                    Err(LoadPdfError::Invalid) => return Err(damaged(data)),
                }
            }
            Err(LoadPdfError::Decryption(_)) => return Err(OpenError::UnsupportedEncryption),
        };
        let tree = tree::walk(&pdf);
        if tree.leaves.is_empty() {
            return Err(OpenError::NoPages);
        }
        let mut by_object = HashMap::with_capacity(tree.leaves.len());
        for (index, leaf) in tree.leaves.iter().enumerate() {
            if let Some(id) = leaf.object() {
                by_object.entry(id).or_insert(index);
            }
        }
        let mut source = Self {
            pdf,
            leaves: tree.leaves,
            tree_notices: tree.notices,
            by_object,
            repaired,
            encrypted: by_password,
            by_password,
            names: OnceLock::new(),
            layers: OnceLock::new(),
        };
        source.encrypted |= source.decrypts();
        // Where the trailer is lost, so is the word that everything is encrypted; what is read then is noise.
        if repaired && !source.encrypted && find(data, b"/Encrypt").is_some() {
            return Err(damaged(data));
        }
        if source.is_xfa_only() {
            return Err(OpenError::XfaOnly);
        }
        Ok(source)
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.leaves.len()
    }

    /// How a page shows itself.
    pub fn page(&self, index: usize) -> Option<PageGeometry> {
        self.leaves.get(index).map(|leaf| leaf.geometry)
    }

    /// The pages in our order, as the reader's own type, which an interpreter takes. Nothing where it has one of them not:
    /// what it says of its pages could not be said of ours.
    pub fn reader_pages(&self) -> Option<Vec<&hayro_syntax::page::Page<'_>>> {
        let theirs = self.pdf.pages();
        let id = |page: &hayro_syntax::page::Page<'_>| page.raw().obj_id();
        if theirs.len() == self.leaves.len()
            && theirs
                .iter()
                .zip(&self.leaves)
                .all(|(page, leaf)| id(page) == leaf.object())
        {
            return Some(theirs.iter().collect());
        }
        let by_id: HashMap<ObjectIdentifier, _> = theirs
            .iter()
            .filter_map(|page| Some((id(page)?, page)))
            .collect();
        self.leaves
            .iter()
            .map(|leaf| by_id.get(&leaf.object()?).copied())
            .collect()
    }

    /// What a page's streams say, one after another; nothing where that is very long.
    pub fn page_content(&self, index: usize) -> Option<Vec<u8>> {
        let read = content::read(self, &self.page_contents(index));
        (!read.too_long).then_some(read.bytes)
    }

    /// The title in the document's properties, where it says something.
    pub fn title(&self) -> Option<String> {
        let title = syntax::decode_text(self.pdf.metadata().title.as_deref()?);
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = title.to_lowercase();
        let says_nothing = title.chars().filter(|c| c.is_alphabetic()).count() < 2
            || title.contains(char::REPLACEMENT_CHARACTER)
            || title.contains(['\\', '/'])
            || lower.starts_with("untitled")
            || lower.starts_with("microsoft word")
            || lower.starts_with("sin título")
            || [".doc", ".docx", ".pdf", ".tif", ".tiff", ".jpg", ".indd"]
                .iter()
                .any(|end| lower.ends_with(end));
        (!says_nothing).then_some(title)
    }

    /// Whether the file was encrypted, with a password or without.
    pub fn was_encrypted(&self) -> bool {
        self.encrypted
    }

    /// Whether a password was needed.
    pub fn needed_password(&self) -> bool {
        self.by_password
    }

    /// The page that an object is, when it is one.
    pub(crate) fn page_of(&self, id: ObjectIdentifier) -> Option<usize> {
        self.by_object.get(&id).copied()
    }

    pub(crate) fn object(&self, id: ObjectIdentifier) -> Option<Object<'_>> {
        self.pdf.xref().get::<Object<'_>>(id)
    }

    /// Whether an object that cannot be read is there all the same, and so is lost; most that are not there never were.
    pub(crate) fn is_lost(&self, id: ObjectIdentifier) -> bool {
        let data: &[u8] = self.pdf.data().as_ref();
        let name = format!("{} {} obj", id.obj_number, id.gen_number);
        let mut at = 0;
        while let Some(found) = data.get(at..).and_then(|rest| find(rest, name.as_bytes())) {
            let before = (at + found).checked_sub(1).and_then(|i| data.get(i));
            if before.is_none_or(|b| !b.is_ascii_digit()) {
                // An object that says that it is nothing is no loss.
                let value = data
                    .get(at + found + name.len()..)
                    .unwrap_or_default()
                    .trim_ascii_start();
                return !value.starts_with(b"null") && !value.starts_with(b"endobj");
            }
            at += found + name.len();
        }
        false
    }

    pub(crate) fn resolve<'a>(&'a self, value: MaybeRef<Object<'a>>) -> Option<Object<'a>> {
        match value {
            MaybeRef::Ref(r) => self.object(r.into()),
            MaybeRef::NotRef(o) => Some(o),
        }
        .filter(|o| !matches!(o, Object::Null(_)))
    }

    pub(crate) fn value<'a>(&'a self, dict: &Dict<'a>, key: &[u8]) -> Option<Object<'a>> {
        self.resolve(dict.get_raw::<Object<'_>>(key)?)
    }

    pub(crate) fn dict<'a>(&'a self, dict: &Dict<'a>, key: &[u8]) -> Option<Dict<'a>> {
        as_dict(self.value(dict, key)?)
    }

    pub(crate) fn array<'a>(&'a self, dict: &Dict<'a>, key: &[u8]) -> Option<Array<'a>> {
        self.value(dict, key)?.into_array()
    }

    pub(crate) fn name<'a>(&'a self, dict: &Dict<'a>, key: &[u8]) -> Option<Name<'a>> {
        self.value(dict, key)?.into_name()
    }

    pub(crate) fn int(&self, dict: &Dict<'_>, key: &[u8]) -> Option<i64> {
        // A shorter borrow is enough here: the number does not outlive the call.
        match dict.get_raw::<Object<'_>>(key)? {
            MaybeRef::NotRef(o) => o.into_number().map(|n| n.as_i64()),
            MaybeRef::Ref(r) => self.object(r.into())?.into_number().map(|n| n.as_i64()),
        }
    }

    pub(crate) fn text(&self, dict: &Dict<'_>, key: &[u8]) -> Option<String> {
        match dict.get_raw::<Object<'_>>(key)? {
            MaybeRef::NotRef(Object::String(s)) => Some(syntax::decode_text(s.as_ref())),
            MaybeRef::NotRef(Object::Name(n)) => Some(syntax::decode_text(n.as_ref())),
            MaybeRef::Ref(r) => match self.object(r.into())? {
                Object::String(s) => Some(syntax::decode_text(s.as_ref())),
                Object::Name(n) => Some(syntax::decode_text(n.as_ref())),
                Object::Stream(s) => Some(syntax::decode_text(&content::short(self, &s)?)),
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn numbers(&self, array: &Array<'_>) -> Vec<f64> {
        array
            .raw_iter()
            .take(64)
            .map(|v| match v {
                MaybeRef::NotRef(o) => o.into_number(),
                MaybeRef::Ref(r) => self.object(r.into()).and_then(Object::into_number),
            })
            .map_while(|n| n.map(|n| n.as_f64()))
            .collect()
    }

    pub(crate) fn root(&self) -> Option<Dict<'_>> {
        as_dict(self.object(self.pdf.xref().root_id())?)
    }

    pub(crate) fn form(&self) -> Option<Dict<'_>> {
        self.dict(&self.root()?, b"AcroForm")
    }

    pub(crate) fn page_dict(&self, index: usize) -> Option<Dict<'_>> {
        self.leaves.get(index)?.dict(&self.pdf)
    }

    pub(crate) fn page_resources(&self, index: usize) -> Option<Dict<'_>> {
        let leaf = self.leaves.get(index)?;
        let own = leaf
            .dict(&self.pdf)
            .and_then(|page| self.dict(&page, b"Resources"));
        own.or_else(|| {
            let ancestor = as_dict(self.object(leaf.resources_from?)?)?;
            self.dict(&ancestor, b"Resources")
        })
    }

    /// The content streams of a page, in order; what is no stream is left out.
    pub(crate) fn page_contents(&self, index: usize) -> Vec<ObjectIdentifier> {
        let Some(raw) = self
            .page_dict(index)
            .and_then(|d| d.get_raw::<Object<'_>>(b"Contents"))
        else {
            return Vec::new();
        };
        let mut found = Vec::new();
        self.collect_streams(raw, &mut found, 0);
        found
    }

    fn collect_streams<'a>(
        &'a self,
        value: MaybeRef<Object<'a>>,
        found: &mut Vec<ObjectIdentifier>,
        depth: usize,
    ) {
        if depth > 4 || found.len() > 100_000 {
            return;
        }
        let id = value.as_obj_ref().map(ObjectIdentifier::from);
        match (self.resolve(value), id) {
            (Some(Object::Stream(_)), Some(id)) => found.push(id),
            (Some(Object::Array(items)), _) => {
                for item in items.raw_iter() {
                    self.collect_streams(item, found, depth + 1);
                }
            }
            _ => {}
        }
    }

    pub(crate) fn annotations(&self, index: usize) -> Vec<Dict<'_>> {
        let Some(list) = self
            .page_dict(index)
            .and_then(|d| self.array(&d, b"Annots"))
        else {
            return Vec::new();
        };
        list.raw_iter()
            .take(20_000)
            .filter_map(|item| as_dict(self.resolve(item)?))
            .collect()
    }

    pub(crate) fn named(&self) -> &Named {
        self.names.get_or_init(|| destination::named(self))
    }

    pub(crate) fn layers(&self) -> &[Layer] {
        self.layers.get_or_init(|| layers::read(self))
    }

    /// Streams come decrypted as owned bytes, which tells an encrypted file from a plain one.
    fn decrypts(&self) -> bool {
        let probe = |s: &Stream<'_>| matches!(s.raw_data(), Cow::Owned(_));
        for index in 0..self.leaves.len().min(8) {
            for id in self.page_contents(index) {
                if let Some(Object::Stream(s)) = self.object(id) {
                    return probe(&s);
                }
            }
        }
        self.pdf
            .objects()
            .into_iter()
            .take(2000)
            .find_map(|o| o.into_stream())
            .is_some_and(|s| probe(&s))
    }

    /// A dynamic XFA form shows one page that asks for other software.
    fn is_xfa_only(&self) -> bool {
        let Some(form) = self.form() else {
            return false;
        };
        let needs = self
            .root()
            .and_then(|r| self.value(&r, b"NeedsRendering"))
            .and_then(Object::into_bool)
            .unwrap_or(false);
        let fields = self
            .array(&form, b"Fields")
            .map_or(0, |f| f.raw_iter().count());
        form.contains_key(b"XFA") && self.leaves.len() == 1 && (needs || fields == 0)
    }
}

/// A stream counts as its dictionary.
pub(crate) fn as_dict(object: Object<'_>) -> Option<Dict<'_>> {
    match object {
        Object::Dict(d) => Some(d),
        Object::Stream(s) => Some(s.dict().clone()),
        _ => None,
    }
}

fn damaged(data: &[u8]) -> OpenError {
    if find(data, b"/Page").is_none() && find(data, b"/ObjStm").is_none() {
        return OpenError::NoPages;
    }
    OpenError::Damaged("its table of objects or its pages cannot be read".into())
}

/// Objects that begin and do not end, of which a repair looks through each to the end of the file.
const MOST_UNENDED: usize = 5_000;

fn unended(data: &[u8]) -> usize {
    let count = |word: &[u8]| memmem::find_iter(data, word).count();
    count(b" obj").saturating_sub(count(b"endobj"))
}

pub(crate) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memmem::find(haystack, needle)
}

/// Whether the last startxref leads to a table or to an xref stream.
fn starts_well(data: &[u8]) -> bool {
    let tail_start = data.len().saturating_sub(2048);
    let Some(tail) = data.get(tail_start..) else {
        return false;
    };
    let Some(at) = memmem::rfind(tail, b"startxref") else {
        return false;
    };
    let digits: String = tail
        .get(at + 9..)
        .unwrap_or_default()
        .iter()
        .skip_while(|b| b.is_ascii_whitespace())
        .take_while(|b| b.is_ascii_digit())
        .map(|&b| char::from(b))
        .collect();
    let Some(place) = digits.parse::<usize>().ok().and_then(|o| data.get(o..)) else {
        return false;
    };
    let place = place.trim_ascii_start();
    match place.strip_prefix(b"xref") {
        Some(table) => table_is_true(data, table),
        None => is_object(place, None),
    }
}

/// Whether the first objects of a table are where it says.
fn table_is_true(data: &[u8], table: &[u8]) -> bool {
    let table = table.get(..table.len().min(64 * 20)).unwrap_or(table);
    let mut words = table
        .split(u8::is_ascii_whitespace)
        .filter(|w| !w.is_empty())
        .map(|w| std::str::from_utf8(w).unwrap_or_default());
    let (Some(first), Some(count)) = (
        words.next().and_then(|w| w.parse::<u32>().ok()),
        words.next().and_then(|w| w.parse::<u32>().ok()),
    ) else {
        return false;
    };
    for number in (first..).take(count.min(40) as usize) {
        let (Some(offset), Some(_), Some(kind)) = (words.next(), words.next(), words.next()) else {
            return true;
        };
        if kind == "n" {
            let there = offset.parse::<usize>().ok().and_then(|o| data.get(o..));
            if !there.is_some_and(|place| is_object(place.trim_ascii_start(), Some(number))) {
                return false;
            }
        }
    }
    true
}

/// Whether an object begins here: `12 0 obj`.
fn is_object(place: &[u8], number: Option<u32>) -> bool {
    let head = place.get(..place.len().min(40)).unwrap_or(place);
    let mut words = head
        .split(u8::is_ascii_whitespace)
        .filter(|w| !w.is_empty())
        .map(|w| std::str::from_utf8(w).unwrap_or_default());
    let found = words.next().and_then(|w| w.parse::<u32>().ok());
    let generation = words.next().and_then(|w| w.parse::<u32>().ok());
    let word = words.next().unwrap_or_default();
    found.is_some()
        && generation.is_some()
        && number.is_none_or(|n| Some(n) == found)
        && word.starts_with("obj")
}
