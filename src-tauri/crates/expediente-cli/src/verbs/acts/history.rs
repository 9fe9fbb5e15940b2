//! `expediente history`

use clap::Args;
use expediente_app::StepView;

use crate::failure::Failure;
use crate::output;
use crate::session::Session;

/// List what was done in a matter, the last act first, or go back to an earlier state
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente history quintero\n  expediente history quintero --back 3"
)]
pub struct History {
    /// Id or name of the matter
    matter: String,
    /// Undo this many acts; `redo` does them again
    #[arg(long, value_name = "ACTS")]
    back: Option<usize>,
}

impl History {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = app.matters().resolve(&self.matter)?;
        if let Some(steps) = self.back {
            let act = app.matters().go_back(&id, steps)?;
            return session.sentence("report.undone", &[("act", act)]);
        }
        let history = app.views().history(&id)?;
        session.say(&history, |texts| {
            let unknown = "–".to_owned();
            let said = |step: &StepView| match &step.about {
                Some(about) => format!("{}: {about}", step.act),
                None => step.act.clone(),
            };
            for step in &history.undone {
                let at = step.at.as_ref().unwrap_or(&unknown);
                let undone = texts.text("report.undone-mark");
                output::line(format_args!("     {at}  {} ({undone})", said(step)));
            }
            for (n, step) in history.done.iter().enumerate() {
                let at = step.at.as_ref().unwrap_or(&unknown);
                output::line(format_args!("{:>3}  {at}  {}", n + 1, said(step)));
            }
            if history.done.is_empty() && history.undone.is_empty() {
                output::line(texts.text("report.history-none"));
            }
        })?;
        Ok(0)
    }
}
