//! Where papers come from: folders, files, and what their names say.

pub(crate) mod date_parser;
mod generated_names;
pub(crate) mod media_kind;
pub(crate) mod name_facts;
pub(crate) mod natural_order;
pub(crate) mod stage;
pub(crate) mod walk;
