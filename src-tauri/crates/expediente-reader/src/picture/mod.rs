//! Readers of pictures: those that can go into a PDF as they are, and those made into plain PNGs.

pub(crate) mod entropy;
pub(crate) mod exif;
pub(crate) mod jpeg;
pub(crate) mod plain_png;
pub(crate) mod png;
pub(crate) mod tiff;
pub(crate) mod webp_gif_bmp;
