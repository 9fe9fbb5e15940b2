//! What is in an envelope of a signature or a lock (`smime.p7m`, RFC 8551; CMS, RFC 5652).

/// What an envelope is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Envelope {
    /// A signature around words that anybody can read.
    Signed(Vec<u8>),
    /// A lock, or nothing that can be read.
    Locked,
}

/// The object identifiers 1.2.840.113549.1.7.1 and .2: data, and signed data.
const DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
const SIGNED_DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";

/// Values within values that are read.
const DEEPEST: usize = 16;

/// Opens an envelope.
pub(crate) fn open(bytes: &[u8]) -> Envelope {
    content(bytes).map_or(Envelope::Locked, Envelope::Signed)
}

fn content(bytes: &[u8]) -> Option<Vec<u8>> {
    // ContentInfo: SEQUENCE { contentType, [0] content }
    let (info, _) = value(bytes, 0)?;
    let (kind, rest) = value(info.of(0x30)?, 0)?;
    if kind.of(0x06)? != SIGNED_DATA {
        return None;
    }
    let (explicit, _) = value(rest, 0)?;
    // SignedData: SEQUENCE { version, digestAlgorithms, encapContentInfo … }
    let (signed, _) = value(explicit.of(0xa0)?, 0)?;
    let (version, rest) = value(signed.of(0x30)?, 0)?;
    version.of(0x02)?;
    let (digests, rest) = value(rest, 0)?;
    digests.of(0x31)?;
    let (inside, _) = value(rest, 0)?;
    let (kind, rest) = value(inside.of(0x30)?, 0)?;
    if kind.of(0x06)? != DATA {
        return None;
    }
    let (explicit, _) = value(rest, 0)?;
    let mut all = Vec::new();
    octets(explicit.of(0xa0)?, &mut all, 0)?;
    Some(all)
}

/// A value of BER: its tag and its content.
struct Value<'a> {
    tag: u8,
    content: &'a [u8],
}

impl<'a> Value<'a> {
    fn of(&self, tag: u8) -> Option<&'a [u8]> {
        if self.tag == tag {
            Some(self.content)
        } else {
            None
        }
    }
}

/// The first value, and what follows it (X.690, 8.1).
fn value(bytes: &[u8], depth: usize) -> Option<(Value<'_>, &[u8])> {
    if depth > DEEPEST {
        return None;
    }
    let (tag, rest) = bytes.split_first()?;
    // Tags of several bytes are none of CMS.
    if tag & 0x1f == 0x1f {
        return None;
    }
    let (first, rest) = rest.split_first()?;
    if *first == 0x80 {
        // No length: values follow up to one that is empty.
        let mut at = rest;
        loop {
            if let Some(after) = at.strip_prefix(b"\0\0") {
                let content = rest.get(..rest.len() - at.len())?;
                return Some((Value { tag: *tag, content }, after));
            }
            (_, at) = value(at, depth + 1)?;
        }
    }
    let (length, rest) = if *first < 0x80 {
        (usize::from(*first), rest)
    } else {
        let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        let mut length = 0usize;
        for digit in digits {
            length = length.checked_mul(256)?.checked_add(usize::from(*digit))?;
        }
        (length, rest)
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((Value { tag: *tag, content }, after))
}

/// The bytes of a string of octets, which may be in pieces.
fn octets(mut bytes: &[u8], all: &mut Vec<u8>, depth: usize) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    while !bytes.is_empty() {
        let (piece, rest) = value(bytes, 0)?;
        match piece.tag {
            0x04 => all.extend(piece.content),
            0x24 => octets(piece.content, all, depth + 1)?,
            _ => return None,
        }
        bytes = rest;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made by hand from RFC 5652: lengths that are written, and lengths that are not.
    #[test]
    fn the_words_in_a_signature_are_read() {
        let tagged = |tag: u8, content: &[u8]| {
            [&[tag, u8::try_from(content.len()).unwrap()], content].concat()
        };
        let signed = |octets: &[u8]| {
            let inside = [tagged(6, DATA), tagged(0xa0, octets)].concat();
            let data = [tagged(2, &[1]), tagged(0x31, &[]), tagged(0x30, &inside)].concat();
            let data = tagged(0x30, &data);
            tagged(
                0x30,
                &[tagged(6, SIGNED_DATA), tagged(0xa0, &data)].concat(),
            )
        };
        let plain = signed(&tagged(4, b"hola"));
        assert_eq!(open(&plain), Envelope::Signed(b"hola".to_vec()));
        let pieces = [b"\x24\x80\x04\x02ho\x04\x02la\0\0".as_slice()].concat();
        assert_eq!(open(&signed(&pieces)), Envelope::Signed(b"hola".to_vec()));
        assert_eq!(open(&plain[..plain.len() - 1]), Envelope::Locked);
        let locked = [SIGNED_DATA.split_last().unwrap().1, &[3]].concat();
        assert_eq!(open(&tagged(0x30, &tagged(6, &locked))), Envelope::Locked);
    }
}
