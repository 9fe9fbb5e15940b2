//! Hybrid files (ISO 32000-2, 7.5.8.4): a table of objects for old programs, and beside it a stream
//! that lists more of them.
//!
//! The stream often names the table before it, as the table does too. hayro-syntax takes the second
//! visit for a circle, gives up the whole chain and gathers objects from the bytes, old ones with
//! new ones. So in a copy of the file such an entry of a stream, which has no meaning there, gets a
//! key that nobody reads; no byte moves.

use crate::read::lexer::{Kind, Lexer, Token};
use memchr::memmem;
use std::collections::HashSet;
use std::ops::Range;

/// Tables of one file.
const MOST: usize = 1_000;
/// Tokens of one dictionary.
const MOST_TOKENS: usize = 4_096;
/// Bytes at the end of a file that are searched for `startxref`.
const TAIL: usize = 2_048;

/// The file with chains that can be followed; nothing where it is not hybrid, or needs no change.
pub(crate) fn followable(data: &[u8]) -> Option<Vec<u8>> {
    let tail = data.len().saturating_sub(TAIL);
    let at = memmem::rfind(data.get(tail..)?, b"startxref")? + tail;
    let mut next = Lexer::new(data.get(at + b"startxref".len()..)?)
        .next()
        .and_then(number);
    let mut changes: Vec<(usize, &[u8])> = Vec::new();
    let (mut tables, mut streams) = (HashSet::new(), HashSet::new());
    while let Some(at) = next
        && tables.insert(at)
        && tables.len() < MOST
    {
        let dict = Entries::at(data, at)?;
        if let Some((key, stream)) = dict.number(b"/XRefStm") {
            if streams.insert(stream) && !tables.contains(&stream) {
                let listed = Entries::at(data, stream);
                if let Some((key, _)) = listed.and_then(|listed| listed.number(b"/Prev")) {
                    changes.push((key, b"/Prex"));
                }
            } else {
                // It was visited with a newer table.
                changes.push((key, b"/XRefStx"));
            }
        }
        next = dict.number(b"/Prev").map(|(_, before)| before);
    }
    if changes.is_empty() {
        return None;
    }
    let mut changed = data.to_vec();
    for (at, key) in changes {
        changed.get_mut(at..at + key.len())?.copy_from_slice(key);
    }
    Some(changed)
}

/// The entries of a trailer, or of the dictionary of a stream.
pub(super) struct Entries<'a> {
    /// Tokens within its outermost brackets, none of them nested deeper.
    tokens: Vec<Token<'a>>,
    /// Where the bytes of the tokens begin.
    offset: usize,
}

impl<'a> Entries<'a> {
    /// Those of the table or the stream at a place of a file.
    pub(super) fn at(data: &'a [u8], at: usize) -> Option<Self> {
        let rest = data.get(at..)?;
        let blanks = rest.len() - rest.trim_ascii_start().len();
        let mut offset = at + blanks;
        if rest.trim_ascii_start().starts_with(b"xref") {
            offset += memmem::find(rest.trim_ascii_start(), b"trailer")? + b"trailer".len();
        }
        let mut tokens = Vec::new();
        let mut depth = 0usize;
        for token in Lexer::new(data.get(offset..)?).take(MOST_TOKENS) {
            match token.kind {
                Kind::DictOpen | Kind::ArrayOpen => depth += 1,
                Kind::DictClose | Kind::ArrayClose => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                _ if depth == 1 => tokens.push(token),
                _ => {}
            }
        }
        Some(Self { tokens, offset })
    }

    /// Where a key is in the file, and the number that is its value.
    fn number(&self, key: &[u8]) -> Option<(usize, usize)> {
        let (token, value) = self.entry(key)?;
        Some((self.offset + token.start, number(value)?))
    }

    /// Where the value of a key is in the file, as far as its first word goes.
    pub(super) fn value(&self, key: &[u8]) -> Option<Range<usize>> {
        let (_, value) = self.entry(key)?;
        let at = self.offset + value.start;
        Some(at..at + value.text.len())
    }

    fn entry(&self, key: &[u8]) -> Option<(Token<'a>, Token<'a>)> {
        let values = self.tokens.iter().skip(1);
        let mut found = self.tokens.iter().zip(values);
        let (token, value) =
            found.find(|(token, _)| token.kind == Kind::Name && token.text == key)?;
        Some((*token, *value))
    }
}

fn number(token: Token<'_>) -> Option<usize> {
    std::str::from_utf8(token.text).ok()?.parse().ok()
}
