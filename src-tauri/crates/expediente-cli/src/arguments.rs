//! The arguments that all verbs share.

use std::path::PathBuf;

use clap::Parser;

use crate::verbs::Verb;

const EXITS: &str = "Exit codes:
  0    done
  1    failed; the message says why
  2    the arguments are wrong
  3    done, but papers were refused
  4    a dossier did not pass its proof
  5    another program holds the store
  6    checked or built, but something stops the filing
  130  ended with Ctrl-C; nothing is left half done";

/// Collects a person's papers and assembles them into one court-ready PDF dossier, offline.
#[derive(Debug, Parser)]
#[command(name = "expediente", version, after_help = EXITS, arg_required_else_help = true)]
pub struct Arguments {
    /// Folder of the store [default: the local data folder of this computer]
    #[arg(long, global = true, value_name = "DIR", env = "EXPEDIENTE_STORE")]
    pub store: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub verb: Verb,
}
