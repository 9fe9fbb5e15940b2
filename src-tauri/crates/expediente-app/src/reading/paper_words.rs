//! Records the words of a paper: a file beside the original, and what is known of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use expediente_bundle::page_words;
use expediente_intake::{Reading, Stopped};
use expediente_model::{
    Corners, Derivative, Digest, Item, MADE_BY, MatterId, PageCode, PageFacts, PageRanges, Purpose,
    READING_VERSION, ReadFacts, ReadPage, ReadingLanguage, TEXT_VERSION, Turn, words_file,
};
use serde::{Deserialize, Serialize};

use crate::error::{AppError, At};
use crate::item::item_of;
use crate::reading::words_of_paper::WordsOfPaper;
use crate::state::State;
use crate::watch::Watch;

/// What became of a page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PageResult {
    pub(crate) page: u32,
    /// Its words, and whether the engine is sure of them.
    pub(crate) words: Option<(ReadPage, bool)>,
    /// It has no words, but something like words.
    pub(crate) unreadable: bool,
    /// The language in which it was read, and the engine; nothing where its words are known.
    read_with: Option<(ReadingLanguage, String)>,
    /// The corners of the sheet on which it was read.
    #[serde(default)]
    sheet: Option<Corners>,
    /// Its codes for machines.
    pub(crate) codes: Vec<PageCode>,
}

impl PageResult {
    pub(crate) fn new(
        page: u32,
        reading: Option<Reading>,
        read_with: (ReadingLanguage, String),
    ) -> Self {
        let (words, unreadable) = match reading {
            Some(Reading::Words(words, sure)) => (Some((words, sure)), false),
            Some(Reading::Nothing) => (None, false),
            // What cannot be drawn or takes too long cannot be read.
            Some(Reading::Unreadable) | None => (None, true),
        };
        Self {
            page,
            words,
            unreadable,
            read_with: Some(read_with),
            sheet: None,
            codes: Vec::new(),
        }
    }

    /// Read on a sheet that was cut out of the page.
    pub(crate) fn on_sheet(mut self, corners: Option<Corners>) -> Self {
        self.sheet = corners;
        self
    }

    /// Of a page whose words are known.
    pub(crate) fn without_reading(page: u32) -> Self {
        Self {
            page,
            words: None,
            unreadable: false,
            read_with: None,
            sheet: None,
            codes: Vec::new(),
        }
    }

    /// With the codes that are on it.
    pub(crate) fn with_codes(mut self, codes: Vec<PageCode>) -> Self {
        self.codes = codes;
        self
    }

    /// The corners of the sheet on which it was read.
    pub(crate) fn sheet(&self) -> Option<Corners> {
        self.sheet
    }

    /// Whether its words were read.
    pub(crate) fn is_reading(&self) -> bool {
        self.read_with.is_some()
    }
}

/// Records what was read on pages of a paper, beside what was read on others before.
pub(crate) fn record(
    state: &State,
    id: &MatterId,
    original: &Digest,
    results: &[PageResult],
    watch: &dyn Watch,
) -> Result<(), AppError> {
    let matter = state.vault.matter(id)?;
    let item = item_of(&matter, original)?;
    let before = WordsOfPaper::checked(state, id, item)?.pages()?;
    let mut pages: BTreeMap<u32, ReadPage> =
        before.into_iter().map(|page| (page.page, page)).collect();
    let had = item.read.as_deref();
    let known = |of: fn(&ReadFacts) -> &Option<PageRanges>| -> BTreeSet<u32> {
        let ranges = had.and_then(|read| of(read).as_ref());
        ranges.into_iter().flat_map(PageRanges::iter).collect()
    };
    let mut unsure = known(|read| &read.unsure);
    let mut empty = known(|read| &read.empty);
    let mut unread = known(|read| &read.unread);
    let mut code_pages = known(|read| &read.code_pages);
    let mut codes = had.map_or_else(Vec::new, |read| read.codes.clone());
    let mut sheets: BTreeMap<u32, Corners> = had
        .into_iter()
        .flat_map(|read| read.sheets.iter().copied())
        .collect();
    for result in results {
        if item.is_uncoded(result.page) {
            code_pages.insert(result.page);
            codes.extend(result.codes.iter().cloned());
        }
        if !result.is_reading() {
            continue;
        }
        // It may have been read before: as a crooked photo.
        pages.remove(&result.page);
        sheets.remove(&result.page);
        for known in [&mut unsure, &mut empty, &mut unread] {
            known.remove(&result.page);
        }
        sheets.extend(result.sheet.map(|corners| (result.page, corners)));
        match &result.words {
            Some((words, sure)) => {
                pages.insert(result.page, words.clone());
                if !sure {
                    unsure.insert(result.page);
                }
            }
            None => {
                empty.insert(result.page);
                if result.unreadable {
                    unread.insert(result.page);
                }
            }
        }
    }
    let mut facts = ReadFacts {
        version: READING_VERSION,
        words: None,
        pages: PageRanges::from_pages(pages.keys().copied()),
        unsure: PageRanges::from_pages(unsure.iter().copied()),
        empty: PageRanges::from_pages(empty),
        unread: PageRanges::from_pages(unread),
        askew: askew(&pages, &unsure),
        weights: weights(item, &pages)?,
        facts: None,
        first_words: None,
        sheets: sheets.into_iter().collect(),
        code_pages: PageRanges::from_pages(code_pages),
        codes,
    };
    if !results.iter().any(PageResult::is_reading) {
        // The words stay as they are.
        return codes_alone(state, id, original, facts);
    }
    let mut made = None;
    let mut files = Vec::new();
    if !pages.is_empty() {
        let all: Vec<ReadPage> = pages.into_values().collect();
        let bytes = words_file(&all).map_err(|_| AppError::Bug("words cannot be written"))?;
        let digest = Digest::of(&bytes);
        let staging = state.vault.staging();
        let mut file = tempfile::Builder::new()
            .prefix("words-")
            .tempfile_in(&staging)
            .at(&staging)?;
        file.write_all(&bytes).at(&staging)?;
        let path = file.into_temp_path();
        match state.inspector.facts(&path, item.pages, watch.cancel()) {
            Ok((said, first)) => {
                facts.facts = Some(Box::new(said));
                facts.first_words = first;
            }
            Err(Stopped::Cancelled) => return Err(AppError::Cancelled),
            // The words are kept, and nothing is known of what they say.
            Err(Stopped::Refused(_)) => {}
        }
        facts.words = Some(digest);
        made = Some(Derivative {
            digest,
            purpose: Purpose::Words,
            page: None,
            settings: settings(results),
        });
        files.push((digest, path));
    }
    let moved: Vec<_> = files
        .iter()
        .map(|(digest, path)| (*digest, path.to_path_buf()))
        .collect();
    let now = state.now();
    state.vault.renew(id, original, &moved, &now, |item| {
        item.derivatives.retain(|had| had.purpose != Purpose::Words);
        item.derivatives.extend(made);
        item.read = Some(Box::new(facts));
    })?;
    Ok(())
}

/// Whether what the words of a paper say was found as this version finds it.
pub(crate) fn is_told(item: &Item) -> bool {
    let facts = item.read.as_ref().and_then(|read| read.facts.as_deref());
    facts.is_none_or(|facts| facts.version == TEXT_VERSION)
}

/// Looks again at what the words of a paper say that were read; the words stay as they are.
///
/// # Errors
/// When the disk fails, or the user cancels.
pub(crate) fn tell_again(
    state: &State,
    id: &MatterId,
    item: &Item,
    watch: &dyn Watch,
) -> Result<(), AppError> {
    let Some(words) = item.read.as_ref().and_then(|read| read.words) else {
        return Ok(());
    };
    let path = state.vault.papers(id).derivative(&words);
    let (said, first) = match state.inspector.facts(&path, item.pages, watch.cancel()) {
        Ok(told) => told,
        Err(Stopped::Cancelled) => return Err(AppError::Cancelled),
        // What was known stays: the check of the store tells of damaged words.
        Err(Stopped::Refused(_)) => return Ok(()),
    };
    let now = state.now();
    state.vault.renew(id, &item.original, &[], &now, |item| {
        if let Some(read) = &mut item.read {
            read.facts = Some(Box::new(said));
            read.first_words = first;
        }
    })?;
    Ok(())
}

/// Records the codes of pages whose words are known; the words stay as they are.
fn codes_alone(
    state: &State,
    id: &MatterId,
    original: &Digest,
    facts: ReadFacts,
) -> Result<(), AppError> {
    let now = state.now();
    state.vault.renew(id, original, &[], &now, |item| {
        item.read = Some(Box::new(match item.read.take() {
            Some(before) => ReadFacts {
                code_pages: facts.code_pages,
                codes: facts.codes,
                ..*before
            },
            None => facts,
        }));
    })?;
    Ok(())
}

/// Pages whose words are not upright, as far as the engine is sure of them.
fn askew(pages: &BTreeMap<u32, ReadPage>, unsure: &BTreeSet<u32>) -> Vec<(Turn, PageRanges)> {
    let turned = |turn: Turn| {
        let own = pages
            .iter()
            .filter(move |(page, words)| !unsure.contains(page) && words.upright_turn() == turn);
        let ranges = PageRanges::from_pages(own.map(|(page, _)| *page))?;
        Some((turn, ranges))
    };
    let turns = [Turn::Right, Turn::Around, Turn::Left].into_iter();
    turns.filter_map(turned).collect()
}

/// Bytes that the words of each page take in a dossier.
fn weights(item: &Item, pages: &BTreeMap<u32, ReadPage>) -> Result<Vec<u64>, AppError> {
    let weight = |(page, words): (&u32, &ReadPage)| {
        let facts = item.page_facts.as_ref();
        let size = facts.and_then(|facts| PageFacts::of_page(&facts.sizes, *page));
        // A photo lies on a sheet of ours.
        let (width, height) = size.unwrap_or((612, 792));
        page_words(words)
            .weight(f64::from(width), f64::from(height))
            .map_err(|_| AppError::Bug("words cannot be weighed"))
    };
    pages.iter().map(weight).collect()
}

/// How the words were made: the engine, and the languages in which pages were read.
fn settings(results: &[PageResult]) -> BTreeMap<String, String> {
    let read_with = || results.iter().filter_map(|one| one.read_with.as_ref());
    let mut made_by: Vec<&str> = read_with().map(|(_, made_by)| made_by.as_str()).collect();
    made_by.sort_unstable();
    made_by.dedup();
    let mut languages: Vec<&str> = read_with().map(|(language, _)| language.tag()).collect();
    languages.sort_unstable();
    languages.dedup();
    BTreeMap::from([
        (MADE_BY.to_owned(), made_by.join(", ")),
        ("languages".to_owned(), languages.join(", ")),
    ])
}
