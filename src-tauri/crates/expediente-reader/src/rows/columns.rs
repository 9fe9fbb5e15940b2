//! The columns of a table: which pixels are lines between them, and which columns hold nothing but
//! printed numbers.

use std::ops::Range;

use crate::rows::band::Ink;
use crate::rows::line::quantile;

/// The part of a row's height that a line between columns takes, and the part of the rows in which
/// it is seen.
const UPRIGHT: f32 = 0.85;
const SEEN: f32 = 0.55;
/// Pixels beside such a line that are left out too: it leans a little.
const BESIDE: usize = 4;
/// The part of the table that a column of numbers takes at most, where it is the first.
const NUMBERS: f32 = 0.13;
/// The same where there are no lines between columns.
const NUMBERS_UNRULED: f32 = 0.085;
/// Pixels side by side that are looked at together.
pub(crate) const BIN: usize = 4;

/// The columns of a table, in pixels of its rows pulled straight.
pub(crate) struct Columns {
    /// Each column between two lines; one of all where there are no lines.
    pub(crate) cells: Vec<Range<usize>>,
    /// Those in which people write.
    pub(crate) written: Vec<Range<usize>>,
}

impl Columns {
    pub(crate) fn of(rows: &[Ink]) -> Self {
        let width = rows.iter().map(|row| row.width).max().map_or(0, |most| most);
        let cells = cells(rows, width);
        let first = first_written(&cells, width);
        let all: Vec<Range<usize>> = cells
            .iter()
            .filter(|cell| cell.end > first)
            .map(|cell| cell.start.max(first)..cell.end)
            .collect();
        let some: Vec<Range<usize>> = all
            .iter()
            .filter(|cell| !is_printed(rows, cell))
            .cloned()
            .collect();
        // Where all rows are alike, they are alike because all are filled.
        let written = if some.is_empty() { all } else { some };
        Self { cells, written }
    }

    /// Whether there are lines between columns.
    pub(crate) fn are_ruled(&self) -> bool {
        self.cells.len() > 2
    }
}

/// Where columns begin and end.
fn cells(rows: &[Ink], width: usize) -> Vec<Range<usize>> {
    let mut is_line = vec![false; width];
    for u in 0..width {
        let is_upright = |row: &&Ink| {
            let dark = |v: usize| row.at(u, v) || row.at(u + 1, v) || (u > 0 && row.at(u - 1, v));
            let count = (0..row.height).filter(|v| dark(*v)).count();
            count as f32 >= UPRIGHT * row.height as f32
        };
        let seen = rows.iter().filter(is_upright).count();
        if seen as f32 >= SEEN * rows.len() as f32 {
            let around = is_line.iter_mut().skip(u.saturating_sub(BESIDE));
            around.take(2 * BESIDE + 1).for_each(|is| *is = true);
        }
    }
    let mut cells = Vec::new();
    let mut begin = BESIDE;
    for u in BESIDE..width {
        let ends = u + BESIDE >= width || is_line.get(u).is_some_and(|is| *is);
        if ends {
            if u > begin + 3 * BIN {
                cells.push(begin..u);
            }
            begin = u + 1;
        }
    }
    cells
}

/// Where writing begins: after the column of numbers. A name is longer than that is wide.
fn first_written(cells: &[Range<usize>], width: usize) -> usize {
    let width = width as f32;
    // Parts of the width.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    match cells {
        [first, second, _, ..] if (first.end as f32) < NUMBERS * width => second.start,
        [_, _, ..] => 0,
        _ => (NUMBERS_UNRULED * width) as usize,
    }
}

/// Whether every row has similarly little in this column.
fn is_printed(rows: &[Ink], cell: &Range<usize>) -> bool {
    let bins = cell.len() as f32 / BIN as f32;
    let amounts: Vec<f32> = rows.iter().map(|row| inked(row, cell) as f32).collect();
    let of = |part: f32| quantile(amounts.iter().copied(), part).map_or(0.0, |amount| amount);
    let (low, high) = (of(0.04), of(0.96));
    low >= 1.0 && high <= 1.8 * low + 2.0 && high < 0.4 * bins
}

/// How many groups of pixels side by side have ink in this column of a row.
pub(crate) fn inked(row: &Ink, cell: &Range<usize>) -> usize {
    bins(row, cell).filter(|has_ink| *has_ink).count()
}

/// Which groups of pixels side by side have ink in this column of a row.
pub(crate) fn bins(row: &Ink, cell: &Range<usize>) -> impl Iterator<Item = bool> {
    let starts = cell.clone().step_by(BIN).filter(|u| u + BIN <= cell.end);
    // Specks are smaller than this.
    starts.map(|u| (u..u + BIN).map(|u| row.count(u, row.inside())).sum::<usize>() >= 4)
}
