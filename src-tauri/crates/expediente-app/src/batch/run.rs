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
use crate::chats::days::cut_all;
use crate::error::{AppError, At};
use crate::file_names::{portable, unreserved};
use crate::filing::build::build;
use crate::intake::folder_case::{FolderCase, take_case};
use crate::intake::options::FolderOptions;
use crate::request_error::RequestError;
use crate::staged_output::remove_leftovers;
use crate::state::State;
use crate::store::matters;
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
    let earlier = record::earlier(out)?;
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
    };
    // A batch that is killed goes on behind the last that is written; what an earlier one did stays
    // until it is looked at again.
    let had = cases.iter().map(|case| earlier.get(&case.name).cloned());
    let all: Mutex<(usize, Vec<Option<Done>>)> = Mutex::new((0, had.collect()));
    let next = AtomicUsize::new(0);
    let failed: Mutex<Option<AppError>> = Mutex::default();
    let work = || {
        while !watch.cancel().load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let (Some(case), Some(place)) = (cases.get(at), places.get(at)) else {
                return;
            };
            let Some(one) = batch.case(case, place, earlier.get(&case.name)) else {
                return;
            };
            told(&one.row);
            let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
            let (count, all) = &mut *all;
            *count += 1;
            if let Some(slot) = all.get_mut(at) {
                *slot = Some(one);
            }
            watch.progress(Phase::Batch, *count as u64, cases.len() as u64);
            if let Err(error) = record::write(out, all.iter().flatten()) {
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
    let (_, all) = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(all.into_iter().flatten().map(|done| done.row).collect())
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
            // A name that no file can have is in its own way.
            let other = first.unwrap_or(&case.name).to_owned();
            return Err(RequestError::BatchName(case.name.clone(), other).into());
        }
        if let Some(real) = case
            .folder
            .as_ref()
            .and_then(|folder| folder.canonicalize().ok())
            && let Some(first) = folders.insert(real, &case.name)
        {
            return Err(RequestError::BatchFolder(case.name.clone(), first.to_owned()).into());
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
}

impl Running<'_> {
    /// Makes or brings up to date a case, and builds it, unless nothing changed since it was built
    /// before; none if the user cancelled.
    fn case(&self, case: &BatchCase, place: &str, had: Option<&Done>) -> Option<Done> {
        let source = record::source(case, &self.options_said());
        if let Some(had) = had.filter(|had| self.is_unchanged(had, &source)) {
            let mut done = had.clone();
            done.row.unchanged = true;
            return Some(done);
        }
        let mut taken = Taken::default();
        match self.built(case, place, &mut taken) {
            Ok((row, revision)) => Some(Done {
                row,
                source,
                revision: Some(revision),
            }),
            Err(error) if error.is_cancel() => None,
            Err(error) => Some(Done {
                row: BatchRow {
                    name: case.name.clone(),
                    id: taken.id,
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
                source,
                revision: None,
            }),
        }
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

    /// Whether a case, its papers and its dossier are as an earlier run left them.
    fn is_unchanged(&self, had: &Done, source: &str) -> bool {
        let (Some(id), Some(revision)) = (&had.row.id, &had.revision) else {
            return false;
        };
        // A case that was erased since is made again.
        let is_same = plans::revision(self.state, id).is_ok_and(|now| now == *revision);
        is_same && had.source == source && record::is_there(self.out, &had.row)
    }

    fn built(
        &self,
        case: &BatchCase,
        place: &str,
        taken: &mut Taken,
    ) -> Result<(BatchRow, String), AppError> {
        let state = self.state;
        if let Some(why) = &case.fault {
            return Err(RequestError::BatchRow(why.clone()).into());
        }
        let folder = self.out.join(place);
        let out = folder.join(format!("{place}.pdf"));
        let id = match &case.folder {
            Some(from) => self.take(case, from, &out, taken)?,
            None => {
                let id = matters::resolve(state, &case.name)?;
                taken.id = Some(id.clone());
                if !self.options.days.is_all() {
                    cut_all(state, &id, self.options.days, &Part(self.watch.cancel()))?;
                }
                id
            }
        };
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
        let revision = plans::revision(state, &id)?;
        let row = BatchRow {
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
        };
        Ok((row, revision))
    }

    /// Takes the papers of a folder in.
    fn take(
        &self,
        case: &BatchCase,
        from: &Path,
        out: &Path,
        taken: &mut Taken,
    ) -> Result<MatterId, AppError> {
        if !from.is_dir() {
            return Err(RequestError::BatchNoFolder(from.to_owned()).into());
        }
        let options = FolderOptions {
            output: Some(out.to_owned()),
            ..self.options.clone()
        };
        let part = Part(self.watch.cancel());
        match take_case(self.state, from, &case.name, &options, &part) {
            Ok(FolderCase { id, report }) => {
                taken.refused = report.refused;
                taken.id = Some(id.clone());
                Ok(id)
            }
            Err(failed) => {
                taken.id = failed.id;
                Err(failed.error)
            }
        }
    }
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
