//! Handing a case over: a folder with the originals and a `dossier.toml` that builds the same dossier elsewhere.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use expediente_bundle::BundleError;
use expediente_model::{Digest, Document, Item, MatterId, Papers, Purpose};

use crate::error::{AppError, At};
use crate::platform;
use crate::request_error::RequestError;
use crate::state::State;
use crate::store::atomic_file::write_durably;
use crate::store::profile_store::{self, WITH_CASE};
use crate::transfer::manifest::{self, ExhibitTable, Manifest, PaperTable};
use crate::watch::{Phase, Watch};

/// Where an item's files lie in the exported folder.
struct Placed {
    file: String,
    unlocked: Option<String>,
}

/// Writes a matter into a new folder. The folder stands there only when it is whole.
///
/// # Errors
/// When the folder exists and is not empty, an original is missing or altered, the disk fails, or it was ended.
pub(crate) fn export(
    state: &State,
    id: &MatterId,
    folder: &Path,
    watch: &dyn Watch,
) -> Result<(), AppError> {
    let taken = || -> AppError { RequestError::FolderTaken(folder.to_owned()).into() };
    match fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            Some(_) => return Err(taken()),
            None => fs::remove_dir(folder).at(folder)?,
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).at(folder),
    }
    let parent = folder
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(parent).at(parent)?;
    let staged = tempfile::Builder::new()
        .prefix(".expediente-")
        .tempdir_in(parent)
        .at(parent)?;
    write_export(state, id, staged.path(), watch)?;
    let staged = staged.keep();
    platform::readable_by_all(&staged, 0o755);
    fs::rename(&staged, folder).at(folder)?;
    expediente_vault::sync_folder(parent).at(parent)
}

pub(crate) fn write_export(
    state: &State,
    id: &MatterId,
    folder: &Path,
    watch: &dyn Watch,
) -> Result<(), AppError> {
    let matter = state.vault.matter(id)?;
    let papers = state.vault.papers(id);
    // In the order of the dossier, so that the numbers of the files mean something; then what stands nowhere.
    let unplaced = matter.unplaced();
    let mut order: Vec<Digest> = Vec::new();
    for digest in matter
        .documents()
        .map(|document| document.item)
        .chain(unplaced.iter().copied())
    {
        if !order.contains(&digest) {
            order.push(digest);
        }
    }
    let mut placed: BTreeMap<Digest, Placed> = BTreeMap::new();
    for name in ["papers", "unlocked"] {
        fs::create_dir(folder.join(name)).at(folder)?;
    }
    for (at, digest) in order.iter().enumerate() {
        if !watch.step(Phase::Export, at as u64, order.len() as u64) {
            return Err(AppError::Cancelled);
        }
        let Some(item) = matter.items.get(digest) else {
            continue;
        };
        let name = file_name(at + 1, item);
        let file = format!("papers/{name}");
        copy(&papers, digest, &folder.join("papers").join(&name))?;
        let unlocked = item
            .derivatives
            .iter()
            .find(|made| made.purpose == Purpose::Unlocked);
        let unlocked = match unlocked {
            Some(made) => {
                copy(&papers, &made.digest, &folder.join("unlocked").join(&name))?;
                Some(format!("unlocked/{name}"))
            }
            None => None,
        };
        placed.insert(*digest, Placed { file, unlocked });
    }
    // Only a case with locked PDFs has this folder; removing it fails where it is not empty.
    let _ = fs::remove_dir(folder.join("unlocked"));
    let files = matter
        .documents()
        .filter_map(|one| Some((one.id, placed.get(&one.item)?.file.clone())))
        .collect();
    let table = |document: &Document| {
        let place = placed.get(&document.item)?;
        Some(PaperTable::of(document, place.unlocked.clone(), &files))
    };
    let tables = |documents: &[Document]| documents.iter().filter_map(table).collect::<Vec<_>>();
    let exhibits = matter
        .exhibits
        .iter()
        .map(|exhibit| ExhibitTable::of(exhibit, tables(&exhibit.documents)));
    let manifest = Manifest::of(
        &matter.facts,
        tables(&matter.front),
        exhibits.collect(),
        tables(&matter.back),
        unplaced
            .iter()
            .filter_map(|digest| Some(placed.get(digest)?.file.clone()))
            .collect(),
    );
    let path = folder.join(manifest::NAME);
    write_durably(&path, manifest.to_toml()?.as_bytes())?;
    // Rules of one's own go along: the other computer does not have them.
    if let Some(text) = profile_store::court(state, &matter.facts.profile)?.own {
        let path = folder.join(WITH_CASE);
        write_durably(&path, text.as_bytes())?;
    }
    for inner in ["papers", "unlocked", ""] {
        let inner = folder.join(inner);
        if inner.is_dir() {
            expediente_vault::sync_folder(&inner).at(&inner)?;
        }
    }
    Ok(())
}

pub(crate) fn copy(papers: &dyn Papers, digest: &Digest, to: &Path) -> Result<(), AppError> {
    let bytes = papers.bytes(digest).at(to)?;
    let bytes = (*bytes).as_ref();
    if Digest::of(bytes) != *digest {
        let name = to
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        return Err(BundleError::Altered { name }.into());
    }
    write_durably(to, bytes)
}

/// A name that every system takes: a number, what is readable of the paper's own name, and the ending of its kind.
fn file_name(number: usize, item: &Item) -> String {
    let stem = Path::new(&item.name)
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let plain = |c: char| {
        if c.is_alphanumeric() || " -_.,()".contains(c) {
            c
        } else {
            '_'
        }
    };
    let stem: String = stem.chars().map(plain).take(60).collect();
    let stem = stem.trim_matches([' ', '.']);
    let ending = item.media.extension();
    if stem.is_empty() {
        format!("{number:03}.{ending}")
    } else {
        format!("{number:03} - {stem}.{ending}")
    }
}
