//! The pages that are made of a paper, which a person can have made again in another way.

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Finding};
use crate::paper::digest::Digest;
use crate::paper::facts::page_facts::PageFacts;
use crate::paper::item::{Derivative, Item, Purpose};
use crate::paper::promises::Promises;
use crate::paper::read_words::ReadFacts;
use crate::text::day_span::DaySpan;

/// The settings of a derivative that name the first and the last day of a chat that was cut.
pub const FROM: &str = "from";
/// See [`FROM`].
pub const TO: &str = "to";

/// The setting that tells whether somebody answered how the dates of a chat are read (`answer`), or
/// the file and its names show it (`file`). Older pages have none.
pub const DATES_BY: &str = "dates-by";

/// The setting that names the folder in which a chat was.
pub const FOLDER: &str = "folder";

/// The setting that names the files that came with a chat: the SHA-256 of each, a space, and its
/// name in the chat, with `/` between them.
pub const MEDIA: &str = "media";

/// The pages that were made of a paper, with all that is known of them: what of an [`Item`] changes
/// when they are made again in another way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MadePages {
    /// Their number.
    pub pages: u32,
    /// The first words of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_words: Option<String>,
    /// What they hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_facts: Option<Box<PageFacts>>,
    /// What is promised of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promises: Option<Box<Promises>>,
    /// The version of the promises.
    #[serde(default)]
    pub promise_version: u32,
    /// What the computer read on them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Box<ReadFacts>>,
    /// The derivatives of the paper; the first that replaces all of it has these pages.
    pub derivatives: Vec<Derivative>,
    /// What the user should know.
    #[serde(default)]
    pub findings: Vec<Finding>,
}

impl Item {
    /// Shows other pages, and returns those that were shown. Files of pages that are not shown any
    /// more stay derivatives of the paper, behind the others: undo shows them again.
    pub fn show(&mut self, new: &MadePages) -> MadePages {
        let mut derivatives = new.derivatives.clone();
        let behind = self.derivatives.iter();
        let behind =
            behind.filter(|had| new.derivatives.iter().all(|one| one.digest != had.digest));
        derivatives.extend(behind.cloned());
        MadePages {
            pages: std::mem::replace(&mut self.pages, new.pages),
            first_words: std::mem::replace(&mut self.first_words, new.first_words.clone()),
            page_facts: std::mem::replace(&mut self.page_facts, new.page_facts.clone()),
            promises: std::mem::replace(&mut self.promises, new.promises.clone()),
            promise_version: std::mem::replace(&mut self.promise_version, new.promise_version),
            read: std::mem::replace(&mut self.read, new.read.clone()),
            derivatives: std::mem::replace(&mut self.derivatives, derivatives),
            findings: std::mem::replace(&mut self.findings, new.findings.clone()),
        }
    }

    /// The name of pictures of its pages: its SHA-256, or that of the pages that are shown where
    /// they were made again, so that no picture shows other pages.
    #[must_use]
    pub fn pictured(&self) -> Digest {
        let made = self.derivatives.iter();
        let made = made.filter(|made| made.purpose == Purpose::Typeset);
        if made.count() > 1 {
            self.usable()
        } else {
            self.original
        }
    }

    /// Whether it is an exported chat, of which pages of ours were made.
    #[must_use]
    pub fn is_chat(&self) -> bool {
        self.findings.iter().any(|one| one.code == Code::ChatPages)
    }

    /// The pages of ours that are shown of a text, a chat or a mail.
    #[must_use]
    pub fn typeset(&self) -> Option<&Derivative> {
        let mut made = self.derivatives.iter();
        made.find(|made| made.purpose == Purpose::Typeset)
    }
}

impl Derivative {
    /// The days to which a chat was cut; every day where it was not.
    #[must_use]
    pub fn days(&self) -> DaySpan {
        let day = |name: &str| self.settings.get(name)?.parse().ok();
        // The parent writes these settings from a span, so there is no other.
        DaySpan::new(day(FROM), day(TO)).unwrap_or_default()
    }

    /// The files that came with a chat, by their names in it.
    pub fn media(&self) -> impl Iterator<Item = (&str, Digest)> {
        let media = self.settings.get(MEDIA);
        let all = media.into_iter().flat_map(|media| media.split('/'));
        all.filter_map(|one| {
            let (digest, name) = one.split_once(' ')?;
            Some((name, digest.parse().ok()?))
        })
    }
}
