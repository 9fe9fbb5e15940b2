//! Page content and other streams, decoded, and never more of them than was asked for.
//!
//! What the content leaves open is `balance`'s.

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
