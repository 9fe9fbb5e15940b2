//! The table of exhibits: laid out first, because its own length moves every page, then drawn.

use std::ops::Range;
use std::sync::Arc;

use expediente_model::Catalogue;

use super::{Align, Area, Canvas, MARGIN};
use crate::fonts::{Face, Fonts};
use crate::label::ExhibitLabel;

const TITLE: f64 = 11.5;
const SMALL: f64 = 10.0;
const LEADING: f64 = 14.5;
const GAP: f64 = 8.0;

/// What the table says of one exhibit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// Its place among the exhibits that have pages.
    pub exhibit: usize,
    pub label: ExhibitLabel,
    pub group: Option<String>,
    pub title: Arc<str>,
    pub particulars: Arc<str>,
    /// Its date, where dates have a column.
    pub date: String,
    pub pages: String,
    /// What stands instead of its pages in another volume than its own.
    pub elsewhere: String,
}

/// Where the rows stand.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct TableLayout {
    pub pages: Vec<TablePage>,
    pub columns: Columns,
}

/// How wide the columns are, in points, with the space beside them; the text has what is left.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(crate) struct Columns {
    label: f64,
    /// None where dates have no column.
    date: Option<f64>,
    pages: f64,
}

impl Columns {
    /// As wide as their widest row or their head.
    pub fn of(fonts: &Fonts, rows: &[Row], texts: &Catalogue, dated: bool) -> Self {
        let widest = |face, of: fn(&Row) -> &str| {
            rows.iter()
                .map(|row| fonts.width(face, TITLE, of(row)))
                .fold(0.0, f64::max)
        };
        let head = |key| fonts.width(Face::SmallCaps, SMALL, texts.text(key));
        Self {
            label: widest(Face::Bold, |row| row.label.as_str()).max(head("dossier.table.label"))
                + 16.0,
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

/// A row, or the heading of a group, in its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlacedRow {
    /// The row; a group heading stands above the row of this index.
    pub row: usize,
    pub heading: bool,
    pub lines: Lines,
    /// Baseline of its first line.
    pub top: f64,
    pub area: Area,
}

/// How wide the lines of a row may be, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Widths {
    title: f64,
    particulars: f64,
}

/// A row's texts, broken into lines. Cheap to clone: they are kept from one plan to the next.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lines {
    pub title: Arc<[String]>,
    pub particulars: Arc<[String]>,
}

impl Lines {
    /// Breaks them.
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

/// Breaks the rows into lines and pages. `lines` gives those of a row that are known already.
pub(crate) fn lay_out(
    fonts: &Fonts,
    (width, height): (f64, f64),
    columns: Columns,
    rows: &[Row],
    lines: impl Fn(usize, Widths) -> Option<Lines>,
) -> TableLayout {
    let text_width =
        width - 2.0 * MARGIN - columns.label - columns.pages - columns.date.unwrap_or(0.0);
    let below_pages = if columns.date.is_some() {
        0.0
    } else {
        columns.pages
    };
    let widths = Widths {
        title: text_width - 12.0,
        particulars: text_width + below_pages,
    };
    let bottom = MARGIN + 4.0;
    let first_top = height - MARGIN - 78.0;
    let next_top = height - MARGIN - 46.0;
    let mut pages = vec![TablePage::default()];
    let mut top = first_top;
    let mut group: Option<&str> = None;
    for (index, row) in rows.iter().enumerate() {
        let lines = lines(index, widths)
            .unwrap_or_else(|| Lines::of(fonts, widths, &row.title, &row.particulars));
        let block =
            LEADING * lines.title.len() as f64 + (LEADING - 1.5) * lines.particulars.len() as f64;
        let heading = row.group.as_deref().filter(|name| group != Some(*name));
        let heading_lines =
            heading.map(|name| fonts.wrap(Face::SmallCaps, 12.0, name, width - 2.0 * MARGIN));
        let heading_height = heading_lines
            .as_ref()
            .map_or(0.0, |lines| 17.0 * lines.len() as f64 + 8.0);
        let fresh = pages.last().is_none_or(|page| page.lines.is_empty());
        // A heading stays with its first row, and a row with all of its lines. A row taller than a page starts its own.
        if top - block - heading_height < bottom && !fresh {
            pages.push(TablePage::default());
            top = next_top;
        }
        let Some(page) = pages.last_mut() else {
            continue;
        };
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
            lines,
            top,
            area,
        });
        top -= block + GAP;
    }
    TableLayout { pages, columns }
}

/// Draws one page of the table. `here` are the rows whose exhibits stand in the same file; the pages of the others are said with
/// their volume.
pub(crate) fn draw_table(
    canvas: &mut Canvas,
    layout: &TableLayout,
    at: usize,
    rows: &[Row],
    here: &Range<usize>,
    texts: &Catalogue,
) {
    let (width, height) = (canvas.width, canvas.height);
    let right = width - MARGIN;
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
    let text_left = MARGIN + layout.columns.label;
    canvas.text(
        Face::SmallCaps,
        SMALL,
        Align::Left,
        (MARGIN, top),
        texts.text("dossier.table.label"),
    );
    canvas.text(
        Face::SmallCaps,
        SMALL,
        Align::Left,
        (text_left, top),
        texts.text("dossier.table.description"),
    );
    let date_left = layout
        .columns
        .date
        .map(|date| right - layout.columns.pages - date + 12.0);
    if let Some(left) = date_left {
        canvas.text(
            Face::SmallCaps,
            SMALL,
            Align::Left,
            (left, top),
            texts.text("dossier.table.date"),
        );
    }
    canvas.text(
        Face::SmallCaps,
        SMALL,
        Align::Right,
        (right, top),
        texts.text("dossier.table.pages"),
    );
    canvas.rule((MARGIN, top - 6.0), (right, top - 6.0), 0.6);
    let Some(page) = layout.pages.get(at) else {
        return;
    };
    for placed in &page.lines {
        let Some(row) = rows.get(placed.row) else {
            continue;
        };
        if placed.heading {
            canvas.lines(
                Face::SmallCaps,
                12.0,
                Align::Left,
                (MARGIN, placed.top),
                17.0,
                &placed.lines.title,
            );
            continue;
        }
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
            (text_left, placed.top),
            LEADING,
            &placed.lines.title,
        );
        // The leader and the pages stand on the last line of the title, where the eye is.
        let baseline = below + LEADING;
        let last = placed.lines.title.last().map_or("", String::as_str);
        let from = text_left + canvas.fonts().width(Face::Regular, TITLE, last) + 4.0;
        let said = if here.contains(&placed.row) {
            &row.pages
        } else {
            &row.elsewhere
        };
        let pages = canvas.fonts().width(Face::Regular, TITLE, said);
        match date_left.filter(|_| !row.date.is_empty()) {
            Some(left) => {
                canvas.leader(from, left - 5.0, baseline, TITLE);
                canvas.text(
                    Face::Regular,
                    TITLE,
                    Align::Left,
                    (left, baseline),
                    &row.date,
                );
                let after = left + canvas.fonts().width(Face::Regular, TITLE, &row.date);
                canvas.leader(after + 5.0, right - pages - 5.0, baseline, TITLE);
            }
            None => canvas.leader(from, right - pages - 5.0, baseline, TITLE),
        }
        canvas.text(Face::Regular, TITLE, Align::Right, (right, baseline), said);
        canvas.lines(
            Face::Italic,
            SMALL,
            Align::Left,
            (text_left, below + 1.0),
            LEADING - 1.5,
            &placed.lines.particulars,
        );
    }
}
