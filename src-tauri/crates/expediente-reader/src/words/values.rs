//! Tables of values (CSV, RFC 4180), as banks and spreadsheets write them.

use expediente_model::Finding;

use crate::typeset::faces::Face;
use crate::typeset::line_breaks::Styled;
use crate::typeset::page_layout::{Layout, Style};

/// Points of the letters.
const SIZE: f64 = 8.5;

/// Characters between values.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// The rows of a text whose name says that it is a table of values; none if it is not one.
pub(crate) fn rows(name: &str, text: &str) -> Option<Vec<Vec<String>>> {
    let lower = name.to_lowercase();
    if ![".csv", ".tsv"]
        .iter()
        .any(|ending| lower.ends_with(ending))
    {
        return None;
    }
    // Spreadsheets may say the separator in a first line.
    let (said, text) = match text.split_once(['\n', '\r']) {
        Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => {
            (first.chars().nth(4), rest.trim_start_matches('\n'))
        }
        _ => (None, text),
    };
    let candidates = said.map_or_else(|| SEPARATORS.to_vec(), |said| vec![said]);
    candidates
        .into_iter()
        .map(|separator| split(text, separator))
        .max_by_key(|rows| alike(rows))
        .filter(|rows| rows.first().is_some_and(|first| first.len() > 1))
}

/// How many rows have as many values as the most usual row, counted by values.
fn alike(rows: &[Vec<String>]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for row in rows {
        *counts.entry(row.len()).or_insert(0_usize) += 1;
    }
    // Rows of one value are no table.
    let usual = counts.iter().filter(|(length, _)| **length > 1);
    usual.map(|(_, rows)| *rows).max().map_or(0, |most| most)
}

fn split(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut value = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                value.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if value.is_empty() => quoted = true,
            _ if quoted => value.push(char),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' => {
                row.push(std::mem::take(&mut value));
                rows.push(std::mem::take(&mut row));
            }
            _ if char == separator => row.push(std::mem::take(&mut value)),
            _ => value.push(char),
        }
    }
    if quoted {
        // The quote is never closed: it would take all rows behind it into one value.
        return Vec::new();
    }
    if !value.is_empty() || !row.is_empty() {
        row.push(value);
        rows.push(row);
    }
    rows.retain(|row| row.iter().any(|value| !value.is_empty()));
    rows
}

/// Sets rows as a table, or, where its columns do not fit beside each other, each row as a list of
/// its values with the names of their columns. Returns whether there was anything to set.
///
/// # Errors
/// When there are too many pages.
pub(crate) fn set(layout: &mut Layout, rows: &[Vec<String>]) -> Result<bool, Finding> {
    let Some((names, values)) = rows.split_first() else {
        return Ok(false);
    };
    if layout.table(rows, SIZE)? {
        return Ok(true);
    }
    let style = Style {
        hanging: 12.0,
        ..Style::of(SIZE)
    };
    if values.is_empty() {
        layout.text(Face::Bold, &names.join(" | "), style)?;
    }
    for row in values {
        for (at, value) in row.iter().enumerate() {
            // A row can have more values than there are names.
            let name = names.get(at).map_or("", String::as_str);
            let name = format!("{name}: ");
            // A value can have several lines.
            let mut lines = value.lines();
            let parts = [
                Styled {
                    face: Face::Bold,
                    text: &name,
                },
                Styled {
                    face: Face::Regular,
                    text: lines.next().map_or("", |line| line),
                },
            ];
            layout.paragraph(&parts, style)?;
            let further = Style {
                indent: style.hanging,
                ..Style::of(SIZE)
            };
            for line in lines {
                layout.text(Face::Regular, line, further)?;
            }
        }
        layout.gap(3.0);
        layout.rule();
        layout.gap(5.0);
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows are what Python's `csv` reads.
    #[test]
    fn values_are_split_as_spreadsheets_write_them() {
        let read = rows(
            "a.csv",
            "Fecha;Monto\r\n1/2/24;\"1;5\"\r\n2/2/24;\"dijo \"\"s\u{ed}\"\"\"\r\n",
        );
        let expected = [
            vec!["Fecha", "Monto"],
            vec!["1/2/24", "1;5"],
            vec!["2/2/24", "dijo \"s\u{ed}\""],
        ];
        assert_eq!(read.unwrap(), expected);
        let lines = rows("a.CSV", "a,b\n\"dos\nl\u{ed}neas\",c");
        assert_eq!(lines.unwrap()[1], ["dos\nl\u{ed}neas", "c"]);
        assert_eq!(rows("a.csv", "sep=|\na|b,c\n").unwrap()[0], ["a", "b,c"]);
        assert!(rows("a.csv", "a,b\n1,\"dos\n3,4\n").is_none());
        assert!(rows("a.txt", "a,b\nc,d").is_none());
        assert!(rows("a.csv", "solo una columna\notra\n").is_none());
    }
}
