//! What became of the cases of a batch, in the folder of their dossiers: for a person as CSV, for
//! programs as JSON, by which a later run knows what is done.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use expediente_intake::walk;
use expediente_model::Digest;
use serde::{Deserialize, Serialize};

use crate::batch::{BatchCase, BatchRow};
use crate::error::{AppError, At};
use crate::request_error::RequestError;
use crate::staged_output::staged_file;

/// The file with the results for programs.
pub(super) const JSON: &str = "batch.json";
/// The file with the results for people.
pub(super) const CSV: &str = "batch.csv";

/// A case as it was when its dossier was built.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Done {
    #[serde(flatten)]
    pub row: BatchRow,
    /// What it was made from; see [`source`].
    pub source: String,
    /// The revision of the case; none where there is no dossier.
    pub revision: Option<String>,
}

/// The results of a batch.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Results {
    cases: Vec<Done>,
}

/// The results of an earlier run by the names of the cases; none where there was none.
///
/// # Errors
/// When files with these names are somebody's own: they would be replaced.
pub(super) fn earlier(out: &Path) -> Result<BTreeMap<String, Done>, AppError> {
    let own = |path: PathBuf| AppError::from(RequestError::SourcePaper(path));
    let (json, csv) = (out.join(JSON), out.join(CSV));
    let bytes = match fs::read(&json) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return if csv.exists() {
                Err(own(csv))
            } else {
                Ok(BTreeMap::new())
            };
        }
        Err(error) => return Err(error).at(&json),
    };
    let results: Results = serde_json::from_slice(&bytes).map_err(|_| own(json))?;
    let done = results.cases.into_iter();
    Ok(done.map(|done| (done.row.name.clone(), done)).collect())
}

/// What a case is made from: what the list says of it, and the files of its folder with size and
/// time. A case without a folder is what its revision says.
pub(super) fn source(case: &BatchCase, options: &str) -> String {
    let mut text = format!("{}\n{options}\n{}\n", env!("CARGO_PKG_VERSION"), case.said);
    if let Some(folder) = &case.folder {
        for found in walk(folder).files {
            let path = found.path;
            // A file that cannot be looked at is read again by the intake, which says so.
            let (size, time) = fs::metadata(&path).map_or((0, 0), |data| {
                let time = data.modified().ok();
                let time = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                (data.len(), time.map_or(0, |time| time.as_nanos()))
            });
            text.push_str(&format!("{}\t{size}\t{time}\n", path.display()));
        }
    }
    Digest::of(text.as_bytes()).to_string()
}

/// Whether the files of a dossier are still as they were written.
pub(super) fn is_there(out: &Path, row: &BatchRow) -> bool {
    !row.files.is_empty()
        && row.files.iter().all(|file| {
            let bytes = fs::read(out.join(&file.path)).ok();
            bytes.is_some_and(|bytes| Digest::of(&bytes).to_string() == file.sha256)
        })
}

/// Writes the results of so many cases.
///
/// # Errors
/// When the disk fails.
pub(super) fn write<'d>(out: &Path, done: impl Iterator<Item = &'d Done>) -> Result<(), AppError> {
    let results = Results {
        cases: done.cloned().collect(),
    };
    let json = serde_json::to_vec_pretty(&results)
        .map_err(|_| AppError::Bug("the results of a batch are no JSON"))?;
    replace(out, JSON, &json)?;
    replace(out, CSV, &table(&results.cases)?)
}

fn replace(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), AppError> {
    let path = folder.join(name);
    let mut staged = staged_file(folder).at(&path)?;
    staged
        .write_all(bytes)
        .and_then(|()| staged.as_file().sync_all())
        .at(&path)?;
    staged
        .persist(&path)
        .map_err(|error| error.error)
        .at(&path)?;
    Ok(())
}

fn table(done: &[Done]) -> Result<Vec<u8>, AppError> {
    let bug = |_| AppError::Bug("the results of a batch are no CSV");
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = [
        "name",
        "outcome",
        "unchanged",
        "pages",
        "bytes",
        "file",
        "sha256",
        "refused",
        "stops",
        "checks",
        "message",
    ];
    writer.write_record(head).map_err(bug)?;
    for Done { row, .. } in done {
        // Of a dossier in volumes, every file has a line.
        let count = row.files.len().max(1);
        for at in 0..count {
            let file = row.files.get(at);
            let cells = [
                row.name.clone(),
                row.outcome.word().to_owned(),
                row.unchanged.to_string(),
                row.pages.to_string(),
                file.map_or(0, |file| file.bytes).to_string(),
                file.map_or_else(String::new, |file| file.path.clone()),
                file.map_or_else(String::new, |file| file.sha256.clone()),
                row.refused.to_string(),
                row.stops.to_string(),
                row.checks.to_string(),
                row.message.clone(),
            ];
            let cells = cells.iter().map(|cell| harmless(cell));
            writer.write_record(cells).map_err(bug)?;
        }
    }
    writer
        .into_inner()
        .map_err(|_| AppError::Bug("the results of a batch are no CSV"))
}

/// A cell that a spreadsheet does not take for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return format!("'{cell}");
    }
    cell.to_owned()
}
