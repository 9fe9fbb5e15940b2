//! Compares stored papers with what was received.

use std::io::{self, BufRead, BufReader};
use std::path::Path;

use expediente_model::{Digest, Item, io_reason};
use sha2::{Digest as _, Sha256};

use crate::files::papers::MatterPapers;
use crate::files::plain_file;

/// What is wrong with a stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its bytes are not those that were received.
    Altered,
    /// It is not there.
    Missing,
    /// It cannot be read: a word of the catalogues.
    Unreadable(String),
}

/// The stored files of a paper that are not as they were received, by their SHA-256.
pub fn faults(papers: &MatterPapers, item: &Item) -> Vec<(Digest, Fault)> {
    let derivatives = item
        .derivatives
        .iter()
        .map(|made| (made.digest, papers.derivative(&made.digest)));
    [(item.original, papers.original(&item.original))]
        .into_iter()
        .chain(derivatives)
        .filter_map(|(digest, path)| Some((digest, fault_of(&path, digest)?)))
        .collect()
}

/// What is wrong with a stored file that should have this SHA-256, if anything.
pub fn fault_of(path: &Path, digest: Digest) -> Option<Fault> {
    match hash(path) {
        Ok(found) if found == digest => None,
        Ok(_) => Some(Fault::Altered),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(Fault::Missing),
        Err(error) => Some(Fault::Unreadable(io_reason(&error))),
    }
}

fn hash(path: &Path) -> io::Result<Digest> {
    let mut reader = BufReader::with_capacity(1 << 20, plain_file::open(path)?);
    let mut hasher = Sha256::new();
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok(Digest::from_bytes(hasher.finalize().into()));
        }
        hasher.update(bytes);
        let read = bytes.len();
        reader.consume(read);
    }
}
