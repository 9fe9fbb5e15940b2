//! Writes PDF tokens: names, strings, numbers, references, text strings.
//!
//! Each function appends to a buffer.

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

/// A byte string, as a literal.
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

/// A text string: ASCII as it is, anything else as UTF-16 with a byte order mark.
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

/// A number of ours, with up to five decimals.
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

/// A number of a source, as precise as in the source.
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

/// References separated by spaces.
pub(crate) fn references(out: &mut Vec<u8>, numbers: &[u32]) {
    for (i, number) in numbers.iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        reference(out, *number);
    }
}

/// Numbers, each followed by a space.
pub(crate) fn reals(out: &mut Vec<u8>, values: &[f64]) {
    for value in values {
        real(out, *value);
        out.push(b' ');
    }
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

/// `a b c d e f cm`, with more decimals than a length needs, because the first four are factors.
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
