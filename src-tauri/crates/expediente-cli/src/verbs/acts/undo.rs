//! `expediente undo`

use clap::Args;

use crate::failure::Failure;
use crate::session::Session;

/// Undo the last act in a matter
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  expediente undo quintero")]
pub struct Undo {
    /// Id or name of the matter
    matter: String,
}

impl Undo {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let act = app.matters().undo(&app.matters().resolve(&self.matter)?)?;
        session.sentence("report.undone", &[("act", act)])
    }
}
