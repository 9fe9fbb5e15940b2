//! A title, texts and tables, set on as many pages as they need.

use crate::error::BundleError;
use crate::front_matter::area::MARGIN;
use crate::front_matter::canvas::{Align, Canvas};
use crate::front_matter::fonts::{Face, Fonts};
use crate::front_matter::lists::list_table::{Column, ListTable, SMALL, columns};
use crate::front_matter::save::save;

const TITLE: f64 = 17.0;
const BIG: f64 = 26.0;
const HEADING: f64 = 12.0;
const TEXT: f64 = 11.0;
const LEADING: f64 = 14.5;
const ROW_LEADING: f64 = 12.5;
const ROW_GAP: f64 = 3.5;
/// Room below the last line for page numbers and stamps.
const FOOT: f64 = 36.0;

/// What a list says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Its title, over the first page.
    pub title: String,
    /// A line under the title.
    pub subtitle: String,
    /// What follows, in order.
    pub parts: Vec<ListPart>,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListPart {
    /// A large line, such as a sum.
    Big(String),
    /// A heading; it stays with what follows.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A table.
    Table(ListTable),
}

/// A page of a list, laid out.
///
/// Its `Debug` text is part of a file's identity; see [`PlannedPage`].
///
/// [`PlannedPage`]: crate::plan::bundle_plan::PlannedPage
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ListingPage {
    pub texts: Vec<PlacedText>,
    /// Rules, each by its height, ends and thickness.
    pub rules: Vec<(f64, f64, f64, f64)>,
}

impl ListingPage {
    fn scale(&mut self, scale: f64) {
        for text in &mut self.texts {
            text.size *= scale;
            text.at = (text.at.0 * scale, text.at.1 * scale);
        }
        for (y, from, to, _) in &mut self.rules {
            (*y, *from, *to) = (*y * scale, *from * scale, *to * scale);
        }
    }
}

/// A line of text in its position.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlacedText {
    pub face: Face,
    pub size: f64,
    pub align: Align,
    pub at: (f64, f64),
    pub text: String,
}

/// Lays a list out on pages of a size.
pub(crate) fn lay_out(fonts: &Fonts, size: (f64, f64), listing: &Listing) -> Vec<ListingPage> {
    let mut setter = Setter {
        fonts,
        size,
        done: Vec::new(),
        page: ListingPage::default(),
        y: size.1 - MARGIN - 6.0,
    };
    let width = size.0 - 2.0 * MARGIN;
    let middle = size.0 / 2.0;
    let title = fonts.wrap(Face::SmallCaps, TITLE, &listing.title, width);
    setter.lines(Face::SmallCaps, TITLE, Align::Center, middle, 21.0, &title);
    let subtitle = fonts.wrap(Face::Italic, TEXT, &listing.subtitle, width);
    setter.lines(
        Face::Italic,
        TEXT,
        Align::Center,
        middle,
        LEADING,
        &subtitle,
    );
    setter.y -= 12.0;
    for (at, part) in listing.parts.iter().enumerate() {
        match part {
            ListPart::Big(text) => {
                setter.y -= 14.0;
                let lines = fonts.wrap(Face::Regular, BIG, text, width);
                setter.lines(Face::Regular, BIG, Align::Center, middle, 32.0, &lines);
                setter.y += 6.0;
            }
            ListPart::Heading(text) => {
                setter.y -= 8.0;
                let after = match listing.parts.get(at + 1) {
                    Some(ListPart::Table(table)) => setter.least_height(table, width),
                    _ => 2.0 * LEADING,
                };
                setter.room(HEADING + LEADING + after);
                let lines = fonts.wrap(Face::SmallCaps, HEADING, text, width);
                setter.lines(
                    Face::SmallCaps,
                    HEADING,
                    Align::Left,
                    MARGIN,
                    LEADING,
                    &lines,
                );
                setter.y -= 3.0;
            }
            ListPart::Text(text) => {
                let lines = fonts.wrap(Face::Regular, TEXT, text, width);
                setter.lines(Face::Regular, TEXT, Align::Left, MARGIN, LEADING, &lines);
                setter.y -= 5.0;
            }
            ListPart::Table(table) => setter.table(table, width),
        }
    }
    setter.done.push(setter.page);
    setter.done
}

/// Draws a page of a list.
pub(crate) fn draw_listing(canvas: &mut Canvas, page: &ListingPage) {
    for text in &page.texts {
        canvas.text(text.face, text.size, text.align, text.at, &text.text);
    }
    for (y, from, to, thickness) in &page.rules {
        canvas.rule((*from, *y), (*to, *y), *thickness);
    }
}

/// Scales at which a list is tried on one page. Smaller ones are hard to read.
const SCALES: [f64; 4] = [1.0, 0.92, 0.85, 0.78];

/// A list as a PDF of its own: a little smaller where it then has one page. `size` is width and
/// height in points.
///
/// # Errors
/// When a font of the program cannot be read.
pub fn list_file(
    fonts: &Fonts,
    size: (f64, f64),
    listing: &Listing,
) -> Result<Vec<u8>, BundleError> {
    let at_scale = |scale: f64| {
        let mut pages = lay_out(fonts, (size.0 / scale, size.1 / scale), listing);
        for page in &mut pages {
            page.scale(scale);
        }
        pages
    };
    let mut alone = SCALES.into_iter().map(at_scale);
    let pages = match alone.find(|pages| pages.len() == 1) {
        Some(page) => page,
        None => at_scale(1.0),
    };
    let drawn = pages.iter().map(|page| {
        let mut canvas = Canvas::new(fonts, size);
        draw_listing(&mut canvas, page);
        canvas.finish()
    });
    save(fonts, drawn.collect())
}

struct Setter<'a> {
    fonts: &'a Fonts,
    size: (f64, f64),
    done: Vec<ListingPage>,
    page: ListingPage,
    /// The next baseline.
    y: f64,
}

impl Setter<'_> {
    /// Begins a page where this much room is not left.
    fn room(&mut self, height: f64) -> bool {
        if self.y - height >= MARGIN + FOOT || self.page.texts.is_empty() {
            return false;
        }
        self.done.push(std::mem::take(&mut self.page));
        self.y = self.size.1 - MARGIN - 6.0;
        true
    }

    fn put(&mut self, face: Face, size: f64, align: Align, at: (f64, f64), text: &str) {
        if text.is_empty() {
            return;
        }
        self.page.texts.push(PlacedText {
            face,
            size,
            align,
            at,
            text: text.to_owned(),
        });
    }

    fn lines(
        &mut self,
        face: Face,
        size: f64,
        align: Align,
        x: f64,
        leading: f64,
        lines: &[String],
    ) {
        for line in lines {
            self.room(leading);
            self.put(face, size, align, (x, self.y), line);
            self.y -= leading;
        }
    }

    /// The height of a table's heading with its first row.
    fn least_height(&self, table: &ListTable, width: f64) -> f64 {
        let columns = columns(self.fonts, table, width);
        let first = table.rows.first().map_or(&[][..], Vec::as_slice);
        2.0 * ROW_LEADING + self.row_height(first, &columns, Face::Regular)
    }

    fn row_height(&self, row: &[String], columns: &[Column], face: Face) -> f64 {
        let lines = row.iter().zip(columns).map(|(cell, column)| {
            let lines = self.fonts.wrap(face, SMALL, cell, column.width);
            lines.len()
        });
        ROW_LEADING * lines.fold(1, usize::max) as f64 + ROW_GAP
    }

    fn table(&mut self, table: &ListTable, width: f64) {
        let columns = columns(self.fonts, table, width);
        let least = self.least_height(table, width);
        self.room(least);
        self.head(table, &columns);
        let last = table.rows.len().saturating_sub(1);
        for (at, row) in table.rows.iter().enumerate() {
            if let [heading] = row.as_slice() {
                let next = table.rows.get(at + 1).map_or(&[][..], Vec::as_slice);
                let after = self.row_height(next, &columns, Face::Regular);
                if self.room(ROW_LEADING + ROW_GAP + after) {
                    self.head(table, &columns);
                }
                self.y -= ROW_GAP;
                self.put(
                    Face::SmallCaps,
                    TEXT,
                    Align::Left,
                    (MARGIN, self.y),
                    heading,
                );
                self.y -= ROW_LEADING + ROW_GAP;
                continue;
            }
            let is_sum = table.has_sum && at == last;
            let face = if is_sum { Face::Bold } else { Face::Regular };
            let height = self.row_height(row, &columns, face);
            if self.room(height) {
                self.head(table, &columns);
            }
            if is_sum {
                let y = self.y + SMALL + 1.0;
                let right = self.size.0 - MARGIN;
                self.page.rules.push((y, MARGIN, right, 0.4));
            }
            for (cell, column) in row.iter().zip(&columns) {
                let lines = self.fonts.wrap(face, SMALL, cell, column.width);
                for (down, line) in lines.iter().enumerate() {
                    let y = self.y - ROW_LEADING * down as f64;
                    self.put(face, SMALL, column.align, (column.x, y), line);
                }
            }
            self.y -= height;
        }
        self.y -= 6.0;
    }

    fn head(&mut self, table: &ListTable, columns: &[Column]) {
        let cells: Vec<Vec<String>> = table
            .head
            .iter()
            .zip(columns)
            .map(|(head, column)| {
                self.fonts
                    .wrap(Face::SmallCaps, SMALL, &head.name, column.width)
            })
            .collect();
        let tallest = cells.iter().map(Vec::len).fold(1, usize::max);
        // The headings end on one line.
        for (lines, column) in cells.iter().zip(columns) {
            for (down, line) in lines.iter().enumerate() {
                let down = tallest - lines.len() + down;
                let y = self.y - ROW_LEADING * down as f64;
                self.put(Face::SmallCaps, SMALL, column.align, (column.x, y), line);
            }
        }
        self.y -= ROW_LEADING * tallest as f64;
        let y = self.y + ROW_LEADING - 5.0;
        let right = self.size.0 - MARGIN;
        self.page.rules.push((y, MARGIN, right, 0.6));
        self.y -= 6.0;
    }
}
