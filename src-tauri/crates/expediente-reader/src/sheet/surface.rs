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
    /// Whether the paper goes on beyond one of its sides: the sheet runs off the photo there, and
    /// the side is a line of print.
    runs_on: bool,
}

/// Whether the color of the paper is seen beyond one side and not beyond the opposite one. On a
/// white table it is beyond all of them.
fn runs_on(lab: &Lab, onto: &Projection, papers: &[[f32; 3]]) -> bool {
    const STEPS: usize = 24;
    let (width, height) = (lab.width() as f64, lab.height() as f64);
    // The part of the points beyond a side that have the color of its paper; nothing where too few
    // of them are on the photo.
    let beyond = |place: &dyn Fn(f64, f64) -> (f64, f64)| -> Option<f32> {
        let (mut alike, mut all) = (0.0, 0.0);
        for step in 0..STEPS {
            let along = 0.1 + 0.8 * (step as f64 + 0.5) / STEPS as f64;
            for off in [0.03, 0.05] {
                let (u, v) = place(along, -off);
                let (x, y) = onto.map((u, v));
                if !(0.0..width - 1.0).contains(&x) || !(0.0..height - 1.0).contains(&y) {
                    continue;
                }
                let patch = |part: f64| (part.clamp(0.0, 0.999) * PATCHES as f64) as usize;
                let paper = papers.get(patch(v) * PATCHES + patch(u))?;
                let seen = lab.between(x as f32, y as f32);
                let is_alike = (seen[0] - paper[0]).abs() < 9.0 && tint_apart(seen, *paper) < 6.0;
                alike += f32::from(u8::from(is_alike));
                all += 1.0;
            }
        }
        (all >= STEPS as f32 / 2.0).then(|| alike / all)
    };
    let sides = [
        beyond(&|along, off| (along, off)),
        beyond(&|along, off| (1.0 - off, along)),
        beyond(&|along, off| (along, 1.0 - off)),
        beyond(&|along, off| (off, along)),
    ];
    let [upper, right, lower, left] = sides;
    [(upper, lower), (lower, upper), (left, right), (right, left)]
        .into_iter()
        .any(|(one, other)| {
            one.is_some_and(|one| one > 0.85) && other.is_none_or(|other| other < 0.08)
        })
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
            runs_on: runs_on(lab, &onto, &papers),
            clean: clean / patches,
            alike: alike.count() as f32 / patches,
            light: sheet[0] / lightest.max(1.0),
        })
    }

    /// Whether it is a sheet of paper that ends where the quadrilateral does.
    pub(crate) fn is_whole_paper(&self) -> bool {
        !self.runs_on && self.is_paper()
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
