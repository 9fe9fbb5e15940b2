//! Repairing a store, as far as that can be done from what it holds.

use std::path::PathBuf;

use expediente_model::{Code, Digest, Finding, Item, MatterId, Purpose, Straightened};
use serde::Serialize;

use crate::error::AppError;
use crate::intake::paper_reader;
use crate::legible::sheets;
use crate::state::State;
use crate::store::check;
use crate::views::finding_view::FindingView;
use crate::watch::Watch;

/// What a repair can do, and what it cannot.
#[derive(Clone, Debug, Serialize)]
pub struct RepairPlan {
    /// The steps, each as a finding.
    pub steps: Vec<FindingView>,
    /// What is damaged and stays so, with what to do about it.
    pub left: Vec<FindingView>,
}

/// What was done.
#[derive(Clone, Debug, Serialize)]
pub struct RepairReport {
    /// The number of steps that were done.
    pub done: usize,
    /// What is still damaged.
    pub findings: Vec<FindingView>,
    /// Whether everything that was acknowledged is there.
    pub whole: bool,
}

/// One step.
enum Step {
    /// Write a journal anew.
    Journal(MatterId),
    /// Take a paper's files from another matter, or make them again from the original.
    Paper {
        matter: MatterId,
        good: Vec<(Digest, Good)>,
    },
    /// Forget the damaged words that were read on a paper, so that they can be read again.
    Words { matter: MatterId, paper: Digest },
}

/// Where good bytes are.
enum Good {
    /// In the store.
    File(PathBuf),
    /// To be made from an original of the store.
    Made(Box<Item>, PathBuf),
    /// A sheet that is to be cut out of its photo again.
    Sheet(Box<Item>, Straightened),
}

/// What a repair can do, and what it cannot. It reads all papers.
///
/// # Errors
/// When the user cancels.
pub(crate) fn plan(state: &State, watch: &dyn Watch) -> Result<RepairPlan, AppError> {
    let (steps, left) = steps(state, watch)?;
    let steps: Vec<Finding> = steps.into_iter().map(|(_, finding)| finding).collect();
    Ok(RepairPlan {
        steps: state.views(&steps),
        left: state.views(&left),
    })
}

/// Does what the plan says, and checks the store again. A step that fails ends no other.
///
/// # Errors
/// When the user cancels.
pub(crate) fn repair(state: &State, watch: &dyn Watch) -> Result<RepairReport, AppError> {
    let mut done = 0;
    for (step, _) in steps(state, watch)?.0 {
        let worked = match step {
            Step::Journal(id) => state
                .vault
                .rewrite_journal(&id, &state.now())
                .map_err(AppError::from),
            Step::Words { matter, paper } => forget_words(state, &matter, &paper),
            Step::Paper { matter, good } => {
                // A sheet may be cut out of a picture that was mended before it.
                let put = |(digest, good)| put_back(state, &matter, digest, good, watch);
                let mended: Result<usize, AppError> = good.into_iter().map(put).sum();
                mended.map(|count| count > 0)
            }
        };
        match worked {
            Ok(worked) => done += usize::from(worked),
            Err(AppError::Cancelled) => return Err(AppError::Cancelled),
            // What a step that failed did not mend, the check tells.
            Err(_) => {}
        }
    }
    let found = check::found(state, watch)?;
    Ok(RepairReport {
        done,
        whole: check::is_whole(&found),
        findings: state.views(&found),
    })
}

/// Puts good bytes in the place of a damaged file. Returns how many files were replaced: none where
/// what is made again is not the same, which the check tells.
fn put_back(
    state: &State,
    id: &MatterId,
    digest: Digest,
    good: Good,
    watch: &dyn Watch,
) -> Result<usize, AppError> {
    let mend = |files: &[(Digest, PathBuf)]| state.vault.mend(id, files).map_err(AppError::from);
    match good {
        // The store moves what it is given; the other matter keeps its own.
        Good::File(path) => match paper_reader::staged_copy(state, &path, watch)? {
            Some(copy) => mend(&[(digest, copy.to_path_buf())]),
            None => Ok(0),
        },
        Good::Made(item, original) => {
            let matter = state.vault.matter(id)?;
            let of = (&*item, original.as_path(), digest);
            let (again, _folder) = paper_reader::made_again(state, &matter, of, watch)?;
            let fits = again.into_iter().filter(|(found, _)| *found == digest);
            mend(&fits.collect::<Vec<_>>())
        }
        Good::Sheet(item, sheet) => match sheets::cut_again(state, id, &item, &sheet, watch) {
            Ok((found, path, _folder)) if found == digest => mend(&[(digest, path)]),
            Err(AppError::Cancelled) => Err(AppError::Cancelled),
            Ok(_) | Err(_) => Ok(0),
        },
    }
}

/// Forgets the words that were read on a paper.
fn forget_words(state: &State, id: &MatterId, paper: &Digest) -> Result<bool, AppError> {
    state.vault.renew(id, paper, &[], &state.now(), |item| {
        item.derivatives.retain(|had| had.purpose != Purpose::Words);
        item.read = None;
    })?;
    Ok(true)
}

/// Steps, each with its finding.
type Steps = Vec<(Step, Finding)>;

/// The steps of a repair with their findings, and what cannot be repaired.
fn steps(state: &State, watch: &dyn Watch) -> Result<(Steps, Vec<Finding>), AppError> {
    let (mut steps, mut left): (Steps, Vec<Finding>) = (Vec::new(), Vec::new());
    for row in state.vault.matters() {
        let mut go_on = true;
        let found = state.vault.check(&row.id, |done, total| {
            go_on = watch.step(crate::watch::Phase::Check, done as u64, total as u64);
            go_on
        });
        if !go_on {
            return Err(AppError::Cancelled);
        }
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                left.push(expediente_vault::unreadable(&row.name, &error));
                continue;
            }
        };
        for finding in found {
            match finding.code {
                Code::JournalDamaged => {
                    let step = Finding::new(Code::RepairJournal).with("matter", &row.name);
                    steps.push((Step::Journal(row.id.clone()), step));
                }
                Code::JournalNewer => left.push(finding),
                _ => {}
            }
        }
        let matter = state.vault.matter(&row.id)?;
        for item in matter.items.values() {
            let mut damaged = state.vault.damaged(&row.id, &item.original)?;
            if damaged.is_empty() {
                continue;
            }
            // A sheet may be cut out of a picture that has to be made again first.
            damaged.sort_by_key(|file| sheet_of(item, file).is_some());
            let good: Vec<(Digest, Good)> = damaged
                .iter()
                .filter_map(|file| {
                    let good = good_bytes(state, &row.id, item, (file, &damaged))?;
                    Some((*file, good))
                })
                .collect();
            let named = |code: Code| {
                let finding = Finding::new(code).with("matter", &row.name);
                finding.with("paper", &item.name)
            };
            let has = |file: &&Digest| good.iter().any(|(found, _)| found == *file);
            let lacking = damaged.iter().filter(|file| !has(file));
            let (words, others): (Vec<&Digest>, Vec<&Digest>) =
                lacking.partition(|file| is_words(item, file));
            if !others.is_empty() {
                left.push(named(Code::RepairPaperAgain));
            }
            if !words.is_empty() {
                let (matter, paper) = (row.id.clone(), item.original);
                let step = Step::Words { matter, paper };
                steps.push((step, named(Code::RepairWords)));
            }
            if !good.is_empty() {
                let matter = row.id.clone();
                let step = Step::Paper { matter, good };
                steps.push((step, named(Code::RepairPaper)));
            }
        }
    }
    Ok((steps, left))
}

/// Where good bytes of a damaged file are: in another matter, or to be made from the original.
/// `damaged` are all damaged files of the paper.
fn good_bytes(
    state: &State,
    id: &MatterId,
    item: &Item,
    (file, damaged): (&Digest, &[Digest]),
) -> Option<Good> {
    let rows = state.vault.matters();
    let mut others = rows.iter().filter(|row| row.id != *id);
    if let Some(path) = others.find_map(|row| good_file(state, &row.id, item, file)) {
        return Some(Good::File(path));
    }
    if is_words(item, file) || damaged.contains(&item.original) {
        return None;
    }
    let made = Box::new(item.clone());
    Some(match sheet_of(item, file) {
        Some(sheet) => Good::Sheet(made, *sheet),
        None => Good::Made(made, state.vault.papers(id).original(&item.original)),
    })
}

/// Whether a file has the words that were read on a paper.
fn is_words(item: &Item, file: &Digest) -> bool {
    item.read
        .as_ref()
        .is_some_and(|read| read.words == Some(*file))
}

/// The sheet whose picture a file is.
fn sheet_of<'i>(item: &'i Item, file: &Digest) -> Option<&'i Straightened> {
    let mut sheets = item.straightened.iter();
    sheets.find(|sheet| sheet.picture.source == *file)
}

/// A good file of another matter with the same paper. A matter that cannot be read has none.
fn good_file(state: &State, id: &MatterId, item: &Item, file: &Digest) -> Option<PathBuf> {
    let matter = state.vault.matter(id).ok()?;
    let had = matter.items.get(&item.original)?;
    let is_original = had.original == *file;
    let is_named = is_original || had.derivatives.iter().any(|one| one.digest == *file);
    let damaged = state.vault.damaged(id, &item.original).ok()?;
    if !is_named || damaged.contains(file) {
        return None;
    }
    let papers = state.vault.papers(id);
    Some(if is_original {
        papers.original(file)
    } else {
        papers.derivative(file)
    })
}
