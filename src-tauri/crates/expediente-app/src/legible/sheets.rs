//! Sheets of paper on photos: found, offered, cut out, and left as they are.

use std::collections::BTreeMap;
use std::path::PathBuf;

use expediente_intake::protocol::StraightenRequest;
use expediente_intake::{Sheet, Stopped};
use expediente_model::{
    Act, Answer, Change, Corners, Digest, Document, Facts, Item, Matter, MatterId, PaperShape,
    Place, Straightened,
};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use ts_rs::TS;

use crate::edit::arrange::batch_of;
use crate::edit::arrangement::PagesOf;
use crate::edit::commit::commit_planned;
use crate::edit::named::NamedMatter;
use crate::error::{AppError, At};
use crate::item::item_of;
use crate::legible::found_sheets::{found, is_left, left_key, photos};
use crate::legible::sheet_table::{SheetTable, is_even, shown_by, straightened_of};
use crate::platform;
use crate::request_error::RequestError;
use crate::state::State;
use crate::views::finding_view::FindingView;
use crate::views::page_pictures;
use crate::views::picture_paths::{picture_in, picture_of};
use crate::views::plans::{self, Planned};
use crate::watch::{Phase, Watch};

/// A page of a document that is a photo of a sheet of paper, or may be one.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SheetView {
    /// The document.
    pub document: String,
    /// The page of the paper, counted from 1.
    pub page: u32,
    /// The label of its exhibit.
    pub label: Option<String>,
    /// The title of its exhibit, or the name of the paper.
    pub title: String,
    /// The SHA-256 of the paper.
    pub sha256: String,
    /// The corners that are used or were found, across and down in ten-thousandths of the photo:
    /// upper left, upper right, lower right, lower left. None where no sheet is seen.
    #[ts(type = "[number, number][] | null")]
    pub corners: Option<Corners>,
    /// The shape of the sheet that is shown.
    pub shape: Option<PaperShape>,
    /// Whether the sheet is shown, and not the photo.
    pub straightened: bool,
    /// Whether the sheet that is shown is lit evenly.
    pub even: bool,
    /// The path of the picture of the photo.
    pub photo: String,
    /// The path of the picture of the page as it is shown now.
    pub shown: String,
}

/// A sheet that is to be cut out of a photo.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct SheetChoice {
    /// The document.
    pub document: String,
    /// The page of the paper, counted from 1.
    pub page: u32,
    /// The corners of the sheet; none for those that are found.
    #[ts(type = "[number, number][] | null")]
    pub corners: Option<Corners>,
    /// The shape of the sheet; none to tell it from its corners.
    pub shape: Option<PaperShape>,
    /// Whether to light it evenly.
    pub even: bool,
}

pub(crate) fn sheets(
    state: &State,
    id: &MatterId,
    watch: &dyn Watch,
) -> Result<Vec<SheetView>, AppError> {
    let planned = plans::planned(state, id)?;
    let all = photos(&planned.matter)?;
    let total = all.len() as u64;
    let mut views = Vec::new();
    for (done, (document, item, page)) in (0..).zip(all) {
        if !watch.step(Phase::Straighten, done, total) {
            return Err(AppError::Cancelled);
        }
        watch.what(&item.name);
        let shown = straightened_of(document, item, page);
        if shown.is_none() && is_left(&planned.matter, item, page) {
            continue;
        }
        let view = view(state, &planned, document, item, page)?;
        if view.corners.is_some() {
            views.push(view);
        }
    }
    watch.progress(Phase::Straighten, total, total);
    Ok(views)
}

pub(crate) fn sheet(
    state: &State,
    id: &MatterId,
    document: &str,
    page: u32,
) -> Result<SheetView, AppError> {
    let planned = plans::planned(state, id)?;
    let named = NamedMatter::of(&planned);
    let document = named.document(document)?;
    let item = photo(&named.matter, document, page)?;
    view(state, &planned, document, item, page)
}

/// The paper of a document, if this page of it is a photo.
fn photo<'m>(matter: &'m Matter, document: &Document, page: u32) -> Result<&'m Item, AppError> {
    let item = item_of(matter, &document.item)?;
    let total = item.pages;
    if page == 0 || page > total {
        return Err(RequestError::NoPage { page, total }.into());
    }
    if !item.is_picture() {
        return Err(RequestError::NoPhoto(item.name.clone()).into());
    }
    Ok(item)
}

/// A page with the corners of the sheet that is shown of it, or is seen on it.
fn view(
    state: &State,
    planned: &Planned,
    document: &Document,
    item: &Item,
    page: u32,
) -> Result<SheetView, AppError> {
    let matter = &planned.matter;
    let shown = straightened_of(document, item, page);
    let corners = match shown {
        Some(made) => Some(made.corners),
        None => found(state, &matter.id, item, page, &state.gallery.pool)?,
    };
    let exhibit = match matter.find_document(document.id)?.0 {
        Place::Exhibit(id) => matter.exhibit(id),
        Place::Front | Place::Back => None,
    };
    let label = exhibit.and_then(|exhibit| {
        let mut placed = planned.plan.exhibits.iter();
        placed.find(|placed| placed.id == exhibit.id)
    });
    Ok(SheetView {
        document: document.id.to_string(),
        page,
        label: label.map(|placed| placed.label.to_string()),
        title: match exhibit {
            Some(exhibit) if !exhibit.title.is_empty() => exhibit.title.clone(),
            _ => item.name.clone(),
        },
        sha256: item.original.to_string(),
        corners,
        shape: shown.map(|made| made.shape),
        straightened: shown.is_some(),
        even: shown.is_none_or(|made| is_even(item, &made)),
        photo: picture_of(matter, &item.original, page, 0),
        shown: picture_in(matter, document, page),
    })
}

pub(crate) fn straighten(
    state: &State,
    id: &MatterId,
    chosen: &[SheetChoice],
    watch: &dyn Watch,
) -> Result<String, AppError> {
    let shown = cut_all(state, id, chosen, watch)?;
    commit_planned(state, id, |planned| {
        let mut matter = (*planned.matter).clone();
        let mut changes = Vec::new();
        for (document, page, digest) in &shown {
            // As it is by now: a photo can have two pages, and something else can have changed.
            let now = matter.documents().find(|one| one.id == document.id);
            let now = now.ok_or(RequestError::NothingNamed)?;
            let mut document = now.clone();
            document.straightened.insert(*page, *digest);
            let change = Change::SetDocument { document };
            matter.apply(&change)?;
            changes.push(change);
        }
        Ok((Act::Straighten, batch_of(changes)))
    })
}

/// Makes the pictures of sheets, and records them with their papers. Returns which document and
/// page each is of, with its SHA-256.
pub(crate) fn cut_all(
    state: &State,
    id: &MatterId,
    chosen: &[SheetChoice],
    watch: &dyn Watch,
) -> Result<Vec<(Document, u32, Digest)>, AppError> {
    if chosen.is_empty() {
        return Err(RequestError::NothingNamed.into());
    }
    let planned = plans::planned(state, id)?;
    let named = NamedMatter::of(&planned);
    let total = chosen.len() as u64;
    let mut shown: Vec<(Document, u32, Digest)> = Vec::with_capacity(chosen.len());
    for (done, choice) in (0..).zip(chosen) {
        if !watch.step(Phase::Straighten, done, total) {
            return Err(AppError::Cancelled);
        }
        let document = named.document(&choice.document)?;
        let item = photo(&named.matter, document, choice.page)?;
        watch.what(&item.name);
        let corners = match choice.corners {
            Some(corners) if corners.are_possible() => Some(corners),
            Some(_) => return Err(RequestError::Corners.into()),
            None => found(state, id, item, choice.page, &state.gallery.pool)?,
        };
        let corners = corners.ok_or_else(|| RequestError::NoSheet(item.name.clone()))?;
        let digest = cut_out(state, id, item, (corners, choice), watch)?;
        shown.push((document.clone(), choice.page, digest));
    }
    watch.progress(Phase::Straighten, total, total);
    Ok(shown)
}

/// Makes the picture of a sheet, and records it with its paper. Returns its SHA-256.
fn cut_out(
    state: &State,
    id: &MatterId,
    item: &Item,
    (corners, choice): (Corners, &SheetChoice),
    watch: &dyn Watch,
) -> Result<Digest, AppError> {
    let page = choice.page;
    let how = (corners, choice.shape, choice.even);
    let (sheet, _out) = sheet_of(state, id, (item, page), how, watch)?;
    let Sheet {
        shape,
        picture,
        made,
    } = sheet;
    let digest = picture.source;
    let files = [(digest, made.path)];
    let now = state.now();
    state
        .vault
        .renew(id, &item.original, &files, &now, |item| {
            let is_new = |had: &Straightened| had.page != page || had.picture.source != digest;
            if item.straightened.iter().all(is_new) {
                item.straightened.push(Straightened {
                    page,
                    corners,
                    shape,
                    picture,
                });
            }
            if item.derivatives.iter().all(|had| had.digest != digest) {
                item.derivatives.push(made.derivative);
            }
        })?;
    Ok(digest)
}

/// Cuts a sheet that was cut out before out of its photo again. Returns its SHA-256 and its file,
/// which is gone when the folder is dropped.
pub(crate) fn cut_again(
    state: &State,
    id: &MatterId,
    item: &Item,
    sheet: &Straightened,
    watch: &dyn Watch,
) -> Result<(Digest, PathBuf, TempDir), AppError> {
    let how = (sheet.corners, Some(sheet.shape), is_even(item, sheet));
    let (made, out) = sheet_of(state, id, (item, sheet.page), how, watch)?;
    Ok((made.picture.source, made.made.path, out))
}

/// Has a child make the picture of a sheet: with corners, its shape, and whether it is lit
/// evenly. Its file is gone when the folder is dropped.
fn sheet_of(
    state: &State,
    id: &MatterId,
    (item, page): (&Item, u32),
    (corners, shape, even): (Corners, Option<PaperShape>, bool),
    watch: &dyn Watch,
) -> Result<(Sheet, TempDir), AppError> {
    let picture = item.picture(page, None);
    let picture = *picture.ok_or(AppError::Bug("a paper has fewer pictures than pages"))?;
    let (path, media) = page_pictures::source_of(state, id, item, &picture);
    let staging = state.vault.staging();
    let out = platform::private_folder_in(&staging, "sheet-").at(&staging)?;
    let request = StraightenRequest {
        size: path.metadata().at(&path)?.len(),
        path: path.as_os_str().to_owned(),
        media,
        orientation: picture.orientation,
        density: picture.density,
        corners,
        shape,
        even,
        out: out.path().as_os_str().to_owned(),
    };
    let sheet = state.inspector.straighten(&request, page, watch.cancel());
    let sheet = sheet.map_err(|stopped| match stopped {
        Stopped::Cancelled => AppError::Cancelled,
        Stopped::Refused(finding) => AppError::NotTaken {
            path: item.name.clone().into(),
            findings: vec![FindingView::new(state.texts(), &finding, None)],
        },
    })?;
    Ok((sheet, out))
}

pub(crate) fn leave(state: &State, id: &MatterId, pages: &[PagesOf]) -> Result<String, AppError> {
    commit_planned(state, id, |planned| {
        let named = NamedMatter::of(planned);
        let mut facts: Facts = (*planned.matter.facts).clone();
        let mut changes = Vec::new();
        for one in pages {
            let mut document = named.document(&one.document)?.clone();
            let item = item_of(&named.matter, &document.item)?;
            let all = || document.chosen_pages(item.pages);
            for page in one.pages.clone().unwrap_or_else(all) {
                photo(&named.matter, &document, page)?;
                document.straightened.remove(&page);
                let answer = Answer {
                    text: "left".to_owned(),
                    about: String::new(),
                };
                facts.answers.insert(left_key(item, page), answer);
            }
            changes.push(Change::SetDocument { document });
        }
        if changes.is_empty() {
            return Err(RequestError::NothingNamed.into());
        }
        let facts = Box::new(facts);
        changes.push(Change::SetFacts { facts });
        Ok((Act::Straighten, batch_of(changes)))
    })
}

/// Cuts out the sheets that a dossier.toml names. As with turns, pages that the paper does not have
/// are passed over; what is none is refused where the document is made.
pub(crate) fn cut_as_named(
    state: &State,
    id: &MatterId,
    paper: &Digest,
    tables: &BTreeMap<String, SheetTable>,
    watch: &dyn Watch,
) -> Result<(), AppError> {
    for (page, table) in tables {
        let matter = state.vault.matter(id)?;
        let item = item_of(&matter, paper)?;
        let page = page.parse().ok();
        let page = page.filter(|page| item.picture(*page, None).is_some());
        if let Some((page, corners)) = page.zip(table.corners()) {
            let one = BTreeMap::from([(page.to_string(), table.clone())]);
            if shown_by(&one, item).is_empty() {
                let choice = SheetChoice {
                    document: String::new(),
                    page,
                    corners: Some(corners),
                    shape: Some(table.shape),
                    even: table.even,
                };
                cut_out(state, id, item, (corners, &choice), watch)?;
            }
        }
    }
    Ok(())
}
