//! Reads source PDFs: objects, pages, content, and what a reader should be told of.

pub(crate) mod content;
pub(crate) mod content_state;
pub(crate) mod destination;
pub(crate) mod layers;
pub(crate) mod lexer;
pub(crate) mod notice;
pub(crate) mod outline;
pub(crate) mod recovery;
pub(crate) mod source;
pub(crate) mod source_report;
pub(crate) mod tree;
