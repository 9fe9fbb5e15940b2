//! What can be undone and redone.

use crate::change::act::Act;

/// What can be undone and redone in one matter: the acts, and the records that hold their inverses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Acts that can be undone, the last one last.
    pub undo: Vec<Step>,
    /// Acts that can be redone, the next one last.
    pub redo: Vec<Step>,
}

/// One act in the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the user did.
    pub act: Act,
    /// The sequence number of the journal record whose inverse takes it back.
    pub record: u64,
}

impl History {
    /// A new act: what was undone before can no longer be redone.
    pub fn acted(&mut self, act: Act, record: u64) {
        self.undo.push(Step { act, record });
        self.redo.clear();
    }

    /// The last act was undone by `record`, whose own inverse does it again.
    pub fn undone(&mut self, record: u64) {
        if let Some(step) = self.undo.pop() {
            self.redo.push(Step {
                act: step.act,
                record,
            });
        }
    }

    /// The last undone act was redone by `record`, whose own inverse takes it back again.
    pub fn redone(&mut self, record: u64) {
        if let Some(step) = self.redo.pop() {
            self.undo.push(Step {
                act: step.act,
                record,
            });
        }
    }
}
