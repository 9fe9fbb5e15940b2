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
    run::run(arguments::Arguments::parse())
}
