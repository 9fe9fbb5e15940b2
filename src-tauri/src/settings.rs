//! The language, the theme and the text size of the window, what LibreOffice may do, and whether
//! words are read by themselves, in a file beside the cases that can be lost without harm.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use expediente_app::{Language, system_language};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The user's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Settings {
    /// The language of the window, not of dossiers.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// The size of the text.
    #[serde(default)]
    #[ts(type = "number")]
    pub text: TextSize,
    /// Whether LibreOffice may make the pages of Office papers where nothing can lock it in.
    #[serde(default)]
    pub office_unconfined: bool,
    /// Whether the words of pages that are pictures are read by themselves, in the background.
    #[serde(default = "yes")]
    pub read_words: bool,
}

fn yes() -> bool {
    true
}

/// The size of the text in percent of the usual one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct TextSize(u16);

impl TextSize {
    /// From the usual size to twice of it.
    const SIZES: [u16; 5] = [100, 125, 150, 175, 200];
}

impl Default for TextSize {
    fn default() -> Self {
        Self(100)
    }
}

impl TryFrom<u16> for TextSize {
    type Error = &'static str;

    fn try_from(untrusted: u16) -> Result<Self, Self::Error> {
        if Self::SIZES.contains(&untrusted) {
            Ok(Self(untrusted))
        } else {
            Err("no size of text")
        }
    }
}

impl From<TextSize> for u16 {
    fn from(size: TextSize) -> Self {
        size.0
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// The theme of the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Settings {
    /// Reads the saved settings, or the system's.
    pub fn read(store: &Path) -> Self {
        let kept = fs::read(path(store))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        kept.unwrap_or_else(|| Self {
            language: system_language(),
            theme: Theme::default(),
            text: TextSize::default(),
            office_unconfined: false,
            read_words: true,
        })
    }

    /// Saves the settings. If the disk refuses, they still hold until the window closes.
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
