//! The matter and the plan as checks look at them, and the findings so far.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use expediente_model::{
    Code, Date, Document, DocumentId, Exhibit, Finding, Item, Matter, PageFacts, PageRanges, Place,
    Role, TextFacts, Wording,
};

use crate::court::profile::Profile;
use crate::court::rule::Rule;
use crate::plan::bundle_plan::{BundlePlan, PlannedDocument, PlannedSheet};
use crate::plan::places::Places;
use crate::preflight::finding::{Fix, PlannedFinding};
use crate::preflight::severity::weighed;

/// A document with its position.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    pub document: &'a Document,
    pub item: &'a Item,
    pub exhibit: Option<&'a Exhibit>,
    pub place: Place,
    pub planned: Option<&'a PlannedDocument>,
}

impl<'a> Placed<'a> {
    /// The facts about its pages, where they were read.
    pub fn page_facts(&self) -> Option<&'a PageFacts> {
        self.item.page_facts.as_deref()
    }

    /// What its words say: its own, and those that the computer read on it.
    pub fn text_facts(&self) -> Option<Cow<'a, TextFacts>> {
        self.item.text_facts()
    }

    /// What the words say that the computer read on it.
    fn read_facts(&self) -> Option<&'a TextFacts> {
        let read = self.item.read.as_ref();
        read.and_then(|read| read.facts.as_deref())
    }

    /// The pages of the paper with a phrase.
    pub fn pages_saying(&self, wording: Wording) -> Option<PageRanges> {
        let on = |found: &[(Wording, PageRanges)]| {
            let own = found.iter().find(|(had, _)| *had == wording);
            own.map(|(_, pages)| pages.clone())
        };
        let own = self.page_facts().and_then(|facts| on(&facts.wordings));
        let read = self.read_facts().and_then(|facts| on(&facts.wordings));
        match (own, read) {
            (Some(own), Some(read)) => Some(own.with(&read)),
            (own, read) => own.or(read),
        }
    }

    /// Whether a phrase is anywhere in the paper.
    pub fn says(&self, wording: Wording) -> bool {
        self.pages_saying(wording).is_some()
    }

    /// Whether what it says and what it does not say is known: each of its pages has words of its
    /// own, or ones that were surely read, or none.
    pub fn is_legible(&self) -> bool {
        let own = self.page_facts();
        let text = own.and_then(|facts| facts.text.as_ref());
        let words = own.and_then(|facts| facts.words.as_deref());
        let blank = words.and_then(|words| words.blank.as_ref());
        let read = self.item.read.as_deref();
        let is_in = |pages: Option<&PageRanges>, page| {
            pages.is_some_and(|pages: &PageRanges| pages.contains(page))
        };
        let is_surely_read = |page: u32| {
            read.is_some_and(|read| {
                read.is_read(page)
                    && !is_in(read.unsure.as_ref(), page)
                    && !is_in(read.unread.as_ref(), page)
            })
        };
        let has_words = text.is_some() || read.is_some_and(|read| read.pages.is_some());
        has_words
            && (1..=self.item.pages)
                .all(|page| is_in(text, page) || is_in(blank, page) || is_surely_read(page))
    }

    /// Its own title, or that of its exhibit, or the file's name.
    pub fn title(&self) -> String {
        let own = self
            .document
            .title
            .clone()
            .or_else(|| self.document.caption.clone());
        match (own, self.exhibit) {
            (Some(own), _) => own,
            (None, Some(exhibit)) if !exhibit.title.is_empty() => exhibit.title.clone(),
            (None, _) => self.item.name.clone(),
        }
    }
}

/// Everything that checks look at, and what they found.
pub(super) struct Case<'a> {
    pub matter: &'a Matter,
    pub plan: &'a BundlePlan,
    pub places: Places<'a>,
    pub profile: &'a Profile,
    pub today: Date,
    pub documents: Vec<Placed<'a>>,
    /// Indexes into `documents`.
    pub by_id: BTreeMap<DocumentId, usize>,
    pub found: Vec<PlannedFinding>,
}

impl<'a> Case<'a> {
    pub fn new(
        matter: &'a Matter,
        plan: &'a BundlePlan,
        profile: &'a Profile,
        today: Date,
    ) -> Self {
        let places = Places::of(plan);
        let loose = |documents: &'a [Document], place| {
            documents
                .iter()
                .map(move |document| (document, None, place))
        };
        let inside = matter.exhibits.iter().flat_map(|exhibit| {
            let place = Place::Exhibit(exhibit.id);
            exhibit
                .documents
                .iter()
                .map(move |document| (document, Some(exhibit.as_ref()), place))
        });
        let all = loose(&matter.front, Place::Front)
            .chain(inside)
            .chain(loose(&matter.back, Place::Back));
        // A matter has the papers of all its documents. Where one is missing, the plan carries the
        // fault and cannot be written.
        let documents: Vec<Placed> = all
            .filter_map(|(document, exhibit, place)| {
                let item = matter.items.get(&document.item)?.as_ref();
                Some(Placed {
                    document,
                    item,
                    exhibit,
                    place,
                    planned: places.document(document.id).first().copied(),
                })
            })
            .collect();
        let by_id = documents
            .iter()
            .enumerate()
            .map(|(at, placed)| (placed.document.id, at))
            .collect();
        Self {
            matter,
            plan,
            places,
            profile,
            today,
            documents,
            by_id,
            found: Vec::new(),
        }
    }

    pub fn document(&self, id: DocumentId) -> Option<Placed<'a>> {
        self.by_id
            .get(&id)
            .and_then(|at| self.documents.get(*at))
            .copied()
    }

    /// The court's rule that asks for a check; none where the court does not.
    pub fn rule(&self, code: Code) -> Option<&'a Rule> {
        self.profile.rule_of(code)
    }

    pub fn asks(&self, code: Code) -> bool {
        self.rule(code).is_some()
    }

    /// Adds a finding with the severity that the court gives it.
    pub fn tell(&mut self, finding: PlannedFinding) {
        self.found.push(weighed(&finding, self.profile));
    }

    /// Adds a finding about an exhibit.
    pub fn tell_of_exhibit(&mut self, exhibit: &Exhibit, finding: Finding) {
        let page = self.page_of(exhibit);
        let named = finding.with("exhibit", self.name_of(exhibit));
        self.tell(
            PlannedFinding::new(named)
                .at(Some(Place::Exhibit(exhibit.id)), None)
                .on(page),
        );
    }

    /// Whether the court reads a language; one that names none reads all.
    pub fn court_reads(&self, language: &str) -> bool {
        self.profile.languages.is_empty() || self.profile.names_language(language)
    }

    /// Adds a finding about pages of a document, in any order, by their printed numbers; none
    /// without pages.
    pub fn tell_of_pages(
        &mut self,
        placed: &Placed,
        finding: Finding,
        on: &[usize],
        fix: Option<Fix>,
    ) {
        let on: Vec<usize> = BTreeSet::from_iter(on.iter().copied())
            .into_iter()
            .collect();
        let Some(&first) = on.first() else { return };
        let finding = finding
            .with("document", placed.title())
            .with("pages", self.said(&on));
        let found = PlannedFinding::new(finding)
            .at(Some(placed.place), Some(placed.document.id))
            .on(Some(first));
        self.tell(PlannedFinding { fix, ..found });
    }

    /// Whether an exhibit has pages.
    pub fn is_shown(&self, exhibit: &Exhibit) -> bool {
        !self.places.exhibit(exhibit.id).is_empty()
    }

    /// The physical page that an exhibit begins on.
    pub fn page_of(&self, exhibit: &Exhibit) -> Option<usize> {
        self.places
            .exhibit(exhibit.id)
            .first()
            .map(|part| part.slip)
    }

    /// "C — Title", as in the outline.
    pub fn name_of(&self, exhibit: &Exhibit) -> String {
        match self.places.exhibit(exhibit.id).first() {
            Some(planned) if planned.title.is_empty() => planned.label.to_string(),
            Some(planned) => format!("{} — {}", planned.label, planned.title),
            None => exhibit.title.clone(),
        }
    }

    /// The physical pages of the dossier that show a document, each with the page of the paper.
    pub fn pages_of(&self, placed: &Placed) -> Vec<(usize, u32)> {
        let mut pages = Vec::new();
        for planned in self.places.document(placed.document.id) {
            for at in planned.first..=planned.last {
                match self.plan.pages.get(at).map(|page| &page.sheet) {
                    Some(PlannedSheet::Paper { page, .. }) => pages.push((at, *page)),
                    Some(PlannedSheet::Photos { photos, .. }) => {
                        let here = photos
                            .iter()
                            .filter(|photo| photo.item == placed.item.original);
                        pages.extend(here.map(|photo| (at, photo.page)));
                    }
                    _ => {}
                }
            }
        }
        pages
    }

    /// Pages of the dossier by their printed numbers.
    pub fn said(&self, pages: &[usize]) -> String {
        self.plan.said(pages)
    }

    /// Translations of a document.
    pub fn translations_of(&self, id: DocumentId) -> impl Iterator<Item = &Placed<'a>> {
        self.documents.iter().filter(
            move |placed| matches!(placed.document.role, Role::Translation { of, .. } if of == id),
        )
    }
}
