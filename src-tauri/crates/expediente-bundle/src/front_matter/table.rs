//! The table of exhibits. It is laid out before it is drawn, because its length moves every page.

use std::ops::Range;
use std::sync::Arc;

use expediente_model::Catalogue;

use crate::court::exhibit_label::ExhibitLabel;
use crate::error::BundleError;
use crate::front_matter::area::{Area, MARGIN};
use crate::front_matter::canvas::{Align, Canvas};
use crate::front_matter::fonts::{Face, Fonts};

const TITLE: f64 = 11.5;
const SMALL: f64 = 10.0;
const LEADING: f64 = 14.5;
const GAP: f64 = 8.0;
/// Where the table would need another page for one row.
const CLOSER_GAP: f64 = 5.0;

/// The words of one exhibit's row.
///
/// Its `Debug` text is part of a file's identity; see [`PlannedPage`].
///
/// [`PlannedPage`]: crate::plan::bundle_plan::PlannedPage
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// The index of its exhibit among those that have pages.
    pub exhibit: usize,
    pub label: ExhibitLabel,
    pub group: Option<String>,
    pub title: Arc<str>,
    pub particulars: Arc<str>,
    /// The date, where dates have a column.
    pub date: String,
    pub pages: String,
    /// Replaces the pages in every volume but the row's own.
    pub elsewhere: String,
}

/// Positions of all rows, page by page.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct TableLayout {
    pub pages: Vec<TablePage>,
    pub columns: Columns,
}

/// Widths of the columns in points, including the space beside them. The text takes the rest.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(crate) struct Columns {
    label: f64,
    /// None where the table has no dates.
    date: Option<f64>,
    pages: f64,
}

impl Columns {
    /// Makes each column as wide as its widest row or its heading. `word` is the court's word for
    /// an exhibit.
    pub fn of(fonts: &Fonts, rows: &[Row], texts: &Catalogue, dated: bool, word: &str) -> Self {
        let widest = |face, of: fn(&Row) -> &str| {
            rows.iter()
                .map(|row| fonts.width(face, TITLE, of(row)))
                .fold(0.0, f64::max)
        };
        let wide = |text| fonts.width(Face::SmallCaps, SMALL, text);
        let head = |key| wide(texts.text(key));
        Self {
            label: widest(Face::Bold, |row| row.label.as_str()).max(wide(word)) + 16.0,
            date: dated.then(|| {
                widest(Face::Regular, |row| &row.date).max(head("dossier.table.date")) + 16.0
            }),
            pages: widest(Face::Regular, |row| &row.pages)
                .max(widest(Face::Regular, |row| &row.elsewhere))
                .max(head("dossier.table.pages"))
                + 14.0,
        }
    }
}

/// One page of the table.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct TablePage {
    pub lines: Vec<PlacedRow>,
}

impl TablePage {
    /// Whether it has a single row, under a heading or not.
    fn is_one_row(&self) -> bool {
        self.lines.iter().filter(|placed| !placed.heading).count() == 1
    }
}

/// A row, or the heading of a group, in its position.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlacedRow {
    /// The index of the row; for a heading, of the row below it.
    pub row: usize,
    pub heading: bool,
    pub lines: Lines,
    /// The baseline of its first line.
    pub top: f64,
    pub area: Area,
}

/// The largest widths of a row's lines, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Widths {
    title: f64,
    particulars: f64,
}

/// A row's texts, broken into lines. Cheap to clone, because the layout cache keeps them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lines {
    pub title: Arc<[String]>,
    pub particulars: Arc<[String]>,
}

impl Lines {
    /// Breaks a title and its particulars into lines.
    pub fn of(fonts: &Fonts, widths: Widths, title: &str, particulars: &str) -> Self {
        let title = fonts.wrap(Face::Regular, TITLE, title, widths.title).into();
        let particulars = if particulars.is_empty() {
            Arc::default()
        } else {
            fonts
                .wrap(Face::Italic, SMALL, particulars, widths.particulars)
                .into()
        };
        Self { title, particulars }
    }
}

/// Breaks the rows into lines and pages. `lines` returns the lines of a row that are known already.
///
/// No row is left alone on the last page: the rows are set closer, if the table then has a page
/// less, or one more row goes over with it.
pub(crate) fn lay_out(
    fonts: &Fonts,
    (width, height): (f64, f64),
    columns: Columns,
    rows: &[Row],
    lines: impl Fn(&Row, Widths) -> Option<Lines>,
) -> TableLayout {
    // Particulars run on below the pages, but not below a column of dates.
    let (date_width, below_pages) = match columns.date {
        Some(date) => (date, 0.0),
        None => (0.0, columns.pages),
    };
    let text_width = width - 2.0 * MARGIN - columns.label - columns.pages - date_width;
    let widths = Widths {
        title: text_width - 12.0,
        particulars: text_width + below_pages,
    };
    let broken: Vec<Lines> = rows
        .iter()
        .map(|row| {
            lines(row, widths)
                .unwrap_or_else(|| Lines::of(fonts, widths, &row.title, &row.particulars))
        })
        .collect();
    let pages = |gap, over| {
        let spacing = Spacing { gap, over };
        paginate(fonts, (width, height), rows, &broken, spacing)
    };
    let usual = pages(GAP, None);
    let alone = usual.len() > 1 && usual.last().is_some_and(TablePage::is_one_row);
    if !alone {
        return TableLayout {
            pages: usual,
            columns,
        };
    }
    let closer = pages(CLOSER_GAP, None);
    let pages = if closer.len() < usual.len() {
        closer
    } else {
        pages(GAP, rows.len().checked_sub(2))
    };
    TableLayout { pages, columns }
}

/// How rows are set below each other.
#[derive(Clone, Copy)]
struct Spacing {
    /// The space between two rows, in points.
    gap: f64,
    /// A row that begins a page, whether or not there is room before it.
    over: Option<usize>,
}

/// Breaks rows whose lines are known into pages.
fn paginate(
    fonts: &Fonts,
    (width, height): (f64, f64),
    rows: &[Row],
    broken: &[Lines],
    spacing: Spacing,
) -> Vec<TablePage> {
    let bottom = MARGIN + 4.0;
    let first_top = height - MARGIN - 78.0;
    let next_top = height - MARGIN - 46.0;
    let mut pages = Vec::new();
    let mut page = TablePage::default();
    let mut top = first_top;
    let mut group: Option<&str> = None;
    for (index, (row, lines)) in rows.iter().zip(broken).enumerate() {
        let block =
            LEADING * lines.title.len() as f64 + (LEADING - 1.5) * lines.particulars.len() as f64;
        let heading = row.group.as_deref().filter(|name| group != Some(*name));
        let heading_lines =
            heading.map(|name| fonts.wrap(Face::SmallCaps, 12.0, name, width - 2.0 * MARGIN));
        let heading_height = heading_lines
            .as_ref()
            .map_or(0.0, |lines| 17.0 * lines.len() as f64 + 8.0);
        // A heading stays with its first row, and the lines of a row stay together. A row taller
        // than a page starts a page of its own.
        let is_full = top - block - heading_height < bottom || spacing.over == Some(index);
        if is_full && !page.lines.is_empty() {
            pages.push(std::mem::take(&mut page));
            top = next_top;
        }
        if let Some(heading) = heading_lines {
            top -= 4.0;
            let height = 17.0 * heading.len() as f64;
            let area = Area {
                left: MARGIN,
                bottom: top - height,
                width: width - 2.0 * MARGIN,
                height,
            };
            let lines = Lines {
                title: heading.into(),
                particulars: Arc::default(),
            };
            page.lines.push(PlacedRow {
                row: index,
                heading: true,
                lines,
                top,
                area,
            });
            top -= height + 4.0;
        }
        group = row.group.as_deref();
        let area = Area {
            left: MARGIN,
            bottom: top - block + LEADING - 4.0,
            width: width - 2.0 * MARGIN,
            height: block - 1.0,
        };
        page.lines.push(PlacedRow {
            row: index,
            heading: false,
            lines: lines.clone(),
            top,
            area,
        });
        top -= block + spacing.gap;
    }
    pages.push(page);
    pages
}

/// Draws one page of the table. `here` are the rows whose exhibits are in the same volume; rows of
/// other volumes show their volume beside their page.
///
/// # Errors
/// When the layout does not have the page, or names a row that does not exist.
pub(crate) fn draw_table(
    canvas: &mut Canvas,
    layout: &TableLayout,
    at: usize,
    rows: &[Row],
    here: &Range<usize>,
    texts: &Catalogue,
    word: &str,
) -> Result<(), BundleError> {
    let page = layout
        .pages
        .get(at)
        .ok_or(BundleError::Bug("the table has fewer pages than the plan"))?;
    let right = canvas.width - MARGIN;
    let edges = Edges {
        text: MARGIN + layout.columns.label,
        date: layout
            .columns
            .date
            .map(|date| right - layout.columns.pages - date + 12.0),
        right,
    };
    draw_head(canvas, at, edges, texts, word);
    for placed in &page.lines {
        let row = rows.get(placed.row).ok_or(BundleError::Bug(
            "the table places a row that it does not have",
        ))?;
        if placed.heading {
            canvas.lines(
                Face::SmallCaps,
                12.0,
                Align::Left,
                (MARGIN, placed.top),
                17.0,
                &placed.lines.title,
            );
        } else {
            let pages = if here.contains(&placed.row) {
                &row.pages
            } else {
                &row.elsewhere
            };
            draw_row(canvas, row, placed, pages, edges);
        }
    }
    Ok(())
}

/// The edges of the columns.
#[derive(Clone, Copy)]
struct Edges {
    /// The left edge of the titles.
    text: f64,
    /// The left edge of the dates; none where the table has none.
    date: Option<f64>,
    /// The right edge of the pages.
    right: f64,
}

/// Draws the title of the table, or that it continues, and the headings of the columns.
fn draw_head(canvas: &mut Canvas, at: usize, edges: Edges, texts: &Catalogue, word: &str) {
    let (width, height) = (canvas.width, canvas.height);
    let mut top = height - MARGIN;
    if at == 0 {
        canvas.text(
            Face::SmallCaps,
            17.0,
            Align::Center,
            (width / 2.0, top - 6.0),
            texts.text("dossier.table.title"),
        );
        top -= 46.0;
    } else {
        let title = format!(
            "{} {}",
            texts.text("dossier.table.title"),
            texts.text("dossier.table.continued")
        );
        canvas.text(
            Face::SmallCaps,
            SMALL,
            Align::Center,
            (width / 2.0, top),
            &title,
        );
        top -= 20.0;
    }
    canvas.text(Face::SmallCaps, SMALL, Align::Left, (MARGIN, top), word);
    let mut head = |align, x, key| {
        canvas.text(Face::SmallCaps, SMALL, align, (x, top), texts.text(key));
    };
    head(Align::Left, edges.text, "dossier.table.description");
    if let Some(left) = edges.date {
        head(Align::Left, left, "dossier.table.date");
    }
    head(Align::Right, edges.right, "dossier.table.pages");
    canvas.rule((MARGIN, top - 6.0), (edges.right, top - 6.0), 0.6);
}

/// Draws a row. `pages` are its printed pages, or its volume.
fn draw_row(canvas: &mut Canvas, row: &Row, placed: &PlacedRow, pages: &str, edges: Edges) {
    let regular = |canvas: &Canvas, text: &str| canvas.fonts().width(Face::Regular, TITLE, text);
    canvas.text(
        Face::Bold,
        TITLE,
        Align::Left,
        (MARGIN, placed.top),
        row.label.as_str(),
    );
    let below = canvas.lines(
        Face::Regular,
        TITLE,
        Align::Left,
        (edges.text, placed.top),
        LEADING,
        &placed.lines.title,
    );
    // The leader and the pages go on the last line of the title, where the eye is.
    let baseline = below + LEADING;
    let last = placed.lines.title.last().map_or("", String::as_str);
    let from = edges.text + regular(canvas, last) + 4.0;
    let to = edges.right - regular(canvas, pages) - 5.0;
    match edges.date {
        Some(left) if !row.date.is_empty() => {
            canvas.leader(from, left - 5.0, baseline, TITLE);
            canvas.text(
                Face::Regular,
                TITLE,
                Align::Left,
                (left, baseline),
                &row.date,
            );
            let after = left + regular(canvas, &row.date);
            canvas.leader(after + 5.0, to, baseline, TITLE);
        }
        _ => canvas.leader(from, to, baseline, TITLE),
    }
    let end = (edges.right, baseline);
    canvas.text(Face::Regular, TITLE, Align::Right, end, pages);
    canvas.lines(
        Face::Italic,
        SMALL,
        Align::Left,
        (edges.text, below + 1.0),
        LEADING - 1.5,
        &placed.lines.particulars,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! face {
        ($name:literal) => {
            include_bytes!(concat!(
                "../../../../../assets/fonts/ExpedienteSerif-",
                $name,
                ".ttf"
            ))
            .to_vec()
        };
    }

    fn rows_by_page(fonts: &Fonts, count: usize) -> Vec<usize> {
        let row = |at: usize| Row {
            exhibit: at,
            label: ExhibitLabel::letters(at),
            group: None,
            title: Arc::from("Carta"),
            particulars: Arc::from(""),
            date: String::new(),
            pages: "1".to_owned(),
            elsewhere: "1".to_owned(),
        };
        let rows: Vec<Row> = (0..count).map(row).collect();
        let columns = Columns {
            label: 40.0,
            date: None,
            pages: 40.0,
        };
        let layout = lay_out(fonts, (612.0, 792.0), columns, &rows, |_, _| None);
        layout.pages.iter().map(|page| page.lines.len()).collect()
    }

    fn fonts() -> Fonts {
        Fonts::new([
            face!("Regular"),
            face!("Bold"),
            face!("Italic"),
            face!("SmallCaps"),
        ])
        .unwrap()
    }

    /// A line that ends with the mark between two particulars looks as if something were missing.
    #[test]
    fn no_line_ends_with_a_mark() {
        let text = "Office of the Mayor · January 14, 2026 · in Spanish";
        let fonts = fonts();
        for width in 60..400 {
            let lines = fonts.wrap(Face::Italic, 12.0, text, f64::from(width));
            assert!(lines.iter().all(|line| !line.ends_with('·')), "{lines:?}");
            let words = |text: &str| text.replace([' ', '·'], "");
            assert_eq!(words(&lines.concat()), words(text));
        }
    }

    /// A table of one row more than a page holds had that row alone on a second page.
    #[test]
    fn no_row_is_alone_on_the_last_page() {
        let fonts = fonts();
        let whole = (1..).take_while(|count| rows_by_page(&fonts, *count).len() == 1);
        let whole = whole.last().unwrap();
        for count in whole.saturating_sub(3)..3 * whole {
            let pages = rows_by_page(&fonts, count);
            assert_eq!(pages.iter().sum::<usize>(), count);
            assert!(pages.last() > Some(&1), "{count} rows: {pages:?}");
        }
    }
}
