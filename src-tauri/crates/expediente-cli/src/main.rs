//! `expediente`: the use cases without a window.
//!
//! This crate reads arguments, asks questions, prints; what is done is left to `expediente-app`.

mod arguments;
mod exhibit;
mod facts;
mod failure;
mod out;
mod print;
mod progress;
mod run;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // The hidden verb comes before everything else: the child must not open a store or read the user's arguments.
    if std::env::args_os().nth(1).is_some_and(|verb| verb == expediente_app::INSPECT_VERB) {
        return ExitCode::from(u8::try_from(expediente_app::run_child()).unwrap_or(1));
    }
    run::run(arguments::Arguments::parse())
}
