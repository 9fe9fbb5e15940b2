//! `expediente sign`

use std::path::PathBuf;

use clap::Args;
use expediente_app::SignedPaper;

use crate::failure::Failure;
use crate::passwords::PasswordArguments;
use crate::session::Session;

/// Replace a form with its signed paper
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  expediente sign quintero d12 \"signed certificate.pdf\"")]
pub struct Sign {
    /// Id or name of the matter
    matter: String,
    /// Id of the document that waits for its signature
    document: String,
    /// The signed paper: a scan or a photo
    file: PathBuf,
    /// Take it although its words are not those of the form
    #[arg(long)]
    anyway: bool,
    #[command(flatten)]
    passwords: PasswordArguments,
}

impl Sign {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let passwords = self.passwords.read()?;
        let id = app.matters().resolve(&self.matter)?;
        let signed = SignedPaper {
            path: &self.file,
            passwords: &passwords,
            anyway: self.anyway,
        };
        let act = app
            .filing()
            .sign(&id, &self.document, &signed, &session.watch())?;
        session.sentence("report.changed", &[("act", act)])
    }
}
