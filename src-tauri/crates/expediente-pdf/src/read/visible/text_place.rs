//! Where the next letters of a text object are drawn, as far as that is known without the widths of
//! letters.

use crate::geometry::{Matrix, Rect};
use crate::read::visible::surroundings::Reach;

/// What affects letters besides their place (ISO 32000-2, table 102).
#[derive(Debug, Clone)]
pub(crate) struct TextState {
    pub(crate) reach: Option<Reach>,
    pub(crate) size: f64,
    /// Horizontal scaling; 1 is as wide as usual.
    pub(crate) stretch: f64,
    pub(crate) leading: f64,
    pub(crate) rise: f64,
    pub(crate) letter_gap: f64,
    pub(crate) word_gap: f64,
    pub(crate) mode: f64,
}

impl Default for TextState {
    fn default() -> Self {
        Self {
            reach: None,
            size: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            mode: 0.0,
        }
    }
}

/// The place within a text object.
#[derive(Debug, Clone)]
pub(crate) struct TextPlace {
    /// The start of the line.
    line: Matrix,
    /// How far before and behind it the next letters can begin, in units of their size.
    back: f64,
    forth: f64,
}

impl TextPlace {
    pub(crate) fn new() -> Self {
        Self::at(Matrix::IDENTITY)
    }

    pub(crate) fn at(line: Matrix) -> Self {
        Self {
            line,
            back: 0.0,
            forth: 0.0,
        }
    }

    /// The place after a move from the start of the line.
    pub(crate) fn moved(&self, x: f64, y: f64) -> Self {
        Self::at(Matrix::new(1.0, 0.0, 0.0, 1.0, x, y).then(&self.line))
    }

    /// Shows up to `letters` letters, with moves of `kerned` thousandths between them in all.
    /// Returns the corners of a box that holds them, in the space that `to_page` leads to; nothing
    /// where it is unknown.
    pub(crate) fn show(
        &mut self,
        state: &TextState,
        (letters, kerned): (usize, f64),
        to_page: &Matrix,
    ) -> Option<[(f64, f64); 4]> {
        let reach = state.reach?;
        if state.size == 0.0 {
            return None;
        }
        let gaps = (state.letter_gap.abs() + state.word_gap.abs()) / state.size.abs();
        // No text has so many letters that the cast loses some.
        let kerned = kerned.abs() / 1000.0;
        self.forth += letters as f64 * (reach.sideways + gaps) + kerned;
        self.back += letters as f64 * gaps + kerned;
        let box_of_letters = Rect {
            x0: -self.back - reach.sideways,
            y0: -reach.down,
            x1: self.forth + reach.sideways,
            y1: reach.up,
        };
        let (width, height) = (state.size * state.stretch, state.size);
        let letters = Matrix::new(width, 0.0, 0.0, height, 0.0, state.rise);
        let to_page = letters.then(&self.line).then(to_page);
        Some(box_of_letters.corners().map(|corner| to_page.apply(corner)))
    }
}

/// Whether a parallelogram and a rectangle have nothing in common. False where a corner is no
/// number.
pub(crate) fn is_apart(corners: &[(f64, f64); 4], rect: &Rect) -> bool {
    let [a, b, _, d] = *corners;
    let normal = |from: (f64, f64), to: (f64, f64)| (from.1 - to.1, to.0 - from.0);
    // By the separating axis theorem these directions suffice.
    [(1.0, 0.0), (0.0, 1.0), normal(a, b), normal(a, d)]
        .into_iter()
        .any(|axis| {
            let span = |points: &[(f64, f64); 4]| {
                let along = points.map(|(x, y)| x * axis.0 + y * axis.1);
                along
                    .into_iter()
                    .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), at| {
                        (least.min(at), most.max(at))
                    })
            };
            let is_known = corners.iter().all(|(x, y)| x.is_finite() && y.is_finite());
            let (ours, theirs) = (span(corners), span(&rect.corners()));
            is_known && (ours.1 < theirs.0 || ours.0 > theirs.1)
        })
}
