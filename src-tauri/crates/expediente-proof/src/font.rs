//! The fonts of our own text: which letter a code is, and how wide.

use std::collections::BTreeMap;

use crate::file::{Fault, File};
use crate::object::{Dict, Lexer, Object};

/// A Type 0 font with two-byte codes, as our own pages and stamps have.
#[derive(Debug, Default)]
pub struct Font {
    letters: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f64>,
    default_width: f64,
    pub embedded: bool,
}

impl Font {
    /// Reads a font; none when it is not of the kind that we write.
    pub fn read(file: &File<'_>, dict: &Dict) -> Result<Option<Self>, Fault> {
        if dict.name(b"Subtype") != Some(b"Type0") || dict.name(b"Encoding") != Some(b"Identity-H")
        {
            return Ok(None);
        }
        let mut font = Self {
            default_width: 1000.0,
            ..Self::default()
        };
        if let Some(number) = dict.reference(b"ToUnicode") {
            let (_, map) = file.stream(number)?;
            font.read_map(&map);
        }
        let descendants = match dict.get(b"DescendantFonts") {
            Some(value) => file.resolve(value)?,
            None => Object::Null,
        };
        let Some(first) = descendants.array().and_then(<[Object]>::first) else {
            return Ok(None);
        };
        let Object::Dict(descendant) = file.resolve(first)? else {
            return Ok(None);
        };
        if let Some(width) = descendant.get(b"DW").and_then(Object::number) {
            font.default_width = width;
        }
        if let Some(widths) = descendant.get(b"W") {
            let widths = file.resolve(widths)?;
            font.read_widths(widths.array().unwrap_or_default());
        }
        if let Some(descriptor) = file.dict(&descendant, b"FontDescriptor")? {
            font.embedded = [b"FontFile2".as_slice(), b"FontFile3", b"FontFile"]
                .iter()
                .any(|key| {
                    descriptor
                        .reference(key)
                        .is_some_and(|number| file.exists(number))
                });
        }
        Ok(Some(font))
    }

    /// The text and its width in thousandths of the font size.
    pub fn decode(&self, codes: &[u8]) -> (String, f64) {
        let mut text = String::new();
        let mut width = 0.0;
        for pair in codes.chunks(2) {
            let code = pair
                .iter()
                .fold(0, |code, &byte| code << 8 | u16::from(byte));
            text.push_str(self.letters.get(&code).map_or("\u{fffd}", String::as_str));
            width += self
                .widths
                .get(&code)
                .copied()
                .unwrap_or(self.default_width);
        }
        (text, width)
    }

    fn read_widths(&mut self, widths: &[Object]) {
        let mut rest = widths.iter();
        while let Some(first) = rest.next().and_then(Object::integer) {
            match rest.next() {
                Some(Object::Array(run)) => {
                    for (at, width) in run.iter().enumerate() {
                        let code = u16::try_from(first + at as i64).unwrap_or(0);
                        self.widths.insert(code, width.number().unwrap_or(0.0));
                    }
                }
                Some(last) => {
                    let width = rest.next().and_then(Object::number).unwrap_or(0.0);
                    for code in first..=last.integer().unwrap_or(first).min(65_535) {
                        self.widths.insert(u16::try_from(code).unwrap_or(0), width);
                    }
                }
                None => return,
            }
        }
    }

    fn read_map(&mut self, map: &[u8]) {
        let mut lexer = Lexer::of_content(map);
        let mut operands = Vec::new();
        while let Ok(object) = lexer.object() {
            match object {
                Object::Operator(word) => {
                    match word.as_slice() {
                        b"endbfchar" => {
                            for pair in operands.chunks(2) {
                                if let [Object::Text(code), Object::Text(letters)] = pair {
                                    self.letters.insert(number(code), utf16(letters));
                                }
                            }
                        }
                        b"endbfrange" => {
                            for triple in operands.chunks(3) {
                                self.read_range(triple);
                            }
                        }
                        _ => {}
                    }
                    operands.clear();
                }
                object => operands.push(object),
            }
        }
    }

    fn read_range(&mut self, triple: &[Object]) {
        match triple {
            [
                Object::Text(first),
                Object::Text(last),
                Object::Text(letters),
            ] => {
                let (head, tail) = letters.split_at(letters.len().saturating_sub(2));
                for (at, code) in (number(first)..=number(last)).enumerate() {
                    let unit = number(tail).wrapping_add(u16::try_from(at).unwrap_or(0));
                    self.letters
                        .insert(code, utf16(&[head, &unit.to_be_bytes()].concat()));
                }
            }
            [Object::Text(first), Object::Text(last), Object::Array(each)] => {
                for (code, letters) in (number(first)..=number(last)).zip(each) {
                    if let Object::Text(letters) = letters {
                        self.letters.insert(code, utf16(letters));
                    }
                }
            }
            _ => {}
        }
    }
}

fn number(bytes: &[u8]) -> u16 {
    bytes
        .iter()
        .fold(0, |number, &byte| number << 8 | u16::from(byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(number);
    char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{fffd}'))
        .collect()
}
