//! What the machine-readable zone of a passport or a card says. Runs in the child.

use expediente_model::{ExhibitKind, PaperField, PaperValue, without_accents};

use super::letterhead::shown;
use crate::text_facts::machine_zone::ReadZone;

/// Words by which a passport calls itself.
const PASSPORTS: [&str; 5] = ["pasaporte", "passport", "passaporte", "passeport", "paspo"];

/// The kind, the number, the holder and the last day of a travel document.
pub(super) fn values(page: u32, text: &str, zone: &ReadZone) -> Vec<PaperValue> {
    let value = |field, value: String, line: &str| PaperValue {
        field,
        values: vec![value],
        page,
        line: line.to_owned(),
    };
    let mut found = Vec::new();
    if zone.code == 'P'
        && let Some((word, line)) = passport_word(text)
    {
        found.push(value(PaperField::Title, word, &line));
    }
    // A visa is no proof of who somebody is.
    if matches!(zone.code, 'P' | 'I' | 'A' | 'C') {
        let kind = ExhibitKind::Identity.word().to_owned();
        found.push(value(PaperField::Kind, kind, &zone.first_line));
    }
    if let Some(number) = &zone.number {
        found.push(value(PaperField::Number, number.clone(), &zone.number_line));
    }
    let name = with_accents(&zone.holder(), text);
    if !name.is_empty() {
        found.push(value(PaperField::Subject, name, &zone.name_line));
    }
    if let Some(expires) = zone.zone.expires {
        found.push(value(
            PaperField::Expires,
            expires.to_string(),
            &zone.expiry_line,
        ));
    }
    found
}

/// The word of the page for "passport", and its line.
fn passport_word(text: &str) -> Option<(String, String)> {
    let mut words = text.lines().flat_map(|line| {
        line.split(|c: char| !c.is_alphabetic())
            .map(move |word| (word, line))
    });
    let is_name = |word: &str| PASSPORTS.contains(&word.to_lowercase().as_str());
    let (word, line) = words.find(|(word, _)| is_name(word))?;
    Some((shown(&word.to_uppercase()), line.trim().to_owned()))
}

/// The name with the accents that it has elsewhere on the page: the zone has none.
fn with_accents(name: &str, text: &str) -> String {
    let outside = text.lines().filter(|line| !line.contains('<'));
    let printed: Vec<&str> = outside
        .flat_map(|line| line.split(|c: char| !c.is_alphabetic()))
        .filter(|word| !word.is_ascii())
        .collect();
    let words = name.split(' ').map(|word| {
        let same = printed
            .iter()
            .find(|printed| without_accents(printed).to_uppercase() == word);
        same.map_or_else(|| word.to_owned(), |printed| printed.to_uppercase())
    });
    shown(&words.collect::<Vec<_>>().join(" "))
}
