//! What courts ask: dossiers with one fault each, of which every one must be found; clean ones, of which none may be stopped;
//! volumes, papers to sign, profiles of one's own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr
)]

mod corpus;
mod dossier;

mod forms;
mod papers;
mod profiles;
mod volumes;
