//! Makes papers durable, one after the other, after `paper_reader.rs` has read them. Each ends as
//! received, duplicate or refused; placing it can turn a duplicate into a paper placed again.

use std::path::Path;

use expediente_model::{Code, Finding, Item, MatterId};
use expediente_vault::Admission;

use crate::error::{AppError, ROOM};
use crate::intake::paper_reader::{self, Read};
use crate::intake::report::{IntakeReport, PaperReport, PaperState, Taken, Wanted};
use crate::intake::typeset_request::days_of;
use crate::state::State;
use crate::views::finding_view::FindingView;
use crate::watch::{Phase, Watch};

/// Takes files into a matter without placing them. If the user cancels, the report says so, and the
/// papers received until then are returned.
pub(crate) fn take_in(
    state: &State,
    id: &MatterId,
    wanted: &[Wanted],
    passwords: &[Vec<u8>],
    report: &mut IntakeReport,
    watch: &dyn Watch,
) -> Result<Vec<Taken>, AppError> {
    let mut taken = Vec::with_capacity(wanted.len());
    let mut each = |done: usize, paper: &Wanted, read: Read| {
        watch.what(&paper.shown);
        if !watch.step(Phase::Intake, done as u64, wanted.len() as u64) {
            return Err(AppError::Cancelled);
        }
        let (one, said, findings) = take_one(state, id, paper, read)?;
        watch.paper(&said);
        match one.state {
            PaperState::Received => report.received += 1,
            PaperState::Again => report.again += 1,
            PaperState::Duplicate => report.duplicates += 1,
            PaperState::Refused => {
                report.refused += 1;
                report.note_refused(&paper.shown, &findings);
            }
        }
        report.papers.push(said);
        taken.push(one);
        Ok(())
    };
    match paper_reader::read_all(state, id, wanted, passwords, watch, &mut each) {
        // Papers received until now stay and are placed.
        Err(AppError::Cancelled) => report.cancelled = true,
        result => {
            result?;
            watch.progress(Phase::Intake, wanted.len() as u64, wanted.len() as u64);
        }
    }
    Ok(taken)
}

/// Makes a paper durable that was read. Returns its findings too.
fn take_one(
    state: &State,
    id: &MatterId,
    paper: &Wanted,
    read: Read,
) -> Result<(Taken, PaperReport, Vec<Finding>), AppError> {
    let source = paper.source.as_ref().map_or(&paper.path, |source| source);
    let mut said = PaperReport {
        path: paper.shown.clone(),
        source: source.to_string_lossy().into_owned(),
        state: PaperState::Refused,
        pages: None,
        sha256: None,
        same_as: None,
        findings: Vec::new(),
    };
    let mut one = Taken {
        path: paper.path.clone(),
        digest: None,
        state: PaperState::Refused,
    };
    let (digest, mut findings) = match read {
        Read::Refused(finding) => (None, vec![no_room(finding, &paper.path)]),
        Read::Known(digest) => {
            one.state = PaperState::Duplicate;
            (Some(digest), Vec::new())
        }
        Read::Mended(digest) => {
            one.state = PaperState::Duplicate;
            (Some(digest), vec![Finding::new(Code::PaperMended)])
        }
        Read::Renewed(digest) => {
            one.state = PaperState::Duplicate;
            (Some(digest), vec![Finding::new(Code::ChatRenewed)])
        }
        Read::Good(good) => {
            one.state = match state.vault.admit(id, &good.staged, &state.now())? {
                Admission::Received => PaperState::Received,
                Admission::Duplicate => PaperState::Duplicate,
            };
            (
                Some(good.staged.item.original),
                good.staged.item.findings.clone(),
            )
        }
    };
    if let Some(digest) = digest
        && let Some(had) = state.vault.matter(id)?.items.get(&digest)
    {
        said.pages = Some(had.pages);
        said.sha256 = Some(digest.to_string());
        said.same_as = (one.state == PaperState::Duplicate).then(|| had.name.clone());
        if one.state == PaperState::Duplicate && had.is_chat() && keeps_days(had, paper) {
            findings.push(Finding::new(Code::ChatDaysKept));
        }
    }
    // What was found in a paper is said once.
    let again = |finding: &&Finding| {
        one.state != PaperState::Duplicate
            || matches!(
                finding.code,
                Code::PaperMended | Code::ChatRenewed | Code::ChatDaysKept
            )
    };
    said.findings = findings
        .iter()
        .filter(again)
        .map(|f| FindingView::new(state.texts(), f, None))
        .collect();
    one.digest = digest;
    said.state = one.state;
    Ok((one, said, findings))
}

/// Whether days were chosen of a chat that shows others.
fn keeps_days(had: &Item, paper: &Wanted) -> bool {
    !paper.days.is_all() && paper.days != days_of(had.typeset())
}

/// Reading a paper writes only its copy and its derivatives, so on a full disk the size of the
/// paper says how much room is missing.
pub(crate) fn no_room(finding: Finding, paper: &Path) -> Finding {
    let full = finding.code == Code::FileUnreadable
        && finding
            .args
            .get("why")
            .is_some_and(|why| why == "disk-full");
    if !full {
        return finding;
    }
    let bytes = std::fs::metadata(paper).map_or(0, |metadata| metadata.len());
    Finding::new(Code::DiskFull).with("needed", bytes + ROOM)
}
