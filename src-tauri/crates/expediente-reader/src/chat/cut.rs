//! A chat cut to some of its days: what is shown, and what the first page says is left out.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use expediente_model::{Date, DaySpan};

use crate::chat::telegram::UNTOLD;
use crate::chat::{Chat, Message};

/// Messages that are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LeftOut {
    pub(crate) messages: u64,
    /// The first and the last day of them.
    pub(crate) days: Option<(Date, Date)>,
}

impl LeftOut {
    fn add(&mut self, day: Date) {
        self.messages += 1;
        self.days = Some(match self.days {
            Some((first, last)) => (first.min(day), last.max(day)),
            None => (day, day),
        });
    }
}

/// What is shown of a chat, and what is not.
pub(crate) struct Cut {
    pub(crate) span: DaySpan,
    /// The chat without the messages that are left out.
    pub(crate) shown: Chat,
    /// Of each message of `shown`, its number in the whole chat, counted from 1; that of a heading
    /// is of no use.
    pub(crate) numbers: Vec<u64>,
    /// Messages of the whole chat.
    pub(crate) total: u64,
    pub(crate) before: LeftOut,
    pub(crate) after: LeftOut,
    /// Messages that are shown because their day cannot be told.
    pub(crate) undated: u64,
    /// The files that only messages name that are left out, in their order, each once.
    pub(crate) media: Vec<String>,
    /// Files that such messages had and that the app left out without their names.
    pub(crate) unnamed: u64,
    /// Conversations of the file without a message in these days.
    pub(crate) conversations: Vec<String>,
}

impl Cut {
    /// Cuts a chat. None if no message is of these days.
    pub(crate) fn of(chat: &Chat, span: DaySpan) -> Option<Self> {
        let mut cut = Self {
            span,
            shown: Chat {
                messages: Vec::new(),
                ..chat.clone()
            },
            numbers: Vec::new(),
            total: 0,
            before: LeftOut::default(),
            after: LeftOut::default(),
            undated: 0,
            media: Vec::new(),
            unnamed: 0,
            conversations: Vec::new(),
        };
        let mut dated = 0_u64;
        let mut left_out: Vec<&Message> = Vec::new();
        for message in &chat.messages {
            if message.is_heading {
                cut.drop_empty_conversation();
                cut.push(message);
                continue;
            }
            cut.total += 1;
            match message.day.map(|day| (day, span.place_of(day))) {
                None => {
                    cut.undated += 1;
                    cut.push(message);
                }
                Some((_, Ordering::Equal)) => {
                    dated += 1;
                    cut.push(message);
                }
                Some((day, Ordering::Less)) => {
                    cut.before.add(day);
                    left_out.push(message);
                }
                Some((day, Ordering::Greater)) => {
                    cut.after.add(day);
                    left_out.push(message);
                }
            }
        }
        cut.drop_empty_conversation();
        let shown = cut.shown.messages.iter();
        let mut told: BTreeSet<&str> = shown
            .flat_map(|one| &one.media)
            .map(String::as_str)
            .collect();
        for message in left_out {
            cut.unnamed += message.left_out;
            let new = message.media.iter().filter(|name| told.insert(name));
            cut.media.extend(new.cloned());
        }
        (span.is_all() || dated > 0).then_some(cut)
    }

    /// Whether anything says that it is not the whole chat.
    pub(crate) fn is_cut(&self) -> bool {
        self.before.messages + self.after.messages > 0
    }

    /// How many messages are shown.
    pub(crate) fn count(&self) -> u64 {
        self.total - self.before.messages - self.after.messages
    }

    fn push(&mut self, message: &Message) {
        let mut message = message.clone();
        // What is left out is not quoted either.
        if let Some((day, line)) = &message.answers
            && self.span.place_of(*day) != Ordering::Equal
        {
            message.text = message.text.replacen(line, UNTOLD, 1);
        }
        self.shown.messages.push(message);
        self.numbers.push(self.total);
    }

    /// Takes away the name of the last conversation if none of its messages is shown. In a chat
    /// that is not cut it stays.
    fn drop_empty_conversation(&mut self) {
        let is_empty = self.shown.messages.last().is_some_and(|one| one.is_heading);
        if is_empty && !self.span.is_all() {
            self.numbers.pop();
            let heading = self.shown.messages.pop();
            self.conversations.extend(heading.map(|one| one.text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Clock, Doubts, OrderBy};

    fn chat(messages: &[(&str, &str, &[&str])]) -> Chat {
        let message = |(day, text, media): &(&str, &str, &[&str])| Message {
            day: day.parse().ok(),
            text: (*text).to_owned(),
            media: media.iter().map(|name| (*name).to_owned()).collect(),
            is_heading: *day == "#",
            ..Message::default()
        };
        Chat {
            name: None,
            messages: messages.iter().map(message).collect(),
            clock: Clock::Phone,
            order: OrderBy::Form,
            doubts: Doubts::default(),
        }
    }

    fn days(from: &str, to: &str) -> DaySpan {
        DaySpan::new(from.parse().ok(), to.parse().ok()).unwrap()
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let chat = chat(&[
            ("2023-02-27", "a", &["x.jpg", "y.jpg"]),
            ("2023-02-28", "b", &[]),
            ("2023-03-01", "c", &["x.jpg"]),
            ("", "odd", &[]),
            ("2023-03-05", "d", &["z.jpg", "y.jpg"]),
        ]);
        let cut = Cut::of(&chat, days("2023-03-01", "2023-03-01")).unwrap();
        let texts: Vec<&str> = cut
            .shown
            .messages
            .iter()
            .map(|one| one.text.as_str())
            .collect();
        assert_eq!(texts, ["c", "odd"]);
        assert_eq!((cut.numbers.as_slice(), cut.total), (&[3, 4][..], 5));
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(
            cut.before.days,
            Some((day("2023-02-27"), day("2023-02-28")))
        );
        assert_eq!(
            (cut.before.messages, cut.after.messages, cut.undated),
            (2, 1, 1)
        );
        // A picture that is sent again within these days is shown.
        assert_eq!(cut.media, ["y.jpg", "z.jpg"]);
        assert!(Cut::of(&chat, days("2024-01-01", "")).is_none());
    }

    /// An answer brought the words of a message that was left out.
    #[test]
    fn what_is_left_out_is_not_quoted() {
        let mut chat = chat(&[
            ("2023-02-27", "a", &[]),
            ("2023-03-01", "← Rosa, “a”\nb", &[]),
        ]);
        let quoted = "2023-02-27"
            .parse()
            .ok()
            .map(|day| (day, "← Rosa, “a”".to_owned()));
        chat.messages[1].answers = quoted;
        let shown = |cut: Option<Cut>| cut.unwrap().shown.messages.pop().unwrap().text;
        assert_eq!(shown(Cut::of(&chat, days("2023-03-01", ""))), "← …\nb");
        let whole = Cut::of(&chat, days("2023-02-01", "")).unwrap();
        assert!(!whole.is_cut(), "nothing is left out");
        assert_eq!(shown(Some(whole)), "← Rosa, “a”\nb");
    }

    #[test]
    fn a_conversation_without_messages_is_told() {
        let chat = chat(&[
            ("#", "Ana", &[]),
            ("2023-02-27", "a", &[]),
            ("#", "Eva", &[]),
            ("2023-03-01", "b", &[]),
        ]);
        let cut = Cut::of(&chat, days("2023-03-01", "")).unwrap();
        assert_eq!(cut.conversations, ["Ana"]);
        assert_eq!(cut.shown.messages.len(), 2);
        let whole = Cut::of(&chat, DaySpan::default()).unwrap();
        assert_eq!(whole.shown, chat);
    }
}
