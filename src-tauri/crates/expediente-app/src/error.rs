//! What a use case can fail with: a code for programs, a sentence for people.

use std::path::PathBuf;

use expediente_bundle::BundleError;
use expediente_model::{ChangeError, Finding, IdError};
use expediente_vault::VaultError;

/// A use case failed. What was acknowledged before is kept.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The store could not do it.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The dossier could not be written.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// A change does not fit.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// An asset of the program cannot be read.
    #[error("a part of the program cannot be read ({0}); install it again")]
    Asset(String),
    /// No matter of that id or name.
    #[error("there is no matter “{0}” in this store; `expediente matter list` shows those that there are")]
    NoMatter(String),
    /// More than one matter of that name.
    #[error("more than one matter is called “{name}”; use one of the ids {}", ids.join(", "))]
    ManyMatters {
        /// The name.
        name: String,
        /// Their ids.
        ids: Vec<String>,
    },
    /// The name is in use.
    #[error("a matter called “{0}” is in this store already; choose another name")]
    NameTaken(String),
    /// The text is no id.
    #[error(transparent)]
    Id(#[from] IdError),
    /// No such profile.
    #[error("there is no court profile “{name}”; choose one of {}", known.join(", "))]
    NoProfile {
        /// The name asked for.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// No such exhibit.
    #[error("there is no exhibit “{0}”; `expediente matter show` lists them with their labels and ids")]
    NoExhibit(String),
    /// What was asked for makes no sense.
    #[error("{0}")]
    Asked(String),
    /// A dossier.toml cannot be used.
    #[error("{}: {why}", path.display())]
    Manifest {
        /// Which.
        path: PathBuf,
        /// Why, with line and column where it is known.
        why: String,
    },
    /// Papers that a dossier.toml names were refused or are not there.
    #[error("{} papers that {} names could not be taken in; the list above says why", papers.len(), path.display())]
    ManifestPapers {
        /// Which.
        path: PathBuf,
        /// The papers.
        papers: Vec<String>,
    },
    /// There is nothing to take in.
    #[error("{}: there is no paper here that could be taken in", .0.display())]
    NothingFound(PathBuf),
    /// The written file did not prove itself.
    #[error("the dossier did not prove itself and was not handed over")]
    Unproved(Vec<Finding>),
    /// A file outside the store.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The user ended it.
    #[error("cancelled; nothing was left half done")]
    Cancelled,
}

impl AppError {
    /// A stable word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Vault(VaultError::Held { .. }) => "store-held",
            Self::Vault(VaultError::NoMatter(_)) | Self::NoMatter(_) => "no-matter",
            Self::Vault(VaultError::ReadOnly(_)) => "read-only",
            Self::Vault(VaultError::NothingTo(_)) => "nothing-to-do",
            Self::Vault(VaultError::Change(_)) | Self::Change(_) => "change",
            Self::Vault(_) => "store",
            Self::Bundle(BundleError::Cancelled) | Self::Cancelled => "cancelled",
            Self::Bundle(BundleError::Nothing) | Self::NothingFound(_) => "nothing-found",
            Self::Bundle(_) => "dossier",
            Self::Asset(_) => "asset",
            Self::ManyMatters { .. } => "many-matters",
            Self::NameTaken(_) => "name-taken",
            Self::Id(_) | Self::Asked(_) => "asked",
            Self::NoProfile { .. } => "no-profile",
            Self::NoExhibit(_) => "no-exhibit",
            Self::Manifest { .. } => "manifest",
            Self::ManifestPapers { .. } => "manifest-papers",
            Self::Unproved(_) => "unproved",
            Self::Io { .. } => "io",
        }
    }

    /// Whether the user ended it.
    #[must_use]
    pub fn is_cancel(&self) -> bool {
        self.code() == "cancelled"
    }
}

/// Says which path an I/O error is about.
pub(crate) trait At<T> {
    fn at(self, path: &std::path::Path) -> Result<T, AppError>;
}

impl<T> At<T> for std::io::Result<T> {
    fn at(self, path: &std::path::Path) -> Result<T, AppError> {
        self.map_err(|source| AppError::Io { path: path.to_owned(), source })
    }
}
