//! Whether a photo can be read: not blurred, not dark, not tiny.
//!
//! Blur is measured where edges are, in eight directions, because a hand that shakes blurs one of
//! them only: an edge is blurred once more, and how much weaker it gets tells how soft it was
//! (Zhuo and Sim, "Defocus map estimation from a single image", 2011). The sharpest edges of a
//! direction count, so that what is soft behind a sheet does no harm.

use expediente_model::{Code, Finding};

use crate::raster::pixels::Pixels;
use crate::sheet::plane::Plane;

/// The longest side of the picture that is judged.
pub(crate) const SIDE: u32 = 1600;
/// The least longest side of a photo whose words can be read.
const SMALL: u32 = 800;
/// The lightness, of 255, that the lightest twentieth of a photo has at least.
const DARK: f32 = 64.0;
/// How soft the sharpest edges may be: the width of the blur in pixels of the picture that is
/// judged. Measured on 60 made photos of papers that can be read (at most 1.41), 40 more of papers
/// on tables (1.73), 33 real photos (1.70), and 40 that are out of focus or shaken (at least 1.92).
const SOFT: f32 = 1.85;
/// The blur with which edges are blurred once more (its standard deviation), as three means of
/// five pixels make it.
const AGAIN: f32 = 2.45;
/// The slope over two pixels, of the picture that was blurred again, that an edge has at least.
const WEAK: f32 = 6.0;
/// Directions that are told apart, and the edges that each must have to be judged.
const DIRECTIONS: usize = 8;
const EDGES: usize = 80;

/// What the user should know of a photo, on a page counted from 1: whether it is too small, too
/// dark or too blurred to be read. It has this size in full, and is gray and decoded to [`SIDE`] or
/// larger.
pub(crate) fn finding(gray: &Pixels, (width, height): (u32, u32), page: u32) -> Option<Finding> {
    let longest = width.max(height);
    if longest < SMALL {
        let small = Finding::new(Code::PictureSmall).with("pixels", longest);
        return Some(small.on_page(page));
    }
    let gray = Plane::of_gray(gray, SIDE);
    let code = if lightest(&gray)? < DARK {
        Code::PictureDark
    } else if softness(&gray)? > SOFT {
        Code::PictureBlurred
    } else {
        return None;
    };
    Some(Finding::new(code).on_page(page))
}

/// How light the lightest twentieth is.
fn lightest(gray: &Plane) -> Option<f32> {
    let mut sorted = gray.data.clone();
    let at = sorted.len() * 19 / 20;
    (at < sorted.len()).then(|| *sorted.select_nth_unstable_by(at, f32::total_cmp).1)
}

/// How soft edges are in the direction in which they are softest.
fn softness(gray: &Plane) -> Option<f32> {
    // Grain is not an edge.
    let once = gray.blurred(1);
    let again = once.blurred(2).blurred(2).blurred(2);
    let mut edges: Vec<(usize, f32)> = Vec::new();
    for y in 2..gray.height.saturating_sub(2) {
        let both = again.slopes(y).zip(once.slopes(y));
        let inside = gray.width.saturating_sub(4);
        for ((across, down), (sharp_x, sharp_y)) in both.skip(1).take(inside) {
            if across * across + down * down < WEAK * WEAK {
                continue;
            }
            let soft = across.hypot(down);
            // Along the same direction, so that grain beside the edge does not count.
            let sharp = ((sharp_x * across + sharp_y * down) / soft).abs();
            let angle = down.atan2(across).rem_euclid(std::f32::consts::PI);
            let step = std::f32::consts::PI / DIRECTIONS as f32;
            let direction = (angle / step).round() as usize % DIRECTIONS;
            edges.push((direction, sharp / soft));
        }
    }
    let mut worst: Option<f32> = None;
    for direction in 0..DIRECTIONS {
        let own = edges.iter().filter(|(of, _)| *of == direction);
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
