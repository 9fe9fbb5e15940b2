//! Tables: columns as wide as their longest cell, as far as the page allows.

use expediente_model::Finding;

use crate::typeset::faces::Face;
use crate::typeset::line_breaks::{Line, Styled, lines};
use crate::typeset::page_layout::{LEADING, Layout};

/// Points between columns.
const GAP: f64 = 10.0;

/// Points of the narrowest column that is still read.
const NARROWEST: f64 = 42.0;

impl Layout {
    /// Sets rows as a table with its first row in bold. Returns whether its columns fit; if they do
    /// not, nothing is set.
    ///
    /// # Errors
    /// When there are too many pages.
    pub(crate) fn table(&mut self, rows: &[Vec<String>], size: f64) -> Result<bool, Finding> {
        let columns = rows.iter().map(Vec::len).max().map_or(0, |most| most);
        if columns == 0 {
            return Ok(false);
        }
        let gaps = GAP * (columns as f64 - 1.0);
        let room = self.width() - gaps;
        if room < NARROWEST * columns as f64 {
            return Ok(false);
        }
        let mut widths = vec![NARROWEST / 2.0; columns];
        for (at, row) in rows.iter().enumerate() {
            let face = face_of(at);
            for (width, cell) in widths.iter_mut().zip(row) {
                let wide = self.faces.width(face, size, cell) + 1.0;
                *width = width.max(wide);
            }
        }
        fit(&mut widths, room);
        for (at, row) in rows.iter().enumerate() {
            let face = face_of(at);
            let mut cells: Vec<Vec<Line>> = Vec::with_capacity(columns);
            for (width, cell) in widths.iter().zip(row) {
                let mut set = Vec::new();
                for part in cell.lines() {
                    let parts = [Styled { face, text: part }];
                    set.extend(lines(&mut self.faces, &parts, size, *width, 0.0));
                }
                cells.push(set);
            }
            let height = cells
                .iter()
                .map(Vec::len)
                .max()
                .map_or(1, |most| most.max(1));
            // A row stays together where a page can hold it.
            if height < 20 {
                self.room(height as f64 * size * LEADING)?;
            }
            let mut cells: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
            for _ in 0..height {
                let mut x = 0.0;
                let mut beside = Vec::new();
                for (cell, width) in cells.iter_mut().zip(&widths) {
                    if let Some(line) = cell.next() {
                        beside.push((x, line));
                    }
                    x += width + GAP;
                }
                self.row(beside, size)?;
            }
            self.gap(1.5);
            self.rule();
            self.gap(2.5);
        }
        Ok(true)
    }
}

fn face_of(row: usize) -> Face {
    if row == 0 { Face::Bold } else { Face::Regular }
}

/// Takes from the widest columns until all fit.
fn fit(widths: &mut [f64], room: f64) {
    let total: f64 = widths.iter().sum();
    if total <= room {
        return;
    }
    // The highest width at which the columns, cut to it, fit.
    let mut sorted: Vec<f64> = widths.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut left = room;
    let mut rest = sorted.len();
    let mut cut = room;
    for width in sorted {
        let share = left / rest as f64;
        if width > share {
            cut = share;
            break;
        }
        left -= width;
        rest -= 1;
    }
    for width in widths {
        *width = width.min(cut);
    }
}
