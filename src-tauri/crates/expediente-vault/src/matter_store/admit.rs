//! Admitting papers.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use expediente_model::{Digest, Item, MatterId};

use crate::error::{At, VaultError};
use crate::files::disk::Disk;
use crate::files::durable;
use crate::files::faults::fault_of;
use crate::files::papers::MatterPapers;
use crate::journal::record::Body;
use crate::matter_store::matters::Matters;

/// A paper in the staging folder that has been read and accepted, but is not durable yet.
#[derive(Clone, Debug)]
pub struct Staged {
    /// What is known about it.
    pub item: Item,
    /// The staged copy of the original.
    pub original: PathBuf,
    /// The staged derivatives, each with its SHA-256.
    pub derivatives: Vec<(Digest, PathBuf)>,
}

/// The outcome of admitting a staged paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// The paper is durable.
    Received,
    /// The matter already has the same bytes.
    Duplicate,
}

impl Matters {
    /// Makes a staged paper durable: its files, their folder, the journal record, then the index
    /// rows.
    pub fn admit(
        &mut self,
        id: &MatterId,
        staged: &Staged,
        at: &str,
    ) -> Result<Admission, VaultError> {
        let disk = Arc::clone(&self.disk);
        let papers = MatterPapers::new(self.paths.matter(id));
        let open = self.writable(id)?;
        if open.state.matter.items.contains_key(&staged.item.original) {
            return Ok(Admission::Duplicate);
        }
        let derivatives = staged
            .derivatives
            .iter()
            .map(|(digest, path)| (digest, path, papers.derivative(digest)));
        let digest = &staged.item.original;
        let original = (digest, &staged.original, papers.original(digest));
        let places: Vec<(&Digest, &PathBuf, PathBuf)> = derivatives.chain([original]).collect();
        let new: Vec<&PathBuf> = places
            .iter()
            .map(|(_, _, place)| place)
            .filter(|place| !place.exists())
            .collect();
        let before = open.state.clone();
        let moved = places
            .iter()
            .try_for_each(|(digest, path, place)| keep(&*disk, path, place, digest).at(path));
        let received = moved.and_then(|()| {
            let item = Box::new(staged.item.clone());
            open.append(&*disk, id, at, Body::Received { item })
        });
        if let Err(error) = received {
            // Files that no record names are useless, and on a full disk they take up room. But a
            // record that may still turn out to be in the journal must find its files.
            if !open.is_torn() {
                for place in new {
                    let _ = disk.remove_file(place);
                }
            }
            return Err(error);
        }
        let matter = Arc::make_mut(&mut open.state.matter);
        matter
            .items
            .insert(staged.item.original, Arc::new(staged.item.clone()));
        at.clone_into(&mut open.state.updated);
        self.write_rows(id, Some(&before));
        Ok(Admission::Received)
    }

    /// Records a paper of the matter anew, after it was read once more: with files made from it,
    /// which become durable first. Of a matter that is read-only only the copy in memory changes.
    pub fn renew(
        &mut self,
        id: &MatterId,
        item: &Item,
        files: &[(Digest, PathBuf)],
        at: &str,
    ) -> Result<(), VaultError> {
        let disk = Arc::clone(&self.disk);
        let papers = MatterPapers::new(self.paths.matter(id));
        let open = self.matter(id)?;
        let is_read_only = open.read_only;
        if is_read_only && !files.is_empty() {
            return Err(VaultError::ReadOnly(id.clone()));
        }
        let before = open.state.clone();
        if !is_read_only {
            for (digest, path) in files {
                let place = papers.derivative(digest);
                keep(&*disk, path, &place, digest).at(path)?;
            }
            let item = Box::new(item.clone());
            open.append(&*disk, id, at, Body::Received { item })?;
        }
        let matter = Arc::make_mut(&mut open.state.matter);
        matter.items.insert(item.original, Arc::new(item.clone()));
        if !is_read_only {
            self.write_rows(id, Some(&before));
        }
        Ok(())
    }
}

/// Moves a staged file to its place. A file of an act that failed, or of what was made of a paper
/// before, can be there already; where it is not what its name says, it is of no use.
fn keep(disk: &dyn Disk, staged: &Path, place: &Path, digest: &Digest) -> io::Result<()> {
    let is_there = place.symlink_metadata().is_ok();
    if is_there && fault_of(place, *digest).is_some() {
        durable::replace(disk, staged, place)
    } else {
        durable::move_into_place(disk, staged, place)
    }
}
