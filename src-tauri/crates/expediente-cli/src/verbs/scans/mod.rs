//! The verbs that read and find the words of scans, and make them legible.

pub mod ocr;
pub mod search;
pub mod straighten;
