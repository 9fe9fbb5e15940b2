//! A list of people: a CSV file with a heading over each column.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use expediente_model::folded;

use crate::error::{AppError, At};
use crate::petitions::list_lines;
use crate::request_error::RequestError;

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Its line in the file, counted from 1.
    pub line: u64,
    /// Its cells that are not empty, by heading: lower case, without accents, with hyphens for
    /// spaces.
    pub cells: BTreeMap<String, String>,
}

pub(super) fn people(file: &Path) -> Result<Vec<Person>, AppError> {
    let lines = list_lines::of_text(&fs::read(file).at(file)?)?;
    let mut lines = lines.into_iter();
    let Some((_, headings)) = lines.next() else {
        return Err(RequestError::PeopleEmpty.into());
    };
    let headings: Vec<String> = headings.iter().map(|one| heading(one)).collect();
    for (at, one) in headings.iter().enumerate() {
        if !one.is_empty() && headings.iter().take(at).any(|had| had == one) {
            return Err(RequestError::PeopleTwice(one.clone()).into());
        }
    }
    let people: Vec<Person> = lines
        .map(|(line, cells)| {
            // A cell without a heading would be lost.
            let is_lost = |(at, cell): (usize, &String)| {
                !cell.is_empty() && headings.get(at).is_none_or(String::is_empty)
            };
            if cells.iter().enumerate().any(is_lost) {
                return Err(RequestError::PeopleCell { line });
            }
            let cells = headings.iter().cloned().zip(cells);
            let cells = cells.filter(|(_, cell)| !cell.is_empty()).collect();
            Ok(Person { line, cells })
        })
        .collect::<Result<_, _>>()?;
    if people.is_empty() {
        return Err(RequestError::PeopleEmpty.into());
    }
    Ok(people)
}

/// A heading as it is compared: "Número de caso" and "numero-de-caso" are one.
fn heading(text: &str) -> String {
    let text = folded(text);
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_as_offices_write_them() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("p.csv");
        let read = |text: &[u8]| {
            fs::write(&file, text).unwrap();
            people(&file)
        };
        let text = "\u{feff}Nombre;Carpeta;Número\r\nAna Gil;ana;A 1\r\n;;\r\nLuis;luis;\r\n";
        let found = read(text.as_bytes()).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].cells["nombre"], "Ana Gil");
        assert_eq!(found[0].cells["numero"], "A 1");
        assert_eq!((found[1].line, found[1].cells.len()), (4, 2));
        for (text, code) in [
            ("", "people-empty"),
            ("name,folder\n", "people-empty"),
            ("name,name\na,b\n", "people-twice"),
            ("name,folder\na,b,c\n", "people-cell"),
            ("name,,x\na,b,c\n", "people-cell"),
        ] {
            assert_eq!(read(text.as_bytes()).unwrap_err().code(), code, "{text}");
        }
    }
}
