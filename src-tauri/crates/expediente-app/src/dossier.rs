//! Building a dossier, and proving one.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::thread;

use expediente_bundle::verify::{self, Promise, Proof, Unproved};
use expediente_bundle::{BundlePlan, Ingredients, Rendered, render};
use expediente_intake::findings_of;
use expediente_model::{Catalogue, Code, Digest, Finding, Matter, MatterId, Place};
use expediente_vault::Built;
use serde::Serialize;
use tempfile::NamedTempFile;
use ts_rs::TS;

use crate::error::At;
use crate::finding::size;
use crate::platform;
use crate::{App, AppError, FindingView, Phase, Watch};

/// What was proved of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProofReport {
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its bytes.
    pub bytes: u64,
    /// Its pages, each with its number proved.
    pub pages: usize,
    /// Its exhibits.
    pub exhibits: usize,
    /// Links and bookmarks whose goal was proved.
    pub links: usize,
}

impl From<Proof> for ProofReport {
    fn from(proof: Proof) -> Self {
        Self {
            sha256: proof.sha256.to_string(),
            bytes: proof.bytes,
            pages: proof.pages,
            exhibits: proof.exhibits,
            links: proof.links,
        }
    }
}

/// A dossier that was built and proved.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BuildReport {
    /// What was proved.
    #[serde(flatten)]
    pub proof: ProofReport,
    /// Its size for people.
    pub size: String,
    /// The court's limit in bytes, where it has one.
    pub limit: Option<u64>,
    /// The limit for people.
    pub limit_size: Option<String>,
    /// What to look at before it is filed.
    pub findings: Vec<FindingView>,
}

impl App {
    /// Whether a dossier could be written at a place: asked before papers are taken in, which can take long.
    ///
    /// # Errors
    /// When its folder is not there or cannot be written to, or the place is a folder itself.
    pub fn can_write(out: &Path) -> Result<(), AppError> {
        let folder = folder_of(out);
        if !folder.is_dir() {
            return Err(AppError::NoFolder(folder.to_owned()));
        }
        if out.is_dir() {
            return Err(AppError::IsFolder(out.to_owned()));
        }
        tempfile::tempfile_in(folder).map(|_| ()).at(folder)
    }

    /// Builds the dossier of a matter. The file stands at `out` only when it is proved and durable.
    ///
    /// # Errors
    /// When a paper or the disk fails, when the file does not prove itself, or when it was ended; then `out` is as it
    /// was before.
    pub fn build(&self, id: &MatterId, out: &Path, watch: &dyn Watch) -> Result<BuildReport, AppError> {
        let matter = self.vault.matter(id)?;
        let facts = &matter.facts;
        let profile = self.assets.profile(&facts.profile)?;
        let texts = self.assets.texts(facts.language);
        let plan = BundlePlan::of(&matter, profile, texts, &self.assets.fonts);
        let papers = self.vault.papers(id);
        let ingredients = Ingredients {
            matter: &matter,
            plan: &plan,
            profile,
            texts,
            fonts: &self.assets.fonts,
            icc: self.assets.icc,
            papers: &papers,
            created: (self.clock)().civil(),
        };
        Self::can_write(out)?;
        let folder = folder_of(out);
        remove_leftovers(folder);
        // In the same folder, so that the last step is a rename within one file system.
        let staged = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder).at(folder);
        let staged = staged.map_err(|error| error.needing(out, plan.estimate))?;
        // Held as long as it is written: what nobody holds is left over from a build that was killed. Where a file
        // system has no locks, nothing is ever taken for left over.
        let _ = staged.as_file().try_lock();
        let written = self.write(&ingredients, &staged, watch);
        let Rendered { notices, .. } = written.map_err(|error| error.needing(out, plan.estimate))?;
        let promise = Promise::of(&plan);
        let file = File::open(staged.path()).at(staged.path())?;
        // The disk takes what was written while it is read back and proved; the file has its name only after both.
        let (durable, proof) = thread::scope(|scope| {
            let durable = scope.spawn(|| staged.as_file().sync_all());
            let proof = prove(file, Some(&promise), staged.path(), watch);
            (durable.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), proof)
        });
        // A disk can also say only now that it is full.
        durable.at(staged.path()).map_err(|error| error.needing(out, plan.estimate))?;
        let proof = proof?;
        let built = Built {
            sha256: proof.sha256,
            bytes: proof.bytes,
            pages: u32::try_from(proof.pages).unwrap_or(u32::MAX),
            profile: facts.profile.clone(),
        };
        hand_over(staged, out, folder)?;
        // A matter that can only be read can still be built; only that it was built cannot be written down.
        if !self.vault.is_read_only(id)? {
            self.vault.built(id, &built, &self.now())?;
        }
        let mut findings = self.paper_findings(&matter, &plan);
        findings.extend(self.planned_views(&plan.findings));
        findings.extend(self.lost(&matter, notices));
        if let Some(limit) = profile.limit.filter(|limit| proof.bytes > *limit) {
            let finding = Finding::new(Code::OverLimit).with("size", size(proof.bytes)).with("limit", size(limit));
            findings.extend(self.views(&[finding]));
        }
        Ok(BuildReport {
            size: size(proof.bytes),
            limit: profile.limit,
            limit_size: profile.limit.map(size),
            proof: proof.into(),
            findings,
        })
    }

    fn write(
        &self,
        ingredients: &Ingredients,
        staged: &NamedTempFile,
        watch: &dyn Watch,
    ) -> Result<Rendered<()>, AppError> {
        let file = staged.as_file();
        let mut step = |done, total| watch.step(Phase::Write, done, total);
        let rendered = render(ingredients, BufWriter::with_capacity(1 << 20, file), &mut step)?;
        let mut out = rendered.out;
        out.flush().at(staged.path())?;
        Ok(Rendered { out: (), bytes: rendered.bytes, notices: rendered.notices })
    }

    /// Proves a file that Expediente wrote, by itself.
    ///
    /// # Errors
    /// When it cannot be read, or is not as it should be.
    pub fn verify(path: &Path, watch: &dyn Watch) -> Result<ProofReport, AppError> {
        let file = File::open(path).at(path)?;
        prove(file, None, path, watch).map(ProofReport::from)
    }

    /// A proof's findings with their sentences, without a store.
    #[must_use]
    pub fn proof_findings(texts: &Catalogue, findings: &[Finding]) -> Vec<FindingView> {
        findings.iter().map(|finding| FindingView::new(texts, finding, None)).collect()
    }

    /// What intake found in the papers that are in the dossier.
    pub(crate) fn paper_findings(&self, matter: &Matter, plan: &BundlePlan) -> Vec<FindingView> {
        let inside = plan.exhibits.iter().flat_map(|exhibit| {
            let place = Place::Exhibit(exhibit.id);
            exhibit.documents.iter().map(move |document| (place, document))
        });
        let front = plan.front.iter().map(|document| (Place::Front, document));
        let back = plan.back.iter().map(|document| (Place::Back, document));
        let mut used = BTreeSet::new();
        let mut views = Vec::new();
        for (place, document) in front.chain(inside).chain(back) {
            let Some(item) = matter.items.get(&document.item) else { continue };
            if used.insert(document.item) {
                let view = |finding| {
                    FindingView::new(self.texts(), finding, Some(&item.name)).at(Some(place), Some(document.id))
                };
                views.extend(item.findings.iter().map(view));
            }
        }
        views
    }

    /// What the papers lost while they were copied and intake did not know.
    fn lost(&self, matter: &Matter, notices: Vec<(Digest, expediente_pdf::Notice)>) -> Vec<FindingView> {
        let mut views = Vec::new();
        for (digest, notice) in notices {
            let Some(item) = matter.items.get(&digest) else { continue };
            for finding in findings_of(&[notice]) {
                let known = item.findings.iter().any(|had| had.code == finding.code && had.page == finding.page);
                if !known {
                    views.push(FindingView::new(self.texts(), &finding, Some(&item.name)));
                }
            }
        }
        views.dedup();
        views
    }
}

fn folder_of(out: &Path) -> &Path {
    out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

const PREFIX: &str = ".expediente-";
const SUFFIX: &str = ".part";

/// Removes what builds that were killed have left in a folder: parts of dossiers, with what people told in confidence.
fn remove_leftovers(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with(PREFIX) || !name.ends_with(SUFFIX) {
            continue;
        }
        let unheld = File::options().write(true).open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if unheld {
            // What cannot be removed now is tried again at the next build.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn prove(file: File, promise: Option<&Promise>, path: &Path, watch: &dyn Watch) -> Result<Proof, AppError> {
    let file = platform::SharedFile(file);
    verify::verify(&file, promise, &mut |done, total| watch.step(Phase::Prove, done, total)).map_err(|unproved| {
        match unproved {
            Unproved::Unreadable(source) => AppError::Io { path: path.to_owned(), source },
            Unproved::Wrong(findings) => AppError::Unproved(findings),
            Unproved::Cancelled => AppError::Cancelled,
        }
    })
}

/// Gives the proved file its name; its bytes are durable already.
fn hand_over(staged: NamedTempFile, out: &Path, folder: &Path) -> Result<(), AppError> {
    let file = staged.persist(out).map_err(|error| error.error).at(out)?;
    platform::readable_by_all(out, 0o644);
    drop(file);
    expediente_vault::sync_folder(folder).at(folder)
}
