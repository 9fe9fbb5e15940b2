//! Texts that are printed and are not there in the language of the dossier, in a case whose texts
//! are in two.

use expediente_model::{
    Code, Document, Exhibit, Facts, Finding, InLanguages, Language, Matter, Place, Role, TextField,
    is_particle,
};

use crate::preflight::case::Case;
use crate::preflight::finding::PlannedFinding;
use crate::preflight::words::title_language::{Told, language_of};

/// Texts of one place that a finding names.
const NAMED: usize = 4;

/// A text that is printed.
struct Printed<'a> {
    field: TextField,
    text: &'a str,
    also: &'a InLanguages,
}

pub(super) fn check(case: &mut Case, written: &Matter) {
    let language = written.facts.language;
    check_reasons(case, written);
    let uses_two = written.exhibits.iter().any(|exhibit| has_other(exhibit))
        || !written.facts.in_languages.is_empty();
    if !uses_two {
        return;
    }
    tell(case, None, &of_facts(&written.facts), language);
    for exhibit in &written.exhibits {
        if case.is_shown(exhibit) {
            let mut texts = of_exhibit(exhibit);
            texts.extend(exhibit.documents.iter().flat_map(of_document));
            tell(case, Some(Place::Exhibit(exhibit.id)), &texts, language);
        }
    }
    for (documents, place) in [(&written.front, Place::Front), (&written.back, Place::Back)] {
        let texts: Vec<Printed> = documents.iter().flat_map(of_document).collect();
        tell(case, Some(place), &texts, language);
    }
}

/// Reports reasons in the note on differences that are in another language than the dossier's.
fn check_reasons(case: &mut Case, written: &Matter) {
    let language = written.facts.language;
    let note = written
        .documents()
        .find(|one| one.role == Role::DifferencesNote);
    let Some(place) = note.and_then(|note| written.find_document(note.id).ok()) else {
        return;
    };
    let reasons = written.facts.spellings.values().flat_map(|decided| {
        let values = decided.explained.keys();
        values.filter_map(|value| decided.reason(value, language))
    });
    let other = reasons.filter(
        |reason| matches!(language_of(reason), Some(Told::One(other)) if other != language),
    );
    let also = InLanguages::default();
    let texts: Vec<Printed> = other
        .map(|text| Printed {
            field: TextField::Caption,
            text,
            also: &also,
        })
        .collect();
    tell(case, Some(place.0), &texts, language);
}

fn has_other(exhibit: &Exhibit) -> bool {
    let mut documents = exhibit.documents.iter();
    !exhibit.in_languages.is_empty() || documents.any(|one| !one.in_languages.is_empty())
}

fn of_facts(facts: &Facts) -> Vec<Printed<'_>> {
    let proceeding = facts.proceeding.as_deref();
    printed(
        &facts.in_languages,
        [
            (TextField::Title, Some(facts.title.as_str())),
            (TextField::Proceeding, proceeding),
            (TextField::FilerRole, Some(facts.filer.role.as_str())),
        ],
    )
}

fn of_exhibit(exhibit: &Exhibit) -> Vec<Printed<'_>> {
    printed(
        &exhibit.in_languages,
        [
            (TextField::Title, Some(exhibit.title.as_str())),
            (TextField::Group, exhibit.group.as_deref()),
            (TextField::Issuer, exhibit.issuer.as_deref()),
            (TextField::Who, exhibit.who.as_deref()),
            (TextField::Place, exhibit.place.as_deref()),
            (TextField::OriginalWith, exhibit.original_with.as_deref()),
        ],
    )
}

fn of_document(document: &Document) -> Vec<Printed<'_>> {
    printed(
        &document.in_languages,
        [
            (TextField::Title, document.title.as_deref()),
            (TextField::Issuer, document.issuer.as_deref()),
            (TextField::Caption, document.caption.as_deref()),
            (TextField::People, document.people.as_deref()),
            (TextField::Place, document.place.as_deref()),
            (TextField::Author, document.author.as_deref()),
            (TextField::OriginalWith, document.original_with.as_deref()),
        ],
    )
}

fn printed<'a, const N: usize>(
    also: &'a InLanguages,
    texts: [(TextField, Option<&'a str>); N],
) -> Vec<Printed<'a>> {
    let texts = texts.into_iter().filter_map(|(field, text)| {
        let text = text?;
        (!text.trim().is_empty()).then_some(Printed { field, text, also })
    });
    texts.collect()
}

/// Whether a text is there in a language, says the same in all, or reads as being in it.
fn is_in(text: &Printed, language: Language) -> bool {
    text.also.get(language, text.field).is_some()
        || language_of(text.text) == Some(Told::One(language))
        || (may_be_name(text.field) && is_name(text.text))
        // What is there in the other language too was written in this one.
        || text.also.iter().any(|(other, field, _)| other != language && field == text.field)
        || !text.text.chars().any(char::is_lowercase)
        // That a title is in another language is told as such.
        || (text.field == TextField::Title && language_of(text.text).is_some())
}

/// Whether a field says who or where.
fn may_be_name(field: TextField) -> bool {
    matches!(
        field,
        TextField::People
            | TextField::Author
            | TextField::Who
            | TextField::Place
            | TextField::OriginalWith
    )
}

/// Whether a text is names of people or places alone, which are the same in every language: "su
/// prima Rosa" says more.
fn is_name(text: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || ",;()".contains(c));
    words.filter(|word| !word.is_empty()).all(|word| {
        // "Rosa y Ana" is Spanish; the "y" of a surname can hardly be told from it.
        let is_particle = is_particle(word) && word != "y" || word == "das";
        is_particle || !word.starts_with(char::is_lowercase)
    })
}

fn tell(case: &mut Case, place: Option<Place>, texts: &[Printed], language: Language) {
    let mut lacking: Vec<&str> = texts
        .iter()
        .filter(|text| !is_in(text, language))
        .map(|text| text.text)
        .collect();
    lacking.dedup();
    if lacking.is_empty() {
        return;
    }
    let count = lacking.len();
    if count > NAMED {
        lacking.truncate(NAMED);
        lacking.push("…");
    }
    let finding = Finding::new(Code::TextOneLanguage)
        .with("texts", lacking.join("; "))
        .with("count", count)
        .with("language", language.tag());
    let page = match place {
        Some(Place::Exhibit(id)) => {
            let first = case.places.exhibit(id).first();
            first.map(|part| part.slip)
        }
        _ => None,
    };
    case.tell(PlannedFinding::new(finding).at(place, None).on(page));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dossier in English: what nobody said in English, and does not read as English, is told.
    #[test]
    fn what_is_not_in_the_language_of_the_dossier_is_told() {
        let mut also = InLanguages::default();
        also.set(
            Language::En,
            TextField::Issuer,
            Some("Office of the Mayor".to_owned()),
        );
        let is_english = |field, text: &str, also: &InLanguages| {
            is_in(&Printed { field, text, also }, Language::En)
        };
        let spanish = is_in(
            &Printed {
                field: TextField::Issuer,
                text: "Su tienda",
                also: &also,
            },
            Language::Es,
        );
        assert!(spanish, "what has an English text is Spanish");
        let none = InLanguages::default();
        let mayor = "Alcaldía del municipio";
        assert!(!is_english(TextField::Issuer, mayor, &none));
        assert!(is_english(TextField::Issuer, mayor, &also));
        assert!(!is_english(TextField::Group, mayor, &also), "another field");
        assert!(is_english(
            TextField::Issuer,
            "Letter from the neighbors",
            &none
        ));
        for (people, is_said) in [
            ("Rosa Prado de la Torre, Ana Gil", true),
            ("Rosa Prado y su tía", false),
            ("su prima Rosa", false),
        ] {
            assert_eq!(
                is_english(TextField::People, people, &none),
                is_said,
                "{people}"
            );
        }
        assert!(
            is_english(TextField::Issuer, "SAIME", &none),
            "one name in all languages"
        );
    }
}
