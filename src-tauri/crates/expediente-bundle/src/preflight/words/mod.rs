//! Checks of what the papers say: languages, names and numbers, private facts, blanks, missing and
//! repeated pages.
//!
//! The words were read by a program in whatever order a PDF draws them, so every finding here is
//! for a person to judge: none stops a filing, unless the court's profile says so of a fact that
//! the user has stated.

mod blanks;
mod citations;
mod dates;
mod documents;
mod identity;
mod languages;
pub(crate) mod name_match;
mod one_language;
mod order;
mod privacy;
mod reading;
pub(crate) mod spelled;
mod title_language;

use std::borrow::Cow;

use expediente_model::{Finding, Matter, PageRanges, Role, TextFacts};

use crate::preflight::case::{Case, Placed};

/// `written` is the matter as it was written, in the language of the family.
pub(super) fn check(case: &mut Case, written: &Matter) {
    languages::check(case);
    title_language::check(case);
    one_language::check(case, written);
    identity::check(case);
    privacy::check(case);
    blanks::check(case);
    dates::check(case);
    order::check(case);
    citations::check(case);
    documents::check(case);
    reading::check(case);
}

/// The documents of which something was read, each with it.
fn read<'a>(case: &Case<'a>) -> Vec<(Placed<'a>, Cow<'a, TextFacts>)> {
    let documents = case.documents.iter();
    documents
        .filter_map(|placed| Some((*placed, placed.text_facts()?)))
        .collect()
}

/// The same without the note on differences, which repeats what papers say.
fn read_papers<'a>(case: &Case<'a>) -> Vec<(Placed<'a>, Cow<'a, TextFacts>)> {
    let mut read = read(case);
    read.retain(|(placed, _)| placed.document.role != Role::DifferencesNote);
    read
}

/// The physical pages of a document that show some of its paper's pages.
fn shown(case: &Case, placed: &Placed, on: &PageRanges) -> Vec<usize> {
    let pages = case.pages_of(placed).into_iter();
    pages
        .filter(|(_, page)| on.contains(*page))
        .map(|(at, _)| at)
        .collect()
}

/// Reports something on pages of a document that only a person can mend.
fn tell(case: &mut Case, placed: &Placed, finding: Finding, on: &[usize]) {
    case.tell_of_pages(placed, finding, on, None);
}
