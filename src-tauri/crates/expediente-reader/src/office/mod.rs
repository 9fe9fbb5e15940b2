//! Office papers: what their files say that their printed pages do not show, and the pages that
//! another program made of them.
//!
//! Start here: `inspect.rs`. A file for each family of formats adds to [`Seen`] what it finds;
//! `pages.rs` reads the PDF.

mod cells;
mod fit;
mod inspect;
mod not_shown;
mod open_document;
mod package;
mod pages;
mod rich_text;
mod seen;
mod sheets;
mod slides;
mod widths;
mod word;
mod xml;

pub(crate) use inspect::inspect;
