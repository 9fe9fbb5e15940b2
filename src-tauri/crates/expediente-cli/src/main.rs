//! `expediente`: the use cases without a window.
//!
//! This crate reads arguments, asks questions, prints; what is done is left to `expediente-app`.

mod arguments;
mod exhibit;
mod facts;
mod failure;
mod filing;
mod out;
mod print;
mod progress;
mod run;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // Hidden verbs come before everything else: a child must not open a store or read the user's arguments.
    if let Some(code) = expediente_app::run_child_of(std::env::args_os()) {
        return ExitCode::from(u8::try_from(code).unwrap_or(1));
    }
    run::run(arguments::Arguments::parse())
}
