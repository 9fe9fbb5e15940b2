//! `expediente redo`

use clap::Args;

use crate::failure::Failure;
use crate::session::Session;

/// Redo the last undone act
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  expediente redo quintero")]
pub struct Redo {
    /// Id or name of the matter
    matter: String,
}

impl Redo {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let act = app.matters().redo(&app.matters().resolve(&self.matter)?)?;
        session.sentence("report.redone", &[("act", act)])
    }
}
