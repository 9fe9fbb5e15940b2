//! Tests of what papers are: petitions, certificates, checklists, differences.

mod lifelike;
