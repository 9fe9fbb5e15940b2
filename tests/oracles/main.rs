//! Dossiers judged by programs that share no code with Expediente: qpdf, poppler, MuPDF, pikepdf,
//! exiftool.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr
)]

mod colours;
mod front_matter;
mod left_out;
mod loose;
mod pages;
mod pictures;
mod scans;
mod search;
mod stamps;
mod whole;
