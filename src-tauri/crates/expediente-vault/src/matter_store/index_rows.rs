//! Keeping the index up to date with the matters in memory.

use std::collections::BTreeSet;

use expediente_model::MatterId;

use crate::error::{At, VaultError};
use crate::files::disk::Disk;
use crate::files::store_paths::StorePaths;
use crate::index::database::Index;
use crate::index::fault::IndexFault;
use crate::index::rows::MatterRow;
use crate::journal::matter_state::MatterState;
use crate::matter_store::matters::Matters;

impl Matters {
    /// Brings the rows of a matter from `before`, or from nothing, to its present state. The act is
    /// already durable, so an index that fails is replaced; if that fails too, as on a full disk,
    /// the act still counts.
    pub fn write_rows(&mut self, id: &MatterId, before: Option<&MatterState>) {
        if self.try_write(id, before).is_ok() {
            return;
        }
        drop(self.index.take());
        self.index = replace_index(&*self.disk, &self.paths).ok();
        self.write_all();
    }

    fn try_write(&mut self, id: &MatterId, before: Option<&MatterState>) -> Result<(), IndexFault> {
        let Some(open) = self.open.get_mut(id) else {
            return Err(IndexFault::bug("rows are written only of an open matter"));
        };
        let Some(index) = &self.index else {
            return Err(IndexFault::Damaged("the index is not open".to_owned()));
        };
        let before = if open.stale { None } else { before };
        let row = index.write(
            before,
            &open.state,
            open.tip,
            open.read_only,
            &mut open.keys,
        )?;
        open.stale = false;
        self.rows.insert(id.clone(), row);
        Ok(())
    }

    /// Fills a new, empty index from the journals. If that fails, the matters are served from
    /// memory until the next attempt.
    pub fn write_all(&mut self) {
        let known: BTreeSet<MatterId> = self.rows.keys().chain(self.open.keys()).cloned().collect();
        for id in known {
            if !self.open.contains_key(&id) && self.replay(&id).is_err() {
                // It is read, or refused with its error, when it is next asked for.
                continue;
            }
            let written = self.try_write(&id, None);
            if let (Err(_), Some(open)) = (written, self.open.get_mut(&id)) {
                open.stale = true;
                let row = MatterRow::new(&open.state, open.tip, open.read_only, 0);
                self.rows.insert(id, row);
                self.index = None;
            }
        }
    }
}

/// Moves a damaged index aside, over one that was moved before, and creates an empty one.
pub fn replace_index(disk: &dyn Disk, paths: &StorePaths) -> Result<Index, VaultError> {
    let (index, aside) = (paths.index(), paths.damaged_index());
    disk.remove_folder(&aside).at(&aside)?;
    if index.exists() {
        disk.rename(&index, &aside).at(&index)?;
    }
    Index::open(&index).map_err(|fault| fault.at(&index))
}
