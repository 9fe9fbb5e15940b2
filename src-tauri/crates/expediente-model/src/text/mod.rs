//! Texts for people: catalogues, languages, dates, file names.

pub mod catalogue;
pub mod clean;
pub mod date;
pub mod file_name;
pub mod fold;
pub mod io_reason;
pub mod language;
