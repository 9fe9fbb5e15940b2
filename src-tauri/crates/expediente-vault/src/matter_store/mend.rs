//! Mending what was damaged from outside: papers, by bytes that are added again, and journals, by
//! what can still be read.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use expediente_model::{Act, Change, Digest, Matter, MatterId, Place};

use crate::error::{At, VaultError};
use crate::files::durable;
use crate::files::faults::fault_of;
use crate::files::papers::{DERIVATIVES, MatterPapers, ORIGINALS};
use crate::files::plain_file;
use crate::journal::journal_file::JournalFile;
use crate::journal::matter_state::MatterState;
use crate::journal::reader::{self, Broken};
use crate::journal::record::{Body, Cause};
use crate::journal::tip::Tip;
use crate::matter_store::matters::Matters;

impl Matters {
    /// Puts good files in place of stored ones that are damaged or missing: each with its SHA-256.
    /// A file that the matter does not name, or that is as it should be, is not touched. Returns
    /// how many were replaced.
    pub fn mend(&mut self, id: &MatterId, good: &[(Digest, PathBuf)]) -> Result<usize, VaultError> {
        let disk = Arc::clone(&self.disk);
        let papers = MatterPapers::new(self.paths.matter(id));
        let matter = Arc::clone(&self.matter(id)?.state.matter);
        for folder in [ORIGINALS, DERIVATIVES] {
            let folder = self.paths.matter(id).join(folder);
            durable::create_folder(&*disk, &folder).at(&folder)?;
        }
        let mut mended = 0;
        for (digest, path) in good {
            let made = |item: &Arc<expediente_model::Item>| {
                item.derivatives.iter().any(|made| made.digest == *digest)
            };
            let place = if matter.items.contains_key(digest) {
                papers.original(digest)
            } else if matter.items.values().any(made) {
                papers.derivative(digest)
            } else {
                continue;
            };
            let is_good = fault_of(path, *digest).is_none();
            if is_good && fault_of(&place, *digest).is_some() {
                durable::replace(&*disk, path, &place).at(&place)?;
                mended += 1;
            }
        }
        Ok(mended)
    }

    /// Writes a damaged journal anew: the records before the damage as they are, and one more that
    /// makes the matter what is shown of it. The damaged journal is kept beside it. Returns whether
    /// there was anything to do; a journal that a newer version wrote is left alone.
    pub fn rewrite_journal(&mut self, id: &MatterId, at: &str) -> Result<bool, VaultError> {
        let shown = self.matter(id)?.state.clone();
        let known = self.matter(id)?.tip;
        let (folder, path) = (self.paths.matter(id), self.paths.journal(id));
        let mut state = MatterState::new(Matter::new(id.clone(), id.as_str()), String::new());
        let mut misfit = false;
        let (tip, broken) = if path.exists() {
            reader::read(&path, |offset, record, _| {
                misfit = misfit || !state.replay(offset, record);
            })?
        } else {
            (Tip::START, Some(Broken::Damaged { line: 1 }))
        };
        let short = tip.seq < known.seq.max(1);
        if broken == Some(Broken::Newer) || (broken.is_none() && !short && !misfit) {
            return Ok(false);
        }
        if misfit {
            // Nothing tells which record is wrong, so none is kept but in what is shown.
            state = MatterState::new(Matter::new(id.clone(), id.as_str()), String::new());
        }
        let kept = if misfit { Tip::START } else { tip };
        let part = folder.join("journal.part");
        if part.symlink_metadata().is_ok() {
            self.disk.remove_file(&part).at(&part)?;
        }
        drop(JournalFile::create(&*self.disk, &part)?);
        if kept.length > 0 {
            let mut bytes = Vec::new();
            let file = plain_file::open(&path).at(&path)?;
            file.take(kept.length).read_to_end(&mut bytes).at(&path)?;
            let mut new = File::options().write(true).open(&part).at(&part)?;
            self.disk.write(&part, &mut new, 0, &bytes).at(&part)?;
        }
        let mut journal = JournalFile::open(&part, kept)?;
        for body in remaining(&state, &shown, kept)? {
            journal.append(&*self.disk, at, body)?;
        }
        drop(journal);
        durable::sync_file(&*self.disk, &part).at(&part)?;
        if path.exists() {
            self.keep_damaged(id)?;
        }
        self.disk.rename(&part, &path).at(&path)?;
        self.disk.sync_folder(&folder).at(&folder)?;
        // The rows tell of the journal as it was.
        self.open.remove(id);
        self.rows.remove(id);
        self.load(id)?;
        self.flush();
        Ok(true)
    }

    /// Keeps a copy of a damaged journal beside it.
    fn keep_damaged(&self, id: &MatterId) -> Result<(), VaultError> {
        let (folder, path) = (self.paths.matter(id), self.paths.journal(id));
        let mut number = 1;
        let copy = loop {
            let copy = folder.join(format!("journal.damaged-{number}.jsonl"));
            if copy.symlink_metadata().is_err() {
                break copy;
            }
            number += 1;
        };
        plain_file::check(&path).at(&path)?;
        let bytes = std::fs::read(&path).at(&path)?;
        let mut file = self.disk.create_file(&copy).at(&copy)?;
        self.disk.write(&copy, &mut file, 0, &bytes).at(&copy)?;
        self.disk.sync_file(&copy, &file).at(&copy)
    }
}

/// The records that make of a matter what is shown of it.
fn remaining(had: &MatterState, shown: &MatterState, kept: Tip) -> Result<Vec<Body>, VaultError> {
    let mut bodies = Vec::new();
    let mut matter = (*had.matter).clone();
    let target = &shown.matter;
    if kept.seq == 0 {
        bodies.push(Body::Created {
            id: target.id.clone(),
            name: target.name.clone(),
            facts: Box::new((*target.facts).clone()),
            source: shown.source.clone(),
        });
        matter.name.clone_from(&target.name);
        matter.facts = Arc::clone(&target.facts);
    }
    for (digest, item) in &target.items {
        if !matter.items.contains_key(digest) {
            let item = Arc::clone(item);
            matter.items.insert(*digest, Arc::clone(&item));
            bodies.push(Body::Received {
                item: Box::new((*item).clone()),
            });
        }
    }
    let change = becoming(&matter, target);
    let differs = !matches!(&change, Change::Batch { changes } if changes.is_empty());
    if differs {
        let inverse = matter.apply(&change)?;
        bodies.push(Body::Changed {
            // All that was lost becomes one act, which undo calls as the last one of it.
            act: shown
                .history
                .undo
                .last()
                .map_or(Act::Describe, |step| step.act),
            cause: Cause::Act,
            change: Box::new(change),
            inverse: Box::new(inverse),
        });
    }
    if let Some((_, built)) = &shown.built
        && had.built.as_ref().map(|(_, built)| built) != Some(built)
    {
        bodies.push(Body::Built(built.clone()));
    }
    Ok(bodies)
}

/// The change that makes one matter of another.
fn becoming(matter: &Matter, target: &Matter) -> Change {
    let mut changes = Vec::new();
    if matter.name != target.name {
        let name = target.name.clone();
        changes.push(Change::SetName { name });
    }
    if matter.facts != target.facts {
        let facts = Box::new((*target.facts).clone());
        changes.push(Change::SetFacts { facts });
    }
    let same = (&matter.front, &matter.exhibits, &matter.back)
        == (&target.front, &target.exhibits, &target.back);
    if !same {
        let loose = matter.front.iter().chain(&matter.back);
        changes.extend(loose.map(|one| Change::RemoveDocument { id: one.id }));
        let exhibits = matter.exhibits.iter();
        changes.extend(exhibits.map(|one| Change::RemoveExhibit { id: one.id }));
        for (place, documents) in [(Place::Front, &target.front), (Place::Back, &target.back)] {
            for (at, document) in documents.iter().enumerate() {
                let document = document.clone();
                changes.push(Change::InsertDocument {
                    place,
                    at,
                    document,
                });
            }
        }
        for (at, exhibit) in target.exhibits.iter().enumerate() {
            let exhibit = (**exhibit).clone();
            changes.push(Change::InsertExhibit { at, exhibit });
        }
    }
    Change::Batch { changes }
}
