//! Sheets of paper on photos.

pub mod corners;
pub mod rows;
pub mod straightened;
pub mod words;
