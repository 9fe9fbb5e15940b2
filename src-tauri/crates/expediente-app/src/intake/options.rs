//! How papers are taken in.

use std::path::{Path, PathBuf};

use expediente_intake::DateOrder;
use expediente_model::{Act, DaySpan, Facts, Language, MatterId};

use crate::error::AppError;
use crate::output_path::earlier_dossiers;
use crate::state::State;
use crate::store::profile_store;

/// Options for taking papers in.
#[derive(Clone, Default)]
pub struct FolderOptions {
    /// Passwords to try on locked PDFs; none of them is saved.
    pub passwords: Vec<Vec<u8>>,
    /// The dossier to write. If it is in the folder, an earlier one of that name is not a paper.
    pub output: Option<PathBuf>,
    /// A profile that overrides the dossier.toml.
    pub profile: Option<String>,
    /// A language that overrides the dossier.toml.
    pub language: Option<Language>,
    /// The place for the papers: `front`, `back` or an exhibit's id; none for exhibits of their
    /// own.
    pub into: Option<String>,
    /// In which order the numbers of dates in chats are read, where a chat does not show it.
    pub dates: Option<DateOrder>,
    /// The days of chats that are shown.
    pub days: DaySpan,
    /// Whether each file of a folder without subfolders, or of a zip without folders, becomes an
    /// exhibit; otherwise such a folder or zip becomes one exhibit.
    pub each_file: bool,
    /// Whether the matter was made from this folder before: then it is brought up to date.
    pub update: bool,
    /// What it is in the history, where it is more than papers that are added.
    pub act: Option<Act>,
}

impl FolderOptions {
    /// What it is in the history.
    pub(crate) fn act(&self) -> Act {
        match self.act {
            Some(act) => act,
            None => Act::Add,
        }
    }

    /// The facts with the profile and the language that override theirs.
    #[must_use]
    pub fn over(&self, mut facts: Facts) -> Facts {
        if let Some(profile) = &self.profile {
            facts.profile.clone_from(profile);
        }
        if let Some(language) = self.language {
            facts.language = language;
        }
        facts
    }

    /// The files of the folder that are not papers: earlier dossiers of that name, for a matter of
    /// this court.
    ///
    /// # Errors
    /// When the dossier to write would replace anything else in the folder.
    pub(crate) fn not_papers(
        &self,
        state: &State,
        id: &MatterId,
        folder: &Path,
    ) -> Result<Vec<PathBuf>, AppError> {
        let Some(out) = &self.output else {
            return Ok(Vec::new());
        };
        let court = profile_store::court(state, &state.vault.matter(id)?.facts.profile)?;
        let earlier = earlier_dossiers(folder, out, &court.profile)?;
        let real = earlier.iter();
        Ok(real.flat_map(|path| path.canonicalize()).collect())
    }
}
