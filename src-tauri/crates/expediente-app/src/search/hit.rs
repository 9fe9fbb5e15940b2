//! What a search finds.

use serde::Serialize;
use ts_rs::TS;

/// A page on which all words of a question are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Hit {
    /// The id of the matter.
    pub matter: String,
    /// Its name.
    pub matter_name: String,
    /// The id of the document that shows the page; none for a paper that is not placed.
    pub document: Option<String>,
    /// The id of its exhibit.
    pub exhibit: Option<String>,
    /// The label of the exhibit in the dossier.
    pub label: Option<String>,
    /// The title of the document, or the name of its paper.
    pub title: String,
    /// The paper, by its SHA-256.
    pub item: String,
    /// The page of the paper, counted from 1.
    pub page: u32,
    /// The words around the first that was found.
    pub snippet: String,
    /// Whether the computer read the words from a picture.
    pub read: bool,
}

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Found {
    /// The first pages.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: u64,
    /// Pages that were searched.
    pub pages: u64,
    /// Pages whose words are not known, so that nothing is found on them.
    pub unread: u64,
}

/// Where a word is on a page: parts of its width and height as the paper shows it, from the top
/// left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct Marked {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}
