//! The journal of one matter: JSON lines, each with the hash of the one before, and the state that
//! they add up to. It is the truth; the index is made from it.

pub mod journal_file;
pub mod lenient;
pub mod matter_state;
pub mod reader;
pub mod record;
pub mod tip;
