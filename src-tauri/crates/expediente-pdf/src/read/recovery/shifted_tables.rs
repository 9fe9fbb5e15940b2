//! Files whose tables of objects say wrong offsets while everything else is in order: a program
//! along the way has added or taken some bytes, and all objects have moved.
//!
//! hayro-syntax then gathers the objects by going through every byte of the file, which takes
//! longer than to copy all of it. Here the headers of objects are searched for by a word, and the
//! right offsets are written into the tables, in a copy of the file that is only read.
//!
//! What is read must be the same either way, because promises may have been made of the gathered
//! objects. So this is done only where there is one way to read the file: every object is there
//! once, all of them are in the tables and nothing else is, one trailer has the root, and there are
//! neither packed objects nor encryption.
//!
//! One search for the word goes through the whole file. The data of streams, which is nearly all of
//! it, is not looked at again.

use crate::read::lexer::is_space;
use crate::read::recovery::hybrid_tables::Entries;
use crate::read::xref_check;
use memchr::memmem;
use std::collections::HashMap;
use std::ops::Range;

/// Bytes of a table's entry: offset, generation, whether it is in use, the end of the line.
const ENTRY: usize = 20;
/// Digits of an offset, at the beginning of an entry.
const DIGITS: usize = 10;
/// The largest offset that hayro-syntax reads.
const LARGEST: usize = i32::MAX as usize;
/// What a file must not have: objects that are packed or encrypted, or tables of another kind.
const OTHERS: [&[u8]; 3] = [b"/ObjStm", b"/XRef", b"/Encrypt"];

/// The number and the generation of an object.
type Id = (u32, u32);

/// Changes of a file, each the offset and what is to be there instead. None leads over its end.
pub type Changes = Vec<(usize, Vec<u8>)>;

/// The changes that make wrong tables of objects right; nothing where the tables are right, or
/// something else is wrong too.
#[must_use]
pub fn righted_tables(data: &[u8]) -> Option<Changes> {
    if xref_check::is_sound(data) || data.len() > LARGEST {
        return None;
    }
    let Found {
        objects: mut unlisted,
        between,
    } = objects(data)?;
    let count = |word: &[u8]| -> usize {
        let parts = between.iter().filter_map(|range| data.get(range.clone()));
        parts
            .map(|part| memmem::find_iter(part, word).count())
            .sum()
    };
    if count(b"/Root") != 1 || OTHERS.iter().any(|word| count(word) > 0) {
        return None;
    }
    let tables = tables(data, &between)?;
    let mut changes = Changes::new();
    for table in &tables {
        for (first, entries) in &table.sections {
            let mut righted = data.get(entries.clone())?.to_vec();
            for (number, entry) in (*first..).zip(righted.chunks_mut(ENTRY)) {
                if let Some(generation) = used(entry)? {
                    let offset = unlisted.remove(&(number, generation))?;
                    write_number(entry.get_mut(..DIGITS)?, offset)?;
                }
            }
            changes.push((entries.start, righted));
        }
    }
    if !unlisted.is_empty() {
        return None;
    }
    let newest = match tables.as_slice() {
        [only] if only.root && only.before.is_none() => only,
        [one, other] => {
            // A file that is laid out for the web has a second table at its beginning.
            let (newest, older) = if one.root { (one, other) } else { (other, one) };
            if !newest.root || older.before.is_some() {
                return None;
            }
            let mut number = vec![0; newest.before.as_ref()?.len()];
            write_number(&mut number, older.at)?;
            changes.push((newest.before.as_ref()?.start, number));
            newest
        }
        _ => return None,
    };
    changes.push(start_of(data, newest.at)?);
    Some(changes)
}

/// A table and what its trailer says.
struct Table {
    at: usize,
    /// For each section the number of its first object, and where its entries are.
    sections: Vec<(u32, Range<usize>)>,
    /// Whether the trailer names the root.
    root: bool,
    /// Where the trailer has the offset of the table before.
    before: Option<Range<usize>>,
}

/// The one or two tables of a file; nothing where one of them is damaged, or there are more.
fn tables(data: &[u8], between: &[Range<usize>]) -> Option<Vec<Table>> {
    let mut tables = Vec::new();
    for range in between {
        let part = data.get(range.clone())?;
        for found in memmem::find_iter(part, b"xref") {
            let (before, _) = part.split_at(found);
            if before.ends_with(b"start") {
                continue;
            }
            if tables.len() == 2 {
                return None;
            }
            tables.push(table(data, range.start + found)?);
        }
    }
    Some(tables)
}

fn table(data: &[u8], at: usize) -> Option<Table> {
    let mut reader = Reader {
        data,
        at: at + b"xref".len(),
    };
    let mut sections = Vec::new();
    loop {
        reader.skip_spaces();
        if reader.rest()?.starts_with(b"trailer") {
            break;
        }
        let first = reader.number()?;
        reader.skip_spaces();
        let count = reader.number()? as usize;
        reader.skip_spaces();
        let end = reader.at.checked_add(count.checked_mul(ENTRY)?)?;
        sections.push((first, reader.at..end));
        reader.at = end;
    }
    let trailer = Entries::at(data, at)?;
    Some(Table {
        at,
        sections,
        root: trailer.value(b"/Root").is_some(),
        before: trailer.value(b"/Prev"),
    })
}

/// The generation in an entry of a table, where it is in use; an error where it is no entry.
#[allow(clippy::option_option, reason = "the outer one ends everything")]
fn used(entry: &[u8]) -> Option<Option<u32>> {
    let (offset, rest) = entry.split_at_checked(DIGITS)?;
    let is_number = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
    let (generation, rest) = rest.strip_prefix(b" ")?.split_at_checked(5)?;
    if !is_number(offset) || !is_number(generation) {
        return None;
    }
    match rest {
        [b' ', b'n', a, b] if is_space(*a) && is_space(*b) => Some(Some(number(generation)?)),
        [b' ', b'f', a, b] if is_space(*a) && is_space(*b) => Some(None),
        _ => None,
    }
}

/// The objects of a file.
struct Found {
    /// Where each begins.
    objects: HashMap<Id, usize>,
    /// All of the file but the data of streams.
    between: Vec<Range<usize>>,
}

/// The objects of a file; nothing where one is there twice, or where it cannot be told whether
/// there is one.
fn objects(data: &[u8]) -> Option<Found> {
    const WORD: &[u8] = b"obj";
    let (mut objects, mut between) = (HashMap::new(), Vec::new());
    let mut body = 0;
    for at in memmem::find_iter(data, WORD) {
        let (before, _) = data.split_at(at);
        let Some((before, generation)) = last_number(before_blanks(before)) else {
            continue;
        };
        let spaced = before_blanks(before);
        if spaced.len() == before.len() {
            continue;
        }
        let Some((before, object)) = last_number(spaced) else {
            continue;
        };
        // What is not apart from the word before is an object for some readers only.
        if before.last().is_some_and(|byte| !is_space(*byte)) {
            return None;
        }
        if objects.insert((object, generation), before.len()).is_some() {
            return None;
        }
        outside_of_data(data, body..before.len(), &mut between)?;
        body = at + WORD.len();
    }
    outside_of_data(data, body..data.len(), &mut between)?;
    Some(Found { objects, between })
}

/// Adds what an object and all up to the next one have besides the data of a stream.
fn outside_of_data(data: &[u8], body: Range<usize>, between: &mut Vec<Range<usize>>) -> Option<()> {
    let bytes = data.get(body.clone())?;
    let begin = memmem::find(bytes, b"stream");
    let end = memmem::rfind(bytes, b"endstream");
    match (begin, end) {
        (Some(begin), Some(end)) if begin < end => {
            between.push(body.start..body.start + begin);
            between.push(body.start + end..body.end);
        }
        _ => between.push(body),
    }
    Some(())
}

/// Bytes without the spaces at their end.
fn trimmed(bytes: &[u8]) -> &[u8] {
    let spaces = bytes.iter().rev().take_while(|byte| is_space(**byte));
    let (rest, _) = bytes.split_at(bytes.len() - spaces.count());
    rest
}

/// Bytes without the spaces and comments at their end.
fn before_blanks(bytes: &[u8]) -> &[u8] {
    /// Bytes of a line that are searched for a comment.
    const LINE: usize = 256;
    let mut bytes = bytes;
    loop {
        let words = trimmed(bytes);
        let (_, spaces) = bytes.split_at(words.len());
        if !spaces.iter().any(|byte| is_line_end(*byte)) {
            return words;
        }
        let (_, line) = words.split_at(words.len().saturating_sub(LINE));
        let rest = line.iter().rev().take_while(|byte| !is_line_end(**byte));
        let (_, line) = line.split_at(line.len() - rest.count());
        match memchr::memchr(b'%', line) {
            Some(comment) => (bytes, _) = words.split_at(words.len() - line.len() + comment),
            None => return words,
        }
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// The number at the end, and what is before it.
fn last_number(bytes: &[u8]) -> Option<(&[u8], u32)> {
    let digits = bytes.iter().rev().take_while(|b| b.is_ascii_digit());
    let (before, digits) = bytes.split_at(bytes.len() - digits.count());
    Some((before, number(digits)?))
}

fn number(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Writes a number with zeros before it; nothing where it has more digits than there is room for.
fn write_number(room: &mut [u8], number: usize) -> Option<()> {
    let width = room.len();
    let digits = format!("{number:0width$}");
    if digits.len() != width {
        return None;
    }
    room.copy_from_slice(digits.as_bytes());
    Some(())
}

/// The change that makes the end of the file lead to a table. It takes the place of the wrong
/// offset and of the mark of the end, which hayro-syntax does not look for.
fn start_of(data: &[u8], table: usize) -> Option<(usize, Vec<u8>)> {
    const START: &[u8] = b"startxref";
    let at = memmem::rfind(data, START)? + START.len();
    let end = data.get(at..)?;
    let (number, _) = end.split_at(end.len() - end.trim_ascii_start().len());
    let at = at + number.len();
    let end = data.get(at..)?;
    let is_end = |byte: &u8| byte.is_ascii_digit() || is_space(*byte) || b"%EOF".contains(byte);
    let digits = format!("{table}\n");
    // The last bytes are not needed; what is after the number must not continue it.
    if number.is_empty() || digits.len() > end.len() || !end.iter().all(is_end) {
        return None;
    }
    Some((at, digits.into_bytes()))
}

struct Reader<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> Option<&'a [u8]> {
        self.data.get(self.at..)
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest().into_iter().flatten();
        self.at += rest.take_while(|byte| is_space(**byte)).count();
    }

    fn number(&mut self) -> Option<u32> {
        let rest = self.rest()?;
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, _) = rest.split_at(count);
        self.at += count;
        number(digits)
    }
}
