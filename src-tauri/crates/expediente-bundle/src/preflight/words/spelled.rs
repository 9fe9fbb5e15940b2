//! Collects what the words of all papers say of the person.

use std::collections::{BTreeMap, BTreeSet};

use expediente_model::{
    Date, DocumentId, Exhibit, ExhibitId, ExhibitKind, Matter, PageRanges, Role, Spelling,
    TextFacts, date_in, folded, number_key,
};

use crate::preflight::facts::A_NUMBER;
use crate::preflight::words::name_match::{Name, all_words, are_two, is_form_of};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// The person's name.
    Name,
    /// Days of birth.
    Birth,
    /// Numbers of identity papers.
    IdentityNumber,
    /// A-numbers.
    ANumber,
}

impl Sort {
    const ALL: [Self; 4] = [Self::Name, Self::Birth, Self::IdentityNumber, Self::ANumber];

    /// Its word in files and catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Birth => "birth",
            Self::IdentityNumber => "identity-number",
            Self::ANumber => "a-number",
        }
    }

    /// The sort with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.word() == word)
    }
}

/// Where a value is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenAt {
    /// The exhibit; none outside of them.
    pub exhibit: Option<ExhibitId>,
    /// The document.
    pub document: DocumentId,
    /// Pages of the paper.
    pub pages: PageRanges,
}

/// A value as papers write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// The value.
    pub value: String,
    /// Whether the cover page says it.
    pub on_cover: bool,
    /// Where papers say it.
    pub places: Vec<WrittenAt>,
    /// Whether it is another one with a slip, or spells the name in another way. Numbers and days
    /// that are quite others are of other people.
    pub differs: bool,
}

/// All values of each sort, the one of the cover page first, then by how many papers say it.
#[must_use]
pub fn spellings(matter: &Matter) -> BTreeMap<Sort, Vec<Spelled>> {
    let mut all = Collected::default();
    let facts = &matter.facts;
    let person = Name::new(&facts.person);
    let cover = facts.person.trim();
    // A passage with all words of the name is the name.
    let as_cover = |passage: String| match is_whole(&passage, cover) {
        true => cover.to_owned(),
        false => passage,
    };
    if !cover.is_empty() {
        all.add(Sort::Name, cover, None);
    }
    for number in facts.docket.iter().filter_map(|number| a_number(number)) {
        all.add(Sort::ANumber, &number, None);
    }
    let inside = matter.exhibits.iter().flat_map(|exhibit| {
        let documents = exhibit.documents.iter();
        documents.map(move |one| (Some(exhibit.as_ref()), one))
    });
    let loose = matter.front.iter().chain(&matter.back);
    for (exhibit, document) in inside.chain(loose.map(|one| (None, one))) {
        // A matter has the papers of all its documents.
        let Some(item) = matter.items.get(&document.item) else {
            continue;
        };
        let Some(words) = item.text_facts() else {
            continue;
        };
        // The note tells what papers say; it is none of them.
        if document.role == Role::DifferencesNote {
            continue;
        }
        let chosen = document.chosen_pages(item.pages);
        let at = |pages: &PageRanges| {
            let shown = pages.iter().filter(|page| chosen.contains(page));
            let pages = PageRanges::from_pages(shown)?;
            Some(WrittenAt {
                exhibit: exhibit.map(|one| one.id),
                document: document.id,
                pages,
            })
        };
        let mut add = |sort, value: &str, pages: &PageRanges| {
            if let Some(at) = at(pages) {
                all.add(sort, value, Some(at));
            }
        };
        if let Some(name) = &person {
            let runs = words.names.iter();
            let passages = runs.filter_map(|(run, pages)| Some((name.spelled_in(run)?, pages)));
            for (passage, pages) in on_their_own(&passages.collect::<Vec<_>>()) {
                add(Sort::Name, &as_cover(passage), &pages);
            }
        }
        if is_of_many(exhibit, &words) {
            continue;
        }
        for (birth, pages) in &words.births {
            add(Sort::Birth, birth, pages);
        }
        for (number, pages) in &words.identity_numbers {
            add(Sort::IdentityNumber, number, pages);
        }
        for (number, pages) in &words.a_numbers {
            add(Sort::ANumber, number, pages);
        }
        for zone in &words.zones {
            if let Some(page) = PageRanges::from_pages([zone.page]) {
                add(Sort::Birth, &zone.born.to_string(), &page);
                let passage = person.as_ref().and_then(|name| name.spelled_in(&zone.name));
                if let Some(passage) = passage {
                    add(Sort::Name, &as_cover(passage), &page);
                }
            }
        }
    }
    all.sorted()
}

/// Numbers on one paper from which on they are those of several people, as on the sheets of a
/// petition that nobody said is one yet.
const MANY_NUMBERS: usize = 8;

/// Whether the numbers and days on a paper are those of many people: it is of a petition, or has
/// the identity numbers of many.
pub(super) fn is_of_many(exhibit: Option<&Exhibit>, words: &TextFacts) -> bool {
    let is_petition = exhibit.is_some_and(|one| {
        one.kind == Some(ExhibitKind::Petition)
            || one.documents.iter().any(|one| !one.rows.is_empty())
    });
    is_petition || words.identity_numbers.len() >= MANY_NUMBERS
}

impl Spelled {
    /// Whether it differs from another, and nobody said that it is right or why it is written so.
    #[must_use]
    pub fn is_open(&self, decided: Option<&Spelling>) -> bool {
        self.differs && !decided.is_some_and(|said| said.settles(&self.value))
    }
}

/// An A-number of the cover page, as nine digits.
pub(super) fn a_number(text: &str) -> Option<String> {
    let rest = text.trim().strip_prefix(['A', 'a'])?;
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let is_plain = rest.chars().all(|c| !c.is_alphabetic());
    (is_plain && A_NUMBER.contains(&digits.len())).then(|| format!("{digits:0>9}"))
}

/// An A-number of nine digits as courts write it.
#[must_use]
pub fn written_a_number(number: &str) -> String {
    let part = |from: usize| number.get(from..from + 3);
    match (part(0), part(3), part(6)) {
        (Some(one), Some(two), Some(three)) => format!("A {one}-{two}-{three}"),
        _ => number.to_owned(),
    }
}

/// Values by sort and by what they are compared by.
#[derive(Default)]
struct Collected(BTreeMap<Sort, Vec<(String, Spelled)>>);

impl Collected {
    fn add(&mut self, sort: Sort, value: &str, at: Option<WrittenAt>) {
        let key = key(sort, value);
        if key.is_empty() {
            return;
        }
        let values = self.0.entry(sort).or_default();
        let known = values.iter().position(|(had, _)| *had == key);
        let known = match known {
            Some(known) => known,
            None => {
                let spelled = Spelled {
                    value: value.to_owned(),
                    on_cover: false,
                    places: Vec::new(),
                    differs: false,
                };
                values.push((key, spelled));
                values.len() - 1
            }
        };
        let Some((_, spelled)) = values.get_mut(known) else {
            return;
        };
        match at {
            None => spelled.on_cover = true,
            Some(at) => {
                let same = |one: &&mut WrittenAt| one.document == at.document;
                match spelled.places.iter_mut().find(same) {
                    Some(had) => had.pages = had.pages.with(&at.pages),
                    None => spelled.places.push(at),
                }
            }
        }
    }

    fn sorted(self) -> BTreeMap<Sort, Vec<Spelled>> {
        let sorted = self.0.into_iter().map(|(sort, values)| {
            let mut values: Vec<Spelled> = values.into_iter().map(|(_, spelled)| spelled).collect();
            let others: Vec<String> = values.iter().map(|one| one.value.clone()).collect();
            for one in &mut values {
                let is_other =
                    |other: &String| *other != one.value && differ(sort, other, &one.value);
                // A shorter form of a name is no other one, whatever else differs from it.
                let is_form = |other: &String| {
                    *other != one.value && sort == Sort::Name && is_form_of(&one.value, other)
                };
                let is_short = !one.on_cover && others.iter().any(is_form);
                one.differs = !is_short && others.iter().any(is_other);
            }
            values.sort_by_key(|one| (!one.on_cover, std::cmp::Reverse(one.places.len())));
            (sort, values)
        });
        sorted.collect()
    }
}

/// Whether two values of a sort may be one, written in two ways.
fn differ(sort: Sort, one: &str, other: &str) -> bool {
    match sort {
        // Fewer words of it are no other name.
        Sort::Name => are_two(one, other),
        Sort::Birth => match (one.parse::<Date>(), other.parse::<Date>()) {
            (Ok(one), Ok(other)) => {
                let same = [
                    one.year() == other.year(),
                    one.month() == other.month(),
                    one.day() == other.day(),
                ];
                same.iter().filter(|same| **same).count() == 2
            }
            // "03/04/1990" can be that day and another.
            _ => readings(one)
                .intersection(&readings(other))
                .next()
                .is_some(),
        },
        Sort::IdentityNumber | Sort::ANumber => {
            let (one, other) = (key(sort, one), key(sort, other));
            let plain = |key: &str| key.trim_start_matches(FOREIGNER).to_owned();
            plain(&one) == plain(&other) || is_slip(&one, &other)
        }
    }
}

/// The days that a date can be: with the day first, or the month.
fn readings(text: &str) -> BTreeSet<Date> {
    [false, true]
        .into_iter()
        .filter_map(|month_first| date_in(text, month_first))
        .collect()
}

/// Digits that a number has at least, before one wrong digit tells something.
const LEAST_DIGITS: usize = 6;

/// The letter before the number of a foreigner's card in Venezuela. Citizens have V, or none.
const FOREIGNER: char = 'e';

/// Whether a number is another with one digit changed, or two neighbors exchanged.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len() != other.len() || one.len() < LEAST_DIGITS {
        return false;
    }
    let pairs = one.iter().zip(&other).enumerate();
    let differ: Vec<usize> = pairs
        .filter(|(_, (a, b))| a != b)
        .map(|(at, _)| at)
        .collect();
    match differ.as_slice() {
        [_] => true,
        [first, second] if first + 1 == *second => {
            one.get(*first) == other.get(*second) && one.get(*second) == other.get(*first)
        }
        _ => false,
    }
}

/// Passages, each with the pages on which it is no part of a longer one: a name that goes on in the
/// next line is not its first line.
fn on_their_own(passages: &[(String, &PageRanges)]) -> Vec<(String, PageRanges)> {
    let is_part = |part: &str, whole: &str| {
        let (part, whole) = (format!(" {part} "), format!(" {whole} "));
        part.len() < whole.len() && whole.contains(&part)
    };
    let own = passages.iter().filter_map(|(passage, pages)| {
        let longer: Vec<&&PageRanges> = passages
            .iter()
            .filter(|(other, _)| is_part(passage, other))
            .map(|(_, on)| on)
            .collect();
        let alone = pages
            .iter()
            .filter(|page| !longer.iter().any(|on| on.contains(*page)));
        Some((passage.clone(), PageRanges::from_pages(alone)?))
    });
    own.collect()
}

/// Whether a passage is the name of the cover page, with all its words.
fn is_whole(passage: &str, cover: &str) -> bool {
    let words = |name: &str| {
        let mut words: Vec<String> = all_words(name).iter().map(|word| folded(word)).collect();
        words.sort_unstable();
        words
    };
    is_form_of(passage, cover) && words(passage) == words(cover)
}

/// By what values of a sort are told apart. Spellings of a name differ by a letter or an accent;
/// capitals and the order of a form do not make another name.
pub(super) fn key(sort: Sort, value: &str) -> String {
    match sort {
        // The order of a form begins with the surnames.
        Sort::Name => {
            let mut words = all_words(value);
            let first = (0..words.len()).min_by_key(|at| words.get(*at).cloned());
            words.rotate_left(first.map_or(0, |at| at));
            let text = words.join(" ");
            // A machine-readable zone and capitals on a form have no accents.
            if value.chars().any(char::is_lowercase) {
                text
            } else {
                folded(&text)
            }
        }
        Sort::Birth => match value.parse::<Date>() {
            Ok(day) => day.to_string(),
            Err(_) => value.to_owned(),
        },
        Sort::IdentityNumber => {
            let key = number_key(value);
            let is_foreigner = folded(value).trim_start().starts_with(FOREIGNER);
            if is_foreigner && key.starts_with(|c: char| c.is_ascii_digit()) {
                return format!("{FOREIGNER}{key}");
            }
            key
        }
        Sort::ANumber => value.chars().filter(char::is_ascii_digit).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read of a name line by line is one spelling, where it stands whole.
    #[test]
    fn a_part_of_a_name_is_none_beside_the_whole() {
        let on = |pages: &str| pages.parse::<PageRanges>().unwrap();
        let (both, first) = (on("1-2"), on("1"));
        let found = on_their_own(&[
            ("Ana Maria".to_owned(), &both),
            ("Ana Maria GOMEZ".to_owned(), &first),
        ]);
        let expected = [
            ("Ana Maria".to_owned(), on("2")),
            ("Ana Maria GOMEZ".to_owned(), first),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn spellings_of_one_name() {
        let cover = "Yuleidy Carolina BRICEÑO MÁRQUEZ";
        for (passage, is_form, whole) in [
            ("YULEIDY CAROLINA BRICENO MARQUEZ", true, true),
            ("Yuleidy Briceño", true, false),
            ("Briceño Márquez Yuleidy", true, false),
            ("BRICEÑO MÁRQUEZ YULEIDY CAROLINA", true, true),
            ("Yuleidy C. de Briceño", true, false),
            ("Yuleidy Carolina Briceño de Márquez", true, false),
            ("Yuleidy Carolina Briceño-Márquez", true, true),
            ("Yuleidi Briceño Márquez", false, false),
            ("Yuleidy Carolina Márquez Briceño", false, false),
            // A paper in small letters that leaves an accent out writes another name.
            ("Yuleidy Briceño Marquez", false, false),
        ] {
            assert_eq!(is_form_of(passage, cover), is_form, "{passage}");
            assert_eq!(is_whole(passage, cover), whole, "{passage}");
        }
        assert!(!differ(Sort::Name, "Yuleidy Briceño", cover));
        assert!(differ(Sort::Name, "Yuleidi Briceño Márquez", cover));
    }

    /// An initial in the place of a name waits for no decision, even where another paper has a slip.
    #[test]
    fn a_shorter_form_waits_for_nothing() {
        let mut all = Collected::default();
        all.add(Sort::Name, "Daniela Marisol QUINTERO PRADO", None);
        for spelled in [
            "Daniella Marisol Quintero Prado",
            "Daniela M Quintero Prado",
        ] {
            all.add(Sort::Name, spelled, None);
        }
        for (_, one) in all.0.get_mut(&Sort::Name).unwrap().iter_mut().skip(1) {
            one.on_cover = false;
        }
        let names = all.sorted().remove(&Sort::Name).unwrap();
        let open: Vec<&str> = names
            .iter()
            .filter(|one| one.differs)
            .map(|one| one.value.as_str())
            .collect();
        assert_eq!(
            open,
            [
                "Daniela Marisol QUINTERO PRADO",
                "Daniella Marisol Quintero Prado"
            ]
        );
    }

    #[test]
    fn slips_of_numbers() {
        assert!(is_slip("012345678", "012345679"));
        assert!(is_slip("012345678", "012354678"));
        assert!(!is_slip("012345678", "012345678"));
        assert!(!is_slip("012345678", "098765432"));
        assert!(!is_slip("012345678", "112345679"));
        assert_eq!(written_a_number("012345678"), "A 012-345-678");
    }

    /// A day off is a question; the mother's birth is none.
    #[test]
    fn values_that_may_be_one() {
        assert!(differ(Sort::Birth, "1996-03-14", "1996-03-15"));
        assert!(!differ(Sort::Birth, "1996-03-14", "1970-11-02"));
        assert!(differ(Sort::IdentityNumber, "V-12.345.678", "12345687"));
        assert!(!differ(Sort::IdentityNumber, "V-12.345.678", "V-9.876.543"));
        assert!(!differ(
            Sort::IdentityNumber,
            "V-00.000.118",
            "V-00.000.417"
        ));
        assert!(differ(Sort::ANumber, "012345678", "012345679"));
        let number = |text| key(Sort::IdentityNumber, text);
        assert_ne!(number("V-97.418.206"), number("E-97.418.206"));
        assert!(differ(Sort::IdentityNumber, "V-97.418.206", "E-97.418.206"));
        assert_eq!(number("V-97.418.206"), number("97418206"));
    }
}
