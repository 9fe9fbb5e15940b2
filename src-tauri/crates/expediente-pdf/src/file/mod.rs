//! Writes the file: objects, fonts, catalog, labels, and the PDF syntax they consist of.

pub(crate) mod catalog;
pub(crate) mod font;
pub(crate) mod labels;
pub(crate) mod object_writer;
pub(crate) mod syntax;
