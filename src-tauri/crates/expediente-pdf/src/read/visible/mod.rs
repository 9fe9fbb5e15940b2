//! What content shows, and what of it must not go along: layers that are off, and what lies outside
//! the visible part of a page.

pub(crate) mod inline_image;
pub(crate) mod operators;
pub(crate) mod surroundings;
pub(crate) mod text_place;
pub(crate) mod visible_content;
