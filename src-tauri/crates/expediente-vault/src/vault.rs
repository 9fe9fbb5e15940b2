//! The store as a whole: opens, admits papers, commits changes, undoes them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use expediente_model::{
    Act, Change, Code, Digest, Facts, Finding, History, Item, Matter, MatterId,
};

use crate::disk::{self, Disk};
use crate::error::{At, VaultError};
use crate::index::{Fault, Index, Keys, MatterRow};
use crate::journal::{self, Broken, Journal, Tip};
use crate::lock::Lock;
use crate::papers::MatterPapers;
use crate::pictures::{self, MatterPictures};
use crate::record::{Body, Built, Cause, Record};
use crate::system::SystemDisk;

/// A store that this process holds.
pub struct Vault {
    folder: PathBuf,
    disk: Arc<dyn Disk>,
    inner: Mutex<Inner>,
    _lock: Lock,
}

struct Inner {
    /// None only while it is being replaced.
    index: Option<Index>,
    rows: BTreeMap<MatterId, MatterRow>,
    open: BTreeMap<MatterId, Open>,
    /// Matters that could not be begun, whose folder could not be removed either.
    unbegun: BTreeSet<MatterId>,
}

struct Open {
    state: State,
    keys: Keys,
    /// None where the journal itself is gone; such a matter can only be read.
    journal: Option<Journal>,
    /// How far the journal went when it was last whole: what is missing from it must not be forgotten.
    tip: Tip,
    read_only: bool,
    /// The rows are behind the journal, because writing them failed.
    stale: bool,
}

impl Open {
    /// Makes a record durable.
    fn append(
        &mut self,
        disk: &dyn Disk,
        id: &MatterId,
        at: &str,
        body: Body,
    ) -> Result<(u64, u64), VaultError> {
        let journal = self
            .journal
            .as_mut()
            .ok_or_else(|| VaultError::ReadOnly(id.clone()))?;
        let place = journal.append(disk, at, body)?;
        self.tip = journal.tip();
        Ok(place)
    }

    /// A word that becomes another one with every act: where the journal ends.
    fn revision(&self) -> String {
        // A matter whose journal is gone has no last record.
        let hash = self.tip.hash.map_or_else(String::new, |hash| hash.short());
        format!("{}-{hash}", self.tip.seq)
    }

    fn is_torn(&self) -> bool {
        self.journal.as_ref().is_some_and(Journal::is_torn)
    }
}

/// A matter and what belongs to it, as the journal tells it.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub matter: Arc<Matter>,
    pub history: History,
    /// Where the records in the history begin.
    pub offsets: BTreeMap<u64, u64>,
    pub updated: String,
    pub built: Option<(String, Built)>,
}

impl State {
    pub fn of(matter: Matter, updated: String) -> Self {
        Self {
            matter: Arc::new(matter),
            history: History::default(),
            offsets: BTreeMap::new(),
            updated,
            built: None,
        }
    }

    /// Takes a record of the journal in; false when it does not fit, which means that it is damaged.
    pub(crate) fn take(&mut self, offset: u64, record: Record) -> bool {
        let seq = record.seq;
        match record.body {
            Body::Created { name, facts, .. } => {
                let matter = Arc::make_mut(&mut self.matter);
                matter.name = name;
                matter.facts = Arc::new(*facts);
            }
            Body::Received { item } => {
                Arc::make_mut(&mut self.matter)
                    .items
                    .insert(item.original, Arc::from(item));
            }
            Body::Changed {
                act, cause, change, ..
            } => {
                if Arc::make_mut(&mut self.matter).apply(&change).is_err() {
                    return false;
                }
                self.remember(act, cause, seq, offset);
            }
            Body::Built(built) => self.built = Some((record.at.clone(), built)),
        }
        self.updated = record.at;
        true
    }

    fn remember(&mut self, act: Act, cause: Cause, seq: u64, offset: u64) {
        match cause {
            Cause::Act => self.history.acted(act, seq),
            Cause::Undo => self.history.undone(seq),
            Cause::Redo => self.history.redone(seq),
        }
        self.offsets.insert(seq, offset);
    }
}

/// A paper in the staging folder, read and found good, that waits to be made durable.
#[derive(Clone, Debug)]
pub struct Staged {
    /// What is known of it.
    pub item: Item,
    /// The staged copy of the original.
    pub original: PathBuf,
    /// The staged derivatives, each with its SHA-256.
    pub derivatives: Vec<(Digest, PathBuf)>,
}

/// What became of a staged paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It is durable.
    Received,
    /// The matter has the same bytes already.
    Duplicate,
}

impl Vault {
    /// Opens the store in a folder, or makes one there. `program` names this process to others. The findings say what
    /// had to be mended.
    ///
    /// # Errors
    /// When another process holds it, or the disk fails.
    pub fn open(folder: &Path, program: &str) -> Result<(Self, Vec<Finding>), VaultError> {
        Self::open_on(Arc::new(SystemDisk), folder, program)
    }

    /// The same on a disk that is given.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn open_on(
        disk: Arc<dyn Disk>,
        folder: &Path,
        program: &str,
    ) -> Result<(Self, Vec<Finding>), VaultError> {
        disk::create_folder(&*disk, folder).at(folder)?;
        let lock = Lock::take(folder, program)?;
        let staging = folder.join("staging");
        disk.remove_folder(&staging).at(&staging)?;
        let matters = folder.join("matters");
        for path in [&staging, &matters] {
            disk::create_folder(&*disk, path).at(path)?;
        }
        let mut findings = Vec::new();
        let erasing = finish_erasing(&*disk, &matters)?;
        let index_folder = folder.join("index");
        let had_index = index_folder.exists();
        let mut index = match Index::open(&index_folder) {
            Ok(index) if !erasing => index,
            Ok(index) => {
                // What was erased must not live on in sled's old segments.
                drop(index);
                disk.remove_folder(&index_folder).at(&index_folder)?;
                Index::open(&index_folder).map_err(|fault| fault.at(&index_folder))?
            }
            Err(fault) if fault.lacks_room() => return Err(fault.at(&index_folder)),
            Err(_) => {
                findings.push(Finding::new(Code::IndexRebuilt));
                replace_index(&*disk, folder)?
            }
        };
        let mut rows = match rows_of(&index) {
            Ok(rows) => rows,
            Err(_) => {
                findings.push(Finding::new(Code::IndexRebuilt));
                drop(index);
                index = replace_index(&*disk, folder)?;
                BTreeMap::new()
            }
        };
        if had_index && rows.is_empty() && findings.is_empty() && has_entries(&matters)? {
            findings.push(Finding::new(Code::IndexRebuilt));
        }
        remove_unbegun(&*disk, &matters, &rows)?;
        let on_disk = matter_ids(&matters)?;
        for gone in rows
            .keys()
            .filter(|id| !on_disk.contains(id))
            .cloned()
            .collect::<Vec<_>>()
        {
            index
                .forget(&gone)
                .map_err(|fault| fault.at(&index_folder))?;
            rows.remove(&gone);
        }
        let inner = Inner {
            index: Some(index),
            rows,
            open: BTreeMap::new(),
            unbegun: BTreeSet::new(),
        };
        let vault = Self {
            folder: folder.to_owned(),
            disk,
            inner: Mutex::new(inner),
            _lock: lock,
        };
        {
            let mut inner = vault.inner();
            for id in on_disk {
                pictures::remove_parts(&vault.matter_folder(&id));
                let path = vault.journal_path(&id);
                let current = inner.rows.get(&id).is_some_and(|row| {
                    !row.read_only && journal::ends_at(&path, row.tip).unwrap_or(false)
                });
                if !current {
                    findings.extend(vault.load(&mut inner, &id)?);
                }
            }
        }
        Ok((vault, findings))
    }

    /// The folder of the store.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where papers are staged; emptied when the store is opened.
    #[must_use]
    pub fn staging(&self) -> PathBuf {
        self.folder.join("staging")
    }

    /// The list of matters.
    #[must_use]
    pub fn matters(&self) -> Vec<MatterRow> {
        self.inner().rows.values().cloned().collect()
    }

    /// Begins a matter.
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
        let mut inner = self.inner();
        let folder = self.matter_folder(id);
        if inner.unbegun.contains(id) {
            self.disk.remove_folder(&folder).at(&folder)?;
            inner.unbegun.remove(id);
        }
        if inner.rows.contains_key(id) || folder.exists() {
            return Err(VaultError::MatterTwice(id.clone()));
        }
        let begun = self.begin(id, name, facts, at);
        // What is left of one that failed would be in the way of the next try.
        if begun.is_err() && self.disk.remove_folder(&folder).is_err() {
            inner.unbegun.insert(id.clone());
        }
        let journal = begun?;
        let mut state = State::of(Matter::new(id.clone(), name), at.to_owned());
        Arc::make_mut(&mut state.matter).facts = Arc::new(facts.clone());
        let matter = Arc::clone(&state.matter);
        let tip = journal.tip();
        let open = Open {
            state,
            keys: Keys::default(),
            journal: Some(journal),
            tip,
            read_only: false,
            stale: true,
        };
        inner.open.insert(id.clone(), open);
        self.write_rows(&mut inner, id, None);
        // A store with matters and an index without any looks as if the index were lost, and that is told to the user.
        let _ = inner.index.as_ref().map(Index::flush);
        Ok(matter)
    }

    /// The folders and the journal of a new matter.
    fn begin(
        &self,
        id: &MatterId,
        name: &str,
        facts: &Facts,
        at: &str,
    ) -> Result<Journal, VaultError> {
        let folder = self.matter_folder(id);
        for path in [folder.join("originals"), folder.join("derivatives")] {
            disk::create_folder(&*self.disk, &path).at(&path)?;
        }
        let mut journal = Journal::create(&*self.disk, &self.journal_path(id))?;
        let created = Body::Created {
            id: id.clone(),
            name: name.to_owned(),
            facts: Box::new(facts.clone()),
        };
        journal.append(&*self.disk, at, created)?;
        self.disk.sync_folder(&folder).at(&folder)?;
        Ok(journal)
    }

    /// A matter as it is now.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn matter(&self, id: &MatterId) -> Result<Arc<Matter>, VaultError> {
        let mut inner = self.inner();
        Ok(Arc::clone(&self.open_matter(&mut inner, id)?.state.matter))
    }

    /// Whether a matter can only be read.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn is_read_only(&self, id: &MatterId) -> Result<bool, VaultError> {
        let mut inner = self.inner();
        Ok(self.open_matter(&mut inner, id)?.read_only)
    }

    /// How far the journal of a matter is known to go.
    pub(crate) fn known_tip(&self, id: &MatterId) -> Result<Tip, VaultError> {
        let mut inner = self.inner();
        Ok(self.open_matter(&mut inner, id)?.tip)
    }

    /// What can be undone and redone in a matter.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn history(&self, id: &MatterId) -> Result<History, VaultError> {
        let mut inner = self.inner();
        Ok(self.open_matter(&mut inner, id)?.state.history.clone())
    }

    /// The bytes of a matter's papers.
    #[must_use]
    pub fn papers(&self, id: &MatterId) -> MatterPapers {
        MatterPapers::new(self.matter_folder(id))
    }

    /// The pictures of a matter's pages that were kept.
    #[must_use]
    pub fn pictures(&self, id: &MatterId) -> MatterPictures {
        MatterPictures::new(self.matter_folder(id).join(pictures::FOLDER))
    }

    /// A matter as it is now, and a word that becomes another one with every act: where its journal ends.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn revised(&self, id: &MatterId) -> Result<(Arc<Matter>, String), VaultError> {
        let mut inner = self.inner();
        let open = self.open_matter(&mut inner, id)?;
        Ok((Arc::clone(&open.state.matter), open.revision()))
    }

    /// Has the disk take a staged paper's bytes, which [`Vault::admit`] needs there. Whoever reads several papers at
    /// once asks for it beside the reading, and admitting them one after the other then waits for names only.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn sync_ahead(&self, staged: &Staged) -> Result<(), VaultError> {
        for path in staged
            .derivatives
            .iter()
            .map(|(_, path)| path)
            .chain([&staged.original])
        {
            disk::sync_file(&*self.disk, path).at(path)?;
        }
        Ok(())
    }

    /// Makes a staged paper durable: its files, their folder, the journal, then the index.
    ///
    /// # Errors
    /// When the matter cannot be changed, or the disk fails; then nothing was acknowledged.
    pub fn admit(&self, id: &MatterId, staged: &Staged, at: &str) -> Result<Admission, VaultError> {
        let mut inner = self.inner();
        let open = self.changeable(&mut inner, id)?;
        if open.state.matter.items.contains_key(&staged.item.original) {
            return Ok(Admission::Duplicate);
        }
        let papers = self.papers(id);
        let derivatives = staged
            .derivatives
            .iter()
            .map(|(digest, path)| (path, papers.derivative(digest)));
        let original = (&staged.original, papers.original(&staged.item.original));
        let places: Vec<(&PathBuf, PathBuf)> = derivatives.chain([original]).collect();
        let new: Vec<&PathBuf> = places
            .iter()
            .map(|(_, place)| place)
            .filter(|place| !place.exists())
            .collect();
        let before = open.state.clone();
        let settled = places
            .iter()
            .try_for_each(|(path, place)| disk::settle(&*self.disk, path, place).at(path));
        let received = settled.and_then(|()| {
            open.append(
                &*self.disk,
                id,
                at,
                Body::Received {
                    item: Box::new(staged.item.clone()),
                },
            )
        });
        if let Err(error) = received {
            // Files that no record names are nobody's, and on a full disk they are in the way. Where the record may
            // yet turn out to be written, it must find them.
            if !open.is_torn() {
                for place in new {
                    let _ = self.disk.remove_file(place);
                }
            }
            return Err(error);
        }
        let matter = Arc::make_mut(&mut open.state.matter);
        matter
            .items
            .insert(staged.item.original, Arc::new(staged.item.clone()));
        at.clone_into(&mut open.state.updated);
        self.write_rows(&mut inner, id, Some(&before));
        Ok(Admission::Received)
    }

    /// Carries out a change and makes it durable. One that leaves everything as it stands is not written down: there is
    /// nothing to take back.
    ///
    /// # Errors
    /// When it does not fit, the matter cannot be changed, or the disk fails; then nothing was changed.
    pub fn commit(
        &self,
        id: &MatterId,
        act: Act,
        change: &Change,
        at: &str,
    ) -> Result<Arc<Matter>, VaultError> {
        let mut inner = self.inner();
        self.change(&mut inner, id, act, Cause::Act, change, at)
    }

    /// Commits a change that was computed from the matter at `revision`, as [`Vault::revised`] gave it.
    ///
    /// # Errors
    /// [`VaultError::Stale`] when the matter has changed since; else as [`Vault::commit`].
    pub fn commit_at(
        &self,
        id: &MatterId,
        revision: &str,
        act: Act,
        change: &Change,
        at: &str,
    ) -> Result<Arc<Matter>, VaultError> {
        let mut inner = self.inner();
        if self.open_matter(&mut inner, id)?.revision() != revision {
            return Err(VaultError::Stale(id.clone()));
        }
        self.change(&mut inner, id, act, Cause::Act, change, at)
    }

    /// Computes a change from the matter and commits it under the revision it was computed from. When
    /// another act came in between, it is computed again, so no act overwrites what it has not seen.
    /// `compute` runs without the lock and may ask the vault.
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
        loop {
            let (matter, revision) = self.revised(id)?;
            let change = compute(&matter)?;
            match self.commit_at(id, &revision, act, &change, at) {
                // Whoever came first has made progress, so this ends.
                Err(VaultError::Stale(_)) => {}
                result => return Ok(result?),
            }
        }
    }

    /// Takes the last act back. Returns the matter and which act it was.
    ///
    /// # Errors
    /// When there is none, the matter cannot be changed, or the disk fails.
    pub fn undo(&self, id: &MatterId, at: &str) -> Result<(Arc<Matter>, Act), VaultError> {
        self.step(id, Cause::Undo, "undo", at)
    }

    /// Does the last undone act again. Returns the matter and which act it was.
    ///
    /// # Errors
    /// When there is none, the matter cannot be changed, or the disk fails.
    pub fn redo(&self, id: &MatterId, at: &str) -> Result<(Arc<Matter>, Act), VaultError> {
        self.step(id, Cause::Redo, "redo", at)
    }

    fn step(
        &self,
        id: &MatterId,
        cause: Cause,
        verb: &'static str,
        at: &str,
    ) -> Result<(Arc<Matter>, Act), VaultError> {
        let mut inner = self.inner();
        let open = self.changeable(&mut inner, id)?;
        let steps = if cause == Cause::Undo {
            &open.state.history.undo
        } else {
            &open.state.history.redo
        };
        let step = *steps.last().ok_or(VaultError::NothingTo(verb))?;
        let offset = open.state.offsets.get(&step.record).copied();
        let record = offset.and_then(|offset| open.journal.as_mut()?.read_at(offset));
        let Some(Record {
            seq,
            body: Body::Changed { inverse, .. },
            ..
        }) = record
        else {
            return Err(VaultError::Record(id.clone()));
        };
        if seq != step.record {
            return Err(VaultError::Record(id.clone()));
        }
        let matter = self.change(&mut inner, id, step.act, cause, &inverse, at)?;
        Ok((matter, step.act))
    }

    /// Writes down that a dossier was built and proved.
    ///
    /// # Errors
    /// When the matter cannot be changed, or the disk fails.
    pub fn built(&self, id: &MatterId, built: &Built, at: &str) -> Result<(), VaultError> {
        let mut inner = self.inner();
        let open = self.changeable(&mut inner, id)?;
        let before = open.state.clone();
        open.append(&*self.disk, id, at, Body::Built(built.clone()))?;
        open.state.built = Some((at.to_owned(), built.clone()));
        at.clone_into(&mut open.state.updated);
        self.write_rows(&mut inner, id, Some(&before));
        Ok(())
    }

    /// Erases a matter for good: its journal, its papers, and every trace in the index.
    ///
    /// # Errors
    /// When there is none of this id, or the disk fails; it is then finished by asking again, or when the store is opened again.
    pub fn erase(&self, id: &MatterId) -> Result<(), VaultError> {
        let mut inner = self.inner();
        let folder = self.matter_folder(id);
        let matters = self.folder.join("matters");
        let leaving = matters.join(format!("erasing.{id}"));
        // Its journal is closed first: Windows does not rename a folder with an open file in it.
        inner.open.remove(id);
        if folder.exists() {
            // What an erasing that failed has left of another one of this id.
            self.disk.remove_folder(&leaving).at(&leaving)?;
            self.disk.rename(&folder, &leaving).at(&folder)?;
        } else if !leaving.exists() {
            return Err(VaultError::NoMatter(id.to_string()));
        }
        inner.rows.remove(id);
        self.disk.sync_folder(&matters).at(&matters)?;
        // sled keeps old rows in its segments until they are written over; only a new index has none of them.
        drop(inner.index.take());
        let index = self.folder.join("index");
        self.disk.remove_folder(&index).at(&index)?;
        self.disk
            .remove_folder(&self.folder.join("index.damaged"))
            .at(&index)?;
        self.disk.remove_folder(&leaving).at(&leaving)?;
        // Without an index the journals serve.
        inner.index = Index::open(&index).ok();
        self.write_all(&mut inner);
        Ok(())
    }

    /// Hands the index to the operating system.
    pub fn flush(&self) {
        // A failure here costs nothing: the index is made anew from the journals.
        let _ = self.inner().index.as_ref().map(Index::flush);
    }

    pub(crate) fn journal_path(&self, id: &MatterId) -> PathBuf {
        self.matter_folder(id).join("journal.jsonl")
    }

    pub(crate) fn matter_folder(&self, id: &MatterId) -> PathBuf {
        self.folder.join("matters").join(id.as_str())
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // A panic elsewhere leaves the state as of the last finished act: every act replaces it whole.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open_matter<'a>(
        &self,
        inner: &'a mut Inner,
        id: &MatterId,
    ) -> Result<&'a mut Open, VaultError> {
        if !inner.open.contains_key(id) {
            let Some(row) = inner.rows.get(id).cloned() else {
                return Err(VaultError::NoMatter(id.to_string()));
            };
            let loaded = inner.index.as_ref().map(|index| index.load(id));
            match loaded {
                Some(Ok(Some((_, state, keys)))) if !row.read_only => {
                    let journal = Journal::open(&self.journal_path(id), row.tip)?;
                    let (tip, journal) = (row.tip, Some(journal));
                    let open = Open {
                        state,
                        keys,
                        journal,
                        tip,
                        read_only: false,
                        stale: false,
                    };
                    inner.open.insert(id.clone(), open);
                }
                _ => {
                    self.load(inner, id)?;
                }
            }
        }
        inner
            .open
            .get_mut(id)
            .ok_or_else(|| VaultError::NoMatter(id.to_string()))
    }

    fn changeable<'a>(
        &self,
        inner: &'a mut Inner,
        id: &MatterId,
    ) -> Result<&'a mut Open, VaultError> {
        let open = self.open_matter(inner, id)?;
        if open.read_only {
            Err(VaultError::ReadOnly(id.clone()))
        } else {
            Ok(open)
        }
    }

    fn change(
        &self,
        inner: &mut Inner,
        id: &MatterId,
        act: Act,
        cause: Cause,
        change: &Change,
        at: &str,
    ) -> Result<Arc<Matter>, VaultError> {
        let open = self.changeable(inner, id)?;
        let before = open.state.clone();
        let mut matter = (*open.state.matter).clone();
        let inverse = matter.apply(change)?;
        // Undo and redo are steps in the history, whatever they change.
        if cause == Cause::Act && reads_the_same(&matter, &open.state.matter) {
            return Ok(Arc::clone(&open.state.matter));
        }
        let record = Body::Changed {
            act,
            cause,
            change: Box::new(change.clone()),
            inverse: Box::new(inverse),
        };
        let (seq, offset) = open.append(&*self.disk, id, at, record)?;
        let matter = Arc::new(matter);
        open.state.matter = Arc::clone(&matter);
        open.state.remember(act, cause, seq, offset);
        at.clone_into(&mut open.state.updated);
        self.write_rows(inner, id, Some(&before));
        Ok(matter)
    }

    /// Reads a matter from its journal, from the beginning, and writes its rows anew.
    fn load(&self, inner: &mut Inner, id: &MatterId) -> Result<Vec<Finding>, VaultError> {
        let findings = self.read(inner, id)?;
        self.write_rows(inner, id, None);
        Ok(findings)
    }

    fn read(&self, inner: &mut Inner, id: &MatterId) -> Result<Vec<Finding>, VaultError> {
        let path = self.journal_path(id);
        let mut findings = Vec::new();
        let mut state = State::of(Matter::new(id.clone(), id.as_str()), String::new());
        let mut misfit = None;
        let (tip, broken) = if path.exists() {
            journal::read(&path, Tip::default(), |offset, record| {
                let seq = record.seq;
                if misfit.is_none() && !state.take(offset, record) {
                    misfit = Some(seq);
                }
            })?
        } else {
            (Tip::default(), Some(Broken::Damaged { line: 1 }))
        };
        let broken = misfit.map(|line| Broken::Damaged { line }).or(broken);
        // What the index knew to be acknowledged and the journal no longer has was cut off from outside.
        let known = inner.rows.get(id).map(|row| row.tip).unwrap_or_default();
        let broken =
            broken.filter(|broken| *broken != Broken::Unfinished || tip.seq >= known.seq.max(1));
        let short = tip.seq < known.seq.max(1);
        let broken = broken.or(short.then_some(Broken::Damaged { line: tip.seq + 1 }));
        if short
            && let Some(Ok(Some((_, indexed, _)))) =
                inner.index.as_ref().map(|index| index.load(id))
        {
            // The index still shows what the journal lost; to read it is better than to read less.
            state = indexed;
        }
        let mut journal = if path.exists() {
            Some(Journal::open(&path, tip)?)
        } else {
            None
        };
        let named = |code| Finding::new(code).with("matter", &state.matter.name);
        match (broken, &mut journal) {
            (Some(Broken::Unfinished), Some(journal)) => {
                journal.cut(&*self.disk)?;
                findings.push(named(Code::JournalCut));
            }
            (Some(Broken::Newer), _) => findings.push(named(Code::JournalNewer)),
            (Some(Broken::Damaged { line }), _) => {
                findings.push(named(Code::JournalDamaged).with("line", line))
            }
            _ => {}
        }
        let read_only = !matches!(broken, None | Some(Broken::Unfinished));
        let tip = if known.seq > tip.seq { known } else { tip };
        let open = Open {
            state,
            keys: Keys::default(),
            journal,
            tip,
            read_only,
            stale: true,
        };
        inner.open.insert(id.clone(), open);
        Ok(findings)
    }

    /// Brings the rows of a matter up to its state. The act is durable already, so an index that fails is replaced, and
    /// where that fails too, on a full disk, the act stands nevertheless.
    fn write_rows(&self, inner: &mut Inner, id: &MatterId, before: Option<&State>) {
        if Self::try_write(inner, id, before).is_ok() {
            return;
        }
        drop(inner.index.take());
        inner.index = replace_index(&*self.disk, &self.folder).ok();
        self.write_all(inner);
    }

    fn try_write(inner: &mut Inner, id: &MatterId, before: Option<&State>) -> Result<(), Fault> {
        let (Some(index), Some(open)) = (&inner.index, inner.open.get_mut(id)) else {
            return Err(Fault::Damaged("it is not open".to_owned()));
        };
        let before = before.filter(|_| !open.stale);
        let row = index.write(
            before,
            &open.state,
            open.tip,
            open.read_only,
            &mut open.keys,
        )?;
        open.stale = false;
        inner.rows.insert(id.clone(), row);
        Ok(())
    }

    /// Fills a new, empty index from the journals. Where that fails, matters are served from memory until the next try.
    fn write_all(&self, inner: &mut Inner) {
        let known: BTreeSet<MatterId> = inner
            .rows
            .keys()
            .chain(inner.open.keys())
            .cloned()
            .collect();
        for id in known {
            // One that cannot be read now is read, or refused, when it is asked for.
            if !inner.open.contains_key(&id) && self.read(inner, &id).is_err() {
                continue;
            }
            let written = Self::try_write(inner, &id, None);
            if let (Err(_), Some(open)) = (written, inner.open.get_mut(&id)) {
                open.stale = true;
                inner
                    .rows
                    .insert(id, MatterRow::of(&open.state, open.tip, open.read_only, 0));
                inner.index = None;
            }
        }
    }
}

/// Whether two states of a matter differ in nothing that a change can touch.
fn reads_the_same(a: &Matter, b: &Matter) -> bool {
    (&a.name, &a.facts, &a.front, &a.exhibits, &a.back)
        == (&b.name, &b.facts, &b.front, &b.exhibits, &b.back)
}

impl Drop for Vault {
    fn drop(&mut self) {
        self.flush();
    }
}

fn rows_of(index: &Index) -> Result<BTreeMap<MatterId, MatterRow>, Fault> {
    Ok(index
        .matters()?
        .into_iter()
        .map(|row| (row.id.clone(), row))
        .collect())
}

/// Moves a damaged index aside, over one that was moved before, and makes an empty one.
fn replace_index(disk: &dyn Disk, folder: &Path) -> Result<Index, VaultError> {
    let (index, aside) = (folder.join("index"), folder.join("index.damaged"));
    disk.remove_folder(&aside).at(&aside)?;
    if index.exists() {
        disk.rename(&index, &aside).at(&index)?;
    }
    Index::open(&index).map_err(|fault| fault.at(&index))
}

fn matter_ids(matters: &Path) -> Result<Vec<MatterId>, VaultError> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(matters).at(matters)? {
        let entry = entry.at(matters)?;
        ids.extend(
            entry
                .file_name()
                .to_str()
                .and_then(|name| MatterId::from_untrusted(name).ok()),
        );
    }
    ids.sort();
    Ok(ids)
}

/// A matter whose first record was never written was never acknowledged: what a crash left of it goes.
fn remove_unbegun(
    disk: &dyn Disk,
    matters: &Path,
    rows: &BTreeMap<MatterId, MatterRow>,
) -> Result<(), VaultError> {
    for id in matter_ids(matters)?
        .into_iter()
        .filter(|id| !rows.contains_key(id))
    {
        let folder = matters.join(id.as_str());
        let journal = folder.join("journal.jsonl");
        let begun = journal::begun(&journal).at(&journal)?;
        let originals = folder.join("originals");
        let papers = originals.exists() && has_entries(&originals)?;
        if !begun && !papers {
            disk.remove_folder(&folder).at(&folder)?;
        }
    }
    Ok(())
}

fn has_entries(folder: &Path) -> Result<bool, VaultError> {
    Ok(fs::read_dir(folder).at(folder)?.next().is_some())
}

/// Finishes what an interrupted erasing began. Says whether there was any.
fn finish_erasing(disk: &dyn Disk, matters: &Path) -> Result<bool, VaultError> {
    let mut any = false;
    for entry in fs::read_dir(matters).at(matters)? {
        let entry = entry.at(matters)?;
        if entry.file_name().to_string_lossy().starts_with("erasing.") {
            disk.remove_folder(&entry.path()).at(&entry.path())?;
            any = true;
        }
    }
    Ok(any)
}
