//! Running page numbers: where they are printed and how they read.

use serde::Deserialize;

/// Running page numbers.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Numbering {
    /// Whether papers before the cover page and after the last exhibit are numbered too. Where
    /// they are not, numbering begins on the cover page.
    pub every_page: bool,
    /// Position of the page number.
    pub position: Position,
    /// Position of the exhibit label; none where pages carry no label.
    pub exhibit_position: Option<Position>,
    /// Position of the Bates number, if the filer wants one.
    pub bates_position: Position,
    /// Size of running text in points.
    pub size: f64,
    /// The printed text with `{n}` for the number, without blanks. It is also the PDF's page label.
    #[serde(default = "plain_number")]
    pub format: String,
}

fn plain_number() -> String {
    "{n}".to_owned()
}

impl Numbering {
    /// The text before and after the number; none without `{n}`, which [`Profile::from_toml`]
    /// refuses.
    ///
    /// [`Profile::from_toml`]: crate::court::profile::Profile::from_toml
    pub(crate) fn around_number(&self) -> Option<(&str, &str)> {
        self.format.split_once("{n}")
    }
}

/// Position of running text on the page as it is displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Top left.
    TopLeft,
    /// Top, centered.
    TopCenter,
    /// Top right.
    TopRight,
    /// Bottom left.
    BottomLeft,
    /// Bottom, centered.
    BottomCenter,
    /// Bottom right.
    BottomRight,
}
