//! What reading words came to.

use expediente_model::{MatterId, PageCode, PageRanges};
use serde::Serialize;
use ts_rs::TS;

use crate::error::AppError;
use crate::item::papers_in_order;
use crate::legible::found_sheets;
use crate::state::State;

/// How many pages have words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
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
    /// Pages that it read, on which there are no words.
    pub without: u64,
    /// Pages on which codes for machines were not looked for yet.
    pub uncoded: u64,
    /// Photos on which a sheet of paper is seen that can be cut out, as far as they were looked at.
    pub sheets: u64,
    /// The papers with such pages or with codes, in the order of the dossier.
    pub papers: Vec<ReadPaper>,
}

/// What was read on a paper, and the pages that somebody should look at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct ReadPaper {
    /// The title of the paper, or the name of its file.
    pub title: String,
    /// Pages that the computer is not sure of.
    pub unsure: Option<String>,
    /// Pages with something like words that it could not read.
    pub unreadable: Option<String>,
    /// Pages without words.
    pub without: Option<String>,
    /// Codes for machines.
    pub codes: Vec<PageCode>,
}

impl UnreadPages {
    pub(crate) fn of(state: &State, id: &MatterId) -> Result<Self, AppError> {
        let matter = state.vault.matter(id)?;
        let mut count = Self {
            sheets: found_sheets::waiting(state, id, &matter)?,
            ..Self::default()
        };
        let pages = |ranges: Option<&PageRanges>| {
            let pages = ranges.map(|pages| pages.iter().count() as u64);
            pages.unwrap_or_default()
        };
        for (item, document) in papers_in_order(&matter)? {
            count.pages += u64::from(item.pages);
            count.unread += item.unread_pages().count() as u64;
            count.uncoded += item.uncoded_pages().count() as u64;
            let Some(read) = &item.read else { continue };
            let without = read.without_words();
            count.read += pages(read.pages.as_ref());
            count.unsure += pages(read.unsure.as_ref());
            count.unreadable += pages(read.unread.as_ref());
            count.without += pages(without.as_ref());
            let told = |ranges: Option<&PageRanges>| ranges.map(ToString::to_string);
            let title = document.and_then(|document| document.title.clone());
            let paper = ReadPaper {
                title: title.unwrap_or_else(|| item.name.clone()),
                unsure: told(read.unsure.as_ref()),
                unreadable: told(read.unread.as_ref()),
                without: told(without.as_ref()),
                codes: read.codes.clone(),
            };
            let doubtful = [&paper.unsure, &paper.unreadable, &paper.without];
            if !paper.codes.is_empty() || doubtful.iter().any(|pages| pages.is_some()) {
                count.papers.push(paper);
            }
        }
        Ok(count)
    }
}

/// What a run of reading did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct ReadingReport {
    /// The engine and its version, where pages were read.
    pub engine: Option<String>,
    /// Pages that were read now.
    pub done: u64,
    /// Those of them with words.
    pub with_words: u64,
    /// Codes for machines that were found now.
    pub codes: u64,
    /// The state after it.
    pub after: UnreadPages,
}
