//! Texts that are printed, in the language of the court beside that of the family.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::language::Language;

/// A text that can be printed in two languages.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "kebab-case")]
pub enum TextField {
    /// The title of a filing, an exhibit or a document.
    Title,
    /// The caption of a photo.
    Caption,
    /// The heading over exhibits.
    Group,
    /// Who issued a paper.
    Issuer,
    /// The person in it, where the text says more than a name: "his aunt Rosa".
    Who,
    /// Where it was made, or a photo was taken.
    Place,
    /// The kind of proceeding.
    Proceeding,
    /// The role of the person who files.
    FilerRole,
    /// Who holds the original.
    OriginalWith,
    /// Who is on a photo.
    People,
    /// Who took a photo.
    Author,
}

impl TextField {
    /// Every field.
    pub const ALL: [Self; 11] = [
        Self::Title,
        Self::Caption,
        Self::Group,
        Self::Issuer,
        Self::Who,
        Self::Place,
        Self::Proceeding,
        Self::FilerRole,
        Self::OriginalWith,
        Self::People,
        Self::Author,
    ];

    /// Its word in files and catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Caption => "caption",
            Self::Group => "group",
            Self::Issuer => "issuer",
            Self::Who => "who",
            Self::Place => "place",
            Self::Proceeding => "proceeding",
            Self::FilerRole => "filer-role",
            Self::OriginalWith => "original-with",
            Self::People => "people",
            Self::Author => "author",
        }
    }
}

/// Texts in other languages than the one they were first written in. A text that is the same in
/// both languages, such as a name, is there too: somebody has said so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[ts(as = "BTreeMap<Language, BTreeMap<TextField, String>>")]
pub struct InLanguages(BTreeMap<Language, BTreeMap<TextField, String>>);

impl InLanguages {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text in a language, if somebody gave it.
    #[must_use]
    pub fn get(&self, language: Language, field: TextField) -> Option<&str> {
        let texts = self.0.get(&language)?;
        texts.get(&field).map(String::as_str)
    }

    /// Sets a text in a language; nothing, or an empty text, takes it away.
    pub fn set(&mut self, language: Language, field: TextField, text: Option<String>) {
        match text.filter(|text| !text.trim().is_empty()) {
            Some(text) => {
                self.0.entry(language).or_default().insert(field, text);
            }
            None => {
                if let Some(texts) = self.0.get_mut(&language) {
                    texts.remove(&field);
                    if texts.is_empty() {
                        self.0.remove(&language);
                    }
                }
            }
        }
    }

    /// Every text, with its language and field.
    pub fn iter(&self) -> impl Iterator<Item = (Language, TextField, &str)> {
        self.0.iter().flat_map(|(language, texts)| {
            texts
                .iter()
                .map(|(field, text)| (*language, *field, text.as_str()))
        })
    }

    /// Whether any text is there in a language.
    pub(super) fn has(&self, language: Language) -> bool {
        self.0.contains_key(&language)
    }

    /// Puts the text of a language in the place of the one that was first written.
    pub(super) fn print(&self, language: Language, field: TextField, text: &mut String) {
        if let Some(printed) = self.get(language, field) {
            printed.clone_into(text);
        }
    }

    /// The same of a text that need not be there.
    pub(super) fn print_some(
        &self,
        language: Language,
        field: TextField,
        text: &mut Option<String>,
    ) {
        // Without a first text there is nothing that the other one is a rendering of.
        if let Some(text) = text {
            self.print(language, field, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_takes_the_rendering_away() {
        let mut texts = InLanguages::default();
        texts.set(Language::En, TextField::Title, Some("Letter".to_owned()));
        texts.set(Language::En, TextField::Title, Some("  ".to_owned()));
        assert!(texts.is_empty());
    }
}
