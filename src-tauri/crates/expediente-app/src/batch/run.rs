//! Builds the cases of a batch, several at a time.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use expediente_model::{Facts, MatterId};

use crate::batch::record::{self, Done};
use crate::batch::{BatchCase, BatchFile, BatchRow, Outcome};
use crate::error::{AppError, At};
use crate::file_names::{portable, unreserved};
use crate::filing::build::build;
use crate::intake::folder::take_folder;
use crate::intake::options::FolderOptions;
use crate::intake::report::IntakeReport;
use crate::request_error::RequestError;
use crate::staged_output::remove_leftovers;
use crate::state::State;
use crate::store::matters;
use crate::transfer::manifest;
use crate::views::plans;
use crate::watch::{Phase, Watch};

pub(super) fn run(
    state: &State,
    cases: &[BatchCase],
    options: &FolderOptions,
    (out, jobs): (&Path, usize),
    watch: &dyn Watch,
    told: &(dyn Fn(&BatchRow) + Sync),
) -> Result<Vec<BatchRow>, AppError> {
    let places = places(cases)?;
    fs::create_dir_all(out).at(out)?;
    // What a batch that was killed left half written, of cases that are done as well.
    remove_leftovers(out);
    for place in &places {
        remove_leftovers(&out.join(place));
    }
    let batch = Running {
        state,
        options,
        out,
        watch,
        earlier: record::earlier(out),
    };
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<Option<Done>>> = Mutex::new(vec![None; cases.len()]);
    let failed: Mutex<Option<AppError>> = Mutex::default();
    let work = || {
        while !watch.cancel().load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let (Some(case), Some(place)) = (cases.get(at), places.get(at)) else {
                return;
            };
            let Some(one) = batch.case(case, place) else {
                return;
            };
            told(&one.row);
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(slot) = done.get_mut(at) {
                *slot = Some(one);
            }
            let so_far: Vec<Done> = done.iter().flatten().cloned().collect();
            watch.progress(Phase::Batch, so_far.len() as u64, cases.len() as u64);
            // After each: a batch that is killed goes on behind the last of them.
            if let Err(error) = record::write(out, &batch.with_earlier(so_far, cases)) {
                let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                failed.get_or_insert(error);
                return;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, cases.len().max(1)) {
            scope.spawn(work);
        }
    });
    if let Some(error) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    if watch.cancel().load(Ordering::Relaxed) {
        return Err(AppError::Cancelled);
    }
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    let done: Vec<Done> = done.into_iter().flatten().collect();
    record::write(out, &done)?;
    Ok(done.into_iter().map(|done| done.row).collect())
}

/// The name of the folder and the file of each case, in the folder of the batch.
fn places(cases: &[BatchCase]) -> Result<Vec<String>, AppError> {
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    let mut folders: BTreeMap<PathBuf, &str> = BTreeMap::new();
    let mut places = Vec::new();
    for case in cases {
        let place = unreserved(portable(&case.name));
        // Some file systems tell no capitals apart.
        let key = place.to_lowercase();
        let first = taken.insert(key, &case.name);
        if place.is_empty() || first.is_some() {
            let names = (
                case.name.clone(),
                first.map_or("", |first| first).to_owned(),
            );
            return Err(RequestError::BatchName(names.0, names.1).into());
        }
        if let Some(real) = case
            .folder
            .as_ref()
            .and_then(|folder| folder.canonicalize().ok())
            && let Some(first) = folders.insert(real, &case.name)
        {
            let names = (case.name.clone(), first.to_owned());
            return Err(RequestError::BatchFolder(names.0, names.1).into());
        }
        places.push(place);
    }
    Ok(places)
}

struct Running<'a> {
    state: &'a State,
    options: &'a FolderOptions,
    out: &'a Path,
    watch: &'a dyn Watch,
    earlier: BTreeMap<String, Done>,
}

impl Running<'_> {
    /// Makes or brings up to date a case, and builds it; none if the user cancelled.
    fn case(&self, case: &BatchCase, place: &str) -> Option<Done> {
        let source = record::source(case, &self.options_said());
        if let Some(done) = self.unchanged(case, &source) {
            return Some(done);
        }
        let mut taken = Taken::default();
        let built = self.built(case, place, &mut taken);
        let row = match built {
            Ok(row) => row,
            Err(error) if error.is_cancel() => return None,
            Err(error) => BatchRow {
                name: case.name.clone(),
                id: taken.id.clone(),
                outcome: Outcome::Failed,
                unchanged: false,
                pages: 0,
                bytes: 0,
                files: Vec::new(),
                refused: taken.refused,
                stops: 0,
                checks: 0,
                code: Some(error.code().to_owned()),
                message: error.sentence(self.state.texts()),
            },
        };
        let revision = taken
            .id
            .and_then(|id| plans::revision(self.state, &id).ok());
        Some(Done {
            row,
            source,
            // Without a revision, the case is built again.
            revision: revision.unwrap_or_default(),
        })
    }

    /// What the options say that changes a dossier.
    fn options_said(&self) -> String {
        let FolderOptions {
            profile,
            language,
            dates,
            days,
            ..
        } = self.options;
        format!("{profile:?} {language:?} {dates:?} {days:?}")
    }

    /// The result of an earlier run, if the case, its papers and its dossier are as they were then.
    fn unchanged(&self, case: &BatchCase, source: &str) -> Option<Done> {
        let had = self.earlier.get(&case.name)?;
        let id = had.row.id.as_ref()?;
        let is_same = had.row.outcome != Outcome::Failed
            && had.source == source
            && plans::revision(self.state, id).ok().as_deref() == Some(&had.revision)
            && record::is_there(self.out, &had.row);
        is_same.then(|| {
            let mut done = had.clone();
            done.row.unchanged = true;
            done
        })
    }

    fn built(
        &self,
        case: &BatchCase,
        place: &str,
        taken: &mut Taken,
    ) -> Result<BatchRow, AppError> {
        let state = self.state;
        if let Some(why) = &case.fault {
            return Err(RequestError::BatchRow(why.clone()).into());
        }
        let folder = self.out.join(place);
        let out = folder.join(format!("{place}.pdf"));
        match &case.folder {
            Some(from) => self.take(case, from, &out, taken)?,
            None => taken.id = Some(matters::resolve(state, &case.name)?),
        }
        let id = taken.id.clone();
        let id = id.ok_or(AppError::Bug("a case of a batch has no id"))?;
        let change = &case.facts;
        let had = Facts::clone(&state.vault.matter(&id)?.facts);
        if self.options.over(change(had.clone())) != had {
            matters::set_facts(state, &id, |facts| self.options.over(change(facts.clone())))?;
        }
        fs::create_dir_all(&folder).at(&folder)?;
        let report = build(state, &id, &out, &Part(self.watch.cancel()))?;
        let files = report.files.iter().map(|file| BatchFile {
            path: within(self.out, Path::new(&file.path)),
            sha256: file.sha256.clone(),
            bytes: file.bytes,
        });
        let files: Vec<BatchFile> = files.collect();
        Ok(BatchRow {
            name: case.name.clone(),
            id: Some(id),
            outcome: if report.stops > 0 || report.drawn > 0 {
                Outcome::Stops
            } else if taken.refused > 0 {
                Outcome::Refused
            } else {
                Outcome::Built
            },
            unchanged: false,
            pages: report.proof.pages,
            bytes: files.iter().map(|file| file.bytes).sum(),
            files,
            refused: taken.refused,
            stops: report.stops,
            checks: report.checks,
            code: None,
            message: String::new(),
        })
    }

    /// Takes the papers of a folder in.
    fn take(
        &self,
        case: &BatchCase,
        from: &Path,
        out: &Path,
        taken: &mut Taken,
    ) -> Result<(), AppError> {
        let state = self.state;
        if !from.is_dir() {
            return Err(RequestError::BatchNoFolder(from.to_owned()).into());
        }
        let plain = Facts {
            profile: "plain".to_owned(),
            language: state.language(),
            ..Facts::default()
        };
        let (matter, is_new) = matters::of_folder(state, from, &case.name, &plain)?;
        let options = FolderOptions {
            update: !is_new,
            output: Some(out.to_owned()),
            ..self.options.clone()
        };
        let report = take_folder(
            state,
            &matter.id,
            from,
            &options,
            &Part(self.watch.cancel()),
        );
        let report = report.and_then(|report| complete(report, from));
        match report {
            Ok(report) => {
                taken.refused = report.refused;
                taken.id = Some(matter.id);
                Ok(())
            }
            Err(error) => {
                // A case that could not be taken in leaves nothing.
                if is_new {
                    matters::erase(state, &matter.id)?;
                } else {
                    taken.id = Some(matter.id);
                }
                Err(error)
            }
        }
    }

    /// The cases that are done, with those of the earlier run that are not yet looked at again.
    fn with_earlier(&self, so_far: Vec<Done>, cases: &[BatchCase]) -> Vec<Done> {
        let mut all = so_far;
        for case in cases {
            if all.iter().all(|done| done.row.name != case.name) {
                all.extend(self.earlier.get(&case.name).cloned());
            }
        }
        all
    }
}

/// An intake that is whole, of a folder.
fn complete(report: IntakeReport, from: &Path) -> Result<IntakeReport, AppError> {
    if report.cancelled {
        return Err(AppError::Cancelled);
    }
    if !report.missing.is_empty() {
        return Err(AppError::ManifestPapers {
            path: from.join(manifest::NAME),
            papers: report.missing,
        });
    }
    Ok(report)
}

/// What is known of a case before it is built.
#[derive(Default)]
struct Taken {
    id: Option<MatterId>,
    refused: usize,
}

/// The path of a file in the folder of a batch, with slashes on every system.
fn within(out: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(out).map_or(file, |inside| inside);
    let parts = inside.iter().map(|part| part.to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// The work on one case: it tells nothing, and ends with the batch.
struct Part<'a>(&'a AtomicBool);

impl Watch for Part<'_> {
    fn progress(&self, _phase: Phase, _done: u64, _total: u64) {}

    fn cancel(&self) -> &AtomicBool {
        self.0
    }
}
