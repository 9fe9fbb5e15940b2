//! Running page numbers: where they are printed and how they read.

use std::fmt;

use serde::Deserialize;

/// Running page numbers.
#[derive(Clone, PartialEq, Deserialize)]
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
    /// Where a stamp may go when a paper has something printed at its position.
    #[serde(default)]
    pub reach: StampReach,
    /// Whether a page may be made a little smaller within its own size where its stamps have no
    /// free place otherwise.
    #[serde(default = "yes")]
    pub shrink: bool,
}

fn yes() -> bool {
    true
}

impl fmt::Debug for Numbering {
    /// Part of a file's identity; see [`Profile`]. What `reach` and `shrink` change is a part of
    /// its own.
    ///
    /// [`Profile`]: crate::court::profile::Profile
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Numbering")
            .field("every_page", &self.every_page)
            .field("position", &self.position)
            .field("exhibit_position", &self.exhibit_position)
            .field("bates_position", &self.bates_position)
            .field("size", &self.size)
            .field("format", &self.format)
            .finish()
    }
}

/// Where a stamp may go when a paper has something printed at its position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StampReach {
    /// Further from the edge only. Stamps of one position stay together.
    Corner,
    /// Along the same edge, in several rows.
    Edge,
    /// Along the other edge, too.
    #[default]
    Page,
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
