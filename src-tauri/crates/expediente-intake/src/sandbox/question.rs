//! A staged file to be inspected.

use std::ffi::OsString;
use std::path::Path;

use expediente_model::{Digest, Finding, MediaKind};

use crate::convert::Exported;
use crate::sandbox::protocol::{ExportedPdf, InspectRequest, PagesRequest};
use crate::source::media_kind::sniff;
use crate::source::stage::Staged;

/// A staged file to be inspected, and the folder for what is made from it.
#[derive(Clone)]
pub struct Question {
    path: OsString,
    size: u64,
    digest: Digest,
    head: Vec<u8>,
    out: OsString,
    password: Option<Vec<u8>>,
    locked: Option<OsString>,
    pages: PagesRequest,
    exported: Option<ExportedPdf>,
}

impl Question {
    /// Asks about a staged file. The files made from it are written into `out`, an empty folder of
    /// its own.
    #[must_use]
    pub fn new(staged: &Staged, out: &Path) -> Self {
        Self {
            path: staged.path.as_os_str().to_owned(),
            size: staged.size,
            digest: staged.digest,
            head: staged.head.clone(),
            out: out.as_os_str().to_owned(),
            password: None,
            locked: None,
            pages: PagesRequest::default(),
            exported: None,
        }
    }

    /// With what pages of ours need, should the file be words without pages.
    #[must_use]
    pub fn with_pages(mut self, pages: PagesRequest) -> Self {
        self.pages = pages;
        self
    }

    /// With the PDF that another program made of an Office paper.
    ///
    /// # Errors
    /// The finding that it cannot be read.
    pub fn with_exported(mut self, exported: &Exported) -> Result<Self, Finding> {
        let size = exported
            .path
            .metadata()
            .map_err(|error| Finding::unreadable(&error))?;
        self.exported = Some(ExportedPdf {
            path: exported.path.as_os_str().to_owned(),
            size: size.len(),
            program: exported.program.clone(),
            settings: exported.settings.clone(),
            flat: exported
                .flat
                .as_ref()
                .map(|(path, media)| (path.as_os_str().to_owned(), *media)),
            calculated: exported
                .calculated
                .as_ref()
                .map(|path| path.as_os_str().to_owned()),
        });
        Ok(self)
    }

    /// The kind of the file, by its first bytes.
    ///
    /// # Errors
    /// The finding with which a file of another kind is refused.
    pub fn media(&self) -> Result<MediaKind, Finding> {
        sniff(&self.head)
    }

    /// Asked of an unlocked copy: whether it is a copy of this locked PDF.
    #[must_use]
    pub fn copy_of(mut self, locked: &Staged) -> Self {
        self.locked = Some(locked.path.as_os_str().to_owned());
        self
    }

    /// With a password for a PDF that needs one.
    #[must_use]
    pub fn with_password(mut self, password: impl Into<Vec<u8>>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// The folder for what is made from the file.
    pub(crate) fn out(&self) -> &Path {
        Path::new(&self.out)
    }

    /// The request for the child, after the kind of file is told by its first bytes.
    ///
    /// # Errors
    /// The finding with which a file of another kind is refused.
    pub(crate) fn request(&self) -> Result<InspectRequest, Finding> {
        Ok(InspectRequest {
            path: self.path.clone(),
            size: self.size,
            digest: self.digest,
            media: self.media()?,
            out: self.out.clone(),
            password: self.password.clone(),
            locked: self.locked.clone(),
            words: true,
            pages: self.pages.clone(),
            exported: self.exported.clone(),
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Logs are kept longer than anybody thinks.
    #[test]
    fn a_question_does_not_show_its_password() {
        let question = Question {
            path: OsString::new(),
            size: 1,
            digest: Digest::of(b""),
            head: Vec::new(),
            out: OsString::new(),
            password: Some(b"secreto".to_vec()),
            locked: None,
            pages: PagesRequest::default(),
            exported: None,
        };
        assert!(!format!("{question:?}").contains("secreto"));
    }
}
