//! The state that page content leaves behind: graphics states not restored, text objects not ended,
//! states restored too often.
//!
//! The composer draws over the content and needs the initial state back. It closes what is open, or
//! isolates content that cannot be closed.
//!
//! In the same pass it notes which resources the content names, because only those are copied.

use crate::read::content_names::ContentNames;
use crate::read::lexer::{Kind, Lexer, is_numeric, is_regular, is_space};
use std::ops::Range;

/// The states that are open at the end of page content.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ContentState {
    /// Graphics states saved and not restored.
    pub(crate) open: usize,
    /// Positions of operators that restore a state never saved.
    pub(crate) surplus: Vec<usize>,
    /// Property lists of marked content whose brackets do not match. Nothing is drawn by them, but
    /// some viewers take all that follows for a part of them.
    pub(crate) broken_lists: Vec<Range<usize>>,
    pub(crate) in_text: bool,
    pub(crate) marked: usize,
    pub(crate) path: bool,
    /// The content ends within a string, an array or an inline image.
    pub(crate) torn: bool,
    /// Some operators do not exist or lack operands, brackets do not match, or readers find the end
    /// of an inline image at different places. Some viewers skip these, others stop there.
    pub(crate) faulty: bool,
    /// The resources that the content names.
    pub(crate) names: ContentNames,
}

impl ContentState {
    /// The operators that close the open states.
    pub(crate) fn closing(&self) -> Vec<u8> {
        let mut out = vec![b'\n'];
        if self.path {
            out.extend_from_slice(b"n\n");
        }
        if self.in_text {
            out.extend_from_slice(b"ET\n");
        }
        for _ in 0..self.marked {
            out.extend_from_slice(b"EMC\n");
        }
        for _ in 0..self.open {
            out.extend_from_slice(b"Q\n");
        }
        out
    }
}

pub(crate) fn of(bytes: &[u8]) -> ContentState {
    let mut found = followed(bytes);
    if found.torn || found.faulty {
        // Viewers disagree about which operators such content has, so that any name can be used.
        found.names = ContentNames::anywhere(bytes);
    }
    found
}

fn followed(bytes: &[u8]) -> ContentState {
    let mut found = ContentState::default();
    let mut operators = Operators::new(bytes);
    loop {
        let Ok(next) = operators.next_operator() else {
            found.torn = true;
            return found;
        };
        let Some((at, word)) = next else {
            found.torn = !operators.nested.is_empty();
            found.faulty |= operators.odd;
            return found;
        };
        let mismatched = std::mem::take(&mut operators.mismatched);
        let opened = operators.opened.take();
        if mismatched || !operators.nested.is_empty() {
            operators.nested.clear();
            match opened {
                Some(start) if matches!(word, b"BDC" | b"DP") => {
                    found.broken_lists.push(start..at);
                    operators.operands = operators.operands.max(2);
                }
                _ => found.faulty = true,
            }
        }
        found.faulty |= operands(word).is_none_or(|wanted| operators.operands < wanted);
        found.names.use_of(word, &operators.names);
        operators.operands = 0;
        operators.names.clear();
        match word {
            b"q" => found.open += 1,
            b"Q" => match found.open.checked_sub(1) {
                Some(open) => found.open = open,
                None => found.surplus.push(at),
            },
            b"BT" => found.in_text = true,
            b"ET" => found.in_text = false,
            b"BMC" | b"BDC" => found.marked += 1,
            b"EMC" => found.marked = found.marked.saturating_sub(1),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => found.path = true,
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                found.path = false;
            }
            b"BI" => {
                let skipped = operators.skip_inline_image();
                found.names.in_inline_image(&operators.names);
                if skipped.is_err() {
                    found.torn = true;
                    return found;
                }
                operators.operands = 0;
                operators.names.clear();
            }
            _ => {}
        }
    }
}

/// The content ends within a string or an inline image.
struct Torn;

/// The operators of content, with a count of the operands before each.
struct Operators<'a> {
    bytes: &'a [u8],
    lexer: Lexer<'a>,
    /// What closes the arrays and dictionaries that are open.
    nested: Vec<Kind>,
    /// Operands since the last operator.
    operands: usize,
    /// The names among them, with those inside arrays and dictionaries, as written.
    names: Vec<&'a [u8]>,
    /// Where the first bracket among them opens.
    opened: Option<usize>,
    /// One of their brackets closes what is not open.
    mismatched: bool,
    /// Some word is neither a number nor an operator.
    odd: bool,
}

impl ContentState {
    /// Takes out of content what no viewer may read: operators that restore a state never saved,
    /// and broken property lists. Returns whether there were any.
    pub(crate) fn mend(&self, content: &mut [u8]) -> bool {
        for &at in &self.surplus {
            if let Some(byte) = content.get_mut(at) {
                *byte = b' ';
            }
        }
        for list in &self.broken_lists {
            if let Some(bytes) = content.get_mut(list.clone()) {
                bytes.fill(b' ');
                // Room for these is there: the list began with a bracket, and a space follows.
                let empty: &[u8] = if bytes.len() > 4 { b"<<>>" } else { b"/P" };
                for (to, from) in bytes.iter_mut().zip(empty) {
                    *to = *from;
                }
            }
        }
        self.is_mended()
    }

    /// Whether [`ContentState::mend`] changes anything.
    pub(crate) fn is_mended(&self) -> bool {
        !self.surplus.is_empty() || !self.broken_lists.is_empty()
    }
}

impl<'a> Operators<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            lexer: Lexer::new(bytes),
            nested: Vec::new(),
            operands: 0,
            names: Vec::new(),
            opened: None,
            mismatched: false,
            odd: false,
        }
    }

    /// The next operator and its position.
    fn next_operator(&mut self) -> Result<Option<(usize, &'a [u8])>, Torn> {
        for token in self.lexer.by_ref() {
            match token.kind {
                Kind::ArrayClose | Kind::DictClose => {
                    self.mismatched |= self.nested.pop() != Some(token.kind);
                    continue;
                }
                Kind::Unterminated => return Err(Torn),
                Kind::Word => match token.text {
                    b"true" | b"false" | b"null" => {}
                    [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => self.odd |= !is_numeric(token.text),
                    operator => return Ok(Some((token.start, operator))),
                },
                Kind::Name => self.names.push(token.text),
                Kind::Literal | Kind::Hex | Kind::ArrayOpen | Kind::DictOpen => {}
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
    /// The format does not state the length of the data, and the letters `EI` can occur in it. So
    /// this takes the first `EI` between delimiters that is followed by plain text, as content is;
    /// if there is none, the first one followed by text without a delimiter before it, since some
    /// writers omit that one.
    fn skip_inline_image(&mut self) -> Result<(), Torn> {
        match self.next_operator()? {
            Some((_, b"ID")) => {}
            // There is no image here.
            Some((start, _)) => {
                self.lexer.seek(start);
                return Ok(());
            }
            None => return Err(Torn),
        }
        // One space follows ID.
        let start = self.lexer.at() + 1;
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

/// How many operands an operator needs; nothing when the operator does not exist.
fn operands(word: &[u8]) -> Option<usize> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_counted() {
        let found = of(b"q q 1 0 0 1 0 0 cm Q BT (a \\) b (c)) Tj /P <</A[1]>> BDC 0 0 m % Q\n");
        assert_eq!(
            (found.open, found.in_text, found.marked, found.path),
            (1, true, 1, true)
        );
        assert!(found.surplus.is_empty() && !found.torn && !found.faulty);
        assert_eq!(found.closing(), b"\nn\nET\nEMC\nQ\n");
    }

    #[test]
    fn images_within_are_passed_over() {
        let found = of(b"q BI /W 1 /H 1 /IM true ID \xffq EI q\x80 EI Q Q");
        assert_eq!((found.open, found.surplus.len(), found.torn), (0, 1, false));
    }

    /// A viewer that takes the rest of the page for a part of a property list shows nothing of it.
    #[test]
    fn broken_property_lists_are_emptied() {
        for (bad, mended) in [
            (
                "/P <</A[1 2>> BDC (x) Tj EMC",
                "/P <<>>       BDC (x) Tj EMC",
            ),
            (
                "/P <</A[[1>>]] BDC (x) Tj EMC",
                "/P <<>>        BDC (x) Tj EMC",
            ),
            ("/P <</A 1 BDC (x) Tj EMC", "/P <<>>   BDC (x) Tj EMC"),
        ] {
            let state = of(bad.as_bytes());
            assert!(!state.faulty && !state.torn, "{bad}");
            let mut content = bad.as_bytes().to_vec();
            assert!(state.mend(&mut content));
            assert_eq!(String::from_utf8_lossy(&content), mended);
        }
    }

    #[test]
    fn faults_are_seen() {
        for bad in [
            "0 cm",
            "ETBT",
            "/F 1e2 Tf",
            "[(a) Tj",
            "1 0 0 rg undefined 1 Tf",
            "[1 2>> 0 d",
            "BI /W 1 /H 1 /BPC 8 /CS /G /F /AHx ID 80>EI Q",
        ] {
            assert!(of(bad.as_bytes()).faulty, "{bad}");
        }
        for good in [
            "[(a) 1 (b)] TJ",
            "/OC /A BDC EMC",
            "-.5 +1 --2 0 re n",
            "/P <</A<</B 1>>>> DP",
            "/P <</A[[1]<</B 2>>]>> BDC EMC",
            "BI /W 1 /H 1 /BPC 8 /CS /G /F /AHx ID 80> EI Q",
        ] {
            assert!(!of(good.as_bytes()).faulty, "{good}");
        }
    }
}
