//! Progress and cancel: all that flows back from long work.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::intake::report::PaperReport;

/// What long work is at.
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
}

/// Sees the progress of long work and can end it.
pub trait Watch: Sync {
    /// `done` of `total` steps of a phase.
    fn progress(&self, phase: Phase, done: u64, total: u64);

    /// Set when the user wants it to end; looked at between steps.
    fn cancel(&self) -> &AtomicBool;

    /// What is worked on from now on: the name of a file.
    fn what(&self, _name: &str) {}

    /// A paper has ended as something.
    fn paper(&self, _report: &PaperReport) {}

    /// Reports, and says whether to go on.
    fn step(&self, phase: Phase, done: u64, total: u64) -> bool {
        self.progress(phase, done, total);
        !self.cancel().load(Ordering::Relaxed)
    }
}

/// Watches nothing and ends nothing.
#[derive(Debug, Default)]
pub struct Quiet(AtomicBool);

impl Watch for Quiet {
    fn progress(&self, _phase: Phase, _done: u64, _total: u64) {}

    fn cancel(&self) -> &AtomicBool {
        &self.0
    }
}
