//! Scales a picture down, row by row.
//!
//! Each output pixel is the mean of the input pixels it covers (a box filter), with a pixel on an
//! edge counted by the part that is covered. Rows are first narrowed to the output width and then
//! summed until an output row is complete, so neither the source nor the result of the first step
//! is ever in memory as a whole.

use crate::raster::pixels::Pixels;

/// The size of a picture whose longest side is to be `side`; never larger than the picture.
pub(crate) fn fitted((width, height): (u32, u32), side: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    if longest <= side {
        return (width.max(1), height.max(1));
    }
    let scaled = |length: u32| {
        let scaled =
            (u64::from(length) * u64::from(side) + u64::from(longest) / 2) / u64::from(longest);
        // At most `side`, since `length` is at most `longest`.
        (scaled as u32).max(1)
    };
    (scaled(width), scaled(height))
}

/// The input pixels that make one output pixel: the first and the last in part, all between them
/// fully.
struct Part {
    first: usize,
    first_weight: f32,
    last: usize,
    last_weight: f32,
}

fn parts(from: u32, to: u32) -> Vec<Part> {
    let step = f64::from(from) / f64::from(to.max(1));
    let parts = (0..to).map(|at| {
        let (begin, end) = (f64::from(at) * step, f64::from(at + 1) * step);
        let first = begin.floor();
        let last = (end.ceil() - 1.0).clamp(first, f64::from(from.saturating_sub(1)));
        let alone = first == last;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        // Positions within a picture.
        Part {
            first: first as usize,
            first_weight: if alone {
                (end - begin) as f32
            } else {
                (first + 1.0 - begin) as f32
            },
            last: last as usize,
            last_weight: if alone { 0.0 } else { (end - last) as f32 },
        }
    });
    parts.collect()
}

/// A whole picture, scaled down.
pub(crate) fn shrunk(pixels: &[u8], channels: usize, from: (u32, u32), to: (u32, u32)) -> Pixels {
    // A scaled decode can round to one pixel less than requested.
    let to = (to.0.min(from.0), to.1.min(from.1));
    let mut shrink = Downscale::new(channels, from, to);
    pixels
        .chunks_exact((from.0 as usize * channels).max(1))
        .for_each(|row| shrink.row(row));
    shrink.finish()
}

/// A picture being scaled down.
pub(crate) struct Downscale {
    channels: usize,
    across: Vec<Part>,
    down: Vec<Part>,
    /// The next input row.
    row: usize,
    /// The output row in progress, and its sums.
    making: usize,
    sums: Vec<f32>,
    narrow: Vec<f32>,
    /// One over the number of input pixels per output pixel.
    share: f32,
    out: Pixels,
}

impl Downscale {
    /// From one size to another, which is not larger.
    pub(crate) fn new(channels: usize, from: (u32, u32), to: (u32, u32)) -> Self {
        let length = to.0 as usize * channels;
        let area = f64::from(from.0) / f64::from(to.0.max(1))
            * (f64::from(from.1) / f64::from(to.1.max(1)));
        #[allow(clippy::cast_possible_truncation)]
        Self {
            channels,
            across: parts(from.0, to.0),
            down: parts(from.1, to.1),
            row: 0,
            making: 0,
            sums: vec![0.0; length],
            narrow: vec![0.0; length],
            share: (1.0 / area) as f32,
            out: Pixels {
                width: to.0,
                height: to.1,
                channels,
                data: Vec::with_capacity(length * to.1 as usize),
            },
        }
    }

    /// Takes the next row.
    pub(crate) fn row(&mut self, pixels: &[u8]) {
        if self.across.len() * self.channels == pixels.len() {
            self.narrow
                .iter_mut()
                .zip(pixels)
                .for_each(|(to, from)| *to = f32::from(*from));
        } else {
            match self.channels {
                1 => narrow::<1>(&self.across, pixels, &mut self.narrow),
                _ => narrow::<3>(&self.across, pixels, &mut self.narrow),
            }
        }
        while let Some(part) = self.down.get(self.making) {
            let weight = if self.row == part.first {
                part.first_weight
            } else if self.row == part.last {
                part.last_weight
            } else {
                1.0
            };
            if self.row >= part.first {
                self.sums
                    .iter_mut()
                    .zip(&self.narrow)
                    .for_each(|(sum, value)| *sum += value * weight);
            }
            if self.row < part.last {
                break;
            }
            self.emit();
            // A row can end one output row and begin the next.
            if self
                .down
                .get(self.making)
                .is_none_or(|next| next.first > self.row)
            {
                break;
            }
        }
        self.row += 1;
    }

    fn emit(&mut self) {
        let share = self.share;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        // Casting a float saturates.
        self.out
            .data
            .extend(self.sums.iter().map(|sum| (sum * share + 0.5) as u8));
        self.sums.fill(0.0);
        self.making += 1;
    }

    /// The picture; missing rows are white.
    pub(crate) fn finish(mut self) -> Pixels {
        let length = self.out.width as usize * self.out.height as usize * self.channels;
        self.out.data.resize(length, 0xff);
        self.out
    }
}

fn narrow<const N: usize>(across: &[Part], pixels: &[u8], out: &mut [f32]) {
    let (pixels, _) = pixels.as_chunks::<N>();
    let (out, _) = out.as_chunks_mut::<N>();
    for (part, out) in across.iter().zip(out) {
        let mut whole = [0u32; N];
        let (first, between, last) = match pixels.get(part.first..=part.last) {
            Some([first, between @ .., last]) => (first, between, last),
            Some([only]) => (only, [].as_slice(), only),
            // A row that is too short.
            _ => (&[0; N], [].as_slice(), &[0; N]),
        };
        for pixel in between {
            whole
                .iter_mut()
                .zip(pixel)
                .for_each(|(sum, value)| *sum += u32::from(*value));
        }
        for (((out, whole), first), last) in out.iter_mut().zip(whole).zip(first).zip(last) {
            #[allow(clippy::cast_precision_loss)] // Means of bytes.
            let sum = whole as f32;
            *out =
                sum + f32::from(*first) * part.first_weight + f32::from(*last) * part.last_weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shrunk(channels: usize, from: (u32, u32), to: (u32, u32), data: &[u8]) -> Vec<u8> {
        let mut shrink = Downscale::new(channels, from, to);
        data.chunks_exact(from.0 as usize * channels)
            .for_each(|row| shrink.row(row));
        shrink.finish().data
    }

    /// Every pixel counts the same, whether or not the sizes divide.
    #[test]
    fn a_smaller_picture_is_made_of_means() {
        assert_eq!(
            shrunk(1, (4, 2), (2, 1), &[0, 100, 10, 20, 200, 100, 30, 40]),
            [100, 25]
        );
        assert_eq!(shrunk(1, (3, 1), (2, 1), &[0, 90, 240]), [30, 190]);
        assert_eq!(shrunk(1, (1, 3), (1, 2), &[0, 90, 240]), [30, 190]);
        assert_eq!(
            shrunk(3, (2, 1), (1, 1), &[0, 10, 20, 100, 30, 40]),
            [50, 20, 30]
        );
        assert_eq!(shrunk(1, (2, 2), (2, 2), &[1, 2, 3, 4]), [1, 2, 3, 4]);
        let even = vec![77; 31 * 17];
        for to in [(1, 1), (7, 5), (30, 16), (31, 1)] {
            assert!(
                shrunk(1, (31, 17), to, &even).iter().all(|v| *v == 77),
                "{to:?}"
            );
        }
    }

    /// A thin strip is still a picture, and a small picture is not enlarged.
    #[test]
    fn sizes() {
        for (size, side, expected) in [
            ((4000, 3000), 320, (320, 240)),
            ((100, 50), 320, (100, 50)),
            ((10_000, 1), 160, (160, 1)),
        ] {
            assert_eq!(fitted(size, side), expected);
        }
    }

    /// The first pixel of the file is displayed where the orientation says (Exif 2.32, tag 0x0112).
    #[test]
    fn eight_ways_to_hold_a_picture() {
        let picture = Pixels {
            width: 3,
            height: 2,
            channels: 1,
            data: vec![1, 2, 3, 4, 5, 6],
        };
        for (exif, expected) in [
            (1, [1, 2, 3, 4, 5, 6]),
            (2, [3, 2, 1, 6, 5, 4]),
            (3, [6, 5, 4, 3, 2, 1]),
            (4, [4, 5, 6, 1, 2, 3]),
            (5, [1, 4, 2, 5, 3, 6]),
            (6, [4, 1, 5, 2, 6, 3]),
            (7, [6, 3, 5, 2, 4, 1]),
            (8, [3, 6, 2, 5, 1, 4]),
        ] {
            let held = picture.clone().held(exif);
            assert_eq!(held.data, expected, "{exif}");
            assert_eq!(
                (held.width, held.height),
                if exif >= 5 { (2, 3) } else { (3, 2) }
            );
        }
    }
}
