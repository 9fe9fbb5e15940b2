//! Makes exhibits from a folder of papers: by its structure, or as its `dossier.toml` says.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use expediente_intake::{Siblings, name_facts, walk};
use expediente_model::{Act, Catalogue, Change, Code, Finding, Matter, MatterId, one_line};

use crate::conclusions::suggest;
use crate::error::AppError;
use crate::file_names;
use crate::intake::containers::{Opened, Opener, by_file, by_folder};
use crate::intake::manifest_intake::take_manifest;
use crate::intake::options::FolderOptions;
use crate::intake::papers;
use crate::intake::placement::{ExhibitFiles, placed, renewed};
use crate::intake::report::{IntakeReport, Wanted};
use crate::intake::still_to_get;
use crate::output_path::own_dossiers;
use crate::state::State;
use crate::store::matters;
use crate::transfer::manifest;
use crate::transfer::manifest_fault::ManifestFault;
use crate::views::finding_view::FindingView;
use crate::watch::Watch;

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
    if path.is_symlink() {
        let why = ManifestFault::Link(manifest::NAME.to_owned());
        return Err(AppError::Manifest { path, why });
    }
    if path.is_file() {
        return take_manifest(state, id, folder, &path, options, watch);
    }
    let title = name_facts(file_names::name_of(folder), &Siblings::default()).title;
    let title = title.map(|title| one_line(&title));
    matters::set_facts(state, id, |before| {
        let mut facts = options.over(before.clone());
        if let Some(title) = title.clone()
            && facts.title.is_empty()
        {
            facts.title = title;
        }
        facts
    })?;
    let mut report = IntakeReport::default();
    let mut not_papers = options.not_papers(state, id, folder)?;
    if options.output.is_some() {
        let own = own_dossiers(folder).into_iter();
        not_papers.extend(own.flat_map(|path| path.canonicalize()));
    }
    let batches = batches(folder, &not_papers, &mut report, state.texts());
    take_batches(state, id, folder, (batches, false), options, report, watch)
}

/// Adds files and folders to a matter. A folder without subfolders, and a zip, becomes one exhibit,
/// unless each of its files is to be one; a folder with subfolders is taken in like a whole case.
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
        let found = batches(path, &[], &mut report, state.texts());
        let nested = found.iter().any(|batch| batch.is_folder);
        let apart = nested || options.each_file;
        if path.is_dir() && !apart && !found.is_empty() {
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
    // A zip alone is taken in like a folder.
    let is_apart = paths.len() == 1 && from.is_file() && options.into.is_none();
    take_batches(state, id, from, (all, is_apart), options, report, watch)
}

fn take_batches(
    state: &State,
    id: &MatterId,
    from: &Path,
    (batches, is_apart): (Vec<ExhibitFiles>, bool),
    options: &FolderOptions,
    mut report: IntakeReport,
    watch: &dyn Watch,
) -> Result<IntakeReport, AppError> {
    let mut opener = Opener {
        state,
        passwords: &options.passwords,
        watch,
        report: &mut report,
        opened: Opened::default(),
    };
    let mut batches = opener.open_all(batches)?;
    let opened = opener.opened;
    if is_apart {
        let apart = batches.into_iter();
        batches = apart.flat_map(|one| by_folder(&opened, one)).collect();
    }
    if options.each_file {
        let apart = batches.into_iter();
        batches = apart.flat_map(|one| by_file(&opened, one)).collect();
    }
    let files = batches.iter().flat_map(|batch| &batch.files);
    let wanted: Vec<Wanted> = files
        .map(|found| {
            let path = found.path.clone();
            let came = opened.came(&path);
            let origin = came.map(|came| came.origin.clone());
            let source = came.map(|came| came.source.clone());
            let name = file_names::shown_name(&path);
            Wanted {
                origin,
                source,
                dates: options.dates,
                days: options.days,
                ..Wanted::file(path, name, found.display())
            }
        })
        .collect();
    if wanted.is_empty() && report.papers.is_empty() {
        return Err(AppError::NothingFound(from.to_owned()));
    }
    let taken = papers::take_in(state, id, &wanted, &options.passwords, &mut report, watch)?;
    let now = state.now();
    let before = state.vault.matter(id)?;
    let mut used = BTreeSet::new();
    let mut left = Vec::new();
    report.settle_films(state.texts());
    state.vault.commit_act_with(id, &now, |matter| {
        let placement = if options.update {
            renewed(matter, &batches, &taken)?
        } else {
            placed(matter, &batches, &taken, options.into.as_deref())?
        };
        used = placement.placed;
        let (act, change);
        (act, change, left) = with_list(matter, placement.change, &report, options);
        Ok::<_, AppError>((act, change))
    })?;
    report.say_left_list(&left, state.texts());
    report.mark_placed(&taken, |one| used.contains(&one.path));
    report.concluded = suggest::taken(state, id, &before)?;
    let suggested = if options.update {
        suggest::suggestions(state, id)?
    } else {
        suggest::suggestions_since(state, id, &before)?
    };
    report.concluded.extend(suggested);
    Ok(report)
}

/// The act of an intake: what is placed, and what the list of papers that are still to get becomes;
/// with the papers that left it.
fn with_list(
    matter: &Matter,
    placed: Change,
    report: &IntakeReport,
    options: &FolderOptions,
) -> (Act, Change, Vec<String>) {
    let is_none = matches!(&placed, Change::Batch { changes } if changes.is_empty());
    let (list, left) = still_to_get::after(matter, report);
    let (act, change) = match list {
        None => (options.act(), placed),
        Some(list) if is_none => (Act::StillToGet, list),
        Some(list) => {
            let changes = vec![placed, list];
            (options.act(), Change::Batch { changes })
        }
    };
    (act, change, left)
}

/// The files of each future exhibit of a folder: a subfolder with everything below it, or a loose
/// file.
fn batches(
    root: &Path,
    not_papers: &[PathBuf],
    report: &mut IntakeReport,
    texts: &Catalogue,
) -> Vec<ExhibitFiles> {
    let walked = walk(root);
    report.pass_over(&walked.passed_over, texts);
    let mut batches: Vec<ExhibitFiles> = Vec::new();
    for found in walked.files {
        let is_other = |path: PathBuf| not_papers.contains(&path);
        if !not_papers.is_empty() && found.path.canonicalize().is_ok_and(is_other) {
            let passed = Finding::new(Code::DossierPassedOver).with("name", found.display());
            report.findings.push(FindingView::new(texts, &passed, None));
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
