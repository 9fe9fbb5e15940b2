//! Draws annotations and form fields into the page content.

pub(crate) mod annotation;
pub(crate) mod field;
pub(crate) mod markup;
