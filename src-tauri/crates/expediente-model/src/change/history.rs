//! What can be undone and redone.

use crate::change::act::Act;

/// What can be undone and redone in one matter: the acts, and the records that hold their inverses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Acts that can be undone, most recent last.
    pub undo: Vec<Step>,
    /// Acts that can be redone, next one last.
    pub redo: Vec<Step>,
}

/// One act in the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the user did.
    pub act: Act,
    /// The sequence number of the journal record whose inverse reverts it.
    pub record: u64,
}

impl History {
    /// Records a new act: acts undone before it can no longer be redone.
    pub fn acted(&mut self, act: Act, record: u64) {
        self.undo.push(Step { act, record });
        self.redo.clear();
    }

    /// Records that `record` undid the last act; its own inverse redoes it.
    pub fn undone(&mut self, record: u64) {
        if let Some(step) = self.undo.pop() {
            self.redo.push(Step {
                act: step.act,
                record,
            });
        }
    }

    /// Records that `record` redid the last undone act; its own inverse undoes it again.
    pub fn redone(&mut self, record: u64) {
        if let Some(step) = self.redo.pop() {
            self.undo.push(Step {
                act: step.act,
                record,
            });
        }
    }
}
