//! Finds lines of words: the model says of each pixel of a smaller picture how likely it is inside
//! a line, and each patch of likely pixels is a line, which is grown by what the model shrinks it
//! (DB, "Real-time Scene Text Detection with Differentiable Binarization", 3.4).

use rten::{Model, RunOptions};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use crate::recognize::crop::{Gray, Tilted};

/// The longest side of the smaller picture.
const SIDE: usize = 1280;
/// Its sides are multiples of this.
const STEP: usize = 32;
/// How likely a pixel must be inside a line.
const LIKELY: f32 = 0.3;
/// How likely all pixels of a line must be in the mean.
const SURE: f32 = 0.55;
/// How much a patch is grown: its area in its circumferences.
const GROWN: f32 = 1.5;
/// The fewest pixels of a line.
const SMALLEST: usize = 12;
/// Lines at most.
const MOST: usize = 2_000;
/// Means and deviations of the pictures that the model was trained on, blue first.
const MEAN: [f32; 3] = [0.485, 0.456, 0.406];
const DEVIATION: [f32; 3] = [0.229, 0.224, 0.225];

/// The lines on a picture from top to bottom; nothing where the model cannot be run.
pub(super) fn boxes(
    model: &Model,
    options: &RunOptions,
    picture: &Gray<'_>,
) -> Option<Vec<Tilted>> {
    let (width, height) = smaller(picture);
    let whole = Tilted {
        x: 0.0,
        y: 0.0,
        angle: 0.0,
        width: side(picture.width),
        height: side(picture.height),
    };
    let part = picture.part(&whole, width, height);
    let mut input = Vec::with_capacity(part.len() * 3);
    for (mean, deviation) in MEAN.iter().zip(DEVIATION) {
        input.extend(part.iter().map(|value| (value / 255.0 - mean) / deviation));
    }
    let input = NdTensor::from_data([1, 3, height, width], input);
    let output = model
        .run_one(input.view().into(), Some(options.clone()))
        .ok()?;
    let output: NdTensor<f32, 4> = output.try_into().ok()?;
    let map = output.slice((0, 0));
    if map.shape() != [height, width] {
        return None;
    }
    let (across, down) = (whole.width / side(width), whole.height / side(height));
    let mut found: Vec<Tilted> = patches(&map)
        .into_iter()
        .filter_map(|patch| grown(&patch))
        .map(|line| scaled(&line, across, down))
        .filter(|line| line.width >= 0.6 * line.height)
        .take(MOST)
        .collect();
    level(&mut found);
    in_order(&mut found);
    Some(found)
}

/// A side as a number for places. Pictures have sides of 16 bits.
#[allow(clippy::cast_precision_loss)]
fn side(pixels: usize) -> f32 {
    pixels as f32
}

/// The size of the smaller picture.
fn smaller(picture: &Gray<'_>) -> (usize, usize) {
    let longest = picture.width.max(picture.height).max(1);
    let most = SIDE.min(longest.next_multiple_of(STEP));
    let scale = |pixels: usize| {
        let scaled = pixels * most / longest;
        scaled.next_multiple_of(STEP).max(STEP)
    };
    (scale(picture.width), scale(picture.height))
}

/// Likely pixels that touch each other, as sums over their places.
#[derive(Default)]
struct Patch {
    pixels: Vec<(f32, f32)>,
    likely: f32,
}

fn patches(map: &NdTensorView<f32, 2>) -> Vec<Patch> {
    let [height, width] = map.shape();
    let mut seen = vec![false; width * height];
    let mut all = Vec::new();
    let value = |x: usize, y: usize| map.get([y, x]).map_or(0.0, |value| *value);
    let mut open = Vec::new();
    for y in 0..height {
        for x in 0..width {
            open.push((x, y));
            let mut patch = Patch::default();
            while let Some((x, y)) = open.pop() {
                let Some(seen) = seen.get_mut(y * width + x) else {
                    continue;
                };
                let likely = value(x, y);
                if std::mem::replace(seen, true) || likely < LIKELY {
                    continue;
                }
                patch.pixels.push((side(x) + 0.5, side(y) + 0.5));
                patch.likely += likely;
                for j in y.saturating_sub(1)..(y + 2).min(height) {
                    for i in x.saturating_sub(1)..(x + 2).min(width) {
                        open.push((i, j));
                    }
                }
            }
            let is_line =
                patch.pixels.len() >= SMALLEST && patch.likely / side(patch.pixels.len()) >= SURE;
            if is_line {
                all.push(patch);
            }
        }
    }
    all
}

/// The tilted rectangle around a patch, grown to the whole line.
fn grown(patch: &Patch) -> Option<Tilted> {
    let count = side(patch.pixels.len());
    let sum = |of: &dyn Fn(&(f32, f32)) -> f32| patch.pixels.iter().map(of).sum::<f32>();
    let (mid_x, mid_y) = (sum(&|p| p.0) / count, sum(&|p| p.1) / count);
    let xx = sum(&|p| (p.0 - mid_x).powi(2)) / count;
    let yy = sum(&|p| (p.1 - mid_y).powi(2)) / count;
    let xy = sum(&|p| (p.0 - mid_x) * (p.1 - mid_y)) / count;
    // The direction in which the pixels are spread most.
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
    // A patch that is about as high as it is wide has no direction of its own.
    let angle = if xx > 9.0 * yy || angle.abs() > 0.6 {
        angle
    } else {
        0.0
    };
    let (sin, cos) = angle.sin_cos();
    let (mut left, mut right) = (f32::INFINITY, f32::NEG_INFINITY);
    let (mut top, mut bottom) = (f32::INFINITY, f32::NEG_INFINITY);
    for (x, y) in &patch.pixels {
        let (dx, dy) = (x - mid_x, y - mid_y);
        let (along, across) = (dx * cos + dy * sin, dy * cos - dx * sin);
        (left, right) = (left.min(along - 0.5), right.max(along + 0.5));
        (top, bottom) = (top.min(across - 0.5), bottom.max(across + 0.5));
    }
    let (width, height) = (right - left, bottom - top);
    if !(width > 0.0 && height > 0.0) {
        return None;
    }
    let more = GROWN * width * height / (2.0 * (width + height));
    let (left, top) = (left - more, top - more);
    Some(Tilted {
        x: mid_x + left * cos - top * sin,
        y: mid_y + left * sin + top * cos,
        angle,
        width: width + 2.0 * more,
        height: height + 2.0 * more,
    })
}

/// A rectangle of the smaller picture on the whole one. Both have nearly the same shape.
fn scaled(line: &Tilted, across: f32, down: f32) -> Tilted {
    let (sin, cos) = line.angle.sin_cos();
    Tilted {
        x: line.x * across,
        y: line.y * down,
        angle: (sin * down).atan2(cos * across),
        width: line.width * (cos * across).hypot(sin * down),
        height: line.height * (sin * across).hypot(cos * down),
    }
}

/// Short lines get the direction that most of the long ones have: their own is an accident of
/// their letters.
fn level(lines: &mut [Tilted]) {
    let mut long: Vec<f32> = lines
        .iter()
        .filter(|line| line.width > 8.0 * line.height)
        .map(|line| line.angle)
        .collect();
    long.sort_by(f32::total_cmp);
    let Some(&usual) = long.get(long.len() / 2) else {
        return;
    };
    for line in lines.iter_mut() {
        if line.width < 6.0 * line.height && (line.angle - usual).abs() < 0.3 {
            let (x, y) = line.at(line.width / 2.0, line.height / 2.0);
            line.angle = usual;
            let (sin, cos) = usual.sin_cos();
            line.x = x - line.width / 2.0 * cos + line.height / 2.0 * sin;
            line.y = y - line.width / 2.0 * sin - line.height / 2.0 * cos;
        }
    }
}

/// Lines from top to bottom, and those beside each other from left to right.
fn in_order(lines: &mut Vec<Tilted>) {
    let middle = |line: &Tilted| line.at(line.width / 2.0, line.height / 2.0);
    // As on a page that is not tilted.
    let slope = {
        let mut angles: Vec<f32> = lines.iter().map(|line| line.angle).collect();
        angles.sort_by(f32::total_cmp);
        angles.get(angles.len() / 2).map_or(0.0, |angle| *angle)
    };
    let (sin, cos) = slope.sin_cos();
    let down = |line: &Tilted| {
        let (x, y) = middle(line);
        y * cos - x * sin
    };
    lines.sort_by(|a, b| down(a).total_cmp(&down(b)));
    let mut rows: Vec<Vec<Tilted>> = Vec::new();
    for line in lines.drain(..) {
        match rows.last_mut() {
            Some(row)
                if row.last().is_some_and(|last| {
                    (down(&line) - down(last)).abs() < 0.4 * last.height.min(line.height)
                }) =>
            {
                row.push(line);
            }
            _ => rows.push(vec![line]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    lines.extend(rows.into_iter().flatten());
}
