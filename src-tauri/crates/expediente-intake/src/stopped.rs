//! Why a file was not received.

use expediente_model::Finding;

/// Why a file was not received.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// The file is refused.
    #[error("the file is refused: {}", .0.code.word())]
    Refused(Finding),
    /// The user cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl From<Finding> for Stopped {
    fn from(finding: Finding) -> Self {
        Self::Refused(finding)
    }
}
