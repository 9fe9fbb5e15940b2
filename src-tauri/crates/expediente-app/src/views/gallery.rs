//! State that pictures and plans keep between requests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use expediente_bundle::{BundlePlan, LayoutCache, Sources};
use expediente_intake::{DrawPool, ReaderProgram};
use expediente_model::MatterId;

/// The most bytes of dossier pictures kept in memory.
const MEMORY_BYTES: usize = 24_000_000;

/// The number of children that draw at the same time.
const CHILDREN: usize = 2;

/// Identifies a picture: its dossier, revision, page and size.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) matter: MatterId,
    pub(crate) revision: String,
    pub(crate) index: usize,
    pub(crate) side: u32,
}

/// State that pictures and plans keep between requests.
pub(crate) struct Gallery {
    pub(crate) pool: DrawPool,
    pub(crate) sources: Mutex<Sources>,
    /// The most recently used comes last, here and below.
    pub(crate) plans: Mutex<VecDeque<(MatterId, String, Arc<BundlePlan>)>>,
    /// Layouts of the last plan, reused by the next.
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
        // Pictures of an earlier revision are not requested any more, and two threads may have
        // drawn the same one.
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

/// Locks a list of finished things, which a panic elsewhere leaves intact.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
