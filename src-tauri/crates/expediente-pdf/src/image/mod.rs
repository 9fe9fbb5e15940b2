//! Embeds JPEG and PNG files as they are, without decoding their pixels, and cuts metadata out of
//! them.

pub(crate) mod image_metadata;
pub(crate) mod jpeg;
pub(crate) mod jpeg_segments;
pub(crate) mod picture;
pub(crate) mod png;
