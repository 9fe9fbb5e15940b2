//! How dark each pixel of a page is against the paper around it.

use crate::raster::pixels::Pixels;
use crate::rows::line::quantile;
use crate::sheet::plane::Plane;

/// The side of the squares in which the paper is measured, in pixels.
const SQUARE: usize = 24;
/// How much of a square is darker than its paper.
const PAPER: f32 = 0.85;
/// The part of the light of the paper that a table, or what else is beside the paper, has at most.
const BESIDE: f32 = 0.42;
/// The part of the light of a square that those around it have at least, where it is away from the
/// edge of the paper.
const EDGE: f32 = 0.72;
/// The least darkness of what is written or printed. Lines may be fainter.
pub(crate) const INK: u8 = 38;
/// How much darker than the paper the grain of a photo is at most.
const GRAIN: f32 = 13.0;

/// A page.
pub(crate) struct Page {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Darkness of each pixel, from that of the paper (0) to black (255). What is beside the paper
    /// is not dark.
    dark: Vec<u8>,
    /// How light the paper is in each square.
    ground: Plane,
    /// Whether each square is on the paper, away from its edge.
    has_paper: Vec<bool>,
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
        let brightest = quantile(paper.data.iter().copied(), 0.95);
        let least = brightest.map_or(0.0, |light| BESIDE * light).max(1.0);
        let has_paper = |x: usize, y: usize| {
            let around = (0..3).flat_map(|down| (0..3).map(move |across| (across, down)));
            let mut around = around.map(|(across, down)| {
                // The nearest square where there is none.
                paper.at((x + across) as isize - 1, (y + down) as isize - 1)
            });
            let own = paper.at(x as isize, y as isize);
            around.all(|light| light >= least && light.min(own) >= EDGE * light.max(own))
        };
        let squares = (0..down).flat_map(|y| (0..across).map(move |x| (x, y)));
        let has_paper: Vec<bool> = squares.map(|(x, y)| has_paper(x, y)).collect();
        let ground = paper.clone();
        let paper = paper.blurred(1);
        let mut dark = Vec::with_capacity(width * height);
        for (y, row) in gray.data.chunks_exact(width.max(1)).enumerate() {
            let has_paper = has_paper.get(y / SQUARE * across..).unwrap_or_default();
            for (x, value) in row.iter().enumerate() {
                let light = light_at(&paper, x as f32, y as f32);
                let less = light - f32::from(*value);
                let part = if has_paper.get(x / SQUARE) == Some(&true) {
                    less / light
                } else {
                    0.0
                };
                // From 0 to 255.
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let own = (part.clamp(0.0, 1.0) * 255.0) as u8;
                dark.push(if less < GRAIN { own.min(INK - 1) } else { own });
            }
        }
        Self {
            width,
            height,
            dark,
            ground,
            has_paper,
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

    /// Whether there is paper at a point, and no table beside it.
    pub(crate) fn is_paper(&self, x: f32, y: f32) -> bool {
        self.has_paper.get(self.square(x, y)) == Some(&true)
    }

    /// How light the paper is around a point, from 0 to 255.
    pub(crate) fn light(&self, x: f32, y: f32) -> f32 {
        let light = self.ground.data.get(self.square(x, y));
        light.map_or(255.0, |light| *light)
    }

    fn square(&self, x: f32, y: f32) -> usize {
        // Within the page.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let square = |at: f32, of: usize| (at.max(0.0) as usize / SQUARE).min(of.max(1) - 1);
        let (x, y) = (square(x, self.ground.width), square(y, self.ground.height));
        y * self.ground.width + x
    }
}

fn light_at(paper: &Plane, x: f32, y: f32) -> f32 {
    let square = SQUARE as f32;
    paper.between(x / square - 0.5, y / square - 0.5)
}
