//! Tabs: how exhibits are labeled, and the sheet before each of them.

use serde::Deserialize;

/// Tabs.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tabs {
    /// Whether labels are letters or numbers.
    pub labels: TabLabels,
    /// The word before the label, as a key under `dossier.exhibit-word.`.
    pub word: String,
    /// The sheet before an exhibit.
    #[serde(default)]
    pub sheet: TabSheet,
}

/// The sheet before an exhibit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TabSheet {
    /// A slip sheet with a large label.
    #[default]
    Slip,
    /// A plain divider page with large bold words in the middle, where the court discourages tabs.
    Divider,
}

/// How exhibits are labeled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TabLabels {
    /// A, B, C.
    Letters,
    /// 1, 2, 3.
    Numbers,
}
