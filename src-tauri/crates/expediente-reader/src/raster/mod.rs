//! Pages and photos as pixels: rendered, scaled down, and encoded for the screen.

pub(crate) mod downscale;
pub(crate) mod encode;
pub(crate) mod pixels;
pub(crate) mod render;
pub(crate) mod thumbnail;
