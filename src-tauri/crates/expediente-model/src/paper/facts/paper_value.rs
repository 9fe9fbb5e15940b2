//! What a paper says of itself, and where: the values that are proposed for its fields.
//!
//! The reader process finds them in words that anybody may have written. They are shown to a person
//! with the line that they were read from, and nothing of them is printed before somebody takes it.

use serde::{Deserialize, Serialize};

/// A value for a field of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperValue {
    /// The field.
    pub field: PaperField,
    /// What it can be, the likelier first: two days where day and month cannot be told apart,
    /// otherwise one value.
    pub values: Vec<String>,
    /// The page that it was read on, counted from 1.
    pub page: u32,
    /// The words that it was read from, as they are on the page.
    pub line: String,
}

/// A field that a paper says something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperField {
    /// What it calls itself, where that is sure.
    Title,
    /// The word of an [`ExhibitKind`](crate::ExhibitKind), where it is sure.
    Kind,
    /// The day of its issue: `2024-05-14`.
    Made,
    /// The authority of its letterhead.
    Issuer,
    /// Its own number.
    Number,
    /// The person who declares or writes.
    Writer,
    /// The person whom it is about.
    Subject,
    /// Its language, as a tag.
    Language,
    /// The last day on which it is valid.
    Expires,
    /// The code with which it can be verified.
    Code,
    /// The address where it can be verified.
    Address,
}
