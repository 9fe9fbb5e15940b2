//! Erasing matters.

use expediente_model::MatterId;

use crate::error::{At, VaultError};
use crate::files::own_files;
use crate::index::database::Index;
use crate::matter_store::matters::Matters;

impl Matters {
    /// Erases a matter: its journal, its papers, and every trace in the index.
    pub fn erase(&mut self, id: &MatterId) -> Result<(), VaultError> {
        let folder = self.paths.matter(id);
        let erasing = self.paths.erasing(id);
        // Its journal is closed first: Windows does not rename a folder with an open file in it.
        self.open.remove(id);
        if folder.exists() {
            // An earlier erasure of a matter with the same id may have failed half-way.
            own_files::remove_matter(&*self.disk, &erasing).at(&erasing)?;
            self.disk.rename(&folder, &erasing).at(&folder)?;
        } else if !erasing.exists() {
            return Err(VaultError::NoMatter(id.to_string()));
        }
        self.rows.remove(id);
        let matters = self.paths.matters();
        self.disk.sync_folder(&matters).at(&matters)?;
        // sled keeps old rows in its segments until they are overwritten; only a new index is free
        // of them.
        drop(self.index.take());
        for index in [self.paths.index(), self.paths.damaged_index()] {
            self.disk.remove_folder(&index).at(&index)?;
        }
        own_files::remove_matter(&*self.disk, &erasing).at(&erasing)?;
        // Without an index the journals serve.
        self.index = Index::open(&self.paths.index()).ok();
        self.write_all();
        Ok(())
    }
}
