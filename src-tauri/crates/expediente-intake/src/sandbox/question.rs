//! What the parent asks of the child.

use std::ffi::OsString;
use std::path::Path;

use expediente_model::{Digest, MediaKind};
use serde::{Deserialize, Serialize};

use crate::Staged;

/// One file to inspect. It goes to the child by its standard input, so that a password is in no list of
/// processes and no environment.
#[derive(Clone, Serialize, Deserialize)]
pub struct Question {
    pub(crate) path: OsString,
    pub(crate) size: u64,
    pub(crate) digest: Digest,
    /// As the parent told it from the first bytes; the child does not guess again.
    pub(crate) media: Option<MediaKind>,
    pub(crate) head: Vec<u8>,
    /// An existing folder for what is made from the file.
    pub(crate) out: OsString,
    pub(crate) password: Option<Vec<u8>>,
    /// Whether the first words of a PDF are wanted, and a second reader's opinion of a damaged one; a child that they break
    /// is asked again without them.
    pub(crate) words: bool,
}

impl Question {
    /// Asks about a staged file. What has to be made from it is written into `out`, an empty folder of its own.
    #[must_use]
    pub fn new(staged: &Staged, out: &Path) -> Self {
        Self {
            path: staged.path.as_os_str().to_owned(),
            size: staged.size,
            digest: staged.digest,
            media: None,
            head: staged.head.clone(),
            out: out.as_os_str().to_owned(),
            password: None,
            words: true,
        }
    }

    /// With a password for a PDF that needs one.
    #[must_use]
    pub fn with_password(mut self, password: impl Into<Vec<u8>>) -> Self {
        self.password = Some(password.into());
        self
    }
}

/// Without the password: a log must not keep it.
impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Question")
            .field("path", &self.path)
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}
