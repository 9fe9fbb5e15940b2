//! Content of papers: whether it leaves the graphics state as it found it, because otherwise it
//! could move or hide what is drawn after it.
//!
//! The content can be arbitrarily long, so it is read as it is decompressed and never kept. It must
//! be well-formed: the writer puts content that is not, or that has an inline image, whose end is a
//! guess, into a form, which ends cleanly whatever happens in it.

use std::io::{self, Read};

use crate::object::is_space;

/// How content ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// All states are restored.
    Clean,
    /// States are left open, or were restored once too often, or something was drawn outside of
    /// them.
    Loose,
    /// It is not well-formed.
    Malformed,
}

/// Follows content.
#[derive(Debug, Default)]
pub struct Follower {
    /// Graphics states that are saved.
    depth: u64,
    in_text: bool,
    /// Marked content that is open.
    marked: u64,
    loose: bool,
    malformed: bool,
    /// Arrays and dictionaries that are open.
    nested: u64,
    word: Vec<u8>,
    within: Within,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Blank,
    Word,
    Name,
    Comment,
    /// A string, with the parentheses that are open in it.
    Literal(u64),
    /// A string, after a backslash.
    Escape(u64),
    Hex,
    /// After `<`, which begins a string or a dictionary.
    Less,
    /// After `>`, which must be followed by another.
    More,
}

/// Operators of content that is not ours (ISO 32000-2, annex A), besides inline images.
const OPERATORS: [&[u8]; 70] = [
    b"b", b"B", b"b*", b"B*", b"BDC", b"BMC", b"BT", b"BX", b"c", b"cm", b"CS", b"cs", b"d", b"d0",
    b"d1", b"Do", b"DP", b"EMC", b"ET", b"EX", b"f", b"F", b"f*", b"G", b"g", b"gs", b"h", b"i",
    b"j", b"J", b"K", b"k", b"l", b"m", b"M", b"MP", b"n", b"q", b"Q", b"re", b"RG", b"rg", b"ri",
    b"s", b"S", b"SC", b"sc", b"SCN", b"scn", b"sh", b"T*", b"Tc", b"Td", b"TD", b"Tf", b"Tj",
    b"TJ", b"TL", b"Tm", b"Tr", b"Ts", b"Tw", b"Tz", b"v", b"w", b"W", b"W*", b"y", b"'", b"\"",
];

impl Follower {
    /// Follows the data of a stream; streams are separated as if by a space. Returns the number of
    /// bytes, and stops after `most`.
    pub fn follow(&mut self, mut content: impl Read, most: u64) -> io::Result<u64> {
        let mut buffer = vec![0; 1 << 15];
        let mut all = 0;
        loop {
            let read = match content.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let (bytes, _) = buffer.split_at(read);
            bytes.iter().for_each(|byte| self.byte(*byte));
            all += read as u64;
            if all > most {
                break;
            }
        }
        self.byte(b'\n');
        Ok(all)
    }

    /// How the content ended.
    pub fn ended(&self) -> Ended {
        if self.malformed || self.nested > 0 || self.within != Within::Blank {
            return Ended::Malformed;
        }
        if self.loose || self.depth > 0 || self.in_text || self.marked > 0 {
            return Ended::Loose;
        }
        Ended::Clean
    }

    fn byte(&mut self, byte: u8) {
        self.within = match self.within {
            Within::Comment if matches!(byte, b'\r' | b'\n') => Within::Blank,
            Within::Comment => Within::Comment,
            Within::Escape(open) => Within::Literal(open),
            Within::Literal(open) => match byte {
                b'\\' => Within::Escape(open),
                b'(' => Within::Literal(open + 1),
                b')' if open == 0 => Within::Blank,
                b')' => Within::Literal(open - 1),
                _ => Within::Literal(open),
            },
            Within::Hex if byte == b'>' => Within::Blank,
            Within::Hex => Within::Hex,
            Within::Less if byte == b'<' => {
                self.nested += 1;
                Within::Blank
            }
            Within::Less if byte == b'>' => Within::Blank,
            Within::Less => Within::Hex,
            Within::More => {
                if byte == b'>' {
                    self.close();
                } else {
                    self.malformed = true;
                }
                Within::Blank
            }
            Within::Word if is_regular(byte) => {
                // No operator and no number is this long.
                if self.word.len() < 64 {
                    self.word.push(byte);
                }
                Within::Word
            }
            Within::Name if is_regular(byte) => Within::Name,
            Within::Word => {
                self.end_word();
                self.begin(byte)
            }
            Within::Name | Within::Blank => self.begin(byte),
        };
    }

    /// A byte between tokens.
    fn begin(&mut self, byte: u8) -> Within {
        match byte {
            b'%' => return Within::Comment,
            b'(' => return Within::Literal(0),
            b'<' => return Within::Less,
            b'>' => return Within::More,
            b'/' => return Within::Name,
            b'[' => self.nested += 1,
            b']' => self.close(),
            b')' | b'{' | b'}' => self.malformed = true,
            byte if is_space(byte) => {}
            byte => {
                self.word.clear();
                self.word.push(byte);
                return Within::Word;
            }
        }
        Within::Blank
    }

    fn close(&mut self) {
        match self.nested.checked_sub(1) {
            Some(nested) => self.nested = nested,
            None => self.malformed = true,
        }
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        let is_value = matches!(word.as_slice(), b"true" | b"false" | b"null")
            || word
                .iter()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.'));
        if !is_value {
            self.operator(&word);
        }
        self.word = word;
    }

    fn operator(&mut self, word: &[u8]) {
        if self.nested > 0 || !OPERATORS.contains(&word) {
            self.malformed = true;
            return;
        }
        match word {
            b"q" => self.depth += 1,
            b"Q" => match self.depth.checked_sub(1) {
                Some(depth) => self.depth = depth,
                None => self.loose = true,
            },
            b"BT" => self.in_text = true,
            b"ET" => self.in_text = false,
            b"BMC" | b"BDC" => self.marked += 1,
            b"EMC" => self.marked = self.marked.saturating_sub(1),
            b"MP" | b"DP" | b"BX" | b"EX" => {}
            _ => self.loose |= self.depth == 0,
        }
    }
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(streams: &[&[u8]]) -> Ended {
        let mut follower = Follower::default();
        for stream in streams {
            follower.follow(*stream, u64::MAX).unwrap();
        }
        follower.ended()
    }

    /// Content of a hostile or broken paper must not be able to hide the stamps after it.
    #[test]
    fn open_and_loose_states_are_found() {
        for clean in [
            b"q --5 0 m S Q".as_slice(),
            b"q BT (Q \\) (Q) ) Tj <51> Tj ET /P <</A[(Q)1]>> BDC EMC %Q\nQ",
            b"q q Q Q",
        ] {
            assert_eq!(ended(&[clean]), Ended::Clean, "{}", clean.escape_ascii());
        }
        for loose in [
            b"q q Q".as_slice(),
            b"Q q",
            b"1 0 0 1 9 9 cm",
            b"q BT Q",
            b"q /A BMC Q",
            b"q Q 1 g",
        ] {
            assert_eq!(ended(&[loose]), Ended::Loose, "{}", loose.escape_ascii());
        }
        for malformed in [
            b"q (Q".as_slice(),
            b"q [1 Q",
            b"q <</A 1 Q",
            b"q ) Q",
            b"q nonsense Q",
            b"q BI /W 1 ID x EI Q",
            b"q > Q",
        ] {
            let found = ended(&[malformed]);
            assert_eq!(found, Ended::Malformed, "{}", malformed.escape_ascii());
        }
    }

    /// The streams of a page are one content, and an operator does not go over their borders.
    #[test]
    fn streams_follow_one_another() {
        assert_eq!(ended(&[b"q 1", b"0 0 1 9 9 cm", b"Q"]), Ended::Clean);
        assert_eq!(ended(&[b"q", b"q", b"Q"]), Ended::Loose);
        assert_eq!(ended(&[b"q (a", b"b) Tj Q"]), Ended::Clean);
    }
}
