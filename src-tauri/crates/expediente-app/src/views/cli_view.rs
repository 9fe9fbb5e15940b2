//! A whole matter at once, with every document in its place: what the command line prints.

use expediente_bundle::Places;
use expediente_model::{Document, ExhibitKind, Facts, MatterId, Step};
use serde::Serialize;

use crate::checklists::view::status_line;
use crate::differences;
use crate::error::AppError;
use crate::item::item_of;
use crate::state::State;
use crate::views::finding_view::FindingView;
use crate::views::matter_view::StillToGetView;
use crate::views::plans::{self, Planned};

/// A matter with the plan of its dossier.
#[derive(Clone, Debug, Serialize)]
pub struct MatterContents {
    /// Its id.
    pub id: MatterId,
    /// Its short name.
    pub name: String,
    /// Its facts.
    pub facts: Facts,
    /// The number of pages of the planned dossier.
    pub pages: usize,
    /// Its estimated size, formatted for people.
    pub estimate: String,
    /// The estimated bytes of all its files.
    pub estimate_bytes: u64,
    /// How its checklist stands, in one line; none where it follows none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checklist: Option<String>,
    /// Values that papers write in several ways, and that wait for somebody to say which is right.
    #[serde(skip_serializing_if = "is_none")]
    pub differences: usize,
    /// Papers before the cover page.
    pub front: Vec<DocumentContents>,
    /// Its exhibits.
    pub exhibits: Vec<ExhibitContents>,
    /// Papers after the last exhibit.
    pub back: Vec<DocumentContents>,
    /// Names of papers that are not placed.
    pub unplaced: Vec<String>,
    /// Papers that could not be taken in.
    pub still_to_get: Vec<StillToGetView>,
    /// The act that undo would take back.
    pub undo: Option<String>,
    /// The act that redo would repeat.
    pub redo: Option<String>,
    /// Problems with the plan.
    pub findings: Vec<FindingView>,
}

/// Whether there are none.
// The signature is the one that serde calls.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// An exhibit with its place in the dossier.
#[derive(Clone, Debug, Serialize)]
pub struct ExhibitContents {
    /// Its id.
    pub id: String,
    /// Its label; none if it has no pages.
    pub label: Option<String>,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: Option<ExhibitKind>,
    /// The date on it.
    pub date: Option<String>,
    /// Its printed page numbers.
    pub pages: Option<String>,
    /// Its documents.
    pub documents: Vec<DocumentContents>,
}

/// A document with its place in the dossier.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentContents {
    /// Its id.
    pub id: String,
    /// The file name of the paper when it was received.
    pub paper: String,
    /// The zip or mail that it came out of, with the path inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Its title in the outline.
    pub title: Option<String>,
    /// The caption printed under a photo.
    pub caption: Option<String>,
    /// Its printed page numbers.
    pub pages: Option<String>,
}

/// A matter with the plan of its dossier.
///
/// # Errors
/// When no matter has this id, or its profile is unknown.
pub(crate) fn contents(state: &State, id: &MatterId) -> Result<MatterContents, AppError> {
    let Planned {
        matter,
        plan,
        profile,
        ..
    } = plans::planned(state, id)?;
    let history = state.vault.history(id)?;
    let act = |step: Option<&Step>| step.map(|step| state.step(id, *step)).transpose();
    let places = Places::of(&plan);
    let document = |document: &Document| {
        let item = item_of(&matter, &document.item)?;
        Ok(DocumentContents {
            id: document.id.to_string(),
            paper: item.name.clone(),
            origin: item.origin.as_ref().map(ToString::to_string),
            title: document.title.clone(),
            caption: document.caption.clone(),
            pages: places.pages_of_document(document.id),
        })
    };
    let documents = |documents: &[Document]| -> Result<Vec<DocumentContents>, AppError> {
        documents.iter().map(document).collect()
    };
    let mut exhibits = Vec::with_capacity(matter.exhibits.len());
    for exhibit in &matter.exhibits {
        let placed = places.exhibit(exhibit.id).first();
        exhibits.push(ExhibitContents {
            id: exhibit.id.to_string(),
            label: placed.map(|placed| placed.label.to_string()),
            title: placed.map_or_else(|| exhibit.title.clone(), |placed| placed.title.to_string()),
            kind: exhibit.kind,
            date: exhibit.date.map(|date| date.to_string()),
            pages: places.pages_of_exhibit(exhibit.id),
            documents: documents(&exhibit.documents)?,
        });
    }
    let mut unplaced = Vec::new();
    for digest in matter.unplaced() {
        unplaced.push(item_of(&matter, &digest)?.name.clone());
    }
    Ok(MatterContents {
        id: matter.id.clone(),
        name: matter.name.clone(),
        facts: (*matter.facts).clone(),
        pages: plan.pages.len(),
        estimate: state.texts().size(plan.estimate),
        estimate_bytes: plan.estimate,
        checklist: status_line(state, &matter, &profile),
        differences: differences::view::open(&matter),
        front: documents(&matter.front)?,
        exhibits,
        back: documents(&matter.back)?,
        unplaced,
        still_to_get: StillToGetView::list(state.texts(), &matter),
        undo: act(history.undo.last())?,
        redo: act(history.redo.last())?,
        findings: state.planned_views(&plan.findings),
    })
}
