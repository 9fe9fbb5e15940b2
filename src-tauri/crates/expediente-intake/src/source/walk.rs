//! Lists the files in a folder, in the order that a person expects.
//!
//! Links are not followed. Nothing vanishes: every entry that is not a file to receive is reported
//! with its reason. `media_kind` tells the kinds of the files, `name_facts` reads their names.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use expediente_model::io_reason;
use walkdir::{DirEntry, WalkDir};

use crate::sandbox::limits;
use crate::source::natural_order::natural;
use crate::source::siblings::Siblings;

/// A file in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its path.
    pub path: PathBuf,
    /// Its path relative to the walked folder; its name if it is the root of the walk itself.
    pub relative: PathBuf,
}

impl Found {
    /// The relative path for people: parts joined by `/`, bytes that are not UTF-8 replaced.
    #[must_use]
    pub fn display(&self) -> String {
        let parts: Vec<_> = self.relative.iter().map(OsStr::to_string_lossy).collect();
        parts.join("/")
    }
}

/// Why an entry was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its name begins with a dot.
    Hidden,
    /// A file that systems leave in folders, such as `Thumbs.db`.
    Litter,
    /// The film of a live photo, whose still is beside it.
    LiveFilm,
    /// A link, which is not followed.
    Link,
    /// Neither a file nor a folder.
    Special,
    /// It could not be read: a word of the catalogues, as from [`io_reason`].
    Unreadable(String),
    /// Folders nested too deep, or too many files.
    TooMany,
}

/// An entry that was skipped, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// Its path.
    pub path: PathBuf,
    /// The reason.
    pub why: Why,
}

/// The entries of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The files, folder by folder, in natural order.
    pub files: Vec<Found>,
    /// All other entries.
    pub passed_over: Vec<PassedOver>,
}

/// Walks a folder, or takes a single file. A link given as the root is followed; links inside are
/// not.
#[must_use]
pub fn walk(root: &Path) -> Walk {
    let mut walk = Walk::default();
    let mut entries = WalkDir::new(root)
        .follow_links(false)
        .max_depth(limits::NESTING)
        .sort_by(by_name())
        .into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                // An error of the whole walk names no path.
                let path = error.path().map_or(root, |path| path).to_path_buf();
                let why = error
                    .io_error()
                    .map_or_else(|| "circle".to_owned(), io_reason);
                walk.passed_over.push(PassedOver {
                    path,
                    why: Why::Unreadable(why),
                });
                continue;
            }
        };
        let kind = entry.file_type();
        let is_root = entry.depth() == 0;
        let pass = |why| PassedOver {
            path: entry.path().to_path_buf(),
            why,
        };
        // The user named the root, so its own name hides nothing.
        let hidden = (!is_root).then(|| hidden(entry.file_name())).flatten();
        if let Some(why) = hidden {
            walk.passed_over.push(pass(why));
            if kind.is_dir() {
                entries.skip_current_dir();
            }
        } else if kind.is_symlink() && !is_root {
            walk.passed_over.push(pass(Why::Link));
        } else if kind.is_dir() {
            if entry.depth() >= limits::NESTING {
                walk.passed_over.push(pass(Why::TooMany));
            }
        } else if kind.is_file() || (is_root && entry.path().is_file()) {
            if walk.files.len() >= limits::FILES {
                walk.passed_over.push(pass(Why::TooMany));
                continue;
            }
            let relative = match entry.path().strip_prefix(root) {
                Ok(rest) if !rest.as_os_str().is_empty() => rest.to_path_buf(),
                _ => PathBuf::from(entry.file_name()),
            };
            walk.files.push(Found {
                path: entry.path().to_path_buf(),
                relative,
            });
        } else if !(is_root && entry.path().is_dir()) {
            walk.passed_over.push(pass(Why::Special));
        }
    }
    pass_live_films(&mut walk);
    walk
}

/// Takes out the films of live photos: phones store a photo and the seconds around it under one
/// name, and the second cannot go into a PDF.
fn pass_live_films(walk: &mut Walk) {
    const STILLS: [&str; 4] = ["heic", "heif", "jpg", "jpeg"];
    let named = |path: &Path, ends: &[&str]| -> Option<PathBuf> {
        let end = path.extension()?.to_string_lossy().to_lowercase();
        ends.contains(&end.as_str())
            .then(|| path.with_extension(""))
    };
    let stills = walk.files.iter();
    let stills: BTreeSet<PathBuf> = stills
        .filter_map(|file| named(&file.path, &STILLS))
        .collect();
    let films = walk.files.extract_if(.., |file| {
        named(&file.path, &["mov"]).is_some_and(|film| stills.contains(&film))
    });
    walk.passed_over.extend(films.map(|film| PassedOver {
        path: film.path,
        why: Why::LiveFilm,
    }));
}

/// The natural order of the entries of a folder. Their names are read once for each folder.
fn by_name() -> impl FnMut(&DirEntry, &DirEntry) -> Ordering + Send + Sync + 'static {
    let mut known: Option<(PathBuf, Siblings)> = None;
    move |a, b| {
        let folder = a.path().parent();
        let is_known = known
            .as_ref()
            .is_some_and(|(of, _)| Some(of.as_path()) == folder);
        if !is_known && let Some(folder) = folder {
            known = Some((folder.to_path_buf(), siblings_in(folder)));
        }
        let none = Siblings::default();
        let siblings = known.as_ref().map_or(&none, |(_, siblings)| siblings);
        natural(a.file_name(), b.file_name(), siblings)
    }
}

/// The names of a folder that can be papers. One that cannot be read has none, which the walk
/// tells.
#[must_use]
pub fn siblings_in(folder: &Path) -> Siblings {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name()));
    let names: Vec<OsString> = names.filter(|name| hidden(name).is_none()).collect();
    Siblings::of(names.iter().map(OsString::as_os_str))
}

/// Whether a file or folder of this name is one that systems leave behind or hide.
#[must_use]
pub fn is_left_behind(name: &OsStr) -> bool {
    hidden(name).is_some()
}

fn hidden(name: &OsStr) -> Option<Why> {
    const LITTER: [&str; 6] = [
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "icon\r",
        "$recycle.bin",
        "__macosx",
    ];
    let name = name.to_string_lossy();
    let lower = name.to_lowercase();
    if LITTER.contains(&lower.as_str()) || lower == ".ds_store" {
        Some(Why::Litter)
    } else if lower.starts_with('.') {
        Some(Why::Hidden)
    } else if lower.starts_with("~$") {
        // The lock file that word processors leave beside an open paper.
        Some(Why::Litter)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Each path is reported as something.
    #[test]
    fn nothing_vanishes() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        for folder in ["2 - Fotos", "1 - Carta", ".git"] {
            fs::create_dir(root.join(folder)).unwrap();
        }
        for file in [
            "1 - Carta/a.pdf",
            "2 - Fotos/10.jpg",
            "2 - Fotos/9.jpg",
            ".git/config",
            "Thumbs.db",
            ".DS_Store",
            "z.pdf",
            "~$z.docx",
        ] {
            fs::write(root.join(file), b"x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root, root.join("loop")).unwrap();
        #[cfg(unix)]
        let _socket = std::os::unix::net::UnixListener::bind(root.join("socket")).unwrap();
        let walk = walk(root);
        let shown: Vec<_> = walk.files.iter().map(Found::display).collect();
        assert_eq!(
            shown,
            [
                "1 - Carta/a.pdf",
                "2 - Fotos/9.jpg",
                "2 - Fotos/10.jpg",
                "z.pdf"
            ]
        );
        let count = |why: &Why| walk.passed_over.iter().filter(|p| p.why == *why).count();
        assert_eq!((count(&Why::Hidden), count(&Why::Litter)), (1, 3));
        #[cfg(unix)]
        assert_eq!((count(&Why::Link), count(&Why::Special)), (1, 1));
    }

    /// A film alone is refused with its reason; beside the photo that it belongs to it is passed
    /// over, and the photo is taken.
    #[test]
    fn the_film_of_a_live_photo_is_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let files = [
            "IMG_1.HEIC",
            "IMG_1.MOV",
            "IMG_2.MOV",
            "b/IMG_1.mov",
            "b/IMG_3.jpg",
            "b/IMG_3.Mov",
            "b/IMG_4.jpg",
            "b/IMG_4.mp4",
            "IMG_5.pdf",
            "IMG_5.mov",
        ];
        fs::create_dir(dir.path().join("b")).unwrap();
        for file in files {
            fs::write(dir.path().join(file), b"x").unwrap();
        }
        let walk = walk(dir.path());
        let passed = walk.passed_over.iter();
        let mut passed: Vec<_> = passed.map(|p| (&p.why, p.path.file_name())).collect();
        passed.sort_by_key(|(_, name)| *name);
        let name = |name| (&Why::LiveFilm, Some(OsStr::new(name)));
        assert_eq!(passed, [name("IMG_1.MOV"), name("IMG_3.Mov")]);
        assert_eq!(walk.files.len(), files.len() - 2);
        let alone = super::walk(&dir.path().join("IMG_1.MOV"));
        assert_eq!((alone.files.len(), alone.passed_over.len()), (1, 0));
    }

    /// A name that is not UTF-8 is still a name.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_utf8_is_found() {
        use std::os::unix::ffi::OsStrExt;
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(OsStr::from_bytes(b"carta\xf3n.pdf")), b"x").unwrap();
        let walk = walk(dir.path());
        assert_eq!(walk.files.len(), 1);
        assert_eq!(walk.files[0].display(), "carta\u{fffd}n.pdf");
        assert!(walk.files[0].path.is_file());
    }

    /// A path that does not exist is reported, and a single file is taken.
    #[test]
    fn a_single_file_and_no_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.pdf");
        fs::write(&file, b"x").unwrap();
        assert_eq!(walk(&file).files[0].relative, Path::new("a.pdf"));
        let missing = walk(&dir.path().join("none"));
        assert!(matches!(missing.passed_over[0].why, Why::Unreadable(_)));
    }
}
