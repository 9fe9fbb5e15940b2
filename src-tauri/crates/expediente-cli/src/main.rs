//! `expediente`: the use cases without a window.
//!
//! This crate reads arguments, asks questions and prints. `expediente-app` does the work. Start
//! here: [`run::run`] runs the verb, each of which has its own file in `verbs`.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod arguments;
mod chat_arguments;
mod fact_arguments;
mod failure;
mod office_arguments;
mod output;
mod passwords;
mod print;
mod progress;
mod run;
mod session;
mod text_argument;
mod verbs;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match arguments::Arguments::try_parse() {
        Ok(arguments) => run::run(arguments),
        Err(error) if error.use_stderr() => {
            // The error repeats what was typed, so it is made anew of cleaned arguments.
            let typed = std::env::args_os();
            let clean = typed.map(|one| output::clean(&one.to_string_lossy()).into_owned());
            let error = arguments::Arguments::try_parse_from(clean).err();
            let text = error.map_or_else(String::new, |error| error.render().to_string());
            text.trim_end().lines().for_each(output::aside);
            ExitCode::from(2)
        }
        // Help and version are the program's own words.
        Err(error) => error.exit(),
    }
}
