//! Readers of pictures: those that can go into a PDF as they are, and those made into plain PNGs or
//! JPEGs.

pub(crate) mod entropy;
pub(crate) mod exif;
pub(crate) mod heif;
pub(crate) mod jpeg;
pub(crate) mod jpeg2000;
pub(crate) mod legibility;
pub(crate) mod looks;
pub(crate) mod made_with;
pub(crate) mod photo;
pub(crate) mod plain_png;
pub(crate) mod png;
pub(crate) mod srgb;
pub(crate) mod tiff;
pub(crate) mod webp_gif_bmp;
