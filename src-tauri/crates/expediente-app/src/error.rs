//! What a use case can fail with: a code for programs, a sentence for people.

use std::io;
use std::path::{Path, PathBuf};

use expediente_bundle::BundleError;
use expediente_intake::ReaderMissing;
use expediente_model::{ChangeError, Finding, IdError, io_reason};
use expediente_vault::VaultError;

use crate::request_error::RequestError;
use crate::store::profile_fault::ProfileFault;
use crate::transfer::manifest_fault::ManifestFault;
use crate::views::finding_view::FindingView;
use crate::views::picture_fault::PictureFault;

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
    /// The program that reads papers is not installed beside this one.
    #[error(transparent)]
    Reader(#[from] ReaderMissing),
    /// An asset of the program cannot be read.
    #[error("a part of the program cannot be read ({0}); install it again")]
    Asset(String),
    /// No matter of that id or name.
    #[error(
        "there is no matter “{0}” in this store; `expediente matter list` shows those that there are"
    )]
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
    /// A court profile of the user's own cannot be used.
    #[error("the court profile {} cannot be used: {why}", path.display())]
    Profile {
        /// Which.
        path: PathBuf,
        /// Why, with line and reason where they are known.
        why: ProfileFault,
    },
    /// The register of translators cannot be read.
    #[error("{}: this is no register of translators; move it away, and begin a new one", .0.display())]
    Register(PathBuf),
    /// No finding of that name.
    #[error("the preflight has no finding “{0}”; `expediente preflight` lists them")]
    NoFinding(String),
    /// A finding that the program cannot mend by itself.
    #[error("“{0}” is nothing that the program can mend by itself; what to do stands beside it")]
    NoFix(String),
    /// The signed paper was not taken in.
    #[error("{}: the signed paper could not be taken in", path.display())]
    NotTaken {
        /// Which.
        path: PathBuf,
        /// Why.
        findings: Vec<FindingView>,
    },
    /// No such exhibit.
    #[error(
        "there is no exhibit “{0}”; `expediente matter show` lists them with their labels and ids"
    )]
    NoExhibit(String),
    /// No such paper.
    #[error("there is no paper “{0}” in this matter")]
    NoPaper(String),
    /// The file is no zip of a case.
    #[error("{}: this is no case that Expediente has written", .0.display())]
    NotACase(PathBuf),
    /// What was asked for makes no sense.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// A dossier.toml cannot be used.
    #[error("{}: {why}", path.display())]
    Manifest {
        /// Which.
        path: PathBuf,
        /// Why, with line and column where it is known.
        why: ManifestFault,
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
    /// The folder of a file to write is not there.
    #[error("there is no folder {}; make it first, or choose another place", .0.display())]
    NoFolder(PathBuf),
    /// A folder has the name of the file to write.
    #[error("{} is a folder; say the name of a file", .0.display())]
    IsFolder(PathBuf),
    /// There is no room on a disk.
    #[error("the disk is full at {}; free at least {needed} bytes and try again", path.display())]
    DiskFull {
        /// What could not be written.
        path: PathBuf,
        /// How many bytes must be free.
        needed: u64,
    },
    /// A file outside the store.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is no picture of a page.
    #[error(transparent)]
    Picture(#[from] PictureFault),
    /// The program contradicts itself; what it says is for its makers.
    #[error("this is a fault of the program: {0}")]
    Bug(&'static str),
    /// The user ended it.
    #[error("cancelled; nothing was left half done")]
    Cancelled,
}

/// The bytes that any act needs to have free: a line of the journal, and the index, which grows in pieces of half a
/// megabyte and is made anew when it fails.
pub(crate) const ROOM: u64 = 10_000_000;

impl AppError {
    /// Where a full disk was the cause: what could not be written, and the bytes that must be free.
    pub(crate) fn lacks_room(&self) -> Option<(&Path, u64)> {
        let full = |source: &io::Error| {
            matches!(
                source.kind(),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
            )
        };
        match self {
            Self::DiskFull { path, needed } => Some((path, *needed)),
            Self::Io { path, source } | Self::Vault(VaultError::Io { path, source })
                if full(source) =>
            {
                Some((path, ROOM))
            }
            _ => None,
        }
    }

    /// The same, where it is known what was to be written and how large it is.
    pub(crate) fn needing(self, path: &Path, bytes: u64) -> Self {
        let full = match &self {
            Self::Bundle(BundleError::Write(source)) => io_reason(source) == "disk-full",
            other => other.lacks_room().is_some(),
        };
        if full {
            Self::DiskFull {
                path: path.to_owned(),
                needed: bytes + ROOM,
            }
        } else {
            self
        }
    }

    /// A stable word for programs; its sentence in the catalogues is `error.` and the word.
    #[must_use]
    pub fn code(&self) -> &'static str {
        if self.lacks_room().is_some() {
            return "disk-full";
        }
        match self {
            Self::DiskFull { .. } => "disk-full",
            Self::Reader(_) => "reader-missing",
            Self::Bug(_) => "bug",
            Self::Vault(error) => match error {
                VaultError::Held { .. } => "store-held",
                VaultError::NoMatter(_) => "no-matter",
                VaultError::MatterTwice(_) => "matter-twice",
                VaultError::ReadOnly(_) => "read-only",
                VaultError::Stale(_) => "stale",
                VaultError::NothingTo(_) => "nothing-to-do",
                VaultError::Change(error) => change_code(error),
                VaultError::Io { .. } => "store",
                VaultError::Record(_) => "store-record",
                VaultError::Index(_) => "store-index",
            },
            Self::Bundle(error) => match error {
                BundleError::Font(_) => "asset",
                BundleError::Nothing => "nothing-to-build",
                BundleError::Draft => "draft",
                BundleError::Paper { .. } => "paper-unreadable",
                BundleError::Altered { .. } => "paper-altered",
                BundleError::Page { .. } => "page",
                BundleError::FrontMatter(_) => "front-matter",
                BundleError::Write(_) => "dossier",
                BundleError::Bug(_) => "bug",
                BundleError::Cancelled => "cancelled",
            },
            Self::Change(error) => change_code(error),
            Self::Asset(_) => "asset",
            Self::NoMatter(_) => "no-matter",
            Self::ManyMatters { .. } => "many-matters",
            Self::NameTaken(_) => "name-taken",
            Self::Id(_) => "matter-id",
            Self::NoProfile { .. } => "no-profile",
            Self::Profile { .. } => "profile",
            Self::Register(_) => "register",
            Self::NoFinding(_) => "no-finding",
            Self::NoFix(_) => "no-fix",
            Self::NotTaken { .. } => "not-taken",
            Self::NoExhibit(_) => "no-exhibit",
            Self::NoPaper(_) => "no-paper",
            Self::NotACase(_) => "not-a-case",
            Self::Request(error) => match error {
                RequestError::MatterName => "matter-name",
                RequestError::NoPlace { .. } => "no-place",
                RequestError::NoPage { .. } => "no-page",
                RequestError::NoPageLeft => "no-page-left",
                RequestError::NamedTwice(_) => "named-twice",
                RequestError::GroupOfOne => "group-of-one",
                RequestError::SplitBefore(_) => "split-before",
                RequestError::SplitOne => "split-one",
                RequestError::WhichDocument(_) => "which-document",
                RequestError::FolderTaken(_) => "folder-taken",
                RequestError::NothingNamed => "nothing-named",
                RequestError::LanguageTag(_) => "language-tag",
                RequestError::PhotosPerPage => "photos-per-page",
                RequestError::TooLong { .. } => "too-long",
                RequestError::NoDate(_) => "no-date",
                RequestError::GoesWithItself => "goes-with-itself",
                RequestError::TranslatorName => "translator-name",
                RequestError::NoTranslator(_) => "no-translator",
                RequestError::ProfileName(_) => "profile-name",
                RequestError::ProfileTaken(_) => "profile-taken",
                RequestError::NoAnswer => "no-answer",
                RequestError::NotWaiting(_) => "not-waiting",
                RequestError::FormLacks(_) => "form-lacks",
            },
            Self::Manifest { .. } => "manifest",
            Self::ManifestPapers { .. } => "manifest-papers",
            Self::NothingFound(_) => "nothing-found",
            Self::Unproved(_) => "unproved",
            Self::NoFolder(_) => "no-folder",
            Self::IsFolder(_) => "is-folder",
            Self::Io { .. } => "io",
            Self::Picture(_) => "picture",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether the user ended it.
    #[must_use]
    pub fn is_cancel(&self) -> bool {
        self.code() == "cancelled"
    }
}

fn change_code(error: &ChangeError) -> &'static str {
    match error {
        ChangeError::NoExhibit(_) => "no-exhibit",
        ChangeError::NoDocument(_) => "no-document",
        ChangeError::ExhibitTwice(_) => "exhibit-twice",
        ChangeError::DocumentTwice(_) => "document-twice",
        ChangeError::NoItem(_) => "no-item",
        ChangeError::NoPlace { .. } => "no-place",
    }
}

/// Says which path an I/O error is about.
pub(crate) trait At<T> {
    fn at(self, path: &std::path::Path) -> Result<T, AppError>;
}

impl<T> At<T> for std::io::Result<T> {
    fn at(self, path: &std::path::Path) -> Result<T, AppError> {
        self.map_err(|source| AppError::Io {
            path: path.to_owned(),
            source,
        })
    }
}
