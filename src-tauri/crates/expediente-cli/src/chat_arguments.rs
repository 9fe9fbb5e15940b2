//! How chats that come in are read.

use clap::Args;
use expediente_app::{Date, DateOrder, DaySpan, RequestError};

/// The arguments of the verbs that take papers in.
#[derive(Debug, Args)]
pub struct ChatArguments {
    /// How chats write dates, where they do not show it: day-first or month-first
    #[arg(long, value_name = "ORDER")]
    pub dates: Option<DateOrder>,
    /// Of chats, show only the messages from this day on, such as 2023-03-01
    #[arg(long, value_name = "DAY")]
    chat_from: Option<Date>,
    /// Of chats, show only the messages up to this day
    #[arg(long, value_name = "DAY")]
    chat_to: Option<Date>,
}

impl ChatArguments {
    /// The days of chats that are shown.
    pub fn days(&self) -> Result<DaySpan, RequestError> {
        for date in [self.chat_from, self.chat_to].into_iter().flatten() {
            if date.day().is_none() {
                return Err(RequestError::NoDay(date.to_string()));
            }
        }
        DaySpan::new(self.chat_from, self.chat_to).ok_or(RequestError::DaysReversed)
    }
}
