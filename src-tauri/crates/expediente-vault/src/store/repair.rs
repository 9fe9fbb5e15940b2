//! Repairing a store when it is opened.

use std::collections::BTreeMap;
use std::sync::Arc;

use expediente_model::{Code, Finding, MatterId, io_reason};

use crate::error::{At, VaultError};
use crate::files::disk::Disk;
use crate::files::own_files;
use crate::files::papers::ORIGINALS;
use crate::files::pictures;
use crate::files::store_paths::{StorePaths, has_entries};
use crate::index::database::Index;
use crate::index::fault::IndexFault;
use crate::index::rows::MatterRow;
use crate::journal::reader;
use crate::matter_store::index_rows::replace_index;
use crate::matter_store::matters::Matters;

/// Opens the matters of a store that this process has locked. Finishes interrupted erasures,
/// removes half-created matters, rebuilds a damaged index, and reads again every journal that its
/// rows do not match. The findings say what had to be repaired.
pub fn open_matters(
    disk: Arc<dyn Disk>,
    paths: StorePaths,
) -> Result<(Matters, Vec<Finding>), VaultError> {
    let mut findings = Vec::new();
    let erased = finish_erasing(&*disk, &paths)?;
    let index_folder = paths.index();
    let had_index = index_folder.exists();
    let mut index = match Index::open(&index_folder) {
        Ok(index) if !erased => index,
        Ok(index) => {
            // What was erased must not survive in old segments of sled.
            drop(index);
            disk.remove_folder(&index_folder).at(&index_folder)?;
            Index::open(&index_folder).map_err(|fault| fault.at(&index_folder))?
        }
        Err(fault) if fault.lacks_room() => return Err(fault.at(&index_folder)),
        Err(_) => {
            findings.push(Finding::new(Code::IndexRebuilt));
            replace_index(&*disk, &paths)?
        }
    };
    let mut rows = match rows_of(&index) {
        Ok(rows) => rows,
        Err(_) => {
            findings.push(Finding::new(Code::IndexRebuilt));
            drop(index);
            index = replace_index(&*disk, &paths)?;
            BTreeMap::new()
        }
    };
    if had_index && rows.is_empty() && findings.is_empty() && has_entries(&paths.matters())? {
        findings.push(Finding::new(Code::IndexRebuilt));
    }
    remove_half_created(&*disk, &paths, &rows)?;
    let on_disk: Vec<MatterId> = paths
        .matter_ids()?
        .into_iter()
        .filter(|id| rows.contains_key(id) || paths.is_matter(id))
        .collect();
    let gone: Vec<MatterId> = rows
        .keys()
        .filter(|id| !on_disk.contains(id))
        .cloned()
        .collect();
    for id in gone {
        index.forget(&id).map_err(|fault| fault.at(&index_folder))?;
        rows.remove(&id);
    }
    let mut matters = Matters::new(disk, paths, index, rows);
    for id in on_disk {
        pictures::remove_unfinished(&matters.paths.matter(&id));
        let path = matters.paths.journal(&id);
        // A journal that cannot be read is not current either; loading it names the error.
        let is_current = matters.rows.get(&id).is_some_and(|row| {
            !row.read_only && matches!(reader::ends_at(&path, row.tip), Ok(true))
        });
        if is_current {
            continue;
        }
        match matters.load(&id) {
            Ok(found) => findings.extend(found),
            Err(error) if error.lacks_room() => return Err(error),
            // One matter that cannot be read closes no other.
            Err(error) => {
                let name = matters.keep_unreadable(&id);
                findings.push(unreadable(&name, &error));
            }
        }
    }
    Ok((matters, findings))
}

/// The finding that a matter cannot be read at all.
pub fn unreadable(name: &str, error: &VaultError) -> Finding {
    let why = match error {
        VaultError::Io { source, .. } => io_reason(source),
        other => other.to_string(),
    };
    Finding::new(Code::MatterUnreadable)
        .with("matter", name)
        .with("why", why)
}

fn rows_of(index: &Index) -> Result<BTreeMap<MatterId, MatterRow>, IndexFault> {
    let rows = index.matters()?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}

/// Finishes interrupted erasures. Returns whether there were any.
fn finish_erasing(disk: &dyn Disk, paths: &StorePaths) -> Result<bool, VaultError> {
    let mut erased = false;
    for folder in &paths.all_erasing()? {
        erased |= own_files::remove_matter(disk, folder).at(folder)?;
    }
    Ok(erased)
}

/// Removes what a crash left of matters whose first record was never written, and whose creation
/// was therefore never acknowledged. A folder that somebody else made is left alone.
fn remove_half_created(
    disk: &dyn Disk,
    paths: &StorePaths,
    rows: &BTreeMap<MatterId, MatterRow>,
) -> Result<(), VaultError> {
    for id in paths.matter_ids()? {
        if rows.contains_key(&id) {
            continue;
        }
        let folder = paths.matter(&id);
        // What cannot be read may hold papers, and is named when the matter is loaded.
        let begun = reader::has_begun(&paths.journal(&id));
        let originals = folder.join(ORIGINALS);
        let papers = if originals.exists() {
            has_entries(&originals)
        } else {
            Ok(false)
        };
        if matches!((begun, papers), (Ok(false), Ok(false))) {
            own_files::remove_matter(disk, &folder).at(&folder)?;
        }
    }
    Ok(())
}
