//! Tests of what papers are: petitions, certificates, checklists, differences.

mod case;
mod certificates;
mod differences;
mod lifelike;
mod petitions;
