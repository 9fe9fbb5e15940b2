//! The parts of a mail (RFC 2045, RFC 2046): where each begins and ends, and its bytes.
//!
//! Here, and not by mail-parser, which reads the lines of heads only. Up to 0.11.9 it takes a
//! boundary in the middle of a line for a delimiter and drops what follows
//! (<https://github.com/stalwartlabs/mail-parser/issues/156>), and where a coding has a fault it
//! gives the coded letters for the content.

use expediente_model::{Code, Finding};
use mail_parser::{Message, MessageParser, MimeHeaders};

use crate::mail::encoded_words;
use crate::words::{decode, decode_as};

/// Parts within parts that are taken apart; no program makes so many.
const DEEPEST: usize = 32;

/// One part, or the whole mail.
pub(crate) struct Part<'a> {
    /// Its head, with letters beyond ASCII in UTF-8.
    pub(crate) head: Message<'static>,
    /// What was guessed to read the head.
    pub(crate) guessed: Option<Finding>,
    /// What follows the head.
    body: &'a [u8],
    /// Whether its end is missing: the delimiter behind it.
    is_open: bool,
    depth: usize,
    /// Its kind if its head names none (RFC 2046, 5.1.5).
    default_kind: &'static str,
}

/// The bytes that a part stands for.
pub(crate) struct Content {
    pub(crate) bytes: Vec<u8>,
    /// Whether some are missing or wrong.
    pub(crate) is_damaged: bool,
}

impl<'a> Part<'a> {
    /// The whole mail, or what is in an envelope of a signature.
    pub(crate) fn whole(bytes: &'a [u8]) -> Self {
        Self::of(bytes, (0, "text/plain"), false)
    }

    fn of(bytes: &'a [u8], (depth, default_kind): (usize, &'static str), is_open: bool) -> Self {
        let (raw, body) = split_head(bytes);
        let (text, guessed) = letters_of_head(raw, bytes);
        // A head without a line that can be read is an empty one.
        let text = encoded_words::joined(&text);
        let head = MessageParser::default().parse_headers(text.as_bytes());
        Self {
            head: head.map_or_else(Message::default, Message::into_owned),
            guessed,
            body,
            is_open,
            depth,
            default_kind,
        }
    }

    pub(crate) fn subject(&self) -> Option<&str> {
        if self.head.parts.is_empty() {
            return None;
        }
        self.head.subject()
    }

    /// Its kind in lower case: `text/plain`.
    pub(crate) fn kind(&self) -> String {
        match self.content_type() {
            Some(kind) => {
                let sub = kind.c_subtype.as_deref().map_or("", |sub| sub);
                format!("{}/{sub}", kind.c_type).to_lowercase()
            }
            None => self.default_kind.to_owned(),
        }
    }

    fn content_type(&self) -> Option<&mail_parser::ContentType<'_>> {
        if self.head.parts.is_empty() {
            return None;
        }
        self.head.content_type()
    }

    /// A value that its kind has behind it, such as `charset`.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.content_type()?.attribute(name)
    }

    pub(crate) fn name(&self) -> Option<&str> {
        if self.head.parts.is_empty() {
            return None;
        }
        self.head.attachment_name()
    }

    /// Whether its sender said that it is to be saved and not shown.
    pub(crate) fn is_attachment(&self) -> bool {
        let said = if self.head.parts.is_empty() {
            None
        } else {
            self.head.content_disposition()
        };
        said.is_some_and(mail_parser::ContentType::is_attachment)
    }

    /// By what a web page names it.
    pub(crate) fn content_id(&self) -> Option<&str> {
        if self.head.parts.is_empty() {
            return None;
        }
        self.head.content_id()
    }

    /// Whether it is not a part of another one.
    pub(crate) fn is_whole(&self) -> bool {
        self.depth == 0
    }

    /// Whether the delimiter behind it is missing.
    pub(crate) fn is_open(&self) -> bool {
        self.is_open
    }

    /// The parts of one that is made of several; none if it is not, or no delimiter is in it.
    pub(crate) fn parts(&self) -> Option<Vec<Part<'a>>> {
        let kind = self.kind();
        if !kind.starts_with("multipart/") || self.depth >= DEEPEST {
            return None;
        }
        let boundary = self.attribute("boundary").filter(|one| !one.is_empty())?;
        let default_kind = match kind.as_str() {
            "multipart/digest" => "message/rfc822",
            _ => "text/plain",
        };
        let pieces = between(self.body, boundary.trim_end().as_bytes());
        if pieces.is_empty() {
            return None;
        }
        let parts = pieces.into_iter().map(|(bytes, is_open)| {
            let below = (self.depth + 1, default_kind);
            Self::of(bytes, below, is_open)
        });
        Some(parts.collect())
    }

    /// Its content, without its coding.
    pub(crate) fn content(&self) -> Content {
        let coding = if self.head.parts.is_empty() {
            None
        } else {
            self.head.content_transfer_encoding()
        };
        let coding = coding.map(|coding| coding.trim().to_lowercase());
        let mut content = match coding.as_deref() {
            Some("base64") => base64(self.body),
            Some("quoted-printable") => quoted_printable(self.body),
            _ => Content {
                bytes: self.body.to_vec(),
                is_damaged: false,
            },
        };
        content.is_damaged |= self.is_open;
        content
    }

    /// Its content as letters.
    pub(crate) fn text(&self, findings: &mut Vec<Finding>) -> String {
        let content = self.content();
        let decoded = match self.attribute("charset") {
            Some(name) => decode_as(&content.bytes, name),
            None => decode(&content.bytes),
        };
        findings.extend(decoded.findings);
        decoded.text
    }
}

/// The head with the empty line at its end, and what follows.
fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        at += line.len();
        if matches!(line, b"\n" | b"\r\n") {
            break;
        }
    }
    bytes.split_at(at)
}

/// The letters of a head. Bytes beyond ASCII should not be in one (RFC 5322, 2.2); programs that
/// write them mean UTF-8 (RFC 6532) or what the mail is written in.
fn letters_of_head(raw: &[u8], all: &[u8]) -> (String, Option<Finding>) {
    if let Ok(text) = std::str::from_utf8(raw) {
        return (text.to_owned() + "\n\n", None);
    }
    let charset = first_charset(all);
    let mut text = String::with_capacity(raw.len() + 8);
    let mut guessed = None;
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        match (std::str::from_utf8(line), charset.as_deref()) {
            (Ok(line), _) => text.push_str(line),
            (Err(_), Some(name)) => {
                let decoded = decode_as(line, name);
                guessed = guessed.or_else(|| decoded.findings.into_iter().next());
                text.push_str(&decoded.text);
            }
            (Err(_), None) => {
                let decoded = decode(line);
                guessed = guessed.or_else(|| decoded.findings.into_iter().next());
                text.push_str(&decoded.text);
            }
        }
    }
    (text + "\n\n", guessed)
}

/// The first encoding that a mail names.
fn first_charset(bytes: &[u8]) -> Option<String> {
    const NAME: &[u8] = b"charset=";
    let at = bytes
        .windows(NAME.len())
        .position(|window| window.eq_ignore_ascii_case(NAME))?;
    let rest = bytes.get(at + NAME.len()..)?;
    let name: Vec<u8> = rest
        .iter()
        .copied()
        .skip_while(|byte| *byte == b'"')
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        .collect();
    String::from_utf8(name).ok().filter(|name| !name.is_empty())
}

/// What stands between the delimiters of a boundary, and whether its end is missing. A delimiter is
/// a line of its own; the line break before it belongs to it (RFC 2046, 5.1.1).
fn between<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<(&'a [u8], bool)> {
    let mut pieces = Vec::new();
    let mut start: Option<usize> = None;
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let begin = at;
        at += line.len();
        let Some(is_last) = delimiter(line, boundary) else {
            continue;
        };
        if let Some(start) = start.take() {
            pieces.push((without_break(body.get(start..begin)), false));
        }
        if is_last {
            return pieces;
        }
        start = Some(at);
    }
    if let Some(start) = start {
        pieces.extend(body.get(start..).map(|rest| (rest, true)));
    }
    pieces
}

/// Whether a line is a delimiter, and whether it is the last one.
fn delimiter(line: &[u8], boundary: &[u8]) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    match rest.trim_ascii_end() {
        b"" => Some(false),
        b"--" => Some(true),
        _ => None,
    }
}

fn without_break(piece: Option<&[u8]>) -> &[u8] {
    let piece = piece.map_or(b"".as_slice(), |piece| piece);
    let piece = piece.strip_suffix(b"\n").map_or(piece, |rest| rest);
    piece.strip_suffix(b"\r").map_or(piece, |rest| rest)
}

/// The bytes of base64. Letters that it does not have are passed over, as RFC 2045, 6.8 asks.
pub(crate) fn base64(coded: &[u8]) -> Content {
    let mut bytes = Vec::with_capacity(coded.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0u32);
    let mut is_damaged = false;
    for byte in coded {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                // The end of what was coded at once; some programs go on behind it.
                (bits, count) = (0, 0);
                continue;
            }
            byte => {
                is_damaged |= !byte.is_ascii_whitespace();
                continue;
            }
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.extend((bits >> count).to_be_bytes().last());
        }
    }
    // A single letter is not a byte.
    is_damaged |= count == 6;
    Content { bytes, is_damaged }
}

/// The bytes of quoted-printable. What is not a code stays as it is (RFC 2045, 6.7).
fn quoted_printable(coded: &[u8]) -> Content {
    let mut bytes = Vec::with_capacity(coded.len());
    for line in coded.split_inclusive(|byte| *byte == b'\n') {
        let line_break: &[u8] = match line {
            [.., b'\r', b'\n'] => b"\r\n",
            [.., b'\n'] => b"\n",
            _ => b"",
        };
        let text = line.trim_ascii_end();
        let is_soft = text.ends_with(b"=");
        let text = text.strip_suffix(b"=").map_or(text, |rest| rest);
        let mut rest = text;
        while let Some((first, tail)) = rest.split_first() {
            let code = tail.split_at_checked(2).and_then(|(digits, after)| {
                let digits = std::str::from_utf8(digits).ok()?;
                if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                    return None;
                }
                Some((u8::from_str_radix(digits, 16).ok()?, after))
            });
            match code {
                Some((byte, after)) if *first == b'=' => {
                    bytes.push(byte);
                    rest = after;
                }
                _ => {
                    bytes.push(*first);
                    rest = tail;
                }
            }
        }
        if !is_soft {
            bytes.extend(line_break);
        }
    }
    Content {
        bytes,
        is_damaged: false,
    }
}

/// The finding of parts that are not whole.
pub(crate) fn cut(names: &[String]) -> Option<Finding> {
    if names.is_empty() {
        return None;
    }
    Some(Finding::new(Code::MailPartCut).with("names", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python's `email` gives the same parts: `message_from_bytes(…).get_payload(0).get_payload()`.
    #[test]
    fn a_delimiter_is_a_line() {
        let mail = b"Content-Type: multipart/mixed; boundary=\"=_P\"\n\nbefore\n--=_P\n\nsee --=_P here\n\
            > --=_P\n> x\n--=_Px\n--=_P-- more\nEND\n--=_P  \r\nContent-Type: text/plain\r\n\r\ntwo\r\n--=_P--\nafter\n";
        let parts = Part::whole(mail).parts().unwrap();
        let texts: Vec<String> = parts
            .iter()
            .map(|part| part.text(&mut Vec::new()))
            .collect();
        assert_eq!(
            texts,
            [
                "see --=_P here\n> --=_P\n> x\n--=_Px\n--=_P-- more\nEND",
                "two"
            ]
        );
        assert!(!parts[1].content().is_damaged);
        let open = b"Content-Type: multipart/mixed; boundary=q\n\n--q\nContent-Transfer-Encoding: base64\n\n/9j/4AAQ\n/9";
        let parts = Part::whole(open).parts().unwrap();
        let content = parts[0].content();
        assert_eq!(content.bytes, b"\xff\xd8\xff\xe0\x00\x10\xff");
        assert!(content.is_damaged);
    }

    /// As Python's `quopri` and `base64` decode them.
    #[test]
    fn codings_with_faults_are_read_as_far_as_they_go() {
        let read = |text: &[u8]| quoted_printable(text).bytes;
        assert_eq!(
            read(b"a=C3=B1o = 5 =\r\nb  \r\n=ZZ=4"),
            "año = 5 b\r\n=ZZ=4".as_bytes()
        );
        assert_eq!(base64(b"aG9s\r\nYQ==").bytes, b"hola");
        assert!(!base64(b"aG9sYQ==").is_damaged);
        assert!(base64(b"aG9sYQ=*").is_damaged);
        assert!(base64(b"aG9sY").is_damaged);
    }

    /// The bytes of a head that are not UTF-8 are read as the mail is written.
    #[test]
    fn heads_with_raw_letters() {
        let subject = |mail: &[u8]| {
            let part = Part::whole(mail);
            let guessed = part.guessed.as_ref().map(|one| one.code);
            (part.head.subject().unwrap().to_owned(), guessed)
        };
        let known =
            b"Subject: Declaraci\xf3n\nContent-Type: text/plain; charset=\"ISO-8859-1\"\n\nx";
        assert_eq!(subject(known), ("Declaración".to_owned(), None));
        let greek = b"Subject: \xe1\nContent-Type: text/plain; charset=iso-8859-7\n\nx";
        assert_eq!(subject(greek), ("α".to_owned(), None));
        assert_eq!(
            subject(b"Subject: Declaraci\xf3n\n\nx"),
            ("Declaración".to_owned(), Some(Code::TextEncodingGuessed))
        );
        assert_eq!(
            subject("Subject: año\n\nx".as_bytes()),
            ("año".to_owned(), None)
        );
    }
}
