//! `expediente export`

use std::path::PathBuf;

use clap::Args;

use crate::failure::Failure;
use crate::session::Session;

/// Export a matter to a folder from which `build` makes the same dossier
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente export quintero \"Caso Quintero\"\n  expediente build \"Caso Quintero\" -o dossier.pdf"
)]
pub struct Export {
    /// Id or name of the matter
    matter: String,
    /// A new folder
    folder: PathBuf,
}

impl Export {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = app.matters().resolve(&self.matter)?;
        app.transfer().export(&id, &self.folder, &session.watch())?;
        let path = self.folder.display().to_string();
        session.sentence("report.exported", &[("path", path)])
    }
}
