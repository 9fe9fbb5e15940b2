//! How a viewer opens the file.

use serde::Deserialize;

/// The zoom that the file opens at.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Open {
    /// A fixed zoom; 1.0 is 100 %.
    Zoom(f64),
    /// Fit the width of the window.
    Width,
}
