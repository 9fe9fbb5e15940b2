//! The level lines on a page: drawn through, dotted or faint.
//!
//! A point is on a line where it is darker than what is a little above it and a little below it,
//! once the dots of a dotted line are run together. Letters have such points too, but few side by
//! side; so a strip of the page has a line only where most of its columns have such a point at the
//! same height. The feet of printed letters can look like that too; so a line must also be seen where
//! nothing is written beside it, or be drawn through nearly everywhere.

use crate::rows::line::Line;
use crate::rows::page::{INK, Page};

/// Strips of a page of the usual width.
const STRIPS: usize = 40;
/// Pixels that are run together, so that dots become a line.
const DOTS: usize = 15;
/// How far above and below a line the paper is looked at, and how dark the line is at least, dots
/// and gaps together: a thick line is dark, which small letters side by side are not.
const BESIDE: [(usize, u16); 2] = [(4, 7), (8, 150)];
/// The part of a strip that a line takes at least.
const COVERED: f32 = 0.7;
/// How many strips a line may leave out.
const GAP: f32 = 4.2;
/// The least part of the page across that a line takes.
const LEAST: f32 = 0.33;
/// How far lines lean at most, per pixel across.
const LEAN: f32 = 0.12;
/// How far from a line ink is looked for.
const NEAR: std::ops::Range<usize> = 5..9;
/// How dark the end of a line is at least.
const SEEN: u8 = 24;
/// The part of a strip beside a line that has ink at most, where nothing is written.
const CLEAR: f32 = 0.08;
/// The least part of a line that is clear, or else drawn through.
const LEAST_CLEAR: f32 = 0.12;
const LEAST_DRAWN: f32 = 0.6;

/// A line in a strip.
#[derive(Clone, Copy, Debug)]
struct Point {
    x: f32,
    y: f32,
    /// Whether nothing is written beside it.
    is_clear: bool,
    /// Whether it is dark all through.
    is_drawn: bool,
}

/// A level line.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) line: Line,
    pub(crate) left: f32,
    pub(crate) right: f32,
    points: Vec<Point>,
}

impl Rule {
    fn of(points: Vec<Point>, strip: f32) -> Option<Self> {
        let places: Vec<(f32, f32)> = points.iter().map(|point| (point.x, point.y)).collect();
        let line = Line::through_most(&places, 2.0)?;
        let (first, last) = (points.first()?, points.last()?);
        Some(Self {
            line,
            left: first.x - strip / 2.0,
            right: last.x + strip / 2.0,
            points,
        })
    }

    /// Whether it is long enough and no line of letters, on a page of so many strips.
    fn is_likely(&self, page: &Page, strip: f32) -> bool {
        let strips = (self.length() / strip).max(1.0);
        let count = |is: fn(&Point) -> bool| {
            let some = self.points.iter().filter(|point| is(point));
            some.count() as f32
        };
        let is_seen = count(|point| point.is_clear) >= (LEAST_CLEAR * strips).max(2.0)
            || count(|point| point.is_drawn) >= LEAST_DRAWN * strips;
        self.line.slope.abs() < LEAN
            && !self.is_edge(page)
            && self.length() >= LEAST * page.width as f32
            && count(|_| true) >= 0.5 * strips
            && is_seen
    }

    /// Whether the paper ends there: beside it is something darker.
    fn is_edge(&self, page: &Page) -> bool {
        const FAR: f32 = 28.0;
        let outside = self.points.iter().filter(|point| {
            let light = [-FAR, FAR].map(|by| page.light(point.x, point.y + by));
            let [above, below] = light;
            let is_beside = [-12.0, 12.0].iter().any(|by| {
                let y = point.y + by;
                (0.0..page.height as f32).contains(&y) && !page.is_paper(point.x, y)
            });
            is_beside || above.min(below) < 0.84 * above.max(below)
        });
        2 * outside.count() > self.points.len()
    }

    pub(crate) fn length(&self) -> f32 {
        self.right - self.left
    }
}

/// The level lines of a page.
pub(crate) fn rules(page: &Page) -> Vec<Rule> {
    let strip = (page.width / STRIPS).clamp(16, 60);
    let seen = points(page, strip);
    let chains = chained(&seen, strip as f32);
    let rules = chains
        .into_iter()
        .filter(|chain| chain.len() >= 3)
        .filter_map(|chain| Rule::of(chain, strip as f32))
        .collect();
    let mut rules: Vec<Rule> = joined(rules, page, strip as f32);
    rules.retain(|rule| rule.is_likely(page, strip as f32));
    for rule in &mut rules {
        rule.left = end(page, rule, rule.left + strip as f32, -1.0);
        rule.right = end(page, rule, rule.right - strip as f32, 1.0);
    }
    rules
}

/// Where a line ends, going from there to the left or to the right.
fn end(page: &Page, rule: &Rule, from: f32, by: f32) -> f32 {
    let mut end = from;
    for step in 1..=page.width as u16 {
        let x = from + by * f32::from(step);
        let y = rule.line.at(x);
        if [-1.0, 0.0, 1.0].iter().any(|by| page.at(x, y + by) >= SEEN) {
            end = x;
        } else if (x - end).abs() > DOTS as f32 {
            break;
        }
    }
    end
}

/// The lines in each strip.
fn points(page: &Page, strip: usize) -> Vec<Vec<Point>> {
    let strips = page.width / strip;
    let mut counts = vec![vec![0_u16; page.height]; strips];
    let smooth: Vec<Vec<u16>> = (0..page.height)
        .map(|y| run_together(page.row(y)))
        .collect();
    let row = |y: Option<usize>| {
        y.and_then(|y| smooth.get(y))
            .map_or(&[][..], |row| row.as_slice())
    };
    for y in 0..page.height {
        let own = row(Some(y));
        let mut on_line = vec![false; own.len()];
        for (by, least) in BESIDE {
            let (above, below) = (row(y.checked_sub(by)), row(Some(y + by)));
            let beside = above.iter().zip(below);
            for ((on_line, own), (above, below)) in on_line.iter_mut().zip(own).zip(beside) {
                *on_line |= *own >= least && 2 * (*above.max(below)) <= *own;
            }
        }
        for (counts, on_line) in counts.iter_mut().zip(on_line.chunks_exact(strip)) {
            if let Some(count) = counts.get_mut(y) {
                *count = on_line.iter().filter(|on_line| **on_line).count() as u16;
            }
        }
    }
    let strips = counts.iter().enumerate();
    let points = strips.map(|(at, counts)| {
        let heights = peaks(counts, strip).into_iter();
        heights.map(|y| point(page, at * strip, strip, y)).collect()
    });
    points.collect()
}

/// What is beside a line at this height in the strip that begins there.
fn point(page: &Page, begin: usize, strip: usize, y: f32) -> Point {
    // On the page.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let height = y as usize;
    let is_dark = |x: usize, y: usize| page.row(y).get(x).is_some_and(|dark| *dark >= INK);
    let columns = begin..begin + strip;
    let beside = columns.clone().filter(|x| {
        let mut near = NEAR.flat_map(|by| [height.checked_sub(by), Some(height + by)]);
        near.any(|y| y.is_some_and(|y| is_dark(*x, y)))
    });
    let beside = beside.count() as f32;
    let through = columns.filter(|x| {
        let mut near = height.saturating_sub(1)..height + 2;
        near.any(|y| is_dark(*x, y))
    });
    Point {
        x: begin as f32 + strip as f32 / 2.0,
        y,
        is_clear: beside <= CLEAR * strip as f32,
        is_drawn: through.count() as f32 >= 0.95 * strip as f32,
    }
}

/// The heights where a line crosses a strip: one that leans does so at two or three heights.
fn peaks(counts: &[u16], strip: usize) -> Vec<f32> {
    let most = strip as f32;
    let around = |y: usize| {
        let from = y.saturating_sub(1);
        let three = counts.iter().skip(from).take(y + 2 - from);
        (three.sum::<u16>() as f32).min(most)
    };
    let covered: Vec<f32> = (0..counts.len()).map(around).collect();
    let mut peaks = Vec::new();
    let mut y = 0;
    while y < covered.len() {
        let is_line = |y: usize| covered.get(y).is_some_and(|part| *part >= COVERED * most);
        if !is_line(y) {
            y += 1;
            continue;
        }
        let begin = y;
        while is_line(y) {
            y += 1;
        }
        let (mut sum, mut weight) = (0.0, 0.0);
        for (at, count) in counts
            .iter()
            .enumerate()
            .take(y + 1)
            .skip(begin.saturating_sub(1))
        {
            sum += at as f32 * f32::from(*count);
            weight += f32::from(*count);
        }
        if weight > 0.0 {
            peaks.push(sum / weight + 0.5);
        }
    }
    peaks
}

/// The means of so many pixels side by side.
fn run_together(row: &[u8]) -> Vec<u16> {
    let before = DOTS / 2;
    let mut sum: u32 = row.iter().take(before).copied().map(u32::from).sum();
    let entering = row.iter().skip(before).copied().chain(std::iter::repeat(0));
    let leaving = std::iter::repeat_n(0, before + 1).chain(row.iter().copied());
    row.iter()
        .zip(entering.zip(leaving))
        .map(|(_, (enters, leaves))| {
            sum = sum + u32::from(enters) - u32::from(leaves);
            // A mean of bytes.
            (sum / DOTS as u32) as u16
        })
        .collect()
}

/// Points of neighboring strips joined to lines, from left to right.
fn chained(seen: &[Vec<Point>], strip: f32) -> Vec<Vec<Point>> {
    let mut chains: Vec<Vec<Point>> = Vec::new();
    for point in seen.iter().flatten() {
        let near = |chain: &[Point]| {
            let gap = (point.x - chain.last()?.x) / strip;
            if !(0.5..=GAP).contains(&gap) {
                return None;
            }
            let recent = chain.iter().rev().take(8).map(|point| (point.x, point.y));
            let recent: Vec<(f32, f32)> = recent.collect();
            let off = (Line::through(&recent)?.at(point.x) - point.y).abs();
            let most = match recent.len() {
                1 => LEAN * strip * gap,
                2 => 3.0 + gap,
                _ => 2.0 + 0.5 * gap,
            };
            (off <= most).then_some(off)
        };
        let best = chains
            .iter_mut()
            .filter_map(|chain| near(chain).map(|off| (off, chain)))
            .min_by(|one, other| one.0.total_cmp(&other.0));
        match best {
            Some((_, chain)) => chain.push(*point),
            None => chains.push(vec![*point]),
        }
    }
    chains
}

/// Lines that go on after a gap, as where a signature hides one, are one.
fn joined(mut rules: Vec<Rule>, page: &Page, strip: f32) -> Vec<Rule> {
    rules.sort_by(|one, other| one.left.total_cmp(&other.left));
    let mut out: Vec<Rule> = Vec::new();
    for rule in rules {
        let goes_on = |had: &Rule| {
            let gap = rule.left - had.right;
            let x = rule.left.midpoint(had.right);
            let off = (had.line.at(x) - rule.line.at(x)).abs();
            let lean = (had.line.slope - rule.line.slope).abs();
            gap > -strip && gap < 0.35 * page.width as f32 && off < 4.0 && lean < 0.03
        };
        if let Some(had) = out.iter_mut().find(|had| goes_on(had)) {
            had.points.extend(rule.points);
            if let Some(whole) = Rule::of(had.points.clone(), strip) {
                *had = whole;
            }
        } else {
            out.push(rule);
        }
    }
    out
}
