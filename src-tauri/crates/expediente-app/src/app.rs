//! The program over one store.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use expediente_bundle::PlannedFinding;
use expediente_intake::{Inspector, ReaderProgram};
use expediente_model::{Finding, Language};
use expediente_vault::Vault;

use crate::pictures::Gallery;
use crate::{AppError, Assets, FindingView, Moment};

/// A store, the assets, and how untrusted bytes are read.
pub struct App {
    pub(crate) vault: Vault,
    pub(crate) assets: Assets,
    pub(crate) inspector: Inspector,
    pub(crate) clock: fn() -> Moment,
    /// The language of messages, which the user can change at any time.
    spanish: AtomicBool,
    pub(crate) gallery: Gallery,
    opened: Vec<Finding>,
}

impl App {
    /// Opens a store, or makes one. Processes of `reader` read papers and draw pages. `language` is
    /// that of messages, not of dossiers.
    ///
    /// # Errors
    /// When another process holds the store, or the disk fails.
    pub fn open(
        store: &Path,
        reader: ReaderProgram,
        clock: fn() -> Moment,
        language: Language,
    ) -> Result<Self, AppError> {
        let assets = Assets::load()?;
        let (vault, opened) = Vault::open(store, "expediente")?;
        let gallery = Gallery::new(reader.clone());
        Ok(Self {
            vault,
            assets,
            inspector: Inspector::new(reader),
            clock,
            spanish: AtomicBool::new(language == Language::Es),
            gallery,
            opened,
        })
    }

    /// What had to be mended when the store was opened.
    #[must_use]
    pub fn opened(&self) -> Vec<FindingView> {
        self.views(&self.opened)
    }

    /// Hands the index of the store to the disk: for a program that ends without dropping this. The next start makes the index anew
    /// where it was not done, and nothing else is lost.
    pub fn flush(&self) {
        self.vault.flush();
    }

    /// The language of messages.
    #[must_use]
    pub fn language(&self) -> Language {
        if self.spanish.load(Ordering::Relaxed) {
            Language::Es
        } else {
            Language::En
        }
    }

    /// Changes the language of messages.
    pub fn set_language(&self, language: Language) {
        self.spanish
            .store(language == Language::Es, Ordering::Relaxed);
    }

    /// The texts of messages.
    #[must_use]
    pub fn texts(&self) -> &expediente_model::Catalogue {
        self.assets.texts(self.language())
    }

    pub(crate) fn now(&self) -> String {
        (self.clock)().rfc3339()
    }

    /// Findings with their sentences.
    #[must_use]
    pub fn views(&self, findings: &[Finding]) -> Vec<FindingView> {
        findings
            .iter()
            .map(|finding| FindingView::new(self.texts(), finding, None))
            .collect()
    }

    /// What is wrong with a plan, with its sentences and places.
    pub(crate) fn planned_views(&self, findings: &[PlannedFinding]) -> Vec<FindingView> {
        let view = |found: &PlannedFinding| {
            FindingView::new(self.texts(), &found.finding, None).at(found.place, found.document)
        };
        findings.iter().map(view).collect()
    }
}

/// Where the store lies if nobody says otherwise: the platform's local data folder, which is not synchronised to a
/// cloud or another computer.
#[must_use]
pub fn default_store() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("org", "Expediente", "Expediente")?;
    Some(folders.data_local_dir().join("store"))
}
