//! Recovers the objects of a PDF whose table of objects or trailer is unusable, and writes them as
//! a new file.
//!
//! Works on raw bytes alone, in three steps.
//!
//! 1. Scan for object headers such as `12 0 obj`. An object ends at its `endobj` or before the next
//!    header; if it has a stream, behind its `endstream`, or at its `endobj` if that is missing or
//!    misspelt. The declared length of a stream is used only where one of these words follows,
//!    because compressed data can contain any of them. Where a number occurs twice, the last object
//!    wins, since incremental updates are appended.
//! 2. Unpack object streams as far as they decode. Their objects are as old as the stream: a plain
//!    object wins if it comes later in the file, and a packed one if its stream does.
//! 3. Repair the tokens of each object, and write all of them with a new table and trailer. The
//!    catalog is the last object that says it is one; without any, a new one is made over the roots
//!    of page trees.
//!
//! Lost are bytes between objects and older versions of an object. Encrypted strings and streams
//! stay encrypted: the encryption dictionary and the file's identifier are copied from the old
//! trailer, and without them nothing is recovered.

use crate::read::recovery::token_repair::repair;
use flate2::read::ZlibDecoder;
use memchr::memmem;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::Range;

/// The largest file that is recovered. It is held in memory twice.
const LARGEST: usize = 96 * 1024 * 1024;
/// The most bytes that all object streams together decode to.
const MOST_UNPACKED: usize = 64 * 1024 * 1024;
const HIGHEST_NUMBER: u32 = 8_000_000;
const MOST_OBJECTS: usize = 1_000_000;
/// Bytes of an object that are searched for the entries of its dictionary.
const HEAD: usize = 64 * 1024;
/// Bytes of an object that are searched to recognize an object stream.
const SHORT_HEAD: usize = 1024;

/// Where an object was found.
enum Found {
    /// In the file itself, with its generation.
    Plain(u32, Range<usize>),
    /// Among the unpacked bytes, from an object stream at this position.
    Unpacked(usize, Range<usize>),
}

impl Found {
    /// Where it is in the file.
    fn place(&self) -> usize {
        match self {
            Self::Plain(_, range) => range.start,
            Self::Unpacked(place, _) => *place,
        }
    }
}

/// The encryption of the old file.
enum Encryption {
    None,
    /// Entries of the trailer that a reader needs to decrypt the file.
    Entries(Vec<u8>),
    /// Encrypted, and the entries are lost.
    Lost,
}

/// Writes a new file of the objects found in the bytes of a damaged one; nothing when there are
/// none, or too many.
#[must_use]
pub fn recover_objects(data: &[u8]) -> Option<Vec<u8>> {
    recover(data).map(|recovered| recovered.bytes)
}

/// Writes a new file as [`recover_objects`] does, if the newest version of some object is in an
/// object stream and an older one is not: readers that rebuild a lost table take the older one.
#[must_use]
pub fn recover_newer_objects(data: &[u8]) -> Option<Vec<u8>> {
    memmem::find(data, b"/ObjStm")?;
    let recovered = recover(data)?;
    recovered.packed_is_newer.then_some(recovered.bytes)
}

struct Recovered {
    bytes: Vec<u8>,
    /// A packed object replaced a plain one that comes earlier in the file.
    packed_is_newer: bool,
}

fn recover(data: &[u8]) -> Option<Recovered> {
    if data.len() > LARGEST {
        return None;
    }
    let mut objects: BTreeMap<u32, Found> = BTreeMap::new();
    let mut packed_is_newer = false;
    let mut packed: Vec<Range<usize>> = Vec::new();
    let (mut at, mut closed) = (0, 0);
    while let Some((number, generation, body)) = next_object(data, at) {
        let end = object_end(data, body, &mut closed);
        at = end.max(body);
        let range = body..end;
        if has_type(first(between(data, &range), SHORT_HEAD), b"ObjStm") {
            packed.push(range.clone());
        }
        objects.insert(number, Found::Plain(generation, range));
        if objects.len() > MOST_OBJECTS {
            return None;
        }
    }
    let mut unpacked = Vec::new();
    let security = match encryption(data) {
        Encryption::Lost => return None,
        // Object streams are encrypted as a whole, so that they cannot be unpacked here.
        Encryption::Entries(entries) => entries,
        Encryption::None => {
            for range in packed {
                // An object stream that cannot be unpacked is lost; the others remain.
                let bytes = between(data, &range);
                let newer = unpack(bytes, range.start, &mut unpacked, &mut objects);
                packed_is_newer |= newer == Some(true);
            }
            Vec::new()
        }
    };
    if objects.is_empty() {
        return None;
    }
    let bytes = write(data, &unpacked, &objects, &security)?;
    Some(Recovered {
        bytes,
        packed_is_newer,
    })
}

fn write(
    data: &[u8],
    unpacked: &[u8],
    objects: &BTreeMap<u32, Found>,
    security: &[u8],
) -> Option<Vec<u8>> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut offsets: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
    let (mut catalog, mut roots) = (None, BTreeSet::new());
    for (&number, found) in objects {
        let (generation, bytes) = match found {
            Found::Plain(generation, range) => (*generation, data.get(range.clone())?),
            Found::Unpacked(_, range) => (0, unpacked.get(range.clone())?),
        };
        let (words, taken) = repair(bytes);
        let head = first(&words, HEAD);
        if has_type(head, b"Catalog") && find(head, b"/Pages").is_some() {
            catalog = Some((number, generation));
        }
        if has_type(head, b"Pages") && find(head, b"/Parent").is_none() {
            roots.insert((number, generation));
        }
        offsets.insert(number, (out.len(), generation));
        out.extend_from_slice(format!("{number} {generation} obj\n").as_bytes());
        out.extend_from_slice(&words);
        let rest = between(bytes, &(taken..bytes.len()));
        if let Some(stream) = find(first(rest, HEAD), b"stream") {
            write_stream(between(rest, &(stream + 6..rest.len())), &mut out);
        }
        out.extend_from_slice(b"\nendobj\n");
    }
    let (root, generation) = match catalog {
        Some(catalog) => catalog,
        None => (write_catalog(&roots, &mut offsets, &mut out)?, 0),
    };
    let start = out.len();
    out.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, (offset, generation)) in &offsets {
        out.extend_from_slice(format!("{number} 1\n{offset:010} {generation:05} n \n").as_bytes());
    }
    let size = u64::from(*offsets.keys().last()?) + 1;
    out.extend_from_slice(format!("trailer\n<</Size {size}/Root {root} {generation} R").as_bytes());
    out.extend_from_slice(security);
    out.extend_from_slice(format!(">>\nstartxref\n{start}\n%%EOF\n").as_bytes());
    Some(out)
}

/// Writes what follows the word `stream`. Its line may end after blanks, and the word at its end
/// may be missing or misspelt: readers that want them exactly take the stream for none.
fn write_stream(rest: &[u8], out: &mut Vec<u8>) {
    let blanks = rest
        .iter()
        .take_while(|b| matches!(b, b' ' | b'\t'))
        .count();
    let data = match rest.get(blanks..) {
        Some([b'\r', b'\n', data @ ..] | [b'\n' | b'\r', data @ ..]) => data,
        // Data can begin with a blank, after a missing line end.
        _ => rest,
    };
    out.extend_from_slice(b"stream\n");
    let end = memmem::rfind(data, b"endstream").or_else(|| misspelt_end(data));
    out.extend_from_slice(between(data, &(0..end.unwrap_or(data.len())))); // Or cut off.
    if !out.ends_with(b"\n") {
        out.push(b'\n');
    }
    out.extend_from_slice(b"endstream");
}

/// Where a last line begins that is meant to be `endstream`: of its letters, in another order or
/// with one too few or too many.
fn misspelt_end(data: &[u8]) -> Option<usize> {
    let trimmed = data.trim_ascii_end();
    let letters = trimmed.iter().rev().take_while(|b| b.is_ascii_alphabetic());
    let start = trimmed.len() - letters.count();
    let word = trimmed.get(start..)?;
    let near = (6..=12).contains(&word.len()) && word.iter().all(|b| b"endstream".contains(b));
    near.then_some(start)
}

/// Writes a catalog over the given roots of page trees. Without any its tree is empty, and a reader
/// looks for pages among all objects.
fn write_catalog(
    roots: &BTreeSet<(u32, u32)>,
    offsets: &mut BTreeMap<u32, (usize, u32)>,
    out: &mut Vec<u8>,
) -> Option<u32> {
    let catalog = offsets.keys().last()? + 1;
    let pages = catalog + 1;
    offsets.insert(catalog, (out.len(), 0));
    out.extend_from_slice(
        format!("{catalog} 0 obj\n<</Type/Catalog/Pages {pages} 0 R>>\nendobj\n").as_bytes(),
    );
    offsets.insert(pages, (out.len(), 0));
    out.extend_from_slice(format!("{pages} 0 obj\n<</Type/Pages/Kids[").as_bytes());
    for (number, generation) in roots {
        out.extend_from_slice(format!("{number} {generation} R ").as_bytes());
    }
    out.extend_from_slice(b"]>>\nendobj\n");
    Some(catalog)
}

/// The next `12 0 obj`: its number, its generation, and where its body begins.
fn next_object(data: &[u8], from: usize) -> Option<(u32, u32, usize)> {
    let mut at = from;
    loop {
        let word = at + find(data.get(at..)?, b"obj")?;
        at = word + 3;
        let before = between(data, &(word.saturating_sub(40).max(from)..word));
        if let Some((number, generation)) = header_before(before) {
            return Some((number, generation, at));
        }
    }
}

/// The number and the generation at the end of bytes.
fn header_before(bytes: &[u8]) -> Option<(u32, u32)> {
    let (rest, generation) = number_before(bytes)?;
    let (_, number) = number_before(rest)?;
    ((1..=HIGHEST_NUMBER).contains(&number) && generation <= 65_535).then_some((number, generation))
}

/// The number at the end of bytes, which a space must follow, and the bytes before it.
fn number_before(bytes: &[u8]) -> Option<(&[u8], u32)> {
    let trimmed = bytes.trim_ascii_end();
    let digits = trimmed
        .iter()
        .rev()
        .take(10)
        .take_while(|b| b.is_ascii_digit())
        .count();
    let (rest, digits) = trimmed.split_at_checked(trimmed.len() - digits)?;
    let number = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (trimmed.len() < bytes.len()).then_some((rest, number))
}

/// Where an object ends whose body begins here: behind its stream, if it has one, otherwise before
/// its `endobj` or the next object. `closed` remembers the position of the next `endobj`, so that
/// many objects without one do not each search the rest of the file.
fn object_end(data: &[u8], body: usize, closed: &mut usize) -> usize {
    let rest = between(data, &(body..data.len()));
    if *closed < body {
        *closed = find(rest, b"endobj").map_or(data.len(), |found| body + found);
    }
    let own = between(data, &(body..*closed));
    let next = next_object(own, 0).map_or(own.len(), |(number, generation, next)| {
        next.saturating_sub(format!("{number} {generation} obj").len())
    });
    let dict = first(own, next);
    let Some(stream) = find(dict, b"stream") else {
        return body + next;
    };
    let declared = declared_length(first(dict, stream)).and_then(|length| {
        let after = stream.checked_add(6)?.checked_add(length)?;
        let tail = rest.get(after..(after + 32).min(rest.len()))?;
        let closed = find(tail, b"endstream").map(|found| after + found + 9);
        closed.or_else(|| find(tail, b"endobj").map(|found| after + found))
    });
    let end = declared.or_else(|| {
        let data = rest.get(stream..)?;
        let closed = find(data, b"endstream").map(|found| found + 9);
        let ended = find(data, b"endobj");
        // Without its own `endstream`, that of a later object would take all objects between.
        let end = match (closed, ended) {
            (Some(closed), Some(ended)) if ended + 9 < closed => Some(ended),
            (closed, ended) => closed.or(ended),
        };
        Some(stream + end?)
    });
    body + end.unwrap_or(rest.len()) // A stream that is cut off ends with the file.
}

/// The length of a stream, if its dictionary has it as a direct number.
fn declared_length(dict: &[u8]) -> Option<usize> {
    let at = find(dict, b"/Length")? + 7;
    let value = dict.get(at..)?.trim_ascii_start();
    let digits = value.iter().take_while(|b| b.is_ascii_digit()).count();
    let after = value.get(digits..)?.trim_ascii_start();
    // Two numbers are a reference.
    if digits == 0 || after.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(value.get(..digits)?).ok()?.parse().ok()
}

/// Adds the objects of an object stream at this place, as far as it can be decoded, unless the file
/// has newer ones. Returns whether one of them replaced a plain object.
fn unpack(
    bytes: &[u8],
    place: usize,
    unpacked: &mut Vec<u8>,
    objects: &mut BTreeMap<u32, Found>,
) -> Option<bool> {
    let stream = find(bytes, b"stream")?;
    let dict = bytes.get(..stream)?;
    let (count, first_body) = (integer(dict, b"/N")?, integer(dict, b"/First")?);
    let start = stream + 6;
    let line_end = bytes
        .get(start..)?
        .iter()
        .take(2)
        .take_while(|b| matches!(b, b'\r' | b'\n'))
        .count();
    let encoded = bytes.get(start + line_end..)?;
    let room = MOST_UNPACKED.checked_sub(unpacked.len())?;
    let base = unpacked.len();
    if find(dict, b"FlateDecode").is_some() {
        if find(dict, b"/DecodeParms").is_some() {
            return None;
        }
        // The data before the damage is good.
        let _ = ZlibDecoder::new(encoded)
            .take(room as u64)
            .read_to_end(unpacked);
    } else if find(dict, b"/Filter").is_none() {
        unpacked.extend_from_slice(encoded.get(..find(encoded, b"endstream")?.min(room))?);
    }
    let mut replaced = false;
    let body = unpacked.get(base..)?;
    let table = std::str::from_utf8(body.get(..first_body)?).ok()?;
    let numbers: Vec<usize> = table
        .split_ascii_whitespace()
        .map_while(|word| word.parse().ok())
        .collect();
    let (pairs, _) = numbers.as_chunks::<2>();
    let (pairs, _) = pairs.split_at(count.min(pairs.len()));
    // An object ends where the next one begins.
    let ends = pairs
        .iter()
        .skip(1)
        .map(|[_, next]| first_body.saturating_add(*next).min(body.len()))
        .chain([body.len()]);
    for ([number, offset], to) in pairs.iter().zip(ends) {
        let from = first_body.saturating_add(*offset);
        if let Ok(number) = u32::try_from(*number)
            && (1..=HIGHEST_NUMBER).contains(&number)
            && from < to
        {
            let found = Found::Unpacked(place, base + from..base + to);
            match objects.get(&number) {
                Some(known) if known.place() > place => {}
                known => {
                    replaced |= matches!(known, Some(Found::Plain(..)));
                    objects.insert(number, found);
                }
            }
        }
    }
    Some(replaced)
}

/// The entries of the old trailer without which nothing can be decrypted: the last `/Encrypt` and
/// `/ID` of the file.
fn encryption(data: &[u8]) -> Encryption {
    let Some(at) = memmem::rfind(data, b"/Encrypt") else {
        return Encryption::None;
    };
    let after = at + 8;
    let (value, _) = repair(between(data, &(after..data.len().min(at + 4096))));
    let is_reference = value.trim_ascii_end().ends_with(b"R");
    if !is_reference && (!value.starts_with(b"<<") || find(&value, b"/Filter").is_none()) {
        return Encryption::Lost;
    }
    let mut out = [b"/Encrypt ".as_slice(), &value].concat();
    if let Some(id) = memmem::rfind(data, b"/ID") {
        let (value, _) = repair(between(data, &(id + 3..data.len().min(id + 400))));
        if value.starts_with(b"[") {
            out.extend_from_slice(b"/ID");
            out.extend_from_slice(&value);
        }
    }
    Encryption::Entries(out)
}

/// The first number directly after a key.
fn integer(dict: &[u8], key: &[u8]) -> Option<usize> {
    for at in memmem::find_iter(dict, key) {
        let value = dict.get(at + key.len()..)?.trim_ascii_start();
        let digits = value.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits > 0 {
            return std::str::from_utf8(value.get(..digits)?).ok()?.parse().ok();
        }
    }
    None
}

/// Whether a dictionary has this type.
fn has_type(head: &[u8], wanted: &[u8]) -> bool {
    memmem::find_iter(head, b"/Type").any(|at| {
        let value = between(head, &(at + 5..head.len())).trim_ascii_start();
        let name = value
            .strip_prefix(b"/")
            .and_then(|name| name.strip_prefix(wanted));
        name.is_some_and(|rest| rest.first().is_none_or(|b| !b.is_ascii_alphanumeric()))
    })
}

/// The bytes in a range, as far as there are any.
fn between<'a>(bytes: &'a [u8], range: &Range<usize>) -> &'a [u8] {
    let end = range.end.min(bytes.len());
    let (upto, _) = bytes.split_at(end);
    let (_, found) = upto.split_at(range.start.min(end));
    found
}

/// At most this many bytes from the beginning.
fn first(bytes: &[u8], most: usize) -> &[u8] {
    between(bytes, &(0..most))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memmem::find(haystack, needle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::source::Source;
    use std::io::Write;
    use std::sync::Arc;

    const PAGE: &str = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 5 0 R>>";

    fn opened(bytes: &[u8]) -> Option<Source> {
        Source::open(Arc::new(recover_objects(bytes)?), None).ok()
    }

    fn size(source: Option<&Source>, page: usize) -> Option<(f64, f64)> {
        source
            .and_then(|source| source.page(page))
            .map(|page| page.displayed_size())
    }

    /// A download without its end has neither table nor trailer, but it has its pages.
    #[test]
    fn a_file_without_its_end() {
        let cut = format!(
            "%PDF-1.4\n2 0 obj\n<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>\nendobj\n3 0 obj\n{PAGE}\nendobj\n4 0 obj{PAGE}\n\
             5 0 obj\n<</Length 20>>\nstream\n0 0 m 9 9 l S %1 0 obj\nendstream\nendobj\n6 0 obj\n<</Ty"
        );
        let source = opened(cut.as_bytes());
        assert_eq!(source.as_ref().map(Source::page_count), Some(2));
        assert_eq!(size(source.as_ref(), 1), Some((300.0, 400.0)));
    }

    /// Without the root of the page tree, pages are found by their type and inherit from their
    /// parents.
    #[test]
    fn pages_without_a_tree() {
        let parent = "7 0 obj\n<</Type/Pages/Parent 9 0 R/MediaBox[0 0 200 100]>>\nendobj\n";
        let lost = format!("{parent}3 0 obj\n<</Type /Page/Parent 7 0 R>>\nendobj\n");
        let source = opened(lost.as_bytes());
        assert_eq!(size(source.as_ref(), 0), Some((200.0, 100.0)));
    }

    /// Objects of a damaged object stream are recovered up to the damage.
    #[test]
    fn packed_objects() {
        let first = "3 0 2 66 ";
        let body = format!("{first}{PAGE:<66}<</Type/Pages/Kids[3 0 R]/Count 1>>");
        let mut encoder =
            flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(body.as_bytes()).unwrap_or_default();
        let mut packed = encoder.finish().unwrap_or_default();
        // The checksum is wrong.
        if let Some(last) = packed.last_mut() {
            *last ^= 0xFF;
        }
        let dict = format!(
            "<</Type/ObjStm/N 2/First {}/Filter/FlateDecode/Length {}>>",
            first.len(),
            packed.len()
        );
        let file = [
            format!("9 0 obj\n{dict}\nstream\n").as_bytes(),
            &packed,
            b"\nendstream\nendobj\n",
        ]
        .concat();
        assert_eq!(opened(&file).map(|source| source.page_count()), Some(1));
    }

    /// A file without objects gives nothing to open, and takes no time.
    #[test]
    fn what_holds_no_objects() {
        assert!(recover_objects(b"").is_none());
        assert!(recover_objects(&b"obj ".repeat(100_000)).is_none());
        assert!(recover_objects(&b"1 0 ".repeat(100_000)).is_none());
    }
}
