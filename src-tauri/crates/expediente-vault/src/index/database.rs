//! The sled database.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use expediente_model::{Document, Exhibit, Facts, Item, Matter, MatterId, Place, Step};
use serde::de::DeserializeOwned;

use crate::files::system_disk::create_private_folder;
use crate::index::batch::Batch;
use crate::index::fault::IndexFault;
use crate::index::release::Release;
use crate::index::row_changes;
use crate::index::rows::{
    self, DocumentRow, ExhibitRow, FORM, MatterRow, OrderKeys, StepRow, matter_key, row_key,
    rows_prefix,
};
use crate::journal::matter_state::MatterState;
use crate::journal::tip::Tip;

/// The sled database.
pub struct Index {
    db: sled::Db,
    // Below the database, so that it is dropped after it.
    _release: Release,
}

impl Index {
    /// Opens the database, or creates an empty one.
    pub fn open(folder: &Path) -> Result<Self, IndexFault> {
        let release = Release::new(folder);
        // sled would make it readable for all. If this fails, sled's own attempt says why.
        let _ = create_private_folder(folder);
        // sled panics on some damage instead of returning an error.
        let opened = catch_unwind(AssertUnwindSafe(|| {
            // sled's default cache is 1 GB. By default it also syncs twice a second, changed or
            // not, which keeps a disk awake and forces out what a build has just written. We flush
            // it at the end instead, and rebuild it if that did not happen.
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
            Err(_) => Err(IndexFault::Damaged("it is damaged".to_owned())),
        }
    }

    /// All matters.
    pub fn matters(&self) -> Result<Vec<MatterRow>, IndexFault> {
        guarded(|| {
            let rows: Vec<(Vec<u8>, MatterRow)> = self.rows(&[rows::MATTER])?;
            Ok(rows.into_iter().map(|(_, row)| row).collect())
        })
    }

    /// A complete matter, as of the tip in its first row.
    pub fn load(
        &self,
        id: &MatterId,
    ) -> Result<Option<(MatterRow, MatterState, OrderKeys)>, IndexFault> {
        guarded(|| {
            let Some((_, row)) = self.rows::<MatterRow>(&matter_key(id))?.into_iter().next() else {
                return Ok(None);
            };
            if row.form != FORM || row.id != *id {
                return Err(IndexFault::Damaged("it is of another form".to_owned()));
            }
            let mut matter = Matter::new(id.clone(), row.name.clone());
            let mut keys = OrderKeys::default();
            let mut rows = 0;
            let prefix = |kind: u8| row_key(id, kind, &[]);
            for (_, facts) in self.rows::<Facts>(&prefix(rows::FACTS))? {
                matter.facts = Arc::new(facts);
                rows += 1;
            }
            for (_, item) in self.rows::<Item>(&prefix(rows::ITEM))? {
                matter.items.insert(item.original, Arc::new(item));
                rows += 1;
            }
            let mut exhibits = self.rows::<ExhibitRow>(&prefix(rows::EXHIBIT))?;
            exhibits.sort_by(|(_, a), (_, b)| a.key.cmp(&b.key));
            let mut documents = self.rows::<DocumentRow>(&prefix(rows::DOCUMENT))?;
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
            // A place without documents has no rows.
            let mut take = |place| placed.remove(&place).unwrap_or_default();
            matter.front = take(Place::Front);
            matter.back = take(Place::Back);
            for (_, row) in exhibits {
                let documents = take(Place::Exhibit(row.exhibit.id));
                keys.exhibits.insert(row.exhibit.id, row.key);
                matter.exhibits.push(Arc::new(Exhibit {
                    documents,
                    ..row.exhibit
                }));
            }
            matter.highest_id = row.highest_id;
            let answers = matter.keyed_by_paper(&matter.facts.answers);
            if answers != matter.facts.answers {
                Arc::make_mut(&mut matter.facts).answers = answers;
            }
            let mut state = MatterState::new(matter, row.updated.clone());
            for (kind, steps) in [
                (rows::UNDO, &mut state.history.undo),
                (rows::REDO, &mut state.history.redo),
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
            state.source = row.source.clone();
            // sled may lose rows without an error, but a matter that lacks a paper must never look
            // complete.
            if rows != row.rows || !placed.is_empty() {
                return Err(IndexFault::Damaged("rows are missing".to_owned()));
            }
            keys.rows = rows;
            Ok(Some((row, state, keys)))
        })
    }

    /// Brings a matter's rows from `before`, or from nothing, to `after`, in one batch.
    pub fn write(
        &self,
        before: Option<&MatterState>,
        after: &MatterState,
        tip: Tip,
        read_only: bool,
        keys: &mut OrderKeys,
    ) -> Result<MatterRow, IndexFault> {
        guarded(|| {
            let id = &after.matter.id;
            let mut batch = match before {
                Some(_) => Batch::update(&self.db, keys.rows),
                None => {
                    *keys = OrderKeys::default();
                    Batch::replace(&self.db, &all_rows(id))?
                }
            };
            row_changes::write(&mut batch, before, after, keys)?;
            keys.rows = batch.rows();
            let row = MatterRow::new(after, tip, read_only, keys.rows);
            batch.put(&matter_key(id), &row)?;
            batch.apply()?;
            Ok(row)
        })
    }

    /// Removes a matter's rows.
    pub fn forget(&self, id: &MatterId) -> Result<(), IndexFault> {
        guarded(|| Batch::replace(&self.db, &all_rows(id))?.apply())
    }

    /// Hands buffered writes to the operating system. Nothing depends on it: the journal is the
    /// truth.
    pub fn flush(&self) -> Result<(), IndexFault> {
        guarded(|| Ok(self.db.flush().map(|_| ())?))
    }

    fn rows<T: DeserializeOwned>(&self, prefix: &[u8]) -> Result<Vec<(Vec<u8>, T)>, IndexFault> {
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
                    return Err(IndexFault::Damaged(
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

/// Turns a panic into a fault: sled also panics on some damage while it reads.
fn guarded<T>(work: impl FnOnce() -> Result<T, IndexFault>) -> Result<T, IndexFault> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(IndexFault::Damaged("it is damaged".to_owned())))
}

/// What the keys of every row of a matter begin with.
fn all_rows(id: &MatterId) -> [Vec<u8>; 2] {
    [rows_prefix(id), matter_key(id)]
}
