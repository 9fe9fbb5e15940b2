//! Access to the bytes of papers, for crates that do not know where they are stored.

use std::sync::Arc;

use crate::paper::digest::Digest;

/// Bytes read in place: usually a mapped file.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Provides the bytes of originals and derivatives by their SHA-256.
pub trait Papers: Sync {
    /// The bytes whose SHA-256 is `digest`.
    ///
    /// # Errors
    /// When they are missing or cannot be read.
    fn bytes(&self, digest: &Digest) -> std::io::Result<Bytes>;
}
