//! Everything that parses untrusted bytes, run in a child process.
//!
//! The parent ([`expediente_intake`]) starts `expediente-reader` with a verb of
//! [`protocol`](expediente_intake::protocol): `inspect` reads one file and answers with what it
//! found, `draw` draws pages until its input ends. A hostile file can at worst end this process,
//! and the parent believes nothing it says before checking it.
//!
//! Start here: [`run`] is the whole program; `inspect.rs` picks the reader for a file, `draw.rs`
//! serves drawing requests.
//!
//! **Architecture invariant:** only this crate links decoders and the PDF interpreter, and no other
//! crate of the program depends on it.
//!
//! # Limitations
//!
//! - Pictures of pages are for the screen: a court sees what its own viewer makes of the dossier.
//! - On Windows only the parent's clock limits this process; on macOS its memory is not limited.
//! - CMYK without a profile becomes RGB by the plain formula. Lab and floating-point TIFF are
//!   refused.
//! - Of HEIF, overlays (`iovl`) and pictures over 53 megapixels are refused, and gain maps are left
//!   out. Of JPEG 2000, pictures over 20 megapixels in color or 35 in gray are refused.
//! - Of a TIFF, coarse colors in planes, samples of different sizes and differences of fewer than
//!   eight bits are refused, as are rarer codings such as ThunderScan, JBIG and JPEG 2000.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

mod chat;
mod draw;
#[cfg(test)]
mod fuzz;
mod inspect;
mod mail;
mod mapped_file;
mod office;
mod out_folder;
mod page_facts;
mod pdf;
mod picture;
mod platform;
mod raster;
mod read_facts;
mod read_table;
mod recognize;
mod refusal;
mod rows;
mod run;
mod sheet;
mod signatures;
mod text_facts;
mod typeset;
mod unpack;
mod values_by_page;
mod words;

pub use run::run;
