//! All matters of a store.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use expediente_model::{Matter, MatterId};

use crate::error::VaultError;
use crate::files::disk::Disk;
use crate::files::store_paths::StorePaths;
use crate::index::database::Index;
use crate::index::rows::MatterRow;
use crate::journal::matter_state::MatterState;
use crate::journal::tip::Tip;
use crate::matter_store::open_matter::OpenMatter;

/// The matters of a store: their rows, and those that are in memory.
pub struct Matters {
    pub disk: Arc<dyn Disk>,
    pub paths: StorePaths,
    /// None while the index cannot be used; matters are then served from memory.
    pub index: Option<Index>,
    pub rows: BTreeMap<MatterId, MatterRow>,
    pub open: BTreeMap<MatterId, OpenMatter>,
    /// Matters that could not be created and whose folder could not be removed.
    pub half_created: BTreeSet<MatterId>,
}

impl Matters {
    pub fn new(
        disk: Arc<dyn Disk>,
        paths: StorePaths,
        index: Index,
        rows: BTreeMap<MatterId, MatterRow>,
    ) -> Self {
        Self {
            disk,
            paths,
            index: Some(index),
            rows,
            open: BTreeMap::new(),
            half_created: BTreeSet::new(),
        }
    }

    /// Lists a matter that cannot be read, so that nobody takes it for erased. Returns its name.
    pub fn keep_unreadable(&mut self, id: &MatterId) -> String {
        let row = self.rows.entry(id.clone()).or_insert_with(|| {
            let matter = Matter::new(id.clone(), id.as_str());
            let state = MatterState::new(matter, String::new());
            MatterRow::new(&state, Tip::START, true, 0)
        });
        row.read_only = true;
        row.name.clone()
    }

    /// A matter that may be changed.
    pub fn writable(&mut self, id: &MatterId) -> Result<&mut OpenMatter, VaultError> {
        let open = self.matter(id)?;
        if open.read_only {
            Err(VaultError::ReadOnly(id.clone()))
        } else {
            Ok(open)
        }
    }

    /// Hands the index to the operating system.
    pub fn flush(&self) {
        if let Some(index) = &self.index {
            // A failure costs nothing: the index is then rebuilt from the journals.
            let _ = index.flush();
        }
    }
}
