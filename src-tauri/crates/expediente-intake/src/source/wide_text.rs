//! Texts in UTF-16 without the mark that says so.

/// Which byte of a letter comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wide {
    /// The lower one.
    Little,
    /// The higher one.
    Big,
}

/// Letters that are looked at.
const LOOKED_AT: usize = 2_048;

/// Whether bytes are letters of the West in two bytes each: of nearly all letters one byte is zero,
/// always the same one, and the other is none that texts do not have.
#[must_use]
pub fn wide_without_mark(bytes: &[u8]) -> Option<Wide> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let pairs = pairs.get(..LOOKED_AT).map_or(pairs, |first| first);
    if pairs.len() < 4 {
        return None;
    }
    let is_letter = |byte: u8| byte >= 32 || matches!(byte, b'\t' | b'\n' | b'\r' | 12 | 26 | 27);
    let little = pairs
        .iter()
        .filter(|[low, high]| *high == 0 && is_letter(*low));
    let big = pairs
        .iter()
        .filter(|[high, low]| *high == 0 && is_letter(*low));
    let is_most = |count: usize| count * 10 >= pairs.len() * 9;
    if pairs.contains(&[0, 0]) {
        None
    } else if is_most(little.count()) {
        Some(Wide::Little)
    } else if is_most(big.count()) {
        Some(Wide::Big)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_texts_are_told_from_other_bytes() {
        let wide =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        assert_eq!(
            wide_without_mark(&wide("año “x” y más palabras")),
            Some(Wide::Little)
        );
        assert_eq!(wide_without_mark(b"\0h\0o\0l\0a"), Some(Wide::Big));
        for other in [
            b"hola, hola".as_slice(),
            b"\0\0\0\0\0\0\0\0",
            b"\x01\0\x02\0\x03\0\x04\0",
            b"a\0",
        ] {
            assert_eq!(wide_without_mark(other), None, "{other:?}");
        }
    }
}
