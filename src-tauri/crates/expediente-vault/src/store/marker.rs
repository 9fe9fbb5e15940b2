//! The marker: the file by which a folder is a store.
//!
//! A folder is used as a store only if it has the marker, if it is new or empty, or if an earlier
//! version, which made no markers, left a store there. Any other folder belongs to somebody else,
//! and nothing in it is touched.

use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::Path;

use expediente_model::MatterId;
use serde::{Deserialize, Serialize};

use crate::error::{At, VaultError};
use crate::files::disk::Disk;
use crate::files::own_files;
use crate::files::plain_file;

/// The name of the file.
const NAME: &str = "expediente-store.json";
/// Its name while it is written.
const UNFINISHED: &str = "expediente-store.json.part";

/// The form of the store that this program reads and writes.
const FORM: u32 = 1;

/// Everything that the program makes at the top of a store.
const OWN: [&str; 11] = [
    NAME,
    UNFINISHED,
    "lock",
    "holder",
    "staging",
    "matters",
    "index",
    "index.damaged",
    "profiles",
    "translators.toml",
    "settings.json",
];

/// The contents of the file.
#[derive(Debug, Deserialize, Serialize)]
struct Marker {
    /// The form of the store.
    form: u32,
    /// Tells this store from others: 32 hexadecimal digits.
    id: String,
}

/// What a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A store with its marker.
    Store,
    /// A store of an earlier version, without a marker.
    Unmarked,
    /// Missing, empty, or no more than what an interrupted start leaves.
    New,
}

/// Whether a folder has the marker of a store.
#[must_use]
pub fn is_store(folder: &Path) -> bool {
    folder.join(NAME).is_file()
}

/// Whether there is nothing in a folder yet, or no folder, so that a store would be made there.
#[must_use]
pub fn is_to_be_made(folder: &Path) -> bool {
    matches!(kind_of(folder), Ok(Kind::New))
}

/// Whether a real path is that of a part of a store, or inside of one.
#[must_use]
pub fn is_part_of_store(path: &Path) -> bool {
    path.ancestors().skip(1).any(|folder| {
        let inside = path.strip_prefix(folder).ok();
        let first = inside.and_then(|inside| inside.iter().next());
        first.is_some_and(|first| OWN.iter().any(|own| first == *own)) && is_store(folder)
    })
}

/// Tells what a folder is.
///
/// # Errors
/// [`VaultError::NotAStore`] when it has files of somebody else and no marker,
/// [`VaultError::NewerStore`] when a newer version made it.
pub fn kind_of(folder: &Path) -> Result<Kind, VaultError> {
    let marker = folder.join(NAME);
    match plain_file::check(&marker).and_then(|()| fs::read(&marker)) {
        Ok(bytes) => {
            if let Ok(found) = serde_json::from_slice::<Marker>(&bytes) {
                if found.form > FORM {
                    return Err(VaultError::NewerStore(folder.to_owned()));
                }
                return Ok(Kind::Store);
            }
            // It is not what was written; the rest of the folder tells what it is.
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        // The path is a file, or a part of it is.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(VaultError::NotAStore(folder.to_owned()));
        }
        Err(error) => return Err(error).at(&marker),
    }
    if is_new(folder)? {
        Ok(Kind::New)
    } else if is_unmarked(folder) {
        Ok(Kind::Unmarked)
    } else {
        Err(VaultError::NotAStore(folder.to_owned()))
    }
}

/// Whether there is nothing but what an interrupted start leaves.
fn is_new(folder: &Path) -> Result<bool, VaultError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        entries => entries.at(folder)?,
    };
    for entry in entries {
        let entry = entry.at(folder)?;
        let name = entry.file_name();
        let known = name.to_str().is_some_and(|name| match name {
            "lock" | "holder" | UNFINISHED => entry.path().is_file(),
            "matters" => is_empty(&entry.path()),
            // sled's two files tell its folder from any other.
            "index" | "index.damaged" => entry.path().join("conf").is_file(),
            "staging" => own_files::is_clear(&entry.path()),
            _ => false,
        });
        if !known {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether an earlier version left a store here: the journal of a matter, or all that a store
/// without matters has, and nothing else.
fn is_unmarked(folder: &Path) -> bool {
    let Ok(matters) = fs::read_dir(folder.join("matters")) else {
        return false;
    };
    let has_journal = matters.flatten().any(|entry| {
        let name = entry.file_name();
        let is_id = name
            .to_str()
            .is_some_and(|name| MatterId::from_untrusted(name).is_ok());
        is_id && entry.path().join("journal.jsonl").is_file()
    });
    if has_journal {
        return true;
    }
    let only_own = fs::read_dir(folder).is_ok_and(|mut entries| {
        entries.all(|entry| {
            entry.is_ok_and(|entry| {
                let name = entry.file_name();
                name.to_str().is_some_and(|name| OWN.contains(&name))
            })
        })
    });
    only_own && folder.join("lock").is_file() && folder.join("index").is_dir()
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Marks a folder as a store. The marker is durable when this returns.
pub fn mark(disk: &dyn Disk, folder: &Path) -> Result<(), VaultError> {
    let (path, part) = (folder.join(NAME), folder.join(UNFINISHED));
    if part.exists() {
        disk.remove_file(&part).at(&part)?;
    }
    let marker = Marker {
        form: FORM,
        id: fresh_id(),
    };
    let mut bytes = serde_json::to_vec(&marker).map_err(|error| VaultError::Io {
        path: path.clone(),
        source: error.into(),
    })?;
    bytes.push(b'\n');
    let mut file = disk.create_file(&part).at(&part)?;
    disk.write(&part, &mut file, 0, &bytes).at(&part)?;
    disk.sync_file(&part, &file).at(&part)?;
    drop(file);
    disk.rename(&part, &path).at(&path)?;
    disk.sync_folder(folder).at(folder)
}

/// 32 hexadecimal digits that no other store has.
fn fresh_id() -> String {
    // The keys of a hash map are random, so that its order cannot be foreseen.
    let word = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", word(), word())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            if let Some(path) = file.strip_suffix('/') {
                fs::create_dir_all(folder.path().join(path)).unwrap();
                continue;
            }
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, b"x").unwrap();
        }
        folder
    }

    /// Only a store is opened as one: a person's own folder with a similar name in it is not.
    #[test]
    fn what_a_folder_is() {
        for (files, expected) in [
            (&[][..], Some(Kind::New)),
            (&["lock", "holder", "staging/", "matters/"], Some(Kind::New)),
            (&["lock", "staging/staged-a1B2c3"], Some(Kind::New)),
            (&["lock", "matters/m/journal.jsonl"], Some(Kind::Unmarked)),
            (&["lock", "index/db", "matters/"], Some(Kind::Unmarked)),
            (
                &["matters/m/journal.jsonl", "notes.txt"],
                Some(Kind::Unmarked),
            ),
            (&["lock", "index/db", "matters/", "notes.txt"], None),
            (&["notes.txt"], None),
            (&["staging/thesis.docx"], None),
            (&["matters/backup/photo.jpg"], None),
            (&["lock", "matters/backup/photo.jpg"], None),
        ] {
            let found = kind_of(folder(files).path());
            assert_eq!(found.ok(), expected, "{files:?}");
        }
        assert_eq!(kind_of(Path::new("/no/such/folder")).ok(), Some(Kind::New));
        let newer = folder(&["notes.txt"]);
        mark(&crate::SystemDisk, newer.path()).unwrap();
        assert_eq!(kind_of(newer.path()).ok(), Some(Kind::Store));
        fs::write(newer.path().join(NAME), r#"{"form":2,"id":"0"}"#).unwrap();
        let error = kind_of(newer.path()).unwrap_err();
        assert!(matches!(error, VaultError::NewerStore(_)), "{error}");
    }
}
