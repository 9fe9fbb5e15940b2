//! Repairing a store when it is opened.

use std::collections::BTreeMap;
use std::sync::Arc;

use expediente_model::{Code, Finding, MatterId};

use crate::error::{At, VaultError};
use crate::files::disk::Disk;
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
    let on_disk = paths.matter_ids()?;
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
        if !is_current {
            findings.extend(matters.load(&id)?);
        }
    }
    Ok((matters, findings))
}

fn rows_of(index: &Index) -> Result<BTreeMap<MatterId, MatterRow>, IndexFault> {
    let rows = index.matters()?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}

/// Finishes interrupted erasures. Returns whether there were any.
fn finish_erasing(disk: &dyn Disk, paths: &StorePaths) -> Result<bool, VaultError> {
    let erasing = paths.all_erasing()?;
    for folder in &erasing {
        disk.remove_folder(folder).at(folder)?;
    }
    Ok(!erasing.is_empty())
}

/// Removes what a crash left of matters whose first record was never written, and whose creation
/// was therefore never acknowledged.
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
        let journal = paths.journal(&id);
        let has_begun = reader::has_begun(&journal).at(&journal)?;
        let originals = folder.join(ORIGINALS);
        let has_papers = originals.exists() && has_entries(&originals)?;
        if !has_begun && !has_papers {
            disk.remove_folder(&folder).at(&folder)?;
        }
    }
    Ok(())
}
