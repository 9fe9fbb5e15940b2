//! Placeholder until the crate's first noun lands.
