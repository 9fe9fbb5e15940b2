//! A row of a table, pulled straight.

use crate::rows::page::{INK, Page};

/// Where a row is on the page, in pixels. Its upper and lower edges lean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Band {
    pub(crate) left: f32,
    pub(crate) right: f32,
    /// The height of its upper edge at its left and its right end.
    pub(crate) top: (f32, f32),
    /// The same of its lower edge.
    pub(crate) bottom: (f32, f32),
    /// Whether both edges were seen.
    pub(crate) sure: bool,
}

impl Band {
    pub(crate) fn width(&self) -> f32 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> f32 {
        (self.bottom.0 - self.top.0).midpoint(self.bottom.1 - self.top.1)
    }

    /// A point at parts of its width and height.
    fn point(&self, across: f32, down: f32) -> (f32, f32) {
        let between = |(left, right): (f32, f32)| left + (right - left) * across;
        let (top, bottom) = (between(self.top), between(self.bottom));
        (
            self.left + self.width() * across,
            top + (bottom - top) * down,
        )
    }

    /// How light the paper is in it: the mean along its middle.
    pub(crate) fn light(&self, page: &Page) -> f32 {
        let places = (0..40).map(|at| self.point((at as f32 + 0.5) / 40.0, 0.5));
        places.map(|(x, y)| page.light(x, y)).sum::<f32>() / 40.0
    }
}

/// What is dark in a row.
pub(crate) struct Ink {
    pub(crate) width: usize,
    pub(crate) height: usize,
    dark: Vec<bool>,
}

impl Ink {
    /// Of a row, as many pixels wide as it is told, so that columns of all rows lie under each
    /// other.
    pub(crate) fn of(page: &Page, band: &Band, width: usize) -> Self {
        // Within the page.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let height = (band.height().round() as usize).clamp(1, page.height.max(1));
        let part = |at: usize, of: usize| (at as f32 + 0.5) / of as f32;
        let mut dark = Vec::with_capacity(width * height);
        for v in 0..height {
            for u in 0..width {
                let (x, y) = band.point(part(u, width), part(v, height));
                dark.push(page.at(x, y) >= INK);
            }
        }
        Self {
            width,
            height,
            dark,
        }
    }

    pub(crate) fn at(&self, u: usize, v: usize) -> bool {
        u < self.width
            && self
                .dark
                .get(v * self.width + u)
                .is_some_and(|is_dark| *is_dark)
    }

    /// How many of these pixels of a column are dark.
    pub(crate) fn count(&self, u: usize, rows: std::ops::Range<usize>) -> usize {
        rows.filter(|v| self.at(u, *v)).count()
    }

    /// The rows of pixels between its edges, without what remains of the lines there.
    pub(crate) fn inside(&self) -> std::ops::Range<usize> {
        let edge = (self.height / 10).max(5).min(self.height / 4);
        edge..self.height - edge
    }
}
