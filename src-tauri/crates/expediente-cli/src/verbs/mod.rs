//! The verbs of the command line: each file has a verb's arguments, its act and its printing.

pub mod acts;
pub mod add;
pub mod days;
pub mod exhibit;
pub mod export;
pub mod filing;
pub mod form;
pub mod matter;
pub mod papers;
pub mod part;
pub mod profile;
pub mod scans;
pub mod sign;
pub mod store;
pub mod suggestions;
pub mod translator;

use clap::Subcommand;

use crate::failure::Failure;
use crate::session::Session;
use crate::verbs::acts::{history, redo, undo};
use crate::verbs::filing::{batch, build, handing_in, preflight, verify};
use crate::verbs::papers::{checklist, differences, glossary, petition};
use crate::verbs::scans::{ocr, search, straighten};
use crate::verbs::store::{check, init, repair};

/// All verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    Build(build::Build),
    Batch(batch::Batch),
    /// Create, list, show, describe or erase matters
    #[command(subcommand)]
    Matter(matter::MatterVerb),
    Add(add::Add),
    /// Arrange the exhibits of a matter
    #[command(subcommand)]
    Exhibit(Box<exhibit::ExhibitVerb>),
    Days(days::Days),
    /// Count the signatures of a petition, and compare its signers
    #[command(subcommand)]
    Petition(petition::PetitionVerb),
    /// Checklists: which papers a case needs, and what is missing
    #[command(subcommand)]
    Checklist(checklist::ChecklistVerb),
    /// What papers write in several ways
    #[command(subcommand)]
    Differences(differences::DifferencesVerb),
    Glossary(glossary::Glossary),
    Suggestions(suggestions::Suggestions),
    Undo(undo::Undo),
    Redo(redo::Redo),
    History(history::History),
    Export(export::Export),
    Ocr(ocr::Ocr),
    Search(search::Search),
    Straighten(straighten::Straighten),
    Preflight(preflight::Preflight),
    HandingIn(handing_in::HandingIn),
    /// Make a form to sign: a certificate, a proof of service, a declaration
    #[command(subcommand)]
    Form(Box<form::FormVerb>),
    Sign(sign::Sign),
    Part(part::Part),
    /// The register of translators
    #[command(subcommand)]
    Translator(translator::TranslatorVerb),
    /// Court profiles: their rules and sources, and your own copies
    #[command(subcommand)]
    Profile(profile::ProfileVerb),
    Verify(verify::Verify),
    Check(check::Check),
    Repair(repair::Repair),
    Init(init::Init),
}

impl Verb {
    /// Runs the verb. Returns the exit code.
    pub fn run(self, session: &Session) -> Result<u8, Failure> {
        match self {
            Self::Build(verb) => verb.run(session),
            Self::Batch(verb) => verb.run(session),
            Self::Matter(verb) => verb.run(session),
            Self::Add(verb) => verb.run(session),
            Self::Exhibit(verb) => verb.run(session),
            Self::Days(verb) => verb.run(session),
            Self::Petition(verb) => verb.run(session),
            Self::Checklist(verb) => verb.run(session),
            Self::Differences(verb) => verb.run(session),
            Self::Glossary(verb) => verb.run(session),
            Self::Suggestions(verb) => verb.run(session),
            Self::Undo(verb) => verb.run(session),
            Self::Redo(verb) => verb.run(session),
            Self::History(verb) => verb.run(session),
            Self::Export(verb) => verb.run(session),
            Self::Ocr(verb) => verb.run(session),
            Self::Search(verb) => verb.run(session),
            Self::Straighten(verb) => verb.run(session),
            Self::Preflight(verb) => verb.run(session),
            Self::HandingIn(verb) => verb.run(session),
            Self::Form(verb) => verb.run(session),
            Self::Sign(verb) => verb.run(session),
            Self::Part(verb) => verb.run(session),
            Self::Translator(verb) => verb.run(session),
            Self::Profile(verb) => verb.run(session),
            Self::Verify(verb) => verb.run(session),
            Self::Check(verb) => verb.run(session),
            Self::Repair(verb) => verb.run(session),
            Self::Init(verb) => verb.run(session),
        }
    }
}
