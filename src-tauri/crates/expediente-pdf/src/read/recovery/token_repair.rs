//! Repairs the tokens of a damaged object, so that it parses again.
//!
//! One pass over the tokens keeps a stack of open arrays and dictionaries. Bytes that form no token
//! are dropped, a dictionary takes only names as keys, and an unreadable value becomes `null`;
//! whatever is still open at the end is closed. So one wrong byte costs one value, not the object.
//! Nothing recurses, so that nesting cannot exhaust the call stack.

use crate::read::lexer::{Kind, Lexer, Token, is_numeric, is_regular, is_space};

/// An open array or dictionary, and what it expects next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Array,
    /// A dictionary that expects a key.
    Key,
    /// A dictionary that expects the value of a key.
    Value,
}

impl Open {
    fn closing(self) -> &'static [u8] {
        match self {
            Self::Array => b"]",
            Self::Key => b">>",
            Self::Value => b"null>>",
        }
    }
}

/// Levels of arrays and dictionaries that are kept.
const DEEPEST: usize = 500;

/// A token as it should be.
enum Repaired {
    Open(Open),
    Close {
        array: bool,
    },
    Name(Vec<u8>),
    /// A string, a number, a reference, a keyword.
    Value(Vec<u8>),
    Nothing,
}

/// The repaired value at the beginning of an object's body, and how many bytes it took. It ends
/// with the value, or before a stream at the latest.
pub(crate) fn repair(body: &[u8]) -> (Vec<u8>, usize) {
    let mut out = Vec::with_capacity(body.len());
    let mut open: Vec<Open> = Vec::new();
    let mut lexer = Lexer::new(body);
    loop {
        lexer.skip_blanks();
        let rest = lexer.rest();
        if rest.is_empty() || rest.starts_with(b"stream") || rest.starts_with(b"endobj") {
            break;
        }
        let token = next(&mut lexer);
        if let Repaired::Close { array } = token {
            // A delimiter that closes nothing is dropped; one that closes an outer level closes the
            // inner ones too.
            if open.iter().any(|o| (*o == Open::Array) == array) {
                while let Some(inner) = open.pop() {
                    out.extend_from_slice(inner.closing());
                    after_value(&mut open);
                    if (inner == Open::Array) == array {
                        break;
                    }
                }
                if open.is_empty() {
                    break;
                }
            }
            continue;
        }
        if open.last() == Some(&Open::Key) {
            // Only a name can be a key; anything else here has lost its key.
            if let Repaired::Name(name) = token {
                out.extend_from_slice(&name);
                out.push(b' ');
                replace_last(&mut open, Open::Key, Open::Value);
            }
            continue;
        }
        match token {
            Repaired::Nothing | Repaired::Close { .. } => continue,
            Repaired::Open(kind) if open.len() < DEEPEST => {
                open.push(kind);
                out.extend_from_slice(if kind == Open::Array { b"[" } else { b"<<" });
                continue;
            }
            Repaired::Open(_) => out.extend_from_slice(b"null"),
            Repaired::Name(text) | Repaired::Value(text) => out.extend_from_slice(&text),
        }
        out.push(b' ');
        after_value(&mut open);
        if open.is_empty() {
            break;
        }
    }
    while let Some(inner) = open.pop() {
        out.extend_from_slice(inner.closing());
        after_value(&mut open);
    }
    (out, lexer.at())
}

fn after_value(open: &mut [Open]) {
    replace_last(open, Open::Value, Open::Key);
}

fn replace_last(open: &mut [Open], from: Open, to: Open) {
    if let Some(last) = open.last_mut()
        && *last == from
    {
        *last = to;
    }
}

/// The next token, repaired.
fn next(lexer: &mut Lexer<'_>) -> Repaired {
    let start = lexer.at();
    // The opening of a dictionary, with one of its two brackets damaged.
    if let [b'<', b, ..] = lexer.rest()
        && !b.is_ascii_hexdigit()
        && !is_space(*b)
        && *b != b'>'
    {
        lexer.seek(start + 2);
        return Repaired::Open(Open::Key);
    }
    let rest = lexer.rest();
    let Some(Token { kind, text, .. }) = lexer.next() else {
        return Repaired::Nothing;
    };
    match kind {
        Kind::ArrayOpen => Repaired::Open(Open::Array),
        Kind::DictOpen => Repaired::Open(Open::Key),
        Kind::ArrayClose => Repaired::Close { array: true },
        Kind::DictClose => Repaired::Close { array: false },
        Kind::Name => Repaired::Name(text.to_vec()),
        Kind::Literal => Repaired::Value(text.to_vec()),
        Kind::Hex => Repaired::Value(hex(text)),
        // A string that never ends cannot include everything that follows: only its first byte is
        // dropped.
        Kind::Unterminated => {
            lexer.seek(start + 1);
            if text.starts_with(b"<") {
                Repaired::Value(hex(b"<>"))
            } else {
                Repaired::Nothing
            }
        }
        Kind::Word => match text {
            b"true" | b"false" | b"null" => Repaired::Value(text.to_vec()),
            _ if is_numeric(text) && text.iter().any(u8::is_ascii_digit) => {
                Repaired::Value(match reference(rest, text.len()) {
                    Some((reference, length)) => {
                        lexer.seek(start + length);
                        reference
                    }
                    None => text.to_vec(),
                })
            }
            // Garbage in the place of a value.
            _ => Repaired::Value(b"null".to_vec()),
        },
    }
}

/// A hexadecimal string without the bytes that cannot be in one.
fn hex(text: &[u8]) -> Vec<u8> {
    let is_sound = |b: &u8| b.is_ascii_hexdigit() || is_space(*b) || *b == b'>';
    if text.iter().skip(1).all(is_sound) {
        return text.to_vec();
    }
    let digits = text.iter().filter(|b| b.is_ascii_hexdigit()).copied();
    [b"<".to_vec(), digits.collect(), b">".to_vec()].concat()
}

/// The reference that begins with a number of `end` bytes, such as `12 0 R`, and its length.
fn reference(rest: &[u8], end: usize) -> Option<(Vec<u8>, usize)> {
    let head = rest.get(..rest.len().min(40))?;
    let run = |from: usize, test: fn(u8) -> bool| -> Option<usize> {
        Some(head.get(from..)?.iter().take_while(|b| test(**b)).count())
    };
    let number = head.get(..end)?;
    let start = end + run(end, is_space)?;
    let digits = run(start, |b| b.is_ascii_digit())?;
    let generation = head.get(start..start + digits)?;
    let at = start + digits + run(start + digits, is_space)?;
    let is_reference = number.iter().all(u8::is_ascii_digit)
        && !generation.is_empty()
        && head.get(at) == Some(&b'R')
        && head.get(at + 1).is_none_or(|b| !is_regular(*b));
    is_reference.then(|| ([number, b" ", generation, b" R"].concat(), at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(body: &str) -> String {
        let (out, _) = repair(body.as_bytes());
        String::from_utf8_lossy(&out)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Sound tokens stay as they are.
    #[test]
    fn sound_tokens() {
        let good = "<</A 1/B[2 0 R(a\\)b)<0aF>]/C<</D true>>/E -.5>>";
        assert_eq!(
            repaired(good),
            "<</A 1 /B [2 0 R (a\\)b) <0aF> ]/C <</D true >>/E -.5 >>"
        );
        assert_eq!(repair(b"<</A 1>>\nstream").1, 8);
    }

    /// One wrong byte costs the value that contains it, not the page.
    #[test]
    fn damaged_tokens() {
        assert_eq!(repaired("<</A @b/B 1"), "<</A null /B 1 >>");
        assert_eq!(repaired("<</A[1 2/B 3>>"), "<</A [1 2 /B 3 ]>>");
        assert_eq!(
            repaired("<</R<w/F 1>>/T/Page>>"),
            "<</R <</F 1 >>/T /Page >>"
        );
        assert_eq!(repaired("<<A 7/B 1)/C 2>>"), "<</B 1 /C 2 >>");
        assert_eq!(
            repaired("<</A<1x2>/B(open/C 2>>"),
            "<</A <12> /B null /C 2 >>"
        );
    }

    /// Deep nesting breaks nothing.
    #[test]
    fn deep_nesting() {
        let (out, _) = repair(&b"[".repeat(1_000_000));
        assert!(out.len() < 20_000_000);
    }
}
