//! The catalog, and all that is written after the last page: outline, labels, properties.

use crate::error::AssembleError;
use crate::file::document_info::{Properties, Timestamp};
use crate::file::frame_digest::{FrameDigest, PageOf};
use crate::file::labels;
use crate::file::object_writer::ObjectWriter;
use crate::file::outline::{self, Outline};
use crate::file::syntax;
use std::io::Write;

/// Everything about the file as a whole.
#[derive(Debug, Clone)]
pub struct CatalogEntries {
    /// The outline.
    pub outline: Vec<Outline>,
    /// One label for each page.
    pub labels: Vec<String>,
    /// Title, language and other properties.
    pub info: Properties,
    /// The file's identifier.
    pub id: [u8; 16],
    /// How large the first page is shown when the file is opened.
    pub open_at: OpenAt,
}

impl CatalogEntries {
    /// Those of a file that only this program reads: its labels count its pages.
    pub fn plain(pages: usize) -> Self {
        Self {
            outline: Vec::new(),
            labels: (1..=pages).map(|page| page.to_string()).collect(),
            info: Properties {
                archival: false,
                title: String::new(),
                language: String::new(),
                author: None,
                created: Timestamp {
                    year: 2000,
                    month: 1,
                    day: 1,
                    hour: 0,
                    minute: 0,
                    second: 0,
                },
                producer: String::new(),
            },
            id: [0; 16],
            open_at: OpenAt::FitWidth,
        }
    }
}

/// How large the first page is shown when the file is opened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OpenAt {
    /// The whole page.
    Fit,
    /// The whole width.
    FitWidth,
    /// By a factor; 1 is 100 %.
    Zoom(f64),
}

/// The objects that the catalog refers to.
pub(crate) struct Written<'a> {
    pub(crate) catalog: u32,
    pub(crate) info: u32,
    pub(crate) tree: u32,
    /// The page objects in order.
    pub(crate) pages: &'a [u32],
    pub(crate) output_intent: Option<u32>,
    pub(crate) stamp_font: u32,
    /// The font of letters that forms need, where it was used.
    pub(crate) letters: Option<u32>,
    /// The font of words that are not seen, where it was used.
    pub(crate) words: Option<u32>,
}

/// What the frame has of a file that says that it is PDF/A-2b, so that nobody can add that later.
const IDENTIFIED: &[u8] = b"PDF/A-2b";

/// Writes the end of the file. The catalog carries the digest of all that is not a paper's.
pub(crate) fn write<W: Write>(
    writer: &mut ObjectWriter<W>,
    closing: &CatalogEntries,
    written: &Written<'_>,
    frame: &mut FrameDigest,
    page_of: PageOf<'_>,
) -> Result<(), AssembleError> {
    let outline = outline::write(writer, &closing.outline, written.pages, frame, page_of)?;
    let metadata = writer.reserve();
    let xmp = closing.info.xmp();
    writer.stream(metadata, b"/Type/Metadata/Subtype/XML", &[xmp.as_bytes()])?;
    let info = closing.info.dictionary();
    writer.object(written.info, &info)?;

    let mut out = b"<</Type/Catalog/Pages ".to_vec();
    syntax::reference(&mut out, written.tree);
    out.extend_from_slice(b"/PageLabels ");
    out.extend_from_slice(&labels::tree(&closing.labels));
    if let Some(outline) = outline {
        out.extend_from_slice(b"/Outlines ");
        syntax::reference(&mut out, outline);
        out.extend_from_slice(b"/PageMode/UseOutlines");
    }
    out.extend_from_slice(b"/ViewerPreferences<</DisplayDocTitle true>>/Lang");
    syntax::text(&mut out, &closing.info.language);
    out.extend_from_slice(b"/Metadata ");
    syntax::reference(&mut out, metadata);
    if let Some(first) = written.pages.first() {
        out.extend_from_slice(b"/OpenAction[");
        syntax::reference(&mut out, *first);
        match closing.open_at {
            OpenAt::Fit => out.extend_from_slice(b"/Fit]"),
            OpenAt::FitWidth => out.extend_from_slice(b"/FitH null]"),
            OpenAt::Zoom(factor) => {
                out.extend_from_slice(b"/XYZ null null ");
                syntax::real(&mut out, factor);
                out.push(b']');
            }
        }
    }
    if let Some(profile) = written.output_intent {
        out.extend_from_slice(
            b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)\
              /RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)/DestOutputProfile ",
        );
        syntax::reference(&mut out, profile);
        out.extend_from_slice(b">>]");
    }
    out.extend_from_slice(b"/XPDT_Font ");
    syntax::reference(&mut out, written.stamp_font);
    if let Some(letters) = written.letters {
        out.extend_from_slice(b"/XPDT_Letters ");
        syntax::reference(&mut out, letters);
    }
    if let Some(words) = written.words {
        out.extend_from_slice(b"/XPDT_Words ");
        syntax::reference(&mut out, words);
    }
    frame.bytes(&closing.id);
    if closing.info.archival {
        frame.bytes(IDENTIFIED);
    }
    frame.catalog(&info, &[out.as_slice(), b">>"].concat(), page_of)?;
    out.extend_from_slice(b"/XPDT_Frame");
    syntax::hex(&mut out, &frame.finish());
    out.extend_from_slice(b">>");
    writer.object(written.catalog, &out)
}
