//! The contents of one place of a matter: an exhibit, or the papers before the cover page or after
//! the last exhibit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use expediente_bundle::{BundlePlan, Places, PlannedPage, PlannedSheet, date_in_words};
use expediente_model::{
    Catalogue, Document, Exhibit, ExhibitId, ExhibitKind, InLanguages, Item, Matter, MatterId,
    MediaKind, PageCode, PageRanges, PaperField, Place,
};
use serde::Serialize;
use ts_rs::TS;

use crate::checklists::view::{FreshView, freshness};
use crate::conclusions::from_words::Words;
use crate::conclusions::suggested::Suggested;
use crate::conclusions::{Conclusion, filled, renderings, suggest};
use crate::edit::fields::ExhibitFields;
use crate::edit::role_fields::RoleFields;
use crate::error::AppError;
use crate::glossary;
use crate::item::item_of;
use crate::state::State;
use crate::views::finding_view::FindingView;
use crate::views::matter_view::first_page;
use crate::views::picture_paths::picture_in;
use crate::views::plans::{self, Planned};

/// A place with its documents.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlaceDetail {
    /// `front`, `back`, or the exhibit's id.
    pub place: String,
    /// The exhibit's label.
    pub label: Option<String>,
    /// Its printed page numbers.
    pub pages: Option<String>,
    /// The fields of the exhibit; none if the place is not an exhibit.
    pub fields: Option<ExhibitFields>,
    /// Until when the court takes it.
    pub fresh: Option<FreshView>,
    /// What its papers suggest for empty fields of it and of its documents, and what of their names
    /// is filled in already.
    pub suggestions: Vec<Conclusion>,
    /// Its documents.
    pub documents: Vec<DocumentDetail>,
}

/// A document with its pages.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DocumentDetail {
    /// Its id.
    pub id: String,
    /// The file name of the paper when it was received.
    pub paper: String,
    /// The zip or mail that it came out of, with the path inside.
    pub origin: Option<String>,
    /// The kind of file.
    pub media: MediaKind,
    /// SHA-256 of the paper.
    pub sha256: String,
    /// Its size, formatted for people.
    pub size: String,
    /// Its title in the outline.
    pub title: Option<String>,
    /// The caption printed under a photo.
    pub caption: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Where a photo was taken, as the user wrote it.
    pub taken_at: Option<String>,
    /// Who issued it, where its exhibit has several papers.
    pub issuer: Option<String>,
    /// The number on it, of an apostille.
    pub number: Option<String>,
    /// The code with which it can be verified.
    pub code: Option<String>,
    /// The address where it can be verified.
    pub address: Option<String>,
    /// The last day on which it is valid.
    pub valid_until: Option<String>,
    /// Who holds the original.
    pub original_with: Option<String>,
    /// Who is on a photo, or whom a paper among several is about.
    pub people: Option<String>,
    /// Who took a photo.
    pub author: Option<String>,
    /// Its texts in other languages.
    pub in_languages: InLanguages,
    /// Its printed page numbers.
    pub pages: Option<String>,
    /// Its role.
    #[serde(rename = "part")]
    pub role: RoleFields,
    /// Whether it is an exported chat.
    pub chat: bool,
    /// Whether it is a form that waits for its signature.
    pub unsigned: bool,
    /// Whether it is a draft.
    pub draft: bool,
    /// The data that the camera stored in a photo.
    pub photo: Option<PhotoView>,
    /// The codes for machines on its pages.
    pub codes: Vec<PageCode>,
    /// Until when it says that it is valid.
    pub expires: Option<ExpiryView>,
    /// Every page of the paper: the chosen ones first, in their order.
    pub leaves: Vec<LeafView>,
    /// Findings about the paper.
    pub findings: Vec<FindingView>,
}

/// The last day on which a paper says that it is valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExpiryView {
    /// The day, for people.
    pub day: String,
    /// The line that it was read from.
    pub from: String,
    /// The page of the paper that the line is on, counted from 1.
    pub page: u32,
}

/// The data that the camera stored in a photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PhotoView {
    /// The day it was taken.
    pub date: Option<String>,
    /// Date and time as the camera wrote them.
    pub taken: Option<String>,
    /// Make and model.
    pub camera: Option<String>,
    /// Latitude and longitude, in the form that maps accept.
    pub position: Option<String>,
}

/// One page of a paper.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LeafView {
    /// The number of the page, counted from 1.
    pub page: u32,
    /// Its printed number in the dossier.
    pub label: Option<String>,
    /// Whether it is left out.
    pub out: bool,
    /// The user's clockwise rotation, in degrees.
    pub turn: u16,
    /// Whether the sheet is shown that was cut out of it.
    pub straightened: bool,
    /// The path of its picture.
    pub picture: String,
}

/// A photo to caption.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CaptionView {
    /// The document's id.
    pub document: String,
    /// Its exhibit's id.
    pub exhibit: String,
    /// Its exhibit's label.
    pub label: Option<String>,
    /// The caption printed under it.
    pub caption: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Where it was taken.
    pub place: Option<String>,
    /// Who is on a photo, or whom a paper among several is about.
    pub people: Option<String>,
    /// Who took a photo.
    pub author: Option<String>,
    /// Its texts in other languages.
    pub in_languages: InLanguages,
    /// The data that the camera stored.
    pub photo: Option<PhotoView>,
    /// The path of its picture.
    pub picture: String,
}

/// The contents of a place: `front`, `back`, or an exhibit named by its id.
///
/// # Errors
/// When there is no such matter or exhibit.
pub(crate) fn detail(state: &State, id: &MatterId, place: &str) -> Result<PlaceDetail, AppError> {
    let planned = plans::planned(state, id)?;
    let Planned { matter, plan, .. } = &planned;
    let places = Places::of(plan);
    let terms = glossary::terms(state);
    let documents = |documents: &[Document]| -> Result<Vec<DocumentDetail>, AppError> {
        documents
            .iter()
            .map(|one| document_detail(state, &planned, &places, one))
            .collect()
    };
    let label = |id: ExhibitId| {
        let placed = places.exhibit(id).first();
        placed.map(|placed| placed.label.to_string())
    };
    let concluded = |mut suggested: Vec<Suggested>, at: Place, there: &[Document]| {
        suggest::likelier_first(&planned, &mut suggested);
        let mut all = suggest::views(state.texts(), &suggested, &label);
        let certain = filled::of_place(matter, at, there)?;
        all.extend(filled::shown(suggest::views(
            state.texts(),
            &certain,
            &label,
        )));
        Ok::<_, AppError>(all)
    };
    let loose = |at: Place, there: &[Document]| {
        let mut found = suggest::of_loose(matter, at, there)?;
        found.extend(renderings::of_loose(matter, at, there, &terms));
        Ok(PlaceDetail {
            place: place.to_owned(),
            label: None,
            pages: None,
            fields: None,
            fresh: None,
            suggestions: concluded(found, at, there)?,
            documents: documents(there)?,
        })
    };
    match place {
        "front" => return loose(Place::Front, &matter.front),
        "back" => return loose(Place::Back, &matter.back),
        _ => {}
    }
    let exhibit = place
        .parse::<ExhibitId>()
        .ok()
        .and_then(|id| matter.exhibit(id));
    let exhibit = exhibit.ok_or_else(|| AppError::NoExhibit(place.to_owned()))?;
    let mut found = suggest::of_exhibit(matter, exhibit)?;
    found.extend(renderings::of_exhibit(matter, exhibit, &terms));
    Ok(PlaceDetail {
        place: place.to_owned(),
        label: label(exhibit.id),
        pages: places.pages_of_exhibit(exhibit.id),
        fields: Some(ExhibitFields::of(exhibit)),
        fresh: freshness(state, matter, &planned.profile, exhibit),
        suggestions: concluded(found, Place::Exhibit(exhibit.id), &exhibit.documents)?,
        documents: documents(&exhibit.documents)?,
    })
}

fn expiry_view(texts: &Catalogue, document: &Document, item: &Item) -> Option<ExpiryView> {
    let said = Words::of(document, item).get(PaperField::Expires)?;
    // Of a day that can be two, a person looks at the line.
    let days = said.values.iter().filter_map(|day| day.parse().ok());
    let days: Vec<String> = days.map(|day| date_in_words(texts, day)).collect();
    Some(ExpiryView {
        day: days.join(texts.text("conclusion.or")),
        from: said.line.clone(),
        page: said.page,
    })
}

/// Every photo of the exhibits, in the order of the dossier.
///
/// # Errors
/// When there is no such matter.
pub(crate) fn captions(state: &State, id: &MatterId) -> Result<Vec<CaptionView>, AppError> {
    let Planned { matter, plan, .. } = plans::planned(state, id)?;
    let labels: BTreeMap<_, _> = plan
        .exhibits
        .iter()
        .map(|placed| (placed.id, placed.label.to_string()))
        .collect();
    let mut views = Vec::new();
    // A scan of a certificate is a picture too, but needs no caption.
    let photos =
        |exhibit: &&Arc<Exhibit>| exhibit.kind.is_none_or(|kind| kind == ExhibitKind::Photo);
    for exhibit in matter.exhibits.iter().filter(photos) {
        for document in &exhibit.documents {
            let item = item_of(&matter, &document.item)?;
            if !item.is_picture() {
                continue;
            }
            let page = first_page(document, item);
            views.push(CaptionView {
                document: document.id.to_string(),
                exhibit: exhibit.id.to_string(),
                label: labels.get(&exhibit.id).cloned(),
                caption: document.caption.clone(),
                date: document.date.map(|date| date.to_string()),
                place: document.place.clone(),
                people: document.people.clone(),
                author: document.author.clone(),
                in_languages: document.in_languages.clone(),
                photo: photo_view(item),
                picture: picture_in(&matter, document, page),
            });
        }
    }
    Ok(views)
}

fn document_detail(
    state: &State,
    Planned { matter, plan, .. }: &Planned,
    places: &Places<'_>,
    document: &Document,
) -> Result<DocumentDetail, AppError> {
    let item = item_of(matter, &document.item)?;
    let mut shown: Vec<&PlannedPage> = Vec::new();
    for part in places.document(document.id) {
        let pages = plan.pages.get(part.first..=part.last);
        shown.extend(pages.ok_or(AppError::Bug("a document is planned outside the dossier"))?);
    }
    Ok(DocumentDetail {
        id: document.id.to_string(),
        paper: item.name.clone(),
        origin: item.origin.as_ref().map(ToString::to_string),
        media: item.media,
        sha256: item.original.to_string(),
        size: state.texts().size(item.size),
        title: document.title.clone(),
        caption: document.caption.clone(),
        date: document.date.map(|date| date.to_string()),
        taken_at: document.place.clone(),
        issuer: document.issuer.clone(),
        number: document.number.clone(),
        code: document.code.clone(),
        address: document.address.clone(),
        valid_until: document.valid_until.map(|date| date.to_string()),
        original_with: document.original_with.clone(),
        people: document.people.clone(),
        author: document.author.clone(),
        in_languages: document.in_languages.clone(),
        pages: places.pages_of_document(document.id),
        role: RoleFields::of(&document.role),
        chat: item.is_chat(),
        unsigned: document.unsigned,
        draft: shown.iter().any(|page| page.draft),
        photo: photo_view(item),
        codes: item
            .read
            .as_ref()
            .map_or_else(Vec::new, |read| read.codes.clone()),
        expires: expiry_view(state.texts(), document, item),
        leaves: leaves(matter, plan, &shown, document, item),
        findings: item
            .findings
            .iter()
            .map(|finding| FindingView::new(state.texts(), finding, None))
            .collect(),
    })
}

/// What a camera says of a photo, in the picture or in its name; none for other papers.
fn photo_view(item: &Item) -> Option<PhotoView> {
    let day = suggest::day_taken(item);
    let photo = item.photo.as_ref();
    if photo.is_none() && day.is_none() {
        return None;
    }
    let position = photo.and_then(|photo| photo.position);
    Some(PhotoView {
        date: day.map(|day| day.date.to_string()),
        taken: photo.and_then(|photo| photo.taken.clone()),
        camera: photo.and_then(|photo| photo.camera.clone()),
        position: position.map(|(latitude, longitude)| format!("{latitude:.5}, {longitude:.5}")),
    })
}

/// The pages of a paper, with their numbers in the plan.
fn leaves(
    matter: &Matter,
    plan: &BundlePlan,
    shown: &[&PlannedPage],
    document: &Document,
    item: &Item,
) -> Vec<LeafView> {
    let mut labels: BTreeMap<u32, String> = BTreeMap::new();
    for planned in shown {
        match (&planned.sheet, plan.label_of(planned)) {
            (PlannedSheet::Paper { page, .. }, Some(label)) => {
                labels.entry(*page).or_insert_with(|| label.to_string());
            }
            (PlannedSheet::Photos { photos, .. }, Some(label)) => {
                for photo in photos.iter().filter(|photo| photo.item == item.original) {
                    labels
                        .entry(photo.page)
                        .or_insert_with(|| label.to_string());
                }
            }
            _ => {}
        }
    }
    let named: Vec<u32> = match &document.pages {
        Some(ranges) => ranges.iter().filter(|page| *page <= item.pages).collect(),
        None => (1..=item.pages).collect(),
    };
    let mut known: BTreeSet<u32> = named.iter().copied().collect();
    // Of a paper that was cut in several, the pages of the others are shown there.
    if document.pages.is_some() {
        let others = matter.documents();
        let others = others.filter(|one| one.item == document.item && one.id != document.id);
        known.extend(others.flat_map(|other| other.pages.iter().flat_map(PageRanges::iter)));
    }
    let rest = (1..=item.pages).filter(|page| !known.contains(page));
    let leaf = |page: u32, out: bool| LeafView {
        page,
        label: if out {
            None
        } else {
            labels.get(&page).cloned()
        },
        out,
        turn: document.turn(page).degrees(),
        straightened: document.straightened(page).is_some(),
        picture: picture_in(matter, document, page),
    };
    let inside = named
        .iter()
        .map(|page| leaf(*page, document.left_out.contains(page)));
    inside.chain(rest.map(|page| leaf(page, true))).collect()
}
