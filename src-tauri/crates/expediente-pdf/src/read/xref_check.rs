//! Checks whether the table of objects at the end of a file can be trusted, before the file is
//! parsed.
//!
//! hayro-syntax repairs a wrong table silently. Users should hear of a repair, and a repair of a
//! hostile file can take minutes, so these checks run on the raw bytes first.

use memchr::memmem;

/// Bytes at the end of a file that are searched for `startxref`.
const TAIL: usize = 2048;
/// Table entries that are compared with the objects they point to.
const CHECKED: u32 = 40;
/// Bytes of a table that are read for that.
const TABLE_HEAD: usize = 64 * 20;

/// Objects without an `endobj`. The repair scans from each of them to the end of the file, so that
/// many of them take time quadratic in the size of the file.
pub(crate) fn unended_objects(data: &[u8]) -> usize {
    let (mut begun, mut ended) = (0, 0_usize);
    for at in memmem::find_iter(data, b"obj") {
        let (before, _) = data.split_at(at);
        begun += usize::from(before.ends_with(b" "));
        ended += usize::from(before.ends_with(b"end"));
    }
    usize::saturating_sub(begun, ended)
}

/// Whether the last `startxref` leads to a correct table or to a cross-reference stream.
pub(crate) fn is_sound(data: &[u8]) -> bool {
    let tail = data.get(data.len().saturating_sub(TAIL)..);
    let Some(offset) = tail.and_then(start_of_table) else {
        return false;
    };
    let Some(place) = data.get(offset..) else {
        return false;
    };
    let place = place.trim_ascii_start();
    match place.strip_prefix(b"xref") {
        Some(table) => table_is_true(data, table),
        None => is_object(place, None),
    }
}

fn start_of_table(tail: &[u8]) -> Option<usize> {
    let at = memmem::rfind(tail, b"startxref")?;
    let value = tail.get(at + b"startxref".len()..)?.trim_ascii_start();
    let digits = value.iter().take_while(|b| b.is_ascii_digit()).count();
    std::str::from_utf8(value.get(..digits)?).ok()?.parse().ok()
}

/// Whether the first objects of a table are where it says.
fn table_is_true(data: &[u8], table: &[u8]) -> bool {
    let mut words = words(table, TABLE_HEAD);
    let mut next_number = || number(words.next()?);
    let (Some(first), Some(count)) = (next_number(), next_number()) else {
        return false;
    };
    for object in (first..).take(count.min(CHECKED) as usize) {
        let (Some(offset), Some(_), Some(kind)) = (words.next(), words.next(), words.next()) else {
            return true;
        };
        if kind == "n" {
            let offset = offset.parse::<usize>().ok();
            let there = offset.and_then(|offset| data.get(offset..));
            if !there.is_some_and(|place| is_object(place.trim_ascii_start(), Some(object))) {
                return false;
            }
        }
    }
    true
}

/// Whether an object begins here, such as `12 0 obj`.
fn is_object(place: &[u8], wanted: Option<u32>) -> bool {
    let mut words = words(place, 40);
    let found = words.next().and_then(number);
    let generation = words.next().and_then(number);
    found.is_some()
        && generation.is_some()
        && (wanted.is_none() || wanted == found)
        && words.next().is_some_and(|word| word.starts_with("obj"))
}

/// The words within the first bytes of a slice. A word that is not text reads as empty, which no
/// check accepts.
fn words(bytes: &[u8], within: usize) -> impl Iterator<Item = &str> {
    let (head, _) = bytes.split_at(within.min(bytes.len()));
    head.split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
        .map(|word| std::str::from_utf8(word).unwrap_or(""))
}

fn number(word: &str) -> Option<u32> {
    word.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_without_an_end_are_counted() {
        for (data, unended) in [
            (b"1 0 obj<<>>endobj 2 0 obj null endobj".as_slice(), 0),
            (b"1 0 obj 2 0 obj 3 0 obj endobj", 2),
            (b"obj endobj endobj", 0),
            (b" objobj endob", 1),
        ] {
            assert_eq!(unended_objects(data), unended, "{data:?}");
        }
    }
}
