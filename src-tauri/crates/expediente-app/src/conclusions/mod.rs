//! What the program concludes from names and first pages: it is shown, and nothing of it is in a
//! dossier before a person has taken it, or it is certain.

pub(crate) mod decide;
pub(crate) mod filled;
pub(crate) mod from_words;
pub(crate) mod renderings;
pub(crate) mod suggest;
pub(crate) mod suggested;

use expediente_model::{ExhibitKind, MatterId, TextField};
use serde::Serialize;
use ts_rs::TS;

use crate::error::AppError;
use crate::intake::title_guess;
use crate::state::State;

/// A field that something was concluded for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, TS)]
#[ts(
    type = "'title' | 'kind' | 'date' | 'number' | 'issuer' | 'paper-number' | 'who' | 'language' \
        | 'code' | 'address' | 'valid-until' \
        | 'in-title' | 'in-caption' | 'in-group' | 'in-issuer' | 'in-who' | 'in-place' \
        | 'in-proceeding' | 'in-filer-role' | 'in-original-with' | 'in-people' | 'in-author'"
)]
pub enum ConcludedField {
    /// The title of an exhibit.
    Title,
    /// The kind of an exhibit.
    Kind,
    /// The date of an exhibit or a document.
    Date,
    /// The position before the title in the name of a paper, which is not part of its title.
    Number,
    /// The authority that issued a paper.
    Issuer,
    /// The number on a paper.
    PaperNumber,
    /// The person who writes it, or whom it is about.
    Who,
    /// The language of a paper.
    Language,
    /// The code with which a paper can be verified.
    Code,
    /// The address where it can be.
    Address,
    /// The last day on which it is valid.
    ValidUntil,
    /// A text in the language of the dossier.
    InLanguage(TextField),
}

impl ConcludedField {
    /// Its word in ids and catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Kind => "kind",
            Self::Date => "date",
            Self::Number => "number",
            Self::Issuer => "issuer",
            Self::PaperNumber => "paper-number",
            Self::Who => "who",
            Self::Language => "language",
            Self::Code => "code",
            Self::Address => "address",
            Self::ValidUntil => "valid-until",
            Self::InLanguage(field) => match field {
                TextField::Title => "in-title",
                TextField::Caption => "in-caption",
                TextField::Group => "in-group",
                TextField::Issuer => "in-issuer",
                TextField::Who => "in-who",
                TextField::Place => "in-place",
                TextField::Proceeding => "in-proceeding",
                TextField::FilerRole => "in-filer-role",
                TextField::OriginalWith => "in-original-with",
                TextField::People => "in-people",
                TextField::Author => "in-author",
            },
        }
    }
}

impl Serialize for ConcludedField {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// Where a conclusion was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ReadFrom {
    /// The name of a file or folder.
    Name,
    /// The words on its pages, most often the first.
    FirstPage,
    /// What a camera wrote into a photo.
    Camera,
    /// The picture, on which no words are.
    Picture,
    /// The glossary, which knows the text in the other language.
    Glossary,
}

/// The page on which something was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReadAt {
    /// The id of the document that shows it.
    pub document: String,
    /// The page of the paper, counted from 1.
    pub page: u32,
}

/// Something that was concluded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Conclusion {
    /// Names it in requests: `e3:kind`, `d7:date`.
    pub id: String,
    /// `front`, `back`, `facts`, or the id of its exhibit.
    pub place: String,
    /// The label of the exhibit in the dossier.
    pub label: Option<String>,
    /// The title of the exhibit or document; where it has none, the name of the paper.
    pub of: String,
    /// The field.
    pub field: ConcludedField,
    /// What it can be, the likelier first: dates as `2024-02-11`, kinds and languages by their
    /// words and tags.
    pub values: Vec<String>,
    /// The same for people.
    pub shown: Vec<String>,
    /// Where it was read.
    pub source: ReadFrom,
    /// The words that it was read from.
    pub from: String,
    /// The page that they are on; none where they are not on a page.
    pub at: Option<ReadAt>,
    /// The title that it leaves, where it changes the title: taking a date cuts it out, and putting
    /// back what was filled in brings its words back.
    pub title: Option<String>,
    /// Of a title, whether its words name a kind of paper; of a photo's day, whether its camera says
    /// it; of a person, whether the name is spelled as on the cover page. All else is. What is only
    /// likely is looked at, and is not taken with others.
    pub sure: bool,
    /// Whether it was certain and is already in the dossier. All others are suggestions.
    pub taken: bool,
}

/// Shows suggestions, takes and drops them.
#[derive(Clone, Copy)]
pub struct Conclusions<'a> {
    state: &'a State,
}

impl<'a> Conclusions<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// The kind of paper that a title suggests, as for an exhibit that has this title.
    #[must_use]
    pub fn kind_of_title(&self, title: &str) -> Option<ExhibitKind> {
        title_guess::kind(title)
    }

    /// What waits for somebody to take or drop it, in the order of the dossier.
    ///
    /// # Errors
    /// When there is no such matter.
    pub fn suggestions(&self, id: &MatterId) -> Result<Vec<Conclusion>, AppError> {
        suggest::suggestions(self.state, id)
    }

    /// What was certain in names and is filled in already, in the order of the dossier, until
    /// somebody keeps or drops it.
    ///
    /// # Errors
    /// When there is no such matter.
    pub fn filled(&self, id: &MatterId) -> Result<Vec<Conclusion>, AppError> {
        filled::filled(self.state, id)
    }

    /// Takes suggestions, each with the value that is meant where it has several; all that have
    /// one value if none is named. What was filled in and is named is kept, and no longer asked
    /// about. Returns the name of the act in the user's language.
    ///
    /// # Errors
    /// When one of them is not there, does not have this value or has several.
    pub fn take(
        &self,
        id: &MatterId,
        named: &[(String, Option<String>)],
    ) -> Result<String, AppError> {
        decide::take(self.state, id, named)
    }

    /// Drops suggestions, or all if none is named: they are not made again. What was filled in and
    /// is named is put back as the name of its paper has it. Returns the name of the act in the
    /// user's language.
    ///
    /// # Errors
    /// When one of them is not there.
    pub fn drop(&self, id: &MatterId, named: &[String]) -> Result<String, AppError> {
        decide::drop(self.state, id, named)
    }
}
