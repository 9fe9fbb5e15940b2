//! Places received papers: the change that makes documents and exhibits of them.
//!
//! A matter keeps the same bytes once and can place them any number of times. What is asked for is
//! placed, unless it is there already: the same bytes in the same exhibit, or in the same place.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use expediente_intake::{Found, NameFacts, Siblings, name_facts, siblings_in};
use expediente_model::{
    Change, Digest, Document, DocumentId, Exhibit, ExhibitId, Matter, PhotosPerPage, Place,
    one_line,
};

use crate::error::AppError;
use crate::file_names;
use crate::intake::report::Taken;
use crate::intake::title_guess;
use crate::item::item_of;

/// The files of one future exhibit.
pub(crate) struct ExhibitFiles {
    /// The folder or file that gives it its name.
    pub name: PathBuf,
    pub files: Vec<Found>,
    pub is_folder: bool,
}

/// A change that places papers, and the files of which it makes new documents.
pub(crate) struct Placement {
    pub change: Change,
    pub placed: BTreeSet<PathBuf>,
}

/// The received files, each with its bytes' SHA-256.
type Received<'a> = BTreeMap<&'a Path, Digest>;

/// Places received papers: at the end of a place, or as exhibits of their own.
pub(crate) fn placed(
    matter: &Matter,
    batches: &[ExhibitFiles],
    taken: &[Taken],
    into: Option<&str>,
) -> Result<Placement, AppError> {
    let received = received(taken);
    let mut matter = matter.clone();
    let mut placed = BTreeSet::new();
    if let Some(place) = into {
        let files = batches.iter().flat_map(|batch| &batch.files);
        let papers = distinct(files, &received);
        let changes = into_place(&mut matter, place, &papers, &mut placed)?;
        return Ok(Placement {
            change: Change::Batch { changes },
            placed,
        });
    }
    let mut names = Names::default();
    let mut changes = Vec::new();
    let before = matter.exhibits.clone();
    let mut at = before.len();
    for batch in batches {
        let papers = distinct(batch.files.iter(), &received);
        if papers.is_empty() {
            continue;
        }
        // What is before the cover page or after the last exhibit is in the dossier.
        if papers.iter().all(|paper| is_loose(&matter, paper)) {
            continue;
        }
        let name = names.facts_of(&batch.name);
        let titles = Names::titles_of(&batch.name);
        let had = before
            .iter()
            .find(|exhibit| is_same(&matter, exhibit, &titles, &papers));
        let Some(had) = had else {
            placed.extend(papers.iter().map(|(found, _)| found.path.clone()));
            let exhibit = exhibit_of(&mut matter, name, &papers, batch.is_folder, &mut names)?;
            changes.push(Change::InsertExhibit { at, exhibit });
            at += 1;
            continue;
        };
        // The exhibit is there already; only what it lacks is new.
        let order: Vec<Digest> = papers.iter().map(|(_, digest)| *digest).collect();
        let lacks: Vec<(&Found, Digest)> = papers
            .into_iter()
            .filter(|(_, digest)| !had.documents.iter().any(|one| one.item == *digest))
            .collect();
        placed.extend(lacks.iter().map(|(found, _)| found.path.clone()));
        let new = documents_of(
            &mut matter,
            &lacks,
            batch.is_folder,
            title_guess::is_photos(had),
            &mut names,
        )?;
        let mut there: Vec<Digest> = had.documents.iter().map(|one| one.item).collect();
        for document in new {
            let is_chat = item_of(&matter, &document.item)?.is_chat();
            let at = if is_chat {
                before_what_came_with(&there, &order, document.item)
            } else {
                there.len()
            };
            there.insert(at, document.item);
            changes.push(Change::InsertDocument {
                place: Place::Exhibit(had.id),
                at,
                document,
            });
        }
    }
    Ok(Placement {
        change: Change::Batch { changes },
        placed,
    })
}

/// Where a chat goes that waited for an answer: before the first of the papers that came after it in
/// its zip or folder.
fn before_what_came_with(there: &[Digest], order: &[Digest], chat: Digest) -> usize {
    let at = order.iter().position(|one| *one == chat);
    let after = at.and_then(|at| order.get(at..));
    let follows = |one: &Digest| after.is_some_and(|after| after.contains(one));
    let first = there.iter().position(follows);
    first.map_or(there.len(), |at| at)
}

/// Brings the exhibits of a matter up to date with the folder that it was made from: the same
/// exhibits in the same order, each with the papers that the folder has now. Exhibits and documents
/// that were there keep their ids and all that was said of them. Papers before the cover page and
/// after the last exhibit do not come from the folder and stay.
pub(crate) fn renewed(
    before: &Matter,
    batches: &[ExhibitFiles],
    taken: &[Taken],
) -> Result<Placement, AppError> {
    let received = received(taken);
    let mut matter = before.clone();
    let mut names = Names::default();
    let mut known = KnownIds::of(before);
    let mut placed = BTreeSet::new();
    let mut exhibits = Vec::new();
    for batch in batches {
        let papers = distinct(batch.files.iter(), &received);
        if papers.is_empty() {
            continue;
        }
        let name = names.facts_of(&batch.name);
        let titles = Names::titles_of(&batch.name);
        let had = known.exhibit(|exhibit| is_same(before, exhibit, &titles, &papers));
        let mut exhibit = exhibit_of(&mut matter, name, &papers, batch.is_folder, &mut names)?;
        if let Some(had) = had {
            exhibit = Exhibit {
                documents: exhibit.documents,
                ..had.clone()
            };
        }
        for (document, (found, _)) in exhibit.documents.iter_mut().zip(&papers) {
            match known.document(had.map(|had| had.id), document.item) {
                Some(had) => *document = had.clone(),
                None => {
                    placed.insert(found.path.clone());
                }
            }
        }
        exhibits.push(exhibit);
    }
    Ok(Placement {
        change: replacing(before, None, exhibits),
        placed,
    })
}

/// The change that gives a matter these exhibits in place of its own, and where they are given,
/// these papers before the cover page and after the last exhibit. It is empty where nothing
/// differs.
pub(crate) fn replacing(
    before: &Matter,
    around: Option<(Vec<Document>, Vec<Document>)>,
    exhibits: Vec<Exhibit>,
) -> Change {
    let mut changes = Vec::new();
    if let Some((front, back)) = around {
        for (place, had, new) in [
            (Place::Front, &before.front, front),
            (Place::Back, &before.back, back),
        ] {
            if *had == new {
                continue;
            }
            changes.extend(had.iter().map(|one| Change::RemoveDocument { id: one.id }));
            let insert = |(at, document)| Change::InsertDocument {
                place,
                at,
                document,
            };
            changes.extend(new.into_iter().enumerate().map(insert));
        }
    }
    let same = before.exhibits.len() == exhibits.len()
        && before
            .exhibits
            .iter()
            .zip(&exhibits)
            .all(|(a, b)| **a == *b);
    if !same {
        let had = before.exhibits.iter();
        changes.extend(had.map(|exhibit| Change::RemoveExhibit { id: exhibit.id }));
        let insert = |(at, exhibit)| Change::InsertExhibit { at, exhibit };
        changes.extend(exhibits.into_iter().enumerate().map(insert));
    }
    // What leaves comes first: a document can go from one place to another.
    let (gone, new): (Vec<Change>, Vec<Change>) = changes.into_iter().partition(|change| {
        matches!(
            change,
            Change::RemoveDocument { .. } | Change::RemoveExhibit { .. }
        )
    });
    Change::Batch {
        changes: gone.into_iter().chain(new).collect(),
    }
}

/// The exhibits and documents of a matter that is brought up to date; each is found once.
pub(crate) struct KnownIds<'a> {
    exhibits: Vec<&'a Exhibit>,
    documents: Vec<(Option<ExhibitId>, &'a Document)>,
}

impl<'a> KnownIds<'a> {
    pub(crate) fn of(matter: &'a Matter) -> Self {
        let inside = matter.exhibits.iter().flat_map(|exhibit| {
            let id = Some(exhibit.id);
            exhibit.documents.iter().map(move |one| (id, one))
        });
        let around = matter.front.iter().chain(&matter.back);
        Self {
            exhibits: matter.exhibits.iter().map(|exhibit| &**exhibit).collect(),
            documents: inside.chain(around.map(|one| (None, one))).collect(),
        }
    }

    /// The first exhibit that fits.
    pub(crate) fn exhibit(&mut self, fits: impl Fn(&Exhibit) -> bool) -> Option<&'a Exhibit> {
        let at = self.exhibits.iter().position(|exhibit| fits(exhibit))?;
        Some(self.exhibits.remove(at))
    }

    /// A document with these bytes: of this exhibit if it has one, else of any.
    pub(crate) fn document(
        &mut self,
        exhibit: Option<ExhibitId>,
        item: Digest,
    ) -> Option<&'a Document> {
        let of = |wanted: Option<ExhibitId>| {
            self.documents
                .iter()
                .position(|(at, one)| one.item == item && (wanted.is_none() || *at == wanted))
        };
        let at = of(exhibit).or_else(|| of(None))?;
        Some(self.documents.remove(at).1)
    }

    /// The id of a document with these bytes, or a fresh one.
    pub(crate) fn document_id(&mut self, matter: &mut Matter, item: Digest) -> DocumentId {
        match self.document(None, item) {
            Some(had) => had.id,
            None => matter.fresh_document_id(),
        }
    }
}

/// Whether these papers were placed as this exhibit before: it has the same name and one of them,
/// or it has all of them, under the names they came with, and no others.
fn is_same(
    matter: &Matter,
    exhibit: &Exhibit,
    titles: &[String],
    papers: &[(&Found, Digest)],
) -> bool {
    let has = |digest: &Digest| exhibit.documents.iter().any(|one| one.item == *digest);
    if titles.contains(&exhibit.title) {
        return papers.iter().any(|(_, digest)| has(digest));
    }
    let is_there = |paper: &(&Found, Digest)| has(&paper.1) && came_so(matter, paper);
    exhibit.documents.len() == papers.len() && papers.iter().all(is_there)
}

/// Whether the bytes came in before under this name.
fn came_so(matter: &Matter, (found, digest): &(&Found, Digest)) -> bool {
    let name = file_names::shown_name(&found.path);
    let item = matter.items.get(digest);
    item.is_some_and(|item| item.name == name)
}

/// Whether a paper is before the cover page or after the last exhibit, under the name it came with.
fn is_loose(matter: &Matter, paper: &(&Found, Digest)) -> bool {
    let mut loose = matter.front.iter().chain(&matter.back);
    loose.any(|document| document.item == paper.1) && came_so(matter, paper)
}

fn received(taken: &[Taken]) -> Received<'_> {
    let received = taken.iter();
    received
        .filter_map(|one| Some((one.path.as_path(), one.digest?)))
        .collect()
}

/// The received files with their bytes, each bytes once.
fn distinct<'f>(
    files: impl Iterator<Item = &'f Found>,
    received: &Received<'_>,
) -> Vec<(&'f Found, Digest)> {
    let mut seen = BTreeSet::new();
    files
        .filter_map(|found| Some((found, *received.get(found.path.as_path())?)))
        .filter(|(_, digest)| seen.insert(*digest))
        .collect()
}

/// Reads the names of files and folders, each beside those of its folder.
#[derive(Default)]
struct Names {
    folders: BTreeMap<PathBuf, Siblings>,
}

impl Names {
    /// What the name of a file or folder says. A path such as `..` has no name, and says nothing.
    fn facts_of(&mut self, path: &Path) -> NameFacts {
        self.said_in(path, file_names::name_of(path))
    }

    /// What a name says beside those in the folder of a path.
    fn said_in(&mut self, path: &Path, name: &OsStr) -> NameFacts {
        // A path such as `/` is in no folder.
        let folder = path.parent().map_or(path, |folder| folder);
        let siblings = self
            .folders
            .entry(folder.to_path_buf())
            .or_insert_with(|| siblings_in(folder));
        let said = name_facts(name, siblings);
        NameFacts {
            title: said.title.map(|title| one_line(&title)),
            ..said
        }
    }

    /// The titles that a name gives, whatever was beside it when it was read: a paper that came
    /// later can make a position of the number before it.
    fn titles_of(path: &Path) -> Vec<String> {
        let name = file_names::name_of(path);
        let readings = [Siblings::default(), Siblings::counted()];
        let titles = readings.iter().map(|beside| name_facts(name, beside).title);
        titles.flatten().map(|title| one_line(&title)).collect()
    }
}

/// The changes that add papers at the end of a place, except those that it has.
fn into_place(
    matter: &mut Matter,
    place: &str,
    papers: &[(&Found, Digest)],
    placed: &mut BTreeSet<PathBuf>,
) -> Result<Vec<Change>, AppError> {
    let (place, documents) = match place {
        "front" => (Place::Front, &matter.front),
        "back" => (Place::Back, &matter.back),
        exhibit => {
            let id = exhibit.parse::<ExhibitId>().ok();
            let found = id
                .and_then(|id| matter.exhibit(id))
                .ok_or_else(|| AppError::NoExhibit(exhibit.to_owned()))?;
            (Place::Exhibit(found.id), &found.documents)
        }
    };
    let had = documents.len();
    let held: BTreeSet<Digest> = documents.iter().map(|one| one.item).collect();
    let mut names = Names::default();
    let mut changes = Vec::new();
    for (found, paper) in papers.iter().filter(|(_, paper)| !held.contains(paper)) {
        placed.insert(found.path.clone());
        let mut document = Document::new(matter.fresh_document_id(), *paper);
        let item = item_of(matter, paper)?;
        let said = names.said_in(&found.path, OsStr::new(&item.name));
        document.date = said.date;
        if !item.is_picture() {
            document.title = said.title;
        }
        changes.push(Change::InsertDocument {
            place,
            at: had + changes.len(),
            document,
        });
    }
    Ok(changes)
}

fn exhibit_of(
    matter: &mut Matter,
    name: NameFacts,
    papers: &[(&Found, Digest)],
    is_folder: bool,
    names: &mut Names,
) -> Result<Exhibit, AppError> {
    let mut exhibit = Exhibit {
        date: name.date,
        ..title_guess::exhibit(matter.fresh_exhibit_id(), name.title)
    };
    let is_photos = title_guess::is_photos(&exhibit);
    exhibit.documents = documents_of(matter, papers, is_folder, is_photos, names)?;
    let mut pictures = 0;
    for (_, item) in papers {
        pictures += usize::from(item_of(matter, item)?.is_picture());
    }
    if is_photos && pictures > 1 {
        exhibit.photos_per_page = PhotosPerPage::Two;
    }
    Ok(exhibit)
}

/// The documents of papers in an exhibit, of photos or of others.
fn documents_of(
    matter: &mut Matter,
    papers: &[(&Found, Digest)],
    is_folder: bool,
    is_photos: bool,
    names: &mut Names,
) -> Result<Vec<Document>, AppError> {
    let mut documents = Vec::with_capacity(papers.len());
    for (found, item) in papers {
        let mut document = Document::new(matter.fresh_document_id(), *item);
        if is_folder {
            let said = names.facts_of(&found.path);
            document.date = said.date;
            // The title of a photo is its caption.
            if is_photos && item_of(matter, item)?.is_picture() {
                document.caption = said.title;
            } else {
                document.title = said.title;
            }
        }
        documents.push(document);
    }
    Ok(documents)
}
