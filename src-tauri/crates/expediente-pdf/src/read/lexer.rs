//! Content of pages, cut into tokens: operators with where they begin, operands only counted.
//!
//! What the operators mean is left to `balance`.

fn is_space(b: u8) -> bool {
    matches!(b, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(b: u8) -> bool {
    !is_space(b)
        && !matches!(
            b,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
}

pub(crate) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Arrays and dictionaries that are open.
    pub(crate) nested: usize,
    /// Operands since the last operator.
    pub(crate) operands: usize,
    /// Something was neither number nor operator.
    pub(crate) odd: bool,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            nested: 0,
            operands: 0,
            odd: false,
        }
    }

    fn operand(&mut self) {
        if self.nested == 0 {
            self.operands += 1;
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn skip_while(&mut self, test: impl Fn(u8) -> bool) {
        while self.peek(0).is_some_and(&test) {
            self.at += 1;
        }
    }

    /// The next operator and where it begins; `Err` when the content ends within something.
    pub(crate) fn operator(&mut self) -> Result<Option<(usize, &'a [u8])>, ()> {
        while let Some(b) = self.peek(0) {
            match b {
                b'%' => self.skip_while(|b| b != b'\r' && b != b'\n'),
                b'(' => {
                    self.operand();
                    self.literal()?;
                }
                b'<' if self.peek(1) == Some(b'<') => {
                    self.operand();
                    self.nested += 1;
                    self.at += 2;
                }
                b'>' if self.peek(1) == Some(b'>') => {
                    self.nested = self.nested.saturating_sub(1);
                    self.at += 2;
                }
                b'[' => {
                    self.operand();
                    self.nested += 1;
                    self.at += 1;
                }
                b']' => {
                    self.nested = self.nested.saturating_sub(1);
                    self.at += 1;
                }
                b'<' => {
                    self.operand();
                    self.skip_while(|b| b != b'>');
                    if self.peek(0).is_none() {
                        return Err(());
                    }
                    self.at += 1;
                }
                b'/' => {
                    self.operand();
                    self.at += 1;
                    self.skip_while(is_regular);
                }
                b if is_regular(b) => {
                    let start = self.at;
                    self.skip_while(is_regular);
                    let word = self.bytes.get(start..self.at).unwrap_or_default();
                    if matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.') {
                        self.odd |= !word
                            .iter()
                            .all(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.'));
                        self.operand();
                    } else if matches!(word, b"true" | b"false" | b"null") {
                        self.operand();
                    } else {
                        return Ok(Some((start, word)));
                    }
                }
                _ => self.at += 1,
            }
        }
        Ok(None)
    }

    fn literal(&mut self) -> Result<(), ()> {
        let mut depth = 0usize;
        while let Some(b) = self.peek(0) {
            self.at += 1;
            match b {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                _ => {}
            }
        }
        Err(())
    }

    /// Past the data of an inline image, standing after BI.
    pub(crate) fn inline_image(&mut self) -> Result<(), ()> {
        match self.operator()? {
            Some((_, b"ID")) => {}
            // There is no image here.
            Some((start, _)) => {
                self.at = start;
                return Ok(());
            }
            None => return Err(()),
        }
        self.at += 1;
        let start = self.at;
        for strict in [true, false] {
            let mut from = start;
            while let Some(found) = self
                .bytes
                .get(from..)
                .and_then(|rest| rest.windows(2).position(|w| w == b"EI"))
            {
                let at = from + found;
                let before = at.checked_sub(1).and_then(|i| self.bytes.get(i)).copied();
                let after = self.bytes.get(at + 2).copied();
                let ends = after.is_none_or(|b| !is_regular(b));
                let begins = at == start || before.is_some_and(is_space);
                let tail = self.bytes.get(at + 2..).unwrap_or_default();
                // Words follow, not pixels. One NUL between them is a habit of some writers.
                let reads_on = tail
                    .iter()
                    .zip(tail.iter().skip(1).chain([&b' ']))
                    .take(24)
                    .all(|(&b, &next)| {
                        b.is_ascii_graphic() || is_space(b) && (b != 0 || next != 0)
                    });
                if ends && reads_on && (begins || !strict) {
                    self.at = at + 2;
                    return Ok(());
                }
                from = at + 2;
            }
        }
        Err(())
    }
}
