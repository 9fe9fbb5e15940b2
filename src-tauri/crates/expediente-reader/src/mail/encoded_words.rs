//! Encoded words (RFC 2047) in the head of a mail that divide a letter.
//!
//! Each must have whole letters (section 5), but some programs cut the bytes of a line wherever it
//! is full. mail-parser decodes each word by itself and loses the letter; here such words become
//! one, as Python's `email.header` and browsers read them.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;

/// What an encoded word ends with.
const END: &str = "?=";

/// Letters of an encoded word; RFC 2047 allows 75.
const LONGEST: usize = 4_096;

/// A head in which no letter is divided between encoded words.
pub(crate) fn joined(head: &str) -> Cow<'_, str> {
    let mut made = String::new();
    // How far the head is in `made`.
    let mut done = 0;
    let mut from = 0;
    while let Some(at) = head.get(from..).and_then(|rest| rest.find("=?")) {
        let start = from + at;
        let Some(group) = Group::at(head, start) else {
            from = start + 2;
            continue;
        };
        from = group.end;
        if group.divides_a_letter {
            made.push_str(head.get(done..start).map_or("", |before| before));
            made.push_str("=?utf-8?Q?");
            for byte in &group.bytes {
                made.push_str(&format!("={byte:02X}"));
            }
            made.push_str(END);
            done = group.end;
        }
    }
    if done == 0 {
        return Cow::Borrowed(head);
    }
    made.push_str(head.get(done..).map_or("", |rest| rest));
    Cow::Owned(made)
}

/// Encoded words in UTF-8 with nothing but blanks between them.
struct Group {
    bytes: Vec<u8>,
    end: usize,
    divides_a_letter: bool,
}

impl Group {
    fn at(head: &str, start: usize) -> Option<Self> {
        let (bytes, end) = word(head, start)?;
        let mut group = Self {
            bytes,
            end,
            divides_a_letter: false,
        };
        loop {
            let rest = head.get(group.end..)?;
            let blanks = rest.len() - rest.trim_ascii_start().len();
            let next = Some(group.end + blanks).filter(|_| blanks > 0);
            let Some((bytes, end)) = next.and_then(|next| word(head, next)) else {
                return Some(group);
            };
            group.divides_a_letter |=
                std::str::from_utf8(&group.bytes).is_err_and(|error| error.error_len().is_none());
            group.bytes.extend(bytes);
            group.end = end;
        }
    }
}

/// The bytes of the encoded word in UTF-8 at a place, and where it ends.
fn word(head: &str, start: usize) -> Option<(Vec<u8>, usize)> {
    let inside = head.get(start..)?.strip_prefix("=?")?;
    let (charset, rest) = inside.split_once('?')?;
    // A language may follow the charset (RFC 2231, 5).
    let charset = charset.split('*').next()?;
    if !charset.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    let (coding, rest) = rest.split_once('?')?;
    let mut pairs = rest.as_bytes().windows(END.len()).take(LONGEST);
    let length = pairs.position(|pair| pair == END.as_bytes())?;
    let text = rest.get(..length)?;
    if text.contains(|c: char| c == '?' || c.is_whitespace()) {
        return None;
    }
    let bytes = match coding {
        "B" | "b" => base64_decode(text.as_bytes())?,
        "Q" | "q" => quoted(text.as_bytes())?,
        _ => return None,
    };
    Some((bytes, head.len() - rest.len() + length + END.len()))
}

/// The bytes of the Q coding.
fn quoted(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match first {
            b'_' => b' ',
            b'=' => {
                let (digits, after) = rest.split_at_checked(2)?;
                rest = after;
                let digits = std::str::from_utf8(digits).ok()?;
                u8::from_str_radix(digits, 16).ok()?
            }
            other => *other,
        });
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use mail_parser::MessageParser;

    use super::*;

    /// The first two values are those of Python's `email.header`.
    #[test]
    fn no_letter_is_divided() {
        for (raw, told) in [
            (
                "=?utf-8?B?Q2l0YWNpw7NuIGEgbGEgYXVkaWVuY2lhOiDDkWFuZMO6LCBQZcM=?=\r\n \
                 =?utf-8?B?sWFsdmVyIHkgR8O8aXJpYSBzZWfDum4gYWN0YSBuwrogNQ==?=",
                "Citación a la audiencia: Ñandú, Peñalver y Güiria según acta nº 5",
            ),
            (
                "=?UTF-8?Q?Citaci=C3?=\r\n\t=?utf-8?Q?=B3n_del_a=C3=B1o?=",
                "Citación del año",
            ),
            ("=?utf-8*es?Q?a=C3?= =?utf-8?B?sQ==?= y m=?x", "añ y m=?x"),
        ] {
            let head = format!("From: a@b\r\nSubject: {raw}\r\n\r\n");
            let joined = joined(&head);
            let parsed = MessageParser::default().parse_headers(joined.as_bytes());
            assert_eq!(parsed.unwrap().subject(), Some(told), "{joined}");
        }
    }

    /// What has whole letters, other words between, another charset or a fault stays as it is.
    #[test]
    fn all_else_stays() {
        for head in [
            "Subject: hola =? =?utf-8?Q?a=C3?=",
            "Subject: =?utf-8?Q?Hola?=\r\n =?utf-8?Q?_Rosa?=",
            "Subject: =?utf-8?Q?a=C3?= y =?utf-8?Q?=B1?=",
            "Subject: =?utf-8?Q?a=C3?==?utf-8?Q?=B1?=",
            "Subject: =?utf-8?Q?a=FF?= =?utf-8?Q?b?=",
            "Subject: =?iso-8859-1?Q?a=C3?= =?iso-8859-1?Q?=B1?=",
            "Subject: =?utf-8?Q?a=C?= =?utf-8?Q?=B1?=",
            "Subject: =?utf-8?X?a?= =?utf-8?Q?=B1?=",
            "",
        ] {
            assert!(matches!(joined(head), Cow::Borrowed(_)), "{head}");
        }
    }
}
