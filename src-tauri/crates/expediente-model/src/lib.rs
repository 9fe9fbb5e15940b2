//! The domain model of Expediente and the changes to it.
//!
//! Pure: no files, no clock, no randomness, no threads. A user's act is a [`Change`], a value;
//! [`Matter::apply`] applies it and returns its inverse, so undo is one more change. The vault
//! makes changes durable; the bundle decides what a page looks like.
//!
//! Start here: [`Matter`] (`matter/mod.rs`) is one person's file, [`Change`] (`change/mod.rs`)
//! everything that can happen to it.
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
//! Limitation: a [`Matter`] is held in memory as a whole; its papers are not.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)
)]

mod change;
mod finding;
mod matter;
mod paper;
mod text;

pub use change::act::Act;
pub use change::act_count::act_count;
pub use change::history::{History, Step};
pub use change::{Change, ChangeError};
pub use finding::{Code, Finding, Severity};
pub use matter::Matter;
pub use matter::answers::is_by_id;
pub use matter::bates::Bates;
pub use matter::exhibit::{Document, Exhibit, ExhibitKind, PhotosPerPage};
pub use matter::facts::{
    Answer, ChecklistState, Facts, Filer, NeedState, Service, Spelling, StillToGet,
};
pub use matter::id::{DocumentId, ExhibitId, IdError, MatterId};
pub use matter::in_languages::{InLanguages, TextField};
pub use matter::petition::count::{Count, EntryPair, LeftOut, RowPlace, SheetCount};
pub use matter::petition::row::{EntryMark, Sameness, SheetRow, Tally};
pub use matter::petition::same::{Likeness, Pair, name_key, number_key, pair_key, pairs};
pub use matter::place::Place;
pub use matter::role::{Role, Translator};
pub use paper::bytes::{Bytes, Papers, change};
pub use paper::digest::Digest;
pub use paper::edge_ink::{EdgeInk, InkGrid};
pub use paper::facts::page_facts::PageFacts;
pub use paper::facts::paper_value::{PaperField, PaperValue};
pub use paper::facts::text_facts::{
    MachineZone, Passage, PrintedNumber, SURE_LINES, TEXT_VERSION, TextFacts, UNKNOWN_LANGUAGE,
};
pub use paper::facts::wording::Wording;
pub use paper::item::{
    DAY, Derivative, Item, MADE_BY, MediaKind, OfficeKind, Origin, PhotoFacts, Purpose, REFUSED,
};
pub use paper::made_pages::{DATES_BY, FOLDER, FROM, MEDIA, MadePages, TO};
pub use paper::page_code::{CodeKind, PageCode};
pub use paper::page_ranges::{PageRanges, PageRangesError};
pub use paper::picture::{Density, Orientation, Picture, PictureHash};
pub use paper::promises::{PROMISE_VERSION, PageBoxes, PageDigest, Promises};
pub use paper::read_words::{
    READING_VERSION, ReadFacts, ReadLine, ReadPage, ReadWord, ReadingLanguage, WordsDamaged,
    WordsFile, WordsIndex, words_file,
};
pub use paper::sheet::corners::{Corners, PaperShape, Projection};
pub use paper::sheet::rows::{FoundRow, FoundRows, RowMark};
pub use paper::sheet::straightened::Straightened;
pub use paper::sheet::words::{words_beside, words_on_photo};
pub use paper::turn::Turn;
pub use text::catalogue::{Catalogue, CatalogueError};
pub use text::clean::{composed, is_hidden, one_line};
pub use text::date::Date;
pub use text::date_parser::{DateInText, date_in, find_date, month_named, runs};
pub use text::day_span::DaySpan;
pub use text::file_name::is_reserved_name;
pub use text::fold::{folded, folded_letters, is_particle, without_accents};
pub use text::identity_number::{NumberFault, NumberKind, identity_number};
pub use text::io_reason::io_reason;
pub use text::language::Language;
pub use text::search_words::{codes_over_words, numbers_over_words, search_forms};
pub use text::word_language::language_of_words;
