//! The kind of user act that a change belongs to.

use serde::{Deserialize, Serialize};

/// What the user did, as undo names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Papers were added.
    Add,
    /// The facts of the matter were changed.
    Facts,
    /// Something was renamed or described.
    Describe,
    /// Something was moved.
    Move,
    /// Exhibits were grouped into one.
    Group,
    /// An exhibit was split.
    Split,
    /// Pages were chosen or left out.
    Pages,
    /// Pages were turned.
    Turn,
    /// Something was removed.
    Remove,
    /// The dossier was split into volumes.
    Volumes,
    /// The user answered a finding.
    Answer,
    /// A form to sign was made.
    Form,
    /// A signed paper replaced the form to sign.
    Sign,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 13] = [
        Self::Add,
        Self::Facts,
        Self::Describe,
        Self::Move,
        Self::Group,
        Self::Split,
        Self::Pages,
        Self::Turn,
        Self::Remove,
        Self::Volumes,
        Self::Answer,
        Self::Form,
        Self::Sign,
    ];

    /// Its word in catalogues: the text is under `act.` and the word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Facts => "facts",
            Self::Describe => "describe",
            Self::Move => "move",
            Self::Group => "group",
            Self::Split => "split",
            Self::Pages => "pages",
            Self::Turn => "turn",
            Self::Remove => "remove",
            Self::Volumes => "volumes",
            Self::Answer => "answer",
            Self::Form => "form",
            Self::Sign => "sign",
        }
    }
}
