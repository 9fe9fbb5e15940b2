//! `expediente part`

use clap::Args;
use expediente_app::{App, Arrangement, MatterId, RoleFields};

use crate::failure::{CliError, Failure};
use crate::session::Session;

/// Set the role of a document: a translation, a certificate, an identity card, the proof of service
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  expediente part quintero d8 translation --of d7 --translator \"Ana Pérez\""
)]
pub struct Part {
    /// Id or name of the matter
    matter: String,
    /// Id of the document
    document: String,
    /// paper, translation, translation-certificate, interpretation-certificate, identity-copy,
    /// proof-of-service or apostille
    part: String,
    /// The document it goes with; a certificate can name several
    #[arg(long, value_name = "DOCUMENT")]
    of: Vec<String>,
    /// A translator in the register
    #[arg(long, value_name = "NAME")]
    translator: Option<String>,
    /// A program made the translation
    #[arg(long)]
    machine: bool,
}

impl Part {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = app.matters().resolve(&self.matter)?;
        let (document, role) = self.role(&app, &id)?;
        let act = app
            .edit()
            .arrange(&id, &Arrangement::Role { document, role })?;
        session.sentence("report.changed", &[("act", act)])
    }

    /// The document and its new role.
    fn role(self, app: &App, id: &MatterId) -> Result<(String, RoleFields), Failure> {
        let one = || {
            self.of
                .first()
                .cloned()
                .ok_or_else(|| Failure::from(CliError::Role(self.part.clone())))
        };
        // The known translator stays, unless another is named.
        let known = match app.edit().role_fields(id, &self.document)? {
            RoleFields::Translation { translator, .. } => translator,
            _ => None,
        };
        let named = self
            .translator
            .as_deref()
            .map(|name| app.translators().get(name))
            .transpose()?;
        let role = match self.part.as_str() {
            "paper" => RoleFields::Paper,
            "translation" => RoleFields::Translation {
                of: one()?,
                translator: named.or(known),
                machine: self.machine,
            },
            "translation-certificate" => RoleFields::TranslationCertificate {
                of: self.of.clone(),
            },
            "interpretation-certificate" => RoleFields::InterpretationCertificate { of: one()? },
            "identity-copy" => RoleFields::IdentityCopy,
            "proof-of-service" => RoleFields::ProofOfService,
            "apostille" => RoleFields::Apostille { of: one()? },
            _ => return Err(CliError::Role(self.part.clone()).into()),
        };
        Ok((self.document, role))
    }
}
