//! The matters of a store and every act on them. Nothing here locks: the [`Vault`] does.
//!
//! [`Vault`]: crate::Vault

pub mod admit;
pub mod change;
pub mod create;
pub mod erase;
pub mod index_rows;
pub mod load;
pub mod matters;
pub mod mend;
pub mod open_matter;
