//! A paper that was read: what the checked reply of the child says of it.

use std::path::PathBuf;

use expediente_model::{Derivative, Finding, MediaKind, PageFacts, PhotoFacts, Picture};

/// A file that can be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// What it is.
    pub media: MediaKind,
    /// How many pages it has; at least one.
    pub pages: u32,
    /// Of a PDF: width and height of each page as it is seen, in points.
    pub page_sizes: Vec<[f32; 2]>,
    /// Of a picture: one entry a page.
    pub pictures: Vec<Picture>,
    /// What a photo says of itself.
    pub photo: Option<PhotoFacts>,
    /// What was made from it, in the folder that the question named.
    pub derivatives: Vec<Made>,
    /// What the user should know.
    pub findings: Vec<Finding>,
    /// A title that the paper itself bears.
    pub title: Option<String>,
    /// The first words of its first page.
    pub first_words: Option<String>,
    /// What the pages of a PDF hold; none where reading it further broke or took too long.
    pub page_facts: Option<Box<PageFacts>>,
}

/// A file that was made from an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Where it lies; whoever keeps it moves it away from there.
    pub path: PathBuf,
    /// Its bytes.
    pub size: u64,
    /// Its digest, its purpose, the page it shows.
    pub derivative: Derivative,
}
