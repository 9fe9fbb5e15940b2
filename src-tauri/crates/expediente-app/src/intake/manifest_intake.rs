//! Takes in a folder as its `dossier.toml` says.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use expediente_intake::walk;
use expediente_model::{
    Change, Digest, Document, DocumentId, Exhibit, Facts, Matter, MatterId, Origin, Role, composed,
    one_line,
};

use crate::conclusions::suggest;
use crate::error::AppError;
use crate::intake::options::FolderOptions;
use crate::intake::papers;
use crate::intake::placement::{KnownIds, Placement, replacing};
use crate::intake::report::{IntakeReport, Taken, Wanted};
use crate::intake::title_guess;
use crate::item::item_of;
use crate::legible::sheets;
use crate::request_error::RequestError;
use crate::state::State;
use crate::store::matters;
use crate::store::profile_store::{self, WITH_CASE};
use crate::transfer::export;
use crate::transfer::manifest::{Manifest, PaperTable};
use crate::transfer::manifest_fault::ManifestFault;
use crate::transfer::manifest_paths::{Inside, inside};
use crate::watch::Watch;

/// The files that a dossier.toml names, each once, by the text that names it.
#[derive(Default)]
struct Named {
    wanted: Vec<Wanted>,
    order: Vec<String>,
    known: BTreeSet<String>,
    /// Those that cannot be taken in, whatever they hold.
    missing: Vec<String>,
}

/// Takes in a folder as its dossier.toml says. Where papers that it names are missing, the report
/// says so, and nothing is placed.
pub(crate) fn take_manifest(
    state: &State,
    id: &MatterId,
    folder: &Path,
    path: &Path,
    options: &FolderOptions,
    watch: &dyn Watch,
) -> Result<IntakeReport, AppError> {
    let wrong = |why: ManifestFault| AppError::Manifest {
        path: path.to_owned(),
        why,
    };
    let (manifest, cleaned) = Manifest::read(path)?;
    let with_case = folder.join(WITH_CASE);
    let with_case = if options.profile.is_none() && with_case.is_file() {
        if with_case.is_symlink() {
            return Err(wrong(ManifestFault::Link(WITH_CASE.to_owned())));
        }
        Some(profile_store::take_profile(state, &with_case)?)
    } else {
        None
    };
    let facts_of = |before: &Facts| {
        let mut facts = manifest.facts(before);
        if let Some(profile) = &with_case {
            facts.profile.clone_from(profile);
        }
        if options.update {
            // What was answered here since stays answered, unless the file says otherwise.
            let answers = before.answers.iter();
            for (name, answer) in answers {
                let answers = &mut facts.answers;
                answers.entry(name.clone()).or_insert(answer.clone());
            }
        }
        options.over(facts)
    };
    if options.update {
        // The facts change with the papers, as one act.
        matters::check_facts(state, &facts_of(&state.vault.matter(id)?.facts))?;
    } else {
        matters::set_facts(state, id, facts_of)?;
    }
    let mut report = IntakeReport::default();
    report.add_findings(&cleaned, state.texts());
    let mut named = Named::default();
    let exhibits = exhibits(state, &manifest, folder, &mut named, &mut report).map_err(wrong)?;
    let unplaced: Vec<PaperTable> = manifest.unplaced.iter().map(PaperTable::bare).collect();
    let papers = manifest
        .front
        .iter()
        .chain(exhibits.iter().flatten())
        .chain(&manifest.back)
        .chain(&unplaced);
    for paper in papers {
        named
            .add(state, folder, paper, &mut report)
            .map_err(wrong)?;
    }
    let not_papers = options.not_papers(state, id, folder)?;
    for paper in &named.wanted {
        let is_other = |path: PathBuf| not_papers.contains(&path);
        if paper.path.canonicalize().is_ok_and(is_other) {
            return Err(RequestError::SourcePaper(paper.path.clone()).into());
        }
    }
    let (wanted, passwords) = (&named.wanted, &options.passwords);
    let taken = papers::take_in(state, id, wanted, passwords, &mut report, watch)?;
    report.settle_films(state.texts());
    if report.cancelled {
        return Ok(report);
    }
    let mut missing = named.missing;
    missing.extend(refused(&named.order, &taken));
    if !missing.is_empty() {
        report.missing = missing;
        return Ok(report);
    }
    let digests: BTreeMap<&String, Digest> = named
        .order
        .iter()
        .zip(&taken)
        .filter_map(|(file, one)| Some((file, one.digest?)))
        .collect();
    let tables = manifest.front.iter().chain(exhibits.iter().flatten());
    for paper in tables.chain(&manifest.back) {
        if let Some(digest) = digests.get(&paper.file) {
            sheets::cut_as_named(state, id, digest, &paper.straight, watch)?;
        }
    }
    let paths: BTreeMap<&String, &Path> = named
        .order
        .iter()
        .zip(named.wanted.iter().map(|wanted| wanted.path.as_path()))
        .collect();
    let now = state.now();
    let mut placed = BTreeSet::new();
    state.vault.commit_with(id, options.act(), &now, |matter| {
        let known = &named.known;
        let placement = placed_as_named(matter, &manifest, &exhibits, &digests, &paths, known)
            .map_err(|error| match error {
                Unplaced::Fault(why) => wrong(why),
                Unplaced::App(error) => error,
            })?;
        placed = placement.placed;
        if !options.update {
            return Ok::<_, AppError>(placement.change);
        }
        let facts = Box::new(facts_of(&matter.facts));
        let changes = vec![Change::SetFacts { facts }, placement.change];
        Ok(Change::Batch { changes })
    })?;
    report.mark_placed(&taken, |one| placed.contains(&one.path));
    report.concluded = suggest::suggestions(state, id)?;
    Ok(report)
}

/// The papers of each exhibit. A named folder means the papers in it.
fn exhibits(
    state: &State,
    manifest: &Manifest,
    folder: &Path,
    named: &mut Named,
    report: &mut IntakeReport,
) -> Result<Vec<Vec<PaperTable>>, ManifestFault> {
    let mut exhibits = Vec::with_capacity(manifest.exhibits.len());
    for table in &manifest.exhibits {
        let mut papers: Vec<PaperTable> = table.file.iter().map(PaperTable::bare).collect();
        papers.extend(table.documents.iter().cloned());
        if let Some(name) = &table.folder {
            match inside(folder, name)? {
                Inside::Link => {
                    report.refuse(name.clone(), "link", state.texts());
                    named.missing.push(name.clone());
                }
                Inside::Path(inner) => {
                    let walked = walk(&inner);
                    report.pass_over(&walked.passed_over, state.texts());
                    // As serious as a missing paper: the dossier would lack the exhibit.
                    if walked.files.is_empty() {
                        if inner.is_dir() {
                            report.refuse(name.clone(), "no-paper", state.texts());
                        }
                        named.missing.push(name.clone());
                    }
                    let bare = |file: String| PaperTable::bare(composed(&file));
                    papers.extend(
                        walked
                            .files
                            .iter()
                            .map(|found| bare(format!("{name}/{}", found.display()))),
                    );
                }
            }
        }
        exhibits.push(papers);
    }
    Ok(exhibits)
}

impl Named {
    /// Adds a file and its unlocked copy. One that leads through a link is refused.
    fn add(
        &mut self,
        state: &State,
        folder: &Path,
        paper: &PaperTable,
        report: &mut IntakeReport,
    ) -> Result<(), ManifestFault> {
        let unlocked = match &paper.unlocked {
            Some(copy) => Some((copy, inside(folder, copy)?)),
            None => None,
        };
        let path = inside(folder, &paper.file)?;
        if !self.known.insert(paper.file.clone()) {
            return Ok(());
        }
        let mut link = |file: &str| {
            report.refuse(file.to_owned(), "link", state.texts());
            self.missing.push(file.to_owned());
        };
        let unlocked = match unlocked {
            Some((copy, Inside::Link)) => {
                link(copy);
                return Ok(());
            }
            Some((_, Inside::Path(path))) => Some(path),
            None => None,
        };
        match path {
            Inside::Link => link(&paper.file),
            Inside::Path(path) => {
                self.order.push(paper.file.clone());
                let name = export::own_name(&path);
                let wanted = Wanted::file(path, name, paper.file.clone());
                self.wanted.push(Wanted {
                    unlocked,
                    dates: paper.dates,
                    days: paper.days,
                    refused: paper.refused.iter().map(|name| one_line(name)).collect(),
                    origin: paper.origin.clone().map(cleaned),
                    ..wanted
                });
            }
        }
        Ok(())
    }
}

/// What a manifest says of where a paper came from, as one line each.
fn cleaned(origin: Origin) -> Origin {
    Origin {
        name: one_line(&origin.name),
        path: one_line(&origin.path),
        ..origin
    }
}

/// The named papers that were not taken in.
fn refused(order: &[String], taken: &[Taken]) -> Vec<String> {
    let refused = order
        .iter()
        .zip(taken)
        .filter(|(_, one)| one.digest.is_none());
    refused.map(|(file, _)| file.clone()).collect()
}

/// Why papers could not be placed.
enum Unplaced {
    Fault(ManifestFault),
    App(AppError),
}

impl From<ManifestFault> for Unplaced {
    fn from(why: ManifestFault) -> Self {
        Self::Fault(why)
    }
}

impl From<AppError> for Unplaced {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

/// The change that places papers as a dossier.toml says, in place of what the matter has: documents
/// with the same bytes keep their ids, and so do exhibits. `known` are all files it names.
fn placed_as_named(
    before: &Matter,
    manifest: &Manifest,
    exhibits: &[Vec<PaperTable>],
    digests: &BTreeMap<&String, Digest>,
    paths: &BTreeMap<&String, &Path>,
    known: &BTreeSet<String>,
) -> Result<Placement, Unplaced> {
    let mut matter = before.clone();
    let mut had = KnownIds::of(before);
    let mut placed: BTreeSet<PathBuf> = BTreeSet::new();
    let received = |papers: &[PaperTable]| -> Vec<(PaperTable, Digest)> {
        let all = papers.iter();
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
    for (paper, item) in front.iter().chain(&back).chain(inside.iter().flatten()) {
        let id = had.document_id(&mut matter, *item);
        if before.find_document(id).is_err()
            && let Some(path) = paths.get(&paper.file)
        {
            placed.insert(path.to_path_buf());
        }
        ids.entry(paper.file.as_str()).or_insert(id);
        given.push_back(id);
    }
    let mut documents = |papers: &[(PaperTable, Digest)]| -> Result<Vec<Document>, Unplaced> {
        let mut found = Vec::new();
        for ((paper, item), id) in papers.iter().zip(given.drain(..papers.len())) {
            let role = match paper.role(&ids) {
                // It refers to a paper that is not a document.
                Err(ManifestFault::NoDocument(file)) if known.contains(&file) => Role::Paper,
                role => role?,
            };
            let item = item_of(before, item)?;
            found.push(Document {
                role,
                ..paper.document(id, item)?
            });
        }
        Ok(found)
    };
    let mut around = (documents(&front)?, documents(&back)?);
    for document in around.0.iter_mut().chain(&mut around.1) {
        title_guess::name_loose(document, item_of(before, &document.item)?);
    }
    let mut made: Vec<Exhibit> = Vec::with_capacity(inside.len());
    for (table, papers) in manifest.exhibits.iter().zip(&inside) {
        let documents = documents(papers)?;
        let same = |exhibit: &Exhibit| {
            let first = |documents: &[Document]| documents.first().map(|one| one.item);
            let shares = first(&exhibit.documents) == first(&documents);
            shares && (!documents.is_empty() || table.is_titled(&exhibit.title))
        };
        let id = match had.exhibit(same) {
            Some(had) => had.id,
            None => matter.fresh_exhibit_id(),
        };
        made.push(table.exhibit(id, documents));
    }
    Ok(Placement {
        change: replacing(before, Some(around), made),
        placed,
    })
}
