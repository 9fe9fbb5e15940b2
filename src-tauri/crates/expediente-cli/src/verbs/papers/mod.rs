//! The verbs about what papers are: petitions, checklists, differences between papers, and
//! what they are called.

pub mod checklist;
pub mod differences;
pub mod glossary;
pub mod petition;
