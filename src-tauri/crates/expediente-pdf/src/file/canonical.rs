//! Objects of ours in one form that does not depend on how they are written: for digests that
//! another program, or another way to write the same file, must arrive at.
//!
//! The form is a tag and a value for each object: `z` null, `t` and `f`, `n` and a number as eight
//! bytes of IEEE 754, `/` a name and `s` a string with their lengths, `[` an array with its count,
//! `<` a dictionary with its count and its entries by name, `p` and the number of a page, and `r`
//! for any other reference. Counts and lengths have four bytes, page numbers eight; all are little
//! endian. `docs/format.md` says what is hashed in this form.

use crate::error::AssembleError;
use crate::read::lexer::{Kind, Lexer, Token, hex_digit};
use std::collections::BTreeMap;
use std::iter::Peekable;

/// Appends a dictionary in its canonical form, without the entries of these names. `page` says
/// which page, from 0, an object number is.
pub(crate) fn dictionary(
    out: &mut Vec<u8>,
    body: &[u8],
    skip: &[&[u8]],
    page: &dyn Fn(u32) -> Option<usize>,
) -> Result<(), AssembleError> {
    let mut reader = Reader {
        tokens: Lexer::new(body).peekable(),
        page,
    };
    match reader.tokens.next() {
        Some(token) if token.kind == Kind::DictOpen => reader.entries(out, skip),
        _ => Err(NOT_CANONICAL),
    }
}

const NOT_CANONICAL: AssembleError =
    AssembleError::Bug("an object of ours is not what it should be");

/// Appends bytes after their length.
pub(crate) fn counted(out: &mut Vec<u8>, bytes: &[u8]) {
    count(out, bytes.len());
    out.extend_from_slice(bytes);
}

fn count(out: &mut Vec<u8>, count: usize) {
    // Our own objects are far below 4 GB.
    out.extend_from_slice(&(count as u32).to_le_bytes());
}

fn tagged(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    out.push(tag);
    counted(out, bytes);
}

struct Reader<'a, 'p> {
    tokens: Peekable<Lexer<'a>>,
    page: &'p dyn Fn(u32) -> Option<usize>,
}

impl<'a> Reader<'a, '_> {
    /// The entries of a dictionary, after its opening.
    fn entries(&mut self, out: &mut Vec<u8>, skip: &[&[u8]]) -> Result<(), AssembleError> {
        let mut entries = BTreeMap::new();
        loop {
            let token = self.tokens.next().ok_or(NOT_CANONICAL)?;
            match token.kind {
                Kind::DictClose => break,
                Kind::Name => {
                    let name = name(token.text);
                    let mut value = Vec::new();
                    self.value(&mut value)?;
                    if !skip.contains(&name.as_slice()) && entries.insert(name, value).is_some() {
                        return Err(NOT_CANONICAL);
                    }
                }
                _ => return Err(NOT_CANONICAL),
            }
        }
        out.push(b'<');
        count(out, entries.len());
        for (name, value) in entries {
            tagged(out, b'/', &name);
            out.extend_from_slice(&value);
        }
        Ok(())
    }

    fn value(&mut self, out: &mut Vec<u8>) -> Result<(), AssembleError> {
        let token = self.tokens.next().ok_or(NOT_CANONICAL)?;
        match token.kind {
            Kind::Name => tagged(out, b'/', &name(token.text)),
            Kind::Literal => tagged(out, b's', &literal(token.text)),
            Kind::Hex => tagged(out, b's', &hex(token.text)),
            Kind::DictOpen => self.entries(out, &[])?,
            Kind::ArrayOpen => {
                let (mut items, mut inside) = (0, Vec::new());
                while self
                    .tokens
                    .next_if(|token| token.kind == Kind::ArrayClose)
                    .is_none()
                {
                    self.value(&mut inside)?;
                    items += 1;
                }
                out.push(b'[');
                count(out, items);
                out.extend_from_slice(&inside);
            }
            Kind::Word => self.word(token, out)?,
            Kind::ArrayClose | Kind::DictClose | Kind::Unterminated => return Err(NOT_CANONICAL),
        }
        Ok(())
    }

    fn word(&mut self, token: Token<'a>, out: &mut Vec<u8>) -> Result<(), AssembleError> {
        match token.text {
            b"null" => out.push(b'z'),
            b"true" => out.push(b't'),
            b"false" => out.push(b'f'),
            word => {
                let text = std::str::from_utf8(word).map_err(|_| NOT_CANONICAL)?;
                if let Ok(number) = text.parse::<u32>()
                    && self.is_reference()
                {
                    match (self.page)(number) {
                        Some(page) => {
                            out.push(b'p');
                            out.extend_from_slice(&(page as u64).to_le_bytes());
                        }
                        None => out.push(b'r'),
                    }
                    return Ok(());
                }
                let value: f64 = text.parse().map_err(|_| NOT_CANONICAL)?;
                out.push(b'n');
                // Zero has one form.
                out.extend_from_slice(&(value + 0.0).to_le_bytes());
            }
        }
        Ok(())
    }

    /// Whether `0 R` follows, which is then taken.
    fn is_reference(&mut self) -> bool {
        let mut ahead = self.tokens.clone();
        let follows = ahead.next().is_some_and(|token| token.text == b"0")
            && ahead.next().is_some_and(|token| token.text == b"R");
        if follows {
            self.tokens = ahead;
        }
        follows
    }
}

/// A name as written, decoded.
fn name(text: &[u8]) -> Vec<u8> {
    let mut rest = match text {
        [b'/', name @ ..] => name,
        name => name,
    };
    let mut name = Vec::with_capacity(rest.len());
    while let [byte, tail @ ..] = rest {
        let escaped = match (byte, tail) {
            (b'#', [high, low, after @ ..]) => hex_digit(*high)
                .zip(hex_digit(*low))
                .map(|(high, low)| (high * 16 + low, after)),
            _ => None,
        };
        let (byte, after) = match escaped {
            Some(escaped) => escaped,
            None => (*byte, tail),
        };
        name.push(byte);
        rest = after;
    }
    name
}

/// A literal string as this crate writes it, decoded.
fn literal(text: &[u8]) -> Vec<u8> {
    let inside = text.get(1..text.len().saturating_sub(1));
    let mut bytes = inside.into_iter().flatten().copied();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => out.extend(bytes.next().map(|escaped| match escaped {
                b'r' => b'\r',
                b'n' => b'\n',
                other => other,
            })),
            byte => out.push(byte),
        }
    }
    out
}

fn hex(text: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = text.iter().filter_map(|b| hex_digit(*b)).collect();
    let (pairs, _) = digits.as_chunks::<2>();
    pairs.iter().map(|[high, low]| high * 16 + low).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn of(body: &str) -> Vec<u8> {
        let mut out = Vec::new();
        let page = |number: u32| (number == 7).then_some(2);
        dictionary(&mut out, body.as_bytes(), &[b"Skip"], &page).unwrap();
        out
    }

    /// Another writer of the same objects must arrive at the same digest.
    #[test]
    fn the_way_of_writing_does_not_matter() {
        assert_eq!(
            of("<</B(a\\)\\n)/A[1 2.50 -0 /N#20x<</D null>>]/Skip 5/P 7 0 R/Q 8 0 R>>"),
            of("<< /A [ 1.0 2.5 0 /N#20#78 << /D null >> ]\n/B <61290A> /P 7 0 R /Q 9 0 R >>"),
        );
        for other in [
            "<</A[1 2.5]>>",
            "<</A[1 2.5 0]>>",
            "<</A[12.5]>>",
            "<</B[1 2.5 0]>>",
        ] {
            assert_ne!(of("<</A[1 2.5 1]>>"), of(other));
        }
        assert_ne!(of("<</P 7 0 R>>"), of("<</P 8 0 R>>"));
        assert_eq!(of("<</A true>>"), b"<\x01\0\0\0/\x01\0\0\0At");
    }

    #[test]
    fn a_broken_object_is_an_error() {
        for broken in ["<</A", "<</A 1/A 2>>", "<<1 2>>", "[1]", "<</A foo>>"] {
            let page = |_: u32| None;
            assert!(dictionary(&mut Vec::new(), broken.as_bytes(), &[], &page).is_err());
        }
    }
}
