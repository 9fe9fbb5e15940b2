//! The window of Expediente: commands, dialogs, pictures, and nothing that the command line could not do.
//!
//! What is done is left to `expediente-app`, what is seen to `ui`. This crate joins them: each command is declared once, in
//! `commands.rs`; long work runs beside the window and reports through a channel; papers reach the window only as pictures,
//! through a protocol of its own.
//!
//! Architecture invariant: no court, no plan, no PDF is known here, and nothing here opens a network.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::expect_used
    )
)]

mod chosen_paths;
mod commands;
mod desk;
mod desktop;
mod failure;
mod jobs;
mod pictures;
mod platform;
mod progress;
#[cfg(test)]
mod rehearsal;
mod sample;
mod settings;
mod shell;
#[cfg(test)]
mod typescript;

pub use shell::run;
