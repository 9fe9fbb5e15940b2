//! What a court asks of a dossier, as a TOML file says it.

use serde::Deserialize;

/// A court's rules. Every value stands in `assets/profiles`; each rule carries its source.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    /// Its name on the command line.
    pub name: String,
    /// The paper that our own pages have.
    pub paper: Paper,
    /// Bytes that one file may have, where the court has a limit.
    pub limit: Option<u64>,
    /// How the cover page is set.
    pub caption: Caption,
    /// Running page numbers.
    pub numbering: Numbering,
    /// Tabs.
    pub tabs: Tabs,
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
}

/// Tabs.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tabs {
    /// Letters or numbers.
    pub labels: TabLabels,
    /// The word before the label: a key under `dossier.exhibit-word.`.
    pub word: String,
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

/// The profile cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the court profile cannot be read: {0}")]
pub struct ProfileError(#[from] toml::de::Error);

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    /// With line and reason, when a value is missing, unknown or of the wrong kind.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        Ok(toml::from_str(text)?)
    }
}
