//! What a matter says of itself: court, person, numbers, who files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::matter::bates::Bates;
use crate::matter::in_languages::InLanguages;
use crate::paper::digest::Digest;
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
    /// Children whose names a court wants as initials (FRCP 5.2(a)(3)). They are not printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub minors: Vec<String>,
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
    /// Whether a dossier over the court's size limit is split into volumes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub split: bool,
    /// The user's answers to preflight findings, by the finding's code and what it is about:
    /// `page-upside-down:` and the SHA-256 of the paper, `fact-missing:judge`, `needs-split`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, Answer>,
    /// Its texts in other languages.
    #[serde(skip_serializing_if = "InLanguages::is_empty")]
    pub in_languages: InLanguages,
    /// Whether the table shows the paper's own title beside that in the language of the dossier;
    /// none where the court's rules decide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_titles: Option<bool>,
    /// The checklist of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checklist: Option<Box<ChecklistState>>,
    /// What was decided about values that papers write in several ways, by the sort of the value
    /// and what is right.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub spellings: BTreeMap<String, Spelling>,
    /// The SHA-256 of what the note on differences in the dossier says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Digest>,
    /// Papers that could not be taken in, in the order in which they were tried. They are not
    /// printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub still_to_get: Vec<StillToGet>,
}

/// The checklist that a case follows, and what its papers do not say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistState {
    /// The name of the checklist.
    pub name: String,
    /// What was asked for, or is not needed, by the names of the needs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub needs: BTreeMap<String, NeedState>,
}

/// What was done about a paper of a checklist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
pub struct NeedState {
    /// Who was asked for it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub asked_of: String,
    /// The day on which they were asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null")]
    pub asked_on: Option<Date>,
    /// Whether somebody said that the case does not need it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub not_needed: bool,
}

/// What somebody decided about a value that papers write in several ways.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spelling {
    /// The right one, as it is written.
    pub right: String,
    /// The others that are explained in the note on differences, each with the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub explained: BTreeMap<String, String>,
    /// The same reasons in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub in_languages: BTreeMap<Language, BTreeMap<String, String>>,
}

impl Spelling {
    /// Whether somebody said that a value is right, or why it is written so.
    #[must_use]
    pub fn settles(&self, value: &str) -> bool {
        self.right == value || self.explained.contains_key(value)
    }

    /// The reason why a value is written so, in a language where somebody gave it.
    #[must_use]
    pub fn reason(&self, value: &str, language: Language) -> Option<&str> {
        let written = self.explained.get(value)?;
        let printed = self.in_languages.get(&language);
        let printed = printed.and_then(|reasons| reasons.get(value));
        Some(printed.map_or(written, |reason| reason))
    }

    /// Sets the reason of a value, and the same in other languages; none takes all away.
    pub fn explain(
        &mut self,
        value: &str,
        reason: Option<String>,
        also: BTreeMap<Language, String>,
    ) {
        self.explained.remove(value);
        for reasons in self.in_languages.values_mut() {
            reasons.remove(value);
        }
        if let Some(reason) = reason {
            self.explained.insert(value.to_owned(), reason);
            for (language, reason) in also {
                let reasons = self.in_languages.entry(language).or_default();
                reasons.insert(value.to_owned(), reason);
            }
        }
        self.in_languages.retain(|_, reasons| !reasons.is_empty());
    }
}

/// A paper that could not be taken in. It leaves the list when a file of its name comes in, or
/// when somebody says that it is not needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StillToGet {
    /// Its file name, with the folder, zip or mail that it is in.
    pub name: String,
    /// Why it was refused, and what to do.
    pub why: Vec<Finding>,
}

/// Who was served, how and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default, deny_unknown_fields)]
pub struct Service {
    /// The recipient: usually an office of opposing counsel.
    pub on: String,
    /// Its address, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// The method, in the words of the proof of service: "ECAS", "first-class mail".
    pub how: String,
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null")]
    pub date: Option<Date>,
    /// The person who served it.
    pub by: String,
}

/// Why a finding does not hold up the filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// In the user's words: "the judge allowed it".
    pub text: String,
    /// What the finding said when it was answered; once it says something else, it is open again.
    pub about: String,
}

/// Who files the dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filer {
    /// Name.
    pub name: String,
    /// Their role: attorney, sister, the person themselves.
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
