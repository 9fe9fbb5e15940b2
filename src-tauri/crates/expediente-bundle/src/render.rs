//! Writes the planned dossier in one pass: our own pages from printpdf, the papers through the assembler.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use compact_str::CompactString;
use expediente_model::{Bytes, Catalogue, Digest, DocumentId, Facts, Item, Matter, Papers};
use expediente_pdf::{
    Anchor, AssembleError, Assembler, Closing, Link, Notice, OpenAt, Outline, Page, Picture, PictureId, PlacedPicture,
    Properties, Rect, Role, Setup, Sheet, Source, SourceId, Stamp, StampFont, Timestamp, Turn,
};

use crate::BundleError;
use crate::fonts::{Face, Fonts};
use crate::outline;
use crate::pages::{self, Area, Canvas};
use crate::plan::{BundlePlan, PlannedDocument, PlannedPage, PlannedSheet, PlannedVolume};
use crate::profile::{Open, Position, Profile};

/// Distance of running text from the edges, in points: printers need a quarter of an inch.
const EDGE: f64 = 24.0;
const SIDE: f64 = 36.0;
/// The word across the top of a page that is not ready to be filed, in points.
const DRAFT: f64 = 30.0;

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

/// Writes one volume of the dossier, counted from 0. `step` is called with the pages done and their number, and ends it by
/// returning false.
///
/// # Errors
/// When there is nothing to write or some of it is a draft, a paper is not there or cannot be read, when writing fails, or
/// when it was ended.
pub fn render<W: Write>(
    ingredients: &Ingredients,
    volume: usize,
    out: W,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Rendered<W>, BundleError> {
    let plan = ingredients.plan;
    let volume = plan.volumes.get(volume).filter(|_| !plan.exhibits.is_empty()).ok_or(BundleError::Nothing)?;
    if plan.has_drafts() {
        return Err(BundleError::Draft);
    }
    // Hashing takes as long as writing, so both go on beside each other. Nothing leaves here before both are done.
    let given_up = AtomicBool::new(false);
    thread::scope(|scope| {
        let unaltered = scope.spawn(|| check_papers(ingredients, &volume.pages, &given_up));
        let written = write(ingredients, volume, out, step);
        given_up.store(written.is_err(), Ordering::Relaxed);
        let unaltered = unaltered.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        // A paper that rotted on the disk is the reason, whatever the writer met in it.
        match (unaltered, written) {
            (Err(altered @ BundleError::Altered { .. }), Err(_)) => Err(altered),
            (unaltered, written) => written.and_then(|written| unaltered.map(|()| written)),
        }
    })
}

/// Every paper that the dossier is made of has the bytes that were received: one that rotted on the disk must not stand
/// in a file that is called proved.
fn check_papers(ingredients: &Ingredients, pages: &Range<usize>, given_up: &AtomicBool) -> Result<(), BundleError> {
    for (wanted, (name, digest)) in used_bytes(ingredients, pages) {
        if given_up.load(Ordering::Relaxed) {
            return Ok(());
        }
        let bytes = ingredients.papers.bytes(&wanted);
        let bytes = bytes.map_err(|source| BundleError::Paper { name: name.to_owned(), digest, source })?;
        if Digest::of((*bytes).as_ref()) != wanted {
            return Err(BundleError::Altered { name: name.to_owned() });
        }
    }
    Ok(())
}

fn write<W: Write>(
    ingredients: &Ingredients,
    volume: &PlannedVolume,
    out: W,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Rendered<W>, BundleError> {
    // A paper is opened while the one before it is written. One waits, so that few are open at once.
    let (opened, ahead) = sync_channel(1);
    thread::scope(|scope| {
        scope.spawn(move || open_papers(ingredients, &volume.pages, &opened));
        write_pages(ingredients, volume, out, ahead, step)
    })
}

fn write_pages<W: Write>(
    ingredients: &Ingredients,
    volume: &PlannedVolume,
    out: W,
    ahead: Receiver<Opened>,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Rendered<W>, BundleError> {
    let plan = ingredients.plan;
    let mut own = draw_own_pages(ingredients, volume.pages.clone())?;
    let total = volume.pages.len();
    let setup = Setup { font: stamp_font(ingredients)?, output_intent: Some(ingredients.icc.to_vec()) };
    let assembler = Assembler::new(out, total, setup).map_err(write_error)?;
    let placements = placements(plan, &volume.pages);
    let mut writer = Writer::new(ingredients, volume, assembler, placements, None);
    writer.ahead = Some(ahead);
    let drawn = writer.own_source(&mut own)?;
    for (at, planned) in plan.pages.iter().enumerate().take(volume.pages.end).skip(volume.pages.start) {
        let done = at - volume.pages.start;
        if !step(done as u64, total as u64) {
            return Err(BundleError::Cancelled);
        }
        let links = links(plan, volume, at, &own.ways_back, planned, ingredients.texts);
        writer.put(at, planned, own.sheet(at, drawn), links)?;
        writer.close_unused(done);
    }
    let mut outlines = std::mem::take(&mut writer.outlines);
    let outline = outline::outline(plan, volume, ingredients.texts, &mut outlines);
    let labels = plan.labels().take(volume.pages.end).skip(volume.pages.start).map(str::to_owned).collect();
    let closing = closing(ingredients, outline, labels, identity(ingredients, volume));
    let assembled = writer.assembler.finish(closing).map_err(write_error)?;
    step(total as u64, total as u64);
    Ok(Rendered { out: assembled.out, bytes: assembled.bytes, notices: writer.notices })
}

/// A paper by the SHA-256 of its original, opened.
type Opened = (Digest, Result<Arc<Source>, BundleError>);

/// Opens every paper in the order in which the dossier comes to it, until nobody asks any more.
fn open_papers(ingredients: &Ingredients, pages: &Range<usize>, opened: &SyncSender<Opened>) {
    let mut seen = BTreeSet::new();
    for page in ingredients.plan.pages.get(pages.clone()).unwrap_or_default() {
        let PlannedSheet::Paper { item, .. } = page.sheet else { continue };
        if seen.insert(item) && opened.send((item, open_paper(ingredients, item))).is_err() {
            return;
        }
    }
}

fn open_paper(ingredients: &Ingredients, digest: Digest) -> Result<Arc<Source>, BundleError> {
    let item = item(ingredients, digest)?;
    let name = || item.name.clone();
    let bytes = ingredients.papers.bytes(&item.usable());
    let bytes = bytes.map_err(|source| BundleError::Paper { name: name(), digest, source })?;
    let wrong = |error: expediente_pdf::OpenError| BundleError::Page { name: name(), page: 1, why: error.to_string() };
    Ok(Arc::new(Source::open(bytes, None).map_err(wrong)?))
}

fn item<'a>(ingredients: &Ingredients<'a>, digest: Digest) -> Result<&'a Item, BundleError> {
    ingredients.matter.items.get(&digest).map(AsRef::as_ref).ok_or_else(|| {
        let source = std::io::Error::from(std::io::ErrorKind::NotFound);
        BundleError::Paper { name: String::new(), digest, source }
    })
}

/// A PDF of one page of the plan, counted from 0, drawn and stamped as [`render`] does, to be looked at. Its links lead
/// nowhere, and of what it says of itself only the page is true.
///
/// The bytes of the paper are not compared with their hash: that would mean reading five hundred pages to show one, and
/// what is looked at proves nothing. The dossier is built from bytes that are compared.
///
/// # Errors
/// When there is no such page, or a paper is not there or cannot be read.
pub fn render_page(ingredients: &Ingredients, at: usize, sources: &mut Sources) -> Result<Vec<u8>, BundleError> {
    let plan = ingredients.plan;
    let none = || BundleError::FrontMatter(format!("page {} was asked for; there are {}", at + 1, plan.pages.len()));
    let planned = plan.pages.get(at).ok_or_else(none)?;
    let mut own = draw_own_pages(ingredients, at..at + 1)?;
    let setup = Setup { font: sources.font(ingredients)?, output_intent: None };
    let assembler = Assembler::new(Vec::new(), 1, setup).map_err(write_error)?.sparing();
    let placements = match &planned.sheet {
        PlannedSheet::Paper { item, page, .. } => {
            BTreeMap::from([(*item, vec![((*page as usize).saturating_sub(1), 0)])])
        }
        _ => BTreeMap::new(),
    };
    let volume = &PlannedVolume { pages: at..at + 1, exhibits: 0..plan.exhibits.len(), estimate: 0 };
    let mut writer = Writer::new(ingredients, volume, assembler, placements, Some(sources));
    let drawn = writer.own_source(&mut own)?;
    writer.put(at, planned, own.sheet(at, drawn), Vec::new())?;
    let labels = vec![planned.label.clone().unwrap_or_default().to_string()];
    let assembled = writer.assembler.finish(closing(ingredients, Vec::new(), labels, [0; 16])).map_err(write_error)?;
    Ok(assembled.out)
}

/// Papers that stay open between pages that are looked at: the last few, and the font of the stamps.
#[derive(Debug, Default)]
pub struct Sources {
    /// By the SHA-256 of the bytes that are used; who was asked for last stands last.
    open: Vec<(Digest, Arc<Source>)>,
    font: Option<StampFont>,
}

impl Sources {
    /// How many stay open. Of each the numbers and places of its objects are held, not its bytes.
    const MOST: usize = 4;

    /// Closes all papers, so that their files can be removed.
    pub fn close(&mut self) {
        self.open.clear();
    }

    fn get(&mut self, digest: &Digest) -> Option<Arc<Source>> {
        let at = self.open.iter().position(|(open, _)| open == digest)?;
        let found = self.open.remove(at);
        let source = Arc::clone(&found.1);
        self.open.push(found);
        Some(source)
    }

    fn keep(&mut self, digest: Digest, source: &Arc<Source>) {
        if self.get(&digest).is_none() {
            if self.open.len() >= Self::MOST {
                self.open.remove(0);
            }
            self.open.push((digest, Arc::clone(source)));
        }
    }

    fn font(&mut self, ingredients: &Ingredients) -> Result<StampFont, BundleError> {
        if let Some(font) = &self.font {
            return Ok(font.clone());
        }
        Ok(self.font.insert(stamp_font(ingredients)?).clone())
    }
}

fn stamp_font(ingredients: &Ingredients) -> Result<StampFont, BundleError> {
    StampFont::parse(ingredients.fonts.bytes(Face::Bold)).map_err(|_| BundleError::Font("Bold"))
}

fn closing(ingredients: &Ingredients, outline: Vec<Outline>, labels: Vec<String>, id: [u8; 16]) -> Closing {
    let facts = &ingredients.matter.facts;
    let (year, month, day, hour, minute, second) = ingredients.created;
    Closing {
        outline,
        labels,
        info: Properties {
            title: document_title(ingredients),
            language: facts.language.tag().to_owned(),
            author: Some(facts.filer.name.clone()).filter(|name| !name.is_empty()),
            created: Timestamp { year, month, day, hour, minute, second },
            producer: "Expediente".to_owned(),
        },
        id,
        open_at: match ingredients.profile.open {
            Open::Zoom(zoom) => OpenAt::Zoom(zoom),
            Open::Width => OpenAt::FitWidth,
        },
    }
}

/// What a viewer shows in its title bar.
fn document_title(ingredients: &Ingredients) -> String {
    let facts = &ingredients.matter.facts;
    let title = if facts.title.is_empty() { ingredients.texts.text("dossier.untitled-filing") } else { &facts.title };
    if facts.person.is_empty() { title.to_owned() } else { format!("{} — {title}", facts.person) }
}

/// The /ID of the file: from the papers, the plan and the options, so that the same dossier has the same one.
fn identity(ingredients: &Ingredients, volume: &PlannedVolume) -> [u8; 16] {
    let plan = ingredients.plan;
    // What was answered to findings changes nothing in the file.
    let facts = Facts { answers: BTreeMap::new(), ..(*ingredients.matter.facts).clone() };
    // Without the ids of exhibits and documents: a case that was handed over has new ones and is the same dossier.
    let said = format!(
        "{facts:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        ingredients.profile, plan.pages, plan.rows, plan.slips, volume.pages
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

/// The bytes that go into the dossier, by their SHA-256, each with the name and the original of its paper.
fn used_bytes<'a>(ingredients: &'a Ingredients, pages: &Range<usize>) -> Vec<(Digest, (&'a str, Digest))> {
    let items = &ingredients.matter.items;
    let mut used = Vec::new();
    let mut seen = BTreeSet::new();
    let mut use_of = |item: &'a Item, wanted: Digest| {
        if seen.insert(wanted) {
            used.push((wanted, (item.name.as_str(), item.original)));
        }
    };
    for page in ingredients.plan.pages.get(pages.clone()).unwrap_or_default() {
        match &page.sheet {
            PlannedSheet::Paper { item, .. } => {
                if let Some(item) = items.get(item) {
                    use_of(item, item.usable());
                }
            }
            PlannedSheet::Photos { photos, .. } => {
                for photo in photos {
                    let Some(item) = items.get(&photo.item) else { continue };
                    if let Some(picture) = item.pictures.get((photo.page as usize).saturating_sub(1)) {
                        use_of(item, picture.source);
                    }
                }
            }
            _ => {}
        }
    }
    used
}

/// For each paper: its pages, counted from 0, and where each stands in the file, in the order of the dossier. The last one is
/// where it can be closed.
fn placements(plan: &BundlePlan, pages: &Range<usize>) -> BTreeMap<Digest, Vec<(usize, usize)>> {
    let mut placements: BTreeMap<Digest, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, planned) in plan.pages.get(pages.clone()).unwrap_or_default().iter().enumerate() {
        if let PlannedSheet::Paper { item, page, .. } = &planned.sheet {
            placements.entry(*item).or_default().push(((*page as usize).saturating_sub(1), at));
        }
    }
    placements
}

fn stamps(planned: &PlannedPage, ingredients: &Ingredients) -> Vec<Stamp> {
    let numbering = &ingredients.profile.numbering;
    let at = |text: &Option<CompactString>, position: Position| {
        let text = text.as_ref()?.to_string();
        let anchor = anchor(position);
        let dx = if matches!(anchor, Anchor::TopCenter | Anchor::BottomCenter) { 0.0 } else { SIDE };
        Some(Stamp { text, size: numbering.size, at: anchor, dx, dy: EDGE })
    };
    let number = at(&planned.label, numbering.position);
    let exhibit = numbering.exhibit_position.and_then(|position| at(&planned.exhibit_label, position));
    let bates = at(&planned.bates, numbering.bates_position);
    // A draft is only looked at: no file with one is written.
    let draft = planned.draft.then(|| Stamp {
        text: ingredients.texts.text("dossier.draft").to_owned(),
        size: DRAFT,
        at: Anchor::TopCenter,
        dx: 0.0,
        dy: EDGE,
    });
    [number, exhibit, bates, draft].into_iter().flatten().collect()
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

/// The links of a page of ours; they lead to pages of the same file.
fn links(
    plan: &BundlePlan,
    volume: &PlannedVolume,
    at: usize,
    ways_back: &BTreeMap<usize, Area>,
    planned: &PlannedPage,
    texts: &Catalogue,
) -> Vec<Link> {
    match &planned.sheet {
        PlannedSheet::Table(page) => {
            let lines = plan.table.pages.get(*page).map(|page| page.lines.as_slice()).unwrap_or_default();
            // To another file no link leads: a reader has it elsewhere, and its printed volume and page say where.
            let rows = lines.iter().filter(|line| !line.heading && volume.exhibits.contains(&line.row));
            rows.filter_map(|line| {
                let exhibit = plan.exhibits.get(line.row)?;
                let values = [
                    ("label", exhibit.label.to_string()),
                    ("title", exhibit.heading.clone()),
                    ("pages", plan.range(exhibit.slip, exhibit.last)),
                ];
                let alt = texts.fill("dossier.table.link", values);
                Some(Link { rect: rect(line.area), page: exhibit.slip - volume.pages.start, alt })
            })
            .collect()
        }
        PlannedSheet::Slip(index) => ways_back
            .get(&at)
            .map(|area| Link {
                rect: rect(*area),
                page: plan.table_page_of(*index) - volume.pages.start,
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
    volume: &'a PlannedVolume,
    assembler: Assembler<W>,
    open: BTreeMap<Digest, SourceId>,
    pictures: BTreeMap<Digest, PictureId>,
    placements: BTreeMap<Digest, Vec<(usize, usize)>>,
    outlines: BTreeMap<DocumentId, Vec<Outline>>,
    notices: Vec<(Digest, Notice)>,
    /// Papers that are open already, where a page is only looked at; nothing where a dossier is written.
    looked_at: Option<&'a mut Sources>,
    /// Papers that another thread opens, in the order of the dossier; nothing where a page is only looked at.
    ahead: Option<Receiver<Opened>>,
}

impl<'a, W: Write> Writer<'a, W> {
    fn new(
        ingredients: &'a Ingredients<'a>,
        volume: &'a PlannedVolume,
        assembler: Assembler<W>,
        placements: BTreeMap<Digest, Vec<(usize, usize)>>,
        looked_at: Option<&'a mut Sources>,
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
            looked_at,
            ahead: None,
        }
    }

    /// Opens what printpdf drew; nothing where it drew nothing.
    fn own_source(&mut self, own: &mut OwnPages) -> Result<Option<SourceId>, BundleError> {
        if own.sheets.is_empty() {
            return Ok(None);
        }
        let drawn = Source::open(Arc::new(std::mem::take(&mut own.bytes)), None);
        let drawn = drawn.map_err(|e| BundleError::FrontMatter(e.to_string()))?;
        Ok(Some(self.assembler.source(Arc::new(drawn), Vec::new())))
    }

    /// Writes the page that stands at `at` in the plan.
    fn put(
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
        let notices = self.assembler.page(page).map_err(|error| writer_error(matter, paper, error))?;
        if let Some((digest, _)) = paper {
            self.notices.extend(notices.into_iter().map(|notice| (digest, notice)));
        }
        Ok(())
    }

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

    /// The bytes of a paper or of what was made from it. Whether they are those that were received, [`check_papers`] says.
    fn bytes(&self, name: &str, digest: Digest, wanted: &Digest) -> Result<Bytes, BundleError> {
        let bytes = self.ingredients.papers.bytes(wanted);
        bytes.map_err(|source| BundleError::Paper { name: name.to_owned(), digest, source })
    }

    fn source(&mut self, digest: Digest) -> Result<SourceId, BundleError> {
        if let Some(&id) = self.open.get(&digest) {
            return Ok(id);
        }
        let usable = item(self.ingredients, digest)?.usable();
        let source = match self.looked_at.as_mut().and_then(|sources| sources.get(&usable)) {
            Some(source) => source,
            None => self.opened_ahead(digest).unwrap_or_else(|| open_paper(self.ingredients, digest))?,
        };
        let placement = self.placements.get(&digest).cloned().unwrap_or_default();
        match &mut self.looked_at {
            Some(sources) => sources.keep(usable, &source),
            None => self.keep_outline(digest, &source),
        }
        let id = self.assembler.source(source, placement);
        self.open.insert(digest, id);
        Ok(id)
    }

    /// The paper, where it was opened ahead.
    fn opened_ahead(&self, digest: Digest) -> Option<Result<Arc<Source>, BundleError>> {
        // Both go through the same pages, so this is the next one; if ever it is not, it is opened here.
        let (opened, source) = self.ahead.as_ref()?.recv().ok()?;
        (opened == digest).then_some(source)
    }

    /// Each document that shows this paper gets the paper's outline, with the pages of its own span.
    fn keep_outline(&mut self, digest: Digest, source: &Source) {
        let nodes = source.outline();
        if nodes.is_empty() {
            return;
        }
        let plan = self.ingredients.plan;
        let inside = plan.exhibits.iter().flat_map(|exhibit| &exhibit.documents);
        let here = |document: &&PlannedDocument| self.volume.pages.contains(&document.first) && document.item == digest;
        for document in plan.front.iter().chain(inside).chain(&plan.back).filter(here) {
            let mut places = BTreeMap::new();
            for at in document.first..=document.last {
                if let Some(PlannedSheet::Paper { page, .. }) = plan.pages.get(at).map(|page| &page.sheet) {
                    places.entry((*page as usize).saturating_sub(1)).or_insert(at - self.volume.pages.start);
                }
            }
            let entries = outline::translated(&nodes, &|page| places.get(&page).copied());
            self.outlines.insert(document.id, entries);
        }
    }

    fn picture(&mut self, digest: Digest, page: u32) -> Result<PictureId, BundleError> {
        let item = item(self.ingredients, digest)?;
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

impl OwnPages {
    /// The drawn sheet of a page of the dossier.
    fn sheet(&self, at: usize, drawn: Option<SourceId>) -> Option<Sheet> {
        self.sheets.get(&at).zip(drawn).map(|(&index, source)| Sheet::Source { source, index })
    }
}

/// Draws those pages of ours that stand between two places in the plan.
fn draw_own_pages(ingredients: &Ingredients, wanted: Range<usize>) -> Result<OwnPages, BundleError> {
    let Ingredients { plan, profile, texts, fonts, matter, .. } = ingredients;
    let mut drawn = Vec::new();
    let mut sheets = BTreeMap::new();
    let mut ways_back = BTreeMap::new();
    for (at, page) in plan.pages.iter().enumerate().take(wanted.end).skip(wanted.start) {
        let mut canvas = Canvas::new(fonts, profile.paper.size());
        match &page.sheet {
            PlannedSheet::Cover => {
                let (volume, total) = (plan.volume_of(at) + 1, plan.volumes.len());
                let volume = (total > 1).then_some((volume, total));
                pages::draw_cover(&mut canvas, &matter.facts, profile.caption, volume, texts);
            }
            PlannedSheet::Table(part) => {
                let here = plan.volumes.get(plan.volume_of(at)).map_or(0..0, |volume| volume.exhibits.clone());
                pages::draw_table(&mut canvas, &plan.table, *part, &plan.rows, &here, texts);
            }
            PlannedSheet::Slip(index) => {
                let Some(slip) = plan.slips.get(*index) else { continue };
                ways_back.insert(at, pages::draw_slip(&mut canvas, slip, profile.tabs.sheet, texts));
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
    if drawn.is_empty() {
        return Ok(OwnPages { bytes: Vec::new(), sheets, ways_back });
    }
    let bytes = pages::save(fonts, drawn)?;
    Ok(OwnPages { bytes, sheets, ways_back })
}
