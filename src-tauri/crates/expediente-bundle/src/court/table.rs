//! The columns of the table of exhibits.

use serde::Deserialize;

/// The table of exhibits.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Table {
    /// The columns from left to right: always label, description and pages, and optionally the
    /// date.
    pub columns: Vec<Column>,
    /// Whether a paper's own title stands beside the one in the language of the dossier. A matter
    /// can decide otherwise.
    pub own_titles: bool,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            columns: vec![Column::Label, Column::Description, Column::Pages],
            own_titles: false,
        }
    }
}

impl Table {
    /// Whether dates have a column of their own.
    #[must_use]
    pub fn dated(&self) -> bool {
        self.columns.contains(&Column::Date)
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// The exhibit label.
    Label,
    /// Title and particulars.
    Description,
    /// The date.
    Date,
    /// The pages.
    Pages,
}
