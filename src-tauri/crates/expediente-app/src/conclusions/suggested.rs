//! A suggestion, and the values that it can have.

use expediente_bundle::date_in_words;
use expediente_model::{
    Catalogue, Date, DocumentId, ExhibitId, ExhibitKind, Language, Matter, Place, TextField,
};

use crate::conclusions::{ConcludedField, ReadFrom};

/// What a suggestion is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Exhibit(ExhibitId),
    Document(DocumentId),
    /// The filing: its title, and who files it.
    Filing,
}

/// A value that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Title(String),
    Kind(ExhibitKind),
    Date(Date),
    /// The position before a title.
    Number(String),
    Issuer(String),
    /// The number on a paper.
    PaperNumber(String),
    Who(String),
    /// The code with which a paper can be verified.
    Code(String),
    /// The address where it can be.
    Address(String),
    /// The last day on which it is valid.
    ValidUntil(Date),
    /// A language, by its tag.
    Language(String),
    /// A text in the language of the dossier.
    Rendering(TextField, Language, String),
}

/// A suggestion for a field that is empty.
pub(crate) struct Suggested {
    pub subject: Subject,
    /// None for what is on the cover page.
    pub place: Option<Place>,
    /// The title of the subject, or the name of its paper.
    pub of: String,
    pub field: ConcludedField,
    pub values: Vec<Value>,
    /// The title that it leaves: without the date, where the date was read in it, or with the words
    /// that a dropped one puts back.
    pub title: Option<String>,
    pub source: ReadFrom,
    pub from: String,
    /// Of a title, whether its words name a kind of paper; of a photo's day, whether its camera says
    /// it. All else is.
    pub sure: bool,
    /// The page that it was read on.
    pub at: Option<(DocumentId, u32)>,
}

impl Suggested {
    /// Whether the date may be the number of a paper: `Resolución N.º 2020-05`.
    pub(crate) fn may_be_number(&self) -> bool {
        let is_short = |value: &Value| matches!(value, Value::Date(date) if date.day().is_none());
        self.source == ReadFrom::Name && self.values.iter().any(is_short)
    }

    pub(crate) fn id(&self) -> String {
        let word = self.field.word();
        match self.subject {
            Subject::Exhibit(id) => format!("{id}:{word}"),
            Subject::Document(id) => format!("{id}:{word}"),
            Subject::Filing => format!("filing:{word}"),
        }
    }

    /// Under which it is kept that somebody dropped it: like an answer to a finding, by its papers.
    pub(crate) fn key(&self, matter: &Matter) -> Option<String> {
        let subject = match self.subject {
            Subject::Exhibit(id) => matter.exhibit_key(id)?,
            Subject::Document(id) => matter.document_key(id)?,
            Subject::Filing => "filing".to_owned(),
        };
        Some(format!("suggested-{}:{subject}", self.field.word()))
    }

    /// Whether somebody has decided about it: dropped it, or kept what was filled in.
    pub(crate) fn is_decided(&self, matter: &Matter) -> bool {
        let answer = self
            .key(matter)
            .and_then(|key| matter.facts.answers.get(&key));
        answer.is_some_and(|answer| answer.about == self.about())
    }

    /// What it says; one that says something else was not dropped.
    pub(crate) fn about(&self) -> String {
        let values: Vec<String> = self.values.iter().map(Value::word).collect();
        values.join(" ")
    }
}

impl Value {
    pub(crate) fn word(&self) -> String {
        match self {
            Self::Title(text)
            | Self::Number(text)
            | Self::Issuer(text)
            | Self::PaperNumber(text)
            | Self::Who(text)
            | Self::Code(text)
            | Self::Address(text)
            | Self::Rendering(_, _, text)
            | Self::Language(text) => text.clone(),
            Self::Kind(kind) => kind.word().to_owned(),
            Self::Date(date) | Self::ValidUntil(date) => date.to_string(),
        }
    }

    pub(crate) fn shown(&self, texts: &Catalogue) -> String {
        match self {
            Self::Title(text)
            | Self::Number(text)
            | Self::Issuer(text)
            | Self::PaperNumber(text)
            | Self::Rendering(_, _, text)
            | Self::Code(text)
            | Self::Address(text)
            | Self::Who(text) => text.clone(),
            Self::Language(tag) => {
                let key = format!("language.{tag}");
                let name = if texts.has(&key) {
                    texts.text(&key)
                } else {
                    tag
                };
                name.to_owned()
            }
            Self::Kind(kind) => texts.text(&format!("kind.{}", kind.word())).to_owned(),
            Self::Date(date) | Self::ValidUntil(date) => date_in_words(texts, *date),
        }
    }
}
