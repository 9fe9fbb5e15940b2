//! One page to write: its sheet, and the pictures, stamps and links on it.

use crate::geometry::{Orientation, Rect, Turn};
use crate::page::plain_content::PlainContent;
use crate::page::stamp::Stamp;
use crate::page::words::PageWords;
use std::sync::Arc;

/// A source that was added to the assembler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub(crate) usize);

/// A picture that was added to the assembler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureId(pub(crate) usize);

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The bottom layer.
    pub sheet: Sheet,
    /// A clockwise turn in addition to the sheet's own.
    pub turn: Turn,
    /// Pictures, drawn over the sheet.
    pub pictures: Vec<PlacedPicture>,
    /// The words that were read on the sheet, as the source displays it by itself. They show
    /// nothing, and lie under everything.
    pub words: Option<PageWords>,
    /// Stamps, drawn over everything.
    pub stamps: Vec<Stamp>,
    /// What is printed on the page where stamps may stand: points of the page as displayed, from
    /// its bottom left. Stamps keep off it where they can.
    pub printed: Vec<Rect>,
    /// Links to other pages.
    pub links: Vec<Link>,
    /// The purpose of the page.
    pub role: Role,
    /// How a page of a source is put on its sheet.
    pub fit: Fit,
    /// The digest that was promised of the source page, to be written into the page.
    pub promise: Option<[u8; 32]>,
    /// The digests that were promised of the pictures, likewise.
    pub picture_promises: Vec<[u8; 32]>,
    /// What is known of the content of the source page, which is then not read. It must have been
    /// told of the same page of the same source ([`crate::Assembler::plain_content`]).
    pub content: Option<Arc<PlainContent>>,
}

impl Page {
    /// A page of a source as it is.
    pub fn of_source(source: SourceId, index: usize) -> Self {
        Self::new(Sheet::Source { source, index })
    }

    /// A page with only its sheet.
    pub fn new(sheet: Sheet) -> Self {
        Self {
            sheet,
            turn: Turn::None,
            pictures: Vec::new(),
            words: None,
            stamps: Vec::new(),
            printed: Vec::new(),
            links: Vec::new(),
            role: Role::Paper,
            fit: Fit::AsIs,
            promise: None,
            picture_promises: Vec::new(),
            content: None,
        }
    }
}

/// How a page of a source is put on its sheet. Lengths are points of the page as displayed, from
/// its bottom left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fit {
    /// As it is.
    AsIs,
    /// Smaller, on a sheet of its own size.
    Within {
        /// Its new size as a part of its own.
        scale: f64,
        /// Where its left edge is.
        x: f64,
        /// Where its bottom edge is.
        y: f64,
    },
    /// On a sheet of another size.
    On {
        /// Width of the sheet.
        width: f64,
        /// Height of the sheet.
        height: f64,
        /// Its new size as a part of its own.
        scale: f64,
        /// Where its left edge is.
        x: f64,
        /// Where its bottom edge is.
        y: f64,
    },
}

/// The bottom layer of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sheet {
    /// A blank page of a size in points.
    Blank {
        /// Width.
        width: f64,
        /// Height.
        height: f64,
    },
    /// A page of a source.
    Source {
        /// Which source.
        source: SourceId,
        /// Which of its pages, from 0.
        index: usize,
    },
}

/// A picture and its position.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedPicture {
    /// Which picture.
    pub picture: PictureId,
    /// The upright box it fills: points, origin at the bottom left of the page as displayed.
    pub rect: Rect,
    /// The orientation of its pixels.
    pub orientation: Orientation,
    /// The words that were read on it, and the orientation in which they were.
    pub words: Option<(PageWords, Orientation)>,
}

/// A link to another page of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Where it can be clicked: points, origin at the bottom left of the page as displayed.
    pub rect: Rect,
    /// The page it leads to, from 0.
    pub page: usize,
    /// The text for screen readers.
    pub alt: String,
}

/// The purpose of a page. Written into the page, for programs that check the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Cover page.
    Cover,
    /// A page of the table of exhibits.
    Table,
    /// A sheet before an exhibit.
    Slip,
    /// A list before the papers of an exhibit.
    List,
    /// A page of a paper.
    Paper,
    /// A sheet of photos.
    Photos,
    /// An unnumbered paper before the rest.
    Front,
    /// An unnumbered paper after the rest.
    Back,
}

impl Role {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cover => "Cover",
            Self::Table => "Table",
            Self::Slip => "Slip",
            Self::List => "List",
            Self::Paper => "Paper",
            Self::Photos => "Photos",
            Self::Front => "Front",
            Self::Back => "Back",
        }
    }
}
