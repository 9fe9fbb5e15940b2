//! Which bytes of a file a signature signs, and whether that is all but the signature itself.
//!
//! The known forgeries of signed PDFs (Mladenov et al., "1 Trillion Dollar Refund", CCS 2019) play
//! with this range: it is missing, negative or empty (Universal Signature Forgery), or it leaves
//! out more than the signature, where other content is put (Signature Wrapping). So a range is
//! taken only if it begins with the file, and what it leaves out is one string of hexadecimal
//! digits, the one of the signature's own dictionary. What follows the range (Incremental Saving,
//! shadow attacks) is for the caller to tell.

use std::ops::Range;

/// Bytes of the data of one signature. Some carry lists of revoked certificates of several
/// megabytes.
const MOST_CONTENTS: usize = 32 * 1024 * 1024;
/// White space after the signed bytes that changes nothing: some programs end a file with an empty
/// line. More of it could push the end of the file out of the reach of readers.
const MOST_SPACE: usize = 16;

/// The signed bytes, and the data of the signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedRange {
    /// The bytes of the file that are signed.
    pub parts: [Range<usize>; 2],
    /// The offset after the last of them.
    pub end: usize,
    /// Whether bytes follow that were not signed.
    pub is_followed: bool,
    /// The data of the signature with what fills it up.
    pub contents: Vec<u8>,
}

/// Why a signature does not say what it signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeFault {
    /// No range, or not one of four whole numbers.
    Missing,
    /// Numbers that no file can have: negative ones, parts that overlap, a beginning within the
    /// file.
    Impossible,
    /// The file is shorter than what was signed.
    CutOff,
    /// More is left out than the signature, so that something else could be there.
    Gap,
    /// The signature has no data, or too much of it.
    Empty,
    /// What is left out is not the data that the signature's dictionary has.
    OtherContents,
}

impl SignedRange {
    /// The range of these numbers in a file. `stated` is the data of the signature as its
    /// dictionary has it, where that could be read.
    ///
    /// # Errors
    /// When the numbers do not leave out the data of the signature, all of it and nothing else.
    pub(crate) fn of(
        data: &[u8],
        numbers: Option<&[i64]>,
        stated: Option<&[u8]>,
    ) -> Result<Self, RangeFault> {
        let Some(&[first, length, second, rest]) = numbers else {
            return Err(RangeFault::Missing);
        };
        let number = |number: i64| usize::try_from(number).map_err(|_| RangeFault::Impossible);
        let (first, length) = (number(first)?, number(length)?);
        let (second, rest) = (number(second)?, number(rest)?);
        if first != 0 || length == 0 || second <= length {
            return Err(RangeFault::Impossible);
        }
        let end = second.checked_add(rest).ok_or(RangeFault::Impossible)?;
        let after = data.get(end..).ok_or(RangeFault::CutOff)?;
        let gap = data.get(length..second).ok_or(RangeFault::Impossible)?;
        // Some programs sign the signs around the digits too, which nobody can then move.
        let are_signed = data.get(length - 1) == Some(&b'<') && data.get(second) == Some(&b'>');
        let digits = if are_signed {
            gap
        } else {
            let digits = gap.strip_prefix(b"<");
            let digits = digits.and_then(|digits| digits.strip_suffix(b">"));
            digits.ok_or(RangeFault::Gap)?
        };
        let contents = hexadecimal(digits)?;
        if contents.iter().all(|byte| *byte == 0) {
            return Err(RangeFault::Empty);
        }
        if stated.is_some_and(|stated| stated != contents) {
            return Err(RangeFault::OtherContents);
        }
        let is_space = after.len() <= MOST_SPACE && after.trim_ascii().is_empty();
        Ok(Self {
            parts: [0..length, second..end],
            end,
            is_followed: !is_space,
            contents,
        })
    }

    /// The signed bytes of the file that the range was found in.
    ///
    /// # Errors
    /// When it is not that file: bytes that are not there are never taken as none.
    pub fn signed<'d>(&self, data: &'d [u8]) -> Result<[&'d [u8]; 2], RangeFault> {
        let [first, second] = self.parts.clone();
        let first = data.get(first).ok_or(RangeFault::CutOff)?;
        let second = data.get(second).ok_or(RangeFault::CutOff)?;
        Ok([first, second])
    }
}

/// The bytes of hexadecimal digits.
fn hexadecimal(digits: &[u8]) -> Result<Vec<u8>, RangeFault> {
    if digits.len() > 2 * MOST_CONTENTS {
        return Err(RangeFault::Empty);
    }
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    let mut high = None;
    for digit in digits.iter().filter(|digit| !digit.is_ascii_whitespace()) {
        let value = char::from(*digit).to_digit(16).ok_or(RangeFault::Gap)?;
        let value = u8::try_from(value).map_err(|_| RangeFault::Gap)?;
        match high.take() {
            None => high = Some(value << 4),
            Some(high) => bytes.push(high | value),
        }
    }
    // A last digit alone counts as if a 0 followed (ISO 32000-2, 7.3.4.3).
    bytes.extend(high);
    Ok(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const FILE: &[u8] = b"%PDF-1.7 /Contents <3003020101> /M () %%EOF";

    fn range(numbers: &[i64]) -> Result<SignedRange, RangeFault> {
        SignedRange::of(FILE, Some(numbers), Some(b"\x30\x03\x02\x01\x01"))
    }

    #[test]
    fn all_but_the_signature_is_signed() {
        let found = range(&[0, 19, 31, 12]).unwrap();
        assert_eq!(found.contents, b"\x30\x03\x02\x01\x01");
        assert_eq!(found.end, FILE.len());
        assert!(!found.is_followed);
        let [before, after] = found.signed(FILE).unwrap();
        assert_eq!(before, b"%PDF-1.7 /Contents ");
        assert_eq!(after, b" /M () %%EOF");
    }

    /// As in `pdfjs-signed_verified.pdf` of the corpus.
    #[test]
    fn the_signs_around_the_digits_may_be_signed() {
        let found = range(&[0, 20, 30, 13]).unwrap();
        assert_eq!(found.contents, b"\x30\x03\x02\x01\x01");
        assert!(!found.is_followed);
    }

    /// The forms of Universal Signature Forgery and Signature Wrapping, each refused by itself.
    #[test]
    fn ranges_that_were_tampered_with_are_refused() {
        for (numbers, fault) in [
            (&[][..], RangeFault::Missing),
            (&[0, 19, 31], RangeFault::Missing),
            (&[0, 19, 31, 12, 0], RangeFault::Missing),
            (&[0, 0, 0, 0], RangeFault::Impossible),
            (&[0, -1, 31, 12], RangeFault::Impossible),
            (&[0, 19, 31, -12], RangeFault::Impossible),
            (&[-1, 19, 31, 12], RangeFault::Impossible),
            (&[0, i64::MAX, i64::MAX, i64::MAX], RangeFault::Impossible),
            (&[0, 19, i64::MAX, 12], RangeFault::CutOff),
            (&[0, 19, 19, 24], RangeFault::Impossible),
            (&[0, 31, 19, 12], RangeFault::Impossible),
            (&[5, 14, 31, 12], RangeFault::Impossible),
            (&[0, 19, 31, 13], RangeFault::CutOff),
            (&[0, 9, 31, 12], RangeFault::Gap),
            (&[0, 19, 34, 9], RangeFault::Gap),
            (&[0, 20, 31, 12], RangeFault::Gap),
            (&[0, 19, 30, 13], RangeFault::Gap),
            (&[0, 21, 30, 13], RangeFault::Gap),
        ] {
            assert_eq!(range(numbers), Err(fault), "{numbers:?}");
        }
        assert_eq!(SignedRange::of(FILE, None, None), Err(RangeFault::Missing));
    }

    #[test]
    fn the_data_must_be_that_of_the_dictionary() {
        let numbers = Some([0, 19, 31, 12]);
        let of =
            |stated: Option<&[u8]>| SignedRange::of(FILE, numbers.as_ref().map(|n| &n[..]), stated);
        assert_eq!(of(Some(b"")), Err(RangeFault::OtherContents));
        assert_eq!(of(Some(b"\x30")), Err(RangeFault::OtherContents));
        assert!(of(None).is_ok());
    }

    #[test]
    fn data_of_nothing_is_no_signature() {
        for contents in ["<>", "<0000>", "< >"] {
            let file = format!("a {contents} b");
            let second = 2 + i64::try_from(contents.len()).unwrap();
            let found = SignedRange::of(file.as_bytes(), Some(&[0, 2, second, 2]), None);
            assert_eq!(found, Err(RangeFault::Empty), "{contents}");
        }
    }

    /// An empty line at the end changes nothing; anything that can be read is a change.
    #[test]
    fn what_follows_is_seen() {
        for (after, is_followed) in [
            ("", false),
            ("\r\n", false),
            ("                 ", true),
            ("\n1 0 obj", true),
            ("\0", true),
        ] {
            let file = format!("a <30> b{after}");
            let found = SignedRange::of(file.as_bytes(), Some(&[0, 2, 6, 2]), None).unwrap();
            assert_eq!(found.is_followed, is_followed, "{after:?}");
        }
    }
}
