//! `expediente form`

use std::path::PathBuf;

use clap::Subcommand;
use expediente_app::{App, FormRequest, ServiceView};

use crate::failure::Failure;
use crate::output;
use crate::session::Session;

/// Papers that are made to be signed.
#[derive(Debug, Subcommand)]
pub enum FormVerb {
    /// The certificate of a translator for one or more translations
    #[command(
        after_help = "Example:\n  expediente form translation quintero d8 --translator \"Ana Pérez\" --print certificate.pdf"
    )]
    Translation {
        /// Id or name of the matter
        matter: String,
        /// Ids of the translations
        #[arg(required = true)]
        documents: Vec<String>,
        /// A translator of the register
        #[arg(long, value_name = "NAME")]
        translator: String,
        /// Write the paper to a file as well, to be printed
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
        /// An interpreter of the register
        #[arg(long, value_name = "NAME")]
        interpreter: String,
        /// The language that it was read in, as es
        #[arg(long)]
        language: String,
        /// Write the paper to a file as well, to be printed
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
        /// On whom it is served
        #[arg(long)]
        on: String,
        /// The address, a line each time
        #[arg(long, value_name = "LINE")]
        address: Vec<String>,
        /// How it is served
        #[arg(long)]
        how: String,
        /// When; without it a line to write on
        #[arg(long)]
        date: Option<String>,
        /// Who serves it
        #[arg(long)]
        by: String,
        /// Write the paper to a file as well, to be printed
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
        /// Who declares
        #[arg(long)]
        who: String,
        /// Where it will be signed
        #[arg(long)]
        place: String,
        /// It will be signed in the United States
        #[arg(long)]
        in_united_states: bool,
        /// What is declared, a paragraph each time
        #[arg(long, required = true, value_name = "PARAGRAPH")]
        text: Vec<String>,
        /// Write the paper to a file as well, to be printed
        #[arg(long, value_name = "FILE")]
        print: Option<PathBuf>,
    },
}

impl FormVerb {
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        let app = session.app()?;
        let id = app.matters().resolve(self.matter())?;
        let (request, print) = self.request(&app)?;
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

    /// The matter that it is about.
    fn matter(&self) -> &str {
        match self {
            Self::Translation { matter, .. }
            | Self::Interpretation { matter, .. }
            | Self::Service { matter, .. }
            | Self::Declaration { matter, .. } => matter,
        }
    }

    /// What is to be made, and where it is to be written as well.
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
