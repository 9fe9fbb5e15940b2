//! Texts that are printed, in the language of the court beside that of the family.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::matter::Matter;
use crate::matter::exhibit::{Document, Exhibit};
use crate::matter::facts::Facts;
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
}

impl TextField {
    /// Every field.
    pub const ALL: [Self; 10] = [
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

    fn has(&self, language: Language) -> bool {
        self.0.contains_key(&language)
    }

    /// Puts the text of a language in the place of the one that was first written.
    fn print(&self, language: Language, field: TextField, text: &mut String) {
        if let Some(printed) = self.get(language, field) {
            printed.clone_into(text);
        }
    }

    fn print_some(&self, language: Language, field: TextField, text: &mut Option<String>) {
        // Without a first text there is nothing that the other one is a rendering of.
        if let Some(text) = text {
            self.print(language, field, text);
        }
    }
}

impl Exhibit {
    /// The exhibit as it is printed in a language: each text that has one in this language has it
    /// in its place.
    #[must_use]
    pub fn printed_in(&self, language: Language) -> Cow<'_, Self> {
        let is_other = |one: &Document| one.in_languages.has(language);
        if !self.in_languages.has(language) && !self.documents.iter().any(is_other) {
            return Cow::Borrowed(self);
        }
        let mut printed = self.clone();
        let texts = &self.in_languages;
        texts.print(language, TextField::Title, &mut printed.title);
        texts.print_some(language, TextField::Group, &mut printed.group);
        texts.print_some(language, TextField::Issuer, &mut printed.issuer);
        texts.print_some(language, TextField::Who, &mut printed.who);
        texts.print_some(language, TextField::Place, &mut printed.place);
        texts.print_some(
            language,
            TextField::OriginalWith,
            &mut printed.original_with,
        );
        for document in &mut printed.documents {
            document.print_in(language);
        }
        Cow::Owned(printed)
    }
}

impl Document {
    /// The document as it is printed in a language.
    #[must_use]
    pub fn printed_in(&self, language: Language) -> Cow<'_, Self> {
        if !self.in_languages.has(language) {
            return Cow::Borrowed(self);
        }
        let mut printed = self.clone();
        printed.print_in(language);
        Cow::Owned(printed)
    }

    fn print_in(&mut self, language: Language) {
        let texts = std::mem::take(&mut self.in_languages);
        texts.print_some(language, TextField::Title, &mut self.title);
        texts.print_some(language, TextField::Caption, &mut self.caption);
        texts.print_some(language, TextField::Issuer, &mut self.issuer);
        texts.print_some(language, TextField::Place, &mut self.place);
        texts.print_some(language, TextField::People, &mut self.people);
        self.in_languages = texts;
    }
}

impl Facts {
    /// The facts as they are printed in a language.
    #[must_use]
    pub fn printed_in(&self, language: Language) -> Cow<'_, Self> {
        if !self.in_languages.has(language) {
            return Cow::Borrowed(self);
        }
        let mut printed = self.clone();
        let texts = &self.in_languages;
        texts.print(language, TextField::Title, &mut printed.title);
        texts.print_some(language, TextField::Proceeding, &mut printed.proceeding);
        texts.print(language, TextField::FilerRole, &mut printed.filer.role);
        Cow::Owned(printed)
    }
}

impl Matter {
    /// The matter as its dossier is printed: in the dossier's language, wherever there is a text in
    /// it.
    #[must_use]
    pub fn printed(&self) -> Cow<'_, Self> {
        let language = self.facts.language;
        let mut printed = Cow::Borrowed(self);
        if let Cow::Owned(facts) = self.facts.printed_in(language) {
            printed.to_mut().facts = Arc::new(facts);
        }
        for (at, exhibit) in self.exhibits.iter().enumerate() {
            if let Cow::Owned(exhibit) = exhibit.printed_in(language)
                && let Some(slot) = printed.to_mut().exhibits.get_mut(at)
            {
                *slot = Arc::new(exhibit);
            }
        }
        let has = |documents: &[Document]| {
            let mut documents = documents.iter();
            documents.any(|document| document.in_languages.has(language))
        };
        if has(&self.front) || has(&self.back) {
            let matter = printed.to_mut();
            for document in matter.front.iter_mut().chain(&mut matter.back) {
                document.print_in(language);
            }
        }
        printed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matter::id::{DocumentId, ExhibitId, MatterId};
    use crate::paper::digest::Digest;

    fn matter() -> Matter {
        let mut matter = Matter::new(MatterId::from_untrusted("one").unwrap(), "one");
        let mut exhibit = Exhibit::new(ExhibitId(1), "Constancia de buena conducta");
        exhibit.issuer = Some("Alcaldía".to_owned());
        exhibit.in_languages.set(
            Language::En,
            TextField::Title,
            Some("Certificate of good conduct".to_owned()),
        );
        let mut photo = Document::new(DocumentId(2), Digest::of(b""));
        photo.caption = Some("Su local".to_owned());
        let shop = Some("Her shop".to_owned());
        photo
            .in_languages
            .set(Language::En, TextField::Caption, shop);
        exhibit.documents.push(photo);
        matter.exhibits.push(Arc::new(exhibit));
        matter
    }

    /// An English table said "Constancia de buena conducta".
    #[test]
    fn the_language_of_the_dossier_chooses_every_text_that_has_both() {
        let mut matter = matter();
        let title = |matter: &Matter| {
            let printed = matter.printed();
            let exhibit = printed.exhibits.first().unwrap();
            let photo = exhibit.documents.first().unwrap();
            (exhibit.title.clone(), photo.caption.clone().unwrap())
        };
        Arc::make_mut(&mut matter.facts).language = Language::En;
        let english = ("Certificate of good conduct".to_owned(), "Her shop".into());
        assert_eq!(title(&matter), english);
        Arc::make_mut(&mut matter.facts).language = Language::Es;
        let spanish = ("Constancia de buena conducta".to_owned(), "Su local".into());
        assert_eq!(title(&matter), spanish);
        // What has one language only is printed in it, and the papers are as they were.
        Arc::make_mut(&mut matter.facts).language = Language::En;
        let printed = matter.printed();
        let exhibit = printed.exhibits.first().unwrap();
        assert_eq!(exhibit.issuer.as_deref(), Some("Alcaldía"));
        assert_eq!(
            matter.exhibits.first().unwrap().title,
            "Constancia de buena conducta"
        );
    }

    #[test]
    fn an_empty_text_takes_the_rendering_away() {
        let mut texts = InLanguages::default();
        texts.set(Language::En, TextField::Title, Some("Letter".to_owned()));
        texts.set(Language::En, TextField::Title, Some("  ".to_owned()));
        assert!(texts.is_empty());
    }

    /// A journal of yesterday has none, and one without them is written as yesterday.
    #[test]
    fn what_has_one_language_is_written_as_before() {
        let exhibit = Exhibit::new(ExhibitId(1), "Carta");
        let written = serde_json::to_string(&exhibit).unwrap();
        assert!(!written.contains("in_languages"), "{written}");
        let texts = matter().exhibits.first().unwrap().in_languages.clone();
        let written = serde_json::to_string(&texts).unwrap();
        assert_eq!(written, r#"{"en":{"title":"Certificate of good conduct"}}"#);
        assert_eq!(
            serde_json::from_str::<InLanguages>(&written).unwrap(),
            texts
        );
    }
}
