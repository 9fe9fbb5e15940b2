//! What page content leaves behind: graphics states not closed, text not ended, states closed too often.
//!
//! Reads tokens, draws nothing. How the page is put together then is left to `assembler`.

use crate::source::Source;
use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::{Object, ObjectIdentifier, Stream};
use std::io::Read;

/// The most decoded content of one page that is looked at.
const MOST: usize = 128 * 1024 * 1024;

/// The decoded content of a page.
#[derive(Default)]
pub(crate) struct Content {
    pub(crate) bytes: Vec<u8>,
    /// Some of it could not be decoded.
    pub(crate) damaged: bool,
    /// Some of it is packed in a way that nobody knows, and is left out.
    pub(crate) unknown: bool,
    /// There is more than was looked at.
    pub(crate) too_long: bool,
}

pub(crate) fn read(source: &Source, streams: &[ObjectIdentifier]) -> Content {
    let mut content = Content::default();
    for &id in streams {
        let Some(Object::Stream(stream)) = source.object(id) else {
            content.damaged = true;
            continue;
        };
        if !content.bytes.is_empty() {
            content.bytes.push(b'\n');
        }
        unpack(source, &stream, MOST, &mut content);
    }
    content
}

/// The decoded data of a stream that is not expected to be long; nothing when it is, or cannot be read.
pub(crate) fn short(source: &Source, stream: &Stream<'_>) -> Option<Vec<u8>> {
    let mut content = Content::default();
    unpack(source, stream, 1024 * 1024, &mut content);
    (!content.damaged && !content.too_long).then_some(content.bytes)
}

/// Adds the decoded data of a stream, to so many bytes in all.
fn unpack(source: &Source, stream: &Stream<'_>, most: usize, content: &mut Content) {
    let room = most.saturating_sub(content.bytes.len());
    let raw = stream.raw_data();
    match Coding::of(source, stream) {
        Coding::Unknown => {
            content.damaged = true;
            content.unknown = true;
        }
        // Data that is not there needs no unpacking.
        _ if raw.is_empty() => {}
        Coding::Deflated(times) => {
            let mut reader: Box<dyn Read + '_> = Box::new(&*raw);
            for _ in 0..times {
                reader = Box::new(ZlibDecoder::new(reader));
            }
            let before = content.bytes.len();
            let mut reader = reader.take(room as u64 + 1);
            content.damaged |= reader.read_to_end(&mut content.bytes).is_err();
            content.too_long |= content.bytes.len() - before > room;
        }
        // What these unpack to is only known afterwards.
        Coding::Other { packings } if packings > 1 || raw.len() > 1024 * 1024 => {
            content.too_long = true;
        }
        Coding::Other { .. } => match stream.decoded_data() {
            Ok(data) if data.len() <= room => content.bytes.extend_from_slice(&data),
            Ok(_) => content.too_long = true,
            Err(_) => content.damaged = true,
        },
    }
}

/// How a stream is packed.
enum Coding {
    /// By Flate alone, so many times.
    Deflated(usize),
    /// In other ways, among them so many that make it smaller.
    Other { packings: usize },
    /// By something that is no filter.
    Unknown,
}

impl Coding {
    fn of(source: &Source, stream: &Stream<'_>) -> Self {
        let dict = stream.dict();
        let named = dict.contains_key(b"Filter") || dict.contains_key(b"F");
        let filters = stream.filters();
        let count = match source.value(dict, b"Filter") {
            Some(Object::Name(_)) => 1,
            Some(Object::Array(names)) => names.raw_iter().count(),
            _ => 0,
        };
        if count > filters.len() {
            return Self::Unknown;
        }
        let deflates = filters.iter().filter(|f| **f == Filter::FlateDecode).count();
        let whole = deflates == filters.len() && (named == (deflates > 0));
        let plain = ["DecodeParms", "DP"].iter().all(|k| !dict.contains_key(k));
        if whole && plain && deflates <= 4 {
            return Self::Deflated(deflates);
        }
        let text = [Filter::AsciiHexDecode, Filter::Ascii85Decode];
        Self::Other { packings: filters.iter().filter(|f| !text.contains(f)).count() }
    }
}

/// What is left open at the end of page content.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Balance {
    /// Graphics states saved and not restored.
    pub(crate) open: usize,
    /// Where a state is restored that was never saved.
    pub(crate) surplus: Vec<usize>,
    pub(crate) in_text: bool,
    pub(crate) marked: usize,
    pub(crate) path: bool,
    /// The content ends within a string or an inline image.
    pub(crate) torn: bool,
}

impl Balance {
    /// The operators that close what is open.
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

fn is_space(b: u8) -> bool {
    matches!(b, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(b: u8) -> bool {
    !is_space(b) && !matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Arrays and dictionaries that are open.
    nested: usize,
}

impl<'a> Tokens<'a> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn skip_while(&mut self, test: impl Fn(u8) -> bool) {
        while self.peek(0).is_some_and(&test) {
            self.at += 1;
        }
    }

    /// The next operator and where it begins; `Err` when the content ends within something.
    fn operator(&mut self) -> Result<Option<(usize, &'a [u8])>, ()> {
        while let Some(b) = self.peek(0) {
            match b {
                b'%' => self.skip_while(|b| b != b'\r' && b != b'\n'),
                b'(' => self.literal()?,
                b'<' if self.peek(1) == Some(b'<') => {
                    self.nested += 1;
                    self.at += 2;
                }
                b'>' if self.peek(1) == Some(b'>') => {
                    self.nested = self.nested.saturating_sub(1);
                    self.at += 2;
                }
                b'[' => {
                    self.nested += 1;
                    self.at += 1;
                }
                b']' => {
                    self.nested = self.nested.saturating_sub(1);
                    self.at += 1;
                }
                b'<' => {
                    self.skip_while(|b| b != b'>');
                    if self.peek(0).is_none() {
                        return Err(());
                    }
                    self.at += 1;
                }
                b'/' => {
                    self.at += 1;
                    self.skip_while(is_regular);
                }
                b if is_regular(b) => {
                    let start = self.at;
                    self.skip_while(is_regular);
                    let word = self.bytes.get(start..self.at).unwrap_or_default();
                    if !matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.') {
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
    fn inline_image(&mut self) -> Result<(), ()> {
        loop {
            match self.operator()? {
                Some((_, b"ID")) => break,
                // true and false are values; anything else means that there is no image here.
                Some((_, b"true" | b"false" | b"null")) => {}
                Some((start, _)) => {
                    self.at = start;
                    return Ok(());
                }
                None => return Err(()),
            }
        }
        self.at += 1;
        let start = self.at;
        for strict in [true, false] {
            let mut from = start;
            while let Some(found) = self.bytes.get(from..).and_then(|rest| rest.windows(2).position(|w| w == b"EI")) {
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
                    .all(|(&b, &next)| b.is_ascii_graphic() || is_space(b) && (b != 0 || next != 0));
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

pub(crate) fn balance(bytes: &[u8]) -> Balance {
    let mut found = Balance::default();
    let mut tokens = Tokens { bytes, at: 0, nested: 0 };
    loop {
        match tokens.operator() {
            Err(()) => {
                found.torn = true;
                return found;
            }
            Ok(None) => {
                found.torn = tokens.nested > 0;
                return found;
            }
            Ok(Some((at, word))) => match word {
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
                b"BI" if tokens.inline_image().is_err() => {
                    found.torn = true;
                    return found;
                }
                _ => {}
            },
        }
    }
}
