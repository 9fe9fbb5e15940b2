//! Why a dossier.toml cannot be used.

/// The version of the format that this program reads and writes.
pub(crate) const VERSION: u32 = 1;

/// More exhibits than any filing has; their table alone would fill hundreds of pages.
pub(crate) const MOST_EXHIBITS: usize = 5_000;

/// More papers than any filing has.
pub(crate) const MOST_PAPERS: usize = 20_000;

/// Why a dossier.toml cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestFault {
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(#[from] std::io::Error),
    /// It is too large.
    #[error("it is larger than 16 MB")]
    TooLarge,
    /// It is not text.
    #[error("it is not UTF-8 text")]
    NotText,
    /// Its contents are wrong; line, column and reason, in English.
    #[error("{0}")]
    Wrong(String),
    /// It has another version.
    #[error("it has version {found}, and this program reads version {VERSION}")]
    Version {
        /// Its version.
        found: u32,
    },
    /// A path leads out of the case folder.
    #[error("“{0}” is outside the case folder")]
    Outside(String),
    /// A symbolic link, which is not followed.
    #[error("“{0}” is a link to another place and is not followed")]
    Link(String),
    /// It has more exhibits than any filing has.
    #[error("it has more than {MOST_EXHIBITS} exhibits")]
    TooManyExhibits,
    /// It names more papers than any filing has.
    #[error("it names more than {MOST_PAPERS} papers")]
    TooManyPapers,
    /// The key of a turn is not a list of pages.
    #[error("in the turn of {0}, write pages like 1-3,7: numbers from 1, the smaller first")]
    Turn(String),
    /// The page or the corners of a sheet that is cut out of a photo are none.
    #[error("the page or the corners of a sheet of {0} are none")]
    Straight(String),
    /// The page of rows of signatures is none.
    #[error("the page of the rows of signatures of {0} is not one of its pages")]
    Rows(String),
    /// A document goes with a file that is not a document of the case.
    #[error("“{0}” is not a document of this case")]
    NoDocument(String),
    /// A translation or certificate does not name the document it goes with.
    #[error("“{0}” must say which document it belongs to: of = \"file\"")]
    OneDocument(String),
    /// A whole case cannot be added to another one.
    #[error("a folder with a dossier.toml is a whole case; begin it with `expediente build`")]
    WholeCase,
}

impl ManifestFault {
    /// The version that this program reads.
    pub(crate) const READS: u32 = VERSION;
}
