//! Lights a sheet evenly: each pixel is made as much lighter as the light on the paper is weaker
//! there. The light is a smooth surface through the lightness of the paper, as lamps and windows
//! make it, and follows nothing that is printed: a dark photo on the sheet is evidence. So the hard
//! edge of a shadow stays too. One factor for all colors of a pixel keeps the color of a stamp.

use crate::raster::pixels::Pixels;
use crate::sheet::plane::Plane;

/// Cells of the longer side in which the lightness of the paper is measured.
const CELLS: usize = 40;
/// What a pixel is multiplied by, at least and at most.
const LEAST: f32 = 0.85;
const MOST: f32 = 2.2;
/// The part of the cells that are darker than the light on the paper: grain, print and pictures.
const PAPER: f64 = 0.75;

/// Lights the sheet evenly.
pub(crate) fn even(pixels: &mut Pixels) {
    let cells = lightness(pixels);
    let Some(light) = Light::over(&cells) else {
        return;
    };
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let all = places(&cells).map(|(u, v)| light.at(u, v));
    let brightest = all.max_by(f64::total_cmp).map_or(0.0, |most| most);
    // Paper is light, but a sheet that was photographed in the dark is not made white.
    let target = (brightest as f32).clamp(1.0, 245.0);
    let channels = pixels.channels.max(1);
    for (y, row) in pixels
        .data
        .chunks_exact_mut((width * channels).max(1))
        .enumerate()
    {
        let down = part(y, height);
        for (x, pixel) in row.chunks_exact_mut(channels).enumerate() {
            let here = light.at(part(x, width), down) as f32;
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

/// The middle of one of so many pixels or cells, in parts of the whole.
fn part(at: usize, of: usize) -> f64 {
    (at as f64 + 0.5) / of.max(1) as f64
}

/// The middles of cells, in the order of their values.
fn places(cells: &Plane) -> impl Iterator<Item = (f64, f64)> {
    let (width, height) = (cells.width, cells.height);
    (0..height).flat_map(move |y| (0..width).map(move |x| (part(x, width), part(y, height))))
}

/// How light the paper is: a surface of the second order over the sheet.
struct Light([f64; TERMS]);

const TERMS: usize = 6;

impl Light {
    /// The surface with a part of the cells below it ([`PAPER`]), found by weighing each cell anew
    /// by how far it is from it; nothing where the cells do not tell it.
    fn over(cells: &Plane) -> Option<Self> {
        const ROUNDS: usize = 40;
        let values = cells.data.iter().copied().map(f64::from);
        let points = places(cells).map(|(u, v)| terms(u, v)).zip(values);
        let points: Vec<([f64; TERMS], f64)> = points.collect();
        let mut found: Option<Self> = None;
        for _ in 0..ROUNDS {
            let mut rows = [[0.0; TERMS + 1]; TERMS];
            for (terms, value) in &points {
                let off = found.as_ref().map_or(1.0, |light| value - light.of(terms));
                let side = if off > 0.0 { PAPER } else { 1.0 - PAPER };
                let weight = side / off.abs().max(0.5);
                for (row, one) in rows.iter_mut().zip(terms) {
                    for (sum, other) in row.iter_mut().zip(terms.iter().chain([value])) {
                        *sum += weight * one * other;
                    }
                }
            }
            found = Some(Self(solved(rows)?));
        }
        found
    }

    /// The light at a place, in parts of the width and the height.
    fn at(&self, u: f64, v: f64) -> f64 {
        self.of(&terms(u, v))
    }

    fn of(&self, terms: &[f64; TERMS]) -> f64 {
        self.0
            .iter()
            .zip(terms)
            .map(|(one, other)| one * other)
            .sum()
    }
}

fn terms(u: f64, v: f64) -> [f64; TERMS] {
    let (u, v) = (2.0 * u - 1.0, 2.0 * v - 1.0);
    [1.0, u, v, u * u, u * v, v * v]
}

/// Solves equations, each a row of its factors and its sum, by Gauss's elimination; nothing where
/// they are not independent.
fn solved(mut rows: [[f64; TERMS + 1]; TERMS]) -> Option<[f64; TERMS]> {
    for at in 0..TERMS {
        let best = (at..TERMS).max_by(|one, other| {
            let size = |row: &usize| {
                rows.get(*row)
                    .and_then(|row| row.get(at))
                    .map_or(0.0, |v| v.abs())
            };
            size(one).total_cmp(&size(other))
        })?;
        rows.swap(at, best);
        let own = *rows.get(at)?;
        let lead = *own.get(at)?;
        if lead.abs() < 1e-9 {
            return None;
        }
        for (number, row) in rows.iter_mut().enumerate() {
            if number == at {
                row.iter_mut().for_each(|value| *value /= lead);
            } else {
                let by = *row.get(at)? / lead;
                for (value, own) in row.iter_mut().zip(own) {
                    *value -= by * own;
                }
            }
        }
    }
    let sums = rows.map(|row| row.last().copied());
    let mut out = [0.0; TERMS];
    for (out, sum) in out.iter_mut().zip(sums) {
        *out = sum?;
    }
    Some(out)
}

/// The lightness of the sheet in cells: that of the light pixels of each, between lines of print.
fn lightness(pixels: &Pixels) -> Plane {
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
    paper
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (usize, usize) = (400, 500);

    /// A sheet with a red stamp at both sides, a line of print and a brown photo with a bruise on
    /// it, in this light.
    fn sheet(light: impl Fn(usize, usize) -> f32) -> Pixels {
        let (width, height) = SIZE;
        let mut data = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let stamp = (90..110).contains(&y) && (x % 200 > 80 && x % 200 < 120);
                let print = (130..134).contains(&y);
                let photo = (60..340).contains(&x) && (200..420).contains(&y);
                let bruise = (200..240).contains(&x) && (290..330).contains(&y);
                let color: [f32; 3] = match (stamp, print, photo, bruise) {
                    (true, ..) => [200.0, 40.0, 60.0],
                    (_, true, ..) => [30.0; 3],
                    (.., true) => [120.0, 80.0, 90.0],
                    (_, _, true, _) => [168.0, 128.0, 104.0],
                    _ => [230.0, 228.0, 220.0],
                };
                data.extend(color.map(|value| (value * light(x, y)) as u8));
            }
        }
        Pixels {
            width: 400,
            height: 500,
            channels: 3,
            data,
        }
    }

    fn at(pixels: &Pixels, x: usize, y: usize) -> [f32; 3] {
        let at = (y * SIZE.0 + x) * 3;
        [pixels.data[at], pixels.data[at + 1], pixels.data[at + 2]].map(f32::from)
    }

    /// Light that falls off goes, a stamp keeps its color.
    #[test]
    fn a_sheet_is_lit_evenly() {
        let mut pixels = sheet(|x, y| 1.0 - 0.45 * (x as f32 / 400.0) - 0.1 * (y as f32 / 500.0));
        even(&mut pixels);
        let corners = [(10, 10), (390, 10), (10, 490), (390, 490)];
        let seen = corners.map(|(x, y)| at(&pixels, x, y)[0]);
        for one in seen {
            assert!((one - seen[0]).abs() < 8.0, "{seen:?}");
        }
        let stamps = [at(&pixels, 100, 100), at(&pixels, 300, 100)];
        for stamp in stamps {
            assert!((stamp[1] / stamp[0] - 0.2).abs() < 0.05, "{stamp:?}");
        }
        assert!((stamps[0][0] - stamps[1][0]).abs() < 20.0, "{stamps:?}");
        assert!(at(&pixels, 100, 132)[0] < 60.0);
    }

    /// A photo that is printed on the sheet, of more than half of its width, stays as dark as it
    /// is, and what it shows too.
    #[test]
    fn a_printed_photo_is_left_alone() {
        let before = sheet(|_, _| 1.0);
        let mut after = before.clone();
        even(&mut after);
        for (x, y) in [
            (100, 230),
            (200, 300),
            (220, 310),
            (320, 400),
            (62, 202),
            (20, 300),
        ] {
            let (had, has) = (at(&before, x, y), at(&after, x, y));
            for (had, has) in had.into_iter().zip(has) {
                assert!((has / had - 1.0).abs() < 0.08, "{x} {y}: {had} {has}");
            }
        }
    }

    /// What no light makes stays: the edge of a shadow has no bright band beside it.
    #[test]
    fn the_edge_of_a_shadow_has_no_band() {
        let before = sheet(|x, _| if x < 200 { 1.0 } else { 0.6 });
        let mut after = before.clone();
        even(&mut after);
        let row: Vec<f32> = (0..400).map(|x| at(&after, x, 20)[0]).collect();
        let (left, right) = row.split_at(200);
        for side in [left, right] {
            for pair in side.windows(2) {
                assert!((pair[0] - pair[1]).abs() <= 2.0, "{pair:?}");
            }
        }
    }
}
