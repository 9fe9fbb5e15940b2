//! Turns planned pages into pages of the assembler: opens and closes papers in time, adds pictures
//! and stamps.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use expediente_model::{Digest, DocumentId};
use expediente_pdf::{
    AssembleError, Assembler, Link, Notice, Orientation, Outline, Page, Picture, PictureId,
    PlacedPicture, PlainContent, Role, Sheet, Source, SourceId, Turn,
};

use expediente_proof::ExpectedPage;

use crate::error::BundleError;
use crate::plan::bundle_plan::{
    BundlePlan, PlannedDocument, PlannedPage, PlannedPhoto, PlannedSheet, PlannedVolume,
};
use crate::plan::stamped_page::Stamper;
use crate::write::links::rect;
use crate::write::outline;
use crate::write::paper_source::{Opened, bytes_of, open_paper};
use crate::write::render_input::RenderInput;
use crate::write::sources::Sources;
use crate::write::words::{PaperWords, page_words};

/// Where open papers come from.
pub(crate) enum Opening<'a> {
    /// Another thread opens them, in the order of the dossier.
    Ahead(Receiver<Opened>),
    /// They are opened on demand; those of earlier previews are still open.
    Cached(&'a mut Sources),
}

pub(crate) struct PageWriter<'a, W: Write> {
    input: &'a RenderInput<'a>,
    volume: &'a PlannedVolume,
    pub(crate) assembler: Assembler<W>,
    open: BTreeMap<Digest, SourceId>,
    pictures: BTreeMap<Digest, PictureId>,
    placements: BTreeMap<Digest, Placement>,
    pub(crate) outlines: BTreeMap<DocumentId, Vec<Outline>>,
    pub(crate) notices: Vec<(Digest, Notice)>,
    opening: Opening<'a>,
    stamper: Stamper<'a>,
    words: PaperWords<'a>,
    /// What is known of the content of the last page, with the text that says it: the pages of a
    /// paper are often alike.
    content: Option<(&'a str, Arc<PlainContent>)>,
}

impl<'a, W: Write> PageWriter<'a, W> {
    /// A writer of the pages of a volume.
    pub(crate) fn new(
        input: &'a RenderInput<'a>,
        volume: &'a PlannedVolume,
        assembler: Assembler<W>,
        opening: Opening<'a>,
    ) -> Result<Self, BundleError> {
        Ok(Self {
            input,
            volume,
            assembler,
            open: BTreeMap::new(),
            pictures: BTreeMap::new(),
            placements: placements(input.plan, volume)?,
            outlines: BTreeMap::new(),
            notices: Vec::new(),
            opening,
            stamper: input.stamper(),
            words: PaperWords::new(input),
            content: None,
        })
    }

    /// Writes the page at `at` of the plan. `own` is its drawn sheet, where it has one; `promised`
    /// what the page must show, where the file is to be proved.
    pub(crate) fn put(
        &mut self,
        at: usize,
        planned: &PlannedPage,
        own: Option<Sheet>,
        links: Vec<Link>,
        promised: Option<&ExpectedPage>,
    ) -> Result<(), BundleError> {
        let mut page = self.page(at, planned, own)?;
        let stamped = self.stamper.page(planned)?;
        page.stamps = stamped.stamps;
        page.printed = stamped.printed;
        page.fit = stamped.fit;
        page.links = links;
        if let Some(promised) = promised {
            page.promise = promised.sheet;
            page.picture_promises.clone_from(&promised.pictures);
            page.content = self.known_content(planned)?;
        }
        let paper = paper_of(planned);
        let notices = match (self.assembler.page(page), paper) {
            (Ok(notices), _) => notices,
            (Err(AssembleError::Io(error)), _) => return Err(BundleError::Write(error)),
            (Err(error), Some((digest, page))) => {
                return Err(BundleError::Page {
                    name: self.input.item(digest)?.name.clone(),
                    page,
                    why: error.to_string(),
                });
            }
            (Err(error), None) => return Err(BundleError::FrontMatter(error.to_string())),
        };
        if let Some((digest, _)) = paper {
            self.notices
                .extend(notices.into_iter().map(|notice| (digest, notice)));
        }
        Ok(())
    }

    /// What is known of the content of a paper's page. It is used only where the file is proved,
    /// because the proof tells when it was wrong; nothing where it is not understood.
    fn known_content(
        &mut self,
        planned: &PlannedPage,
    ) -> Result<Option<Arc<PlainContent>>, BundleError> {
        let PlannedSheet::Paper { item, page, .. } = planned.sheet else {
            return Ok(None);
        };
        let promises = self.input.item(item)?.promises.as_ref();
        let Some(text) = promises.and_then(|promises| promises.content(page)) else {
            return Ok(None);
        };
        if let Some((last, content)) = &self.content
            && *last == text
        {
            return Ok(Some(Arc::clone(content)));
        }
        let content = PlainContent::from_text(text).map(Arc::new);
        self.content = content.clone().map(|content| (text, content));
        Ok(content)
    }

    fn page(
        &mut self,
        at: usize,
        planned: &PlannedPage,
        own: Option<Sheet>,
    ) -> Result<Page, BundleError> {
        const NOT_DRAWN: BundleError = BundleError::Bug("a page of ours was not drawn");
        let ours = |role: Role| {
            let mut page = Page::new(own.ok_or(NOT_DRAWN)?);
            page.role = role;
            Ok(page)
        };
        match &planned.sheet {
            PlannedSheet::Cover => ours(Role::Cover),
            PlannedSheet::Table(_) => ours(Role::Table),
            PlannedSheet::Slip(_) => ours(Role::Slip),
            PlannedSheet::Listing(_) => ours(Role::List),
            PlannedSheet::Paper {
                item,
                page: number,
                turn,
                loose,
            } => {
                let source = self.source(*item)?;
                let mut page = Page::new(Sheet::Source {
                    source,
                    index: (*number as usize).saturating_sub(1),
                });
                page.turn = Turn::from_degrees(f64::from(turn.degrees()));
                page.role = self.role(at, *loose, Role::Paper);
                let read = self.words.page(*item, *number)?;
                page.words = read.as_ref().map(page_words);
                Ok(page)
            }
            PlannedSheet::Photos {
                size: (width, height),
                photos,
                loose,
            } => {
                // Without captions there is nothing of ours to draw on it.
                let mut page = Page::new(own.unwrap_or(Sheet::Blank {
                    width: *width,
                    height: *height,
                }));
                page.role = self.role(at, *loose, Role::Photos);
                for photo in photos {
                    let picture = self.picture(photo)?;
                    let words = match self.words.photo(photo)? {
                        Some(read) => {
                            let held = self.words.held(photo)?;
                            let held = Orientation::from_exif(held.exif().into());
                            Some((page_words(&read), held))
                        }
                        None => None,
                    };
                    page.pictures.push(PlacedPicture {
                        picture,
                        rect: rect(photo.cell.picture),
                        orientation: Orientation::from_exif(photo.orientation.exif().into()),
                        words,
                    });
                }
                Ok(page)
            }
        }
    }

    fn role(&self, at: usize, loose: bool, within: Role) -> Role {
        let before = self
            .input
            .plan
            .exhibits
            .first()
            .is_none_or(|first| at < first.slip);
        match (loose, before) {
            (false, _) => within,
            (true, true) => Role::Front,
            (true, false) => Role::Back,
        }
    }

    fn source(&mut self, digest: Digest) -> Result<SourceId, BundleError> {
        if let Some(&id) = self.open.get(&digest) {
            return Ok(id);
        }
        let input = self.input;
        let promises = input.item(digest)?.promises.as_ref();
        let mut knows_pictures = false;
        let source = match &mut self.opening {
            Opening::Ahead(ahead) => {
                // The proof tells when this was wrong; nothing proves a preview.
                knows_pictures = promises.is_some_and(|promises| promises.has_whole_pictures());
                // Both threads go through the same pages, so the next open paper is this one.
                let source = match ahead.recv() {
                    Ok((opened, source)) if opened == digest => source?,
                    _ => {
                        return Err(BundleError::Bug(
                            "papers are opened in another order than they are written",
                        ));
                    }
                };
                self.keep_outline(digest, &source)?;
                source
            }
            Opening::Cached(sources) => {
                let wanted = input.item(digest)?.usable();
                sources.get_or(wanted, || open_paper(input, digest))?
            }
        };
        let placement = self.placements.get(&digest);
        let placement = placement.ok_or(BundleError::Bug("a paper without pages in its volume"))?;
        let id = self.assembler.source(source, &placement.uses);
        if knows_pictures {
            self.assembler.know_pictures(id);
        }
        self.open.insert(digest, id);
        Ok(id)
    }

    /// Gives the paper's outline to each document that shows the paper, with the pages of the
    /// document's own span.
    fn keep_outline(&mut self, digest: Digest, source: &Source) -> Result<(), BundleError> {
        let nodes = source.outline();
        if nodes.is_empty() {
            return Ok(());
        }
        let plan = self.input.plan;
        let inside = plan.exhibits.iter().flat_map(|exhibit| &exhibit.documents);
        let here = |document: &&PlannedDocument| {
            self.volume.pages.contains(&document.first) && document.item == digest
        };
        for document in plan
            .front
            .iter()
            .chain(inside)
            .chain(&plan.back)
            .filter(here)
        {
            let mut places = BTreeMap::new();
            let span = document.first..document.last + 1;
            for (at, planned) in span.clone().zip(plan.pages_in(&span)?) {
                if let PlannedSheet::Paper { page, .. } = planned.sheet {
                    places
                        .entry((page as usize).saturating_sub(1))
                        .or_insert(at - self.volume.pages.start);
                }
            }
            let entries = outline::translated(&nodes, &|page| places.get(&page).copied());
            self.outlines.insert(document.id, entries);
        }
        Ok(())
    }

    fn picture(&mut self, photo: &PlannedPhoto) -> Result<PictureId, BundleError> {
        let (item, page) = (self.input.item(photo.item)?, photo.page);
        let wrong = |why: String| BundleError::Page {
            name: item.name.clone(),
            page,
            why,
        };
        let source = item.picture(page, photo.straightened);
        let source = source.map(|picture| picture.source);
        let source = source.ok_or_else(|| wrong("the paper has no such page".to_owned()))?;
        if let Some(&id) = self.pictures.get(&source) {
            return Ok(id);
        }
        let bytes = bytes_of(self.input, item, &source)?;
        let is_png = (*bytes).as_ref().starts_with(b"\x89PNG");
        let picture = if is_png {
            Picture::png(bytes)
        } else {
            Picture::jpeg(bytes)
        };
        let picture = picture.map_err(|error| wrong(error.to_string()))?;
        let id = self.assembler.picture(picture).map_err(write_error)?;
        self.pictures.insert(source, id);
        Ok(id)
    }

    /// Closes the papers whose last page is at `at` in the file.
    pub(crate) fn close_unused(&mut self, at: usize) {
        let last = |item: &&Digest| {
            let placement = self.placements.get(*item);
            placement.map(|placement| placement.last)
        };
        let done: Vec<Digest> = self
            .open
            .keys()
            .filter(|item| last(item) == Some(at))
            .copied()
            .collect();
        for item in done {
            if let Some(id) = self.open.remove(&item) {
                self.assembler.close_source(id);
            }
        }
        let open = &self.open;
        self.words.keep(|item| open.contains_key(item));
    }
}

/// An error of the assembler that does not come from a page of a paper.
pub(crate) fn write_error(error: AssembleError) -> BundleError {
    match error {
        AssembleError::Io(error) => BundleError::Write(error),
        other => BundleError::FrontMatter(other.to_string()),
    }
}

/// The pages that a paper has in a volume.
#[derive(Default)]
struct Placement {
    /// For each document that shows the paper: the paper's pages, counted from 0, and their
    /// positions in the file.
    uses: Vec<Vec<(usize, usize)>>,
    /// The last of its positions in the file, after which the paper can be closed.
    last: usize,
}

/// The pages of each paper in a volume. A link within a paper leads to a page of the same document.
fn placements(
    plan: &BundlePlan,
    volume: &PlannedVolume,
) -> Result<BTreeMap<Digest, Placement>, BundleError> {
    let mut placements: BTreeMap<Digest, Placement> = BTreeMap::new();
    let inside = plan.exhibits.iter().flat_map(|exhibit| &exhibit.documents);
    let documents = plan.front.iter().chain(inside).chain(&plan.back);
    for document in documents {
        let here = &volume.pages;
        let span = document.first.max(here.start)..(document.last + 1).min(here.end);
        if span.is_empty() {
            continue;
        }
        let mut uses: BTreeMap<Digest, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, planned) in span.clone().zip(plan.pages_in(&span)?) {
            if let PlannedSheet::Paper { item, page, .. } = planned.sheet {
                let from = (page as usize).saturating_sub(1);
                uses.entry(item).or_default().push((from, at - here.start));
            }
        }
        for (item, pages) in uses {
            let last = pages.last().map_or(0, |(_, at)| *at);
            let placement = placements.entry(item).or_default();
            placement.last = placement.last.max(last);
            placement.uses.push(pages);
        }
    }
    Ok(placements)
}

/// The paper that a page shows, as its original and its page, counted from 1.
fn paper_of(planned: &PlannedPage) -> Option<(Digest, u32)> {
    match &planned.sheet {
        PlannedSheet::Paper { item, page, .. } => Some((*item, *page)),
        PlannedSheet::Photos { photos, .. } => photos.first().map(|photo| (photo.item, photo.page)),
        PlannedSheet::Cover
        | PlannedSheet::Table(_)
        | PlannedSheet::Slip(_)
        | PlannedSheet::Listing(_) => None,
    }
}
