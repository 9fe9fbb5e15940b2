//! Writes a planned dossier: front matter drawn by printpdf, papers copied by the assembler of
//! `expediente-pdf`, one file in one pass.
//!
//! [`render`] writes a volume, [`page_preview`] a single page. Both draw the front matter, then let
//! a [`page_writer`] put one page after the other.

pub(crate) mod background_writer;
pub(crate) mod document_properties;
pub(crate) mod expected;
pub(crate) mod front_matter;
pub(crate) mod links;
pub(crate) mod outline;
pub(crate) mod page_preview;
pub(crate) mod page_writer;
pub(crate) mod paper_check;
pub(crate) mod paper_source;
pub(crate) mod render;
pub(crate) mod render_input;
pub(crate) mod sources;
pub(crate) mod words;
