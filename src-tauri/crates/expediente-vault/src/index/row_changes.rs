//! The rows that differ between two states of a matter.
//!
//! Facts, papers and exhibits are shared between states by `Arc`, so an unchanged one is found by
//! comparing pointers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use expediente_model::{Document, DocumentId, Exhibit, ExhibitId, Matter, Place, Step};
use fractional_index::FractionalIndex;

use crate::index::batch::Batch;
use crate::index::fault::IndexFault;
use crate::index::order_keys;
use crate::index::rows::{
    self, DOCUMENT, DocumentRow, EXHIBIT, ExhibitRow, FACTS, ITEM, OrderKeys, StepRow, row_key,
};
use crate::journal::matter_state::MatterState;

/// Adds to a batch all rows that lead from `before`, or from no rows, to `after`.
pub fn write(
    batch: &mut Batch,
    before: Option<&MatterState>,
    after: &MatterState,
    keys: &mut OrderKeys,
) -> Result<(), IndexFault> {
    let id = &after.matter.id;
    let new = &after.matter;
    let nothing;
    let (before, facts_changed) = match before {
        Some(before) => (before, !Arc::ptr_eq(&before.matter.facts, &new.facts)),
        None => {
            nothing = MatterState::new(Matter::new(id.clone(), ""), String::new());
            (&nothing, true)
        }
    };
    let old = &before.matter;
    if facts_changed {
        batch.put(&row_key(id, FACTS, &[]), &*new.facts)?;
    }
    for (digest, item) in &new.items {
        let had = old.items.get(digest);
        if !had.is_some_and(|had| Arc::ptr_eq(had, item)) {
            batch.put(&row_key(id, ITEM, digest.as_bytes()), &**item)?;
        }
    }
    write_exhibits(batch, old, new, keys)?;
    write_documents(batch, old, new, keys)?;
    let (old, new) = (&before.history, &after.history);
    write_steps(batch, after, rows::UNDO, &old.undo, &new.undo)?;
    write_steps(batch, after, rows::REDO, &old.redo, &new.redo)
}

fn write_exhibits(
    batch: &mut Batch,
    old: &Matter,
    new: &Matter,
    keys: &mut OrderKeys,
) -> Result<(), IndexFault> {
    let row = |exhibit: ExhibitId| row_key(&new.id, EXHIBIT, &exhibit.0.to_be_bytes());
    let order: Vec<ExhibitId> = new.exhibits.iter().map(|exhibit| exhibit.id).collect();
    let stay: BTreeSet<&ExhibitId> = order.iter().collect();
    for gone in keys.exhibits.keys().filter(|id| !stay.contains(id)) {
        batch.remove(&row(*gone))?;
    }
    let moved = moved(&mut keys.exhibits, &order)?;
    let before: BTreeMap<ExhibitId, &Arc<Exhibit>> =
        old.exhibits.iter().map(|e| (e.id, e)).collect();
    for exhibit in &new.exhibits {
        let had = before.get(&exhibit.id);
        let same = had.is_some_and(|had| Arc::ptr_eq(had, exhibit));
        if !same || moved.contains(&exhibit.id) {
            let key = key_of(&keys.exhibits, &exhibit.id)?;
            let exhibit = Exhibit {
                documents: Vec::new(),
                ..(**exhibit).clone()
            };
            batch.put(&row(exhibit.id), &ExhibitRow { key, exhibit })?;
        }
    }
    Ok(())
}

/// The documents of one place.
struct Placed<'a> {
    documents: &'a [Document],
    /// The exhibit they are in; none for those in front and at the back.
    exhibit: Option<&'a Arc<Exhibit>>,
}

impl<'a> Placed<'a> {
    /// Every place of a matter.
    fn all(matter: &'a Matter) -> BTreeMap<Place, Self> {
        let outside = |documents: &'a [Document]| Self {
            documents,
            exhibit: None,
        };
        let exhibits = matter.exhibits.iter().map(|exhibit| {
            let placed = Self {
                documents: &exhibit.documents,
                exhibit: Some(exhibit),
            };
            (Place::Exhibit(exhibit.id), placed)
        });
        exhibits
            .chain([
                (Place::Front, outside(&matter.front)),
                (Place::Back, outside(&matter.back)),
            ])
            .collect()
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self.exhibit, other.exhibit) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            _ => self.documents == other.documents,
        }
    }
}

fn write_documents(
    batch: &mut Batch,
    old: &Matter,
    new: &Matter,
    keys: &mut OrderKeys,
) -> Result<(), IndexFault> {
    let row = |document: DocumentId| row_key(&new.id, DOCUMENT, &document.0.to_be_bytes());
    let (before, after) = (Placed::all(old), Placed::all(new));
    // Documents of the changed places. Those that are found again, here or in another place, are
    // taken out below; what is left has been removed.
    let mut gone: BTreeMap<DocumentId, (Place, &Document)> = BTreeMap::new();
    for (place, placed) in &before {
        let now = after.get(place);
        if !now.is_some_and(|now| placed.is_same(now)) {
            gone.extend(placed.documents.iter().map(|d| (d.id, (*place, d))));
        }
        if now.is_none() {
            keys.documents.remove(place);
        }
    }
    let mut written = Vec::new();
    for (place, placed) in &after {
        let unchanged = before.get(place).is_some_and(|had| had.is_same(placed));
        if !unchanged {
            let order: Vec<DocumentId> = placed.documents.iter().map(|d| d.id).collect();
            let own = keys.documents.entry(*place).or_default();
            let moved = moved(own, &order)?;
            for document in placed.documents {
                let had = gone.remove(&document.id);
                if had != Some((*place, document)) || moved.contains(&document.id) {
                    let row = DocumentRow {
                        place: *place,
                        key: key_of(own, &document.id)?,
                        document: document.clone(),
                    };
                    written.push(row);
                }
            }
        }
    }
    for document in gone.keys() {
        batch.remove(&row(*document))?;
    }
    for document in written {
        batch.put(&row(document.document.id), &document)?;
    }
    Ok(())
}

/// Writes the steps of the history from the first one that differs.
fn write_steps(
    batch: &mut Batch,
    after: &MatterState,
    kind: u8,
    old: &[Step],
    new: &[Step],
) -> Result<(), IndexFault> {
    let row = |at: usize| row_key(&after.matter.id, kind, &(at as u64).to_be_bytes());
    let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    for (at, step) in new.iter().enumerate().skip(same) {
        let offset = after
            .offsets
            .get(&step.record)
            .ok_or_else(|| IndexFault::bug("a step of the history has no record"))?;
        let step = StepRow {
            act: step.act,
            record: step.record,
            offset: *offset,
        };
        batch.put(&row(at), &step)?;
    }
    for at in new.len().max(same)..old.len() {
        batch.remove(&row(at))?;
    }
    Ok(())
}

/// Gives each id in `order` its order key. Returns the ids whose key is new.
fn moved<K: Ord + Copy>(
    keys: &mut BTreeMap<K, FractionalIndex>,
    order: &[K],
) -> Result<BTreeSet<K>, IndexFault> {
    order_keys::assign(keys, order)
        .map(|moved| moved.into_iter().collect())
        .ok_or_else(|| IndexFault::bug("order keys do not ascend"))
}

fn key_of<K: Ord>(
    keys: &BTreeMap<K, FractionalIndex>,
    id: &K,
) -> Result<FractionalIndex, IndexFault> {
    keys.get(id)
        .cloned()
        .ok_or_else(|| IndexFault::bug("a row has no order key"))
}
