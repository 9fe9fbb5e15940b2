//! Programs of others that make pages of papers, one file a program.
//!
//! Start here: [`Converter::export`]. It is called in the parent, because a program needs rights
//! that the child does not give itself back: `confinement` takes from it the network and the files
//! of the user, `run` the time. The PDF that comes out is as untrusted as any other.

mod confinement;
mod converter;
mod file_url;
mod libreoffice;
mod platform;
mod run;

pub use confinement::Confinement;
pub use converter::{Converter, Exported, Run, Unconverted};
