//! The content of pages: each stream has one of five grammars.
//!
//! What a paper draws (`foreign`) can be anything that leaves the graphics state as it found it.
//! What the program draws is small: texts and lines (`own_page`), pictures and stamps (`stamps`),
//! and words that are not seen (`words`).

pub mod font;
pub mod foreign;
pub mod matrix;
pub mod own_page;
pub mod stamps;
pub mod tokens;
pub mod words;
