//! The pages that are ours: cover, table of exhibits, slip sheets, photo sheets. Each says what it needs of the plan
//! and draws it on a [`Canvas`]; nothing here knows a file.

mod canvas;
mod cover;
mod photos;
mod save;
mod slip;
mod table;

pub(crate) use canvas::{Align, Canvas, font_id};
pub(crate) use cover::draw_cover;
pub(crate) use photos::{Cell, cells, draw_captions};
pub(crate) use save::save;
pub(crate) use slip::{Slip, draw_slip};
pub(crate) use table::{Columns, Lines, Row, TableLayout, TablePage, Widths, draw_table, lay_out};

/// A place on a page in points, from the bottom left.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(crate) struct Area {
    pub left: f64,
    pub bottom: f64,
    pub width: f64,
    pub height: f64,
}

/// The margin of our own pages: an inch.
pub(crate) const MARGIN: f64 = 72.0;
