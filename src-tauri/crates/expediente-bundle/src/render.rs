//! Writes the planned dossier in one pass: our own pages from printpdf, the papers through the assembler.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use expediente_model::{Bytes, Catalogue, Digest, DocumentId, Item, Matter, Papers};
use expediente_pdf::{
    Anchor, AssembleError, Assembler, Closing, Link, Notice, OpenAt, Outline, Page, Picture, PictureId, PlacedPicture,
    Properties, Rect, Role, Setup, Sheet, Source, SourceId, Stamp, StampFont, Timestamp, Turn,
};
use printpdf::{ParsedFont, PdfDocument, PdfFont, PdfSaveOptions};

use crate::BundleError;
use crate::fonts::{Face, Fonts};
use crate::outline;
use crate::pages::{self, Area, Canvas};
use crate::plan::{BundlePlan, PlannedPage, PlannedSheet};
use crate::profile::{Open, Position, Profile};

/// Distance of running text from the edges, in points: printers need a quarter of an inch.
const EDGE: f64 = 24.0;
const SIDE: f64 = 36.0;

/// All that a dossier is made of.
pub struct Ingredients<'a> {
    /// The matter.
    pub matter: &'a Matter,
    /// Its plan, made for the same profile, texts and fonts.
    pub plan: &'a BundlePlan,
    /// The court's rules.
    pub profile: &'a Profile,
    /// The words of the dossier.
    pub texts: &'a Catalogue,
    /// The fonts of the front matter.
    pub fonts: &'a Fonts,
    /// An sRGB profile for the output intent.
    pub icc: &'a [u8],
    /// The papers' bytes.
    pub papers: &'a dyn Papers,
    /// The moment that stands in the file: year, month, day, hour, minute, second, UTC.
    pub created: (u16, u8, u8, u8, u8, u8),
}

/// What was written.
#[derive(Debug)]
pub struct Rendered<W> {
    /// What it was written to.
    pub out: W,
    /// Bytes.
    pub bytes: u64,
    /// What the papers lost on the way, by the SHA-256 of the original.
    pub notices: Vec<(Digest, Notice)>,
}

/// Writes the dossier. `step` is called with the pages done and their number, and ends it by returning false.
///
/// # Errors
/// When a paper is not there or cannot be read, when writing fails, or when it was ended.
pub fn render<W: Write>(
    ingredients: &Ingredients,
    out: W,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Rendered<W>, BundleError> {
    let plan = ingredients.plan;
    if plan.exhibits.is_empty() {
        return Err(BundleError::Nothing);
    }
    let font = StampFont::parse(ingredients.fonts.bytes(Face::Bold)).map_err(|_| BundleError::Font("Bold"))?;
    let setup = Setup { font, output_intent: Some(ingredients.icc.to_vec()) };
    let own = draw_own_pages(ingredients)?;
    let total = plan.pages.len();
    let mut assembler = Assembler::new(out, total, setup).map_err(write_error)?;
    let drawn = Source::open(Arc::new(own.bytes), None).map_err(|e| BundleError::FrontMatter(e.to_string()))?;
    let drawn = assembler.source(Arc::new(drawn), Vec::new());
    let mut writer = Writer {
        ingredients,
        assembler,
        open: BTreeMap::new(),
        pictures: BTreeMap::new(),
        placements: placements(plan),
        outlines: BTreeMap::new(),
        notices: Vec::new(),
    };
    for (at, planned) in plan.pages.iter().enumerate() {
        if !step(at as u64, total as u64) {
            return Err(BundleError::Cancelled);
        }
        let own_sheet = own.sheets.get(&at).map(|&index| Sheet::Source { source: drawn, index });
        let mut page = writer.page(at, planned, own_sheet)?;
        page.stamps = stamps(planned, ingredients.profile);
        page.links = links(plan, at, &own.ways_back, planned, ingredients.texts);
        let paper = paper_of(planned);
        let notices = writer.assembler.page(page).map_err(|error| writer_error(ingredients.matter, paper, error))?;
        if let Some((digest, _)) = paper {
            writer.notices.extend(notices.into_iter().map(|notice| (digest, notice)));
        }
        writer.close_unused(at);
    }
    let mut outlines = std::mem::take(&mut writer.outlines);
    let facts = &ingredients.matter.facts;
    let (year, month, day, hour, minute, second) = ingredients.created;
    let closing = Closing {
        outline: outline::outline(plan, ingredients.texts, &mut outlines),
        labels: plan.labels().map(str::to_owned).collect(),
        info: Properties {
            title: document_title(ingredients),
            language: facts.language.tag().to_owned(),
            author: Some(facts.filer.name.clone()).filter(|name| !name.is_empty()),
            created: Timestamp { year, month, day, hour, minute, second },
            producer: "Expediente".to_owned(),
        },
        id: identity(ingredients),
        open_at: match ingredients.profile.open {
            Open::Zoom(zoom) => OpenAt::Zoom(zoom),
            Open::Width => OpenAt::FitWidth,
        },
    };
    let assembled = writer.assembler.finish(closing).map_err(write_error)?;
    step(total as u64, total as u64);
    Ok(Rendered { out: assembled.out, bytes: assembled.bytes, notices: writer.notices })
}

/// What a viewer shows in its title bar.
fn document_title(ingredients: &Ingredients) -> String {
    let facts = &ingredients.matter.facts;
    let title = if facts.title.is_empty() { ingredients.texts.text("dossier.untitled-filing") } else { &facts.title };
    if facts.person.is_empty() { title.to_owned() } else { format!("{} — {title}", facts.person) }
}

/// The /ID of the file: from the papers, the plan and the options, so that the same dossier has the same one.
fn identity(ingredients: &Ingredients) -> [u8; 16] {
    let plan = ingredients.plan;
    // Without the ids of exhibits and documents: a case that was handed over has new ones and is the same dossier.
    let said = format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        ingredients.matter.facts, ingredients.profile, plan.pages, plan.rows, plan.slips
    );
    let mut id = [0; 16];
    id.iter_mut().zip(Digest::of(said.as_bytes()).as_bytes()).for_each(|(to, from)| *to = *from);
    id
}

/// The paper that a page shows: its original and its page, counted from 1.
fn paper_of(planned: &PlannedPage) -> Option<(Digest, u32)> {
    match &planned.sheet {
        PlannedSheet::Paper { item, page, .. } => Some((*item, *page)),
        PlannedSheet::Photos { photos, .. } => photos.first().map(|photo| (photo.item, photo.page)),
        _ => None,
    }
}

/// For each paper: its pages, counted from 0, and where each stands, in the order of the dossier. The last one is where it can
/// be closed.
fn placements(plan: &BundlePlan) -> BTreeMap<Digest, Vec<(usize, usize)>> {
    let mut placements: BTreeMap<Digest, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, planned) in plan.pages.iter().enumerate() {
        if let PlannedSheet::Paper { item, page, .. } = &planned.sheet {
            placements.entry(*item).or_default().push(((*page as usize).saturating_sub(1), at));
        }
    }
    placements
}

fn stamps(planned: &PlannedPage, profile: &Profile) -> Vec<Stamp> {
    let numbering = &profile.numbering;
    let at = |text: &Option<String>, position: Position| {
        let text = text.clone()?;
        let anchor = anchor(position);
        let dx = if matches!(anchor, Anchor::TopCenter | Anchor::BottomCenter) { 0.0 } else { SIDE };
        Some(Stamp { text, size: numbering.size, at: anchor, dx, dy: EDGE })
    };
    let number = at(&planned.label, numbering.position);
    let exhibit = numbering.exhibit_position.and_then(|position| at(&planned.exhibit_label, position));
    let bates = at(&planned.bates, numbering.bates_position);
    [number, exhibit, bates].into_iter().flatten().collect()
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

fn links(
    plan: &BundlePlan,
    at: usize,
    ways_back: &BTreeMap<usize, Area>,
    planned: &PlannedPage,
    texts: &Catalogue,
) -> Vec<Link> {
    match &planned.sheet {
        PlannedSheet::Table(page) => {
            let lines = plan.table.pages.get(*page).map(|page| page.lines.as_slice()).unwrap_or_default();
            let rows = lines.iter().filter(|line| !line.heading);
            rows.filter_map(|line| {
                let exhibit = plan.exhibits.get(line.row)?;
                let values = [
                    ("label", exhibit.label.to_string()),
                    ("title", exhibit.title.clone()),
                    ("pages", plan.range(exhibit.slip, exhibit.last)),
                ];
                let alt = texts.fill("dossier.table.link", values);
                Some(Link { rect: rect(line.area), page: exhibit.slip, alt })
            })
            .collect()
        }
        PlannedSheet::Slip(index) => ways_back
            .get(&at)
            .map(|area| Link {
                rect: rect(*area),
                page: plan.table_page_of(*index),
                alt: texts.text("dossier.slip.back").to_owned(),
            })
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

fn rect(area: Area) -> Rect {
    Rect::new(area.left, area.bottom, area.left + area.width, area.bottom + area.height)
}

struct Writer<'a, W: Write> {
    ingredients: &'a Ingredients<'a>,
    assembler: Assembler<W>,
    open: BTreeMap<Digest, SourceId>,
    pictures: BTreeMap<Digest, PictureId>,
    placements: BTreeMap<Digest, Vec<(usize, usize)>>,
    outlines: BTreeMap<DocumentId, Vec<Outline>>,
    notices: Vec<(Digest, Notice)>,
}

impl<W: Write> Writer<'_, W> {
    fn page(&mut self, at: usize, planned: &PlannedPage, own: Option<Sheet>) -> Result<Page, BundleError> {
        let blank = |(width, height): (f64, f64)| Sheet::Blank { width, height };
        let mut page = Page::new(own.unwrap_or_else(|| blank(self.ingredients.profile.paper.size())));
        match &planned.sheet {
            PlannedSheet::Cover => page.role = Role::Cover,
            PlannedSheet::Table(_) => page.role = Role::Table,
            PlannedSheet::Slip(_) => page.role = Role::Slip,
            PlannedSheet::Paper { item, page: number, turn, loose } => {
                let source = self.source(*item)?;
                page.sheet = Sheet::Source { source, index: (*number as usize).saturating_sub(1) };
                page.turn = Turn::from_degrees(f64::from(turn.degrees()));
                page.role = self.role(at, *loose, Role::Paper);
            }
            PlannedSheet::Photos { size, photos, loose } => {
                page.sheet = own.unwrap_or_else(|| blank(*size));
                page.role = self.role(at, *loose, Role::Photos);
                for photo in photos {
                    let picture = self.picture(photo.item, photo.page)?;
                    let orientation = expediente_pdf::Orientation::from_exif(photo.orientation.exif().into());
                    page.pictures.push(PlacedPicture { picture, rect: rect(photo.cell.picture), orientation });
                }
            }
        }
        Ok(page)
    }

    fn role(&self, at: usize, loose: bool, within: Role) -> Role {
        let before = self.ingredients.plan.exhibits.first().is_none_or(|first| at < first.slip);
        match (loose, before) {
            (false, _) => within,
            (true, true) => Role::Front,
            (true, false) => Role::Back,
        }
    }

    fn item(&self, digest: Digest) -> Result<&Item, BundleError> {
        self.ingredients.matter.items.get(&digest).map(AsRef::as_ref).ok_or_else(|| {
            let source = std::io::Error::from(std::io::ErrorKind::NotFound);
            BundleError::Paper { name: String::new(), digest, source }
        })
    }

    /// The bytes of a paper or of what was made from it, which must be those that were received: a paper that rotted on
    /// the disk must not stand in a dossier that is called proved.
    fn bytes(&self, name: &str, digest: Digest, wanted: &Digest) -> Result<Bytes, BundleError> {
        let bytes = self.ingredients.papers.bytes(wanted);
        let bytes = bytes.map_err(|source| BundleError::Paper { name: name.to_owned(), digest, source })?;
        if Digest::of((*bytes).as_ref()) == *wanted {
            Ok(bytes)
        } else {
            Err(BundleError::Altered { name: name.to_owned() })
        }
    }

    fn source(&mut self, digest: Digest) -> Result<SourceId, BundleError> {
        if let Some(&id) = self.open.get(&digest) {
            return Ok(id);
        }
        let item = self.item(digest)?;
        let name = item.name.clone();
        let bytes = self.bytes(&name, digest, &item.usable())?;
        let source =
            Source::open(bytes, None).map_err(|error| BundleError::Page { name, page: 1, why: error.to_string() })?;
        let source = Arc::new(source);
        let placement = self.placements.get(&digest).cloned().unwrap_or_default();
        self.keep_outline(digest, &source);
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
        for document in plan.front.iter().chain(inside).chain(&plan.back).filter(|document| document.item == digest) {
            let mut places = BTreeMap::new();
            for at in document.first..=document.last {
                if let Some(PlannedSheet::Paper { page, .. }) = plan.pages.get(at).map(|page| &page.sheet) {
                    places.entry((*page as usize).saturating_sub(1)).or_insert(at);
                }
            }
            let entries = outline::translated(&nodes, &|page| places.get(&page).copied());
            self.outlines.insert(document.id, entries);
        }
    }

    fn picture(&mut self, digest: Digest, page: u32) -> Result<PictureId, BundleError> {
        let item = self.item(digest)?;
        let name = item.name.clone();
        let wrong = |why: String| BundleError::Page { name: name.clone(), page, why };
        let at = (page as usize).saturating_sub(1);
        let source = item.pictures.get(at).map(|picture| picture.source);
        let source = source.ok_or_else(|| wrong("the paper has no such page".to_owned()))?;
        if let Some(&id) = self.pictures.get(&source) {
            return Ok(id);
        }
        let bytes = self.bytes(&name, digest, &source)?;
        let is_png = (*bytes).as_ref().starts_with(b"\x89PNG");
        let picture = if is_png { Picture::png(bytes) } else { Picture::jpeg(bytes) };
        let picture = picture.map_err(|error| wrong(error.to_string()))?;
        let id = self.assembler.picture(picture).map_err(write_error)?;
        self.pictures.insert(source, id);
        Ok(id)
    }

    fn close_unused(&mut self, at: usize) {
        let last =
            |item: &&Digest| self.placements.get(*item).and_then(|places| places.last()).map(|(_, place)| *place);
        let done: Vec<Digest> = self.open.keys().filter(|item| last(item) == Some(at)).copied().collect();
        for item in done {
            if let Some(id) = self.open.remove(&item) {
                self.assembler.close_source(id);
            }
        }
    }
}

fn write_error(error: AssembleError) -> BundleError {
    match error {
        AssembleError::Io(error) => BundleError::Write(error),
        other => BundleError::FrontMatter(other.to_string()),
    }
}

fn writer_error(matter: &Matter, paper: Option<(Digest, u32)>, error: AssembleError) -> BundleError {
    let paper = paper.and_then(|(digest, page)| matter.items.get(&digest).map(|item| (item, page)));
    match (error, paper) {
        (AssembleError::Io(error), _) => BundleError::Write(error),
        (other, Some((item, page))) => BundleError::Page { name: item.name.clone(), page, why: other.to_string() },
        (other, None) => BundleError::FrontMatter(other.to_string()),
    }
}

/// The pages that printpdf drew.
struct OwnPages {
    bytes: Vec<u8>,
    /// Which drawn page belongs to which page of the dossier. A photo sheet without captions has none.
    sheets: BTreeMap<usize, usize>,
    /// Where each slip sheet's way back to the table stands.
    ways_back: BTreeMap<usize, Area>,
}

fn draw_own_pages(ingredients: &Ingredients) -> Result<OwnPages, BundleError> {
    let Ingredients { plan, profile, texts, fonts, matter, .. } = ingredients;
    let mut drawn = Vec::new();
    let mut sheets = BTreeMap::new();
    let mut ways_back = BTreeMap::new();
    for (at, page) in plan.pages.iter().enumerate() {
        let mut canvas = Canvas::new(fonts, profile.paper.size());
        match &page.sheet {
            PlannedSheet::Cover => pages::draw_cover(&mut canvas, &matter.facts, profile.caption, texts),
            PlannedSheet::Table(part) => pages::draw_table(&mut canvas, &plan.table, *part, &plan.rows, texts),
            PlannedSheet::Slip(index) => {
                let Some(slip) = plan.slips.get(*index) else { continue };
                ways_back.insert(at, pages::draw_slip(&mut canvas, slip, texts));
            }
            PlannedSheet::Photos { size, photos, .. } => {
                let cells: Vec<_> = photos.iter().map(|photo| photo.cell.clone()).collect();
                if cells.iter().all(|cell| cell.caption.is_empty() && cell.particulars.is_empty()) {
                    continue;
                }
                canvas = Canvas::new(fonts, *size);
                pages::draw_captions(&mut canvas, &cells);
            }
            PlannedSheet::Paper { .. } => continue,
        }
        sheets.insert(at, drawn.len());
        drawn.push(canvas.finish());
    }
    let mut document = PdfDocument::new("");
    for face in Face::ALL {
        let parsed = ParsedFont::from_bytes(fonts.bytes(face), 0, &mut Vec::new());
        let parsed = parsed.ok_or_else(|| BundleError::FrontMatter("a font cannot be read".to_owned()))?;
        document.resources.fonts.map.insert(pages::font_id(face), PdfFont::new(parsed));
    }
    // The fonts are subset already, and printpdf's own subsetting needs its layout feature.
    let options = PdfSaveOptions { subset_fonts: false, ..PdfSaveOptions::default() };
    let bytes = document.with_pages(drawn).save(&options, &mut Vec::new());
    Ok(OwnPages { bytes, sheets, ways_back })
}
