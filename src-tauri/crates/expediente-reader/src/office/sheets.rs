//! Excel since 2007 (ECMA-376, part 1, 18).

use std::collections::BTreeMap;

use expediente_model::Finding;

use crate::office::package::{Package, damaged};
use crate::office::seen::Seen;
use crate::office::xml::{Step, local};

/// Reads what the file says.
pub(crate) fn see(package: &mut Package<'_>, seen: &mut Seen) -> Result<(), Finding> {
    if !package.has("xl/workbook.xml") {
        return Err(damaged());
    }
    package.walk("xl/workbook.xml", |step| {
        if let Step::Open(element) = step
            && element.local() == "sheet"
            && matches!(element.get("state"), Some("hidden" | "veryHidden"))
        {
            let name = element.get("name").map_or("", |name| name);
            seen.hidden_sheets.push(name.to_owned());
        }
    })?;
    package.fonts("xl/styles.xml", seen)?;
    // Words are in a list of their own; cells name them by number.
    let mut words: BTreeMap<u64, String> = BTreeMap::new();
    let mut number = 0u64;
    let mut in_words = false;
    package.walk("xl/sharedStrings.xml", |step| match step {
        Step::Open(element) => in_words = element.local() == "t",
        Step::Close(name) => {
            in_words = false;
            number += u64::from(local(name) == "si");
        }
        Step::Text(text) if in_words && number < FIRST_WORDS => {
            words.entry(number).or_default().push_str(text);
        }
        Step::Text(_) => {}
    })?;
    for (at, name) in package
        .names_in("xl/worksheets/", ".xml")
        .iter()
        .enumerate()
    {
        let mut cell = Cell::default();
        package.walk(name, |step| match step {
            Step::Open(element) => match element.local() {
                "row" => seen.hidden_rows += u64::from(element.is_on("hidden", false)),
                "col" => seen.hidden_columns += hidden_columns(element),
                "c" => cell.is_shared = element.get("t") == Some("s"),
                "v" | "t" => cell.in_value = true,
                _ => {}
            },
            Step::Close(name) => match local(name) {
                "v" | "t" => cell.in_value = false,
                "row" if at == 0 => seen.end_line(),
                _ => {}
            },
            Step::Text(text) if at == 0 && cell.in_value => {
                let shared = text.parse().ok().and_then(|number: u64| words.get(&number));
                let shown = match shared {
                    Some(words) if cell.is_shared => words,
                    _ => text,
                };
                seen.word(shown);
                seen.word(" ");
            }
            Step::Text(_) => {}
        })?;
    }
    let mut comments = package.names_in("xl/", ".xml");
    comments.retain(|name| name.starts_with("xl/comments"));
    comments.extend(package.names_in("xl/comments/", ".xml"));
    for name in comments {
        seen.comments += package.count(&name, "comment")?;
    }
    seen.outside += package.count_outside()?;
    seen.has_macros |= package.has("xl/vbaProject.bin");
    Ok(())
}

/// Words of the list that are kept: the first cells name the first of them.
const FIRST_WORDS: u64 = 10_000;

#[derive(Default)]
struct Cell {
    is_shared: bool,
    in_value: bool,
}

/// How many columns an element hides; one that hides all to the right of a table hides nothing.
fn hidden_columns(element: &crate::office::xml::Element) -> u64 {
    if !element.is_on("hidden", false) {
        return 0;
    }
    let number = |name: &str| {
        element
            .get(name)
            .and_then(|value| value.parse::<u64>().ok())
    };
    match (number("min"), number("max")) {
        (Some(first), Some(last)) if last < LAST_COLUMN && last >= first => last - first + 1,
        _ => 0,
    }
}

/// The number of the last column that a sheet can have.
const LAST_COLUMN: u64 = 16_384;
