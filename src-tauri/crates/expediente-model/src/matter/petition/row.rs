//! A row of a signature sheet, and what somebody saw in it.

use serde::{Deserialize, Serialize};

use crate::text::date::Date;

/// What a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum EntryMark {
    /// A signature that counts.
    Signed,
    /// A signature whose name cannot be read.
    Unreadable,
    /// A line that was struck out.
    StruckOut,
    /// Nothing.
    Empty,
}

impl EntryMark {
    /// Every mark.
    pub const ALL: [Self; 4] = [Self::Signed, Self::Unreadable, Self::StruckOut, Self::Empty];

    /// Its word in files and catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Unreadable => "unreadable",
            Self::StruckOut => "struck-out",
            Self::Empty => "empty",
        }
    }
}

/// A row of a signature sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(deny_unknown_fields)]
pub struct SheetRow {
    /// What it holds.
    pub mark: EntryMark,
    /// The signer's name, if it was read or written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The number of the signer's identity paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Whether the program read name and number, and nobody has looked at them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub read: bool,
    /// Where it is on the page: its upper and lower edge at the left, then at the right side, in
    /// ten-thousandths of the height of the page. None where nobody drew it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub band: Option<[u16; 4]>,
}

impl SheetRow {
    /// A row with a mark and nothing else.
    #[must_use]
    pub fn of(mark: EntryMark) -> Self {
        Self {
            mark,
            name: None,
            number: None,
            read: false,
            band: None,
        }
    }
}

/// How the signatures of an exhibit were counted, beside the rows of its sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tally {
    /// Who counted.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The day on which it was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Signers of a list that came without rows on sheets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub listed: Vec<SheetRow>,
    /// What somebody decided about two entries that may be one person, by
    /// [`pair_key`](crate::matter::petition::same::pair_key).
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub decided: std::collections::BTreeMap<String, Sameness>,
}

impl Tally {
    /// The tally without the day on which it was counted, where that is before today: what is
    /// counted now was not counted then. None where nothing changes.
    #[must_use]
    pub fn recounted(&self, today: Date) -> Option<Self> {
        self.on.filter(|day| day.days_since(today) < 0)?;
        Some(Self {
            on: None,
            ..self.clone()
        })
    }
}

/// What somebody decided about two entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Sameness {
    /// They are entries of one person, who is counted once.
    OnePerson,
    /// They are two people.
    TwoPeople,
}
