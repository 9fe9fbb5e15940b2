//! The PDF's own page labels (ISO 32000-2, 12.4.2), as viewers read them.

use crate::file::{Fault, File, form};
use crate::object::{Dict, Object};

/// The labels of `pages` pages, exactly one for each.
pub fn read(file: &File<'_>, root: &Dict, pages: usize) -> Result<Vec<String>, Fault> {
    let Some(tree) = file.dict(root, b"PageLabels")? else {
        return form("it has no page labels");
    };
    let mut ranges: Vec<(usize, Dict)> = Vec::new();
    let mut waiting = vec![tree];
    let mut nodes = 0;
    while let Some(node) = waiting.pop() {
        nodes += 1;
        if nodes > 100_000 {
            return form("its page labels go round in a circle");
        }
        let (kids, numbers) = (node.get(b"Kids"), node.get(b"Nums"));
        if kids.is_none() && numbers.is_none() {
            return form("its page labels are damaged");
        }
        if let Some(kids) = kids {
            let kids = file.resolve(kids)?;
            let Some(kids) = kids.array() else {
                return form("its page labels are damaged");
            };
            for kid in kids.iter().rev() {
                let Object::Dict(kid) = file.resolve(kid)? else {
                    return form("its page labels are damaged");
                };
                waiting.push(kid);
            }
        }
        let Some(numbers) = numbers else {
            // An inner node.
            continue;
        };
        let numbers = file.resolve(numbers)?;
        let Some(numbers) = numbers.array() else {
            return form("its page labels are damaged");
        };
        for pair in numbers.chunks(2) {
            let [start, range] = pair else {
                return form("its page labels are damaged");
            };
            let start = start
                .integer()
                .and_then(|start| usize::try_from(start).ok());
            let range = file.resolve(range)?;
            let (Some(start), Some(range)) = (start, range.dict()) else {
                return form("its page labels are damaged");
            };
            ranges.push((start, range.clone()));
        }
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
