//! The verbs that check, build, prove and hand in dossiers.

pub mod batch;
pub mod build;
pub mod handing_in;
pub mod preflight;
pub mod verify;
