//! The failure of a verb: a code for programs, a sentence for people, an exit code.

use std::io;
use std::path::PathBuf;

use expediente_app::{AppError, Catalogue, FindingView, IntakeReport, io_reason};
use serde_json::{Value, json};

const UNPROVED: u8 = 4;
const HELD: u8 = 5;
const CANCELLED: u8 = 130;

/// A verb failed.
#[derive(Debug)]
pub struct Failure {
    why: CliError,
    /// The outcome for the papers before it failed.
    intake: Option<Box<IntakeReport>>,
    findings: Vec<FindingView>,
}

/// The errors of the use cases, and those that only a command line has.
#[derive(Debug)]
pub enum CliError {
    /// A use case failed.
    App(AppError),
    /// The source of a build is neither a folder nor a matter.
    NoSource(String),
    /// The system has no data folder for the store.
    NoDataFolder,
    /// There is no store where one was named.
    NoStore(PathBuf),
    /// The file with passwords cannot be read.
    Passwords(PathBuf, io::Error),
    /// The text does not name pages.
    Pages(String),
    /// The text is not a role, or the document that it goes with is not named.
    Role(String),
    /// The text does not say what rows hold.
    Rows(String),
    /// The text is no pair of rows, or no decision about one.
    Pair(String),
    /// A heading of a list of people that is no option of a case.
    Heading(String),
    /// A row of a list of people without a name or a folder, by its line.
    NoName(u64),
    /// The system refuses something the program needs.
    System(io::Error),
    /// The output cannot be written.
    Output(io::Error),
}

impl Failure {
    /// Adds the outcome for the papers so far.
    pub fn with_intake(mut self, report: &IntakeReport) -> Self {
        self.intake = Some(Box::new(report.clone()));
        self
    }

    /// Adds the findings about a dossier.
    pub fn with_findings(mut self, findings: Vec<FindingView>) -> Self {
        self.findings = findings;
        self
    }

    fn code(&self) -> &'static str {
        match &self.why {
            CliError::App(error) => error.code(),
            CliError::NoSource(_) => "no-source",
            CliError::NoDataFolder => "no-data-folder",
            CliError::NoStore(_) => "no-store",
            CliError::Passwords(..) => "passwords",
            CliError::Pages(_) => "pages",
            CliError::Role(_) => "part",
            CliError::Rows(_) => "rows",
            CliError::Pair(_) => "pair",
            CliError::Heading(_) => "heading",
            CliError::NoName(_) => "no-name",
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
            CliError::NoStore(path) => {
                texts.fill("error.no-store", [("path", path.display().to_string())])
            }
            CliError::Passwords(path, error) => {
                let values = [
                    ("path", path.display().to_string()),
                    ("why", texts.why(&io_reason(error))),
                ];
                texts.fill("error.passwords", values)
            }
            CliError::Pages(text) => texts.fill("error.pages", [("text", text.clone())]),
            CliError::Role(text) => texts.fill("error.part", [("text", text.clone())]),
            CliError::Rows(text) => texts.fill("error.rows", [("text", text.clone())]),
            CliError::Pair(text) => texts.fill("error.pair", [("text", text.clone())]),
            CliError::Heading(name) => texts.fill("error.heading", [("name", name.clone())]),
            CliError::NoName(line) => texts.fill("error.no-name", [("line", line.to_string())]),
            CliError::System(error) => {
                texts.fill("error.system", [("why", texts.why(&io_reason(error)))])
            }
            CliError::Output(error) => {
                texts.fill("error.output", [("why", texts.why(&io_reason(error)))])
            }
        }
    }

    /// The failure as JSON.
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

    /// The exit code of the program.
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
