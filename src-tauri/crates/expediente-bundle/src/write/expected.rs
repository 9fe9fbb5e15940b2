//! What is promised of the pages of a volume, for the proof to compare the written file with:
//! labels and stamps from the plan, digests from the papers, and of our own pages from what was
//! drawn.

use std::fmt::Write as _;
use std::sync::Arc;

use expediente_model::PageDigest;
use expediente_pdf::{Assembler, CatalogEntries, Page, Rect, Setup, Source};
use expediente_proof::{ExpectedBoxes, ExpectedDossier, ExpectedPage, promises};

use crate::error::BundleError;
use crate::plan::bundle_plan::{PlannedPage, PlannedPhoto, PlannedSheet, PlannedVolume};
use crate::plan::stamped_page::{Room, StampedPage};
use crate::write::page_writer::write_error;
use crate::write::render_input::RenderInput;
use crate::write::words::PaperWords;

/// What our own pages show, by their index among the drawn pages.
pub(crate) type OwnPromises = Vec<[u8; 32]>;

/// Has the drawn pages proved as if they were a paper, which tells what they show.
pub(crate) fn own_promises(
    input: &RenderInput,
    drawn: &Arc<Source>,
) -> Result<OwnPromises, BundleError> {
    let count = drawn.page_count();
    let setup = Setup {
        font: input.fonts.stamps().clone(),
        output_intent: None,
    };
    let mut assembler = Assembler::new(Vec::new(), count, setup).map_err(write_error)?;
    let id = assembler.source(Arc::clone(drawn), &[]);
    for index in 0..count {
        assembler
            .page(Page::of_source(id, index))
            .map_err(write_error)?;
    }
    let written = assembler
        .finish(CatalogEntries::plain(count))
        .map_err(write_error)?;
    let promised = promises(&written.out.as_slice())
        .map_err(|unproved| BundleError::FrontMatter(format!("{unproved:?}")))?;
    Ok(promised.into_iter().map(|page| page.page.digest).collect())
}

/// The digest that is promised of a page's sheet; none for a sheet that draws nothing.
pub(crate) fn sheet_promise(
    input: &RenderInput,
    planned: &PlannedPage,
    own: Option<[u8; 32]>,
) -> Result<Option<[u8; 32]>, BundleError> {
    let digest = match &planned.sheet {
        PlannedSheet::Paper { item, page, .. } => {
            let promises = input.item(*item)?.promises.as_ref();
            let promised = promises.and_then(|promises| promises.page(*page));
            let (digest, _) = promised.ok_or(NOT_PROMISED)?;
            Some(*digest.as_bytes())
        }
        _ => own,
    };
    Ok(digest.filter(|digest| *digest != [0; 32]))
}

const NOT_PROMISED: BundleError = BundleError::Bug("nothing was promised of a paper");

/// The digests that are promised of the pictures on a page, in the order in which they are drawn.
pub(crate) fn picture_promises(
    input: &RenderInput,
    planned: &PlannedPage,
) -> Result<Vec<[u8; 32]>, BundleError> {
    let PlannedSheet::Photos { photos, .. } = &planned.sheet else {
        return Ok(Vec::new());
    };
    let promise = |photo: &PlannedPhoto| {
        let picture = input
            .item(photo.item)?
            .picture(photo.page, photo.straightened);
        let promise: Option<PageDigest> = picture.and_then(|picture| picture.promise);
        promise.map(|digest| *digest.as_bytes()).ok_or(NOT_PROMISED)
    };
    photos.iter().map(promise).collect()
}

/// What is promised of a volume.
pub(crate) struct Promised {
    pub(crate) dossier: ExpectedDossier,
    /// The pages that are not as they came in, or whose stamps stand elsewhere, and how: a part of
    /// the identity of the file.
    pub(crate) changed: String,
}

/// What is promised of a volume. `own` says what our page at a place shows.
pub(crate) fn expected_dossier(
    input: &RenderInput,
    volume: &PlannedVolume,
    own: &dyn Fn(usize) -> Option<[u8; 32]>,
) -> Result<Promised, BundleError> {
    let plan = input.plan;
    let mut pages = Vec::with_capacity(volume.pages.len());
    let mut changed = String::new();
    let stamper = input.stamper();
    let mut words = PaperWords::new(input);
    for (at, planned) in volume.pages.clone().zip(plan.pages_in(&volume.pages)?) {
        let exhibit = plan.exhibit_label_of(planned)?;
        let stamped = stamper.page(planned)?;
        if stamped.room != Room::AsIs {
            let place = at - volume.pages.start;
            let _ = write!(changed, "\n{place} {:?} {:?}", stamped.room, stamped.fit);
        }
        let words = words.expected(planned, &stamped)?;
        if let Some(words) = &words {
            let place = at - volume.pages.start;
            let _ = write!(changed, "\n{place} words {:?}", words.digest);
        }
        pages.push(ExpectedPage {
            label: plan.page_label_of(planned).into(),
            stamps: exhibit.into_iter().chain(plan.bates_of(planned)).collect(),
            sheet: sheet_promise(input, planned, own(at))?,
            pictures: picture_promises(input, planned)?,
            words,
            boxes: boxes(&stamped, planned)?,
        });
    }
    let exhibits = plan.exhibits_in(volume)?.iter();
    let dossier = ExpectedDossier {
        pages,
        slips: exhibits
            .map(|exhibit| exhibit.slip - volume.pages.start)
            .collect(),
    };
    Ok(Promised { dossier, changed })
}

/// The boxes that are promised of a page of a paper.
fn boxes(
    stamped: &StampedPage,
    planned: &PlannedPage,
) -> Result<Option<ExpectedBoxes>, BundleError> {
    if !matches!(planned.sheet, PlannedSheet::Paper { .. }) {
        return Ok(None);
    }
    let frame = stamped.frame.as_ref().ok_or(NOT_PROMISED)?;
    let sides = |rect: &Rect| [rect.x0, rect.y0, rect.x1, rect.y1];
    Ok(Some(ExpectedBoxes {
        media: sides(&frame.media),
        visible: sides(&frame.shown.visible),
        rotate: frame.shown.turn.degrees(),
        unit: frame.shown.user_unit,
        placed: frame
            .placed
            .map(|placed| (placed.matrix.values, sides(&placed.visible))),
    }))
}
