//! Pages of ours for papers that have words and no pages: texts, chats, mails.
//!
//! Start here: [`page_layout::Layout`] takes paragraphs, tables and pictures and breaks them into
//! pages; [`pdf_file`] writes them. One character is one glyph; nothing is shaped.

pub(crate) mod faces;
pub(crate) mod line_breaks;
pub(crate) mod page_layout;
mod pdf_file;
pub(crate) mod pieces;
mod table;
