//! Admitting papers.

use std::path::PathBuf;
use std::sync::Arc;

use expediente_model::{Digest, Item, MatterId};

use crate::error::{At, VaultError};
use crate::files::durable;
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
            .map(|(digest, path)| (path, papers.derivative(digest)));
        let original = (&staged.original, papers.original(&staged.item.original));
        let places: Vec<(&PathBuf, PathBuf)> = derivatives.chain([original]).collect();
        let new: Vec<&PathBuf> = places
            .iter()
            .map(|(_, place)| place)
            .filter(|place| !place.exists())
            .collect();
        let before = open.state.clone();
        let moved = places
            .iter()
            .try_for_each(|(path, place)| durable::move_into_place(&*disk, path, place).at(path));
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
                durable::move_into_place(&*disk, path, &place).at(path)?;
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
