//! Tests of what comes after the dossier of one case: many cases, and handing in.

mod batch;
mod handing_in;
