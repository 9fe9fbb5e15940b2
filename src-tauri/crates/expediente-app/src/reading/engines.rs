//! Which engines there are.

use std::sync::{Arc, LazyLock};
use std::thread;

use expediente_intake::{DrawPool, Engine, ReaderProgram, Shipped, Tesseract};
use expediente_model::ReadingLanguage;

/// Which engine is to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum EngineChoice {
    /// The best that is there and knows the language of the page.
    #[default]
    Best,
    /// The one with this word.
    Named(String),
}

type All = Vec<Box<dyn Engine>>;

/// The engines, looked for when they are first needed.
pub(crate) struct Engines {
    all: LazyLock<All, Box<dyn FnOnce() -> All + Send>>,
    pool: Arc<DrawPool>,
}

impl Engines {
    pub(crate) fn new(reader: ReaderProgram) -> Self {
        // The pages to be read have processes of their own, so that they are in no line before
        // those that somebody looks at.
        let pool = Arc::new(DrawPool::new(reader, workers()));
        let for_engines = Arc::clone(&pool);
        let find = move || {
            let mut all: Vec<Box<dyn Engine>> = Vec::new();
            if let Some(tesseract) = Tesseract::find(&for_engines) {
                all.push(Box::new(tesseract));
            }
            all.push(Box::new(Shipped::new(&for_engines)));
            all
        };
        Self {
            all: LazyLock::new(Box::new(find)),
            pool,
        }
    }

    /// All engines, the best first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &dyn Engine> {
        self.all.iter().map(AsRef::as_ref)
    }

    /// The engine that reads a language.
    pub(crate) fn of(
        &self,
        choice: &EngineChoice,
        language: ReadingLanguage,
    ) -> Option<&dyn Engine> {
        self.all().find(|engine| {
            let is_chosen = match choice {
                EngineChoice::Best => true,
                EngineChoice::Named(word) => engine.word() == word,
            };
            is_chosen && engine.reads(language)
        })
    }

    /// The processes that look at pages which nobody waits for.
    pub(crate) fn pool(&self) -> &DrawPool {
        &self.pool
    }

    /// Closes the files of papers.
    pub(crate) fn let_go(&self) {
        self.pool.let_go();
    }
}

/// How many pages are read at the same time.
pub(crate) fn workers() -> usize {
    // Where the system does not say, one page at a time.
    thread::available_parallelism().map_or(1, usize::from)
}
