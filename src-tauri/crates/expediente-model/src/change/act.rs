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
    /// Another court was chosen.
    Court,
    /// Several details of something were changed.
    Describe,
    /// Something got another title or name.
    Rename,
    /// The caption of a photo was changed.
    Caption,
    /// A date was changed.
    Date,
    /// The kind of an exhibit was changed.
    Kind,
    /// A language was changed.
    Language,
    /// The role of a document was changed.
    Role,
    /// Suggestions were taken.
    Take,
    /// Suggestions were dropped.
    Drop,
    /// What a name had filled in was found right.
    Keep,
    /// What a name had filled in was put back.
    PutBack,
    /// Something was moved.
    Move,
    /// Exhibits got a heading, or lost it.
    Group,
    /// Exhibits became one.
    Join,
    /// An exhibit was split.
    Split,
    /// Pages were chosen.
    Pages,
    /// Pages were left out.
    LeaveOut,
    /// Pages that were left out were put in again.
    PutIn,
    /// Pages were turned.
    Turn,
    /// Papers were cut out of their photos, or photos put back.
    Straighten,
    /// Front and back of a card were put on one page.
    Card,
    /// A chat was cut to some of its days, or shown whole again.
    Days,
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
    /// A case that had gone out came back.
    Return,
    /// A case came in from a folder or a zip file.
    BringIn,
    /// The list of papers that are still to get was changed.
    StillToGet,
    /// A text in the other language was changed.
    Translate,
    /// Signatures were counted.
    Count,
    /// The checklist was changed.
    Checklist,
    /// Something was decided about what papers write in several ways.
    Spelling,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 37] = [
        Self::Add,
        Self::Facts,
        Self::Court,
        Self::Describe,
        Self::Rename,
        Self::Caption,
        Self::Date,
        Self::Kind,
        Self::Language,
        Self::Role,
        Self::Take,
        Self::Drop,
        Self::Keep,
        Self::PutBack,
        Self::Move,
        Self::Group,
        Self::Join,
        Self::Split,
        Self::Pages,
        Self::LeaveOut,
        Self::PutIn,
        Self::Turn,
        Self::Straighten,
        Self::Card,
        Self::Days,
        Self::Remove,
        Self::Volumes,
        Self::Answer,
        Self::Form,
        Self::Sign,
        Self::Return,
        Self::BringIn,
        Self::StillToGet,
        Self::Translate,
        Self::Count,
        Self::Checklist,
        Self::Spelling,
    ];

    /// Its word in catalogues: the text is under `act.` and the word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Facts => "facts",
            Self::Court => "court",
            Self::Describe => "describe",
            Self::Rename => "rename",
            Self::Caption => "caption",
            Self::Date => "date",
            Self::Kind => "kind",
            Self::Language => "language",
            Self::Role => "role",
            Self::Take => "take",
            Self::Drop => "drop",
            Self::Keep => "keep",
            Self::PutBack => "put-back",
            Self::Move => "move",
            Self::Group => "group",
            Self::Join => "join",
            Self::Split => "split",
            Self::Pages => "pages",
            Self::LeaveOut => "leave-out",
            Self::PutIn => "put-in",
            Self::Turn => "turn",
            Self::Straighten => "straighten",
            Self::Card => "card",
            Self::Days => "days",
            Self::Remove => "remove",
            Self::Volumes => "volumes",
            Self::Answer => "answer",
            Self::Form => "form",
            Self::Sign => "sign",
            Self::Return => "return",
            Self::BringIn => "bring-in",
            Self::StillToGet => "still-to-get",
            Self::Translate => "translate",
            Self::Count => "count",
            Self::Checklist => "checklist",
            Self::Spelling => "spelling",
        }
    }
}
