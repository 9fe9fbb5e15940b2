//! The names of the files and folders in a store.

use std::fs;
use std::path::{Path, PathBuf};

use expediente_model::MatterId;

use crate::error::{At, VaultError};
use crate::files::papers::ORIGINALS;

const ERASING: &str = "erasing.";

/// Where everything in a store is.
#[derive(Clone, Debug)]
pub struct StorePaths {
    root: PathBuf,
}

impl StorePaths {
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The folder of the store itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Holds papers that are not admitted yet; emptied when the store is opened.
    pub fn staging(&self) -> PathBuf {
        self.root.join("staging")
    }

    pub fn index(&self) -> PathBuf {
        self.root.join("index")
    }

    /// A damaged index is moved here, over an earlier one.
    pub fn damaged_index(&self) -> PathBuf {
        self.root.join("index.damaged")
    }

    pub fn matters(&self) -> PathBuf {
        self.root.join("matters")
    }

    pub fn matter(&self, id: &MatterId) -> PathBuf {
        self.matters().join(id.as_str())
    }

    pub fn journal(&self, id: &MatterId) -> PathBuf {
        self.matter(id).join("journal.jsonl")
    }

    /// A matter gets this name before its files are removed, so that an interrupted erasure can be
    /// finished. It is not a matter's id: those have no dot.
    pub fn erasing(&self, id: &MatterId) -> PathBuf {
        self.matters().join(format!("{ERASING}{id}"))
    }

    /// The matters whose erasure was interrupted.
    pub fn all_erasing(&self) -> Result<Vec<PathBuf>, VaultError> {
        let matters = self.matters();
        let mut erasing = Vec::new();
        for entry in fs::read_dir(&matters).at(&matters)? {
            let entry = entry.at(&matters)?;
            if entry.file_name().to_string_lossy().starts_with(ERASING) {
                erasing.push(entry.path());
            }
        }
        Ok(erasing)
    }

    /// Whether a folder with the id of a matter is one: it has a journal or a folder for originals.
    pub fn is_matter(&self, id: &MatterId) -> bool {
        let folder = self.matter(id);
        !folder.is_symlink()
            && (self.journal(id).symlink_metadata().is_ok() || folder.join(ORIGINALS).is_dir())
    }

    /// The ids of all folders of matters, in order. Anything else in the folder is ignored.
    pub fn matter_ids(&self) -> Result<Vec<MatterId>, VaultError> {
        let matters = self.matters();
        let mut ids = Vec::new();
        for entry in fs::read_dir(&matters).at(&matters)? {
            let name = entry.at(&matters)?.file_name();
            let id = name.to_str().map(MatterId::from_untrusted);
            if let Some(Ok(id)) = id {
                ids.push(id);
            }
        }
        ids.sort();
        Ok(ids)
    }
}

/// Whether a folder has anything in it.
pub fn has_entries(folder: &Path) -> Result<bool, VaultError> {
    Ok(fs::read_dir(folder).at(folder)?.next().is_some())
}
