//! The errors of use cases: a code for programs, a sentence for people.

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

/// A use case failed. Everything acknowledged before is kept.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The store failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The dossier could not be written.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The change does not apply.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The program that reads papers is not installed beside this one.
    #[error(transparent)]
    Reader(#[from] ReaderMissing),
    /// An asset of the program cannot be read.
    #[error("a part of the program cannot be read ({0}); install it again")]
    Asset(String),
    /// No matter has this id or name.
    #[error("there is no matter “{0}” in this store; `expediente matter list` lists the matters")]
    NoMatter(String),
    /// Several matters have this name.
    #[error("more than one matter is called “{name}”; use one of the ids {}", ids.join(", "))]
    ManyMatters {
        /// The name.
        name: String,
        /// Their ids.
        ids: Vec<String>,
    },
    /// Another matter has this name.
    #[error("a matter called “{0}” is already in this store; choose another name")]
    NameTaken(String),
    /// The text is not an id.
    #[error(transparent)]
    Id(#[from] IdError),
    /// There is no such profile.
    #[error("there is no court profile “{name}”; choose one of {}", known.join(", "))]
    NoProfile {
        /// The name that was given.
        name: String,
        /// The profiles that exist.
        known: Vec<String>,
    },
    /// A court profile of the user's own cannot be used.
    #[error("the court profile {} cannot be used: {why}", path.display())]
    Profile {
        /// Its file.
        path: PathBuf,
        /// The reason, with line and column where known.
        why: ProfileFault,
    },
    /// A checklist of the user's own cannot be used.
    #[error("the checklist {} cannot be used: {why}", path.display())]
    Checklist {
        /// Its file.
        path: PathBuf,
        /// The reason in English, with line and column where known.
        why: String,
    },
    /// The register of translators cannot be read.
    #[error("{}: this is not a register of translators; move the file away to begin a new one", .0.display())]
    Register(PathBuf),
    /// No finding has this name.
    #[error("the preflight check has no finding “{0}”; `expediente preflight` lists the findings")]
    NoFinding(String),
    /// The program cannot fix this finding by itself.
    #[error("the program cannot fix “{0}” by itself; the finding says what to do")]
    NoFix(String),
    /// The paper could not be taken in.
    #[error("{}: the paper could not be added", path.display())]
    NotTaken {
        /// Its file.
        path: PathBuf,
        /// The reasons.
        findings: Vec<FindingView>,
    },
    /// There is no such exhibit.
    #[error(
        "there is no exhibit “{0}”; `expediente matter show` lists them with their labels and ids"
    )]
    NoExhibit(String),
    /// There is no such paper.
    #[error("there is no paper “{0}” in this matter")]
    NoPaper(String),
    /// The file is not a zip of a case.
    #[error("{}: this is not a case from Expediente", .0.display())]
    NotACase(PathBuf),
    /// A zip holds more than a case can have.
    #[error("{}: it would unpack to more than {bytes} bytes or {entries} files", path.display())]
    CaseTooLarge {
        /// Its path.
        path: PathBuf,
        /// The maximum number of bytes.
        bytes: u64,
        /// The maximum number of files and folders.
        entries: usize,
    },
    /// The request makes no sense.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// A dossier.toml cannot be used.
    #[error("{}: {why}", path.display())]
    Manifest {
        /// Its path.
        path: PathBuf,
        /// The reason, with line and column where known.
        why: ManifestFault,
    },
    /// Papers named by a dossier.toml were refused or do not exist.
    #[error("{} papers that {} names could not be added; the list above says why", papers.len(), path.display())]
    ManifestPapers {
        /// The dossier.toml.
        path: PathBuf,
        /// The papers.
        papers: Vec<String>,
    },
    /// There is nothing to take in.
    #[error("{}: there is no paper here that can be added", .0.display())]
    NothingFound(PathBuf),
    /// A number or a label cannot be printed on the pages of the dossier.
    #[error("the dossier cannot be made: something cannot be printed on its pages")]
    Unprintable(Box<FindingView>),
    /// The written file did not pass its proof.
    #[error("the dossier did not pass its proof and was not saved")]
    Unproved(Vec<Finding>),
    /// The folder of the file to write does not exist.
    #[error("there is no folder {}; create it first, or choose another place", .0.display())]
    NoFolder(PathBuf),
    /// The path of the file to write is a folder.
    #[error("{} is a folder; give the name of a file", .0.display())]
    IsFolder(PathBuf),
    /// The path of the file to write is a device, a pipe or a socket.
    #[error("{} is not a file but a device or a connection; give the name of a file", .0.display())]
    NotAFile(PathBuf),
    /// A disk is full.
    #[error("the disk is full at {}; free at least {needed} bytes and try again", path.display())]
    DiskFull {
        /// The file that could not be written.
        path: PathBuf,
        /// The number of bytes that must be free.
        needed: u64,
    },
    /// An I/O error on a file outside the store.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// The picture of a page could not be made.
    #[error(transparent)]
    Picture(#[from] PictureFault),
    /// An invariant of the program is broken; the text is for its developers.
    #[error("this is a fault of the program: {0}")]
    Bug(&'static str),
    /// The user cancelled it.
    #[error("cancelled; nothing was left half done")]
    Cancelled,
}

/// The bytes that every act needs: a line of the journal, and room for the index, which grows in
/// steps of half a megabyte and is rebuilt when it fails.
pub(crate) const ROOM: u64 = 10_000_000;

impl AppError {
    /// If a full disk was the cause: the file that could not be written, and the bytes that must be
    /// free.
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

    /// Turns a full disk into an error that names the file to write and its size.
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

    /// A stable word for programs. The key of its sentence in the catalogues is `error.` and the
    /// word.
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
                VaultError::NotAStore(_) => "not-a-store",
                VaultError::NewerStore(_) => "newer-store",
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
            Self::Checklist { .. } => "checklist",
            Self::Register(_) => "register",
            Self::NoFinding(_) => "no-finding",
            Self::NoFix(_) => "no-fix",
            Self::NotTaken { .. } => "not-taken",
            Self::NoExhibit(_) => "no-exhibit",
            Self::NoPaper(_) => "no-paper",
            Self::NotACase(_) => "not-a-case",
            Self::CaseTooLarge { .. } => "case-too-large",
            Self::Request(error) => match error {
                RequestError::MatterName => "matter-name",
                RequestError::TooManyRows { .. } => "too-many-rows",
                RequestError::NoPair(_) => "no-pair",
                RequestError::ListTooLarge => "list-too-large",
                RequestError::NothingExplained => "nothing-explained",
                RequestError::NoList(_) => "no-list",
                RequestError::NoChecklist(_) => "no-checklist",
                RequestError::NoChecklistChosen => "no-checklist-chosen",
                RequestError::NoNeed(_) => "no-need",
                RequestError::ChecklistTaken(_) => "checklist-taken",
                RequestError::NoSpelling(_) => "no-spelling",
                RequestError::NoPlace { .. } => "no-place",
                RequestError::Bates => "bates",
                RequestError::NoPage { .. } => "no-page",
                RequestError::NoPageLeft => "no-page-left",
                RequestError::NamedTwice(_) => "named-twice",
                RequestError::GroupOfOne => "group-of-one",
                RequestError::SplitBefore(_) => "split-before",
                RequestError::SplitOne => "split-one",
                RequestError::WhichDocument(_) => "which-document",
                RequestError::FolderTaken(_) => "folder-taken",
                RequestError::SourcePaper(_) => "source-paper",
                RequestError::InStore(_) => "in-store",
                RequestError::NoEngine => "no-engine",
                RequestError::Corners => "corners",
                RequestError::NoSheet(_) => "no-sheet",
                RequestError::NoPhoto(_) => "no-photo",
                RequestError::NoChat(_) => "no-chat",
                RequestError::NoChats => "no-chats",
                RequestError::NoDay(_) => "no-day",
                RequestError::DaysReversed => "days-reversed",
                RequestError::NoMessages { .. } => "no-messages",
                RequestError::ChatPagesChosen(_) => "chat-pages-chosen",
                RequestError::NothingNamed => "nothing-named",
                RequestError::NotStillToGet { .. } => "not-still-to-get",
                RequestError::NoActs => "no-acts",
                RequestError::NoSuggestion(_) => "no-suggestion",
                RequestError::NoSuchValue { .. } => "no-such-value",
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
                RequestError::SameForm(_) => "same-form",
                RequestError::OtherThanForm(_) => "other-than-form",
                RequestError::OpenQuote { .. } => "open-quote",
                RequestError::ListColumns => "list-columns",
                RequestError::SheetOrder { .. } => "sheet-order",
                RequestError::OtherRows { .. } => "other-rows",
                RequestError::PeopleEmpty => "people-empty",
                RequestError::PeopleTwice(_) => "people-twice",
                RequestError::PeopleCell { .. } => "people-cell",
                RequestError::BatchName(..) => "batch-name",
                RequestError::BatchFolder(..) => "batch-folder",
                RequestError::BatchNoFolder(_) => "batch-no-folder",
                RequestError::BatchRow(_) => "batch-row",
                RequestError::TwoDates { .. } => "two-dates",
                RequestError::RightFirst => "right-first",
                RequestError::NoAddress(_) => "no-address",
                RequestError::SignaturesCounted => "signatures-counted",
                RequestError::DayAhead(_) => "day-ahead",
                RequestError::FormLacks(_) => "form-lacks",
            },
            Self::Manifest { .. } => "manifest",
            Self::ManifestPapers { .. } => "manifest-papers",
            Self::NothingFound(_) => "nothing-found",
            Self::Unprintable(_) => "unprintable",
            Self::Unproved(_) => "unproved",
            Self::NoFolder(_) => "no-folder",
            Self::IsFolder(_) => "is-folder",
            Self::NotAFile(_) => "not-a-file",
            Self::Io { .. } => "io",
            Self::Picture(_) => "picture",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether the user cancelled it.
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

/// Adds the path to an I/O error.
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
