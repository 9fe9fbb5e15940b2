//! Lists of signers in CSV files and spreadsheets.

use std::collections::BTreeSet;
use std::path::Path;

use expediente_model::{
    Act, Change, Date, Document, DocumentId, EntryMark, Exhibit, Matter, MatterId, SheetRow, Tally,
    folded,
};
use serde::Serialize;
use ts_rs::TS;

use crate::edit::arrange::batch_of;
use crate::edit::commit::commit_planned;
use crate::edit::named::NamedMatter;
use crate::edit::text_input::LONGEST;
use crate::error::AppError;
use crate::petitions::DIGITS;
use crate::petitions::count::recounted;
use crate::petitions::list_file::Column::{AnyNumber, Name, Number, Row, Sheet, Surname};
use crate::petitions::list_lines::{self, List};
use crate::request_error::RequestError;
use crate::state::State;

/// No petition has more.
const MOST_SIGNERS: usize = 100_000;

/// Lines in which the headings are: above them is a title.
const TITLE_LINES: usize = 20;

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
    pub without_row: Vec<u64>,
    /// Lines that cannot be read: more cells than headings, a name in the place of the number.
    /// Counted from 1.
    pub unread: Vec<u64>,
    /// Headings of columns that are not read.
    pub unread_columns: Vec<String>,
    /// Rows that had a name or a number and have none any more.
    pub cleared: usize,
    /// Other sheets of the spreadsheet, which were not read.
    pub other_sheets: Vec<String>,
}

/// A signer in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Signer {
    /// Its line, counted from 1.
    line: u64,
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
    AnyNumber,
    Sheet,
    Row,
}

/// Words of headings, folded, and the column that one of them makes; the earlier one counts.
const HEADINGS: [(Column, &[&str]); 6] = [
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
            "ced",
            "dui",
            "dni",
            "documento",
            "doc",
            "identidad",
            "identity",
            "id",
            "ci",
            "c.i",
            "c.i.",
            "cc",
            "c.c",
            "c.c.",
            "t.i",
            "t.i.",
            "identidade",
            "identificacion",
            "identification",
            "rg",
            "cpf",
            "rut",
            "run",
            "nie",
            "nit",
            "curp",
            "dpi",
            "cni",
            "d'identite",
            "identite",
            "pasaporte",
            "passport",
            "a-number",
        ],
    ),
    (
        Name,
        &[
            "nombre", "nombres", "name", "names", "nome", "nom", "prenom", "firmante", "signer",
        ],
    ),
    (Surname, &["apellido", "apellidos", "surname", "sobrenome"]),
    // Of the line, where another column has the identity number.
    (AnyNumber, &["numero", "number", "nro"]),
];

pub(super) fn read_list(
    state: &State,
    id: &MatterId,
    exhibit: &str,
    file: &Path,
) -> Result<ListRead, AppError> {
    let List {
        lines,
        without_value,
        other_sheets,
    } = list_lines::of_file(state, file)?;
    let (mut signers, mut unread) = signers(&lines)?;
    // What a cell would say nobody knows.
    signers.retain(|signer| !without_value.contains(&signer.line));
    unread.extend(&without_value);
    unread.sort_unstable();
    unread.dedup();
    let mut read = None;
    let act = commit_planned(state, id, |planned| {
        let named = NamedMatter::of(planned);
        let had = named.exhibit(exhibit)?.1;
        if signers
            .iter()
            .any(|signer| matches!(signer.at, Place::Row(_)))
        {
            check_sheets(&named.matter, had)?;
        }
        let (mut changes, done) = placed((&named.matter, state.today()), had, &signers);
        // A list of its own is counted anew with it.
        if done.listed == 0 {
            changes.extend(recounted(state, had));
        }
        read = Some(done);
        Ok((Act::Count, batch_of(changes)))
    })?;
    let mut read = read.ok_or(AppError::Bug("a list of signers was not read"))?;
    read.act = act;
    read.other_sheets = other_sheets;
    read.unread = unread;
    read.unread_columns = unread_columns(&lines);
    Ok(read)
}

/// The signers in the lines of a file, and the lines that cannot be read.
fn signers(lines: &[(u64, Vec<String>)]) -> Result<(Vec<Signer>, Vec<u64>), AppError> {
    let (columns, first) = columns(lines)?;
    let heading = first.checked_sub(1).and_then(|at| lines.get(at));
    let (mut signers, mut unread) = (Vec::new(), Vec::new());
    for (line, cells) in lines.iter().skip(first) {
        // Each sheet of a long list begins with the headings.
        if heading.is_some_and(|(_, heads)| heads == cells) {
            continue;
        }
        // "Roa, Luis" without quotation marks is two cells, and moves the number along.
        let has_more = cells.iter().skip(columns.len()).any(|one| !one.is_empty());
        match signer(cells, &columns, *line) {
            Some(signer) if !has_more && !signer.is_none() => signers.push(signer),
            None if !has_more => {}
            _ => unread.push(*line),
        }
    }
    if signers.is_empty() {
        return Err(RequestError::NoList(String::new()).into());
    }
    if signers.len() > MOST_SIGNERS {
        return Err(RequestError::ListTooLarge.into());
    }
    Ok((signers, unread))
}

/// The headings of columns that are not read and have something in them; the number of the line is
/// nobody's.
fn unread_columns(lines: &[(u64, Vec<String>)]) -> Vec<String> {
    let Ok((columns, first @ 1..)) = columns(lines) else {
        return Vec::new();
    };
    let Some((_, heads)) = lines.get(first - 1) else {
        return Vec::new();
    };
    let is_full = |at: usize| {
        let mut below = lines
            .iter()
            .skip(first)
            .filter_map(|(_, cells)| cells.get(at));
        below.any(|cell| cell.chars().count() > 3)
    };
    let unread = heads.iter().zip(&columns).enumerate();
    unread
        .filter(|(at, (head, column))| column.is_none() && !head.is_empty() && is_full(*at))
        .map(|(_, (head, _))| head.clone())
        .collect()
}

impl Signer {
    /// Whether it is a line of the list itself, "Total: 600", or a number stands in the place of the
    /// name, or a name in that of the number.
    fn is_none(&self) -> bool {
        let digits = |text: &Option<String>| {
            let text = text.as_deref().map_or("", |text| text);
            text.chars().filter(char::is_ascii_digit).count()
        };
        let letters = |text: &Option<String>| {
            let text = text.as_deref().map_or("", |text| text);
            text.chars().filter(|c| c.is_alphabetic()).count()
        };
        let is_swapped =
            digits(&self.name) >= DIGITS && letters(&self.number) > digits(&self.number);
        let name = self.name.as_deref().map_or_else(String::new, folded);
        let has_number = digits(&self.number) > 0;
        is_swapped || (!has_number && (digits(&self.name) > 0 || name.starts_with("total")))
    }
}

/// The columns of a list, and how many lines stand above its first signer: a title, and the
/// headings. Without headings, what has digits is a number, and the rest is a name.
fn columns(lines: &[(u64, Vec<String>)]) -> Result<(Vec<Option<Column>>, usize), AppError> {
    let named = |(_, cells): &(u64, Vec<String>)| headings(cells);
    let heads: Vec<_> = lines.iter().take(TITLE_LINES).map(named).collect();
    let count = |head: &[Option<Column>]| head.iter().flatten().count();
    // A title has one cell, and may have a word of a heading.
    let found = heads.iter().position(|head| count(head) > 1);
    let found = found.or_else(|| heads.first().filter(|head| count(head) == 1).map(|_| 0));
    if let Some(at) = found {
        let columns = heads.into_iter().nth(at);
        let mut columns: Vec<Option<Column>> = columns.into_iter().flatten().collect();
        let has_number = columns.contains(&Some(Number));
        let mut any = 0;
        for column in &mut columns {
            if *column == Some(AnyNumber) {
                any += 1;
                *column = (!has_number && any == 1).then_some(Number);
            }
        }
        // Two signers beside each other on one line would become one.
        if columns.iter().filter(|one| **one == Some(Number)).count() > 1 {
            return Err(RequestError::ListColumns.into());
        }
        return Ok((columns, at + 1));
    }
    let widest = lines.iter().map(|(_, cells)| cells.len()).max();
    let columns = (0..widest.into_iter().sum()).map(|column| {
        let cells = lines.iter().filter_map(|(_, cells)| cells.get(column));
        let full: Vec<&String> = cells.filter(|cell| !cell.is_empty()).collect();
        let is_number =
            |cell: &&&String| cell.chars().filter(char::is_ascii_digit).count() >= DIGITS;
        let numbers = full.iter().filter(is_number).count();
        Some(if numbers * 2 > full.len() {
            Number
        } else {
            Name
        })
    });
    Ok((columns.collect(), 0))
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
        let found = HEADINGS.iter().find(|(_, forms)| {
            let is_form = |word: &str| forms.contains(&word);
            words
                .iter()
                .any(|word| is_form(word) || is_form(word.trim_end_matches('.')))
        });
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
    let name = (!names.is_empty()).then(|| without_place(&names.join(" ")).to_owned());
    let number = of(Number).map(|number| whole_number(&number));
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
        line,
        name,
        number,
        at,
    })
}

/// Refuses to place names by sheets where a paper says in its title which sheets it has, and stands
/// where others are counted: the names would go to other people's rows.
fn check_sheets(matter: &Matter, exhibit: &Exhibit) -> Result<(), AppError> {
    let mut seen = BTreeSet::new();
    let sheets = exhibit.sheets(&|document| matter.signed_pages(document));
    for (at, (document, page)) in (1..).zip(sheets) {
        if page != 1 || !seen.insert(document.id) {
            continue;
        }
        let name = matter
            .items
            .get(&document.item)
            .map(|item| item.name.clone());
        let title = document.title.clone().or(name);
        let title = title.map_or_else(String::new, String::from);
        if let Some(says) = first_sheet(&title).filter(|says| *says != at) {
            return Err(RequestError::SheetOrder { title, says, at }.into());
        }
    }
    Ok(())
}

/// The first sheet that a title names: "Firmas hojas 11 a 20", "Sheet 3".
fn first_sheet(title: &str) -> Option<usize> {
    let folded = folded(title);
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    words.find(|word| {
        let stem = word.trim_end_matches('s');
        ["hoja", "sheet", "folha", "feuille"].contains(&stem)
    })?;
    words.find(|word| !word.is_empty())?.parse().ok()
}

/// A name without the number of its line: "12. Ana Gil".
fn without_place(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start_matches(['.', ')', '-', ' ']);
    let is_place = name.len() - rest.len() > 1 && rest.starts_with(char::is_alphabetic);
    if is_place { rest } else { name }
}

/// A number that a spreadsheet took for a quantity, `1.2345678E7` or `1234567.0`, as its digits.
fn whole_number(text: &str) -> String {
    let is_quantity = text
        .chars()
        .all(|c| c.is_ascii_digit() || "Ee+.,".contains(c));
    if !is_quantity {
        return text.to_owned();
    }
    if text.contains(['E', 'e']) {
        let number = text.replace(',', ".").parse::<f64>().ok();
        let whole = number.filter(|one| one.fract() == 0.0 && *one < 1e15);
        return whole.map_or_else(|| text.to_owned(), |whole| format!("{whole:.0}"));
    }
    // A group of thousands has three digits.
    for decimals in [".0", ".00", ",0", ",00"] {
        if let Some(whole) = text.strip_suffix(decimals) {
            return whole.to_owned();
        }
    }
    text.to_owned()
}

/// Puts signers into the rows that they name, or into the signed rows in order; those that have no
/// row are a list of their own where no sheet is counted.
fn placed(
    (matter, today): (&Matter, Date),
    exhibit: &Exhibit,
    signers: &[Signer],
) -> (Vec<Change>, ListRead) {
    let mut documents: Vec<Document> = exhibit.documents.clone();
    let mut read = ListRead {
        act: String::new(),
        signers: signers.len(),
        placed: 0,
        listed: 0,
        without_row: Vec::new(),
        unread: Vec::new(),
        unread_columns: Vec::new(),
        cleared: 0,
        other_sheets: Vec::new(),
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
            ..tally.recounted(today).map_or(tally, |recounted| recounted)
        };
        read.listed = tally.listed.len();
        changes.push(Change::SetExhibit {
            exhibit: Exhibit {
                tally: Some(Box::new(tally)),
                documents: Vec::new(),
                ..exhibit.clone()
            },
        });
        return (changes, read);
    }
    // Sheets have the numbers that the window and the tally give them.
    let sheets: Vec<(DocumentId, u32)> = exhibit
        .sheets(&|document| matter.signed_pages(document))
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
    // A list that names no rows is all of them: what a list before it left in the last rows goes.
    let mut had = 0;
    if signers.iter().all(|signer| signer.at == Place::Next) {
        for (_, row) in &mut rows {
            had += usize::from(row.name.is_some() || row.number.is_some());
            row.name = None;
            row.number = None;
        }
    }
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
    read.cleared = had.saturating_sub(read.placed);
    let was = |id| matter.documents().find(|one| one.id == id);
    let changed = documents
        .into_iter()
        .filter(|document| was(document.id) != Some(document));
    changes.extend(changed.map(|document| Change::SetDocument { document }));
    (changes, read)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (Option<String>, Option<String>, Place);

    fn read(text: &[u8]) -> Vec<Read> {
        let (signers, unread) = signers(&list_lines::of_text(text).unwrap()).unwrap();
        assert!(unread.is_empty(), "{unread:?}");
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
        assert!(list_lines::of_text(b"\xff\xd8\xff\0\0JFIF;1\n2;3").is_err());
    }

    #[test]
    fn an_empty_file_is_no_list() {
        for list in ["", "nombre;cedula\n"] {
            assert!(signers(&list_lines::of_text(list.as_bytes()).unwrap()).is_err());
        }
    }

    #[test]
    fn sheets_as_titles_name_them() {
        for (title, first) in [
            ("firmas hojas 1 a 10.pdf", Some(1)),
            ("Hoja 21.jpg", Some(21)),
            ("Sheets 11-20", Some(11)),
            ("Escáner 2026-05-24 (2).pdf", None),
            ("Hoja de firmas", None),
        ] {
            assert_eq!(first_sheet(title), first, "{title}");
        }
    }

    /// What would make one signer of two, or a name of a number, is refused or told by its line.
    #[test]
    fn a_list_that_is_damaged_is_told() {
        let lines = |text: &str| list_lines::of_text(text.as_bytes());
        let unread = |text: &str| signers(&lines(text).unwrap()).unwrap().1;
        let (crlf, lf) = (
            "nombre,cedula\r\nAna Gil,12345678\r\nRoa, Luis,23456789\r\n",
            "\n",
        );
        assert_eq!(unread(crlf), [3]);
        assert_eq!(unread(&crlf.replace("\r\n", lf)), [3]);
        assert_eq!(
            unread("nombre,cedula\nAna Gil,12345678\n12345678,Ana Gil\n"),
            [3]
        );
        assert!(lines("nombre,cedula\n\"Ana Gil,12345678\nLuis Roa,23456789\n").is_err());
        let two = lines("nombre,cedula,nombre,cedula\nAna,12345678,Bea,23456789\n").unwrap();
        assert!(signers(&two).is_err());
        // The number of the line is not that of the person, nor is a power of ten.
        assert_eq!(
            read("Número;Nombre;Cédula\n1;Ana Gil;1.2345678E7\n".as_bytes()),
            [(some("Ana Gil"), some("12345678"), Place::Next)]
        );
    }

    /// As public reports of programs that read such lists have them.
    #[test]
    fn lists_as_other_programs_write_them() {
        let lines = |text: &str| list_lines::of_text(text.as_bytes());
        let read = |text: &str| {
            let (signers, unread) = signers(&lines(text).unwrap()).unwrap();
            let fields = signers.into_iter().map(|one| (one.name, one.number));
            (fields.collect::<Vec<_>>(), unread)
        };
        let one = |name: &str, number: &str| (some(name), some(number));
        // Headings again on each sheet, and a line with the sum.
        let list = "nombre;cedula\nAna Gil;1234567\nnombre;cedula\n2. Luis Paz;2345678\nTOTAL DE FIRMAS: 2;\n";
        let expected = vec![one("Ana Gil", "1234567"), one("Luis Paz", "2345678")];
        assert_eq!(read(list), (expected, vec![5]));
        assert_eq!(
            read("apellidos, nombres;cedula\nGil, Ana;V-1.234.567\n").0,
            [one("Gil, Ana", "V-1.234.567")]
        );
        // As a table with an empty cell writes whole numbers.
        let list = "nombre,cedula\nAna Gil,1234567.0\nLuis Paz,\"1.234.568,00\"\n";
        let expected = [one("Ana Gil", "1234567"), one("Luis Paz", "1.234.568")];
        assert_eq!(read(list).0, expected);
        for head in ["CPF", "RUT", "C.C.", "Ced.", "Identificación", "CNI"] {
            let list = format!("Nombre;{head}\nAna Gil;1234567\n");
            assert_eq!(read(&list).0, [one("Ana Gil", "1234567")], "{head}");
        }
        let other = lines("Nombre;Cartão\nAna Gil;1234567\n").unwrap();
        assert_eq!(unread_columns(&other), ["Cartão"]);
        for none in [
            "<html><table><tr><td>Ana</td></tr></table></html>",
            "{\"name\": \"Ana\"}",
            "{\\rtf1 Ana Gil}",
            "BEGIN:VCARD\nFN:Ana Gil\nEND:VCARD",
        ] {
            assert!(lines(none).is_err(), "{none}");
        }
    }

    /// A title stands above many lists, and is nobody.
    #[test]
    fn what_is_above_the_headings_is_no_signer() {
        let list = "LISTA DE FIRMANTES;;\nMunicipio Cruz Paredes;;\nN°;Nombre;Cédula\n1;Rosa Prado;V-12.345.678\n";
        assert_eq!(
            read(list.as_bytes()),
            [(some("Rosa Prado"), some("V-12.345.678"), Place::Next)]
        );
    }

    /// A first signer without a number does not make names of the numbers of all others.
    #[test]
    fn a_column_is_told_by_all_its_cells() {
        assert_eq!(
            read(b"Rosa Prado;sin\nLuz Rey;V-9.876.543\nAna Gil;V-8.876.543\n"),
            [
                (some("Rosa Prado"), some("sin"), Place::Next),
                (some("Luz Rey"), some("V-9.876.543"), Place::Next),
                (some("Ana Gil"), some("V-8.876.543"), Place::Next)
            ]
        );
    }
}
