//! The child of the program with a window: reads one file, or draws pages, and does nothing else.
// Without this Windows opens a console for it.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(code) = expediente_app::run_child_of(std::env::args_os()) else {
        return ExitCode::from(2);
    };
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}
