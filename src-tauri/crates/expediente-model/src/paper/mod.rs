//! Papers: what was received, what its pages hold, and its bytes.

pub mod bytes;
pub mod digest;
pub mod item;
pub mod page_facts;
pub mod page_ranges;
pub mod turn;
