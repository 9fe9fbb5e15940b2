//! Where documents are within a matter.

use serde::{Deserialize, Serialize};

use crate::matter::id::ExhibitId;

/// A position for documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Before the cover page.
    Front,
    /// In an exhibit.
    Exhibit(ExhibitId),
    /// After the last exhibit.
    Back,
}
