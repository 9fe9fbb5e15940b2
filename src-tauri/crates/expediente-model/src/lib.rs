//! The nouns of Expediente and the changes to them.
//!
//! Pure: no files, no clock, no randomness, no threads. A user's act is a [`Change`], a value;
//! [`Matter::apply`] carries it out and returns its inverse, so undo is one more change.
//! What is durable belongs to the vault, what a page looks like to the bundle.
//!
//! ```
//! use expediente_model::{Change, Exhibit, Matter, MatterId};
//!
//! let mut matter = Matter::new(MatterId::from_untrusted("m1").unwrap(), "quintero");
//! let exhibit = Exhibit::new(matter.fresh_exhibit_id(), "Carta de buena conducta");
//! let inverse = matter.apply(&Change::InsertExhibit { at: 0, exhibit }).unwrap();
//! assert_eq!(matter.exhibits.len(), 1);
//! matter.apply(&inverse).unwrap();
//! assert!(matter.exhibits.is_empty());
//! ```
//!
//! Limitation: a [`Matter`] is kept whole in memory; its papers are not.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)
)]

mod bytes;
mod catalogue;
mod cause;
mod change;
mod date;
mod digest;
mod exhibit;
mod facts;
mod finding;
mod history;
mod id;
mod item;
mod language;
mod letters;
mod looks;
mod matter;
mod pages;
mod part;

pub use bytes::{Bytes, Papers};
pub use catalogue::{Catalogue, CatalogueError};
pub use cause::cause;
pub use change::{Act, Change, ChangeError, Place};
pub use date::Date;
pub use digest::Digest;
pub use exhibit::{Document, DocumentId, Exhibit, ExhibitId, ExhibitKind, PhotosPerPage};
pub use facts::{Answer, Bates, Facts, Filer, Service};
pub use finding::{Code, Finding, Severity};
pub use history::{History, Step};
pub use id::{IdError, MatterId};
pub use item::{Derivative, Item, MediaKind, Orientation, PhotoFacts, Picture, Purpose};
pub use language::Language;
pub use letters::without_accents;
pub use looks::{Looks, Wording};
pub use matter::Matter;
pub use pages::{PageRanges, PageRangesError, Turn};
pub use part::{Part, Translator};
