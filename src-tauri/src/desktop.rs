//! What only a desktop can do: ask for files, show and open them, set the look of the window.

use std::path::{Path, PathBuf};

use expediente_app::Catalogue;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tauri_plugin_opener::OpenerExt;

use crate::platform;
use crate::settings::{Settings, Theme};

/// The label of the one window.
pub const WINDOW: &str = "main";

/// A question to the user.
#[derive(Clone, Debug)]
pub enum Choice {
    /// Files to add.
    Files,
    /// One file.
    File,
    /// A list of signers.
    List,
    /// A folder.
    Folder,
    /// A zip.
    Zip,
    /// A path for a new file.
    Save {
        /// The proposed name.
        name: String,
        /// Its extension.
        ending: &'static str,
    },
}

/// A desktop. Tests have one without a display.
pub trait Desktop: Send + Sync {
    /// Asks for paths, beginning in a folder; none if the user dismissed the dialog. Blocks, so
    /// never call it on the window's own thread.
    fn choose(
        &self,
        choice: Choice,
        folder: Option<PathBuf>,
        texts: &Catalogue,
    ) -> Option<Vec<PathBuf>>;
    /// Shows a file in its folder.
    fn reveal(&self, path: &Path) -> Result<(), ()>;
    /// Opens a file with the user's program for it.
    fn open(&self, path: &Path) -> Result<(), ()>;
    /// Begins to drag a file out of the window, while the pointer is pressed.
    fn drag(&self, path: &Path) -> Result<(), ()>;
    /// Sets the theme and the title of the window.
    fn set_appearance(&self, settings: Settings, title: &str);
    /// Ends the program.
    fn end(&self);
}

impl<R: Runtime> Desktop for AppHandle<R> {
    fn choose(
        &self,
        choice: Choice,
        folder: Option<PathBuf>,
        texts: &Catalogue,
    ) -> Option<Vec<PathBuf>> {
        #[cfg(debug_assertions)]
        if let Some(answers) = std::env::var_os("EXPEDIENTE_DIALOG_ANSWERS") {
            return rehearsed_answer(Path::new(&answers));
        }
        let mut dialog: FileDialogBuilder<R> = self.dialog().file();
        if let Some(window) = self.get_webview_window(WINDOW) {
            dialog = dialog.set_parent(&window);
        }
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        // Dialogs of desktops return paths; only those of phones return URLs.
        let paths = |chosen: Vec<FilePath>| -> Vec<PathBuf> {
            chosen
                .into_iter()
                .filter_map(|path| path.into_path().ok())
                .collect()
        };
        let one = |chosen: Option<FilePath>| chosen.map(|path| paths(vec![path]));
        match choice {
            Choice::Files => {
                let dialog = dialog.set_title(texts.text("window.choose.files"));
                dialog.blocking_pick_files().map(paths)
            }
            Choice::File => {
                let dialog = dialog.set_title(texts.text("window.choose.signed"));
                one(dialog.blocking_pick_file())
            }
            Choice::List => {
                let dialog = dialog.set_title(texts.text("window.choose.list"));
                one(dialog.blocking_pick_file())
            }
            Choice::Folder => one(dialog
                .set_title(texts.text("window.choose.folder"))
                .blocking_pick_folder()),
            Choice::Zip => {
                let dialog = dialog.set_title(texts.text("window.choose.zip"));
                one(dialog.add_filter("zip", &["zip"]).blocking_pick_file())
            }
            Choice::Save { name, ending } => {
                let dialog = dialog
                    .set_title(texts.text("window.choose.save"))
                    .set_file_name(name);
                one(dialog.add_filter(ending, &[ending]).blocking_save_file())
                    .map(|paths| with_ending(paths, ending))
            }
        }
    }

    fn reveal(&self, path: &Path) -> Result<(), ()> {
        self.opener().reveal_item_in_dir(path).map_err(|_| ())
    }

    fn open(&self, path: &Path) -> Result<(), ()> {
        self.opener()
            .open_path(path.to_string_lossy(), None::<&str>)
            .map_err(|_| ())
    }

    fn drag(&self, path: &Path) -> Result<(), ()> {
        let window = self.get_webview_window(WINDOW).ok_or(())?;
        let path = path.to_owned();
        let own = window.clone();
        let begin = move || {
            if platform::drag_out(&own, path).is_err() {
                log::warn!("a file cannot be dragged");
            }
        };
        // Only the window's own thread may.
        window.run_on_main_thread(begin).map_err(|_| ())
    }

    fn set_appearance(&self, settings: Settings, title: &str) {
        let Some(window) = self.get_webview_window(WINDOW) else {
            return;
        };
        let theme = match settings.theme {
            Theme::System => None,
            Theme::Light => Some(tauri::Theme::Light),
            Theme::Dark => Some(tauri::Theme::Dark),
        };
        // On a desktop without themes or titles, the window still works.
        let _ = window.set_theme(theme);
        let _ = window.set_title(title);
    }

    fn end(&self) {
        self.exit(0);
    }
}

/// Adds the extension if the user left it out.
fn with_ending(paths: Vec<PathBuf>, ending: &str) -> Vec<PathBuf> {
    let named = |path: PathBuf| match path.extension() {
        Some(had) if had.eq_ignore_ascii_case(ending) => path,
        _ => {
            let mut named = path.into_os_string();
            named.push(".");
            named.push(ending);
            named.into()
        }
    };
    paths.into_iter().map(named).collect()
}

/// The next answer in a test: the first line of a file, its paths separated by tabs. An empty line
/// dismisses the dialog.
#[cfg(debug_assertions)]
fn rehearsed_answer(answers: &Path) -> Option<Vec<PathBuf>> {
    let text = std::fs::read_to_string(answers).ok()?;
    let (first, rest) = match text.split_once('\n') {
        Some(parts) => parts,
        None => (text.as_str(), ""),
    };
    std::fs::write(answers, rest).ok()?;
    (!first.is_empty()).then(|| first.split('\t').map(PathBuf::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No program opens a dossier without its extension.
    #[test]
    fn files_are_named_as_what_they_are() {
        let named = |name: &str| with_ending(vec![PathBuf::from(name)], "pdf");
        assert_eq!(named("a/dossier"), [PathBuf::from("a/dossier.pdf")]);
        assert_eq!(named("a/dossier.PDF"), [PathBuf::from("a/dossier.PDF")]);
        assert_eq!(named("a/J. Quintero"), [PathBuf::from("a/J. Quintero.pdf")]);
    }
}
