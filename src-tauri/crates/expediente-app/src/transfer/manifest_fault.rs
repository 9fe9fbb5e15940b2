//! Why a dossier.toml cannot be used.

/// The version of the format that this program reads and writes.
pub(crate) const VERSION: u32 = 1;

/// Why a dossier.toml cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestFault {
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(#[from] std::io::Error),
    /// It is too large to be one.
    #[error("it is larger than 16 MB")]
    TooLarge,
    /// It is not text.
    #[error("it is not UTF-8 text")]
    NotText,
    /// It is not as it should be; line, column and reason, in English.
    #[error("{0}")]
    Wrong(String),
    /// It was written for another version.
    #[error("it is of version {found}, and this program reads version {VERSION}")]
    Version {
        /// The version that it says.
        found: u32,
    },
    /// A path that leads out of its folder.
    #[error("“{0}” is no path within its folder")]
    Outside(String),
    /// A turn of what is no page.
    #[error("turn of {0}: pages are written like 1-3,7: numbers from 1, the smaller first")]
    Turn(String),
    /// What it says that a document goes with is none of its documents.
    #[error("“{0}” is no document of this case")]
    NoDocument(String),
    /// A translation or certificate does not say with which document it goes.
    #[error("“{0}” must say with which document it goes: of = \"file\"")]
    OneDocument(String),
    /// A whole case cannot be added to another one.
    #[error("a folder with a dossier.toml is a whole case; begin it with `expediente build`")]
    WholeCase,
}

impl ManifestFault {
    /// The version that this program reads.
    pub(crate) const READS: u32 = VERSION;
}
