//! Reads source PDFs: their objects, pages and content, and what a user should know about them.
//!
//! From the bottom up: `objects` resolves references, `tree` lists the pages, `source` offers both
//! together; `source_report`, `signatures`, `outline` and `archival` read what only intake asks for. Nothing here
//! writes.

pub(crate) mod annotation_entries;
mod archival;
pub(crate) mod content;
pub(crate) mod content_names;
pub(crate) mod content_state;
pub(crate) mod destination;
pub(crate) mod layers;
pub(crate) mod lexer;
pub(crate) mod notice;
pub(crate) mod objects;
pub(crate) mod outline;
pub(crate) mod recovery;
pub(crate) mod signatures;
pub(crate) mod source;
pub(crate) mod source_report;
pub(crate) mod text_string;
pub(crate) mod tree;
pub(crate) mod visible;
pub(crate) mod xref_check;
