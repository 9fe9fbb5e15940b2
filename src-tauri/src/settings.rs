//! The language and the theme of the window. They lie beside the cases, in a file that can be lost without harm.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use expediente_app::{Language, system_language};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the user chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Settings {
    /// The language of the window, not of dossiers.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Settings {
    /// Those that were kept, or the system's.
    pub fn read(store: &Path) -> Self {
        let kept = fs::read(path(store))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        kept.unwrap_or_else(|| Self {
            language: system_language(),
            theme: Theme::default(),
        })
    }

    /// Keeps them. A disk that refuses is no reason to stop anybody: they hold until the window is closed.
    pub fn keep(self, store: &Path) {
        let write = || -> std::io::Result<()> {
            let mut file = tempfile::NamedTempFile::new_in(store)?;
            file.write_all(&serde_json::to_vec(&self)?)?;
            file.persist(path(store))
                .map(|_| ())
                .map_err(|error| error.error)
        };
        if let Err(error) = write() {
            log::warn!("settings: {:?}", error.kind());
        }
    }
}

fn path(store: &Path) -> PathBuf {
    store.join("settings.json")
}
