//! Photo sheets: positions of the pictures and their captions. The assembler draws the pictures.

use crate::front_matter::area::Area;
use crate::front_matter::canvas::{Align, Canvas};
use crate::front_matter::fonts::{Face, Fonts};

const SIDE: f64 = 54.0;
const TOP: f64 = 54.0;
/// Keeps clear of the running page number.
const BOTTOM: f64 = 64.0;
const GUTTER: f64 = 22.0;
const CAPTION: f64 = 10.5;
const LEADING: f64 = 13.0;
/// Stands for the rest of a caption.
const CUT: char = '…';

/// A picture in its position, with its caption below.
///
/// Its `Debug` text is part of a file's identity; see [`PlannedPage`].
///
/// [`PlannedPage`]: crate::plan::bundle_plan::PlannedPage
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    /// The picture's area, upright and in its own proportions.
    pub picture: Area,
    pub caption: Vec<String>,
    pub particulars: Vec<String>,
}

impl Cell {
    /// Whether the caption is longer than what is printed of it.
    pub(crate) fn is_cut(&self) -> bool {
        self.caption.last().is_some_and(|line| line.ends_with(CUT))
    }
}

/// A picture to be placed.
pub(crate) struct Photo {
    /// Its upright size in pixels.
    pub size: (u32, u32),
    /// The length of its longer side in points, where it has a true size.
    pub true_side: Option<f64>,
    /// The caption printed below it.
    pub caption: String,
    /// Its date and place, printed below that.
    pub particulars: String,
}

/// Places pictures on a page of `size`; one of a true size is printed in it, if there is room.
/// One picture takes the whole page; two go one above the other, four two by two, six two across,
/// twelve three across.
pub(crate) fn cells(
    fonts: &Fonts,
    size: (f64, f64),
    per_page: usize,
    photos: &[Photo],
) -> Vec<Cell> {
    let (columns, rows) = match per_page {
        1 => (1, 1),
        2 => (1, 2),
        4 => (2, 2),
        6 => (2, 3),
        _ => (3, 4),
    };
    // A longer caption would leave no room for the picture; the outline has all of it.
    let most = if columns == 3 { 3 } else { 6 };
    let width = (size.0 - 2.0 * SIDE - GUTTER * (columns - 1) as f64) / columns as f64;
    let height = (size.1 - TOP - BOTTOM - GUTTER * (rows - 1) as f64) / rows as f64;
    let wrapped: Vec<(Vec<String>, Vec<String>)> = photos
        .iter()
        .map(|photo| {
            let wrap = |face, text: &str| match text {
                "" => Vec::new(),
                text => fonts.wrap(face, CAPTION, text, width),
            };
            let mut caption = wrap(Face::Regular, &photo.caption);
            if caption.len() > most {
                caption.truncate(most);
                if let Some(last) = caption.last_mut() {
                    last.push(CUT);
                }
            }
            (caption, wrap(Face::Italic, &photo.particulars))
        })
        .collect();
    let mut cells = Vec::with_capacity(photos.len());
    for (at, (photo, (caption, particulars))) in photos.iter().zip(wrapped).enumerate() {
        let (column, row) = (at % columns, at / columns);
        let lines = caption.len() + particulars.len();
        let below = if lines == 0 {
            0.0
        } else {
            LEADING * lines as f64 + 6.0
        };
        let room = (width, (height - below).max(36.0));
        let (across, down) = photo.size;
        let (across, down) = (f64::from(across.max(1)), f64::from(down.max(1)));
        let scale = (room.0 / across).min(room.1 / down);
        let scale = match photo.true_side {
            Some(side) => scale.min(side / across.max(down)),
            None => scale,
        };
        let (w, h) = (across * scale, down * scale);
        let left = SIDE + column as f64 * (width + GUTTER);
        let top = size.1 - TOP - row as f64 * (height + GUTTER);
        // Picture and caption are centered in their cell together, the caption close below.
        let lowered = (height - below - h).max(0.0) / 2.0;
        let picture = Area {
            left: left + (width - w) / 2.0,
            bottom: top - lowered - h,
            width: w,
            height: h,
        };
        cells.push(Cell {
            picture,
            caption,
            particulars,
        });
    }
    cells
}

/// Draws the captions.
pub(crate) fn draw_captions(canvas: &mut Canvas, cells: &[Cell]) {
    for cell in cells {
        let middle = cell.picture.left + cell.picture.width / 2.0;
        let y = cell.picture.bottom - 6.0 - LEADING + 3.0;
        let y = canvas.lines(
            Face::Regular,
            CAPTION,
            Align::Center,
            (middle, y),
            LEADING,
            &cell.caption,
        );
        canvas.lines(
            Face::Italic,
            CAPTION,
            Align::Center,
            (middle, y),
            LEADING,
            &cell.particulars,
        );
    }
}
