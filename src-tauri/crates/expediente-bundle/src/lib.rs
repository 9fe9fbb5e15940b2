//! From a matter to a written dossier: court rules, plan, preflight, file.
//!
//! Start here: [`BundlePlan::of`] plans every page of a dossier with its label, before anything is
//! written; [`render`] writes a planned volume to a file. [`preflight`] compares the plan with the
//! rules of the court, which are a [`Profile`]; [`render_page`] writes a single page as a preview;
//! [`Rendered`] tells what the proof is to compare the written file with.
//!
//! The folders depend on each other in this order: `court/` (rules of courts), `front_matter/`
//! (drawing of our own pages), `plan/`, `preflight/`, `write/`.
//!
//! Architecture invariants: a page's label is planned once and only read afterwards; a label is a
//! text, never a number; a plan is pure; the vault provides the bytes of papers.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::expect_used
    )
)]

mod court;
mod error;
mod front_matter;
mod plan;
mod preflight;
mod write;

pub use court::caption::Caption;
pub use court::exhibit_label::ExhibitLabel;
pub use court::files::{Files, Letters};
pub use court::handing_in::{HandingInStep, Stage, Way};
pub use court::numbering::{Numbering, Position, StampReach};
pub use court::open::Open;
pub use court::paper::Paper;
pub use court::profile::{Profile, ProfileError};
pub use court::required_facts::missing_facts;
pub use court::rule::{Rule, Sure};
pub use court::table::{Column, Table};
pub use court::tabs::{TabLabels, TabSheet, Tabs};
pub use court::translations::{CertificateForm, DeclarationForm, PairOrder, Translations};
pub use error::BundleError;
pub use front_matter::fonts::{Face, Fonts};
pub use front_matter::forms::{Form, FormLine, draw_form};
pub use front_matter::lists::list_table::{ListColumn, ListTable};
pub use front_matter::lists::listing::{ListPart, Listing, list_file};
pub use front_matter::words::date as date_in_words;
pub use plan::bundle_plan::{
    BundlePlan, PlannedDocument, PlannedExhibit, PlannedPage, PlannedPhoto, PlannedSheet,
    PlannedVolume,
};
pub use plan::layout_cache::LayoutCache;
pub use plan::places::Places;
pub use preflight::check::preflight;
pub use preflight::filing::accepted_name;
pub use preflight::finding::{Fix, PlannedFinding};
pub use preflight::papers::certificates::{Fresh, fresh_until, hearing_day};
pub use preflight::proof_findings::findings_of_flaws;
pub use preflight::severity::weighed;
pub use preflight::stamps::unprintable;
pub use preflight::words::name_match::Name;
pub use preflight::words::spelled::{Sort, Spelled, WrittenAt, spellings, written_a_number};
pub use preflight::written::{WrittenFile, over_limit, preflight_written};
pub use write::page_preview::render_page;
pub use write::paper_check::altered_paper;
pub use write::render::{Rendered, render};
pub use write::render_input::RenderInput;
pub use write::sources::Sources;
pub use write::words::page_words;
