//! The PDF's own page labels (ISO 32000-2, 12.4.2), as viewers read them.

use crate::file::{Fault, form};
use crate::object::{Dict, Object};

/// The labels of `pages` pages, exactly one for each.
pub fn read(root: &Dict, pages: usize) -> Result<Vec<String>, Fault> {
    let Some(tree) = root.get(b"PageLabels").and_then(Object::dict) else {
        return form("it has no page labels");
    };
    let numbers = match tree.0.as_slice() {
        [(key, Object::Array(numbers))] if key == b"Nums" => numbers,
        _ => return form("its page labels are damaged"),
    };
    let mut ranges: Vec<(usize, Dict)> = Vec::new();
    for pair in numbers.chunks(2) {
        let [start, Object::Dict(range)] = pair else {
            return form("its page labels are damaged");
        };
        let start = start
            .integer()
            .and_then(|start| usize::try_from(start).ok());
        let is_known = range.others(&[b"S", b"P", b"St"]).next().is_none();
        let (Some(start), true) = (start, is_known) else {
            return form("its page labels are damaged");
        };
        ranges.push((start, range.clone()));
    }
    if ranges.first().is_none_or(|(start, _)| *start != 0)
        || !ranges.is_sorted_by(|(a, _), (b, _)| a < b)
    {
        return form("its page labels are out of order");
    }
    let mut labels = Vec::with_capacity(pages);
    for (at, (start, range)) in ranges.iter().enumerate() {
        let end = ranges
            .get(at + 1)
            .map_or(pages, |(next, _)| *next)
            .min(pages);
        for page in *start..end {
            labels.push(label(range, page - start)?);
        }
    }
    Ok(labels)
}

fn label(range: &Dict, offset: usize) -> Result<String, Fault> {
    // A range without a prefix, a first number or a style is normal and means these.
    let prefix = match range.get(b"P") {
        Some(prefix) => prefix.text(),
        None => Some(String::new()),
    };
    let first = match range.get(b"St") {
        Some(first) => first.integer(),
        None => Some(1),
    };
    let style = match range.get(b"S") {
        Some(style) => style.name().map(Some),
        None => Some(None),
    };
    let (Some(prefix), Some(first), Some(style)) = (prefix, first, style) else {
        return form("its page labels are damaged");
    };
    // Beyond this a label in letters or Roman numerals would be longer than a page is wide.
    let number = match usize::try_from(first) {
        Ok(first) if first < 10_000_000 => first + offset,
        _ => return form("its page labels are damaged"),
    };
    let number = match style {
        None => String::new(),
        Some(b"D") => number.to_string(),
        Some(b"r") => roman(number).to_lowercase(),
        Some(b"R") => roman(number),
        Some(b"A") => letters(number),
        Some(b"a") => letters(number).to_lowercase(),
        Some(_) => return form("its page labels are of an unknown style"),
    };
    Ok(prefix + &number)
}

fn roman(mut number: usize) -> String {
    if number > 20_000 {
        return number.to_string();
    }
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

/// A to Z, then AA to ZZ, then AAA to ZZZ: the standard repeats the letter.
fn letters(number: usize) -> String {
    let index = number.saturating_sub(1).min(20_000);
    // The remainder is below 26, so nothing is cut off.
    #[allow(clippy::cast_possible_truncation)]
    let letter = char::from(b'A' + (index % 26) as u8);
    std::iter::repeat_n(letter, index / 26 + 1).collect()
}
