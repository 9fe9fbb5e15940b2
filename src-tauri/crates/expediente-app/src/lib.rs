//! The use cases of Expediente: the only API of the window and the command line.
//!
//! Start here: [`App`] holds a store and hands out one small struct per task: [`Intake`], [`Edit`],
//! [`Views`], [`Pictures`], [`Filing`], [`Transfer`], [`Matters`], [`Profiles`],
//! [`TranslatorRegister`]. Each is in the `mod.rs` of a folder, whose files do the work as
//! functions over the shared `State`. Only plain, serializable data crosses this API; errors carry
//! a code and a sentence; long work reports to a [`Watch`] and stops when it says so.
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
mod assets;
mod batch;
mod chats;
mod checklists;
mod clock;
mod conclusions;
mod differences;
mod edit;
mod error;
mod error_sentence;
mod file_names;
mod filing;
#[cfg(test)]
mod fuzz;
mod glossary;
mod intake;
mod item;
mod language;
mod legible;
mod output_path;
mod petitions;
mod platform;
mod reading;
mod request_error;
mod search;
mod staged_output;
mod state;
mod store;
mod transfer;
mod views;
mod watch;

pub use app::{App, default_store};
pub use assets::{Assets, PROFILES};
pub use batch::{Batch, BatchCase, BatchFile, BatchRow, FactsChange, Outcome, Person};
pub use chats::{ChatDaysView, Chats};
pub use checklists::Checklists;
pub use checklists::checklist::ChecklistListing;
pub use checklists::view::{ChecklistView, NeedExhibit, NeedStatus, NeedView};
pub use clock::Moment;
pub use conclusions::{ConcludedField, Conclusion, Conclusions, ReadAt, ReadFrom};
pub use differences::Differences;
pub use differences::view::{DifferencesView, SortView, ValuePlace, ValueView};
pub use edit::Edit;
pub use edit::arrangement::{Arrangement, PagesOf};
pub use edit::fields::{DocumentFields, ExhibitFields};
pub use edit::role_fields::RoleFields;
pub use edit::several::SeveralFields;
pub use error::AppError;
pub use expediente_intake::{DateOrder, ReaderMissing, ReaderProgram};
pub use expediente_model::{
    Bates, Catalogue, Corners, Date, DaySpan, EntryMark, ExhibitId, ExhibitKind, Facts, Filer,
    InLanguages, Language, Likeness, MatterId, MediaKind, NeedState, PageRanges, PaperShape,
    PhotosPerPage, Sameness, Service, Severity, SheetRow, TextField, Translator, Turn, io_reason,
    is_hidden,
};
pub use expediente_vault::{is_store, is_to_be_made};
pub use filing::Filing;
pub use filing::forms::{FormMade, FormRequest, SignedPaper};
pub use filing::handing_in::{HandingInPart, HandingInStage, HandingInStepView, HandingInView};
pub use filing::preflight::PreflightReport;
pub use filing::proof::{proof_findings, verify};
pub use filing::report::{BuildReport, BuiltFile, ProofReport};
pub use glossary::{Glossary, TermView, TermsFound};
pub use intake::Intake;
pub use intake::folder_case::{FolderCase, FolderFailure};
pub use intake::options::FolderOptions;
pub use intake::report::{IntakeReport, PaperReport, PaperState};
pub use intake::together::Together;
pub use language::system_language;
pub use legible::Legible;
pub use legible::sheets::{SheetChoice, SheetView};
pub use output_path::can_write;
pub use petitions::Petitions;
pub use petitions::list_file::ListRead;
pub use petitions::view::{EntryView, PairView, PetitionSheet, PetitionView};
pub use reading::Reading;
pub use reading::engines::EngineChoice;
pub use reading::report::{ReadPaper, ReadingReport, UnreadPages};
pub use request_error::RequestError;
pub use search::Search;
pub use search::hit::{Found, Hit, Marked};
pub use store::check::CheckReport;
pub use store::matters::{MatterListing, NewMatter};
pub use store::profile_fault::ProfileFault;
pub use store::repair::{RepairPlan, RepairReport};
pub use store::temporary::temporary_store;
pub use store::{Matters, Profiles, StoreCheck, TranslatorRegister};
pub use transfer::manifest_fault::ManifestFault;
pub use transfer::{CaseHere, TakenBack, Transfer, WhenHere};
pub use views::cli_view::{DocumentContents, ExhibitContents, MatterContents};
pub use views::facts_view::{BatesView, FactsView, FilerView, ServiceView};
pub use views::finding_view::{FindingView, FixView, TwinView};
pub use views::history_view::{HistoryView, StepView};
pub use views::matter_view::{
    Arranged, ExhibitView, Glance, LooseView, MatterNews, MatterView, PaperView, Shown,
    StillToGetView,
};
pub use views::picture_fault::{PICTURE_SIDES, PictureFault};
pub use views::place_detail::{
    CaptionView, DocumentDetail, ExpiryView, LeafView, PhotoView, PlaceDetail,
};
pub use views::pre_build_view::{Checked, DossierPages, SectionKind, SectionView, VolumeView};
pub use views::profile_view::ProfileView;
pub use views::rule_view::RuleView;
pub use views::{Pictures, Views};
pub use watch::{Phase, Quiet, Watch};
