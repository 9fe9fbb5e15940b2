//! A PDF whose table of objects or whose trailer is of no use: its objects found one by one, and a new table and trailer
//! made for them.
//!
//! Works on bytes alone. What the objects say is read afterwards by whoever opens the result; what lies between them, and
//! an older state of an object, is lost.

use crate::read::recovery::token_repair::tidy;
use flate2::read::ZlibDecoder;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::ops::Range;

/// The most bytes of a file that is salvaged; it is held in memory twice.
const LARGEST: usize = 96 * 1024 * 1024;
/// The most bytes that all objects unpack to which were packed together.
const MOST_UNPACKED: usize = 64 * 1024 * 1024;
const HIGHEST_NUMBER: u32 = 8_000_000;
const MOST_OBJECTS: usize = 1_000_000;
/// Where the words of a dictionary are looked for.
const HEAD: usize = 64 * 1024;

/// An object as it was found.
enum Found {
    /// In the file itself.
    Plain(u32, Range<usize>),
    /// Among the unpacked bytes.
    Unpacked(Range<usize>),
}

/// A file made anew of the objects that are found in the bytes of a broken one; nothing when there are none, or too many.
#[must_use]
pub fn salvage(data: &[u8]) -> Option<Vec<u8>> {
    if data.len() > LARGEST {
        return None;
    }
    let mut objects: BTreeMap<u32, Found> = BTreeMap::new();
    let mut packed: Vec<Range<usize>> = Vec::new();
    let (mut at, mut closed) = (0, 0);
    while let Some((number, generation, body)) = next_object(data, at) {
        let end = object_end(data, body, &mut closed);
        at = end.max(body);
        let range = body..end;
        if has_type(head(data, &range), b"ObjStm") {
            packed.push(range.clone());
        }
        objects.insert(number, Found::Plain(generation, range));
        if objects.len() > MOST_OBJECTS {
            return None;
        }
    }
    let security = security(data)?;
    let mut unpacked = Vec::new();
    // What is packed is encrypted as a whole; it cannot be unpacked here.
    if security.is_none() {
        for range in packed {
            unpack(data, &range, &mut unpacked, &mut objects);
        }
    }
    if objects.is_empty() {
        return None;
    }
    write(data, &unpacked, &objects, security)
}

fn write(
    data: &[u8],
    unpacked: &[u8],
    objects: &BTreeMap<u32, Found>,
    security: Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut offsets: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
    let (mut catalog, mut roots) = (None, BTreeSet::new());
    for (&number, found) in objects {
        let (generation, bytes) = match found {
            Found::Plain(generation, range) => (*generation, data.get(range.clone())?),
            Found::Unpacked(range) => (0, unpacked.get(range.clone())?),
        };
        let (words, taken) = tidy(bytes);
        let head = words.get(..words.len().min(HEAD)).unwrap_or(&words);
        if has_type(head, b"Catalog") && find(head, b"/Pages").is_some() {
            catalog = Some((number, generation));
        }
        if has_type(head, b"Pages") && find(head, b"/Parent").is_none() {
            roots.insert((number, generation));
        }
        offsets.insert(number, (out.len(), generation));
        out.extend_from_slice(format!("{number} {generation} obj\n").as_bytes());
        out.extend_from_slice(&words);
        let data = bytes
            .get(taken..)
            .and_then(|rest| rest.get(find(rest.get(..rest.len().min(HEAD))?, b"stream")?..));
        out.extend_from_slice(data.unwrap_or_default());
        out.extend_from_slice(b"\nendobj\n");
    }
    let (root, generation) = match catalog {
        Some(catalog) => catalog,
        None => (made_catalog(&roots, &mut offsets, &mut out)?, 0),
    };
    let start = out.len();
    out.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, (offset, generation)) in &offsets {
        out.extend_from_slice(format!("{number} 1\n{offset:010} {generation:05} n \n").as_bytes());
    }
    let size = u64::from(*offsets.keys().last()?) + 1;
    out.extend_from_slice(format!("trailer\n<</Size {size}/Root {root} {generation} R").as_bytes());
    out.extend_from_slice(&security.unwrap_or_default());
    out.extend_from_slice(format!(">>\nstartxref\n{start}\n%%EOF\n").as_bytes());
    Some(out)
}

/// A catalog over the tops of page trees that were found. Where there are none, its tree is empty, and whoever opens the
/// file looks for pages among all objects.
fn made_catalog(
    roots: &BTreeSet<(u32, u32)>,
    offsets: &mut BTreeMap<u32, (usize, u32)>,
    out: &mut Vec<u8>,
) -> Option<u32> {
    let catalog = offsets.keys().last()? + 1;
    offsets.insert(catalog, (out.len(), 0));
    out.extend_from_slice(
        format!(
            "{catalog} 0 obj\n<</Type/Catalog/Pages {} 0 R>>\nendobj\n",
            catalog + 1
        )
        .as_bytes(),
    );
    offsets.insert(catalog + 1, (out.len(), 0));
    out.extend_from_slice(format!("{} 0 obj\n<</Type/Pages/Kids[", catalog + 1).as_bytes());
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
        let before = data
            .get(word.saturating_sub(40).max(from)..word)
            .unwrap_or_default();
        if let Some((number, generation)) = name_before(before) {
            return Some((number, generation, at));
        }
    }
}

/// The number and generation at the end of bytes.
fn name_before(bytes: &[u8]) -> Option<(u32, u32)> {
    let (rest, generation) = number_before(bytes)?;
    let (_, number) = number_before(rest)?;
    ((1..=HIGHEST_NUMBER).contains(&number) && generation <= 65_535).then_some((number, generation))
}

/// The number at the end of bytes, before space, and what stands before it.
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

/// Where an object ends whose body begins here: behind its stream, if it has one, else before its `endobj` or the next
/// object. `closed` remembers where the next `endobj` is, so that many objects without one are not looked through again
/// and again.
fn object_end(data: &[u8], body: usize, closed: &mut usize) -> usize {
    if *closed < body {
        *closed = data
            .get(body..)
            .and_then(|rest| find(rest, b"endobj"))
            .map_or(data.len(), |found| body + found);
    }
    let own = data.get(body..*closed).unwrap_or_default();
    let next = next_object(own, 0).map_or(own.len(), |(number, generation, next)| {
        next.saturating_sub(format!("{number} {generation} obj").len())
    });
    let Some(stream) = own.get(..next).and_then(|dict| find(dict, b"stream")) else {
        return body + next;
    };
    let rest = data.get(body..).unwrap_or_default();
    let declared = length(rest.get(..stream).unwrap_or_default()).and_then(|length| {
        let after = stream.checked_add(6)?.checked_add(length)?;
        let tail = rest.get(after..(after + 20).min(rest.len()))?;
        find(tail, b"endstream").map(|found| after + found + 9)
    });
    let end = declared.or_else(|| Some(stream + find(rest.get(stream..)?, b"endstream")? + 9));
    body + end.unwrap_or(rest.len())
}

/// The length of a stream where it stands in its dictionary itself.
fn length(dict: &[u8]) -> Option<usize> {
    let at = find(dict, b"/Length")? + 7;
    let value = dict.get(at..)?.trim_ascii_start();
    let digits = value.iter().take_while(|b| b.is_ascii_digit()).count();
    let after = value.get(digits..)?.trim_ascii_start();
    // Two numbers and an R lead elsewhere.
    if digits == 0 || after.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(value.get(..digits)?).ok()?.parse().ok()
}

/// Adds the objects that are packed together, as far as they can be unpacked, unless the file holds them plainly too.
fn unpack(
    data: &[u8],
    range: &Range<usize>,
    unpacked: &mut Vec<u8>,
    objects: &mut BTreeMap<u32, Found>,
) -> Option<()> {
    let bytes = data.get(range.clone())?;
    let stream = find(bytes, b"stream")?;
    let dict = bytes.get(..stream)?;
    let (count, first) = (integer(dict, b"/N")?, integer(dict, b"/First")?);
    let start = stream + 6;
    let start = start
        + bytes
            .get(start..)?
            .iter()
            .take(2)
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
    let coded = bytes.get(start..)?;
    let room = MOST_UNPACKED.checked_sub(unpacked.len())?;
    let base = unpacked.len();
    if find(dict, b"FlateDecode").is_some() {
        if find(dict, b"/DecodeParms").is_some() {
            return None;
        }
        // What comes before the damage is good.
        let _ = ZlibDecoder::new(coded)
            .take(room as u64)
            .read_to_end(unpacked);
    } else if find(dict, b"/Filter").is_none() {
        unpacked.extend_from_slice(coded.get(..find(coded, b"endstream")?.min(room))?);
    }
    let body = unpacked.get(base..)?.to_vec();
    let table = std::str::from_utf8(body.get(..first)?).ok()?;
    let numbers: Vec<usize> = table
        .split_ascii_whitespace()
        .map_while(|word| word.parse().ok())
        .collect();
    let pairs: Vec<(usize, usize)> = numbers
        .chunks_exact(2)
        .take(count)
        .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)))
        .collect();
    for (index, (number, offset)) in pairs.iter().enumerate() {
        let from = first.saturating_add(*offset);
        let to = pairs
            .get(index + 1)
            .map_or(body.len(), |(_, next)| first.saturating_add(*next))
            .min(body.len());
        let number = u32::try_from(*number)
            .ok()
            .filter(|n| (1..=HIGHEST_NUMBER).contains(n));
        if let Some(number) = number
            && from < to
        {
            objects
                .entry(number)
                .or_insert(Found::Unpacked(base + from..base + to));
        }
    }
    Some(())
}

/// Encryption and identity as the old trailer named them, without which nothing could be decrypted. The outer nothing:
/// it is encrypted and cannot be said how, so that no part of it can be used.
#[allow(clippy::option_option)]
fn security(data: &[u8]) -> Option<Option<Vec<u8>>> {
    let Some(at) = data.windows(8).rposition(|w| w == b"/Encrypt") else {
        return Some(None);
    };
    let (value, _) = tidy(data.get(at + 8..data.len().min(at + 4096))?);
    let is_reference = value.trim_ascii_end().ends_with(b"R");
    if !is_reference && (!value.starts_with(b"<<") || find(&value, b"/Filter").is_none()) {
        return None;
    }
    let mut out = [b"/Encrypt ".as_slice(), &value].concat();
    if let Some(id) = data.windows(3).rposition(|w| w == b"/ID") {
        let (value, _) = tidy(
            data.get(id + 3..data.len().min(id + 400))
                .unwrap_or_default(),
        );
        if value.starts_with(b"[") {
            out.extend_from_slice(b"/ID");
            out.extend_from_slice(&value);
        }
    }
    Some(Some(out))
}

fn integer(dict: &[u8], key: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = find(dict.get(at..)?, key) {
        at += found + key.len();
        let value = dict.get(at..)?.trim_ascii_start();
        let digits = value.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits > 0 {
            return std::str::from_utf8(value.get(..digits)?).ok()?.parse().ok();
        }
    }
    None
}

/// Whether a dictionary says that it is of this type.
fn has_type(head: &[u8], wanted: &[u8]) -> bool {
    let mut at = 0;
    while let Some(found) = head.get(at..).and_then(|rest| find(rest, b"/Type")) {
        at += found + 5;
        let value = head.get(at..).unwrap_or_default().trim_ascii_start();
        let name = value
            .strip_prefix(b"/")
            .and_then(|name| name.strip_prefix(wanted));
        if name.is_some_and(|rest| rest.first().is_none_or(|b| !b.is_ascii_alphanumeric())) {
            return true;
        }
    }
    false
}

fn head<'a>(data: &'a [u8], range: &Range<usize>) -> &'a [u8] {
    data.get(range.start..range.end.min(range.start + 1024))
        .unwrap_or_default()
}

/// Where these bytes stand first, looked for by their first byte.
fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = 0;
    loop {
        at += haystack.get(at..)?.iter().position(|b| *b == first)?;
        if haystack.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;
    use std::io::Write;
    use std::sync::Arc;

    const PAGE: &str = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 5 0 R>>";

    fn opened(bytes: &[u8]) -> Option<Source> {
        Source::open(Arc::new(salvage(bytes)?), None).ok()
    }

    fn size(source: Option<&Source>, page: usize) -> Option<(f64, f64)> {
        source
            .and_then(|source| source.page(page))
            .map(|page| page.displayed_size())
    }

    /// A download that lost its end has neither table nor trailer, but it has its pages.
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

    /// Without a top of the page tree, pages are found by what they say, and inherit by the way up.
    #[test]
    fn pages_without_a_tree() {
        let parent = "7 0 obj\n<</Type/Pages/Parent 9 0 R/MediaBox[0 0 200 100]>>\nendobj\n";
        let lost = format!("{parent}3 0 obj\n<</Type /Page/Parent 7 0 R>>\nendobj\n");
        let source = opened(lost.as_bytes());
        assert_eq!(size(source.as_ref(), 0), Some((200.0, 100.0)));
    }

    /// Objects that are packed together are taken as far as they can be unpacked.
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

    /// What is no PDF gives nothing to open, and takes no time.
    #[test]
    fn what_holds_no_objects() {
        assert!(salvage(b"").is_none());
        assert!(salvage(&b"obj ".repeat(100_000)).is_none());
        assert!(salvage(&b"1 0 ".repeat(100_000)).is_none());
    }
}
