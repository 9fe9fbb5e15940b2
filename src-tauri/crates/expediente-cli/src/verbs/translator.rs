//! `expediente translator`

use clap::Subcommand;
use expediente_app::{App, Catalogue, Translator};

use crate::failure::Failure;
use crate::output;
use crate::session::Session;

/// The register of translators.
#[derive(Debug, Subcommand)]
pub enum TranslatorVerb {
    /// List the translators
    #[command(after_help = "Example:\n  expediente translator list")]
    List,
    /// Add a translator, or replace one
    #[command(
        after_help = "Example:\n  expediente translator set \"Ana Pérez\" --address \"Calle 1\" --phone \"+58 276 5550000\" --language es --language en"
    )]
    Set {
        /// Name
        name: String,
        /// Address; repeat for each line
        #[arg(long, value_name = "LINE")]
        address: Vec<String>,
        /// Telephone
        #[arg(long, default_value = "")]
        phone: String,
        /// A language, such as es; can be repeated
        #[arg(long)]
        language: Vec<String>,
        /// Their qualifications, in their own words
        #[arg(long, value_name = "TEXT", default_value = "")]
        competence: String,
    },
    /// Remove a translator; matters that name them keep their copy
    #[command(after_help = "Example:\n  expediente translator remove \"Ana Pérez\"")]
    Remove {
        /// Name
        name: String,
    },
}

impl TranslatorVerb {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let translators = self.apply(&session.app_or_new()?)?;
        session.say(&translators, |texts| print_translators(texts, &translators))?;
        Ok(0)
    }

    /// The register after the verb.
    fn apply(self, app: &App) -> Result<Vec<Translator>, Failure> {
        Ok(match self {
            Self::List => app.translators().list()?,
            Self::Set {
                name,
                address,
                phone,
                language,
                competence,
            } => app.translators().keep(Translator {
                name,
                address,
                phone,
                languages: language,
                competence,
            })?,
            Self::Remove { name } => app.translators().forget(&name)?,
        })
    }
}

/// Prints the register of translators.
fn print_translators(texts: &Catalogue, translators: &[Translator]) {
    for one in translators {
        let mut parts = vec![
            one.name.clone(),
            one.address.join(", "),
            one.phone.clone(),
            one.languages.join(", "),
        ];
        parts.push(one.competence.clone());
        parts.retain(|part| !part.is_empty());
        output::line(parts.join(" · "));
    }
    if translators.is_empty() {
        output::line(texts.text("report.no-translator"));
    }
}
