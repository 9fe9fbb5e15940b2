//! Papers that stay open between previews.

use std::sync::Arc;

use expediente_model::Digest;
use expediente_pdf::Source;

use crate::error::BundleError;

/// The papers of the last previews, still open.
#[derive(Debug, Default)]
pub struct Sources {
    /// By the SHA-256 of the bytes that are shown; the last one used comes last.
    open: Vec<(Digest, Arc<Source>)>,
}

impl Sources {
    /// Papers that stay open. Each holds the numbers and positions of its objects, not its bytes.
    const MOST: usize = 4;

    /// Closes all papers, so that their files can be removed.
    pub fn close(&mut self) {
        self.open.clear();
    }

    /// The paper with these bytes, opened if it is not open.
    pub(crate) fn get_or(
        &mut self,
        digest: Digest,
        open: impl FnOnce() -> Result<Arc<Source>, BundleError>,
    ) -> Result<Arc<Source>, BundleError> {
        let found = match self.open.iter().position(|(open, _)| *open == digest) {
            Some(at) => self.open.remove(at).1,
            None => open()?,
        };
        if self.open.len() >= Self::MOST {
            self.open.remove(0);
        }
        self.open.push((digest, Arc::clone(&found)));
        Ok(found)
    }
}
