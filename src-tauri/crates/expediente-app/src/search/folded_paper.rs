//! The words of a paper in the form in which they are searched: a text without accents, small
//! enough that the papers of all cases are gone through word by word.
//!
//! It is kept in the cache of the matter and made again from the words where it is missing, as
//! a text of lines: the page, a space, and the forms of its words, each after a space.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use expediente_model::{ReadPage, codes_over_words, numbers_over_words, search_forms};

/// The words of a paper as they are searched.
#[derive(Clone, Debug, Default)]
pub(crate) struct FoldedPaper(String);

impl FoldedPaper {
    /// From pages in order.
    pub(crate) fn of<'p>(pages: impl Iterator<Item = &'p ReadPage>) -> Self {
        let mut text = String::new();
        for page in pages {
            let _ = write!(text, "{}", page.page);
            // The first part of a word that a line end divides.
            let mut divided: Option<&str> = None;
            for line in &page.lines {
                let words: Vec<&str> = line.words.iter().map(|word| word.text.as_str()).collect();
                let alone = words.iter().flat_map(|word| search_forms(word));
                let joined = over_words(&words).flat_map(|(_, forms)| forms);
                let whole = divided.zip(words.first());
                let whole = whole.map(|(part, rest)| search_forms(&format!("{part}{rest}")));
                divided = divided_at_end(&words);
                for form in alone.chain(joined).chain(whole.into_iter().flatten()) {
                    text.push(' ');
                    text.push_str(&form);
                }
            }
            text.push('\n');
        }
        Self(text)
    }

    /// As it was kept; nothing where that is damaged, so that it is made again.
    pub(crate) fn from_kept(bytes: Vec<u8>) -> Option<Self> {
        let text = String::from_utf8(bytes).ok()?;
        let is_whole = text.lines().all(|line| page_of(line).is_some());
        is_whole.then_some(Self(text))
    }

    /// To be kept.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The pages on which every one of these words begins a word. Each wanted word is given by the
    /// forms under any of which it is found, each after a space.
    pub(crate) fn pages_with(&self, wanted: &Wanted) -> Vec<u32> {
        // The first word is looked for in the paper as a whole, which is fast; the others on the
        // pages that have it.
        let mut found = Vec::new();
        let Some((first, others)) = wanted.0.split_first() else {
            return found;
        };
        let mut ends_before = 0;
        let mut places: Vec<usize> = first
            .iter()
            .flat_map(|form| form.find_iter(self.bytes()))
            .collect();
        places.sort_unstable();
        for place in places {
            if place < ends_before {
                continue;
            }
            let (before, after) = self.0.split_at(place);
            let begins = before.rfind('\n').map_or(0, |at| at + 1);
            let ends = after.find('\n').map_or(self.0.len(), |at| place + at);
            ends_before = ends;
            let Some(line) = self.0.get(begins..ends) else {
                continue;
            };
            let has = |forms: &Vec<memchr::memmem::Finder<'static>>| {
                forms
                    .iter()
                    .any(|form| form.find(line.as_bytes()).is_some())
            };
            if others.iter().all(has) {
                // Each line begins with its page.
                found.extend(page_of(line));
            }
        }
        found
    }

    /// How many pages it has.
    pub(crate) fn pages(&self) -> u64 {
        self.bytes().iter().filter(|byte| **byte == b'\n').count() as u64
    }
}

/// The page that a line is about.
fn page_of(line: &str) -> Option<u32> {
    line.split(' ').next()?.parse().ok()
}

/// The words of a question.
pub(crate) struct Wanted(Vec<Vec<memchr::memmem::Finder<'static>>>);

impl Wanted {
    /// The words of a question; nothing where it has none.
    pub(crate) fn of(question: &str) -> Option<Self> {
        let finder = |form: &String| {
            let text = format!(" {form}");
            memchr::memmem::Finder::new(text.as_bytes()).into_owned()
        };
        let words: Vec<Vec<_>> = words_of(question)
            .iter()
            .map(|forms| forms.iter().map(finder).collect())
            .collect();
        (!words.is_empty()).then_some(Self(words))
    }
}

/// The words of a question, each by the forms under any of which it is found: a number with its
/// letters, or by its digits alone only where that is what was typed.
pub(crate) fn words_of(question: &str) -> Vec<Vec<String>> {
    const MOST: usize = 20;
    let words: Vec<&str> = question.split_whitespace().collect();
    let joined = numbers_over_words(&words);
    let is_joined = |at: &usize| joined.iter().any(|(over, _)| over.contains(at));
    let numbers = joined.iter().map(|(_, forms)| {
        // The last form is the number as it was typed.
        forms.last().cloned().into_iter().collect()
    });
    let alone = words.iter().enumerate().filter(|(at, _)| !is_joined(at));
    alone
        .flat_map(|(_, word)| {
            let mut forms = search_forms(word);
            let has_digits = forms
                .iter()
                .any(|form| form.chars().any(|c| c.is_ascii_digit()));
            if has_digits {
                // The last form is the number as it was typed.
                let typed = forms.pop();
                vec![typed.into_iter().collect::<Vec<String>>()]
            } else {
                forms.into_iter().map(|form| vec![form]).collect()
            }
        })
        .chain(numbers)
        .filter(|forms| !forms.is_empty())
        .take(MOST)
        .collect()
}

/// The numbers and codes of a line that go over several words.
fn over_words(words: &[&str]) -> impl Iterator<Item = (Range<usize>, Vec<String>)> {
    numbers_over_words(words)
        .into_iter()
        .chain(codes_over_words(words))
}

/// The first part of a word that the end of a line divides.
fn divided_at_end<'w>(words: &[&'w str]) -> Option<&'w str> {
    words.last()?.strip_suffix(['-', '\u{ad}', '\u{2010}'])
}

/// Which words of each line of a page are some that were asked for, both parts of a divided one.
pub(crate) fn wanted_on(page: &ReadPage, wanted: &[Vec<String>]) -> Vec<Vec<bool>> {
    let mut found: Vec<Vec<bool>> = Vec::with_capacity(page.lines.len());
    let mut divided: Option<&str> = None;
    for line in &page.lines {
        let words: Vec<&str> = line.words.iter().map(|word| word.text.as_str()).collect();
        let mut own = are_wanted(&words, wanted);
        if let (Some(part), Some(rest)) = (divided, words.first()) {
            let whole = format!("{part}{rest}");
            if are_wanted(&[whole.as_str()], wanted).contains(&true) {
                let parts = [
                    found.last_mut().and_then(|line| line.last_mut()),
                    own.first_mut(),
                ];
                for part in parts.into_iter().flatten() {
                    *part = true;
                }
            }
        }
        divided = divided_at_end(&words);
        found.push(own);
    }
    found
}

/// Which words of a line are some that were asked for.
fn are_wanted(words: &[&str], wanted: &[Vec<String>]) -> Vec<bool> {
    let is_one = |form: &String| {
        let mut wanted = wanted.iter().flatten();
        wanted.any(|wanted| form.starts_with(wanted.as_str()))
    };
    let alone = words
        .iter()
        .map(|word| search_forms(word).iter().any(is_one));
    let mut are: Vec<bool> = alone.collect();
    for (over, forms) in over_words(words) {
        if forms.iter().any(is_one) {
            for is in are.get_mut(over).into_iter().flatten() {
                *is = true;
            }
        }
    }
    are
}

/// What is searched of papers, kept while the program runs.
#[derive(Default)]
pub(crate) struct FoldedPapers(Mutex<HashMap<String, Arc<FoldedPaper>>>);

/// Bytes of them at most: some 50,000 pages.
const MEMORY_BYTES: usize = 100_000_000;

impl FoldedPapers {
    pub(crate) fn get(&self, key: &str) -> Option<Arc<FoldedPaper>> {
        self.locked().get(key).map(Arc::clone)
    }

    pub(crate) fn keep(&self, key: String, paper: &Arc<FoldedPaper>) {
        let mut kept = self.locked();
        let bytes: usize = kept.values().map(|paper| paper.bytes().len()).sum();
        if bytes + paper.bytes().len() <= MEMORY_BYTES {
            kept.insert(key, Arc::clone(paper));
        }
    }

    /// Forgets all, because a matter of some of them goes away.
    pub(crate) fn forget(&self) {
        self.locked().clear();
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<String, Arc<FoldedPaper>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use expediente_model::{ReadLine, ReadWord};

    use super::*;

    fn page(number: u32, text: &str) -> ReadPage {
        let words = text.split(' ').map(|text| ReadWord {
            text: text.to_owned(),
            ..ReadWord::default()
        });
        ReadPage {
            page: number,
            lines: vec![ReadLine {
                words: words.collect(),
                ..ReadLine::default()
            }],
            ..ReadPage::default()
        }
    }

    #[test]
    fn pages_have_all_words_of_a_question() {
        let pages = [
            page(1, "Yo, María Quintero, cédula V-20.123.456, declaro"),
            page(3, "la cedula de Quintero"),
            page(12, "Fiscalía 3 de Baruta"),
            page(14, "In the matter of Quiroga, A 123-456-789"),
        ];
        let folded = FoldedPaper::of(pages.iter());
        assert_eq!(folded.pages(), 4);
        let found = |question: &str| folded.pages_with(&Wanted::of(question).unwrap());
        assert_eq!(found("quintero"), [1, 3]);
        assert_eq!(found("quintero maria"), [1]);
        assert_eq!(found("cédula QUINT"), [1, 3]);
        assert_eq!(found("20123456"), [1]);
        assert_eq!(found("v20.123.456"), [1]);
        let mut divided = page(5, "el Minis- terio");
        let rest = divided.lines[0].words.split_off(2);
        divided.lines.push(ReadLine {
            words: rest,
            ..ReadLine::default()
        });
        let marked = wanted_on(&divided, &words_of("ministerio"));
        assert_eq!(marked, [vec![false, true], vec![true]]);
        let marked = wanted_on(&divided, &words_of("el terio"));
        assert_eq!(marked, [vec![true, false], vec![true]]);
        let divided = FoldedPaper::of([divided].iter());
        assert_eq!(divided.pages_with(&Wanted::of("ministerio").unwrap()), [5]);
        assert_eq!(found("v 20 123 456"), [1]);
        assert_eq!(found("A123456789"), [14]);
        assert_eq!(found("A 123-456-789"), [14]);
        assert_eq!(found("a123456"), [14]);
        assert_eq!(found("123.456.789"), [14]);
        assert_eq!(found("uintero"), [0; 0]);
        // The number of a page is no word on it.
        assert_eq!(found("14"), [0; 0]);
        assert_eq!(found("3"), [12]);
        assert!(Wanted::of(" — ").is_none());
        let kept = FoldedPaper::from_kept(folded.bytes().to_vec()).unwrap();
        assert_eq!(kept.pages_with(&Wanted::of("baruta").unwrap()), [12]);
        assert!(FoldedPaper::from_kept(b"1 la\nx casa\n".to_vec()).is_none());
    }
}
