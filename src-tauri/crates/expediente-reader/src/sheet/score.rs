//! How much a quadrilateral of a photo looks like a sheet of paper.

use crate::sheet::lines::Edges;
use crate::sheet::plane::{Lab, apart};
use crate::sheet::quad::{Point, Quad};

/// Places along a side that are looked at.
const PLACES: usize = 40;

/// What is seen of a quadrilateral.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    /// How much of the side of which least is seen is an edge.
    pub(crate) least_edge: f32,
    /// The same of all sides.
    pub(crate) mean_edge: f32,
    /// How much the color inside differs from the color outside: least and mean of the sides.
    pub(crate) least_step: f32,
    pub(crate) mean_step: f32,
    /// How much the color just inside is the same along each side.
    pub(crate) even: f32,
    /// How right its angles are.
    pub(crate) right: f32,
    /// Its part of the photo.
    pub(crate) part: f32,
}

impl Score {
    pub(crate) fn of(quad: &Quad, lab: &Lab, edges: &Edges<'_>) -> Self {
        let size = (lab.width() as f32, lab.height() as f32);
        let (mut edge, mut step, mut even) = ([0.0_f32; 4], [0.0_f32; 4], 0.0);
        let slots = edge.iter_mut().zip(&mut step);
        for ((from, to), (edge, step)) in quad.sides().into_iter().zip(slots) {
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let length = dx.hypot(dy).max(1.0);
            // Clockwise, the inside is to the right of each side.
            let inwards = (-dy / length, dx / length);
            let mut inner: Vec<[f32; 3]> = Vec::with_capacity(PLACES);
            let mut steps = [0.0_f32; 3];
            for at in 0..PLACES {
                let t = 0.04 + 0.92 * (at as f32 + 0.5) / PLACES as f32;
                let point = (from.0 + t * dx, from.1 + t * dy);
                let near = |by: f32| (point.0 + by * inwards.0, point.1 + by * inwards.1);
                *edge += edges.seen(edges.across(point, inwards)) / PLACES as f32;
                let inside = mean(lab, near(5.0), inwards);
                inner.push(inside);
                let out = near(-5.0);
                let is_in_photo = (0.0..size.0).contains(&out.0) && (0.0..size.1).contains(&out.1);
                if is_in_photo {
                    let outside = mean(lab, out, inwards);
                    let parts = inside.into_iter().zip(outside);
                    for (sum, (inside, outside)) in steps.iter_mut().zip(parts) {
                        *sum += (inside - outside) / PLACES as f32;
                    }
                }
            }
            // The mean of all steps: along the lines of a checked cloth they cancel each other.
            *step = ((apart(steps, [0.0; 3]) - 1.0) / 6.0).clamp(0.0, 1.0);
            even += evenness(&inner) / 4.0;
        }
        let least = |all: &[f32; 4]| all.iter().copied().fold(1.0, f32::min);
        let mean = |all: &[f32; 4]| all.iter().sum::<f32>() / 4.0;
        let cosines = quad.cosines().into_iter();
        let worst_angle = cosines.fold(0.0, |worst: f32, cosine| worst.max(cosine.abs()));
        Self {
            least_edge: least(&edge),
            mean_edge: mean(&edge),
            least_step: least(&step),
            mean_step: mean(&step),
            even,
            right: 1.0 - worst_angle * worst_angle,
            part: quad.area() / (size.0 * size.1),
        }
    }

    /// All of it as one number, from 0 to 1.
    pub(crate) fn whole(&self) -> f32 {
        let edge = self.mean_edge * self.least_edge.sqrt();
        let step = 0.4 + 0.6 * self.mean_step * self.least_step.sqrt();
        let even = 0.5 + 0.5 * self.even;
        edge * step * even * self.right * self.part.min(0.6).powf(0.2)
    }
}

/// The mean color of three points across a side.
fn mean(lab: &Lab, (x, y): Point, (nx, ny): (f32, f32)) -> [f32; 3] {
    let colors = [-1.5, 0.0, 1.5].map(|by: f32| lab.between(x + by * nx, y + by * ny));
    let [one, two, three] = colors;
    [0, 1, 2].map(|at: usize| {
        let parts = [one.get(at), two.get(at), three.get(at)];
        parts.into_iter().flatten().sum::<f32>() / 3.0
    })
}

/// How much colors are the same, from 0 to 1: the part of them that is near their median.
/// Lightness counts less, because shadows fall on sheets.
fn evenness(colors: &[[f32; 3]]) -> f32 {
    let median = [0, 1, 2].map(|at: usize| {
        let mut values: Vec<f32> = colors
            .iter()
            .filter_map(|one| one.get(at).copied())
            .collect();
        let middle = values.len() / 2;
        if values.is_empty() {
            return 0.0;
        }
        *values.select_nth_unstable_by(middle, f32::total_cmp).1
    });
    let weighed = |[l, a, b]: [f32; 3]| [l * 0.4, a, b];
    let near = colors
        .iter()
        .map(|one| 1.0 - ((apart(weighed(*one), weighed(median)) - 4.0) / 8.0).clamp(0.0, 1.0));
    near.sum::<f32>() / colors.len().max(1) as f32
}
