//! Draws annotations and form fields into the page content.
//!
//! `annotation` decides what becomes of each; `field` and `markup` make up appearances for those
//! that have none.

pub(crate) mod annotation;
pub(crate) mod color;
pub(crate) mod default_appearance;
pub(crate) mod field;
pub(crate) mod form_box;
pub(crate) mod markup;
pub(crate) mod text_layout;
