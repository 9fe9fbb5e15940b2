//! PDF objects and their lexer.

use std::collections::BTreeSet;

/// An object.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    Null,
    Bool(bool),
    Integer(i64),
    Real(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    Reference(u32),
    /// An operator of a content stream.
    Operator(Vec<u8>),
}

/// A dictionary.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dict(pub Vec<(Vec<u8>, Object)>);

/// Why bytes are not an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The bytes end too early.
    End,
    /// The bytes do not follow the grammar.
    Form,
}

impl Dict {
    pub fn get(&self, key: &[u8]) -> Option<&Object> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    pub fn integer(&self, key: &[u8]) -> Option<i64> {
        self.get(key).and_then(Object::integer)
    }

    /// The entries besides those of these names.
    pub fn others<'a>(
        &'a self,
        names: &'a [&[u8]],
    ) -> impl Iterator<Item = &'a (Vec<u8>, Object)> + 'a {
        let is_other = |(name, _): &&(Vec<u8>, Object)| !names.contains(&name.as_slice());
        self.0.iter().filter(is_other)
    }

    /// The entries in the order of their names.
    pub fn sorted(&self) -> Vec<&(Vec<u8>, Object)> {
        let mut entries: Vec<&(Vec<u8>, Object)> = self.0.iter().collect();
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        entries
    }

    /// Appends the dictionary in its canonical form, without the entries of these names.
    pub fn canonical(
        &self,
        out: &mut Vec<u8>,
        skip: &[&[u8]],
        reference: &mut impl FnMut(&mut Vec<u8>, u32),
    ) {
        let mut entries: Vec<&(Vec<u8>, Object)> = self.others(skip).collect();
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        out.push(b'<');
        count(out, entries.len());
        for (name, value) in entries {
            tagged(out, b'/', name);
            value.canonical(out, reference);
        }
    }

    pub fn name(&self, key: &[u8]) -> Option<&[u8]> {
        self.get(key).and_then(Object::name)
    }

    pub fn reference(&self, key: &[u8]) -> Option<u32> {
        self.get(key).and_then(Object::reference)
    }
}

impl Object {
    pub fn integer(&self) -> Option<i64> {
        if let Self::Integer(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(value) => Some(*value as f64),
            Self::Real(value) => Some(*value),
            _ => None,
        }
    }

    pub fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self {
            Some(name)
        } else {
            None
        }
    }

    pub fn reference(&self) -> Option<u32> {
        if let Self::Reference(number) = self {
            Some(*number)
        } else {
            None
        }
    }

    pub fn array(&self) -> Option<&[Object]> {
        if let Self::Array(items) = self {
            Some(items)
        } else {
            None
        }
    }

    pub fn dict(&self) -> Option<&Dict> {
        if let Self::Dict(dict) = self {
            Some(dict)
        } else {
            None
        }
    }

    /// A text string: UTF-16 after its mark, otherwise Latin-1, which PDFDocEncoding is for
    /// letters. None where this is not a string, or UTF-16 with half a unit.
    pub fn text(&self) -> Option<String> {
        let Self::Text(bytes) = self else { return None };
        match bytes.strip_prefix(&[0xfe, 0xff]) {
            Some(wide) => utf16(wide),
            None => Some(bytes.iter().copied().map(char::from).collect()),
        }
    }

    /// Appends this object in the form in which it is hashed, which does not depend on how it is
    /// written (`docs/format.md`). `reference` appends what stands for a reference.
    pub fn canonical(&self, out: &mut Vec<u8>, reference: &mut impl FnMut(&mut Vec<u8>, u32)) {
        match self {
            Self::Null => out.push(b'z'),
            Self::Bool(true) => out.push(b't'),
            Self::Bool(false) => out.push(b'f'),
            Self::Integer(value) => number(out, *value as f64),
            Self::Real(value) => number(out, *value),
            Self::Name(name) => tagged(out, b'/', name),
            Self::Text(text) => tagged(out, b's', text),
            Self::Operator(word) => tagged(out, b'o', word),
            Self::Reference(to) => reference(out, *to),
            Self::Array(items) => {
                out.push(b'[');
                count(out, items.len());
                for item in items {
                    item.canonical(out, reference);
                }
            }
            Self::Dict(dict) => dict.canonical(out, &[], reference),
        }
    }
}

/// Appends bytes after their length.
pub fn counted(out: &mut Vec<u8>, bytes: &[u8]) {
    count(out, bytes.len());
    out.extend_from_slice(bytes);
}

fn count(out: &mut Vec<u8>, count: usize) {
    // No object is larger than the largest that is read.
    #[allow(clippy::cast_possible_truncation)]
    let count = count as u32;
    out.extend_from_slice(&count.to_le_bytes());
}

fn tagged(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    out.push(tag);
    counted(out, bytes);
}

fn number(out: &mut Vec<u8>, value: f64) {
    out.push(b'n');
    // Zero has one form.
    out.extend_from_slice(&(value + 0.0).to_le_bytes());
}

/// Reads objects one after the other.
pub struct Lexer<'a> {
    rest: &'a [u8],
    length: usize,
    /// Whether `12 0 R` is a reference: it is in files, and cannot be in content streams.
    references: bool,
    /// Whether comments are passed over. They are not read by anybody who looks at a page, so
    /// neither a file nor content of ours has one.
    comments: bool,
    /// Values that may still be read.
    left: usize,
}

const DEEPEST: usize = 200;
/// Most values in one object of a file. The largest are the widths of the letters of a font and the
/// labels of 50,000 pages.
const MOST_VALUES: usize = 1 << 20;

impl<'a> Lexer<'a> {
    /// A lexer of a file.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            length: bytes.len(),
            references: true,
            comments: false,
            left: MOST_VALUES,
        }
    }

    /// A lexer of a program in the syntax of PostScript: the map of a font.
    pub fn of_map(bytes: &'a [u8]) -> Self {
        Self {
            references: false,
            comments: true,
            left: usize::MAX,
            ..Self::new(bytes)
        }
    }

    /// A lexer of a content stream of ours.
    pub fn of_our_content(bytes: &'a [u8]) -> Self {
        Self {
            references: false,
            left: usize::MAX,
            ..Self::new(bytes)
        }
    }

    /// Goes back to what was left before.
    pub fn go_back(&mut self, rest: &'a [u8]) {
        self.rest = rest;
    }

    /// The number of bytes that were read.
    pub fn at(&self) -> usize {
        self.length - self.rest.len()
    }

    /// The bytes that were not read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Takes so many bytes, fewer at the end.
    pub fn take(&mut self, bytes: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(bytes.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    fn next(&mut self) -> Result<u8, Wrong> {
        let (&byte, rest) = self.rest.split_first().ok_or(Wrong::End)?;
        self.rest = rest;
        Ok(byte)
    }

    /// Takes bytes as long as they are of a kind.
    fn take_while(&mut self, kind: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.rest.iter().position(|&byte| !kind(byte));
        self.take(match end {
            Some(end) => end,
            None => self.rest.len(),
        })
    }

    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' && self.comments {
                self.take_while(|byte| byte != b'\n' && byte != b'\r');
            } else if is_space(byte) {
                self.take(1);
            } else {
                return;
            }
        }
    }

    /// Takes a word if it comes next.
    pub fn keyword(&mut self, word: &[u8]) -> Result<(), Wrong> {
        self.skip_space();
        if self.rest.starts_with(word) {
            self.take(word.len());
            Ok(())
        } else if word.starts_with(self.rest) {
            Err(Wrong::End)
        } else {
            Err(Wrong::Form)
        }
    }

    /// The next object.
    pub fn object(&mut self) -> Result<Object, Wrong> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Result<Object, Wrong> {
        self.left = self.left.checked_sub(1).ok_or(Wrong::Form)?;
        if depth > DEEPEST {
            return Err(Wrong::Form);
        }
        self.skip_space();
        match self.peek().ok_or(Wrong::End)? {
            b'/' => self.name(),
            b'(' => self.literal(),
            b'[' => {
                self.take(1);
                let mut items = Vec::new();
                loop {
                    self.skip_space();
                    if self.peek().ok_or(Wrong::End)? == b']' {
                        self.take(1);
                        return Ok(Object::Array(items));
                    }
                    items.push(self.nested(depth + 1)?);
                }
            }
            b'<' if self.rest.get(1).ok_or(Wrong::End)? == &b'<' => {
                self.take(2);
                let (mut entries, mut known) = (Vec::new(), BTreeSet::new());
                loop {
                    self.skip_space();
                    if self.rest.starts_with(b">>") {
                        self.take(2);
                        return Ok(Object::Dict(Dict(entries)));
                    }
                    let Object::Name(key) = self.nested(depth + 1)? else {
                        return Err(Wrong::Form);
                    };
                    let value = self.nested(depth + 1)?;
                    // Of two entries with one name some readers take the first, some the last.
                    if !known.insert(key.clone()) && self.references {
                        return Err(Wrong::Form);
                    }
                    entries.push((key, value));
                }
            }
            b'<' => self.hex(),
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            b'%' => Err(Wrong::Form),
            b')' | b'>' | b']' | b'{' | b'}' if self.references => Err(Wrong::Form),
            b')' | b'>' | b']' | b'{' | b'}' => {
                self.take(1);
                Ok(Object::Null)
            }
            _ => {
                let word = self.word();
                if self.rest.is_empty() && self.references {
                    return Err(Wrong::End);
                }
                Ok(match word {
                    b"true" => Object::Bool(true),
                    b"false" => Object::Bool(false),
                    b"null" => Object::Null,
                    word if self.references => {
                        return Err(if word.is_empty() {
                            Wrong::End
                        } else {
                            Wrong::Form
                        });
                    }
                    word => Object::Operator(word.to_vec()),
                })
            }
        }
    }

    fn word(&mut self) -> &'a [u8] {
        self.take_while(|byte| !is_space(byte) && !is_delimiter(byte))
    }

    fn name(&mut self) -> Result<Object, Wrong> {
        self.take(1);
        let mut rest = self.word();
        if self.rest.is_empty() && self.references {
            return Err(Wrong::End);
        }
        let mut name = Vec::with_capacity(rest.len());
        while let Some((&byte, tail)) = rest.split_first() {
            if byte == b'#'
                && let Some((pair, after)) = tail.split_at_checked(2)
                && let Some(value) = hex_pair(pair)
            {
                name.push(value);
                rest = after;
            } else {
                // Before PDF 1.2 a `#` in a name was itself.
                name.push(byte);
                rest = tail;
            }
        }
        Ok(Object::Name(name))
    }

    fn number(&mut self) -> Result<Object, Wrong> {
        let word = self.word();
        if self.rest.is_empty() && self.references {
            return Err(Wrong::End);
        }
        let text = std::str::from_utf8(word).map_err(|_| Wrong::Form)?;
        let Ok(value) = text.parse::<i64>() else {
            return match text.parse::<f64>() {
                Ok(value) => Ok(Object::Real(value)),
                // Foreign content has numbers such as `--5` or `1.2.3`.
                Err(_) if !self.references => Ok(Object::Null),
                Err(_) => Err(Wrong::Form),
            };
        };
        if !self.references || value < 0 {
            return Ok(Object::Integer(value));
        }
        let back = self.rest;
        self.skip_space();
        let generation = self.word();
        self.skip_space();
        if self.rest.is_empty() {
            return Err(Wrong::End);
        }
        if generation == b"0" && self.word() == b"R" {
            return u32::try_from(value)
                .map(Object::Reference)
                .map_err(|_| Wrong::Form);
        }
        self.rest = back;
        Ok(Object::Integer(value))
    }

    fn literal(&mut self) -> Result<Object, Wrong> {
        self.take(1);
        let mut text = Vec::new();
        let mut depth = 1;
        loop {
            let byte = self.next()?;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(Object::Text(text));
                    }
                }
                b'\\' => {
                    match self.next()? {
                        b'n' => text.push(b'\n'),
                        b'r' => text.push(b'\r'),
                        b't' => text.push(b'\t'),
                        b'b' => text.push(8),
                        b'f' => text.push(12),
                        first @ b'0'..=b'7' => {
                            let mut value = first - b'0';
                            for _ in 0..2 {
                                let Some(digit @ b'0'..=b'7') = self.peek() else {
                                    break;
                                };
                                // The standard ignores overflow.
                                value = value << 3 | (digit - b'0');
                                self.take(1);
                            }
                            text.push(value);
                        }
                        b'\r' if self.peek() == Some(b'\n') => {
                            self.take(1);
                        }
                        b'\r' | b'\n' => {}
                        other => text.push(other),
                    }
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }

    fn hex(&mut self) -> Result<Object, Wrong> {
        self.take(1);
        let mut digits = Vec::new();
        loop {
            match self.next()? {
                b'>' => break,
                byte if is_space(byte) => {}
                byte => digits.push(byte),
            }
        }
        // The standard completes a missing last digit with 0.
        if digits.len() % 2 == 1 {
            digits.push(b'0');
        }
        digits
            .chunks(2)
            .map(hex_pair)
            .collect::<Option<_>>()
            .map(Object::Text)
            .ok_or(Wrong::Form)
    }
}

fn hex_pair(pair: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(pair).ok()?;
    u8::from_str_radix(text, 16).ok()
}

/// Big-endian UTF-16; none where half a unit is left over. A lone surrogate becomes U+FFFD, which
/// matches no text of ours.
pub fn utf16(bytes: &[u8]) -> Option<String> {
    let (units, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let units = units.iter().map(|pair| u16::from_be_bytes(*pair));
    Some(String::from_utf16_lossy(&units.collect::<Vec<_>>()))
}

pub fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every form of object that a file of ours can have: the proof is only as good as its lexer.
    #[test]
    fn objects_are_read_as_written() {
        let read = |text: &str| Lexer::new(format!("{text} ").as_bytes()).object();
        assert_eq!(read("12 0 R"), Ok(Object::Reference(12)));
        assert_eq!(read("12 0 "), Err(Wrong::End));
        assert_eq!(read("12 0 5"), Ok(Object::Integer(12)));
        assert_eq!(read("-1.50"), Ok(Object::Real(-1.5)));
        assert_eq!(read("/A#20B"), Ok(Object::Name(b"A B".to_vec())));
        assert_eq!(
            read(r"(a\(b\)\101(c))"),
            Ok(Object::Text(b"a(b)A(c)".to_vec()))
        );
        assert_eq!(read("<feff00e9>").unwrap().text().unwrap(), "é");
        assert_eq!(
            read("<< /A [1 true null] >>")
                .unwrap()
                .dict()
                .unwrap()
                .0
                .len(),
            1
        );
        assert_eq!(read("<< /A"), Err(Wrong::End));
        assert_eq!(read("<</A 1/A 2>>"), Err(Wrong::Form));
        assert_eq!(read("[1 %hidden\n 2]"), Err(Wrong::Form));
    }

    /// A small file must not become a large one in memory.
    #[test]
    fn an_object_has_a_largest_number_of_values() {
        let array = |values: usize| format!("[{}]", "0 ".repeat(values));
        assert!(
            Lexer::new(array(MOST_VALUES - 1).as_bytes())
                .object()
                .is_ok()
        );
        let more = array(MOST_VALUES);
        assert_eq!(Lexer::new(more.as_bytes()).object(), Err(Wrong::Form));
    }
}
