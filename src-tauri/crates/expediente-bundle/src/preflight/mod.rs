//! The preflight: the plan of a dossier held against the rules of its court, before anything is filed.
//!
//! A profile names the checks behind each of its rules and how grave each is. Checks know no court: what differs from one
//! court to the next stands in the profile. Pure like the plan; the day is passed in. What intake could not read of a
//! paper (a scan's words, say) is not guessed: a check that needs it says so, or finds nothing.

mod filing;
mod pages;
mod papers;
mod statements;
mod translations;
mod whereabouts;
mod written;

use std::collections::BTreeMap;

use expediente_model::{
    Catalogue, Code, Date, Document, DocumentId, Exhibit, Finding, Item, Matter, PageFacts,
    PageRanges, Place, Role,
};

pub use filing::{accepted_name, file_name_faults};
pub use written::{WrittenFile, over_limit, preflight_written};

use crate::fonts::Fonts;
use crate::found::PlannedFinding;
use crate::places::Places;
use crate::plan::{BundlePlan, PlannedDocument, PlannedSheet};
use crate::profile::{Profile, Rule};

/// Looks for all that the court's rules ask, and for drafts. The findings of the plan itself are not among them.
///
/// `name` is the name that the file is to have.
#[must_use]
pub fn preflight(
    matter: &Matter,
    plan: &BundlePlan,
    profile: &Profile,
    (texts, fonts): (&Catalogue, &Fonts),
    today: Date,
    name: &str,
) -> Vec<PlannedFinding> {
    let mut case = Case::new(matter, plan, profile, today);
    filing::check(&mut case, texts, fonts, name);
    translations::check(&mut case);
    statements::check(&mut case);
    papers::check(&mut case);
    pages::check(&mut case);
    case.found
}

/// A finding with the court's rule behind it, as grave as that rule says.
#[must_use]
pub fn weighed(finding: &PlannedFinding, profile: &Profile) -> PlannedFinding {
    let code = finding.finding.code;
    let asks = |rule: &Rule| rule.checks.contains_key(&code);
    // The limit is a value of the profile, and its rule is about it.
    let of_limit = matches!(
        code,
        Code::NeedsSplit | Code::VolumeTooLarge | Code::OverLimit
    );
    let found = || {
        profile
            .rules
            .iter()
            .position(|rule| asks(rule) || of_limit && rule.about == "limit")
    };
    let rule = finding.rule.or_else(found);
    let severity = rule
        .and_then(|at| profile.rules.get(at))
        .and_then(|rule| rule.checks.get(&code))
        .copied();
    PlannedFinding {
        severity: severity.unwrap_or(finding.severity),
        rule,
        ..finding.clone()
    }
}

/// A document, with where it stands.
#[derive(Clone, Copy)]
struct Placed<'a> {
    document: &'a Document,
    item: &'a Item,
    exhibit: Option<&'a Exhibit>,
    place: Place,
    planned: Option<&'a PlannedDocument>,
}

impl<'a> Placed<'a> {
    /// What its pages hold, where that was read.
    fn page_facts(&self) -> Option<&'a PageFacts> {
        self.item.page_facts.as_deref()
    }

    /// What people call it: its own title, that of its exhibit, or the file's name.
    fn title(&self) -> String {
        let own = self
            .document
            .title
            .clone()
            .or_else(|| self.document.caption.clone());
        let exhibit = self
            .exhibit
            .map(|exhibit| exhibit.title.clone())
            .filter(|title| !title.is_empty());
        own.or(exhibit).unwrap_or_else(|| self.item.name.clone())
    }
}

/// All that checks look at.
struct Case<'a> {
    matter: &'a Matter,
    plan: &'a BundlePlan,
    places: Places<'a>,
    profile: &'a Profile,
    today: Date,
    documents: Vec<Placed<'a>>,
    /// Places in `documents`.
    by_id: BTreeMap<DocumentId, usize>,
    found: Vec<PlannedFinding>,
}

impl<'a> Case<'a> {
    fn new(matter: &'a Matter, plan: &'a BundlePlan, profile: &'a Profile, today: Date) -> Self {
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

    fn document(&self, id: DocumentId) -> Option<Placed<'a>> {
        self.by_id
            .get(&id)
            .and_then(|at| self.documents.get(*at))
            .copied()
    }

    /// The court's rule behind a check; none where the court does not ask.
    fn rule(&self, code: Code) -> Option<&'a Rule> {
        self.profile.rule_of(code)
    }

    fn asks(&self, code: Code) -> bool {
        self.rule(code).is_some()
    }

    /// Keeps a finding, as grave as the court's rule says.
    fn tell(&mut self, finding: PlannedFinding) {
        self.found.push(weighed(&finding, self.profile));
    }

    /// The same, where it is about an exhibit.
    fn tell_of_exhibit(&mut self, exhibit: &Exhibit, finding: Finding) {
        let page = self.page_of(exhibit);
        let named = finding.with("exhibit", self.name_of(exhibit));
        self.tell(
            PlannedFinding::new(named)
                .at(Some(Place::Exhibit(exhibit.id)), None)
                .on(page),
        );
    }

    /// Whether an exhibit has pages.
    fn is_shown(&self, exhibit: &Exhibit) -> bool {
        !self.places.exhibit(exhibit.id).is_empty()
    }

    /// The physical page that an exhibit begins on.
    fn page_of(&self, exhibit: &Exhibit) -> Option<usize> {
        self.places
            .exhibit(exhibit.id)
            .first()
            .map(|part| part.slip)
    }

    /// "C — Title", as the outline has it.
    fn name_of(&self, exhibit: &Exhibit) -> String {
        match self.places.exhibit(exhibit.id).first() {
            Some(planned) if planned.title.is_empty() => planned.label.to_string(),
            Some(planned) => format!("{} — {}", planned.label, exhibit.title),
            None => exhibit.title.clone(),
        }
    }

    /// The physical pages of the dossier that show a document, with the page of the paper that each shows.
    fn pages_of(&self, placed: &Placed) -> Vec<(usize, u32)> {
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

    /// Pages of the dossier as people read them: by what is printed on them.
    fn said(&self, pages: &[usize]) -> String {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for &page in pages {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == page || *last == page => *last = page,
                _ => runs.push((page, page)),
            }
        }
        // Papers before the cover page have no printed number: those are counted in the file.
        let printed = |at: usize| self.plan.label(at).unwrap_or_default();
        let run = |&(first, last): &(usize, usize)| {
            let range = self.plan.range(first, last);
            if printed(first).is_empty() {
                let numbers = PageRanges::from_pages(
                    (first..=last).filter_map(|at| u32::try_from(at + 1).ok()),
                );
                return format!(
                    "[{}]",
                    numbers
                        .map(|numbers| numbers.to_string())
                        .unwrap_or_default()
                );
            }
            range
        };
        runs.iter().map(run).collect::<Vec<_>>().join(", ")
    }

    /// Translations of a document.
    fn translations_of(&self, id: DocumentId) -> impl Iterator<Item = &Placed<'a>> {
        self.documents.iter().filter(
            move |placed| matches!(placed.document.role, Role::Translation { of, .. } if of == id),
        )
    }
}

/// Whether two language tags name the same language: `es` and `es-VE` do.
fn same_language(one: &str, other: &str) -> bool {
    let primary = |tag: &str| {
        tag.split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_lowercase()
    };
    primary(one) == primary(other)
}
