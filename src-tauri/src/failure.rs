//! The failure of a command: a code for the window, a sentence for the user.

use expediente_app::{App, AppError, FindingView};
use serde::Serialize;
use ts_rs::TS;

/// A command failed.
#[derive(Debug, Serialize, TS)]
pub struct Failure {
    /// A stable word.
    pub code: String,
    /// What happened and what to do, in the language of the window.
    pub message: String,
    /// The findings about a dossier that did not pass its proof.
    pub findings: Vec<FindingView>,
}

impl Failure {
    /// The failure of a use case.
    pub fn new(app: &App, error: &AppError) -> Self {
        let findings = match error {
            AppError::Unproved(findings) => app.finding_views(findings),
            _ => Vec::new(),
        };
        Self {
            code: error.code().to_owned(),
            message: error.window_sentence(app.texts()),
            findings,
        }
    }

    /// The failure of the program itself.
    pub fn broken(app: &App) -> Self {
        Self::of(app, "broken")
    }

    /// A failure that only a window has.
    pub fn of(app: &App, code: &str) -> Self {
        let message = app.texts().text(&format!("window.error.{code}")).to_owned();
        Self {
            code: code.to_owned(),
            message,
            findings: Vec::new(),
        }
    }
}
