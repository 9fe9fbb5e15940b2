//! The store as its users see it: one folder, held by one process.

pub mod lock;
pub mod marker;
pub mod repair;
pub mod vault;
