//! What a command fails with: a code by which the window acts, a sentence for the user.

use expediente_app::{App, AppError, FindingView};
use serde::Serialize;
use ts_rs::TS;

/// A command could not be carried out.
#[derive(Debug, Serialize, TS)]
pub struct Failure {
    /// A stable word.
    pub code: String,
    /// What happened and what to do, in the language of the window.
    pub message: String,
    /// What was found in a dossier that did not prove itself.
    pub findings: Vec<FindingView>,
}

impl Failure {
    /// Of an error of the program's use cases.
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

    /// Of a mistake of the program itself.
    pub fn broken(app: &App) -> Self {
        Self::of(app, "broken")
    }

    /// Of something that only a window can fail with.
    pub fn of(app: &App, code: &str) -> Self {
        let message = app.texts().text(&format!("window.error.{code}")).to_owned();
        Self {
            code: code.to_owned(),
            message,
            findings: Vec::new(),
        }
    }
}
