//! Where words are on a page, to be marked on its picture.

use expediente_model::{Digest, MatterId, ReadPage, folded_letters};

use crate::error::AppError;
use crate::search::folded_paper::{wanted_on, words_of};
use crate::search::hit::Marked;
use crate::search::words_to_find::WordsToFind;
use crate::state::State;
use crate::views::page_pictures;

/// Where the words of a question are on a page of a paper.
pub(crate) fn marks(
    state: &State,
    id: &MatterId,
    untrusted_item: &str,
    page: u32,
    question: &str,
) -> Result<Vec<Marked>, AppError> {
    let wanted = words_of(question);
    let parts = shown_words(state, id, untrusted_item, page)?;
    let of_part = |part: &ReadPage| -> Vec<Marked> {
        let lines = part.lines.iter().zip(wanted_on(part, &wanted));
        let words = lines.flat_map(|(line, are)| {
            let own = line.words.iter().zip(are);
            let own = own.filter(|(_, is)| *is);
            own.map(|(word, _)| Marked::on_line(part, line, (word.from, word.to)))
        });
        words.collect()
    };
    Ok(parts.iter().flat_map(of_part).collect())
}

/// Where these words are on a page of a paper, one after the other: a box for each line. None where
/// the page does not have them.
pub(crate) fn line_marks(
    state: &State,
    id: &MatterId,
    untrusted_item: &str,
    page: u32,
    words: &str,
) -> Result<Vec<Marked>, AppError> {
    let wanted = folded_letters(words);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let parts = shown_words(state, id, untrusted_item, page)?;
    let mut found = parts.iter().map(|part| passage(part, &wanted));
    let first = found.find(|boxes| !boxes.is_empty());
    Ok(first.into_iter().flatten().collect())
}

/// The words of a page as its picture shows them.
pub(crate) fn shown_words(
    state: &State,
    id: &MatterId,
    untrusted_item: &str,
    page: u32,
) -> Result<Vec<ReadPage>, AppError> {
    let matter = state.vault.matter(id)?;
    let no_paper = || AppError::NoPaper(untrusted_item.chars().take(80).collect());
    let digest: Digest = untrusted_item.parse().map_err(|_| no_paper())?;
    let (item, sheet) = page_pictures::shown(&matter, digest).map_err(|_| no_paper())?;
    let open = WordsToFind::open(state, id, item)?;
    let mut parts = open.page(page)?;
    if let Some(made) = sheet.and_then(|sheet| item.sheet(page, sheet)) {
        parts = parts.iter().filter_map(|part| made.words(part)).collect();
    }
    Ok(parts)
}

/// The boxes of the first place in which these letters follow each other.
fn passage(page: &ReadPage, wanted: &str) -> Vec<Marked> {
    let mut all = String::new();
    // Where the letters of each word end, with its line and place there.
    let mut ends: Vec<(usize, usize, (f32, f32))> = Vec::new();
    for (at, line) in page.lines.iter().enumerate() {
        for word in &line.words {
            all.push_str(&folded_letters(&word.text));
            ends.push((all.len(), at, (word.from, word.to)));
        }
    }
    let Some(from) = all.find(wanted) else {
        return Vec::new();
    };
    let to = from + wanted.len();
    let first = ends.partition_point(|(end, ..)| *end <= from);
    let last = ends.partition_point(|(end, ..)| *end < to);
    let own = ends.get(first..=last).map_or(&[][..], |own| own);
    let mut lines: Vec<(usize, (f32, f32))> = Vec::new();
    for (_, line, (from, to)) in own {
        match lines.last_mut() {
            Some((at, reach)) if at == line => {
                *reach = (reach.0.min(*from), reach.1.max(*to));
            }
            _ => lines.push((*line, (*from, *to))),
        }
    }
    let boxes = lines.into_iter().filter_map(|(at, reach)| {
        let line = page.lines.get(at)?;
        Some(Marked::on_line(page, line, reach))
    });
    boxes.collect()
}

#[cfg(test)]
mod tests {
    use expediente_model::{ReadLine, ReadWord};

    use super::*;

    fn line(y: f32, words: &[&str]) -> ReadLine {
        let placed = words.iter().zip([0.0_f32, 100.0, 200.0, 300.0]);
        let words = placed.map(|(text, from)| ReadWord {
            text: (*text).to_owned(),
            from,
            to: from + 80.0,
            sure: 90,
        });
        ReadLine {
            x: 100.0,
            y,
            angle: 0.0,
            size: 20.0,
            words: words.collect(),
        }
    }

    /// A line is found whatever its capitals and accents, and one that goes on has a box for each
    /// line; words are as far as they are printed.
    #[test]
    fn a_line_is_marked_where_it_is() {
        let page = ReadPage {
            page: 1,
            width: 1_000,
            height: 2_000,
            lines: vec![
                line(100.0, &["MINISTERIO", "DE", "EDUCACIÓN,"]),
                line(200.0, &["y", "Deporte"]),
            ],
        };
        let found = passage(&page, &folded_letters("Ministerio de Educación"));
        let [only] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert!(
            (only.x - 0.1).abs() < 1e-6 && (only.width - 0.28).abs() < 1e-6,
            "{only:?}"
        );
        assert!((only.y - 0.042).abs() < 1e-6, "{only:?}");
        let found = passage(&page, &folded_letters("educación, y deporte"));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(passage(&page, &folded_letters("Ministerio de Salud")).is_empty());
    }
}
