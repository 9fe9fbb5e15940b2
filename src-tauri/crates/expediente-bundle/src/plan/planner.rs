//! Makes a plan: lays exhibits out, divides them into volumes, numbers their pages and lays the
//! table out, until all of it agrees.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use expediente_model::{
    Catalogue, Code, Count, Digest, Document, DocumentId, Exhibit, ExhibitKind, Facts, Finding,
    Item, Language, Matter, PageRanges, PaperShape, Picture, Place, Role,
};

use crate::court::exhibit_label::ExhibitLabel;
use crate::court::profile::Profile;
use crate::court::required_facts::missing_facts;
use crate::court::tabs::TabLabels;
use crate::front_matter::fonts::Fonts;
use crate::front_matter::lists::listing::{self, Listing};
use crate::front_matter::lists::{photo_list, tally};
use crate::front_matter::photos::{self, Photo};
use crate::front_matter::table::{self, Columns, Row, TableLayout, TablePage};
use crate::front_matter::words;
use crate::plan::bundle_plan::{
    BundlePlan, ListedPage, PlannedDocument, PlannedExhibit, PlannedPage, PlannedPhoto,
    PlannedSheet, PlannedVolume,
};
use crate::plan::drafts::drafts;
use crate::plan::layout::{
    ExhibitLayout, LabeledExhibit, LaidSheet, LayoutKey, PageLayout, captions,
};
use crate::plan::layout_cache::LayoutCache;
use crate::plan::page_counter::PageCounter;
use crate::plan::page_numbering::PageNumbering;
use crate::plan::translation_order;
use crate::plan::volumes::{self, Segment};
use crate::plan::weight::Weight;
use crate::preflight::finding::PlannedFinding;

impl BundlePlan {
    /// Plans the dossier of a matter. It is split into volumes where the matter asks for that and
    /// the court has a limit.
    #[must_use]
    pub fn of(matter: &Matter, profile: &Profile, texts: &Catalogue, fonts: &Fonts) -> Self {
        Self::filled(matter, profile, texts, fonts, profile.fill())
    }

    /// A plan with volumes of at most so many bytes, for a second try where a written volume
    /// exceeded the limit.
    #[must_use]
    pub fn filled(
        matter: &Matter,
        profile: &Profile,
        texts: &Catalogue,
        fonts: &Fonts,
        fill: Option<u64>,
    ) -> Self {
        let cache = &mut LayoutCache::default();
        plan(matter, profile, texts, fonts, fill, cache)
    }

    /// A plan that reuses the layouts of exhibits that did not change since the last plan.
    #[must_use]
    pub fn again(
        matter: &Matter,
        profile: &Profile,
        texts: &Catalogue,
        fonts: &Fonts,
        cache: &mut LayoutCache,
    ) -> Self {
        plan(matter, profile, texts, fonts, profile.fill(), cache)
    }
}

/// The plan of a matter, in volumes of at most `fill` bytes where it is split.
fn plan(
    matter: &Matter,
    profile: &Profile,
    texts: &Catalogue,
    fonts: &Fonts,
    fill: Option<u64>,
    cache: &mut LayoutCache,
) -> BundlePlan {
    let mut planner = Planner {
        matter,
        profile,
        texts,
        fonts,
        drafts: drafts(matter),
        findings: Vec::new(),
    };
    planner.check_facts();
    let all = cache.exhibits(
        matter,
        (profile, own_titles(&matter.facts, profile)),
        (texts, fonts),
        &planner.drafts,
        |exhibit| planner.lay(exhibit),
    );
    planner.check_pages(&all);
    let layouts = Layouts {
        front: planner.lay_loose(&matter.front),
        back: planner.lay_loose(&matter.back),
        fault: all
            .iter()
            .find_map(|layout| layout.pages.fault)
            .or_else(|| PageNumbering::fault_of(profile)),
        exhibits: planner.label_exhibits(all),
    };
    let numbering = PageNumbering::new(profile, &matter.facts, texts);
    let fill = if matter.facts.split { fill } else { None };
    let settled = planner.settle(&layouts, &numbering, fill);
    planner.number(numbering, &layouts, settled)
}

/// Whether the table shows the papers' own titles: as the user wants it, otherwise as the court
/// does.
fn own_titles(facts: &Facts, profile: &Profile) -> bool {
    match facts.own_titles {
        Some(wanted) => wanted,
        None => profile.table.own_titles,
    }
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

/// Everything laid out, before volumes and numbers.
struct Layouts {
    front: PageLayout,
    /// The exhibits that have pages.
    exhibits: Vec<LabeledExhibit>,
    back: PageLayout,
    /// A broken invariant in any exhibit, with or without pages.
    fault: Option<&'static str>,
}

/// Volumes and table, once they agree.
struct Settled<'l> {
    volumes: Vec<Vec<Segment<'l>>>,
    /// A row for each segment, in order.
    rows: Vec<Row>,
    table: TableLayout,
}

/// A picture that waits for its sheet to fill up.
struct WaitingPicture<'m> {
    /// The index of its document in its place.
    index: usize,
    document: &'m Document,
    /// Its number in the list before it.
    number: Option<usize>,
    item: &'m Item,
    page: u32,
}

impl<'m> Planner<'m> {
    /// Lays out one exhibit. The result may depend only on the exhibit's [`LayoutKey`], the
    /// profile, the texts and the fonts, because it is cached until one of these changes.
    fn lay(&self, exhibit: &Arc<Exhibit>) -> ExhibitLayout {
        let printed = exhibit.printed_in(self.matter.facts.language);
        let count = printed.count(&|document| self.matter.signed_pages(document));
        let pages = self.lay_exhibit(&printed, count.as_ref());
        let title = self.exhibit_title(&printed);
        let signatures = match &count {
            Some(count) => Some(words::counted(self.texts, count)),
            None => {
                let said = printed.signatures.map(u64::from);
                said.map(|count| self.texts.count("dossier.signatures", count))
            }
        };
        let particulars = words::particulars(
            self.texts,
            &printed,
            (&title, self.own_title(exhibit, &title)),
            signatures,
            self.profile.table.dated(),
        );
        let documents = self.documents(&printed.documents, Some(&printed), &pages, 0);
        let findings = self.absent_pages(&exhibit.documents, Place::Exhibit(exhibit.id));
        let key = LayoutKey::of(exhibit, self.matter, &self.drafts);
        let words = (title, particulars, printed.group.clone());
        ExhibitLayout::new(key, words, pages, documents, findings, self.fonts)
    }

    /// The paper's own title, where the table shows it beside another one.
    fn own_title<'e>(&self, exhibit: &'e Exhibit, printed: &str) -> Option<&'e str> {
        let own = exhibit.title.trim();
        let wanted = own_titles(&self.matter.facts, self.profile);
        (wanted && !own.is_empty() && own != printed).then_some(own)
    }

    /// The sheets of an exhibit: lists, then its papers.
    fn lay_exhibit(&self, printed: &Exhibit, count: Option<&Count>) -> PageLayout {
        let mut pages = PageLayout::of(printed.documents.len());
        if let Some(count) = count {
            let rows = printed.rows(&|document| self.matter.signed_pages(document));
            let listing = tally::tally(self.texts, printed, count, &rows);
            self.push_listing(&listing, &mut pages);
        }
        let numbers = self.photo_numbers(printed);
        if !numbers.is_empty() {
            let photos: Vec<&Document> = printed
                .documents
                .iter()
                .filter(|document| numbers.contains_key(&document.id))
                .collect();
            let listing = photo_list::photo_list(self.texts, printed, &photos);
            self.push_listing(&listing, &mut pages);
        }
        let per_page = printed.photos_per_page.count();
        self.lay_pages(&printed.documents, per_page, false, &numbers, pages)
    }

    fn push_listing(&self, listing: &Listing, pages: &mut PageLayout) {
        for page in listing::lay_out(self.fonts, self.profile.paper.size(), listing) {
            let laid = LaidSheet {
                sheet: PlannedSheet::Listing(ListedPage(Arc::new(page))),
                weight: Weight::of_sheet(),
                draft: false,
            };
            pages.push(laid, std::iter::empty());
        }
    }

    /// The numbers of photos in the list before them, by their documents; none where no list is
    /// wanted.
    fn photo_numbers(&self, printed: &Exhibit) -> BTreeMap<DocumentId, usize> {
        if !printed.photo_list {
            return BTreeMap::new();
        }
        let photos = printed.documents.iter().filter(|document| {
            let item = self.item(document);
            item.is_some_and(|item| {
                item.is_picture() && !document.chosen_pages(item.pages).is_empty()
            })
        });
        photos.zip(1..).map(|(photo, n)| (photo.id, n)).collect()
    }

    /// The exhibits that have pages, each with its label.
    fn label_exhibits(&self, all: Vec<Arc<ExhibitLayout>>) -> Vec<LabeledExhibit> {
        let label = match self.profile.tabs.labels {
            TabLabels::Letters => ExhibitLabel::letters,
            TabLabels::Numbers => ExhibitLabel::numbers,
        };
        let with_pages = all
            .into_iter()
            .filter(|layout| !layout.pages.sheets.is_empty())
            .enumerate();
        with_pages
            .map(|(at, layout)| LabeledExhibit {
                layout,
                label: label(at),
            })
            .collect()
    }

    /// Finds volumes and a table that agree with each other.
    ///
    /// They depend on each other in a circle: the length of the table moves every page behind it
    /// and takes room in every volume; page numbers and volumes are printed in the table; and wider
    /// numbers make its columns wider, its titles narrower and so the table longer. So each round
    /// assumes a number of table pages, divides and numbers everything with it, and lays the table
    /// out. If the table fits into the assumed pages, all of it agrees, and pages that are left
    /// over stay empty; otherwise the next round assumes the length that was found. The assumed
    /// length only ever grows, and with it the volumes; there are at most as many rows as sheets,
    /// so the rounds end. In practice there are two.
    fn settle<'l>(
        &self,
        layouts: &'l Layouts,
        numbering: &PageNumbering,
        fill: Option<u64>,
    ) -> Settled<'l> {
        let exhibits = &layouts.exhibits;
        let dated = self.profile.table.dated();
        let mut table_pages = 1;
        let mut last: Option<TableLayout> = None;
        let (mut volumes, mut rows) = (Vec::new(), Vec::new());
        loop {
            let now = volumes::cut(&layouts.front, exhibits, &layouts.back, table_pages, fill);
            if now != volumes {
                rows = now
                    .iter()
                    .flatten()
                    .map(|segment| self.row(segment))
                    .collect();
                self.close_groups(&mut rows);
                volumes = now;
                last = None;
            }
            let front = layouts.front.sheets.len();
            let word = words::exhibit(self.texts, self.profile);
            self.number_rows(&mut rows, &volumes, numbering, front, table_pages);
            let columns = Columns::of(self.fonts, &rows, self.texts, dated, &word);
            let mut table = match last.take() {
                // The same columns break the same lines.
                Some(table) if table.columns == columns => table,
                _ => {
                    // Only whole exhibits have cached lines: the title of a part has more words.
                    let lines = |row: &Row, widths| {
                        let exhibit = exhibits.get(row.exhibit)?;
                        if row.title != exhibit.layout.title {
                            return None;
                        }
                        Some(exhibit.layout.lines(self.fonts, widths))
                    };
                    let size = self.profile.paper.size();
                    table::lay_out(self.fonts, size, columns, &rows, lines)
                }
            };
            if table.pages.len() <= table_pages {
                table.pages.resize(table_pages, TablePage::default());
                return Settled {
                    volumes,
                    rows,
                    table,
                };
            }
            table_pages = table.pages.len();
            last = Some(table);
        }
    }

    /// The row of a segment in the table, still without pages.
    fn row(&self, segment: &Segment) -> Row {
        let layout = &segment.exhibit.layout;
        let exhibit = layout.exhibit();
        Row {
            exhibit: segment.index,
            label: segment.exhibit.label.clone(),
            group: layout.group.clone(),
            title: self.part_title(&layout.title, segment.part),
            particulars: Arc::clone(&layout.particulars),
            date: match exhibit.date {
                Some(day) if self.profile.table.dated() => words::date(self.texts, day),
                _ => String::new(),
            },
            pages: String::new(),
            elsewhere: String::new(),
        }
    }

    /// Puts the rows without a heading that come after a heading under one of their own. They would
    /// be read as part of the group before them.
    fn close_groups(&self, rows: &mut [Row]) {
        let after = rows.iter_mut().skip_while(|row| row.group.is_none());
        for row in after.filter(|row| row.group.is_none()) {
            row.group = Some(self.texts.text("dossier.table.others").to_owned());
        }
    }

    /// A title with the number of its part.
    fn part_title(&self, title: &Arc<str>, part: Option<(usize, usize)>) -> Arc<str> {
        match part {
            None => Arc::clone(title),
            Some((n, total)) => {
                let values = [
                    ("title", title.to_string()),
                    ("n", n.to_string()),
                    ("total", total.to_string()),
                ];
                self.texts.fill("dossier.part", values).into()
            }
        }
    }

    /// Fills in the pages of every row, with a table of so many pages in each volume.
    fn number_rows(
        &self,
        rows: &mut [Row],
        volumes: &[Vec<Segment>],
        numbering: &PageNumbering,
        front: usize,
        table_pages: usize,
    ) {
        let mut counter = PageCounter::new(self.profile);
        counter.pass(front, true);
        let mut rows = rows.iter_mut();
        for (volume, segments) in volumes.iter().enumerate() {
            counter.pass(1 + table_pages, false);
            for (segment, row) in segments.iter().zip(rows.by_ref()) {
                let first = counter.next();
                let last = counter.pass(1 + segment.sheets.len(), false);
                row.pages = numbering.range(Some(first), Some(last));
                if volumes.len() > 1 {
                    let values = [
                        ("volume", (volume + 1).to_string()),
                        ("page", numbering.label(first).to_string()),
                    ];
                    row.elsewhere = self.texts.fill("dossier.table.elsewhere", values);
                }
            }
        }
    }

    /// Gives every page its number, now that the length of the table is known.
    fn number(
        mut self,
        numbering: PageNumbering,
        layouts: &Layouts,
        settled: Settled,
    ) -> BundlePlan {
        let Settled {
            volumes: cut,
            rows,
            table,
        } = settled;
        let (front, back) = (&layouts.front, &layouts.back);
        let inside: usize = layouts
            .exhibits
            .iter()
            .map(|exhibit| exhibit.layout.pages.sheets.len())
            .sum();
        let own = cut.len() * (1 + table.pages.len()) + rows.len();
        let mut counter = PageCounter::new(self.profile);
        let mut pages = Vec::with_capacity(front.sheets.len() + own + inside + back.sheets.len());
        let language = self.matter.facts.language;
        let loose = |documents: &[Document]| printed_documents(documents, language);
        let planned_front = self.documents(&loose(&self.matter.front), None, front, 0);
        let mut planned_back = Vec::new();
        pages.extend(front.sheets.iter().map(|laid| PlannedPage {
            draft: laid.draft,
            ..counter.page(laid.sheet.clone(), None, true)
        }));
        let mut exhibits = Vec::with_capacity(rows.len());
        let mut volumes = Vec::with_capacity(cut.len());
        let mut rows_left = rows.iter();
        for (at, segments) in cut.iter().enumerate() {
            let (is_first, is_last) = (at == 0, at + 1 == cut.len());
            let begins = if is_first { 0 } else { pages.len() };
            let first = exhibits.len();
            pages.push(counter.page(PlannedSheet::Cover, None, false));
            for at in 0..table.pages.len() {
                pages.push(counter.page(PlannedSheet::Table(at), None, false));
            }
            for (segment, row) in segments.iter().zip(rows_left.by_ref()) {
                let exhibit = exhibits.len();
                exhibits.push(number_segment(
                    segment,
                    row,
                    exhibit,
                    &mut counter,
                    &mut pages,
                ));
            }
            if is_last {
                planned_back = self.documents(&loose(&self.matter.back), None, back, pages.len());
                pages.extend(back.sheets.iter().map(|laid| PlannedPage {
                    draft: laid.draft,
                    ..counter.page(laid.sheet.clone(), None, true)
                }));
            }
            let (before, behind) = (is_first.then_some(front), is_last.then_some(back));
            volumes.push(PlannedVolume {
                pages: begins..pages.len(),
                exhibits: first..exhibits.len(),
                estimate: volumes::estimate(before, segments, behind, table.pages.len()),
            });
        }
        debug_assert_eq!(exhibits.len(), rows.len(), "a segment without its row");
        self.check_letters(layouts);
        let fault = layouts.fault.or(front.fault).or(back.fault);
        BundlePlan {
            pages,
            front: planned_front,
            exhibits,
            back: planned_back,
            findings: self.findings,
            estimate: volumes.iter().map(|volume| volume.estimate).sum(),
            volumes,
            rows,
            table,
            numbering,
            fault,
        }
    }

    /// The title of an exhibit. Where it has none, a generic one: the
    /// file name that a camera gives is not a title.
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

    /// The documents that have pages, in the order of the dossier and with their titles in the
    /// outline. Their first sheet is the physical page `offset`.
    fn documents(
        &self,
        documents: &[Document],
        exhibit: Option<&Exhibit>,
        pages: &PageLayout,
        offset: usize,
    ) -> Vec<PlannedDocument> {
        let mut planned = Vec::new();
        let is_picture = |one: &Document| self.item(one).is_some_and(Item::is_picture);
        let named = PartNames {
            texts: self.texts,
            all_pictures: documents.iter().all(is_picture),
            is_card: exhibit.and_then(|one| one.kind) == Some(ExhibitKind::Identity)
                && documents.len() == SIDES.len(),
            translated: documents
                .iter()
                .filter_map(|document| match document.role {
                    Role::Translation { of, .. } => Some(of),
                    _ => None,
                })
                .collect(),
        };
        let mut papers = 0;
        for (index, (document, span)) in documents.iter().zip(&pages.spans).enumerate() {
            papers += usize::from(document.role.is_paper());
            let Some((first, last)) = *span else {
                // The user chose none of its pages.
                continue;
            };
            let given = document.title.clone().or_else(|| document.caption.clone());
            let numbered = || named.of(document, index, papers);
            let title = given.clone().unwrap_or_else(numbered);
            // An apostille is known by its number.
            let title = match document.number.clone() {
                Some(number) => {
                    let number = self.texts.fill("dossier.number", [("number", number)]);
                    format!("{title}, {number}")
                }
                None => title,
            };
            planned.push(PlannedDocument {
                id: document.id,
                item: document.item,
                named: given.is_some(),
                title: title.into(),
                particulars: words::particulars_of_paper(
                    self.texts,
                    document,
                    exhibit,
                    is_picture(document),
                )
                .into(),
                first: offset + first,
                last: offset + last,
            });
        }
        planned.sort_by_key(|document| (document.first, document.last));
        planned
    }

    /// The paper of a document. A matter always has it; see [`Self::lay_pages`].
    fn item(&self, document: &Document) -> Option<&'m Item> {
        self.matter.items.get(&document.item).map(AsRef::as_ref)
    }

    /// Lays out papers before the cover page or after the last exhibit.
    fn lay_loose(&self, documents: &[Document]) -> PageLayout {
        let pages = PageLayout::of(documents.len());
        let documents = printed_documents(documents, self.matter.facts.language);
        self.lay_pages(&documents, 1, true, &BTreeMap::new(), pages)
    }

    /// Lays out the pages of documents behind those that are there. Consecutive pictures share
    /// sheets.
    fn lay_pages(
        &self,
        documents: &[Document],
        per_page: usize,
        loose: bool,
        numbers: &BTreeMap<DocumentId, usize>,
        mut pages: PageLayout,
    ) -> PageLayout {
        let mut waiting = Vec::new();
        let order = translation_order::order(documents, self.profile.translations.order);
        for (index, document) in order {
            let Some(item) = self.item(document) else {
                pages.fault = Some("a document shows a paper that the matter does not have");
                continue;
            };
            for page in document.chosen_pages(item.pages) {
                if item.is_picture() {
                    waiting.push(WaitingPicture {
                        index,
                        document,
                        number: numbers.get(&document.id).copied(),
                        item,
                        page,
                    });
                    if waiting.len() == per_page {
                        self.photo_sheet(&mut waiting, per_page, loose, &mut pages);
                    }
                } else {
                    self.photo_sheet(&mut waiting, per_page, loose, &mut pages);
                    let sheet = PlannedSheet::Paper {
                        item: document.item,
                        page,
                        turn: document.turn(page),
                        loose,
                    };
                    let laid = LaidSheet {
                        sheet,
                        weight: Weight::of_page(item, page),
                        draft: self.drafts.contains(&document.id),
                    };
                    pages.push(laid, [index].into_iter());
                }
            }
        }
        self.photo_sheet(&mut waiting, per_page, loose, &mut pages);
        pages
    }

    /// Puts the waiting pictures on a sheet, if there are any.
    fn photo_sheet(
        &self,
        waiting: &mut Vec<WaitingPicture>,
        per_page: usize,
        loose: bool,
        pages: &mut PageLayout,
    ) {
        if waiting.is_empty() {
            return;
        }
        let mut shown = Vec::with_capacity(waiting.len());
        let mut texts = Vec::with_capacity(waiting.len());
        for one in waiting.iter() {
            let document = one.document;
            let straightened = document.straightened(one.page);
            let Some(picture) = one.item.picture(one.page, straightened) else {
                pages.fault = Some("a document shows a picture that its paper does not have");
                continue;
            };
            let orientation = picture.orientation.turned(document.turn(one.page));
            let upright = Picture {
                orientation,
                ..*picture
            };
            let day = document.date.map(|day| words::date(self.texts, day));
            let people = document.people.clone();
            let particulars: Vec<String> = people
                .into_iter()
                .chain(day)
                .chain(document.place.clone())
                .collect();
            // Most photos have no caption.
            let caption = document.caption.clone().unwrap_or_default();
            let caption = match one.number {
                Some(n) => format!("{n}. {caption}").trim_end().to_owned(),
                None => caption,
            };
            shown.push((document.item, one.page, straightened, orientation));
            texts.push(Photo {
                size: upright.upright_size(),
                true_side: true_side(one.item, one.page, straightened),
                caption,
                particulars: particulars.join(" · "),
            });
        }
        let mut size = self.profile.paper.size();
        // A single landscape picture gets a landscape page: on a portrait page it would have to be
        // read sideways.
        if let (1, [photo]) = (per_page, texts.as_slice())
            && photo.true_side.is_none()
            && photo.size.0 > photo.size.1
        {
            size = (size.1, size.0);
        }
        let cells = photos::cells(self.fonts, size, per_page, &texts);
        let photos = shown
            .into_iter()
            .zip(cells)
            .map(
                |((item, page, straightened, orientation), cell)| PlannedPhoto {
                    item,
                    page,
                    straightened,
                    orientation,
                    cell,
                },
            )
            .collect();
        let mut documents = waiting.iter().map(|one| one.document.id);
        let draft = documents.any(|id| self.drafts.contains(&id));
        let pictures = waiting.iter();
        let pictures = pictures.map(|one| {
            let straightened = one.document.straightened(one.page);
            Weight::of_picture(one.item, one.page, straightened)
        });
        let laid = LaidSheet {
            sheet: PlannedSheet::Photos {
                size,
                photos,
                loose,
            },
            weight: pictures.chain([Weight::of_sheet()]).sum(),
            draft,
        };
        pages.push(laid, waiting.iter().map(|one| one.index));
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

    /// Findings about pages that the user chose and that the papers do not have.
    fn absent_pages(&self, documents: &[Document], place: Place) -> Vec<PlannedFinding> {
        let mut findings = Vec::new();
        for document in documents {
            let Some(item) = self.item(document) else {
                // Laying out its pages has noted the fault.
                continue;
            };
            let chosen = document
                .pages
                .iter()
                .flat_map(PageRanges::iter)
                .chain(document.left_out.iter().copied());
            let absent: BTreeSet<u32> = chosen.filter(|&page| page > item.pages).collect();
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

    fn check_pages(&mut self, exhibits: &[Arc<ExhibitLayout>]) {
        self.findings
            .extend(self.absent_pages(&self.matter.front, Place::Front));
        for layout in exhibits {
            self.findings.extend(layout.findings.iter().cloned());
        }
        self.findings
            .extend(self.absent_pages(&self.matter.back, Place::Back));
        for layout in exhibits {
            if layout.pages.sheets.is_empty() {
                let exhibit = layout.exhibit();
                let finding = Finding::new(Code::ExhibitEmpty).with("exhibit", &exhibit.title);
                self.found(finding, Some(Place::Exhibit(exhibit.id)), None);
            }
        }
    }

    /// Reports letters that the fonts lack, wherever they would be drawn.
    fn check_letters(&mut self, layouts: &Layouts) {
        let matter = self.matter;
        let facts = matter.facts.printed_in(matter.facts.language);
        let filer = &facts.filer;
        let single = [
            &facts.title,
            &facts.person,
            &filer.name,
            &filer.role,
            &filer.phone,
            &filer.email,
            &filer.number,
        ];
        let several = [
            &filer.address,
            &facts.docket,
            &facts.court,
            &facts.respondents,
        ];
        let optional = [&facts.judge, &facts.hearing, &facts.proceeding];
        let ours = single
            .into_iter()
            .chain(several.into_iter().flatten())
            .chain(optional.into_iter().flatten());
        let mut drawn: Vec<(&str, Option<Place>)> =
            ours.map(|text| (text.as_str(), None)).collect();
        for LabeledExhibit { layout, .. } in &layouts.exhibits {
            if !layout.has_all_letters {
                let place = Some(Place::Exhibit(layout.exhibit().id));
                drawn.extend(layout.drawn().map(|text| (text, place)));
            }
        }
        for (pages, place) in [(&layouts.front, Place::Front), (&layouts.back, Place::Back)] {
            drawn.extend(captions(pages.contents()).map(|text| (text, Some(place))));
        }
        let mut seen = BTreeSet::new();
        for (text, place) in drawn {
            if self.fonts.has_all(text) || !seen.insert(text) {
                continue;
            }
            let letters: String = self.fonts.missing(text).into_iter().collect();
            let finding = Finding::new(Code::LettersMissing)
                .with("letters", letters)
                .with("where", text);
            self.findings
                .push(PlannedFinding::new(finding).at(place, None));
        }
    }
}

/// Documents as they are printed in a language.
fn printed_documents(documents: &[Document], language: Language) -> Vec<Document> {
    let printed = documents.iter();
    printed
        .map(|document| document.printed_in(language).into_owned())
        .collect()
}

/// Adds the pages of a segment, whose index among the plan's exhibits is `entry`.
fn number_segment(
    segment: &Segment,
    row: &Row,
    entry: usize,
    counter: &mut PageCounter,
    pages: &mut Vec<PlannedPage>,
) -> PlannedExhibit {
    let layout = &segment.exhibit.layout;
    let slip = pages.len();
    pages.push(counter.page(PlannedSheet::Slip(entry), None, false));
    let documents = layout.documents.iter();
    let documents = documents.filter_map(|document| within(document, &segment.sheets, slip + 1));
    // Memory ends long before exhibits exceed a u32.
    #[allow(clippy::cast_possible_truncation)]
    let entry = entry as u32;
    // Every exhibit counts its pages from 1, across all of its parts.
    let sheets = (1..)
        .zip(&layout.pages.sheets)
        .take(segment.sheets.end)
        .skip(segment.sheets.start);
    pages.extend(sheets.map(|(within, laid)| PlannedPage {
        draft: laid.draft,
        ..counter.page(laid.sheet.clone(), Some((entry, within)), false)
    }));
    PlannedExhibit {
        id: layout.exhibit().id,
        part: segment.part,
        label: segment.exhibit.label.clone(),
        title: Arc::clone(&layout.title),
        heading: Arc::clone(&row.title),
        slip,
        last: pages.len() - 1,
        documents: documents.collect(),
    }
}

/// The pages of a document that are among these sheets of its exhibit. The first of the sheets is
/// the physical page `offset`.
fn within(
    document: &PlannedDocument,
    sheets: &Range<usize>,
    offset: usize,
) -> Option<PlannedDocument> {
    if document.last < sheets.start || document.first >= sheets.end {
        return None;
    }
    Some(PlannedDocument {
        first: offset + document.first.saturating_sub(sheets.start),
        last: offset + document.last.min(sheets.end - 1) - sheets.start,
        ..document.clone()
    })
}

/// The sides of an identity card.
const SIDES: [&str; 2] = ["dossier.part.front", "dossier.part.back"];

/// The names of documents without a title in one place.
struct PartNames<'t> {
    texts: &'t Catalogue,
    all_pictures: bool,
    /// The place is an identity card of two papers.
    is_card: bool,
    /// Papers of the place that another one translates.
    translated: Vec<DocumentId>,
}

impl PartNames<'_> {
    /// What a document is called: what it is for, or its number among those that are papers in
    /// their own right. `index` counts from 0, `number` from 1.
    fn of(&self, document: &Document, index: usize, number: usize) -> String {
        let key = match document.role {
            Role::ProofOfService => "dossier.part.proof-of-service",
            Role::DifferencesNote => "dossier.note.title",
            Role::Apostille { .. } => "dossier.part.apostille",
            Role::TranslationCertificate { .. } => "dossier.part.translation-certificate",
            Role::InterpretationCertificate { .. } => "dossier.part.interpretation-certificate",
            Role::Translation { .. } => "dossier.part.translation",
            Role::IdentityCopy => "dossier.part.identity-copy",
            Role::Paper if self.translated.contains(&document.id) => "dossier.part.original",
            Role::Paper => {
                let is_side = self.all_pictures && self.is_card;
                if let Some(side) = SIDES.get(index).filter(|_| is_side) {
                    return self.texts.text(side).to_owned();
                }
                // A scan among papers is one of them.
                let key = if self.all_pictures {
                    "dossier.photo"
                } else {
                    "dossier.document"
                };
                return self.texts.fill(key, [("n", number.to_string())]);
            }
        };
        self.texts.text(key).to_owned()
    }
}

/// The longer side in points of a card that was cut out of its photo: copies of identity papers are
/// printed in their true size.
fn true_side(item: &Item, page: u32, straightened: Option<Digest>) -> Option<f64> {
    let sheet = item.sheet(page, straightened?)?;
    let (_, long) = sheet.shape.sides()?;
    (sheet.shape == PaperShape::Card).then_some(long / 25.4 * 72.0)
}
