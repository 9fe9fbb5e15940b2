//! Splits content into operators with their operands.

use crate::read::lexer::{Kind, Lexer, is_numeric, is_regular, is_space};
use crate::read::visible::inline_image::InlineImage;

/// The content ends within a string or an inline image.
pub(crate) struct Torn;

/// The operators of content, with a count of the operands before each.
pub(crate) struct Operators<'a> {
    bytes: &'a [u8],
    lexer: Lexer<'a>,
    /// What closes the arrays and dictionaries that are open.
    pub(crate) nested: Vec<Kind>,
    /// Operands since the last operator.
    pub(crate) operands: usize,
    /// The names among them, with those inside arrays and dictionaries, as written.
    pub(crate) names: Vec<&'a [u8]>,
    /// The numbers among them, with those inside arrays, as written.
    pub(crate) numbers: Vec<&'a [u8]>,
    /// Bytes of the strings among them.
    pub(crate) string_bytes: usize,
    /// Where the first of them begins, or the operator itself where it has none.
    pub(crate) first: Option<usize>,
    /// Where the first bracket among them opens.
    pub(crate) opened: Option<usize>,
    /// One of their brackets closes what is not open.
    pub(crate) mismatched: bool,
    /// Some word is neither a number nor an operator.
    pub(crate) odd: bool,
    /// Where some inline image ends is a guess.
    pub(crate) guessed: bool,
}

impl<'a> Operators<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            lexer: Lexer::new(bytes),
            nested: Vec::new(),
            operands: 0,
            names: Vec::new(),
            numbers: Vec::new(),
            string_bytes: 0,
            first: None,
            opened: None,
            mismatched: false,
            odd: false,
            guessed: false,
        }
    }

    /// Forgets the operands of the last operator.
    pub(crate) fn clear_operands(&mut self) {
        self.operands = 0;
        self.names.clear();
        self.numbers.clear();
        self.string_bytes = 0;
        self.first = None;
    }

    /// Where the next token is searched: behind the operator that was read last.
    pub(crate) fn at(&self) -> usize {
        self.lexer.at()
    }

    /// The next operator and its position.
    pub(crate) fn next_operator(&mut self) -> Result<Option<(usize, &'a [u8])>, Torn> {
        for token in self.lexer.by_ref() {
            self.first.get_or_insert(token.start);
            match token.kind {
                Kind::ArrayClose | Kind::DictClose => {
                    self.mismatched |= self.nested.pop() != Some(token.kind);
                    continue;
                }
                Kind::Unterminated => return Err(Torn),
                Kind::Word => match token.text {
                    b"true" | b"false" | b"null" => {}
                    [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => {
                        self.odd |= !is_numeric(token.text);
                        self.numbers.push(token.text);
                    }
                    operator => return Ok(Some((token.start, operator))),
                },
                Kind::Name => self.names.push(token.text),
                // Without its brackets.
                Kind::Literal => self.string_bytes += token.text.len() - 2,
                Kind::Hex => self.string_bytes += token.text.len() / 2,
                Kind::ArrayOpen | Kind::DictOpen => {}
            }
            if self.nested.is_empty() {
                self.operands += 1;
            }
            if matches!(token.kind, Kind::ArrayOpen | Kind::DictOpen) {
                self.opened.get_or_insert(token.start);
            }
            match token.kind {
                Kind::ArrayOpen => self.nested.push(Kind::ArrayClose),
                Kind::DictOpen => self.nested.push(Kind::DictClose),
                _ => {}
            }
        }
        Ok(None)
    }

    /// Skips an inline image after its `BI`.
    ///
    /// Where the image does not say how long it is, or its `EI` is not there, the end is a guess,
    /// because the letters `EI` can occur in the data: the first `EI` between delimiters that is
    /// followed by plain text, as content is; if there is none, the first one followed by text
    /// without a delimiter before it, since some writers omit that one.
    pub(crate) fn skip_inline_image(&mut self) -> Result<(), Torn> {
        let description = self.lexer.at();
        let image = match self.next_operator()? {
            Some((end, b"ID")) => {
                let description = self.bytes.get(description..end).ok_or(Torn)?;
                InlineImage::read(description)
            }
            // There is no image here.
            Some((start, _)) => {
                self.lexer.seek(start);
                return Ok(());
            }
            None => return Err(Torn),
        };
        // One space follows ID, or the two of a line end.
        let start = self.lexer.at() + 1;
        for start in [start, start + 1] {
            let data = self.bytes.get(start..).ok_or(Torn)?;
            let end = image
                .length(data)
                .and_then(|length| end_behind(data, length));
            if let Some(end) = end {
                self.lexer.seek(start + end);
                return Ok(());
            }
            if self.bytes.get(start - 1..=start) != Some(b"\r\n") {
                break;
            }
        }
        self.guessed = true;
        let plain = self.plain_end(start - 1);
        for strict in [true, false] {
            let data = self.bytes.get(start..).ok_or(Torn)?;
            // Two letters cannot overlap themselves, so that this finds every EI.
            for found in memchr::memmem::find_iter(data, b"EI") {
                let at = start + found;
                let begins = found == 0 || self.bytes.get(at - 1).copied().is_some_and(is_space);
                if self.ends_image(at + 2) && (begins || !strict) {
                    self.lexer.seek(at + 2);
                    self.odd |= plain != Some(at);
                    return Ok(());
                }
            }
        }
        Err(Torn)
    }

    /// The `EI` that a reader finds which wants a space on both sides and then a few readable
    /// bytes, as the proof of a dossier does.
    fn plain_end(&self, start: usize) -> Option<usize> {
        let data = self.bytes.get(start..)?;
        memchr::memmem::find_iter(data, b"EI")
            .map(|found| start + found)
            .find(|at| {
                let behind = self.bytes.get(at + 2..).into_iter().flatten();
                let before = at.checked_sub(1).and_then(|at| self.bytes.get(at));
                before.is_some_and(|b| is_space(*b))
                    && behind.clone().next().is_none_or(|b| is_space(*b))
                    && behind
                        .take(10)
                        .all(|&b| is_space(b) || (0x20..0x7f).contains(&b))
            })
    }

    /// Whether a delimiter and then text follow here, not pixels. Some writers put one NUL between
    /// words.
    fn ends_image(&self, at: usize) -> bool {
        let (_, tail) = self.bytes.split_at(at);
        tail.first().is_none_or(|b| !is_regular(*b))
            && tail
                .iter()
                .zip(tail.iter().skip(1).chain([&b' ']))
                .take(24)
                .all(|(&b, &next)| b.is_ascii_graphic() || is_space(b) && (b != 0 || next != 0))
    }
}

/// The offset behind the `EI` that follows the data of an image after a space. Without one, readers
/// disagree.
fn end_behind(data: &[u8], length: usize) -> Option<usize> {
    let rest = data.get(length..)?;
    let spaces = rest.iter().take_while(|byte| is_space(**byte)).count();
    let behind = rest.get(spaces..)?.strip_prefix(b"EI")?;
    let has_space = spaces > 0
        || data
            .get(..length)?
            .last()
            .is_some_and(|byte| is_space(*byte));
    let is_word = has_space && behind.first().is_none_or(|byte| !is_regular(*byte));
    is_word.then_some(length + spaces + 2)
}

/// How many operands an operator needs; nothing when the operator does not exist.
pub(crate) fn operands(word: &[u8]) -> Option<usize> {
    Some(match word {
        b"q" | b"Q" | b"BT" | b"ET" | b"EMC" | b"BX" | b"EX" | b"BI" | b"EI" | b"T*" => 0,
        b"h" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => 0,
        b"W" | b"W*" | b"SC" | b"SCN" | b"sc" | b"scn" => 0,
        b"BMC" | b"MP" | b"CS" | b"cs" | b"Do" | b"G" | b"g" | b"J" | b"j" | b"M" => 1,
        b"TJ" | b"Tj" | b"'" | b"TL" | b"Tc" | b"Tr" | b"Ts" | b"Tw" | b"Tz" => 1,
        b"gs" | b"i" | b"ri" | b"sh" | b"w" => 1,
        b"BDC" | b"DP" | b"TD" | b"Td" | b"Tf" | b"d" | b"d0" | b"l" | b"m" => 2,
        b"RG" | b"rg" | b"\"" => 3,
        b"K" | b"k" | b"re" | b"v" | b"y" => 4,
        b"Tm" | b"c" | b"cm" | b"d1" => 6,
        _ => return None,
    })
}
