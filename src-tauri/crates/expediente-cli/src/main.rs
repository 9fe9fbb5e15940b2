//! `expediente`: the use cases without a window.
//!
//! This crate reads arguments, asks questions, prints; what is done is left to `expediente-app`.

mod arguments;
mod fact_arguments;
mod failure;
mod output;
mod passwords;
mod print;
mod progress;
mod run;
mod session;
mod verbs;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    run::run(arguments::Arguments::parse())
}
