//! Files that can be one exhibit or many: before they are taken in, the user is asked.

use std::path::{Path, PathBuf};

use expediente_intake::{Container, container, head_of, walk};
use serde::Serialize;
use ts_rs::TS;

use crate::file_names;
use crate::intake::containers::is_chat;
use crate::transfer::manifest;

/// A folder without subfolders that has several files, or a zip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Together {
    /// Its name.
    pub name: String,
    /// The number of files in a folder. A zip is not opened for it.
    pub files: Option<usize>,
}

/// Those among these paths about which it is asked. A chat that was exported as a zip is one paper
/// with what belongs to it, so that it is not asked about.
pub(crate) fn together(paths: &[PathBuf]) -> Vec<Together> {
    paths.iter().filter_map(|path| of_path(path)).collect()
}

fn of_path(path: &Path) -> Option<Together> {
    let name = file_names::shown_name(path);
    if path.is_dir() {
        if path.join(manifest::NAME).is_file() {
            return None;
        }
        let files = walk(path).files;
        let is_nested = files
            .iter()
            .any(|found| found.relative.components().nth(1).is_some());
        if is_nested || files.len() < 2 {
            return None;
        }
        let files = Some(files.len());
        return Some(Together { name, files });
    }
    // Taking in a file that cannot be read says why.
    let head = head_of(path).ok()?;
    if container(&head) != Some(Container::Zip) || is_chat(&name) {
        return None;
    }
    Some(Together { name, files: None })
}
