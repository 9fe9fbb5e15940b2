//! A picture as a codec gives it, before its colors are converted.

use heifer::color::ColorParams;
use heifer::heifer_hevc_dec::recon::Frame;

/// Brightness and colors as a codec gives them.
pub(crate) struct CodedFrame {
    /// Its planes; where colors are coarse, with whole blocks of brightness.
    pub(crate) frame: Frame,
    /// Pixels across and down.
    pub(crate) size: (u32, u32),
    /// How its colors are coded.
    pub(crate) params: ColorParams,
}
