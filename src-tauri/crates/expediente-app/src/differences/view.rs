//! What papers write in several ways, as the window and the command line see it.

use std::collections::BTreeMap;

use expediente_bundle::{Places, Sort, Spelled, date_in_words, spellings, written_a_number};
use expediente_model::{Catalogue, Date, Language, Matter, MatterId, Spelling};
use serde::Serialize;
use ts_rs::TS;

use crate::error::AppError;
use crate::item::item_of;
use crate::state::State;
use crate::views::finding_view::place_word;
use crate::views::picture_paths::picture_in;
use crate::views::plans;

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
    /// The same in other languages.
    pub reasons: BTreeMap<Language, String>,
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
    let places = Places::of(&planned.plan);
    let mut sorts = Vec::new();
    let mut open = 0;
    for (sort, values) in spellings(matter) {
        let decided = matter.facts.spellings.get(sort.word());
        let right = decided.map(|one| one.right.clone());
        let mut views = Vec::with_capacity(values.len());
        for spelled in &values {
            let places = written_at(matter, &places, spelled)?;
            views.push(ValueView {
                value: spelled.value.clone(),
                shown: shown(state.texts(), sort, &spelled.value),
                on_cover: spelled.on_cover,
                differs: spelled.differs,
                is_right: decided.is_some_and(|one| one.right == spelled.value),
                reason: decided.and_then(|one| one.explained.get(&spelled.value).cloned()),
                reasons: reasons_in_languages(decided, &spelled.value),
                places,
            });
        }
        open += values.iter().filter(|one| one.is_open(decided)).count();
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
        // A photo on which no words were found was read.
        unread += usize::from(item.text_facts().is_none() && item.read.is_none());
    }
    Ok(DifferencesView {
        sorts,
        open,
        unread,
    })
}

/// The reasons of a value in other languages than the one that was first written.
fn reasons_in_languages(decided: Option<&Spelling>, value: &str) -> BTreeMap<Language, String> {
    let all = decided.into_iter().flat_map(|one| &one.in_languages);
    all.filter_map(|(language, reasons)| Some((*language, reasons.get(value)?.clone())))
        .collect()
}

/// How many values of a matter wait for somebody to say which is right.
pub(crate) fn open(matter: &Matter) -> usize {
    let sorts = spellings(matter).into_iter().map(|(sort, values)| {
        let decided = matter.facts.spellings.get(sort.word());
        values.iter().filter(|one| one.is_open(decided)).count()
    });
    sorts.sum()
}

/// Where a value is written.
fn written_at(
    matter: &Matter,
    places: &Places<'_>,
    spelled: &Spelled,
) -> Result<Vec<ValuePlace>, AppError> {
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
            place: place_word(matter.find_document(at.document)?.0),
            document: at.document.to_string(),
            label,
            title,
            page,
            pages: at.pages.to_string(),
            picture: picture_in(matter, document, page),
            item: document.item.to_string(),
        });
    }
    Ok(views)
}

/// A value for people, in the language of the texts.
pub(super) fn shown(texts: &Catalogue, sort: Sort, value: &str) -> String {
    match (sort, value.parse::<Date>()) {
        (Sort::Birth, Ok(day)) => date_in_words(texts, day),
        (Sort::ANumber, _) => written_a_number(value),
        _ => value.to_owned(),
    }
}
