//! Reports of an intake.

use std::path::{Path, PathBuf};

use expediente_intake::{DateOrder, PassedOver, Why};
use expediente_model::{Catalogue, Code, DaySpan, Digest, Finding, Origin, StillToGet, one_line};
use serde::Serialize;
use ts_rs::TS;

use crate::conclusions::Conclusion;
use crate::views::finding_view::FindingView;

/// The outcome for a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PaperState {
    /// It is in the store.
    Received,
    /// The matter has the same bytes already, and they are placed once more.
    Again,
    /// The matter has the same bytes already where they were asked for: nothing has changed.
    Duplicate,
    /// It was refused; the findings say why.
    Refused,
}

/// The outcome for one path.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PaperReport {
    /// Its path below the added folder, as text.
    pub path: String,
    /// The whole path, for another attempt.
    pub source: String,
    /// The outcome.
    pub state: PaperState,
    /// The number of its pages.
    pub pages: Option<u32>,
    /// SHA-256 of its bytes.
    pub sha256: Option<String>,
    /// For bytes that the matter had: the name under which they were first received.
    pub same_as: Option<String>,
    /// What the user should know.
    pub findings: Vec<FindingView>,
}

/// The outcome of an intake.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct IntakeReport {
    /// Every file with its outcome.
    pub papers: Vec<PaperReport>,
    /// The number of received papers.
    pub received: usize,
    /// The number of papers that the matter already had and that are placed once more.
    pub again: usize,
    /// The number of papers that the matter already had where they were asked for.
    pub duplicates: usize,
    /// The number of refused papers.
    pub refused: usize,
    /// The number of ignored files: hidden ones, and those that systems leave in folders.
    pub passed_over: usize,
    /// Links, which are not followed.
    pub links: Vec<String>,
    /// Papers that a dossier.toml names and that could not be taken in.
    pub missing: Vec<String>,
    /// What the user should know about the folder as a whole, or its dossier.toml.
    pub findings: Vec<FindingView>,
    /// What was concluded from names and first pages: dates that are certain, and suggestions.
    pub concluded: Vec<Conclusion>,
    /// Whether the user cancelled it.
    pub cancelled: bool,
    /// Films of live photos, until it is known whether their stills came in.
    #[serde(skip)]
    #[ts(skip)]
    pub(crate) films: Vec<PathBuf>,
    /// The refused papers that the matter keeps a list of.
    #[serde(skip)]
    pub still_to_get: Vec<StillToGet>,
}

/// A file to take in.
#[derive(Clone)]
pub(crate) struct Wanted {
    pub path: PathBuf,
    /// The name of the paper.
    pub name: String,
    /// Its path as users see it.
    pub shown: String,
    /// The unlocked copy that came with it.
    pub unlocked: Option<PathBuf>,
    /// The zip or mail that it came out of.
    pub origin: Option<Origin>,
    /// The file of the user's that it came out of, for another attempt.
    pub source: Option<PathBuf>,
    /// In which order the numbers of its dates are read, where that was answered.
    pub dates: Option<DateOrder>,
    /// The days that are shown of it, if it is a chat.
    pub days: DaySpan,
    /// The files that came with a chat before and could not be papers.
    pub refused: Vec<String>,
}

impl Wanted {
    /// A file of the user's.
    pub(crate) fn file(path: PathBuf, name: String, shown: String) -> Self {
        Self {
            path,
            name,
            shown,
            unlocked: None,
            origin: None,
            source: None,
            dates: None,
            days: DaySpan::default(),
            refused: Vec::new(),
        }
    }
}

/// A file after intake.
pub(crate) struct Taken {
    pub path: PathBuf,
    /// None if it was refused.
    pub digest: Option<Digest>,
    pub state: PaperState,
}

impl IntakeReport {
    /// Records which of the papers that were just taken in, the last of the report, were placed:
    /// one that the matter had already is a duplicate only where nothing was placed.
    pub(crate) fn mark_placed(&mut self, taken: &[Taken], placed: impl Fn(&Taken) -> bool) {
        let first = self.papers.len().saturating_sub(taken.len());
        for (said, one) in self.papers.iter_mut().skip(first).zip(taken) {
            if said.state == PaperState::Duplicate && placed(one) {
                said.state = PaperState::Again;
                self.duplicates -= 1;
                self.again += 1;
            }
        }
    }

    pub(crate) fn pass_over(&mut self, passed: &[PassedOver], texts: &Catalogue) {
        for passed in passed {
            let shown = passed.path.to_string_lossy().into_owned();
            match &passed.why {
                Why::Hidden | Why::Litter => self.passed_over += 1,
                Why::LiveFilm => self.films.push(passed.path.clone()),
                Why::Link => self.links.push(shown),
                Why::Special | Why::Unreadable(_) | Why::TooMany => {
                    let why = match &passed.why {
                        Why::Unreadable(why) => why.clone(),
                        Why::TooMany => "too-many".to_owned(),
                        _ => "special".to_owned(),
                    };
                    let finding = self.refuse(shown.clone(), &why, texts);
                    if matches!(passed.why, Why::Unreadable(_)) {
                        self.note_refused(&shown, &[finding]);
                    }
                }
            }
        }
    }

    /// Tells the films of live photos that were passed over, when it is known which stills came in.
    /// One whose still was refused is refused, too: nothing of that moment is in the matter.
    pub(crate) fn settle_films(&mut self, texts: &Catalogue) {
        let films = std::mem::take(&mut self.films);
        let (with_still, alone): (Vec<PathBuf>, Vec<PathBuf>) =
            films.into_iter().partition(|film| {
                let still = film.with_extension("");
                let came = self.papers.iter();
                came.filter(|paper| paper.state != PaperState::Refused)
                    .any(|paper| Path::new(&paper.source).with_extension("") == still)
            });
        let shown = |path: &Path| path.to_string_lossy().into_owned();
        if !with_still.is_empty() {
            let names: Vec<String> = with_still.iter().map(|path| shown(path)).collect();
            let finding = Finding::new(Code::LiveFilms)
                .with("count", names.len())
                .with("names", names.join(", "));
            self.add_findings(&[finding], texts);
        }
        for film in alone {
            let finding = Finding::new(Code::KindMedia).with("what", "MOV");
            let name = shown(&film);
            self.refuse_with(name.clone(), &finding, texts);
            self.note_refused(&name, &[finding]);
        }
    }

    /// Tells which papers left the list of those that are still to get, by their names alone.
    pub(crate) fn say_left_list(&mut self, names: &[String], texts: &Catalogue) {
        if !names.is_empty() {
            let finding = Finding::new(Code::StillToGetCame).with("names", names.join(", "));
            self.add_findings(&[finding], texts);
        }
    }

    /// Puts a refused paper on the list of those that are still to get, unless the file does
    /// not exist or only the disk was full: then nothing has to be got.
    pub(crate) fn note_refused(&mut self, name: &str, why: &[Finding]) {
        let is_gone = |finding: &Finding| {
            let reason = finding.args.get("why").map(String::as_str);
            // What the mail program's user had deleted is not missed.
            matches!(finding.code, Code::DiskFull | Code::MailDeleted)
                || (finding.code == Code::FileUnreadable && reason == Some("not-found"))
        };
        if why.iter().any(is_gone) {
            return;
        }
        self.still_to_get.push(StillToGet {
            name: one_line(name),
            why: why.to_vec(),
        });
    }

    /// Adds what the user should know about the folder as a whole.
    pub(crate) fn add_findings(&mut self, findings: &[Finding], texts: &Catalogue) {
        let views = findings.iter();
        self.findings
            .extend(views.map(|finding| FindingView::new(texts, finding, None)));
    }

    /// Records a path that cannot be read, and returns the finding that says so. `why` is a word of
    /// the catalogues.
    pub(crate) fn refuse(&mut self, path: String, why: &str, texts: &Catalogue) -> Finding {
        let finding = Finding::new(Code::FileUnreadable).with("why", why);
        self.refuse_with(path, &finding, texts);
        finding
    }

    fn refuse_with(&mut self, path: String, finding: &Finding, texts: &Catalogue) {
        self.refused += 1;
        self.papers.push(PaperReport {
            source: path.clone(),
            path,
            state: PaperState::Refused,
            pages: None,
            sha256: None,
            same_as: None,
            findings: vec![FindingView::new(texts, finding, None)],
        });
    }
}
