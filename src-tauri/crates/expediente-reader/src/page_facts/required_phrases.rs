//! Finds phrases that courts require in a paper's text. Runs in the child.
//!
//! Words are compared in lower case and without accents. Line breaks, hyphenation and the foot and
//! head of pages do not separate the words of a phrase. Only words that occur in some phrase are
//! numbered, so the search compares numbers, and starts only at such a word.

use std::collections::{BTreeMap, HashMap};

use expediente_model::{PageRanges, Wording, without_accents};

use crate::text_facts::typewriter;

/// The forms of each phrase in both languages. A word may be one of several (`a|b`); `..8` matches
/// up to eight words of the same sentence.
const FORMS: &[(Wording, &[&str])] = &[
    (
        Wording::Perjury,
        &[
            "under penalty|penalties of perjury",
            "under the penalty|penalties of perjury",
            "under pain|pains of perjury",
            "under the pains and penalties of perjury",
            "under pains|pain and penalties|penalty of perjury",
            "bajo|so pena de perjurio",
            "bajo la|las pena|penas de perjurio",
        ],
    ),
    (
        Wording::UnitedStatesLaws,
        &[
            // 28 USC 1746 asks for substantially this form.
            "under the law|laws of the united states",
            "ley|leyes de los estados unidos de america",
            "ley|leyes de estados unidos de america",
        ],
    ),
    (
        Wording::StatementOfTruth,
        &[
            "believe|believes that the facts stated in ..15 are true",
            "creo|creemos|cree que los hechos ..3 en ..15 son ciertos|verdaderos|veraces|verdad",
        ],
    ),
    (
        Wording::Jurat,
        &[
            "sworn|affirmed ..4 and subscribed ..4 before me",
            "subscribed and sworn|affirmed ..4 before me",
            "sworn|affirmed ..2 before me",
            "sworn|affirmed at ..12 before me",
            "sworn|affirmed ..3 day of ..4 before me",
            "under oath ..6 notary|notario",
            "make oath and say",
            "duly sworn",
            "sworn|swore ..2 to me on",
            "before me ..15 swore|sworn|affirmed",
            "jurado|jurada|juramentado|juramentada ..4 ante mi|notario",
            "bajo juramento ..6 ante mi|notario",
            "ante mi ..8 notario|notaria",
        ],
    ),
    (
        Wording::CompetentTranslator,
        &[
            "competent to translate",
            "competent in ..8 to translate",
            "competente|competentes para traducir",
            "competente|competentes para realizar|efectuar|hacer ..2 traduccion|traducciones",
        ],
    ),
    (
        Wording::AccurateTranslation,
        &[
            "accurate translation",
            "accurate and complete|true|faithful translation",
            "translation|translated|translate ..15 true|complete|full and accurate",
            "translation|translated ..15 accurate and complete|true",
            "translation is|are accurate",
            "traduccion ..12 fiel|completa|veraz y exacta|fiel|completa",
            "traduccion ..12 exacta y fiel|completa|veraz",
            "traduccion exacta|fiel",
            "fiel|completa|exacta y exacta|fiel|completa traduccion",
        ],
    ),
    (
        Wording::ReadToPerson,
        &[
            "read|interpreted|translated ..8 to|for ..12 language ..6 understand|understands|understood",
            "read|interpreted|translated ..2 to|for me|him|her|them in ..3 language|spanish|english|portuguese|french|creole",
            "me|le|les ..4 leido|leida|leidos|leidas|lei|leyo|leyeron ..8 en ..3 idioma|lengua|espanol|ingles|castellano",
            "leido|leida|leidos|leidas a|al ..8 en ..3 idioma|lengua|espanol|ingles|castellano",
            "leido|leida|leidos|leidas|interpretado|interpretada ..8 en ..6 idioma|lengua ..2 que ..4 \
             comprendo|comprende|comprenden|entiendo|entiende|entienden|comprendio|entendio",
        ],
    ),
];

/// Words before a form that negate it.
const DENIALS: [&str; 5] = ["not", "no", "nor", "never", "nunca"];

/// The number of words at the foot of a page and the head of the next that may interrupt a phrase.
const BETWEEN_PAGES: usize = 15;

/// The phrases in these pages, each with the pages on which it begins.
pub(crate) fn find_phrases(pages: &[String]) -> Vec<(Wording, PageRanges)> {
    let mut known = Known::default();
    let forms: Vec<(Wording, Vec<Part>)> = FORMS
        .iter()
        .flat_map(|(wording, forms)| forms.iter().map(move |form| (*wording, form)))
        .map(|(wording, form)| {
            (
                wording,
                form.split_ascii_whitespace()
                    .map(|part| Part::of(part, &mut known))
                    .collect(),
            )
        })
        .collect();
    let denials = known.ids(DENIALS);
    let text = Text::of(pages, &known);
    // Most words of a paper do not occur in any form.
    let known: Vec<usize> = (0..text.words.len())
        .filter(|&at| text.words.get(at).is_some_and(|word| word.id != UNKNOWN))
        .collect();
    let mut found: BTreeMap<Wording, Vec<u32>> = BTreeMap::new();
    for (wording, form) in &forms {
        let begins = known
            .iter()
            .filter(|&&at| text.matches(at, form, 0) && !text.is_denied(at, &denials));
        let on = begins.filter_map(|at| text.words.get(*at).map(|word| word.page));
        found.entry(*wording).or_default().extend(on);
    }
    found.insert(
        Wording::SocialSecurityNumber,
        text.social_security_numbers(),
    );
    let said = found.into_iter().filter_map(|(wording, mut on)| {
        on.sort_unstable();
        on.dedup();
        Some((wording, PageRanges::from_pages(on)?))
    });
    said.collect()
}

/// The number of all words that occur in no form.
const UNKNOWN: u16 = 0;

/// The words of all forms, each with a number from 1.
#[derive(Default)]
struct Known(HashMap<&'static str, u16>);

impl Known {
    fn ids(&mut self, words: impl IntoIterator<Item = &'static str>) -> Vec<u16> {
        let mut id = |word| {
            let next = self.0.len() + 1;
            // The forms have a few hundred words.
            debug_assert!(next <= usize::from(u16::MAX));
            *self.0.entry(word).or_insert(next as u16)
        };
        words.into_iter().map(&mut id).collect()
    }
}

/// A part of a form.
enum Part {
    /// One of these words.
    Word(Vec<u16>),
    /// Up to this many words.
    Gap(usize),
}

impl Part {
    fn of(text: &'static str, known: &mut Known) -> Self {
        match text.strip_prefix("..").and_then(|most| most.parse().ok()) {
            Some(most) => Self::Gap(most),
            None => Self::Word(known.ids(text.split('|'))),
        }
    }
}

struct Word {
    /// Its number among the known words; 0 for all others.
    id: u16,
    /// Counted from 1.
    page: u32,
    ends_sentence: bool,
}

/// The pages of a paper as one text, folded.
struct Text {
    folded: String,
    words: Vec<Word>,
    /// The first word of each page except the first.
    breaks: Vec<usize>,
    /// The position where each page begins.
    begins: Vec<usize>,
}

impl Text {
    fn of(pages: &[String], known: &Known) -> Self {
        let mut folded = String::new();
        let mut begins = Vec::new();
        for page in pages {
            begins.push(folded.len());
            fold(page, &mut folded);
        }
        let mut text = Self {
            words: Vec::new(),
            breaks: Vec::new(),
            begins,
            folded,
        };
        let mut begin = None;
        let mut words = Vec::new();
        for (at, c) in text.folded.char_indices().chain([(text.folded.len(), ' ')]) {
            match (c.is_alphanumeric(), begin) {
                (true, None) => begin = Some(at),
                (false, Some(from)) => {
                    let (before, rest) = text.folded.split_at(at);
                    let ends_sentence =
                        c == '.' && rest.chars().nth(1).is_none_or(char::is_whitespace);
                    let page = text.page_at(from);
                    let (_, word) = before.split_at(from);
                    let id = known.0.get(word).map_or(UNKNOWN, |id| *id);
                    words.push(Word {
                        id,
                        page,
                        ends_sentence,
                    });
                    begin = None;
                }
                _ => {}
            }
        }
        text.breaks = (1..words.len())
            .filter(|&at| words.get(at - 1).map(|w: &Word| w.page) != words.get(at).map(|w| w.page))
            .collect();
        text.words = words;
        text
    }

    fn page_at(&self, byte: usize) -> u32 {
        // At most `limits::WORDING_PAGES` pages are searched.
        self.begins.partition_point(|begin| *begin <= byte) as u32
    }

    fn is(&self, at: usize, wanted: &[u16]) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| wanted.contains(&word.id))
    }

    /// Whether the rest of a form matches at a word, after `behind` words of the form have matched.
    fn matches(&self, at: usize, form: &[Part], behind: usize) -> bool {
        let Some((first, rest)) = form.split_first() else {
            return true;
        };
        match first {
            Part::Word(wanted) => {
                self.is(at, wanted) && (rest.is_empty() || self.goes_on(at, rest, behind + 1))
            }
            Part::Gap(most) => {
                for skipped in 0..=*most {
                    if self.matches(at + skipped, rest, behind) {
                        return true;
                    }
                    if self
                        .words
                        .get(at + skipped)
                        .is_none_or(|word| word.ends_sentence)
                    {
                        return false;
                    }
                }
                false
            }
        }
    }

    /// Whether a form continues after a word: with the next one, or after the foot and head of
    /// pages.
    fn goes_on(&self, at: usize, rest: &[Part], behind: usize) -> bool {
        if self.matches(at + 1, rest, behind) {
            return true;
        }
        // One word is not enough to cross a page: `under` in one sentence and `the laws` in another
        // are not one phrase.
        if behind < 2 {
            return false;
        }
        let next = self.breaks.partition_point(|first| *first <= at);
        let Some(&next) = self
            .breaks
            .get(next)
            .filter(|first| **first <= at + 1 + BETWEEN_PAGES)
        else {
            return false;
        };
        // A gap matches any word, so the word after it must be found on the next page.
        (next..=next + BETWEEN_PAGES).any(|over| self.matches(over, rest, behind))
    }

    fn is_denied(&self, at: usize, denials: &[u16]) -> bool {
        let denies = |before: usize| {
            let word = at
                .checked_sub(before)
                .and_then(|at| Some((at, self.words.get(at)?)));
            word.filter(|(_, word)| !word.ends_sentence)
                .map(|(at, _)| self.is(at, denials))
        };
        match denies(1) {
            Some(true) => true,
            Some(false) => denies(2) == Some(true),
            None => false,
        }
    }

    /// Pages with a number in the form of a social-security or taxpayer number that may have been
    /// issued: with hyphens, or in any form after a word that says what it is.
    /// Whether the word before a number says that it is one of another kind.
    fn is_another_number(&self, at: usize) -> bool {
        let begin = (0..=at.saturating_sub(BEFORE))
            .rev()
            .find(|at| self.folded.is_char_boundary(*at));
        let before = begin
            .and_then(|begin| self.folded.get(begin..at))
            .map_or("", |before| before);
        let before = before.trim_end_matches([' ', '.', ':', '#']);
        OTHERS.iter().any(|word| {
            before
                .strip_suffix(word)
                .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        })
    }

    fn social_security_numbers(&self) -> Vec<u32> {
        const LENGTH: usize = 11;
        let bytes = self.folded.as_bytes();
        let mut on = Vec::new();
        for (at, window) in bytes.windows(LENGTH).enumerate() {
            let &[a1, a2, a3, b'-', g1, g2, b'-', s1, s2, s3, s4] = window else {
                continue; // It does not have the form of a number.
            };
            let joins = |byte: Option<&u8>| {
                byte.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/'))
            };
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            let digits = [a1, a2, a3, g1, g2, s1, s2, s3, s4];
            let own = !joins(before) && !joins(bytes.get(at + LENGTH));
            if own && is_issued(&digits) && !self.is_another_number(at) {
                on.push(self.page_at(at));
            }
        }
        for label in LABELS {
            for (at, _) in self.folded.match_indices(label) {
                let before = at.checked_sub(1).and_then(|before| bytes.get(before));
                let begins = !before.is_some_and(u8::is_ascii_alphanumeric);
                let (_, after) = bytes.split_at(at + label.len());
                let is_word = !after.first().is_some_and(u8::is_ascii_alphabetic);
                if begins && is_word && labelled_number(after).is_some_and(|n| is_issued(&n)) {
                    on.push(self.page_at(at));
                }
            }
        }
        on
    }
}

/// Words right before a number of the same form that is something else.
const OTHERS: [&str; 14] = [
    "tel",
    "telf",
    "telefono",
    "phone",
    "fax",
    "cel",
    "case no",
    "caso no",
    "file no",
    "ref",
    "docket",
    "invoice no",
    "factura no",
    "mrn",
];

/// Words before a social-security or taxpayer number.
const LABELS: [&str; 13] = [
    "tin",
    "ssn",
    "s.s.n.",
    "ss#",
    "ss no",
    "tax id",
    "social security",
    "soc. sec.",
    "seguro social",
    "seguridad social",
    "itin",
    "taxpayer",
    "contribuyente",
];

/// Bytes before a number in which its word stands.
const BEFORE: usize = 24;

/// How far behind its label a number begins.
const BEHIND: usize = 40;

/// The nine digits of the first number behind a label, whatever stands between them.
fn labelled_number(after: &[u8]) -> Option<[u8; 9]> {
    let begins = after.iter().take(BEHIND).position(u8::is_ascii_digit)?;
    let mut digits = Vec::with_capacity(9);
    let mut gap = 0;
    for byte in after.iter().skip(begins) {
        match byte {
            b'0'..=b'9' => {
                digits.push(*byte);
                gap = 0;
            }
            b' ' | b'-' | b'.' if gap < 3 => gap += 1,
            _ => break,
        }
        if digits.len() > 9 {
            return None;
        }
    }
    <[u8; 9]>::try_from(digits).ok()
}

/// Whether such a number can have been issued: to a person by the Social Security Administration,
/// or by the Internal Revenue Service to one who has none (ITIN; IRS Publication 1915).
fn is_issued(digits: &[u8; 9]) -> bool {
    let [area @ .., g1, g2, s1, s2, s3, s4] = digits;
    if !digits.iter().all(u8::is_ascii_digit) || [*s1, *s2, *s3, *s4] == *b"0000" {
        return false;
    }
    let group = (g1 - b'0') * 10 + (g2 - b'0');
    match area {
        b"000" | b"666" => false,
        [b'9', ..] => matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99),
        _ => group != 0,
    }
}

/// Appends a page's text: lower case, without accents, with typewriter quotes and dashes, single
/// spaces, and words joined that a line break splits.
fn fold(page: &str, folded: &mut String) {
    if !folded.is_empty() {
        end_line(folded);
    }
    for c in without_accents(page).chars().flat_map(char::to_lowercase) {
        match typewriter(c) {
            '\u{ad}' => folded.push('\u{ad}'),
            '\n' => end_line(folded),
            c if c.is_whitespace() || c.is_control() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.push(c),
        }
    }
}

/// Ends a line: a word or number that the line break splits continues.
fn end_line(folded: &mut String) {
    while folded.ends_with(' ') {
        folded.pop();
    }
    if folded.ends_with('\u{ad}') {
        folded.pop();
        return;
    }
    let before = folded
        .strip_suffix('-')
        .and_then(|rest| rest.chars().next_back());
    match before {
        Some(c) if c.is_ascii_digit() => {}
        Some(c) if c.is_alphabetic() => {
            folded.pop();
        }
        _ => folded.push(' '),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pages: &[&str]) -> Vec<(Wording, String)> {
        let pages: Vec<String> = pages.iter().map(|page| (*page).to_owned()).collect();
        find_phrases(&pages)
            .into_iter()
            .map(|(wording, on)| (wording, on.to_string()))
            .collect()
    }

    fn check(wording: Wording, says: &[&str], says_not: &[&str]) {
        for text in says {
            assert!(
                found(&[text]).iter().any(|(found, _)| *found == wording),
                "{wording:?} not found: {text}"
            );
        }
        for text in says_not {
            assert!(
                !found(&[text]).iter().any(|(found, _)| *found == wording),
                "{wording:?} found: {text}"
            );
        }
    }

    /// Without these words a declaration is not one (28 USC 1746).
    #[test]
    fn perjury() {
        check(
            Wording::Perjury,
            &[
                "I declare UNDER  PENALTY\nOF PERJURY that the foregoing is true and correct.",
                "I certify under the penalties of perjury",
                "Declaro, bajo pena de perjurio, que lo anterior es cierto.",
                "so pena de per-\njurio",
            ],
            &[
                "He was charged with perjury.",
                "under penalty of a fine",
                "fue condenado por perjurio",
                "bajo pena de multa",
            ],
        );
    }

    /// A declaration signed abroad must name the laws (28 USC 1746(1)).
    #[test]
    fn united_states_laws() {
        check(
            Wording::UnitedStatesLaws,
            &[
                "under penalty of perjury under the laws of the United States of America that",
                "conforme a las leyes de los Estados Unidos de América",
            ],
            &[
                "under the laws of the State of Texas",
                "the United States of America",
                "en los Estados Unidos de América",
            ],
        );
    }

    /// CPR Practice Direction 22.
    #[test]
    fn statement_of_truth() {
        check(
            Wording::StatementOfTruth,
            &[
                "I believe that the facts stated in this witness statement are true.",
                "The Claimant believes that the facts stated in these Particulars of Claim are true.",
                "Creo que los hechos expuestos en esta declaración son ciertos.",
            ],
            &[
                "I believe that he is a good man.",
                "I believe that the facts stated in it are wrong. They are true.",
                "los hechos son ciertos",
            ],
        );
    }

    /// 8 CFR 103.2(b)(3) and 1003.33.
    /// An affidavit is sworn, and needs no words of its own.
    #[test]
    fn jurat() {
        check(
            Wording::Jurat,
            &[
                "Sworn to (or affirmed) and subscribed before me this 3rd day of May",
                "SUBSCRIBED AND SWORN TO before me, a Notary Public",
                "Sworn before me at London",
                "Declaración jurada ante notario público",
                "prestada bajo juramento y firmada ante mí",
                "Ante mí, Pedro Pérez, notario de San Cristóbal",
            ],
            &[
                "I swear that this is true.",
                "He was sworn in as mayor.",
                "declaración jurada",
                "Before me stood a house.",
            ],
        );
    }

    #[test]
    fn competent_translator() {
        check(
            Wording::CompetentTranslator,
            &[
                "I certify that I am competent to translate from Spanish into English",
                "I am competent in Spanish and English and to translate documents",
                "que soy competente para traducir del español al inglés",
                "competente para realizar esta traducción",
            ],
            &[
                "I am not competent to translate it",
                "a competent court",
                "no soy competente para traducir",
                "juez competente para conocer",
            ],
        );
    }

    /// 8 CFR 103.2(b)(3) and 1003.33.
    #[test]
    fn accurate_translation() {
        check(
            Wording::AccurateTranslation,
            &[
                "that the above is a complete and accurate translation of the document",
                "the translation is true and accurate to the best of my abilities",
                "I have translated the attached document and certify that it is complete and accurate.",
                "es una traducción fiel y exacta del original",
                "la traducción que antecede es completa y exacta",
            ],
            &[
                "My statement is true and accurate.",
                "an accurate map. The translation follows.",
                "copia fiel y exacta del original",
            ],
        );
    }

    /// A declaration must have been read to a person who does not know its language.
    #[test]
    fn read_to_person() {
        check(
            Wording::ReadToPerson,
            &[
                "This declaration was read to me in Spanish, my native language.",
                "I read the foregoing to Ana Pérez in the Spanish language, a language that she understands.",
                "It has been interpreted for the declarant in a language which he understands.",
                "La presente me fue leída en español, idioma que comprendo.",
                "Este documento fue leído a la declarante en su idioma.",
            ],
            &[
                "The letter was read to the whole family.",
                "I read a book in Spanish.",
                "He speaks a language that I understand.",
                "un libro leído en clase",
                "leído en voz alta por el secretario",
            ],
        );
    }

    /// FRCP 5.2(a): only the last four digits may be filed.
    #[test]
    fn social_security_number() {
        check(
            Wording::SocialSecurityNumber,
            &[
                "SSN: 123-45-6789.",
                "123\u{2013}45\u{2013}6789",
                "(078-05-\n1120)",
                "912-78-1234",
                "SSN 078051120",
                "Social Security Number: 078 05 1120",
                "N.º de seguro social 078.05.1120",
                "ITIN: 912-78-1234",
                "taxpayer identification number 912 78 1234.",
            ],
            &[
                "000-12-3456",
                "666-12-3456",
                "912-34-5678",
                "123-00-4567",
                "123-45-0000",
                "xxx-xx-6789",
                "1123-45-6789",
                "123-45-67890",
                "12-123-45-6789",
                "123-45-6789-01",
                "A123-45-6789",
                "123 45 6789",
                "078051120",
                "SSN xxx-xx-1120",
                "SSN: ending in 1120",
                "ITIN 912 34 5678",
                "sentinel 078051120",
                "SSN 0780511203",
                "his classn 078051120",
            ],
        );
    }

    /// Declarations end at the end of a page, so the page number may be in the middle of the
    /// sentence.
    #[test]
    fn a_wording_runs_over_pages() {
        let pages = [
            "I declare under penalty of",
            "perjury under the laws of the United States\nPage 2 of 3",
            "Case 26-123\nof America",
        ];
        assert_eq!(
            found(&pages),
            [
                (Wording::Perjury, "1".to_owned()),
                (Wording::UnitedStatesLaws, "2".to_owned())
            ]
        );
        assert_eq!(
            found(&["bajo pena de per-", "jurio"]),
            [(Wording::Perjury, "1".to_owned())]
        );
    }

    /// Each form is well-formed: a misspelled gap would be a word that nobody writes.
    #[test]
    fn forms_are_folded_themselves() {
        for form in FORMS.iter().flat_map(|(_, forms)| forms.iter()) {
            let mut folded = String::new();
            fold(form, &mut folded);
            assert_eq!(folded, *form);
            let first = form
                .split_ascii_whitespace()
                .next()
                .map(|part| Part::of(part, &mut Known::default()));
            assert!(matches!(first, Some(Part::Word(_))), "{form}");
        }
    }
}
