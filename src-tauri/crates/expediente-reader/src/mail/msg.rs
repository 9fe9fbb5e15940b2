//! A mail as Outlook saves it (MS-OXMSG).

use std::collections::BTreeMap;

use expediente_model::{Code, Finding};
use msg_parser::{Outlook, Person};

use crate::mail::html_text::{self, Words};
use crate::mail::{Attached, Letter, Line, attached, name_of_mail};
use crate::words::decode;

/// Reads a mail.
///
/// # Errors
/// When it is none.
pub(crate) fn read(bytes: &[u8]) -> Result<Letter, Finding> {
    let mail = Outlook::from_slice(bytes).map_err(|_| Finding::new(Code::MailDamaged))?;
    let (body, page) = body(&mail);
    let mut letter = Letter {
        head: head(&mail),
        body,
        attached: mail
            .attachments
            .iter()
            .enumerate()
            .map(attachment)
            .collect(),
        ..Letter::default()
    };
    letter.add_page(page.into_iter().collect());
    if is_lost(bytes, &mail, &letter.body) {
        letter.findings.push(Finding::new(Code::MailUnread));
    }
    Ok(letter)
}

/// Whether the file has a text, a subject or a sender that the library did not give: one in another
/// code page than ASCII or as RTF alone.
fn is_lost(bytes: &[u8], mail: &Outlook, body: &str) -> bool {
    // The names of its streams, in UTF-16 (MS-OXMSG, 2.2.2.1): property and type.
    let has = |property: &str| {
        let name: Vec<u8> = format!("__substg1.0_{property}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        memchr::memmem::find(bytes, &name).is_some()
    };
    let has_text = || {
        ["1000001E", "10090102", "10130102", "1013001E"]
            .into_iter()
            .any(has)
    };
    body.trim().is_empty() && has_text()
        || mail.subject.trim().is_empty() && has("0037001E")
        || mail.sender.name.trim().is_empty() && has("0C1A001E")
}

fn head(mail: &Outlook) -> Vec<(Line, String)> {
    let people = |people: &[Person]| people.iter().map(person).collect::<Vec<_>>().join(", ");
    let sent = [&mail.client_submit_time, &mail.message_delivery_time];
    let sent = sent.into_iter().find(|time| !time.is_empty());
    let date = match sent {
        _ if !mail.headers.date.trim().is_empty() => mail.headers.date.trim().to_owned(),
        Some(time) => format!("{time} (UTC)"),
        None => String::new(),
    };
    [
        (Line::From, person(&mail.sender)),
        (Line::ReplyTo, mail.headers.reply_to.trim().to_owned()),
        (Line::To, people(&mail.to)),
        (Line::Cc, people(&mail.cc)),
        (Line::Bcc, people(&mail.bcc)),
        (Line::Date, date),
        (
            Line::Subject,
            mail.subject.trim_end_matches('\0').to_owned(),
        ),
        (Line::MessageId, mail.headers.message_id.trim().to_owned()),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .collect()
}

fn person(person: &Person) -> String {
    match (person.name.is_empty(), person.email.is_empty()) {
        (false, false) if person.name != person.email => {
            format!("{} <{}>", person.name, person.email)
        }
        (false, _) => person.name.clone(),
        (true, _) => person.email.clone(),
    }
}

fn body(mail: &Outlook) -> (String, Option<Words>) {
    if !mail.body.trim().is_empty() {
        return (mail.body.clone(), None);
    }
    let html = match mail.html.trim().is_empty() {
        false => Some(page(&mail.html)),
        true => mail.html_from_rtf(),
    };
    match html {
        Some(html) => {
            let mut words = html_text::text(&html, &pictures(mail));
            (std::mem::take(&mut words.text), Some(words))
        }
        None => (String::new(), None),
    }
}

/// The names of what is attached, by what a page names it.
fn pictures(mail: &Outlook) -> BTreeMap<String, String> {
    let named = mail.attachments.iter().enumerate();
    named
        .filter(|(_, one)| !one.content_id.is_empty())
        .map(|(at, one)| {
            let id = one.content_id.trim_matches(['<', '>']).to_owned();
            (id, attachment((at, one)).name)
        })
        .collect()
}

/// The page of a mail: the library gives the bytes of the stream in hexadecimal where they are not
/// stored as text.
fn page(html: &str) -> String {
    let digits = html.trim().as_bytes();
    let is_coded = digits.len().is_multiple_of(2) && digits.iter().all(u8::is_ascii_hexdigit);
    if !is_coded {
        return html.to_owned();
    }
    let value = |digit: u8| {
        char::from(digit)
            .to_digit(16)
            .and_then(|n| u8::try_from(n).ok())
    };
    let bytes: Option<Vec<u8>> = digits
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(value(*high)? << 4 | value(*low)?),
            _ => None,
        })
        .collect();
    bytes.map_or_else(|| html.to_owned(), |bytes| decode(&bytes).text)
}

fn attachment((at, one): (usize, &msg_parser::Attachment)) -> Attached {
    let names = [&one.long_file_name, &one.file_name, &one.display_name];
    let name = names.into_iter().find(|name| !name.trim().is_empty());
    let name = name.map_or_else(|| format!("{}{}", at + 1, one.extension), Clone::clone);
    if one.is_embedded_message() {
        // A message inside is not a file of its own there: its parts are spread over the mail's.
        let is_file = one.payload_bytes.starts_with(b"\xd0\xcf\x11\xe0");
        let bytes = if is_file {
            Ok(one.payload_bytes.clone())
        } else {
            Err(Finding::new(Code::MailInside))
        };
        let name = name_of_mail(Some(name.as_str()), "msg");
        return Attached { name, bytes };
    }
    attached(name, Some(one.mime_tag.as_str()), one.payload_bytes.clone())
}

#[cfg(test)]
mod tests {
    /// The body of a mail was printed as "3c703e48".
    #[test]
    fn a_page_in_hexadecimal_is_read() {
        assert_eq!(super::page("3c703e48c3a92049443c2f703e"), "<p>Hé ID</p>");
        assert_eq!(super::page("<p>abc</p>"), "<p>abc</p>");
    }
}
