//! Planned pages to pages of the assembler: papers opened and closed in time, pictures, stamps.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use expediente_model::{Bytes, Digest, DocumentId, Item, Matter};
use expediente_pdf::{
    Anchor, AssembleError, Assembler, Link, Notice, Outline, Page, Picture, PictureId,
    PlacedPicture, Role, Sheet, Source, SourceId, Stamp, StampFont, Turn,
};

use crate::BundleError;
use crate::fonts::Face;
use crate::one_page::Sources;
use crate::outline;
use crate::own_pages::{OwnPages, rect};
use crate::plan::{PlannedDocument, PlannedPage, PlannedSheet, PlannedVolume};
use crate::profile::Position;
use crate::render::Ingredients;

/// Distance of running text from the edges, in points: printers need a quarter of an inch.
const EDGE: f64 = 24.0;
const SIDE: f64 = 36.0;
/// The word across the top of a page that is not ready to be filed, in points.
const DRAFT: f64 = 30.0;

/// A paper by the SHA-256 of its original, opened.
pub(crate) type Opened = (Digest, Result<Arc<Source>, BundleError>);

/// Who opens papers.
pub(crate) enum Opening<'a> {
    /// Another thread, in the order of the dossier.
    Ahead(Receiver<Opened>),
    /// Whoever needs one; some are open already, because a page is only looked at.
    Kept(&'a mut Sources),
}

pub(crate) struct Writer<'a, W: Write> {
    ingredients: &'a Ingredients<'a>,
    volume: &'a PlannedVolume,
    pub(crate) assembler: Assembler<W>,
    open: BTreeMap<Digest, SourceId>,
    pictures: BTreeMap<Digest, PictureId>,
    placements: BTreeMap<Digest, Vec<(usize, usize)>>,
    pub(crate) outlines: BTreeMap<DocumentId, Vec<Outline>>,
    pub(crate) notices: Vec<(Digest, Notice)>,
    opening: Opening<'a>,
}

impl<'a, W: Write> Writer<'a, W> {
    pub(crate) fn new(
        ingredients: &'a Ingredients<'a>,
        volume: &'a PlannedVolume,
        assembler: Assembler<W>,
        placements: BTreeMap<Digest, Vec<(usize, usize)>>,
        opening: Opening<'a>,
    ) -> Self {
        Self {
            ingredients,
            volume,
            assembler,
            open: BTreeMap::new(),
            pictures: BTreeMap::new(),
            placements,
            outlines: BTreeMap::new(),
            notices: Vec::new(),
            opening,
        }
    }

    /// Opens what printpdf drew; nothing where it drew nothing.
    pub(crate) fn own_source(
        &mut self,
        own: &mut OwnPages,
    ) -> Result<Option<SourceId>, BundleError> {
        if own.sheets.is_empty() {
            return Ok(None);
        }
        let drawn = Source::open(Arc::new(std::mem::take(&mut own.bytes)), None);
        let drawn = drawn.map_err(|e| BundleError::FrontMatter(e.to_string()))?;
        Ok(Some(self.assembler.source(Arc::new(drawn), Vec::new())))
    }

    /// Writes the page that stands at `at` in the plan.
    pub(crate) fn put(
        &mut self,
        at: usize,
        planned: &PlannedPage,
        own: Option<Sheet>,
        links: Vec<Link>,
    ) -> Result<(), BundleError> {
        let mut page = self.page(at, planned, own)?;
        page.stamps = stamps(planned, self.ingredients);
        page.links = links;
        let paper = paper_of(planned);
        let matter = self.ingredients.matter;
        let notices = self
            .assembler
            .page(page)
            .map_err(|error| writer_error(matter, paper, error))?;
        if let Some((digest, _)) = paper {
            self.notices
                .extend(notices.into_iter().map(|notice| (digest, notice)));
        }
        Ok(())
    }

    fn page(
        &mut self,
        at: usize,
        planned: &PlannedPage,
        own: Option<Sheet>,
    ) -> Result<Page, BundleError> {
        let blank = |(width, height): (f64, f64)| Sheet::Blank { width, height };
        let mut page =
            Page::new(own.unwrap_or_else(|| blank(self.ingredients.profile.paper.size())));
        match &planned.sheet {
            PlannedSheet::Cover => page.role = Role::Cover,
            PlannedSheet::Table(_) => page.role = Role::Table,
            PlannedSheet::Slip(_) => page.role = Role::Slip,
            PlannedSheet::Paper {
                item,
                page: number,
                turn,
                loose,
            } => {
                let source = self.source(*item)?;
                page.sheet = Sheet::Source {
                    source,
                    index: (*number as usize).saturating_sub(1),
                };
                page.turn = Turn::from_degrees(f64::from(turn.degrees()));
                page.role = self.role(at, *loose, Role::Paper);
            }
            PlannedSheet::Photos {
                size,
                photos,
                loose,
            } => {
                page.sheet = own.unwrap_or_else(|| blank(*size));
                page.role = self.role(at, *loose, Role::Photos);
                for photo in photos {
                    let picture = self.picture(photo.item, photo.page)?;
                    let orientation =
                        expediente_pdf::Orientation::from_exif(photo.orientation.exif().into());
                    page.pictures.push(PlacedPicture {
                        picture,
                        rect: rect(photo.cell.picture),
                        orientation,
                    });
                }
            }
        }
        Ok(page)
    }

    fn role(&self, at: usize, loose: bool, within: Role) -> Role {
        let before = self
            .ingredients
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

    /// The bytes of a paper or of what was made from it. Whether they are those that were received, another thread says.
    fn bytes(&self, name: &str, digest: Digest, wanted: &Digest) -> Result<Bytes, BundleError> {
        let bytes = self.ingredients.papers.bytes(wanted);
        bytes.map_err(|source| BundleError::Paper {
            name: name.to_owned(),
            digest,
            source,
        })
    }

    fn source(&mut self, digest: Digest) -> Result<SourceId, BundleError> {
        if let Some(&id) = self.open.get(&digest) {
            return Ok(id);
        }
        let ingredients = self.ingredients;
        let source = match &mut self.opening {
            Opening::Ahead(ahead) => {
                // Both go through the same pages, so the next one is this; if ever it is not, it is opened here.
                let next = ahead.recv().ok().filter(|(opened, _)| *opened == digest);
                let source =
                    next.map_or_else(|| open_paper(ingredients, digest), |(_, source)| source)?;
                self.keep_outline(digest, &source);
                source
            }
            Opening::Kept(sources) => sources
                .get_or(item(ingredients, digest)?.usable(), || {
                    open_paper(ingredients, digest)
                })?,
        };
        let placement = self.placements.get(&digest).cloned().unwrap_or_default();
        let id = self.assembler.source(source, placement);
        self.open.insert(digest, id);
        Ok(id)
    }

    /// Each document that shows this paper gets the paper's outline, with the pages of its own span.
    fn keep_outline(&mut self, digest: Digest, source: &Source) {
        let nodes = source.outline();
        if nodes.is_empty() {
            return;
        }
        let plan = self.ingredients.plan;
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
            for at in document.first..=document.last {
                if let Some(PlannedSheet::Paper { page, .. }) =
                    plan.pages.get(at).map(|page| &page.sheet)
                {
                    places
                        .entry((*page as usize).saturating_sub(1))
                        .or_insert(at - self.volume.pages.start);
                }
            }
            let entries = outline::translated(&nodes, &|page| places.get(&page).copied());
            self.outlines.insert(document.id, entries);
        }
    }

    fn picture(&mut self, digest: Digest, page: u32) -> Result<PictureId, BundleError> {
        let item = item(self.ingredients, digest)?;
        let name = item.name.clone();
        let wrong = |why: String| BundleError::Page {
            name: name.clone(),
            page,
            why,
        };
        let at = (page as usize).saturating_sub(1);
        let source = item.pictures.get(at).map(|picture| picture.source);
        let source = source.ok_or_else(|| wrong("the paper has no such page".to_owned()))?;
        if let Some(&id) = self.pictures.get(&source) {
            return Ok(id);
        }
        let bytes = self.bytes(&name, digest, &source)?;
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

    pub(crate) fn close_unused(&mut self, at: usize) {
        let last = |item: &&Digest| {
            self.placements
                .get(*item)
                .and_then(|places| places.last())
                .map(|(_, place)| *place)
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
    }
}

pub(crate) fn write_error(error: AssembleError) -> BundleError {
    match error {
        AssembleError::Io(error) => BundleError::Write(error),
        other => BundleError::FrontMatter(other.to_string()),
    }
}

fn writer_error(
    matter: &Matter,
    paper: Option<(Digest, u32)>,
    error: AssembleError,
) -> BundleError {
    let paper = paper.and_then(|(digest, page)| matter.items.get(&digest).map(|item| (item, page)));
    match (error, paper) {
        (AssembleError::Io(error), _) => BundleError::Write(error),
        (other, Some((item, page))) => BundleError::Page {
            name: item.name.clone(),
            page,
            why: other.to_string(),
        },
        (other, None) => BundleError::FrontMatter(other.to_string()),
    }
}

pub(crate) fn open_paper(
    ingredients: &Ingredients,
    digest: Digest,
) -> Result<Arc<Source>, BundleError> {
    let item = item(ingredients, digest)?;
    let name = || item.name.clone();
    let bytes = ingredients.papers.bytes(&item.usable());
    let bytes = bytes.map_err(|source| BundleError::Paper {
        name: name(),
        digest,
        source,
    })?;
    let wrong = |error: expediente_pdf::OpenError| BundleError::Page {
        name: name(),
        page: 1,
        why: error.to_string(),
    };
    Ok(Arc::new(Source::open(bytes, None).map_err(wrong)?))
}

pub(crate) fn item<'a>(
    ingredients: &Ingredients<'a>,
    digest: Digest,
) -> Result<&'a Item, BundleError> {
    ingredients
        .matter
        .items
        .get(&digest)
        .map(AsRef::as_ref)
        .ok_or_else(|| {
            let source = std::io::Error::from(std::io::ErrorKind::NotFound);
            BundleError::Paper {
                name: String::new(),
                digest,
                source,
            }
        })
}

pub(crate) fn stamp_font(ingredients: &Ingredients) -> Result<StampFont, BundleError> {
    StampFont::parse(ingredients.fonts.bytes(Face::Bold)).map_err(|_| BundleError::Font("Bold"))
}

/// The paper that a page shows: its original and its page, counted from 1.
fn paper_of(planned: &PlannedPage) -> Option<(Digest, u32)> {
    match &planned.sheet {
        PlannedSheet::Paper { item, page, .. } => Some((*item, *page)),
        PlannedSheet::Photos { photos, .. } => photos.first().map(|photo| (photo.item, photo.page)),
        _ => None,
    }
}

fn stamps(planned: &PlannedPage, ingredients: &Ingredients) -> Vec<Stamp> {
    let numbering = &ingredients.profile.numbering;
    let plan = ingredients.plan;
    let at = |text: Option<String>, position: Position| {
        let text = text?;
        let anchor = anchor(position);
        let dx = if matches!(anchor, Anchor::TopCenter | Anchor::BottomCenter) {
            0.0
        } else {
            SIDE
        };
        Some(Stamp {
            text,
            size: numbering.size,
            at: anchor,
            dx,
            dy: EDGE,
        })
    };
    let number = at(plan.label_of(planned).map(String::from), numbering.position);
    let exhibit = numbering
        .exhibit_position
        .and_then(|position| at(plan.exhibit_label_of(planned), position));
    let bates = at(plan.bates_of(planned), numbering.bates_position);
    // A draft is only looked at: no file with one is written.
    let draft = planned.draft.then(|| Stamp {
        text: ingredients.texts.text("dossier.draft").to_owned(),
        size: DRAFT,
        at: Anchor::TopCenter,
        dx: 0.0,
        dy: EDGE,
    });
    [number, exhibit, bates, draft]
        .into_iter()
        .flatten()
        .collect()
}

fn anchor(position: Position) -> Anchor {
    match position {
        Position::TopLeft => Anchor::TopLeft,
        Position::TopCenter => Anchor::TopCenter,
        Position::TopRight => Anchor::TopRight,
        Position::BottomLeft => Anchor::BottomLeft,
        Position::BottomCenter => Anchor::BottomCenter,
        Position::BottomRight => Anchor::BottomRight,
    }
}
