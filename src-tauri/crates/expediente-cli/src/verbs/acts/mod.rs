//! Verbs about what was done: list it, undo it, do it again.

pub mod history;
pub mod redo;
pub mod undo;
