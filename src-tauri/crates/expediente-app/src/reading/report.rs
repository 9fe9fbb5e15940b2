//! What reading words came to.

use expediente_model::Matter;
use serde::Serialize;
use ts_rs::TS;

/// How many pages have words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct UnreadPages {
    /// Pages of all papers.
    pub pages: u64,
    /// Pages whose words were read by the computer.
    pub read: u64,
    /// Pages without words that it has not read yet.
    pub unread: u64,
    /// Pages that it read, and is not sure of.
    pub unsure: u64,
    /// Pages with something like words that it could not read.
    pub unreadable: u64,
}

impl UnreadPages {
    pub(crate) fn of(matter: &Matter) -> Self {
        let mut count = Self::default();
        let pages = |ranges: &Option<expediente_model::PageRanges>| {
            ranges
                .as_ref()
                .map_or(0, |pages| pages.iter().count() as u64)
        };
        for item in matter.items.values() {
            count.pages += u64::from(item.pages);
            count.unread += item.unread_pages().count() as u64;
            if let Some(read) = &item.read {
                count.read += pages(&read.pages);
                count.unsure += pages(&read.unsure);
                count.unreadable += pages(&read.unread);
            }
        }
        count
    }
}

/// What a run of reading did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct ReadingReport {
    /// The engine and its version, where pages were read.
    pub engine: Option<String>,
    /// Pages that were read now.
    pub done: u64,
    /// Those of them with words.
    pub with_words: u64,
    /// The state after it.
    pub after: UnreadPages,
}
