//! The bytes of papers, as the bundle asks for them without knowing where they lie.

use std::sync::Arc;

use crate::paper::digest::Digest;

/// Bytes that are read in place: usually a mapped file.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Gives the bytes of originals and derivatives by their SHA-256.
pub trait Papers: Sync {
    /// The bytes whose SHA-256 is `digest`.
    ///
    /// # Errors
    /// When they are not there or cannot be read.
    fn bytes(&self, digest: &Digest) -> std::io::Result<Bytes>;
}
