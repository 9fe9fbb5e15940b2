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

    /// The same with changes, each the offset and what is to be there instead. What is stored stays
    /// as it is.
    ///
    /// # Errors
    /// When they are missing or cannot be read, or a change leads over their end.
    fn changed_bytes(
        &self,
        digest: &Digest,
        changes: &[(usize, Vec<u8>)],
    ) -> std::io::Result<Bytes>;
}

/// Makes changes, each the offset and what is to be there instead.
///
/// # Errors
/// When one leads over the end of the bytes.
pub fn change(bytes: &mut [u8], changes: &[(usize, Vec<u8>)]) -> std::io::Result<()> {
    for (at, change) in changes {
        let end = at.saturating_add(change.len());
        let place = bytes.get_mut(*at..end);
        let place = place.ok_or(std::io::ErrorKind::UnexpectedEof)?;
        place.copy_from_slice(change);
    }
    Ok(())
}
