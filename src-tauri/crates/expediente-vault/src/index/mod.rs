//! The index: sled rows that serve every read, made from the journals and replaceable at any time.
//!
//! A row is one matter, paper, exhibit, document or undo step, as JSON, cut into values under 4 KB
//! (sled moves larger ones to files that it never syncs). The rows of a matter change together in
//! one batch, and its first row gives their number and the journal record they are current with.

pub mod batch;
pub mod database;
pub mod fault;
pub mod order_keys;
pub mod release;
pub mod row_changes;
pub mod rows;
