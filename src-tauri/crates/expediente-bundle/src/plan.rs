//! The plan: every page of the dossier with its label, before anything is written.

use std::collections::BTreeSet;

use expediente_model::{
    Catalogue, Code, Digest, Document, DocumentId, Exhibit, ExhibitId, Facts, Finding, Item, Matter, Orientation,
    PageRanges, Turn,
};

use crate::fonts::Fonts;
use crate::label::ExhibitLabel;
use crate::pages::{self, Cell, Row, Slip, TableLayout};
use crate::profile::{Caption, Profile, TabLabels};
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
    pub findings: Vec<Finding>,
    /// About how many bytes the file will have.
    pub estimate: u64,
    pub(crate) rows: Vec<Row>,
    pub(crate) table: TableLayout,
    pub(crate) slips: Vec<Slip>,
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedPage {
    /// What is printed as its number; none on an unnumbered paper.
    pub label: Option<String>,
    /// What is printed as its exhibit label, such as "Exhibit C-3".
    pub exhibit_label: Option<String>,
    /// Its Bates number.
    pub bates: Option<String>,
    /// What is on it.
    pub sheet: PlannedSheet,
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

/// An exhibit in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedExhibit {
    /// Its id in the matter.
    pub id: ExhibitId,
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
    /// Plans the dossier of a matter.
    #[must_use]
    pub fn of(matter: &Matter, profile: &Profile, texts: &Catalogue, fonts: &Fonts) -> Self {
        let mut planner = Planner { matter, profile, texts, fonts, findings: Vec::new() };
        planner.check_facts();
        planner.check_pages();
        // The table's own length moves every page behind it, and wider page numbers can make it longer: it only ever
        // grows from one round to the next, so this ends.
        let mut table_pages = 1;
        loop {
            let mut plan = planner.lay_out(table_pages);
            let needed = plan.table.pages.len();
            if needed <= table_pages {
                plan.table.pages.resize(table_pages, pages::TablePage::default());
                planner.check_letters(&plan);
                plan.findings = planner.findings;
                return plan;
            }
            table_pages = needed;
        }
    }

    /// The label of every page, as printed and as the PDF itself says; empty for an unnumbered page.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.pages.iter().map(|page| page.label.as_deref().unwrap_or(""))
    }

    /// What is printed for the pages from `first` to `last`, physical and both included.
    #[must_use]
    pub fn range(&self, first: usize, last: usize) -> String {
        let label = |at: usize| self.pages.get(at).and_then(|page| page.label.as_deref()).unwrap_or("");
        words::range(label(first), label(last))
    }

    /// The physical page of the table that holds the row of an exhibit.
    pub(crate) fn table_page_of(&self, row: usize) -> usize {
        let cover = self.pages.iter().position(|page| page.sheet == PlannedSheet::Cover).unwrap_or(0);
        let within = self.table.pages.iter().position(|page| page.lines.iter().any(|line| line.row == row));
        cover + 1 + within.unwrap_or(0)
    }
}

/// The facts that the cover page of a court needs and that nobody gave, by their words in the catalogues (`fact.`).
#[must_use]
pub fn missing_facts(facts: &Facts, profile: &Profile) -> Vec<&'static str> {
    let court = matches!(profile.caption, Caption::Immigration | Caption::District | Caption::Uk);
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
    findings: Vec<Finding>,
}

/// Pages being numbered.
struct Numbered<'a> {
    profile: &'a Profile,
    facts: &'a Facts,
    pages: Vec<PlannedPage>,
    next: u64,
}

impl Numbered<'_> {
    fn push(&mut self, sheet: PlannedSheet, exhibit_label: Option<String>, loose: bool) {
        let numbered = !loose || self.profile.numbering.every_page;
        let (mut label, mut bates) = (None, None);
        if numbered {
            self.next += 1;
            label = Some(self.next.to_string());
            bates = self.facts.bates.as_ref().map(|bates| bates.number(self.next - 1));
        }
        self.pages.push(PlannedPage { label, exhibit_label, bates, sheet });
    }
}

/// The pages of one document, before they are numbered.
struct Leaves {
    sheets: Vec<PlannedSheet>,
    /// For each document: its first and last sheet.
    documents: Vec<(usize, usize)>,
}

impl Planner<'_> {
    fn lay_out(&self, table_pages: usize) -> BundlePlan {
        let facts = &*self.matter.facts;
        let mut numbered = Numbered { profile: self.profile, facts, pages: Vec::new(), next: 0 };
        let front = self.loose(&self.matter.front, &mut numbered);
        numbered.push(PlannedSheet::Cover, None, false);
        for page in 0..table_pages {
            numbered.push(PlannedSheet::Table(page), None, false);
        }
        let mut exhibits = Vec::new();
        let mut sources = Vec::new();
        for exhibit in &self.matter.exhibits {
            let leaves = self.leaves(&exhibit.documents, exhibit.photos_per_page.count(), false);
            if leaves.sheets.is_empty() {
                continue;
            }
            let index = exhibits.len();
            let label = match self.profile.tabs.labels {
                TabLabels::Letters => ExhibitLabel::letters(index),
                TabLabels::Numbers => ExhibitLabel::numbers(index),
            };
            let slip = numbered.pages.len();
            numbered.push(PlannedSheet::Slip(index), None, false);
            let word = self.exhibit_word();
            for (at, sheet) in leaves.sheets.into_iter().enumerate() {
                let values = [("word", word.clone()), ("label", label.to_string()), ("n", (at + 1).to_string())];
                numbered.push(sheet, Some(self.texts.fill("dossier.stamp.exhibit", values)), false);
            }
            let documents = self.documents(&exhibit.documents, &leaves.documents, slip + 1);
            let title = self.exhibit_title(exhibit);
            let last = numbered.pages.len() - 1;
            exhibits.push(PlannedExhibit { id: exhibit.id, label, title, slip, last, documents });
            sources.push(exhibit);
        }
        let back = self.loose(&self.matter.back, &mut numbered);
        let mut plan = BundlePlan {
            pages: numbered.pages,
            front,
            exhibits,
            back,
            findings: Vec::new(),
            estimate: 0,
            rows: Vec::new(),
            table: TableLayout::default(),
            slips: Vec::new(),
        };
        for (planned, exhibit) in plan.exhibits.iter().zip(sources) {
            let pages = plan.range(planned.slip, planned.last);
            let particulars = words::particulars(self.texts, exhibit);
            plan.rows.push(Row {
                label: planned.label.to_string(),
                group: exhibit.group.clone(),
                title: planned.title.clone(),
                particulars: particulars.clone(),
                pages: pages.clone(),
            });
            let several = if planned.slip == planned.last { "one" } else { "other" };
            let documents = if planned.documents.len() > 1 { planned.documents.as_slice() } else { &[] };
            plan.slips.push(Slip {
                word: self.exhibit_word(),
                label: planned.label.to_string(),
                title: planned.title.clone(),
                particulars,
                pages: self.texts.fill(&format!("dossier.slip.pages.{several}"), [("pages", pages)]),
                documents: documents
                    .iter()
                    .map(|document| (document.title.clone(), plan.range(document.first, document.last)))
                    .collect(),
            });
        }
        plan.table = pages::lay_out(self.fonts, self.profile.paper.size(), &plan.rows, self.texts);
        plan.estimate = self.estimate(&plan);
        plan
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

    fn loose(&self, documents: &[Document], numbered: &mut Numbered) -> Vec<PlannedDocument> {
        let leaves = self.leaves(documents, 1, true);
        let first = numbered.pages.len();
        for sheet in leaves.sheets {
            numbered.push(sheet, None, true);
        }
        self.documents(documents, &leaves.documents, first)
    }

    /// The documents that have sheets, in their places, with the titles of the outline.
    fn documents(&self, documents: &[Document], spans: &[(usize, usize)], offset: usize) -> Vec<PlannedDocument> {
        let mut planned = Vec::new();
        for (index, (document, &(first, last))) in documents.iter().zip(spans).enumerate() {
            if last < first {
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
                first: offset + first,
                last: offset + last,
            });
        }
        planned
    }

    fn item(&self, document: &Document) -> Option<&Item> {
        self.matter.items.get(&document.item).map(AsRef::as_ref)
    }

    /// Lays the pages of documents out; pictures that follow one another share sheets.
    fn leaves(&self, documents: &[Document], per_page: usize, loose: bool) -> Leaves {
        let mut leaves = Leaves { sheets: Vec::new(), documents: Vec::with_capacity(documents.len()) };
        let mut waiting: Vec<(usize, &Document, u32)> = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            // An empty span, until a page of it is laid out.
            leaves.documents.push((1, 0));
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
                    leaves.push(sheet, &[index]);
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
        leaves.push(PlannedSheet::Photos { size, photos, loose }, &owners);
        waiting.clear();
    }

    fn check_facts(&mut self) {
        let missing = missing_facts(&self.matter.facts, self.profile);
        self.findings.extend(missing.into_iter().map(|what| Finding::new(Code::FactMissing).with("what", what)));
    }

    fn check_pages(&mut self) {
        for document in self.matter.documents() {
            let Some(item) = self.item(document) else { continue };
            let asked = document.pages.iter().flat_map(PageRanges::iter).chain(document.left_out.iter().copied());
            let absent: BTreeSet<u32> = asked.filter(|&page| page > item.pages).collect();
            if let Some(pages) = PageRanges::from_pages(absent) {
                let finding = Finding::new(Code::PagesMissing);
                let finding = finding.with("paper", &item.name).with("pages", pages).with("total", item.pages);
                self.findings.push(finding);
            }
        }
        for exhibit in &self.matter.exhibits {
            let pages = |document: &Document| self.item(document).map_or(0, |i| document.chosen_pages(i.pages).len());
            if exhibit.documents.iter().map(pages).sum::<usize>() == 0 {
                self.findings.push(Finding::new(Code::ExhibitEmpty).with("exhibit", &exhibit.title));
            }
        }
    }

    fn check_letters(&mut self, plan: &BundlePlan) {
        let facts = &self.matter.facts;
        let filer = &facts.filer;
        let mut drawn: Vec<&String> = vec![&facts.title, &facts.person, &filer.name, &filer.role, &filer.phone];
        drawn.extend([&filer.email, &filer.number].into_iter().chain(&filer.address));
        drawn.extend(facts.docket.iter().chain(&facts.court).chain(&facts.respondents));
        drawn.extend(facts.judge.iter().chain(&facts.hearing).chain(&facts.proceeding));
        drawn.extend(plan.rows.iter().flat_map(|row| [&row.title, &row.particulars].into_iter().chain(&row.group)));
        for page in &plan.pages {
            if let PlannedSheet::Photos { photos, .. } = &page.sheet {
                drawn.extend(photos.iter().flat_map(|p| p.cell.caption.iter().chain(&p.cell.particulars)));
            }
        }
        drawn.extend(plan.slips.iter().flat_map(|slip| slip.documents.iter().map(|(title, _)| title)));
        let mut seen = BTreeSet::new();
        for text in drawn {
            let letters: String = self.fonts.missing(text).into_iter().collect();
            if !letters.is_empty() && seen.insert(text) {
                let finding = Finding::new(Code::LettersMissing).with("letters", letters).with("where", text);
                self.findings.push(finding);
            }
        }
    }

    /// Bytes of the papers, each in proportion to its pages that are used, and of our own pages.
    fn estimate(&self, plan: &BundlePlan) -> u64 {
        const FONTS_AND_FRAME: u64 = 220_000;
        const OWN_PAGE: u64 = 1_500;
        let mut bytes = FONTS_AND_FRAME + OWN_PAGE * plan.pages.len() as u64;
        let mut pictures = BTreeSet::new();
        for document in self.matter.documents() {
            let Some(item) = self.item(document) else { continue };
            let used = document.chosen_pages(item.pages).len() as u64;
            // A picture that is used twice goes in once.
            if !item.is_picture() || pictures.insert(item.original) {
                bytes += item.size.saturating_mul(used) / u64::from(item.pages.max(1));
            }
        }
        bytes
    }
}

impl Leaves {
    fn push(&mut self, sheet: PlannedSheet, owners: &[usize]) {
        let at = self.sheets.len();
        for &owner in owners {
            if let Some(span) = self.documents.get_mut(owner) {
                *span = if span.1 < span.0 { (at, at) } else { (span.0, at) };
            }
        }
        self.sheets.push(sheet);
    }
}
