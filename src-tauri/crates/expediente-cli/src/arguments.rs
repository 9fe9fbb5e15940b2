//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use expediente_app::Language;

use crate::exhibit::ExhibitVerb;
use crate::facts::FactArguments;
use crate::filing::{FormVerb, PartArguments, PreflightArguments, ProfileVerb, TranslatorVerb};

const EXITS: &str = "Exit codes:
  0    done
  1    it could not be done; the message says why
  2    the arguments are wrong
  3    done, but papers were refused
  4    a dossier did not prove itself
  5    another program holds the store
  6    the preflight found what stops the filing
  130  ended with Ctrl-C; nothing is left half done";

/// Collects a person's papers and assembles them into one court-ready PDF dossier, offline.
#[derive(Debug, Parser)]
#[command(name = "expediente", version, after_help = EXITS, arg_required_else_help = true)]
pub struct Arguments {
    /// Where the store lies [default: the local data folder of this computer]
    #[arg(long, global = true, value_name = "DIR", env = "EXPEDIENTE_STORE")]
    pub store: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Build a dossier from a folder or from a matter in the store
    ///
    /// A folder is taken as it is: its subfolders are exhibits in natural order, its loose files exhibits of their own;
    /// or as its dossier.toml says. Without --store a folder is built in a store that is gone afterwards. What names no
    /// folder is looked for among the matters of the store.
    #[command(
        after_help = "Example:\n  expediente build \"Caso Daniela\" -o dossier.pdf --profile eoir --lang es"
    )]
    Build {
        /// A folder, or the id or name of a matter
        #[arg(value_name = "FOLDER|MATTER")]
        from: PathBuf,
        /// The PDF to write
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Court profile, as `expediente profile list` names them: eoir, plain, or your own
        #[arg(long)]
        profile: Option<String>,
        /// Language of the dossier: en or es
        #[arg(long)]
        lang: Option<Language>,
        #[command(flatten)]
        passwords: PasswordArguments,
    },
    /// Begin, list, show, describe or erase matters
    #[command(subcommand)]
    Matter(MatterVerb),
    /// Add papers to a matter: files, or folders of them
    #[command(
        after_help = "Example:\n  expediente add quintero \"Carta de buena conducta.pdf\" \"Fotos de su trabajo\""
    )]
    Add {
        /// Id or name of the matter
        matter: String,
        /// Files and folders
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        passwords: PasswordArguments,
    },
    /// Arrange the exhibits of a matter
    #[command(subcommand)]
    Exhibit(ExhibitVerb),
    /// Take the last act in a matter back
    #[command(after_help = "Example:\n  expediente undo quintero")]
    Undo {
        /// Id or name of the matter
        matter: String,
    },
    /// Do the last undone act again
    #[command(after_help = "Example:\n  expediente redo quintero")]
    Redo {
        /// Id or name of the matter
        matter: String,
    },
    /// Write a matter into a folder that `build` reads back to the same dossier
    #[command(
        after_help = "Example:\n  expediente export quintero \"Caso Quintero\"\n  expediente build \"Caso Quintero\" -o dossier.pdf"
    )]
    Export {
        /// Id or name of the matter
        matter: String,
        /// A new folder
        folder: PathBuf,
    },
    /// Hold a dossier against the rules of its court, before it is filed
    ///
    /// Each finding names the rule, its source and what to do. Where the program can do it, --mend with the finding's
    /// name does; --answer keeps why a finding does not hold the filing up.
    #[command(
        after_help = "Example:\n  expediente preflight quintero\n  expediente preflight quintero --mend needs-split\n  expediente preflight quintero --answer certificate-old:e2 --because \"the judge allowed it\""
    )]
    Preflight(PreflightArguments),
    /// Make a paper to sign: a certificate, a proof of service, a declaration
    #[command(subcommand)]
    Form(Box<FormVerb>),
    /// Put a signed paper in the place of the one to sign
    #[command(after_help = "Example:\n  expediente sign quintero d12 \"signed certificate.pdf\"")]
    Sign {
        /// Id or name of the matter
        matter: String,
        /// Id of the document that waits for its signature
        document: String,
        /// The signed paper: a scan or a photo
        file: PathBuf,
        #[command(flatten)]
        passwords: PasswordArguments,
    },
    /// Say what a document is to the others: a translation, a certificate, an identity card, the proof of service
    #[command(
        after_help = "Example:\n  expediente part quintero d8 translation --of d7 --translator \"Ana Pérez\""
    )]
    Part(PartArguments),
    /// The register of translators
    #[command(subcommand)]
    Translator(TranslatorVerb),
    /// Court profiles: their rules and sources, and copies of your own
    #[command(subcommand)]
    Profile(ProfileVerb),
    /// Prove a dossier that Expediente wrote
    #[command(after_help = "Example:\n  expediente verify dossier.pdf")]
    Verify {
        /// The PDF
        file: PathBuf,
    },
    /// Compare every paper of the store with what was received
    #[command(after_help = "Example:\n  expediente check")]
    Check,
}

#[derive(Debug, Subcommand)]
pub enum MatterVerb {
    /// Begin a matter
    #[command(
        after_help = "Example:\n  expediente matter new quintero --person \"Daniela QUINTERO\" --profile eoir"
    )]
    New {
        /// Its short name
        name: String,
        #[command(flatten)]
        facts: Box<FactArguments>,
    },
    /// List the matters
    #[command(after_help = "Example:\n  expediente matter list")]
    List,
    /// Show a matter with the plan of its dossier
    #[command(after_help = "Example:\n  expediente matter show quintero")]
    Show {
        /// Id or name of the matter
        matter: String,
    },
    /// Change what the cover page says
    #[command(
        after_help = "Example:\n  expediente matter set quintero --court \"El Paso, Texas\" --detained true"
    )]
    Set {
        /// Id or name of the matter
        matter: String,
        #[command(flatten)]
        facts: Box<FactArguments>,
    },
    /// Erase a matter for good, with its papers
    #[command(after_help = "Example:\n  expediente matter erase quintero --yes")]
    Erase {
        /// Id or name of the matter
        matter: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// How locked PDFs are opened.
#[derive(Debug, Args)]
pub struct PasswordArguments {
    /// A file with passwords to try on locked PDFs, one a line; they are not kept
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}
