//! The digest of all that the program itself puts around the papers: pages with their boxes,
//! labels, stamps and links; outline, page labels, properties, the font of the stamps.
//!
//! The file carries it, so that the proof notices a careless change from the file alone. Each page
//! has a digest of its own, by which the proof names a page that was changed.

use crate::error::AssembleError;
use crate::file::canonical;
use blake3::Hasher;

/// Entries of a page dictionary that its digest does not cover as entries: what they lead to is
/// covered by the digest itself or by the promises of what the page shows.
const PAGE_PARTS: [&[u8]; 6] = [
    b"Parent",
    b"Contents",
    b"Annots",
    b"Resources",
    b"Group",
    b"XPDT_Page",
];
/// The same for the catalog.
const CATALOG_PARTS: [&[u8]; 5] = [
    b"Pages",
    b"Outlines",
    b"Metadata",
    b"OutputIntents",
    b"XPDT_Frame",
];
/// The same for an entry of the outline.
const OUTLINE_PARTS: [&[u8]; 5] = [b"Parent", b"Prev", b"Next", b"First", b"Last"];

/// Says which page, from 0, an object number is.
pub(crate) type PageOf<'a> = &'a dyn Fn(u32) -> Option<usize>;

/// The digest of the whole frame, while it is written.
#[derive(Default)]
pub(crate) struct FrameDigest(Hasher);

impl FrameDigest {
    /// Adds a page by its digest. Pages are added in order.
    pub(crate) fn page(&mut self, digest: &[u8; 32]) {
        self.0.update(digest);
    }

    /// Adds an entry of the outline, after those below it.
    pub(crate) fn outline_entry(
        &mut self,
        depth: usize,
        entry: &[u8],
        page: PageOf<'_>,
    ) -> Result<(), AssembleError> {
        let mut out = (depth as u64).to_le_bytes().to_vec();
        canonical::dictionary(&mut out, entry, &OUTLINE_PARTS, page)?;
        self.0.update(&out);
        Ok(())
    }

    /// Adds an object of the font of the stamps.
    pub(crate) fn font_object(&mut self, object: &[u8]) -> Result<(), AssembleError> {
        let mut out = Vec::new();
        canonical::dictionary(&mut out, object, &[], &|_| None)?;
        self.0.update(&out);
        Ok(())
    }

    /// Adds bytes after their length.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        let mut out = Vec::new();
        canonical::counted(&mut out, bytes);
        self.0.update(&out);
    }

    /// Adds the document's properties and the catalog.
    pub(crate) fn catalog(
        &mut self,
        info: &[u8],
        catalog: &[u8],
        page: PageOf<'_>,
    ) -> Result<(), AssembleError> {
        let mut out = Vec::new();
        canonical::dictionary(&mut out, info, &[], page)?;
        canonical::dictionary(&mut out, catalog, &CATALOG_PARTS, page)?;
        self.0.update(&out);
        Ok(())
    }

    pub(crate) fn finish(&self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// The digest of a page: its place, its entries, the streams that are ours, and its links.
pub(crate) fn of_page(
    at: usize,
    entries: &[u8],
    streams: &[Vec<u8>],
    links: &[Vec<u8>],
    page: PageOf<'_>,
) -> Result<[u8; 32], AssembleError> {
    let mut out = (at as u64).to_le_bytes().to_vec();
    canonical::dictionary(&mut out, entries, &PAGE_PARTS, page)?;
    for stream in streams {
        canonical::counted(&mut out, stream);
    }
    for link in links {
        canonical::dictionary(&mut out, link, &[], page)?;
    }
    Ok(blake3::hash(&out).into())
}
