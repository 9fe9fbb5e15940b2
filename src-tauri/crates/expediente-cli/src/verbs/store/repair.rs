//! `expediente repair`

use clap::Args;
use expediente_app::{Catalogue, RepairPlan, RepairReport};
use serde_json::json;

use crate::failure::{CliError, Failure};
use crate::session::Session;
use crate::{output, print};

/// Repair what is damaged in the store, as far as the store itself allows
///
/// A damaged journal is written anew from what can be read; the damaged one is kept beside it. The
/// bytes of a damaged paper come from another matter that has the same paper; other papers are
/// mended by adding them again. It says what it will do and asks.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  expediente repair --yes")]
pub struct Repair {
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Repair {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let texts = &session.texts;
        let plan = app.store_check().repair_plan(&session.watch())?;
        if !session.json {
            print_plan(texts, &plan);
        }
        if plan.steps.is_empty() {
            session.say(&json!({ "plan": plan, "report": null }), |_| ())?;
            return Ok(u8::from(!plan.left.is_empty()));
        }
        if !self.yes && !agreed(texts)? {
            session.say(&json!({ "plan": plan, "report": null }), |texts| {
                output::line(texts.text("report.repair-kept"));
            })?;
            return Ok(1);
        }
        let report = app.store_check().repair(&session.watch())?;
        session.say(&json!({ "plan": plan, "report": report }), |texts| {
            print_report(texts, &report)
        })?;
        Ok(u8::from(!report.whole))
    }
}

/// Asks the user to type yes; any other answer means no.
fn agreed(texts: &Catalogue) -> Result<bool, Failure> {
    let answer = output::ask(texts.text("report.repair-question")).map_err(CliError::System)?;
    Ok(answer == texts.text("report.yes") || answer == "yes")
}

fn print_plan(texts: &Catalogue, plan: &RepairPlan) {
    if plan.steps.is_empty() && plan.left.is_empty() {
        output::line(texts.text("report.repair-nothing"));
        return;
    }
    for (key, findings) in [
        ("report.repair-steps", &plan.steps),
        ("report.repair-left", &plan.left),
    ] {
        if !findings.is_empty() {
            output::line(texts.text(key));
        }
        for finding in findings {
            output::line(format_args!("  {}", print::sentence(texts, finding)));
        }
    }
}

fn print_report(texts: &Catalogue, report: &RepairReport) {
    output::line(texts.count("report.repaired", report.done as u64));
    if !report.findings.is_empty() {
        output::line(texts.text("report.repair-still"));
        print::findings(texts, &report.findings);
    }
}
