//! Promises, and where pages are printed on, for papers that came in before the program looked for
//! them or promised what it now does: they get both when they are next used.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use expediente_bundle::BundleError;
use expediente_intake::{Question, Received, Stopped, stage};
use expediente_model::{
    Code, Digest, Finding, Item, Matter, MatterId, PROMISE_VERSION, PageDigest, PageFacts,
    TEXT_VERSION, TextFacts,
};
use tempfile::TempDir;

use crate::error::{AppError, At};
use crate::platform;
use crate::reading::paper_words::{is_told, tell_again};
use crate::state::State;
use crate::views::finding_view::FindingView;
use crate::watch::Watch;

/// The matter, with something promised of every paper in it. What is promised now is recorded, if
/// the matter can be written.
///
/// # Errors
/// When a paper cannot be read, or is no longer the one that was received.
pub(crate) fn promised_matter(
    state: &State,
    id: &MatterId,
    watch: &dyn Watch,
) -> Result<Arc<Matter>, AppError> {
    let matter = state.vault.matter(id)?;
    let old: Vec<Arc<Item>> = matter
        .items
        .values()
        .filter(|item| !item.is_promised() || !is_looked_at(item))
        .map(Arc::clone)
        .collect();
    for item in old {
        promise(state, id, &item, watch)?;
    }
    let matter = state.vault.matter(id)?;
    for item in matter.items.values().filter(|item| !is_told(item)) {
        tell_again(state, id, item, watch)?;
    }
    Ok(state.vault.matter(id)?)
}

/// Whether it was looked at where the edges of its pages are printed on, and its words were read as
/// they now are. Pictures need neither.
fn is_looked_at(item: &Item) -> bool {
    let facts = item.page_facts.as_ref();
    let is_read = |words: &TextFacts| words.version == TEXT_VERSION;
    let is_known =
        |facts: &PageFacts| facts.ink.is_some() && facts.words.as_deref().is_some_and(is_read);
    item.is_picture() || facts.is_some_and(|facts| is_known(facts))
}

/// Whether a paper could not be read because the disk is full.
fn is_for_want_of_room(finding: &Finding) -> bool {
    let why = finding.args.get("why");
    finding.code == Code::FileUnreadable && why.is_some_and(|why| why == "disk-full")
}

/// Reads a paper of the store once more, and records what is promised of it.
fn promise(state: &State, id: &MatterId, item: &Item, watch: &dyn Watch) -> Result<(), AppError> {
    let papers = state.vault.papers(id);
    // Of a locked or damaged PDF the copy that is used; of a picture the original, from which its
    // pages are made anew.
    let usable = item.usable();
    let (path, wanted) = if item.is_picture() || usable == item.original {
        (papers.original(&item.original), item.original)
    } else {
        (papers.derivative(&usable), usable)
    };
    let (received, _made) = read_again(state, item, (&path, wanted), watch)?;
    // Sheets that were cut out are not made anew: documents name them by their bytes.
    let mut sheets = BTreeMap::new();
    for sheet in &item.straightened {
        let source = sheet.picture.source;
        let path = papers.derivative(&source);
        let (seen, _) = read_again(state, item, (&path, source), watch)?;
        sheets.extend(
            seen.pictures
                .first()
                .map(|picture| (source, picture.promise)),
        );
    }
    let files: Vec<(Digest, PathBuf)> = received
        .derivatives
        .iter()
        .map(|made| (made.derivative.digest, made.path.clone()))
        .collect();
    let now = state.now();
    state
        .vault
        .renew(id, &item.original, &files, &now, |item| {
            renew(item, received, &sheets)
        })?;
    Ok(())
}

/// Reads a file of a paper once more, if it still has the bytes that it should. What was made of it
/// is in the folder.
fn read_again(
    state: &State,
    item: &Item,
    (path, wanted): (&Path, Digest),
    watch: &dyn Watch,
) -> Result<(Received, TempDir), AppError> {
    let staging = state.vault.staging();
    let refused = |stopped: Stopped| match stopped {
        Stopped::Refused(finding) if is_for_want_of_room(&finding) => {
            let full = AppError::DiskFull {
                path: staging.clone(),
                needed: item.size,
            };
            full.needing(&staging, item.size)
        }
        Stopped::Refused(finding) => AppError::NotTaken {
            path: PathBuf::from(&item.name),
            findings: vec![FindingView::new(state.texts(), &finding, None)],
        },
        Stopped::Cancelled => AppError::Cancelled,
    };
    let staged = stage(path, &staging, watch.cancel()).map_err(refused)?;
    if staged.digest != wanted {
        let name = item.name.clone();
        return Err(BundleError::Altered { name }.into());
    }
    let made = platform::private_folder_in(&staging, "made-").at(&staging)?;
    let received = state
        .inspector
        .inspect(&Question::new(&staged, made.path()), watch.cancel())
        .map_err(refused)?;
    Ok((received, made))
}

/// Adds to a paper what was found out when it was read once more.
fn renew(item: &mut Item, received: Received, sheets: &BTreeMap<Digest, Option<PageDigest>>) {
    item.pages = received.pages;
    item.pictures = received.pictures;
    item.promises = received.promises;
    item.promise_version = PROMISE_VERSION;
    for sheet in &mut item.straightened {
        // One that was cut out meanwhile has the promise of this version.
        if let Some(promise) = sheets.get(&sheet.picture.source) {
            sheet.picture.promise = *promise;
        }
    }
    if !is_looked_at(item) {
        let had = item.page_facts.take();
        let read = received.page_facts;
        let ink = read.as_ref().and_then(|facts| facts.ink.clone());
        let words = read.as_ref().and_then(|facts| facts.words.clone());
        let archival = read.as_ref().is_some_and(|facts| facts.archival);
        let unread = || {
            Box::new(TextFacts {
                version: TEXT_VERSION,
                ..TextFacts::default()
            })
        };
        // What was found out before stays: size and volumes are planned by it.
        let facts = had.or(read).unwrap_or_default();
        item.page_facts = Some(Box::new(PageFacts {
            // Where nothing could be read, it is not tried again.
            ink: Some(ink.unwrap_or_default()),
            words: Some(words.unwrap_or_else(unread)),
            archival,
            ..*facts
        }));
    }
    // The newest is the one that is used; what was made before is kept.
    let mut derivatives: Vec<_> = received
        .derivatives
        .into_iter()
        .map(|made| made.derivative)
        .collect();
    for old in item.derivatives.drain(..) {
        if derivatives.iter().all(|new| new.digest != old.digest) {
            derivatives.push(old);
        }
    }
    item.derivatives = derivatives;
    // What is now found out about signatures takes the place of what was; an unlocked copy has none.
    let is_told_anew = |finding: &Finding| finding.code.is_about_signature();
    if received.findings.iter().any(is_told_anew) {
        item.findings.retain(|had| !is_told_anew(had));
    }
    for finding in received.findings {
        if !item.findings.contains(&finding) {
            item.findings.push(finding);
        }
    }
}
