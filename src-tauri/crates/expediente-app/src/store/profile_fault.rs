//! Why a court profile cannot be used.

use expediente_bundle::ProfileError;

/// Why a profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileFault {
    /// Its contents are wrong.
    #[error(transparent)]
    Wrong(#[from] ProfileError),
    /// It is too large, or not text.
    #[error("it is larger than 256 kB, or is not UTF-8 text")]
    NoText,
    /// Its name is not the name of its file.
    #[error("it says name = \"{0}\", but its file has another name; both must be the same")]
    Name(String),
}
