//! PDF tokens as bytes: names, strings, numbers, references, text strings.
//!
//! Knows nothing of objects; appends to a buffer and is done.

use crate::geometry::{Matrix, Rect};
use hayro_syntax::object::Number;

pub(crate) fn name(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'/');
    for &b in bytes {
        if b.is_ascii_graphic() && !b"#()<>[]{}/%".contains(&b) {
            out.push(b);
        } else {
            out.extend_from_slice(format!("#{b:02X}").as_bytes());
        }
    }
}

/// A string of bytes, as a literal.
pub(crate) fn string(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'(');
    for &b in bytes {
        match b {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', b]),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\n' => out.extend_from_slice(b"\\n"),
            _ => out.push(b),
        }
    }
    out.push(b')');
}

/// A text string: plain ASCII, else UTF-16 with its mark.
pub(crate) fn text(out: &mut Vec<u8>, value: &str) {
    if value.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        string(out, value.as_bytes());
        return;
    }
    out.extend_from_slice(b"<FEFF");
    for unit in value.encode_utf16() {
        out.extend_from_slice(format!("{unit:04X}").as_bytes());
    }
    out.push(b'>');
}

pub(crate) fn hex(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'<');
    for b in bytes {
        out.extend_from_slice(format!("{b:02X}").as_bytes());
    }
    out.push(b'>');
}

/// A number of ours, to five decimals.
pub(crate) fn real(out: &mut Vec<u8>, value: f64) {
    let value = if value.is_finite() { value } else { 0.0 };
    let mut digits = format!("{value:.5}");
    if digits.contains('.') {
        digits.truncate(digits.trim_end_matches('0').trim_end_matches('.').len());
    }
    if digits == "-0" {
        digits = "0".into();
    }
    out.extend_from_slice(digits.as_bytes());
}

/// A number of a source, as precise as it was read.
pub(crate) fn number(out: &mut Vec<u8>, value: &Number) {
    let (real, int) = (value.as_f64(), value.as_i64());
    if int as f64 == real {
        out.extend_from_slice(int.to_string().as_bytes());
    } else if real.is_finite() {
        out.extend_from_slice(real.to_string().as_bytes());
    } else {
        out.push(b'0');
    }
}

pub(crate) fn reference(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(format!("{number} 0 R").as_bytes());
}

pub(crate) fn rect(out: &mut Vec<u8>, r: &Rect) {
    out.push(b'[');
    for (i, v) in [r.x0, r.y0, r.x1, r.y1].into_iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        real(out, v);
    }
    out.push(b']');
}

/// `a b c d e f cm`, with more decimals than a length needs, since the first four are factors.
pub(crate) fn concat(out: &mut Vec<u8>, m: &Matrix) {
    for v in m.values {
        let mut digits = format!("{:.8}", if v.is_finite() { v } else { 0.0 });
        digits.truncate(digits.trim_end_matches('0').trim_end_matches('.').len());
        if digits == "-0" || digits.is_empty() {
            digits = "0".into();
        }
        out.extend_from_slice(digits.as_bytes());
        out.push(b' ');
    }
    out.extend_from_slice(b"cm\n");
}

/// What a text string of a source says: UTF-16, UTF-8 with a mark, or PDFDocEncoding.
pub(crate) fn decode_text(bytes: &[u8]) -> String {
    let decoded = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&b| pdf_doc_char(b)).collect(),
    };
    decoded
        .chars()
        .filter(|c| !c.is_control() || *c == '\n' || *c == '\t')
        .collect::<String>()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| match pair {
        [a, b] => Some(unit([*a, *b])),
        _ => None,
    });
    let mut text = String::new();
    let mut language = false;
    for c in char::decode_utf16(units) {
        match c.unwrap_or(char::REPLACEMENT_CHARACTER) {
            // An escape brackets a language code, which is not text.
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
    let found = match b {
        0x18..=0x1f => LOW.get(usize::from(b - 0x18)),
        0x80..=0xa0 => HIGH.get(usize::from(b - 0x80)),
        _ => None,
    };
    found.copied().unwrap_or(char::from(b))
}
