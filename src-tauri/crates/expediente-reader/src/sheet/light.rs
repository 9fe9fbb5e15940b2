//! Takes shadows off a sheet: each pixel is made as much lighter as the paper around it is darker
//! than the lightest paper. One factor for all colors of a pixel, so that a stamp keeps its color.

use crate::raster::pixels::Pixels;
use crate::sheet::plane::Plane;

/// Cells of the longer side in which the lightness of the paper is measured.
const CELLS: usize = 40;
/// What a pixel is multiplied by, at least and at most: a dark photo on a sheet stays dark.
const LEAST: f32 = 0.85;
const MOST: f32 = 2.2;

/// Lights the sheet evenly. `reach` is the largest part of its longer side that something dark,
/// such as a portrait, takes.
pub(crate) fn even(pixels: &mut Pixels, reach: f32) {
    let paper = paper_lightness(pixels, reach);
    let mut all: Vec<f32> = paper.data.clone();
    let at = all.len() * 9 / 10;
    let target = *all.select_nth_unstable_by(at, f32::total_cmp).1;
    // Paper is light, but a sheet that was photographed in the dark is not made white.
    let target = (target * 1.05).clamp(1.0, 245.0);
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let (across, down) = (
        paper.width as f32 / width as f32,
        paper.height as f32 / height as f32,
    );
    let channels = pixels.channels.max(1);
    for (y, row) in pixels
        .data
        .chunks_exact_mut((width * channels).max(1))
        .enumerate()
    {
        let v = (y as f32 + 0.5) * down - 0.5;
        for (x, pixel) in row.chunks_exact_mut(channels).enumerate() {
            let here = paper.between((x as f32 + 0.5) * across - 0.5, v);
            let factor = (target / here.max(1.0)).clamp(LEAST, MOST);
            // No color reaches its end before the others, or it would change.
            let most = pixel.iter().copied().max().map_or(0, u8::from);
            let factor = factor.min(255.0 / f32::from(most.max(1)));
            for value in pixel {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                // At most 255.
                let lit = (f32::from(*value) * factor + 0.5) as u8;
                *value = lit;
            }
        }
    }
}

/// The lightness of the paper in cells: the light pixels of each, without what is printed.
fn paper_lightness(pixels: &Pixels, reach: f32) -> Plane {
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let cell = width.max(height).div_ceil(CELLS).max(1);
    let (across, down) = (width.div_ceil(cell), height.div_ceil(cell));
    let mut counts = vec![[0_u32; 64]; across * down];
    let channels = pixels.channels.max(1);
    for (y, row) in pixels
        .data
        .chunks_exact((width * channels).max(1))
        .enumerate()
    {
        for (x, pixel) in row.chunks_exact(channels).enumerate() {
            let value = match pixel {
                [r, g, b, ..] => (u32::from(*r) + 2 * u32::from(*g) + u32::from(*b)) / 4,
                [gray, ..] => u32::from(*gray),
                [] => continue,
            };
            let slot = (y / cell) * across + x / cell;
            let bin = counts
                .get_mut(slot)
                .and_then(|bins| bins.get_mut(value as usize / 4));
            if let Some(count) = bin {
                *count += 1;
            }
        }
    }
    let mut paper = Plane::new(across, down);
    for (out, bins) in paper.data.iter_mut().zip(&counts) {
        let all: u32 = bins.iter().sum();
        // The lightest tenth is paper, also between lines of print.
        let mut left = all / 10;
        let light = (0..64_u16).zip(bins).rev().find(|(_, count)| {
            let is_here = left < **count;
            left = left.saturating_sub(**count);
            is_here
        });
        *out = light.map_or(255.0, |(bin, _)| f32::from(bin) * 4.0 + 2.0);
    }
    let longest = across.max(down) as f32;
    let radius = (reach * longest / 2.0).ceil() as isize;
    // What is dark and smaller than that is print, a stamp or a portrait, and no shadow.
    let closed = extreme(&extreme(&paper, radius, f32::max), radius, f32::min);
    closed.blurred(1).blurred(1)
}

/// The greatest or least value around each cell.
fn extreme(plane: &Plane, radius: isize, of: fn(f32, f32) -> f32) -> Plane {
    let along = |plane: &Plane, across: bool| {
        let mut out = Plane::new(plane.width, plane.height);
        for (at, out) in out.data.iter_mut().enumerate() {
            let (x, y) = ((at % plane.width) as isize, (at / plane.width) as isize);
            let near = (-radius..=radius).map(|off| {
                if across {
                    plane.at(x + off, y)
                } else {
                    plane.at(x, y + off)
                }
            });
            *out = near.fold(plane.at(x, y), of);
        }
        out
    };
    along(&along(plane, true), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A gray sheet with a shadow over its right half, a red stamp in each half and a line of
    /// print.
    #[test]
    fn a_shadow_goes_and_a_stamp_keeps_its_color() {
        let (width, height) = (400_usize, 500_usize);
        let mut data = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let light = if x < width / 2 { 1.0 } else { 0.6_f32 };
                let stamp = (90..110).contains(&y) && (x % 200 > 80 && x % 200 < 120);
                let print = (300..304).contains(&y);
                let color: [f32; 3] = match (stamp, print) {
                    (true, _) => [200.0, 40.0, 60.0],
                    (_, true) => [30.0; 3],
                    _ => [230.0, 228.0, 220.0],
                };
                data.extend(color.map(|value| (value * light) as u8));
            }
        }
        let mut pixels = Pixels {
            width: 400,
            height: 500,
            channels: 3,
            data,
        };
        even(&mut pixels, 0.2);
        let at = |x: usize, y: usize| {
            let at = (y * width + x) * 3;
            [pixels.data[at], pixels.data[at + 1], pixels.data[at + 2]].map(f32::from)
        };
        let (lit, shaded) = (at(50, 400), at(350, 400));
        assert!((lit[0] - shaded[0]).abs() < 8.0, "{lit:?} {shaded:?}");
        assert!(at(100, 302)[0] < 60.0 && at(300, 302)[0] < 60.0);
        let (one, other) = (at(100, 100), at(300, 100));
        for stamp in [one, other] {
            assert!((stamp[1] / stamp[0] - 0.2).abs() < 0.05, "{stamp:?}");
        }
        assert!((one[0] - other[0]).abs() < 25.0, "{one:?} {other:?}");
    }
}
