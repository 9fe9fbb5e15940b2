//! Finds the rows of the table on a page.

use expediente_model::{FoundRow, FoundRows, RowMark};

use crate::raster::pixels::Pixels;
use crate::rows::band::{Band, Ink};
use crate::rows::columns::goes_on_above;
use crate::rows::line::median;
use crate::rows::marks::{line_above, marks, pulled_straight};
use crate::rows::page::Page;
use crate::rows::{rules, table, unruled};

/// The part of the page across that a table takes at least, where it is not only lines to sign on.
const WIDE: f32 = 0.5;

/// How many rows are looked for above the first line that was seen.
const UNSEEN: usize = 3;

/// The rows of the table that a page shows; none where it shows no table.
pub(crate) fn rows(pixels: Pixels) -> FoundRows {
    let page = Page::of(&pixels.grayed());
    let ruled = rules::rules(&page);
    let ruled = table::bands(&ruled, &page);
    // Lines under signatures alone are not as wide as the list.
    let is_wide = |bands: &[Band]| {
        let width = median(bands.iter().map(Band::width));
        width.is_some_and(|width| width > WIDE * page.width as f32)
    };
    let (bands, marks) = match ruled {
        Some((bands, usual)) if is_wide(&bands) => with_first(&page, bands, usual, UNSEEN),
        narrow => match (unruled(&page), narrow) {
            (Some(list), _) => list,
            (None, Some((bands, usual))) => with_first(&page, bands, usual, UNSEEN),
            (None, None) => return FoundRows::default(),
        },
    };
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

/// Rows with their marks.
type Marked = (Vec<Band>, Vec<(RowMark, bool)>);

/// The rows between lines, with those above the first line where there are any.
fn with_first(page: &Page, mut bands: Vec<Band>, usual: f32, most: usize) -> Marked {
    let mut marked = marks(page, &bands);
    for _ in 0..most {
        let first = marked.first().map(|(mark, _)| *mark);
        let has_header = first == Some(RowMark::Header);
        let Some(above) = above_first(page, &bands, usual, has_header) else {
            break;
        };
        bands.insert(0, above);
        marked = marks(page, &bands);
    }
    (bands, marked)
}

/// The rows of a list without lines. There, empty rows cannot be told from none.
fn unruled(page: &Page) -> Option<Marked> {
    let bands = unruled::bands(page)?;
    let usual = median(bands.iter().map(Band::height))?;
    let (bands, marked) = with_first(page, bands, usual, 1);
    let empty = marked.iter().filter(|(mark, _)| *mark == RowMark::Empty);
    (8 * empty.count() <= marked.len()).then_some((bands, marked))
}

/// A place in parts of the page, in ten-thousandths.
fn part(at: f32, of: usize) -> f32 {
    let part = at / of.max(1) as f32;
    (part.clamp(0.0, 1.0) * 10_000.0).round() / 10_000.0
}

/// The row above the first line, where there is one: lines between columns go on there, or it has
/// the same columns.
fn above_first(page: &Page, bands: &[Band], usual: f32, has_header: bool) -> Option<Band> {
    let first = bands.first()?;
    let above = |height: f32| Band {
        top: (first.top.0 - height, first.top.1 - height),
        bottom: first.top,
        sure: false,
        ..*first
    };
    let rows = pulled_straight(page, bands);
    let width = rows.first().map(|row| row.width)?;
    let up = goes_on_above(&Ink::of(page, &above(2.0 * usual), width), &rows);
    let found = match up {
        Some(up) => Some(2.0 * usual * up).filter(|height| *height > 0.4 * usual),
        None if has_header => None,
        None => {
            let ink = Ink::of(page, &above(1.4 * usual), width);
            line_above(&ink, &rows).map(|height| height as f32)
        }
    };
    let found = above(found?);
    (found.top.0.min(found.top.1) >= 0.0).then_some(found)
}
