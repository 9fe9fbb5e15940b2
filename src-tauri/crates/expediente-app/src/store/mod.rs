//! The store: its matters, court profiles and translators.

pub(crate) mod atomic_file;
pub(crate) mod check;
pub(crate) mod matters;
pub(crate) mod profile_fault;
pub(crate) mod profile_store;
pub(crate) mod repair;
pub(crate) mod temporary;
pub(crate) mod translator_register;

use std::path::{Path, PathBuf};

use expediente_model::{Facts, MatterId, Translator};

use crate::error::AppError;
use crate::state::State;
use crate::store::check::CheckReport;
use crate::store::matters::{MatterListing, NewMatter};
use crate::store::repair::{RepairPlan, RepairReport};
use crate::views::profile_view::{self, ProfileView};
use crate::watch::Watch;

/// Creates, lists, describes and erases matters.
#[derive(Clone, Copy)]
pub struct Matters<'a> {
    state: &'a State,
}

impl<'a> Matters<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// Creates a matter.
    ///
    /// # Errors
    /// When the name is empty or in use, or the profile is unknown.
    pub fn new_matter(&self, name: &str, facts: Facts) -> Result<NewMatter, AppError> {
        matters::new_matter(self.state, name, facts)
    }

    /// Creates a matter. A name that is in use gets a number.
    ///
    /// # Errors
    /// When the name is empty, or the profile is unknown.
    pub fn begin(&self, name: &str, facts: &Facts) -> Result<NewMatter, AppError> {
        matters::begin(self.state, name, facts)
    }

    /// The matter that was made from a folder, if it is still here; otherwise a new one. A name
    /// that is in use gets a number. The second value tells whether it is new.
    ///
    /// # Errors
    /// When the name is empty, or the profile is unknown.
    pub fn of_folder(
        &self,
        folder: &Path,
        name: &str,
        facts: &Facts,
    ) -> Result<(NewMatter, bool), AppError> {
        matters::of_folder(self.state, folder, name, facts)
    }

    /// Renames a matter. Returns the name of the act in the user's language.
    ///
    /// # Errors
    /// When no matter has this id, or the name is empty or in use.
    pub fn rename(&self, id: &MatterId, name: &str) -> Result<String, AppError> {
        matters::rename(self.state, id, name)
    }

    /// The list of matters, the last changed first.
    #[must_use]
    pub fn list(&self) -> Vec<MatterListing> {
        matters::matters(self.state)
    }

    /// Finds a matter by its id or its short name.
    ///
    /// # Errors
    /// When there is none, or more than one has that name.
    pub fn resolve(&self, untrusted: &str) -> Result<MatterId, AppError> {
        matters::resolve(self.state, untrusted)
    }

    /// Changes the facts of a matter: `change` maps the current facts to the new ones. It is called
    /// again if another act came in between. Returns the name of the act in the user's language.
    ///
    /// # Errors
    /// When no matter has this id, or the profile is unknown.
    pub fn set_facts(
        &self,
        id: &MatterId,
        change: impl Fn(&Facts) -> Facts,
    ) -> Result<String, AppError> {
        matters::set_facts(self.state, id, change)
    }

    /// The facts of a matter.
    ///
    /// # Errors
    /// When no matter has this id.
    pub fn facts(&self, id: &MatterId) -> Result<Facts, AppError> {
        matters::facts(self.state, id)
    }

    /// The short name of a matter and the number of its papers.
    ///
    /// # Errors
    /// When no matter has this id.
    pub fn name_and_papers(&self, id: &MatterId) -> Result<(String, usize), AppError> {
        matters::name_and_papers(self.state, id)
    }

    /// Erases a matter for good.
    ///
    /// # Errors
    /// When no matter has this id, or the disk fails.
    pub fn erase(&self, id: &MatterId) -> Result<(), AppError> {
        matters::erase(self.state, id)
    }

    /// Undoes the last act. Returns its name in the user's language.
    ///
    /// # Errors
    /// When there is none.
    pub fn undo(&self, id: &MatterId) -> Result<String, AppError> {
        matters::undo(self.state, id)
    }

    /// Undoes this many acts, one after the other; redo does each of them again. Returns the number
    /// of acts in the user's language.
    ///
    /// # Errors
    /// When there are not so many; then none is undone.
    pub fn go_back(&self, id: &MatterId, steps: usize) -> Result<String, AppError> {
        matters::go_back(self.state, id, steps)
    }

    /// Redoes the last undone act. Returns its name in the user's language.
    ///
    /// # Errors
    /// When there is none.
    pub fn redo(&self, id: &MatterId) -> Result<String, AppError> {
        matters::redo(self.state, id)
    }
}

/// Court profiles: the program's own and the user's copies.
#[derive(Clone, Copy)]
pub struct Profiles<'a> {
    state: &'a State,
}

impl<'a> Profiles<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// The names of all profiles: the program's first, then the user's own.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        profile_store::profile_names(self.state)
    }

    /// Copies a profile under a new name, so that the user can change it with any text editor.
    /// Returns the path of the copy.
    ///
    /// # Errors
    /// When there is no such profile, the name is in use or not allowed, or the disk fails.
    pub fn copy(&self, from: &str, name: &str) -> Result<PathBuf, AppError> {
        profile_store::copy_profile(self.state, from, name)
    }

    /// The court profiles, with their titles in the language of messages.
    ///
    /// # Errors
    /// When one cannot be read, which a test rules out.
    pub fn list(&self) -> Result<Vec<ProfileView>, AppError> {
        profile_view::profiles(self.state)
    }

    /// A court profile with its rules, in the language of messages.
    ///
    /// # Errors
    /// When no profile has this name.
    pub fn get(&self, name: &str) -> Result<ProfileView, AppError> {
        profile_view::profile(self.state, name)
    }
}

/// The register of translators, for all matters of the store.
#[derive(Clone, Copy)]
pub struct TranslatorRegister<'a> {
    state: &'a State,
}

impl<'a> TranslatorRegister<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// The translators, by name.
    ///
    /// # Errors
    /// When the file cannot be read, or is not a register.
    pub fn list(&self) -> Result<Vec<Translator>, AppError> {
        translator_register::translators(self.state)
    }

    /// Adds a translator, or replaces the one with the same name.
    ///
    /// # Errors
    /// When the name is empty, or the disk fails; then the register has not changed.
    pub fn keep(&self, translator: Translator) -> Result<Vec<Translator>, AppError> {
        translator_register::keep_translator(self.state, translator)
    }

    /// Removes a translator from the register. Matters that name them keep their copy.
    ///
    /// # Errors
    /// When no translator has this name, or the disk fails.
    pub fn forget(&self, name: &str) -> Result<Vec<Translator>, AppError> {
        translator_register::forget_translator(self.state, name)
    }

    /// A translator of the register, by name.
    ///
    /// # Errors
    /// When no translator has this name.
    pub fn get(&self, name: &str) -> Result<Translator, AppError> {
        translator_register::translator(self.state, name)
    }
}

/// Compares the store with what was received.
#[derive(Clone, Copy)]
pub struct StoreCheck<'a> {
    state: &'a State,
}

impl<'a> StoreCheck<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// Reads every journal and every paper of the store and compares them with their hashes.
    ///
    /// # Errors
    /// When the user cancels.
    pub fn check(&self, watch: &dyn Watch) -> Result<CheckReport, AppError> {
        check::check(self.state, watch)
    }

    /// What a repair can do, and what it cannot.
    ///
    /// # Errors
    /// When the user cancels.
    pub fn repair_plan(&self, watch: &dyn Watch) -> Result<RepairPlan, AppError> {
        repair::plan(self.state, watch)
    }

    /// Repairs what can be repaired.
    ///
    /// # Errors
    /// When the disk fails, or the user cancels.
    pub fn repair(&self, watch: &dyn Watch) -> Result<RepairReport, AppError> {
        repair::repair(self.state, watch)
    }
}
