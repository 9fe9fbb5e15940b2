//! Embeds JPEG and PNG files without decoding their pixels.

pub(crate) mod image_metadata;
pub(crate) mod jpeg;
pub(crate) mod picture;
pub(crate) mod png;
