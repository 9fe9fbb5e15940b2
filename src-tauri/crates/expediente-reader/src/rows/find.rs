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

#[cfg(test)]
mod tests {
    use super::*;

    /// A white page with what is drawn on it, by its place.
    fn page(size: (u32, u32), dark: impl Fn(f32, f32) -> bool) -> Pixels {
        let (width, height) = size;
        let all = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let data = all.map(|(x, y)| if dark(x as f32, y as f32) { 20 } else { 250 });
        Pixels {
            width,
            height,
            channels: 1,
            data: data.collect(),
        }
    }

    /// Strokes of a pen, as far apart as letters, in words.
    fn writing(x: f32, y: f32, middle: f32) -> bool {
        let is_word = x % 170.0 < 120.0 && (160.0..900.0).contains(&x);
        is_word && (y - middle).abs() < 9.0 && (x + (y - middle) * 0.4) % 11.0 < 2.5
    }

    /// Twelve rows of 50 pixels from 200 on, leaning by so much, written in as far as is told.
    fn table(x: f32, y: f32, lean: f32, is_written: fn(u16) -> bool) -> bool {
        let y = y - lean * x;
        let is_line = (80.0..1000.0).contains(&x)
            && (199.0..802.0).contains(&y)
            && (y - 200.0).rem_euclid(50.0) < 2.0;
        let of_row = (0..12).filter(|row| is_written(*row));
        let middles = of_row.map(|row| 225.0 + 50.0 * f32::from(row));
        is_line || middles.into_iter().any(|middle| writing(x, y, middle))
    }

    fn marks(found: &FoundRows) -> Vec<RowMark> {
        found.rows.iter().map(|row| row.mark).collect()
    }

    #[test]
    fn rows_follow_the_lean_of_their_lines() {
        for lean in [-0.05, 0.0, 0.03] {
            let found = rows(page((1100, 1000), |x, y| {
                table(x, y, lean, |row| row != 0 && row < 9)
            }));
            let wanted = (0..12).map(|row| match row {
                0 | 9.. => RowMark::Empty,
                _ => RowMark::Filled,
            });
            assert_eq!(marks(&found), wanted.collect::<Vec<_>>(), "{lean}");
            let row = found.rows[4];
            for (across, top) in row.across.into_iter().zip(row.top) {
                let wanted = 401.0 + lean * across * 1100.0;
                assert!((top * 1000.0 - wanted).abs() < 3.0, "{lean}: {row:?}");
            }
        }
    }

    /// Taken for the line of a row, it would make two rows of one.
    #[test]
    fn a_stroke_through_a_row_is_no_line() {
        let found = rows(page((1100, 1000), |x, y| {
            let is_stroke = (150.0..950.0).contains(&x) && (y - 378.0 + x * 0.01).abs() < 1.5;
            is_stroke || table(x, y, 0.0, |_| true)
        }));
        let wanted = (0..12).map(|row| match row {
            3 => RowMark::StruckOut,
            _ => RowMark::Filled,
        });
        assert_eq!(marks(&found), wanted.collect::<Vec<_>>());
    }

    /// A line that is hidden, as in a fold, leaves two rows that are not sure.
    #[test]
    fn a_line_that_is_not_seen_is_put_in() {
        let found = rows(page((1100, 1000), |x, y| {
            !(490.0..515.0).contains(&y) && table(x, y, 0.0, |_| true)
        }));
        assert_eq!(marks(&found), [RowMark::Filled; 12]);
        let unsure = found.rows.iter().map(|row| !row.sure);
        let wanted = (0..12).map(|row| row == 5 || row == 6);
        assert_eq!(unsure.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
    }

    /// Lines of writing over the whole width are those of a letter.
    #[test]
    fn a_letter_has_no_rows() {
        let found = rows(page((1100, 1000), |x, y| {
            let line = ((y - 200.0) / 40.0).round();
            let inside = (0.0..15.0).contains(&line) && (100.0..1000.0).contains(&x);
            let is_word = (x + line * 53.0) % 131.0 < 110.0;
            let off = y - 200.0 - 40.0 * line;
            inside && is_word && off.abs() < 9.0 && (x + off * 0.4) % 11.0 < 2.5
        }));
        assert_eq!(found, FoundRows::default());
    }

    #[test]
    fn a_picture_of_any_size_gets_an_answer() {
        for (width, height) in [(0, 0), (1, 1), (3, 2000), (2000, 3), (40, 40), (700, 90)] {
            let found = rows(page((width, height), |x, y| {
                (x * 7.0 + y * 13.0) % 17.0 < 4.0
            }));
            assert!(found.are_possible(), "{width} x {height}");
            let dark = rows(page((width, height), |_, _| true));
            assert_eq!(dark, FoundRows::default(), "{width} x {height}");
        }
    }
}
