//! The window of Expediente: commands, dialogs, pictures, and nothing that the command line cannot
//! do.
//!
//! Start here: [`run`] opens the window; the methods of `Desk` are its commands. `expediente-app`
//! does the work and `ui` is what the user sees; this crate joins them. Each command is declared
//! once, in `commands.rs`. Long work runs off the window's thread and reports through a channel.
//! Papers reach the window only as pictures, through its own protocol.
//!
//! Architecture invariant: no court, plan or PDF is known here, and nothing here opens a network
//! connection.
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
#[cfg(test)]
mod command_tests;
mod commands;
mod desk;
mod desktop;
mod failure;
mod jobs;
mod pictures;
mod platform;
mod progress;
mod sample;
mod settings;
mod shell;
#[cfg(test)]
mod typescript;

pub use shell::run;
