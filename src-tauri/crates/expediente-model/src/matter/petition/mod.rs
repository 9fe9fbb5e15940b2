//! The signatures of a petition: rows of its sheets, how they are counted, and who may have signed
//! twice.

pub mod count;
pub mod row;
pub mod same;
