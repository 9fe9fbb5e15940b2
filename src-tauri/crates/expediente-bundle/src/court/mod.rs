//! What a court asks of a dossier: its profile, read from TOML, and what follows from it.

pub(crate) mod caption;
pub(crate) mod exhibit_label;
pub(crate) mod files;
pub(crate) mod handing_in;
pub(crate) mod numbering;
pub(crate) mod open;
pub(crate) mod paper;
pub(crate) mod profile;
pub(crate) mod required_facts;
pub(crate) mod rule;
pub(crate) mod table;
pub(crate) mod tabs;
pub(crate) mod translations;
