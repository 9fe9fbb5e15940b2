//! Where papers come from: folders, files, and what their names say.

pub(crate) mod chat_names;
mod directory_of;
mod generated_names;
mod marks;
pub(crate) mod media_kind;
pub(crate) mod name_facts;
pub(crate) mod natural_order;
mod office_kind;
pub(crate) mod siblings;
mod signature;
pub(crate) mod stage;
mod stem;
pub(crate) mod walk;
pub(crate) mod wide_text;
