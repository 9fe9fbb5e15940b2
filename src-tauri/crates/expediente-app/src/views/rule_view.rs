//! A rule of a court as the window shows it.

use serde::Serialize;
use ts_rs::TS;

/// A rule with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RuleView {
    /// What it asks, in the language of messages.
    pub says: String,
    /// Where it is written.
    pub source: String,
    /// When the source was read, `2026-11-01`.
    pub checked: String,
    /// How sure it is.
    #[ts(type = "'official' | 'second-hand' | 'unconfirmed'")]
    pub sure: &'static str,
}
