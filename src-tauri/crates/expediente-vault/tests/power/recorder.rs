//! A disk that writes to a real folder, syncs nothing, and records every operation.
//!
//! It can fail at a chosen step, as a full or broken disk does, and lie about one kind of sync.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use expediente_vault::Disk;

/// One operation. Paths are relative to the store.
#[derive(Clone)]
pub enum Step {
    Folder(PathBuf),
    File(PathBuf),
    Write(PathBuf, u64, Vec<u8>),
    Cut(PathBuf, u64),
    SyncFile(PathBuf),
    SyncFolder(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    /// This many acts of the scenario have been acknowledged.
    Acknowledged(usize),
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "make folder {}", path.display()),
            Self::File(path) => write!(f, "make file {}", path.display()),
            Self::Write(path, at, bytes) => write!(
                f,
                "write {} bytes at {at} of {}",
                bytes.len(),
                path.display()
            ),
            Self::Cut(path, length) => write!(f, "cut {} to {length}", path.display()),
            Self::SyncFile(path) => write!(f, "sync file {}", path.display()),
            Self::SyncFolder(path) => write!(f, "sync folder {}", path.display()),
            Self::Rename(from, to) => write!(f, "rename {} to {}", from.display(), to.display()),
            Self::Remove(path) => write!(f, "remove {}", path.display()),
            Self::Acknowledged(acts) => write!(f, "acknowledge act {acts}"),
        }
    }
}

/// How the disk fails: from which operation, and for how many.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    pub from: usize,
    pub count: usize,
    pub kind: io::ErrorKind,
}

/// A kind of sync that the disk reports as done and omits.
pub type Lie = fn(&Step) -> bool;

#[derive(Debug, Default)]
struct State {
    steps: Vec<Step>,
    asked: usize,
    failed: usize,
    fault: Option<Fault>,
}

#[derive(Debug)]
pub struct Recorder {
    root: PathBuf,
    lie: Option<Lie>,
    state: Mutex<State>,
}

impl Recorder {
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            lie: None,
            state: Mutex::default(),
        }
    }

    pub fn lying(root: &Path, lie: Lie) -> Self {
        Self {
            lie: Some(lie),
            ..Self::new(root)
        }
    }

    pub fn failing(root: &Path, fault: Fault) -> Self {
        let state = State {
            fault: Some(fault),
            ..State::default()
        };
        Self {
            state: Mutex::new(state),
            ..Self::new(root)
        }
    }

    /// Nothing fails after this.
    pub fn heal(&self) {
        self.state.lock().unwrap().fault = None;
    }

    /// How many operations have failed.
    pub fn failed(&self) -> usize {
        self.state.lock().unwrap().failed
    }

    /// How many operations there were.
    pub fn asked(&self) -> usize {
        self.state.lock().unwrap().asked
    }

    pub fn steps(&self) -> Vec<Step> {
        self.state.lock().unwrap().steps.clone()
    }

    pub fn acknowledge(&self, acts: usize) {
        self.state
            .lock()
            .unwrap()
            .steps
            .push(Step::Acknowledged(acts));
    }

    /// Writes what another part of the program puts into the store without a sync: a staged paper.
    pub fn stage(&self, path: &Path, bytes: &[u8]) {
        fs::write(path, bytes).unwrap();
        let path = self.inside(path);
        let mut state = self.state.lock().unwrap();
        state.steps.extend([
            Step::File(path.clone()),
            Step::Write(path, 0, bytes.to_vec()),
        ]);
    }

    fn inside(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.root)
            .unwrap_or_else(|_| panic!("{} is not in the store", path.display()))
            .to_owned()
    }

    /// Counts the operation; an error if this one fails.
    fn ask(&self) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        let now = state.asked;
        state.asked += 1;
        match state.fault {
            Some(fault) if (fault.from..fault.from.saturating_add(fault.count)).contains(&now) => {
                state.failed += 1;
                Err(fault.kind.into())
            }
            _ => Ok(()),
        }
    }

    fn remember(&self, step: Step) {
        // The index need not last: after a power cut the judge puts any earlier one in its place.
        let index = matches!(&step, Step::Rename(path, _) | Step::Remove(path) if path.starts_with("index") || path.starts_with("index.damaged"));
        if !index && !self.lie.is_some_and(|lie| lie(&step)) {
            self.state.lock().unwrap().steps.push(step);
        }
    }

    fn remove_all(&self, path: &Path) -> io::Result<()> {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                self.remove_all(&entry.path())?
            } else {
                self.remove_file(&entry.path())?
            }
        }
        self.ask()?;
        fs::remove_dir(path)?;
        self.remember(Step::Remove(self.inside(path)));
        Ok(())
    }
}

impl Disk for Recorder {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.ask()?;
        fs::create_dir(path)?;
        self.remember(Step::Folder(self.inside(path)));
        Ok(())
    }

    fn create_file(&self, path: &Path) -> io::Result<File> {
        self.ask()?;
        let file = File::options()
            .create_new(true)
            .read(true)
            .write(true)
            .open(path)?;
        self.remember(Step::File(self.inside(path)));
        Ok(file)
    }

    fn write(&self, path: &Path, file: &mut File, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let answer = self.ask();
        // A disk that becomes full during a write has stored the first part of it.
        let taken = if answer.is_ok() {
            bytes
        } else {
            &bytes[..bytes.len() / 2]
        };
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(taken)?;
        self.remember(Step::Write(self.inside(path), offset, taken.to_vec()));
        answer
    }

    fn cut(&self, path: &Path, file: &File, length: u64) -> io::Result<()> {
        self.ask()?;
        file.set_len(length)?;
        self.remember(Step::Cut(self.inside(path), length));
        Ok(())
    }

    fn sync_file(&self, path: &Path, _file: &File) -> io::Result<()> {
        self.ask()?;
        self.remember(Step::SyncFile(self.inside(path)));
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.ask()?;
        if path.starts_with(&self.root) {
            self.remember(Step::SyncFolder(self.inside(path)));
        }
        Ok(())
    }

    fn protect(&self, _path: &Path) -> io::Result<()> {
        self.ask()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask()?;
        fs::rename(from, to)?;
        self.remember(Step::Rename(self.inside(from), self.inside(to)));
        Ok(())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.ask()?;
        fs::remove_file(path)?;
        self.remember(Step::Remove(self.inside(path)));
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        if path.exists() {
            return self.remove_all(path);
        }
        Ok(())
    }
}
