//! A matter as the window lists it: its exhibits in order, each with its place in the dossier. The
//! contents of an exhibit are in `place_detail.rs`, so that the answer stays small with a thousand
//! exhibits.

use std::collections::HashMap;
use std::mem;

use expediente_bundle::Places;
use expediente_model::{
    Catalogue, Document, Exhibit, ExhibitKind, Item, Language, Matter, MatterId, MediaKind,
    Severity, Step, TextField,
};
use serde::Serialize;
use ts_rs::TS;

use crate::checklists::view::{running_out, status_line};
use crate::differences;
use crate::error::AppError;
use crate::item::item_of;
use crate::state::State;
use crate::store::profile_store;
use crate::views::facts_view::FactsView;
use crate::views::finding_view::FindingView;
use crate::views::picture_paths::{picture_in, picture_of};
use crate::views::plans::{self, Planned};
use crate::views::pre_build_view;

/// A matter with the plan of its dossier.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MatterView {
    /// Its id.
    #[ts(type = "string")]
    pub id: MatterId,
    /// Its short name.
    pub name: String,
    /// Whether it is read-only.
    pub read_only: bool,
    /// Its facts.
    pub facts: FactsView,
    /// A word that changes with every act.
    pub revision: String,
    /// The number of pages of the planned dossier.
    pub pages: usize,
    /// Its estimated size in bytes.
    pub estimate: u64,
    /// The same, formatted for people.
    pub estimate_size: String,
    /// Papers before the cover page.
    pub front: Vec<LooseView>,
    /// Its exhibits.
    pub exhibits: Vec<ExhibitView>,
    /// Papers after the last exhibit.
    pub back: Vec<LooseView>,
    /// Papers that are not placed.
    pub unplaced: Vec<PaperView>,
    /// Papers that could not be taken in, until they come in or are not needed.
    pub still_to_get: Vec<StillToGetView>,
    /// The act that undo would take back.
    pub undo: Option<String>,
    /// The act that redo would repeat.
    pub redo: Option<String>,
}

/// An exhibit with its place in the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExhibitView {
    /// Its id.
    pub id: String,
    /// Its label; none if it has no pages.
    pub label: Option<String>,
    /// Its title, in the language of the window where it is there in it.
    pub title: String,
    /// Its title in the table, where that is another one.
    pub printed: Option<String>,
    /// Whether somebody gave it that title.
    pub named: bool,
    /// The kind of paper.
    pub kind: Option<ExhibitKind>,
    /// The heading above it in the table.
    pub group: Option<String>,
    /// Its printed page numbers; none if it has no pages.
    pub pages: Option<String>,
    /// The number of sheets after its slip sheet.
    pub sheets: usize,
    /// The number of its documents.
    pub documents: usize,
    /// The path of its picture.
    pub picture: Option<String>,
    /// The number of findings in its papers that need a look.
    pub warnings: usize,
}

/// A paper before the cover page or after the last exhibit.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LooseView {
    /// The document's id.
    pub id: String,
    /// Its title, or the name of the paper.
    pub title: String,
    /// What it is in the dossier, as `ui.part.` texts name it: a form can have its title in the
    /// language of the court.
    #[ts(type = "RoleFields['is']")]
    pub part: &'static str,
    /// Its printed page numbers; none if it has none.
    pub pages: Option<String>,
    /// The number of its sheets.
    pub sheets: usize,
    /// The path of its picture.
    pub picture: Option<String>,
    /// The number of findings in its paper that need a look.
    pub warnings: usize,
}

/// A paper that is not placed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PaperView {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its file name when it was received.
    pub name: String,
    /// Its kind.
    pub media: MediaKind,
    /// The number of its pages.
    pub pages: u32,
    /// The path of its picture.
    pub picture: String,
}

/// A paper that could not be taken in.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StillToGetView {
    /// Its name in the list.
    pub name: String,
    /// Why, and what to do.
    pub why: Vec<String>,
}

impl StillToGetView {
    pub(crate) fn list(texts: &Catalogue, matter: &Matter) -> Vec<Self> {
        let list = matter.facts.still_to_get.iter();
        list.map(|paper| Self {
            name: paper.name.clone(),
            why: paper
                .why
                .iter()
                .map(|finding| FindingView::new(texts, finding, None).message)
                .collect(),
        })
        .collect()
    }
}

/// The result of an act.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Arranged {
    /// The name of the act in the user's language.
    pub act: String,
    /// The matter after it.
    pub matter: MatterNews,
}

/// The changes of a matter, for a receiver that may have an earlier view: after a move in a case of
/// a thousand exhibits, only two of them differ.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MatterNews {
    /// The revision of the earlier view that has the other exhibits; none if all of them are here.
    pub since: Option<String>,
    /// The ids of all exhibits, in order.
    pub order: Vec<String>,
    /// The matter, with only those exhibits that are new or have changed.
    pub view: MatterView,
}

/// The part of a view that is kept to find later changes.
#[derive(Debug)]
pub struct Shown {
    id: MatterId,
    revision: String,
    exhibits: Vec<ExhibitView>,
}

impl Shown {
    /// Whether it is a view of this matter.
    #[must_use]
    pub fn is_of(&self, id: &MatterId) -> bool {
        self.id == *id
    }
}

impl From<&MatterView> for Shown {
    fn from(view: &MatterView) -> Self {
        Self {
            id: view.id.clone(),
            revision: view.revision.clone(),
            exhibits: view.exhibits.clone(),
        }
    }
}

impl MatterNews {
    /// The changes since an earlier view, if there is one, and the view that the receiver has
    /// afterwards.
    ///
    /// The receiver holds one view and applies every answer to it, so it is enough to remember what
    /// it holds. An exhibit is sent if the earlier view lacks it or has it differently; `order`
    /// then tells the receiver which exhibits to keep and where. `since` names the revision of the
    /// earlier view: a receiver that holds another one (it missed an answer) asks for the whole
    /// matter.
    #[must_use]
    pub fn since(shown: Option<&Shown>, now: MatterView) -> (Self, Shown) {
        let shown = shown.filter(|shown| shown.is_of(&now.id));
        let known: HashMap<&str, &ExhibitView> = shown
            .into_iter()
            .flat_map(|had| &had.exhibits)
            .map(|exhibit| (exhibit.id.as_str(), exhibit))
            .collect();
        let order = now
            .exhibits
            .iter()
            .map(|exhibit| exhibit.id.clone())
            .collect();
        let mut view = now;
        let exhibits = mem::take(&mut view.exhibits);
        let is_news = |exhibit: &&ExhibitView| {
            known
                .get(exhibit.id.as_str())
                .is_none_or(|had| had != exhibit)
        };
        view.exhibits = exhibits.iter().filter(is_news).cloned().collect();
        let now_shown = Shown {
            id: view.id.clone(),
            revision: view.revision.clone(),
            exhibits,
        };
        (
            Self {
                since: shown.map(|had| had.revision.clone()),
                order,
                view,
            },
            now_shown,
        )
    }
}

/// Details of a matter in the list, requested once its row is visible.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct Glance {
    /// The path of a picture of its first paper.
    pub picture: Option<String>,
    /// The facts that the cover page still lacks, in words. Before the first paper nothing is
    /// missed.
    pub missing: Vec<String>,
    /// How the checklist of the case stands, in one line; none where it follows none.
    pub checklist: Option<String>,
    /// The titles of papers that have run out, or will before the hearing.
    pub running_out: Vec<String>,
    /// How many values papers write in several ways, and nobody has decided about.
    pub differences: usize,
    /// The number of things to look at before the filing, as the check counts them; none where the
    /// rules of the court cannot be used.
    pub open: Option<usize>,
}

/// A matter as the window lists it.
///
/// # Errors
/// When no matter has this id, or its profile is unknown.
pub(crate) fn view(state: &State, id: &MatterId) -> Result<MatterView, AppError> {
    let Planned {
        matter,
        revision,
        plan,
        ..
    } = plans::planned(state, id)?;
    let history = state.vault.history(id)?;
    let act = |step: Option<&Step>| step.map(|step| state.step(id, *step)).transpose();
    let places = Places::of(&plan);
    let untitled = state
        .assets
        .texts(matter.facts.language)
        .text("dossier.untitled");
    let loose = |documents: &[Document]| -> Result<Vec<LooseView>, AppError> {
        let views = documents.iter();
        views
            .map(|document| loose_view(&matter, &places, document))
            .collect()
    };
    let exhibits = matter
        .exhibits
        .iter()
        .map(|exhibit| exhibit_view(&matter, &places, exhibit, (untitled, state.language())));
    let mut unplaced = Vec::new();
    for digest in matter.unplaced() {
        let item = item_of(&matter, &digest)?;
        unplaced.push(PaperView {
            sha256: item.original.to_string(),
            name: item.name.clone(),
            media: item.media,
            pages: item.pages,
            picture: picture_of(&matter, &item.pictured(), 1, 0),
        });
    }
    Ok(MatterView {
        id: matter.id.clone(),
        name: matter.name.clone(),
        read_only: state.vault.is_read_only(id)?,
        facts: FactsView::from(&*matter.facts),
        revision,
        pages: plan.pages.len(),
        estimate: plan.estimate,
        estimate_size: state.texts().about(plan.estimate),
        front: loose(&matter.front)?,
        exhibits: exhibits.collect::<Result<_, _>>()?,
        back: loose(&matter.back)?,
        unplaced,
        still_to_get: StillToGetView::list(state.texts(), &matter),
        undo: act(history.undo.last())?,
        redo: act(history.redo.last())?,
    })
}

/// Details of a matter in the list.
///
/// # Errors
/// When no matter has this id.
pub(crate) fn glance(state: &State, id: &MatterId) -> Result<Glance, AppError> {
    let matter = state.vault.matter(id)?;
    let document = matter
        .exhibits
        .iter()
        .flat_map(|exhibit| &exhibit.documents)
        .next();
    let picture = match document {
        Some(document) => Some(first_picture(&matter, document)?),
        None => None,
    };
    let mut missing = Vec::new();
    if matter.documents().next().is_some() {
        let court = profile_store::court(state, &matter.facts.profile)?;
        let lacks = expediente_bundle::missing_facts(&matter.facts, &court.profile);
        let words = lacks.into_iter();
        missing.extend(words.map(|fact| state.texts().text(&format!("fact.{fact}")).to_owned()));
    }
    // With broken rules nothing can be checked; the card shows the rest.
    let checked = pre_build_view::before_build(state, id).ok();
    let is_open = |one: &&FindingView| one.severity != Severity::Note && one.answer.is_none();
    // With broken rules, nothing is known of what runs out.
    let court = profile_store::court(state, &matter.facts.profile).ok();
    let profile = court.as_ref().map(|court| &*court.profile);
    Ok(Glance {
        picture,
        missing,
        checklist: profile.and_then(|court| status_line(state, &matter, court)),
        differences: differences::view::open(&matter),
        running_out: profile.map_or_else(Vec::new, |court| running_out(state, &matter, court)),
        open: checked.map(|checked| checked.findings.iter().filter(is_open).count()),
    })
}

fn exhibit_view(
    matter: &Matter,
    places: &Places<'_>,
    exhibit: &Exhibit,
    (untitled, language): (&str, Language),
) -> Result<ExhibitView, AppError> {
    let given = exhibit.title.trim();
    let planned = places.exhibit(exhibit.id).first();
    let printed = planned.map_or(if given.is_empty() { untitled } else { given }, |planned| {
        &*planned.title
    });
    let own = exhibit.in_languages.get(language, TextField::Title);
    let title = match own {
        Some(own) => own,
        None if given.is_empty() => printed,
        None => given,
    };
    let mut count = 0;
    for document in &exhibit.documents {
        count += warnings(item_of(matter, &document.item)?);
    }
    let picture = match exhibit.documents.first() {
        Some(document) => Some(first_picture(matter, document)?),
        None => None,
    };
    Ok(ExhibitView {
        id: exhibit.id.to_string(),
        label: planned.map(|planned| planned.label.to_string()),
        title: title.to_owned(),
        printed: (printed != title).then(|| printed.to_owned()),
        named: !given.is_empty(),
        kind: exhibit.kind,
        group: exhibit.group.clone(),
        pages: places.pages_of_exhibit(exhibit.id),
        sheets: places.sheets_of_exhibit(exhibit.id),
        documents: exhibit.documents.len(),
        picture,
        warnings: count,
    })
}

fn loose_view(
    matter: &Matter,
    places: &Places<'_>,
    document: &Document,
) -> Result<LooseView, AppError> {
    let item = item_of(matter, &document.item)?;
    Ok(LooseView {
        id: document.id.to_string(),
        title: document.title.clone().unwrap_or_else(|| item.name.clone()),
        part: document.role.word(),
        pages: places.pages_of_document(document.id),
        sheets: places
            .document(document.id)
            .iter()
            .map(|part| part.last + 1 - part.first)
            .sum(),
        picture: Some(first_picture(matter, document)?),
        warnings: warnings(item),
    })
}

fn first_picture(matter: &Matter, document: &Document) -> Result<String, AppError> {
    let item = item_of(matter, &document.item)?;
    let page = first_page(document, item);
    Ok(picture_in(matter, document, page))
}

/// The page shown for a document: the first that goes in, or page 1 if none does.
pub(crate) fn first_page(document: &Document, item: &Item) -> u32 {
    let chosen = document.chosen_pages(item.pages);
    chosen.first().copied().unwrap_or(1)
}

fn warnings(item: &Item) -> usize {
    let findings = item.findings.iter();
    findings
        .filter(|finding| finding.severity() != Severity::Note)
        .count()
}
