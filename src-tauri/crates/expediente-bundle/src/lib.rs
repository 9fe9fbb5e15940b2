//! From a matter to a proved dossier: the plan, the pages that are ours, the file, the proof.
//!
//! [`plan`](BundlePlan::of) is pure: every page of the dossier with its label, before anything is written.
//! [`render`] draws the front matter with printpdf, lets the assembler of `expediente-pdf` put every page in its place,
//! and writes one file in one pass; [`render_page`] writes one page of it, to be looked at. [`verify`] reads that file back with a reader of its own, which shares no
//! code with the writer, and proves that what is printed, what the PDF says of itself, the table, the links and the
//! outline agree. Where bytes come from belongs to the vault; what a court asks stands in a [`Profile`].
//!
//! Architecture invariants: a page's label is planned once and only read afterwards; a label is a text, never a number;
//! `verify` imports nothing of the writer.
//!
//! Limitation: the front matter is held in memory while it is drawn (about 3 KB a page).
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::expect_used
    )
)]

mod behind;
mod error;
mod expected;
mod fonts;
mod forms;
mod found;
mod kept;
mod label;
mod numbers;
mod one_page;
mod outline;
mod own_pages;
mod pages;
mod pairs;
mod particulars;
mod places;
mod plan;
mod planner;
mod preflight;
mod profile;
mod render;
#[cfg(test)]
mod shape;
mod volumes;
mod words;
mod writer;

pub use error::BundleError;
pub use expected::{expected_dossier, findings_of_flaws};
pub use fonts::{Face, Fonts};
pub use forms::{Form, FormLine, draw_form};
pub use found::{Fix, PlannedFinding};
pub use kept::Kept;
pub use label::ExhibitLabel;
pub use one_page::{Sources, render_page};
pub use places::Places;
pub use plan::{
    BundlePlan, PlannedDocument, PlannedExhibit, PlannedPage, PlannedPhoto, PlannedSheet,
    PlannedVolume, drafts, missing_facts,
};
pub use preflight::{
    WrittenFile, accepted_name, file_name_faults, over_limit, preflight, preflight_written, weighed,
};
pub use profile::{
    Caption, CertificateForm, Column, DeclarationForm, Files, Letters, Numbering, Open, PairOrder,
    Paper, Position, Profile, ProfileError, Rule, Sure, TabLabels, TabSheet, Table, Tabs,
    Translations,
};
pub use render::{Ingredients, Rendered, render};
pub use words::date as date_in_words;
