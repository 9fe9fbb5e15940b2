//! The letters of a text: which encoding its bytes are in.

use encoding_rs::{Encoding, MACINTOSH, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use expediente_intake::{Wide, wide_without_mark};
use expediente_model::{Code, Finding};
use mail_parser::decoders::charsets::map::charset_decoder;

/// A text, and how it was read.
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The name of the encoding.
    pub(crate) encoding: &'static str,
    pub(crate) findings: Vec<Finding>,
}

/// Words that show how the letters were read.
const SAMPLE: usize = 5;

/// The encoding of DOS in the West.
const DOS: &str = "IBM850";

/// Reads a text in the encoding that it is said to be in; as any other text where that cannot be.
pub(crate) fn decode_as(bytes: &[u8], name: &str) -> Decoded {
    let name = name.trim().trim_matches('"');
    // What is said to be ASCII and is not was written by a program that did not look.
    let is_ascii = ["us-ascii", "ascii", "utf-8", "utf8"]
        .iter()
        .any(|ascii| name.eq_ignore_ascii_case(ascii));
    if is_ascii {
        return decode(bytes);
    }
    let known = Encoding::for_label(name.as_bytes()).filter(|one| *one != REPLACEMENT);
    if let Some(encoding) = known {
        let (text, is_damaged) = encoding.decode_without_bom_handling(bytes);
        if !is_damaged {
            return Decoded {
                text: text.into_owned(),
                encoding: encoding.name(),
                findings: Vec::new(),
            };
        }
        return decode(bytes);
    }
    match charset_decoder(name.as_bytes()) {
        Some(decoder) => Decoded {
            text: decoder(bytes),
            encoding: "",
            findings: Vec::new(),
        },
        None => decode(bytes),
    }
}

/// Reads a text: as its mark says, as UTF-8 if it is that, else as old systems wrote it in the
/// West.
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
    if let Some(wide) = wide_without_mark(bytes) {
        let encoding = match wide {
            Wide::Little => UTF_16LE,
            Wide::Big => UTF_16BE,
        };
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
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
    let (text, encoding) = guessed(bytes);
    let finding = Finding::new(Code::TextEncodingGuessed)
        .with("encoding", encoding)
        .with("sample", sample(&text));
    Decoded {
        text,
        encoding,
        findings: vec![finding],
    }
}

/// The text in the encoding of Windows, DOS or the old Macintosh, whichever makes the most letters
/// of a Western language of its bytes. Windows wrote nearly all of them.
fn guessed(bytes: &[u8]) -> (String, &'static str) {
    let windows = WINDOWS_1252
        .decode_without_bom_handling(bytes)
        .0
        .into_owned();
    let mac = MACINTOSH.decode_without_bom_handling(bytes).0.into_owned();
    let dos = charset_decoder(b"850").map(|decoder| decoder(bytes));
    let dos = dos.map(|text| (text, DOS));
    let others = dos.into_iter().chain([(mac, MACINTOSH.name())]);
    let mut best = (windows, WINDOWS_1252.name());
    let mut most = likely(&best.0);
    for (text, encoding) in others {
        let own = likely(&text);
        // More by a word, not by a chance.
        if own >= most + 3 {
            (best, most) = ((text, encoding), own);
        }
    }
    best
}

/// How likely the letters beyond ASCII of a text are: those of words count for it, and signs within
/// words, and capitals behind small letters, against it.
fn likely(text: &str) -> i64 {
    const USUAL: &str = "ñáéíóúüÑÁÉÍÓÚÜçãõâêôàèùîûëïöäßœ¿¡ºª“”‘’–—«»€°";
    const MOST_USUAL: &str = "ñáéíóú";
    let letters: Vec<char> = text.chars().collect();
    let mut points = 0;
    for (at, c) in letters.iter().enumerate().filter(|(_, c)| !c.is_ascii()) {
        let near = |at: Option<usize>| at.and_then(|at| letters.get(at)).copied();
        let before = near(at.checked_sub(1));
        let is_within = before.is_some_and(char::is_alphabetic)
            && near(at.checked_add(1)).is_some_and(char::is_alphabetic);
        let is_small_before = before.is_some_and(char::is_lowercase);
        points += match c {
            c if MOST_USUAL.contains(*c) => 3,
            c if c.is_uppercase() && is_small_before => -3,
            c if USUAL.contains(*c) && (c.is_alphabetic() || !is_within) => 1,
            c if !c.is_alphabetic() && is_within => -3,
            c if c.is_control() => -3,
            _ => 0,
        };
    }
    points
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
            // As Notepad wrote "Unicode" without its mark.
            (
                b"a\0\xf1\0o\0 \0n\0u\0e\0v\0o\0",
                "año nuevo",
                "UTF-16LE",
                vec![],
            ),
            (b"\0h\0o\0l\0a\0,\0 \0a\0\xf1\0o", "hola, año", "UTF-16BE", vec![]),
            (
                b"a\xa4o Jos\x82 ma\xa4ana",
                "año José mañana",
                "IBM850",
                vec![Code::TextEncodingGuessed],
            ),
            (
                b"a\x96o Jos\x8e ma\x96ana",
                "año José mañana",
                "macintosh",
                vec![Code::TextEncodingGuessed],
            ),
            (
                b"\x93Pe\xf1a\x94 pag\xf3 1\xba",
                "“Peña” pagó 1º",
                "windows-1252",
                vec![Code::TextEncodingGuessed],
            ),
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

    /// The names are those of mails; the bytes are what Python's codecs write.
    #[test]
    fn named_encodings() {
        for (bytes, name, text) in [
            (
                b"Pague \x80 \x93ya\x94".as_slice(),
                "iso-8859-1",
                "Pague € “ya”",
            ),
            (b"\xf0\xd2\xc9", "KOI8-R", "При"),
            (b"ma+APE-ana", "utf-7", "mañana"),
            (b"ma\xf1ana", "x-foo", "mañana"),
            (b"ma\xf1ana", "us-ascii", "mañana"),
            ("mañana".as_bytes(), "us-ascii", "mañana"),
            (b"ma\xa4ana", "cp850", "mañana"),
        ] {
            assert_eq!(decode_as(bytes, name).text, text, "{name}");
        }
    }
}
