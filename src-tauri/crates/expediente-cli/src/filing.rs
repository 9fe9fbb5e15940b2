//! What is done before a dossier is filed, as arguments: preflight, papers to sign, translators, court rules.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use expediente_app::{App, FormRequest, MatterId, RoleFields, ServiceView, Translator};

use crate::failure::{Failure, Why};

/// What to do with the findings of a preflight.
#[derive(Debug, Args)]
pub struct PreflightArguments {
    /// Id or name of the matter
    pub matter: String,
    /// Look at a written file instead of the plan
    #[arg(long, value_name = "PDF")]
    pub file: Option<PathBuf>,
    /// Mend a finding, by its name; may be given again
    #[arg(long, value_name = "FINDING")]
    pub mend: Vec<String>,
    /// Answer a finding, by its name
    #[arg(long, value_name = "FINDING", requires = "because")]
    pub answer: Option<String>,
    /// What the answer is, as "the judge allowed it"
    #[arg(long, value_name = "TEXT", requires = "answer")]
    pub because: Option<String>,
    /// Take the answer to a finding back
    #[arg(long, value_name = "FINDING")]
    pub reopen: Option<String>,
}

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
    /// The matter that it is about.
    pub fn matter(&self) -> &str {
        match self {
            Self::Translation { matter, .. }
            | Self::Interpretation { matter, .. }
            | Self::Service { matter, .. }
            | Self::Declaration { matter, .. } => matter,
        }
    }

    /// What is to be made, and where it is to be written as well.
    pub fn request(self, app: &App) -> Result<(FormRequest, Option<PathBuf>), Failure> {
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

/// The register of translators.
#[derive(Debug, Subcommand)]
pub enum TranslatorVerb {
    /// List the translators
    #[command(after_help = "Example:\n  expediente translator list")]
    List,
    /// Add a translator, or change one
    #[command(
        after_help = "Example:\n  expediente translator set \"Ana Pérez\" --address \"Calle 1\" --phone \"+58 276 5550000\" --language es --language en"
    )]
    Set {
        /// Name
        name: String,
        /// Address, a line each time
        #[arg(long, value_name = "LINE")]
        address: Vec<String>,
        /// Telephone
        #[arg(long, default_value = "")]
        phone: String,
        /// A language, as es; may be given again
        #[arg(long)]
        language: Vec<String>,
        /// What makes them competent, in their own words
        #[arg(long, value_name = "TEXT", default_value = "")]
        competence: String,
    },
    /// Take a translator out; matters that name them keep what they have
    #[command(after_help = "Example:\n  expediente translator remove \"Ana Pérez\"")]
    Remove {
        /// Name
        name: String,
    },
}

impl TranslatorVerb {
    /// The register after it.
    pub fn carry_out(self, app: &App) -> Result<Vec<Translator>, Failure> {
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

/// Court rules.
#[derive(Debug, Subcommand)]
pub enum ProfileVerb {
    /// List the court profiles
    #[command(after_help = "Example:\n  expediente profile list")]
    List,
    /// Show what a court asks, each rule with its source
    #[command(after_help = "Example:\n  expediente profile show eoir")]
    Show {
        /// Its name
        name: String,
    },
    /// Copy a profile under a new name, to be changed with any text editor
    #[command(after_help = "Example:\n  expediente profile copy eoir el-paso")]
    Copy {
        /// Its name
        from: String,
        /// The name of the copy: small letters, digits and -
        name: String,
    },
}

/// What a document is, as arguments.
#[derive(Debug, Args)]
pub struct PartArguments {
    /// Id or name of the matter
    pub matter: String,
    /// Id of the document
    document: String,
    /// paper, translation, translation-certificate, interpretation-certificate, identity-copy or proof-of-service
    part: String,
    /// The document that it goes with; a certificate may name several
    #[arg(long, value_name = "DOCUMENT")]
    of: Vec<String>,
    /// A translator of the register
    #[arg(long, value_name = "NAME")]
    translator: Option<String>,
    /// A program made the translation
    #[arg(long)]
    machine: bool,
}

impl PartArguments {
    /// The document and what it becomes.
    pub fn part(self, app: &App, id: &MatterId) -> Result<(String, RoleFields), Failure> {
        let one = || {
            self.of
                .first()
                .cloned()
                .ok_or_else(|| Failure::from(Why::Part(self.part.clone())))
        };
        // What is said of the translator already stays, unless another is named.
        let known = match app.edit().role_fields(id, &self.document)? {
            RoleFields::Translation { translator, .. } => translator,
            _ => None,
        };
        let named = self
            .translator
            .as_deref()
            .map(|name| app.translators().get(name))
            .transpose()?;
        let part = match self.part.as_str() {
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
            _ => return Err(Why::Part(self.part.clone()).into()),
        };
        Ok((self.document, part))
    }
}
