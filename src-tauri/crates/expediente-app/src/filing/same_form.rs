//! Whether a paper is a form that was made here, after somebody signed it: its words tell.

use std::collections::BTreeSet;

use expediente_model::{Digest, MatterId, folded};

use crate::error::AppError;
use crate::item::item_of;
use crate::reading::engines::EngineChoice;
use crate::reading::page_queue;
use crate::search::words_to_find::WordsToFind;
use crate::state::State;
use crate::watch::Watch;

/// Of a hundred words of a form, so many are read on its signed scan. An engine reads nearly all of
/// them on a good scan, and about half on a bad photo; another paper of the same case has 5 to 20.
const LIKE: usize = 40;
/// Letters of a word that is compared. Shorter ones are on every paper.
const LETTERS: usize = 4;
/// Pages of a signed paper that are read for this.
const PAGES: u32 = 6;

/// How a signed paper compares with its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// It has the words of the form.
    Same,
    /// It has other words.
    Other,
    /// Its words, or those of the form, are not known.
    Unknown,
}

/// Compares a paper with a form. Reads its words first, if nobody has yet.
pub(crate) fn likeness(
    state: &State,
    id: &MatterId,
    (form, signed): (&Digest, &Digest),
    watch: &dyn Watch,
) -> Result<Likeness, AppError> {
    let matter = state.vault.matter(id)?;
    let item = item_of(&matter, signed)?;
    if item.pages <= PAGES && item.unread_pages().next().is_some() {
        page_queue::read_paper(state, id, signed, EngineChoice::Best, watch)?;
    }
    let wanted = words(state, id, form)?;
    let found = words(state, id, signed)?;
    if wanted.is_empty() || found.is_empty() {
        return Ok(Likeness::Unknown);
    }
    let common = wanted.intersection(&found).count();
    Ok(if common * 100 >= wanted.len() * LIKE {
        Likeness::Same
    } else {
        Likeness::Other
    })
}

/// The different words of a paper, folded.
fn words(state: &State, id: &MatterId, paper: &Digest) -> Result<BTreeSet<String>, AppError> {
    let matter = state.vault.matter(id)?;
    let pages = WordsToFind::open(state, id, item_of(&matter, paper)?)?.pages()?;
    let words = pages
        .iter()
        .flat_map(|page| &page.lines)
        .flat_map(|line| &line.words)
        .map(|word| {
            let letters = word.text.chars().filter(|c| c.is_alphabetic());
            folded(&letters.collect::<String>())
        });
    Ok(words
        .filter(|word| word.chars().count() >= LETTERS)
        .collect())
}
