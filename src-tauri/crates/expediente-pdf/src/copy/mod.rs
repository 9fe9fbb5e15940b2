//! Copies objects of a source into the file being written.

pub(crate) mod decrypted_copy;
pub(crate) mod object_copier;
pub(crate) mod shared_size;
pub(crate) mod used_resources;
