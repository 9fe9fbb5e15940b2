//! A matter as its journal tells it.

use std::collections::BTreeMap;
use std::sync::Arc;

use expediente_model::{Act, History, Matter};

use crate::journal::record::{Body, Built, Cause, Record};

/// A matter and everything that its journal says about it.
#[derive(Clone, Debug)]
pub struct MatterState {
    pub matter: Arc<Matter>,
    pub history: History,
    /// Where each record named in the history begins in the journal.
    pub offsets: BTreeMap<u64, u64>,
    /// The folder that it was made from.
    pub source: Option<String>,
    /// When it last changed.
    pub updated: String,
    /// The last dossier built, and when.
    pub built: Option<(String, Built)>,
}

impl MatterState {
    pub fn new(matter: Matter, updated: String) -> Self {
        Self {
            matter: Arc::new(matter),
            history: History::default(),
            offsets: BTreeMap::new(),
            source: None,
            updated,
            built: None,
        }
    }

    /// Applies the record at `offset` of the journal. Returns false when the record does not fit
    /// the state, which means that the journal is damaged.
    pub fn replay(&mut self, offset: u64, record: Record) -> bool {
        let seq = record.seq;
        match record.body {
            Body::Created {
                name,
                facts,
                source,
                ..
            } => {
                self.source = source;
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
                self.record_step(act, cause, seq, offset);
            }
            Body::Built(built) => self.built = Some((record.at.clone(), built)),
        }
        self.updated = record.at;
        true
    }

    /// Enters a change in the history.
    pub fn record_step(&mut self, act: Act, cause: Cause, seq: u64, offset: u64) {
        match cause {
            Cause::Act => self.history.acted(act, seq),
            Cause::Undo => self.history.undone(seq),
            Cause::Redo => self.history.redone(seq),
        }
        self.offsets.insert(seq, offset);
    }
}
