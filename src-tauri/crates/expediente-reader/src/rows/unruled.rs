//! Rows of a list without lines: lines of writing at a regular distance that leave the same
//! places free, so that there are columns. Those of a letter fill its width.

use std::ops::Range;

use crate::rows::band::Band;
use crate::rows::line::{median, quantile};
use crate::rows::page::Page;

/// The least darkness of what is written.
const INK: u8 = 38;
/// How far the lines of writing lean at most, per pixel across, and in how many steps that is
/// looked at.
const LEAN: f32 = 0.07;
const STEPS: i16 = 28;
/// The fewest rows of a list.
const FEWEST: usize = 5;
/// The least and the greatest height of a row, in parts of the page's width.
const LOWEST: f32 = 0.02;
const HIGHEST: f32 = 0.11;
/// How far the distance of two rows is from the usual one at most.
const REGULAR: f32 = 0.2;
/// The least part of the list across that a free place between columns takes.
const FREE: f32 = 0.018;
/// The part of the rows that may have ink in such a place.
const RARELY: f32 = 0.1;
/// Pixels of the page that are looked at together, across.
const CELL: usize = 4;

/// The rows of the list on a page, and the usual height of one.
pub(crate) fn bands(page: &Page) -> Option<(Vec<Band>, f32)> {
    let lean = lean(page);
    let level = Level::of(page, lean);
    let (rows, usual, (left, right)) = level.list(page)?;
    let edges = edges(&rows, usual);
    let edge_bands = edges.iter().zip(edges.iter().skip(1));
    let at = |x: f32, y: f32| y + lean * (x - page.width as f32 / 2.0);
    let bands = edge_bands.map(|(top, bottom)| Band {
        left,
        right,
        top: (at(left, *top), at(right, *top)),
        bottom: (at(left, *bottom), at(right, *bottom)),
        sure: false,
    });
    Some((bands.collect(), usual))
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

/// The height of a point on a page that was turned level around its middle.
fn leveled(x: f32, y: usize, lean: f32) -> Option<usize> {
    let y = y as f32 - lean * x;
    // Not negative.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (y >= 0.0).then_some(y as usize)
}

/// What is dark on a page that was turned level: for each height, its cells across.
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

    /// The middles of the rows of the list that takes the most of the page, the usual height of
    /// one, and where the list begins and ends across.
    fn list(&self, page: &Page) -> Option<(Vec<f32>, f32, (f32, f32))> {
        let row = |row: &Vec<bool>| row.iter().filter(|dark| **dark).count() as f32;
        let counts: Vec<f32> = self.cells.iter().map(row).collect();
        let heights = std::iter::successors(Some(LOWEST), |height| {
            Some(height * 1.12).filter(|height| *height < HIGHEST)
        });
        let lists = heights.filter_map(|height| {
            let lines = lines(&counts, height * page.width as f32);
            let (run, usual) = regular(&lines, height * page.width as f32)?;
            let rows = lines.get(run)?.to_vec();
            let ends = self.columns(&rows, page)?;
            Some((rows, usual, ends))
        });
        lists.max_by(|(one, a, _), (other, b, _)| {
            (one.len() as f32 * a).total_cmp(&(other.len() as f32 * b))
        })
    }

    /// Where the list begins and ends across the page; nothing where its rows have no columns.
    fn columns(&self, rows: &[f32], page: &Page) -> Option<(f32, f32)> {
        let usual = median(rows.windows(2).filter_map(|pair| match pair {
            [one, two] => Some(two - one),
            _ => None,
        }))?;
        let across = page.width.div_ceil(CELL);
        let mut often = vec![0_usize; across];
        for middle in rows {
            // Heights on the page.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let (from, to) = (
                (middle - 0.32 * usual).max(0.0) as usize,
                (middle + 0.32 * usual).max(0.0) as usize,
            );
            let lines = self.cells.get(from..to.min(self.cells.len()))?;
            for (at, count) in often.iter_mut().enumerate() {
                let dark = lines.iter().filter(|row| row.get(at).is_some_and(|dark| *dark));
                if dark.count() >= 2 {
                    *count += 1;
                }
            }
        }
        let rare = (RARELY * rows.len() as f32).max(1.0);
        let is_used = |count: &usize| *count as f32 > rare;
        let begin = often.iter().position(is_used)?;
        let end = often.iter().rposition(is_used)? + 1;
        let inside = often.get(begin..end)?;
        let free = free_places(inside, rare, FREE * (end - begin) as f32);
        // A column of numbers alone, or of dots before lines, makes no list.
        let between = (end - begin) / 8..(end - begin) * 7 / 8;
        let is_between = |place: &Range<usize>| between.contains(&place.start.midpoint(place.end));
        if free.iter().filter(|place| is_between(place)).count() < 1 || free.len() > 12 {
            return None;
        }
        let x = |at: usize| (at * CELL) as f32;
        let room = 0.01 * page.width as f32;
        Some((
            (x(begin) - room).max(0.0),
            (x(end) + room).min(page.width as f32),
        ))
    }
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

/// Runs of cells at least so long that hardly any row has ink in.
fn free_places(often: &[usize], rare: f32, least: f32) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut begin = None;
    for (at, count) in often.iter().enumerate() {
        match (*count as f32 <= rare, begin) {
            (true, None) => begin = Some(at),
            (false, Some(from)) => {
                if (at - from) as f32 >= least {
                    places.push(from..at);
                }
                begin = None;
            }
            _ => {}
        }
    }
    places
}

/// The longest run of lines at a regular distance of about this, and that distance.
fn regular(lines: &[f32], about: f32) -> Option<(Range<usize>, f32)> {
    let gaps: Vec<f32> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [one, two] => Some(two - one),
            _ => None,
        })
        .collect();
    let mut best: Option<(Range<usize>, f32)> = None;
    let likely = |usual: &&f32| (*usual / about - 1.0).abs() < 0.15;
    for usual in gaps.iter().filter(likely) {
        let mut begin = 0;
        for at in 0..=gaps.len() {
            let goes_on = gaps
                .get(at)
                .is_some_and(|gap| (gap / usual - 1.0).abs() < REGULAR);
            if !goes_on {
                let longest = best.as_ref().map_or(0, |(run, _)| run.len());
                if at + 1 - begin > longest {
                    best = Some((begin..at + 1, *usual));
                }
                begin = at + 1;
            }
        }
    }
    best.filter(|(run, _)| run.len() >= FEWEST)
}

/// The edges of rows with these middles.
fn edges(middles: &[f32], usual: f32) -> Vec<f32> {
    let between = middles.iter().zip(middles.iter().skip(1));
    let mut edges: Vec<f32> = between.map(|(one, two)| one.midpoint(*two)).collect();
    if let (Some(first), Some(last)) = (middles.first(), middles.last()) {
        edges.insert(0, first - usual / 2.0);
        edges.push(last + usual / 2.0);
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
