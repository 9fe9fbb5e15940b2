//! Where something is printed near the edges of a page, so that a stamp can stand where nothing is.
//!
//! A page as displayed is divided into cells about [`CELL`] points wide and high. Of each edge the
//! [`DEPTH`] outermost cells are kept; the rest of the page counts as printed on.

use std::iter;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::paper::packed;
use crate::paper::turn::Turn;

/// The least side of a cell in points: less than half the height of a stamp.
const CELL: f64 = 5.0;
/// The most cells along a side. Those of larger pages are larger.
const MOST: usize = 256;
/// Cells from each edge inward that are kept: 70 points of an ordinary page.
const DEPTH: usize = 14;

/// How a page is divided into cells. Sizes are points of the page as displayed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InkGrid {
    /// Cells from left to right.
    pub columns: usize,
    /// Cells from top to bottom.
    pub rows: usize,
}

impl InkGrid {
    /// The grid of a page of this width and height.
    #[must_use]
    pub fn of(width: f64, height: f64) -> Self {
        // Between 1 and 256.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let cells = |side: f64| (side / CELL).ceil().clamp(1.0, MOST as f64) as usize;
        Self {
            columns: cells(width),
            rows: cells(height),
        }
    }

    /// Whether a cell is so far inside the page that it is not kept.
    #[must_use]
    pub fn is_inner(self, column: usize, row: usize) -> bool {
        let from_edge = |at: usize, cells: usize| at.min((cells - 1).saturating_sub(at));
        from_edge(column, self.columns) >= DEPTH && from_edge(row, self.rows) >= DEPTH
    }
}

/// The cells near the edges of a page that are printed on.
///
/// For each column and row of the grid one number. Its bit 0 is the cell at the edge, bit 1 the
/// next one inward.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EdgeInk {
    /// From the left to the right.
    top: Band,
    /// From the left to the right.
    bottom: Band,
    /// From the top to the bottom.
    left: Band,
    /// From the top to the bottom.
    right: Band,
}

/// The numbers along an edge, as runs of the same one: a matter keeps four bands for nearly every
/// page.
type Band = Box<[Run]>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    bits: u16,
    times: u16,
}

fn band_of(numbers: &[u16]) -> Band {
    let runs = numbers.chunk_by(|a, b| a == b);
    let runs = runs.flat_map(|run| run.chunks(u16::MAX.into()));
    runs.filter_map(|run| {
        Some(Run {
            bits: *run.first()?,
            times: u16::try_from(run.len()).ok()?,
        })
    })
    .collect()
}

fn length(band: &[Run]) -> usize {
    band.iter().map(|run| usize::from(run.times)).sum()
}

impl EdgeInk {
    /// Of a page, by whether the cell at a column and a row, both counted from the top left, is
    /// printed on.
    #[must_use]
    pub fn of(grid: InkGrid, is_printed: impl Fn(usize, usize) -> bool) -> Self {
        let band = |along: usize, depth: usize, at: &dyn Fn(usize, usize) -> bool| {
            let bits =
                |place: usize| (0..depth.min(DEPTH)).filter(move |&inward| at(place, inward));
            let numbers: Vec<u16> = (0..along)
                .map(|place| bits(place).fold(0, |bits, inward| bits | 1 << inward))
                .collect();
            band_of(&numbers)
        };
        let InkGrid { columns, rows } = grid;
        Self {
            top: band(columns, rows, &|column, inward| is_printed(column, inward)),
            bottom: band(columns, rows, &|column, inward| {
                is_printed(column, rows - 1 - inward)
            }),
            left: band(rows, columns, &|row, inward| is_printed(inward, row)),
            right: band(rows, columns, &|row, inward| {
                is_printed(columns - 1 - inward, row)
            }),
        }
    }

    /// The grid that it is of.
    #[must_use]
    pub fn grid(&self) -> InkGrid {
        InkGrid {
            columns: length(&self.top),
            rows: length(&self.left),
        }
    }

    /// The same page after a clockwise turn.
    #[must_use]
    pub fn turned(&self, turn: Turn) -> Self {
        let back = |band: &Band| band.iter().rev().copied().collect();
        match turn {
            Turn::None => self.clone(),
            Turn::Right => Self {
                top: back(&self.left),
                bottom: back(&self.right),
                left: self.bottom.clone(),
                right: self.top.clone(),
            },
            Turn::Around => Self {
                top: back(&self.bottom),
                bottom: back(&self.top),
                left: back(&self.right),
                right: back(&self.left),
            },
            Turn::Left => Self {
                top: self.right.clone(),
                bottom: self.left.clone(),
                left: back(&self.top),
                right: back(&self.bottom),
            },
        }
    }

    /// The printed areas at the top and the bottom of the page, and all between these bands, as
    /// `[left, top, right, bottom]` in parts of the page from its top left.
    #[must_use]
    pub fn areas(&self) -> Vec<[f64; 4]> {
        let InkGrid { columns, rows } = self.grid();
        let (across, down) = (columns.max(1) as f64, rows.max(1) as f64);
        let depth = DEPTH.min(rows);
        let mut areas = Vec::new();
        if rows > 2 * DEPTH {
            let inner = DEPTH as f64 / down;
            areas.push([0.0, inner, 1.0, 1.0 - inner]);
        }
        for inward in 0..depth {
            for (band, is_top) in [(&self.top, true), (&self.bottom, false)] {
                let y = if is_top { inward } else { rows - 1 - inward } as f64;
                let is_printed = |run: &Run| run.bits >> inward & 1 == 1;
                let mut column = 0;
                for runs in band.chunk_by(|a, b| is_printed(a) == is_printed(b)) {
                    let after = column + length(runs);
                    if runs.first().is_some_and(is_printed) {
                        let (left, right) = (column as f64 / across, after as f64 / across);
                        areas.push([left, y / down, right, (y + 1.0) / down]);
                    }
                    column = after;
                }
            }
        }
        areas
    }

    /// Whether a page can have it.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let InkGrid { columns, rows } = self.grid();
        let is_band = |band: &[Run], along: usize, depth: usize| {
            let most = 1 << depth.min(DEPTH);
            length(band) == along && band.iter().all(|run| run.bits < most)
        };
        (1..=MOST).contains(&columns)
            && (1..=MOST).contains(&rows)
            && is_band(&self.top, columns, rows)
            && is_band(&self.bottom, columns, rows)
            && is_band(&self.left, rows, columns)
            && is_band(&self.right, rows, columns)
    }

    /// Bytes that it takes in a journal.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.text().len()
    }

    fn text(&self) -> String {
        [&self.top, &self.bottom, &self.left, &self.right]
            .map(|band| {
                let all = |run: &Run| iter::repeat_n(u64::from(run.bits), run.times.into());
                packed::text_of(&band.iter().flat_map(all).collect::<Vec<_>>())
            })
            .join("/")
    }
}

impl Serialize for EdgeInk {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for EdgeInk {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let bands = text.split('/').map(|band| {
            let numbers = packed::numbers_of(band).map_err(D::Error::custom)?;
            let bits = numbers.into_iter().map(u16::try_from);
            let bits: Vec<u16> = bits.collect::<Result<_, _>>().map_err(D::Error::custom)?;
            Ok(band_of(&bits))
        });
        let bands: [Band; 4] = bands
            .collect::<Result<Vec<_>, _>>()?
            .try_into()
            .map_err(|_| D::Error::custom("a page has four edges"))?;
        let [top, bottom, left, right] = bands;
        Ok(Self {
            top,
            bottom,
            left,
            right,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of 60 by 40 points with one printed cell, the fourth from the left in the second row.
    fn one_cell() -> EdgeInk {
        EdgeInk::of(InkGrid::of(60.0, 40.0), |column, row| {
            (column, row) == (3, 1)
        })
    }

    fn near(areas: &[[f64; 4]], of: [f64; 4]) -> bool {
        let same = |area: &[f64; 4]| area.iter().zip(of).all(|(a, b)| (a - b).abs() < 1e-9);
        !areas.is_empty() && areas.iter().all(same)
    }

    /// Turned clockwise, what was near the top is near the right edge.
    #[test]
    fn ink_turns_with_its_page() {
        let ink = one_cell();
        assert_eq!((ink.grid().columns, ink.grid().rows), (12, 8));
        for (turn, [left, top, right, bottom]) in [
            (
                Turn::None,
                [15.0 / 60.0, 5.0 / 40.0, 20.0 / 60.0, 10.0 / 40.0],
            ),
            (
                Turn::Right,
                [30.0 / 40.0, 15.0 / 60.0, 35.0 / 40.0, 20.0 / 60.0],
            ),
            (
                Turn::Around,
                [40.0 / 60.0, 30.0 / 40.0, 45.0 / 60.0, 35.0 / 40.0],
            ),
            (
                Turn::Left,
                [5.0 / 40.0, 40.0 / 60.0, 10.0 / 40.0, 45.0 / 60.0],
            ),
        ] {
            let areas = ink.turned(turn).areas();
            assert!(
                near(&areas, [left, top, right, bottom]),
                "{turn:?} {areas:?}"
            );
            assert!(ink.turned(turn).is_possible());
        }
        assert_eq!(ink.turned(Turn::Left).turned(Turn::Right), ink);
    }

    /// What is not looked at counts as printed on.
    #[test]
    fn the_middle_of_a_page_is_not_free() {
        let ink = EdgeInk::of(InkGrid::of(500.0, 500.0), |_, _| false);
        assert_eq!(ink.areas(), [[0.0, 0.14, 1.0, 0.86]]);
    }

    #[test]
    fn an_empty_page_takes_few_bytes_and_reads_back() {
        let empty = EdgeInk::of(InkGrid::of(612.0, 792.0), |_, _| false);
        for ink in [one_cell(), empty] {
            let json = serde_json::to_string(&ink).unwrap();
            assert_eq!(serde_json::from_str::<EdgeInk>(&json).unwrap(), ink);
            assert!(json.len() < 60, "{json}");
        }
    }

    /// The text comes from the reader process, or from a journal that was edited by hand.
    #[test]
    fn ink_that_no_page_has_is_told() {
        let read = |text: &str| serde_json::from_str::<EdgeInk>(&format!("\"{text}\""));
        assert!(read("0*3/0*3/0*2/0 1").unwrap().is_possible());
        for wrong in [
            "0*3/0*2/0*2/0*2",
            "0*3/0*3/0*2/0*3",
            "4 0*2/0*3/0*2/0*2",
            "0*257/0*257/0*2/0*2",
            "///",
        ] {
            assert!(!read(wrong).unwrap().is_possible(), "{wrong}");
        }
        assert!(read("0*3/0*3/0*2").is_err());
    }
}
