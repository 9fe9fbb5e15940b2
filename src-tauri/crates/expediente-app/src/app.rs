//! The entry point: one open store.

use std::path::{Path, PathBuf};

use expediente_intake::ReaderProgram;
use expediente_model::{Catalogue, Finding, Language};
use expediente_vault::Vault;

use crate::assets::Assets;
use crate::batch::Batch;
use crate::chats::Chats;
use crate::checklists::Checklists;
use crate::clock::Moment;
use crate::conclusions::Conclusions;
use crate::differences::Differences;
use crate::edit::Edit;
use crate::error::AppError;
use crate::filing::Filing;
use crate::glossary::Glossary;
use crate::intake::Intake;
use crate::legible::Legible;
use crate::petitions::Petitions;
use crate::reading::Reading;
use crate::search::Search;
use crate::state::State;
use crate::store::{Matters, Profiles, StoreCheck, TranslatorRegister};
use crate::transfer::Transfer;
use crate::views::finding_view::FindingView;
use crate::views::{Pictures, Views};

/// The program over one open store. It only hands out its tasks.
pub struct App {
    state: State,
}

impl App {
    /// Opens a store, or creates one. Processes of `reader` read papers and draw pages. `language`
    /// is the language of messages, not of dossiers.
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
        let opened = Vault::open(store, "expediente")?;
        Ok(Self {
            state: State::new(opened, assets, reader, clock, language),
        })
    }

    /// Creates, lists, describes and erases matters.
    #[must_use]
    pub fn matters(&self) -> Matters<'_> {
        Matters::new(&self.state)
    }

    /// Court profiles.
    #[must_use]
    pub fn profiles(&self) -> Profiles<'_> {
        Profiles::new(&self.state)
    }

    /// The register of translators.
    #[must_use]
    pub fn translators(&self) -> TranslatorRegister<'_> {
        TranslatorRegister::new(&self.state)
    }

    /// Checks the store.
    #[must_use]
    pub fn store_check(&self) -> StoreCheck<'_> {
        StoreCheck::new(&self.state)
    }

    /// Takes papers in.
    #[must_use]
    pub fn intake(&self) -> Intake<'_> {
        Intake::new(&self.state)
    }

    /// Changes a matter.
    #[must_use]
    pub fn edit(&self) -> Edit<'_> {
        Edit::new(&self.state)
    }

    /// What is concluded from names and first pages.
    #[must_use]
    pub fn conclusions(&self) -> Conclusions<'_> {
        Conclusions::new(&self.state)
    }

    /// Views of matters and dossiers.
    #[must_use]
    pub fn views(&self) -> Views<'_> {
        Views::new(&self.state)
    }

    /// Pictures of pages.
    #[must_use]
    pub fn pictures(&self) -> Pictures<'_> {
        Pictures::new(&self.state)
    }

    /// Checks, builds and proves dossiers.
    #[must_use]
    pub fn filing(&self) -> Filing<'_> {
        Filing::new(&self.state)
    }

    /// Builds many cases.
    #[must_use]
    pub fn batch(&self) -> Batch<'_> {
        Batch::new(&self.state)
    }

    /// Reads the words of pages that have none.
    #[must_use]
    pub fn reading(&self) -> Reading<'_> {
        Reading::new(&self.state)
    }

    /// Makes photos of papers legible.
    #[must_use]
    pub fn legible(&self) -> Legible<'_> {
        Legible::new(&self.state)
    }

    /// Cuts chats to some of their days.
    #[must_use]
    pub fn chats(&self) -> Chats<'_> {
        Chats::new(&self.state)
    }

    /// Petitions: counting their signatures.
    #[must_use]
    pub fn petitions(&self) -> Petitions<'_> {
        Petitions::new(&self.state)
    }

    /// Checklists of papers.
    #[must_use]
    pub fn checklists(&self) -> Checklists<'_> {
        Checklists::new(&self.state)
    }

    /// What papers are called in other languages.
    #[must_use]
    pub fn glossary(&self) -> Glossary<'_> {
        Glossary::new(&self.state)
    }

    /// What papers write in several ways.
    #[must_use]
    pub fn differences(&self) -> Differences<'_> {
        Differences::new(&self.state)
    }

    /// Finds words in papers.
    #[must_use]
    pub fn search(&self) -> Search<'_> {
        Search::new(&self.state)
    }

    /// Exports and imports cases.
    #[must_use]
    pub fn transfer(&self) -> Transfer<'_> {
        Transfer::new(&self.state)
    }

    /// What was repaired when the store was opened.
    #[must_use]
    pub fn opened(&self) -> Vec<FindingView> {
        self.state.opened()
    }

    /// Findings with their sentences.
    #[must_use]
    pub fn finding_views(&self, findings: &[Finding]) -> Vec<FindingView> {
        self.state.views(findings)
    }

    /// Flushes the index of the store to the disk, for a program that exits without dropping this
    /// value. Without the flush, the next start rebuilds the index; nothing is lost.
    pub fn flush(&self) {
        self.state.vault.flush();
    }

    /// The language of messages.
    #[must_use]
    pub fn language(&self) -> Language {
        self.state.language()
    }

    /// Changes the language of messages.
    pub fn set_language(&self, language: Language) {
        self.state.set_language(language);
    }

    /// Whether LibreOffice may make the pages of Office papers where nothing can lock it in; at
    /// first it may not.
    pub fn set_office_runs_free(&self, may: bool) {
        self.state.set_office_runs_free(may);
    }

    /// The texts of messages.
    #[must_use]
    pub fn texts(&self) -> &Catalogue {
        self.state.texts()
    }
}

/// The default location of the store: the platform's local data folder, which is not synchronized
/// with a cloud or another computer.
#[must_use]
pub fn default_store() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("org", "Expediente", "Expediente")?;
    Some(folders.data_local_dir().join("store"))
}
