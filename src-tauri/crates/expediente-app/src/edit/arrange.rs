//! Arranging a matter: turns each request of the user into one change that can be undone.
//!
//! The fields of exhibits and documents are in `fields.rs`, joining in `join.rs`, splitting in
//! `split.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use expediente_intake::{Siblings, name_facts};
use expediente_model::{
    Act, Change, Digest, Document, DocumentId, Exhibit, ExhibitId, MatterId, PageRanges, Place,
    Turn,
};

use crate::edit::arrangement::{Arrangement, PagesOf};
use crate::edit::commit::commit_planned;
use crate::edit::described;
use crate::edit::named::NamedMatter;
use crate::edit::removed::{self, Removed};
use crate::error::AppError;
use crate::intake::{still_to_get, title_guess};
use crate::item::item_of;
use crate::request_error::RequestError;
use crate::state::State;

/// Carries out an act. Returns its name in the user's language.
///
/// # Errors
/// When there is no such matter, exhibit or document, or the request makes no sense.
pub(crate) fn arrange(
    state: &State,
    id: &MatterId,
    arrangement: &Arrangement,
) -> Result<String, AppError> {
    let removed = match arrangement {
        Arrangement::PlacePapers { papers, .. } => {
            // A name that is not a digest is refused when it is placed.
            let digests = papers.iter().filter_map(|one| Digest::from_str(one).ok());
            removed::removed(state, id, &digests.collect::<Vec<_>>())?
        }
        _ => BTreeMap::new(),
    };
    commit_planned(state, id, |planned| {
        NamedMatter::of(planned).change(arrangement, &removed)
    })
}

/// Where documents go.
enum Target {
    There(Place),
    New,
}

impl NamedMatter {
    fn change(
        &self,
        arrangement: &Arrangement,
        removed: &BTreeMap<Digest, Removed>,
    ) -> Result<(Act, Change), AppError> {
        match arrangement {
            Arrangement::Exhibit { exhibit, fields } => {
                let had = self.exhibit(exhibit)?.1;
                let new = fields.over(had)?;
                let act = described::exhibit(had, &new);
                Ok((act, self.with_fields(had, new)?))
            }
            Arrangement::Several { exhibits, fields } => self.describe_several(exhibits, fields),
            Arrangement::Document { document, fields } => {
                let had = self.document(document)?;
                let document = fields.over(had)?;
                let act = described::document(had, &document);
                Ok((act, Change::SetDocument { document }))
            }
            Arrangement::Role { document, role } => {
                let had = self.document(document)?;
                let role = role.role(self, had.id)?;
                Ok((
                    Act::Role,
                    Change::SetDocument {
                        document: Document {
                            role,
                            ..had.clone()
                        },
                    },
                ))
            }
            Arrangement::MoveExhibits { exhibits, to } => {
                let (act, moves) = self.move_exhibits(exhibits, *to)?;
                Ok((act, self.under_one_heading(exhibits, moves)?))
            }
            Arrangement::MoveDocuments {
                documents,
                place,
                at,
            } => self.move_documents(documents, place, *at),
            Arrangement::PlacePapers { papers, place, at } => {
                self.place_papers(papers, place, *at, removed)
            }
            Arrangement::Group { exhibits, heading } => self.group(exhibits, heading.as_deref()),
            Arrangement::Join { exhibits, title } => self.join(exhibits, title.as_deref()),
            Arrangement::Split {
                exhibit,
                before,
                page,
            } => self.split(exhibit, before.as_deref(), *page),
            Arrangement::Pages {
                document,
                pages,
                leave_out,
            } => {
                let mut document = self.document(document)?.clone();
                let highest = [pages, leave_out]
                    .into_iter()
                    .flatten()
                    .map(PageRanges::highest)
                    .max();
                let total = self.total(&document, highest)?;
                document.pages.clone_from(pages);
                document.left_out = leave_out.iter().flat_map(PageRanges::iter).collect();
                chosen(document, total)
            }
            Arrangement::LeaveOut { pages, out } => {
                let changed = self.each_document(pages, |document, pages| {
                    leave_out(document, pages, *out);
                })?;
                if changed
                    .iter()
                    .any(|(document, total)| document.chosen_pages(*total).is_empty())
                {
                    return Err(RequestError::NoPageLeft.into());
                }
                let act = if *out { Act::LeaveOut } else { Act::PutIn };
                Ok((act, set_documents(changed)?))
            }
            Arrangement::Turn { pages, degrees } => {
                let changed = self.each_document(pages, |document, pages| {
                    for &page in pages {
                        let now = document.turn(page).then(*degrees);
                        if now == Turn::None {
                            document.turns.remove(&page);
                        } else {
                            document.turns.insert(page, now);
                        }
                    }
                })?;
                Ok((Act::Turn, set_documents(changed)?))
            }
            Arrangement::NotNeeded { papers } => {
                let change = still_to_get::without(&self.matter, papers)?;
                Ok((Act::StillToGet, change))
            }
            Arrangement::Remove {
                exhibits,
                documents,
            } => self.remove(exhibits, documents),
        }
    }

    /// The named documents, each after `change` was applied to its pages, with the number of pages
    /// of its paper.
    fn each_document(
        &self,
        named: &[PagesOf],
        change: impl Fn(&mut Document, &[u32]),
    ) -> Result<Vec<(Document, u32)>, AppError> {
        let mut changed: Vec<(Document, u32)> = Vec::with_capacity(named.len());
        for PagesOf {
            document: name,
            pages,
        } in named
        {
            let had = self.document(name)?;
            if changed.iter().any(|(document, _)| document.id == had.id) {
                return Err(RequestError::NamedTwice(name.clone()).into());
            }
            let mut document = had.clone();
            let total = self.total(&document, pages.iter().flatten().copied().max())?;
            let all = || (1..=total).collect();
            change(&mut document, &pages.clone().unwrap_or_else(all));
            changed.push((document, total));
        }
        Ok(changed)
    }

    /// The number of pages of the document's paper. `highest` must be one of them.
    fn total(&self, document: &Document, highest: Option<u32>) -> Result<u32, AppError> {
        let total = item_of(&self.matter, &document.item)?.pages;
        match highest {
            Some(page) if page > total => Err(RequestError::NoPage { page, total }.into()),
            _ => Ok(total),
        }
    }

    pub(super) fn move_exhibits(
        &self,
        names: &[String],
        to: usize,
    ) -> Result<(Act, Change), AppError> {
        let moved = self.exhibits_in_order(names)?;
        let count = self.matter.exhibits.len();
        if to > count - moved.len() || moved.is_empty() {
            return Err(RequestError::NoPlace {
                count: count + 1 - moved.len(),
            }
            .into());
        }
        let changes = match moved.as_slice() {
            [only] => vec![Change::MoveExhibit { id: *only, to }],
            // Move all of them to the end, where they keep their order, and from there to their
            // places.
            several => {
                let away = several.iter().map(|id| Change::MoveExhibit {
                    id: *id,
                    to: count - 1,
                });
                let back = several
                    .iter()
                    .enumerate()
                    .map(|(n, id)| Change::MoveExhibit {
                        id: *id,
                        to: to + n,
                    });
                away.chain(back).collect()
            }
        };
        Ok((Act::Move, batch_of(changes)))
    }

    fn move_documents(
        &self,
        names: &[String],
        place: &str,
        at: usize,
    ) -> Result<(Act, Change), AppError> {
        let moved = self.documents_in_order(names)?;
        let mut matter = (*self.matter).clone();
        let mut changes = Vec::new();
        // `at` is the place of a new exhibit; its documents begin at its start.
        let (place, within) = match self.target(place)? {
            Target::There(place) => (place, at),
            Target::New => {
                let [first, ..] = moved.as_slice() else {
                    return Err(RequestError::NothingNamed.into());
                };
                let exhibit = Exhibit {
                    date: first.date,
                    issuer: first.issuer.clone(),
                    ..title_guess::exhibit(matter.fresh_exhibit_id(), self.title_of(first)?)
                };
                let place = Place::Exhibit(exhibit.id);
                changes.push(Change::InsertExhibit { at, exhibit });
                (place, 0)
            }
        };
        let there = self.documents_at(place);
        let mut count = there.len();
        for document in &moved {
            count += usize::from(!there.iter().any(|had| had.id == document.id));
            let own = self.on_its_own(document, place)?;
            if own != **document {
                changes.push(Change::SetDocument { document: own });
            }
            changes.push(Change::MoveDocument {
                id: document.id,
                place,
                at: count - 1,
            });
        }
        let stay = count - moved.len();
        if within > stay {
            return Err(RequestError::NoPlace { count: stay + 1 }.into());
        }
        for (n, document) in moved.iter().enumerate() {
            changes.push(Change::MoveDocument {
                id: document.id,
                place,
                at: within + n,
            });
        }
        changes.extend(self.emptied(&moved, Some(place)));
        Ok((Act::Move, batch_of(changes)))
    }

    fn place_papers(
        &self,
        papers: &[String],
        place: &str,
        at: usize,
        removed: &BTreeMap<Digest, Removed>,
    ) -> Result<(Act, Change), AppError> {
        let mut matter = (*self.matter).clone();
        let mut changes = Vec::new();
        for (n, untrusted) in papers.iter().enumerate() {
            let digest = Digest::from_str(untrusted).ok();
            let item = digest.and_then(|digest| matter.items.get(&digest)).cloned();
            let item = item.ok_or_else(|| AppError::NoPaper(untrusted.clone()))?;
            let had = removed.get(&item.original);
            let target = self.target(place)?;
            // What was an exhibit by itself is the same one again.
            if let (Target::New, Some(exhibit)) =
                (&target, had.and_then(|had| had.exhibit(&mut matter)))
            {
                changes.push(Change::InsertExhibit {
                    at: at + n,
                    exhibit,
                });
                continue;
            }
            let id = matter.fresh_document_id();
            let mut document = match had {
                Some(had) => had.document(id, &matter),
                None => Document::new(id, item.original),
            };
            match target {
                Target::There(place) => {
                    let is_photo = document.caption.is_some() || item.is_picture();
                    if !is_photo && let Some(had) = had {
                        document.title = had.title();
                    }
                    title_guess::name_loose(&mut document, &item);
                    changes.push(Change::InsertDocument {
                        place,
                        at: at + n,
                        document,
                    });
                }
                Target::New => {
                    let said = name_facts(item.name.as_ref(), &Siblings::default());
                    let title = document.title.clone().or(said.title);
                    let exhibit = Exhibit {
                        date: document.date.or(said.date),
                        documents: vec![document],
                        ..title_guess::exhibit(matter.fresh_exhibit_id(), title)
                    };
                    changes.push(Change::InsertExhibit {
                        at: at + n,
                        exhibit,
                    });
                }
            }
        }
        if changes.is_empty() {
            return Err(RequestError::NothingNamed.into());
        }
        Ok((Act::Add, batch_of(changes)))
    }

    fn remove(&self, exhibits: &[String], documents: &[String]) -> Result<(Act, Change), AppError> {
        let gone = self.exhibits_in_order(exhibits)?;
        let inside = |id: DocumentId| match self.matter.find_document(id) {
            Ok((Place::Exhibit(exhibit), _)) => gone.contains(&exhibit),
            _ => false,
        };
        let documents: Vec<&Document> = self
            .documents_in_order(documents)?
            .into_iter()
            .filter(|document| !inside(document.id))
            .collect();
        let mut changes: Vec<Change> = documents
            .iter()
            .map(|document| Change::RemoveDocument { id: document.id })
            .collect();
        changes.extend(gone.iter().map(|id| Change::RemoveExhibit { id: *id }));
        changes.extend(self.emptied(&documents, None));
        if changes.is_empty() {
            return Err(RequestError::NothingNamed.into());
        }
        Ok((Act::Remove, batch_of(changes)))
    }

    /// Removals of the exhibits that are empty once these documents are gone.
    fn emptied(&self, gone: &[&Document], to: Option<Place>) -> Vec<Change> {
        let gone: BTreeSet<DocumentId> = gone.iter().map(|document| document.id).collect();
        let exhibits = self.matter.exhibits.iter().filter(|exhibit| {
            to != Some(Place::Exhibit(exhibit.id))
                && !exhibit.documents.is_empty()
                && exhibit
                    .documents
                    .iter()
                    .all(|document| gone.contains(&document.id))
        });
        exhibits
            .map(|exhibit| Change::RemoveExhibit { id: exhibit.id })
            .collect()
    }

    fn target(&self, place: &str) -> Result<Target, AppError> {
        Ok(match place {
            "front" => Target::There(Place::Front),
            "back" => Target::There(Place::Back),
            "new" => Target::New,
            exhibit => Target::There(Place::Exhibit(self.exhibit(exhibit)?.1.id)),
        })
    }

    fn documents_at(&self, place: Place) -> &[Document] {
        match place {
            Place::Front => &self.matter.front,
            Place::Back => &self.matter.back,
            // A new exhibit is not in the matter yet and has no documents.
            Place::Exhibit(id) => match self.matter.exhibit(id) {
                Some(exhibit) => &exhibit.documents,
                None => &[],
            },
        }
    }

    /// The named exhibits, each once, in the order of the matter.
    pub(super) fn exhibits_in_order(&self, names: &[String]) -> Result<Vec<ExhibitId>, AppError> {
        let mut found = Vec::new();
        for name in names {
            found.push(self.exhibit(name)?);
        }
        found.sort_by_key(|(index, _)| *index);
        found.dedup_by_key(|(index, _)| *index);
        Ok(found.into_iter().map(|(_, exhibit)| exhibit.id).collect())
    }

    /// The named documents, each once, in the order of the matter.
    fn documents_in_order(&self, names: &[String]) -> Result<Vec<&Document>, AppError> {
        let mut named = BTreeSet::new();
        for name in names {
            named.insert(self.document(name)?.id);
        }
        Ok(self
            .matter
            .documents()
            .filter(|document| named.contains(&document.id))
            .collect())
    }
}

fn leave_out(document: &mut Document, pages: &[u32], out: bool) {
    if out {
        document.left_out.extend(pages);
        return;
    }
    for page in pages {
        document.left_out.remove(page);
    }
    // A page that was not among the chosen ones comes back after them.
    if let Some(chosen) = &document.pages {
        let known: BTreeSet<u32> = chosen.iter().collect();
        let new = pages
            .iter()
            .copied()
            .filter(|page| *page > 0 && !known.contains(page));
        document.pages = PageRanges::from_pages(chosen.iter().chain(new));
    }
}

fn set_documents(changed: Vec<(Document, u32)>) -> Result<Change, AppError> {
    if changed.is_empty() {
        return Err(RequestError::NothingNamed.into());
    }
    Ok(batch_of(
        changed
            .into_iter()
            .map(|(document, _)| Change::SetDocument { document })
            .collect(),
    ))
}

/// The change that sets a document whose pages were chosen. At least one page must remain.
fn chosen(document: Document, total: u32) -> Result<(Act, Change), AppError> {
    if document.chosen_pages(total).is_empty() {
        return Err(RequestError::NoPageLeft.into());
    }
    Ok((Act::Pages, Change::SetDocument { document }))
}

/// A batch of the changes, or the change itself where there is only one.
pub(crate) fn batch_of(mut changes: Vec<Change>) -> Change {
    match changes.pop() {
        Some(only) if changes.is_empty() => only,
        Some(last) => {
            changes.push(last);
            Change::Batch { changes }
        }
        None => Change::Batch { changes },
    }
}
