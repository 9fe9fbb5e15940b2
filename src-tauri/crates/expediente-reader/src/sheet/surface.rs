//! Whether what is inside a quadrilateral looks like a sheet of paper: mostly of one color, with
//! marks on it, and about as light as the lightest things around it. Mirrors, windows, boxes and
//! stages have four straight edges too.

use expediente_model::Projection;

use crate::sheet::plane::{Lab, apart};
use crate::sheet::quad::Quad;

/// The sheet is looked at in so many patches across and down, each of so many points across and
/// down. Within a patch, light hardly changes.
const PATCHES: usize = 6;
const POINTS: usize = 8;

/// What is seen within a quadrilateral.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Surface {
    /// The part of its points that has the color of the paper around it.
    clean: f32,
    /// The part of its patches that has the color of the whole sheet, however light they are.
    alike: f32,
    /// How light its paper is beside the lightest twentieth of the photo.
    light: f32,
}

impl Surface {
    pub(crate) fn of(quad: &Quad, lab: &Lab) -> Option<Self> {
        let onto = Projection::onto(quad.0.map(|(x, y)| (f64::from(x), f64::from(y))));
        let place = |patch: usize, point: usize| {
            let all = (PATCHES * POINTS) as f64;
            // A little within its edges, where a shadow or a finger may be.
            0.03 + 0.94 * ((patch * POINTS + point) as f64 + 0.5) / all
        };
        let mut papers: Vec<[f32; 3]> = Vec::with_capacity(PATCHES * PATCHES);
        let mut clean = 0.0;
        for down in 0..PATCHES {
            for across in 0..PATCHES {
                let points = (0..POINTS * POINTS).map(|at| {
                    let (x, y) = onto.map((place(across, at % POINTS), place(down, at / POINTS)));
                    lab.between(x as f32, y as f32)
                });
                let mut points: Vec<[f32; 3]> = points.collect();
                points.sort_by(|one, other| one[0].total_cmp(&other[0]));
                // Neither print nor glare.
                let paper = median(points.get(points.len() * 6 / 10..points.len() * 19 / 20)?)?;
                let is_near = |point: &&[f32; 3]| {
                    (point[0] - paper[0]).abs() < 9.0 && tint_apart(**point, paper) < 8.0
                };
                clean += points.iter().filter(is_near).count() as f32 / points.len() as f32;
                papers.push(paper);
            }
        }
        let sheet = median(&papers)?;
        let alike = papers.iter().filter(|own| tint_apart(**own, sheet) < 9.0);
        let mut light = lab.light.data.clone();
        let at = light.len() * 19 / 20;
        if light.is_empty() {
            return None;
        }
        let lightest = *light.select_nth_unstable_by(at, f32::total_cmp).1;
        let patches = papers.len() as f32;
        Some(Self {
            clean: clean / patches,
            alike: alike.count() as f32 / patches,
            light: sheet[0] / lightest.max(1.0),
        })
    }

    /// Measured on 90 made photos of papers and cards (least: 0.61, 0.72, 0.85) and on the four
    /// photos of a mirror, a palette, a stage and a shop that were taken for papers without it (at
    /// most 0.52, 0.72, 0.77, never all three).
    pub(crate) fn is_paper(&self) -> bool {
        self.clean >= 0.56 && self.alike >= 0.6 && self.light >= 0.65
    }
}

/// How far two colors are apart, however light they are.
fn tint_apart([_, a, b]: [f32; 3], [_, other_a, other_b]: [f32; 3]) -> f32 {
    apart([0.0, a, b], [0.0, other_a, other_b])
}

/// The middle of each part of some colors.
fn median(colors: &[[f32; 3]]) -> Option<[f32; 3]> {
    if colors.is_empty() {
        return None;
    }
    Some([0, 1, 2].map(|part: usize| {
        let mut values: Vec<f32> = colors
            .iter()
            .filter_map(|color| color.get(part).copied())
            .collect();
        let middle = values.len() / 2;
        *values.select_nth_unstable_by(middle, f32::total_cmp).1
    }))
}
