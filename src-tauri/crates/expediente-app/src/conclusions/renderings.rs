//! What texts are called in the language of the dossier, as the glossary proposes it.

use expediente_model::{
    Document, DocumentId, Exhibit, InLanguages, Language, Matter, Place, TextField,
};

use crate::conclusions::suggested::{Subject, Suggested, Value};
use crate::conclusions::{ConcludedField, ReadFrom};
use crate::glossary::proposed;
use crate::glossary::terms::Terms;

/// A text that is printed.
type Written<'a> = (TextField, Option<&'a str>);

/// Those of a whole matter, in its order.
pub(crate) fn of_matter(matter: &Matter, terms: &Terms) -> Vec<Suggested> {
    let mut found = of_facts(matter, terms);
    for exhibit in &matter.exhibits {
        found.extend(of_exhibit(matter, exhibit, terms));
    }
    found.extend(of_loose(matter, Place::Front, &matter.front, terms));
    found.extend(of_loose(matter, Place::Back, &matter.back, terms));
    found
}

/// Those of the cover page.
pub(crate) fn of_facts(matter: &Matter, terms: &Terms) -> Vec<Suggested> {
    let facts = &matter.facts;
    let texts = [
        (TextField::Title, Some(facts.title.as_str())),
        (TextField::Proceeding, facts.proceeding.as_deref()),
        (TextField::FilerRole, Some(facts.filer.role.as_str())),
    ];
    rendered(
        matter,
        (Subject::Filing, None),
        (&texts, &facts.in_languages),
        terms,
    )
}

/// Those of an exhibit and of its documents.
pub(crate) fn of_exhibit(matter: &Matter, exhibit: &Exhibit, terms: &Terms) -> Vec<Suggested> {
    let texts = [
        (TextField::Title, Some(exhibit.title.as_str())),
        (TextField::Group, exhibit.group.as_deref()),
        (TextField::Issuer, exhibit.issuer.as_deref()),
        (TextField::Who, exhibit.who.as_deref()),
        (TextField::OriginalWith, exhibit.original_with.as_deref()),
    ];
    let place = Place::Exhibit(exhibit.id);
    let mut found = rendered(
        matter,
        (Subject::Exhibit(exhibit.id), Some(place)),
        (&texts, &exhibit.in_languages),
        terms,
    );
    found.extend(of_loose(matter, place, &exhibit.documents, terms));
    found
}

/// Those of documents.
pub(crate) fn of_loose(
    matter: &Matter,
    place: Place,
    documents: &[Document],
    terms: &Terms,
) -> Vec<Suggested> {
    let found = documents.iter().flat_map(|document| {
        let texts = [
            (TextField::Title, document.title.as_deref()),
            (TextField::Caption, document.caption.as_deref()),
            (TextField::Issuer, document.issuer.as_deref()),
            (TextField::OriginalWith, document.original_with.as_deref()),
        ];
        let subject = Subject::Document(document.id);
        rendered(
            matter,
            (subject, Some(place)),
            (&texts, &document.in_languages),
            terms,
        )
    });
    found.collect()
}

fn rendered(
    matter: &Matter,
    (subject, place): (Subject, Option<Place>),
    (texts, also): (&[Written], &InLanguages),
    terms: &Terms,
) -> Vec<Suggested> {
    let language = matter.facts.language;
    let lacking = texts
        .iter()
        .filter(|(field, _)| also.get(language, *field).is_none());
    let found = lacking.filter_map(|(field, text)| {
        let text = (*text)?;
        let found = proposed(terms, text, language);
        if found.texts.is_empty() {
            return None;
        }
        let values = found
            .texts
            .into_iter()
            .map(|value| Value::Rendering(*field, language, value));
        Some(Suggested {
            subject,
            place,
            of: text.to_owned(),
            field: ConcludedField::InLanguage(*field),
            values: values.collect(),
            title: None,
            source: ReadFrom::Glossary,
            from: text.to_owned(),
            sure: found.sure,
            at: None::<(DocumentId, u32)>,
        })
    });
    found.filter(|one| !one.is_decided(matter)).collect()
}

/// Sets a text in a language where it belongs.
pub(crate) fn set(also: &mut InLanguages, field: TextField, language: Language, text: &str) {
    also.set(language, field, Some(text.to_owned()));
}
