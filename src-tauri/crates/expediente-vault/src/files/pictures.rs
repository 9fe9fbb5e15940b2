//! A cache of drawn pages.
//!
//! It is not part of the truth: it may be removed at any time, none of it is synced or exported,
//! and the check of a store ignores it. The caller draws the pages and names the pictures.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use expediente_model::Digest;

use crate::files::system_disk::{create_private_folder, write_private};

/// The cached pictures of one matter.
#[derive(Clone, Debug)]
pub struct MatterPictures {
    folder: PathBuf,
}

/// Bytes of the SHA-256 at the end of each file. Pictures are not synced, so a power cut can leave
/// a name with other bytes.
const SEAL: usize = 32;

impl MatterPictures {
    /// The pictures of the matter in a folder.
    pub(crate) fn of_matter(folder: &Path) -> Self {
        Self {
            folder: folder.join(PICTURES),
        }
    }

    /// The picture with this name, if it is cached and intact.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.place(name)?).ok()?;
        let seal = bytes.split_off(bytes.len().checked_sub(SEAL)?);
        if Digest::of(&bytes).as_bytes().as_slice() == seal {
            Some(bytes)
        } else {
            None
        }
    }

    /// Whether there is a picture with this name; does not read it.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.place(name).is_some_and(|path| path.is_file())
    }

    /// Caches a picture. If that fails, the picture is drawn again next time.
    pub fn keep(&self, name: &str, bytes: &[u8]) {
        let Some(place) = self.place(name) else {
            return;
        };
        // Its parents are not created: a matter that was erased meanwhile must not reappear.
        let _ = create_private_folder(&self.folder);
        let part = self.part();
        let sealed = [bytes, Digest::of(bytes).as_bytes()].concat();
        // Written under another name first, so that nobody reads a half-written picture. The rename
        // replaces only an equal picture, so it may fail where Windows refuses it on an open file.
        if write_private(&part, &sealed)
            .and_then(|()| fs::rename(&part, place))
            .is_err()
        {
            let _ = fs::remove_file(part);
        }
    }

    /// Removes a picture that is of no more use.
    pub fn remove(&self, name: &str) {
        if let Some(place) = self.place(name) {
            let _ = fs::remove_file(place);
        }
    }

    /// The path of a picture; none for a name that could be a path.
    fn place(&self, name: &str) -> Option<PathBuf> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        (!name.is_empty() && name.len() <= 128 && name.chars().all(plain))
            .then(|| self.folder.join(name))
    }

    /// A name that no other thread writes to.
    fn part(&self) -> PathBuf {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        self.folder
            .join(format!("{}.{next}.part", std::process::id()))
    }
}

/// Removes the half-written pictures of a process that was killed.
pub fn remove_unfinished(matter: &Path) {
    let Ok(entries) = fs::read_dir(matter.join(PICTURES)) else {
        return;
    };
    for entry in entries.flatten() {
        if entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "part")
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The folder of a matter's pictures.
pub const PICTURES: &str = "pictures";

#[cfg(test)]
mod tests {
    use super::*;

    /// Half a picture, left by a power cut or a killed process, is not shown.
    #[test]
    fn half_a_picture_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let pictures = MatterPictures::of_matter(folder.path());
        assert_eq!(pictures.get("a-1"), None);
        pictures.keep("a-1", b"picture");
        assert_eq!(pictures.get("a-1").as_deref(), Some(b"picture".as_slice()));
        let path = folder.path().join(PICTURES).join("a-1");
        let whole = fs::read(&path).unwrap();
        for spoiled in [
            Vec::new(),
            whole[..whole.len() - 1].to_vec(),
            vec![0; whole.len()],
        ] {
            fs::write(&path, spoiled).unwrap();
            assert_eq!(pictures.get("a-1"), None);
        }
        pictures.keep("a-1", b"again");
        assert_eq!(pictures.get("a-1").as_deref(), Some(b"again".as_slice()));
        assert_eq!(
            fs::read_dir(folder.path().join(PICTURES)).unwrap().count(),
            1,
            "no parts are left"
        );
        pictures.keep("../outside", b"x");
        assert!(!folder.path().join("outside").exists());
        fs::write(folder.path().join(PICTURES).join("9.9.part"), b"x").unwrap();
        remove_unfinished(folder.path());
        assert_eq!(
            fs::read_dir(folder.path().join(PICTURES)).unwrap().count(),
            1
        );
    }

    /// A picture that is finished after its matter was erased must not recreate the folder.
    #[test]
    fn an_erased_matter_stays_erased() {
        let folder = tempfile::tempdir().unwrap();
        let matter = folder.path().join("m");
        MatterPictures::of_matter(&matter).keep("a", b"x");
        assert!(!matter.exists());
    }
}
