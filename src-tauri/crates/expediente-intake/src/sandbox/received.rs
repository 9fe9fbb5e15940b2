//! A received paper, as the checked reply of the child describes it.

use std::path::PathBuf;

use expediente_model::{
    Date, Derivative, Finding, MediaKind, PageFacts, PaperShape, PhotoFacts, Picture, Promises,
};

/// A file that can be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// Its kind.
    pub media: MediaKind,
    /// Number of pages; at least one.
    pub pages: u32,
    /// For a picture: one entry per page.
    pub pictures: Vec<Picture>,
    /// The EXIF facts of a photo.
    pub photo: Option<PhotoFacts>,
    /// Files made from it, in the folder that the request named.
    pub derivatives: Vec<Made>,
    /// What the user should know.
    pub findings: Vec<Finding>,
    /// The first words of its first page.
    pub first_words: Option<String>,
    /// Facts about the pages of a PDF; none if reading them failed or took too long.
    pub page_facts: Option<Box<PageFacts>>,
    /// What is promised of each page of a PDF.
    pub promises: Option<Box<Promises>>,
}

/// How many messages of a chat are of which day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatDays {
    /// The messages of each day that has some, the first day first.
    pub days: Vec<(Date, u64)>,
    /// Messages whose day cannot be told.
    pub undated: u64,
}

/// The cells of a spreadsheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows that are not empty: the number of each, counted from 1, and the texts of its cells
    /// from the first column.
    pub rows: Vec<(u64, Vec<String>)>,
    /// The rows with a formula whose value the file does not have.
    pub without_value: Vec<u64>,
    /// The names of the other sheets that have cells, shown or not.
    pub other_sheets: Vec<String>,
}

/// A sheet of paper that was cut out of a photo.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The shape in which it came out.
    pub shape: PaperShape,
    /// Its picture.
    pub picture: Picture,
    /// The file of the picture.
    pub made: Made,
}

/// A file that was made from an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its path; move the file away from there to keep it.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// Its digest, its purpose, and the page it shows.
    pub derivative: Derivative,
}
