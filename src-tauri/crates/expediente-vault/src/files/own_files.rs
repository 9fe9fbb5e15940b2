//! Which files in a store the program made. Only these are ever removed; a person may have put
//! others beside them.

use std::fs;
use std::io;
use std::path::Path;

use crate::files::disk::Disk;
use crate::files::papers::{DERIVATIVES, ORIGINALS};
use crate::files::pictures::PICTURES;

/// How the names of staged files and folders begin; six random letters and digits follow.
const STAGED: [&str; 5] = ["staged-", "made-", "unpacked-", "form-", ".tmp"];

/// Whether the staging folder holds only what the program staged.
pub fn is_clear(staging: &Path) -> bool {
    let names = |mut entries: fs::ReadDir| {
        entries
            .all(|entry| entry.is_ok_and(|entry| is_staged(&entry.file_name().to_string_lossy())))
    };
    fs::read_dir(staging).is_ok_and(names)
}

fn is_staged(name: &str) -> bool {
    STAGED.iter().any(|prefix| {
        name.strip_prefix(prefix).is_some_and(|rest| {
            rest.len() == 6 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
    })
}

/// Removes what interrupted intakes left in the staging folder.
pub fn clear_staging(disk: &dyn Disk, staging: &Path) -> io::Result<()> {
    // A link would lead to a folder of somebody else.
    if staging.is_symlink() {
        return Ok(());
    }
    let entries = match fs::read_dir(staging) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        if !is_staged(&entry.file_name().to_string_lossy()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            disk.remove_folder(&entry.path())?;
        } else {
            disk.remove_file(&entry.path())?;
        }
    }
    Ok(())
}

/// Removes a matter's files, and its folder unless somebody put something else into it. Returns
/// whether there was anything to remove.
pub fn remove_matter(disk: &dyn Disk, folder: &Path) -> io::Result<bool> {
    let own = own_entries(folder)?;
    let Some(own) = own else {
        return Ok(false);
    };
    if own.all {
        disk.remove_folder(folder)?;
        return Ok(true);
    }
    for name in &own.files {
        disk.remove_file(&folder.join(name))?;
    }
    for (name, inner) in &own.folders {
        let path = folder.join(name);
        if inner.all {
            disk.remove_folder(&path)?;
            continue;
        }
        for file in &inner.files {
            disk.remove_file(&path.join(file))?;
        }
    }
    Ok(!own.files.is_empty() || !own.folders.is_empty())
}

/// The program's own entries of a folder.
struct Own {
    files: Vec<String>,
    folders: Vec<(String, Own)>,
    /// Whether it has nothing else.
    all: bool,
}

/// The program's own entries of a matter's folder; none where there is no folder.
fn own_entries(folder: &Path) -> io::Result<Option<Own>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    let mut own = Own {
        files: Vec::new(),
        folders: Vec::new(),
        all: true,
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        if kind.is_file() && is_journal(&name) {
            own.files.push(name);
        } else if kind.is_dir() && [ORIGINALS, DERIVATIVES, PICTURES].contains(&name.as_str()) {
            let inner = own_inside(&entry.path(), name == PICTURES)?;
            own.all &= inner.all;
            own.folders.push((name, inner));
        } else {
            own.all = false;
        }
    }
    Ok(Some(own))
}

/// The program's own files among the papers or the pictures of a matter.
fn own_inside(folder: &Path, pictures: bool) -> io::Result<Own> {
    let mut own = Own {
        files: Vec::new(),
        folders: Vec::new(),
        all: true,
    };
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let digest = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        if entry.file_type()?.is_file() && (pictures || digest) {
            own.files.push(name);
        } else {
            own.all = false;
        }
    }
    Ok(own)
}

/// Whether this is a matter's journal, or a copy of it that a repair kept.
fn is_journal(name: &str) -> bool {
    name == "journal.jsonl"
        || name == "journal.part"
        || (name.starts_with("journal.damaged-") && name.ends_with(".jsonl"))
}
