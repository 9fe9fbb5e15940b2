//! What each row of a table looks like.

use std::ops::Range;

use expediente_model::RowMark;

use crate::rows::band::{Band, Ink};
use crate::rows::columns::{Columns, bins, inked};
use crate::rows::line::{median, quantile};
use crate::rows::page::Page;
use crate::rows::strike;

/// The part of the ink of a usual row that makes a row filled, and the parts that are plain.
const FILLED: f32 = 0.22;
const PLAINLY_FILLED: f32 = 0.45;
const PLAINLY_EMPTY: f32 = 0.1;
/// The least ink of a filled row, in parts of its columns.
const LEAST: f32 = 0.03;

/// The mark of each row, and whether it is plain to see.
pub(crate) fn marks(page: &Page, bands: &[Band]) -> Vec<(RowMark, bool)> {
    let rows = pulled_straight(page, bands);
    let body = rows.get(usize::from(rows.len() > 2)..);
    let columns = Columns::of(body.unwrap_or_default());
    let whole = columns.written.iter().map(|cell| cell.len()).sum::<usize>();
    let whole = (whole / crate::rows::columns::BIN).max(1) as f32;
    let ink = |row: &Ink| {
        let all = columns.written.iter().map(|cell| inked(row, cell));
        all.sum::<usize>() as f32 / whole
    };
    let amounts: Vec<f32> = rows.iter().map(ink).collect();
    let usual = quantile(amounts.iter().copied(), 0.75).map_or(0.0, |usual| usual);
    let mut marks: Vec<(RowMark, bool)> = Vec::with_capacity(rows.len());
    for (row, amount) in rows.iter().zip(&amounts) {
        let part = if usual > LEAST { amount / usual } else { 0.0 };
        // A stamp over empty rows leaves the first column free, with which people begin.
        let has_name = has_name(row, &columns);
        let is_filled = part >= FILLED && *amount >= LEAST && (has_name || part > 0.8);
        let stroke = strike::longest(row, &columns);
        marks.push(if strike::is_struck(stroke) {
            (RowMark::StruckOut, true)
        } else if is_filled {
            (RowMark::Filled, part >= PLAINLY_FILLED && has_name)
        } else {
            (RowMark::Empty, part <= PLAINLY_EMPTY)
        });
    }
    if is_header(page, bands, &rows, &columns, &marks) {
        let sure = marks.len() > 3;
        if let Some(first) = marks.first_mut() {
            *first = (RowMark::Header, sure);
        }
    }
    marks
}

/// The rows, all as wide as the widest.
pub(crate) fn pulled_straight(page: &Page, bands: &[Band]) -> Vec<Ink> {
    let widest = bands.iter().map(Band::width).fold(1.0, f32::max);
    // About as wide as the page at most.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let width = widest.min(2.0 * page.width as f32) as usize;
    bands.iter().map(|band| Ink::of(page, band, width)).collect()
}

/// Whether there is ink in the first column in which people write.
fn has_name(row: &Ink, columns: &Columns) -> bool {
    let (Some(first), Some(last)) = (columns.written.first(), columns.written.last()) else {
        return false;
    };
    // Without lines between columns, the first third.
    let first = if columns.are_ruled() {
        first.clone()
    } else {
        first.start..first.start + (last.end - first.start) / 3
    };
    inked(row, &first) >= 3
}

/// Whether the first row names the columns: its ground is darker, or it is printed, so that all
/// its letters stand between the same two heights, which are closer than those of handwriting.
fn is_header(
    page: &Page,
    bands: &[Band],
    rows: &[Ink],
    columns: &Columns,
    marks: &[(RowMark, bool)],
) -> bool {
    let (Some((band, below)), Some((first, others))) = (bands.split_first(), rows.split_first())
    else {
        return false;
    };
    let begins = columns.cells.first().map_or(0, |cell| cell.start);
    let ends = columns.cells.last().map_or(0, |cell| cell.end);
    let all = begins..ends;
    let inked_part = inked(first, &all) as f32 / (all.len().max(1) as f32 / 4.0);
    if inked_part < 0.03 {
        return false;
    }
    let ground = median(below.iter().take(6).map(|band| band.light(page)));
    if ground.is_some_and(|ground| band.light(page) < 0.94 * ground) {
        return true;
    }
    let filled = others.iter().zip(marks.iter().skip(1));
    let filled: Vec<&Ink> = filled
        .filter(|(_, (mark, _))| *mark == RowMark::Filled)
        .map(|(row, _)| row)
        .collect();
    if filled.is_empty() {
        return true;
    }
    let usual = median(filled.iter().map(|row| letters_height(row, columns)));
    let high = letters_height(first, columns);
    let usual_ink = median(filled.iter().map(|row| inked(row, &all) as f32));
    let less = usual_ink.is_some_and(|usual| (inked(first, &all) as f32) < 0.9 * usual);
    less && usual.is_some_and(|usual| high < 0.72 * usual)
}

/// How high what is written in a row is, in pixels: between the heights that leave out a twentieth
/// of its ink above and below.
fn letters_height(row: &Ink, columns: &Columns) -> f32 {
    let inside = row.inside();
    let counts: Vec<usize> = inside
        .map(|v| {
            let cells = columns.cells.iter().flat_map(|cell| cell.clone());
            cells.filter(|u| row.at(*u, v)).count()
        })
        .collect();
    let all: usize = counts.iter().sum();
    let mut sum = 0;
    let within = counts.iter().filter(|count| {
        let before = sum;
        sum += **count;
        sum * 20 > all && before * 20 < all * 19
    });
    within.count() as f32
}

/// Whether what is above the first line is the row that names the columns: it leaves the same
/// places free as the rows below, and has ink in two columns at least.
pub(crate) fn is_in_columns(above: &Ink, rows: &[Ink]) -> bool {
    let all = 0..above.width;
    let of_row: Vec<Vec<bool>> = rows.iter().map(|row| bins(row, &all).collect()).collect();
    let own: Vec<bool> = bins(above, &all).collect();
    let has_ink = own.iter().filter(|has_ink| **has_ink).count();
    let ink_in = |rows: Range<usize>| all.clone().map(|u| above.count(u, rows.clone())).sum::<usize>();
    // A line of a paragraph farther up is cut off.
    let is_cut = 12 * ink_in(0..above.height / 8) > ink_in(above.inside());
    if (has_ink as f32) < 0.03 * own.len() as f32 || is_cut {
        return false;
    }
    let often = |at: usize| {
        let count = of_row
            .iter()
            .filter(|bins| bins.get(at).is_some_and(|has_ink| *has_ink));
        count.count() as f32 / of_row.len().max(1) as f32
    };
    let free: Vec<usize> = (0..own.len()).filter(|at| often(*at) < 0.12).collect();
    let taken = free
        .iter()
        .filter(|at| own.get(**at).is_some_and(|has_ink| *has_ink));
    let taken = taken.count() as f32 / free.len().max(1) as f32;
    let expected = has_ink as f32 / own.len() as f32;
    free.len() * 25 > own.len() && taken < 0.5 * expected
}
