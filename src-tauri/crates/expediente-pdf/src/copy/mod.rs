//! Copies objects of a source into the file being written.
//!
//! `object_copier` gives them new numbers and filters what must not go along; `used_resources` and
//! `shared_size` help to copy less and to know what a cut between two files costs.

pub(crate) mod decrypted_copy;
pub(crate) mod object_copier;
pub(crate) mod shared_size;
pub(crate) mod used_resources;
