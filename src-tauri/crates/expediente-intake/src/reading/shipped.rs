//! The engine that the program brings: models that a child of ours runs.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use expediente_model::ReadingLanguage;

use crate::reading::engine::{Engine, RawPage, ReadRequest};
use crate::sandbox::draw_pool::DrawPool;
use crate::sandbox::drawing::DrawError;
use crate::stopped::Stopped;

/// PP-OCRv6-small, cut to Latin letters. One model reads all languages.
#[derive(Clone, Debug)]
pub struct Shipped {
    pool: Arc<DrawPool>,
}

impl Shipped {
    /// An engine whose children are those of `pool`.
    #[must_use]
    pub fn new(pool: &Arc<DrawPool>) -> Self {
        Self {
            pool: Arc::clone(pool),
        }
    }
}

impl Engine for Shipped {
    fn word(&self) -> &'static str {
        "shipped"
    }

    fn made_by(&self) -> String {
        "PP-OCRv6-small, Latin, rten 0.27".to_owned()
    }

    fn reads(&self, _language: ReadingLanguage) -> bool {
        true
    }

    fn minds_language(&self) -> bool {
        false
    }

    fn read(&self, request: &ReadRequest, _cancel: &AtomicBool) -> Result<RawPage, Stopped> {
        let drawing = request.drawing.clone().turned(request.turn);
        self.pool.read_words(&drawing).map_err(|error| match error {
            DrawError::Refused(finding) => Stopped::Refused(finding),
            DrawError::Superseded => Stopped::Cancelled,
        })
    }
}
