//! The one place where a file becomes several papers: zips, mails with attachments, folders of
//! mails.
//!
//! The reader takes the files out ([`Inspector::unpack`](expediente_intake::Inspector::unpack));
//! they lie in a folder of the store's staging until they are taken in like files of the user's.
//! What comes out is opened in the same way, a few levels deep, and all of it counts against one
//! limit.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use expediente_intake::{
    Container, Found, Staged, Stopped, Unpacked, container, head_of, is_called_chat, limits, stage,
};
use expediente_model::{Code, Finding, Origin, one_line};
use tempfile::TempDir;

use crate::error::{AppError, At};
use crate::file_names;
use crate::intake::papers::no_room;
use crate::intake::placement::ExhibitFiles;
use crate::intake::report::{IntakeReport, PaperReport, PaperState};
use crate::platform;
use crate::state::State;
use crate::views::finding_view::FindingView;
use crate::watch::Watch;

/// Where a file came from.
#[derive(Clone)]
pub(crate) struct Came {
    pub origin: Origin,
    /// The file of the user's that it came out of.
    pub source: PathBuf,
}

/// What came out of the files of an intake. The files are gone when it is dropped.
#[derive(Default)]
pub(crate) struct Opened {
    came: BTreeMap<PathBuf, Came>,
    folders: Vec<TempDir>,
}

impl Opened {
    /// Where a file came from, if it came out of another.
    pub(crate) fn came(&self, path: &Path) -> Option<&Came> {
        self.came.get(path)
    }
}

/// Opens files.
pub(crate) struct Opener<'a> {
    pub state: &'a State,
    pub passwords: &'a [Vec<u8>],
    pub watch: &'a dyn Watch,
    pub report: &'a mut IntakeReport,
    pub opened: Opened,
}

/// A file that is opened, inside of others.
struct Level<'a> {
    /// The file of the user's, and its SHA-256.
    top: Option<&'a Origin>,
    source: &'a Path,
    depth: usize,
    zips: usize,
}

/// How much may still come out of a file of the user's.
struct Left {
    entries: usize,
    bytes: u64,
}

impl Opener<'_> {
    /// Opens what can be opened among the files of future exhibits. A file from which several
    /// papers come becomes an exhibit of them.
    ///
    /// # Errors
    /// When the user cancels or the disk fails.
    pub(crate) fn open_all(
        &mut self,
        batches: Vec<ExhibitFiles>,
    ) -> Result<Vec<ExhibitFiles>, AppError> {
        let mut all = Vec::with_capacity(batches.len());
        for batch in batches {
            let mut files = Vec::with_capacity(batch.files.len());
            for found in batch.files {
                let source = found.path.clone();
                let level = Level {
                    top: None,
                    source: &source,
                    depth: 0,
                    zips: 0,
                };
                let mut left = Left {
                    entries: limits::MEMBERS,
                    bytes: limits::UNPACKED_BYTES,
                };
                self.open(found, &level, &mut left, &mut files)?;
            }
            let has_come = files
                .iter()
                .any(|one| self.opened.came(&one.path).is_some());
            if !files.is_empty() {
                all.push(ExhibitFiles {
                    is_folder: batch.is_folder || has_come,
                    name: batch.name,
                    files,
                });
            }
        }
        Ok(all)
    }

    /// Adds a file, or what comes out of it, to `files`.
    fn open(
        &mut self,
        found: Found,
        level: &Level<'_>,
        left: &mut Left,
        files: &mut Vec<Found>,
    ) -> Result<(), AppError> {
        // A file that cannot be read is refused when it is taken in.
        let head = head_of(&found.path).ok();
        let kind = head.and_then(|head| container(&head));
        let Some(kind) = kind else {
            files.push(found);
            return Ok(());
        };
        let is_mail = matches!(kind, Container::Mail | Container::Msg);
        let zips = level.zips + usize::from(kind == Container::Zip);
        if level.depth >= limits::CONTAINERS || zips > limits::ZIPS {
            if is_mail {
                files.push(found);
            } else {
                self.refuse(
                    &found.display(),
                    level.source,
                    &Finding::new(Code::ContainersNested),
                );
            }
            return Ok(());
        }
        self.watch.what(&found.display());
        let staging = self.state.vault.staging();
        let folder = platform::private_folder_in(&staging, "opened-").at(&staging)?;
        let result = stage(&found.path, folder.path(), self.watch.cancel())
            .and_then(|staged| Ok((self.unpacked(&staged, kind, folder.path(), left)?, staged)));
        let (unpacked, staged) = match result {
            Ok(unpacked) => unpacked,
            Err(Stopped::Cancelled) => return Err(AppError::Cancelled),
            Err(Stopped::Refused(finding)) => {
                if is_mail {
                    // Its own reading says what is wrong with it.
                    files.push(found);
                } else {
                    let finding = no_room(finding, &found.path);
                    self.refuse(&found.display(), level.source, &finding);
                }
                return Ok(());
            }
        };
        if is_mail {
            files.push(found.clone());
        }
        left.entries = left.entries.saturating_sub(unpacked.members.len());
        let taken: u64 = unpacked.members.iter().map(|member| member.size).sum();
        left.bytes = left.bytes.saturating_sub(taken);
        let own = Origin {
            name: one_line(&file_names::shown_name(&found.path)),
            digest: staged.digest,
            path: String::new(),
        };
        drop(staged);
        let top = level.top.map_or(&own, |top| top);
        let before = files.len();
        self.members(&found, unpacked, top, level, (left, zips), files)?;
        self.opened.folders.push(folder);
        if level.depth == 0 && !is_mail {
            self.say_opened(&found, files.len() - before);
        }
        Ok(())
    }

    /// Adds what came out of a file.
    fn members(
        &mut self,
        found: &Found,
        unpacked: Unpacked,
        top: &Origin,
        level: &Level<'_>,
        (left, zips): (&mut Left, usize),
        files: &mut Vec<Found>,
    ) -> Result<(), AppError> {
        self.report.passed_over += usize::try_from(unpacked.passed_over).map_or(0, |count| count);
        for member in unpacked.members {
            let relative = found.relative.join(shown_path(&member.shown));
            let path = match member.file {
                Ok(path) => path,
                Err(finding) => {
                    let shown = Found {
                        path: found.path.clone(),
                        relative,
                    };
                    self.refuse(&shown.display(), level.source, &finding);
                    continue;
                }
            };
            let inside = match level.top {
                // Its path in the file of the user's, through the one that it was in.
                Some(within) => format!("{}/{}", within.path, member.shown),
                None => member.shown.clone(),
            };
            let origin = Origin {
                path: inside,
                ..top.clone()
            };
            let came = Came {
                origin: origin.clone(),
                source: level.source.to_owned(),
            };
            self.opened.came.insert(path.clone(), came);
            let below = Level {
                top: Some(&origin),
                source: level.source,
                depth: level.depth + 1,
                zips,
            };
            self.open(Found { path, relative }, &below, left, files)?;
        }
        Ok(())
    }

    /// Has the reader take the files out; tries each password on a locked zip.
    fn unpacked(
        &self,
        staged: &Staged,
        kind: Container,
        folder: &Path,
        left: &Left,
    ) -> Result<Unpacked, Stopped> {
        let room = (left.entries, left.bytes);
        let (inspector, cancel) = (&self.state.inspector, self.watch.cancel());
        let unpack = |password: Option<&[u8]>, number: usize| {
            let own = folder.join(number.to_string());
            inspector.unpack((staged, kind), password, &own, room, cancel)
        };
        let mut result = unpack(None, 0);
        for (at, password) in self.passwords.iter().enumerate() {
            let is_locked = matches!(
                &result,
                Err(Stopped::Refused(finding))
                    if matches!(finding.code, Code::ZipEncrypted | Code::ZipWrongPassword)
            );
            if !is_locked {
                break;
            }
            result = unpack(Some(password), at + 1);
        }
        result
    }

    fn refuse(&mut self, shown: &str, source: &Path, finding: &Finding) {
        let said = PaperReport {
            path: shown.to_owned(),
            source: source.to_string_lossy().into_owned(),
            state: PaperState::Refused,
            pages: None,
            sha256: None,
            same_as: None,
            findings: vec![FindingView::new(self.state.texts(), finding, None)],
        };
        self.watch.paper(&said);
        self.report
            .note_refused(shown, std::slice::from_ref(finding));
        self.report.refused += 1;
        self.report.papers.push(said);
    }

    fn say_opened(&mut self, found: &Found, papers: usize) {
        let finding = Finding::new(Code::FileOpened)
            .with("file", found.display())
            .with("papers", papers);
        self.report.add_findings(&[finding], self.state.texts());
    }
}

/// A path in a file as a relative path that is only shown.
fn shown_path(shown: &str) -> PathBuf {
    let parts = shown.split('/').filter(|part| !part.is_empty());
    parts
        .map(|part| if part == ".." { "_" } else { part })
        .collect()
}

/// The files that came out of one zip as a whole case has them: an exhibit for each of its folders,
/// where it has several or files beside them. A folder around all of it does not count.
pub(crate) fn by_folder(opened: &Opened, batch: ExhibitFiles) -> Vec<ExhibitFiles> {
    let inside = |found: &Found| -> Option<Vec<String>> {
        let came = opened.came(&found.path)?;
        Some(came.origin.path.split('/').map(str::to_owned).collect())
    };
    let paths: Option<Vec<Vec<String>>> = batch.files.iter().map(inside).collect();
    let Some(paths) = paths else {
        return vec![batch];
    };
    // How many folders are around everything.
    let mut around = 0;
    while let Some(first) = paths.first().and_then(|path| path.get(around))
        && paths
            .iter()
            .all(|path| path.len() > around + 1 && path.get(around) == Some(first))
    {
        around += 1;
    }
    let top = |path: &Vec<String>| {
        if path.len() > around + 1 {
            path.get(around).cloned()
        } else {
            None
        }
    };
    let tops: Vec<Option<String>> = paths.iter().map(top).collect();
    if tops.iter().all(Option::is_none) {
        return vec![batch];
    }
    let mut all: Vec<(Option<String>, ExhibitFiles)> = Vec::new();
    for (found, top) in batch.files.into_iter().zip(tops) {
        match all.last_mut() {
            Some((last, exhibit)) if top.is_some() && *last == top => exhibit.files.push(found),
            _ => {
                let name = match &top {
                    Some(top) => batch.name.join(top),
                    None => found.path.clone(),
                };
                let exhibit = ExhibitFiles {
                    name,
                    is_folder: top.is_some(),
                    files: vec![found],
                };
                all.push((top, exhibit));
            }
        }
    }
    all.into_iter().map(|(_, exhibit)| exhibit).collect()
}

/// The files that came out of one zip without folders, each as an exhibit of its own. The files of
/// a chat, and a mail with what was attached to it, stay together.
pub(crate) fn by_file(opened: &Opened, batch: ExhibitFiles) -> Vec<ExhibitFiles> {
    let inside = |found: &Found| opened.came(&found.path).map(|came| &came.origin.path);
    let is_alone = |found: &Found| inside(found).is_some_and(|path| !path.contains('/'));
    let has_chat = batch
        .files
        .iter()
        .filter_map(inside)
        .any(|path| is_chat(path));
    if batch.name.is_dir() || has_chat || !batch.files.iter().all(is_alone) {
        return vec![batch];
    }
    let files = batch.files.into_iter();
    files
        .map(|found| ExhibitFiles {
            name: found.path.clone(),
            is_folder: false,
            files: vec![found],
        })
        .collect()
}

/// Whether a zip, or a text in one, is called like an exported chat, or as Telegram calls one.
pub(crate) fn is_chat(name: &str) -> bool {
    let name = name.to_lowercase();
    let is_export = name.ends_with(".txt") || name.ends_with(".zip");
    (is_export && is_called_chat(&name) && !name.contains("whatsapp image"))
        || name == "result.json"
}
