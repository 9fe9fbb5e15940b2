//! Texts for people and how they are written: catalogues, languages, dates.

pub mod catalogue;
pub mod date;
pub mod fold;
pub mod io_reason;
pub mod language;
