//! CliError a verb could not be carried out: a code for programs, a sentence for people, an exit code.

use std::io;
use std::path::PathBuf;

use expediente_app::{AppError, Catalogue, FindingView, IntakeReport, io_reason};
use serde_json::{Value, json};

const UNPROVED: u8 = 4;
const HELD: u8 = 5;
const CANCELLED: u8 = 130;

/// The verb failed.
#[derive(Debug)]
pub struct Failure {
    why: CliError,
    /// What became of the papers before it failed.
    intake: Option<Box<IntakeReport>>,
    findings: Vec<FindingView>,
}

/// What only a command line can fail with, and all the rest.
#[derive(Debug)]
pub enum CliError {
    /// A use case failed.
    App(AppError),
    /// What is to be built is neither a folder nor a matter.
    NoSource(String),
    /// The system has no data folder for the store.
    NoDataFolder,
    /// The file with passwords cannot be read.
    Passwords(PathBuf, io::Error),
    /// The text does not name pages.
    Pages(String),
    /// The text does not say what a document is, or not with which it goes.
    Role(String),
    /// The system does not let the program do what it needs for itself.
    System(io::Error),
    /// The output cannot be written.
    Output(io::Error),
}

impl Failure {
    /// With what became of the papers until then.
    pub fn with_intake(mut self, report: &IntakeReport) -> Self {
        self.intake = Some(Box::new(report.clone()));
        self
    }

    /// With what was found in a dossier.
    pub fn with_findings(mut self, findings: Vec<FindingView>) -> Self {
        self.findings = findings;
        self
    }

    fn code(&self) -> &'static str {
        match &self.why {
            CliError::App(error) => error.code(),
            CliError::NoSource(_) => "no-source",
            CliError::NoDataFolder => "no-data-folder",
            CliError::Passwords(..) => "passwords",
            CliError::Pages(_) => "pages",
            CliError::Role(_) => "part",
            CliError::System(_) => "system",
            CliError::Output(_) => "output",
        }
    }

    /// What happened and what to do.
    pub fn sentence(&self, texts: &Catalogue) -> String {
        match &self.why {
            CliError::App(error) => error.sentence(texts),
            CliError::NoSource(name) => texts.fill("error.no-source", [("name", name.clone())]),
            CliError::NoDataFolder => texts.text("error.no-data-folder").to_owned(),
            CliError::Passwords(path, error) => {
                let values = [
                    ("path", path.display().to_string()),
                    ("why", texts.why(&io_reason(error))),
                ];
                texts.fill("error.passwords", values)
            }
            CliError::Pages(text) => texts.fill("error.pages", [("text", text.clone())]),
            CliError::Role(text) => texts.fill("error.part", [("text", text.clone())]),
            CliError::System(error) => {
                texts.fill("error.system", [("why", texts.why(&io_reason(error)))])
            }
            CliError::Output(error) => {
                texts.fill("error.output", [("why", texts.why(&io_reason(error)))])
            }
        }
    }

    /// For programs.
    pub fn json(&self, texts: &Catalogue) -> Value {
        let mut error = json!({ "code": self.code(), "message": self.sentence(texts) });
        if let Some(error) = error.as_object_mut() {
            if let Some(intake) = &self.intake {
                error.insert("intake".to_owned(), json!(intake));
            }
            if !self.findings.is_empty() {
                error.insert("findings".to_owned(), json!(self.findings));
            }
        }
        json!({ "error": error })
    }

    /// How the program ends.
    pub fn exit_code(&self) -> u8 {
        match &self.why {
            CliError::App(AppError::Unproved(_)) => UNPROVED,
            CliError::App(error) if error.code() == "store-held" => HELD,
            CliError::App(error) if error.is_cancel() => CANCELLED,
            _ => 1,
        }
    }
}

impl From<CliError> for Failure {
    fn from(why: CliError) -> Self {
        Self {
            why,
            intake: None,
            findings: Vec::new(),
        }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        CliError::App(error).into()
    }
}
