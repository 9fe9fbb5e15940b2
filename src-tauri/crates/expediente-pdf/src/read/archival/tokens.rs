//! The operands of an operator, read strictly: nothing may be between tokens but space.

use crate::read::archival::limits::{self, LONGEST_STRING};
use crate::read::content_names::decoded;
use crate::read::lexer::{Kind, Lexer, Token, hex_digit, is_numeric, is_space};

/// Arrays and dictionaries one in the other.
const DEEPEST: usize = 8;

/// What an operator gets.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand {
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Operand>),
    /// Keys and values in turn.
    Dict(Vec<Operand>),
    Boolean(bool),
    Null,
}

/// What is read next.
pub(super) enum Item<'a> {
    Operand(Operand),
    Operator(&'a [u8]),
    /// The end of an array or a dictionary.
    Close(Kind),
    /// The end of the content.
    End,
}

pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    lexer: Lexer<'a>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            lexer: Lexer::new(bytes),
        }
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.lexer.rest()
    }

    /// Moves over so many bytes.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.lexer.seek(self.lexer.at() + bytes);
    }

    /// The next operand or operator; nothing where readers may disagree about what it is.
    pub(super) fn next(&mut self) -> Option<Item<'a>> {
        self.item(0)
    }

    fn token(&mut self) -> Option<Option<Token<'a>>> {
        let from = self.lexer.at();
        let token = self.lexer.next();
        let to = token.map_or(self.bytes.len(), |token| token.start);
        let between = self.bytes.get(from..to)?;
        between.iter().all(|byte| is_space(*byte)).then_some(token)
    }

    fn item(&mut self, depth: usize) -> Option<Item<'a>> {
        let Some(token) = self.token()? else {
            return Some(Item::End);
        };
        let text = token.text;
        Some(match token.kind {
            Kind::Unterminated => return None,
            Kind::ArrayClose | Kind::DictClose => Item::Close(token.kind),
            Kind::ArrayOpen => Item::Operand(Operand::Array(self.items(Kind::ArrayClose, depth)?)),
            Kind::DictOpen => {
                let items = self.items(Kind::DictClose, depth)?;
                let (pairs, odd) = items.as_chunks::<2>();
                let mut keys = pairs.iter().map(|[key, _]| key);
                if !odd.is_empty() || !keys.all(|key| matches!(key, Operand::Name(_))) {
                    return None;
                }
                Item::Operand(Operand::Dict(items))
            }
            Kind::Name => Item::Operand(Operand::Name(name(text)?)),
            Kind::Literal => Item::Operand(Operand::Text(literal(text)?)),
            Kind::Hex => Item::Operand(Operand::Text(hex(text)?)),
            Kind::Word => match text {
                b"true" => Item::Operand(Operand::Boolean(true)),
                b"false" => Item::Operand(Operand::Boolean(false)),
                b"null" => Item::Operand(Operand::Null),
                [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => {
                    Item::Operand(Operand::Number(number(text)?))
                }
                operator => Item::Operator(operator),
            },
        })
    }

    /// The items up to the bracket that closes them.
    fn items(&mut self, close: Kind, depth: usize) -> Option<Vec<Operand>> {
        let mut items = Vec::new();
        if depth == DEEPEST {
            return None;
        }
        loop {
            match self.item(depth + 1)? {
                Item::Operand(operand) => items.push(operand),
                Item::Close(kind) if kind == close => return Some(items),
                _ => return None,
            }
        }
    }
}

fn name(text: &[u8]) -> Option<Vec<u8>> {
    let name = decoded(text);
    limits::is_name(&name).then_some(name)
}

fn number(text: &[u8]) -> Option<f64> {
    let is_whole = !text.contains(&b'.');
    let value: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    let is_within = if is_whole {
        (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&value)
    } else {
        limits::is_real(value)
    };
    (is_numeric(text) && is_within).then_some(value)
}

/// A string in hexadecimal digits, which must be pairs (6.1.6).
fn hex(text: &[u8]) -> Option<Vec<u8>> {
    let inner = text.strip_prefix(b"<")?.strip_suffix(b">")?;
    let digits = inner.iter().filter(|byte| !is_space(**byte));
    let digits: Vec<u8> = digits.map(|byte| hex_digit(*byte)).collect::<Option<_>>()?;
    let (pairs, odd) = digits.as_chunks::<2>();
    let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high * 16 + low).collect();
    (odd.is_empty() && bytes.len() <= LONGEST_STRING).then_some(bytes)
}

/// A string in parentheses (ISO 32000-1, 7.3.4.2).
fn literal(text: &[u8]) -> Option<Vec<u8>> {
    let mut rest = text.strip_prefix(b"(")?.strip_suffix(b")")?;
    let mut out = Vec::with_capacity(rest.len());
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'\r', [b'\n', after @ ..]) => {
                out.push(b'\n');
                rest = after;
            }
            (b'\r', _) => out.push(b'\n'),
            (b'\\', [b'\r', b'\n', after @ ..] | [b'\r' | b'\n', after @ ..]) => rest = after,
            (b'\\', [b'0'..=b'7', ..]) => {
                let digits = after.iter().take(3);
                let digits = digits.take_while(|byte| matches!(byte, b'0'..=b'7'));
                let (mut value, mut length) = (0u32, 0);
                for digit in digits {
                    value = value * 8 + u32::from(digit - b'0');
                    length += 1;
                }
                out.push(u8::try_from(value).ok()?);
                rest = after.get(length..)?;
            }
            (b'\\', [escaped, after @ ..]) => {
                out.push(match escaped {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    b'(' | b')' | b'\\' => *escaped,
                    // Readers may keep the backslash.
                    _ => return None,
                });
                rest = after;
            }
            (byte, _) => out.push(*byte),
        }
    }
    (out.len() <= LONGEST_STRING).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_as_bytes() {
        assert_eq!(
            literal(b"(a\\(\\)\\\\\\n\\101\\0z\\\r\nb)").as_deref(),
            Some(b"a()\\\nA\0zb".as_slice())
        );
        assert_eq!(hex(b"<41 4a>").as_deref(), Some(b"AJ".as_slice()));
        for bad in [b"(\\777)".as_slice(), b"(\\x)"] {
            assert_eq!(literal(bad), None);
        }
        for bad in [b"<414>".as_slice(), b"<4z>"] {
            assert_eq!(hex(bad), None);
        }
    }
}
