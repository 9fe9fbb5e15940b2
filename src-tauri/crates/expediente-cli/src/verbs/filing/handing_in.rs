//! `expediente handing-in`

use std::path::PathBuf;

use clap::Args;
use expediente_app::{Catalogue, HandingInView};

use crate::failure::Failure;
use crate::session::Session;
use crate::{output, print};

/// How the court takes a dossier: where, in which files, who else gets it, what to print and keep
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente handing-in quintero\n  expediente handing-in quintero --print entregar.pdf"
)]
pub struct HandingIn {
    /// Id or name of the matter
    matter: String,
    /// Write it as a page for printing
    #[arg(long, value_name = "PDF")]
    print: Option<PathBuf>,
}

impl HandingIn {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = app.matters().resolve(&self.matter)?;
        let view = app.filing().handing_in(&id)?;
        if let Some(file) = &self.print {
            app.filing().print_handing_in(&id, file)?;
        }
        session.say(&view, |texts| say(texts, &view))?;
        Ok(0)
    }
}

fn say(texts: &Catalogue, view: &HandingInView) {
    output::line(&view.court);
    output::line(texts.text(if view.stages.is_empty() {
        "handing-in.unknown"
    } else {
        "handing-in.about"
    }));
    for stage in &view.stages {
        output::line(&stage.heading);
        for step in &stage.steps {
            print::rule(texts, "  ", step.words(), &step.rule);
        }
    }
}
