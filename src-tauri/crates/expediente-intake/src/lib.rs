//! From untrusted bytes to what is known of them.
//!
//! [`walk`] finds files, [`stage`] copies and hashes one, [`sniff`] tells what it is, and an [`Inspector`] has it
//! read in a child process with limits on memory and time, because a hostile file must not take the program with
//! it. The answer is [`Received`], or the [`Finding`](expediente_model::Finding) with which the file is refused.
//! A [`Painter`] has pages drawn by children of the same kind. Keeping a paper is left to the vault; what a name says ([`name_facts`]) is only a proposal.
//!
//! ```no_run
//! use expediente_intake::{Inspector, Question, stage, walk};
//! use std::{path::Path, sync::atomic::AtomicBool};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let cancel = AtomicBool::new(false);
//! let inspector = Inspector::of_this_program()?;
//! for found in walk(Path::new("papers")).files {
//!     let Ok(staged) = stage(&found.path, Path::new("staging"), &cancel) else { continue };
//!     let question = Question::new(&staged, Path::new("staging/made"));
//!     let received = inspector.inspect(&question, &cancel)?;
//!     assert!(received.pages > 0);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! **Architecture invariant:** the parent never parses more of a paper than its first bytes, and believes nothing
//! that the child says before it is checked.
//!
//! # Limitations
//!
//! - Pictures of pages are for the screen: a court sees what its own viewer makes of the dossier.
//! - On Windows only the clock limits the child; on macOS memory is not limited.
//! - CMYK in TIFF becomes RGB by the plain formula, without its profile. Lab and floating-point TIFF are refused.
//! - A photo cut short and then ended properly by some program cannot be told from a whole one.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic
    )
)]

pub mod caps;
mod child;
mod day;
mod device;
mod draw;
mod drawing;
mod entropy;
#[cfg(test)]
mod fuzz;
mod inspect;
mod inspector;
mod jpeg;
mod ladder;
mod lines;
mod looks;
mod mapped;
mod names;
mod painter;
mod pdf;
mod photo;
mod plain;
mod platform;
mod png_file;
mod question;
mod raster;
mod received;
mod scaled;
mod shrink;
mod sight;
mod sniff;
mod stage;
mod tiff_file;
mod walk;
mod wordings;
mod worker;

pub use child::{DRAW_VERB, VERB, run_child_of};
pub use day::date_in;
pub use drawing::{DrawError, Drawing, Jpeg};
pub use inspector::Inspector;
pub use names::{NameFacts, name_facts};
pub use painter::Painter;
pub use pdf::findings_of;
pub use question::Question;
pub use received::{Made, Received, Stopped};
pub use sniff::sniff;
pub use stage::{Staged, stage};
pub use walk::{Found, PassedOver, Walk, Why, natural, walk};
