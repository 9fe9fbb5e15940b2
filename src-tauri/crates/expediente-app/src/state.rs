//! The state that all tasks share.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use expediente_bundle::PlannedFinding;
use expediente_intake::{Converter, Inspector, ReaderProgram};
use expediente_model::{Act, Catalogue, Date, Finding, Language, MatterId, Step, act_count};
use expediente_vault::{StepRecord, Vault, VaultError};

use crate::assets::Assets;
use crate::clock::Moment;
use crate::glossary::terms::TermCache;
use crate::reading::engines::Engines;
use crate::search::folded_paper::FoldedPapers;
use crate::views::finding_view::FindingView;
use crate::views::gallery::Gallery;

/// A store, the program's assets, and the processes that read untrusted bytes.
pub(crate) struct State {
    pub(crate) vault: Vault,
    pub(crate) assets: Assets,
    pub(crate) inspector: Inspector,
    pub(crate) converter: Converter,
    pub(crate) clock: fn() -> Moment,
    pub(crate) gallery: Gallery,
    pub(crate) engines: Engines,
    pub(crate) folded: FoldedPapers,
    pub(crate) glossary: TermCache,
    /// Whether messages are in Spanish; the user can change this at any time.
    spanish: AtomicBool,
    /// Whether a program that nothing can lock in may make the pages of Office papers.
    office_runs_free: AtomicBool,
    opened: Vec<Finding>,
    /// Held while a name is looked up and then given, or a file is read and then written anew.
    names: Mutex<()>,
}

impl State {
    pub(crate) fn new(
        (vault, opened): (Vault, Vec<Finding>),
        assets: Assets,
        reader: ReaderProgram,
        clock: fn() -> Moment,
        language: Language,
    ) -> Self {
        Self {
            vault,
            assets,
            inspector: Inspector::new(reader.clone()),
            converter: Converter::default(),
            clock,
            engines: Engines::new(reader.clone()),
            folded: FoldedPapers::default(),
            glossary: TermCache::default(),
            gallery: Gallery::new(reader),
            spanish: AtomicBool::new(language == Language::Es),
            office_runs_free: AtomicBool::new(false),
            opened,
            names: Mutex::new(()),
        }
    }

    /// Waits until no other thread gives a name to a matter or a profile, or writes the register of
    /// translators.
    pub(crate) fn alone(&self) -> MutexGuard<'_, ()> {
        // It guards no data that a panic could leave half changed.
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was repaired when the store was opened.
    pub(crate) fn opened_findings(&self) -> &[Finding] {
        &self.opened
    }

    /// The same with their sentences.
    pub(crate) fn opened(&self) -> Vec<FindingView> {
        self.views(&self.opened)
    }

    pub(crate) fn language(&self) -> Language {
        if self.spanish.load(Ordering::Relaxed) {
            Language::Es
        } else {
            Language::En
        }
    }

    pub(crate) fn set_language(&self, language: Language) {
        self.spanish
            .store(language == Language::Es, Ordering::Relaxed);
    }

    pub(crate) fn office_runs_free(&self) -> bool {
        self.office_runs_free.load(Ordering::Relaxed)
    }

    pub(crate) fn set_office_runs_free(&self, may: bool) {
        self.office_runs_free.store(may, Ordering::Relaxed);
    }

    /// The texts of messages.
    pub(crate) fn texts(&self) -> &Catalogue {
        self.assets.texts(self.language())
    }

    /// The current moment, as journals record it.
    pub(crate) fn now(&self) -> String {
        (self.clock)().rfc3339()
    }

    /// Today, where the user is.
    pub(crate) fn today(&self) -> Date {
        (self.clock)().day()
    }

    /// The name of an act in the user's language.
    pub(crate) fn act(&self, act: Act) -> String {
        self.texts().text(&format!("act.{}", act.word())).to_owned()
    }

    /// The name of a step in the history, with how many things it was about.
    pub(crate) fn step(&self, id: &MatterId, step: Step) -> Result<String, VaultError> {
        let record = if is_counted(step.act) {
            self.vault.step_record(id, step)?
        } else {
            None
        };
        Ok(self.recorded_step(step.act, record.as_ref()))
    }

    /// The same of a step whose record is known; none where it cannot be read.
    pub(crate) fn recorded_step(&self, act: Act, record: Option<&StepRecord>) -> String {
        let n = match record {
            Some(record) if is_counted(act) => act_count(act, &record.change, &record.inverse),
            // An old record that cannot be read still has its act.
            _ => 1,
        };
        if n < 2 {
            return self.act(act);
        }
        let key = format!("act.{}-many", act.word());
        self.texts().fill(&key, [("n", n.to_string())])
    }

    /// Findings with their sentences.
    pub(crate) fn views(&self, findings: &[Finding]) -> Vec<FindingView> {
        findings
            .iter()
            .map(|finding| FindingView::new(self.texts(), finding, None))
            .collect()
    }

    /// Findings about a plan, with their sentences and places.
    pub(crate) fn planned_views(&self, findings: &[PlannedFinding]) -> Vec<FindingView> {
        let view = |found: &PlannedFinding| {
            FindingView::new(self.texts(), &found.finding, None).at(found.place, found.document)
        };
        findings.iter().map(view).collect()
    }
}

/// Whether the name of an act says how many things it was about.
fn is_counted(act: Act) -> bool {
    matches!(
        act,
        Act::Take | Act::Drop | Act::Keep | Act::PutBack | Act::Answer
    )
}
