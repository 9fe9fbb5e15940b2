//! The preflight: compares the plan of a dossier with the rules of its court before it is filed.
//!
//! A profile names the checks that its rules ask for, with their severities. Checks know no court:
//! everything that differs between courts is in the profile. They are pure like the plan; the
//! caller passes in the day. Checks do not guess at content that intake could not read, such as the
//! words of a scan: they report that, or find nothing.

pub(crate) mod case;
pub(crate) mod check;
pub(crate) mod facts;
pub(crate) mod filing;
pub(crate) mod finding;
pub(crate) mod pages;
pub(crate) mod papers;
pub(crate) mod proof_findings;
pub(crate) mod severity;
pub(crate) mod stamps;
pub(crate) mod statements;
pub(crate) mod translations;
pub(crate) mod whereabouts;
pub(crate) mod words;
pub(crate) mod written;
