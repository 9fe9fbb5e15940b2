//! Paths of a dossier.toml, resolved in its folder. They are untrusted.

use std::fs;
use std::path::{Component, Path, PathBuf};

use expediente_model::composed;

use crate::transfer::manifest_fault::ManifestFault;

/// A path within the folder of a case.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    /// It leads nowhere else, whether or not there is something.
    Path(PathBuf),
    /// It leads through a symbolic link, which could lead anywhere.
    Link,
}

/// Resolves a path of a dossier.toml in its folder. Names match whichever of the two forms of
/// Unicode they are written in: a zip from a Mac has the other one. The name as it is comes first.
///
/// # Errors
/// When it is absolute or goes up.
pub(crate) fn inside(folder: &Path, untrusted: &str) -> Result<Inside, ManifestFault> {
    let relative: PathBuf = untrusted.split('/').collect();
    let plain = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if untrusted.is_empty() || untrusted.starts_with('/') || !plain {
        return Err(ManifestFault::Outside(untrusted.to_owned()));
    }
    let mut path = folder.to_owned();
    for part in relative.components() {
        let exact = path.join(part);
        let equal = || equal_name(&path, part.as_os_str().to_str()?);
        let named = match fs::symlink_metadata(&exact) {
            Ok(_) => exact,
            Err(_) => equal().unwrap_or_else(|| exact.clone()),
        };
        if named.is_symlink() {
            return Ok(Inside::Link);
        }
        path = named;
    }
    Ok(Inside::Path(path))
}

/// The entry of a folder whose name is equal but written in another form of Unicode.
fn equal_name(folder: &Path, name: &str) -> Option<PathBuf> {
    if name.is_ascii() {
        return None;
    }
    let wanted = composed(name);
    let entries = fs::read_dir(folder).ok()?.flatten();
    let mut equal = entries.filter(|entry| {
        let found = entry.file_name();
        found
            .to_str()
            .is_some_and(|found| composed(found) == wanted)
    });
    equal.next().map(|entry| entry.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A case that a Mac packed names its files with separate accents. Both forms find them, and
    /// where both exist each finds its own.
    #[test]
    fn both_forms_of_a_name_find_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let (apart, composed) = ("Ce\u{301}dulas", "C\u{e9}dulas");
        fs::create_dir(folder.path().join(apart)).unwrap();
        fs::write(folder.path().join(apart).join("ma\u{301}s.pdf"), b"x").unwrap();
        let Inside::Path(found) = inside(folder.path(), "C\u{e9}dulas/m\u{e1}s.pdf").unwrap()
        else {
            panic!("no link");
        };
        assert_eq!(fs::read(&found).unwrap(), b"x");
        fs::create_dir(folder.path().join(composed)).unwrap();
        for name in [apart, composed] {
            let path = folder.path().join(name);
            assert_eq!(inside(folder.path(), name).unwrap(), Inside::Path(path));
        }
    }

    /// A link in a case could bring any file of the reader into the dossier.
    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        symlink("/etc", folder.path().join("lnd")).unwrap();
        symlink("/etc/passwd", folder.path().join("Ce\u{301}dula")).unwrap();
        for path in ["lnd", "lnd/passwd", "./lnd/passwd", "C\u{e9}dula"] {
            assert_eq!(inside(folder.path(), path).unwrap(), Inside::Link, "{path}");
        }
        assert!(inside(folder.path(), "../x").is_err());
    }
}
