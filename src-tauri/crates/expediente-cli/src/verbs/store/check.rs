//! `expediente check`

use clap::Args;
use expediente_app::{Catalogue, CheckReport};

use crate::failure::Failure;
use crate::session::Session;
use crate::{output, print};

/// Compare every paper of the store with what was received
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  expediente check")]
pub struct Check {}

impl Check {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let Self {} = self;
        // The report itself includes what was repaired when the store was opened.
        let app = session.open(&session.existing()?)?;
        let report = app.store_check().check(&session.watch())?;
        session.say(&report, |texts| print_check(texts, &report))?;
        Ok(u8::from(!report.whole))
    }
}

/// Prints the result of a check.
fn print_check(texts: &Catalogue, report: &CheckReport) {
    if report.whole {
        let matters = texts.count("report.matters", report.matters as u64);
        let values = [
            ("matters", matters),
            ("papers", texts.count("report.papers", report.papers as u64)),
        ];
        output::line(texts.fill("report.checked", values));
    } else {
        output::line(texts.text("report.checked-wrong"));
    }
    print::findings(texts, &report.findings);
}
