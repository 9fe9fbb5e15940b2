//! Headings over exhibits, joining exhibits into one, and splitting one.
//!
//! A paper that goes from an exhibit of its own into one of several keeps the exhibit's title, date
//! and issuer as its own, and brings them back when it becomes an exhibit again.

use std::collections::BTreeSet;
use std::sync::Arc;

use expediente_intake::{Siblings, name_facts};
use expediente_model::{Act, Change, Document, Exhibit, ExhibitId, Place, one_line};

use crate::edit::named::NamedMatter;
use crate::edit::text_input::line;
use crate::error::AppError;
use crate::intake::title_guess;
use crate::item::item_of;
use crate::request_error::RequestError;

impl NamedMatter {
    /// Puts exhibits under a heading. They come together: a heading is printed where the one before
    /// ends, so that apart from each other they would have it twice.
    pub(super) fn group(
        &self,
        names: &[String],
        heading: Option<&str>,
    ) -> Result<(Act, Change), AppError> {
        let chosen = self.exhibits_in_order(names)?;
        let Some(first) = chosen.first() else {
            return Err(RequestError::NothingNamed.into());
        };
        let heading = line(heading)?;
        let mut changes = Vec::new();
        for id in &chosen {
            let exhibit = self.matter.exhibit(*id);
            let exhibit = exhibit.ok_or(AppError::Bug("a named exhibit is not in its matter"))?;
            changes.push(Change::SetExhibit {
                exhibit: Exhibit {
                    group: heading.clone(),
                    documents: Vec::new(),
                    ..exhibit.clone()
                },
            });
        }
        if heading.is_some() {
            let to = self.beside_heading(*first, &chosen, heading.as_deref());
            let (_, moves) = self.move_exhibits(names, to)?;
            changes.push(moves);
        }
        Ok((Act::Group, Change::Batch { changes }))
    }

    /// A move with which exhibits that come between two of one heading come under that heading:
    /// otherwise it would be printed twice, and they would be outside of it in its middle.
    pub(super) fn under_one_heading(
        &self,
        names: &[String],
        moves: Change,
    ) -> Result<Change, AppError> {
        let moved = self.exhibits_in_order(names)?;
        let mut matter = (*self.matter).clone();
        matter.apply(&moves)?;
        let is_moved = |exhibit: &&Arc<Exhibit>| moved.contains(&exhibit.id);
        let mut there = matter.exhibits.iter();
        let before = there.by_ref().take_while(|one| !is_moved(one)).last();
        let after = there.find(|one| !is_moved(one));
        let (Some(before), Some(after)) = (before, after) else {
            return Ok(moves);
        };
        if before.group.is_none() || before.group != after.group {
            return Ok(moves);
        }
        let others = matter.exhibits.iter().filter(is_moved);
        let changes: Vec<Change> = others
            .filter(|exhibit| exhibit.group != before.group)
            .map(|exhibit| Change::SetExhibit {
                exhibit: Exhibit {
                    group: before.group.clone(),
                    documents: Vec::new(),
                    ..(**exhibit).clone()
                },
            })
            .collect();
        if changes.is_empty() {
            return Ok(moves);
        }
        Ok(Change::Batch {
            changes: std::iter::once(moves).chain(changes).collect(),
        })
    }

    /// How many of the other exhibits come before those that get a heading: those up to the last
    /// that has it already, or those before the first chosen one.
    fn beside_heading(
        &self,
        first: ExhibitId,
        chosen: &[ExhibitId],
        heading: Option<&str>,
    ) -> usize {
        let exhibits = &self.matter.exhibits;
        let is_other = |exhibit: &Exhibit| !chosen.contains(&exhibit.id);
        let others: Vec<&Exhibit> = exhibits
            .iter()
            .map(|exhibit| &**exhibit)
            .filter(|exhibit| is_other(exhibit))
            .collect();
        let last = others
            .iter()
            .rposition(|exhibit| exhibit.group.as_deref() == heading);
        match last {
            Some(last) => last + 1,
            None => exhibits
                .iter()
                .take_while(|exhibit| exhibit.id != first)
                .filter(|exhibit| is_other(exhibit))
                .count(),
        }
    }

    /// Joins exhibits into the first.
    pub(super) fn join(
        &self,
        names: &[String],
        title: Option<&str>,
    ) -> Result<(Act, Change), AppError> {
        let mut found: Vec<&Exhibit> = Vec::new();
        for name in names {
            let (_, exhibit) = self.exhibit(name)?;
            if found.iter().any(|had| had.id == exhibit.id) {
                return Err(RequestError::NamedTwice(name.clone()).into());
            }
            found.push(exhibit);
        }
        let [first, others @ ..] = found.as_slice() else {
            return Err(RequestError::GroupOfOne.into());
        };
        if others.is_empty() {
            return Err(RequestError::GroupOfOne.into());
        }
        let joined = joined(first, &found, line(title)?);
        let mut changes = Vec::new();
        let mut at = 0;
        for exhibit in &found {
            for document in &exhibit.documents {
                // Of an exhibit that stays as it is, the papers need no other title.
                let own = if exhibit.id == first.id && stays(exhibit, &joined) {
                    dated(document, exhibit)
                } else {
                    self.with_own(document, exhibit, title_guess::is_photos(&joined))?
                };
                if own != *document {
                    changes.push(Change::SetDocument { document: own });
                }
                if exhibit.id != first.id {
                    changes.push(Change::MoveDocument {
                        id: document.id,
                        place: Place::Exhibit(first.id),
                        at,
                    });
                }
                at += 1;
            }
        }
        changes.extend(
            others
                .iter()
                .map(|one| Change::RemoveExhibit { id: one.id }),
        );
        changes.push(Change::SetExhibit { exhibit: joined });
        Ok((Act::Join, Change::Batch { changes }))
    }

    /// A document with what its exhibit said of it, for a place with other papers or with photos.
    fn with_own(
        &self,
        document: &Document,
        exhibit: &Exhibit,
        among_photos: bool,
    ) -> Result<Document, AppError> {
        let mut own = dated(document, exhibit);
        if exhibit.title.trim().is_empty() {
            return Ok(own);
        }
        let title = Some(exhibit.title.clone());
        // What a person reads under a photo is its caption.
        if among_photos && item_of(&self.matter, &document.item)?.is_picture() {
            own.caption = own.caption.or(title);
        } else if exhibit.documents.len() == 1 || (own.title.is_none() && own.caption.is_none()) {
            // The only paper of an exhibit is called as the exhibit is.
            own.title = title;
        }
        Ok(own)
    }

    /// A document as it moves to a place: the only one of an exhibit takes along what was said of
    /// the exhibit.
    pub(super) fn on_its_own(&self, document: &Document, to: Place) -> Result<Document, AppError> {
        let from = match self.matter.find_document(document.id) {
            Ok((Place::Exhibit(id), _)) if to != Place::Exhibit(id) => self.matter.exhibit(id),
            _ => None,
        };
        let Some(from) = from.filter(|exhibit| exhibit.documents.len() == 1) else {
            let mut own = document.clone();
            if matches!(to, Place::Front | Place::Back) {
                title_guess::name_loose(&mut own, item_of(&self.matter, &document.item)?);
            }
            return Ok(own);
        };
        let among_photos = match to {
            // A new exhibit is not in the matter yet.
            Place::Exhibit(id) => self.matter.exhibit(id).is_some_and(title_guess::is_photos),
            Place::Front | Place::Back => false,
        };
        self.with_own(document, from, among_photos)
    }

    /// Splits an exhibit, before a document or into its documents.
    pub(super) fn split(
        &self,
        name: &str,
        before: Option<&str>,
    ) -> Result<(Act, Change), AppError> {
        let (index, exhibit) = self.exhibit(name)?;
        let starts: Vec<usize> = match before {
            None => (1..exhibit.documents.len()).collect(),
            Some(before) => {
                let at = exhibit
                    .documents
                    .iter()
                    .position(|document| document.id.to_string() == before);
                vec![
                    at.filter(|at| *at > 0)
                        .ok_or_else(|| RequestError::SplitBefore(before.to_owned()))?,
                ]
            }
        };
        if starts.is_empty() {
            return Err(RequestError::SplitOne.into());
        }
        let mut matter = (*self.matter).clone();
        let mut changes = Vec::new();
        let ends = starts.iter().copied().skip(1);
        let ends = ends.chain([exhibit.documents.len()]);
        for (number, (start, end)) in starts.iter().copied().zip(ends).enumerate() {
            let moved = exhibit.documents.get(start..end);
            let moved = moved.ok_or(AppError::Bug("an exhibit is split outside its documents"))?;
            let new = Exhibit {
                id: matter.fresh_exhibit_id(),
                ..self.part(exhibit, moved)?
            };
            let place = Place::Exhibit(new.id);
            changes.push(Change::InsertExhibit {
                at: index + number + 1,
                exhibit: new,
            });
            for (at, document) in moved.iter().enumerate() {
                changes.push(Change::MoveDocument {
                    id: document.id,
                    place,
                    at,
                });
            }
        }
        if let (None, Some(stays)) = (before, exhibit.documents.get(..1)) {
            let exhibit = self.part(exhibit, stays)?;
            changes.push(Change::SetExhibit { exhibit });
        }
        Ok((Act::Split, Change::Batch { changes }))
    }

    /// The exhibit that documents of another one become, with its id and without its documents. A
    /// number, a person or a kind of the whole need not be that of each paper.
    fn part(&self, exhibit: &Exhibit, documents: &[Document]) -> Result<Exhibit, AppError> {
        let mut part = Exhibit {
            documents: Vec::new(),
            kind: if self.are_of_kind(documents, exhibit)? {
                exhibit.kind
            } else {
                None
            },
            number: None,
            who: None,
            signatures: None,
            ..exhibit.clone()
        };
        match documents {
            [only] => {
                // A date and an issuer of the whole belong to each paper that has none.
                part.date = only.date.or(exhibit.date);
                part.issuer = only.issuer.clone().or_else(|| exhibit.issuer.clone());
                if let Some(title) = self.title_of(only)? {
                    part.title = title;
                }
            }
            several => {
                if let Some(title) = several.first().and_then(|one| one.title.clone()) {
                    part.title = title;
                }
            }
        }
        Ok(part)
    }

    /// Whether documents of an exhibit are of its kind by themselves: photos are pictures, and
    /// others are called so.
    fn are_of_kind(&self, documents: &[Document], exhibit: &Exhibit) -> Result<bool, AppError> {
        for document in documents {
            let own = if title_guess::is_photos(exhibit) {
                item_of(&self.matter, &document.item)?.is_picture()
            } else {
                let title = self.title_of(document)?;
                title.is_some_and(|title| title_guess::kind(&title) == exhibit.kind)
            };
            if !own {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The title of a document: its own, its caption, or the title in the name of its paper.
    pub(super) fn title_of(&self, document: &Document) -> Result<Option<String>, AppError> {
        let item = item_of(&self.matter, &document.item)?;
        let own = document.title.clone().or_else(|| document.caption.clone());
        let named = || name_facts(item.name.as_ref(), &Siblings::default()).title;
        Ok(own.or_else(|| named().map(|title| one_line(&title))))
    }
}

/// A document with the date and the issuer that its exhibit has, if it has none of its own.
fn dated(document: &Document, exhibit: &Exhibit) -> Document {
    let mut own = document.clone();
    own.date = own.date.or(exhibit.date);
    own.issuer = own.issuer.or_else(|| exhibit.issuer.clone());
    own
}

/// Whether an exhibit that others join keeps its title as a whole, so that its papers need no
/// other.
fn stays(exhibit: &Exhibit, joined: &Exhibit) -> bool {
    exhibit.documents.len() > 1 && exhibit.title == joined.title
}

/// The first exhibit as it is once the others have joined it, without its documents. What is said
/// of all papers stays; a date, an issuer or a kind that only some of them have would be wrong for
/// the others.
fn joined(first: &Exhibit, all: &[&Exhibit], title: Option<String>) -> Exhibit {
    let same = |differs: fn(&Exhibit, &Exhibit) -> bool| !all.iter().any(|one| differs(first, one));
    // A paper in another language needs its translation, whatever it is joined with.
    let languages: BTreeSet<&str> = all
        .iter()
        .filter_map(|exhibit| exhibit.language.as_deref())
        .collect();
    let mut joined = Exhibit {
        title: title.unwrap_or_else(|| first.title.clone()),
        documents: Vec::new(),
        ..first.clone()
    };
    if let [only] = languages.iter().collect::<Vec<_>>().as_slice() {
        joined.language = Some((**only).to_owned());
    }
    if !same(|a, b| a.date != b.date) {
        joined.date = None;
    }
    if !same(|a, b| a.issuer != b.issuer) {
        joined.issuer = None;
    }
    if !same(|a, b| a.kind != b.kind) {
        joined.kind = None;
    }
    joined
}
