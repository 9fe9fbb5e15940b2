//! Progress and cancellation of long work.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::intake::report::PaperReport;

/// The phase of long work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Papers are read.
    Intake,
    /// The dossier is written.
    Write,
    /// The dossier is proved.
    Prove,
    /// The store is checked.
    Check,
    /// A case is written for another computer.
    Export,
    /// A case is unpacked.
    Import,
    /// Words of pages are read.
    Read,
    /// Photos of papers are looked at, or made straight.
    Straighten,
    /// Many cases are built.
    Batch,
}

/// Receives the progress of long work and can cancel it.
pub trait Watch: Sync {
    /// `done` of `total` steps of a phase.
    fn progress(&self, phase: Phase, done: u64, total: u64);

    /// Set to cancel the work; checked between steps.
    fn cancel(&self) -> &AtomicBool;

    /// The name of the file that is being worked on.
    fn what(&self, _name: &str) {}

    /// The outcome for a paper.
    fn paper(&self, _report: &PaperReport) {}

    /// Reports progress. Returns whether to go on.
    fn step(&self, phase: Phase, done: u64, total: u64) -> bool {
        self.progress(phase, done, total);
        !self.cancel().load(Ordering::Relaxed)
    }
}

/// Ignores progress and never cancels.
#[derive(Debug, Default)]
pub struct Quiet(AtomicBool);

impl Watch for Quiet {
    fn progress(&self, _phase: Phase, _done: u64, _total: u64) {}

    fn cancel(&self) -> &AtomicBool {
        &self.0
    }
}
