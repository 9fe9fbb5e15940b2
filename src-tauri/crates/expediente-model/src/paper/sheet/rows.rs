//! Rows of a table on a page, such as those of a sheet of signatures.

use serde::{Deserialize, Serialize};

/// What a row of a table looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum RowMark {
    /// It names the columns.
    Header,
    /// Somebody wrote into it.
    Filled,
    /// Nothing is in it, or only its printed number.
    Empty,
    /// A long stroke goes through it.
    StruckOut,
}

/// A row of a table, in parts of the page as it is shown. Its left and right edges are upright; its
/// upper and lower edges lean as the table does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct FoundRow {
    /// Its left and right end across the page.
    pub across: [f32; 2],
    /// Its upper edge down the page, at its left and at its right end.
    pub top: [f32; 2],
    /// Its lower edge, at its left and at its right end.
    pub bottom: [f32; 2],
    /// What it looks like.
    pub mark: RowMark,
    /// Whether edges and mark are plain to see; somebody should look at it otherwise.
    pub sure: bool,
}

impl FoundRow {
    /// Whether a page can have such a row: inside of it, with its edges in order.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let [left, right] = self.across;
        let inside = |part: &f32| (0.0..=1.0).contains(part);
        let heights = self.top.iter().zip(&self.bottom);
        [self.across, self.top, self.bottom]
            .iter()
            .flatten()
            .all(inside)
            && left < right
            && heights.into_iter().all(|(top, bottom)| top < bottom)
    }

    /// How far down the page its middle is.
    #[must_use]
    pub fn middle(&self) -> f32 {
        self.top.iter().chain(&self.bottom).sum::<f32>() / 4.0
    }
}

/// The rows of the table on a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct FoundRows {
    /// From the top; none where the page has no table.
    pub rows: Vec<FoundRow>,
}

impl FoundRows {
    /// The most rows of a page.
    pub const MOST: usize = 200;

    /// Whether a page can have them: each is possible, they follow each other down the page, and
    /// there are not too many.
    #[must_use]
    pub fn are_possible(&self) -> bool {
        self.rows.len() <= Self::MOST
            && self.rows.iter().all(FoundRow::is_possible)
            && self
                .rows
                .is_sorted_by(|one, next| one.middle() < next.middle())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_on_the_page_and_in_order() {
        let row = |top: f32| FoundRow {
            across: [0.1, 0.9],
            top: [top, top + 0.01],
            bottom: [top + 0.03, top + 0.04],
            mark: RowMark::Filled,
            sure: true,
        };
        let possible = |rows: &[FoundRow]| {
            FoundRows {
                rows: rows.to_vec(),
            }
            .are_possible()
        };
        assert!(possible(&[]));
        assert!(possible(&[row(0.2), row(0.23)]));
        assert!(!possible(&[row(0.23), row(0.2)]));
        assert!(!possible(&[row(0.2), row(0.2)]));
        assert!(!possible(&[row(0.97)]));
        assert!(!possible(&[row(f32::NAN)]));
        assert!(!possible(&[FoundRow {
            across: [0.9, 0.1],
            ..row(0.2)
        }]));
        let many = (0..=FoundRows::MOST).map(|at| row(0.1 + at as f32 / 1000.0));
        assert!(!possible(&many.collect::<Vec<_>>()));
    }
}
