//! What can keep a dossier from being written.

use std::io;

use expediente_model::Digest;

/// The dossier could not be written; nothing is left of it.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// A font of the program cannot be read.
    #[error("the program's own font {0} cannot be read; install the program again")]
    Font(&'static str),
    /// There is nothing to put into it.
    #[error("there is no exhibit with pages in this matter yet; add papers first")]
    Nothing,
    /// Some of it is not ready to be filed.
    #[error(
        "the dossier holds drafts: translations without a signed certificate, or papers that wait for a signature"
    )]
    Draft,
    /// A paper is not where it should be.
    #[error("the paper “{name}” ({}) cannot be read: {source}", digest.short())]
    Paper {
        /// Its name when it came.
        name: String,
        /// Its SHA-256.
        digest: Digest,
        /// Why.
        source: io::Error,
    },
    /// A paper is not what was received.
    #[error(
        "the paper “{name}” in the store is no longer what was received; run `expediente check`"
    )]
    Altered {
        /// Its name when it came.
        name: String,
    },
    /// A paper cannot be put into the dossier.
    #[error("page {page} of the paper “{name}” cannot be put into the dossier: {why}")]
    Page {
        /// Its name when it came.
        name: String,
        /// The page, counted from 1.
        page: u32,
        /// Why.
        why: String,
    },
    /// Our own pages could not be drawn.
    #[error("the front matter could not be drawn: {0}")]
    FrontMatter(String),
    /// The file could not be written.
    #[error("the dossier could not be written: {0}")]
    Write(#[from] io::Error),
    /// The user ended it.
    #[error("cancelled")]
    Cancelled,
}
