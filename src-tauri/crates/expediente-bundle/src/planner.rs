//! How a plan is made: exhibits are laid out, cut into volumes, numbered, and their table laid out, until all of it agrees.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use expediente_model::{
    Catalogue, Code, Document, DocumentId, Exhibit, Finding, Item, Matter, PageRanges, Place,
};

use crate::fonts::Fonts;
use crate::found::PlannedFinding;
use crate::kept::{Kept, Laid};
use crate::label::ExhibitLabel;
use crate::numbers::{Numbering, Numbers};
use crate::pages::{self, Columns, Row, TableLayout};
use crate::pairs;
use crate::plan::{
    BundlePlan, PlannedDocument, PlannedExhibit, PlannedPage, PlannedPhoto, PlannedSheet,
    PlannedVolume, drafts, missing_facts,
};
use crate::profile::{Profile, TabLabels};
use crate::volumes::{self, Segment, Weight};
use crate::words;

/// The plan of a matter, in volumes of at most `fill` bytes where it is split. What `kept` has is not laid out again.
pub(crate) fn plan(
    matter: &Matter,
    profile: &Profile,
    texts: &Catalogue,
    fonts: &Fonts,
    fill: Option<u64>,
    kept: &mut Kept,
) -> BundlePlan {
    let fill = fill.filter(|_| matter.facts.split);
    let mut planner = Planner {
        matter,
        profile,
        texts,
        fonts,
        drafts: drafts(matter),
        findings: Vec::new(),
    };
    planner.check_facts();
    let all = kept.exhibits(
        matter,
        profile,
        (texts, fonts),
        &planner.drafts,
        |exhibit| planner.lay(exhibit),
    );
    planner.check_pages(&all);
    let laid = planner.label_exhibits(all);
    let front = planner.lay_loose(&matter.front);
    let back = planner.lay_loose(&matter.back);
    let numbering = Numbering::new(profile, &matter.facts, texts);
    // The table's own length moves every page behind it, and wider page numbers can make it longer: it only ever
    // grows from one round to the next, so this ends.
    let mut table_pages = 1;
    let mut table: Option<TableLayout> = None;
    let (mut cut, mut rows) = (Vec::new(), Vec::new());
    let mut table = loop {
        let now = volumes::cut(&front, &laid, &back, table_pages, fill);
        if now != cut {
            let row = |segment: &Segment| {
                Some(
                    laid.get(segment.exhibit)?
                        .row(texts, profile.table.dated(), segment),
                )
            };
            rows = now.iter().flatten().filter_map(row).collect();
            cut = now;
            table = None;
        }
        let mut numbers = Numbers::new(profile);
        let mut next = rows.iter_mut();
        for (volume, segments) in cut.iter().enumerate() {
            numbers.pass(if volume == 0 { front.sheets.len() } else { 0 }, true);
            numbers.pass(1 + table_pages, false);
            for (segment, row) in segments.iter().zip(next.by_ref()) {
                let first = numbers.next();
                let last = numbers.pass(1 + segment.sheets.len(), false);
                row.pages = numbering.range(Some(first), Some(last));
                if cut.len() > 1 {
                    let values = [
                        ("volume", (volume + 1).to_string()),
                        ("page", numbering.label(first).to_string()),
                    ];
                    row.elsewhere = texts.fill("dossier.table.elsewhere", values);
                }
            }
        }
        let columns = Columns::of(fonts, &rows, texts, profile.table.dated());
        // The same columns break the same lines.
        let settled = table.take().filter(|table| table.columns == columns);
        let laid_out = match settled {
            Some(table) => table,
            None => {
                // A part of an exhibit has words of its own in its title.
                let whole = |row: usize| {
                    rows.get(row)
                        .and_then(|row| laid.get(row.exhibit).filter(|laid| laid.is_titled(row)))
                };
                let lines = |row: usize, widths| {
                    whole(row).map(|exhibit| exhibit.laid.lines(fonts, widths))
                };
                pages::lay_out(fonts, profile.paper.size(), columns, &rows, lines)
            }
        };
        if laid_out.pages.len() <= table_pages {
            break laid_out;
        }
        table_pages = laid_out.pages.len();
        table = Some(laid_out);
    };
    table.pages.resize(table_pages, pages::TablePage::default());
    planner.number(numbering, (front, laid, back), &cut, rows, table)
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

/// The pages of one place, before they are numbered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leaves {
    pub sheets: Vec<PlannedSheet>,
    /// About how many bytes each sheet takes, where its paper was begun before.
    pub weights: Vec<Weight>,
    /// All of them together.
    pub weight: Weight,
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
    fn row(&self, texts: &Catalogue, dated: bool, segment: &Segment) -> Row {
        let date = self.laid.exhibit.date.filter(|_| dated);
        Row {
            exhibit: segment.exhibit,
            label: self.label.clone(),
            group: self.laid.exhibit.group.clone(),
            title: part_title(texts, &self.laid.title, segment.part),
            particulars: Arc::clone(&self.laid.particulars),
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
fn part_title(texts: &Catalogue, title: &Arc<str>, part: Option<(usize, usize)>) -> Arc<str> {
    match part {
        None => Arc::clone(title),
        Some((n, total)) => {
            let values = [
                ("title", title.to_string()),
                ("n", n.to_string()),
                ("total", total.to_string()),
            ];
            texts.fill("dossier.part", values).into()
        }
    }
}

impl<'m> Planner<'m> {
    /// Lays out one exhibit: what depends on it, its papers, profile, texts and fonts, and on nothing else of the
    /// matter, because it is kept until one of these changes.
    fn lay(&self, exhibit: &Arc<Exhibit>) -> Laid {
        let leaves = self.leaves(&exhibit.documents, exhibit.photos_per_page.count(), false);
        let mut laid = Laid::of(exhibit, self.matter, &self.drafts);
        laid.title = self.exhibit_title(exhibit).into();
        laid.particulars =
            words::particulars(self.texts, exhibit, self.profile.table.dated()).into();
        laid.documents = self.documents(
            &exhibit.documents,
            &leaves.documents,
            0,
            0..leaves.sheets.len(),
        );
        laid.leaves = leaves;
        laid.findings = self.absent_pages(&exhibit.documents, Place::Exhibit(exhibit.id));
        let has_all_letters = laid.drawn().all(|text| self.fonts.has_all(text));
        laid.has_all_letters = has_all_letters;
        laid
    }

    /// The exhibits that have pages, each with its label.
    fn label_exhibits(&self, all: Vec<Arc<Laid>>) -> Vec<LaidExhibit> {
        let with_pages = all
            .into_iter()
            .filter(|laid| !laid.leaves.sheets.is_empty())
            .enumerate();
        let label = match self.profile.tabs.labels {
            TabLabels::Letters => ExhibitLabel::letters,
            TabLabels::Numbers => ExhibitLabel::numbers,
        };
        with_pages
            .map(|(at, laid)| LaidExhibit {
                laid,
                label: label(at),
            })
            .collect()
    }

    fn lay_loose(&self, documents: &[Document]) -> Leaves {
        self.leaves(documents, 1, true)
    }

    /// Gives every page its number, now that the length of the table is known.
    fn number(
        mut self,
        numbering: Numbering,
        (front, laid, back): (Leaves, Vec<LaidExhibit>, Leaves),
        cut: &[Vec<Segment>],
        rows: Vec<Row>,
        table: TableLayout,
    ) -> BundlePlan {
        let inside: usize = laid
            .iter()
            .map(|exhibit| exhibit.laid.leaves.sheets.len())
            .sum();
        let own = cut.len() * (1 + table.pages.len()) + rows.len();
        let mut numbers = Numbers::new(self.profile);
        let mut pages = Vec::with_capacity(front.sheets.len() + own + inside + back.sheets.len());
        let planned_front = self.documents(
            &self.matter.front,
            &front.documents,
            0,
            0..front.sheets.len(),
        );
        pages.extend(front.pages().map(|(sheet, draft)| PlannedPage {
            draft,
            ..numbers.page(sheet, None, true)
        }));
        let mut exhibits = Vec::with_capacity(rows.len());
        let mut volumes = Vec::with_capacity(cut.len());
        let mut rows_left = rows.iter();
        for (at, segments) in cut.iter().enumerate() {
            let begins = if at == 0 { 0 } else { pages.len() };
            let first = exhibits.len();
            pages.push(numbers.page(PlannedSheet::Cover, None, false));
            pages.extend(
                (0..table.pages.len()).map(|at| numbers.page(PlannedSheet::Table(at), None, false)),
            );
            for segment in segments {
                let (Some(exhibit), Some(row)) = (laid.get(segment.exhibit), rows_left.next())
                else {
                    continue;
                };
                let laid = &exhibit.laid;
                let slip = pages.len();
                pages.push(numbers.page(PlannedSheet::Slip(exhibits.len()), None, false));
                let within = laid
                    .documents
                    .iter()
                    .filter_map(|document| document.within(&segment.sheets, slip + 1));
                let documents: Vec<PlannedDocument> = within.collect();
                let entry = u32::try_from(exhibits.len()).unwrap_or(u32::MAX);
                // Every exhibit counts its pages from 1.
                let sheets = (1..)
                    .zip(laid.leaves.pages())
                    .take(segment.sheets.end)
                    .skip(segment.sheets.start);
                pages.extend(sheets.map(|(within, (sheet, draft))| PlannedPage {
                    draft,
                    ..numbers.page(sheet, Some((entry, within)), false)
                }));
                exhibits.push(PlannedExhibit {
                    id: laid.exhibit.id,
                    part: segment.part,
                    label: exhibit.label.clone(),
                    title: Arc::clone(&laid.title),
                    heading: Arc::clone(&row.title),
                    slip,
                    last: pages.len() - 1,
                    documents,
                });
            }
            volumes.push(PlannedVolume {
                pages: begins..pages.len(),
                exhibits: first..exhibits.len(),
                estimate: 0,
            });
        }
        let planned_back = self.documents(
            &self.matter.back,
            &back.documents,
            pages.len(),
            0..back.sheets.len(),
        );
        pages.extend(back.pages().map(|(sheet, draft)| PlannedPage {
            draft,
            ..numbers.page(sheet, None, true)
        }));
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
            numbering,
        };
        self.check_letters(&plan, &laid);
        plan.findings = std::mem::take(&mut self.findings);
        plan
    }

    /// Its title, or what it is where it has none: a camera's file name is no title.
    fn exhibit_title(&self, exhibit: &Exhibit) -> String {
        let mut items = exhibit
            .documents
            .iter()
            .filter_map(|document| self.item(document));
        let key = match exhibit.title.trim() {
            "" if items.all(Item::is_picture) => "kind.photo",
            "" => "dossier.untitled",
            title => return title.to_owned(),
        };
        self.texts.text(key).to_owned()
    }

    /// The documents whose sheets are among `sheets` of their place, in the order of the dossier, with the titles of the
    /// outline; the first of them stands at the physical page `offset`.
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
            let key = if picture {
                "dossier.photo"
            } else {
                "dossier.document"
            };
            let numbered = || self.texts.fill(key, [("n", (index + 1).to_string())]);
            let given = document.title.clone().or_else(|| document.caption.clone());
            planned.push(PlannedDocument {
                id: document.id,
                item: document.item,
                named: given.is_some(),
                title: given.unwrap_or_else(numbered).into(),
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
            weight: Weight::default(),
            drafts: Vec::new(),
            // Empty spans, until a page is laid out.
            documents: vec![(1, 0); documents.len()],
        };
        let mut waiting: Vec<(usize, &Document, u32)> = Vec::new();
        for index in pairs::order(documents, self.profile.translations.order) {
            let Some(document) = documents.get(index) else {
                continue;
            };
            let Some(item) = self.item(document) else {
                continue;
            };
            for page in document.chosen_pages(item.pages) {
                if item.is_picture() {
                    waiting.push((index, document, page));
                    if waiting.len() == per_page {
                        self.photo_sheet(&mut waiting, per_page, loose, &mut leaves);
                    }
                } else {
                    self.photo_sheet(&mut waiting, per_page, loose, &mut leaves);
                    let sheet = PlannedSheet::Paper {
                        item: document.item,
                        page,
                        turn: document.turn(page),
                        loose,
                    };
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
            let Some(picture) = self.item(document).and_then(|item| item.pictures.get(at)) else {
                continue;
            };
            let orientation = picture.orientation.turned(document.turn(*page));
            let held = expediente_model::Picture {
                orientation,
                ..*picture
            };
            let day = document.date.map(|day| words::date(self.texts, day));
            let particulars: Vec<String> = day.into_iter().chain(document.place.clone()).collect();
            let text = (
                held.upright_size(),
                document.caption.clone().unwrap_or_default(),
                particulars.join(" · "),
            );
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
            .map(|((item, page, orientation, _), cell)| PlannedPhoto {
                item,
                page,
                orientation,
                cell,
            })
            .collect();
        let owners: Vec<usize> = waiting.iter().map(|(index, ..)| *index).collect();
        let draft = waiting
            .iter()
            .any(|(_, document, _)| self.drafts.contains(&document.id));
        let papers = waiting
            .iter()
            .filter_map(|(_, document, page)| Some((self.item(document)?, *page)));
        let pictures = papers.map(|(item, page)| Weight::of_picture(item, page));
        let weight = pictures.chain([Weight::of_sheet()]).sum();
        leaves.push(
            PlannedSheet::Photos {
                size,
                photos,
                loose,
            },
            weight,
            draft,
            &owners,
        );
        waiting.clear();
    }

    fn found(&mut self, finding: Finding, place: Option<Place>, document: Option<DocumentId>) {
        self.findings
            .push(PlannedFinding::new(finding).at(place, document));
    }

    fn check_facts(&mut self) {
        let missing = missing_facts(&self.matter.facts, self.profile);
        for what in missing {
            self.found(
                Finding::new(Code::FactMissing).with("what", what),
                None,
                None,
            );
        }
    }

    /// Pages that are asked for and that the papers do not have.
    fn absent_pages(&self, documents: &[Document], place: Place) -> Vec<PlannedFinding> {
        let mut findings = Vec::new();
        for document in documents {
            let Some(item) = self.item(document) else {
                continue;
            };
            let asked = document
                .pages
                .iter()
                .flat_map(PageRanges::iter)
                .chain(document.left_out.iter().copied());
            let absent: BTreeSet<u32> = asked.filter(|&page| page > item.pages).collect();
            if let Some(pages) = PageRanges::from_pages(absent) {
                let finding = Finding::new(Code::PagesMissing);
                let finding = finding
                    .with("paper", &item.name)
                    .with("pages", pages)
                    .with("total", item.pages);
                findings.push(PlannedFinding::new(finding).at(Some(place), Some(document.id)));
            }
        }
        findings
    }

    fn check_pages(&mut self, exhibits: &[Arc<Laid>]) {
        self.findings
            .extend(self.absent_pages(&self.matter.front, Place::Front));
        self.findings.extend(
            exhibits
                .iter()
                .flat_map(|laid| laid.findings.iter().cloned()),
        );
        self.findings
            .extend(self.absent_pages(&self.matter.back, Place::Back));
        for laid in exhibits.iter().filter(|laid| laid.leaves.sheets.is_empty()) {
            let finding = Finding::new(Code::ExhibitEmpty).with("exhibit", &laid.exhibit.title);
            self.found(finding, Some(Place::Exhibit(laid.exhibit.id)), None);
        }
    }

    fn check_letters(&mut self, plan: &BundlePlan, laid: &[LaidExhibit]) {
        let facts = &self.matter.facts;
        let filer = &facts.filer;
        let mut drawn: Vec<(&str, Option<Place>)> = Vec::new();
        let mut ours =
            |texts: &[&'m String]| drawn.extend(texts.iter().map(|text| (text.as_str(), None)));
        ours(&[
            &facts.title,
            &facts.person,
            &filer.name,
            &filer.role,
            &filer.phone,
            &filer.email,
            &filer.number,
        ]);
        for texts in [
            &filer.address,
            &facts.docket,
            &facts.court,
            &facts.respondents,
        ] {
            ours(&texts.iter().collect::<Vec<_>>());
        }
        for text in [&facts.judge, &facts.hearing, &facts.proceeding] {
            ours(&text.iter().collect::<Vec<_>>());
        }
        for LaidExhibit { laid, .. } in laid.iter().filter(|exhibit| !exhibit.laid.has_all_letters)
        {
            drawn.extend(
                laid.drawn()
                    .map(|text| (text, Some(Place::Exhibit(laid.exhibit.id)))),
            );
        }
        for (documents, place) in [(&plan.front, Place::Front), (&plan.back, Place::Back)] {
            for document in documents {
                let pages = plan
                    .pages
                    .get(document.first..=document.last)
                    .unwrap_or_default();
                drawn.extend(
                    captions(pages.iter().map(|page| &page.sheet)).map(|text| (text, Some(place))),
                );
            }
        }
        let mut seen = BTreeSet::new();
        for (text, place) in drawn
            .into_iter()
            .filter(|(text, _)| !self.fonts.has_all(text))
        {
            let letters: String = self.fonts.missing(text).into_iter().collect();
            if seen.insert(text) {
                let finding = Finding::new(Code::LettersMissing)
                    .with("letters", letters)
                    .with("where", text);
                self.findings
                    .push(PlannedFinding::new(finding).at(place, None));
            }
        }
    }
}

/// What is written under the photos of these sheets, line by line.
pub(crate) fn captions<'s>(
    sheets: impl Iterator<Item = &'s PlannedSheet>,
) -> impl Iterator<Item = &'s str> {
    let photos = sheets.flat_map(|sheet| match sheet {
        PlannedSheet::Photos { photos, .. } => photos.as_slice(),
        _ => &[],
    });
    photos
        .flat_map(|photo| photo.cell.caption.iter().chain(&photo.cell.particulars))
        .map(String::as_str)
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
        self.weight.add(&weight);
        self.weights.push(weight);
        self.drafts.push(draft);
        for &owner in owners {
            if let Some(span) = self.documents.get_mut(owner) {
                *span = if span.1 < span.0 {
                    (at, at)
                } else {
                    (span.0, at)
                };
            }
        }
        self.sheets.push(sheet);
    }
}
