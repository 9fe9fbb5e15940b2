//! Reads papers on all cores before they are made durable: stages them, hashes them, and has a
//! child inspect them.
//!
//! Papers are read in any order but handed on in the order they were given, so that a case looks
//! the same however many cores read it. The threads take the next paper from a shared counter, one
//! for each turn that they get from a channel. The receiver keeps results that come early in a map,
//! hands on every result whose turn has come, and gives one new turn for each. At first it gives
//! `AHEAD` turns for each thread, so at most that many papers are read but not handed on: they fill
//! the staging folder, and a slow paper at the front cannot fill the disk. After an error or a
//! cancel no more turns are given, the threads end, and the early results drop their staged files.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::{fs, thread};

use expediente_intake::{DateOrder, Question, Received, Stopped, stage};
use expediente_model::{
    Code, Derivative, Digest, Finding, Item, Matter, MatterId, MediaKind, PROMISE_VERSION, Purpose,
};
use expediente_vault::Staged;
use tempfile::{TempDir, TempPath};

use crate::error::{AppError, At};
use crate::intake::report::Wanted;
use crate::intake::{office_papers, typeset_request};
use crate::platform;
use crate::state::State;
use crate::views::finding_view::FindingView;
use crate::watch::Watch;

/// Papers for each thread that may be read before their turn.
const AHEAD: usize = 4;

/// The result of reading a paper.
pub(crate) enum Read {
    /// It is refused.
    Refused(Finding),
    /// The matter has the same bytes already.
    Known(Digest),
    /// The matter has the same bytes already, but its stored files were damaged and are mended now.
    Mended(Digest),
    /// The matter has the same chat already, and its pages were made anew with media that came now.
    Renewed(Digest),
    /// It is ready to be made durable.
    Good(Box<Good>),
}

/// A readable paper, and the temporary files that hold it until it is durable.
pub(crate) struct Good {
    pub staged: Staged,
    _original: TempPath,
    _made: TempDir,
}

/// Reads every paper and hands it on in order. Stops at the first error of `each`.
pub(crate) fn read_all(
    state: &State,
    id: &MatterId,
    wanted: &[Wanted],
    passwords: &[Vec<u8>],
    watch: &dyn Watch,
    each: &mut dyn FnMut(usize, &Wanted, Read) -> Result<(), AppError>,
) -> Result<(), AppError> {
    // One more than there are cores, because threads also wait for the disk.
    let workers = (thread::available_parallelism().map_or(1, usize::from) + 1).min(wanted.len());
    let next = AtomicUsize::new(0);
    let given_up = AtomicBool::new(false);
    let (turns, turn) = mpsc::channel();
    let turn = Mutex::new(turn);
    let (done, read) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers {
            let (done, next, turn, given_up) = (done.clone(), &next, &turn, &given_up);
            scope.spawn(move || {
                // The channel closes when the receiver below has stopped.
                while turn
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .recv()
                    .is_ok()
                {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(paper) = wanted.get(at) else {
                        return;
                    };
                    if given_up.load(Ordering::Relaxed) {
                        return;
                    }
                    let read = || read_one(state, id, paper, passwords, watch);
                    // A panic is passed on, so that the receiver does not wait forever for this
                    // paper.
                    let read = catch_unwind(AssertUnwindSafe(read));
                    if done.send((at, read)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        let turns = turns;
        let give = || turns.send(()).is_ok();
        (0..workers * AHEAD).all(|_| give());
        let mut early = BTreeMap::new();
        let mut at = 0;
        let result = loop {
            let Some(paper) = wanted.get(at) else {
                break Ok(());
            };
            // Every turn is answered, so the channel stays open until the last paper.
            let Ok((index, result)) = read.recv() else {
                break Err(AppError::Bug("a paper was given to a thread and not read"));
            };
            early.insert(index, result.unwrap_or_else(|panic| resume_unwind(panic)));
            let mut handed = Ok(());
            let mut paper = Some(paper);
            while let (Some(one), Some(result)) = (paper, early.remove(&at)) {
                handed = result.and_then(|read| each(at, one, read));
                if handed.is_err() {
                    break;
                }
                at += 1;
                paper = wanted.get(at);
                give();
            }
            if handed.is_err() {
                break handed;
            }
        };
        given_up.store(true, Ordering::Relaxed);
        drop(turns);
        result
    })
}

/// Reads one paper.
pub(crate) fn read_one(
    state: &State,
    id: &MatterId,
    paper: &Wanted,
    passwords: &[Vec<u8>],
    watch: &dyn Watch,
) -> Result<Read, AppError> {
    let staged = match stage(&paper.path, &state.vault.staging(), watch.cancel()) {
        Ok(staged) => staged,
        Err(Stopped::Refused(finding)) => return Ok(Read::Refused(finding)),
        Err(Stopped::Cancelled) => return Err(AppError::Cancelled),
    };
    if state.vault.matter(id)?.items.contains_key(&staged.digest) {
        return mend(state, id, paper, passwords, staged, watch);
    }
    let made = made_folder(state)?;
    let received = match inspect(state, id, paper, &staged, made.path(), passwords, watch)? {
        Ok(received) => received,
        Err(finding) => return Ok(Read::Refused(finding)),
    };
    let item = Item {
        original: staged.digest,
        size: staged.size,
        media: received.media,
        pages: received.pages,
        name: paper.name.clone(),
        received: state.now(),
        pictures: received.pictures,
        straightened: Vec::new(),
        photo: received.photo,
        first_words: received.first_words,
        page_facts: received.page_facts,
        promises: received.promises,
        promise_version: PROMISE_VERSION,
        read: None,
        derivatives: received
            .derivatives
            .iter()
            .map(|made| made.derivative.clone())
            .collect(),
        findings: received.findings,
        origin: paper.origin.clone(),
    };
    let good = Staged {
        original: staged.path.to_path_buf(),
        derivatives: received
            .derivatives
            .into_iter()
            .map(|made| (made.derivative.digest, made.path))
            .collect(),
        item,
    };
    // Sync here, while other papers are read; then the admission has nothing left to sync.
    state.vault.sync_ahead(&good)?;
    Ok(Read::Good(Box::new(Good {
        staged: good,
        _original: staged.path,
        _made: made,
    })))
}

/// Compares the stored files of a paper that is added again with what was received, and mends them
/// where they were damaged.
fn mend(
    state: &State,
    id: &MatterId,
    paper: &Wanted,
    passwords: &[Vec<u8>],
    staged: expediente_intake::Staged,
    watch: &dyn Watch,
) -> Result<Read, AppError> {
    let digest = staged.digest;
    let damaged = state.vault.damaged(id, &digest)?;
    if damaged.is_empty() {
        return renew_chat(state, id, paper, &staged, watch);
    }
    let made = made_folder(state)?;
    let mut good = Vec::new();
    if damaged.iter().any(|file| *file != digest) {
        // What was made from it is made again; it helps where it is the same.
        if let Ok(received) = inspect(state, id, paper, &staged, made.path(), passwords, watch)? {
            let again = received.derivatives.into_iter();
            good.extend(again.map(|made| (made.derivative.digest, made.path)));
        }
    }
    good.push((digest, staged.path.to_path_buf()));
    let mended = state.vault.mend(id, &good)?;
    Ok(if mended > 0 {
        Read::Mended(digest)
    } else {
        Read::Known(digest)
    })
}

/// Makes the pages of a chat anew if media that it names and that were missing came with it now.
fn renew_chat(
    state: &State,
    id: &MatterId,
    paper: &Wanted,
    staged: &expediente_intake::Staged,
    watch: &dyn Watch,
) -> Result<Read, AppError> {
    let digest = staged.digest;
    let matter = state.vault.matter(id)?;
    let Some(had) = matter.items.get(&digest) else {
        return Err(AppError::Bug("a paper that is known is not there"));
    };
    let before = missing(&had.findings);
    if before == 0 || state.vault.is_read_only(id)? {
        return Ok(Read::Known(digest));
    }
    let made = made_folder(state)?;
    // Cut as it is, and read as it was.
    let shown = had.typeset();
    let dates = shown.and_then(|made| made.settings.get("dates"));
    let dates = dates.and_then(|word| DateOrder::of_word(word));
    let paper = &Wanted {
        days: typeset_request::days_of(shown),
        dates: paper.dates.or(dates),
        ..paper.clone()
    };
    let received = inspect(state, id, paper, staged, made.path(), &[], watch)?;
    let received = match received {
        Ok(received) if missing(&received.findings) < before => received,
        // Nothing that was missing is there.
        _ => return Ok(Read::Known(digest)),
    };
    let files: Vec<(Digest, std::path::PathBuf)> = received
        .derivatives
        .iter()
        .map(|made| (made.derivative.digest, made.path.clone()))
        .collect();
    let now = state.now();
    state.vault.renew(id, &digest, &files, &now, |item| {
        let derivatives = received.derivatives.into_iter();
        let mut derivatives: Vec<Derivative> = derivatives.map(|made| made.derivative).collect();
        // Undo may show pages again that were made before.
        for had in &item.derivatives {
            if derivatives.iter().all(|new| new.digest != had.digest) {
                derivatives.push(had.clone());
            }
        }
        *item = Item {
            pages: received.pages,
            first_words: received.first_words,
            page_facts: received.page_facts,
            promises: received.promises,
            promise_version: PROMISE_VERSION,
            read: None,
            derivatives,
            findings: received.findings,
            // It came out of this zip with its media.
            origin: paper.origin.clone(),
            ..item.clone()
        };
    })?;
    Ok(Read::Renewed(digest))
}

/// How many of the media that a chat names did not come with it.
fn missing(findings: &[Finding]) -> u64 {
    let of_media = findings
        .iter()
        .filter(|one| matches!(one.code, Code::ChatMediaMissing | Code::ChatFilesMissing));
    of_media
        .filter_map(|one| one.args.get("missing")?.parse::<u64>().ok())
        .sum()
}

/// Makes again what was made from a stored paper, which must be as it was received: of pages of
/// ours those with this digest, as a chat can have several. Returns the files, each with its
/// SHA-256; they are gone when the folder is dropped.
pub(crate) fn made_again(
    state: &State,
    matter: &Matter,
    (item, original, wanted): (&Item, &Path, Digest),
    watch: &dyn Watch,
) -> Result<(Vec<(Digest, std::path::PathBuf)>, TempDir), AppError> {
    let made = made_folder(state)?;
    let stopped = |stopped: Stopped| match stopped {
        Stopped::Cancelled => Err(AppError::Cancelled),
        // A paper that is not read today keeps its damaged derivative.
        Stopped::Refused(_) => Ok(Vec::new()),
    };
    let made_as = item.derivatives.iter().find(|had| had.digest == wanted);
    let made_as = made_as.filter(|had| had.purpose == Purpose::Typeset);
    let pages = typeset_request::of_item(state, matter, item, made_as.or_else(|| item.typeset()))?;
    let read = stage(original, &state.vault.staging(), watch.cancel()).and_then(|staged| {
        let question = Question::new(&staged, made.path()).with_pages(pages);
        let day = office_papers::day_of(item);
        office_papers::inspect(state, (&staged, question), (made.path(), day), watch)
    });
    let files = match read {
        Ok(received) => {
            let again = received.derivatives.into_iter();
            again
                .map(|made| (made.derivative.digest, made.path))
                .collect()
        }
        Err(why) => stopped(why)?,
    };
    Ok((files, made))
}

/// A copy of a stored file in the staging folder; none if it cannot be read.
pub(crate) fn staged_copy(
    state: &State,
    path: &Path,
    watch: &dyn Watch,
) -> Result<Option<TempPath>, AppError> {
    match stage(path, &state.vault.staging(), watch.cancel()) {
        Ok(staged) => Ok(Some(staged.path)),
        Err(Stopped::Refused(_)) => Ok(None),
        Err(Stopped::Cancelled) => Err(AppError::Cancelled),
    }
}

/// A folder for what a child makes from a file.
fn made_folder(state: &State) -> Result<TempDir, AppError> {
    let staging = state.vault.staging();
    platform::private_folder_in(&staging, "made-").at(&staging)
}

/// Has a child inspect a file that is not kept.
pub(crate) fn inspect_file(
    state: &State,
    path: &Path,
    watch: &dyn Watch,
) -> Result<Received, AppError> {
    let refused = |stopped: Stopped| match stopped {
        Stopped::Refused(finding) => {
            let findings = vec![FindingView::new(state.texts(), &finding, None)];
            AppError::NotTaken {
                path: path.to_owned(),
                findings,
            }
        }
        Stopped::Cancelled => AppError::Cancelled,
    };
    let staged = stage(path, &state.vault.staging(), watch.cancel()).map_err(refused)?;
    let made = made_folder(state)?;
    state
        .inspector
        .inspect(&Question::new(&staged, made.path()), watch.cancel())
        .map_err(refused)
}

/// Has a child read a staged file; tries each password on a locked PDF. Returns the finding with
/// which the file is refused.
fn inspect(
    state: &State,
    id: &MatterId,
    paper: &Wanted,
    staged: &expediente_intake::Staged,
    made: &Path,
    passwords: &[Vec<u8>],
    watch: &dyn Watch,
) -> Result<Result<Received, Finding>, AppError> {
    let pages = typeset_request::of_wanted(state, id, paper, staged)?;
    let question = || Question::new(staged, made).with_pages(pages.clone());
    let mut result = office_papers::inspect(state, (staged, question()), (made, None), watch);
    for password in passwords {
        match &result {
            Err(Stopped::Refused(finding)) if is_locked(finding) => {
                let question = question().with_password(password.clone());
                result = state.inspector.inspect(&question, watch.cancel());
            }
            _ => break,
        }
    }
    // A copy that came along counts only for a PDF that stays locked.
    if let (Err(Stopped::Refused(finding)), Some(unlocked)) = (&result, &paper.unlocked)
        && is_locked(finding)
    {
        result = inspect_unlocked(state, staged, unlocked, made, watch);
    }
    match result {
        Ok(received) => Ok(Ok(received)),
        Err(Stopped::Refused(finding)) => Ok(Err(finding)),
        Err(Stopped::Cancelled) => Err(AppError::Cancelled),
    }
}

fn is_locked(finding: &Finding) -> bool {
    matches!(finding.code, Code::PdfEncrypted | Code::PdfWrongPassword)
}

/// Reads the unlocked copy that came with a locked PDF, compares the pages of both, and keeps the
/// copy as the derivative.
fn inspect_unlocked(
    state: &State,
    locked: &expediente_intake::Staged,
    unlocked: &Path,
    made: &Path,
    watch: &dyn Watch,
) -> Result<Received, Stopped> {
    let staged = stage(unlocked, made, watch.cancel())?;
    let inside = made.join("made");
    let unreadable = |error: std::io::Error| Finding::unreadable(&error);
    fs::create_dir(&inside).map_err(unreadable)?;
    let question = Question::new(&staged, &inside).copy_of(locked);
    let mut received = state.inspector.inspect(&question, watch.cancel())?;
    if received.media != MediaKind::Pdf {
        return Err(Finding::new(Code::KindUnknown).into());
    }
    let (digest, size) = (staged.digest, staged.size);
    let path = staged
        .path
        .keep()
        .map_err(|error| unreadable(error.error))?;
    let derivative = Derivative {
        digest,
        purpose: Purpose::Unlocked,
        settings: BTreeMap::new(),
        page: None,
    };
    received.derivatives = vec![expediente_intake::Made {
        path,
        size,
        derivative,
    }];
    Ok(received)
}
