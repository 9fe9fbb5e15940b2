//! Straight edges of a picture, and the quadrilaterals that they make.

use std::f32::consts::PI;

use crate::sheet::plane::{Lab, Plane, apart};
use crate::sheet::quad::{Line, Point, Quad};

/// Lines that are looked at.
const LINES: usize = 56;
/// Angles over half a circle, and pixels, that are told apart.
const ANGLES: usize = 180;
const STEP: f32 = 2.0;
/// Quadrilaterals that are kept.
const KEPT: usize = 60;
/// The least cosine and sine between directions that are taken for parallel and for crossing.
const PARALLEL: f32 = 0.82;
const CROSSING: f32 = 0.64;

/// The edges of a picture.
pub(crate) struct Edges<'a> {
    lab: &'a Lab,
    /// How strong an edge is at a pixel, and its direction.
    pub(crate) strength: Plane,
    normals: Vec<(f32, f32)>,
    /// What an edge must exceed to be more than the grain of wood, cloth and print.
    pub(crate) grain: f32,
}

impl<'a> Edges<'a> {
    pub(crate) fn of(lab: &'a Lab) -> Self {
        let (width, height) = (lab.width(), lab.height());
        let mut strength = Plane::new(width, height);
        let mut normals = Vec::with_capacity(width * height);
        for y in 0..height as isize {
            for x in 0..width as isize {
                let of = |plane: &Plane| {
                    (
                        plane.at(x + 1, y) - plane.at(x - 1, y),
                        plane.at(x, y + 1) - plane.at(x, y - 1),
                    )
                };
                let all = [of(&lab.light), of(&lab.a), of(&lab.b)];
                let (across, down) = all
                    .into_iter()
                    .max_by(|one, other| one.0.hypot(one.1).total_cmp(&other.0.hypot(other.1)))
                    .map_or((0.0, 0.0), |most| most);
                let length = across.hypot(down);
                if let Some(out) = strength.data.get_mut(normals.len()) {
                    *out = length;
                }
                let long = length.max(f32::MIN_POSITIVE);
                normals.push((across / long, down / long));
            }
        }
        let mut all: Vec<f32> = strength.data.iter().step_by(7).copied().collect();
        let middle = all.len() / 2;
        let median = all.select_nth_unstable_by(middle, f32::total_cmp).1;
        let grain = (2.0 * *median).clamp(2.0, 9.0);
        Self {
            lab,
            strength,
            normals,
            grain,
        }
    }

    /// The strongest straight lines.
    fn lines(&self) -> Vec<Line> {
        let (width, height) = (self.strength.width, self.strength.height);
        let far = (width as f32).hypot(height as f32);
        let offsets = (2.0 * far / STEP) as usize + 2;
        let mut votes = vec![0.0_f32; ANGLES * offsets];
        let angle_step = PI / ANGLES as f32;
        for y in 2..height.saturating_sub(2) {
            for x in 2..width.saturating_sub(2) {
                let at = y * width + x;
                let (Some(strength), Some(normal)) =
                    (self.strength.data.get(at), self.normals.get(at))
                else {
                    continue;
                };
                if *strength < self.grain * 0.6 || !self.is_ridge(x, y, *normal, *strength) {
                    continue;
                }
                let weight = strength / (strength + 2.0 * self.grain);
                let angle = normal.1.atan2(normal.0).rem_euclid(PI);
                let middle = (angle / angle_step).round() as isize;
                for off in -3..=3_isize {
                    let bin = (middle + off).rem_euclid(ANGLES as isize) as usize;
                    let (sin, cos) = (bin as f32 * angle_step).sin_cos();
                    let offset = (x as f32 * cos + y as f32 * sin + far) / STEP;
                    if let Some(vote) = votes.get_mut(bin * offsets + offset as usize) {
                        *vote += weight;
                    }
                }
            }
        }
        let mut lines = Vec::with_capacity(LINES);
        for _ in 0..LINES {
            let best = votes.iter().enumerate();
            let best = best.max_by(|(_, one), (_, other)| one.total_cmp(other));
            let Some((at, &most)) = best else { break };
            if most < width.min(height) as f32 * 0.03 {
                break;
            }
            let (bin, slot) = (at / offsets, at % offsets);
            let (sin, cos) = (bin as f32 * angle_step).sin_cos();
            lines.push(Line {
                normal: (cos, sin),
                offset: (slot as f32 + 0.5) * STEP - far,
            });
            for off in -4..=4_isize {
                let other = bin as isize + off;
                // Behind the last angle comes the first, with the offset the other way round.
                let turned = other < 0 || other >= ANGLES as isize;
                let slot = if turned { offsets - 1 - slot } else { slot };
                let other = other.rem_euclid(ANGLES as isize) as usize;
                let slots = slot.saturating_sub(3)..=(slot + 3).min(offsets - 1);
                for slot in slots {
                    if let Some(vote) = votes.get_mut(other * offsets + slot) {
                        *vote = 0.0;
                    }
                }
            }
        }
        lines
    }

    /// Whether a pixel is the strongest across its edge.
    fn is_ridge(&self, x: usize, y: usize, (across, down): (f32, f32), strength: f32) -> bool {
        let at = |by: f32| {
            let (x, y) = (x as f32 + by * across, y as f32 + by * down);
            self.strength.between(x, y)
        };
        strength >= at(1.0) && strength >= at(-1.0)
    }

    /// How strong the edge is at a point of a line with this normal: the difference between its two
    /// sides, a pixel or two off the line where it is stronger there.
    pub(crate) fn across(&self, (x, y): Point, (nx, ny): (f32, f32)) -> f32 {
        let color = |by: f32| self.lab.between(x + by * nx, y + by * ny);
        [-2.0, -1.0, 0.0, 1.0, 2.0]
            .into_iter()
            .map(|off| apart(color(off + 1.0), color(off - 1.0)))
            .fold(0.0, f32::max)
    }

    /// How far a strength is beyond the grain, from 0 to 1.
    pub(crate) fn seen(&self, strength: f32) -> f32 {
        (strength / self.grain - 0.5).clamp(0.0, 1.0)
    }

    /// Quadrilaterals whose sides are on edges, the best first.
    pub(crate) fn quads(&self) -> Vec<Quad> {
        let measured: Vec<Measured> = self
            .lines()
            .into_iter()
            .map(|line| self.measured(line))
            .collect();
        let (width, height) = (self.strength.width as f32, self.strength.height as f32);
        let short = width.min(height);
        // Pairs of lines that may be opposite sides.
        let mut pairs = Vec::new();
        for (at, one) in measured.iter().enumerate() {
            for other in measured.iter().skip(at + 1) {
                let (a, b) = (one.line, other.line);
                let cosine = a.normal.0 * b.normal.0 + a.normal.1 * b.normal.1;
                if cosine.abs() < PARALLEL {
                    continue;
                }
                let middle = (width / 2.0, height / 2.0);
                let side =
                    |line: Line| line.offset - middle.0 * line.normal.0 - middle.1 * line.normal.1;
                let gap = (side(a) - side(b) * cosine.signum()).abs();
                if gap > 0.12 * short {
                    pairs.push((one, other));
                }
            }
        }
        let mut found: Vec<(f32, Quad)> = Vec::new();
        for (at, (a, b)) in pairs.iter().enumerate() {
            for (c, d) in pairs.iter().skip(at + 1) {
                let cross = a.line.normal.0 * c.line.normal.1 - a.line.normal.1 * c.line.normal.0;
                if cross.abs() < CROSSING {
                    continue;
                }
                if let Some(pair) = self.quad([a, b, c, d], (width, height)) {
                    found.push(pair);
                }
            }
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut kept: Vec<Quad> = Vec::with_capacity(KEPT);
        for (_, quad) in found {
            if kept.len() == KEPT {
                break;
            }
            if kept.iter().all(|had| had.distance(&quad) > 5.0) {
                kept.push(quad);
            }
        }
        kept
    }

    /// The quadrilateral of two pairs of opposite sides, with what is seen of its sides.
    fn quad(&self, [a, b, c, d]: [&Measured; 4], size: (f32, f32)) -> Option<(f32, Quad)> {
        let corners = [
            a.line.meets(&c.line)?,
            a.line.meets(&d.line)?,
            b.line.meets(&d.line)?,
            b.line.meets(&c.line)?,
        ];
        let slack = 0.01 * size.0.max(size.1);
        let inside = |(x, y): &Point| {
            (-slack..=size.0 - 1.0 + slack).contains(x)
                && (-slack..=size.1 - 1.0 + slack).contains(y)
        };
        if !corners.iter().all(inside) {
            return None;
        }
        let [ac, ad, bd, bc] = corners;
        let seen = [
            a.seen(ac, ad),
            d.seen(ad, bd),
            b.seen(bd, bc),
            c.seen(bc, ac),
        ];
        let least = seen.into_iter().fold(1.0, f32::min);
        if least < 0.4 {
            return None;
        }
        let quad = Quad::of(corners)?;
        let part = quad.area() / (size.0 * size.1);
        if part < 0.08 || quad.cosines().iter().any(|cosine| cosine.abs() > 0.6) {
            return None;
        }
        let mean = seen.iter().sum::<f32>() / 4.0;
        Some((mean * least.sqrt() * part.powf(0.15), quad))
    }

    /// What is seen along a line.
    fn measured(&self, line: Line) -> Measured {
        let (width, height) = (self.strength.width as f32, self.strength.height as f32);
        let far = width.hypot(height);
        let along = (-line.normal.1, line.normal.0);
        let foot = (line.normal.0 * line.offset, line.normal.1 * line.offset);
        let mut sum = 0.0;
        let mut sums = vec![0.0];
        for at in 0..(2.0 * far) as usize {
            let t = at as f32 - far;
            let point = (foot.0 + t * along.0, foot.1 + t * along.1);
            let inside = (0.0..width).contains(&point.0) && (0.0..height).contains(&point.1);
            if inside {
                sum += self.seen(self.across(point, line.normal));
            }
            sums.push(sum);
        }
        Measured { line, far, sums }
    }
}

/// A line, with the sums of what is seen along it.
struct Measured {
    line: Line,
    far: f32,
    sums: Vec<f32>,
}

impl Measured {
    /// How much of the line is seen between two of its points, from 0 to 1.
    fn seen(&self, from: Point, to: Point) -> f32 {
        let at = |(x, y): Point| {
            let t = -x * self.line.normal.1 + y * self.line.normal.0 + self.far;
            t.max(0.0)
        };
        let (low, high) = (at(from).min(at(to)), at(from).max(at(to)));
        // Corners are round, and lie a pixel or two off.
        let (low, high) = (low + 3.0, high - 3.0);
        if high - low < 8.0 {
            return 0.0;
        }
        let sum = |t: f32| self.sums.get(t as usize).or(self.sums.last());
        match (sum(low), sum(high)) {
            (Some(low_sum), Some(high_sum)) => ((high_sum - low_sum) / (high - low)).min(1.0),
            _ => 0.0,
        }
    }
}
