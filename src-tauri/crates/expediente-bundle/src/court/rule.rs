//! Rules of a court, each with its source.

use std::collections::BTreeMap;

use expediente_model::{Code, Language, Severity};
use serde::Deserialize;

/// A rule of the court that a value comes from, or one that only people can follow.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// The profile value that the rule is about.
    pub about: String,
    /// The rule in English.
    pub says: String,
    /// The rule in Spanish.
    pub says_es: String,
    /// Where the rule was read.
    pub source: String,
    /// The day the source was checked, such as `2026-11-01`.
    pub checked: String,
    /// How reliable the source is.
    pub sure: Sure,
    /// The preflight checks that the rule asks for, with their severities.
    #[serde(default)]
    pub checks: BTreeMap<Code, Severity>,
    /// The number in the rule: days, dots per inch, pages.
    pub value: Option<u32>,
    /// Words in a title that mark the papers that the rule applies to; empty for all papers.
    #[serde(default)]
    pub titles: Vec<String>,
}

impl Rule {
    /// The rule in a language.
    #[must_use]
    pub fn says_in(&self, language: Language) -> &str {
        match language {
            Language::En => &self.says,
            Language::Es => &self.says_es,
        }
    }
}

/// How reliable the source of a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// Read in the official text.
    Official,
    /// Read in a source that quotes the official text.
    SecondHand,
    /// Practice that no source confirms.
    Unconfirmed,
}

impl Sure {
    /// Its word in profiles and catalogs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::SecondHand => "second-hand",
            Self::Unconfirmed => "unconfirmed",
        }
    }
}
