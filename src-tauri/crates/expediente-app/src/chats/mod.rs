//! Exported chats: which of their days are shown.

pub(crate) mod days;

use expediente_model::{DaySpan, MatterId};
use serde::Serialize;
use ts_rs::TS;

use crate::error::AppError;
use crate::state::State;
use crate::watch::Watch;

/// Which days of a chat are shown, and how many messages each day has.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ChatDaysView {
    /// The document.
    pub document: String,
    /// The first day that is shown; none for the first of the chat.
    pub from: Option<String>,
    /// The last day that is shown; none for the last of the chat.
    pub to: Option<String>,
    /// The messages of each day that has some, as `2024-02-11`, the first day first.
    pub days: Vec<(String, u64)>,
    /// Messages whose day cannot be told, which are always shown.
    pub undated: u64,
}

/// Cuts chats to some of their days, and shows them whole again. The file of a chat stays as it
/// came.
#[derive(Clone, Copy)]
pub struct Chats<'a> {
    state: &'a State,
}

impl<'a> Chats<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// Which days of a chat are shown, and how many messages each day has.
    ///
    /// # Errors
    /// When there is no such document, or it is not a chat.
    pub fn days(
        &self,
        id: &MatterId,
        document: &str,
        watch: &dyn Watch,
    ) -> Result<ChatDaysView, AppError> {
        days::days(self.state, id, document, watch)
    }

    /// Shows only the messages from one day to another, both included and each `2024-02-11`, or
    /// all of them, as one act. Returns its name in the user's language.
    ///
    /// # Errors
    /// When there is no such document, it is not a chat, pages of it were chosen or turned, no
    /// message is of these days, or the user cancels.
    pub fn cut(
        &self,
        id: &MatterId,
        document: &str,
        (from, to): (Option<&str>, Option<&str>),
        watch: &dyn Watch,
    ) -> Result<String, AppError> {
        days::cut(self.state, id, document, (from, to), watch)
    }

    /// Shows only these days of every chat of a matter.
    ///
    /// # Errors
    /// As [`Chats::cut`], and when the matter has no chat: then the days apply to nothing.
    pub fn cut_all(&self, id: &MatterId, span: DaySpan, watch: &dyn Watch) -> Result<(), AppError> {
        days::cut_all(self.state, id, span, watch)
    }
}
