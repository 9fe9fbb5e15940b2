//! Sheets of paper on photos.

pub mod corners;
pub mod straightened;
pub mod words;
