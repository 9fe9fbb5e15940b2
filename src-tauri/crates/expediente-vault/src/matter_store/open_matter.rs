//! A matter in memory.

use expediente_model::MatterId;

use crate::error::VaultError;
use crate::files::disk::Disk;
use crate::index::rows::OrderKeys;
use crate::journal::journal_file::JournalFile;
use crate::journal::matter_state::MatterState;
use crate::journal::record::Body;
use crate::journal::tip::Tip;

/// A matter that has been read into memory.
pub struct OpenMatter {
    pub state: MatterState,
    pub keys: OrderKeys,
    /// None where the journal itself is missing; such a matter is read-only.
    pub journal: Option<JournalFile>,
    /// Where the journal ended when it was last complete, so that a loss is noticed.
    pub tip: Tip,
    pub read_only: bool,
    /// The rows are behind the journal, because writing them failed or was not tried yet.
    pub stale: bool,
}

impl OpenMatter {
    /// Makes a record durable. Returns its sequence number and offset.
    pub fn append(
        &mut self,
        disk: &dyn Disk,
        id: &MatterId,
        at: &str,
        body: Body,
    ) -> Result<(u64, u64), VaultError> {
        let journal = self
            .journal
            .as_mut()
            .ok_or_else(|| VaultError::ReadOnly(id.clone()))?;
        let place = journal.append(disk, at, body)?;
        self.tip = journal.tip();
        Ok(place)
    }

    /// A text that changes with every act: where the journal ends.
    pub fn revision(&self) -> String {
        // A matter whose journal is missing has no last record.
        let hash = self.tip.hash.map_or_else(String::new, |hash| hash.short());
        format!("{}-{hash}", self.tip.seq)
    }

    /// Whether a record whose append failed may still be in the journal.
    pub fn is_torn(&self) -> bool {
        self.journal.as_ref().is_some_and(JournalFile::is_torn)
    }
}
