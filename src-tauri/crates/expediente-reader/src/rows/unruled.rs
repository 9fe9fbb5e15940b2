//! Rows of a list without lines: lines of writing at a regular distance that leave the same
//! places free, so that there are columns. What is written in a column ends here and there; the
//! columns of a printed page are filled.

use std::ops::Range;

use crate::rows::band::Band;
use crate::rows::line::{median, quantile};
use crate::rows::page::{INK, Page};

/// How far the lines of writing lean at most, per pixel across, and in how many steps that is
/// looked at.
const LEAN: f32 = 0.07;
const STEPS: i16 = 28;
/// The fewest rows of a list.
const FEWEST: usize = 7;
/// The least part of the page across that a list takes.
const WIDE: f32 = 0.5;
/// The least and the greatest height of a row, in parts of the page's width.
const LOWEST: f32 = 0.028;
const HIGHEST: f32 = 0.11;
/// How far the distance of two rows is from the usual one at most.
const REGULAR: f32 = 0.27;
/// The least part of the list across that a free place between columns takes, and a column.
const FREE: f32 = 0.018;
const COLUMN: f32 = 0.05;
/// The part of the rows that may have ink in such a place.
const RARELY: f32 = 0.2;
/// The part of the rows that have ink in two columns at least.
const MOSTLY: f32 = 0.75;
/// How far apart the ends of what is written in some column are, those of the middle half of the
/// rows, in parts of the column; and the same where there are two columns, as on a printed page.
const RAGGED: f32 = 0.06;
const RAGGED_OF_TWO: f32 = 0.25;
/// Where what is written in the usual row of one of two columns ends at most.
const SHORT: f32 = 0.9;
/// The part of the ink of a line that is between it and the next at most.
const BETWEEN: f32 = 0.45;
/// The most rows above a list, such as those of a paragraph, that are as far apart as its own.
const ABOVE: usize = 7;
/// How many pixels high ink is that is no speck, and that is no stroke through a row.
const SPECK: u16 = 2;
const LETTER: u16 = 5;
/// The same of ink that is part of letters for sure.
const HIGH: u16 = 7;
/// Pixels of the page that are looked at together, across.
const CELL: usize = 4;

/// The rows of the list on a page.
pub(crate) fn bands(page: &Page) -> Option<Vec<Band>> {
    let lean = lean(page);
    let list = Level::of(page, lean).list(page)?;
    let edges = edges(&list.rows);
    let down = |x: f32, y: f32| y + lean * (x - page.width as f32 / 2.0);
    let across = |end: usize, y: f32| {
        let x = (end * CELL) as f32 + list.slant * (y - page.height as f32 / 2.0);
        x.clamp(0.0, page.width as f32)
    };
    let pairs = edges.iter().zip(edges.iter().skip(1));
    let bands = pairs.map(|(top, bottom)| {
        let middle = top.midpoint(*bottom);
        let (left, right) = (
            across(list.across.start, middle),
            across(list.across.end, middle),
        );
        Band {
            left,
            right,
            top: (down(left, *top), down(right, *top)),
            bottom: (down(left, *bottom), down(right, *bottom)),
            sure: false,
        }
    });
    Some(bands.collect())
}

/// How far lines of writing lean: so that they leave the most paper free between them.
fn lean(page: &Page) -> f32 {
    let mut dots: Vec<(f32, usize)> = Vec::new();
    for y in 0..page.height {
        let cells = page.row(y).chunks(CELL).enumerate();
        let dark = cells.filter(|(_, cell)| cell.iter().any(|dark| *dark >= INK));
        dots.extend(dark.map(|(at, _)| ((at * CELL) as f32 - page.width as f32 / 2.0, y)));
    }
    let steps = -STEPS..=STEPS;
    let leans = steps.map(|step| LEAN * f32::from(step) / f32::from(STEPS));
    let sharp = |lean: &f32| {
        let mut counts = vec![0_u64; page.height / 2 + 1];
        for (x, y) in &dots {
            if let Some(count) = leveled(*x, *y, *lean).and_then(|y| counts.get_mut(y / 2)) {
                *count += 1;
            }
        }
        counts.iter().map(|count| count * count).sum::<u64>()
    };
    leans.max_by_key(sharp).map_or(0.0, |lean| lean)
}

/// The height of a point on a page whose lines were made level around its middle.
fn leveled(x: f32, y: usize, lean: f32) -> Option<usize> {
    let y = y as f32 - lean * x;
    // Not negative.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (y >= 0.0).then_some(y as usize)
}

/// A list without lines.
struct List {
    /// The heights of the middles of its rows.
    rows: Vec<f32>,
    /// The usual height of a row.
    usual: f32,
    /// How far its columns lean, per pixel down.
    slant: f32,
    /// The cells that it takes across, in the middle of the page.
    across: Range<usize>,
}

/// What is dark on a page whose lines were made level: for each height, its cells across.
struct Level {
    cells: Vec<Vec<bool>>,
}

impl Level {
    fn of(page: &Page, lean: f32) -> Self {
        let across = page.width.div_ceil(CELL);
        let mut cells = vec![vec![false; across]; page.height];
        for y in 0..page.height {
            for (at, pixels) in page.row(y).chunks(CELL).enumerate() {
                if pixels.iter().filter(|dark| **dark >= INK).count() < 2 {
                    continue;
                }
                let x = (at * CELL) as f32 - page.width as f32 / 2.0;
                let row = leveled(x, y, lean).and_then(|y| cells.get_mut(y));
                if let Some(cell) = row.and_then(|row| row.get_mut(at)) {
                    *cell = true;
                }
            }
        }
        Self { cells }
    }

    /// The list that takes the most of the page.
    fn list(&self, page: &Page) -> Option<List> {
        let row = |row: &Vec<bool>| row.iter().filter(|dark| **dark).count() as f32;
        let counts: Vec<f32> = self.cells.iter().map(row).collect();
        let heights = std::iter::successors(Some(LOWEST), |height| {
            Some(height * 1.1).filter(|height| *height < HIGHEST)
        });
        let lists = heights.filter_map(|height| {
            let usual = height * page.width as f32;
            let lines = mended(&lines(&counts, usual), usual);
            let rows = lines.get(regular(&lines, usual)?)?;
            let gaps = rows.iter().zip(rows.iter().skip(1));
            let usual = median(gaps.map(|(one, two)| two - one))?;
            if usual < LOWEST * page.width as f32 || !are_apart(&counts, rows) {
                return None;
            }
            let starts = (0..=ABOVE).filter_map(|above| rows.get(above..));
            let mut lists = starts.filter_map(|rows| self.list_of(rows, usual, page));
            lists.next()
        });
        // Of two that take the same, the one that leaves out no row.
        let size = |list: &List| (list.rows.len() as f32).powf(1.3) * list.usual;
        lists.max_by(|one, other| size(one).total_cmp(&size(other)))
    }

    /// The list of these rows; nothing where they have no columns.
    fn list_of(&self, rows: &[f32], usual: f32, page: &Page) -> Option<List> {
        if rows.len() < FEWEST {
            return None;
        }
        let leaning = (-6_i16..=6).map(|step| f32::from(step) * 0.012);
        let inked = leaning.map(|slant| (slant, self.inked(rows, usual, slant, page)));
        let least = WIDE * page.width as f32 / CELL as f32;
        let columns = inked.filter_map(|(slant, inked)| {
            let columns = Columns::of(&inked)?;
            let is_wide = columns.across.len() as f32 >= least;
            is_wide.then_some((slant, inked, columns))
        });
        let (slant, inked, columns) = columns.max_by_key(|(_, _, columns)| columns.free_cells())?;
        let is_row = |row: &&Vec<u16>| !columns.are_crossed(row) && columns.are_begun(row);
        // Lines of a paragraph above the list may be as far apart as its rows.
        let mut above = inked.iter().take(ABOVE);
        let text = above.rposition(|row| columns.are_filled(row));
        let first = text.map_or(0, |last| last + 1);
        let begin = first + inked.iter().skip(first).position(|row| is_row(&row))?;
        let end = inked.iter().rposition(|row| is_row(&row))? + 1;
        let own = inked.get(begin..end.max(begin))?;
        if own.len() < FEWEST || !columns.are_written(own) {
            return None;
        }
        let room = columns.across.len() / 80 + 1;
        Some(List {
            rows: rows.get(begin..end)?.to_vec(),
            usual,
            slant,
            across: columns.across.start.saturating_sub(room)..columns.across.end + room,
        })
    }

    /// How many pixels high the ink in each cell across is in each of these rows, where columns lean
    /// so far.
    fn inked(&self, rows: &[f32], usual: f32, slant: f32, page: &Page) -> Vec<Vec<u16>> {
        let across = page.width.div_ceil(CELL);
        let of_row = |middle: &f32| {
            // Heights on the page.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let at = |part: f32| (middle + part * usual).max(0.0) as usize;
            let moved = slant * (middle - page.height as f32 / 2.0) / CELL as f32;
            // A few cells.
            #[allow(clippy::cast_possible_truncation)]
            let moved = moved.round() as isize;
            let lines = self.cells.iter().take(at(0.32)).skip(at(-0.32));
            let mut counts = vec![0_u16; across];
            for line in lines {
                for (to, count) in counts.iter_mut().enumerate() {
                    let from = to.checked_add_signed(moved);
                    *count += u16::from(from.and_then(|from| line.get(from)) == Some(&true));
                }
            }
            counts
        };
        rows.iter().map(of_row).collect()
    }
}

/// The columns of a list, in cells across the page.
struct Columns {
    across: Range<usize>,
    /// The places between columns.
    free: Vec<Range<usize>>,
    /// The columns, without narrow ones: those of numbers.
    wide: Vec<Range<usize>>,
}

impl Columns {
    /// Of the cells that have ink in each row; nothing where there are none.
    fn of(rows: &[Vec<u16>]) -> Option<Self> {
        let rare = (RARELY * rows.len() as f32).max(1.0);
        let across = rows.first()?.len();
        let often = |at: usize| {
            let inked = rows
                .iter()
                .filter(|row| row.get(at).is_some_and(|ink| *ink >= LETTER));
            inked.count() as f32 > rare
        };
        let often: Vec<bool> = (0..across).map(often).collect();
        let begin = often.iter().position(|often| *often)?;
        let end = often.iter().rposition(|often| *often)? + 1;
        let least = |part: f32| part * (end - begin) as f32;
        let (mut free, mut wide) = (Vec::new(), Vec::new());
        let mut from = begin;
        let mut at = begin;
        while at < end {
            let until = (at..end).find(|at| often.get(*at) == Some(&true))?;
            if (until - at) as f32 >= least(FREE) {
                free.push(at..until);
                wide.push(from..at);
                from = until;
            }
            at = until + 1;
        }
        wide.push(from..end);
        wide.retain(|column| column.len() as f32 >= least(COLUMN));
        (wide.len() >= 2 && wide.len() < 12).then_some(Self {
            across: begin..end,
            free,
            wide,
        })
    }

    fn free_cells(&self) -> usize {
        self.free.iter().map(|free| free.len()).sum()
    }

    /// Whether a row has letters in most places between the columns.
    fn are_crossed(&self, row: &[u16]) -> bool {
        2 * self.crossed(row) > self.free.len()
    }

    /// The same of all places, as a line of a paragraph has: a stroke through a row is no letter.
    fn are_filled(&self, row: &[u16]) -> bool {
        self.crossed(row) == self.free.len()
    }

    fn crossed(&self, row: &[u16]) -> usize {
        let crossed = self.free.iter().filter(|free| {
            let cells = row.get((*free).clone()).unwrap_or_default();
            let inked = cells.iter().filter(|ink| **ink >= SPECK).count();
            let highest = cells.iter().max().map_or(0, |most| *most);
            3 * inked > free.len() && highest >= HIGH
        });
        crossed.count()
    }

    /// Whether a row has ink in the first column and another one, as no line below a list has.
    fn are_begun(&self, row: &[u16]) -> bool {
        let has_ink = |column: &Range<usize>| ink_of(row, column).is_some();
        let begun = self.wide.iter().filter(|column| has_ink(column));
        self.wide.first().is_some_and(has_ink) && begun.count() >= 2
    }

    /// Whether people write in the columns: most rows have ink in two, and in some column they end
    /// here and there.
    fn are_written(&self, rows: &[Vec<u16>]) -> bool {
        let full = rows.iter().filter(|row| {
            let columns = self.wide.iter();
            columns
                .filter(|column| ink_of(row, column).is_some())
                .count()
                >= 2
        });
        let is_ragged = self.wide.iter().any(|column| {
            let ends = || {
                let ends = rows.iter().filter_map(|row| ink_of(row, column));
                ends.map(|end| end as f32)
            };
            let middle_half = quantile(ends(), 0.75).zip(quantile(ends(), 0.25));
            let apart = middle_half.map_or(0.0, |(high, low)| high - low);
            let usual = quantile(ends(), 0.5).map_or(0.0, |end| end);
            let width = column.len() as f32;
            if self.wide.len() > 2 {
                apart >= RAGGED * width
            } else {
                apart >= RAGGED_OF_TWO * width && usual < SHORT * width
            }
        });
        full.count() as f32 >= MOSTLY * rows.len() as f32 && is_ragged
    }
}

/// Where what a row has in a column ends; nothing where it has nothing there.
fn ink_of(row: &[u16], column: &Range<usize>) -> Option<usize> {
    let inked = row.get(column.clone()).unwrap_or_default();
    inked.iter().rposition(|ink| *ink >= SPECK)
}

/// The heights of the middles of lines of writing that are so far apart.
fn lines(counts: &[f32], distance: f32) -> Vec<f32> {
    // A part of the page.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let part = |of: f32| (distance * of) as usize;
    // Smoothed so that a line of writing is one hill, however high its letters are.
    let smooth = smoothed(&smoothed(counts, part(0.2)), part(0.2));
    let least = 0.25 * quantile(smooth.iter().copied(), 0.85).map_or(0.0, |most| most);
    let is_top = |at: &usize| {
        let own = smooth.get(*at).map_or(0.0, |own| *own);
        let from = at.saturating_sub(part(0.4));
        let around = smooth.iter().enumerate().skip(from);
        let mut around = around.take(at + part(0.4) + 1 - from);
        own > least && around.all(|(other, value)| *value < own || (*value <= own && other >= *at))
    };
    let tops = (0..smooth.len()).filter(is_top);
    tops.map(|at| at as f32).collect()
}

/// Whether there is less ink between these lines than in them, as there is not on a drawing.
fn are_apart(counts: &[f32], lines: &[f32]) -> bool {
    let counts = smoothed(counts, 2);
    // Heights on the page.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let at = |line: f32| counts.iter().skip(line as usize);
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let apart = pairs.clone().filter(|(one, next)| {
        let between = at(**one).take((*next - *one) as usize);
        let least = between.copied().fold(f32::MAX, f32::min);
        let most = at(**one).take(1).chain(at(**next).take(1));
        least < BETWEEN * most.copied().fold(0.0, f32::max)
    });
    apart.count() as f32 >= 0.8 * pairs.count() as f32
}

/// Lines that are about so far apart, without those that come too early and with one where one is
/// missing: a stroke through a row makes a second line of it, and little ink none.
fn mended(lines: &[f32], about: f32) -> Vec<f32> {
    let near = |gap: f32, rows: f32, usual: f32| (gap / usual - rows).abs() < 0.2 * rows;
    let mut usual = about;
    let mut mended: Vec<f32> = Vec::with_capacity(lines.len());
    let mut put_in = 0;
    for (at, line) in lines.iter().enumerate() {
        let Some(had) = mended.last().copied() else {
            mended.push(*line);
            continue;
        };
        let gap = line - had;
        let next = lines.get(at + 1).map(|next| next - had);
        if gap < 0.7 * usual && next.is_some_and(|next| near(next, 1.0, usual)) {
            continue;
        }
        if near(gap, 2.0, usual) && mended.len() > 3 {
            mended.push(had.midpoint(*line));
            put_in += 1;
        }
        if near(gap, 1.0, usual) {
            usual = 0.7 * usual + 0.3 * gap;
        }
        mended.push(*line);
    }
    // Where many are missing, the lines are farther apart.
    if 6 * put_in > lines.len() {
        return lines.to_vec();
    }
    mended
}

/// The longest run of lines at a distance of about this.
fn regular(lines: &[f32], about: f32) -> Option<Range<usize>> {
    let gaps = lines.iter().zip(lines.iter().skip(1));
    let (mut best, mut begin) = (0..0, 0);
    // On a photo, the lines that are farther away are closer together.
    let mut usual = about;
    let goes_on = gaps.map(|(one, two)| {
        let gap = two - one;
        let goes_on = (gap / usual - 1.0).abs() < REGULAR && (gap / about - 1.0).abs() < 0.45;
        usual = if goes_on {
            0.7 * usual + 0.3 * gap
        } else {
            about
        };
        goes_on
    });
    for (at, goes_on) in goes_on.chain([false]).enumerate() {
        if !goes_on {
            if at + 1 - begin > best.len() {
                best = begin..at + 1;
            }
            begin = at + 1;
        }
    }
    (best.len() >= FEWEST).then_some(best)
}

/// The edges of rows with these middles.
fn edges(middles: &[f32]) -> Vec<f32> {
    let between = middles.iter().zip(middles.iter().skip(1));
    let inner: Vec<f32> = between.map(|(one, two)| one.midpoint(*two)).collect();
    let mut edges = Vec::with_capacity(middles.len() + 1);
    if let (Some(first), Some(after)) = (middles.first(), inner.first()) {
        edges.push(2.0 * first - after);
    }
    edges.extend(&inner);
    if let (Some(last), Some(before)) = (middles.last(), inner.last()) {
        edges.push(2.0 * last - before);
    }
    edges
}

/// Means over so many values before and after each.
fn smoothed(values: &[f32], radius: usize) -> Vec<f32> {
    let around = |at: usize| {
        let from = at.saturating_sub(radius);
        let some = values.iter().skip(from).take(at + radius + 1 - from);
        let count = some.len().max(1) as f32;
        some.sum::<f32>() / count
    };
    (0..values.len()).map(around).collect()
}
