//! How a court takes a dossier, step by step, each with its source. People follow these steps;
//! nothing in a dossier depends on them.

use expediente_model::Language;
use serde::Deserialize;

use crate::court::rule::Sure;

/// What a step is about, in the order in which people take them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Where the dossier goes.
    Where,
    /// What account a portal asks for.
    Account,
    /// Which documents go into one file.
    Documents,
    /// How files are named, and how large they may be.
    Names,
    /// Who else gets it, and how.
    Serve,
    /// What is printed, and how it is bound.
    Print,
    /// What to bring, and what to keep.
    Bring,
    /// What comes after.
    After,
}

impl Stage {
    /// Its word in profiles and catalogs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Where => "where",
            Self::Account => "account",
            Self::Documents => "documents",
            Self::Names => "names",
            Self::Serve => "serve",
            Self::Print => "print",
            Self::Bring => "bring",
            Self::After => "after",
        }
    }
}

/// A way of handing in that a step is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// On the court's own site.
    Portal,
    /// On paper.
    Paper,
}

impl Way {
    /// Its word in profiles and catalogs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Paper => "paper",
        }
    }
}

/// A step of handing in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HandingInStep {
    /// What it is about.
    #[serde(rename = "step")]
    pub stage: Stage,
    /// The way that it is for; none where it is for all.
    pub by: Option<Way>,
    /// The step in English.
    pub says: String,
    /// The step in Spanish.
    pub says_es: String,
    /// Where it was read.
    pub source: String,
    /// The day the source was read, such as `2026-11-01`.
    pub checked: String,
    /// How reliable the source is.
    pub sure: Sure,
}

impl HandingInStep {
    /// The step in a language.
    #[must_use]
    pub fn says_in(&self, language: Language) -> &str {
        match language {
            Language::En => &self.says,
            Language::Es => &self.says_es,
        }
    }
}
