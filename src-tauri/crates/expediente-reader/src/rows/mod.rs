//! Rows of tables on pages, above all of sheets of signatures: where each row is, and whether
//! somebody wrote into it.
//!
//! The gray picture becomes darkness against the paper around each pixel (`page.rs`), so that
//! shadows do not count. Lines are looked for in narrow upright strips, in which even a tilted line
//! is nearly level, and joined from strip to strip (`rules.rs`); so they may lean, bend and have
//! gaps. Those that begin and end together at a regular distance are a table (`table.rs`). Where
//! there are none, lines of writing at a regular distance that leave the same columns free are the
//! rows (`unruled.rs`). The rows are then pulled straight (`band.rs`), the lines between columns
//! are left out and printed numbers told from writing (`columns.rs`), and each row gets its mark
//! (`marks.rs`, `strike.rs`). The rows are only proposed, and somebody looks at them.

mod band;
mod columns;
pub(crate) mod find;
mod line;
mod marks;
mod page;
mod rules;
mod strike;
mod table;
mod unruled;
