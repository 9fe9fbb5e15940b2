//! Why a court profile cannot be used.

use expediente_bundle::ProfileError;

/// Why a profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileFault {
    /// It is not as it should be.
    #[error(transparent)]
    Wrong(#[from] ProfileError),
    /// It is too large, or no text.
    #[error("it is larger than 256 kB, or no UTF-8 text")]
    NoText,
    /// It says another name than its file has.
    #[error("it says name = \"{0}\", and its file is called otherwise; both must be the same")]
    Name(String),
}
