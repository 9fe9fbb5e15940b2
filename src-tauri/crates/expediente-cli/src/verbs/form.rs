//! `expediente form`

use std::path::PathBuf;

use clap::Subcommand;
use expediente_app::{App, FormRequest, ServiceView};

use crate::failure::Failure;
use crate::output;
use crate::session::Session;

/// Forms to sign.
#[derive(Debug, Subcommand)]
pub enum FormVerb {
    /// A translator's certificate for one or more translations
    #[command(
        after_help = "Example:\n  expediente form translation quintero d8 --translator \"Ana Pérez\" --print certificate.pdf"
    )]
    Translation {
        /// Id or name of the matter
        matter: String,
        /// Ids of the translations
        #[arg(required = true)]
        documents: Vec<String>,
        /// A translator in the register
        #[arg(long, value_name = "NAME")]
        translator: String,
        /// Also write the paper to a file for printing
        #[arg(long, value_name = "FILE")]
        print: Option<PathBuf>,
    },
    /// The certificate of an interpreter who read a declaration to the person who signs it
    #[command(
        after_help = "Example:\n  expediente form interpretation quintero d7 --interpreter \"Ana Pérez\" --language es"
    )]
    Interpretation {
        /// Id or name of the matter
        matter: String,
        /// Id of the declaration
        document: String,
        /// An interpreter in the register
        #[arg(long, value_name = "NAME")]
        interpreter: String,
        /// The language it was read in, such as es
        #[arg(long)]
        language: String,
        /// Also write the paper to a file for printing
        #[arg(long, value_name = "FILE")]
        print: Option<PathBuf>,
    },
    /// The proof of service
    #[command(
        after_help = "Example:\n  expediente form service quintero --on \"DHS, Office of the Principal Legal Advisor\" --how ECAS --date 2026-03-01 --by \"Teresa Whitaker\""
    )]
    Service {
        /// Id or name of the matter
        matter: String,
        /// The party served
        #[arg(long)]
        on: String,
        /// The address; repeat for each line
        #[arg(long, value_name = "LINE")]
        address: Vec<String>,
        /// The method of service
        #[arg(long)]
        how: String,
        /// The date; without it, a line to write on
        #[arg(long)]
        date: Option<String>,
        /// The person who serves it
        #[arg(long)]
        by: String,
        /// Also write the paper to a file for printing
        #[arg(long, value_name = "FILE")]
        print: Option<PathBuf>,
    },
    /// A declaration, as an exhibit of its own
    #[command(
        after_help = "Example:\n  expediente form declaration quintero --who \"Marisol Prado\" --place \"San Cristóbal, Venezuela\" --text \"I am her mother.\""
    )]
    Declaration {
        /// Id or name of the matter
        matter: String,
        /// The declarant
        #[arg(long)]
        who: String,
        /// Where it will be signed
        #[arg(long)]
        place: String,
        /// The declaration will be signed in the United States
        #[arg(long)]
        in_united_states: bool,
        /// The text of the declaration; repeat for each paragraph
        #[arg(long, required = true, value_name = "PARAGRAPH")]
        text: Vec<String>,
        /// Also write the paper to a file for printing
        #[arg(long, value_name = "FILE")]
        print: Option<PathBuf>,
    },
}

impl FormVerb {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = app.matters().resolve(self.matter())?;
        let (request, print) = self.request(&app)?;
        // Before the form is made, which would stay.
        if let Some(file) = &print {
            expediente_app::can_write(file)?;
        }
        let made = app.filing().make_form(&id, &request, &session.watch())?;
        if let Some(file) = &print {
            app.filing().save_paper(&id, &made.document, file)?;
        }
        let values = [("document", made.document.clone())];
        session.say(&made, |texts| {
            output::line(texts.fill("report.form-made", values));
        })?;
        Ok(0)
    }

    /// The matter it is about.
    fn matter(&self) -> &str {
        match self {
            Self::Translation { matter, .. }
            | Self::Interpretation { matter, .. }
            | Self::Service { matter, .. }
            | Self::Declaration { matter, .. } => matter,
        }
    }

    /// The form to make, and the file to print it to.
    fn request(self, app: &App) -> Result<(FormRequest, Option<PathBuf>), Failure> {
        Ok(match self {
            Self::Translation {
                documents,
                translator,
                print,
                ..
            } => {
                let translator = app.translators().get(&translator)?;
                (
                    FormRequest::TranslationCertificate {
                        of: documents,
                        translator,
                    },
                    print,
                )
            }
            Self::Interpretation {
                document,
                interpreter,
                language,
                print,
                ..
            } => {
                let interpreter = app.translators().get(&interpreter)?;
                (
                    FormRequest::InterpretationCertificate {
                        of: document,
                        interpreter,
                        language,
                    },
                    print,
                )
            }
            Self::Service {
                on,
                address,
                how,
                date,
                by,
                print,
                ..
            } => {
                let service = ServiceView {
                    on,
                    address,
                    how,
                    date,
                    by,
                };
                (FormRequest::ProofOfService { service }, print)
            }
            Self::Declaration {
                who,
                place,
                in_united_states,
                text,
                print,
                ..
            } => (
                FormRequest::Declaration {
                    who,
                    place,
                    in_united_states,
                    paragraphs: text,
                },
                print,
            ),
        })
    }
}
