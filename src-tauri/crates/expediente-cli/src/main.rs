//! `expediente`: the use cases without a window.
//!
//! This crate reads arguments, asks questions and prints. `expediente-app` does the work. Start
//! here: [`run::run`] runs the verb, each of which has its own file in `verbs`.

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
