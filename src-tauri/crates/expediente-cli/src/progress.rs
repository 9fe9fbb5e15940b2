//! Progress on a terminal, none in a pipe; Ctrl-C.

use std::io::IsTerminal;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use expediente_app::{Catalogue, Phase, Watch};
use indicatif::{ProgressBar, ProgressStyle};

/// Shows progress and handles Ctrl-C.
pub struct Terminal {
    cancel: Arc<AtomicBool>,
    shown: Option<Mutex<Shown>>,
    texts: Catalogue,
}

struct Shown {
    phase: Option<Phase>,
    bar: ProgressBar,
}

impl Terminal {
    /// Shows a bar if standard error is a terminal.
    pub fn new(cancel: Arc<AtomicBool>, texts: Catalogue) -> Self {
        let shown = std::io::stderr().is_terminal().then(|| {
            Mutex::new(Shown {
                phase: None,
                bar: ProgressBar::hidden(),
            })
        });
        Self {
            cancel,
            shown,
            texts,
        }
    }
}

impl Watch for Terminal {
    fn progress(&self, phase: Phase, done: u64, total: u64) {
        let Some(shown) = &self.shown else { return };
        let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.phase != Some(phase) {
            shown.bar.finish_and_clear();
            shown.bar = bar(&self.texts, phase, total);
            shown.phase = Some(phase);
        }
        shown.bar.set_length(total);
        shown.bar.set_position(done);
        if done == total {
            shown.bar.finish_and_clear();
        }
    }

    fn cancel(&self) -> &AtomicBool {
        &self.cancel
    }
}

fn bar(texts: &Catalogue, phase: Phase, total: u64) -> ProgressBar {
    let key = match phase {
        Phase::Intake => "report.progress.intake",
        Phase::Write => "report.progress.write",
        Phase::Prove => "report.progress.prove",
        Phase::Check => "report.progress.check",
        Phase::Export => "report.progress.export",
        Phase::Import => "report.progress.import",
        Phase::Read => "report.progress.read",
        Phase::Straighten => "report.progress.straighten",
        Phase::Batch => "report.progress.batch",
    };
    let bar = ProgressBar::new(total).with_message(texts.text(key).to_owned());
    if let Ok(style) = ProgressStyle::with_template("{msg:24} {wide_bar} {percent:>3} % {eta}") {
        bar.set_style(style);
    }
    bar
}
