//! Writing a dossier: every volume into a hidden file, proved, and only then all of them under their names.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::thread;

use expediente_bundle::{
    BundleError, BundlePlan, Profile, RenderInput, Rendered, expected_dossier, over_limit, render,
};
use expediente_model::{Code, Digest, Finding, Matter, MatterId};
use expediente_pdf::Notice;
use expediente_proof::Proof;
use expediente_vault::Built;
use tempfile::NamedTempFile;

use crate::error::{AppError, At};
use crate::file_names;
use crate::filing::paper_findings;
use crate::filing::proof::{self, prove};
use crate::filing::report::{BuildReport, BuiltFile, ProofReport};
use crate::platform;
use crate::state::State;
use crate::store::atomic_file::folder_of;
use crate::store::profile_store;
use crate::views::finding_view::FindingView;
use crate::watch::{Phase, Watch};

/// How often a dossier is planned anew because a written volume was over the limit; each time the volumes are filled less.
const TRIES: usize = 6;

/// A volume that was written and proved, and has no name yet.
struct Written {
    staged: NamedTempFile,
    proof: Proof,
    notices: Vec<(Digest, Notice)>,
}

/// Why a try ended.
enum Ended {
    /// A volume came out larger than the court takes, and can be made smaller.
    TooLarge {
        bytes: u64,
        limit: u64,
    },
    Failed(AppError),
}

impl<E: Into<AppError>> From<E> for Ended {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Builds the dossier of a matter. The file stands at `out` only when it is proved and durable; volumes stand beside it under the
/// names that the court wants.
///
/// # Errors
/// When some of it is a draft, a paper or the disk fails, a file does not prove itself, or it was ended; then no file
/// is other than it was before.
pub(crate) fn build(
    state: &State,
    id: &MatterId,
    out: &Path,
    watch: &dyn Watch,
) -> Result<BuildReport, AppError> {
    let matter = state.vault.matter(id)?;
    let court = profile_store::court(state, &matter.facts.profile)?;
    let profile = &*court.profile;
    let texts = state.assets.texts(matter.facts.language);
    proof::can_write(out)?;
    remove_leftovers(folder_of(out));
    let mut fill = profile.fill();
    let mut tries = 1;
    let (plan, written) = loop {
        let plan = BundlePlan::filled(&matter, profile, texts, &state.assets.fonts, fill);
        if plan.has_drafts() {
            return Err(BundleError::Draft.into());
        }
        match write_volumes(
            state,
            id,
            &matter,
            profile,
            &plan,
            out,
            tries < TRIES,
            watch,
        ) {
            Ok(written) => break (plan, written),
            Err(Ended::Failed(error)) => return Err(error),
            // What the estimate missed is taken off, and a little more.
            Err(Ended::TooLarge { bytes, limit }) => {
                fill = fill.map(|fill| (fill as f64 * (limit as f64 / bytes as f64) * 0.99) as u64);
            }
        }
        tries += 1;
    };
    hand_over(state, id, &matter, profile, &plan, written, out)
}

/// Writes and proves every volume.
#[allow(clippy::too_many_arguments, reason = "all that a try is made of")]
fn write_volumes(
    state: &State,
    id: &MatterId,
    matter: &Matter,
    profile: &Profile,
    plan: &BundlePlan,
    out: &Path,
    again: bool,
    watch: &dyn Watch,
) -> Result<Vec<Written>, Ended> {
    let papers = state.vault.papers(id);
    let input = RenderInput {
        matter,
        plan,
        profile,
        texts: state.assets.texts(matter.facts.language),
        fonts: &state.assets.fonts,
        icc: state.assets.icc,
        papers: &papers,
        created: (state.clock)().civil(),
    };
    let mut written = Vec::with_capacity(plan.volumes.len());
    for (at, volume) in plan.volumes.iter().enumerate() {
        let one = write_volume(&input, at, out, watch)?;
        let bytes = one.proof.bytes;
        if let Some(limit) = profile.limit.filter(|limit| bytes > *limit)
            && matter.facts.split
            && again
            // One sheet alone cannot be made smaller.
            && volume.pages.len() > 3
        {
            return Err(Ended::TooLarge { bytes, limit });
        }
        written.push(one);
    }
    Ok(written)
}

fn write_volume(
    input: &RenderInput,
    volume: usize,
    out: &Path,
    watch: &dyn Watch,
) -> Result<Written, AppError> {
    let plan = input.plan;
    let planned = plan.volumes.get(volume).ok_or(BundleError::Nothing)?;
    let (before, total) = (planned.pages.start as u64, plan.pages.len() as u64);
    // In the same folder, so that the last step is a rename within one file system.
    let staged = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(SUFFIX)
        .tempfile_in(folder_of(out));
    let needing = |error: AppError| error.needing(out, plan.estimate);
    let staged = staged.at(folder_of(out)).map_err(needing)?;
    // Held as long as it is written: what nobody holds is left over from a build that was killed. Where a file
    // system has no locks, nothing is ever taken for left over.
    let _ = staged.as_file().try_lock();
    let mut step = |done, _| watch.step(Phase::Write, before + done, total);
    let rendered = render(input, volume, staged.as_file(), &mut step);
    let Rendered { notices, .. } = rendered.map_err(|error| needing(error.into()))?;
    let expected = expected_dossier(plan, planned)?;
    let file = platform::second_handle(staged.as_file()).at(staged.path())?;
    // The disk takes what was written while it is read back and proved; the file has its name only after both.
    let (durable, proof) = thread::scope(|scope| {
        let durable = scope.spawn(|| staged.as_file().sync_all());
        let proof = prove(file, Some(&expected), staged.path(), watch);
        (
            durable
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            proof,
        )
    });
    // A disk can also say only now that it is full.
    durable.at(staged.path()).map_err(needing)?;
    Ok(Written {
        staged,
        proof: proof?,
        notices,
    })
}

/// Gives the proved files their names, and writes down that they were built.
fn hand_over(
    state: &State,
    id: &MatterId,
    matter: &Matter,
    profile: &Profile,
    plan: &BundlePlan,
    written: Vec<Written>,
    out: &Path,
) -> Result<BuildReport, AppError> {
    let total = written.len();
    let first = written.first().ok_or(BundleError::Nothing)?;
    let mut proof = ProofReport {
        bytes: 0,
        pages: 0,
        exhibits: 0,
        links: 0,
        ..first.proof.clone().into()
    };
    let volumes = if total > 1 {
        written
            .iter()
            .map(|one| Digest::from_bytes(one.proof.sha256))
            .collect()
    } else {
        Vec::new()
    };
    let sha256 = Digest::from_bytes(first.proof.sha256);
    let pages: usize = written.iter().map(|one| one.proof.pages).sum();
    let pages = u32::try_from(pages)
        .map_err(|_| AppError::Bug("a dossier has more pages than its record can count"))?;
    let (mut files, mut notices) = (Vec::with_capacity(total), Vec::new());
    for (at, one) in written.into_iter().enumerate() {
        let path = if total > 1 {
            volume_path(out, profile, at + 1)?
        } else {
            out.to_owned()
        };
        let file = one
            .staged
            .persist(&path)
            .map_err(|error| error.error)
            .at(&path)?;
        platform::readable_by_all(&path, 0o644);
        drop(file);
        proof.bytes += one.proof.bytes;
        proof.pages += one.proof.pages;
        proof.links += one.proof.links;
        notices.extend(one.notices);
        files.push(BuiltFile {
            path: path.to_string_lossy().into_owned(),
            sha256: Digest::from_bytes(one.proof.sha256).to_string(),
            bytes: one.proof.bytes,
            size: state.texts().size(one.proof.bytes),
            pages: one.proof.pages,
        });
    }
    // One that goes over two volumes has a slip sheet in each, and is one.
    proof.exhibits = plan
        .exhibits
        .iter()
        .map(|exhibit| exhibit.id)
        .collect::<BTreeSet<_>>()
        .len();
    let folder = folder_of(out);
    expediente_vault::sync_folder(folder).at(folder)?;
    let built = Built {
        sha256,
        bytes: proof.bytes,
        pages,
        profile: matter.facts.profile.clone(),
        volumes,
    };
    // A matter that can only be read can still be built; only that it was built cannot be written down.
    if !state.vault.is_read_only(id)? {
        state.vault.built(id, &built, &state.now())?;
    }
    let mut findings = paper_findings::paper_findings(state, matter, plan)?;
    findings.extend(state.planned_views(&plan.findings));
    findings.extend(paper_findings::lost(state, matter, notices)?);
    findings.extend(written_findings(state, profile, &files, out)?);
    Ok(BuildReport {
        size: state.texts().size(proof.bytes),
        limit: profile.limit,
        limit_size: profile.limit.map(|limit| state.texts().size(limit)),
        proof,
        files,
        findings,
    })
}

/// What is wrong with the written files, whatever the plan said: their sizes, and files beside them from an earlier build
/// that look as if they belonged to this one.
fn written_findings(
    state: &State,
    profile: &Profile,
    files: &[BuiltFile],
    out: &Path,
) -> Result<Vec<FindingView>, AppError> {
    let mut found: Vec<Finding> = files
        .iter()
        .filter_map(|file| over_limit(file.bytes, profile))
        .collect();
    let mut stale: Vec<PathBuf> = Vec::new();
    if files.len() > 1 {
        stale.push(out.to_owned());
    }
    let first = if files.len() > 1 { files.len() + 1 } else { 1 };
    for volume in first..first + 50 {
        let path = volume_path(out, profile, volume)?;
        if !path.exists() {
            break;
        }
        stale.push(path);
    }
    for path in stale.into_iter().filter(|path| path.exists()) {
        let name = file_names::shown_name(&path);
        found.push(Finding::new(Code::OlderFile).with("file", name));
    }
    Ok(state.views(&found))
}

/// What a volume is called, counted from 1: as the court wants it, beside the name that was chosen for the whole.
fn volume_path(out: &Path, profile: &Profile, volume: usize) -> Result<PathBuf, AppError> {
    let pattern = profile.files.part.split_once("{name}");
    let (before, after) = pattern.ok_or(AppError::Bug(
        "a checked profile names volumes without {name}",
    ))?;
    let numbered = |text: &str| text.replace("{n}", &volume.to_string());
    let mut name = OsString::from(numbered(before));
    name.push(file_names::stem_of(out));
    name.push(numbered(after));
    if let Some(ending) = out.extension() {
        name.push(".");
        name.push(ending);
    }
    Ok(out.with_file_name(name))
}

const PREFIX: &str = ".expediente-";
const SUFFIX: &str = ".part";

/// Removes what builds that were killed have left in a folder: parts of dossiers, with what people told in confidence.
fn remove_leftovers(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with(PREFIX) || !name.ends_with(SUFFIX) {
            continue;
        }
        let unheld = File::options()
            .write(true)
            .open(entry.path())
            .is_ok_and(|file| file.try_lock().is_ok());
        if unheld {
            // What cannot be removed now is tried again at the next build.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
