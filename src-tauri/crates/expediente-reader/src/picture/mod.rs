//! Readers of pictures: what can go into a PDF as it is, and plain PNGs made from the rest.

pub(crate) mod entropy;
pub(crate) mod exif;
pub(crate) mod jpeg;
pub(crate) mod plain_png;
pub(crate) mod png;
pub(crate) mod tiff;
pub(crate) mod webp_gif_bmp;
