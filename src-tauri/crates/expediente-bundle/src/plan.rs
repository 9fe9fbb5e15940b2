//! The plan: every page of the dossier with its label, before anything is written.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use compact_str::{CompactString, ToCompactString, format_compact};
use expediente_model::{
    Bates, Catalogue, Code, Digest, Document, DocumentId, Exhibit, ExhibitId, Facts, Finding, Item, Matter,
    Orientation, PageRanges, Part, Place, Turn,
};

use crate::fonts::Fonts;
use crate::found::PlannedFinding;
use crate::kept::{Kept, Laid};
use crate::label::ExhibitLabel;
use crate::pages::{self, Cell, Columns, Row, Slip, TableLayout};
use crate::pairs;
use crate::profile::{Caption, Profile, TabLabels};
use crate::volumes::{self, Segment, Weight};
use crate::words;

/// The whole dossier, page by page.
///
/// Pure: the same matter, profile, texts and fonts give the same plan. Physical pages count from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct BundlePlan {
    /// Every page in order.
    pub pages: Vec<PlannedPage>,
    /// Papers before the cover page.
    pub front: Vec<PlannedDocument>,
    /// The exhibits that have pages.
    pub exhibits: Vec<PlannedExhibit>,
    /// Papers after the last exhibit.
    pub back: Vec<PlannedDocument>,
    /// What is wrong with it.
    pub findings: Vec<PlannedFinding>,
    /// About how many bytes all files together will have.
    pub estimate: u64,
    /// The files that it is written into; one, unless it was split.
    pub volumes: Vec<PlannedVolume>,
    pub(crate) rows: Vec<Row>,
    pub(crate) table: TableLayout,
    pub(crate) slips: Vec<Slip>,
}

/// One file of the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedVolume {
    /// Its physical pages.
    pub pages: Range<usize>,
    /// Its entries of [`BundlePlan::exhibits`].
    pub exhibits: Range<usize>,
    /// About how many bytes it will have.
    pub estimate: u64,
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedPage {
    /// What is printed as its number; none on an unnumbered paper.
    pub label: Option<CompactString>,
    /// What is printed as its exhibit label, such as "Exhibit C-3".
    pub exhibit_label: Option<CompactString>,
    /// Its Bates number.
    pub bates: Option<CompactString>,
    /// What is on it.
    pub sheet: PlannedSheet,
    /// It is not ready to be filed: a translation without its certificate, or a paper that waits for its signature.
    pub draft: bool,
}

/// What is on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum PlannedSheet {
    /// The cover page.
    Cover,
    /// A page of the table, counted from 0.
    Table(usize),
    /// The slip sheet of the exhibit at this index of the plan.
    Slip(usize),
    /// A page of a PDF.
    Paper {
        /// The original's SHA-256.
        item: Digest,
        /// Its page, counted from 1.
        page: u32,
        /// How the user turned it.
        turn: Turn,
        /// Whether it stands outside the exhibits.
        loose: bool,
    },
    /// A sheet of pictures.
    Photos {
        /// Width and height of the sheet in points.
        size: (f64, f64),
        /// The pictures.
        photos: Vec<PlannedPhoto>,
        /// Whether it stands outside the exhibits.
        loose: bool,
    },
}

/// A picture on a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedPhoto {
    /// The original's SHA-256.
    pub item: Digest,
    /// Its page, counted from 1.
    pub page: u32,
    /// How it is to be held.
    pub orientation: Orientation,
    pub(crate) cell: Cell,
}

/// An exhibit in its place, or one part of it where it alone was too large for a volume.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedExhibit {
    /// Its id in the matter.
    pub id: ExhibitId,
    /// Which part it is and of how many; none where it is whole.
    pub part: Option<(usize, usize)>,
    /// What stands on its tab.
    pub label: ExhibitLabel,
    /// Its title.
    pub title: String,
    /// The physical page of its slip sheet.
    pub slip: usize,
    /// The physical page of its last page.
    pub last: usize,
    /// Its documents that have pages.
    pub documents: Vec<PlannedDocument>,
}

/// A document in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedDocument {
    /// Its id in the matter.
    pub id: DocumentId,
    /// The original's SHA-256.
    pub item: Digest,
    /// What the outline calls it.
    pub title: String,
    /// Whether a person gave it that title.
    pub named: bool,
    /// The physical page that it begins on.
    pub first: usize,
    /// The physical page that it ends on.
    pub last: usize,
}

impl BundlePlan {
    /// Plans the dossier of a matter. It is split into volumes where the matter says so and the court has a limit.
    #[must_use]
    pub fn of(matter: &Matter, profile: &Profile, texts: &Catalogue, fonts: &Fonts) -> Self {
        Self::filled(matter, profile, texts, fonts, profile.fill())
    }

    /// The same with volumes of at most so many bytes: for a second try where a written one was over the limit.
    #[must_use]
    pub fn filled(matter: &Matter, profile: &Profile, texts: &Catalogue, fonts: &Fonts, fill: Option<u64>) -> Self {
        Self::planned(matter, profile, texts, fonts, fill, &mut Kept::default())
    }

    /// The plan with what an earlier one laid out of the exhibits that did not change since.
    #[must_use]
    pub fn again(matter: &Matter, profile: &Profile, texts: &Catalogue, fonts: &Fonts, kept: &mut Kept) -> Self {
        Self::planned(matter, profile, texts, fonts, profile.fill(), kept)
    }

    fn planned(
        matter: &Matter,
        profile: &Profile,
        texts: &Catalogue,
        fonts: &Fonts,
        fill: Option<u64>,
        kept: &mut Kept,
    ) -> Self {
        let fill = fill.filter(|_| matter.facts.split);
        let mut planner = Planner { matter, profile, texts, fonts, drafts: drafts(matter), findings: Vec::new() };
        planner.check_facts();
        let all = kept.exhibits(matter, profile, (texts, fonts), &planner.drafts, |exhibit| planner.lay(exhibit));
        planner.check_pages(&all);
        let laid = planner.label_exhibits(all);
        let front = planner.lay_loose(&matter.front);
        let back = planner.lay_loose(&matter.back);
        // The table's own length moves every page behind it, and wider page numbers can make it longer: it only ever
        // grows from one round to the next, so this ends.
        let mut table_pages = 1;
        let mut table: Option<TableLayout> = None;
        let (cut, rows, mut table) = loop {
            let cut = volumes::cut(&front, &laid, &back, table_pages, fill);
            let mut numbers = Numbers::new(profile, &matter.facts);
            let mut rows = Vec::new();
            for (volume, segments) in cut.iter().enumerate() {
                numbers.pass(if volume == 0 { front.sheets.len() } else { 0 }, true);
                numbers.pass(1 + table_pages, false);
                for segment in segments {
                    let Some(exhibit) = laid.get(segment.exhibit) else { continue };
                    let mut row = exhibit.row(texts, profile.table.dated(), segment.part);
                    row.exhibit = segment.exhibit;
                    let first = numbers.next_label();
                    let last = numbers.pass(1 + segment.sheets.len(), false);
                    row.pages = words::range(&first, &last);
                    if cut.len() > 1 {
                        let values = [("volume", (volume + 1).to_string()), ("page", first.to_string())];
                        row.elsewhere = texts.fill("dossier.table.elsewhere", values);
                    }
                    rows.push(row);
                }
            }
            let columns = Columns::of(fonts, &rows, texts, profile.table.dated());
            // The same columns break the same lines.
            let settled = table.take().filter(|table| table.columns == columns && table.rows() == rows.len());
            let laid_out = match settled {
                Some(table) => table,
                None => {
                    // A part of an exhibit has words of its own in its title.
                    let whole = |row: usize| {
                        rows.get(row).and_then(|row| laid.get(row.exhibit).filter(|laid| laid.is_titled(row)))
                    };
                    let lines = |row: usize, widths| whole(row).map(|exhibit| exhibit.laid.lines(fonts, widths));
                    pages::lay_out(fonts, profile.paper.size(), columns, &rows, lines)
                }
            };
            if laid_out.pages.len() <= table_pages {
                break (cut, rows, laid_out);
            }
            table_pages = laid_out.pages.len();
            table = Some(laid_out);
        };
        table.pages.resize(table_pages, pages::TablePage::default());
        planner.number(front, laid, back, &cut, rows, table)
    }

    /// The volume that a physical page stands in.
    #[must_use]
    pub fn volume_of(&self, page: usize) -> usize {
        self.volumes.iter().position(|volume| volume.pages.contains(&page)).unwrap_or(0)
    }

    /// The first and last physical page of an exhibit, whatever volumes it runs through.
    #[must_use]
    pub fn span(&self, id: ExhibitId) -> Option<(usize, usize)> {
        let mut parts = self.exhibits.iter().filter(|exhibit| exhibit.id == id);
        let first = parts.next()?;
        Some((first.slip, parts.next_back().unwrap_or(first).last))
    }

    /// Whether a page is not ready to be filed.
    #[must_use]
    pub fn has_drafts(&self) -> bool {
        self.pages.iter().any(|page| page.draft)
    }

    /// The label of every page, as printed and as the PDF itself says; empty for an unnumbered page.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.pages.iter().map(|page| page.label.as_deref().unwrap_or(""))
    }

    /// What is printed for the pages from `first` to `last`, physical and both included.
    #[must_use]
    pub fn range(&self, first: usize, last: usize) -> String {
        range(&self.pages, first, last)
    }

    /// The physical page of the table that holds the row of an exhibit, in the exhibit's own volume.
    pub(crate) fn table_page_of(&self, row: usize) -> usize {
        let volume = self.volumes.iter().find(|volume| volume.exhibits.contains(&row));
        let start = volume.map_or(0, |volume| volume.pages.start);
        let mut from = self.pages.iter().enumerate().skip(start);
        let cover = from.find(|(_, page)| page.sheet == PlannedSheet::Cover).map_or(0, |(at, _)| at);
        let within = self.table.pages.iter().position(|page| page.lines.iter().any(|line| line.row == row));
        cover + 1 + within.unwrap_or(0)
    }
}

fn range(pages: &[PlannedPage], first: usize, last: usize) -> String {
    let label = |at: usize| pages.get(at).and_then(|page| page.label.as_deref()).unwrap_or("");
    words::range(label(first), label(last))
}

/// The facts that the cover page of a court needs and that nobody gave, by their words in the catalogues (`fact.`).
#[must_use]
pub fn missing_facts(facts: &Facts, profile: &Profile) -> Vec<&'static str> {
    let court = !matches!(profile.caption, Caption::Agency | Caption::Plain | Caption::InterAmerican);
    let missing = [
        ("title", facts.title.is_empty() && profile.caption != Caption::Uk),
        ("person", facts.person.is_empty()),
        ("docket", court && facts.docket.is_empty()),
        ("court", court && facts.court.is_empty()),
        ("filer", profile.caption == Caption::Immigration && facts.filer.name.is_empty()),
    ];
    missing.into_iter().filter(|(_, missing)| *missing).map(|(what, _)| what).collect()
}

struct Planner<'a> {
    matter: &'a Matter,
    profile: &'a Profile,
    texts: &'a Catalogue,
    fonts: &'a Fonts,
    /// Documents that are not ready to be filed.
    drafts: BTreeSet<DocumentId>,
    findings: Vec<PlannedFinding>,
}

/// Documents that are not ready to be filed: what waits for its signature, and translations that no signed certificate
/// names.
#[must_use]
pub fn drafts(matter: &Matter) -> BTreeSet<DocumentId> {
    let certified: BTreeSet<DocumentId> = matter
        .documents()
        .filter(|document| !document.unsigned && matches!(document.part, Part::TranslationCertificate { .. }))
        .flat_map(|document| document.part.of().iter().copied())
        .collect();
    let draft = |document: &&Document| {
        document.unsigned || matches!(document.part, Part::Translation { .. }) && !certified.contains(&document.id)
    };
    matter.documents().filter(draft).map(|document| document.id).collect()
}

/// The numbers of the pages, given out in order.
struct Numbers<'a> {
    every_page: bool,
    /// What stands before and after the number.
    format: (&'a str, &'a str),
    bates: Option<&'a Bates>,
    next: u64,
}

impl<'a> Numbers<'a> {
    fn new(profile: &'a Profile, facts: &'a Facts) -> Self {
        let format = profile.numbering.format.split_once("{n}").unwrap_or_default();
        Self { every_page: profile.numbering.every_page, format, bates: facts.bates.as_ref(), next: 1 }
    }

    fn label(&self, number: u64) -> CompactString {
        match self.format {
            ("", "") => number.to_compact_string(),
            (before, after) => format_compact!("{before}{number}{after}"),
        }
    }

    /// What the next page that has a number shows.
    fn next_label(&self) -> CompactString {
        self.label(self.next)
    }

    /// Gives numbers to so many pages; loose ones have none in most courts. Returns the label of the last.
    fn pass(&mut self, pages: usize, loose: bool) -> CompactString {
        self.next += if !loose || self.every_page { pages as u64 } else { 0 };
        self.label(self.next - 1)
    }

    fn page(&mut self, sheet: PlannedSheet, exhibit_label: Option<CompactString>, loose: bool) -> PlannedPage {
        let (mut label, mut bates) = (None, None);
        if !loose || self.every_page {
            label = Some(self.label(self.next));
            bates = self.bates.map(|bates| bates.number(self.next - 1).into());
            self.next += 1;
        }
        PlannedPage { label, exhibit_label, bates, sheet, draft: false }
    }
}

/// The pages of one place, before they are numbered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaves {
    pub sheets: Vec<PlannedSheet>,
    /// About how many bytes each sheet takes, where its paper was begun before.
    pub weights: Vec<Weight>,
    /// Whether each sheet is ready to be filed.
    pub drafts: Vec<bool>,
    /// For each document: its first and last sheet.
    pub documents: Vec<(usize, usize)>,
}

/// An exhibit with pages and a label, before they are numbered.
pub(crate) struct LaidExhibit {
    pub laid: Arc<Laid>,
    label: ExhibitLabel,
}

impl LaidExhibit {
    /// Its row in the table, still without pages.
    fn row(&self, texts: &Catalogue, dated: bool, part: Option<(usize, usize)>) -> Row {
        let date = self.laid.exhibit.date.filter(|_| dated);
        Row {
            exhibit: 0,
            label: self.label.to_string(),
            group: self.laid.exhibit.group.clone(),
            title: part_title(texts, &self.laid.title, part),
            particulars: self.laid.particulars.clone(),
            date: date.map(|day| words::date(texts, day)).unwrap_or_default(),
            pages: String::new(),
            elsewhere: String::new(),
        }
    }

    /// Whether a row has the exhibit's own title.
    fn is_titled(&self, row: &Row) -> bool {
        row.title == self.laid.title
    }
}

/// A title with the part that it is about.
fn part_title(texts: &Catalogue, title: &str, part: Option<(usize, usize)>) -> String {
    match part {
        None => title.to_owned(),
        Some((n, total)) => {
            let values = [("title", title.to_owned()), ("n", n.to_string()), ("total", total.to_string())];
            texts.fill("dossier.part", values)
        }
    }
}

impl<'m> Planner<'m> {
    /// Lays out one exhibit: what depends on it, its papers, profile, texts and fonts, and on nothing else of the
    /// matter, because it is kept until one of these changes.
    fn lay(&self, exhibit: &Arc<Exhibit>) -> Laid {
        let leaves = self.leaves(&exhibit.documents, exhibit.photos_per_page.count(), false);
        let mut laid = Laid::of(exhibit, self.matter, &self.drafts);
        laid.title = self.exhibit_title(exhibit);
        laid.particulars = words::particulars(self.texts, exhibit, self.profile.table.dated());
        laid.documents = self.documents(&exhibit.documents, &leaves.documents, 0, 0..leaves.sheets.len());
        laid.leaves = leaves;
        laid.findings = self.absent_pages(&exhibit.documents, Place::Exhibit(exhibit.id));
        let has_all_letters = laid.drawn().all(|text| self.fonts.has_all(text));
        laid.has_all_letters = has_all_letters;
        laid
    }

    /// The exhibits that have pages, each with its label.
    fn label_exhibits(&self, all: Vec<Arc<Laid>>) -> Vec<LaidExhibit> {
        let with_pages = all.into_iter().filter(|laid| !laid.leaves.sheets.is_empty()).enumerate();
        let label = match self.profile.tabs.labels {
            TabLabels::Letters => ExhibitLabel::letters,
            TabLabels::Numbers => ExhibitLabel::numbers,
        };
        with_pages.map(|(at, laid)| LaidExhibit { laid, label: label(at) }).collect()
    }

    fn lay_loose(&self, documents: &[Document]) -> Leaves {
        self.leaves(documents, 1, true)
    }

    /// Gives every page its number, now that the length of the table is known.
    fn number(
        mut self,
        front: Leaves,
        laid: Vec<LaidExhibit>,
        back: Leaves,
        cut: &[Vec<Segment>],
        rows: Vec<Row>,
        table: TableLayout,
    ) -> BundlePlan {
        let inside: usize = laid.iter().map(|exhibit| exhibit.laid.leaves.sheets.len()).sum();
        let own = cut.len() * (1 + table.pages.len()) + rows.len();
        let mut numbers = Numbers::new(self.profile, &self.matter.facts);
        let mut pages = Vec::with_capacity(front.sheets.len() + own + inside + back.sheets.len());
        let planned_front = self.documents(&self.matter.front, &front.documents, 0, 0..front.sheets.len());
        pages.extend(front.pages().map(|(sheet, draft)| PlannedPage { draft, ..numbers.page(sheet, None, true) }));
        let word = self.exhibit_word();
        let mut exhibits = Vec::with_capacity(rows.len());
        let mut slips = Vec::with_capacity(rows.len());
        let mut volumes = Vec::with_capacity(cut.len());
        let mut rows_left = rows.iter();
        // Every exhibit counts its pages from 1.
        let longest = laid.iter().map(|exhibit| exhibit.laid.leaves.sheets.len()).max().unwrap_or(0);
        let counted: Vec<CompactString> = (1..=longest).map(|number| number.to_compact_string()).collect();
        for (at, segments) in cut.iter().enumerate() {
            let begins = if at == 0 { 0 } else { pages.len() };
            let first = exhibits.len();
            pages.push(numbers.page(PlannedSheet::Cover, None, false));
            pages.extend((0..table.pages.len()).map(|at| numbers.page(PlannedSheet::Table(at), None, false)));
            for segment in segments {
                let (Some(exhibit), Some(row)) = (laid.get(segment.exhibit), rows_left.next()) else { continue };
                let laid = &exhibit.laid;
                let slip = pages.len();
                pages.push(numbers.page(PlannedSheet::Slip(exhibits.len()), None, false));
                let within = laid.documents.iter().filter_map(|document| document.within(&segment.sheets, slip + 1));
                let documents: Vec<PlannedDocument> = within.collect();
                // Filled once for the exhibit; only the number differs from page to page.
                const NUMBER: char = '\u{0}';
                let values = [("word", word.clone()), ("label", row.label.clone()), ("n", NUMBER.to_string())];
                let stamp = self.texts.fill("dossier.stamp.exhibit", values);
                let (before, after) = stamp.split_once(NUMBER).map_or((stamp.as_str(), None), |(b, a)| (b, Some(a)));
                let sheets = laid.leaves.pages().zip(&counted).take(segment.sheets.end).skip(segment.sheets.start);
                for ((sheet, draft), number) in sheets {
                    let mut stamp = CompactString::from(before);
                    if let Some(after) = after {
                        stamp.push_str(number);
                        stamp.push_str(after);
                    }
                    pages.push(PlannedPage { draft, ..numbers.page(sheet, Some(stamp), false) });
                }
                slips.push(self.slip(&word, row, &documents, &pages));
                exhibits.push(PlannedExhibit {
                    id: laid.exhibit.id,
                    part: segment.part,
                    label: exhibit.label.clone(),
                    title: part_title(self.texts, &laid.title, segment.part),
                    slip,
                    last: pages.len() - 1,
                    documents,
                });
            }
            volumes.push(PlannedVolume { pages: begins..pages.len(), exhibits: first..exhibits.len(), estimate: 0 });
        }
        let planned_back = self.documents(&self.matter.back, &back.documents, pages.len(), 0..back.sheets.len());
        pages.extend(back.pages().map(|(sheet, draft)| PlannedPage { draft, ..numbers.page(sheet, None, true) }));
        if let Some(last) = volumes.last_mut() {
            last.pages.end = pages.len();
        }
        let sizes = volumes::estimates(&front, &laid, &back, table.pages.len(), cut);
        for (volume, estimate) in volumes.iter_mut().zip(sizes) {
            volume.estimate = estimate;
        }
        let mut plan = BundlePlan {
            pages,
            front: planned_front,
            exhibits,
            back: planned_back,
            findings: Vec::new(),
            estimate: volumes.iter().map(|volume| volume.estimate).sum(),
            volumes,
            rows,
            table,
            slips,
        };
        self.check_letters(&plan, &laid);
        plan.findings = std::mem::take(&mut self.findings);
        plan
    }

    fn slip(&self, word: &str, row: &Row, documents: &[PlannedDocument], pages: &[PlannedPage]) -> Slip {
        // One document is the exhibit itself.
        let named = if documents.len() > 1 { documents } else { &[] };
        Slip {
            word: word.to_owned(),
            label: row.label.clone(),
            title: row.title.clone(),
            particulars: row.particulars.clone(),
            pages: self.texts.fill("dossier.slip.pages", [("pages", row.pages.clone())]),
            documents: named
                .iter()
                .map(|document| (document.title.clone(), range(pages, document.first, document.last)))
                .collect(),
        }
    }

    fn exhibit_word(&self) -> String {
        self.texts.text(&format!("dossier.exhibit-word.{}", self.profile.tabs.word)).to_owned()
    }

    /// Its title, or what it is where it has none: a camera's file name is no title.
    fn exhibit_title(&self, exhibit: &Exhibit) -> String {
        let mut items = exhibit.documents.iter().filter_map(|document| self.item(document));
        let key = match exhibit.title.trim() {
            "" if items.all(Item::is_picture) => "kind.photo",
            "" => "dossier.untitled",
            title => return title.to_owned(),
        };
        self.texts.text(key).to_owned()
    }

    /// The documents that have sheets, in their places, with the titles of the outline.
    /// The documents whose sheets are among `sheets` of their place, in the order of the dossier; the first of them stands
    /// at the physical page `offset`.
    fn documents(
        &self,
        documents: &[Document],
        spans: &[(usize, usize)],
        offset: usize,
        sheets: Range<usize>,
    ) -> Vec<PlannedDocument> {
        let mut planned = Vec::new();
        for (index, (document, &(first, last))) in documents.iter().zip(spans).enumerate() {
            if last < first || last < sheets.start || first >= sheets.end {
                continue;
            }
            let picture = self.item(document).is_some_and(Item::is_picture);
            let key = if picture { "dossier.photo" } else { "dossier.document" };
            let numbered = || self.texts.fill(key, [("n", (index + 1).to_string())]);
            let given = document.title.clone().or_else(|| document.caption.clone());
            planned.push(PlannedDocument {
                id: document.id,
                item: document.item,
                named: given.is_some(),
                title: given.unwrap_or_else(numbered),
                first: offset + first.saturating_sub(sheets.start),
                last: offset + last.min(sheets.end - 1) - sheets.start,
            });
        }
        planned.sort_by_key(|document| (document.first, document.last));
        planned
    }

    fn item(&self, document: &Document) -> Option<&Item> {
        self.matter.items.get(&document.item).map(AsRef::as_ref)
    }

    /// Lays the pages of documents out; pictures that follow one another share sheets.
    fn leaves(&self, documents: &[Document], per_page: usize, loose: bool) -> Leaves {
        let mut leaves = Leaves {
            sheets: Vec::new(),
            weights: Vec::new(),
            drafts: Vec::new(),
            // Empty spans, until a page is laid out.
            documents: vec![(1, 0); documents.len()],
        };
        let mut waiting: Vec<(usize, &Document, u32)> = Vec::new();
        for index in pairs::order(documents, self.profile.translations.order) {
            let Some(document) = documents.get(index) else { continue };
            let Some(item) = self.item(document) else { continue };
            for page in document.chosen_pages(item.pages) {
                if item.is_picture() {
                    waiting.push((index, document, page));
                    if waiting.len() == per_page {
                        self.photo_sheet(&mut waiting, per_page, loose, &mut leaves);
                    }
                } else {
                    self.photo_sheet(&mut waiting, per_page, loose, &mut leaves);
                    let sheet = PlannedSheet::Paper { item: document.item, page, turn: document.turn(page), loose };
                    let draft = self.drafts.contains(&document.id);
                    leaves.push(sheet, Weight::of_page(item, page), draft, &[index]);
                }
            }
        }
        self.photo_sheet(&mut waiting, per_page, loose, &mut leaves);
        leaves
    }

    fn photo_sheet(
        &self,
        waiting: &mut Vec<(usize, &Document, u32)>,
        per_page: usize,
        loose: bool,
        leaves: &mut Leaves,
    ) {
        if waiting.is_empty() {
            return;
        }
        let mut found = Vec::new();
        for (_, document, page) in waiting.iter() {
            let at = (*page as usize).saturating_sub(1);
            let Some(picture) = self.item(document).and_then(|item| item.pictures.get(at)) else { continue };
            let orientation = picture.orientation.turned(document.turn(*page));
            let held = expediente_model::Picture { orientation, ..*picture };
            let day = document.date.map(|day| words::date(self.texts, day));
            let particulars: Vec<String> = day.into_iter().chain(document.place.clone()).collect();
            let text = (held.upright_size(), document.caption.clone().unwrap_or_default(), particulars.join(" · "));
            found.push((document.item, *page, orientation, text));
        }
        let mut size = self.profile.paper.size();
        // A landscape picture alone has a landscape page: turned to portrait it would be read sideways.
        if let (1, [(.., ((across, down), ..))]) = (per_page, found.as_slice())
            && across > down
        {
            size = (size.1, size.0);
        }
        let texts: Vec<_> = found.iter().map(|(.., text)| text.clone()).collect();
        let cells = pages::cells(self.fonts, size, per_page, &texts);
        let photos = found
            .into_iter()
            .zip(cells)
            .map(|((item, page, orientation, _), cell)| PlannedPhoto { item, page, orientation, cell })
            .collect();
        let owners: Vec<usize> = waiting.iter().map(|(index, ..)| *index).collect();
        let draft = waiting.iter().any(|(_, document, _)| self.drafts.contains(&document.id));
        let papers = waiting.iter().filter_map(|(_, document, page)| Some((self.item(document)?, *page)));
        let pictures = papers.map(|(item, page)| Weight::of_picture(item, page));
        let weight = pictures.chain([Weight::of_sheet()]).sum();
        leaves.push(PlannedSheet::Photos { size, photos, loose }, weight, draft, &owners);
        waiting.clear();
    }

    fn found(&mut self, finding: Finding, place: Option<Place>, document: Option<DocumentId>) {
        self.findings.push(PlannedFinding::new(finding).at(place, document));
    }

    fn check_facts(&mut self) {
        let missing = missing_facts(&self.matter.facts, self.profile);
        for what in missing {
            self.found(Finding::new(Code::FactMissing).with("what", what), None, None);
        }
    }

    /// Pages that are asked for and that the papers do not have.
    fn absent_pages(&self, documents: &[Document], place: Place) -> Vec<PlannedFinding> {
        let mut findings = Vec::new();
        for document in documents {
            let Some(item) = self.item(document) else { continue };
            let asked = document.pages.iter().flat_map(PageRanges::iter).chain(document.left_out.iter().copied());
            let absent: BTreeSet<u32> = asked.filter(|&page| page > item.pages).collect();
            if let Some(pages) = PageRanges::from_pages(absent) {
                let finding = Finding::new(Code::PagesMissing);
                let finding = finding.with("paper", &item.name).with("pages", pages).with("total", item.pages);
                findings.push(PlannedFinding::new(finding).at(Some(place), Some(document.id)));
            }
        }
        findings
    }

    fn check_pages(&mut self, exhibits: &[Arc<Laid>]) {
        self.findings.extend(self.absent_pages(&self.matter.front, Place::Front));
        self.findings.extend(exhibits.iter().flat_map(|laid| laid.findings.iter().cloned()));
        self.findings.extend(self.absent_pages(&self.matter.back, Place::Back));
        for laid in exhibits.iter().filter(|laid| laid.leaves.sheets.is_empty()) {
            let finding = Finding::new(Code::ExhibitEmpty).with("exhibit", &laid.exhibit.title);
            self.found(finding, Some(Place::Exhibit(laid.exhibit.id)), None);
        }
    }

    fn check_letters(&mut self, plan: &BundlePlan, laid: &[LaidExhibit]) {
        let facts = &self.matter.facts;
        let filer = &facts.filer;
        let mut drawn: Vec<(&str, Option<Place>)> = Vec::new();
        let mut ours = |texts: &[&'m String]| drawn.extend(texts.iter().map(|text| (text.as_str(), None)));
        ours(&[&facts.title, &facts.person, &filer.name, &filer.role, &filer.phone, &filer.email, &filer.number]);
        for texts in [&filer.address, &facts.docket, &facts.court, &facts.respondents] {
            ours(&texts.iter().collect::<Vec<_>>());
        }
        for text in [&facts.judge, &facts.hearing, &facts.proceeding] {
            ours(&text.iter().collect::<Vec<_>>());
        }
        for LaidExhibit { laid, .. } in laid.iter().filter(|exhibit| !exhibit.laid.has_all_letters) {
            drawn.extend(laid.drawn().map(|text| (text, Some(Place::Exhibit(laid.exhibit.id)))));
        }
        for (documents, place) in [(&plan.front, Place::Front), (&plan.back, Place::Back)] {
            for document in documents {
                let pages = plan.pages.get(document.first..=document.last).unwrap_or_default();
                drawn.extend(captions(pages.iter().map(|page| &page.sheet)).map(|text| (text, Some(place))));
            }
        }
        let mut seen = BTreeSet::new();
        for (text, place) in drawn.into_iter().filter(|(text, _)| !self.fonts.has_all(text)) {
            let letters: String = self.fonts.missing(text).into_iter().collect();
            if seen.insert(text) {
                let finding = Finding::new(Code::LettersMissing).with("letters", letters).with("where", text);
                self.findings.push(PlannedFinding::new(finding).at(place, None));
            }
        }
    }
}

/// What is written under the photos of these sheets, line by line.
pub(crate) fn captions<'s>(sheets: impl Iterator<Item = &'s PlannedSheet>) -> impl Iterator<Item = &'s str> {
    let photos = sheets.flat_map(|sheet| match sheet {
        PlannedSheet::Photos { photos, .. } => photos.as_slice(),
        _ => &[],
    });
    photos.flat_map(|photo| photo.cell.caption.iter().chain(&photo.cell.particulars)).map(String::as_str)
}

impl PlannedDocument {
    /// What of it stands among these sheets of its place, the first of which is the physical page `offset`.
    fn within(&self, sheets: &Range<usize>, offset: usize) -> Option<Self> {
        let shown = self.last >= sheets.start && self.first < sheets.end;
        shown.then(|| Self {
            first: offset + self.first.saturating_sub(sheets.start),
            last: offset + self.last.min(sheets.end - 1) - sheets.start,
            ..self.clone()
        })
    }
}

impl Leaves {
    /// Every sheet, and whether it is ready to be filed.
    fn pages(&self) -> impl Iterator<Item = (PlannedSheet, bool)> + '_ {
        self.sheets.iter().cloned().zip(self.drafts.iter().copied())
    }

    fn push(&mut self, sheet: PlannedSheet, weight: Weight, draft: bool, owners: &[usize]) {
        let at = self.sheets.len();
        self.weights.push(weight);
        self.drafts.push(draft);
        for &owner in owners {
            if let Some(span) = self.documents.get_mut(owner) {
                *span = if span.1 < span.0 { (at, at) } else { (span.0, at) };
            }
        }
        self.sheets.push(sheet);
    }
}
