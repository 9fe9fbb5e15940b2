//! Pages of ours that list something: the count of a petition, the photos of an exhibit, a
//! checklist.

pub(crate) mod list_table;
pub(crate) mod listing;
pub(crate) mod photo_list;
pub(crate) mod tally;
