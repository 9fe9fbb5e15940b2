//! The verbs that read and find the words of papers.

pub mod ocr;
pub mod search;
