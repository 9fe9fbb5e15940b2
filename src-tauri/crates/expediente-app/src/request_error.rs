//! What a user can ask for that makes no sense in the matter as it is.

use std::path::PathBuf;

/// The request cannot be carried out; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// The name of a matter is empty, too long, or not one line.
    #[error("a matter's name has 1 to 100 letters; choose another")]
    MatterName,
    /// An exhibit cannot go to that place.
    #[error("the place must be between 1 and {count}")]
    NoPlace {
        /// How many exhibits there are.
        count: usize,
    },
    /// The paper has no such page.
    #[error("page {page} was asked for; the paper has {total}")]
    NoPage {
        /// RequestError for, counted from 1.
        page: u32,
        /// How many it has.
        total: u32,
    },
    /// Every page would be left out.
    #[error("no page would be left; remove the document instead")]
    NoPageLeft,
    /// An exhibit is named twice.
    #[error("“{0}” is named twice")]
    NamedTwice(String),
    /// Only one exhibit to group.
    #[error("name at least two exhibits to group")]
    GroupOfOne,
    /// A document that cannot begin the second part.
    #[error("“{0}” is no document of this exhibit after its first")]
    SplitBefore(String),
    /// Only one document to split.
    #[error("the exhibit has only one document and cannot be split")]
    SplitOne,
    /// An exhibit with several documents stands for none of them.
    #[error("name one of the exhibit's documents: {}", .0.join(", "))]
    WhichDocument(Vec<String>),
    /// A folder that must be new is not empty.
    #[error("{}: there is something in this folder already", .0.display())]
    FolderTaken(PathBuf),
    /// Nothing to move, place or remove.
    #[error("nothing is chosen")]
    NothingNamed,
    /// A text that names no language.
    #[error("“{0}” names no language; write a code such as es or pt-BR")]
    LanguageTag(String),
    /// A number of photos that no sheet has.
    #[error("1, 2, 4 or 6 photos go on a page")]
    PhotosPerPage,
    /// A text that is longer than any line of a table.
    #[error("the text is longer than {longest} letters; shorten it")]
    TooLong {
        /// The most letters.
        longest: usize,
    },
    /// A text that is no date.
    #[error("“{0}” is no date; write it like 2024-02-11, 2024-02 or 2024")]
    NoDate(String),
    /// A document cannot be its own translation or certificate.
    #[error("a document cannot go with itself")]
    GoesWithItself,
    /// A translator without a name.
    #[error("a translator needs a name")]
    TranslatorName,
    /// A translator who is not in the register.
    #[error(
        "there is no translator “{0}” in the register; `expediente translator list` shows them"
    )]
    NoTranslator(String),
    /// A name that no profile can have.
    #[error("“{0}” is no name for a profile: use small letters, digits and -")]
    ProfileName(String),
    /// A name that a profile has already.
    #[error("there is a court profile “{0}” already; choose another name")]
    ProfileTaken(String),
    /// An answer without words.
    #[error("an answer needs words: why does the finding not hold the filing up?")]
    NoAnswer,
    /// A document that waits for no signature.
    #[error("“{0}” waits for no signature")]
    NotWaiting(String),
    /// What a form needs and was not said; a word of the catalogues (`form.lacks.`).
    #[error("the form lacks: {0}")]
    FormLacks(&'static str),
}
