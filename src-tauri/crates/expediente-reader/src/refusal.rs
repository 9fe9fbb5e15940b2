//! Refusals that several picture readers share.

use expediente_intake::limits;
use expediente_model::{Code, Finding};

/// Refuses a picture by its size before any of it is decoded.
pub(crate) fn check_size(width: u32, height: u32, bytes_per_pixel: u64) -> Result<(), Finding> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(damaged("it has no pixels"));
    }
    if pixels > limits::PIXELS || pixels.saturating_mul(bytes_per_pixel) > limits::DECODED_BYTES {
        return Err(Finding::new(Code::PictureTooLarge)
            .with("width", width)
            .with("height", height));
    }
    Ok(())
}

/// A picture that cannot be read.
pub(crate) fn damaged(why: impl ToString) -> Finding {
    Finding::new(Code::PictureDamaged).with("why", why)
}

/// A picture of a kind that a PDF cannot carry.
pub(crate) fn unsupported(why: impl ToString) -> Finding {
    Finding::new(Code::PictureUnsupported).with("why", why)
}
