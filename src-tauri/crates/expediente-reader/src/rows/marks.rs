//! What each row of a table looks like.

use std::ops::Range;

use expediente_model::RowMark;

use crate::rows::band::{Band, Ink};
use crate::rows::columns::{BIN, Columns, bins, bins_in, inked};
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
    let whole = (whole / BIN).max(1) as f32;
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
    bands
        .iter()
        .map(|band| Ink::of(page, band, width))
        .collect()
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

/// Whether the first row names the columns: its ground is darker, or it is printed. Printed letters
/// stand between the same two heights in all columns, which are closer than those of handwriting,
/// and the word over the signatures takes less room than they do.
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
    let all = columns.all();
    let bins = (all.len() / BIN).max(1) as f32;
    if (inked(first, &all) as f32) < 0.03 * bins {
        return false;
    }
    let ground = median(below.iter().take(6).map(|band| band.light(page)));
    if ground.is_some_and(|ground| band.light(page) < 0.95 * ground) {
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
    // How much of the usual row this one has.
    let part = |of: &dyn Fn(&Ink) -> f32| {
        let usual = median(filled.iter().map(|row| of(row)));
        of(first) / usual.map_or(1.0, |usual| usual.max(1.0))
    };
    let height = part(&|row| Letters::of(row, &all).height());
    let width = part(&|row| inked(row, &all) as f32);
    if height < 0.72 && width < 0.9 {
        return true;
    }
    let last = columns.last(&filled);
    let signed_height = part(&|row| Letters::of(row, &last).height());
    let signed_width = part(&|row| inked(row, &last) as f32);
    let named = Letters::of(first, &(all.start..last.start));
    let signed = Letters::of(first, &last);
    let is_level = named.is_level_with(&signed, first.height);
    let is_small = signed_width < 0.62 || signed_height.min(1.0) * signed_width < 0.55;
    is_level && is_small || signed_width < 0.45 && signed_height < 0.6
}

/// The heights between which what is written in a part of a row stands.
struct Letters {
    top: usize,
    bottom: usize,
    /// The same of most of it: what rises above and falls below left out.
    core: (usize, usize),
}

impl Letters {
    fn of(row: &Ink, part: &Range<usize>) -> Self {
        let inside = row.inside();
        let counts: Vec<usize> = inside
            .map(|v| part.clone().filter(|u| row.at(*u, v)).count())
            .collect();
        let all: usize = counts.iter().sum();
        // The first height at which that many hundredths of the ink are above.
        let at = |hundredths: usize| {
            let mut sum = 0;
            let reached = counts.iter().position(|count| {
                sum += count;
                100 * sum > hundredths * all
            });
            reached.map_or(0, |at| at)
        };
        Self {
            top: at(5),
            bottom: at(95),
            core: (at(15), at(85)),
        }
    }

    fn height(&self) -> f32 {
        (self.bottom - self.top) as f32 + 1.0
    }

    /// Whether both stand on one line and are as high, in a row of this height.
    fn is_level_with(&self, other: &Self, height: usize) -> bool {
        let near = |one: usize, two: usize| 6 * one.abs_diff(two) <= height;
        near(self.core.0, other.core.0) && near(self.core.1, other.core.1)
    }
}

/// The height of the line of writing right above the first line, where that is the row that names
/// the columns, or the first row of a list whose first line is below it: it leaves the same places
/// free as the rows below, and has ink in two columns at least.
pub(crate) fn line_above(above: &Ink, rows: &[Ink]) -> Option<usize> {
    let all = 0..above.width;
    let dark = |v: usize| all.clone().filter(|u| above.at(*u, v)).count();
    let has_ink = |v: usize| dark(v) > 3 + above.width / 300;
    let gap = (above.height / 16).max(4);
    let is_free = |v: &usize| (v.saturating_sub(gap)..*v).all(|v| !has_ink(v));
    // From the first line up to the paper above the letters. What is low is the rest of the line.
    let mut end = above.height - (above.height / 9).max(6).min(above.height);
    let (top, last) = loop {
        let last = (0..end).rev().find(|v| has_ink(*v))?;
        let top = (gap..=last).rev().find(is_free)?;
        if last - top >= above.height / 8 {
            break (top - gap / 2, last);
        }
        end = top;
    };
    let line: Vec<bool> = bins_in(above, &all, top..last + 1).collect();
    let inked = line.iter().filter(|has_ink| **has_ink).count();
    if (inked as f32) < 0.03 * line.len() as f32 {
        return None;
    }
    let of_row: Vec<Vec<bool>> = rows.iter().map(|row| bins(row, &all).collect()).collect();
    let often = |at: usize| {
        let count = of_row.iter().filter(|bins| bins.get(at) == Some(&true));
        count.count() as f32 / of_row.len().max(1) as f32
    };
    let free: Vec<usize> = (0..line.len()).filter(|at| often(*at) < 0.12).collect();
    let taken = free.iter().filter(|at| line.get(**at) == Some(&true));
    let taken = taken.count() as f32 / free.len().max(1) as f32;
    let expected = inked as f32 / line.len() as f32;
    let is_in_columns = free.len() * 25 > line.len() && taken < 0.35_f32.min(0.65 * expected);
    is_in_columns.then_some(above.height - top)
}
