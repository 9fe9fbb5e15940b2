//! Reasons why a dossier cannot be written.

use std::io;

use expediente_model::Digest;

/// Why a dossier could not be written. No file is left behind.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// A font of the program cannot be read.
    #[error("the program's own font {0} cannot be read; install the program again")]
    Font(&'static str),
    /// The matter has no exhibit with pages.
    #[error("there is no exhibit with pages in this matter yet; add papers first")]
    Nothing,
    /// Some documents are not ready to be filed.
    #[error(
        "the dossier holds drafts: translations without a signed certificate, or papers that wait for a signature"
    )]
    Draft,
    /// A paper is missing or unreadable.
    #[error("the paper “{name}” ({}) cannot be read: {source}", digest.short())]
    Paper {
        /// The file name that it was received with.
        name: String,
        /// Its SHA-256.
        digest: Digest,
        /// The reason.
        source: io::Error,
    },
    /// A paper has other bytes than it was received with.
    #[error(
        "the paper “{name}” in the store is no longer what was received; run `expediente check`"
    )]
    Altered {
        /// The file name that it was received with.
        name: String,
    },
    /// A page of a paper cannot be put into the dossier.
    #[error("page {page} of the paper “{name}” cannot be put into the dossier: {why}")]
    Page {
        /// The file name that the paper was received with.
        name: String,
        /// The page, counted from 1.
        page: u32,
        /// The reason.
        why: String,
    },
    /// Our own pages could not be drawn.
    #[error("the front matter could not be drawn: {0}")]
    FrontMatter(String),
    /// The file could not be written.
    #[error("the dossier could not be written: {0}")]
    Write(#[from] io::Error),
    /// An invariant of the program is broken: something that is always there is missing.
    #[error("this is a fault of the program: {0}")]
    Bug(&'static str),
    /// The user cancelled.
    #[error("cancelled")]
    Cancelled,
}
