//! `expediente init`

use std::path::PathBuf;

use clap::Args;

use crate::failure::Failure;
use crate::session::Session;

/// Make a store in a new or empty folder
///
/// A folder with other files in it is never made a store. Without FOLDER, the store is the one that
/// the other commands use.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  expediente init \"My cases\"")]
pub struct Init {
    /// A new or empty folder
    folder: Option<PathBuf>,
}

impl Init {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let folder = match self.folder {
            Some(folder) => folder,
            None => session.lasting()?,
        };
        let had = expediente_app::is_store(&folder);
        session.open(&folder)?;
        let key = if had {
            "report.init-had"
        } else {
            "report.init"
        };
        session.sentence(key, &[("path", folder.display().to_string())])
    }
}
