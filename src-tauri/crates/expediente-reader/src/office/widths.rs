//! How wide the sheets of a spreadsheet are, and how wide their paper.

use std::collections::BTreeMap;

use crate::office::xml::Element;

/// Columns of a sheet that are counted.
const COLUMNS: usize = 1_024;

/// Points across of the paper where a spreadsheet names none, and of its margins.
const PAPER: f64 = 612.0;
const MARGIN: f64 = 57.0;

/// What is known of widths, in points, as far as the file was read.
#[derive(Default)]
pub(crate) struct Widths {
    style: String,
    layout: String,
    /// Widths of columns by their styles; masters of tables by theirs; layouts of masters; what
    /// layouts leave for columns.
    columns: BTreeMap<String, f64>,
    masters: BTreeMap<String, String>,
    layouts: BTreeMap<String, String>,
    rooms: BTreeMap<String, f64>,
    table: Option<Table>,
}

struct Table {
    name: String,
    style: String,
    columns: Vec<f64>,
    /// The column of the next cell, and the last one that has something.
    at: usize,
    used: usize,
}

impl Widths {
    /// Notes what an element says.
    pub(crate) fn open(&mut self, element: &Element) {
        let text = |name: &str| element.get(name).map_or("", |value| value).to_owned();
        let repeated = || {
            let count = element.get("number-columns-repeated");
            count
                .and_then(|count| count.parse().ok())
                .map_or(1, |count: usize| count.min(COLUMNS))
        };
        match element.name.as_str() {
            "style:style" => {
                self.style = text("name");
                self.masters.insert(text("name"), text("master-page-name"));
            }
            "style:table-column-properties" => {
                if let Some(width) = element.get("column-width").and_then(points) {
                    self.columns.insert(self.style.clone(), width);
                }
            }
            "style:page-layout" => self.layout = text("name"),
            "style:page-layout-properties" => {
                let length = |name: &str| element.get(name).and_then(points);
                let margin = |name: &str| length(name).or(length("margin")).map_or(MARGIN, |m| m);
                let paper = length("page-width").map_or(PAPER, |width| width);
                let room = paper - margin("margin-left") - margin("margin-right");
                self.rooms.insert(self.layout.clone(), room);
            }
            "style:master-page" => {
                self.layouts.insert(text("name"), text("page-layout-name"));
            }
            "table:table" => {
                self.table = Some(Table {
                    name: text("name"),
                    style: text("style-name"),
                    columns: Vec::new(),
                    at: 0,
                    used: 0,
                });
            }
            "table:table-column" => {
                let is_shown = element.get("visibility").is_none_or(|how| how == "visible");
                let width = self.columns.get(&text("style-name")).copied();
                if let Some(table) = &mut self.table {
                    let room = COLUMNS.saturating_sub(table.columns.len());
                    let width = match width {
                        Some(width) if is_shown => width,
                        _ => 0.0,
                    };
                    table
                        .columns
                        .extend(std::iter::repeat_n(width, repeated().min(room)));
                }
            }
            "table:table-row" => {
                if let Some(table) = &mut self.table {
                    table.at = 0;
                }
            }
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(table) = &mut self.table {
                    let next = table.at + repeated();
                    if element.get("value-type").is_some() {
                        table.used = table.used.max(next);
                    }
                    table.at = next;
                }
            }
            _ => {}
        }
    }

    /// At the end of a table: its name and how many percent of its width fit, if not all do.
    pub(crate) fn close_table(&mut self) -> Option<(String, u32)> {
        let table = self.table.take()?;
        let width: f64 = table.columns.iter().take(table.used).sum();
        let master = self.masters.get(&table.style);
        let layout = master.and_then(|master| self.layouts.get(master));
        let room = layout.and_then(|layout| self.rooms.get(layout)).copied();
        let room = room.map_or(PAPER - 2.0 * MARGIN, |room| room);
        // A few points more are the borders.
        if width <= room + 3.0 || room <= 0.0 {
            return None;
        }
        // Between 0 and 100.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let percent = (room / width * 100.0).floor() as u32;
        Some((table.name, percent.max(1)))
    }
}

/// A length in points.
fn points(length: &str) -> Option<f64> {
    let at = length.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = length.split_at_checked(at)?;
    let number: f64 = number.parse().ok()?;
    let one = match unit {
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "pt" => 1.0,
        "pc" => 12.0,
        _ => return None,
    };
    Some(number * one)
}
