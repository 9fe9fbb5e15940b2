//! Taking papers in: what was read is made durable, one after the other, and each ends as something.
//!
//! How they are read is in `reading.rs`.

use std::path::{Path, PathBuf};

use expediente_intake::{PassedOver, Why};
use expediente_model::{Catalogue, Code, Digest, Finding, MatterId};
use expediente_vault::Admission;
use serde::Serialize;
use ts_rs::TS;

use crate::error::ROOM;
use crate::reading::Read;
use crate::{App, AppError, FindingView, Phase, Watch};

/// What became of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PaperState {
    /// It is in the store.
    Received,
    /// The matter has the same bytes already.
    Duplicate,
    /// It was not taken in; the findings say why.
    Refused,
}

/// One path of an intake.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PaperReport {
    /// Its path below what was added, readable.
    pub path: String,
    /// The whole path, by which it can be tried again.
    pub source: String,
    /// What became of it.
    pub state: PaperState,
    /// Its pages.
    pub pages: Option<u32>,
    /// SHA-256 of its bytes.
    pub sha256: Option<String>,
    /// Of a duplicate: the name under which the bytes were received first.
    pub same_as: Option<String>,
    /// What the user should know.
    pub findings: Vec<FindingView>,
}

/// What an intake did.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct IntakeReport {
    /// Every file, each ending as something.
    pub papers: Vec<PaperReport>,
    /// How many were received.
    pub received: usize,
    /// How many were there already.
    pub duplicates: usize,
    /// How many were refused.
    pub refused: usize,
    /// Hidden files and what systems leave in folders: passed over.
    pub passed_over: usize,
    /// Links, which are not followed.
    pub links: Vec<String>,
    /// Papers that a dossier.toml names and that could not be taken in.
    pub missing: Vec<String>,
    /// Whether it was ended before its end.
    pub cancelled: bool,
}

/// A file to take in.
pub(crate) struct Wanted {
    pub path: PathBuf,
    /// As it is shown.
    pub shown: String,
    /// The unlocked copy that came with it.
    pub unlocked: Option<PathBuf>,
}

/// A file after intake.
pub(crate) struct Taken {
    pub path: PathBuf,
    /// None when it was refused.
    pub digest: Option<Digest>,
    pub state: PaperState,
}

impl IntakeReport {
    pub(crate) fn pass_over(&mut self, passed: &[PassedOver], texts: &Catalogue) {
        for passed in passed {
            let shown = passed.path.to_string_lossy().into_owned();
            match &passed.why {
                Why::Hidden | Why::Litter => self.passed_over += 1,
                Why::Link => self.links.push(shown),
                Why::Special | Why::Unreadable(_) | Why::TooMany => {
                    let why = match &passed.why {
                        Why::Unreadable(why) => why.clone(),
                        Why::TooMany => "too-many".to_owned(),
                        _ => "special".to_owned(),
                    };
                    self.refuse(shown, &why, texts);
                }
            }
        }
    }

    /// A path that cannot be read: `why` is a word of the catalogues.
    pub(crate) fn refuse(&mut self, path: String, why: &str, texts: &Catalogue) {
        let finding = Finding::new(Code::FileUnreadable).with("why", why);
        self.refused += 1;
        self.papers.push(PaperReport {
            source: path.clone(),
            path,
            state: PaperState::Refused,
            pages: None,
            sha256: None,
            same_as: None,
            findings: vec![FindingView::new(texts, &finding, None)],
        });
    }
}

impl App {
    /// Takes files into a matter. None of them stands anywhere in the dossier yet. When it is ended, the report says so,
    /// and what was received until then is returned.
    pub(crate) fn take_in(
        &self,
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
            let (one, said) = self.take_one(id, paper, read)?;
            watch.paper(&said);
            match one.state {
                PaperState::Received => report.received += 1,
                PaperState::Duplicate => report.duplicates += 1,
                PaperState::Refused => report.refused += 1,
            }
            report.papers.push(said);
            taken.push(one);
            Ok(())
        };
        match self.read_all(id, wanted, passwords, watch, &mut each) {
            // What was received until now stays, and takes its place.
            Err(AppError::Cancelled) => report.cancelled = true,
            result => {
                result?;
                watch.progress(Phase::Intake, wanted.len() as u64, wanted.len() as u64);
            }
        }
        Ok(taken)
    }

    /// Makes a paper durable that was read.
    fn take_one(
        &self,
        id: &MatterId,
        paper: &Wanted,
        read: Read,
    ) -> Result<(Taken, PaperReport), AppError> {
        let mut said = PaperReport {
            path: paper.shown.clone(),
            source: paper.path.to_string_lossy().into_owned(),
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
        let (digest, findings) = match read {
            Read::Refused(finding) => (None, vec![no_room(finding, &paper.path)]),
            Read::Known(digest) => {
                one.state = PaperState::Duplicate;
                (Some(digest), Vec::new())
            }
            Read::Good(good) => {
                one.state = match self.vault.admit(id, &good.staged, &self.now())? {
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
            && let Some(had) = self.vault.matter(id)?.items.get(&digest)
        {
            said.pages = Some(had.pages);
            said.sha256 = Some(digest.to_string());
            said.same_as = (one.state == PaperState::Duplicate).then(|| had.name.clone());
        }
        if one.state != PaperState::Duplicate {
            said.findings = findings
                .iter()
                .map(|f| FindingView::new(self.texts(), f, None))
                .collect();
        }
        one.digest = digest;
        said.state = one.state;
        Ok((one, said))
    }
}

/// Nothing is written while a paper is read but its copy and what is made of it: a full disk says how much it lacks.
fn no_room(finding: Finding, paper: &Path) -> Finding {
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
