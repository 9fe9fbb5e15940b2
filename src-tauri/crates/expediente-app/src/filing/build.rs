//! Writing a dossier: every volume goes into a hidden file and is proved; only then do all of them
//! get their names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::thread;

use expediente_bundle::{
    BundleError, BundlePlan, PlannedPage, PlannedSheet, PlannedVolume, Profile, RenderInput,
    Rendered, altered_paper, over_limit, render, unprintable,
};
use expediente_model::{Code, Digest, Finding, Matter, MatterId, Purpose, Severity};
use expediente_pdf::Notice;
use expediente_proof::Proof;
use expediente_vault::Built;
use tempfile::NamedTempFile;

use crate::error::{AppError, At};
use crate::file_names;
use crate::filing::late_promises::promised_matter;
use crate::filing::paper_findings;
use crate::filing::preflight::{PreflightReport, preflight};
use crate::filing::proof::{Promised, prove};
use crate::filing::report::{BuildReport, BuiltFile, ProofReport};
use crate::filing::volume_names::{name_all, put_back, volume_path};
use crate::output_path::{can_write, is_dossier, is_replaceable};
use crate::platform;
use crate::request_error::RequestError;
use crate::staged_output::{remove_leftovers, staged_file};
use crate::state::State;
use crate::store::atomic_file::folder_of;
use crate::store::profile_store;
use crate::views::finding_view::FindingView;
use crate::watch::{Phase, Watch};

/// How often a dossier is planned before a volume over the limit is accepted.
const TRIES: usize = 6;

/// A volume that is written and proved but has no name yet.
struct Written {
    staged: NamedTempFile,
    proof: Proof,
    notices: Vec<(Digest, Notice)>,
}

/// Why an attempt ended.
enum Ended {
    /// A volume came out larger than the court accepts, and can be made smaller.
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

/// Builds the dossier of a matter. `out` gets its file only once it is proved and durable. Volumes
/// go beside it, under the names that the court wants.
///
/// The planner splits a dossier into volumes by an estimate, because the real size is known only
/// once a volume is written: its pages share fonts and images. So a volume can come out over the
/// limit. Then the whole dossier is planned and written again with a lower fill: the last one,
/// scaled by the ratio of the limit to the real size, less another percent. All volumes are planned
/// again, not only the large one, because every table of exhibits names the volume of each exhibit.
/// The last attempt keeps what it wrote, and a finding reports a volume over the limit. So does any
/// attempt if the user does not want volumes, or if the volume cannot be split further.
///
/// # Errors
/// When another file is in the place of the dossier, the dossier holds drafts, a stamp cannot be printed, a paper or the disk fails, a file does
/// not pass its proof, or the user cancels, or the system refuses to rename a finished volume (on
/// Windows, while another program has the old file open): then no file has changed.
pub(crate) fn build(
    state: &State,
    id: &MatterId,
    out: &Path,
    watch: &dyn Watch,
) -> Result<BuildReport, AppError> {
    let matter = promised_matter(state, id, watch)?;
    let court = profile_store::court(state, &matter.facts.profile)?;
    let profile = &*court.profile;
    let texts = state.assets.dossier_texts(matter.facts.language, profile);
    can_write(out)?;
    // Only a dossier of ours gives way to another one.
    if out.exists() && !is_dossier(out) {
        return Err(RequestError::SourcePaper(out.to_owned()).into());
    }
    remove_leftovers(folder_of(out));
    put_back(folder_of(out)).at(folder_of(out))?;
    let mut fill = profile.fill();
    let mut tries = 1;
    let (plan, written) = loop {
        let plan = BundlePlan::filled(&matter, profile, texts, &state.assets.fonts, fill);
        if plan.has_drafts() {
            return Err(BundleError::Draft.into());
        }
        let stamps = unprintable(&matter, &plan, profile, texts, &state.assets.fonts);
        if let Some(finding) = stamps {
            let view = FindingView::new(state.texts(), &finding, None);
            return Err(AppError::Unprintable(Box::new(view)));
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
            // Take off what the estimate missed, and a little more.
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
        texts: state.assets.dossier_texts(matter.facts.language, profile),
        fonts: &state.assets.fonts,
        icc: state.assets.icc,
        papers: &papers,
        created: (state.clock)().civil(),
    };
    let mut written = Vec::with_capacity(plan.volumes.len());
    for (at, volume) in plan.volumes.iter().enumerate() {
        let one = write_volume(state, &input, at, out, watch)?;
        let bytes = one.proof.bytes;
        if let Some(limit) = profile.limit.filter(|limit| bytes > *limit)
            && matter.facts.split
            && again
            // A cover page, a table and one sheet cannot be split further.
            && volume.pages.len() > 3
        {
            return Err(Ended::TooLarge { bytes, limit });
        }
        written.push(one);
    }
    Ok(written)
}

fn write_volume(
    state: &State,
    input: &RenderInput,
    volume: usize,
    out: &Path,
    watch: &dyn Watch,
) -> Result<Written, AppError> {
    let plan = input.plan;
    let disk = state.vault.disk();
    let planned = plan.volumes.get(volume).ok_or(BundleError::Nothing)?;
    let (before, total) = (planned.pages.start as u64, plan.pages.len() as u64);
    // In the same folder, so that the last step is a rename within one file system.
    let staged = staged_file(folder_of(out));
    let needing = |error: AppError| error.needing(out, plan.estimate);
    let staged = staged.at(folder_of(out)).map_err(needing)?;
    let mut step = |done, _| watch.step(Phase::Write, before + done, total);
    let rendered = render(input, volume, staged.as_file(), &mut step);
    let because = |error: AppError| match altered_paper(input, volume) {
        // If a paper rotted on the disk, that is the reason for whatever was met in it.
        Ok(Some(name)) => BundleError::Altered { name }.into(),
        Ok(None) | Err(_) => error,
    };
    let rendered = rendered.map_err(|error| match error {
        BundleError::Page { .. } => because(error.into()),
        error => needing(error.into()),
    });
    let Rendered {
        notices,
        expected,
        sha256,
        ..
    } = rendered?;
    let file = platform::second_handle(staged.as_file()).at(staged.path())?;
    // The disk syncs the file while it is read back and proved. It gets its name only after both.
    let (durable, proof) = thread::scope(|scope| {
        let durable = scope.spawn(|| disk.sync_file(staged.path(), staged.as_file()));
        let promised = Promised {
            dossier: &expected,
            sha256,
        };
        let proof = prove(file, Some(&promised), staged.path(), watch);
        (
            durable
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            proof,
        )
    });
    // Some disks report only now that they are full.
    durable.at(staged.path()).map_err(needing)?;
    let proof = proof.map_err(|error| match error {
        AppError::Unproved(findings) => {
            because(AppError::Unproved(named(input, planned, findings)))
        }
        error => error,
    });
    Ok(Written {
        staged,
        proof: proof?,
        notices,
    })
}

/// Findings of a proof, each with the name of the paper whose page it is on.
fn named(input: &RenderInput, volume: &PlannedVolume, findings: Vec<Finding>) -> Vec<Finding> {
    let name = |page: u32| {
        let at = volume.pages.start + (page as usize).saturating_sub(1);
        let item = match &input.plan.pages.get(at)?.sheet {
            PlannedSheet::Paper { item, .. } => *item,
            PlannedSheet::Photos { photos, .. } => photos.first()?.item,
            PlannedSheet::Cover
            | PlannedSheet::Table(_)
            | PlannedSheet::Slip(_)
            | PlannedSheet::Listing(_) => return None,
        };
        Some(input.matter.items.get(&item)?.name.clone())
    };
    findings
        .into_iter()
        .map(|finding| match finding.page.and_then(name) {
            Some(name) => finding.with("paper", name),
            None => finding,
        })
        .collect()
}

/// Gives the proved files their names and records the build.
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
    let mut finished = Vec::with_capacity(total);
    for (at, one) in written.into_iter().enumerate() {
        let path = if total > 1 {
            let path = volume_path(out, profile, at + 1)?;
            is_replaceable(&path)?;
            // The user did not name this file, so only a dossier of ours gives way to it.
            if path.exists() && !is_dossier(&path) {
                return Err(RequestError::SourcePaper(path).into());
            }
            path
        } else {
            out.to_owned()
        };
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
        finished.push((one.staged, path));
    }
    name_all(state.vault.disk(), finished)?;
    // An exhibit that spans two volumes has a slip sheet in each, but counts once.
    proof.exhibits = plan
        .exhibits
        .iter()
        .map(|exhibit| exhibit.id)
        .collect::<BTreeSet<_>>()
        .len();
    let built = Built {
        sha256,
        bytes: proof.bytes,
        pages,
        profile: matter.facts.profile.clone(),
        volumes,
    };
    // A read-only matter can be built; the build just cannot be recorded.
    if !state.vault.is_read_only(id)? {
        state.vault.built(id, &built, &state.now())?;
    }
    let mut findings = paper_findings::paper_findings(state, matter, plan)?;
    findings.extend(state.planned_views(&plan.findings));
    findings.extend(paper_findings::lost(state, matter, notices)?);
    findings.extend(written_findings(state, profile, &files, out)?);
    let (stops, checks) = add_stops(&mut findings, preflight(state, id)?);
    Ok(BuildReport {
        stops,
        checks,
        drawn: drawn_pages(matter, plan)?,
        size: state.texts().size(proof.bytes),
        limit: profile.limit,
        limit_size: profile.limit.map(|limit| state.texts().size(limit)),
        proof,
        files,
        findings,
    })
}

/// Adds the findings of the preflight check that stop the filing and were not told yet. Counts all
/// that do, and all that somebody should look at, which the preflight check lists.
fn add_stops(findings: &mut Vec<FindingView>, checked: PreflightReport) -> (u32, u32) {
    let is_open = |finding: &FindingView, severity: Severity| {
        finding.severity == severity && finding.answer.is_none()
    };
    let mut others = 0;
    for finding in checked.findings {
        let is_told =
            |told: &FindingView| told.code == finding.code && told.message == finding.message;
        // A file that was written has a size, and no longer an estimate.
        let is_estimate = finding.code == Code::NeedsSplit.word();
        if is_estimate || findings.iter().any(is_told) {
            continue;
        }
        if is_open(&finding, Severity::Stops) {
            findings.push(finding);
        } else if is_open(&finding, Severity::Check) {
            others += 1;
        }
    }
    // What stops the filing comes first.
    findings.sort_by_key(|finding| !is_open(finding, Severity::Stops));
    let count = |severity| -> u32 {
        let open = findings.iter().filter(|found| is_open(found, severity));
        open.map(|_| 1).sum()
    };
    (count(Severity::Stops), count(Severity::Check) + others)
}

/// How many pages of a plan show a paper that could only be drawn.
fn drawn_pages(matter: &Matter, plan: &BundlePlan) -> Result<u32, AppError> {
    let is_drawn = |page: &&PlannedPage| match &page.sheet {
        PlannedSheet::Paper { item, .. } => matter.items.get(item).is_some_and(|item| {
            let used = item.usable();
            let purpose = item.derivatives.iter().find(|made| made.digest == used);
            purpose.is_some_and(|made| made.purpose == Purpose::Drawn)
        }),
        _ => false,
    };
    u32::try_from(plan.pages.iter().filter(is_drawn).count())
        .map_err(|_| AppError::Bug("a dossier has more pages than can be counted"))
}

/// Problems with the written files, whatever the plan said: their sizes, and files beside them from
/// an earlier build that seem to belong to this one.
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs::File;
    use std::io;
    use std::sync::{Arc, Mutex};

    use expediente_intake::ReaderProgram;
    use expediente_model::{
        Act, Change, Corners, Derivative, Document, DocumentId, Exhibit, ExhibitId, Facts, Item,
        Language, MediaKind, PageBoxes, PageDigest, PageFacts, PaperShape, Picture, Promises,
        Purpose, Straightened,
    };
    use expediente_vault::{Disk, Staged, SystemDisk, Vault};

    use super::*;
    use crate::assets::Assets;
    use crate::clock::Moment;
    use crate::watch::Quiet;

    /// The system's disk, which writes down what it is asked.
    #[derive(Debug, Default)]
    struct Noted(Mutex<Vec<(&'static str, PathBuf)>>);

    impl Noted {
        fn note(&self, what: &'static str, path: &Path) {
            self.0.lock().unwrap().push((what, path.to_owned()));
        }
    }

    impl Disk for Noted {
        fn create_folder(&self, path: &Path) -> io::Result<()> {
            SystemDisk.create_folder(path)
        }
        fn create_file(&self, path: &Path) -> io::Result<File> {
            SystemDisk.create_file(path)
        }
        fn write(&self, path: &Path, file: &mut File, at: u64, bytes: &[u8]) -> io::Result<()> {
            self.note("write", path);
            SystemDisk.write(path, file, at, bytes)
        }
        fn cut(&self, path: &Path, file: &File, length: u64) -> io::Result<()> {
            SystemDisk.cut(path, file, length)
        }
        fn sync_file(&self, path: &Path, file: &File) -> io::Result<()> {
            self.note("sync file", path);
            SystemDisk.sync_file(path, file)
        }
        fn sync_folder(&self, path: &Path) -> io::Result<()> {
            self.note("sync folder", path);
            SystemDisk.sync_folder(path)
        }
        fn protect(&self, path: &Path) -> io::Result<()> {
            SystemDisk.protect(path)
        }
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.note("rename from", from);
            self.note("rename to", to);
            SystemDisk.rename(from, to)
        }
        fn remove_file(&self, path: &Path) -> io::Result<()> {
            SystemDisk.remove_file(path)
        }
        fn remove_folder(&self, path: &Path) -> io::Result<()> {
            SystemDisk.remove_folder(path)
        }
    }

    const PAPER: &[u8] = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
        2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n\
        3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>\nendobj\n\
        xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n\
        0000000105 00000 n \ntrailer\n<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n";

    /// A paper of which another version of the program promised something else.
    fn item() -> Item {
        let boxes = PageBoxes {
            media: [0.0, 0.0, 612.0, 792.0],
            visible: [0.0, 0.0, 612.0, 792.0],
            rotate: 0,
            unit: 1.0,
        };
        let looked_at = PageFacts {
            ink: Some(Vec::new()),
            ..PageFacts::default()
        };
        let promised = Promises::of([(PageDigest::from_bytes([7; 32]), boxes)]);
        Item {
            original: Digest::of(PAPER),
            size: PAPER.len() as u64,
            media: MediaKind::Pdf,
            pages: 1,
            name: "a.pdf".to_owned(),
            received: "2026-01-02T03:04:05Z".to_owned(),
            pictures: Vec::new(),
            straightened: Vec::new(),
            photo: None,
            first_words: None,
            page_facts: Some(Box::new(looked_at)),
            derivatives: Vec::new(),
            findings: Vec::new(),
            promises: Some(Box::new(promised)),
            promise_version: 0,
            origin: None,
            read: None,
        }
    }

    /// The built reader, which promises what is in the paper, beside the tests' own folder.
    fn reader() -> ReaderProgram {
        let own = std::env::current_exe().unwrap();
        let name = format!("expediente-reader{}", std::env::consts::EXE_SUFFIX);
        let reader = own.ancestors().nth(2).unwrap().join(name);
        assert!(reader.is_file(), "build it first: cargo build --workspace");
        ReaderProgram::at(reader)
    }

    /// A store with one empty matter.
    fn state(place: &Path, disk: Arc<dyn Disk>) -> (State, MatterId) {
        let opened = Vault::open_on(disk, &place.join("store"), "test").unwrap();
        let assets = Assets::load().unwrap();
        let clock = || Moment::from_seconds(1_767_323_045).unwrap();
        let state = State::new(opened, assets, reader(), clock, Language::En);
        let id = MatterId::from_untrusted("m").unwrap();
        let facts = Facts {
            profile: "plain".to_owned(),
            ..Facts::default()
        };
        state.vault.create(&id, "m", &facts, &state.now()).unwrap();
        (state, id)
    }

    /// Of a sheet that was cut out of a photo, too, another version promised something else. What is
    /// promised of it now is what is promised of its picture when that comes in as a paper.
    #[test]
    fn sheets_are_promised_anew() {
        let place = tempfile::tempdir().unwrap();
        let (state, id) = state(place.path(), Arc::new(SystemDisk));
        let photos = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../assets/sample/caso-ejemplo/04 - Fotos de su trabajo");
        let [photo, sheet] =
            ["DSC_0417.JPG", "IMG-20240211-WA0007.jpg"].map(|name| photos.join(name));
        let received = |path: &Path| {
            let made = tempfile::tempdir().unwrap();
            let go_on = Quiet::default();
            let staged = expediente_intake::stage(path, made.path(), go_on.cancel()).unwrap();
            let out = made.path().join("made");
            std::fs::create_dir(&out).unwrap();
            let question = expediente_intake::Question::new(&staged, &out);
            state
                .inspector
                .inspect(&question, go_on.cancel())
                .unwrap()
                .pictures[0]
        };
        let staged = |path: &Path, name: &str| {
            let to = state.vault.staging().join(name);
            std::fs::copy(path, &to).unwrap();
            to
        };
        let (whole, wanted) = (received(&photo), received(&sheet));
        let old = |picture| Picture {
            promise: Some(PageDigest::from_bytes([7; 32])),
            ..picture
        };
        let sheet_of = Straightened {
            page: 1,
            corners: Corners([[500, 500], [9500, 500], [9500, 9500], [500, 9500]]),
            shape: PaperShape::Other,
            picture: old(wanted),
        };
        let item = Item {
            original: whole.source,
            size: photo.metadata().unwrap().len(),
            media: MediaKind::Jpeg,
            name: "DSC_0417.JPG".to_owned(),
            pictures: vec![old(whole)],
            straightened: vec![sheet_of],
            page_facts: None,
            promises: None,
            derivatives: vec![Derivative {
                digest: wanted.source,
                purpose: Purpose::Straightened,
                page: Some(1),
                settings: BTreeMap::new(),
            }],
            ..item()
        };
        let admitted = Staged {
            item,
            original: staged(&photo, "staged-a1B2c3"),
            derivatives: vec![(wanted.source, staged(&sheet, "staged-d4E5f6"))],
        };
        state.vault.admit(&id, &admitted, &state.now()).unwrap();
        let matter = promised_matter(&state, &id, &Quiet::default()).unwrap();
        let item = &matter.items[&whole.source];
        assert!(item.is_promised());
        assert!(wanted.promise.is_some());
        assert_eq!(item.pictures[0].promise, whole.promise);
        assert_eq!(item.straightened[0].picture.promise, wanted.promise);
    }

    /// After a power cut, the name of a dossier never has half of its bytes, and the journal never
    /// tells of a dossier that is not there: its bytes are durable before its name, and its name
    /// before the record of the build.
    #[test]
    fn a_dossier_is_durable_before_its_name_and_its_record() {
        let place = tempfile::tempdir().unwrap();
        let disk = Arc::new(Noted::default());
        let (state, id) = state(place.path(), Arc::clone(&disk) as Arc<dyn Disk>);
        let original = state.vault.staging().join("staged-a1B2c3");
        std::fs::write(&original, PAPER).unwrap();
        let staged = Staged {
            item: item(),
            original,
            derivatives: Vec::new(),
        };
        state.vault.admit(&id, &staged, &state.now()).unwrap();
        let mut exhibit = Exhibit::new(ExhibitId(1), "Carta");
        let document = Document::new(DocumentId(2), Digest::of(PAPER));
        exhibit.documents.push(document);
        let change = Change::InsertExhibit { at: 0, exhibit };
        state
            .vault
            .commit(&id, Act::Add, &change, &state.now())
            .unwrap();
        disk.0.lock().unwrap().clear();
        let out = place.path().join("dossier.pdf");
        build(&state, &id, &out, &Quiet::default()).unwrap();
        let mut noted = disk.0.lock().unwrap().clone();
        // What is promised of the paper is recorded first.
        let is_dossier = |path: &Path| path.extension().is_some_and(|ending| ending == "part");
        let begins = noted.iter().position(|(_, path)| is_dossier(path)).unwrap();
        noted.drain(..begins);
        let kinds: Vec<&str> = noted.iter().map(|(what, _)| *what).collect();
        let expected = [
            "sync file",
            "rename from",
            "rename to",
            "sync folder",
            "write",
            "sync file",
        ];
        assert_eq!(kinds, expected, "{noted:?}");
        assert_eq!(noted[0].1, noted[1].1, "what is synced gets the name");
        assert_eq!((&noted[2].1, noted[3].1.as_path()), (&out, place.path()));
        assert!(noted[4].1.ends_with("journal.jsonl"), "{noted:?}");
    }
}
