//! Decodes page content and other streams, up to a limit on their size.

use crate::file::deflate::deflate;
use crate::read::lexer;
use crate::read::objects::Objects;
use flate2::read::ZlibDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::{Object, ObjectIdentifier, Stream};
use std::borrow::Cow;
use std::io::{self, Read};

/// The most decoded content of one page that is examined.
const MOST: usize = 128 * 1024 * 1024;
/// The most decoded data of a stream that should be short.
const MOST_SHORT: usize = 1024 * 1024;
/// Filters one around the other that are undone.
const MOST_CHAINED: usize = 32;
/// Wrappings around a picture that are removed.
const MOST_WRAPPINGS: usize = 4;
/// Filters that encode bytes as text.
const TEXT: [Filter; 2] = [Filter::AsciiHexDecode, Filter::Ascii85Decode];

/// The decoded content of a page.
#[derive(Default)]
pub(crate) struct Content {
    pub(crate) bytes: Vec<u8>,
    /// Some of it could not be decoded.
    pub(crate) damaged: bool,
    /// Some of it has an unknown filter and is left out.
    pub(crate) unknown: bool,
    /// Some of it has a filter other than Flate. The proof of a dossier reads nothing else.
    pub(crate) foreign: bool,
    /// Some of it exceeds the limit and was not examined.
    pub(crate) too_long: bool,
    /// All of it compressed by Flate, where it was so within filters that encode bytes as text.
    packed: Option<Vec<u8>>,
}

impl Content {
    /// Whether it is compressed by Flate within filters that encode bytes as text, and that alone
    /// can be taken.
    pub(crate) fn is_packed(&self) -> bool {
        self.packed.is_some()
    }

    /// All of it as it was read, compressed by Flate.
    pub(crate) fn take_packed(&mut self) -> io::Result<Vec<u8>> {
        match self.packed.take() {
            Some(packed) => Ok(packed),
            None => deflate(&self.bytes),
        }
    }
}

pub(crate) fn read(objects: &Objects, streams: &[ObjectIdentifier]) -> Content {
    let mut content = Content::default();
    for &id in streams {
        let Some(Object::Stream(stream)) = objects.get(id) else {
            content.damaged = true;
            continue;
        };
        if !content.bytes.is_empty() {
            content.bytes.push(b'\n');
        }
        content.foreign |= !matches!(Coding::of(objects, &stream), Coding::Deflated(0 | 1));
        unpack(objects, &stream, MOST, &mut content);
    }
    if streams.len() > 1 {
        content.packed = None;
    }
    content
}

/// Content that is one stream, compressed by Flate within filters that encode bytes as text:
/// without these filters, and not decompressed.
pub(crate) fn packed(objects: &Objects, streams: &[ObjectIdentifier]) -> Option<Vec<u8>> {
    let [only] = streams else {
        return None;
    };
    let stream = objects.get(*only)?.into_stream()?;
    match Coding::of(objects, &stream) {
        Coding::Chain(steps) => flate_within(&steps, &stream.raw_data()),
        _ => None,
    }
}

/// The decoded content of one stream.
pub(crate) fn of_stream(objects: &Objects, stream: &Stream<'_>) -> Content {
    let mut content = Content::default();
    unpack(objects, stream, MOST, &mut content);
    content
}

/// The decoded data of a stream that should be short; nothing when it is long or unreadable.
pub(crate) fn short(objects: &Objects, stream: &Stream<'_>) -> Option<Vec<u8>> {
    let mut content = Content::default();
    unpack(objects, stream, MOST_SHORT, &mut content);
    (!content.damaged && !content.too_long).then_some(content.bytes)
}

/// The data of a picture without the filters around its own format; nothing when one of them is not
/// supported here, or the data is too long.
pub(crate) fn unwrapped(objects: &Objects, stream: &Stream<'_>, data: &[u8]) -> Option<Vec<u8>> {
    let filters = stream.filters();
    let (_, wrappings) = filters.split_last()?;
    let plain = match objects.value(stream.dict(), b"DecodeParms") {
        Some(Object::Array(all)) => !all
            .raw_iter()
            .take(wrappings.len())
            .any(|parms| objects.resolve(parms).is_some()),
        found => found.is_none(),
    };
    if !plain || wrappings.len() > MOST_WRAPPINGS {
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
            Filter::AsciiHexDecode => decode_hex(&out),
            Filter::Ascii85Decode => decode_ascii85(&out),
            // The data is decrypted already.
            Filter::Crypt => out,
            _ => return None,
        };
    }
    (out.len() < MOST).then_some(out)
}

fn decode_hex(data: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = data
        .iter()
        .take_while(|b| **b != b'>')
        .filter_map(|b| lexer::hex_digit(*b))
        .collect();
    let (pairs, odd) = digits.as_chunks::<2>();
    // A last digit without its pair counts as followed by zero.
    let last = odd.iter().map(|high| high * 16);
    pairs
        .iter()
        .map(|[high, low]| high * 16 + low)
        .chain(last)
        .collect()
}

fn decode_ascii85(data: &[u8]) -> Vec<u8> {
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
            out.extend_from_slice(&base85(&group).to_be_bytes());
            group.clear();
        }
    }
    if group.len() > 1 {
        let whole = group.len() - 1;
        group.resize(5, 84);
        out.extend(base85(&group).to_be_bytes().into_iter().take(whole));
    }
    out
}

fn base85(group: &[u8]) -> u32 {
    group.iter().fold(0u32, |sum, digit| {
        sum.wrapping_mul(85).wrapping_add(u32::from(*digit))
    })
}

/// Data that was compressed by Flate, as far as it goes.
struct Inflated {
    bytes: Vec<u8>,
    /// It reaches its end.
    whole: bool,
    /// Its checksum is right too. Viewers do not heed it, but some decoders drop the last bytes.
    exact: bool,
    /// There is more than was asked for.
    too_long: bool,
}

/// Decompresses Flate, at most `most` bytes, whatever its checksum says and wherever it ends.
fn inflate(data: &[u8], most: usize) -> Inflated {
    let strict = run_inflater(Decompress::new(true), data, most);
    if strict.whole || strict.too_long {
        return strict;
    }
    // Two bytes are the head of zlib's format (RFC 1950); the rest is Flate itself.
    match data {
        [head, flags, rest @ ..]
            if head & 15 == 8 && (u32::from(*head) * 256 + u32::from(*flags)) % 31 == 0 =>
        {
            Inflated {
                exact: false,
                ..run_inflater(Decompress::new(false), rest, most)
            }
        }
        _ => strict,
    }
}

fn run_inflater(mut inflater: Decompress, data: &[u8], most: usize) -> Inflated {
    const STEP: usize = 64 * 1024;
    let mut bytes = Vec::new();
    let mut whole = false;
    loop {
        // Both are positions in memory.
        let (from, to) = (inflater.total_in() as usize, inflater.total_out() as usize);
        if to > most {
            break;
        }
        bytes.resize(to + STEP, 0);
        let (Some(input), Some(room)) = (data.get(from..), bytes.get_mut(to..)) else {
            break;
        };
        let status = inflater.decompress(input, room, FlushDecompress::None);
        whole = matches!(status, Ok(Status::StreamEnd));
        let moved = (inflater.total_in() as usize, inflater.total_out() as usize) != (from, to);
        if !matches!(status, Ok(Status::Ok)) || !moved {
            break;
        }
    }
    let length = inflater.total_out() as usize;
    bytes.truncate(length.min(most));
    Inflated {
        bytes,
        whole,
        exact: whole,
        too_long: length > most,
    }
}

/// Data that is compressed by Flate, without the filters around it that only encode bytes as text.
fn flate_within(steps: &[Filter], data: &[u8]) -> Option<Vec<u8>> {
    let (Filter::FlateDecode, texts) = steps.split_last()? else {
        return None;
    };
    let is_text = |step: &Filter| TEXT.contains(step);
    texts
        .iter()
        .all(is_text)
        .then(|| undone(texts, data, MOST))?
}

/// Undoes filters that need no parameters, one after the other; nothing when a step is longer than
/// `most`.
fn undone(steps: &[Filter], data: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut data = data.to_vec();
    for step in steps {
        data = match step {
            Filter::FlateDecode => {
                let inflated = inflate(&data, most);
                if inflated.too_long {
                    return None;
                }
                inflated.bytes
            }
            Filter::AsciiHexDecode => decode_hex(&data),
            Filter::Ascii85Decode => decode_ascii85(&data),
            Filter::RunLengthDecode => decode_run_length(&data, most)?,
            _ => return None,
        };
    }
    (data.len() <= most).then_some(data)
}

/// Undoes RunLengthDecode (ISO 32000-1, 7.4.5).
fn decode_run_length(mut data: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    while let [length, rest @ ..] = data {
        data = match (length, rest) {
            (128, _) => break,
            (0..=127, _) => {
                let (raw, rest) = rest.split_at(rest.len().min(usize::from(*length) + 1));
                out.extend_from_slice(raw);
                rest
            }
            (_, [byte, rest @ ..]) => {
                out.resize(out.len() + 257 - usize::from(*length), *byte);
                rest
            }
            (_, []) => break,
        };
        if out.len() > most {
            return None;
        }
    }
    Some(out)
}

/// Appends the decoded data of a stream, up to `most` bytes of content in all.
fn unpack(objects: &Objects, stream: &Stream<'_>, most: usize, content: &mut Content) {
    let room = most.saturating_sub(content.bytes.len());
    let raw = stream.raw_data();
    match Coding::of(objects, stream) {
        Coding::Unknown => {
            content.damaged = true;
            content.unknown = true;
        }
        _ if raw.is_empty() => {}
        Coding::Deflated(0) => {
            content.too_long |= raw.len() > room;
            let length = raw.len().min(room);
            content
                .bytes
                .extend_from_slice(raw.get(..length).unwrap_or(&raw)); // It has as many.
        }
        Coding::Deflated(times) => {
            let mut data = raw;
            for _ in 0..times {
                let inflated = inflate(&data, room);
                content.damaged |= !inflated.whole && !inflated.too_long;
                content.foreign |= !inflated.exact;
                content.too_long |= inflated.too_long;
                data = Cow::Owned(inflated.bytes);
            }
            content.bytes.extend_from_slice(&data);
        }
        Coding::Chain(steps) if let Some(packed) = flate_within(&steps, &raw) => {
            let inflated = inflate(&packed, room);
            content.too_long |= inflated.too_long;
            if !inflated.too_long {
                content.bytes.extend_from_slice(&inflated.bytes);
            }
            content.packed = inflated.exact.then_some(packed);
        }
        Coding::Chain(steps) => match undone(&steps, &raw, room) {
            Some(data) => content.bytes.extend_from_slice(&data),
            None => content.too_long = true,
        },
        // The reader decodes these at once, so that their size is only known afterwards.
        Coding::Other { packings } if packings > 1 || raw.len() > MOST_SHORT => {
            content.too_long = true;
        }
        Coding::Other { .. } => match stream.decoded_data() {
            Ok(data) if data.len() <= room => content.bytes.extend_from_slice(&data),
            Ok(_) => content.too_long = true,
            Err(_) => content.damaged = true,
        },
    }
}

/// How a stream is encoded.
enum Coding {
    /// By Flate alone, this many times.
    Deflated(usize),
    /// By several filters that need no parameters.
    Chain(Vec<Filter>),
    /// By other filters, of which `packings` compress.
    Other { packings: usize },
    /// By a filter that does not exist.
    Unknown,
}

impl Coding {
    fn of(objects: &Objects, stream: &Stream<'_>) -> Self {
        let dict = stream.dict();
        let named = dict.contains_key(b"Filter") || dict.contains_key(b"F");
        let filters = stream.filters();
        let count = match objects.value(dict, b"Filter") {
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
        let simple = |filter: &Filter| {
            matches!(filter, Filter::FlateDecode | Filter::RunLengthDecode) || TEXT.contains(filter)
        };
        if plain && filters.len() <= MOST_CHAINED && filters.iter().all(simple) {
            return Self::Chain(filters.to_vec());
        }
        Self::Other {
            packings: filters.iter().filter(|f| !TEXT.contains(f)).count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was compressed stays so where text was around it, byte for byte; what a reader might
    /// read in another way is compressed anew.
    #[test]
    fn flate_within_text_is_kept() {
        let chain = [Filter::Ascii85Decode, Filter::FlateDecode];
        assert_eq!(
            flate_within(&chain, b"87cURD]i,\"Ebo80~>").as_deref(),
            Some(b"Hello World!".as_slice())
        );
        for other in [
            &[Filter::FlateDecode, Filter::Ascii85Decode][..],
            &[Filter::RunLengthDecode, Filter::FlateDecode],
            &[Filter::AsciiHexDecode],
            &[],
        ] {
            assert_eq!(flate_within(other, b"00>"), None, "{other:?}");
        }
    }

    /// A JPEG encoded as text is a picture like any other; its bytes must come back exactly.
    #[test]
    fn bytes_written_as_text() {
        assert_eq!(decode_hex(b"FF D8 0a7>rest"), b"\xFF\xD8\x0A\x70");
        assert_eq!(decode_ascii85(b"<~87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(decode_ascii85(b"z!!~>"), b"\0\0\0\0\0");
    }
}
