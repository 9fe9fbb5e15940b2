//! What a court asks of a dossier, as a TOML file says it.

use std::collections::BTreeMap;

use expediente_model::{Code, Language, Severity};
use serde::Deserialize;

/// A court's rules. Every value stands in `assets/profiles`; each rule carries its source.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    /// Its name on the command line.
    pub name: String,
    /// What people call the court, in English; one of the program's own has its name in the catalogues.
    pub title: Option<String>,
    /// The same in Spanish.
    pub title_es: Option<String>,
    /// The paper that our own pages have.
    pub paper: Paper,
    /// Bytes that one file may have, where the court has a limit.
    pub limit: Option<u64>,
    /// Bytes that a volume is filled to: somewhat below the limit, because portals count otherwise than disks.
    pub target: Option<u64>,
    /// Languages that the court reads; papers in others need a translation. Empty where nobody asks.
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
}

/// A paper size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 8.5 x 11 inches.
    Letter,
    /// 210 x 297 mm.
    A4,
}

impl Paper {
    /// Width and height in points, upright.
    #[must_use]
    pub fn size(self) -> (f64, f64) {
        match self {
            Self::Letter => (612.0, 792.0),
            Self::A4 => (595.276, 841.89),
        }
    }

    /// Its word in files and catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::A4 => "a4",
        }
    }
}

/// How the cover page is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caption {
    /// US immigration court.
    Immigration,
    /// US district court.
    District,
    /// Courts and tribunals of the United Kingdom.
    Uk,
    /// Federal Court of Canada.
    CanadaFederal,
    /// Immigration and Refugee Board of Canada.
    CanadaBoard,
    /// Inter-American Commission on Human Rights.
    InterAmerican,
    /// A form or request to an agency.
    Agency,
    /// No court in particular.
    Plain,
}

/// Where running text stands on the page, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Top left.
    TopLeft,
    /// Top, centred.
    TopCenter,
    /// Top right.
    TopRight,
    /// Bottom left.
    BottomLeft,
    /// Bottom, centred.
    BottomCenter,
    /// Bottom right.
    BottomRight,
}

/// Running page numbers.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Numbering {
    /// Whether papers before the cover and after the last exhibit are numbered too. Where they are not, numbering
    /// begins on the cover page.
    pub every_page: bool,
    /// Where the page number stands.
    pub position: Position,
    /// Where the exhibit label stands; none for no label.
    pub exhibit_position: Option<Position>,
    /// Where a Bates number stands, if one is asked for.
    pub bates_position: Position,
    /// Size of running text in points.
    pub size: f64,
    /// What is printed, with `{n}` for the number; without blanks. The PDF calls the page the same.
    #[serde(default = "plain_number")]
    pub format: String,
}

fn plain_number() -> String {
    "{n}".to_owned()
}

/// Files and their names.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Files {
    /// Endings of the kinds of file that the court takes; what is built is a PDF.
    pub types: Vec<String>,
    /// How a volume is called: `{name}` is the name of the whole, `{n}` the number of the volume.
    pub part: String,
    /// Which letters a name may have.
    pub letters: Letters,
    /// Characters that a name must not have, besides the point before its ending.
    pub forbidden: String,
    /// Whether names stand in the public notice, so that nothing confidential may be in them.
    pub public: bool,
}

impl Default for Files {
    fn default() -> Self {
        Self {
            types: vec!["pdf".to_owned()],
            part: "{name}_Part{n}".to_owned(),
            letters: Letters::Any,
            forbidden: String::new(),
            public: false,
        }
    }
}

/// Which letters the name of a file may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Letters {
    /// Any.
    Any,
    /// Those of English, digits, and what ASCII has besides.
    English,
}

/// Tabs.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tabs {
    /// Letters or numbers.
    pub labels: TabLabels,
    /// The word before the label: a key under `dossier.exhibit-word.`.
    pub word: String,
    /// What stands before an exhibit.
    #[serde(default)]
    pub sheet: TabSheet,
}

/// What stands before an exhibit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TabSheet {
    /// A slip sheet with a large label.
    #[default]
    Slip,
    /// A plain divider page with its words large and bold in the middle, where tabs are discouraged.
    Divider,
}

/// The table of exhibits.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Table {
    /// Its columns from left to right: label, description and pages always, and the date where it has one of its own.
    pub columns: Vec<Column>,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            columns: vec![Column::Label, Column::Description, Column::Pages],
        }
    }
}

impl Table {
    /// Whether dates have a column.
    #[must_use]
    pub fn dated(&self) -> bool {
        self.columns.contains(&Column::Date)
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// The tab.
    Label,
    /// What it is.
    Description,
    /// The day it is dated.
    Date,
    /// Its pages.
    Pages,
}

/// Translations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Translations {
    /// What stands first.
    pub order: PairOrder,
    /// The form of words of the translator's certificate.
    pub certificate: CertificateForm,
    /// The form of words of declarations.
    pub declaration: DeclarationForm,
}

/// Which of a pair stands first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PairOrder {
    /// The original, then its translation with its certificate.
    #[default]
    OriginalFirst,
    /// The translation with its certificate, then the original.
    TranslationFirst,
}

/// The form of words of a certificate of translation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateForm {
    /// Immigration Court Practice Manual 3.3(a); it says all that others ask as well.
    #[default]
    Eoir,
    /// 8 CFR 103.2(b)(3).
    Uscis,
    /// RPD Rule 32(3): a translator's declaration.
    Irb,
}

/// The form of words of a declaration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeclarationForm {
    /// 28 USC 1746, by the place of signing.
    #[default]
    UnitedStates,
    /// A statement of truth (Practice Direction 22).
    StatementOfTruth,
    /// A plain declaration that what is said is true.
    Plain,
}

/// How exhibits are labelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TabLabels {
    /// A, B, C.
    Letters,
    /// 1, 2, 3.
    Numbers,
}

/// How the file opens.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Open {
    /// At this zoom: 1.0 is 100 %.
    Zoom(f64),
    /// The whole width.
    Width,
}

/// A rule of the court behind a value, or one that only people can keep.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// The value that it is about.
    pub about: String,
    /// What it says, in English.
    pub says: String,
    /// The same in Spanish.
    pub says_es: String,
    /// Where it was read.
    pub source: String,
    /// The day it was checked, `2026-11-01`.
    pub checked: String,
    /// How sure it is.
    pub sure: Sure,
    /// What the preflight looks for because of it, and how grave that is.
    #[serde(default)]
    pub checks: BTreeMap<Code, Severity>,
    /// The number that it names: days, dots per inch, pages.
    pub value: Option<u32>,
    /// Words in a title that tell which papers it is about; empty for all.
    #[serde(default)]
    pub titles: Vec<String>,
}

impl Rule {
    /// What it says, in a language.
    #[must_use]
    pub fn says_in(&self, language: Language) -> &str {
        match language {
            Language::En => &self.says,
            Language::Es => &self.says_es,
        }
    }
}

/// How sure a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// Read in the official text.
    Official,
    /// Read in a source that quotes the official text.
    SecondHand,
    /// Practice that no source confirmed.
    Unconfirmed,
}

impl Sure {
    /// Its word in files and catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::SecondHand => "second-hand",
            Self::Unconfirmed => "unconfirmed",
        }
    }
}

/// The profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// It is not as it should be; with line and reason, in English.
    #[error("{0}")]
    Wrong(Box<toml::de::Error>),
    /// A value makes no sense.
    #[error("{what}: {why}")]
    Value {
        /// Which.
        what: &'static str,
        /// Why not.
        why: &'static str,
    },
}

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// With line and reason, when a value is missing, unknown, of the wrong kind, or makes no sense.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let profile: Self =
            toml::from_str(text).map_err(|error| ProfileError::Wrong(Box::new(error)))?;
        profile.check()?;
        Ok(profile)
    }

    /// The rule behind a check, if the court has one.
    #[must_use]
    pub fn rule_of(&self, code: Code) -> Option<&Rule> {
        self.rules
            .iter()
            .find(|rule| rule.checks.contains_key(&code))
    }

    /// What a volume is filled to.
    #[must_use]
    pub fn fill(&self) -> Option<u64> {
        self.target.or(self.limit)
    }

    fn check(&self) -> Result<(), ProfileError> {
        // A file needs room for our own pages, and a page for its content.
        const LEAST: u64 = 500_000;
        let wrong = |what, why| Err(ProfileError::Value { what, why });
        let (before, after) = self
            .numbering
            .format
            .split_once("{n}")
            .unwrap_or(("\u{0}", ""));
        if before.contains('\u{0}') {
            return wrong("numbering.format", "it must have {n} for the number");
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = include_str!("../../../../assets/profiles/plain.toml");

    /// A profile that a user has changed is refused with what is wrong, before a dossier is built by it.
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
