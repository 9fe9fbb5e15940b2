//! A picture of one value a pixel, as filters need it.

use crate::raster::downscale::{fitted, shrunk};
use crate::raster::pixels::Pixels;

/// One value for each pixel.
#[derive(Clone, Debug)]
pub(crate) struct Plane {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) data: Vec<f32>,
}

impl Plane {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            data: vec![0.0; width * height],
        }
    }

    /// Of a gray picture, with a longest side of at most so many pixels.
    pub(crate) fn of_gray(gray: &Pixels, side: u32) -> Self {
        let from = (gray.width, gray.height);
        let to = fitted(from, side);
        let bytes = |data: &[u8]| data.iter().copied().map(f32::from).collect();
        let data = if to == from {
            bytes(&gray.data)
        } else {
            bytes(&shrunk(&gray.data, 1, from, to).data)
        };
        Self {
            width: to.0 as usize,
            height: to.1 as usize,
            data,
        }
    }

    /// The value of a pixel; that of the nearest one outside.
    pub(crate) fn at(&self, x: isize, y: isize) -> f32 {
        let x = x.clamp(0, self.width as isize - 1) as usize;
        let y = y.clamp(0, self.height as isize - 1) as usize;
        // Within the picture, which has a value for each pixel.
        self.data
            .get(y * self.width + x)
            .map_or(0.0, |value| *value)
    }

    /// The value between pixels, whose centers are at whole numbers.
    pub(crate) fn between(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (x.floor(), y.floor());
        let (part_x, part_y) = (x - left, y - top);
        let (left, top) = (left as isize, top as isize);
        let upper = self.at(left, top) * (1.0 - part_x) + self.at(left + 1, top) * part_x;
        let lower = self.at(left, top + 1) * (1.0 - part_x) + self.at(left + 1, top + 1) * part_x;
        upper * (1.0 - part_y) + lower * part_y
    }

    /// A row; the nearest one outside the picture. A picture without rows has empty ones.
    fn row(&self, y: isize) -> &[f32] {
        let y = y.clamp(0, (self.height as isize - 1).max(0)) as usize;
        let row = self.data.get(y * self.width..(y + 1) * self.width);
        row.unwrap_or_default()
    }

    /// How much the value grows across and down at each pixel of a row but the first and the last,
    /// over two pixels.
    pub(crate) fn slopes(&self, y: usize) -> impl Iterator<Item = (f32, f32)> {
        let y = y as isize;
        let above = self.row(y - 1).iter().skip(1);
        let below = self.row(y + 1).iter().skip(1);
        let three = self.row(y).windows(3);
        three.zip(above).zip(below).map(|((row, above), below)| {
            let across = match row {
                [left, _, right] => right - left,
                _ => 0.0,
            };
            (across, below - above)
        })
    }

    /// Means over squares of `2 * radius + 1` pixels.
    pub(crate) fn blurred(&self, radius: usize) -> Self {
        self.means_across(radius).means_down(radius)
    }

    fn means_across(&self, radius: usize) -> Self {
        let mut out = Self::new(self.width, self.height);
        if self.width == 0 {
            return out;
        }
        let share = 1.0 / (2 * radius + 1) as f32;
        let rows = self.data.chunks_exact(self.width);
        for (row, out) in rows.zip(out.data.chunks_exact_mut(self.width)) {
            let (Some(first), Some(last)) = (row.first(), row.last()) else {
                continue;
            };
            let from = |at: usize| row.iter().skip(at).chain(std::iter::repeat(last));
            let mut sum = *first * radius as f32 + from(0).take(radius + 1).sum::<f32>();
            let leaving = std::iter::repeat_n(first, radius).chain(row);
            for ((out, enters), leaves) in out.iter_mut().zip(from(radius + 1)).zip(leaving) {
                *out = sum * share;
                sum += enters - leaves;
            }
        }
        out
    }

    /// A row at a time, because the pixels of a column are far apart in memory.
    fn means_down(&self, radius: usize) -> Self {
        let mut out = Self::new(self.width, self.height);
        if self.width == 0 {
            return out;
        }
        let share = 1.0 / (2 * radius + 1) as f32;
        let radius = radius as isize;
        let mut sums = vec![0.0; self.width];
        for y in -radius..=radius {
            for (sum, value) in sums.iter_mut().zip(self.row(y)) {
                *sum += value;
            }
        }
        for (y, out) in (0..).zip(out.data.chunks_exact_mut(self.width)) {
            let (enters, leaves) = (self.row(y + radius + 1), self.row(y - radius));
            let changes = enters.iter().zip(leaves);
            for ((out, sum), (enters, leaves)) in out.iter_mut().zip(&mut sums).zip(changes) {
                *out = *sum * share;
                *sum += enters - leaves;
            }
        }
        out
    }
}

/// A picture as lightness and two colors that are as far apart as they look (`CIELAB`, with its
/// colors weighed less, because light of two lamps has two colors).
#[derive(Clone, Debug)]
pub(crate) struct Lab {
    pub(crate) light: Plane,
    pub(crate) a: Plane,
    pub(crate) b: Plane,
}

/// How much a difference in color counts beside one in lightness.
const COLOR: f32 = 0.8;

impl Lab {
    /// The picture with a longest side of so many pixels.
    pub(crate) fn of(pixels: &Pixels, side: u32) -> Self {
        let from = (pixels.width, pixels.height);
        let to = fitted(from, side);
        let small = if to == from {
            pixels.data.clone()
        } else {
            shrunk(&pixels.data, pixels.channels, from, to).data
        };
        let (width, height) = (to.0 as usize, to.1 as usize);
        let mut lab = Self {
            light: Plane::new(width, height),
            a: Plane::new(width, height),
            b: Plane::new(width, height),
        };
        let linear: Vec<f32> = (0..=255u8)
            .map(|value| {
                let value = f32::from(value) / 255.0;
                if value <= 0.04045 {
                    value / 12.92
                } else {
                    ((value + 0.055) / 1.055).powf(2.4)
                }
            })
            .collect();
        let linear = |value: u8| linear.get(usize::from(value)).map_or(0.0, |value| *value);
        let pixels = small.chunks_exact(pixels.channels.max(1));
        let planes = lab.light.data.iter_mut().zip(&mut lab.a.data);
        for ((pixel, (light, a)), b) in pixels.zip(planes).zip(&mut lab.b.data) {
            let [red, green, blue] = match pixel {
                [red, green, blue, ..] => [*red, *green, *blue].map(linear),
                [gray, ..] => [linear(*gray); 3],
                [] => continue,
            };
            let root = |value: f32| {
                if value > 0.008_856 {
                    value.cbrt()
                } else {
                    7.787 * value + 16.0 / 116.0
                }
            };
            let x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
            let y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
            let z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
            *light = 116.0 * y - 16.0;
            *a = COLOR * 500.0 * (x - y);
            *b = COLOR * 200.0 * (y - z);
        }
        lab
    }

    pub(crate) fn width(&self) -> usize {
        self.light.width
    }

    pub(crate) fn height(&self) -> usize {
        self.light.height
    }

    pub(crate) fn blurred(&self, radius: usize) -> Self {
        Self {
            light: self.light.blurred(radius),
            a: self.a.blurred(radius),
            b: self.b.blurred(radius),
        }
    }

    /// The color between pixels.
    pub(crate) fn between(&self, x: f32, y: f32) -> [f32; 3] {
        [&self.light, &self.a, &self.b].map(|plane| plane.between(x, y))
    }
}

/// How far two colors are apart.
pub(crate) fn apart(one: [f32; 3], other: [f32; 3]) -> f32 {
    let [l, a, b] = [0, 1, 2].map(|at: usize| {
        let pair = one.get(at).zip(other.get(at));
        pair.map_or(0.0, |(one, other)| one - other)
    });
    (l * l + a * a + b * b).sqrt()
}
