//! The pages that a plan promised.

use crate::content::matrix::Matrix;
use crate::content::words;

/// The pages that a plan promised of one file, for the proof to compare the file with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExpectedDossier {
    /// The pages in order.
    pub pages: Vec<ExpectedPage>,
    /// The physical pages of the slip sheets, counted from 0.
    pub slips: Vec<usize>,
}

/// A page that a plan promised.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExpectedPage {
    /// Its label; empty for an unnumbered one.
    pub label: String,
    /// Its other stamps: exhibit label, Bates number.
    pub stamps: Vec<String>,
    /// The digest of what its sheet draws; none for a blank sheet.
    pub sheet: Option<[u8; 32]>,
    /// The digests of the pictures on it, in the order in which they are drawn.
    pub pictures: Vec<[u8; 32]>,
    /// The words that were read on it; none where it has none.
    pub words: Option<ExpectedWords>,
    /// Its boxes, where its sheet was promised with them.
    pub boxes: Option<ExpectedBoxes>,
}

/// The words of a page that are not seen.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedWords {
    /// The digest of all of them ([`ExpectedWords::digest_of`]).
    pub digest: [u8; 32],
    /// Where the baseline of each line begins and ends: points of the page as displayed, from its
    /// bottom left.
    pub lines: Vec<[f32; 4]>,
}

impl ExpectedWords {
    /// The digest of the words of lines.
    pub fn digest_of<'a>(lines: impl Iterator<Item = &'a [String]>) -> [u8; 32] {
        words::digest(lines)
    }
}

/// The boxes of a page and the place of its sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectedBoxes {
    /// Left, bottom, right, top of the page.
    pub media: [f64; 4],
    /// The same of its visible area.
    pub visible: [f64; 4],
    /// Clockwise, in degrees.
    pub rotate: u16,
    /// Points to a unit of user space.
    pub unit: f64,
    /// Where the sheet is not as it was: the matrix `[a b c d e f]` that puts it in its place, and
    /// left, bottom, right, top of what is drawn of it, in its own space.
    pub placed: Option<([f64; 6], [f64; 4])>,
}

impl ExpectedBoxes {
    /// Whether a page has these boxes.
    pub(crate) fn are_of(&self, page: &Found) -> bool {
        let is_placed = match (&self.placed, &page.placed) {
            (Some((matrix, clip)), Some((found, found_clip))) => {
                near(matrix, &found.0, 1e-6) && near(clip, found_clip, 1e-3)
            }
            (None, None) => true,
            _ => false,
        };
        is_placed
            && near(&self.media, &page.media, 1e-3)
            && near(&self.visible, &page.visible, 1e-3)
            && self.rotate == page.rotate
            && near(&[self.unit], &[page.unit], 1e-4)
    }
}

/// The boxes that a page has.
pub(crate) struct Found {
    pub media: [f64; 4],
    pub visible: [f64; 4],
    pub rotate: u16,
    pub unit: f64,
    pub placed: Option<(Matrix, [f64; 4])>,
}

fn near<const N: usize>(a: &[f64; N], b: &[f64; N], by: f64) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() <= by)
}
