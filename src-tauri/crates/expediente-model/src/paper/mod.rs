//! Papers: what was received, facts about their pages, and their bytes.

pub mod bytes;
pub mod digest;
pub mod edge_ink;
pub mod facts;
mod hex;
pub mod item;
pub mod made_pages;
pub(crate) mod packed;
pub mod page_code;
pub mod page_ranges;
pub mod picture;
pub mod promises;
pub mod read_words;
pub mod sheet;
pub mod turn;
mod words_printed;
