//! Whether a photo can be read: not blurred, not dark, not tiny.
//!
//! Blur is measured where edges are, in eight directions, because a hand that shakes blurs one of
//! them only: an edge is blurred once more, and how much weaker it gets tells how soft it was
//! (Zhuo and Sim, "Defocus map estimation from a single image", 2011). The sharpest edges of a
//! direction count, so that what is soft behind a sheet does no harm.

use expediente_model::{Code, Finding};

use crate::raster::downscale::{Downscale, fitted};
use crate::raster::pixels::Pixels;
use crate::sheet::plane::Plane;

/// The longest side of the picture that is judged.
pub(crate) const SIDE: u32 = 1600;
/// The least longest side of a photo whose words can be read.
const SMALL: u32 = 800;
/// The lightness, of 255, that the lightest twentieth of a photo has at least.
const DARK: u8 = 64;
/// How soft the sharpest edges may be: the width of the blur in pixels of the picture that is
/// judged. Measured on 60 made photos of papers that can be read (at most 1.41), 40 more of papers
/// on tables (1.73), 33 real photos (1.70), and 40 that are out of focus or shaken (at least 1.92).
const SOFT: f32 = 1.85;
/// The blur with which edges are blurred once more (its standard deviation), as three means of
/// five pixels make it.
const AGAIN: f32 = 2.45;
/// Directions that are told apart, and the edges that each must have to be judged.
const DIRECTIONS: usize = 8;
const EDGES: usize = 80;

/// What was measured of a photo.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Legibility {
    /// Its longest side in pixels.
    pub(crate) longest: u32,
    /// How light its lightest twentieth is.
    pub(crate) light: u8,
    /// How soft its edges are in the direction in which they are softest; none where there are too
    /// few to tell.
    pub(crate) soft: Option<f32>,
}

impl Legibility {
    /// Of a photo of this size in full, decoded to [`SIDE`] or larger.
    pub(crate) fn of(pixels: &Pixels, (width, height): (u32, u32)) -> Self {
        let gray = scaled(pixels);
        let mut sorted: Vec<f32> = gray.data.clone();
        let at = sorted.len() * 19 / 20;
        let light = *sorted.select_nth_unstable_by(at, f32::total_cmp).1;
        Self {
            longest: width.max(height),
            // A mean of bytes.
            light: light as u8,
            soft: softness(&gray),
        }
    }

    /// What the user should know, on a page counted from 1.
    pub(crate) fn finding(&self, page: u32) -> Option<Finding> {
        let finding = if self.longest < SMALL {
            Finding::new(Code::PictureSmall).with("pixels", self.longest)
        } else if self.light < DARK {
            Finding::new(Code::PictureDark)
        } else if self.soft.is_some_and(|soft| soft > SOFT) {
            Finding::new(Code::PictureBlurred)
        } else {
            return None;
        };
        Some(finding.on_page(page))
    }
}

fn scaled(pixels: &Pixels) -> Plane {
    let from = (pixels.width, pixels.height);
    let to = fitted(from, SIDE);
    let gray = pixels.clone().into_gray();
    let gray = if from == to {
        gray
    } else {
        let mut scaled = Downscale::new(1, from, to);
        gray.chunks_exact((from.0 as usize).max(1))
            .for_each(|row| scaled.row(row));
        scaled.finish().data
    };
    Plane {
        width: to.0 as usize,
        height: to.1 as usize,
        data: gray.into_iter().map(f32::from).collect(),
    }
}

/// How soft edges are in the direction in which they are softest.
fn softness(gray: &Plane) -> Option<f32> {
    // Grain is not an edge.
    let once = gray.blurred(1);
    let again = once.blurred(2).blurred(2).blurred(2);
    let (width, height) = (gray.width as isize, gray.height as isize);
    let mut edges: Vec<(f32, usize, f32)> = Vec::new();
    for y in 2..height - 2 {
        for x in 2..width - 2 {
            let slope = |plane: &Plane| {
                (
                    plane.at(x + 1, y) - plane.at(x - 1, y),
                    plane.at(x, y + 1) - plane.at(x, y - 1),
                )
            };
            let (across, down) = slope(&again);
            let soft = across.hypot(down);
            if soft < 6.0 {
                continue;
            }
            let (sharp_x, sharp_y) = slope(&once);
            // Along the same direction, so that grain beside the edge does not count.
            let sharp = ((sharp_x * across + sharp_y * down) / soft).abs();
            let angle = down.atan2(across).rem_euclid(std::f32::consts::PI);
            let step = std::f32::consts::PI / DIRECTIONS as f32;
            let direction = (angle / step).round() as usize % DIRECTIONS;
            edges.push((soft, direction, sharp / soft));
        }
    }
    let mut worst: Option<f32> = None;
    for direction in 0..DIRECTIONS {
        let own = edges.iter().filter(|(_, of, _)| *of == direction);
        let mut ratios: Vec<f32> = own.map(|(.., ratio)| *ratio).collect();
        if ratios.len() < EDGES {
            continue;
        }
        let at = ratios.len() * 9 / 10;
        let ratio = *ratios.select_nth_unstable_by(at, f32::total_cmp).1;
        let soft = AGAIN / (ratio * ratio - 1.0).max(1e-3).sqrt();
        worst = Some(worst.map_or(soft, |most| most.max(soft)));
    }
    worst
}
