//! The store: one folder, one process, one lock around every act.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use expediente_model::{
    Act, Change, ChangeError, Digest, Facts, Finding, History, Item, Matter, MatterId, Step,
};

use crate::error::{At, VaultError};
use crate::files::disk::Disk;
use crate::files::durable;
use crate::files::faults::faults;
use crate::files::own_files;
use crate::files::papers::MatterPapers;
use crate::files::pictures::MatterPictures;
use crate::files::store_paths::StorePaths;
use crate::files::system_disk::{SystemDisk, make_private};
use crate::index::rows::MatterRow;
use crate::journal::record::{Built, Cause};
use crate::journal::tip::Tip;
use crate::matter_store::admit::{Admission, Staged};
use crate::matter_store::change::StepRecord;
use crate::matter_store::matters::Matters;
use crate::store::lock::Lock;
use crate::store::marker::{self, Kind};
use crate::store::repair;

/// A store that this process holds.
pub struct Vault {
    paths: StorePaths,
    disk: Arc<dyn Disk>,
    matters: Mutex<Matters>,
    /// Locked by every act, before `matters`. An act whose tries were all stale keeps it locked
    /// while it computes its change, so that no other act can come first again.
    turn: Mutex<()>,
    _lock: Lock,
}

/// How often an act is computed without holding up others.
const OPTIMISTIC: usize = 3;

impl Vault {
    /// Opens the store in a folder, or creates one in a new or empty folder. `program` names this
    /// process to others. The findings say what had to be repaired.
    ///
    /// # Errors
    /// When another process holds it, the folder belongs to somebody else, or the disk fails.
    pub fn open(folder: &Path, program: &str) -> Result<(Self, Vec<Finding>), VaultError> {
        Self::open_on(Arc::new(SystemDisk), folder, program)
    }

    /// Opens a store on a given disk.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn open_on(
        disk: Arc<dyn Disk>,
        folder: &Path,
        program: &str,
    ) -> Result<(Self, Vec<Finding>), VaultError> {
        marker::kind_of(folder)?;
        durable::create_folder(&*disk, folder).at(folder)?;
        let lock = Lock::take(folder, program)?;
        // Again, now that no other process can be making a store here.
        let kind = marker::kind_of(folder)?;
        make_private(folder);
        if kind != Kind::Store {
            marker::mark(&*disk, folder)?;
        }
        let paths = StorePaths::new(folder);
        let staging = paths.staging();
        own_files::clear_staging(&*disk, &staging).at(&staging)?;
        for path in [staging, paths.matters()] {
            durable::create_folder(&*disk, &path).at(&path)?;
        }
        let (matters, findings) = repair::open_matters(Arc::clone(&disk), paths.clone())?;
        let vault = Self {
            paths,
            disk,
            matters: Mutex::new(matters),
            turn: Mutex::default(),
            _lock: lock,
        };
        Ok((vault, findings))
    }

    /// The folder of the store.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.paths.root()
    }

    /// The disk that the store is on, for files that must be as durable as the store.
    #[must_use]
    pub fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    /// Where papers are staged; emptied when the store is opened.
    #[must_use]
    pub fn staging(&self) -> PathBuf {
        self.paths.staging()
    }

    /// The list of matters.
    #[must_use]
    pub fn matters(&self) -> Vec<MatterRow> {
        self.locked().rows.values().cloned().collect()
    }

    /// Creates a matter.
    ///
    /// # Errors
    /// When the id is in use, or the disk fails.
    pub fn create(
        &self,
        id: &MatterId,
        name: &str,
        facts: &Facts,
        at: &str,
    ) -> Result<Arc<Matter>, VaultError> {
        self.create_from(id, name, facts, None, at)
    }

    /// Creates a matter, and says from which folder it is made.
    ///
    /// # Errors
    /// As [`Vault::create`].
    pub fn create_from(
        &self,
        id: &MatterId,
        name: &str,
        facts: &Facts,
        source: Option<&str>,
        at: &str,
    ) -> Result<Arc<Matter>, VaultError> {
        let _turn = self.turn();
        self.locked().create(id, name, facts, source, at)
    }

    /// Whether the folder for a matter with this id is in use, by a matter or by somebody else.
    #[must_use]
    pub fn is_taken(&self, id: &MatterId) -> bool {
        self.locked().rows.contains_key(id) || self.paths.matter(id).symlink_metadata().is_ok()
    }

    /// A matter as it is now.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn matter(&self, id: &MatterId) -> Result<Arc<Matter>, VaultError> {
        Ok(Arc::clone(&self.locked().matter(id)?.state.matter))
    }

    /// A matter as it is now, and its revision: a text that changes with every act.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn revised(&self, id: &MatterId) -> Result<(Arc<Matter>, String), VaultError> {
        let mut matters = self.locked();
        let open = matters.matter(id)?;
        Ok((Arc::clone(&open.state.matter), open.revision()))
    }

    /// Whether a matter is read-only.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn is_read_only(&self, id: &MatterId) -> Result<bool, VaultError> {
        Ok(self.locked().matter(id)?.read_only)
    }

    /// What can be undone and redone in a matter.
    ///
    /// # Errors
    /// When there is none with this id.
    pub fn history(&self, id: &MatterId) -> Result<History, VaultError> {
        Ok(self.locked().matter(id)?.state.history.clone())
    }

    /// The record of a step in the history; none where it cannot be read.
    ///
    /// # Errors
    /// When there is no matter with this id.
    pub fn step_record(&self, id: &MatterId, step: Step) -> Result<Option<StepRecord>, VaultError> {
        self.locked().step_record(id, step)
    }

    /// The bytes of a matter's papers.
    #[must_use]
    pub fn papers(&self, id: &MatterId) -> MatterPapers {
        MatterPapers::new(self.paths.matter(id))
    }

    /// The cached pictures of a matter's pages.
    #[must_use]
    pub fn pictures(&self, id: &MatterId) -> MatterPictures {
        MatterPictures::of_matter(&self.paths.matter(id))
    }

    /// Syncs the bytes of a staged paper, which [`Vault::admit`] needs to be durable. When several
    /// papers are read in parallel, calling this from each reader leaves only names to be synced
    /// while they are admitted one after the other.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn sync_ahead(&self, staged: &Staged) -> Result<(), VaultError> {
        let derivatives = staged.derivatives.iter().map(|(_, path)| path);
        for path in derivatives.chain([&staged.original]) {
            durable::sync_file(&*self.disk, path).at(path)?;
        }
        Ok(())
    }

    /// Makes a staged paper durable: its files, their folder, the journal record, then the index
    /// rows.
    ///
    /// # Errors
    /// When the matter cannot be changed, or the disk fails; then nothing was acknowledged.
    pub fn admit(&self, id: &MatterId, staged: &Staged, at: &str) -> Result<Admission, VaultError> {
        let _turn = self.turn();
        self.locked().admit(id, staged, at)
    }

    /// Records a paper of the matter anew, after it was read once more or something was made of it,
    /// with the files made from it. `change` changes what is known of it by then, so that two
    /// threads that find out different things do not lose either. Of a matter that is read-only
    /// only the copy in memory changes.
    ///
    /// # Errors
    /// When there is no such paper, the disk fails, or files must be kept and the matter is
    /// read-only.
    pub fn renew(
        &self,
        id: &MatterId,
        original: &Digest,
        files: &[(Digest, PathBuf)],
        at: &str,
        change: impl FnOnce(&mut Item),
    ) -> Result<(), VaultError> {
        let _turn = self.turn();
        let matter = self.matter(id)?;
        let item = matter.items.get(original);
        let mut item = (**item.ok_or(ChangeError::NoItem(*original))?).clone();
        change(&mut item);
        self.locked().renew(id, &item, files, at)
    }

    /// Applies a change and makes it durable. A change that leaves the matter as it is is not
    /// recorded, since there is nothing to undo.
    ///
    /// # Errors
    /// When it does not fit, the matter cannot be changed, or the disk fails; then nothing was
    /// changed.
    pub fn commit(
        &self,
        id: &MatterId,
        act: Act,
        change: &Change,
        at: &str,
    ) -> Result<Arc<Matter>, VaultError> {
        let _turn = self.turn();
        self.locked().change(id, act, Cause::Act, change, at)
    }

    /// Commits a change that was computed from the matter at `revision`, as returned by
    /// [`Vault::revised`].
    ///
    /// # Errors
    /// [`VaultError::Stale`] when the matter has changed since; otherwise as [`Vault::commit`].
    pub fn commit_at(
        &self,
        id: &MatterId,
        revision: &str,
        act: Act,
        change: &Change,
        at: &str,
    ) -> Result<Arc<Matter>, VaultError> {
        let _turn = self.turn();
        self.locked().change_at(id, revision, act, change, at)
    }

    /// Computes a change from the matter and commits it under the revision it was computed from.
    /// When another act came in between, it is computed again, so no act overwrites what it has not
    /// seen. `compute` may read from the vault, but must not commit anything itself.
    ///
    /// # Errors
    /// Those of `compute`, and as [`Vault::commit`].
    pub fn commit_with<E: From<VaultError>>(
        &self,
        id: &MatterId,
        act: Act,
        at: &str,
        mut compute: impl FnMut(&Arc<Matter>) -> Result<Change, E>,
    ) -> Result<Arc<Matter>, E> {
        let compute =
            |matter: &Arc<Matter>| -> Result<(Act, Change), E> { Ok((act, compute(matter)?)) };
        Ok(self.commit_act_with(id, at, compute)?.0)
    }

    /// As [`Vault::commit_with`], when which act it is turns out only as it is computed. Returns
    /// the matter and the act.
    ///
    /// # Errors
    /// As [`Vault::commit_with`].
    pub fn commit_act_with<E: From<VaultError>>(
        &self,
        id: &MatterId,
        at: &str,
        mut compute: impl FnMut(&Arc<Matter>) -> Result<(Act, Change), E>,
    ) -> Result<(Arc<Matter>, Act), E> {
        for _ in 0..OPTIMISTIC {
            let (matter, revision) = self.revised(id)?;
            let (act, change) = compute(&matter)?;
            match self.commit_at(id, &revision, act, &change, at) {
                Err(VaultError::Stale(_)) => {}
                result => return Ok((result?, act)),
            }
        }
        let _turn = self.turn();
        let (matter, revision) = self.revised(id)?;
        let (act, change) = compute(&matter)?;
        let mut matters = self.locked();
        Ok((matters.change_at(id, &revision, act, &change, at)?, act))
    }

    /// Admits a staged paper and commits the change that places it, in one turn. When `compute`
    /// fails, the paper is not admitted. `compute` may read from the vault, but must not commit
    /// anything.
    ///
    /// # Errors
    /// Those of `compute`, and as [`Vault::admit`] and [`Vault::commit`].
    pub fn admit_with<E: From<VaultError>>(
        &self,
        id: &MatterId,
        staged: &Staged,
        at: &str,
        compute: impl FnOnce(&Arc<Matter>) -> Result<(Act, Change), E>,
    ) -> Result<(Arc<Matter>, Act), E> {
        let _turn = self.turn();
        let (act, change) = compute(&self.matter(id)?)?;
        let mut matters = self.locked();
        matters.admit(id, staged, at)?;
        Ok((matters.change(id, act, Cause::Act, &change, at)?, act))
    }

    /// Reverts the last act. Returns the matter and the act.
    ///
    /// # Errors
    /// When there is none, the matter cannot be changed, or the disk fails.
    pub fn undo(&self, id: &MatterId, at: &str) -> Result<(Arc<Matter>, Act), VaultError> {
        let _turn = self.turn();
        self.locked().undo(id, at)
    }

    /// Repeats the act that was undone last. Returns the matter and the act.
    ///
    /// # Errors
    /// When there is none, the matter cannot be changed, or the disk fails.
    pub fn redo(&self, id: &MatterId, at: &str) -> Result<(Arc<Matter>, Act), VaultError> {
        let _turn = self.turn();
        self.locked().redo(id, at)
    }

    /// Records that a dossier was built and verified.
    ///
    /// # Errors
    /// When the matter cannot be changed, or the disk fails.
    pub fn built(&self, id: &MatterId, built: &Built, at: &str) -> Result<(), VaultError> {
        let _turn = self.turn();
        self.locked().built(id, built, at)
    }

    /// The stored files of a paper that are damaged or missing, by their SHA-256. It reads them.
    ///
    /// # Errors
    /// When there is no such matter or paper.
    pub fn damaged(&self, id: &MatterId, paper: &Digest) -> Result<Vec<Digest>, VaultError> {
        let matter = self.matter(id)?;
        let item = matter.items.get(paper);
        let item = item.ok_or(ChangeError::NoItem(*paper))?;
        let faults = faults(&self.papers(id), item);
        Ok(faults.into_iter().map(|(digest, _)| digest).collect())
    }

    /// Puts good files, each with its SHA-256, in place of stored ones that are damaged or missing.
    /// What is as it should be is not touched. Returns how many were replaced.
    ///
    /// # Errors
    /// When there is no such matter, or the disk fails.
    pub fn mend(&self, id: &MatterId, good: &[(Digest, PathBuf)]) -> Result<usize, VaultError> {
        let _turn = self.turn();
        self.locked().mend(id, good)
    }

    /// Writes a damaged journal anew, from what is shown of its matter, and keeps the damaged one
    /// beside it. Returns whether there was anything to do.
    ///
    /// # Errors
    /// When there is no such matter, it cannot be read at all, or the disk fails.
    pub fn rewrite_journal(&self, id: &MatterId, at: &str) -> Result<bool, VaultError> {
        let _turn = self.turn();
        self.locked().rewrite_journal(id, at)
    }

    /// Erases a matter for good: its journal, its papers, and every trace in the index.
    ///
    /// # Errors
    /// When there is none with this id, or the disk fails. An interrupted erasure is finished by
    /// calling this again, or when the store is next opened.
    pub fn erase(&self, id: &MatterId) -> Result<(), VaultError> {
        let _turn = self.turn();
        self.locked().erase(id)
    }

    /// Hands the index to the operating system.
    pub fn flush(&self) {
        self.locked().flush();
        // sled knows no rights; the folder is private, and now its files are too.
        make_private(&self.paths.index());
    }

    /// Where the journal of a matter is known to end.
    pub(crate) fn known_tip(&self, id: &MatterId) -> Result<Tip, VaultError> {
        Ok(self.locked().matter(id)?.tip)
    }

    pub(crate) fn paths(&self) -> &StorePaths {
        &self.paths
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn locked(&self) -> MutexGuard<'_, Matters> {
        // A panic elsewhere leaves the state of the last finished act, because every act replaces
        // the state as a whole.
        self.matters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        self.flush();
    }
}
