//! How a court wants its cover page set.

use serde::Deserialize;

/// Which cover page a court uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caption {
    /// US immigration court.
    Immigration,
    /// US district court.
    District,
    /// Courts of the United Kingdom.
    Uk,
    /// First-tier Tribunal of the United Kingdom, Immigration and Asylum Chamber.
    UkTribunal,
    /// Federal Court of Canada.
    CanadaFederal,
    /// Immigration and Refugee Board of Canada.
    CanadaBoard,
    /// Inter-American Commission on Human Rights.
    InterAmerican,
    /// A form for, or a request to, an agency.
    Agency,
    /// No court in particular.
    Plain,
}

impl Caption {
    /// Styles of words: the catalogues have some texts once more for each, such as
    /// `uk.dossier.table.title`.
    pub const STYLES: [&str; 2] = ["uk", "iachr"];

    /// The style of the words of its dossiers, where they differ from the usual ones.
    #[must_use]
    pub fn style(self) -> Option<&'static str> {
        match self {
            Self::Uk | Self::UkTribunal => Some("uk"),
            Self::InterAmerican => Some("iachr"),
            Self::Immigration
            | Self::District
            | Self::CanadaFederal
            | Self::CanadaBoard
            | Self::Agency
            | Self::Plain => None,
        }
    }
}
