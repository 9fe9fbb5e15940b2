//! Many cases at once: a case and a dossier for each row of a list of people, or for every case of
//! the store.

mod people;
mod record;
mod run;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use expediente_model::{Facts, MatterId};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::intake::options::FolderOptions;
use crate::state::State;
use crate::watch::Watch;

pub use people::Person;

/// Changes the facts of a case.
pub type FactsChange = Arc<dyn Fn(Facts) -> Facts + Send + Sync>;

/// A case to bring up to date and to build.
#[derive(Clone)]
pub struct BatchCase {
    /// The name of the case, and of the folder and the file of its dossier.
    pub name: String,
    /// The folder with its papers; none for a case of the store.
    pub folder: Option<PathBuf>,
    /// What the list says of its facts.
    pub facts: FactsChange,
    /// The same as text, by which a later run knows whether it is still the same.
    pub said: String,
    /// Why it cannot be built, where the list says something that cannot be.
    pub fault: Option<String>,
}

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Built and proved.
    Built,
    /// Built and proved; papers were refused.
    Refused,
    /// Built and proved; something still stops the filing.
    Stops,
    /// There is no dossier.
    Failed,
}

impl Outcome {
    /// Its word in tables and catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Built => "built",
            Self::Refused => "refused",
            Self::Stops => "stops",
            Self::Failed => "failed",
        }
    }
}

/// One case of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRow {
    /// Its name.
    pub name: String,
    /// The id of the case; none where it could not be made.
    pub id: Option<MatterId>,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether an earlier run had built it already, and nothing changed since.
    pub unchanged: bool,
    /// Pages of its dossier.
    pub pages: usize,
    /// Bytes of all its files.
    pub bytes: u64,
    /// Its files, by their paths in the folder of the batch.
    pub files: Vec<BatchFile>,
    /// Papers that were refused.
    pub refused: usize,
    /// Things that still stop the filing.
    pub stops: u32,
    /// Findings that somebody should look at.
    pub checks: u32,
    /// The name of the error; none where there is a dossier.
    pub code: Option<String>,
    /// What happened, where there is no dossier.
    pub message: String,
}

/// A file of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchFile {
    /// Its path in the folder of the batch.
    pub path: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Builds many cases.
#[derive(Clone, Copy)]
pub struct Batch<'a> {
    state: &'a State,
}

impl<'a> Batch<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// Reads a list of people from a CSV file: a row for each, by the headings of its columns.
    ///
    /// # Errors
    /// When the file cannot be read as a list with headings.
    pub fn people(&self, file: &Path) -> Result<Vec<Person>, AppError> {
        people::people(file)
    }

    /// Every case of the store, in the order of the names.
    #[must_use]
    pub fn all(&self) -> Vec<BatchCase> {
        let rows = self.state.vault.matters().into_iter();
        let mut names: Vec<String> = rows
            .filter(|row| !row.read_only)
            .map(|row| row.name)
            .collect();
        names.sort();
        let same: FactsChange = Arc::new(|facts| facts);
        let cases = names.into_iter().map(|name| BatchCase {
            name,
            folder: None,
            facts: Arc::clone(&same),
            said: String::new(),
            fault: None,
        });
        cases.collect()
    }

    /// Brings every case up to date and builds its dossier into a folder of its own in `out`, on
    /// `jobs` threads. A case that fails does not stop the others. `out/batch.json` and
    /// `out/batch.csv` say what became of each; a case that they list and that has not changed is
    /// not built again, so that a batch that was killed goes on where it was. Each case is reported
    /// as it finishes.
    ///
    /// # Errors
    /// When two cases have one name or one folder, `out` has files of these names that are somebody
    /// else's, the results cannot be written, or the user cancels.
    pub fn run(
        &self,
        cases: &[BatchCase],
        options: &FolderOptions,
        (out, jobs): (&Path, usize),
        watch: &dyn Watch,
        told: &(dyn Fn(&BatchRow) + Sync),
    ) -> Result<Vec<BatchRow>, AppError> {
        run::run(self.state, cases, options, (out, jobs), watch, told)
    }
}
