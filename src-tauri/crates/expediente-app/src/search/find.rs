//! Goes through the words of papers.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use expediente_model::{DocumentId, ExhibitId, Item, Matter, MatterId, ReadPage};

use crate::conclusions::suggest;
use crate::error::AppError;
use crate::item::papers_in_order;
use crate::reading::printed;
use crate::search::folded_paper::{FoldedPaper, Wanted, wanted_on, words_of};
use crate::search::hit::{Found, Hit};
use crate::search::words_to_find::WordsToFind;
use crate::state::State;

/// Pages that are told with their words.
const SHOWN: usize = 200;
/// Words before and after the first that was found.
const AROUND: usize = 8;
/// Increase it when the form of what is kept changes.
const FORM: u32 = 4;

/// The pages on which all words of a question are.
pub(crate) fn find(
    state: &State,
    id: Option<&MatterId>,
    question: &str,
) -> Result<Found, AppError> {
    let mut found = Found::default();
    let Some(wanted) = Wanted::of(question) else {
        return Ok(found);
    };
    let words = words_of(question);
    let ids: Vec<MatterId> = match id {
        Some(id) => vec![id.clone()],
        None => state
            .vault
            .matters()
            .into_iter()
            .map(|row| row.id)
            .collect(),
    };
    for id in ids {
        find_in(state, &id, (&wanted, &words), &mut found)?;
    }
    Ok(found)
}

fn find_in(
    state: &State,
    id: &MatterId,
    (wanted, words): (&Wanted, &[Vec<String>]),
    found: &mut Found,
) -> Result<(), AppError> {
    let matter = state.vault.matter(id)?;
    let exhibits = exhibits_of(&matter);
    let mut labels: Option<BTreeMap<ExhibitId, String>> = None;
    let papers = papers_in_order(&matter)?;
    let new: Vec<Arc<Item>> = papers
        .iter()
        .filter(|(item, _)| state.folded.get(&key_of(item)).is_none())
        .map(|(item, _)| Arc::clone(item))
        .collect();
    printed::prepare(state, id, &new, &|| true)?;
    for (item, document) in papers {
        let folded = folded(state, id, item)?;
        found.pages += folded.pages();
        found.unread += item.unread_pages().count() as u64;
        let pages = folded.pages_with(wanted);
        found.total += pages.len() as u64;
        if pages.is_empty() || found.hits.len() >= SHOWN {
            continue;
        }
        let open = WordsToFind::open(state, id, item)?;
        for page in pages {
            if found.hits.len() >= SHOWN {
                break;
            }
            let snippet = snippet(&open.page(page)?, words);
            let exhibit = document.and_then(|document| exhibits.get(&document.id));
            let label = match exhibit {
                Some(exhibit) => {
                    let labels = match &mut labels {
                        Some(labels) => labels,
                        none => none.insert(suggest::labels(state, id)?),
                    };
                    labels.get(exhibit).cloned()
                }
                None => None,
            };
            // The exhibit's title, where it is of this paper alone.
            let alone = exhibit
                .and_then(|id| matter.exhibit(*id))
                .filter(|exhibit| exhibit.documents.len() == 1 && !exhibit.title.is_empty());
            let title = document
                .and_then(|document| document.title.clone())
                .or_else(|| alone.map(|exhibit| exhibit.title.clone()));
            found.hits.push(Hit {
                matter: id.as_str().to_owned(),
                matter_name: matter.name.clone(),
                document: document.map(|document| document.id.to_string()),
                exhibit: exhibit.map(ToString::to_string),
                label,
                title: title.unwrap_or_else(|| item.name.clone()),
                item: item.original.to_string(),
                page,
                snippet,
                read: item.lacks_words(page),
            });
        }
    }
    Ok(())
}

/// The words around the first that was asked for.
fn snippet(parts: &[ReadPage], wanted: &[Vec<String>]) -> String {
    let words: Vec<&str> = parts
        .iter()
        .flat_map(|part| &part.lines)
        .flat_map(|line| &line.words)
        .map(|word| word.text.as_str())
        .collect();
    let are = parts.iter().flat_map(|part| wanted_on(part, wanted));
    let found = are.flatten().position(|is| is);
    let at = found.map_or(0, |at| at);
    let from = at.saturating_sub(AROUND);
    let around = words.iter().skip(from).take(2 * AROUND + 1);
    let mut text = String::new();
    if from > 0 {
        text.push_str("… ");
    }
    text.push_str(&around.copied().collect::<Vec<_>>().join(" "));
    if from + 2 * AROUND + 1 < words.len() {
        text.push_str(" …");
    }
    text
}

/// The exhibit of each document that is in one.
fn exhibits_of(matter: &Matter) -> HashMap<DocumentId, ExhibitId> {
    let inside = matter.exhibits.iter().flat_map(|exhibit| {
        let id = exhibit.id;
        exhibit.documents.iter().map(move |one| (one.id, id))
    });
    inside.collect()
}

/// The words of a paper as they are searched: from the cache, or made of the words.
fn folded(state: &State, id: &MatterId, item: &Item) -> Result<Arc<FoldedPaper>, AppError> {
    let key = key_of(item);
    if let Some(known) = state.folded.get(&key) {
        return Ok(known);
    }
    let pictures = state.vault.pictures(id);
    let folded = match pictures.get(&key).and_then(FoldedPaper::from_kept) {
        Some(kept) => kept,
        None => {
            let open = WordsToFind::open(state, id, item)?;
            let made = FoldedPaper::of(open.pages()?.iter());
            pictures.keep(&key, made.bytes());
            made
        }
    };
    let folded = Arc::new(folded);
    state.folded.keep(key, &folded);
    Ok(folded)
}

/// The name of what is searched of a paper: that of its words and no others.
fn key_of(item: &Item) -> String {
    let read = item.read.as_ref().and_then(|read| read.words);
    match read {
        Some(words) => format!("found-{}-{}-{FORM}", item.usable(), words.short()),
        None => format!("found-{}-{FORM}", item.usable()),
    }
}
