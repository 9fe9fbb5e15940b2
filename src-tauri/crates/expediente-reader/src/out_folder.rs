//! The folder into which readers write the files they make from a paper.

use std::path::{Path, PathBuf};
use std::time::Instant;

use expediente_intake::protocol::READ_MARKER;

/// An existing folder for derivatives, and the time that optional work may take.
pub(crate) struct OutFolder<'a> {
    folder: &'a Path,
    optional_until: Instant,
}

impl<'a> OutFolder<'a> {
    pub(crate) fn new(folder: &'a Path, optional_until: Instant) -> Self {
        Self {
            folder,
            optional_until,
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// When to stop optional work, so that the parent's clock never ends the child because of it.
    pub(crate) fn optional_until(&self) -> Instant {
        self.optional_until
    }

    /// Tells the parent that the paper has been read and only optional work follows. If the child
    /// breaks after this, the parent asks again without the optional work.
    pub(crate) fn mark_as_read(&self) {
        // Without the marker a broken child is not asked again; nothing else is lost.
        let _ = std::fs::File::create(self.path(READ_MARKER));
    }
}
