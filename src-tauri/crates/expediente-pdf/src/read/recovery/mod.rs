//! Recovers objects from files whose table of objects or trailer is unusable.

pub(crate) mod hybrid_tables;
pub(crate) mod object_recovery;
pub(crate) mod shifted_tables;
pub(crate) mod token_repair;
