//! Reads PDFs: as they are, or step by step where they are damaged.
//!
//! Data goes one way: `inspect` tries the file as it is and hands damage to `recovery`; both use
//! `rehearsal`, which copies a paper the way a build will. `revisions` compares a signed paper with
//! what it was before it was added to.

mod inspect;
mod recovery;
mod rehearsal;
mod revisions;
mod unlocked;

pub(crate) use inspect::inspect;
pub(crate) use recovery::guarded;
pub(crate) use rehearsal::{FONT, of_replacement, refusal, rehearse_picture};
pub(crate) use unlocked::compare;
