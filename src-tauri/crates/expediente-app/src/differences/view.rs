//! What papers write in several ways, as the window and the command line see it.

use expediente_bundle::{Places, date_in_words};
use expediente_model::{Date, Matter, MatterId};
use serde::Serialize;
use ts_rs::TS;

use crate::differences::collect::{Sort, Spelled, collect};
use crate::error::AppError;
use crate::item::item_of;
use crate::state::State;
use crate::views::picture_paths::picture_in;
use crate::views::plans::{self, Planned};

/// What the papers of a case say of the person.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DifferencesView {
    /// Each sort of value that a paper has.
    pub sorts: Vec<SortView>,
    /// Values that differ from what was said to be right, or among which nothing was, and that are
    /// not explained.
    pub open: usize,
    /// Papers whose words are not known: pictures that nobody read.
    pub unread: usize,
}

/// A sort of value.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SortView {
    /// `name`, `birth`, `identity-number` or `a-number`.
    pub sort: String,
    /// The same in words.
    pub says: String,
    /// The value that somebody said is right.
    pub right: Option<String>,
    /// The values as papers write them.
    pub values: Vec<ValueView>,
}

/// A value.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ValueView {
    /// The value, by which it is named in requests.
    pub value: String,
    /// The same for people.
    pub shown: String,
    /// Whether the cover page says it.
    pub on_cover: bool,
    /// Whether it may be another of these values, written in another way.
    pub differs: bool,
    /// Whether somebody said that it is right.
    pub is_right: bool,
    /// Why it differs, as the note says it.
    pub reason: Option<String>,
    /// Where it is written.
    pub places: Vec<ValuePlace>,
}

/// Where a value is written.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ValuePlace {
    /// `front`, `back`, or the id of the exhibit.
    pub place: String,
    /// The document's id.
    pub document: String,
    /// The label of its exhibit.
    pub label: Option<String>,
    /// What it is called.
    pub title: String,
    /// The first page of the paper that says it, counted from 1.
    pub page: u32,
    /// All pages of the paper that do.
    pub pages: String,
    /// The path of the picture of the first.
    pub picture: String,
    /// The SHA-256 of the paper, by which its words are found.
    pub item: String,
}

pub(super) fn view(state: &State, id: &MatterId) -> Result<DifferencesView, AppError> {
    let planned = plans::planned(state, id)?;
    let matter = &planned.matter;
    let mut sorts = Vec::new();
    let mut open = 0;
    for (sort, values) in collect(matter)? {
        let decided = matter.facts.spellings.get(sort.word());
        let right = decided.map(|one| one.right.clone());
        let mut views = Vec::with_capacity(values.len());
        for spelled in &values {
            views.push(value(state, &planned, sort, spelled)?);
        }
        open += views.iter().filter(|one| is_open(one)).count();
        sorts.push(SortView {
            sort: sort.word().to_owned(),
            says: state
                .texts()
                .text(&format!("difference.{}", sort.word()))
                .to_owned(),
            right,
            values: views,
        });
    }
    let mut unread = 0;
    for document in matter.documents() {
        let item = item_of(matter, &document.item)?;
        unread += usize::from(item.text_facts().is_none());
    }
    Ok(DifferencesView {
        sorts,
        open,
        unread,
    })
}

/// Whether a value differs from another, and nobody said that it is right or why it is written so.
fn is_open(value: &ValueView) -> bool {
    value.differs && !value.is_right && value.reason.is_none()
}

/// How many values of a matter wait for somebody to say which is right.
pub(crate) fn open(matter: &Matter) -> Result<usize, AppError> {
    let mut open = 0;
    for (sort, values) in collect(matter)? {
        let decided = matter.facts.spellings.get(sort.word());
        let is_open = |one: &&Spelled| {
            let is_right = decided.is_some_and(|said| said.right == one.value);
            let is_explained = decided.is_some_and(|said| said.explained.contains_key(&one.value));
            one.differs && !is_right && !is_explained
        };
        open += values.iter().filter(is_open).count();
    }
    Ok(open)
}

fn value(
    state: &State,
    planned: &Planned,
    sort: Sort,
    spelled: &Spelled,
) -> Result<ValueView, AppError> {
    let matter = &planned.matter;
    let decided = matter.facts.spellings.get(sort.word());
    let places = Places::of(&planned.plan);
    let mut views = Vec::with_capacity(spelled.places.len());
    for at in &spelled.places {
        let document = matter.documents().find(|one| one.id == at.document);
        let document = document.ok_or(AppError::Bug("a value is in no document"))?;
        let item = item_of(matter, &document.item)?;
        let exhibit = at.exhibit.and_then(|id| matter.exhibit(id));
        let page = at.pages.iter().next().map_or(1, |page| page);
        let alone = exhibit.filter(|one| one.documents.len() == 1 && !one.title.is_empty());
        let title = document
            .title
            .clone()
            .or_else(|| alone.map(|one| one.title.clone()))
            .unwrap_or_else(|| item.name.clone());
        let label = at.exhibit.and_then(|id| {
            let placed = places.exhibit(id).first();
            placed.map(|placed| placed.label.to_string())
        });
        views.push(ValuePlace {
            place: match at.exhibit {
                Some(id) => id.to_string(),
                None if matter.front.iter().any(|one| one.id == at.document) => "front".to_owned(),
                None => "back".to_owned(),
            },
            document: at.document.to_string(),
            label,
            title,
            page,
            pages: at.pages.to_string(),
            picture: picture_in(matter, document, page),
            item: document.item.to_string(),
        });
    }
    let shown = match (sort, spelled.value.parse::<Date>()) {
        (Sort::Birth, Ok(day)) => date_in_words(state.texts(), day),
        (Sort::ANumber, _) => a_number(&spelled.value),
        _ => spelled.value.clone(),
    };
    Ok(ValueView {
        value: spelled.value.clone(),
        shown,
        on_cover: spelled.on_cover,
        differs: spelled.differs,
        is_right: decided.is_some_and(|one| one.right == spelled.value),
        reason: decided.and_then(|one| one.explained.get(&spelled.value).cloned()),
        places: views,
    })
}

/// An A-number as courts write it.
pub(super) fn a_number(number: &str) -> String {
    let part = |from: usize| number.get(from..from + 3);
    match (part(0), part(3), part(6)) {
        (Some(one), Some(two), Some(three)) => format!("A {one}-{two}-{three}"),
        _ => number.to_owned(),
    }
}
