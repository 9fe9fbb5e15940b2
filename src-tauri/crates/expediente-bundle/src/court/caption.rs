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
    /// Courts and tribunals of the United Kingdom.
    Uk,
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
