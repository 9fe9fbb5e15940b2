//! The lines of a list, of a CSV file or a spreadsheet.

use std::fs;
use std::path::Path;

use expediente_intake::Stopped;
use expediente_model::one_line;

use crate::error::{AppError, At};
use crate::request_error::RequestError;
use crate::state::State;
use crate::views::finding_view::FindingView;
use crate::watch::{Quiet, Watch};

/// No list of signers is larger.
const MOST_BYTES: u64 = 16 << 20;

/// How a spreadsheet begins: a zip, or the compound file of older ones.
const SPREADSHEETS: [&[u8]; 2] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0"];

/// A line with its number, counted from 1, and its cells.
pub(crate) type Line = (u64, Vec<String>);

/// A list of signers.
pub(super) struct List {
    /// Its lines that are not empty.
    pub(super) lines: Vec<Line>,
    /// Lines of a spreadsheet with a formula that nobody calculated.
    pub(super) without_value: Vec<u64>,
    /// Other sheets of a spreadsheet, which are not read.
    pub(super) other_sheets: Vec<String>,
}

pub(super) fn of_file(state: &State, file: &Path) -> Result<List, AppError> {
    let size = fs::metadata(file).at(file)?.len();
    if size > MOST_BYTES {
        return Err(RequestError::ListTooLarge.into());
    }
    let bytes = fs::read(file).at(file)?;
    if SPREADSHEETS.iter().any(|start| bytes.starts_with(start)) {
        // A few seconds at most: nobody cancels it.
        let table = state.inspector.table(file, Quiet::default().cancel());
        let table = table.map_err(|why| match why {
            Stopped::Cancelled => AppError::Cancelled,
            Stopped::Refused(finding) => {
                let why = FindingView::new(state.texts(), &finding, None).message;
                RequestError::NoList(why).into()
            }
        })?;
        return Ok(List {
            lines: table.rows,
            without_value: table.without_value,
            other_sheets: table.other_sheets,
        });
    }
    Ok(List {
        lines: of_text(&bytes)?,
        without_value: Vec::new(),
        other_sheets: Vec::new(),
    })
}

/// The lines of a CSV file, whatever its separator and encoding.
pub(crate) fn of_text(bytes: &[u8]) -> Result<Vec<Line>, AppError> {
    // Lines count as an editor counts them, however they end.
    let text = decoded(bytes).replace("\r\n", "\n").replace('\r', "\n");
    // A picture, a web page, a contact card or another file that is called a list.
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let others = ["<", "{", "[", "%PDF", "BEGIN:"];
    if text.contains('\0') || others.iter().any(|other| start.starts_with(other)) {
        return Err(RequestError::NoList(String::new()).into());
    }
    // Excel's own first line names the separator.
    let (text, separator, above) = match text.strip_prefix("sep=") {
        Some(named) => {
            let rest = named.split_once('\n').map_or("", |(_, rest)| rest);
            let own = named.bytes().next().filter(|byte| b",;\t|".contains(byte));
            (rest, own.unwrap_or_else(|| separator(rest)), 1)
        }
        None => (text.as_str(), separator(&text), 0),
    };
    // What follows a quotation mark that is not closed would be one cell to the end of the file.
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        let line = open_quote(text) + above;
        return Err(RequestError::OpenQuote { line }.into());
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| RequestError::NoList(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<String> = record.iter().map(one_line).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            lines.push((line + above, cells));
        }
    }
    Ok(lines)
}

/// The first line with an odd number of quotation marks, counted from 1.
fn open_quote(text: &str) -> u64 {
    let is_odd = |line: &str| line.matches('"').count() % 2 == 1;
    let lines = (1..).zip(text.lines());
    let first = lines.filter(|(_, line)| is_odd(line)).map(|(at, _)| at);
    first.take(1).sum()
}

/// Text in UTF-8 or UTF-16, or as Windows wrote it.
fn decoded(bytes: &[u8]) -> String {
    let (text, _, had_errors) = encoding_rs::UTF_8.decode(bytes);
    if had_errors {
        return encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned();
    }
    text.into_owned()
}

/// The separator that most lines have as often as each other: a comma in "apellidos, nombres;
/// cedula" is none.
fn separator(text: &str) -> u8 {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(20);
    let lines: Vec<Vec<&str>> = lines
        .map(|line| line.split('"').step_by(2).collect())
        .collect();
    let alike = |separator: u8| {
        let counts: Vec<usize> = lines
            .iter()
            .map(|outside| {
                let bytes = outside.iter().flat_map(|part| part.bytes());
                bytes.filter(|byte| *byte == separator).count()
            })
            .collect();
        let same = |count: &usize| counts.iter().filter(|other| *other == count).count();
        let most = counts.iter().filter(|count| **count > 0).map(same).max();
        most.map_or(0, |most| most)
    };
    // The last of those that are alike in as many lines: what names never have.
    let most = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|one| alike(*one));
    most.filter(|one| alike(*one) > 0).map_or(b',', |one| one)
}
