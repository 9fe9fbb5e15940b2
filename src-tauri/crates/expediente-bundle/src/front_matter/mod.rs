//! Our own pages: cover, table of exhibits, slip sheets, photo sheets, forms.
//!
//! Each file says what its page needs, lays it out and draws it on a canvas. Nothing here knows
//! the plan of a dossier or the file that it is written to.

pub(crate) mod area;
pub(crate) mod canvas;
pub(crate) mod cover;
pub(crate) mod fonts;
pub(crate) mod forms;
pub(crate) mod lists;
pub(crate) mod photos;
pub(crate) mod save;
pub(crate) mod slip;
pub(crate) mod table;
pub(crate) mod words;
