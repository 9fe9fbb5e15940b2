//! The cells of a spreadsheet: a list of signers that somebody typed.

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, SheetVisible, open_workbook_auto_from_rs};
use expediente_intake::limits;
use expediente_intake::protocol::{TableRequest, UntrustedTable};
use expediente_model::{Code, Finding, one_line};

use crate::mapped_file;

/// The cells of the first sheet that has some and is shown.
pub(crate) fn told(request: &TableRequest) -> Result<UntrustedTable, Finding> {
    let map =
        mapped_file::map(Path::new(&request.path)).map_err(|error| Finding::unreadable(&error))?;
    let damaged = || Finding::new(Code::OfficeDamaged);
    let mut book = open_workbook_auto_from_rs(Cursor::new(&map[..])).map_err(|_| damaged())?;
    let sheets = book.sheets_metadata().to_vec();
    let (mut rows, mut other_sheets) = (None, Vec::new());
    let mut without_value = Vec::new();
    for sheet in sheets {
        let cells = book.worksheet_range(&sheet.name).map_err(|_| damaged())?;
        let found = table_rows(&cells);
        if found.is_empty() {
            continue;
        }
        if rows.is_none() && sheet.visible == SheetVisible::Visible {
            let formulas = book.worksheet_formula(&sheet.name);
            without_value = empty_formulas(&cells, &formulas.map_err(|_| damaged())?);
            rows = Some(found);
        } else if other_sheets.len() < limits::TABLE_SHEETS {
            other_sheets.push(told_text(&sheet.name));
        }
    }
    Ok(UntrustedTable {
        rows: rows.ok_or_else(|| Finding::new(Code::FileEmpty))?,
        without_value,
        other_sheets,
    })
}

/// The rows that are not empty, with their numbers in the sheet.
fn table_rows(cells: &Range<Data>) -> Vec<(u64, Vec<String>)> {
    let Some((top, left)) = cells.start() else {
        return Vec::new();
    };
    let left = usize::try_from(left).map_or(limits::TABLE_COLUMNS, |left| left);
    let rows = (u64::from(top) + 1..).zip(cells.rows());
    let told = rows.filter_map(|(number, row)| {
        let blank = std::iter::repeat_n(String::new(), left.min(limits::TABLE_COLUMNS));
        let texts = blank.chain(row.iter().map(cell_text));
        let texts: Vec<String> = texts.take(limits::TABLE_COLUMNS).collect();
        let is_empty = texts.iter().all(String::is_empty);
        (!is_empty).then_some((number, texts))
    });
    told.take(limits::TABLE_ROWS).collect()
}

/// The rows with a formula whose value is not in the file, because no program calculated it.
fn empty_formulas(cells: &Range<Data>, formulas: &Range<String>) -> Vec<u64> {
    let (top, left) = formulas.start().map_or((0, 0), |start| start);
    let empty = formulas.used_cells().filter(|(row, column, formula)| {
        let at = |from: u32, offset: usize| Some(from + u32::try_from(offset).ok()?);
        let place = at(top, *row).zip(at(left, *column));
        let value = place.and_then(|place| cells.get_value(place));
        !formula.is_empty() && value.is_none_or(|value| *value == Data::Empty)
    });
    let mut rows: Vec<u64> = empty
        .map(|(row, _, _)| u64::from(top) + row as u64 + 1)
        .collect();
    rows.dedup();
    rows.truncate(limits::TABLE_ROWS);
    rows
}

/// What a cell shows. An identity number that the spreadsheet took for a quantity has no decimals.
fn cell_text(cell: &Data) -> String {
    match cell {
        // Whole numbers of this size are exact.
        #[allow(clippy::cast_possible_truncation)]
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            (*number as i64).to_string()
        }
        other => told_text(&other.to_string()),
    }
}

fn told_text(text: &str) -> String {
    one_line(text).chars().take(limits::TEXT_CHARS).collect()
}
