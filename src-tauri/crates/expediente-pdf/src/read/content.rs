//! Page content and other streams, decoded, and never more of them than was asked for.
//!
//! What the content leaves open is `balance`'s.

use crate::read::source::Source;
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
    /// Some of it is packed otherwise than by Flate: the proof of a dossier reads nothing else.
    pub(crate) foreign: bool,
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
        content.foreign |= !matches!(Coding::of(source, &stream), Coding::Deflated(0 | 1));
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

/// The data of a picture that is packed once more than its own format does; nothing where it is packed in a way that is
/// not undone here, or is too long.
pub(crate) fn unwrapped(source: &Source, stream: &Stream<'_>, data: &[u8]) -> Option<Vec<u8>> {
    let plain = match source.value(stream.dict(), b"DecodeParms") {
        Some(Object::Array(all)) => {
            let wrappings = stream.filters().len().saturating_sub(1);
            !all.raw_iter()
                .take(wrappings)
                .any(|parms| source.resolve(parms).is_some())
        }
        found => found.is_none(),
    };
    let filters = stream.filters();
    let (_, wrappings) = filters.split_last()?;
    if !plain || wrappings.len() > 4 {
        return None;
    }
    let mut out = data.to_vec();
    for wrapping in wrappings {
        out = match wrapping {
            Filter::FlateDecode => {
                let mut unpacked = Vec::new();
                ZlibDecoder::new(out.as_slice())
                    .take(MOST as u64)
                    .read_to_end(&mut unpacked)
                    .ok()?;
                unpacked
            }
            Filter::AsciiHexDecode => unhexed(&out),
            Filter::Ascii85Decode => un85(&out),
            // The data is decrypted already.
            Filter::Crypt => out,
            _ => return None,
        };
    }
    (out.len() < MOST).then_some(out)
}

fn unhexed(data: &[u8]) -> Vec<u8> {
    let digits = data
        .iter()
        .take_while(|b| **b != b'>')
        .filter_map(|b| char::from(*b).to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|d| u8::try_from(d).ok()).collect();
    digits
        .chunks(2)
        .map(|pair| pair.first().unwrap_or(&0) * 16 + pair.get(1).unwrap_or(&0))
        .collect()
}

fn un85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() / 5 * 4);
    let mut group: Vec<u8> = Vec::with_capacity(5);
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    for &b in data.iter().take_while(|b| **b != b'~') {
        match b {
            b'z' if group.is_empty() => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => group.push(b - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            out.extend_from_slice(&value85(&group).to_be_bytes());
            group.clear();
        }
    }
    if group.len() > 1 {
        let whole = group.len() - 1;
        group.resize(5, 84);
        out.extend(value85(&group).to_be_bytes().into_iter().take(whole));
    }
    out
}

fn value85(group: &[u8]) -> u32 {
    group.iter().fold(0u32, |sum, digit| {
        sum.wrapping_mul(85).wrapping_add(u32::from(*digit))
    })
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
        let deflates = filters
            .iter()
            .filter(|f| **f == Filter::FlateDecode)
            .count();
        let whole = deflates == filters.len() && (named == (deflates > 0));
        let plain = ["DecodeParms", "DP"].iter().all(|k| !dict.contains_key(k));
        if whole && plain && deflates <= 4 {
            return Self::Deflated(deflates);
        }
        let text = [Filter::AsciiHexDecode, Filter::Ascii85Decode];
        Self::Other {
            packings: filters.iter().filter(|f| !text.contains(f)).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG in text is a picture like any other; its bytes must come back exactly.
    #[test]
    fn bytes_written_as_text() {
        assert_eq!(unhexed(b"FF D8 0a7>rest"), b"\xFF\xD8\x0A\x70");
        assert_eq!(un85(b"<~87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(un85(b"z!!~>"), b"\0\0\0\0\0");
    }
}
