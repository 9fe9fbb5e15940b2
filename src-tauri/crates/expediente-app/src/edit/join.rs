//! Headings over exhibits, and joining exhibits into one.
//!
//! A paper that goes from an exhibit of its own into one of several keeps the exhibit's title, date
//! and issuer as its own, and brings them back when it becomes an exhibit again.

use std::collections::BTreeSet;
use std::sync::Arc;

use expediente_intake::{Siblings, name_facts};
use expediente_model::{
    Act, Change, Document, Exhibit, ExhibitId, ExhibitKind, Language, Place, TextField, folded,
    one_line,
};

use crate::edit::arrange::batch_of;
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
            changes.push(headed(self.named_exhibit(*id)?, heading.as_deref()));
        }
        let to = match &heading {
            Some(heading) => Some(self.beside_heading(*first, &chosen, heading)),
            None => self.after_heading(*first, &chosen)?,
        };
        if let Some(to) = to {
            let (_, moves) = self.move_exhibits(names, to)?;
            changes.push(moves);
        }
        Ok((Act::Group, Change::Batch { changes }))
    }

    /// The change that gives an exhibit other fields. With another heading it goes beside the
    /// others that have it, or to the end of those that it left.
    pub(super) fn with_fields(&self, had: &Exhibit, new: Exhibit) -> Result<Change, AppError> {
        let corrected = had.documents.iter().filter_map(|document| {
            let own = corrected(document, had, &new);
            (own != *document).then_some(Change::SetDocument { document: own })
        });
        let corrected: Vec<Change> = corrected.collect();
        let moved = match had.group == new.group {
            true => None,
            false => self.under_heading(had, new.group.as_deref())?,
        };
        let set = Change::SetExhibit { exhibit: new };
        let changes = [set].into_iter().chain(corrected).chain(moved);
        Ok(batch_of(changes.collect()))
    }

    /// The move with which an exhibit that gets another heading comes beside the others that have it,
    /// or behind those that it leaves; none where it is there.
    fn under_heading(
        &self,
        had: &Exhibit,
        heading: Option<&str>,
    ) -> Result<Option<Change>, AppError> {
        let chosen = [had.id];
        let others: Vec<&Arc<Exhibit>> = self.others(&chosen).collect();
        let at = self.others_before(had.id, &chosen);
        let neighbors = [
            at.checked_sub(1).and_then(|n| others.get(n)),
            others.get(at),
        ];
        let has = |exhibit: &Arc<Exhibit>| exhibit.group.as_deref() == heading;
        let is_beside = neighbors.into_iter().flatten().any(|one| has(one));
        let to = match heading {
            Some(_) if is_beside => None,
            Some(heading) if others.iter().any(|one| has(one)) => {
                Some(self.beside_heading(had.id, &chosen, heading))
            }
            // It is the first with this heading, or has none.
            _ => self.after_heading(had.id, &chosen)?,
        };
        let moves = to.map(|to| self.move_exhibits(&[had.id.to_string()], to));
        Ok(moves.transpose()?.map(|(_, moves)| moves))
    }

    fn named_exhibit(&self, id: ExhibitId) -> Result<&Exhibit, AppError> {
        let exhibit = self.matter.exhibit(id);
        exhibit.ok_or(AppError::Bug("a named exhibit is not in its matter"))
    }

    fn others<'m>(&'m self, chosen: &'m [ExhibitId]) -> impl Iterator<Item = &'m Arc<Exhibit>> {
        let exhibits = self.matter.exhibits.iter();
        exhibits.filter(|exhibit| !chosen.contains(&exhibit.id))
    }

    /// How many of the other exhibits come before the first chosen one.
    fn others_before(&self, first: ExhibitId, chosen: &[ExhibitId]) -> usize {
        let exhibits = self.matter.exhibits.iter();
        let before = exhibits.take_while(|exhibit| exhibit.id != first);
        before
            .filter(|exhibit| !chosen.contains(&exhibit.id))
            .count()
    }

    /// A move with which exhibits come under the heading of the place that they go to: one that is
    /// also elsewhere would be printed twice, and one of others would stand in its middle.
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
        let Some(beside) = before.or(after) else {
            return Ok(moves);
        };
        let is_inside = matches!(
            (before, after),
            (Some(before), Some(after)) if before.group.is_some() && before.group == after.group
        );
        let is_beside = |exhibit: &Exhibit| {
            let neighbors = before.into_iter().chain(after);
            neighbors
                .into_iter()
                .any(|neighbor| neighbor.group == exhibit.group)
        };
        let is_elsewhere =
            |exhibit: &Exhibit| self.others(&moved).any(|one| one.group == exhibit.group);
        let changes: Vec<Change> = matter
            .exhibits
            .iter()
            .filter(is_moved)
            .filter(|one| is_inside || (!is_beside(one) && is_elsewhere(one)))
            .filter(|one| one.group != beside.group)
            .map(|one| headed(one, beside.group.as_deref()))
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
    fn beside_heading(&self, first: ExhibitId, chosen: &[ExhibitId], heading: &str) -> usize {
        let others: Vec<&Arc<Exhibit>> = self.others(chosen).collect();
        let last = others
            .iter()
            .rposition(|exhibit| exhibit.group.as_deref() == Some(heading));
        match last {
            Some(last) => last + 1,
            None => self.others_before(first, chosen),
        }
    }

    /// How many of the other exhibits come before those that leave their heading, where it would go
    /// on after them: all up to the last that has it.
    fn after_heading(
        &self,
        first: ExhibitId,
        chosen: &[ExhibitId],
    ) -> Result<Option<usize>, AppError> {
        let left = &self.named_exhibit(first)?.group;
        let others: Vec<&Arc<Exhibit>> = self.others(chosen).collect();
        let has = |exhibit: &&Arc<Exhibit>| exhibit.group == *left;
        let last = others.iter().rposition(has);
        let begins = others.iter().position(has);
        let at = self.others_before(first, chosen);
        Ok(match (begins, last) {
            (Some(begins), Some(last)) if left.is_some() && begins <= at && at <= last => {
                Some(last + 1)
            }
            _ => None,
        })
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

    /// The title that exhibits have once they are joined, if nobody gives another.
    pub(super) fn joined_title(&self, names: &[String]) -> Result<String, AppError> {
        let found = names.iter().map(|name| Ok(self.exhibit(name)?.1));
        let found: Vec<&Exhibit> = found.collect::<Result<_, AppError>>()?;
        let first = found.first().ok_or(RequestError::GroupOfOne)?;
        Ok(main_of(first, &found, None).title.clone())
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
            carry_text(&mut own, exhibit, (TextField::Title, TextField::Title));
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

    /// The title of a document: its own, its caption, or the title in the name of its paper.
    pub(super) fn title_of(&self, document: &Document) -> Result<Option<String>, AppError> {
        let item = item_of(&self.matter, &document.item)?;
        let own = document.title.clone().or_else(|| document.caption.clone());
        let named = || name_facts(item.name.as_ref(), &Siblings::default()).title;
        Ok(own.or_else(|| named().map(|title| one_line(&title))))
    }
}

/// The change that gives an exhibit a heading, or takes it away.
fn headed(exhibit: &Exhibit, heading: Option<&str>) -> Change {
    Change::SetExhibit {
        exhibit: Exhibit {
            group: heading.map(str::to_owned),
            documents: Vec::new(),
            ..exhibit.clone()
        },
    }
}

/// A document with what its exhibit says of the paper, such as date, issuer and code, if it has
/// none of its own.
fn dated(document: &Document, exhibit: &Exhibit) -> Document {
    let mut own = document.clone();
    own.date = own.date.or(exhibit.date);
    own.issuer = own.issuer.or_else(|| exhibit.issuer.clone());
    own.number = own.number.or_else(|| exhibit.number.clone());
    own.code = own.code.or_else(|| exhibit.code.clone());
    own.address = own.address.or_else(|| exhibit.address.clone());
    own.valid_until = own.valid_until.or(exhibit.valid_until);
    let with = || exhibit.original_with.clone();
    own.original_with = own.original_with.or_else(with);
    own.people = own.people.or_else(|| exhibit.who.clone());
    own.place = own.place.or_else(|| exhibit.place.clone());
    carry_text(&mut own, exhibit, (TextField::Issuer, TextField::Issuer));
    carry_text(&mut own, exhibit, (TextField::Who, TextField::People));
    carry_text(&mut own, exhibit, (TextField::Place, TextField::Place));
    let with = TextField::OriginalWith;
    carry_text(&mut own, exhibit, (with, with));
    own
}

/// A document that repeats what its exhibit said of it, with what the exhibit says now. Otherwise
/// its own copy would contradict what was corrected.
fn corrected(document: &Document, had: &Exhibit, new: &Exhibit) -> Document {
    fn follow<T: Clone + PartialEq>(own: &mut Option<T>, had: &Option<T>, new: &Option<T>) {
        if own.is_some() && own == had {
            own.clone_from(new);
        }
    }
    let mut own = document.clone();
    follow(&mut own.number, &had.number, &new.number);
    follow(&mut own.people, &had.who, &new.who);
    follow(&mut own.place, &had.place, &new.place);
    follow(&mut own.code, &had.code, &new.code);
    follow(&mut own.address, &had.address, &new.address);
    follow(&mut own.valid_until, &had.valid_until, &new.valid_until);
    follow(
        &mut own.original_with,
        &had.original_with,
        &new.original_with,
    );
    own
}

/// Takes a text of the exhibit in other languages along, where the document has none.
fn carry_text(own: &mut Document, exhibit: &Exhibit, (from, to): (TextField, TextField)) {
    for language in Language::ALL {
        let text = exhibit.in_languages.get(language, from);
        if let Some(text) = text.filter(|_| own.in_languages.get(language, to).is_none()) {
            own.in_languages.set(language, to, Some(text.to_owned()));
        }
    }
}

/// Whether an exhibit that others join keeps its title as a whole, so that its papers need no
/// other.
fn stays(exhibit: &Exhibit, joined: &Exhibit) -> bool {
    exhibit.documents.len() > 1 && exhibit.title == joined.title
}

/// The first exhibit as it is once the others have joined it, without its documents. What is said
/// of all papers stays; a date, an issuer, a person or a kind that only some of them have would be
/// wrong for the others, except for papers that only go along with one.
fn joined(first: &Exhibit, all: &[&Exhibit], title: Option<String>) -> Exhibit {
    let main = main_of(first, all, title.as_deref());
    // One that nobody named, and that says nothing of itself, is another page of the first.
    let says = |one: &&&Exhibit| {
        let is_plain = one.title.trim().is_empty() && one.date.is_none() && one.issuer.is_none();
        (!is_plain || one.kind.is_some()) && !goes_along(one)
    };
    let same = |differs: fn(&Exhibit, &Exhibit) -> bool| {
        !all.iter().filter(says).any(|one| differs(main, one))
    };
    // A paper in another language needs its translation, whatever it is joined with.
    let languages: BTreeSet<&str> = all
        .iter()
        .filter_map(|exhibit| exhibit.language.as_deref())
        .collect();
    let mut joined = Exhibit {
        id: first.id,
        group: first.group.clone(),
        title: title.unwrap_or_else(|| main.title.clone()),
        documents: Vec::new(),
        ..main.clone()
    };
    if joined.title != main.title {
        // The other languages say what the title was.
        for language in Language::ALL {
            joined.in_languages.set(language, TextField::Title, None);
        }
    }
    if let [only] = languages.iter().collect::<Vec<_>>().as_slice() {
        joined.language = Some((**only).to_owned());
    }
    if !same(|a, b| a.date != b.date) {
        joined.date = None;
    }
    if !same(|a, b| a.issuer != b.issuer) {
        joined.issuer = None;
    }
    if !same(|a, b| a.who != b.who) {
        joined.who = None;
    }
    if !same(|a, b| a.kind != b.kind) {
        joined.kind = None;
    }
    joined
}

/// The exhibit that the joined one is: of those that do not only go along with another, the one
/// that has its title, or else the first. An apostille that is named first, or gives the title, is not
/// what the exhibit is.
fn main_of<'e>(first: &'e Exhibit, all: &[&'e Exhibit], title: Option<&str>) -> &'e Exhibit {
    let is_named = |one: &&&Exhibit| {
        let own = Language::ALL.map(|language| one.in_languages.get(language, TextField::Title));
        title == Some(one.title.as_str()) || title.is_some() && own.contains(&title)
    };
    let mains = || all.iter().filter(|one| !goes_along(one));
    let found = mains().find(is_named).or_else(|| mains().next());
    let found = found.or_else(|| all.iter().find(is_named));
    found.map_or(first, |found| found)
}

/// Whether a paper goes along with another: its apostille, its translation, the card of the person
/// who wrote it. What it says of itself is not said of the other.
fn goes_along(exhibit: &Exhibit) -> bool {
    let own = Language::ALL.map(|language| exhibit.in_languages.get(language, TextField::Title));
    let titles = own.into_iter().flatten().chain([exhibit.title.as_str()]);
    let begins = titles.map(folded).any(|title| {
        let stems = [
            "apostil",
            "traduc",
            "translat",
            "certificado de traduc",
            "certificate of translat",
            "certificacion de traduc",
            "cedula",
            "identity card",
            "identity document",
            "documento de identidad",
            "copia de la cedula",
            "copia de cedula",
        ];
        stems.iter().any(|stem| title.starts_with(stem))
    });
    let is_part =
        !exhibit.documents.is_empty() && exhibit.documents.iter().all(|one| !one.role.is_paper());
    begins || is_part || exhibit.kind == Some(ExhibitKind::Translation)
}
