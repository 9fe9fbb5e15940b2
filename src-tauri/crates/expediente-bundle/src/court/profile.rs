//! A court's profile: every value that differs from one court to the next, read from TOML.

use std::fmt;

use expediente_model::Code;
use serde::Deserialize;

use crate::court::caption::Caption;
use crate::court::files::Files;
use crate::court::handing_in::HandingInStep;
use crate::court::numbering::Numbering;
use crate::court::open::Open;
use crate::court::paper::Paper;
use crate::court::rule::Rule;
use crate::court::table::{Column, Table};
use crate::court::tabs::Tabs;
use crate::court::translations::Translations;

/// A court's rules. Every value comes from `assets/profiles`, and each rule names its source.
///
/// The identity of a file (its `/ID`) is computed from the `Debug` text of this type: renaming a
/// type or a field here gives every dossier another identity.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    /// Its name on the command line.
    pub name: String,
    /// The court's name in English. Profiles of the program itself have theirs in the catalogs.
    pub title: Option<String>,
    /// The same in Spanish.
    pub title_es: Option<String>,
    /// Paper size of our own pages.
    pub paper: Paper,
    /// Largest file in bytes, where the court sets a limit.
    pub limit: Option<u64>,
    /// Bytes that a volume is filled to: a little below the limit, because portals count size
    /// differently from disks.
    pub target: Option<u64>,
    /// Languages that the court reads; papers in others need a translation. Empty where the court
    /// does not ask for translations.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Files and their names.
    #[serde(default)]
    pub files: Files,
    /// How the cover page is set.
    pub caption: Caption,
    /// Running page numbers.
    pub numbering: Numbering,
    /// Tabs.
    pub tabs: Tabs,
    /// The table of exhibits.
    #[serde(default)]
    pub table: Table,
    /// Translations.
    #[serde(default)]
    pub translations: Translations,
    /// How the file opens.
    pub open: Open,
    /// The rules behind the values.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
    /// How the court takes a dossier.
    #[serde(default)]
    pub handing_in: Vec<HandingInStep>,
}

/// As the derive would write it, without what people do with the finished file: that is no part of
/// the file's identity.
impl fmt::Debug for Profile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            title,
            title_es,
            paper,
            limit,
            target,
            languages,
            files,
            caption,
            numbering,
            tabs,
            table,
            translations,
            open,
            rules,
            handing_in: _,
        } = self;
        formatter
            .debug_struct("Profile")
            .field("name", name)
            .field("title", title)
            .field("title_es", title_es)
            .field("paper", paper)
            .field("limit", limit)
            .field("target", target)
            .field("languages", languages)
            .field("files", files)
            .field("caption", caption)
            .field("numbering", numbering)
            .field("tabs", tabs)
            .field("table", table)
            .field("translations", translations)
            .field("open", open)
            .field("rules", rules)
            .finish()
    }
}

/// Why a profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// It does not parse; the message gives line and reason, in English.
    #[error("{0}")]
    Wrong(Box<toml::de::Error>),
    /// A value is out of range.
    #[error("{what}: {why}")]
    Value {
        /// The key.
        what: &'static str,
        /// The reason.
        why: &'static str,
    },
}

impl Profile {
    /// Parses a profile and checks its values.
    ///
    /// # Errors
    /// When a value is missing, unknown, of the wrong type, or out of range.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let profile: Self =
            toml::from_str(text).map_err(|error| ProfileError::Wrong(Box::new(error)))?;
        profile.check()?;
        Ok(profile)
    }

    /// Whether the court says that it reads a language.
    #[must_use]
    pub fn names_language(&self, language: &str) -> bool {
        let mut languages = self.languages.iter();
        languages.any(|read| same_language(read, language))
    }

    /// The rule that asks for a check, if the court has one.
    #[must_use]
    pub fn rule_of(&self, code: Code) -> Option<&Rule> {
        self.rules
            .iter()
            .find(|rule| rule.checks.contains_key(&code))
    }

    /// Bytes that a volume is filled to; none where the court has no limit.
    #[must_use]
    pub fn fill(&self) -> Option<u64> {
        self.target.or(self.limit)
    }

    fn check(&self) -> Result<(), ProfileError> {
        // A file needs room for our own pages and for at least one page of a paper.
        const LEAST: u64 = 500_000;
        let wrong = |what, why| Err(ProfileError::Value { what, why });
        let Some((before, after)) = self.numbering.around_number() else {
            return wrong("numbering.format", "it must have {n} for the number");
        };
        if [before, after].iter().any(|text| {
            text.contains(|c: char| c.is_whitespace() || c.is_control()) || text.len() > 20
        }) {
            return wrong("numbering.format", "it must be short and have no blanks");
        }
        if !(6.0..=24.0).contains(&self.numbering.size) {
            return wrong("numbering.size", "it must be from 6 to 24 points");
        }
        if self.limit.is_some_and(|limit| limit < LEAST) {
            return wrong("limit", "it must be at least 500,000 bytes");
        }
        if self
            .target
            .is_some_and(|target| target < LEAST || self.limit.is_some_and(|limit| target > limit))
        {
            return wrong(
                "target",
                "it must be at least 500,000 bytes and not more than the limit",
            );
        }
        if !self.files.types.iter().any(|ending| ending == "pdf") {
            return wrong(
                "files.types",
                "what is built is a PDF, so pdf must be among them",
            );
        }
        if !self.files.part.contains("{name}") || !self.files.part.contains("{n}") {
            return wrong("files.part", "it must have {name} and {n}");
        }
        if matches!(self.open, Open::Zoom(zoom) if !(0.1..=10.0).contains(&zoom)) {
            return wrong("open.zoom", "it must be from 0.1 to 10: 1.0 is 100 %");
        }
        let columns = &self.table.columns;
        let count = |wanted| columns.iter().filter(|column| **column == wanted).count();
        let fits =
            |wanted, most| count(wanted) == most || (wanted == Column::Date && count(wanted) == 0);
        if ![
            Column::Label,
            Column::Description,
            Column::Date,
            Column::Pages,
        ]
        .into_iter()
        .all(|column| fits(column, 1))
        {
            return wrong(
                "table.columns",
                "label, description and pages must stand there once, date once or not at all",
            );
        }
        let order = [
            Column::Label,
            Column::Description,
            Column::Date,
            Column::Pages,
        ];
        let places: Vec<_> = columns
            .iter()
            .map(|column| order.iter().position(|one| one == column))
            .collect();
        if !places.is_sorted() {
            return wrong(
                "table.columns",
                "their order is label, description, date, pages",
            );
        }
        Ok(())
    }
}

/// Whether two language tags name the same language: `es` and `es-VE` do.
pub(crate) fn same_language(one: &str, other: &str) -> bool {
    let primary = |tag: &str| match tag.split_once(['-', '_']) {
        Some((primary, _)) => primary.to_lowercase(),
        None => tag.to_lowercase(),
    };
    primary(one) == primary(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = include_str!("../../../../../assets/profiles/plain.toml");

    /// A broken profile of a user is refused with its reason before a dossier is built with it.
    #[test]
    fn a_broken_profile_is_refused_with_its_reason() {
        assert!(Profile::from_toml(PLAIN).is_ok());
        let cases = [
            ("paper = ", "paper = \"foolscap\"", "line"),
            ("size = ", "size = 90.0", "numbering.size"),
            ("word = ", "word = \"exhibit\"\nsheets = 1", "sheets"),
            ("zoom = ", "zoom = 1000.0", "open.zoom"),
            (
                "position = ",
                "position = \"bottom-center\"\nformat = \"page {n}\"",
                "blanks",
            ),
            (
                "position = ",
                "position = \"bottom-center\"\nformat = \"x\"",
                "{n}",
            ),
        ];
        for (begins, instead, told) in cases {
            let mut seen = false;
            let lines: Vec<&str> = PLAIN
                .lines()
                .map(|line| {
                    let here = !seen && line.starts_with(begins);
                    seen |= here;
                    if here { instead } else { line }
                })
                .collect();
            assert!(seen, "{begins}");
            let error = Profile::from_toml(&lines.join("\n"))
                .unwrap_err()
                .to_string();
            assert!(error.contains(told), "{instead}: {error}");
        }
    }
}
