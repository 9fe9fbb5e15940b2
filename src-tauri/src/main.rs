//! The program with a window.
// Without this Windows opens a console beside the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    // The hidden verbs come before everything else: a child must not open a store or a window.
    if std::env::args_os().nth(1).is_some_and(|verb| verb == expediente_app::INSPECT_VERB) {
        return ExitCode::from(u8::try_from(expediente_app::run_child()).unwrap_or(1));
    }
    expediente_desktop::run()
}
