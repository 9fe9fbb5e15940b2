//! The names of volumes, and giving finished files their names: all of them, or none.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use expediente_bundle::Profile;
use expediente_vault::Disk;
use tempfile::NamedTempFile;

use crate::error::{AppError, At};
use crate::file_names;
use crate::platform;
use crate::store::atomic_file::folder_of;

/// Before the name of an older file while the new files get their names.
const ASIDE: &str = ".expediente-older-";

/// The path of a volume, counted from 1: named as the court wants, from the name chosen for the
/// whole.
pub(crate) fn volume_path(
    out: &Path,
    profile: &Profile,
    volume: usize,
) -> Result<PathBuf, AppError> {
    let pattern = profile.files.part.split_once("{name}");
    let (before, after) = pattern.ok_or(AppError::Bug(
        "a checked profile names volumes without {name}",
    ))?;
    let numbered = |text: &str| text.replace("{n}", &volume.to_string());
    let mut name = OsString::from(numbered(before));
    name.push(file_names::stem_of(out));
    name.push(numbered(after));
    if let Some(ending) = out.extension() {
        name.push(".");
        name.push(ending);
    }
    Ok(out.with_file_name(name))
}

/// What was done so far to give files their names.
#[derive(Default)]
struct Steps {
    /// Older files: where they were put, and their names.
    aside: Vec<(PathBuf, PathBuf)>,
    named: Vec<PathBuf>,
}

/// Gives finished files their names, which are durable when this returns; their bytes are durable
/// already. Older files with these names are put aside first; if anything fails, the files named so
/// far are removed and the older ones come back.
///
/// # Errors
/// When a file cannot get its name; then all names are as they were.
pub(crate) fn name_all(
    disk: &dyn Disk,
    files: Vec<(NamedTempFile, PathBuf)>,
) -> Result<(), AppError> {
    // A single file replaces the older one in one step of the system.
    let single = files.len() == 1;
    let mut steps = Steps::default();
    let result = try_name(disk, files, single, &mut steps);
    // The first error is the one to report. What cannot be put back now stays beside its name, and
    // the next build in this folder puts it back.
    if result.is_err() {
        if !single {
            for path in &steps.named {
                let _ = disk.remove_file(path);
            }
        }
        for (older, path) in &steps.aside {
            let _ = disk.rename(older, path);
        }
    } else {
        for (older, _) in &steps.aside {
            let _ = disk.remove_file(older);
        }
    }
    result
}

fn try_name(
    disk: &dyn Disk,
    files: Vec<(NamedTempFile, PathBuf)>,
    single: bool,
    steps: &mut Steps,
) -> Result<(), AppError> {
    for (_, path) in &files {
        if !single && path.symlink_metadata().is_ok() {
            let older = aside_path(path);
            disk.rename(path, &older).at(path)?;
            steps.aside.push((older, path.clone()));
        }
    }
    let folders: BTreeSet<PathBuf> = files
        .iter()
        .map(|(_, path)| folder_of(path).to_owned())
        .collect();
    for (staged, path) in files {
        // Closed before it gets its name: Windows renames no file that is locked.
        let staged = staged.into_temp_path();
        disk.rename(&staged, &path).at(&path)?;
        steps.named.push(path.clone());
        platform::readable_by_all(&path, 0o644);
    }
    for folder in folders {
        disk.sync_folder(&folder).at(&folder)?;
    }
    Ok(())
}

/// Puts back the older files of a build that was killed while it named its volumes. Where the new
/// file has its name already, the older one goes.
pub(crate) fn put_back(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if let Some(name) = name.to_str().and_then(|name| name.strip_prefix(ASIDE)) {
            let path = folder.join(name);
            if path.symlink_metadata().is_ok() {
                fs::remove_file(entry.path())?;
            } else {
                fs::rename(entry.path(), path)?;
            }
        }
    }
    Ok(())
}

fn aside_path(path: &Path) -> PathBuf {
    let mut name = OsString::from(ASIDE);
    name.push(file_names::name_of(path));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use expediente_vault::SystemDisk;

    use super::*;

    fn staged(folder: &Path, text: &str) -> NamedTempFile {
        let mut file = NamedTempFile::new_in(folder).unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    fn contents(folder: &Path) -> Vec<(String, String)> {
        let entries = fs::read_dir(folder).unwrap();
        let mut all: Vec<(String, String)> = entries
            .map(|entry| {
                let path = entry.unwrap().path();
                let text = fs::read_to_string(&path).unwrap();
                (file_names::shown_name(&path), text)
            })
            .collect();
        all.sort();
        all
    }

    /// A person files volume 1 of today with volume 2 of last week: the exhibits do not fit. When
    /// one volume cannot get its name, the older ones are all there, and nothing else is.
    #[test]
    fn all_volumes_get_their_names_or_none() {
        for fails in [None, Some(0), Some(1), Some(2)] {
            let folder = tempfile::tempdir().unwrap();
            let paths = [1, 2, 3].map(|n| folder.path().join(format!("{n}.pdf")));
            fs::write(&paths[0], "old 1").unwrap();
            fs::write(&paths[1], "old 2").unwrap();
            let before = contents(folder.path());
            let mut files = Vec::new();
            for (at, path) in paths.iter().enumerate() {
                let file = staged(folder.path(), &format!("new {}", at + 1));
                if fails == Some(at) {
                    fs::remove_file(file.path()).unwrap();
                }
                files.push((file, path.clone()));
            }
            let result = name_all(&SystemDisk, files);
            if fails.is_some() {
                assert!(result.is_err());
                assert_eq!(contents(folder.path()), before, "{fails:?}");
            } else {
                result.unwrap();
                let new = [1, 2, 3].map(|n| (format!("{n}.pdf"), format!("new {n}")));
                assert_eq!(contents(folder.path()), new);
            }
        }
    }

    /// A build that was killed while it named its volumes: the older file comes back, unless a new
    /// one has its name.
    #[test]
    fn older_files_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path(".expediente-older-1.pdf"), "old 1").unwrap();
        fs::write(path(".expediente-older-2.pdf"), "old 2").unwrap();
        fs::write(path("2.pdf"), "new 2").unwrap();
        put_back(folder.path()).unwrap();
        let expected = [("1.pdf", "old 1"), ("2.pdf", "new 2")];
        let expected = expected.map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(contents(folder.path()), expected);
    }
}
