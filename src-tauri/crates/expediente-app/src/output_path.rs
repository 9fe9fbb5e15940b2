//! Where files may be written: never over a device, a paper, or a part of a store.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use expediente_bundle::Profile;

use crate::error::{AppError, At};
use crate::filing::proof;
use crate::filing::volume_names::volume_path;
use crate::request_error::RequestError;
use crate::store::atomic_file::folder_of;
use crate::watch::Quiet;

/// Checks that a file can be written at a path, before papers are taken in, which can take long.
///
/// # Errors
/// When its folder does not exist or cannot be written to, when the path is a folder, a device or
/// anything else that is not a file, or when it is a part of a store.
pub fn can_write(out: &Path) -> Result<(), AppError> {
    let folder = folder_of(out);
    if !folder.is_dir() {
        return Err(AppError::NoFolder(folder.to_owned()));
    }
    is_replaceable(out)?;
    not_in_a_store(out)?;
    tempfile::tempfile_in(folder).map(|_| ()).at(folder)
}

/// Checks that nothing is at a path but a file, which can be replaced. A link counts as what it
/// leads to.
///
/// # Errors
/// When it is a folder, a device, a pipe or a socket.
pub(crate) fn is_replaceable(out: &Path) -> Result<(), AppError> {
    match fs::metadata(out) {
        Ok(found) if found.is_dir() => Err(AppError::IsFolder(out.to_owned())),
        Ok(found) if !found.is_file() => Err(AppError::NotAFile(out.to_owned())),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).at(out),
    }
}

/// Checks that what is to be written is not a part of a store.
///
/// # Errors
/// When it is, or would be inside of one.
pub(crate) fn not_in_a_store(out: &Path) -> Result<(), AppError> {
    // The folders may not exist yet; then the part of the path that does decides.
    let mut existing = out;
    let mut missing = Vec::new();
    while !existing.exists() {
        missing.extend(existing.file_name());
        match existing.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => existing = parent,
            _ => existing = Path::new("."),
        }
    }
    let mut real = existing.canonicalize().at(existing)?;
    real.extend(missing.into_iter().rev());
    if expediente_vault::is_part_of_store(&real) {
        return Err(RequestError::InStore(out.to_owned()).into());
    }
    Ok(())
}

/// The files of a folder of papers that are not papers: the dossier that was written into it
/// before, and its volumes. Only what Expediente wrote, by its proof, is one of them.
///
/// # Errors
/// When something else is at the path to write.
pub(crate) fn earlier_dossiers(
    folder: &Path,
    out: &Path,
    profile: &Profile,
) -> Result<Vec<PathBuf>, AppError> {
    let (Ok(inside), Ok(into)) = (folder.canonicalize(), folder_of(out).canonicalize()) else {
        return Ok(Vec::new());
    };
    if !into.starts_with(inside) {
        return Ok(Vec::new());
    }
    let mut earlier = Vec::new();
    if out.exists() {
        if !is_dossier(out) {
            return Err(RequestError::SourcePaper(out.to_owned()).into());
        }
        earlier.push(out.to_owned());
    }
    for volume in 1.. {
        let path = volume_path(out, profile, volume)?;
        if !path.exists() {
            break;
        }
        if is_dossier(&path) {
            earlier.push(path);
        }
    }
    Ok(earlier)
}

/// The dossiers among the files of a folder, under whatever names: what was left out of this one
/// would come in with them.
pub(crate) fn own_dossiers(folder: &Path) -> Vec<PathBuf> {
    // What each of them begins with; others do, too, and are proved in vain.
    const BEGINS: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
    let begins = |path: &PathBuf| {
        let mut head = [0; BEGINS.len()];
        let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
        read.is_ok() && head == BEGINS
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path());
    files
        .filter(|path| path.is_file() && begins(path) && is_dossier(path))
        .collect()
}

/// Whether Expediente wrote a file, by its proof.
pub(crate) fn is_dossier(path: &Path) -> bool {
    proof::verify(path, &Quiet::default()).is_ok()
}
