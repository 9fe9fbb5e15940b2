//! Copies objects of a source into the file being written.
//!
//! `object_copier` gives them new numbers; `object_kind` says which entries of which kind of object
//! go along, `used_resources` which resources. `shared_size` knows what a cut between two files
//! costs.

pub(crate) mod decrypted_copy;
pub(crate) mod filters;
pub(crate) mod object_copier;
pub(crate) mod object_kind;
pub(crate) mod shared_size;
pub(crate) mod used_resources;
