//! Fonts of our own text: letter and width of each code.

use std::collections::BTreeMap;

use crate::file::{Fault, File, form};
use crate::object::{Dict, Lexer, Object, utf16};

/// The largest map from codes to letters.
const LARGEST_MAP: usize = 4 << 20;

/// A Type 0 font with two-byte codes, as our own pages and stamps use it.
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
            // The default of the standard.
            default_width: 1000.0,
            ..Self::default()
        };
        if let Some(number) = dict.reference(b"ToUnicode") {
            let (_, map) = file.stream(number, LARGEST_MAP)?;
            if font.read_map(&map).is_none() {
                return form("the character map of a font is damaged");
            }
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
        if let Some(width) = descendant.get(b"DW") {
            let Some(width) = width.number() else {
                return form("the default width of a font is not a number");
            };
            font.default_width = width;
        }
        if let Some(widths) = descendant.get(b"W") {
            let widths = file.resolve(widths)?;
            let read = widths.array().and_then(|widths| font.read_widths(widths));
            if read.is_none() {
                return form("the widths of a font are damaged");
            }
        }
        if let Some(descriptor) = file.dict(&descendant, b"FontDescriptor")? {
            font.embedded = [b"FontFile2".as_slice(), b"FontFile3", b"FontFile"]
                .iter()
                .any(|key| {
                    descriptor
                        .reference(key)
                        .is_some_and(|number| file.indirect(number).is_ok())
                });
        }
        Ok(Some(font))
    }

    /// A font that shows each of these letters by its own code, half as wide as high.
    #[cfg(test)]
    pub fn for_test(letters: &str) -> Self {
        let letters = letters.chars().filter_map(|letter| {
            let code = u16::try_from(u32::from(letter)).ok()?;
            Some((code, letter.to_string()))
        });
        Self {
            letters: letters.collect(),
            default_width: 500.0,
            embedded: true,
            ..Self::default()
        }
    }

    /// The text and its width in thousandths of the font size; none where half a code is left over.
    /// A code without a letter becomes U+FFFD, which matches no text of ours.
    pub fn decode(&self, codes: &[u8]) -> Option<(String, f64)> {
        let (codes, rest) = codes.as_chunks::<2>();
        if !rest.is_empty() {
            return None;
        }
        let mut text = String::new();
        let mut width = 0.0;
        for pair in codes {
            let code = u16::from_be_bytes(*pair);
            text.push_str(self.letters.get(&code).map_or("\u{fffd}", String::as_str));
            width += self.widths.get(&code).unwrap_or(&self.default_width);
        }
        Some((text, width))
    }

    /// Every code that shows letters, with the letters and its width in thousandths.
    pub fn codes(&self) -> impl Iterator<Item = (u16, &str, f64)> {
        self.letters.iter().map(|(code, letters)| {
            let width = self
                .widths
                .get(code)
                .map_or(self.default_width, |width| *width);
            (*code, letters.as_str(), width)
        })
    }

    /// Reads the array of widths (ISO 32000-2, 9.7.4.3).
    fn read_widths(&mut self, widths: &[Object]) -> Option<()> {
        let mut rest = widths.iter();
        while let Some(first) = rest.next() {
            let first = u16::try_from(first.integer()?).ok()?;
            match rest.next()? {
                Object::Array(run) => {
                    let codes = first..=u16::MAX;
                    for (code, width) in codes.zip(run) {
                        self.widths.insert(code, width.number()?);
                    }
                }
                last => {
                    let last = u16::try_from(last.integer()?).ok()?;
                    let width = rest.next()?.number()?;
                    for code in first..=last {
                        self.widths.insert(code, width);
                    }
                }
            }
        }
        Some(())
    }

    /// Reads a ToUnicode map (ISO 32000-2, 9.10.3).
    fn read_map(&mut self, map: &[u8]) -> Option<()> {
        let mut lexer = Lexer::of_map(map);
        let mut operands = Vec::new();
        loop {
            lexer.skip_space();
            if lexer.rest().is_empty() {
                return Some(());
            }
            let word = match lexer.object().ok()? {
                Object::Operator(word) => word,
                object => {
                    operands.push(object);
                    continue;
                }
            };
            match word.as_slice() {
                b"endbfchar" => {
                    for pair in operands.chunks(2) {
                        let [Object::Text(code), Object::Text(letters)] = pair else {
                            return None;
                        };
                        self.letters.insert(unit(code)?, utf16(letters)?);
                    }
                }
                b"endbfrange" => {
                    for triple in operands.chunks(3) {
                        self.read_range(triple)?;
                    }
                }
                _ => {}
            }
            operands.clear();
        }
    }

    fn read_range(&mut self, triple: &[Object]) -> Option<()> {
        let [Object::Text(first), Object::Text(last), target] = triple else {
            return None;
        };
        let codes = unit(first)?..=unit(last)?;
        match target {
            Object::Text(letters) => {
                // The last unit counts up with the code.
                let (head, tail) = letters.split_last_chunk::<2>()?;
                for (unit, code) in (u16::from_be_bytes(*tail)..=u16::MAX).zip(codes) {
                    let letters = [head, &unit.to_be_bytes()].concat();
                    self.letters.insert(code, utf16(&letters)?);
                }
            }
            Object::Array(each) => {
                for (code, letters) in codes.zip(each) {
                    let Object::Text(letters) = letters else {
                        return None;
                    };
                    self.letters.insert(code, utf16(letters)?);
                }
            }
            _ => return None,
        }
        Some(())
    }
}

/// A two-byte code.
fn unit(bytes: &[u8]) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.try_into().ok()?))
}
