//! Which cell of a spreadsheet is being read, and what its page does not show of it.

use crate::office::seen::Seen;
use crate::office::xml::Element;

/// Columns of a sheet that are told apart.
const COLUMNS: usize = 1_024;

/// Formulas whose values are compared, and letters of one.
const FORMULAS: usize = 20_000;
const LETTERS: usize = 200;

/// Cells that are told of each kind.
const TOLD: usize = 200;

/// A sheet as far as it was read.
pub(crate) struct Sheet {
    name: String,
    is_hidden: bool,
    hidden_columns: Vec<bool>,
    /// The row and the column of the next cell, from 0.
    row: usize,
    column: usize,
    is_row_hidden: bool,
    rows: usize,
    cell: Cell,
}

#[derive(Default)]
struct Cell {
    place: String,
    is_hidden: bool,
    /// Whether its formula has another value each time.
    is_volatile: bool,
    has_formula: bool,
    /// Its value, if it has one.
    value: Option<String>,
    words: String,
}

impl Sheet {
    pub(crate) fn new(name: &str, is_hidden: bool) -> Self {
        Self {
            name: name.to_owned(),
            is_hidden,
            hidden_columns: Vec::new(),
            row: 0,
            column: 0,
            is_row_hidden: false,
            rows: 1,
            cell: Cell::default(),
        }
    }

    pub(crate) fn column(&mut self, is_hidden: bool, element: &Element) {
        let room = COLUMNS.saturating_sub(self.hidden_columns.len());
        let count = repeated(element, "number-columns-repeated").min(room);
        self.hidden_columns
            .extend(std::iter::repeat_n(is_hidden, count));
    }

    pub(crate) fn row(&mut self, is_hidden: bool, element: &Element) {
        self.column = 0;
        self.is_row_hidden = is_hidden;
        self.rows = repeated(element, "number-rows-repeated");
    }

    pub(crate) fn end_row(&mut self) {
        self.row = self.row.saturating_add(self.rows);
    }

    /// A cell begins.
    pub(crate) fn cell(&mut self, element: &Element, seen: &mut Seen) {
        let place = format!("{}!{}{}", self.name, letters(self.column), self.row + 1);
        let is_column_hidden = self.hidden_columns.get(self.column) == Some(&true);
        let formula = element.get("formula").map_or("", |formula| formula);
        let values = [
            "string-value",
            "value",
            "date-value",
            "time-value",
            "boolean-value",
        ];
        let value = values.iter().find_map(|name| element.get(name));
        self.column = self
            .column
            .saturating_add(repeated(element, "number-columns-repeated"));
        self.cell = Cell {
            is_hidden: self.is_hidden || self.is_row_hidden || is_column_hidden,
            is_volatile: is_volatile(formula),
            value: value
                .filter(|value| !value.trim().is_empty())
                .map(str::to_owned),
            has_formula: !formula.is_empty(),
            words: String::new(),
            place,
        };
        seen.place.clone_from(&self.cell.place);
        if self.cell.is_volatile && !self.cell.is_hidden && seen.volatile.len() < TOLD {
            seen.volatile.push(self.cell.place.clone());
        }
    }

    /// Words of the cell; returns whether they should be on a page as they are.
    pub(crate) fn words(&mut self, text: &str) -> bool {
        if self.cell.words.len() < LETTERS {
            self.cell.words.push_str(text);
        }
        !self.cell.is_hidden && !self.cell.is_volatile
    }

    /// The cell ends: one with a value and without words is shown as nothing.
    pub(crate) fn end_cell(&mut self, seen: &mut Seen) {
        let cell = std::mem::take(&mut self.cell);
        let has_words = !cell.words.trim().is_empty();
        if cell.has_formula && !cell.is_volatile && seen.formulas.len() < FORMULAS {
            seen.formulas.push((cell.place.clone(), cell.words));
        }
        if let Some(value) = cell.value
            && !has_words
            && !cell.is_hidden
            && seen.hidden_values.len() < TOLD
        {
            seen.hidden_values.push(format!("{}: {value}", cell.place));
        }
    }
}

/// Whether a formula has another value at each opening.
fn is_volatile(formula: &str) -> bool {
    const NAMES: [&str; 5] = ["TODAY(", "NOW(", "RAND(", "RANDBETWEEN(", "RANDARRAY("];
    let formula = formula.to_uppercase();
    NAMES.iter().any(|name| {
        formula.match_indices(name).any(|(at, _)| {
            let before = formula
                .get(..at)
                .and_then(|before| before.chars().next_back());
            !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
        })
    })
}

fn repeated(element: &Element, name: &str) -> usize {
    let count = element.get(name).and_then(|count| count.parse().ok());
    count.map_or(1, |count: usize| count.max(1))
}

/// The name of a column: A, Z, AA.
fn letters(column: usize) -> String {
    let mut name = Vec::new();
    let mut left = column;
    loop {
        let digit = u8::try_from(left % 26).map_or(0, |digit| digit);
        name.push(char::from(b'A' + digit));
        if left < 26 {
            break;
        }
        left = left / 26 - 1;
    }
    name.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_formulas() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), name);
        }
        for (formula, volatile) in [
            ("of:=TODAY()", true),
            ("of:=1+now()", true),
            ("of:=IF(RAND()>0;1;2)", true),
            ("of:=BRAND(1)", false),
            ("of:=SUM([.A1:.A2])", false),
        ] {
            assert_eq!(is_volatile(formula), volatile, "{formula}");
        }
    }
}
