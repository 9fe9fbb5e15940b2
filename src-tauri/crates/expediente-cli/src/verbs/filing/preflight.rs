//! `expediente preflight`

use std::path::PathBuf;
use std::slice;

use clap::Args;
use expediente_app::{Catalogue, PreflightReport};

use crate::failure::Failure;
use crate::session::{STOPS, Session};
use crate::{output, print};

/// Check a dossier against the rules of its court before it is filed
///
/// Each finding names the rule, its source and what to do. If the program can fix a finding, --mend
/// with the finding's name does so; --answer saves why a finding does not hold up the filing.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente preflight quintero\n  expediente preflight quintero --mend needs-split\n  expediente preflight quintero --answer certificate-old:e2 --because \"the judge allowed it\""
)]
pub struct Preflight {
    /// Id or name of the matter
    matter: String,
    /// Check a written file instead of the plan
    #[arg(long, value_name = "PDF")]
    file: Option<PathBuf>,
    /// Fix a finding, by its name; can be repeated
    #[arg(long, value_name = "FINDING")]
    mend: Vec<String>,
    /// Answer a finding, by its name
    #[arg(long, value_name = "FINDING", requires = "because")]
    answer: Option<String>,
    /// The answer, such as "the judge allowed it"
    #[arg(long, value_name = "TEXT", requires = "answer")]
    because: Option<String>,
    /// Remove the answer to a finding
    #[arg(long, value_name = "FINDING")]
    reopen: Option<String>,
}

impl Preflight {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = app.matters().resolve(&self.matter)?;
        if !self.mend.is_empty() {
            app.filing().fix(&id, &self.mend)?;
        }
        if let Some(finding) = &self.answer {
            let because = self.because.as_deref();
            app.filing()
                .answer(&id, slice::from_ref(finding), because)?;
        }
        if let Some(finding) = &self.reopen {
            app.filing().answer(&id, slice::from_ref(finding), None)?;
        }
        let report = match &self.file {
            Some(file) => app.filing().preflight_file(&id, file, &session.watch())?,
            None => app.filing().preflight(&id)?,
        };
        session.say(&report, |texts| print_preflight(texts, &report))?;
        Ok(if report.stops > 0 { STOPS } else { 0 })
    }
}

/// Prints the findings of a preflight check: each with its rule, its fix and its answer.
fn print_preflight(texts: &Catalogue, report: &PreflightReport) {
    output::line(texts.fill(
        "report.preflight",
        [
            ("court", report.court.clone()),
            ("name", report.name.clone()),
        ],
    ));
    for finding in &report.findings {
        print::findings(texts, std::slice::from_ref(finding));
        if let Some(rule) = &finding.rule {
            print::rule(texts, "    ", rule.says.clone(), rule);
        }
        if let Some(answer) = &finding.answer {
            output::line(format_args!(
                "    {}",
                texts.fill("report.answered", [("answer", answer.clone())])
            ));
        }
        if let Some(name) = &finding.name {
            let direct = finding
                .fix
                .as_ref()
                .filter(|fix| ["split", "turn", "photos"].contains(&fix.kind));
            let line = match direct {
                Some(fix) => texts.fill(
                    "report.mend",
                    [("name", name.clone()), ("fix", fix.words.clone())],
                ),
                None => texts.fill("report.finding-name", [("name", name.clone())]),
            };
            output::line(format_args!("    {line}"));
        }
    }
    let counts = [
        ("stops", report.stops.to_string()),
        ("checks", report.checks.to_string()),
    ];
    output::line(texts.fill("report.preflight-counts", counts));
}
