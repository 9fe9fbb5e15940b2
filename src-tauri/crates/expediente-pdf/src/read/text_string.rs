//! Text strings of a source: UTF-16, UTF-8 with a byte order mark, or PDFDocEncoding.

use crate::read::content;
use crate::read::objects::Objects;
use hayro_syntax::object::{Dict, Object};

/// The text of a dictionary entry: a string, a name, or a short stream.
pub(crate) fn of_entry(objects: &Objects, dict: &Dict<'_>, key: &[u8]) -> Option<String> {
    match objects.value(dict, key)? {
        Object::String(s) => Some(decode(s.as_ref())),
        Object::Name(n) => Some(decode(n.as_ref())),
        Object::Stream(s) => Some(decode(&content::short(objects, &s)?)),
        _ => None,
    }
}

/// Decodes a text string and drops control characters other than newline and tab. Every end of a
/// line becomes a newline: Acrobat ends the lines of a field with a carriage return alone.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let decoded = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&b| pdf_doc_char(b)).collect(),
    };
    decoded
        .replace("\r\n", "\n")
        .replace(
            ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'],
            "\n",
        )
        .chars()
        .filter(|c| !c.is_control() || *c == '\n' || *c == '\t')
        .collect()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let mut text = String::new();
    let mut language = false;
    for c in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match c.unwrap_or(char::REPLACEMENT_CHARACTER) {
            // Escape characters enclose a language code, which is not part of the text.
            '\u{1b}' => language = !language,
            _ if language => {}
            c => text.push(c),
        }
    }
    text
}

fn pdf_doc_char(b: u8) -> char {
    const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const HIGH: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚',
        '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    let special = match b {
        0x18..=0x1f => LOW.get(usize::from(b - 0x18)),
        0x80..=0xa0 => HIGH.get(usize::from(b - 0x80)),
        _ => None,
    };
    special.map_or(char::from(b), |c| *c)
}
