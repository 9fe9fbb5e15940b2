//! Splitting an exhibit: into its documents, before one of them, or at a page of one, because a
//! scanner makes one file of many papers.

use expediente_model::{
    Act, Change, Document, DocumentId, Exhibit, Language, Matter, PageRanges, Place, TextField,
};

use crate::edit::named::NamedMatter;
use crate::error::AppError;
use crate::intake::title_guess;
use crate::item::item_of;
use crate::request_error::RequestError;

impl NamedMatter {
    /// Splits an exhibit, before a document or a page of it, or into its documents.
    pub(super) fn split(
        &self,
        name: &str,
        before: Option<&str>,
        page: Option<u32>,
    ) -> Result<(Act, Change), AppError> {
        let (index, exhibit) = self.exhibit(name)?;
        let Some(before) = before else {
            return self.split_apart(index, exhibit);
        };
        let wrong = || RequestError::SplitBefore(before.to_owned());
        let mut documents = exhibit.documents.iter();
        let at = documents.position(|document| document.id.to_string() == before);
        let at = at.ok_or_else(wrong)?;
        let cut = exhibit.documents.get(at).ok_or_else(wrong)?;
        let mut matter = (*self.matter).clone();
        let halves = match page {
            Some(page) => self.cut(cut, matter.fresh_document_id(), page)?,
            None => None,
        };
        let Some((stays, goes)) = halves else {
            if at == 0 {
                return Err(wrong().into());
            }
            let changes = self.split_at(&mut matter, index, exhibit, &[at])?;
            return Ok((Act::Split, Change::Batch { changes }));
        };
        let mut moved = vec![goes.clone()];
        moved.extend(exhibit.documents.iter().skip(at + 1).cloned());
        let new = Exhibit {
            id: matter.fresh_exhibit_id(),
            ..self.part(exhibit, &moved)?
        };
        let place = Place::Exhibit(new.id);
        let mut changes = vec![
            Change::SetDocument { document: stays },
            Change::InsertExhibit {
                at: index + 1,
                exhibit: new,
            },
            Change::InsertDocument {
                place,
                at: 0,
                document: goes,
            },
        ];
        let rest = moved.iter().enumerate().skip(1);
        changes.extend(rest.map(|(at, document)| Change::MoveDocument {
            id: document.id,
            place,
            at,
        }));
        Ok((Act::Split, Change::Batch { changes }))
    }

    /// An exhibit for each document.
    fn split_apart(&self, index: usize, exhibit: &Exhibit) -> Result<(Act, Change), AppError> {
        let starts: Vec<usize> = (1..exhibit.documents.len()).collect();
        if starts.is_empty() {
            return Err(RequestError::SplitOne.into());
        }
        let stays = exhibit.documents.get(..1);
        let stays = stays.ok_or(AppError::Bug("an exhibit is split outside its documents"))?;
        let mut matter = (*self.matter).clone();
        let mut changes = self.split_at(&mut matter, index, exhibit, &starts)?;
        let exhibit = self.part(exhibit, stays)?;
        changes.push(Change::SetExhibit { exhibit });
        Ok((Act::Split, Change::Batch { changes }))
    }

    /// The changes that make exhibits of the documents that begin at these places.
    fn split_at(
        &self,
        matter: &mut Matter,
        index: usize,
        exhibit: &Exhibit,
        starts: &[usize],
    ) -> Result<Vec<Change>, AppError> {
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
        Ok(changes)
    }

    /// A document in two, the second of which begins with a page; none where it begins with it
    /// anyway. Pages that are left out and turns stay with their pages.
    fn cut(
        &self,
        document: &Document,
        second: DocumentId,
        page: u32,
    ) -> Result<Option<(Document, Document)>, AppError> {
        let total = item_of(&self.matter, &document.item)?.pages;
        let pages: Vec<u32> = match &document.pages {
            Some(ranges) => ranges.iter().filter(|page| *page <= total).collect(),
            None => (1..=total).collect(),
        };
        let at = pages.iter().position(|one| *one == page);
        let at = at.ok_or(RequestError::NoPage { page, total })?;
        let (first, rest) = pages
            .split_at_checked(at)
            .ok_or(AppError::Bug("a document is split outside its pages"))?;
        if first.is_empty() {
            return Ok(None);
        }
        let with = |id: DocumentId, pages: &[u32]| {
            let has = |page: &u32| pages.contains(page);
            let mut half = Document {
                id,
                pages: PageRanges::from_pages(pages.iter().copied()),
                ..document.clone()
            };
            half.left_out.retain(has);
            half.turns.retain(|page, _| has(page));
            half.straightened.retain(|page, _| has(page));
            half
        };
        let halves = [with(document.id, first), with(second, rest)];
        if halves
            .iter()
            .any(|half| half.chosen_pages(total).is_empty())
        {
            return Err(RequestError::NoPageLeft.into());
        }
        let [first, second] = halves;
        Ok(Some((first, second)))
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
            code: None,
            address: None,
            valid_until: None,
            ..exhibit.clone()
        };
        match documents {
            [only] => {
                // A date and an issuer of the whole belong to each paper that has none.
                part.date = only.date.or(exhibit.date);
                part.issuer = only.issuer.clone().or_else(|| exhibit.issuer.clone());
                part.number.clone_from(&only.number);
                part.who.clone_from(&only.people);
                part.place = only.place.clone().or_else(|| exhibit.place.clone());
                part.code.clone_from(&only.code);
                part.address.clone_from(&only.address);
                part.valid_until = only.valid_until;
                let with = only.original_with.clone();
                part.original_with = with.or_else(|| exhibit.original_with.clone());
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
        // What the whole is called in another language is not what a part of it is.
        let own = documents.first().map(|one| &one.in_languages);
        let with = TextField::OriginalWith;
        let stays = [
            (
                TextField::Title,
                TextField::Title,
                part.title == exhibit.title,
            ),
            (
                TextField::Issuer,
                TextField::Issuer,
                part.issuer == exhibit.issuer,
            ),
            (TextField::Who, TextField::People, part.who == exhibit.who),
            (
                TextField::Place,
                TextField::Place,
                part.place == exhibit.place,
            ),
            (with, with, part.original_with == exhibit.original_with),
        ];
        for language in Language::ALL {
            for (field, of_paper, stays) in stays {
                let text = own.and_then(|own| own.get(language, of_paper));
                if text.is_some() || !stays {
                    let text = text.map(str::to_owned);
                    part.in_languages.set(language, field, text);
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
}
