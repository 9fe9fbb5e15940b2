//! Whether a paper is a form that was made here, after somebody signed it: its words tell.

use std::collections::BTreeSet;

use expediente_model::{Digest, Item, MatterId, folded};

use crate::error::AppError;
use crate::item::item_of;
use crate::reading::engines::EngineChoice;
use crate::reading::page_queue;
use crate::search::words_to_find::WordsToFind;
use crate::state::State;
use crate::watch::Watch;

/// Of a hundred words of a form, so many are on its signed paper, which may be a photo: the rest
/// may be misread.
const LIKE: usize = 40;
/// Letters of a word that is compared. Shorter ones are on every paper.
const LETTERS: usize = 4;
/// Pages of a signed paper that are read for this.
const PAGES: u32 = 6;

/// Whether a paper has other words than a form. Reads them first, if nobody has yet; of a paper or
/// form whose words are not known, or not surely, it is not said.
pub(crate) fn has_other_words(
    state: &State,
    id: &MatterId,
    (form, signed): (&Digest, &Digest),
    watch: &dyn Watch,
) -> Result<bool, AppError> {
    let matter = state.vault.matter(id)?;
    let item = item_of(&matter, signed)?;
    if item.pages <= PAGES && item.unread_pages().next().is_some() {
        page_queue::read_paper(state, id, signed, EngineChoice::Best, watch)?;
    }
    let matter = state.vault.matter(id)?;
    let (form, signed) = (item_of(&matter, form)?, item_of(&matter, signed)?);
    let read = signed.read.as_ref();
    // Of a bad photo, an engine reads other words than there are.
    if read.is_some_and(|read| read.unsure.is_some() || read.unread.is_some()) {
        return Ok(false);
    }
    let (wanted, found) = (words(state, id, form)?, words(state, id, signed)?);
    let common = wanted.intersection(&found).count();
    Ok(!found.is_empty() && common * 100 < wanted.len() * LIKE)
}

/// The different words of a paper, folded.
fn words(state: &State, id: &MatterId, paper: &Item) -> Result<BTreeSet<String>, AppError> {
    let pages = WordsToFind::open(state, id, paper)?.pages()?;
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
