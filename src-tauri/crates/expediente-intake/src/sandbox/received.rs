//! What is known of a file that was taken in, and how it is refused.

use std::path::PathBuf;

use expediente_model::{
    Derivative, Finding, Looks, MediaKind, Orientation, PhotoFacts, Picture, Purpose,
};
use serde::{Deserialize, Serialize};

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
    pub looks: Option<Box<Looks>>,
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

/// Why there is nothing received.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// The file is refused.
    #[error("the file is refused: {}", .0.code.word())]
    Refused(Finding),
    /// The user cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl From<Finding> for Stopped {
    fn from(finding: Finding) -> Self {
        Self::Refused(finding)
    }
}

/// The child's answer, which is believed in nothing until it is checked.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Answer {
    Received(Untrusted),
    Refused(Finding),
}

/// What the child says of a file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Untrusted {
    pub(crate) pages: u32,
    pub(crate) page_sizes: Vec<[f32; 2]>,
    pub(crate) pictures: Vec<UntrustedPicture>,
    pub(crate) photo: Option<PhotoFacts>,
    /// How the PDF was made that stands for the original, where there is one.
    pub(crate) instead: Option<Purpose>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) title: Option<String>,
    pub(crate) first_words: Option<String>,
    pub(crate) looks: Option<Box<Looks>>,
}

/// A picture of the file: the original itself, or a PNG that was made.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct UntrustedPicture {
    pub(crate) made: bool,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) orientation: Orientation,
    /// Bytes that it takes in a dossier; counted when all else is known.
    #[serde(default)]
    pub(crate) weight: u64,
}

/// The name of the PNG that shows a page, counted from 1.
pub(crate) fn page_name(page: u32) -> String {
    format!("page-{page:05}.png")
}

/// The name of a PDF that stands for the original: unlocked, repaired or drawn.
pub(crate) const INSTEAD_NAME: &str = "instead.pdf";

/// The name of an empty file by which a child says that it has read a PDF, and that only conveniences are left to do.
pub(crate) const READ_NAME: &str = "read";
