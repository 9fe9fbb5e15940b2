//! Checks of pages that are missing, out of order, empty or there twice.

use std::collections::{BTreeMap, BTreeSet};

use expediente_model::{Code, Finding, PageDigest, PrintedNumber, Role};

use crate::preflight::case::{Case, Placed};
use crate::preflight::words::{read, shown, tell};

pub(super) fn check(case: &mut Case) {
    check_numbers(case);
    check_blank(case);
    check_twice(case);
}

/// A page that says "page 2 of 3", and its place in the dossier.
#[derive(Clone, Copy)]
struct Numbered<'a> {
    placed: Placed<'a>,
    at: usize,
    number: u32,
    of: u32,
}

impl Numbered<'_> {
    /// Whether it goes on with the paper that these pages begin: in the same exhibit, of as many
    /// pages, with a number that is not there yet.
    fn goes_on(&self, run: &[Self]) -> bool {
        let is_new = run.iter().all(|had| had.number != self.number);
        let is_alike = run
            .last()
            .is_some_and(|last| last.placed.place == self.placed.place && last.of == self.of);
        is_new && is_alike
    }
}

/// Reports papers of which a numbered page is missing or out of order. A paper that was scanned
/// page by page is in several documents of an exhibit.
fn check_numbers(case: &mut Case) {
    let mut runs: Vec<Vec<Numbered>> = Vec::new();
    for (placed, words) in read(case) {
        let numbers: BTreeMap<u32, PrintedNumber> = words
            .numbered
            .iter()
            .map(|number| (number.page, *number))
            .collect();
        for (at, page) in case.pages_of(&placed) {
            if let Some(PrintedNumber { number, of, .. }) = numbers.get(&page).copied() {
                let next = Numbered {
                    placed,
                    at,
                    number,
                    of,
                };
                match runs.last_mut().filter(|run| next.goes_on(run)) {
                    Some(run) => run.push(next),
                    None => runs.push(vec![next]),
                }
            }
        }
    }
    for run in runs {
        tell_run(case, &run);
    }
}

fn tell_run(case: &mut Case, run: &[Numbered]) {
    let Some(first) = run.first() else { return };
    let there: BTreeSet<u32> = run.iter().map(|page| page.number).collect();
    let missing: Vec<String> = (1..=first.of)
        .filter(|number| !there.contains(number))
        .map(|number| number.to_string())
        .collect();
    let on: Vec<usize> = run.iter().map(|page| page.at).collect();
    if !missing.is_empty()
        && !is_excerpt(run, first.of)
        && missing.len() > unread_beside(case, first.placed, &on)
    {
        let finding = Finding::new(Code::NumberedPageMissing)
            .with("missing", shortened(&missing))
            .with("of", first.of);
        tell(case, &first.placed, finding, &on);
    }
    let fall = run.windows(2).find_map(|pair| match pair {
        [one, next] if next.number < one.number => Some(*next),
        _ => None,
    });
    if let Some(fall) = fall {
        let numbers: Vec<String> = run.iter().map(|page| page.number.to_string()).collect();
        let finding = Finding::new(Code::PageOutOfOrder).with("order", shortened(&numbers));
        tell(case, &fall.placed, finding, &on);
    }
}

/// Pages beside those of a run whose number the computer may not have read: of scans and photos,
/// in the same place.
fn unread_beside(case: &Case, placed: Placed, run: &[usize]) -> usize {
    let beside = case.documents.iter().filter(|one| {
        let is_scan = one.item.read.is_some() || one.item.is_picture();
        one.place == placed.place && is_scan
    });
    let pages = beside.flat_map(|one| case.pages_of(one));
    pages.filter(|(at, _)| !run.contains(at)).count()
}

/// Whether pages are an excerpt: a few from the middle of a long report, one after the other.
fn is_excerpt(run: &[Numbered], of: u32) -> bool {
    const LONG: u32 = 20;
    let is_whole = run.windows(2).all(|pair| match pair {
        [one, next] => next.number == one.number + 1,
        _ => true,
    });
    let few = u32::try_from(run.len()).is_ok_and(|few| few * 4 < of);
    of >= LONG && few && is_whole
}

/// The first numbers of a list.
fn shortened(numbers: &[String]) -> String {
    const MOST: usize = 12;
    let first: Vec<&str> = numbers.iter().take(MOST).map(String::as_str).collect();
    let more = if numbers.len() > MOST { ", …" } else { "" };
    first.join(", ") + more
}

/// Reports pages on which nothing is printed.
fn check_blank(case: &mut Case) {
    for (placed, words) in read(case) {
        if let Some(blank) = &words.blank {
            let on = shown(case, &placed, blank);
            tell(case, &placed, Finding::new(Code::PageBlank), &on);
        }
    }
}

/// Reports pages that look exactly as an earlier page of another paper or of the same one.
fn check_twice(case: &mut Case) {
    let mut first = FirstSeen::new();
    let documents = case.documents.clone();
    for placed in &documents {
        let twice = pages_seen(case, placed, &mut first);
        // A translation may leave a page of a letterhead as it is.
        let is_translation = matches!(placed.document.role, Role::Translation { .. });
        if !twice.is_empty() && !is_translation {
            let earlier: BTreeSet<usize> = twice.iter().map(|(earlier, _)| *earlier).collect();
            let earlier: Vec<usize> = earlier.into_iter().collect();
            let finding = Finding::new(Code::PageTwice).with("earlier", case.said(&earlier));
            let on: Vec<usize> = twice.iter().map(|(_, at)| *at).collect();
            tell(case, placed, finding, &on);
        }
    }
}

/// The page of the dossier where each page is seen first.
type FirstSeen = BTreeMap<PageDigest, usize>;

/// The pages of a document that were seen before, each behind the page that shows the same.
fn pages_seen(case: &Case, placed: &Placed, first: &mut FirstSeen) -> Vec<(usize, usize)> {
    let promises = placed.item.promises.as_deref();
    let words = placed.text_facts();
    let blank = words.as_deref().and_then(|words| words.blank.as_ref());
    let mut twice = Vec::new();
    for (at, page) in case.pages_of(placed) {
        let promise = promises.and_then(|promises| promises.page(page));
        let is_blank = blank.is_some_and(|blank| blank.contains(page));
        if let Some((digest, _)) = promise.filter(|_| !is_blank) {
            let had = *first.entry(digest).or_insert(at);
            if had != at {
                twice.push((had, at));
            }
        }
    }
    twice
}
