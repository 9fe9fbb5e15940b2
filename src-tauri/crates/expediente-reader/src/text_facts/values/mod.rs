//! What a paper says of itself on its first pages: when and by whom it was issued, its number, the
//! person, its language. Runs in the child.
//!
//! Each file finds the value of one field on one page. A wrong value is worse than none, because a
//! person takes what is offered: where two places say different things, nothing is proposed.

mod day;
mod found;
mod letterhead;
mod made;
mod number_words;
mod own_number;
mod person;
#[cfg(test)]
mod tests;
mod tokens;
mod travel_document;
mod verification;

use expediente_intake::limits;
use expediente_model::{PaperField, PaperValue, UNKNOWN_LANGUAGE, is_hidden};

use self::tokens::Page;
use crate::text_facts::machine_zone::ReadZone;

/// Pages that are looked at, of papers that have no more. A longer one has its day at its end or
/// is several papers.
const PAGES: usize = 3;
/// Bytes of a line that is kept for a language.
const LANGUAGE_LINE: usize = 200;

/// Collects what a paper says of itself.
#[derive(Default)]
pub(super) struct Values {
    first: Vec<PaperValue>,
    /// The days of the pages behind the first.
    later: Vec<PaperValue>,
    /// The last page that was read.
    pages: usize,
}

impl Values {
    /// Reads a page, counted from 1. `unsure` are lines that were not surely read, from 0.
    pub(super) fn read(
        &mut self,
        number: u32,
        text: &str,
        unsure: &[usize],
        (language, zone): (Option<&str>, Option<&ReadZone>),
    ) {
        self.pages = self.pages.max(number as usize);
        if number as usize > PAGES {
            return;
        }
        let page = Page::new(text, unsure);
        let days = day::days(&page);
        let mut found = Vec::new();
        let mut add = |field, value: Option<found::Found>| {
            found.extend(value.and_then(|value| value.proposed(&page, number, field)));
        };
        add(PaperField::Made, made::made(&page, &days));
        if number > 1 {
            self.later.append(&mut found);
            return;
        }
        if let Some(zone) = zone {
            // The lines above the zone are labels in two languages, and it says the same surely.
            found.retain(|value| value.field == PaperField::Made);
            found.extend(travel_document::values(number, text, zone));
        } else {
            add(PaperField::Issuer, letterhead::issuer(&page));
            add(PaperField::Number, own_number::number(&page));
            add(PaperField::Code, verification::code(&page));
            add(PaperField::Address, verification::address(&page));
            add(PaperField::Writer, person::writer(&page));
            add(PaperField::Subject, person::subject(&page));
            add(PaperField::Expires, made::expires(&page, &days));
        }
        found.extend(language_of(number, &page, language));
        self.first = found;
    }

    /// One value at most for each field.
    pub(super) fn into_values(self) -> Vec<PaperValue> {
        let mut values = self.first;
        let has_day = values.iter().any(|value| value.field == PaperField::Made);
        let mut later = self.later;
        later.dedup_by(|one, other| one.values == other.values);
        // The day of a letter or an act of two or three pages is at its end.
        if !has_day && self.pages <= PAGES && later.len() == 1 {
            values.append(&mut later);
        }
        let is_text = |text: &String| {
            (1..=limits::TEXT_CHARS).contains(&text.len()) && !text.chars().any(is_hidden)
        };
        values.retain(|value| is_text(&value.line) && value.values.iter().all(is_text));
        values.sort_by_key(|value| value.field);
        values
    }
}

/// The language of a page, with its longest line to show it.
fn language_of(number: u32, page: &Page<'_>, language: Option<&str>) -> Option<PaperValue> {
    let language = language.filter(|language| *language != UNKNOWN_LANGUAGE)?;
    let lines = page.lines.iter().enumerate();
    let lines = lines.filter(|(at, line)| {
        line.len() <= LANGUAGE_LINE && !line.contains('<') && !page.unsure.contains(at)
    });
    let letters = |line: &str| line.chars().filter(|c| c.is_alphabetic()).count();
    let (_, line) = lines.max_by_key(|(_, line)| letters(line))?;
    Some(PaperValue {
        field: PaperField::Language,
        values: vec![language.to_owned()],
        page: number,
        line: (*line).to_owned(),
    })
}
