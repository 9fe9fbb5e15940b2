//! The columns of a table: which pixels are lines between them, and which columns hold nothing but
//! printed numbers.

use std::ops::Range;

use crate::rows::band::Ink;
use crate::rows::line::{median, quantile};

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
        let width = rows
            .iter()
            .map(|row| row.width)
            .max()
            .map_or(0, |most| most);
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

    /// From the first to the last column.
    pub(crate) fn all(&self) -> Range<usize> {
        let start = self.cells.first().map_or(0, |cell| cell.start);
        start..self.cells.last().map_or(start, |cell| cell.end)
    }

    /// The last column: that of the signatures. Without lines between columns, what is right of
    /// the last place that these rows leave free.
    pub(crate) fn last(&self, rows: &[&Ink]) -> Range<usize> {
        let all = self.all();
        if self.are_ruled() {
            return self.cells.last().map_or(all, Range::clone);
        }
        let of_row: Vec<Vec<bool>> = rows.iter().map(|row| bins(row, &all).collect()).collect();
        let is_used = |at: usize| {
            let used = of_row.iter().filter(|bins| bins.get(at) == Some(&true));
            used.count() as f32 > 0.15 * rows.len() as f32
        };
        let used: Vec<usize> = (0..all.len() / BIN).filter(|at| is_used(*at)).collect();
        let least = all.len() / BIN / 50;
        let pairs = used.iter().zip(used.iter().skip(1));
        // Nearly all sign; what only some have is the end of a signature.
        let all_have = |start: usize| {
            let inked = of_row
                .iter()
                .filter(|bins| bins.iter().skip(start).any(|has_ink| *has_ink));
            inked.count() as f32 >= 0.75 * rows.len() as f32
        };
        let is_start = |one: usize, next: usize| next > one + least.max(1) && all_have(next);
        let mut starts = pairs.filter(|(one, next)| is_start(**one, **next));
        let start = starts.next_back().map_or(0, |(_, next)| *next);
        all.start + start * BIN..all.end
    }

    /// Whether there are lines between columns.
    pub(crate) fn are_ruled(&self) -> bool {
        self.cells.len() > 2
    }
}

/// How far up the lines between columns go on in what is above the first row, in parts of its
/// height; nothing where there are no such lines.
pub(crate) fn goes_on_above(above: &Ink, rows: &[Ink]) -> Option<f32> {
    let lines = upright(rows, above.width);
    // Those at the sides are no lines between columns.
    if lines.len() < 3 {
        return None;
    }
    let goes_on = lines.iter().map(|line| {
        let near = line.start.saturating_sub(BESIDE)..line.end + BESIDE;
        let is_dark = |v: usize| near.clone().any(|u| above.at(u, v));
        // The first row's own line is at the bottom.
        let free = (0..above.height).rev().find(|v| !is_dark(*v));
        let up = above.height - free.map_or(0, |v| v + 1);
        up as f32 / above.height.max(1) as f32
    });
    median(goes_on)
}

/// Whether a line goes down a row there.
fn is_upright(row: &Ink, u: usize) -> bool {
    let dark = |v: usize| row.at(u, v) || row.at(u + 1, v) || (u > 0 && row.at(u - 1, v));
    let count = (0..row.height).filter(|v| dark(*v)).count();
    count as f32 >= UPRIGHT * row.height as f32
}

/// The lines between columns, from left to right.
fn upright(rows: &[Ink], width: usize) -> Vec<Range<usize>> {
    let of_row = |row: &Ink| (0..width).map(|u| is_upright(row, u)).collect();
    let of_rows: Vec<Vec<bool>> = rows.iter().map(of_row).collect();
    let mut lines: Vec<Range<usize>> = Vec::new();
    for u in 0..width {
        let is_near = |row: &&Vec<bool>| {
            let near = row.iter().skip(u.saturating_sub(2)).take(5);
            near.clone().any(|is_line| *is_line)
        };
        let seen = of_rows.iter().filter(is_near).count();
        if (seen as f32) < SEEN * rows.len() as f32 {
            continue;
        }
        match lines.last_mut() {
            Some(line) if u <= line.end + BESIDE => line.end = u + 1,
            _ => lines.push(u..u + 1),
        }
    }
    lines
}

/// Where columns begin and end.
fn cells(rows: &[Ink], width: usize) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut begin = BESIDE;
    let end = width.saturating_sub(BESIDE);
    for line in upright(rows, width)
        .into_iter()
        .chain(std::iter::once(end..end))
    {
        let until = line.start.saturating_sub(BESIDE).min(end);
        if until > begin + 3 * BIN {
            cells.push(begin..until);
        }
        begin = begin.max(line.end + BESIDE);
    }
    cells
}

/// Where writing begins: after the column of numbers. A name is longer than that is wide.
fn first_written(cells: &[Range<usize>], width: usize) -> usize {
    let width = width as f32;
    // Parts of the width.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    match cells {
        [first, second, ..] if (first.end as f32) < NUMBERS * width => second.start,
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
    bins_in(row, cell, row.inside())
}

/// The same between two heights.
pub(crate) fn bins_in(
    row: &Ink,
    cell: &Range<usize>,
    heights: Range<usize>,
) -> impl Iterator<Item = bool> {
    let starts = cell.clone().step_by(BIN);
    let end = cell.end;
    let ink = move |u: usize| {
        let counts = (u..u + BIN).map(|u| row.count(u, heights.clone()));
        counts.sum::<usize>()
    };
    // Specks are smaller than this.
    starts
        .filter(move |u| u + BIN <= end)
        .map(move |u| ink(u) >= 4)
}
