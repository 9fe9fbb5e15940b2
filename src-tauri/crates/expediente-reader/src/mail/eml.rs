//! A mail as mail programs save it (RFC 5322, MIME).

use std::collections::HashSet;

use expediente_model::{Code, Finding};
use mail_parser::{
    Addr, Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};

use crate::mail::{Attached, Letter, Line, attached, html_text, name_of_mail};
use crate::words::decode;

fn damaged() -> Finding {
    Finding::new(Code::MailDamaged)
}

/// Reads a mail.
///
/// # Errors
/// When it is none.
pub(crate) fn read(bytes: &[u8]) -> Result<Letter, Finding> {
    let message = MessageParser::default()
        .parse(mail_in(bytes))
        .ok_or_else(damaged)?;
    let head = head(&message);
    if head.is_empty() {
        return Err(damaged());
    }
    let (body, pictures) = body(&message);
    let mut letter = Letter {
        head,
        body,
        pictures,
        ..Letter::default()
    };
    for (at, part) in message.attachments().enumerate() {
        if is_signature(part) {
            letter.passed_over += 1;
        } else {
            letter.attached.extend(attachment(&message, part, at + 1));
        }
    }
    Ok(letter)
}

/// The mail without what programs write around it: empty lines, and the line of its length and the
/// notes with which Apple Mail saves it (`.emlx`).
fn mail_in(bytes: &[u8]) -> &[u8] {
    let bytes = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .map_or(bytes, |rest| rest);
    let bytes = bytes.trim_ascii_start();
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else {
        return bytes;
    };
    let (first, rest) = bytes.split_at(end + 1);
    let first = first.trim_ascii_end();
    if first.is_empty() || !first.iter().all(u8::is_ascii_digit) {
        return bytes;
    }
    let length = std::str::from_utf8(first)
        .ok()
        .and_then(|text| text.parse().ok());
    length
        .and_then(|length: usize| rest.get(..length))
        .map_or(rest, |mail| mail)
}

fn head(message: &Message<'_>) -> Vec<(Line, String)> {
    let people = |people: Option<&Address<'_>>| people.map(people_of).filter(|one| !one.is_empty());
    // As it is written, with its zone.
    let date = message.header_raw("Date").map(one_line);
    let id = message.message_id().map(|id| format!("<{id}>"));
    let subject = message.subject().map(one_line);
    [
        (Line::From, people(message.from())),
        (Line::ReplyTo, people(message.reply_to())),
        (Line::To, people(message.to())),
        (Line::Cc, people(message.cc())),
        (Line::Bcc, people(message.bcc())),
        (Line::Date, date),
        (Line::Subject, subject),
        (Line::MessageId, id),
    ]
    .into_iter()
    .filter_map(|(line, text)| Some((line, text.filter(|text| !text.is_empty())?)))
    .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn people_of(address: &Address<'_>) -> String {
    let one = |addr: &Addr<'_>| match (&addr.name, &addr.address) {
        (Some(name), Some(address)) => format!("{} <{address}>", one_line(name)),
        (Some(only), None) | (None, Some(only)) => one_line(only),
        (None, None) => String::new(),
    };
    let all: Vec<String> = match address {
        Address::List(list) => list.iter().map(one).collect(),
        Address::Group(groups) => groups
            .iter()
            .map(|group| {
                let members: Vec<String> = group.addresses.iter().map(one).collect();
                let members = members.join(", ");
                match &group.name {
                    Some(name) => format!("{name}: {members};"),
                    None => members,
                }
            })
            .collect(),
    };
    all.join(", ")
}

/// What a mail says, and the pictures that it would load if it is a web page.
fn body(message: &Message<'_>) -> (String, Option<u64>) {
    let mut parts: Vec<String> = Vec::new();
    let mut pictures = None;
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(text) => parts.push(plain(message, part, text)),
            PartType::Html(html) => {
                let (text, remote) = html_text::text(html);
                *pictures.get_or_insert(0) += remote;
                parts.push(text);
            }
            _ => {}
        }
    }
    let text = parts.join("\n\n");
    if pictures.is_some() {
        return (text, pictures);
    }
    // The page is what the reader of the mail saw. Some programs write "your reader shows no web
    // pages" as the text, some another text.
    let mut other = Vec::new();
    let mut loaded = 0;
    for part in message.html_bodies() {
        if let PartType::Html(html) = &part.body {
            let (text, remote) = html_text::text(html);
            loaded += remote;
            other.push(text);
        }
    }
    let other = other.join("\n\n");
    if says_other(&text, &other) {
        (other, Some(loaded))
    } else {
        (text, None)
    }
}

/// Whether a text lacks what the page says: half of its words, or one of its numbers.
fn says_other(text: &str, page: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| !c.is_alphanumeric());
        let parts = parts.filter(|word| !word.is_empty());
        parts.map(str::to_lowercase).collect()
    };
    let said: HashSet<String> = words(text).into_iter().collect();
    // Addresses of links differ between the two without saying anything else.
    let shown: String = page
        .split_whitespace()
        .filter(|word| !word.contains("://"))
        .collect::<Vec<_>>()
        .join(" ");
    let shown = words(&shown);
    let lacks: Vec<&String> = shown.iter().filter(|word| !said.contains(*word)).collect();
    let is_number = |word: &&String| word.chars().all(|c| c.is_ascii_digit());
    lacks.len() * 2 > shown.len() || lacks.iter().any(is_number)
}

/// A text part. Bytes that are not in the encoding that it names are read as other texts are.
fn plain(message: &Message<'_>, part: &MessagePart<'_>, text: &str) -> String {
    if text.contains('\u{fffd}')
        && part.encoding == Encoding::None
        && let Some(raw) = raw(message, part)
    {
        return decode(raw).text;
    }
    text.to_owned()
}

/// The bytes of a part, as they are in the mail.
fn raw<'a>(message: &'a Message<'_>, part: &MessagePart<'_>) -> Option<&'a [u8]> {
    let (start, end) = (part.offset_body as usize, part.offset_end as usize);
    message.raw_message().get(start..end)
}

fn kind(part: &MessagePart<'_>) -> Option<String> {
    let kind = part.content_type()?;
    let sub = kind.c_subtype.as_deref().map_or("", |sub| sub);
    Some(format!("{}/{sub}", kind.c_type).to_lowercase())
}

/// Whether a part only signs the mail.
fn is_signature(part: &MessagePart<'_>) -> bool {
    kind(part)
        .is_some_and(|kind| kind.ends_with("pkcs7-signature") || kind.ends_with("pgp-signature"))
}

fn attachment(message: &Message<'_>, part: &MessagePart<'_>, number: usize) -> Option<Attached> {
    let kind = kind(part);
    let own = part
        .attachment_name()
        .map(one_line)
        .filter(|name| !name.is_empty());
    if let PartType::Message(inner) = &part.body {
        let bytes = match part.encoding {
            Encoding::None => raw(message, part).map(<[u8]>::to_vec),
            _ => Some(inner.raw_message().to_vec()),
        };
        let name = match own {
            Some(name) => name,
            None => name_of_mail(inner.subject(), "eml"),
        };
        let name = if name.to_lowercase().ends_with(".eml") {
            name
        } else {
            name + ".eml"
        };
        return Some(attached(name, kind.as_deref(), bytes?));
    }
    let name = match own {
        Some(name) => name,
        None => format!("{number}.{}", ending(kind.as_deref())),
    };
    let bytes = match &part.body {
        PartType::Multipart(_) => return None,
        _ => part.contents().to_vec(),
    };
    Some(attached(name, kind.as_deref(), bytes))
}

/// The ending of a file of a kind, for one without a name.
fn ending(kind: Option<&str>) -> &'static str {
    match kind {
        Some("application/pdf") => "pdf",
        Some("image/jpeg" | "image/jpg") => "jpg",
        Some("image/png") => "png",
        Some("image/gif") => "gif",
        Some("text/plain") => "txt",
        Some("text/html") => "html",
        Some("text/calendar") => "ics",
        Some("text/vcard" | "text/x-vcard") => "vcf",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(plain: &str, html: &str) -> String {
        let mail = format!(
            "From: a@b.c\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n\
             --x\nContent-Type: text/plain\n\n{plain}\n--x\nContent-Type: text/html\n\n{html}\n--x--\n"
        );
        read(mail.as_bytes()).unwrap().body.trim().to_owned()
    }

    /// Of two forms of a mail that differ, the reader saw the page (RFC 2046, 5.1.4: the last).
    #[test]
    fn the_page_counts_where_the_text_differs() {
        let same = said(
            "Su cita es el 3 de abril.\nVer https://x.y/1234",
            "<p>Su cita es el <b>3 de abril</b>.</p><p><a href='https://x.y/999'>Ver</a></p>",
        );
        assert!(same.starts_with("Su cita es el 3 de abril.\nVer"), "{same}");
        assert_eq!(said("You owe 100.", "<p>You owe 900.</p>"), "You owe 900.");
        let stub = "Your mail program cannot show this message. ".repeat(8);
        assert_eq!(
            said(&stub, "<p>The real letter of the bank</p>"),
            "The real letter of the bank"
        );
        assert_eq!(said("hola", ""), "hola");
    }
}
