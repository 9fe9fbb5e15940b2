//! Reads values of ASN.1 (X.690), as signatures and certificates are made of them.
//!
//! Many signers write BER: lengths that are not given, and strings in pieces. [`definite`] rewrites
//! those and copies all else as it is, because digests are made of the very bytes. Certificates of
//! real authorities also break the rules of DER (serial numbers that are too long, other letters
//! than their type allows), which the crates for X.509 refuse; nothing here depends on those rules.

/// Values within values.
const DEEPEST: usize = 48;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BITS: u8 = 0x03;
pub(crate) const OCTETS: u8 = 0x04;
pub(crate) const OBJECT_ID: u8 = 0x06;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

const CONSTRUCTED: u8 = 0x20;
const OCTETS_IN_PIECES: u8 = OCTETS | CONSTRUCTED;
/// The bits of a tag that say that its number follows.
const LONG_TAG: u8 = 0x1f;
const END: &[u8] = &[0, 0];

/// The tag of a value with its own tag within a `[number]`, or of a structure in its place.
pub(crate) const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// The tag of a simple value that stands in the place of a `[number]`.
pub(crate) const fn simple(number: u8) -> u8 {
    0x80 | number
}

/// A value: its tag, its content, and both with the length between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value<'a> {
    pub(crate) tag: u8,
    pub(crate) content: &'a [u8],
    pub(crate) whole: &'a [u8],
}

impl<'a> Value<'a> {
    /// What is inside of it.
    pub(crate) fn inside(&self) -> Values<'a> {
        Values(self.content)
    }
}

/// Values one after the other, each of a known length. A method gives none where the bytes are not
/// what was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Values<'a>(pub(crate) &'a [u8]);

impl<'a> Values<'a> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next value, whatever it is.
    pub(crate) fn any(&mut self) -> Option<Value<'a>> {
        let head = Head::of(self.0)?;
        let size = head.size.checked_add(head.length?)?;
        let (whole, rest) = self.0.split_at_checked(size)?;
        self.0 = rest;
        Some(Value {
            tag: head.tag,
            content: whole.get(head.size..)?,
            whole,
        })
    }

    /// The next value, which must have this tag.
    pub(crate) fn next(&mut self, tag: u8) -> Option<Value<'a>> {
        self.optional(tag).flatten()
    }

    /// The next value if it has this tag: outer none if the bytes are broken, inner none if another
    /// value is next.
    pub(crate) fn optional(&mut self, tag: u8) -> Option<Option<Value<'a>>> {
        if self.0.first() == Some(&tag) {
            self.any().map(Some)
        } else {
            Some(None)
        }
    }

    /// The next value, which must be a sequence: what is inside.
    pub(crate) fn sequence(&mut self) -> Option<Values<'a>> {
        Some(self.next(SEQUENCE)?.inside())
    }

    /// All values; none if one of them is broken.
    pub(crate) fn all(mut self, most: usize) -> Option<Vec<Value<'a>>> {
        let mut found = Vec::new();
        while !self.is_empty() {
            if found.len() == most {
                return None;
            }
            found.push(self.any()?);
        }
        Some(found)
    }
}

/// The tag and the length of a value.
struct Head {
    tag: u8,
    /// The bytes of tag and length.
    size: usize,
    /// None if the length is not given.
    length: Option<usize>,
}

impl Head {
    fn of(bytes: &[u8]) -> Option<Self> {
        let (&tag, rest) = bytes.split_first()?;
        // No value of a signature has a tag of more than one byte.
        if tag & LONG_TAG == LONG_TAG {
            return None;
        }
        let (&first, rest) = rest.split_first()?;
        let (size, length) = match first {
            0..=0x7f => (2, Some(usize::from(first))),
            0x80 => (2, None),
            _ => {
                let count = usize::from(first & 0x7f);
                let bytes = rest.get(..count)?;
                if count > size_of::<u64>() {
                    return None;
                }
                let length = bytes
                    .iter()
                    .fold(0_u64, |length, byte| length << 8 | u64::from(*byte));
                (2 + count, Some(usize::try_from(length).ok()?))
            }
        };
        if length.is_none() && tag & CONSTRUCTED == 0 {
            return None;
        }
        Some(Self { tag, size, length })
    }
}

/// The first value of some bytes, with every length given and every string of octets in one piece.
/// None if it is broken. What follows the value is left out: signatures are filled up with zeros.
pub(crate) fn definite(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len().min(1 << 20));
    rewrite(bytes, &mut out, Lengths::AsTheyAre, 0)?;
    Some(out)
}

/// A value with each length in as few bytes as it needs, as DER wants it.
pub(crate) fn shortest(value: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(value.len());
    rewrite(value, &mut out, Lengths::Shortest, 0)?;
    Some(out)
}

/// A value with this content.
pub(crate) fn built(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + 6);
    write(&mut out, tag, None, content);
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lengths {
    AsTheyAre,
    Shortest,
}

/// Writes the first value of some bytes. Returns how many bytes it had.
fn rewrite(bytes: &[u8], out: &mut Vec<u8>, lengths: Lengths, depth: usize) -> Option<usize> {
    if depth > DEEPEST {
        return None;
    }
    let head = Head::of(bytes)?;
    let (old_head, after) = bytes.split_at_checked(head.size)?;
    let content = match head.length {
        Some(length) => after.get(..length)?,
        None => after,
    };
    if head.tag & CONSTRUCTED == 0 {
        let keep = lengths == Lengths::AsTheyAre;
        write(out, head.tag, keep.then_some(old_head), content);
        return Some(head.size + content.len());
    }
    let mut inside = Vec::new();
    let mut at = 0;
    let used = loop {
        let rest = content.get(at..)?;
        match head.length {
            Some(length) if rest.is_empty() => break length,
            None if rest.starts_with(END) => break at + END.len(),
            _ => at += rewrite(rest, &mut inside, lengths, depth + 1)?,
        }
    };
    if head.tag == OCTETS_IN_PIECES {
        let mut joined = Vec::new();
        let mut pieces = Values(&inside);
        while !pieces.is_empty() {
            joined.extend_from_slice(pieces.next(OCTETS)?.content);
        }
        write(out, OCTETS, None, &joined);
    } else {
        let is_kept = lengths == Lengths::AsTheyAre && head.length == Some(inside.len());
        write(out, head.tag, is_kept.then_some(old_head), &inside);
    }
    Some(head.size + used)
}

/// Writes a value, with its old tag and length or with new ones.
fn write(out: &mut Vec<u8>, tag: u8, head: Option<&[u8]>, content: &[u8]) {
    match head {
        Some(head) => out.extend_from_slice(head),
        None => {
            out.push(tag);
            match u8::try_from(content.len()) {
                Ok(short) if short < 0x80 => out.push(short),
                _ => {
                    let bytes = content.len().to_be_bytes();
                    let needed = bytes.iter().skip_while(|byte| **byte == 0);
                    // A length has at most eight bytes.
                    out.push(0x80 | needed.clone().count() as u8);
                    out.extend(needed);
                }
            }
        }
    }
    out.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// X.690, 8.1.3.6 and 8.7.3: lengths that are not given, and a string in pieces.
    #[test]
    fn indefinite_lengths_are_given() {
        let bytes = b"\x30\x80\x02\x01\x05\x24\x80\x04\x01a\x04\x02bc\x00\x00\x00\x00\x00\x00";
        assert_eq!(definite(bytes).unwrap(), b"\x30\x08\x02\x01\x05\x04\x03abc");
    }

    #[test]
    fn what_is_definite_stays_as_it_is() {
        // A length of two bytes where one would do.
        let bytes = b"\x30\x81\x05\x04\x81\x02ab\0\0\0";
        assert_eq!(definite(bytes).unwrap(), b"\x30\x81\x05\x04\x81\x02ab");
        assert_eq!(
            shortest(b"\x30\x81\x05\x04\x81\x02ab").unwrap(),
            b"\x30\x04\x04\x02ab"
        );
        let long = [b"\x04\x82\x01\x00".as_slice(), &[7; 256]].concat();
        assert_eq!(shortest(&long).unwrap(), long);
    }

    #[test]
    fn broken_values_are_none() {
        for bytes in [
            b"".as_slice(),
            b"\x30",
            b"\x30\x05\x02\x01",
            b"\x30\x80\x02\x01\x05",
            b"\x04\x80\x00\x00",
            b"\x1f\x01\x00",
            b"\x30\x89\x01\x01\x01\x01\x01\x01\x01\x01\x01",
            b"\x30\x88\xff\xff\xff\xff\xff\xff\xff\xff",
            b"\x24\x03\x02\x01\x05",
        ] {
            assert_eq!(definite(bytes), None, "{bytes:x?}");
        }
        let deep = [b"\x30\x80".as_slice(); 10_000].concat();
        assert_eq!(definite(&deep), None);
    }

    #[test]
    fn values_are_read_one_by_one() {
        let mut values = Values(b"\x02\x01\x05\x04\x02ab");
        assert_eq!(values.optional(OCTETS), Some(None));
        assert_eq!(values.next(INTEGER).unwrap().content, b"\x05");
        assert_eq!(values.next(OCTETS).unwrap().whole, b"\x04\x02ab");
        assert!(values.is_empty());
        assert_eq!(values.any(), None);
        assert_eq!(Values(b"\x05\x00\x05\x00").all(1), None);
    }
}
