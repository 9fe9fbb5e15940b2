//! Reads the words of pages that have none: two engines behind one trait, each in a process of its
//! own.

pub(crate) mod engine;
pub(crate) mod hocr;
pub(crate) mod line_check;
pub(crate) mod page;
pub(crate) mod shipped;
pub(crate) mod tesseract;
