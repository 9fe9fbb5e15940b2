//! Facts in the words of a paper that the preflight compares with the matter: languages, numbers,
//! names, blanks. Runs in the child.
//!
//! Start here: [`TextReader`] is given one page after the other. Each file finds one kind of fact.

mod blanks;
mod citations;
mod dates;
mod language;
mod machine_zone;
mod names;
mod numbers;
mod printed_numbers;
mod translated_from;
mod values;

use expediente_intake::limits;
use expediente_model::{Date, Passage, TextFacts, without_accents};
use regex::bytes::{Regex, RegexBuilder};

use crate::values_by_page::ValuesByPage;

/// One page of text, as the finders read it.
struct PageText {
    /// A line each, without accents, with typewriter quotes, dashes and dots.
    plain: String,
    /// The same in lower case.
    folded: String,
    /// A picture covers the page, as under the text layer of a scan: what is written by hand is in
    /// the picture.
    is_scan: bool,
}

impl PageText {
    fn new(text: &str, is_scan: bool) -> Self {
        let mut plain = String::with_capacity(text.len());
        for c in without_accents(text).chars() {
            plain.push(match typewriter(c) {
                '\u{b0}' => 'o',
                '\u{a0}' | '\t' => ' ',
                c => c,
            });
        }
        let folded = plain.to_lowercase();
        Self {
            plain,
            folded,
            is_scan,
        }
    }
}

/// The quote or dash of a typewriter for a typographic one.
pub(crate) fn typewriter(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}' => '"',
        c => c,
    }
}

/// A pattern over bytes: in a hundredth of the time that one with the classes of Unicode takes to
/// make, and [`PageText`] has folded what is not ASCII.
fn pattern(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).unicode(false).build()
}

/// One of several forms, as a group of a pattern.
fn one_of(forms: &[&str]) -> String {
    format!("(?:{})", forms.join("|"))
}

/// The bytes from one place to another, as far as there are any.
fn slice(text: &[u8], from: usize, to: usize) -> &[u8] {
    text.get(from..to.min(text.len())).map_or(&[], |part| part)
}

/// Collects the facts of a paper, page by page.
pub(crate) struct TextReader {
    languages: language::Languages,
    numbers: numbers::Numbers,
    citations: citations::Citations,
    blanks: blanks::Blanks,
    dates: dates::Dates,
    printed: printed_numbers::PrintedNumbers,
    from: translated_from::TranslatedFrom,
    values: values::Values,
    facts: TextFacts,
    in_languages: ValuesByPage<String>,
    a_numbers: ValuesByPage<String>,
    births: ValuesByPage<String>,
    identity_numbers: ValuesByPage<String>,
    names: ValuesByPage<String>,
    cited: ValuesByPage<String>,
    translated: ValuesByPage<String>,
    passages: ValuesByPage<Passage>,
    made: ValuesByPage<Date>,
}

impl TextReader {
    /// # Errors
    /// One of its patterns is wrong; a test sees to it that none is.
    pub(crate) fn new() -> Result<Self, regex::Error> {
        let values = || ValuesByPage::new(limits::TEXT_VALUES);
        let numbers = numbers::Numbers::new()?;
        Ok(Self {
            languages: language::Languages::new(),
            dates: dates::Dates::new(numbers.day())?,
            numbers,
            citations: citations::Citations::new()?,
            blanks: blanks::Blanks::new()?,
            printed: printed_numbers::PrintedNumbers::new()?,
            from: translated_from::TranslatedFrom::new()?,
            values: values::Values::default(),
            facts: TextFacts::default(),
            in_languages: values(),
            a_numbers: values(),
            births: values(),
            identity_numbers: values(),
            names: values(),
            cited: values(),
            translated: values(),
            passages: ValuesByPage::new(limits::TEXT_VALUES),
            made: ValuesByPage::new(limits::TEXT_VALUES),
        })
    }

    /// Reads a page, counted from 1. Returns whether it says nothing but its number.
    pub(crate) fn read(&mut self, page: u32, text: &str, is_scan: bool) -> bool {
        self.read_unsure(page, text, is_scan, &[])
    }

    /// The same of a page of which an engine is not sure of some lines, counted from 0: nothing is
    /// proposed from them.
    pub(crate) fn read_unsure(
        &mut self,
        page: u32,
        text: &str,
        is_scan: bool,
        unsure: &[usize],
    ) -> bool {
        let read = PageText::new(text, is_scan);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        self.facts.letters += letters as u64;
        let language = self.languages.of(text);
        if let Some(language) = language {
            self.in_languages.add(language.to_owned(), page);
        }
        for number in self.numbers.a_numbers(&read) {
            self.a_numbers.add(number, page);
        }
        for birth in self.numbers.births(&read) {
            self.births.add(birth, page);
        }
        for number in self.numbers.identity_numbers(&read) {
            self.identity_numbers.add(number, page);
        }
        for mark in self.citations.cited(&read) {
            self.cited.add(mark, page);
        }
        for language in self.from.languages(&read) {
            self.translated.add(language.to_owned(), page);
        }
        for name in names::names(text) {
            self.names.add(name, page);
        }
        for date in self.dates.made(&read) {
            self.made.add(date, page);
        }
        let numbered = &mut self.facts.numbered;
        if numbered.len() < limits::TEXT_VALUES {
            numbered.extend(self.printed.number_of(page, &read));
        }
        let zone = machine_zone::zone(page, text);
        self.values
            .read(page, text, unsure, (language, zone.as_ref()));
        if self.facts.zones.len() < limits::ZONES {
            self.facts.zones.extend(zone.map(|read| read.zone));
        }
        let mut passages = self.blanks.passages(&read);
        passages.extend(self.numbers.passages(&read));
        if machine_zone::is_odd(text) {
            passages.push(Passage::OddZone);
        }
        for passage in passages {
            self.passages.add(passage, page);
        }
        self.printed.is_alone(&read)
    }

    pub(crate) fn into_facts(self) -> TextFacts {
        let mut passages = self.passages.into_ranges();
        passages.sort_by_key(|(passage, _)| *passage);
        TextFacts {
            languages: self.in_languages.into_ranges(),
            translated_from: self.translated.into_ranges(),
            a_numbers: self.a_numbers.into_ranges(),
            births: self.births.into_ranges(),
            identity_numbers: self.identity_numbers.into_ranges(),
            names: self.names.into_ranges(),
            cited: self.cited.into_ranges(),
            passages,
            made: self.made.into_ranges(),
            values: self.values.into_values(),
            ..self.facts
        }
    }
}

#[cfg(test)]
mod tests {
    use expediente_model::PageRanges;

    use super::*;

    pub(crate) fn read(pages: &[&str]) -> TextFacts {
        let mut reader = TextReader::new().unwrap();
        for (page, text) in (1..).zip(pages) {
            reader.read(page, text, false);
        }
        reader.into_facts()
    }

    /// Every value has the pages that it was found on, and a flood of values stays small.
    #[test]
    fn values_have_their_pages() {
        let facts = read(&[
            "A 012-345-678 Marisol Prado",
            "nothing",
            "A012345678 and A 111 222 333, Marisol Prado",
        ]);
        let of = |values: &[(String, PageRanges)], value: &str| {
            let found = values.iter().find(|(had, _)| had == value);
            found.map(|(_, on)| on.to_string())
        };
        assert_eq!(of(&facts.a_numbers, "012345678").as_deref(), Some("1,3"));
        assert_eq!(of(&facts.a_numbers, "111222333").as_deref(), Some("3"));
        assert_eq!(of(&facts.names, "Marisol Prado").as_deref(), Some("1,3"));
        assert_eq!(facts.letters, 37);

        let many: String = (0..5_000)
            .map(|at| format!("A {:09}\n", 100_000_000 + at))
            .collect();
        assert_eq!(read(&[&many]).a_numbers.len(), limits::TEXT_VALUES);
    }
}
