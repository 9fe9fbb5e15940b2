//! A mail as mail programs save it (RFC 5322, MIME).

use std::collections::{BTreeMap, HashSet};

use expediente_model::{Code, Finding};
use mail_parser::{Addr, Address, Header, HeaderName, HeaderValue};

use crate::mail::html_text::{self, Words};
use crate::mail::mime::{self, Part};
use crate::mail::signed::{self, Envelope};
use crate::mail::{Attached, Letter, Line, attached, name_of_mail, uuencoded};

/// Envelopes in envelopes that are opened.
const ENVELOPES: usize = 4;

fn damaged() -> Finding {
    Finding::new(Code::MailDamaged)
}

/// Reads a mail.
///
/// # Errors
/// When it is none, or is locked.
pub(crate) fn read(bytes: &[u8]) -> Result<Letter, Finding> {
    let whole = Part::whole(mail_in(bytes));
    let mut reading = Reading::default();
    let head = head(&whole, &mut reading.findings);
    if head.is_empty() {
        return Err(damaged());
    }
    let said = reading.part(&whole, true, 0);
    if reading.is_locked {
        return Err(Finding::new(Code::MailLocked));
    }
    let body = say(&said, &reading.files);
    let mut letter = Letter {
        head,
        body: body.text,
        findings: std::mem::take(&mut reading.findings),
        passed_over: reading.passed_over,
        ..Letter::default()
    };
    letter.attached = std::mem::take(&mut reading.attached);
    letter.findings.extend(mime::cut(&reading.damaged));
    if reading.is_open {
        letter.findings.push(Finding::new(Code::MailCut));
    }
    let others = body.others.iter();
    letter.findings.extend(others.map(|text| {
        let words: Vec<&str> = text.split_whitespace().take(OTHER_WORDS).collect();
        Finding::new(Code::MailTextsDiffer).with("words", words.join(" "))
    }));
    letter.add_page(body.pages);
    let mut told = HashSet::new();
    letter
        .findings
        .retain(|one| told.insert(format!("{one:?}")));
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

/// The lines of the head, in our order; where there are two of a kind, both.
fn head(part: &Part<'_>, findings: &mut Vec<Finding>) -> Vec<(Line, String)> {
    findings.extend(part.guessed.clone());
    let Some(own) = part.head.parts.first() else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let mut twice = Vec::new();
    for (line, name) in [
        (Line::From, HeaderName::From),
        (Line::Sender, HeaderName::Sender),
        (Line::ReplyTo, HeaderName::ReplyTo),
        (Line::To, HeaderName::To),
        (Line::Cc, HeaderName::Cc),
        (Line::Bcc, HeaderName::Bcc),
        (Line::Date, HeaderName::Date),
        (Line::Subject, HeaderName::Subject),
        (Line::MessageId, HeaderName::MessageId),
    ] {
        let of_name = own.headers.iter().filter(|header| header.name == name);
        let before = lines.len();
        for header in of_name {
            let raw = part
                .head
                .raw_message
                .get(header.offset_start as usize..header.offset_end as usize);
            let said = said_of(line, header, raw.map_or(b"".as_slice(), |raw| raw));
            if !said.is_empty() {
                lines.push((line, said));
            }
        }
        // A mail has one of each (RFC 5322, 3.6); programs show the first or the last.
        if lines.len() > before + 1 {
            twice.push(name.as_str().to_owned());
        }
    }
    if !twice.is_empty() {
        findings.push(Finding::new(Code::MailLinesTwice).with("lines", twice.join(", ")));
    }
    check_sender(own.headers.as_slice(), &mut lines, findings);
    lines
}

fn said_of(line: Line, header: &Header<'_>, raw: &[u8]) -> String {
    let as_written = || one_line(&String::from_utf8_lossy(raw));
    match (&header.value, line) {
        // As it is written, with its zone.
        (_, Line::Date) => as_written(),
        (HeaderValue::Address(people), _) => people_of(people),
        (HeaderValue::Text(id), Line::MessageId) => format!("<{id}>"),
        (HeaderValue::Text(text), _) => one_line(text),
        _ => as_written(),
    }
}

/// Tells who sent a mail in the name of another; a sender who is the writer needs no line.
fn check_sender(
    headers: &[Header<'_>],
    lines: &mut Vec<(Line, String)>,
    findings: &mut Vec<Finding>,
) {
    let addresses = |name: HeaderName<'_>| -> Vec<String> {
        let of_name = headers.iter().filter(|header| header.name == name);
        let people = of_name.filter_map(|header| header.value.as_address());
        people
            .flat_map(Address::iter)
            .filter_map(|one| one.address.as_deref().map(str::to_lowercase))
            .collect()
    };
    let from = addresses(HeaderName::From);
    let sender = addresses(HeaderName::Sender);
    if sender.iter().all(|one| from.contains(one)) {
        lines.retain(|(line, _)| *line != Line::Sender);
        return;
    }
    let said = |wanted: Line| {
        let of_kind = lines.iter().filter(|(line, _)| *line == wanted);
        let texts: Vec<&str> = of_kind.map(|(_, text)| text.as_str()).collect();
        texts.join(", ")
    };
    let finding = Finding::new(Code::MailSender)
        .with("from", said(Line::From))
        .with("sender", said(Line::Sender));
    findings.push(finding);
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

/// What the parts of a mail say, before it is known which of two forms counts.
enum Said {
    Text(String),
    Page(String),
    /// One after the other.
    Several(Vec<Said>),
    /// The same in several forms, the richest last (RFC 2046, 5.1.4).
    Either(Vec<Said>),
}

/// A mail as far as its parts were read.
#[derive(Default)]
struct Reading {
    attached: Vec<Attached>,
    /// The names of what is attached, by what a page names it.
    files: BTreeMap<String, String>,
    passed_over: u64,
    findings: Vec<Finding>,
    /// The names of what is not whole.
    damaged: Vec<String>,
    is_open: bool,
    is_locked: bool,
}

impl Reading {
    /// Reads a part; `is_body` if it can be what the mail says, and not only be attached to it.
    fn part(&mut self, part: &Part<'_>, is_body: bool, envelopes: usize) -> Said {
        let kind = part.kind();
        if let Some(parts) = part.parts() {
            return self.several(part, &kind, &parts, envelopes);
        }
        let is_locked = kind == "multipart/encrypted" || kind == "application/pgp-encrypted";
        if is_locked {
            self.is_locked = true;
            return Said::Several(Vec::new());
        }
        if kind.ends_with("pkcs7-mime") && part.is_whole() {
            return self.envelope(part, envelopes);
        }
        let is_text = matches!(kind.as_str(), "text/plain" | "text/html");
        if is_text && is_body && !part.is_attachment() {
            return self.words(part, &kind);
        }
        if kind.starts_with("multipart/") {
            // Nothing in it is a delimiter.
            return self.words(part, "text/plain");
        }
        self.attach(part, &kind);
        Said::Several(Vec::new())
    }

    fn several(
        &mut self,
        part: &Part<'_>,
        kind: &str,
        parts: &[Part<'_>],
        envelopes: usize,
    ) -> Said {
        match kind {
            "multipart/encrypted" => {
                self.is_locked = true;
                Said::Several(Vec::new())
            }
            "multipart/alternative" => {
                let forms = parts.iter();
                Said::Either(forms.map(|one| self.part(one, true, envelopes)).collect())
            }
            "multipart/related" => {
                // The page is the first part, or the one that is named (RFC 2387, 3.2).
                let start = part.attribute("start");
                let start = start.map(|id| id.trim_matches(['<', '>']));
                let root = parts
                    .iter()
                    .position(|one| start.is_some() && one.content_id() == start)
                    .map_or(0, |at| at);
                let mut said = Vec::new();
                for (at, one) in parts.iter().enumerate() {
                    let is_root = at == root;
                    said.push(self.part(one, is_root, envelopes));
                }
                Said::Several(said)
            }
            _ => {
                let said = parts.iter().map(|one| {
                    // A text with a name is a file.
                    let is_body = one.name().is_none();
                    self.part(one, is_body, envelopes)
                });
                Said::Several(said.collect())
            }
        }
    }

    /// A text of the mail.
    fn words(&mut self, part: &Part<'_>, kind: &str) -> Said {
        self.is_open |= part.is_open();
        let text = part.text(&mut self.findings);
        if kind == "text/html" {
            return Said::Page(text);
        }
        let (text, files) = uuencoded::taken_out(&text);
        for file in files {
            self.attached.push(attached(file.name, None, file.bytes));
        }
        Said::Text(text)
    }

    /// The mail in an envelope: everybody can read one that is signed, nobody here one that is
    /// locked.
    fn envelope(&mut self, part: &Part<'_>, envelopes: usize) -> Said {
        match signed::open(&part.content().bytes) {
            Envelope::Signed(inside) if envelopes < ENVELOPES => {
                self.passed_over += 1;
                self.part(&Part::whole(&inside), true, envelopes + 1)
            }
            _ => {
                self.is_locked = true;
                Said::Several(Vec::new())
            }
        }
    }

    fn attach(&mut self, part: &Part<'_>, kind: &str) {
        // A part that only signs the mail.
        if kind.ends_with("pkcs7-signature") || kind.ends_with("pgp-signature") {
            self.passed_over += 1;
            return;
        }
        let content = part.content();
        let own = part.name().map(one_line).filter(|name| !name.is_empty());
        let is_mail = matches!(kind, "message/rfc822" | "message/global");
        let name = match own {
            Some(name) => name,
            None if is_mail => name_of_mail(Part::whole(mail_in(&content.bytes)).subject(), "eml"),
            None => format!("{}.{}", self.attached.len() + 1, ending(kind)),
        };
        let name = if is_mail && !name.to_lowercase().ends_with(".eml") {
            name + ".eml"
        } else {
            name
        };
        if content.is_damaged {
            self.damaged.push(name.clone());
        }
        if let Some(id) = part.content_id() {
            self.files.insert(id.to_owned(), name.clone());
        }
        self.attached
            .push(attached(name, Some(kind), content.bytes));
    }
}

/// Words that are told of a text that is not shown.
const OTHER_WORDS: usize = 12;

/// What was chosen of a mail.
#[derive(Default)]
struct Chosen {
    text: String,
    /// What is known of the pages whose words are in it.
    pages: Vec<Words>,
    /// Texts that say something else than the page that was chosen.
    others: Vec<String>,
}

fn say(said: &Said, files: &BTreeMap<String, String>) -> Chosen {
    match said {
        Said::Text(text) => Chosen {
            text: text.clone(),
            ..Chosen::default()
        },
        Said::Page(html) => {
            let mut words = html_text::text(html, files);
            Chosen {
                text: std::mem::take(&mut words.text),
                pages: vec![words],
                ..Chosen::default()
            }
        }
        Said::Several(all) => {
            let mut chosen = Chosen::default();
            for one in all.iter().map(|one| say(one, files)) {
                if !chosen.text.is_empty() && !one.text.is_empty() {
                    chosen.text.push_str("\n\n");
                }
                chosen.text.push_str(&one.text);
                chosen.pages.extend(one.pages);
                chosen.others.extend(one.others);
            }
            chosen
        }
        Said::Either(forms) => {
            let forms = forms.iter().map(|form| say(form, files));
            let (pages, texts): (Vec<Chosen>, Vec<Chosen>) =
                forms.partition(|form| !form.pages.is_empty());
            let text = texts.into_iter().rfind(|form| !form.text.trim().is_empty());
            match (pages.into_iter().next_back(), text) {
                // The page is what the reader of the mail saw. Some programs write "your reader
                // shows no web pages" as the text, some another text.
                (Some(mut page), Some(text)) if says_other(&text.text, &page.text, 2) => {
                    if says_other(&page.text, &text.text, 4) {
                        page.others.push(text.text);
                    }
                    page
                }
                (_, Some(text)) => text,
                (Some(page), None) => page,
                (None, None) => Chosen::default(),
            }
        }
    }
}

/// Whether a text lacks what the page says: more than this part of its words (2 is a half), or one
/// of its numbers.
fn says_other(text: &str, page: &str, part: usize) -> bool {
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
    lacks.len() * part > shown.len() || lacks.iter().any(is_number)
}

/// The ending of a file of a kind, for one without a name.
fn ending(kind: &str) -> &'static str {
    match kind {
        "application/pdf" => "pdf",
        "image/jpeg" | "image/jpg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "text/plain" => "txt",
        "text/html" => "html",
        "text/calendar" => "ics",
        "text/vcard" | "text/x-vcard" => "vcf",
        _ => "bin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail_of(plain: &str, html: &str) -> String {
        format!(
            "From: a@b.c\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n\
             --x\nContent-Type: text/plain\n\n{plain}\n--x\nContent-Type: text/html\n\n{html}\n--x--\n"
        )
    }

    fn said(plain: &str, html: &str) -> String {
        let mail = mail_of(plain, html);
        read(mail.as_bytes()).unwrap().body.trim().to_owned()
    }

    /// A text that the page contradicts is told; one that it only says more of is not.
    #[test]
    fn a_text_that_says_something_else_is_told() {
        let told = |plain: &str, html: &str| {
            let letter = read(mail_of(plain, html).as_bytes()).unwrap();
            let differ = letter.findings.into_iter();
            differ
                .filter(|one| one.code == Code::MailTextsDiffer)
                .filter_map(|mut one| one.args.remove("words"))
                .collect::<Vec<String>>()
        };
        assert_eq!(told("te perdono", "<p>te voy a matar</p>"), ["te perdono"]);
        assert!(told("Su cita es el 3.", "<p>Su cita es el 3.</p>").is_empty());
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
