//! Exported chats: WhatsApp's text, the JSON of Telegram and of Signal.
//!
//! Start here: [`read`] tells whether a text is one and reads it, [`pages::inspect`] makes pages
//! of it. Nothing a message says is left out: what is not understood stays as it was written.

mod cut;
mod date_order;
mod json;
mod line;
pub(crate) mod pages;
mod pictures;
mod signal;
mod telegram;
mod whatsapp;

use std::collections::BTreeMap;

use expediente_intake::DateOrder;
use expediente_model::{DATES_BY, Date, Finding};

use crate::words::lines;

/// Whose clock the times of a chat are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// The telephone's that exported it.
    Phone,
    /// The computer's that exported it.
    Computer,
    /// Universal time.
    Utc,
}

impl Clock {
    /// The key of its sentence.
    fn key(self) -> &'static str {
        match self {
            Self::Phone => "typeset.chat.clock.phone",
            Self::Computer => "typeset.chat.clock.computer",
            Self::Utc => "typeset.chat.clock.utc",
        }
    }
}

/// How the order of day and month was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderBy {
    /// The form of the dates leaves no question.
    Form,
    /// A date of the file has a day above 12.
    Day(DateOrder),
    /// The language of the app.
    Language(DateOrder),
    /// The user's answer.
    Answer(DateOrder),
}

impl OrderBy {
    /// The order, where there was a question.
    pub(crate) fn order(self) -> Option<DateOrder> {
        match self {
            Self::Form => None,
            Self::Day(order) | Self::Language(order) | Self::Answer(order) => Some(order),
        }
    }
}

/// One message, what the app says in between, or the name of another conversation of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) day: Option<Date>,
    /// The time, `hh:mm` or `hh:mm:ss`.
    pub(crate) time: String,
    /// Whether the clock was put back between the message before it and this one, which is the later
    /// of the two.
    pub(crate) is_put_back: bool,
    /// Day and time as they stand in the file, where there is no such day or time.
    pub(crate) written: Option<String>,
    /// Who sent it; none where the app speaks.
    pub(crate) sender: Option<String>,
    /// Its lines.
    pub(crate) text: String,
    /// The files that it names.
    pub(crate) media: Vec<String>,
    /// Files that it had and that the app left out without their names.
    pub(crate) left_out: u64,
    /// The day of the message that it answers, and the line of its text that quotes it.
    pub(crate) answers: Option<(Date, String)>,
    /// Whether its text is the name of the conversation that follows.
    pub(crate) is_heading: bool,
}

impl Message {
    /// Whether it was sent before the one that it stands behind.
    fn is_before(&self, other: &Self) -> bool {
        !self.is_put_back && (self.day, &self.time) < (other.day, &other.time)
    }
}

/// A whole chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chat {
    /// The name of the conversation, if the file has it.
    pub(crate) name: Option<String>,
    pub(crate) messages: Vec<Message>,
    pub(crate) clock: Clock,
    pub(crate) order: OrderBy,
    pub(crate) doubts: Doubts,
}

/// What is not certain of a chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Doubts {
    /// Lines that look like messages and are older than the message they stand in.
    pub(crate) inside: u64,
    /// Lines that look like messages and stand behind a line break of a message.
    pub(crate) broken: u64,
    /// Whether the file does not tell a line break of a message from the end of one.
    pub(crate) has_one_line_end: bool,
    /// Times that two places of the file tell apart.
    pub(crate) differing: u64,
    /// Both readings of a date whose first and last number can be the year.
    pub(crate) years: Option<(String, String)>,
}

impl Chat {
    /// How many messages are older than the one before them in their conversation, and the first of
    /// them as it is printed.
    pub(crate) fn back_in_time(&self) -> (u64, Option<&Message>) {
        let mut count = 0;
        let mut first = None;
        let mut last: Option<&Message> = None;
        for message in &self.messages {
            if message.is_heading {
                last = None;
                continue;
            }
            if message.day.is_none() || message.written.is_some() {
                continue;
            }
            if last.is_some_and(|last| message.is_before(last)) {
                count += 1;
                first = first.or(Some(message));
            }
            last = Some(message);
        }
        (count, first)
    }
}

/// What is known of a chat beside its text.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    /// The names of the file, of the one that it came out of, and of its folder.
    pub(crate) names: [&'a str; 3],
    /// How the user said that dates are read.
    pub(crate) dates: Option<DateOrder>,
}

/// Reads a text that is a chat; none if it is not one.
///
/// # Errors
/// The finding that asks how its dates are read.
pub(crate) fn read(text: &str, known: Known<'_>) -> Result<Option<Chat>, Finding> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    if start.starts_with(['{', '[']) {
        if let Some(chat) = telegram::read(start) {
            return Ok(Some(chat));
        }
        if let Some(chat) = signal::read(start) {
            return Ok(Some(chat));
        }
    }
    whatsapp::read(text, known)
}

/// Whether some of a text that is read as no chat looks like one: days that somebody chose would
/// apply to nothing.
pub(crate) fn has_messages(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let starts = lines(text).filter(|text| line::start(text).is_some());
    start.starts_with(['{', '[']) || starts.count() > 1
}

/// The settings with which pages of a chat were made.
pub(crate) fn settings(chat: &Chat) -> BTreeMap<String, String> {
    let order = chat.order.order();
    let order = order.map(|order| ("dates".to_owned(), order.word().to_owned()));
    let mut settings: BTreeMap<String, String> = order.into_iter().collect();
    if let OrderBy::Answer(_) = chat.order {
        settings.insert(DATES_BY.to_owned(), "answer".to_owned());
    } else {
        settings.insert(DATES_BY.to_owned(), "file".to_owned());
    }
    settings
}
