//! Finds the rows of the table on a page.

use expediente_model::{FoundRow, FoundRows};

use crate::raster::pixels::Pixels;
use crate::rows::band::{Band, Ink};
use crate::rows::marks::{is_in_columns, marks, pulled_straight};
use crate::rows::page::Page;
use crate::rows::{rules, table, unruled};

/// The rows of the table that a page shows; none where it shows no table.
pub(crate) fn rows(pixels: Pixels) -> FoundRows {
    let page = Page::of(&pixels.grayed());
    let ruled = rules::rules(&page);
    let found = table::bands(&ruled, &page);
    let (mut bands, usual) = match found {
        Some(found) => found,
        None => match unruled::bands(&page) {
            Some(found) => found,
            None => return FoundRows::default(),
        },
    };
    if let Some(above) = above_first(&page, &bands, usual) {
        bands.insert(0, above);
    }
    let marks = marks(&page, &bands, true);
    let rows = bands.iter().zip(marks);
    let rows = rows.map(|(band, (mark, sure))| FoundRow {
        across: [band.left, band.right].map(|x| part(x, page.width)),
        top: [band.top.0, band.top.1].map(|y| part(y, page.height)),
        bottom: [band.bottom.0, band.bottom.1].map(|y| part(y, page.height)),
        mark,
        sure: sure && band.sure,
    });
    let mut found = FoundRows {
        rows: rows.filter(FoundRow::is_possible).collect(),
    };
    found.rows.truncate(FoundRows::MOST);
    found
}

/// A place in parts of the page, in ten-thousandths.
fn part(at: f32, of: usize) -> f32 {
    let part = at / of.max(1) as f32;
    (part.clamp(0.0, 1.0) * 10_000.0).round() / 10_000.0
}

/// The row above the first line, where there is one.
fn above_first(page: &Page, bands: &[Band], usual: f32) -> Option<Band> {
    let first = bands.first()?;
    let lift = |(left, right): (f32, f32)| (left - usual, right - usual);
    let above = Band {
        top: lift(first.top),
        bottom: first.top,
        sure: false,
        ..*first
    };
    if above.top.0.min(above.top.1) < 0.0 {
        return None;
    }
    let rows = pulled_straight(page, bands);
    let width = rows.first().map(|row| row.width)?;
    is_in_columns(&Ink::of(page, &above, width), &rows).then_some(above)
}
