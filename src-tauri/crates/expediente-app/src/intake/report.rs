//! What became of the papers of an intake.

use std::path::PathBuf;

use expediente_intake::{PassedOver, Why};
use expediente_model::{Catalogue, Code, Digest, Finding};
use serde::Serialize;
use ts_rs::TS;

use crate::views::finding_view::FindingView;

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
