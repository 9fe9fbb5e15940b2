//! Tests of what papers are: petitions, certificates, checklists, differences.

mod differences;
mod lifelike;
