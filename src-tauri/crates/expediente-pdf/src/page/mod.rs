//! Writes pages: the source page at the bottom, then annotations, pictures, stamps and links.

pub(crate) mod appearance;
pub(crate) mod compose;
pub(crate) mod frame;
pub(crate) mod overlay;
pub(crate) mod page_spec;
pub(crate) mod plain_content;
pub(crate) mod stamp;
pub(crate) mod words;
