//! A matter as the window lists it: its exhibits in order, each with its place in the dossier. What stands in an exhibit
//! is in `detail.rs`, so that a thousand exhibits stay a small answer.

use std::collections::HashMap;
use std::mem;

use expediente_bundle::Places;
use expediente_model::{
    Document, Exhibit, ExhibitKind, Item, Matter, MatterId, MediaKind, Severity, Step,
};
use serde::Serialize;
use ts_rs::TS;

use crate::error::AppError;
use crate::item::item_of;
use crate::state::State;
use crate::store::profile_store;
use crate::views::facts_view::FactsView;
use crate::views::finding_view::FindingView;
use crate::views::plans::{self, Planned};

/// A matter with the plan of its dossier.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MatterView {
    /// Its id.
    #[ts(type = "string")]
    pub id: MatterId,
    /// Its short name.
    pub name: String,
    /// Whether it can only be read.
    pub read_only: bool,
    /// Its facts.
    pub facts: FactsView,
    /// Another one after each act.
    pub revision: String,
    /// Pages of the dossier as it is planned.
    pub pages: usize,
    /// About how many bytes it will have.
    pub estimate: u64,
    /// The same for people.
    pub estimate_size: String,
    /// Papers before the cover page.
    pub front: Vec<LooseView>,
    /// Its exhibits.
    pub exhibits: Vec<ExhibitView>,
    /// Papers after the last exhibit.
    pub back: Vec<LooseView>,
    /// Papers that stand nowhere.
    pub unplaced: Vec<PaperView>,
    /// What can be undone next.
    pub undo: Option<String>,
    /// What can be redone next.
    pub redo: Option<String>,
    /// What is wrong with the plan.
    pub findings: Vec<FindingView>,
}

/// An exhibit with its place in the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExhibitView {
    /// Its id.
    pub id: String,
    /// Its label; none while it has no pages.
    pub label: Option<String>,
    /// What the table calls it.
    pub title: String,
    /// Whether somebody gave it that title.
    pub named: bool,
    /// What kind of paper it is.
    pub kind: Option<ExhibitKind>,
    /// The heading that it stands under.
    pub group: Option<String>,
    /// Its pages as printed; none while it has no pages.
    pub pages: Option<String>,
    /// How many sheets stand behind its slip sheet.
    pub sheets: usize,
    /// How many documents it has.
    pub documents: usize,
    /// Where its picture is drawn.
    pub picture: Option<String>,
    /// How many things in its papers want a look.
    pub warnings: usize,
}

/// A paper before the cover page or after the last exhibit.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LooseView {
    /// The document's id.
    pub id: String,
    /// Its title, or the paper's name.
    pub title: String,
    /// Its pages as printed; none while it has no numbers.
    pub pages: Option<String>,
    /// How many sheets.
    pub sheets: usize,
    /// Where its picture is drawn.
    pub picture: Option<String>,
    /// How many things in its paper want a look.
    pub warnings: usize,
}

/// A paper that stands nowhere.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PaperView {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its name when it came.
    pub name: String,
    /// What it is.
    pub media: MediaKind,
    /// Its pages.
    pub pages: u32,
    /// Where its picture is drawn.
    pub picture: String,
}

/// What an act did.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Arranged {
    /// Its name in words.
    pub act: String,
    /// The matter after it.
    pub matter: MatterNews,
}

/// A matter, told to somebody who may have an earlier view of it: after a move in a case of a thousand exhibits two of
/// them are others.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MatterNews {
    /// The revision of the view that the other exhibits are taken from; none when all of them are here.
    pub since: Option<String>,
    /// All exhibits in their order, by id.
    pub order: Vec<String>,
    /// The matter, with those of its exhibits that are new or others than before.
    pub view: MatterView,
}

/// What is kept of a view to tell what has changed since.
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
    /// What is to be told of a matter to whoever has an earlier view, or none, and what that view is from then on.
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

/// What the list of matters shows beside a name once it is drawn.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct Glance {
    /// Where a picture of its first paper is drawn.
    pub picture: Option<String>,
    /// What the cover page still needs, in words.
    pub missing: Vec<String>,
}

/// Where a page of a paper is drawn: a path of the window's picture protocol, without the size.
pub(crate) fn picture_of(matter: &Matter, item: &Item, page: u32, degrees: u16) -> String {
    format!("paper/{}/{}/{page}/{degrees}", matter.id, item.original)
}

/// A matter as the window lists it.
///
/// # Errors
/// When there is none of this id, or its profile is unknown.
pub(crate) fn view(state: &State, id: &MatterId) -> Result<MatterView, AppError> {
    let Planned {
        matter,
        revision,
        plan,
        ..
    } = plans::planned(state, id)?;
    let history = state.vault.history(id)?;
    let act = |step: Option<&Step>| step.map(|step| state.act(step.act));
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
        .map(|exhibit| exhibit_view(&matter, &places, exhibit, untitled));
    let mut unplaced = Vec::new();
    for digest in matter.unplaced() {
        let item = item_of(&matter, &digest)?;
        unplaced.push(PaperView {
            sha256: item.original.to_string(),
            name: item.name.clone(),
            media: item.media,
            pages: item.pages,
            picture: picture_of(&matter, item, 1, 0),
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
        estimate_size: state.texts().size(plan.estimate),
        front: loose(&matter.front)?,
        exhibits: exhibits.collect::<Result<_, _>>()?,
        back: loose(&matter.back)?,
        unplaced,
        undo: act(history.undo.last()),
        redo: act(history.redo.last()),
        findings: state.planned_views(&plan.findings),
    })
}

/// What the list of matters shows of one.
///
/// # Errors
/// When there is none of this id.
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
    let missing = expediente_bundle::missing_facts(
        &matter.facts,
        &profile_store::court(state, &matter.facts.profile)?.profile,
    );
    let words = missing
        .into_iter()
        .map(|fact| state.texts().text(&format!("fact.{fact}")).to_owned());
    Ok(Glance {
        picture,
        missing: words.collect(),
    })
}

fn exhibit_view(
    matter: &Matter,
    places: &Places<'_>,
    exhibit: &Exhibit,
    untitled: &str,
) -> Result<ExhibitView, AppError> {
    let given = exhibit.title.trim();
    let planned = places.exhibit(exhibit.id).first();
    let title = planned.map_or(if given.is_empty() { untitled } else { given }, |planned| {
        &*planned.title
    });
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
    let degrees = document.turn(page).degrees();
    Ok(picture_of(matter, item, page, degrees))
}

/// The page that stands for a document: the first that goes in, or page 1 where none does.
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
