//! Rows of a sheet as the program finds them: a proposal that somebody looks at.

use expediente_intake::DrawError;
use expediente_model::{EntryMark, FoundRow, MatterId, RowMark, SheetRow, Turn};

use crate::edit::named;
use crate::error::AppError;
use crate::item::item_of;
use crate::petitions::DIGITS;
use crate::search::hit::Marked;
use crate::search::marks::shown_words;
use crate::state::State;
use crate::views::page_pictures;
use crate::views::picture_fault::PictureFault;

/// The longest side of the picture that is asked for; the child draws it as large as it needs.
const SIDE: u32 = 2000;

/// The rows that are seen on a page of a document; none where it has no table. Where the words of
/// the page are known, each row has the name and the number that are read in it.
pub(super) fn found_rows(
    state: &State,
    id: &MatterId,
    document: &str,
    page: u32,
) -> Result<Vec<SheetRow>, AppError> {
    let named = named::named(state, id)?;
    let document = named.document(document)?;
    let item = item_of(&named.matter, &document.item)?;
    let turn = document.turn(page);
    let shown = (page, document.straightened(page));
    let drawing = page_pictures::drawing(state, id, item, shown, turn, SIDE)?;
    let found = match state.gallery.pool.find_rows(&drawing) {
        Ok(found) => found,
        Err(DrawError::Superseded) => return Err(AppError::Cancelled),
        Err(DrawError::Refused(finding)) => return Err(PictureFault::Page(finding).into()),
    };
    // Words are where the paper shows them; of a turned page they would be elsewhere.
    let words = if turn == Turn::None {
        words_on(
            state,
            id,
            &shown.1.map_or(document.item, |sheet| sheet).to_string(),
            page,
        )
    } else {
        Vec::new()
    };
    let rows = found.rows.iter().filter(|row| row.mark != RowMark::Header);
    Ok(rows.map(|row| proposed(row, &words)).collect())
}

/// A word and the middle of its box, in parts of the page.
struct Word {
    text: String,
    x: f64,
    y: f64,
}

/// The words of a page; none where it was not read.
fn words_on(state: &State, id: &MatterId, item: &str, page: u32) -> Vec<Word> {
    let Ok(parts) = shown_words(state, id, item, page) else {
        // A page without words has rows all the same.
        return Vec::new();
    };
    let words = parts.iter().flat_map(|part| {
        part.lines.iter().flat_map(move |line| {
            line.words.iter().map(move |word| {
                let at = Marked::on_line(part, line, (word.from, word.to));
                Word {
                    text: word.text.clone(),
                    x: at.x + at.width / 2.0,
                    y: at.y + at.height / 2.0,
                }
            })
        })
    });
    words.collect()
}

fn proposed(row: &FoundRow, words: &[Word]) -> SheetRow {
    let mark = match row.mark {
        RowMark::Filled | RowMark::Header => EntryMark::Signed,
        RowMark::Empty => EntryMark::Empty,
        RowMark::StruckOut => EntryMark::StruckOut,
    };
    let (mut name, number) = (Vec::new(), number_in(row, words));
    let mut inside: Vec<&Word> = words.iter().filter(|word| holds(row, word)).collect();
    inside.sort_by(|one, other| one.x.total_cmp(&other.x));
    for word in inside {
        let letters = word.text.chars().filter(|c| c.is_alphabetic()).count();
        let digits = word.text.chars().filter(char::is_ascii_digit).count();
        // The number of the row, and that of the identity paper, are no part of the name.
        if digits == 0 && letters >= 2 {
            name.push(word.text.trim_matches(|c: char| !c.is_alphanumeric()));
        } else if digits >= DIGITS {
            // What follows the number is the signature, or a place.
            break;
        }
    }
    let is_signed = mark == EntryMark::Signed;
    let name = (is_signed && !name.is_empty()).then(|| name.join(" "));
    let number = number.filter(|_| is_signed);
    SheetRow {
        mark,
        read: name.is_some() || number.is_some(),
        name,
        number,
        band: Some(band(row)),
    }
}

fn number_in(row: &FoundRow, words: &[Word]) -> Option<String> {
    let is_number = |word: &&Word| {
        let digits = word.text.chars().filter(char::is_ascii_digit).count();
        digits >= DIGITS && holds(row, word)
    };
    words.iter().find(is_number).map(|word| word.text.clone())
}

/// Whether a word is in a row.
fn holds(row: &FoundRow, word: &Word) -> bool {
    let [top_left, bottom_left, top_right, bottom_right] = edges(row);
    let at = |left: f32, right: f32| f64::from(left) + f64::from(right - left) * word.x;
    word.y > at(top_left, top_right) && word.y < at(bottom_left, bottom_right)
}

/// Upper and lower edge at the left, then at the right side of the page.
fn edges(row: &FoundRow) -> [f32; 4] {
    let [left, right] = row.across;
    let reach = |[at_left, at_right]: [f32; 2]| {
        let lean = (at_right - at_left) / (right - left).max(0.01);
        [at_left - lean * left, at_right + lean * (1.0 - right)]
    };
    let (top, bottom) = (reach(row.top), reach(row.bottom));
    [top[0], bottom[0], top[1], bottom[1]]
}

/// The same in ten-thousandths of the height of the page.
fn band(row: &FoundRow) -> [u16; 4] {
    edges(row).map(|edge| {
        // A part of the page is between 0 and 1.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let parts = (edge.clamp(0.0, 1.0) * 10_000.0).round() as u16;
        parts
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(mark: RowMark) -> FoundRow {
        FoundRow {
            across: [0.1, 0.9],
            top: [0.20, 0.28],
            bottom: [0.25, 0.33],
            mark,
            sure: true,
        }
    }

    fn words(texts: &[(&str, f64, f64)]) -> Vec<Word> {
        let words = texts.iter().map(|(text, x, y)| Word {
            text: (*text).to_owned(),
            x: *x,
            y: *y,
        });
        words.collect()
    }

    /// A sheet that leans: the row is followed to both sides, and the words of its neighbors are
    /// not taken.
    #[test]
    fn a_row_has_the_words_that_are_in_it() {
        let words = words(&[
            ("7", 0.12, 0.23),
            ("Rosa", 0.2, 0.235),
            ("Prado", 0.3, 0.245),
            ("V-12.345.678", 0.6, 0.275),
            ("firma", 0.85, 0.30),
            ("Luis", 0.2, 0.29),
            ("Mora", 0.85, 0.24),
        ]);
        let found = proposed(&row(RowMark::Filled), &words);
        assert_eq!(found.name.as_deref(), Some("Rosa Prado"));
        assert_eq!(found.number.as_deref(), Some("V-12.345.678"));
        assert_eq!(found.band, Some([1900, 2400, 2900, 3400]));
        let empty = proposed(&row(RowMark::Empty), &words);
        assert_eq!((empty.mark, empty.name), (EntryMark::Empty, None));
    }
}
