//! Arranging exhibits: each act as the user means it, turned into a change.

use std::str::FromStr;
use std::sync::Arc;

use expediente_model::{
    Act, Change, Date, Document, DocumentId, Exhibit, ExhibitKind, Matter, MatterId, PageRanges, PhotosPerPage, Turn,
};

use crate::{App, AppError, Asked};

pub use expediente_model::ExhibitId;

/// What is to be done with exhibits or documents. Exhibits are named by id (`e3`) or by the label that the plan gives
/// them (`C`); documents by id (`d7`), or by their exhibit where it has only one.
#[derive(Clone, Debug, PartialEq)]
pub enum ExhibitChange {
    /// New words about an exhibit; what is none stays as it is.
    Describe {
        /// Which.
        exhibit: String,
        /// A new title.
        title: Option<String>,
        /// Its date.
        date: Option<Date>,
        /// Its kind.
        kind: Option<ExhibitKind>,
        /// Who issued it.
        issuer: Option<String>,
        /// Its language, BCP 47.
        language: Option<String>,
        /// The heading that it stands under.
        group: Option<String>,
        /// Pictures on a page.
        photos_per_page: Option<PhotosPerPage>,
    },
    /// New words about a document; what is none stays as it is.
    Caption {
        /// Which.
        document: String,
        /// What the outline calls it.
        title: Option<String>,
        /// What is printed under a photo.
        caption: Option<String>,
        /// Its date.
        date: Option<Date>,
        /// Where it was taken.
        place: Option<String>,
    },
    /// An exhibit goes to a place, counted from 1.
    Move {
        /// Which.
        exhibit: String,
        /// Where it stands afterwards.
        to: usize,
    },
    /// Exhibits become one, in the order given.
    Group {
        /// Which; the first one stays.
        exhibits: Vec<String>,
        /// Its title; none keeps that of the first.
        title: Option<String>,
    },
    /// An exhibit becomes two, or as many as it has documents.
    Split {
        /// Which.
        exhibit: String,
        /// The document that begins the second; none for one exhibit a document.
        before: Option<String>,
    },
    /// Which pages of a document go in.
    Pages {
        /// Which.
        document: String,
        /// These, in this order; none for all.
        pages: Option<PageRanges>,
        /// And of them not these.
        leave_out: Option<PageRanges>,
    },
    /// Pages are turned clockwise, on top of how they stand now.
    Turn {
        /// The document.
        document: String,
        /// Its pages, counted from 1; none for all.
        pages: Option<PageRanges>,
        /// How far.
        turn: Turn,
    },
    /// An exhibit or a document goes; its papers stay in the store.
    Remove {
        /// Which.
        what: String,
    },
}

impl App {
    /// Carries out a change of exhibits. Returns the name of the act in words.
    ///
    /// # Errors
    /// When there is no such matter, exhibit or document, or what is asked makes no sense.
    pub fn arrange(&self, id: &MatterId, change: &ExhibitChange) -> Result<String, AppError> {
        let matter = self.vault.matter(id)?;
        let plan = self.plan(&matter)?;
        let labels = plan.exhibits.iter().map(|planned| (planned.label.to_string(), planned.id)).collect();
        let (act, change) = Arranger { matter, labels }.change(change)?;
        self.vault.commit(id, act, &change, &self.now())?;
        Ok(self.texts().text(&format!("act.{}", act.word())).to_owned())
    }
}

struct Arranger {
    matter: Arc<Matter>,
    labels: Vec<(String, ExhibitId)>,
}

impl Arranger {
    fn change(mut self, change: &ExhibitChange) -> Result<(Act, Change), AppError> {
        match change {
            ExhibitChange::Describe { exhibit, title, date, kind, issuer, language, group, photos_per_page } => {
                let (_, found) = self.exhibit(exhibit)?;
                let mut new = Exhibit { documents: Vec::new(), ..found.clone() };
                new.title = title.clone().unwrap_or(new.title);
                new.date = date.or(new.date);
                new.kind = kind.or(new.kind);
                // An empty word takes the old one away.
                let words = |new: &Option<String>, old: Option<String>| match new {
                    Some(text) => Some(text.clone()).filter(|text| !text.is_empty()),
                    None => old,
                };
                new.issuer = words(issuer, new.issuer);
                new.language = words(language, new.language);
                new.group = words(group, new.group);
                new.photos_per_page = photos_per_page.unwrap_or(new.photos_per_page);
                Ok((Act::Describe, Change::SetExhibit { exhibit: new }))
            }
            ExhibitChange::Caption { document, title, caption, date, place } => {
                let mut document = self.document(document)?.clone();
                document.title = title.clone().or(document.title);
                document.caption = caption.clone().or(document.caption);
                document.date = date.or(document.date);
                document.place = place.clone().or(document.place);
                Ok((Act::Describe, Change::SetDocument { document }))
            }
            ExhibitChange::Move { exhibit, to } => {
                let (_, found) = self.exhibit(exhibit)?;
                let count = self.matter.exhibits.len();
                if !(1..=count).contains(to) {
                    return Err(Asked::NoPlace { count }.into());
                }
                Ok((Act::Move, Change::MoveExhibit { id: found.id, to: to - 1 }))
            }
            ExhibitChange::Group { exhibits, title } => self.group(exhibits, title.as_deref()),
            ExhibitChange::Split { exhibit, before } => self.split(exhibit, before.as_deref()),
            ExhibitChange::Pages { document, pages, leave_out } => {
                let mut document = self.document(document)?.clone();
                let total = self.matter.items.get(&document.item).map_or(0, |item| item.pages);
                let highest = [pages, leave_out].into_iter().flatten().map(PageRanges::highest).max().unwrap_or(0);
                if highest > total {
                    return Err(Asked::NoPage { page: highest, total }.into());
                }
                document.pages.clone_from(pages);
                document.left_out = leave_out.iter().flat_map(PageRanges::iter).collect();
                if document.chosen_pages(total).is_empty() {
                    return Err(Asked::NoPageLeft.into());
                }
                Ok((Act::Pages, Change::SetDocument { document }))
            }
            ExhibitChange::Turn { document, pages, turn } => {
                let mut document = self.document(document)?.clone();
                let total = self.matter.items.get(&document.item).map_or(0, |item| item.pages);
                let chosen: Vec<u32> = pages.as_ref().map_or_else(|| (1..=total).collect(), |p| p.iter().collect());
                if let Some(page) = chosen.iter().find(|page| **page > total) {
                    return Err(Asked::NoPage { page: *page, total }.into());
                }
                for page in chosen {
                    let now = document.turn(page).then(*turn);
                    if now == Turn::None {
                        document.turns.remove(&page);
                    } else {
                        document.turns.insert(page, now);
                    }
                }
                Ok((Act::Turn, Change::SetDocument { document }))
            }
            ExhibitChange::Remove { what } => {
                let change = match DocumentId::from_str(what) {
                    Ok(id) => Change::RemoveDocument { id },
                    Err(_) => Change::RemoveExhibit { id: self.exhibit(what)?.1.id },
                };
                Ok((Act::Remove, change))
            }
        }
    }

    fn group(&self, names: &[String], title: Option<&str>) -> Result<(Act, Change), AppError> {
        let mut found = Vec::new();
        for name in names {
            let (_, exhibit) = self.exhibit(name)?;
            if found.iter().any(|had: &&Exhibit| had.id == exhibit.id) {
                return Err(Asked::NamedTwice(name.clone()).into());
            }
            found.push(exhibit);
        }
        let [first, others @ ..] = found.as_slice() else {
            return Err(Asked::GroupOfOne.into());
        };
        if others.is_empty() {
            return Err(Asked::GroupOfOne.into());
        }
        let mut changes = Vec::new();
        let mut at = first.documents.len();
        for other in others {
            for document in &other.documents {
                let place = expediente_model::Place::Exhibit(first.id);
                changes.push(Change::MoveDocument { id: document.id, place, at });
                at += 1;
            }
            changes.push(Change::RemoveExhibit { id: other.id });
        }
        if let Some(title) = title {
            let exhibit = Exhibit { title: title.to_owned(), documents: Vec::new(), ..(*first).clone() };
            changes.push(Change::SetExhibit { exhibit });
        }
        Ok((Act::Group, Change::Several { changes }))
    }

    fn split(&mut self, name: &str, before: Option<&str>) -> Result<(Act, Change), AppError> {
        let (index, exhibit) = self.exhibit(name)?;
        let exhibit = exhibit.clone();
        let starts: Vec<usize> = match before {
            None => (1..exhibit.documents.len()).collect(),
            Some(before) => {
                let at = exhibit.documents.iter().position(|document| document.id.to_string() == before);
                vec![at.filter(|at| *at > 0).ok_or_else(|| Asked::SplitBefore(before.to_owned()))?]
            }
        };
        if starts.is_empty() {
            return Err(Asked::SplitOne.into());
        }
        let mut matter = (*self.matter).clone();
        let mut changes = Vec::new();
        for (number, start) in starts.iter().enumerate() {
            let end = starts.get(number + 1).copied().unwrap_or(exhibit.documents.len());
            let moved = exhibit.documents.get(*start..end).unwrap_or_default();
            let title = moved.first().and_then(|document| document.title.clone());
            let new = Exhibit {
                id: matter.fresh_exhibit_id(),
                title: title.unwrap_or_else(|| exhibit.title.clone()),
                documents: Vec::new(),
                ..exhibit.clone()
            };
            let place = expediente_model::Place::Exhibit(new.id);
            changes.push(Change::InsertExhibit { at: index + number + 1, exhibit: new });
            for (at, document) in moved.iter().enumerate() {
                changes.push(Change::MoveDocument { id: document.id, place, at });
            }
        }
        Ok((Act::Split, Change::Several { changes }))
    }

    fn exhibit(&self, name: &str) -> Result<(usize, &Exhibit), AppError> {
        let labelled = || self.labels.iter().find(|(label, _)| label.eq_ignore_ascii_case(name)).map(|(_, id)| *id);
        let id = ExhibitId::from_str(name).ok().filter(|id| self.matter.exhibit(*id).is_some()).or_else(labelled);
        let found = id.and_then(|id| {
            let index = self.matter.exhibit_index(id)?;
            Some((index, self.matter.exhibits.get(index)?.as_ref()))
        });
        found.ok_or_else(|| AppError::NoExhibit(name.to_owned()))
    }

    fn document(&self, name: &str) -> Result<&Document, AppError> {
        if let Ok(id) = DocumentId::from_str(name)
            && let Some(document) = self.matter.documents().find(|document| document.id == id)
        {
            return Ok(document);
        }
        match self.exhibit(name)?.1.documents.as_slice() {
            [only] => Ok(only),
            several => {
                let ids: Vec<String> = several.iter().map(|document| document.id.to_string()).collect();
                Err(Asked::WhichDocument(ids).into())
            }
        }
    }
}
