//! Lists of signers in CSV files, as spreadsheets write them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use expediente_model::{
    Act, Change, Document, DocumentId, EntryMark, Exhibit, Matter, MatterId, SheetRow, Tally,
    folded, one_line,
};
use serde::Serialize;
use ts_rs::TS;

use crate::edit::commit::commit_planned;
use crate::edit::named::NamedMatter;
use crate::edit::text_input::LONGEST;
use crate::error::{AppError, At};
use crate::petitions::list_file::Column::{Name, Number, Row, Sheet, Surname};
use crate::request_error::RequestError;
use crate::state::State;

/// No list of signers is larger.
const MOST_BYTES: u64 = 16 << 20;

/// No petition has more.
const MOST_SIGNERS: usize = 100_000;

/// What was read from a list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ListRead {
    /// The name of the act in the user's language.
    pub act: String,
    /// Signers in the file.
    pub signers: usize,
    /// Signers that went into rows of sheets.
    pub placed: usize,
    /// Signers that are kept as a list of their own.
    pub listed: usize,
    /// Lines of the file that name a row that is not there, or is not signed, counted from 1.
    pub without_row: Vec<usize>,
}

/// A signer in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Signer {
    /// Its line, counted from 1.
    line: usize,
    name: Option<String>,
    number: Option<String>,
    at: Place,
}

/// The row that a line of a file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The next that is signed: the file names none.
    Next,
    /// Sheet and row, counted from 1.
    Row((usize, usize)),
    /// What is written there is no sheet or row.
    Unknown,
}

/// A column of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Surname,
    Number,
    Sheet,
    Row,
}

/// Words of headings, folded, and the column that one of them makes; the earlier one counts.
const HEADINGS: [(Column, &[&str]); 5] = [
    (
        Sheet,
        &["hoja", "pagina", "pag", "sheet", "page", "folha", "feuille"],
    ),
    (
        Row,
        &["fila", "linea", "renglon", "row", "line", "linha", "ligne"],
    ),
    (
        Number,
        &[
            "cedula",
            "dui",
            "dni",
            "documento",
            "identidad",
            "identity",
            "id",
            "ci",
            "c.i",
            "c.i.",
            "identidade",
            "rg",
            "numero",
            "number",
            "d'identite",
            "identite",
        ],
    ),
    (
        Name,
        &[
            "nombre", "nombres", "name", "names", "nome", "nom", "prenom", "firmante", "signer",
        ],
    ),
    (Surname, &["apellido", "apellidos", "surname", "sobrenome"]),
];

pub(super) fn read_list(
    state: &State,
    id: &MatterId,
    exhibit: &str,
    file: &Path,
) -> Result<ListRead, AppError> {
    let size = fs::metadata(file).at(file)?.len();
    if size > MOST_BYTES {
        return Err(RequestError::ListTooLarge.into());
    }
    let signers = signers(&fs::read(file).at(file)?)?;
    let mut read = None;
    let act = commit_planned(state, id, |planned| {
        let named = NamedMatter::of(planned);
        let had = named.exhibit(exhibit)?.1;
        let (change, done) = placed(&named.matter, had, &signers);
        read = Some(done);
        Ok((Act::Count, change))
    })?;
    let mut read = read.ok_or(AppError::Bug("a list of signers was not read"))?;
    read.act = act;
    Ok(read)
}

/// The signers of a file, whatever its separator and encoding.
fn signers(bytes: &[u8]) -> Result<Vec<Signer>, AppError> {
    let text = decoded(bytes);
    // A picture that is called a list.
    if text.contains('\0') {
        return Err(RequestError::NoList(String::new()).into());
    }
    // Excel's own first line names the separator.
    let (text, separator) = match text.strip_prefix("sep=") {
        Some(named) => {
            let rest = named.split_once('\n').map_or("", |(_, rest)| rest);
            let own = named.bytes().next().filter(|byte| b",;\t|".contains(byte));
            (rest, own.unwrap_or_else(|| separator(rest)))
        }
        None => (text.as_str(), separator(&text)),
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<Column>>> = None;
    let mut signers = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| RequestError::NoList(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<String> = record.iter().map(one_line).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        match &columns {
            None => {
                let named = headings(&cells);
                if named.iter().any(Option::is_some) {
                    columns = Some(named);
                    continue;
                }
                // A list without headings: what has digits is a number, the rest is a name.
                let plain = cells.iter().map(|cell| {
                    let has_digits = cell.chars().filter(char::is_ascii_digit).count() >= 5;
                    Some(if has_digits { Number } else { Name })
                });
                let plain: Vec<Option<Column>> = plain.collect();
                signers.extend(signer(&cells, &plain, line));
                columns = Some(plain);
            }
            Some(columns) => signers.extend(signer(&cells, columns, line)),
        }
        if signers.len() > MOST_SIGNERS {
            return Err(RequestError::ListTooLarge.into());
        }
    }
    if signers.is_empty() {
        return Err(RequestError::NoList(String::new()).into());
    }
    Ok(signers)
}

/// Text in UTF-8, or as Windows wrote it.
fn decoded(bytes: &[u8]) -> String {
    let (text, _, had_errors) = encoding_rs::UTF_8.decode(bytes);
    if had_errors {
        return encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned();
    }
    text.into_owned()
}

/// The separator that is most often in the first line, outside quotation marks.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let first = first.map_or("", |line| line);
    let outside: Vec<&str> = first.split('"').step_by(2).collect();
    let count = |separator: u8| {
        let bytes = outside.iter().flat_map(|part| part.bytes());
        bytes.filter(|byte| *byte == separator).count()
    };
    let most = [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|one| count(*one));
    most.map_or(b',', |separator| separator)
}

fn headings(cells: &[String]) -> Vec<Option<Column>> {
    let named = cells.iter().map(|cell| {
        // A name or a number of somebody is no heading.
        if cell.chars().filter(char::is_ascii_digit).count() >= 4 {
            return None;
        }
        let folded = folded(cell).replace('º', "o");
        let words: Vec<&str> = folded
            .split(|c: char| c.is_whitespace() || ",;:/()".contains(c))
            .collect();
        let found = HEADINGS
            .iter()
            .find(|(_, forms)| words.iter().any(|word| forms.contains(word)));
        found.map(|(column, _)| *column)
    });
    named.collect()
}

fn signer(cells: &[String], columns: &[Option<Column>], line: u64) -> Option<Signer> {
    let of = |wanted: Column| {
        let found = cells.iter().zip(columns);
        let texts: Vec<&str> = found
            .filter(|(cell, column)| **column == Some(wanted) && !cell.is_empty())
            .map(|(cell, _)| cell.as_str())
            .collect();
        let text: String = texts.join(" ").chars().take(LONGEST).collect();
        (!text.is_empty()).then_some(text)
    };
    let names: Vec<String> = [of(Name), of(Surname)].into_iter().flatten().collect();
    let name = (!names.is_empty()).then(|| names.join(" "));
    let number = of(Number);
    if name.is_none() && number.is_none() {
        return None;
    }
    let has = |wanted| columns.contains(&Some(wanted));
    let number_in = |column| of(column).and_then(|text| text.parse().ok());
    let at = match number_in(Sheet).zip(number_in(Row)) {
        _ if !(has(Sheet) && has(Row)) => Place::Next,
        Some(at) => Place::Row(at),
        None => Place::Unknown,
    };
    Some(Signer {
        line: usize::try_from(line).ok()?,
        name,
        number,
        at,
    })
}

/// Puts signers into the rows that they name, or into the signed rows in order; those that have no
/// row are a list of their own where no sheet is counted.
fn placed(matter: &Matter, exhibit: &Exhibit, signers: &[Signer]) -> (Change, ListRead) {
    let mut documents: Vec<Document> = exhibit.documents.clone();
    let mut read = ListRead {
        act: String::new(),
        signers: signers.len(),
        placed: 0,
        listed: 0,
        without_row: Vec::new(),
    };
    let mut changes = Vec::new();
    if documents.iter().all(|one| one.rows.is_empty()) {
        let listed = signers.iter().map(|signer| SheetRow {
            name: signer.name.clone(),
            number: signer.number.clone(),
            ..SheetRow::of(EntryMark::Signed)
        });
        // Nobody has counted before.
        let tally = exhibit
            .tally
            .as_deref()
            .map_or_else(Tally::default, Tally::clone);
        let tally = Tally {
            listed: listed.collect(),
            ..tally
        };
        read.listed = tally.listed.len();
        changes.push(Change::SetExhibit {
            exhibit: Exhibit {
                tally: Some(Box::new(tally)),
                documents: Vec::new(),
                ..exhibit.clone()
            },
        });
        return (Change::Batch { changes }, read);
    }
    // Sheets have the numbers that the window and the tally give them.
    let sheets: Vec<(DocumentId, u32)> = exhibit
        .sheets(&|document| matter.shown_pages(document))
        .into_iter()
        .map(|(document, page)| (document.id, page))
        .collect();
    let mut rows: Vec<((usize, usize), &mut SheetRow)> = Vec::new();
    for document in &mut documents {
        let id = document.id;
        for (page, on) in &mut document.rows {
            let number = sheets.iter().position(|sheet| *sheet == (id, *page));
            if let Some(number) = number {
                rows.extend((1..).map(|row| (number + 1, row)).zip(on.iter_mut()));
            }
        }
    }
    rows.sort_by_key(|(place, _)| *place);
    let mut named = BTreeSet::new();
    let mut next = 0;
    for signer in signers {
        let slot = match signer.at {
            // A row that the list names twice keeps its first signer.
            Place::Row(at) if !named.insert(at) => None,
            Place::Row(at) => rows.iter_mut().find(|(place, _)| *place == at),
            Place::Unknown => None,
            Place::Next => {
                let free = rows.iter().skip(next);
                let found = free
                    .take_while(|(_, row)| row.mark != EntryMark::Signed)
                    .count();
                next += found + 1;
                rows.get_mut(next - 1)
            }
        };
        match slot {
            Some((_, row)) if row.mark == EntryMark::Signed => {
                row.name.clone_from(&signer.name);
                row.number.clone_from(&signer.number);
                read.placed += 1;
            }
            _ => read.without_row.push(signer.line),
        }
    }
    let was = |id| matter.documents().find(|one| one.id == id);
    let changed = documents
        .into_iter()
        .filter(|document| was(document.id) != Some(document));
    changes.extend(changed.map(|document| Change::SetDocument { document }));
    (Change::Batch { changes }, read)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (Option<String>, Option<String>, Place);

    fn read(text: &[u8]) -> Vec<Read> {
        let signers = signers(text).unwrap();
        let fields = signers.into_iter();
        fields.map(|one| (one.name, one.number, one.at)).collect()
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    /// As Excel in Spanish writes it: semicolons, Windows letters, a heading.
    #[test]
    fn lists_as_spreadsheets_write_them() {
        let list = b"N\xBA;Nombres;Apellidos;C\xE9dula\r\n1;Jos\xE9;N\xFA\xF1ez;V-5.001.222\r\n\r\n2;Ana;Gil;\r\n";
        assert_eq!(
            read(list),
            [
                (some("José Núñez"), some("V-5.001.222"), Place::Next),
                (some("Ana Gil"), None, Place::Next)
            ]
        );
        let list = "\u{feff}name,id number,sheet,row\n\"Prado, Rosa\",12345678,2,14\n";
        assert_eq!(
            read(list.as_bytes()),
            [(some("Prado, Rosa"), some("12345678"), Place::Row((2, 14)))]
        );
    }

    #[test]
    fn a_list_without_headings_is_read_by_its_digits() {
        assert_eq!(
            read(b"Rosa Prado\tV-12.345.678\nLuz Rey\tV-9.876.543\n"),
            [
                (some("Rosa Prado"), some("V-12.345.678"), Place::Next),
                (some("Luz Rey"), some("V-9.876.543"), Place::Next)
            ]
        );
    }

    /// Heads as offices write them; a row that is named badly or twice must not take another's.
    #[test]
    fn heads_of_many_kinds() {
        for head in [
            "Apellidos y Nombres;Cédula de Identidad",
            "\"Apellidos, nombres\";\"Cédula\"",
            "sep=;\nNombre y apellido;C.I.",
        ] {
            let list = format!("{head}\nRosa Prado;V-12.345.678\n");
            assert_eq!(
                read(list.as_bytes()),
                [(some("Rosa Prado"), some("V-12.345.678"), Place::Next)],
                "{head}"
            );
        }
        assert_eq!(
            read("hoja;fila;nombre;cedula\nx;y;Equis;1\n".as_bytes()),
            [(some("Equis"), some("1"), Place::Unknown)]
        );
        assert!(signers(b"\xff\xd8\xff\0\0JFIF;1\n2;3").is_err());
    }

    #[test]
    fn an_empty_file_is_no_list() {
        assert!(signers(b"").is_err());
        assert!(signers(b"nombre;cedula\n").is_err());
    }
}
