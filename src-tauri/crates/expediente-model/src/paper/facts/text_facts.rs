//! Facts read from the words of a paper, as far as the preflight compares them with the matter.
//!
//! The reader process finds them once, when the paper is received. They are found by a program in
//! text that anybody may have written, so they are never printed, and a finding about them is for a
//! person to judge.

use serde::{Deserialize, Serialize};

use crate::paper::facts::paper_value::{PaperField, PaperValue};
use crate::paper::facts::wording::Wording;
use crate::paper::page_ranges::PageRanges;
use crate::text::date::Date;

/// The version of how these facts are found. A paper with facts of another version is read again at
/// its next use.
pub const TEXT_VERSION: u32 = 9;

/// From this version on, the first words of what was read are of lines of which the engine is sure.
pub const SURE_LINES: u32 = 5;

/// The tag of a language that is none of those known (ISO 639-2: undetermined).
pub const UNKNOWN_LANGUAGE: &str = "und";

/// What the words of a PDF say. Pages count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextFacts {
    /// [`TEXT_VERSION`] when they were found; 0 where that was not tried.
    pub version: u32,
    /// Letters of all pages.
    pub letters: u64,
    /// The pages in each language, as an ISO 639-1 tag. A page with too few words is in none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<(String, PageRanges)>,
    /// Languages that a certificate of translation says it translates from, as tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translated_from: Vec<(String, PageRanges)>,
    /// A-numbers, as nine digits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub a_numbers: Vec<(String, PageRanges)>,
    /// Days of birth as they are written, where the page says that they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub births: Vec<(String, PageRanges)>,
    /// Numbers of identity papers as they are written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identity_numbers: Vec<(String, PageRanges)>,
    /// Words that begin with a capital letter, as they follow each other: names are among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<(String, PageRanges)>,
    /// Exhibits that it cites, by their marks: `C`, `12`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cited: Vec<(String, PageRanges)>,
    /// Page numbers of the form "page 2 of 3".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub numbered: Vec<PrintedNumber>,
    /// Machine-readable zones of passports and identity cards.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<MachineZone>,
    /// Other passages, each with the pages that have one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passages: Vec<(Passage, PageRanges)>,
    /// Phrases that courts require, where words were read; those that are printed as words are with
    /// the facts of the pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wordings: Vec<(Wording, PageRanges)>,
    /// Days on which it says that it was made or served.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub made: Vec<(Date, PageRanges)>,
    /// What it says of itself on its first pages, one value for each field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<PaperValue>,
    /// Pages on which nothing is printed, but a page number perhaps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blank: Option<PageRanges>,
}

impl TextFacts {
    /// The pages with a passage.
    #[must_use]
    pub fn pages_with(&self, passage: Passage) -> Option<&PageRanges> {
        let found = self.passages.iter().find(|(found, _)| *found == passage);
        found.map(|(_, pages)| pages)
    }

    /// What it says about a field of its own.
    #[must_use]
    pub fn value_of(&self, field: PaperField) -> Option<&PaperValue> {
        self.values.iter().find(|value| value.field == field)
    }

    /// What its own words say, and what those say that were read on its other pages.
    #[must_use]
    pub fn joined(&self, read: &Self) -> Self {
        let mut numbered = self.numbered.clone();
        numbered.extend(&read.numbered);
        numbered.sort_by_key(|printed| printed.page);
        let mut zones = self.zones.clone();
        zones.extend(read.zones.iter().cloned());
        let mut passages = both(&self.passages, &read.passages);
        passages.sort_by_key(|(passage, _)| *passage);
        let mut wordings = both(&self.wordings, &read.wordings);
        wordings.sort_by_key(|(wording, _)| *wording);
        Self {
            version: self.version.min(read.version),
            letters: self.letters.saturating_add(read.letters),
            languages: both(&self.languages, &read.languages),
            translated_from: both(&self.translated_from, &read.translated_from),
            a_numbers: both(&self.a_numbers, &read.a_numbers),
            births: both(&self.births, &read.births),
            identity_numbers: both(&self.identity_numbers, &read.identity_numbers),
            names: both(&self.names, &read.names),
            cited: both(&self.cited, &read.cited),
            numbered,
            zones,
            passages,
            wordings,
            made: both(&self.made, &read.made),
            values: first_values(&self.values, &read.values),
            blank: self.blank.clone(),
        }
    }

    /// The language of a page, if it could be told.
    #[must_use]
    pub fn language_of(&self, page: u32) -> Option<&str> {
        let found = self.languages.iter().find(|(_, on)| on.contains(page));
        found.map(|(tag, _)| tag.as_str())
    }
}

/// What was found on pages of both, each once, with all its pages.
fn both<T: Clone + PartialEq>(
    own: &[(T, PageRanges)],
    read: &[(T, PageRanges)],
) -> Vec<(T, PageRanges)> {
    let mut all = own.to_vec();
    for (found, pages) in read {
        match all.iter_mut().find(|(had, _)| had == found) {
            Some((_, on)) => *on = on.with(pages),
            None => all.push((found.clone(), pages.clone())),
        }
    }
    all
}

/// The value of each field, from the earliest page that has one.
fn first_values(own: &[PaperValue], read: &[PaperValue]) -> Vec<PaperValue> {
    let mut all: Vec<&PaperValue> = own.iter().chain(read).collect();
    all.sort_by_key(|value| (value.field, value.page));
    all.dedup_by_key(|value| value.field);
    all.into_iter().cloned().collect()
}

/// A page number that says how many pages there are: "page 2 of 3".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u32, u32, u32)", into = "(u32, u32, u32)")]
pub struct PrintedNumber {
    /// The page that it is printed on, counted from 1.
    pub page: u32,
    /// The printed number.
    pub number: u32,
    /// The printed number of pages.
    pub of: u32,
}

impl From<(u32, u32, u32)> for PrintedNumber {
    fn from((page, number, of): (u32, u32, u32)) -> Self {
        Self { page, number, of }
    }
}

impl From<PrintedNumber> for (u32, u32, u32) {
    fn from(printed: PrintedNumber) -> Self {
        (printed.page, printed.number, printed.of)
    }
}

/// The machine-readable zone of a travel document whose check digits hold (ICAO Doc 9303).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineZone {
    /// The page, counted from 1.
    pub page: u32,
    /// The last day on which the document is valid; none where it does not run out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    /// The day of birth.
    pub born: Date,
    /// Surnames and given names, as they are written there: letters A to Z.
    pub name: String,
}

/// A passage that a court may object to, in English or Spanish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Passage {
    /// A blank where a date is to be written: "Executed on ____".
    BlankDate,
    /// A blank where somebody is to sign: "Signature: ____".
    BlankSignature,
    /// A complete number of an account or a card.
    AccountNumber,
    /// A full date of birth.
    BirthDate,
    /// A day, month and year, of anything.
    FullDate,
    /// The page numbers, tabs and properties of a dossier that this program made.
    OwnDossier,
    /// The machine-readable zone of a travel document, with a check digit that does not follow.
    OddZone,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(pages: &str) -> PageRanges {
        pages.parse().unwrap()
    }

    /// A paper with a typed page before two scanned ones, and another scan between.
    #[test]
    fn typed_and_scanned_pages_are_one_paper() {
        let value = |field, page, value: &str| PaperValue {
            field,
            values: vec![value.to_owned()],
            page,
            line: value.to_owned(),
        };
        let own = TextFacts {
            version: TEXT_VERSION,
            letters: 100,
            languages: vec![("en".to_owned(), on("1,3"))],
            names: vec![("Marisol Prado".to_owned(), on("3"))],
            numbered: vec![(1, 1, 4).into()],
            passages: vec![(Passage::BirthDate, on("1"))],
            values: vec![value(PaperField::Title, 3, "Cover")],
            blank: Some(on("5")),
            ..TextFacts::default()
        };
        let read = TextFacts {
            version: TEXT_VERSION,
            letters: 40,
            languages: vec![("es".to_owned(), on("2,4"))],
            names: vec![
                ("Ana Paz".to_owned(), on("2")),
                ("Marisol Prado".to_owned(), on("2,4")),
            ],
            numbered: vec![(4, 4, 4).into(), (2, 2, 4).into()],
            passages: vec![(Passage::BlankDate, on("4")), (Passage::BirthDate, on("2"))],
            wordings: vec![(Wording::Perjury, on("4"))],
            values: vec![
                value(PaperField::Title, 2, "Acta"),
                value(PaperField::Issuer, 2, "Registro"),
            ],
            ..TextFacts::default()
        };
        let all = own.joined(&read);
        assert_eq!(all.letters, 140);
        assert_eq!(all.language_of(2), Some("es"));
        assert_eq!(all.language_of(3), Some("en"));
        let names = [
            ("Marisol Prado".to_owned(), on("2-4")),
            ("Ana Paz".to_owned(), on("2")),
        ];
        assert_eq!(all.names, names);
        let numbers: Vec<u32> = all.numbered.iter().map(|printed| printed.page).collect();
        assert_eq!(numbers, [1, 2, 4]);
        let passages = [
            (Passage::BlankDate, on("4")),
            (Passage::BirthDate, on("1-2")),
        ];
        assert_eq!(all.passages, passages);
        assert_eq!(all.wordings, read.wordings);
        assert_eq!(all.value_of(PaperField::Title).unwrap().page, 2);
        assert!(all.value_of(PaperField::Issuer).is_some());
        assert_eq!(all.values.len(), 2);
        assert_eq!(all.blank, own.blank);
    }

    /// The journal keeps these words; a record that cannot be read again would be called damaged.
    #[test]
    fn text_facts_read_back_as_they_were_written() {
        let on = |pages: &str| pages.parse::<PageRanges>().unwrap();
        let day = |day: &str| day.parse::<Date>().unwrap();
        let facts = TextFacts {
            version: TEXT_VERSION,
            letters: 1_200,
            languages: vec![("es".into(), on("1-3"))],
            translated_from: vec![("ru".into(), on("4"))],
            a_numbers: vec![("012345678".into(), on("1"))],
            births: vec![("1990-01-02".into(), on("1"))],
            identity_numbers: vec![("V-12.345.678".into(), on("2"))],
            names: vec![("Marisol Prado".into(), on("1,3"))],
            cited: vec![("C".into(), on("2"))],
            numbered: vec![PrintedNumber {
                page: 2,
                number: 2,
                of: 3,
            }],
            zones: vec![MachineZone {
                page: 5,
                expires: Some(day("2024-02-11")),
                born: day("1990-01-02"),
                name: "PRADO MARISOL".into(),
            }],
            passages: vec![(Passage::BlankDate, on("2")), (Passage::BirthDate, on("5"))],
            wordings: vec![(Wording::Jurat, on("2"))],
            made: vec![(day("2027-10-28"), on("2"))],
            values: vec![PaperValue {
                field: PaperField::Made,
                values: vec!["2027-10-28".into()],
                page: 2,
                line: "Caracas, 28 de octubre de 2027".into(),
            }],
            blank: Some(on("6")),
        };
        let json = serde_json::to_string(&facts).unwrap();
        assert!(
            json.contains("[2,2,3]") && json.contains("\"blank-date\""),
            "{json}"
        );
        assert_eq!(serde_json::from_str::<TextFacts>(&json).unwrap(), facts);
        assert_eq!(facts.language_of(2), Some("es"));
        assert_eq!(facts.language_of(4), None);
        assert_eq!(facts.value_of(PaperField::Made).unwrap().page, 2);
        assert_eq!(facts.value_of(PaperField::Issuer), None);
        assert_eq!(facts.pages_with(Passage::BlankDate), Some(&on("2")));
        assert_eq!(facts.pages_with(Passage::OwnDossier), None);
    }
}
