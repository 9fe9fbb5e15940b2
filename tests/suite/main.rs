//! The program as its users meet it: verbs, intake, store; and the rules of the code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr
)]

mod arrange;
mod at_once;
mod cli;
mod concluded;
mod fields;
mod folder;
mod full_disk;
mod house;
mod imports;
mod intake;
mod legible;
mod many;
mod measures;
mod office;
mod old_store;
mod order;
mod papers;
mod promises;
mod proof;
mod safety;
mod store;
mod words;
