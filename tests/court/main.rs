//! The rules of courts: dossiers with one fault each, every one of which must be found; clean ones,
//! none of which may be stopped; volumes, papers to sign, and the user's own profiles.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr
)]

mod contents;
mod corpus;
mod dossier;
mod forms;
mod papers;
mod profiles;
mod stamps;
mod volumes;
mod words;
