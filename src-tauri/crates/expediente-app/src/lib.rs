//! The use cases of Expediente: the only API of the window and the command line.
//!
//! [`App`] holds a store and the program's assets; each noun has a file with what can be done to it. What crosses to
//! the outside is plain data that serialises, errors carry a code and a sentence, long work reports to a [`Watch`] and
//! ends when it says so. How papers are read, kept and assembled belongs to the crates below.
//!
//! Architecture invariant: nothing here knows a window, a terminal or a command line.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::expect_used
    )
)]

mod app;
mod arrange;
mod asked;
mod assets;
mod building;
mod check;
mod clock;
mod contents;
mod court;
mod describe;
mod detail;
mod dossier;
mod error;
mod error_sentence;
mod export;
mod facts;
mod finding;
mod folder;
mod forms;
#[cfg(test)]
mod fuzz;
mod guess;
mod handover;
mod language;
mod manifest;
mod matters;
mod outlook;
mod papers;
mod part;
mod pictures;
mod platform;
mod preflight;
mod reading;
mod register;
mod view;
mod watch;
mod whole;

pub use app::{App, default_store};
pub use arrange::{Arrangement, PagesOf};
pub use asked::Asked;
pub use assets::{Assets, PROFILES};
pub use check::CheckReport;
pub use clock::Moment;
pub use contents::{DocumentContents, ExhibitContents, MatterContents};
pub use court::ProfileFault;
pub use describe::{DocumentFields, ExhibitFields};
pub use detail::{CaptionView, DocumentDetail, LeafView, PhotoView, PlaceDetail, Suggestion};
pub use dossier::{BuildReport, BuiltFile, ProofReport};
pub use error::AppError;
pub use expediente_intake::{ReaderMissing, ReaderProgram};
pub use expediente_model::{
    Bates, Catalogue, Date, ExhibitId, ExhibitKind, Facts, Filer, Language, MatterId, MediaKind,
    PageRanges, PhotosPerPage, Service, Severity, Translator, Turn, io_reason,
};
pub use facts::{BatesView, FactsView, FilerView, ServiceView};
pub use finding::FindingView;
pub use folder::FolderOptions;
pub use forms::{FormMade, FormRequest};
pub use language::system_language;
pub use manifest::ManifestFault;
pub use matters::{MatterListing, NewMatter};
pub use outlook::{
    Checked, DossierPages, ProfileView, RuleView, SectionKind, SectionView, VolumeView,
};
pub use papers::{IntakeReport, PaperReport, PaperState};
pub use part::PartFields;
pub use pictures::{PICTURE_SIDES, PictureFault};
pub use preflight::{FixView, PreflightReport};
pub use view::{
    Arranged, ExhibitView, Glance, LooseView, MatterNews, MatterView, PaperView, Shown,
};
pub use watch::{Phase, Quiet, Watch};

/// The words of every finding that there can be.
pub fn finding_codes() -> impl Iterator<Item = &'static str> {
    expediente_model::Code::ALL.iter().map(|code| code.word())
}
