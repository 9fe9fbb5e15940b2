//! The letters of a text: which encoding its bytes are in.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use expediente_model::{Code, Finding};

/// A text, and how it was read.
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The name of the encoding.
    pub(crate) encoding: &'static str,
    pub(crate) findings: Vec<Finding>,
}

/// Words that show how the letters were read.
const SAMPLE: usize = 5;

/// Reads a text: as its mark says, as UTF-8 if it is that, else as Windows wrote it in the West.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).map_or(bytes, |rest| rest);
        let (text, damaged) = encoding.decode_without_bom_handling(rest);
        return Decoded {
            findings: damage(damaged, &text),
            text: text.into_owned(),
            encoding: encoding.name(),
        };
    }
    // Old systems end a text with 26.
    let bytes = bytes.strip_suffix(&[26]).map_or(bytes, |rest| rest);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: text.to_owned(),
            encoding: UTF_8.name(),
            findings: Vec::new(),
        };
    }
    let (text, _) = UTF_8.decode_without_bom_handling(bytes);
    if is_mostly_utf8(&text) {
        return Decoded {
            findings: damage(true, &text),
            text: text.into_owned(),
            encoding: UTF_8.name(),
        };
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let finding = Finding::new(Code::TextEncodingGuessed)
        .with("encoding", WINDOWS_1252.name())
        .with("sample", sample(&text));
    Decoded {
        text: text.into_owned(),
        encoding: WINDOWS_1252.name(),
        findings: vec![finding],
    }
}

/// Whether a text that was read as UTF-8 has many more letters in it than places that are not: it
/// is cut off or damaged, not in another encoding.
fn is_mostly_utf8(text: &str) -> bool {
    let wrong = text.matches('\u{fffd}').count();
    let right = text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}');
    right.count() > wrong * 10
}

fn damage(damaged: bool, text: &str) -> Vec<Finding> {
    if !damaged {
        return Vec::new();
    }
    let count = text.matches('\u{fffd}').count();
    vec![Finding::new(Code::TextDamaged).with("count", count)]
}

/// The first different words with letters beyond those that every encoding shares.
fn sample(text: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_ascii() && !words.contains(&word) {
            words.push(word);
        }
        if words.len() == SAMPLE {
            break;
        }
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes are what Python's codecs write for "año" and its like.
    #[test]
    fn encodings_are_told_by_their_bytes() {
        for (bytes, text, encoding, codes) in [
            (b"a\xc3\xb1o".as_slice(), "año", "UTF-8", vec![]),
            (b"\xef\xbb\xbfa\xc3\xb1o", "año", "UTF-8", vec![]),
            (b"\xff\xfea\0\xf1\0o\0", "año", "UTF-16LE", vec![]),
            (b"\xfe\xff\0a\0\xf1\0o", "año", "UTF-16BE", vec![]),
            (
                b"a\xf1o \x80 5",
                "año € 5",
                "windows-1252",
                vec![Code::TextEncodingGuessed],
            ),
            (b"hola\x1a", "hola", "UTF-8", vec![]),
            (
                b"\xc3\xa1\xc3\xa9\xc3\xad\xc3\xb3\xc3\xba\xc3\xb1\xc3\xa1\xc3\xa9\xc3\xad\xc3\xb3\xc3\xba\xc3",
                "áéíóúñáéíóú\u{fffd}",
                "UTF-8",
                vec![Code::TextDamaged],
            ),
        ] {
            let decoded = decode(bytes);
            let found: Vec<Code> = decoded.findings.iter().map(|one| one.code).collect();
            assert_eq!(
                (decoded.text.as_str(), decoded.encoding, found),
                (text, encoding, codes)
            );
        }
        let guessed = decode(b"ni\xf1o, ma\xf1ana y ni\xf1o");
        assert_eq!(guessed.findings[0].args["sample"], "niño, mañana");
    }
}
