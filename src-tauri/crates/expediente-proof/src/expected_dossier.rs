//! The pages that a plan promised.

/// The pages that a plan promised of one file, for the proof to compare the file with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpectedDossier {
    /// The label of every page; empty for an unnumbered one.
    pub labels: Vec<String>,
    /// The physical pages of the slip sheets, counted from 0.
    pub slips: Vec<usize>,
    /// The other stamps of every page: exhibit label, Bates number.
    pub stamps: Vec<Vec<String>>,
}
