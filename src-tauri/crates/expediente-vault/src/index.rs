//! The index: sled rows that serve every read, made from the journals and replaceable at any time.
//!
//! A row is one matter, paper, exhibit, document or step of undo, as JSON, cut into values under 4 KB (larger ones
//! sled keeps in files that it never syncs). A matter's rows change together in one batch, and its first row says how
//! many there are and which journal record they stand for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use expediente_model::{
    Act, Digest, Document, DocumentId, Exhibit, ExhibitId, Facts, Item, Matter, MatterId, Place,
    Step,
};
use fractional_index::FractionalIndex;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::VaultError;
use crate::journal::Tip;
use crate::order;
use crate::record::Built;
use crate::vault::State;

/// Bytes of one value; sled moves leaves over 128 KiB out to files, and small values keep them far below.
const VALUE: usize = 3_500;
/// The form of the rows; another one means that the index is made anew.
const FORM: u32 = 1;

/// The index is damaged, missing rows, or failed; it can be made anew from the journals.
#[derive(Debug)]
pub enum Fault {
    /// What is in it cannot be used.
    Damaged(String),
    /// The disk refused.
    Disk(io::Error),
}

impl Fault {
    /// Of an index that lies at `path` and could not be made anew.
    pub fn at(self, path: &Path) -> VaultError {
        match self {
            Self::Damaged(why) => VaultError::Index(why),
            Self::Disk(source) => VaultError::Io {
                path: path.to_owned(),
                source,
            },
        }
    }

    /// Whether there is no room for it, which says nothing against what is in it.
    pub fn lacks_room(&self) -> bool {
        matches!(self, Self::Disk(error) if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded))
    }
}

impl From<sled::Error> for Fault {
    fn from(error: sled::Error) -> Self {
        match error {
            sled::Error::Io(error) => Self::Disk(error),
            error => Self::Damaged(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

/// One matter in the list of matters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatterRow {
    form: u32,
    /// Its id.
    pub id: MatterId,
    /// Its short name.
    pub name: String,
    /// The person whom it is about.
    pub person: String,
    /// Title of the filing.
    pub title: String,
    /// The profile's name.
    pub profile: String,
    /// How many exhibits it has.
    pub exhibits: usize,
    /// How many papers were received.
    pub papers: usize,
    /// When it last changed: RFC 3339, UTC.
    pub updated: String,
    /// The last dossier built from it, and when.
    pub built: Option<(String, Built)>,
    /// Whether its journal can be read only in part or is of a newer version.
    pub read_only: bool,
    pub(crate) tip: Tip,
    highest_id: u64,
    rows: usize,
}

impl MatterRow {
    pub(crate) fn of(state: &State, tip: Tip, read_only: bool, rows: usize) -> Self {
        let matter = &state.matter;
        Self {
            form: FORM,
            id: matter.id.clone(),
            name: matter.name.clone(),
            person: matter.facts.person.clone(),
            title: matter.facts.title.clone(),
            profile: matter.facts.profile.clone(),
            exhibits: matter.exhibits.len(),
            papers: matter.items.len(),
            updated: state.updated.clone(),
            built: state.built.clone(),
            read_only,
            tip,
            highest_id: matter.highest_id,
            rows,
        }
    }
}

/// The order keys of a matter's exhibits and documents.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    exhibits: BTreeMap<ExhibitId, FractionalIndex>,
    documents: BTreeMap<Place, BTreeMap<DocumentId, FractionalIndex>>,
    rows: usize,
}

#[derive(Serialize, Deserialize)]
struct ExhibitRow {
    key: FractionalIndex,
    exhibit: Exhibit,
}

#[derive(Serialize, Deserialize)]
struct DocumentRow {
    place: Place,
    key: FractionalIndex,
    document: Document,
}

#[derive(Serialize, Deserialize)]
struct StepRow {
    act: Act,
    record: u64,
    offset: u64,
}

/// The sled database.
pub struct Index {
    db: sled::Db,
    // Behind the database: it is dropped after it.
    _release: Release,
}

/// Waits at its end until sled has let go of its files. For a moment after a database was dropped, or could not be opened, threads of
/// sled's may still hold it (<https://github.com/spacejam/sled/issues/1234>): who opens it then is refused, and takes a sound
/// index for a damaged one; and Windows neither moves nor removes what is held.
struct Release {
    file: PathBuf,
}

impl Release {
    /// Much longer than sled needs. What is held after that stays so, and the index is made anew.
    const PATIENCE: Duration = Duration::from_secs(2);

    fn of(folder: &Path) -> Self {
        // It is on this one that sled has its lock.
        Self {
            file: folder.join("db"),
        }
    }
}

impl Drop for Release {
    fn drop(&mut self) {
        let Ok(file) = File::open(&self.file) else {
            return;
        };
        let until = Instant::now() + Self::PATIENCE;
        while matches!(file.try_lock(), Err(TryLockError::WouldBlock)) && Instant::now() < until {
            thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Index {
    /// Opens it, or makes an empty one.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let release = Release::of(folder);
        // sled panics on some damage instead of returning an error.
        let opened = catch_unwind(AssertUnwindSafe(|| {
            // Its default cache is 1 GB. By itself it syncs twice a second, changed or not: that keeps a disk awake, and makes a file
            // system carry out what a build has just written. It is flushed at the end, and made anew where it was not.
            sled::Config::new()
                .path(folder)
                .cache_capacity(64 << 20)
                .flush_every_ms(None)
                .open()
        }));
        match opened {
            Ok(db) => Ok(Self {
                db: db?,
                _release: release,
            }),
            Err(_) => Err(Fault::Damaged("it is damaged".to_owned())),
        }
    }

    /// Every matter.
    pub fn matters(&self) -> Result<Vec<MatterRow>, Fault> {
        guarded(|| {
            let rows: Vec<(Vec<u8>, MatterRow)> = self.rows(b"M")?;
            Ok(rows.into_iter().map(|(_, row)| row).collect())
        })
    }

    /// One matter, whole, as of its first row's tip.
    pub fn load(&self, id: &MatterId) -> Result<Option<(MatterRow, State, Keys)>, Fault> {
        guarded(|| {
            let Some((_, row)) = self.rows::<MatterRow>(&matter_key(id))?.into_iter().next() else {
                return Ok(None);
            };
            if row.form != FORM || row.id != *id {
                return Err(Fault::Damaged("it is of another form".to_owned()));
            }
            let mut matter = Matter::new(id.clone(), row.name.clone());
            let mut keys = Keys::default();
            let mut rows = 0;
            let prefix = |kind: u8| row_key(id, kind, &[]);
            for (_, facts) in self.rows::<Facts>(&prefix(b'f'))? {
                matter.facts = Arc::new(facts);
                rows += 1;
            }
            for (_, item) in self.rows::<Item>(&prefix(b'i'))? {
                matter.items.insert(item.original, Arc::new(item));
                rows += 1;
            }
            let mut exhibits = self.rows::<ExhibitRow>(&prefix(b'x'))?;
            exhibits.sort_by(|(_, a), (_, b)| a.key.cmp(&b.key));
            let mut documents = self.rows::<DocumentRow>(&prefix(b'd'))?;
            documents.sort_by(|(_, a), (_, b)| a.key.cmp(&b.key));
            rows += exhibits.len() + documents.len();
            let mut placed: BTreeMap<Place, Vec<Document>> = BTreeMap::new();
            for (_, row) in documents {
                keys.documents
                    .entry(row.place)
                    .or_default()
                    .insert(row.document.id, row.key);
                placed.entry(row.place).or_default().push(row.document);
            }
            matter.front = placed.remove(&Place::Front).unwrap_or_default();
            matter.back = placed.remove(&Place::Back).unwrap_or_default();
            for (_, row) in exhibits {
                let documents = placed
                    .remove(&Place::Exhibit(row.exhibit.id))
                    .unwrap_or_default();
                keys.exhibits.insert(row.exhibit.id, row.key);
                matter.exhibits.push(Arc::new(Exhibit {
                    documents,
                    ..row.exhibit
                }));
            }
            matter.highest_id = row.highest_id;
            let mut state = State::of(matter, row.updated.clone());
            for (kind, steps) in [
                (b'u', &mut state.history.undo),
                (b'r', &mut state.history.redo),
            ] {
                for (_, step) in self.rows::<StepRow>(&prefix(kind))? {
                    steps.push(Step {
                        act: step.act,
                        record: step.record,
                    });
                    state.offsets.insert(step.record, step.offset);
                    rows += 1;
                }
            }
            state.built = row.built.clone();
            // sled may lose rows without an error; a matter with a paper missing must never be shown as whole.
            if rows != row.rows || !placed.is_empty() {
                return Err(Fault::Damaged("rows are missing".to_owned()));
            }
            keys.rows = rows;
            Ok(Some((row, state, keys)))
        })
    }

    /// Brings a matter's rows from `before` to `after`, in one batch.
    pub fn write(
        &self,
        before: Option<&State>,
        after: &State,
        tip: Tip,
        read_only: bool,
        keys: &mut Keys,
    ) -> Result<MatterRow, Fault> {
        guarded(AssertUnwindSafe(|| {
            let id = &after.matter.id;
            let fresh = before.is_none();
            let mut batch = Batch {
                index: self,
                inner: sled::Batch::default(),
                rows: keys.rows,
                fresh,
            };
            if fresh {
                self.clear(id, &mut batch.inner)?;
                *keys = Keys::default();
                batch.rows = 0;
            }
            let empty = State::of(Matter::new(id.clone(), ""), String::new());
            let before = before.unwrap_or(&empty);
            let (old, new) = (&before.matter, &after.matter);
            if fresh || !Arc::ptr_eq(&old.facts, &new.facts) {
                batch.put(&row_key(id, b'f', &[]), &*new.facts)?;
            }
            for (digest, item) in &new.items {
                if !old
                    .items
                    .get(digest)
                    .is_some_and(|had| Arc::ptr_eq(had, item))
                {
                    batch.put(&row_key(id, b'i', digest.as_bytes()), &**item)?;
                }
            }
            write_exhibits(&mut batch, id, old, new, keys)?;
            write_documents(&mut batch, id, old, new, keys)?;
            for (kind, old, new) in [
                (b'u', &before.history.undo, &after.history.undo),
                (b'r', &before.history.redo, &after.history.redo),
            ] {
                let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
                for (at, step) in new.iter().enumerate().skip(same) {
                    let offset = after.offsets.get(&step.record).copied().unwrap_or_default();
                    let row = StepRow {
                        act: step.act,
                        record: step.record,
                        offset,
                    };
                    batch.put(&row_key(id, kind, &(at as u64).to_be_bytes()), &row)?;
                }
                for at in new.len().max(same)..old.len() {
                    batch.remove(&row_key(id, kind, &(at as u64).to_be_bytes()))?;
                }
            }
            keys.rows = batch.rows;
            let row = MatterRow::of(after, tip, read_only, keys.rows);
            batch.put(&matter_key(id), &row)?;
            self.db.apply_batch(batch.inner)?;
            Ok(row)
        }))
    }

    /// Takes a matter's rows out.
    pub fn forget(&self, id: &MatterId) -> Result<(), Fault> {
        guarded(|| {
            let mut batch = sled::Batch::default();
            self.clear(id, &mut batch)?;
            self.db.apply_batch(batch)?;
            Ok(())
        })
    }

    /// Hands what is buffered to the operating system. Nothing depends on it: the journal is the truth.
    pub fn flush(&self) -> Result<(), Fault> {
        guarded(|| Ok(self.db.flush().map(|_| ())?))
    }

    fn clear(&self, id: &MatterId, batch: &mut sled::Batch) -> Result<(), Fault> {
        let mut rows = row_key(id, 0, &[]);
        rows.pop();
        for prefix in [rows, matter_key(id)] {
            for key in self.db.scan_prefix(prefix).keys() {
                batch.remove(key?);
            }
        }
        Ok(())
    }

    fn rows<T: DeserializeOwned>(&self, prefix: &[u8]) -> Result<Vec<(Vec<u8>, T)>, Fault> {
        let mut rows = Vec::new();
        let mut open: Option<(Vec<u8>, Vec<u8>)> = None;
        for entry in self.db.scan_prefix(prefix) {
            let (key, part) = entry?;
            let (name, number) = key.split_at(key.len().saturating_sub(2));
            match &mut open {
                Some((current, value)) if current.as_slice() == name => {
                    value.extend_from_slice(&part)
                }
                _ if number != [0, 0] => {
                    return Err(Fault::Damaged(
                        "the first part of a row is missing".to_owned(),
                    ));
                }
                _ => {
                    if let Some((name, value)) = open.replace((name.to_vec(), part.to_vec())) {
                        rows.push((name, serde_json::from_slice(&value)?));
                    }
                }
            }
        }
        if let Some((name, value)) = open {
            rows.push((name, serde_json::from_slice(&value)?));
        }
        Ok(rows)
    }
}

/// sled panics on some kinds of damage while it reads, too.
fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Fault::Damaged("it is damaged".to_owned())))
}

struct Batch<'a> {
    index: &'a Index,
    inner: sled::Batch,
    rows: usize,
    /// Every row that there was goes in this batch, so none is there to be replaced.
    fresh: bool,
}

impl Batch<'_> {
    fn put<T: Serialize>(&mut self, name: &[u8], row: &T) -> Result<(), Fault> {
        let had = self.parts(name)?;
        let is_matter = name.first() == Some(&b'M');
        if had == 0 && !is_matter {
            self.rows += 1;
        }
        let value = serde_json::to_vec(row)?;
        let mut count = 0;
        for (number, part) in value.chunks(VALUE).enumerate() {
            self.inner.insert(part_key(name, number), part);
            count = number + 1;
        }
        for number in count..had {
            self.inner.remove(part_key(name, number));
        }
        Ok(())
    }

    fn remove(&mut self, name: &[u8]) -> Result<(), Fault> {
        let had = self.parts(name)?;
        self.rows -= usize::from(had > 0);
        for number in 0..had {
            self.inner.remove(part_key(name, number));
        }
        Ok(())
    }

    /// How many values a row has now.
    fn parts(&self, name: &[u8]) -> Result<usize, Fault> {
        let mut count = 0;
        while !self.fresh && self.index.db.contains_key(part_key(name, count))? {
            count += 1;
        }
        Ok(count)
    }
}

fn write_exhibits(
    batch: &mut Batch,
    id: &MatterId,
    old: &Matter,
    new: &Matter,
    keys: &mut Keys,
) -> Result<(), Fault> {
    let order: Vec<ExhibitId> = new.exhibits.iter().map(|exhibit| exhibit.id).collect();
    let gone: Vec<ExhibitId> = {
        let stay: BTreeSet<ExhibitId> = order.iter().copied().collect();
        keys.exhibits
            .keys()
            .filter(|id| !stay.contains(id))
            .copied()
            .collect()
    };
    for exhibit in gone {
        batch.remove(&row_key(id, b'x', &exhibit.0.to_be_bytes()))?;
    }
    let moved: BTreeSet<ExhibitId> = order::settle(&mut keys.exhibits, &order)
        .into_iter()
        .collect();
    let before: BTreeMap<ExhibitId, &Arc<Exhibit>> =
        old.exhibits.iter().map(|e| (e.id, e)).collect();
    for exhibit in &new.exhibits {
        let same = before
            .get(&exhibit.id)
            .is_some_and(|had| Arc::ptr_eq(had, exhibit));
        if !same || moved.contains(&exhibit.id) {
            let key = keys.exhibits.get(&exhibit.id).cloned().unwrap_or_default();
            let exhibit = Exhibit {
                documents: Vec::new(),
                ..(**exhibit).clone()
            };
            batch.put(
                &row_key(id, b'x', &exhibit.id.0.to_be_bytes()),
                &ExhibitRow { key, exhibit },
            )?;
        }
    }
    Ok(())
}

fn write_documents(
    batch: &mut Batch,
    id: &MatterId,
    old: &Matter,
    new: &Matter,
    keys: &mut Keys,
) -> Result<(), Fault> {
    let places = |matter: &Matter| -> BTreeMap<Place, Option<Arc<Exhibit>>> {
        let exhibits = matter
            .exhibits
            .iter()
            .map(|e| (Place::Exhibit(e.id), Some(Arc::clone(e))));
        exhibits
            .chain([(Place::Front, None), (Place::Back, None)])
            .collect()
    };
    let (before, after) = (places(old), places(new));
    let documents =
        |matter: &Matter, place: &Place, exhibit: &Option<Arc<Exhibit>>| match (place, exhibit) {
            (Place::Front, _) => matter.front.clone(),
            (Place::Back, _) => matter.back.clone(),
            (Place::Exhibit(_), Some(exhibit)) => exhibit.documents.clone(),
            (Place::Exhibit(_), None) => Vec::new(),
        };
    let unchanged = |place: &Place, a: &Option<Arc<Exhibit>>, b: &Option<Arc<Exhibit>>| match (a, b)
    {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        _ if *place == Place::Front => old.front == new.front,
        _ => old.back == new.back,
    };
    let mut gone: BTreeMap<DocumentId, (Place, Document)> = BTreeMap::new();
    let mut written = Vec::new();
    for (place, exhibit) in &before {
        if !after
            .get(place)
            .is_some_and(|now| unchanged(place, exhibit, now))
        {
            for document in documents(old, place, exhibit) {
                gone.insert(document.id, (*place, document));
            }
        }
        if !after.contains_key(place) {
            keys.documents.remove(place);
        }
    }
    for (place, exhibit) in &after {
        if before
            .get(place)
            .is_some_and(|had| unchanged(place, had, exhibit))
        {
            continue;
        }
        let now = documents(new, place, exhibit);
        let order: Vec<DocumentId> = now.iter().map(|document| document.id).collect();
        let own = keys.documents.entry(*place).or_default();
        let moved: BTreeSet<DocumentId> = order::settle(own, &order).into_iter().collect();
        for document in now {
            let had = gone.remove(&document.id);
            let same = had.is_some_and(|(was, had)| was == *place && had == document);
            if !same || moved.contains(&document.id) {
                let key = own.get(&document.id).cloned().unwrap_or_default();
                written.push((
                    document.id,
                    DocumentRow {
                        place: *place,
                        key,
                        document,
                    },
                ));
            }
        }
    }
    for document in gone.keys() {
        batch.remove(&row_key(id, b'd', &document.0.to_be_bytes()))?;
    }
    for (document, row) in written {
        batch.put(&row_key(id, b'd', &document.0.to_be_bytes()), &row)?;
    }
    Ok(())
}

fn matter_key(id: &MatterId) -> Vec<u8> {
    [b"M".as_slice(), id.as_str().as_bytes(), &[0]].concat()
}

fn row_key(id: &MatterId, kind: u8, name: &[u8]) -> Vec<u8> {
    [b"R".as_slice(), id.as_str().as_bytes(), &[0, kind], name].concat()
}

fn part_key(name: &[u8], number: usize) -> Vec<u8> {
    let number = u16::try_from(number).unwrap_or(u16::MAX);
    [name, &number.to_be_bytes()].concat()
}

/// The SHA-256 of every paper that rows name; for the check of the store.
pub fn named(matter: &Matter) -> BTreeSet<Digest> {
    let items = matter.items.values();
    items
        .flat_map(|item| {
            item.derivatives
                .iter()
                .map(|d| d.digest)
                .chain([item.original])
        })
        .collect()
}
