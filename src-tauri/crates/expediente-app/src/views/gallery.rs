//! What pictures and plans keep from one request to the next.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use expediente_bundle::{BundlePlan, LayoutCache, Sources};
use expediente_intake::{DrawPool, ReaderProgram};
use expediente_model::MatterId;

/// Bytes of pictures of the dossier that are kept in memory.
const MEMORY_BYTES: usize = 24_000_000;

/// Children that draw at a time.
const CHILDREN: usize = 2;

/// Which picture of which state of which dossier.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) matter: MatterId,
    pub(crate) revision: String,
    pub(crate) index: usize,
    pub(crate) side: u32,
}

/// What pictures need from one request to the next.
pub(crate) struct Gallery {
    pub(crate) pool: DrawPool,
    pub(crate) sources: Mutex<Sources>,
    /// The one that was asked for last stands last, here and below.
    pub(crate) plans: Mutex<VecDeque<(MatterId, String, Arc<BundlePlan>)>>,
    /// What the last plan leaves to the next.
    pub(crate) layout_cache: Mutex<LayoutCache>,
    pub(crate) drawn: Mutex<VecDeque<(Key, Arc<Vec<u8>>)>>,
}

impl Gallery {
    pub(crate) fn new(reader: ReaderProgram) -> Self {
        Self {
            pool: DrawPool::new(reader, CHILDREN),
            sources: Mutex::default(),
            plans: Mutex::default(),
            layout_cache: Mutex::default(),
            drawn: Mutex::default(),
        }
    }

    pub(crate) fn found(&self, key: &Key) -> Option<Vec<u8>> {
        let mut drawn = locked(&self.drawn);
        let at = drawn.iter().position(|(had, _)| had == key)?;
        let found = drawn.remove(at)?;
        let bytes = found.1.to_vec();
        drawn.push_back(found);
        Some(bytes)
    }

    pub(crate) fn remember(&self, key: Key, bytes: &[u8]) {
        let mut drawn = locked(&self.drawn);
        // What was true of an earlier state is not asked for any more, and two threads may have drawn the same.
        drawn.retain(|(had, _)| {
            had.matter != key.matter || (had.revision == key.revision && *had != key)
        });
        drawn.push_back((key, Arc::new(bytes.to_vec())));
        let mut total: usize = drawn.iter().map(|(_, bytes)| bytes.len()).sum();
        while total > MEMORY_BYTES {
            let Some((_, oldest)) = drawn.pop_front() else {
                return;
            };
            total -= oldest.len();
        }
    }
}

/// A panic elsewhere leaves these as they were: they are lists of finished things.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
