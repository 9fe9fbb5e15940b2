//! Fits a quadrilateral to the edges of a finer picture.

use crate::sheet::plane::{Lab, apart};
use crate::sheet::quad::{Line, Point, Quad};

/// Places along a side at which its edge is looked for.
const PLACES: usize = 90;

/// The quadrilateral whose sides lie on the strongest edges within `reach` pixels of those of
/// `quad`; a side whose edge is not seen stays.
pub(crate) fn refined(quad: &Quad, lab: &Lab, reach: f32) -> Option<Quad> {
    let [upper, right, lower, left] = quad.sides().map(|side| fitted(side, lab, reach));
    let corner = |one: Option<Line>, other: Option<Line>| one?.meets(&other?);
    Quad::of([
        corner(left, upper)?,
        corner(upper, right)?,
        corner(right, lower)?,
        corner(lower, left)?,
    ])
}

/// How much of the sides of a quadrilateral is the strongest edge near it: the mean of its sides,
/// and the least. A line that crosses the edge of a sheet is an edge in some places only.
pub(crate) fn fit(quad: &Quad, lab: &Lab) -> (f32, f32) {
    const REACH: i32 = 9;
    let of = |side: (Point, Point)| {
        let fits = (0..PLACES).filter(|at| {
            let (point, normal) = place(side, *at, 0.02);
            let color = |by: f32| lab.between(point.0 + by * normal.0, point.1 + by * normal.1);
            let strength = |off: i32| apart(color(off as f32 + 1.5), color(off as f32 - 1.5));
            let best = (-REACH..=REACH)
                .map(|off| (strength(off), off))
                .max_by(|one, other| one.0.total_cmp(&other.0));
            best.is_some_and(|(strength, off)| off.abs() <= 2 && strength > 2.0)
        });
        fits.count() as f32 / PLACES as f32
    };
    let sides = quad.sides().map(of);
    (
        sides.iter().sum::<f32>() / 4.0,
        sides.into_iter().fold(1.0, f32::min),
    )
}

/// One of the places along a side, without this part of it at both ends, and the direction across.
fn place((from, to): (Point, Point), at: usize, end: f32) -> (Point, Point) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let t = end + (1.0 - 2.0 * end) * (at as f32 + 0.5) / PLACES as f32;
    (
        (from.0 + t * dx, from.1 + t * dy),
        (-dy / length, dx / length),
    )
}

fn fitted(side: (Point, Point), lab: &Lab, reach: f32) -> Option<Line> {
    let (from, to) = side;
    let mut points = Vec::with_capacity(PLACES);
    for at in 0..PLACES {
        let (point, normal) = place(side, at, 0.04);
        let color = |by: f32| lab.between(point.0 + by * normal.0, point.1 + by * normal.1);
        let strength = |off: f32| apart(color(off + 1.5), color(off - 1.5));
        let steps = (reach * 2.0) as isize;
        let best = (-steps..=steps)
            .map(|step| step as f32 / 2.0)
            .map(|off| {
                // Of two edges of the same strength, the nearer one.
                let near = 1.0 - 0.3 * off.abs() / reach;
                (strength(off) * near, off)
            })
            .max_by(|one, other| one.0.total_cmp(&other.0));
        if let Some((strength, off)) = best
            && strength > 1.0
        {
            let on_edge = (point.0 + off * normal.0, point.1 + off * normal.1);
            points.push((on_edge, strength.min(12.0)));
        }
    }
    let start = Line::through(&[(from, 1.0), (to, 1.0)]);
    if points.len() < PLACES / 4 {
        return start;
    }
    // Points that lie off count less and less (Cauchy weights), so that a finger, a shadow and a
    // pattern beside the sheet do not pull at it.
    let mut line = robust_start(&points).or(start)?;
    for width in [4.0_f32, 2.0, 1.2, 1.0] {
        let weighed: Vec<(Point, f32)> = points
            .iter()
            .map(|(point, weight)| {
                let off = line.distance(*point) / width;
                (*point, weight / (1.0 + off * off))
            })
            .collect();
        line = Line::through(&weighed)?;
    }
    Some(line)
}

/// The line through two of the points that is near most of the others.
fn robust_start(points: &[(Point, f32)]) -> Option<Line> {
    let count = points.len();
    let mut best: Option<(f32, Line)> = None;
    for one in (0..count / 2).step_by(3) {
        for other in (count / 2..count).step_by(3) {
            let (from, to) = (points.get(one)?, points.get(other)?);
            if let Some(line) = Line::through(&[(from.0, 1.0), (to.0, 1.0)]) {
                let near = points.iter().map(|(point, weight)| {
                    let off = line.distance(*point) / 1.5;
                    weight / (1.0 + off * off)
                });
                let near: f32 = near.sum();
                if best.is_none_or(|(most, _)| near > most) {
                    best = Some((near, line));
                }
            }
        }
    }
    best.map(|(_, line)| line)
}
