//! The verbs about the store as a whole.

pub mod check;
pub mod init;
pub mod repair;
