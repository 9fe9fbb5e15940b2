//! The signers in the lines of a list: its headings, columns, names and numbers.

use expediente_model::folded;

use crate::edit::text_input::LONGEST;
use crate::error::AppError;
use crate::petitions::DIGITS;
use crate::petitions::list_lines::Line;
use crate::petitions::signers::Column::{AnyNumber, Name, Number, Row, Sheet, Surname};
use crate::request_error::RequestError;

/// No petition has more.
const MOST_SIGNERS: usize = 100_000;

/// Lines in which the headings are: above them is a title.
const TITLE_LINES: usize = 20;

/// A signer in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signer {
    /// Its line, counted from 1.
    pub(super) line: u64,
    pub(super) name: Option<String>,
    pub(super) number: Option<String>,
    pub(super) at: Place,
}

/// The row that a line of a file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The next that is signed: the file names none.
    Next,
    /// Sheet and row, counted from 1.
    Row((usize, usize)),
    /// The text there is not the number of a sheet or a row.
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
            "cc",
            "c.c",
            "t.i",
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

/// What a list says.
pub(super) struct Signers {
    pub(super) signers: Vec<Signer>,
    /// Lines that cannot be read, counted from 1.
    pub(super) unread: Vec<u64>,
    /// Headings of columns that are not read.
    pub(super) unread_columns: Vec<String>,
}

/// The signers in the lines of a file.
pub(super) fn signers(lines: &[Line]) -> Result<Signers, AppError> {
    let (columns, first) = columns(lines)?;
    let (above, below) = lines.split_at(first.min(lines.len()));
    let heads = above.last().map(|(_, heads)| heads);
    let (mut signers, mut unread) = (Vec::new(), Vec::new());
    for (line, cells) in below {
        // Each sheet of a long list begins with the headings.
        if heads == Some(cells) {
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
    Ok(Signers {
        signers,
        unread,
        unread_columns: heads.map_or_else(Vec::new, |heads| unread_columns(heads, &columns, below)),
    })
}

/// The headings of columns that are not read and have something in them; the number of the line is
/// nobody's.
fn unread_columns(heads: &[String], columns: &[Option<Column>], below: &[Line]) -> Vec<String> {
    let is_full = |at: usize| {
        let mut cells = below.iter().filter_map(|(_, cells)| cells.get(at));
        cells.any(|cell| cell.chars().count() > 3)
    };
    let all = heads.iter().zip(columns).enumerate();
    let unread =
        all.filter(|(at, (head, column))| column.is_none() && !head.is_empty() && is_full(*at));
    unread.map(|(_, (head, _))| head.clone()).collect()
}

/// The digits of a text.
fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

impl Signer {
    /// Whether it is a line of the list itself, "Total: 600", or a number stands in the place of
    /// the name, or a name in that of the number.
    fn is_none(&self) -> bool {
        let said = |text: &Option<String>| text.as_deref().map_or_else(String::new, folded);
        let (name, number) = (said(&self.name), said(&self.number));
        let letters = number.chars().filter(|c| c.is_alphabetic()).count();
        let is_swapped = digits(&name) >= DIGITS && letters > digits(&number);
        is_swapped || (digits(&number) == 0 && (digits(&name) > 0 || name.starts_with("total")))
    }
}

/// The columns of a list, and the number of lines above its first signer: a title and the
/// headings. Without headings, what has digits is a number, and the rest is a name.
fn columns(lines: &[Line]) -> Result<(Vec<Option<Column>>, usize), AppError> {
    let named = |(_, cells): &Line| headings(cells);
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
        let numbers = full.iter().filter(|cell| digits(cell) >= DIGITS).count();
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
        // A cell with somebody's number is not a heading.
        if digits(cell) >= 4 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::petitions::list_lines;

    type Read = (Option<String>, Option<String>, Place);

    fn read(text: &[u8]) -> Vec<Read> {
        let read = signers(&list_lines::of_text(text).unwrap()).unwrap();
        assert!(read.unread.is_empty(), "{:?}", read.unread);
        let fields = read.signers.into_iter();
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

    /// What would make one signer of two, or a name of a number, is refused or told by its line.
    #[test]
    fn a_list_that_is_damaged_is_told() {
        let lines = |text: &str| list_lines::of_text(text.as_bytes());
        let unread = |text: &str| signers(&lines(text).unwrap()).unwrap().unread;
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
            let read = signers(&lines(text).unwrap()).unwrap();
            let fields = read.signers.into_iter().map(|one| (one.name, one.number));
            (fields.collect::<Vec<_>>(), read.unread)
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
        assert_eq!(signers(&other).unwrap().unread_columns, ["Cartão"]);
        for none in [
            "<html><table><tr><td>Ana</td></tr></table></html>",
            "{\"name\": \"Ana\"}",
            "{\\rtf1 Ana Gil}",
            "BEGIN:VCARD\nFN:Ana Gil\nEND:VCARD",
        ] {
            assert!(lines(none).is_err(), "{none}");
        }
    }

    /// Many lists have a title above their headings; it is not a signer.
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
