//! The program with a window.
// Without this Windows opens a console beside the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    // Hidden verbs come before everything else: a child must not open a store or a window.
    if let Some(code) = expediente_app::run_child_of(std::env::args_os()) {
        return ExitCode::from(u8::try_from(code).unwrap_or(1));
    }
    expediente_desktop::run()
}
