//! Paths that the user chose, as texts for the window. A window handles only text, but file names
//! need not be text.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Paths whose names are not UTF-8 (Linux) or not Unicode (Windows), by the text the window got for
/// them. Any other path is its own text.
#[derive(Debug, Default)]
pub struct ChosenPaths {
    by_text: Mutex<HashMap<String, PathBuf>>,
    /// The folder in which the last dialog was closed.
    folder: Mutex<Option<PathBuf>>,
}

impl ChosenPaths {
    /// The text for a path, from which [`ChosenPaths::path`] finds it again.
    pub fn text(&self, path: &Path) -> String {
        if let Some(text) = path.to_str() {
            return text.to_owned();
        }
        let mut by_text = self.by_text.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = path.to_string_lossy().into_owned();
        let mut text = shown.clone();
        let mut n = 2;
        // Two names can look the same once invalid bytes are replaced.
        while by_text.get(&text).is_some_and(|known| known != path) {
            text = format!("{shown} ({n})");
            n += 1;
        }
        by_text.insert(text.clone(), path.to_owned());
        text
    }

    /// Remembers where a dialog was closed in which these paths were chosen. What was chosen lies
    /// there, a folder too: its neighbors are likely next.
    pub fn closed_at(&self, paths: &[PathBuf]) {
        if let Some(folder) = paths.first().and_then(|path| path.parent()) {
            let mut last = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
            *last = Some(folder.to_owned());
        }
    }

    /// Where the next dialog opens; nothing before the first, and where the folder is gone.
    pub fn folder(&self) -> Option<PathBuf> {
        let last = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
        last.clone().filter(|folder| folder.is_dir())
    }

    /// The path for a text.
    pub fn path(&self, text: &str) -> PathBuf {
        let by_text = self.by_text.lock().unwrap_or_else(PoisonError::into_inner);
        by_text.get(text).cloned().unwrap_or_else(|| text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dialog opens where the last one was closed.
    #[test]
    fn the_last_folder_is_the_next() {
        let place = tempfile::tempdir().expect("a folder");
        let chosen = ChosenPaths::default();
        assert_eq!(chosen.folder(), None);
        chosen.closed_at(&[place.path().join("one.pdf"), place.path().join("two.pdf")]);
        assert_eq!(chosen.folder(), Some(place.path().to_owned()));
        // Dismissed: it stays.
        chosen.closed_at(&[]);
        assert_eq!(chosen.folder(), Some(place.path().to_owned()));
        chosen.closed_at(&[place.path().join("gone/three.pdf")]);
        assert_eq!(chosen.folder(), None);
    }

    #[cfg(unix)]
    /// A scan from an old computer can have a Latin-1 name; once chosen in a dialog, it must be
    /// found again.
    #[test]
    fn names_that_are_not_text_come_back() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        let chosen = ChosenPaths::default();
        let names: [&[u8]; 3] = [b"/a/constancia.pdf", b"/a/caf\xe9.pdf", b"/a/caf\xea.pdf"];
        let paths = names.map(|name| PathBuf::from(OsStr::from_bytes(name)));
        let texts: Vec<String> = paths.iter().map(|path| chosen.text(path)).collect();
        assert_ne!(texts[1], texts[2]);
        for (text, path) in texts.iter().zip(&paths) {
            assert_eq!(chosen.path(text), *path);
            assert_eq!(chosen.text(path), *text);
        }
    }
}
