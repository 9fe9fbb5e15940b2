//! Writes the file: numbered objects, the page tree, fonts, the catalog, and the PDF syntax that
//! they consist of.
//!
//! `object_writer` streams objects and remembers only their offsets, so that a dossier larger than
//! memory can be written. The `pdf-writer` and `xmp-writer` crates build whole objects in memory
//! with a layout of their own (indentation, hexadecimal strings, order of XMP properties). They
//! would change every byte of a dossier and save only the few objects in `catalog`, `outline`,
//! `document_info` and `font`, so that we write these ourselves.

pub(crate) mod canonical;
pub(crate) mod catalog;
pub(crate) mod deflate;
pub(crate) mod document_info;
pub(crate) mod font;
pub(crate) mod frame_digest;
pub(crate) mod labels;
pub(crate) mod object_writer;
pub(crate) mod outline;
pub(crate) mod page_nodes;
pub(crate) mod syntax;
