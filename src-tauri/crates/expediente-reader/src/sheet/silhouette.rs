//! The outline of what differs in color from the edge of a photo, of a sheet that lies on a table
//! of one color; and that of patches without edges, of a sheet on a checked cloth.

use crate::sheet::lines::Edges;
use crate::sheet::plane::{Lab, Plane, apart};
use crate::sheet::quad::{Line, Point, Quad};

/// Quadrilaterals around what differs from the edge of the photo.
pub(crate) fn quads(lab: &Lab) -> Vec<Quad> {
    let (width, height) = (lab.width(), lab.height());
    let edge = edge_color(lab);
    let mut differs = Plane::new(width, height);
    for (at, out) in differs.data.iter_mut().enumerate() {
        let (x, y) = ((at % width.max(1)) as f32, (at / width.max(1)) as f32);
        *out = apart(lab.between(x, y), edge);
    }
    let otsu = threshold(&differs);
    [otsu, otsu * 0.6]
        .into_iter()
        .filter_map(|least| around(&differs, least))
        .collect()
}

/// The median color of the outermost pixels.
fn edge_color(lab: &Lab) -> [f32; 3] {
    let (right, low) = (lab.width() as isize - 1, lab.height() as isize - 1);
    let edge: Vec<(isize, isize)> = (0..=right)
        .flat_map(|x| [(x, 1), (x, low - 1)])
        .chain((0..=low).flat_map(|y| [(1, y), (right - 1, y)]))
        .collect();
    [&lab.light, &lab.a, &lab.b].map(|plane| {
        let mut values: Vec<f32> = edge.iter().map(|(x, y)| plane.at(*x, *y)).collect();
        let middle = values.len() / 2;
        *values.select_nth_unstable_by(middle, f32::total_cmp).1
    })
}

/// The value that best tells two kinds of pixels apart (Otsu).
fn threshold(plane: &Plane) -> f32 {
    const BINS: usize = 128;
    let most = plane.data.iter().copied().fold(1.0, f32::max);
    let mut counts = [0.0_f64; BINS];
    for value in &plane.data {
        let bin = (value / most * (BINS - 1) as f32) as usize;
        if let Some(count) = counts.get_mut(bin) {
            *count += 1.0;
        }
    }
    let all: f64 = counts.iter().sum();
    let whole: f64 = (0..)
        .zip(&counts)
        .map(|(bin, count)| f64::from(bin) * count)
        .sum();
    let (mut below, mut sum) = (0.0, 0.0);
    let mut best = (0.0, 0);
    for (bin, count) in (0..).zip(&counts) {
        below += count;
        sum += f64::from(bin) * count;
        if below == 0.0 || below == all {
            continue;
        }
        let gap = sum / below - (whole - sum) / (all - below);
        let between = below * (all - below) * gap * gap;
        if between > best.0 {
            best = (between, bin);
        }
    }
    (best.1 as f32 + 0.5) / (BINS - 1) as f32 * most
}

/// Quadrilaterals around patches of pixels that no edge runs through. Along the edge of a sheet on
/// a checked cloth colors differ here and there alike, but no patch of the cloth is as large.
pub(crate) fn flooded(edges: &Edges<'_>) -> Vec<Quad> {
    let strength = &edges.strength;
    let of = |most: f32| {
        let mut patches = patches(strength, |value| value < most);
        patches.truncate(4);
        patches
    };
    [edges.grain * 0.8, edges.grain * 1.6]
        .into_iter()
        .flat_map(of)
        .filter(|patch| is_large(patch, strength, 40))
        .filter_map(|patch| quad_of_hull(hull_of(&patch, strength)))
        .collect()
}

/// The quadrilateral around the largest patch of pixels above a value.
fn around(plane: &Plane, least: f32) -> Option<Quad> {
    let largest = patches(plane, |value| value > least).into_iter().next()?;
    if !is_large(&largest, plane, 16) {
        return None;
    }
    quad_of_hull(hull_of(&largest, plane))
}

/// Whether a patch is one of so many parts of the picture, or more.
fn is_large(patch: &[usize], plane: &Plane, least: usize) -> bool {
    patch.len() * least >= plane.width * plane.height
}

/// The patches of pixels beside each other that are in, the largest first.
fn patches(plane: &Plane, is_in: impl Fn(f32) -> bool) -> Vec<Vec<usize>> {
    let (width, height) = (plane.width, plane.height);
    let mut is_left: Vec<bool> = plane.data.iter().map(|value| is_in(*value)).collect();
    let mut take = |at: usize| is_left.get_mut(at).is_some_and(std::mem::take);
    let mut found = Vec::new();
    for start in 0..width * height {
        if !take(start) {
            continue;
        }
        let mut patch = vec![start];
        let mut next = 0;
        while let Some(&at) = patch.get(next) {
            next += 1;
            let (x, y) = (at % width, at / width);
            let beside = [
                (x > 0).then(|| at - 1),
                (x + 1 < width).then_some(at + 1),
                (y > 0).then(|| at - width),
                (y + 1 < height).then_some(at + width),
            ];
            patch.extend(beside.into_iter().flatten().filter(|at| take(*at)));
        }
        found.push(patch);
    }
    found.sort_by_key(|patch| std::cmp::Reverse(patch.len()));
    found
}

/// The hull of a patch.
fn hull_of(patch: &[usize], plane: &Plane) -> Vec<Point> {
    // The ends of each row are enough.
    let mut ends: Vec<Option<(usize, usize)>> = vec![None; plane.height];
    for at in patch {
        let (x, y) = (at % plane.width, at / plane.width);
        if let Some(end) = ends.get_mut(y) {
            *end = Some(end.map_or((x, x), |(left, right)| (left.min(x), right.max(x))));
        }
    }
    let points = ends.iter().enumerate().filter_map(|(y, end)| {
        let (left, right) = (*end)?;
        Some([(left as f32, y as f32), (right as f32, y as f32)])
    });
    hull(points.flatten().collect())
}

/// The convex hull of points (Andrew's monotone chain).
fn hull(mut points: Vec<Point>) -> Vec<Point> {
    points.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let half = |points: &mut dyn Iterator<Item = &Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for &point in points {
            while let [.., before, last] = chain.as_slice() {
                let turn = (last.0 - before.0) * (point.1 - before.1)
                    - (last.1 - before.1) * (point.0 - before.0);
                if turn > 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut hull = half(&mut points.iter());
    hull.extend(half(&mut points.iter().rev()));
    hull
}

/// The quadrilateral of four sides of a hull: the shortest sides are left out one after the other,
/// each time the one whose neighbors, prolonged, add the least area.
fn quad_of_hull(mut hull: Vec<Point>) -> Option<Quad> {
    while hull.len() > 4 {
        let count = hull.len();
        let corner = |at: usize| hull.get(at % count).copied();
        let mut best: Option<(f32, usize, Point)> = None;
        for at in 0..count {
            let (p, q) = (corner(at)?, corner(at + 1)?);
            let (r, s) = (corner(at + 2)?, corner(at + 3)?);
            let line = |from: Point, to: Point| Line::through(&[(from, 1.0), (to, 1.0)]);
            let neighbors = line(p, q).zip(line(r, s));
            if let Some(met) = neighbors.and_then(|(one, other)| one.meets(&other)) {
                // It must be outside, beyond the side between the two.
                let ahead = (met.0 - q.0) * (q.0 - p.0) + (met.1 - q.1) * (q.1 - p.1);
                let (left, right) = ((q.0 - met.0, q.1 - met.1), (r.0 - met.0, r.1 - met.1));
                let added = (left.0 * right.1 - left.1 * right.0).abs() / 2.0;
                if ahead >= 0.0 && best.is_none_or(|(least, ..)| added < least) {
                    best = Some((added, (at + 1) % count, met));
                }
            }
        }
        let (_, at, met) = best?;
        let next = (at + 1) % count;
        if let Some(point) = hull.get_mut(at) {
            *point = met;
        }
        hull.remove(next);
    }
    let points: [Point; 4] = hull.try_into().ok()?;
    Quad::of(points)
}
