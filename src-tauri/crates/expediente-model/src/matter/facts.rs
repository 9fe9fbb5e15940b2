//! What a matter says of itself: court, person, numbers, who files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::date::Date;
use crate::text::language::Language;

/// The facts of a matter that the cover page and the stamps need.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Title of the filing.
    pub title: String,
    /// The court profile's name.
    pub profile: String,
    /// Language of the front matter.
    pub language: Language,
    /// The person whom the matter is about.
    pub person: String,
    /// A-numbers, case numbers, appeal references.
    pub docket: Vec<String>,
    /// The court: its place or its whole name, a line each.
    pub court: Vec<String>,
    /// The other side, a line each.
    pub respondents: Vec<String>,
    /// The judge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judge: Option<String>,
    /// Date, or date and time, of the next hearing as the user wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hearing: Option<String>,
    /// The kind of proceeding, where the profile's own words do not fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proceeding: Option<String>,
    /// Whether the person is detained.
    pub detained: bool,
    /// Who files.
    pub filer: Filer,
    /// Bates numbers, where they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bates: Option<Bates>,
    /// How the filing is served on the other side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
    /// Whether the dossier is split into volumes where it is over the court's limit.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub split: bool,
    /// What the user answered to findings of the preflight, by the finding's name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, Answer>,
}

/// Who was served, how and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
pub struct Service {
    /// On whom: an office of the other side's counsel, as a rule.
    pub on: String,
    /// Its address, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// How, in the words of the proof: "ECAS", "first-class mail".
    pub how: String,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null")]
    pub date: Option<Date>,
    /// Who served it.
    pub by: String,
}

/// Why a finding does not hold the filing up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// In the user's words: "the judge allowed it".
    pub text: String,
    /// What the finding said when it was answered; where it says something else now, it is open again.
    pub about: String,
}

/// Who files the dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filer {
    /// Name.
    pub name: String,
    /// In what role: attorney, sister, the person itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Address, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// Telephone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// E-mail.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Bar number, EOIR ID or like.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
}

/// A Bates numbering: prefix, first number, digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bates {
    /// What stands before the digits.
    #[serde(default)]
    pub prefix: String,
    /// The first number.
    #[serde(default = "one")]
    pub start: u64,
    /// How many digits at least, filled with zeros.
    #[serde(default = "six")]
    pub digits: u8,
}

fn one() -> u64 {
    1
}

fn six() -> u8 {
    6
}

impl Bates {
    /// The number of the page that is `offset` pages after the first.
    #[must_use]
    pub fn number(&self, offset: u64) -> String {
        let width = usize::from(self.digits.min(12));
        format!(
            "{}{:0width$}",
            self.prefix,
            self.start.saturating_add(offset)
        )
    }
}
