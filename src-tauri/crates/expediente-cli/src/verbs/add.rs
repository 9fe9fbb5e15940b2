//! `expediente add`

use std::path::PathBuf;

use clap::Args;
use expediente_app::{AppError, Catalogue, FolderOptions, IntakeReport, PaperState};

use crate::chat_arguments::ChatArguments;
use crate::failure::Failure;
use crate::office_arguments::OfficeArguments;
use crate::output;
use crate::passwords::PasswordArguments;
use crate::print;
use crate::session::{REFUSED, Session};
use crate::verbs::suggestions;

/// Add papers to a matter: files or folders
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente add quintero \"Carta de buena conducta.pdf\" \"Fotos de su trabajo\""
)]
pub struct Add {
    /// Id or name of the matter
    matter: String,
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Make an exhibit of each file of a folder or a zip that has no folders inside
    #[arg(long)]
    each: bool,
    #[command(flatten)]
    chats: ChatArguments,
    #[command(flatten)]
    office: OfficeArguments,
    #[command(flatten)]
    passwords: PasswordArguments,
}

impl Add {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        self.office.set(&app);
        let id = app.matters().resolve(&self.matter)?;
        let options = FolderOptions {
            passwords: self.passwords.read()?,
            dates: self.chats.dates,
            days: self.chats.days().map_err(AppError::from)?,
            each_file: self.each,
            ..FolderOptions::default()
        };
        let report = app
            .intake()
            .add(&id, &self.paths, &options, &session.watch())?;
        session.say(&report, |texts| {
            print_intake(texts, &report);
            suggestions::print_concluded(texts, &report.concluded);
        })?;
        if report.cancelled {
            return Err(AppError::Cancelled.into());
        }
        Ok(if report.refused > 0 { REFUSED } else { 0 })
    }
}

/// Prints the table at the end of an intake.
pub fn print_intake(texts: &Catalogue, report: &IntakeReport) {
    let rows: Vec<Vec<String>> = report
        .papers
        .iter()
        .map(|paper| {
            let (state, detail) = match paper.state {
                PaperState::Received => {
                    let count = |pages: u32| texts.count("report.pages", pages.into());
                    ("received", paper.pages.map(count))
                }
                PaperState::Again | PaperState::Duplicate => {
                    let fill = |name: String| texts.fill("report.same-as", [("name", name)]);
                    let word = if paper.state == PaperState::Again {
                        "again"
                    } else {
                        "duplicate"
                    };
                    (word, paper.same_as.clone().map(fill))
                }
                PaperState::Refused => ("refused", None),
            };
            vec![
                paper.path.clone(),
                texts.text(&format!("report.state.{state}")).to_owned(),
                // Only a refused paper has no detail; its findings follow below the table.
                detail.unwrap_or_default(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        print::table(
            &[
                "report.head.file",
                "report.head.state",
                "report.head.detail",
            ]
            .map(|key| texts.text(key)),
            &rows,
        );
    }
    for paper in &report.papers {
        for finding in &paper.findings {
            output::line(format_args!(
                "{}: {}",
                paper.path,
                print::sentence(texts, finding)
            ));
        }
    }
    print::findings(texts, &report.findings);
    for link in &report.links {
        output::line(format_args!("{link}: {}", texts.text("report.link")));
    }
    let mut counts = vec![texts.count("report.received", report.received as u64)];
    for (key, count) in [
        ("report.again", report.again),
        ("report.duplicate", report.duplicates),
        ("report.refused", report.refused),
        ("report.passed-over", report.passed_over),
    ] {
        if count > 0 {
            counts.push(texts.count(key, count as u64));
        }
    }
    output::line(format_args!("{}.", counts.join(", ")));
}
