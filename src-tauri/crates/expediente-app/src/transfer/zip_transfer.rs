//! Imports a case from a folder or a zip, and exports a case as a zip.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use expediente_intake::limits;
use expediente_model::{Act, Digest, Facts, MatterId};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::error::{AppError, At};
use crate::file_names;
use crate::intake::folder;
use crate::intake::options::FolderOptions;
use crate::intake::report::IntakeReport;
use crate::output_path::can_write;
use crate::platform;
use crate::staged_output::{staged_file, staged_folder};
use crate::state::State;
use crate::store::atomic_file::folder_of;
use crate::store::matters::{self, NewMatter};
use crate::transfer::manifest::{self, ExhibitTable, Manifest};
use crate::transfer::{CaseHere, TakenBack, WhenHere, export};
use crate::watch::{Phase, Watch};

/// Creates a matter from an exported folder or zip, or from any folder of papers. If not all of it
/// can be taken in, nothing of it stays.
///
/// # Errors
/// When it is empty, its dossier.toml is wrong, papers that it names are missing, or the user
/// cancels.
pub(crate) fn import(
    state: &State,
    path: &Path,
    name: &str,
    watch: &dyn Watch,
) -> Result<(NewMatter, IntakeReport), AppError> {
    with_folder(state, path, watch, |folder| {
        import_folder(state, folder, name, watch)
    })
}

/// Does something with the folder of a case, which a zip is first unpacked to.
fn with_folder<T>(
    state: &State,
    path: &Path,
    watch: &dyn Watch,
    work: impl FnOnce(&Path) -> Result<T, AppError>,
) -> Result<T, AppError> {
    if path.is_dir() {
        return work(path);
    }
    let staging = state.vault.staging();
    let unpacked = platform::private_folder_in(&staging, "unpacked-").at(&staging)?;
    unpack(path, unpacked.path(), Caps::USUAL, watch)?;
    work(&top_of(unpacked.path()))
}

/// Imports a case that may have gone out from here. If a matter has its name, its person and one of
/// its papers, that matter is brought up to date, after a question where it differs.
///
/// # Errors
/// As [`import`].
pub(crate) fn take_back(
    state: &State,
    path: &Path,
    name: &str,
    here: WhenHere,
    watch: &dyn Watch,
) -> Result<TakenBack, AppError> {
    with_folder(state, path, watch, |folder| {
        let path = folder.join(manifest::NAME);
        let manifest = if path.is_file() {
            Some(Manifest::read(&path)?.0)
        } else {
            None
        };
        let own = manifest.as_ref().and_then(Manifest::name);
        let name = own.unwrap_or(name);
        let known = match &manifest {
            Some(manifest) if here != WhenHere::Apart => went_out(state, folder, name, manifest)?,
            _ => None,
        };
        let (Some(known), Some(manifest)) = (known, &manifest) else {
            let (new, report) = import_folder(state, folder, name, watch)?;
            return Ok(TakenBack::Done {
                matter: new.id,
                known: false,
                report,
            });
        };
        if here == WhenHere::Ask
            && let Some(differs) = difference(state, &known, manifest)?
        {
            return Ok(TakenBack::Differs(differs));
        }
        let options = FolderOptions {
            update: true,
            act: Some(Act::Return),
            ..FolderOptions::default()
        };
        let report = folder::take_folder(state, &known, folder, &options, watch)?;
        Ok(TakenBack::Done {
            report: whole(folder, report)?,
            matter: known,
            known: true,
        })
    })
}

/// The matter that an exported case was made from, if it is still here.
fn went_out(
    state: &State,
    folder: &Path,
    name: &str,
    manifest: &Manifest,
) -> Result<Option<MatterId>, AppError> {
    // A folder is called as the id, a zip as the name.
    let Ok(id) = matters::resolve(state, name) else {
        return Ok(None);
    };
    let matter = state.vault.matter(&id)?;
    let same_person = manifest.facts(&matter.facts).person == matter.facts.person;
    if state.vault.is_read_only(&id)? || !same_person {
        return Ok(None);
    }
    for found in expediente_intake::walk(folder).files {
        let bytes = fs::read(&found.path).at(&found.path)?;
        if matter.items.contains_key(&Digest::of(&bytes)) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// How a matter differs from the manifest that comes; none where it does not.
fn difference(
    state: &State,
    id: &MatterId,
    there: &Manifest,
) -> Result<Option<CaseHere>, AppError> {
    let matter = state.vault.matter(id)?;
    let here = export::manifest_now(&matter)?;
    if here.to_toml()? == there.to_toml()? {
        return Ok(None);
    }
    let mut left: Vec<&ExhibitTable> = there.exhibits.iter().collect();
    let mut only_here = Vec::new();
    let mut different = Vec::new();
    for exhibit in &here.exhibits {
        let same = left.iter().position(|one| one.is_titled(exhibit.title()));
        let Some(at) = same else {
            only_here.push(exhibit.title().to_owned());
            continue;
        };
        if left.remove(at).words()? != exhibit.words()? {
            different.push(exhibit.title().to_owned());
        }
    }
    let only_there: Vec<String> = left.iter().map(|one| one.title().to_owned()).collect();
    let rows = state.vault.matters();
    let row = rows.into_iter().find(|row| row.id == *id);
    let row = row.ok_or(AppError::Bug("a matter that was found is not in the list"))?;
    Ok(Some(CaseHere {
        name: row.name,
        updated: row.updated,
        others: only_here.is_empty() && different.is_empty() && only_there.is_empty(),
        only_here,
        different,
        only_there,
    }))
}

/// The report on a case that was taken in as a whole.
fn whole(folder: &Path, report: IntakeReport) -> Result<IntakeReport, AppError> {
    if report.cancelled {
        return Err(AppError::Cancelled);
    }
    if !report.missing.is_empty() {
        let path = folder.join(manifest::NAME);
        return Err(AppError::ManifestPapers {
            path,
            papers: report.missing,
        });
    }
    Ok(report)
}

fn import_folder(
    state: &State,
    folder: &Path,
    name: &str,
    watch: &dyn Watch,
) -> Result<(NewMatter, IntakeReport), AppError> {
    let facts = Facts {
        profile: "plain".to_owned(),
        language: state.language(),
        ..Facts::default()
    };
    let new = matters::begin(state, name, &facts)?;
    let gone = |error: AppError| -> AppError {
        // The first error matters more than a failure to erase.
        let _ = matters::erase(state, &new.id);
        error
    };
    // Its facts and its papers come in as one act.
    let options = FolderOptions {
        update: true,
        act: Some(Act::BringIn),
        ..FolderOptions::default()
    };
    let report = folder::take_folder(state, &new.id, folder, &options, watch)
        .and_then(|report| whole(folder, report))
        .map_err(gone)?;
    Ok((new, report))
}

/// Exports a matter as a zip, which appears only when it is complete.
///
/// # Errors
/// When an original is missing or altered, the disk fails, or the user cancels.
pub(crate) fn export_zip(
    state: &State,
    id: &MatterId,
    out: &Path,
    watch: &dyn Watch,
) -> Result<(), AppError> {
    can_write(out)?;
    let parent = folder_of(out);
    let staged = staged_folder(parent).at(parent)?;
    // The top folder of the zip, so that unpacking it by hand creates one folder; on every system,
    // whatever the zip is called.
    let stem = top_name(&file_names::shown_stem(out));
    let folder = staged.path().join("case");
    fs::create_dir(&folder).at(&folder)?;
    export::write_export(state, id, &folder, watch)?;
    let file = staged_file(parent).at(parent)?;
    pack(&folder, &stem, file.as_file(), watch).map_err(|error| match error.kind() {
        io::ErrorKind::Interrupted => AppError::Cancelled,
        _ => AppError::Io {
            path: out.to_owned(),
            source: error,
        },
    })?;
    file.as_file().sync_all().at(out)?;
    file.persist(out).map_err(|error| error.error).at(out)?;
    platform::readable_by_all(out, 0o644);
    expediente_vault::sync_folder(parent).at(parent)
}

/// The name of the top folder in a zip of this name, one that Windows allows, too.
fn top_name(stem: &str) -> String {
    let name = file_names::portable(stem);
    file_names::unreserved(if name.is_empty() {
        "_".to_owned()
    } else {
        name
    })
}

/// The folder of the case: a zip that was made by hand has one folder around it.
fn top_of(folder: &Path) -> PathBuf {
    if folder.join(manifest::NAME).is_file() {
        return folder.to_owned();
    }
    let entries: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    let folders: Vec<&PathBuf> = entries
        .iter()
        .filter(|path| path.is_dir() && !path.ends_with("__MACOSX"))
        .collect();
    match folders.as_slice() {
        [only] if entries.iter().all(|path| path.is_dir()) => (*only).clone(),
        _ => folder.to_owned(),
    }
}

/// What a zip may hold at most.
#[derive(Clone, Copy)]
struct Caps {
    /// Files and folders.
    entries: usize,
    /// Bytes of all files, unpacked.
    bytes: u64,
}

impl Caps {
    const USUAL: Self = Self {
        entries: limits::CASE_ENTRIES,
        bytes: limits::CASE_BYTES,
    };
}

/// Unpacks a zip into a folder. Its names and sizes are untrusted.
fn unpack(path: &Path, folder: &Path, caps: Caps, watch: &dyn Watch) -> Result<(), AppError> {
    let wrong = |_| AppError::NotACase(path.to_owned());
    let too_large = || AppError::CaseTooLarge {
        path: path.to_owned(),
        bytes: caps.bytes,
        entries: caps.entries,
    };
    let mut archive = ZipArchive::new(File::open(path).at(path)?).map_err(wrong)?;
    let total = archive.len();
    // What it says of itself is enough to refuse it; what comes out of it is counted below.
    let said = archive.decompressed_size();
    if total > caps.entries || said.is_some_and(|said| said > u128::from(caps.bytes)) {
        return Err(too_large());
    }
    let mut left = caps.bytes;
    for at in 0..total {
        if !watch.step(Phase::Import, at as u64, total as u64) {
            return Err(AppError::Cancelled);
        }
        let entry = archive.by_index(at).map_err(wrong)?;
        // A link would lead out of the folder.
        let Some(relative) = entry.enclosed_name() else {
            return Err(AppError::NotACase(path.to_owned()));
        };
        if entry.is_symlink() || !platform::can_be_created(&relative) {
            return Err(AppError::NotACase(path.to_owned()));
        }
        let to = folder.join(relative);
        if entry.is_dir() {
            fs::create_dir_all(&to).at(&to)?;
            continue;
        }
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).at(parent)?;
        }
        let mut file = File::create_new(&to).at(&to)?;
        // A file that unpacks to more than the limit for papers is cut here and refused by intake.
        let most = limits::FILE_BYTES.min(left) + 1;
        let written = io::copy(&mut entry.take(most), &mut file).at(&to)?;
        left = left.checked_sub(written).ok_or_else(too_large)?;
    }
    Ok(())
}

/// Packs a folder. Files are stored, not compressed: photos and PDFs are compressed already.
fn pack(folder: &Path, top: &str, out: &File, watch: &dyn Watch) -> io::Result<()> {
    let files = expediente_intake::walk(folder).files;
    let mut zip = ZipWriter::new(out);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .large_file(true);
    for (at, found) in files.iter().enumerate() {
        if !watch.step(Phase::Export, at as u64, files.len() as u64) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let name: Vec<_> = found
            .relative
            .iter()
            .map(|step| step.to_string_lossy())
            .collect();
        zip.start_file(format!("{top}/{}", name.join("/")), options)?;
        let file = File::open(&found.path)?;
        io::copy(&mut BufReader::with_capacity(1 << 20, file), &mut zip)?;
    }
    zip.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A zip of a few kilobytes that unpacks to gigabytes would fill the disk; one of a million
    /// folders would take its names.
    #[test]
    fn a_zip_unpacks_to_no_more_than_the_caps() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("case.zip");
        let mut zip = ZipWriter::new(File::create(&path).unwrap());
        for name in ["a.pdf", "b.pdf", "c.pdf"] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            io::Write::write_all(&mut zip, &[0; 1000]).unwrap();
        }
        zip.finish().unwrap();
        let unpacks = |entries, bytes| {
            let folder = tempfile::tempdir().unwrap();
            let caps = Caps { entries, bytes };
            let result = unpack(&path, folder.path(), caps, &crate::watch::Quiet::default());
            result.map_err(|error| error.code())
        };
        assert_eq!(unpacks(3, 3000), Ok(()));
        assert_eq!(unpacks(2, 3000), Err("case-too-large"));
        assert_eq!(unpacks(3, 2999), Err("case-too-large"));
        // The same zip, claiming that each file has one byte.
        let mut bytes = fs::read(&path).unwrap();
        let size = 1000u32.to_le_bytes();
        let places: Vec<usize> = (0..bytes.len() - 4)
            .filter(|&at| bytes[at..at + 4] == size)
            .collect();
        assert_eq!(places.len(), 6, "in the local and the central headers");
        for at in places {
            bytes[at..at + 4].copy_from_slice(&1u32.to_le_bytes());
        }
        fs::write(&path, bytes).unwrap();
        assert!(unpacks(3, 2999).is_err());
    }

    /// A case called "Ruiz: asilo" or "Con" must come in again on Windows.
    #[test]
    fn the_top_folder_can_be_created_on_every_system() {
        for (stem, expected) in [
            ("Caso Quintero (2)", "Caso Quintero (2)"),
            ("Ana Ruiz Jr.", "Ana Ruiz Jr"),
            ("Ruiz: asilo", "Ruiz_ asilo"),
            ("Con", "_Con"),
            ("...", "_"),
        ] {
            assert_eq!(top_name(stem), expected);
        }
    }
}
