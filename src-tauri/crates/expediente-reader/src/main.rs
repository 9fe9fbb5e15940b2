//! The program `expediente-reader`: reads one file or draws pages for its parent, and does nothing
//! else.
// Without this, Windows opens a console for the process.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(expediente_reader::run(std::env::args_os()))
}
