//! Streaming PDF assembler: pages in, one file out.
//!
//! Start here: [`Assembler`] takes pages of [`Source`]s, blank pages and [`Picture`]s, puts
//! [`Stamp`]s and [`Link`]s on them, and writes one file in one pass. Streams go through as their
//! encoded bytes, objects get new numbers, and objects shared within a source are copied once. Of a
//! source the assembler keeps only the numbers of copied objects, and nothing once the source is
//! closed.
//!
//! Layers that are off are left out, and so is what lies outside of the visible part of a page.
//! Active content is left out: scripts, launching, sending, embedded files, media. Forms and
//! comments become part of their page as they look. Links within a source still lead to their
//! pages; links to the web stay.
//!
//! | module | |
//! |---|---|
//! | `assembler` | the entry point: sources, pages, the finished file |
//! | `page` | composes one page: sheet, annotations, pictures, stamps, links |
//! | `copy` | copies objects of a source, filtered and renumbered |
//! | `image` | embeds JPEG and PNG files, cuts metadata out of pictures |
//! | `read` | reads sources: objects, page tree, content, notices; recovers damaged files |
//! | `file` | writes objects, fonts, labels, outline and catalog |
//!
//! Each module uses only those below it, and all use `geometry`, `bytes` and `error`.
//!
//! ```no_run
//! use expediente_pdf::{
//!     Anchor, Assembler, CatalogEntries, OpenAt, Page, Properties, Reach, Setup, Source,
//!     Stamp, StampFont, Timestamp,
//! };
//! use std::sync::Arc;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let source = Arc::new(Source::open(Arc::new(std::fs::read("in.pdf")?), None)?);
//! let font = StampFont::parse(std::fs::read("font.ttf")?)?;
//! let count = source.page_count();
//! let setup = Setup { font, output_intent: None };
//! let mut file = Assembler::new(std::fs::File::create("out.pdf")?, count, setup)?;
//! let id = file.source(source, &[(0..count).map(|i| (i, i)).collect()]);
//! for index in 0..count {
//!     let mut page = Page::of_source(id, index);
//!     page.stamps.push(Stamp {
//!         text: format!("Page {}", index + 1),
//!         size: 10.0,
//!         at: Anchor::BottomCenter,
//!         dx: 0.0,
//!         dy: 18.0,
//!         reach: Reach::Edge,
//!     });
//!     file.page(page)?;
//! }
//! file.close_source(id);
//! file.finish(CatalogEntries {
//!     outline: Vec::new(),
//!     labels: (1..=count).map(|n| n.to_string()).collect(),
//!     info: Properties {
//!         archival: false,
//!         title: "One file".into(),
//!         language: "en".into(),
//!         author: None,
//!         created: Timestamp { year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0 },
//!         producer: "Example".into(),
//!     },
//!     id: [0; 16],
//!     open_at: OpenAt::Zoom(1.0),
//! })?;
//! # Ok(())
//! # }
//! ```
//!
//! # Limitations
//!
//! - Files over 10 GB cannot be written: the classic xref table has ten digits for an offset.
//! - Passwords of owners open files with 256-bit encryption only; passwords must be UTF-8.
//! - Structure trees (tags) are not copied.
//! - Inline images, and JPEGs wrapped in LZW, run lengths or predictors, keep their metadata.
//! - [`recover_objects`] takes files up to 96 MB and ignores cross-reference streams: of two
//!   objects with one number, it takes the last.
//! - Text of stamps is not shaped: one character, one glyph, left to right.
//! - Fields and markup without an appearance are drawn plainly, in the stamp's font. Arrow heads,
//!   icons of notes and signature fields are not drawn.
//! - Layers follow the default configuration, without regard to zoom, printing or language. Words
//!   of a layer that is off stay, invisible and with a notice, where letters that are seen follow them
//!   on their line without a move of their own.
//! - What is outside of the visible part is taken out of the content of pages, not of forms that
//!   reach into it, nor of content that viewers read differently.
//! - Viewers that give up on a file with a damaged page tree may count fewer pages than this crate.

mod assembler;
mod bytes;
mod copy;
mod error;
mod file;
mod geometry;
mod image;
mod page;
mod read;

pub use assembler::{Assembled, Assembler, Setup};
pub use bytes::Bytes;
pub use error::{AssembleError, FontError, OpenError, PictureError};
pub use file::catalog::{CatalogEntries, OpenAt};
pub use file::document_info::{Properties, Timestamp};
pub use file::font::StampFont;
pub use file::labels::roman;
pub use file::outline::Outline;
pub use geometry::{Matrix, Orientation, PageGeometry, Rect, Turn};
pub use image::jpeg_segments::{JpegSegment, JpegSegments};
pub use image::picture::Picture;
pub use page::frame::{Frame, Placed};
pub use page::page_spec::{Fit, Link, Page, PictureId, PlacedPicture, Role, Sheet, SourceId};
pub use page::plain_content::PlainContent;
pub use page::stamp::{Anchor, PlacedStamp, Reach, Stamp, place_stamps};
pub use page::words::{PageWords, PlacedWord, WordLine};
pub use read::notice::{ActiveKind, Notice};
pub use read::outline::OutlineNode;
pub use read::recovery::object_recovery::{recover_newer_objects, recover_objects};
pub use read::recovery::shifted_tables::{Changes, righted_tables};
pub use read::signatures::Signature;
pub use read::signatures::signed_range::{RangeFault, SignedRange};
pub use read::source::Source;
