//! How dark each pixel of a page is against the paper around it.

use crate::raster::pixels::Pixels;
use crate::rows::line::quantile;
use crate::sheet::plane::Plane;

/// The side of the squares in which the paper is measured, in pixels.
const SQUARE: usize = 24;
/// How much of a square is darker than its paper.
const PAPER: f32 = 0.85;

/// A page.
pub(crate) struct Page {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Darkness of each pixel, from that of the paper (0) to black (255).
    dark: Vec<u8>,
    /// How light the paper is in each square.
    paper: Plane,
}

impl Page {
    pub(crate) fn of(gray: &Pixels) -> Self {
        let (width, height) = (gray.width as usize, gray.height as usize);
        let (across, down) = (width.div_ceil(SQUARE), height.div_ceil(SQUARE));
        let mut paper = Plane::new(across, down);
        let squares = (0..down).flat_map(|y| (0..across).map(move |x| (x, y)));
        for (light, (x, y)) in paper.data.iter_mut().zip(squares) {
            let rows = gray.data.chunks_exact(width.max(1)).skip(y * SQUARE);
            let all = rows
                .take(SQUARE)
                .flat_map(|row| row.iter().skip(x * SQUARE).take(SQUARE));
            // A picture without pixels has no squares.
            *light = quantile(all.copied().map(f32::from), PAPER).map_or(255.0, |light| light);
        }
        let paper = paper.blurred(1);
        let mut dark = Vec::with_capacity(width * height);
        for (y, row) in gray.data.chunks_exact(width.max(1)).enumerate() {
            for (x, value) in row.iter().enumerate() {
                let light = light_at(&paper, x as f32, y as f32).max(1.0);
                let part = 1.0 - f32::from(*value) / light;
                // From 0 to 255.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                dark.push((part.clamp(0.0, 1.0) * 255.0) as u8);
            }
        }
        Self {
            width,
            height,
            dark,
            paper,
        }
    }

    /// The darkness of a row of pixels; empty outside.
    pub(crate) fn row(&self, y: usize) -> &[u8] {
        let row = self.dark.get(y * self.width..(y + 1) * self.width);
        row.unwrap_or_default()
    }

    /// The darkness at a point; nothing is outside.
    pub(crate) fn at(&self, x: f32, y: f32) -> u8 {
        if x < 0.0 || y < 0.0 || x >= self.width as f32 {
            return 0;
        }
        // Not negative.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let (x, y) = (x as usize, y as usize);
        self.row(y).get(x).map_or(0, |dark| *dark)
    }

    /// How light the paper is at a point, from 0 to 255.
    pub(crate) fn light(&self, x: f32, y: f32) -> f32 {
        light_at(&self.paper, x, y)
    }
}

fn light_at(paper: &Plane, x: f32, y: f32) -> f32 {
    let square = SQUARE as f32;
    paper.between(x / square - 0.5, y / square - 0.5)
}
