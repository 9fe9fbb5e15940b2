//! Changing matters: acts, undo and redo, and the record of a build.

use std::sync::Arc;

use expediente_model::{Act, Change, Matter, MatterId, Step};

use crate::error::VaultError;
use crate::journal::record::{Body, Built, Cause, Record};
use crate::matter_store::matters::Matters;

/// What is recorded of a step in the history.
#[derive(Clone, Debug, PartialEq)]
pub struct StepRecord {
    /// When it was made: RFC 3339, UTC.
    pub at: String,
    /// What it changed.
    pub change: Change,
    /// What reverts it.
    pub inverse: Change,
}

impl Matters {
    /// Applies a change and makes it durable.
    pub fn change(
        &mut self,
        id: &MatterId,
        act: Act,
        cause: Cause,
        change: &Change,
        at: &str,
    ) -> Result<Arc<Matter>, VaultError> {
        let disk = Arc::clone(&self.disk);
        let open = self.writable(id)?;
        let before = open.state.clone();
        let mut matter = (*open.state.matter).clone();
        let inverse = matter.apply(change)?;
        // Undo and redo are steps in the history even if they change nothing.
        if cause == Cause::Act && is_same(&matter, &open.state.matter) {
            return Ok(Arc::clone(&open.state.matter));
        }
        let record = Body::Changed {
            act,
            cause,
            change: Box::new(change.clone()),
            inverse: Box::new(inverse),
        };
        let (seq, offset) = open.append(&*disk, id, at, record)?;
        let matter = Arc::new(matter);
        open.state.matter = Arc::clone(&matter);
        open.state.record_step(act, cause, seq, offset);
        at.clone_into(&mut open.state.updated);
        self.write_rows(id, Some(&before));
        Ok(matter)
    }

    /// Applies a change that was computed from the matter at `revision`.
    pub fn change_at(
        &mut self,
        id: &MatterId,
        revision: &str,
        act: Act,
        change: &Change,
        at: &str,
    ) -> Result<Arc<Matter>, VaultError> {
        if self.matter(id)?.revision() != revision {
            return Err(VaultError::Stale(id.clone()));
        }
        self.change(id, act, Cause::Act, change, at)
    }

    /// Reverts the last act. Returns the matter and the act.
    pub fn undo(&mut self, id: &MatterId, at: &str) -> Result<(Arc<Matter>, Act), VaultError> {
        self.step(id, Cause::Undo, at)
    }

    /// Repeats the act that was undone last. Returns the matter and the act.
    pub fn redo(&mut self, id: &MatterId, at: &str) -> Result<(Arc<Matter>, Act), VaultError> {
        self.step(id, Cause::Redo, at)
    }

    fn step(
        &mut self,
        id: &MatterId,
        cause: Cause,
        at: &str,
    ) -> Result<(Arc<Matter>, Act), VaultError> {
        let open = self.writable(id)?;
        let (steps, verb) = if cause == Cause::Undo {
            (&open.state.history.undo, "undo")
        } else {
            (&open.state.history.redo, "redo")
        };
        let step = *steps.last().ok_or(VaultError::NothingTo(verb))?;
        let Some(record) = self.step_record(id, step)? else {
            return Err(VaultError::Record(id.clone()));
        };
        let matter = self.change(id, step.act, cause, &record.inverse, at)?;
        Ok((matter, step.act))
    }

    /// The record of a step in the history; none where it cannot be read.
    pub fn step_record(
        &mut self,
        id: &MatterId,
        step: Step,
    ) -> Result<Option<StepRecord>, VaultError> {
        let open = self.matter(id)?;
        let offset = open.state.offsets.get(&step.record).copied();
        let record = offset.and_then(|offset| open.journal.as_mut()?.read_at(offset));
        Ok(match record {
            Some(Record {
                seq,
                at,
                body: Body::Changed {
                    change, inverse, ..
                },
                ..
            }) if seq == step.record => Some(StepRecord {
                at,
                change: *change,
                inverse: *inverse,
            }),
            _ => None,
        })
    }

    /// Records that a dossier was built and verified.
    pub fn built(&mut self, id: &MatterId, built: &Built, at: &str) -> Result<(), VaultError> {
        let disk = Arc::clone(&self.disk);
        let open = self.writable(id)?;
        let before = open.state.clone();
        open.append(&*disk, id, at, Body::Built(built.clone()))?;
        open.state.built = Some((at.to_owned(), built.clone()));
        at.clone_into(&mut open.state.updated);
        self.write_rows(id, Some(&before));
        Ok(())
    }
}

/// Whether two states of a matter agree in everything that a change can touch.
fn is_same(a: &Matter, b: &Matter) -> bool {
    // Papers are shared between the states, where they are the same.
    let mut papers = a.items.iter().zip(&b.items);
    (&a.name, &a.facts, &a.front, &a.exhibits, &a.back)
        == (&b.name, &b.facts, &b.front, &b.exhibits, &b.back)
        && papers.all(|(a, b)| a.0 == b.0 && (Arc::ptr_eq(a.1, b.1) || a.1 == b.1))
}
