//! A rule of a court, as the window shows it.

use serde::Serialize;
use ts_rs::TS;

/// A rule with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RuleView {
    /// What it is about, as the profile says: `limit`, `paper`.
    pub about: String,
    /// What it requires, in the language of messages.
    pub says: String,
    /// Where it is published.
    pub source: String,
    /// When the source was checked, `2026-11-01`.
    pub checked: String,
    /// How reliable the source is.
    #[ts(type = "'official' | 'second-hand' | 'unconfirmed'")]
    pub sure: &'static str,
}
