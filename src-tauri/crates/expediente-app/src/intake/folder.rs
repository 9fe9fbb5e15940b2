//! Makes exhibits from a folder of papers: by its structure, or as its `dossier.toml` says.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use expediente_intake::{Found, NameFacts, name_facts, walk};
use expediente_model::{
    Act, Catalogue, Change, Digest, Document, DocumentId, Exhibit, ExhibitId, ExhibitKind, Facts,
    Language, Matter, MatterId, PhotosPerPage, Place, Role,
};

use crate::error::AppError;
use crate::file_names;
use crate::intake::report::{IntakeReport, Taken, Wanted};
use crate::intake::{papers, title_guess};
use crate::item::item_of;
use crate::state::State;
use crate::store::matters;
use crate::store::profile_store::{self, WITH_CASE};
use crate::transfer::manifest::{self, Manifest, PaperTable};
use crate::transfer::manifest_fault::ManifestFault;
use crate::watch::Watch;

/// Options for taking papers in.
#[derive(Clone, Default)]
pub struct FolderOptions {
    /// Passwords to try on locked PDFs; none of them is saved.
    pub passwords: Vec<Vec<u8>>,
    /// A file that is not a paper: the dossier itself, when it is written into the folder.
    pub exclude: Option<PathBuf>,
    /// A profile that overrides the dossier.toml.
    pub profile: Option<String>,
    /// A language that overrides the dossier.toml.
    pub language: Option<Language>,
    /// The place for the papers: `front`, `back` or an exhibit's id; none for exhibits of their
    /// own.
    pub into: Option<String>,
}

impl FolderOptions {
    /// The facts with the profile and the language that override theirs.
    #[must_use]
    pub fn over(&self, mut facts: Facts) -> Facts {
        if let Some(profile) = &self.profile {
            facts.profile.clone_from(profile);
        }
        if let Some(language) = self.language {
            facts.language = language;
        }
        facts
    }
}

/// The files of one future exhibit.
struct ExhibitFiles {
    /// The folder or file that gives it its name.
    name: PathBuf,
    files: Vec<Found>,
    is_folder: bool,
}

/// Takes in a folder: as its `dossier.toml` says, or with an exhibit for each subfolder, in natural
/// order, and for each loose file.
///
/// # Errors
/// When nothing in it can be taken in, the dossier.toml is wrong, the disk fails, or the user
/// cancels. Papers received until then stay in the store.
pub(crate) fn take_folder(
    state: &State,
    id: &MatterId,
    folder: &Path,
    options: &FolderOptions,
    watch: &dyn Watch,
) -> Result<IntakeReport, AppError> {
    let path = folder.join(manifest::NAME);
    if path.is_file() {
        return take_manifest(state, id, folder, &path, options, watch);
    }
    let mut report = IntakeReport::default();
    let batches = batches(folder, options, &mut report, state.texts());
    let title = name_facts(file_names::name_of(folder), false).title;
    matters::set_facts(state, id, |before| {
        let mut facts = options.over(before.clone());
        if let Some(title) = title.clone()
            && facts.title.is_empty()
        {
            facts.title = title;
        }
        facts
    })?;
    take_batches(state, id, folder, batches, options, report, watch)
}

/// Adds files and folders to a matter. A folder without subfolders becomes one exhibit; a folder
/// with subfolders is taken in like a whole case.
///
/// # Errors
/// As [`take_folder`].
pub(crate) fn add(
    state: &State,
    id: &MatterId,
    paths: &[PathBuf],
    options: &FolderOptions,
    watch: &dyn Watch,
) -> Result<IntakeReport, AppError> {
    let mut report = IntakeReport::default();
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() && path.join(manifest::NAME).is_file() {
            let why = ManifestFault::WholeCase;
            return Err(AppError::Manifest {
                path: path.join(manifest::NAME),
                why,
            });
        }
        let found = batches(path, options, &mut report, state.texts());
        let nested = found.iter().any(|batch| batch.is_folder);
        if path.is_dir() && !nested && !found.is_empty() {
            let files = found.into_iter().flat_map(|batch| batch.files).collect();
            all.push(ExhibitFiles {
                name: path.clone(),
                files,
                is_folder: true,
            });
        } else {
            all.extend(found);
        }
    }
    let Some(from) = paths.first() else {
        return Err(AppError::NothingFound(PathBuf::new()));
    };
    take_batches(state, id, from, all, options, report, watch)
}

fn take_batches(
    state: &State,
    id: &MatterId,
    from: &Path,
    batches: Vec<ExhibitFiles>,
    options: &FolderOptions,
    mut report: IntakeReport,
    watch: &dyn Watch,
) -> Result<IntakeReport, AppError> {
    let files = batches.iter().flat_map(|batch| &batch.files);
    let wanted: Vec<Wanted> = files
        .map(|found| Wanted {
            path: found.path.clone(),
            shown: found.display(),
            unlocked: None,
        })
        .collect();
    if wanted.is_empty() && report.papers.is_empty() {
        return Err(AppError::NothingFound(from.to_owned()));
    }
    let taken = papers::take_in(state, id, &wanted, &options.passwords, &mut report, watch)?;
    let now = state.now();
    state.vault.commit_with(id, Act::Add, &now, |matter| {
        placed(matter, &batches, &taken, options.into.as_deref())
    })?;
    Ok(report)
}

fn take_manifest(
    state: &State,
    id: &MatterId,
    folder: &Path,
    path: &Path,
    options: &FolderOptions,
    watch: &dyn Watch,
) -> Result<IntakeReport, AppError> {
    let manifest = Manifest::read(path)?;
    let wrong = |why: ManifestFault| AppError::Manifest {
        path: path.to_owned(),
        why,
    };
    let with_case = folder.join(WITH_CASE);
    let with_case = if options.profile.is_none() && with_case.is_file() {
        Some(profile_store::take_profile(state, &with_case)?)
    } else {
        None
    };
    matters::set_facts(state, id, |before| {
        let mut facts = manifest.facts(before);
        if let Some(profile) = &with_case {
            facts.profile.clone_from(profile);
        }
        options.over(facts)
    })?;
    // A named folder means the papers in it.
    let mut exhibits: Vec<Vec<PaperTable>> = Vec::new();
    let mut report = IntakeReport::default();
    let mut empty = Vec::new();
    for table in &manifest.exhibits {
        let mut papers: Vec<PaperTable> = table.file.iter().map(PaperTable::bare).collect();
        papers.extend(table.documents.iter().cloned());
        if let Some(named) = &table.folder {
            let inner = manifest::inside(folder, named).map_err(wrong)?;
            let walked = walk(&inner);
            report.pass_over(&walked.passed_over, state.texts());
            // As serious as a missing paper: the dossier would lack the exhibit.
            if walked.files.is_empty() {
                if inner.is_dir() {
                    report.refuse(named.clone(), "no-paper", state.texts());
                }
                empty.push(named.clone());
            }
            papers.extend(
                walked
                    .files
                    .iter()
                    .map(|found| PaperTable::bare(format!("{named}/{}", found.display()))),
            );
        }
        exhibits.push(papers);
    }
    let unplaced: Vec<PaperTable> = manifest.unplaced.iter().map(PaperTable::bare).collect();
    let named = manifest
        .front
        .iter()
        .chain(exhibits.iter().flatten())
        .chain(&manifest.back)
        .chain(&unplaced);
    let mut wanted: BTreeMap<String, Wanted> = BTreeMap::new();
    let mut order = Vec::new();
    for paper in named {
        let unlocked = paper
            .unlocked
            .as_ref()
            .map(|copy| manifest::inside(folder, copy))
            .transpose();
        let path = manifest::inside(folder, &paper.file).map_err(wrong)?;
        let unlocked = unlocked.map_err(wrong)?;
        if wanted
            .insert(
                paper.file.clone(),
                Wanted {
                    path,
                    shown: paper.file.clone(),
                    unlocked,
                },
            )
            .is_none()
        {
            order.push(paper.file.clone());
        }
    }
    let wanted: Vec<Wanted> = order
        .iter()
        .filter_map(|file| wanted.remove(file))
        .collect();
    let taken = papers::take_in(state, id, &wanted, &options.passwords, &mut report, watch)?;
    if report.cancelled {
        return Ok(report);
    }
    let digests: BTreeMap<&String, Digest> = order
        .iter()
        .zip(&taken)
        .filter_map(|(file, one)| Some((file, one.digest?)))
        .collect();
    empty.extend(missing(&order, &taken));
    let now = state.now();
    let known: BTreeSet<&str> = order.iter().map(String::as_str).collect();
    state.vault.commit_with(id, Act::Add, &now, |matter| {
        placed_as_named(matter, &manifest, &exhibits, &digests, &known).map_err(wrong)
    })?;
    report.missing = empty;
    Ok(report)
}

/// The change that places papers as a dossier.toml says. `known` are all files it names, including
/// those that were refused.
fn placed_as_named(
    matter: &Matter,
    manifest: &Manifest,
    exhibits: &[Vec<PaperTable>],
    digests: &BTreeMap<&String, Digest>,
    known: &BTreeSet<&str>,
) -> Result<Change, ManifestFault> {
    let mut matter = matter.clone();
    let received = |papers: &[PaperTable]| -> Vec<(PaperTable, Digest)> {
        let all = papers.iter();
        // A refused paper is reported and has no document.
        all.filter_map(|paper| Some((paper.clone(), *digests.get(&paper.file)?)))
            .collect()
    };
    let front = received(&manifest.front);
    let back = received(&manifest.back);
    let inside: Vec<Vec<(PaperTable, Digest)>> =
        exhibits.iter().map(|papers| received(papers)).collect();
    // Assign ids first: a translation may come before its original.
    let mut ids: BTreeMap<&str, DocumentId> = BTreeMap::new();
    let mut given: VecDeque<DocumentId> = VecDeque::new();
    for (paper, _) in front.iter().chain(&back).chain(inside.iter().flatten()) {
        let id = matter.fresh_document_id();
        ids.entry(paper.file.as_str()).or_insert(id);
        given.push_back(id);
    }
    let mut documents = |papers: &[(PaperTable, Digest)]| -> Result<Vec<Document>, ManifestFault> {
        let mut found = Vec::new();
        for ((paper, item), id) in papers.iter().zip(given.drain(..papers.len())) {
            let role = match paper.role(&ids) {
                // It refers to a paper that was refused and reported.
                Err(ManifestFault::NoDocument(file)) if known.contains(file.as_str()) => {
                    Role::Paper
                }
                role => role?,
            };
            found.push(Document {
                role,
                ..paper.document(id, *item)?
            });
        }
        Ok(found)
    };
    let mut changes = Vec::new();
    for (place, papers, had) in [
        (Place::Front, &front, matter.front.len()),
        (Place::Back, &back, matter.back.len()),
    ] {
        for (at, document) in documents(papers)?.into_iter().enumerate() {
            changes.push(Change::InsertDocument {
                place,
                at: had + at,
                document,
            });
        }
    }
    let first = matter.exhibits.len();
    for (at, (table, papers)) in manifest.exhibits.iter().zip(&inside).enumerate() {
        let exhibit_id = matter.fresh_exhibit_id();
        changes.push(Change::InsertExhibit {
            at: first + at,
            exhibit: table.exhibit(exhibit_id, documents(papers)?),
        });
    }
    Ok(Change::Batch { changes })
}

/// The change that places received papers: into a place, or as exhibits of their own.
fn placed(
    matter: &Matter,
    batches: &[ExhibitFiles],
    taken: &[Taken],
    into: Option<&str>,
) -> Result<Change, AppError> {
    let mut matter = matter.clone();
    // A paper that the matter has but no document uses (its exhibit was removed, or an earlier
    // intake was interrupted) is placed as if it were new. Of two equal papers, only the first is
    // placed.
    let mut waiting: BTreeSet<Digest> = matter.unplaced().into_iter().collect();
    let received: BTreeMap<&Path, Digest> = taken
        .iter()
        .filter_map(|one| Some((one.path.as_path(), one.digest?)))
        .filter(|(_, digest)| waiting.remove(digest))
        .collect();
    let month_first = matter.facts.language == Language::En;
    if let Some(place) = into {
        let files = batches.iter().flat_map(|batch| &batch.files);
        let papers: Vec<Digest> = files
            .filter_map(|found| received.get(found.path.as_path()).copied())
            .collect();
        let changes = into_place(&mut matter, place, &papers)?;
        return Ok(Change::Batch { changes });
    }
    let mut changes = Vec::new();
    let mut at = matter.exhibits.len();
    for batch in batches {
        let files = batch.files.iter();
        let papers: Vec<(&Found, Digest)> = files
            .filter_map(|found| Some((found, *received.get(found.path.as_path())?)))
            .collect();
        if !papers.is_empty() {
            // A path such as `..` has no name; the exhibit then has no title.
            let name = name_facts(file_names::name_of(&batch.name), month_first);
            let exhibit = exhibit_of(&mut matter, name, &papers, batch.is_folder, month_first)?;
            changes.push(Change::InsertExhibit { at, exhibit });
            at += 1;
        }
    }
    Ok(Change::Batch { changes })
}

/// The changes that add papers at the end of a place.
fn into_place(
    matter: &mut Matter,
    place: &str,
    papers: &[Digest],
) -> Result<Vec<Change>, AppError> {
    let (place, had) = match place {
        "front" => (Place::Front, matter.front.len()),
        "back" => (Place::Back, matter.back.len()),
        exhibit => {
            let id = exhibit.parse::<ExhibitId>().ok();
            let found = id
                .and_then(|id| matter.exhibit(id))
                .ok_or_else(|| AppError::NoExhibit(exhibit.to_owned()))?;
            (Place::Exhibit(found.id), found.documents.len())
        }
    };
    let month_first = matter.facts.language == Language::En;
    let mut changes = Vec::new();
    for (n, paper) in papers.iter().enumerate() {
        let mut document = Document::new(matter.fresh_document_id(), *paper);
        let item = item_of(matter, paper)?;
        let said = name_facts(item.name.as_ref(), month_first);
        document.date = said.date;
        if !item.is_picture() {
            document.title = said.title;
        }
        changes.push(Change::InsertDocument {
            place,
            at: had + n,
            document,
        });
    }
    Ok(changes)
}

/// The named papers that were not taken in.
fn missing(order: &[String], taken: &[Taken]) -> Vec<String> {
    let refused = order
        .iter()
        .zip(taken)
        .filter(|(_, one)| one.digest.is_none());
    refused.map(|(file, _)| file.clone()).collect()
}

/// The files of each future exhibit of a folder: a subfolder with everything below it, or a loose
/// file.
fn batches(
    root: &Path,
    options: &FolderOptions,
    report: &mut IntakeReport,
    texts: &Catalogue,
) -> Vec<ExhibitFiles> {
    let walked = walk(root);
    report.pass_over(&walked.passed_over, texts);
    let excluded = options
        .exclude
        .as_ref()
        .and_then(|path| path.canonicalize().ok());
    let mut batches: Vec<ExhibitFiles> = Vec::new();
    for found in walked.files {
        if excluded.is_some() && found.path.canonicalize().ok() == excluded {
            report.passed_over += 1;
            continue;
        }
        let mut parts = found.relative.iter();
        let first: Option<&OsStr> = parts.next();
        let is_folder = parts.next().is_some();
        let name = match (first, is_folder) {
            (Some(first), true) => root.join(first),
            _ => found.path.clone(),
        };
        match batches.last_mut() {
            Some(last) if is_folder && last.name == name => last.files.push(found),
            _ => batches.push(ExhibitFiles {
                name,
                files: vec![found],
                is_folder,
            }),
        }
    }
    batches
}

fn exhibit_of(
    matter: &mut Matter,
    name: NameFacts,
    papers: &[(&Found, Digest)],
    is_folder: bool,
    month_first: bool,
) -> Result<Exhibit, AppError> {
    let mut exhibit = Exhibit {
        date: name.date,
        ..title_guess::exhibit(matter.fresh_exhibit_id(), name.title)
    };
    let mut pictures = 0;
    for (found, item) in papers {
        let mut document = Document::new(matter.fresh_document_id(), *item);
        let picture = item_of(matter, item)?.is_picture();
        pictures += usize::from(picture);
        if is_folder {
            let said = name_facts(file_names::name_of(&found.path), month_first);
            document.date = said.date;
            // The title of a photo is its caption.
            if picture && exhibit.kind == Some(ExhibitKind::Photo) {
                document.caption = said.title;
            } else {
                document.title = said.title;
            }
        }
        exhibit.documents.push(document);
    }
    if exhibit.kind == Some(ExhibitKind::Photo) && pictures > 1 {
        exhibit.photos_per_page = PhotosPerPage::Two;
    }
    Ok(exhibit)
}
