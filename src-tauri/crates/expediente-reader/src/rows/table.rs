//! The lines among all level ones that divide a table into rows.

use crate::rows::band::Band;
use crate::rows::line::{Line, median};
use crate::rows::page::Page;
use crate::rows::rules::Rule;

/// The fewest lines of a table.
const LEAST_RULES: usize = 5;
/// How far from the usual height of a row most rows are at most, and the part of those.
const REGULAR: f32 = 0.22;
const MOSTLY: f32 = 0.7;
/// How far from the sides of a table its lines end at most, in parts of the page's width.
const STRAIGHT: f32 = 0.03;
/// The least height of a row, in parts of the page's width.
const LOWEST: f32 = 0.011;
/// How many usual rows high a row may be, such as that of a header.
const HIGHEST: f32 = 2.6;

/// An edge between rows: where it is at its left and its right end.
#[derive(Clone, Copy, Debug)]
struct Edge {
    line: Line,
    /// How far down it is in the middle of the table.
    middle: f32,
    left: f32,
    right: f32,
    sure: bool,
}

/// The rows between the lines of the table on a page, from the top, and the usual height of one.
pub(crate) fn bands(rules: &[Rule], page: &Page) -> Option<(Vec<Band>, f32)> {
    let tables = rules.iter().map(|seed| table_with(seed, rules, page));
    let edges = tables.max_by_key(Vec::len)?;
    let usual = usual_height(&edges)?;
    let edges = straight_sides(edges, page)?;
    let bands = edges.iter().zip(edges.iter().skip(1));
    let bands = bands.map(|(upper, lower)| {
        let (left, right) = (
            upper.left.midpoint(lower.left),
            upper.right.midpoint(lower.right),
        );
        let at_ends = |edge: &Edge| (edge.line.at(left), edge.line.at(right));
        Band {
            left,
            right,
            top: at_ends(upper),
            bottom: at_ends(lower),
            sure: upper.sure && lower.sure,
        }
    });
    Some((bands.collect(), usual))
}

/// The edges of the rows of the table that has this line.
fn table_with(seed: &Rule, rules: &[Rule], page: &Page) -> Vec<Edge> {
    let together = |rule: &&Rule| {
        let shared = rule.right.min(seed.right) - rule.left.max(seed.left);
        let longer = rule.length().max(seed.length());
        shared > 0.75 * longer && (rule.line.slope - seed.line.slope).abs() < 0.05
    };
    let middle = seed.left.midpoint(seed.right);
    let mut rules: Vec<&Rule> = rules.iter().filter(together).collect();
    rules.sort_by(|one, other| one.line.at(middle).total_cmp(&other.line.at(middle)));
    let edge = |rule: &&Rule| Edge {
        line: rule.line,
        middle: rule.line.at(middle),
        left: rule.left,
        right: rule.right,
        sure: true,
    };
    let mut edges: Vec<Edge> = rules.iter().map(edge).collect();
    // The two lines of a double one.
    edges.dedup_by(|next, had| next.middle - had.middle < 6.0);
    without_strokes(&mut edges);
    let run = longest_run(&edges);
    let mut edges: Vec<Edge> = edges.into_iter().skip(run.start).take(run.len()).collect();
    with_missing(&mut edges);
    let least = LOWEST * page.width as f32;
    let is_high = usual_height(&edges).is_some_and(|usual| usual > least);
    if edges.len() < LEAST_RULES || !is_high || !is_regular(&edges) {
        return Vec::new();
    }
    edges
}

fn gaps(edges: &[Edge]) -> impl Iterator<Item = f32> {
    let next = edges.iter().skip(1);
    edges
        .iter()
        .zip(next)
        .map(|(one, next)| next.middle - one.middle)
}

fn usual_height(edges: &[Edge]) -> Option<f32> {
    median(gaps(edges))
}

/// Leaves out strokes through rows: of two lines that are closer than rows are high, the one
/// without which the others are more regular.
fn without_strokes(edges: &mut Vec<Edge>) {
    let Some(usual) = usual_height(edges) else {
        return;
    };
    loop {
        let close = gaps(edges).enumerate().filter(|(at, gap)| {
            // A header may be low.
            *gap < if *at == 0 { 0.5 } else { 0.72 } * usual
        });
        let Some((at, _)) = close.min_by(|one, other| one.1.total_cmp(&other.1)) else {
            return;
        };
        let around = |from: usize| edges.get(from).map(|edge| edge.middle);
        let before = at.checked_sub(1).and_then(around);
        let after = around(at + 2);
        let cost = |kept: Option<&Edge>| {
            let Some(kept) = kept else {
                return f32::MAX;
            };
            let off = |one: Option<f32>, two: Option<f32>| {
                let gap = one.zip(two).map(|(one, two)| two - one);
                gap.map_or(0.0, |gap| (gap - usual).abs().min(usual))
            };
            let middle = Some(kept.middle);
            let short = 0.5 * usual * (1.0 - (kept.right - kept.left) / widest(edges));
            off(before, middle) + off(middle, after) + short
        };
        let (first, second) = (cost(edges.get(at)), cost(edges.get(at + 1)));
        edges.remove(if first <= second { at + 1 } else { at });
    }
}

fn widest(edges: &[Edge]) -> f32 {
    let widths = edges.iter().map(|edge| edge.right - edge.left);
    widths.fold(1.0, f32::max)
}

/// The edges without a gap that is too wide for a row, or for a few whose lines are missing.
fn longest_run(edges: &[Edge]) -> std::ops::Range<usize> {
    let Some(usual) = usual_height(edges) else {
        return 0..edges.len();
    };
    let (mut best, mut begin) = (0..0, 0);
    let mut ends: Vec<usize> = gaps(edges)
        .enumerate()
        .filter(|(_, gap)| missing(*gap, usual).is_none() && *gap > HIGHEST * usual)
        .map(|(at, _)| at + 1)
        .collect();
    ends.push(edges.len());
    for end in ends {
        if end - begin > best.len() {
            best = begin..end;
        }
        begin = end;
    }
    best
}

/// How many lines are missing in a gap, where it is that of a few rows.
fn missing(gap: f32, usual: f32) -> Option<usize> {
    let rows = (gap / usual).round();
    let is_whole = (gap / usual - rows).abs() < 0.08 * rows;
    if !is_whole {
        return None;
    }
    [2_u8, 3, 4]
        .into_iter()
        .find(|count| f32::from(*count) == rows)
        .map(|count| usize::from(count) - 1)
}

/// Puts in lines that were not seen, but above the first row, which may be a high header. On a photo
/// the rows that are farther away are lower, so those around tell how high one is.
fn with_missing(edges: &mut Vec<Edge>) {
    let Some(usual) = usual_height(edges) else {
        return;
    };
    let heights: Vec<f32> = gaps(edges).collect();
    let mut out: Vec<Edge> = edges.iter().take(2).copied().collect();
    for (at, edge) in edges.iter().enumerate().skip(2) {
        let gap = heights.get(at - 1).map_or(0.0, |gap| *gap);
        let around = heights.iter().skip(at.saturating_sub(5)).take(9).copied();
        let rows = around.filter(|height| (0.6..1.5).contains(&(height / usual)));
        let count = median(rows).and_then(|usual| missing(gap, usual));
        if let (Some(count), Some(had)) = (count, out.last().copied()) {
            for at in 1..=count {
                let part = at as f32 / (count + 1) as f32;
                let between = |one: f32, two: f32| one + (two - one) * part;
                out.push(Edge {
                    line: Line {
                        start: between(had.line.start, edge.line.start),
                        slope: between(had.line.slope, edge.line.slope),
                    },
                    middle: between(had.middle, edge.middle),
                    left: between(had.left, edge.left),
                    right: between(had.right, edge.right),
                    sure: false,
                });
            }
        }
        out.push(*edge);
    }
    *edges = out;
}

fn is_regular(edges: &[Edge]) -> bool {
    let Some(usual) = usual_height(edges) else {
        return false;
    };
    let all = gaps(edges).count();
    let usual_ones = gaps(edges).filter(|gap| (gap / usual - 1.0).abs() < REGULAR);
    usual_ones.count() as f32 >= MOSTLY * all as f32
}

/// The same with ends that lie on the sides of the table; nothing where it has no straight sides, as
/// lines under signatures have none.
fn straight_sides(edges: Vec<Edge>, page: &Page) -> Option<Vec<Edge>> {
    let side = |end: fn(&Edge) -> f32| {
        let points: Vec<(f32, f32)> = edges.iter().map(|edge| (edge.middle, end(edge))).collect();
        let side = Line::through_most(&points, 12.0)?;
        let near = points.iter().filter(|(y, x)| {
            let off = (x - side.at(*y)).abs();
            off < STRAIGHT * page.width as f32
        });
        // A few lines end together by chance.
        let least = if points.len() < 8 { 1.0 } else { MOSTLY };
        (near.count() as f32 >= least * points.len() as f32).then_some(side)
    };
    let (left, right) = (side(|edge| edge.left)?, side(|edge| edge.right)?);
    let straight = edges.iter().map(|edge| Edge {
        left: left.at(edge.middle),
        right: right.at(edge.middle),
        ..*edge
    });
    Some(straight.collect())
}
