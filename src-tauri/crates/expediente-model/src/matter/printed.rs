//! A matter as it is printed: in the language of the dossier, wherever there is a text in it.

use std::borrow::Cow;
use std::sync::Arc;

use crate::matter::Matter;
use crate::matter::exhibit::{Document, Exhibit};
use crate::matter::facts::Facts;
use crate::matter::in_languages::TextField;
use crate::text::language::Language;

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
        texts.print_some(language, TextField::Author, &mut self.author);
        texts.print_some(language, TextField::OriginalWith, &mut self.original_with);
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
    use crate::matter::in_languages::InLanguages;
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
