//! Mails: what they say as pages, what is attached to them as papers of their own.
//!
//! [`eml`] and [`msg`] read a mail into a [`Letter`], [`pages`] sets it, [`mbox`] takes a folder of
//! mails apart. No mail is drawn as a web page: nothing in it is run or loaded.

pub(crate) mod eml;
mod encoded_words;
mod entities;
pub(crate) mod html_text;
mod lists;
pub(crate) mod mbox;
mod mime;
pub(crate) mod msg;
pub(crate) mod pages;
mod signed;
mod styles;
mod tags;
mod uuencoded;

use expediente_model::{Code, Finding};

use crate::mail::html_text::Words;

/// A line of the head of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    From,
    Sender,
    To,
    Cc,
    Bcc,
    ReplyTo,
    Date,
    Subject,
    MessageId,
}

impl Line {
    /// The key of its word.
    fn key(self) -> &'static str {
        match self {
            Self::From => "typeset.mail.from",
            Self::Sender => "typeset.mail.sender",
            Self::To => "typeset.mail.to",
            Self::Cc => "typeset.mail.cc",
            Self::Bcc => "typeset.mail.bcc",
            Self::ReplyTo => "typeset.mail.reply-to",
            Self::Date => "typeset.mail.date",
            Self::Subject => "typeset.mail.subject",
            Self::MessageId => "typeset.mail.message-id",
        }
    }
}

/// A mail as it is set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Letter {
    /// The lines of its head that it has, in order.
    pub(crate) head: Vec<(Line, String)>,
    /// What it says.
    pub(crate) body: String,
    /// Of a mail that was a web page: the pictures that it would load.
    pub(crate) pictures: Option<u64>,
    pub(crate) attached: Vec<Attached>,
    /// Signatures of programs, which are no papers.
    pub(crate) passed_over: u64,
    /// What the user should know.
    pub(crate) findings: Vec<Finding>,
}

/// Letters of words that a finding quotes.
const QUOTED: usize = 160;

impl Letter {
    /// Adds what is known of the web pages whose words are its text.
    fn add_page(&mut self, pages: Vec<Words>) {
        let quoted = |pages: &[Words], of: fn(&Words) -> &str| {
            let words = pages.iter().flat_map(|page| of(page).split_whitespace());
            let words = words.collect::<Vec<_>>().join(" ");
            words.chars().take(QUOTED).collect::<String>()
        };
        if !pages.is_empty() {
            self.pictures = Some(pages.iter().map(|page| page.remote).sum());
        }
        for (code, words) in [
            (Code::MailHidden, quoted(&pages, |page| &page.hidden)),
            (Code::MailPale, quoted(&pages, |page| &page.pale)),
        ] {
            if !words.is_empty() {
                self.findings.push(Finding::new(code).with("words", words));
            }
        }
        let absent: usize = pages.iter().map(|page| page.absent.len()).sum();
        if absent > 0 {
            let finding = Finding::new(Code::MailPicturesMissing).with("count", absent);
            self.findings.push(finding);
        }
        for page in pages {
            for (number, (ending, data)) in (1..).zip(page.inside) {
                let content = mime::base64(data.as_bytes());
                let name = html_text::inside_name(number, &ending);
                self.attached.push(attached(name, None, content.bytes));
            }
        }
    }
}

/// Something attached to a mail.
#[derive(Clone, Debug)]
pub(crate) struct Attached {
    pub(crate) name: String,
    pub(crate) bytes: Result<Vec<u8>, Finding>,
}

/// Whether an attachment is one in which Outlook packs others.
fn is_winmail(name: &str, kind: Option<&str>) -> bool {
    name.eq_ignore_ascii_case("winmail.dat") || kind.is_some_and(|kind| kind.ends_with("ms-tnef"))
}

/// An attachment, or why it is not taken.
fn attached(name: String, kind: Option<&str>, bytes: Vec<u8>) -> Attached {
    let bytes = if is_winmail(&name, kind) {
        Err(Finding::new(Code::MailWinmail))
    } else {
        Ok(bytes)
    };
    Attached { name, bytes }
}

/// The name of a mail that is saved as a file: its subject.
fn name_of_mail(subject: Option<&str>, ending: &str) -> String {
    const LETTERS: usize = 80;
    let subject = subject.map_or("", |subject| subject);
    let plain: String = subject
        .chars()
        .map(|c| {
            if c.is_control() || matches!(c, '/' | '\\') {
                ' '
            } else {
                c
            }
        })
        .take(LETTERS)
        .collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.is_empty() {
        format!("mail.{ending}")
    } else {
        format!("{plain}.{ending}")
    }
}
