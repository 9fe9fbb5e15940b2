//! What was promised of a file.

/// What a plan promised of one file, for the proof to compare the file with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpectedDossier {
    /// The label of every page; empty for an unnumbered one.
    pub labels: Vec<String>,
    /// The physical pages of the slip sheets.
    pub slips: Vec<usize>,
    /// What is printed on every page beside its label: exhibit label, Bates number.
    pub stamps: Vec<Vec<String>>,
}
