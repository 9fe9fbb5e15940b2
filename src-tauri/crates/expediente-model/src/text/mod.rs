//! Texts for people: catalogues, languages, dates, file names.

pub mod catalogue;
pub mod clean;
pub mod date;
pub mod date_parser;
pub mod day_span;
pub mod file_name;
pub mod fold;
pub mod identity_number;
pub mod io_reason;
pub mod language;
pub mod search_words;
pub mod word_language;
