//! An opened PDF: its objects and its pages, decrypted.
//!
//! Other modules read from it: `source_report` looks for notices, the object copier copies what a
//! page needs.

use crate::bytes::Bytes;
use crate::error::OpenError;
use crate::geometry::PageGeometry;
use crate::read::content;
use crate::read::destination::{Destinations, Target};
use crate::read::layers::{self, Layer};
use crate::read::objects::{Objects, as_dict};
use crate::read::recovery::hybrid_tables;
use crate::read::tree::PageTree;
use crate::read::xref_check;
use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier, Stream};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf, PdfData};
use memchr::memmem;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Bytes at the beginning of a file that may precede its header.
const HEAD: usize = 4096;
/// Unended objects that a damaged file may have.
const MOST_UNENDED: usize = 5_000;
/// Content streams of one page.
const MOST_STREAMS: usize = 100_000;
/// Annotations of one page.
const MOST_ANNOTATIONS: usize = 20_000;

struct Shared(Bytes);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

/// An opened PDF.
pub struct Source {
    pub(crate) objects: Objects,
    pub(crate) tree: PageTree,
    pub(crate) repaired: bool,
    encrypted: bool,
    by_password: bool,
    destinations: Destinations,
    layers: OnceLock<Vec<Layer>>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source")
            .field("pages", &self.page_count())
            .finish()
    }
}

impl Source {
    /// Opens a PDF. Tries the empty password first, then `password` as the user's or (with 256-bit
    /// encryption) the owner's.
    pub fn open(bytes: Bytes, password: Option<&[u8]>) -> Result<Self, OpenError> {
        Self::open_as(bytes, password, false)
    }

    /// Opens a PDF whose tables of objects were made right ([`crate::righted_tables`]), so that
    /// they are not checked again.
    pub fn open_righted(bytes: Bytes) -> Result<Self, OpenError> {
        Self::open_as(bytes, None, true)
    }

    fn open_as(bytes: Bytes, password: Option<&[u8]>, is_righted: bool) -> Result<Self, OpenError> {
        let followable = hybrid_tables::followable((*bytes).as_ref());
        let bytes = followable.map_or(bytes, |copy| Arc::new(copy));
        let shared = Arc::new(Shared(bytes));
        let data: &[u8] = (*shared).as_ref();
        if data.is_empty() {
            return Err(OpenError::Empty);
        }
        let (head, _) = data.split_at(HEAD.min(data.len()));
        let has_header = memmem::find(head, b"%PDF-").is_some();
        let repaired = !has_header || !(is_righted || xref_check::is_sound(data));
        if repaired && xref_check::unended_objects(data) > MOST_UNENDED {
            return Err(OpenError::Damaged("its objects have no end".into()));
        }
        let (pdf, by_password) = match Pdf::new(PdfData::from(Arc::clone(&shared))) {
            Ok(pdf) => (pdf, false),
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
                (decrypt(&shared, password)?, true)
            }
            Err(LoadPdfError::Decryption(_)) => return Err(OpenError::UnsupportedEncryption),
            Err(LoadPdfError::Invalid) if !has_header => return Err(OpenError::NotAPdf),
            Err(LoadPdfError::Invalid) => return Err(damaged(data)),
        };
        let objects = Objects { pdf };
        let tree = PageTree::read(&objects);
        if tree.leaves.is_empty() {
            return Err(OpenError::NoPages);
        }
        let mut source = Self {
            objects,
            tree,
            repaired,
            encrypted: by_password,
            by_password,
            destinations: Destinations::default(),
            layers: OnceLock::new(),
        };
        source.encrypted |= source.decrypts();
        // Without the trailer nothing says that the objects are encrypted, and they read as noise.
        if repaired && !source.encrypted && memmem::find(data, b"/Encrypt").is_some() {
            return Err(damaged(data));
        }
        if source.is_xfa_only() {
            return Err(OpenError::XfaOnly);
        }
        let files = source.portfolio_files();
        if files > 0 {
            return Err(OpenError::Portfolio { files });
        }
        Ok(source)
    }

    /// The program that wrote the file, as the file says.
    pub fn producer(&self) -> Option<&[u8]> {
        self.objects.pdf.metadata().producer.as_deref()
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.tree.leaves.len()
    }

    /// How a page is displayed.
    pub fn page(&self, index: usize) -> Option<PageGeometry> {
        self.tree.leaves.get(index).map(|leaf| leaf.geometry)
    }

    /// The pages in our order, as hayro-syntax's own type, which its interpreter takes. Nothing
    /// when hayro-syntax dropped one of them, since page numbers would then disagree.
    pub fn reader_pages(&self) -> Option<Vec<&hayro_syntax::page::Page<'_>>> {
        let theirs = self.objects.pdf.pages();
        let leaves = &self.tree.leaves;
        let id = |page: &hayro_syntax::page::Page<'_>| page.raw().obj_id();
        if theirs.len() == leaves.len()
            && theirs
                .iter()
                .zip(leaves)
                .all(|(page, leaf)| id(page) == leaf.object())
        {
            return Some(theirs.iter().collect());
        }
        let by_id: HashMap<ObjectIdentifier, _> = theirs
            .iter()
            .filter_map(|page| Some((id(page)?, page)))
            .collect();
        leaves
            .iter()
            .map(|leaf| by_id.get(&leaf.object()?).copied())
            .collect()
    }

    /// The decoded content of a page; nothing when it is too long to examine.
    pub fn page_content(&self, index: usize) -> Option<Vec<u8>> {
        let content = content::read(&self.objects, &self.page_contents(index));
        (!content.too_long).then_some(content.bytes)
    }

    /// Whether the file was encrypted, with a password or without.
    pub fn was_encrypted(&self) -> bool {
        self.encrypted
    }

    /// Whether a password was needed.
    pub fn needed_password(&self) -> bool {
        self.by_password
    }

    pub(crate) fn page_dict(&self, index: usize) -> Option<Dict<'_>> {
        self.tree.leaves.get(index)?.dict(&self.objects)
    }

    /// Whether this program put the page around a paper, whatever made the file since.
    pub fn is_own_page(&self, index: usize) -> bool {
        let page = self.page_dict(index);
        page.is_some_and(|page| page.contains_key(b"XPDT_Page".as_slice()))
    }

    /// The page's own resources or those of its ancestor.
    pub(crate) fn page_resources(&self, index: usize) -> Option<Dict<'_>> {
        let leaf = self.tree.leaves.get(index)?;
        let own = leaf
            .dict(&self.objects)
            .and_then(|page| self.objects.dict(&page, b"Resources"));
        own.or_else(|| {
            let ancestor = as_dict(self.objects.get(leaf.resources_from?)?)?;
            self.objects.dict(&ancestor, b"Resources")
        })
    }

    /// The content streams of a page, in order. Anything but a stream is left out.
    pub(crate) fn page_contents(&self, index: usize) -> Vec<ObjectIdentifier> {
        let mut found = Vec::new();
        let contents = self
            .page_dict(index)
            .and_then(|d| d.get_raw::<Object<'_>>(b"Contents"));
        if let Some(contents) = contents {
            self.collect_streams(contents, &mut found, 0);
        }
        found
    }

    /// Objects that the content of a page names and that are no streams: what they should show is
    /// not there.
    pub(crate) fn hollow_contents(&self, index: usize) -> Vec<ObjectIdentifier> {
        let mut hollow = Vec::new();
        let mut waiting: Vec<MaybeRef<Object<'_>>> = self
            .page_dict(index)
            .and_then(|page| page.get_raw::<Object<'_>>(b"Contents"))
            .into_iter()
            .collect();
        let mut seen = 0;
        while let Some(value) = waiting.pop()
            && seen < MOST_STREAMS
        {
            seen += 1;
            let id = value.as_obj_ref().map(ObjectIdentifier::from);
            match (self.objects.resolve(value), id) {
                (Some(Object::Stream(_)), _) => {}
                (Some(Object::Array(items)), _) => waiting.extend(items.raw_iter()),
                // Content that is null is none; an object that cannot be read is another matter.
                (None, Some(id)) if !self.objects.is_lost(id) => {}
                (_, Some(id)) => hollow.push(id),
                (_, None) => {}
            }
        }
        hollow
    }

    fn collect_streams<'a>(
        &'a self,
        value: MaybeRef<Object<'a>>,
        found: &mut Vec<ObjectIdentifier>,
        depth: usize,
    ) {
        if depth > 4 || found.len() > MOST_STREAMS {
            return;
        }
        let id = value.as_obj_ref().map(ObjectIdentifier::from);
        match (self.objects.resolve(value), id) {
            (Some(Object::Stream(_)), Some(id)) => found.push(id),
            (Some(Object::Array(items)), _) => {
                for item in items.raw_iter() {
                    self.collect_streams(item, found, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// Whether a page has annotations, whatever they look like.
    pub fn has_annotations(&self, index: usize) -> bool {
        !self.annotations(index).is_empty()
    }

    /// The annotations of a page. Anything but a dictionary is left out.
    pub(crate) fn annotations(&self, index: usize) -> Vec<Dict<'_>> {
        let list = self
            .page_dict(index)
            .and_then(|d| self.objects.array(&d, b"Annots"));
        list.into_iter()
            .flat_map(|list| list.raw_iter().take(MOST_ANNOTATIONS))
            .filter_map(|item| self.objects.resolve_dict(&item))
            .collect()
    }

    /// The destination of an annotation or outline item.
    pub(crate) fn destination(&self, item: &Dict<'_>) -> Option<Target> {
        self.destinations.of_item(&self.objects, &self.tree, item)
    }

    pub(crate) fn layers(&self) -> &[Layer] {
        self.layers.get_or_init(|| layers::read(&self.objects))
    }

    /// Whether some layer is hidden.
    pub fn has_hidden_layers(&self) -> bool {
        self.layers().iter().any(|layer| layer.hidden)
    }

    /// Whether a layer or a membership dictionary is hidden.
    pub(crate) fn is_hidden(&self, layer: &MaybeRef<Object<'_>>) -> bool {
        layers::is_hidden(&self.objects, self.layers(), layer)
    }

    /// Whether hayro-syntax decrypts the file: it then returns the data of streams as owned bytes.
    fn decrypts(&self) -> bool {
        let is_owned = |s: &Stream<'_>| matches!(s.raw_data(), Cow::Owned(_));
        for index in 0..self.page_count().min(8) {
            for id in self.page_contents(index) {
                if let Some(Object::Stream(s)) = self.objects.get(id) {
                    return is_owned(&s);
                }
            }
        }
        self.objects
            .pdf
            .objects()
            .into_iter()
            .take(2000)
            .find_map(|o| o.into_stream())
            .is_some_and(|s| is_owned(&s))
    }

    /// The files of a portfolio (ISO 32000-1, 12.3.5): viewers that know portfolios show these
    /// files and not the pages. None for any other file.
    fn portfolio_files(&self) -> usize {
        let Some(root) = self.objects.root() else {
            return 0;
        };
        if self.objects.dict(&root, b"Collection").is_none() {
            return 0;
        }
        let names = self.objects.dict(&root, b"Names");
        names
            .and_then(|names| self.objects.dict(&names, b"EmbeddedFiles"))
            .map_or(0, |tree| self.objects.count_names(tree))
    }

    /// Whether this is a dynamic XFA form, whose only page asks for other software.
    fn is_xfa_only(&self) -> bool {
        let Some(form) = self.objects.form() else {
            return false;
        };
        let needs_rendering = self
            .objects
            .root()
            .is_some_and(|root| self.objects.is_true(&root, b"NeedsRendering"));
        let fields = self
            .objects
            .array(&form, b"Fields")
            .map_or(0, |f| f.raw_iter().count());
        form.contains_key(b"XFA") && self.page_count() == 1 && (needs_rendering || fields == 0)
    }
}

fn decrypt(shared: &Arc<Shared>, password: Option<&[u8]>) -> Result<Pdf, OpenError> {
    let password = match password {
        None | Some([]) => return Err(OpenError::Encrypted),
        Some(bytes) => std::str::from_utf8(bytes).map_err(|_| OpenError::WrongPassword)?,
    };
    let opened = Pdf::new_with_password(PdfData::from(Arc::clone(shared)), password);
    opened.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => OpenError::WrongPassword,
        LoadPdfError::Decryption(_) => OpenError::UnsupportedEncryption,
        LoadPdfError::Invalid => damaged((**shared).as_ref()),
    })
}

fn damaged(data: &[u8]) -> OpenError {
    let found = |word: &[u8]| memmem::find(data, word).is_some();
    if !found(b"/Page") && !found(b"/ObjStm") {
        return OpenError::NoPages;
    }
    OpenError::Damaged("its table of objects or its pages cannot be read".into())
}
