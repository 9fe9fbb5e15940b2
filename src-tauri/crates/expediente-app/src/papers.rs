//! Taking papers in: staged, read by the child, made durable, one after the other.

use std::fs;
use std::path::{Path, PathBuf};

use expediente_intake::{PassedOver, Question, Received, Stopped, Why, stage};
use expediente_model::{Catalogue, Code, Derivative, Digest, Finding, Item, MatterId, MediaKind, Purpose, cause};
use expediente_vault::{Admission, Staged};
use serde::Serialize;
use ts_rs::TS;

use crate::error::{At, ROOM};
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
        for (done, paper) in wanted.iter().enumerate() {
            watch.what(&paper.shown);
            let go_on = watch.step(Phase::Intake, done as u64, wanted.len() as u64);
            let result = if go_on { self.take_one(id, paper, passwords, watch) } else { Err(AppError::Cancelled) };
            let (one, said) = match result {
                // What was received until now stays, and takes its place.
                Err(AppError::Cancelled) => {
                    report.cancelled = true;
                    return Ok(taken);
                }
                result => result?,
            };
            watch.paper(&said);
            match one.state {
                PaperState::Received => report.received += 1,
                PaperState::Duplicate => report.duplicates += 1,
                PaperState::Refused => report.refused += 1,
            }
            report.papers.push(said);
            taken.push(one);
        }
        watch.progress(Phase::Intake, wanted.len() as u64, wanted.len() as u64);
        Ok(taken)
    }

    fn take_one(
        &self,
        id: &MatterId,
        paper: &Wanted,
        passwords: &[Vec<u8>],
        watch: &dyn Watch,
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
        let mut one = Taken { path: paper.path.clone(), digest: None, state: PaperState::Refused };
        let texts = self.texts();
        let mut refuse = |finding: &Finding| {
            // Nothing is written while a paper is read but its copy and what is made of it.
            let full =
                finding.code == Code::FileUnreadable && finding.args.get("why").is_some_and(|w| w == "disk-full");
            let bytes = std::fs::metadata(&paper.path).map_or(0, |metadata| metadata.len());
            let no_room = || Finding::new(Code::DiskFull).with("needed", bytes + ROOM);
            let finding = if full { no_room() } else { finding.clone() };
            said.findings.push(FindingView::new(texts, &finding, None));
        };
        let staged = match stage(&paper.path, &self.vault.staging(), watch.cancel()) {
            Ok(staged) => staged,
            Err(Stopped::Refused(finding)) => {
                refuse(&finding);
                return Ok((one, said));
            }
            Err(Stopped::Cancelled) => return Err(AppError::Cancelled),
        };
        if let Some(had) = self.vault.matter(id)?.items.get(&staged.digest) {
            one.digest = Some(staged.digest);
            one.state = PaperState::Duplicate;
            said.same_as = Some(had.name.clone());
            said.pages = Some(had.pages);
            said.sha256 = Some(staged.digest.to_string());
            said.state = PaperState::Duplicate;
            return Ok((one, said));
        }
        let made = tempfile::Builder::new().prefix("made-").tempdir_in(self.vault.staging());
        let made = made.at(&self.vault.staging())?;
        let received = match self.inspect(&staged, paper, made.path(), passwords, watch) {
            Ok(received) => received,
            Err(Stopped::Refused(finding)) => {
                refuse(&finding);
                return Ok((one, said));
            }
            Err(Stopped::Cancelled) => return Err(AppError::Cancelled),
        };
        let name = paper.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let item = Item {
            original: staged.digest,
            size: staged.size,
            media: received.media,
            pages: received.pages,
            name,
            received: self.now(),
            pictures: received.pictures,
            photo: received.photo,
            first_words: received.first_words,
            derivatives: received.derivatives.iter().map(|made| made.derivative.clone()).collect(),
            findings: received.findings,
        };
        let admitted = Staged {
            original: staged.path.to_path_buf(),
            derivatives: received.derivatives.into_iter().map(|made| (made.derivative.digest, made.path)).collect(),
            item,
        };
        one.digest = Some(staged.digest);
        one.state = match self.vault.admit(id, &admitted, &self.now())? {
            Admission::Received => PaperState::Received,
            Admission::Duplicate => PaperState::Duplicate,
        };
        said.state = one.state;
        said.pages = Some(admitted.item.pages);
        said.sha256 = Some(staged.digest.to_string());
        said.findings = admitted.item.findings.iter().map(|f| FindingView::new(self.texts(), f, None)).collect();
        Ok((one, said))
    }

    /// Has a staged file read by the child; a locked PDF is tried with each password.
    fn inspect(
        &self,
        staged: &expediente_intake::Staged,
        paper: &Wanted,
        made: &Path,
        passwords: &[Vec<u8>],
        watch: &dyn Watch,
    ) -> Result<Received, Stopped> {
        if let Some(unlocked) = &paper.unlocked {
            return self.inspect_unlocked(unlocked, made, watch);
        }
        let mut result = self.inspector.inspect(&Question::new(staged, made), watch.cancel());
        for password in passwords {
            match &result {
                Err(Stopped::Refused(finding))
                    if matches!(finding.code, Code::PdfEncrypted | Code::PdfWrongPassword) =>
                {
                    let question = Question::new(staged, made).with_password(password.clone());
                    result = self.inspector.inspect(&question, watch.cancel());
                }
                _ => break,
            }
        }
        result
    }

    /// A PDF that was handed over with its unlocked copy: the copy is read, and kept as the derivative.
    fn inspect_unlocked(&self, unlocked: &Path, made: &Path, watch: &dyn Watch) -> Result<Received, Stopped> {
        let staged = stage(unlocked, made, watch.cancel())?;
        let inside = made.join("made");
        let unreadable = |error: std::io::Error| Finding::new(Code::FileUnreadable).with("why", cause(&error));
        fs::create_dir(&inside).map_err(unreadable)?;
        let mut received = self.inspector.inspect(&Question::new(&staged, &inside), watch.cancel())?;
        if received.media != MediaKind::Pdf {
            return Err(Finding::new(Code::KindUnknown).into());
        }
        let (digest, size) = (staged.digest, staged.size);
        let path = staged.path.keep().map_err(|error| unreadable(error.error))?;
        let derivative = Derivative { digest, purpose: Purpose::Unlocked, page: None };
        received.derivatives = vec![expediente_intake::Made { path, size, derivative }];
        Ok(received)
    }
}
