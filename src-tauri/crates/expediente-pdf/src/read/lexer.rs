//! Splits PDF syntax into tokens: the one lexer for page content, damaged objects and default
//! appearances.
//!
//! It never fails. Bytes that belong to no token are skipped, and a string without an end is a
//! token of its own kind, so that each caller decides how much damage it tolerates.

pub(crate) fn is_space(b: u8) -> bool {
    matches!(b, 0 | 9 | 10 | 12 | 13 | 32)
}

/// Whether a byte can be part of a name, a number or an operator.
pub(crate) fn is_regular(b: u8) -> bool {
    !is_space(b) && !b"()<>[]{}/%".contains(&b)
}

/// Whether a word has only characters of numbers.
pub(crate) fn is_numeric(word: &[u8]) -> bool {
    word.iter()
        .all(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.'))
}

/// The value of a hexadecimal digit.
pub(crate) fn hex_digit(b: u8) -> Option<u8> {
    match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        b'A'..=b'F' => Some(b - b'A' + 10),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `/Name`.
    Name,
    /// A number, an operator, a keyword: a run of regular characters.
    Word,
    /// `(string)`.
    Literal,
    /// `<hex>`. Its content is not checked.
    Hex,
    ArrayOpen,
    ArrayClose,
    DictOpen,
    DictClose,
    /// A string of either form that never ends; it takes the rest of the bytes.
    Unterminated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    /// The token as written, with its delimiters.
    pub(crate) text: &'a [u8],
}

#[derive(Clone)]
pub(crate) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Where the next token is searched.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn seek(&mut self, at: usize) {
        self.at = at.min(self.bytes.len());
    }

    /// The bytes from the position on.
    pub(crate) fn rest(&self) -> &'a [u8] {
        let (_, rest) = self.bytes.split_at(self.at);
        rest
    }

    /// Skips spaces, comments, and delimiters that open or close nothing.
    pub(crate) fn skip_blanks(&mut self) {
        loop {
            let length = match self.rest() {
                [b'%', comment @ ..] => 1 + run(comment, |b| !matches!(b, b'\r' | b'\n')),
                [b'>', b'>', ..] => return,
                [b')' | b'{' | b'}' | b'>', ..] => 1,
                rest => match run(rest, is_space) {
                    0 => return,
                    spaces => spaces,
                },
            };
            self.at += length;
        }
    }

    fn token(&mut self, kind: Kind, length: usize) -> Token<'a> {
        let start = self.at;
        self.at += length;
        let (text, _) = self.bytes.split_at(self.at);
        let (_, text) = text.split_at(start);
        Token { kind, start, text }
    }

    fn string(&mut self, kind: Kind, length: Option<usize>) -> Token<'a> {
        match length {
            Some(length) => self.token(kind, length),
            None => self.token(Kind::Unterminated, self.rest().len()),
        }
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_blanks();
        let rest = self.rest();
        Some(match rest {
            [] => return None,
            [b'(', ..] => self.string(Kind::Literal, literal_length(rest)),
            [b'<', b'<', ..] => self.token(Kind::DictOpen, 2),
            [b'>', ..] => self.token(Kind::DictClose, 2),
            [b'<', ..] => {
                let end = memchr::memchr(b'>', rest);
                self.string(Kind::Hex, end.map(|end| end + 1))
            }
            [b'[', ..] => self.token(Kind::ArrayOpen, 1),
            [b']', ..] => self.token(Kind::ArrayClose, 1),
            [b'/', name @ ..] => self.token(Kind::Name, 1 + run(name, is_regular)),
            _ => self.token(Kind::Word, run(rest, is_regular)),
        })
    }
}

/// How many bytes pass the test, from the first on.
fn run(bytes: &[u8], test: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|b| test(**b)).count()
}

/// The length of a literal string with its nested parentheses.
fn literal_length(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, b) in bytes.iter().enumerate() {
        match b {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_each_kind() {
        let bytes = b" /N#20 -1.5%c )\n(a(\\))b)<4 1>[<</A true>>] } Tf*(open ";
        let found: Vec<_> = Lexer::new(bytes).map(|t| (t.kind, t.text)).collect();
        let expected: [(Kind, &[u8]); 12] = [
            (Kind::Name, b"/N#20"),
            (Kind::Word, b"-1.5"),
            (Kind::Literal, b"(a(\\))b)"),
            (Kind::Hex, b"<4 1>"),
            (Kind::ArrayOpen, b"["),
            (Kind::DictOpen, b"<<"),
            (Kind::Name, b"/A"),
            (Kind::Word, b"true"),
            (Kind::DictClose, b">>"),
            (Kind::ArrayClose, b"]"),
            (Kind::Word, b"Tf*"),
            (Kind::Unterminated, b"(open "),
        ];
        assert_eq!(found, expected);
    }
}
