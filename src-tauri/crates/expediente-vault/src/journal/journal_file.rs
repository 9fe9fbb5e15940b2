//! A journal that is open for appending.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use expediente_model::Digest;

use crate::error::{At, VaultError};
use crate::files::disk::Disk;
use crate::files::plain_file;
use crate::journal::record::{Body, Line, Record, VERSION};
use crate::journal::tip::Tip;

/// A journal that is open for appending.
#[derive(Debug)]
pub struct JournalFile {
    path: PathBuf,
    file: File,
    tip: Tip,
    /// An append failed, and what it wrote may still be there.
    torn: bool,
}

impl JournalFile {
    /// Creates a journal; fails if it exists.
    pub fn create(disk: &dyn Disk, path: &Path) -> Result<Self, VaultError> {
        let file = disk.create_file(path).at(path)?;
        Ok(Self {
            path: path.to_owned(),
            file,
            tip: Tip::START,
            torn: false,
        })
    }

    /// Opens a journal whose records up to `tip` have been read.
    pub fn open(path: &Path, tip: Tip) -> Result<Self, VaultError> {
        plain_file::check(path).at(path)?;
        let file = File::options().read(true).write(true).open(path).at(path)?;
        Ok(Self {
            path: path.to_owned(),
            file,
            tip,
            torn: false,
        })
    }

    /// Where the journal ends.
    pub fn tip(&self) -> Tip {
        self.tip
    }

    /// Whether the last append failed and may have left its record, which may count after a power
    /// cut.
    pub fn is_torn(&self) -> bool {
        self.torn
    }

    /// Appends a record and syncs it. Returns its sequence number and offset. If it fails, the
    /// journal is as before, or [torn](Self::is_torn).
    pub fn append(
        &mut self,
        disk: &dyn Disk,
        at: &str,
        body: Body,
    ) -> Result<(u64, u64), VaultError> {
        let seq = self.tip.seq + 1;
        let record = Record {
            v: VERSION,
            seq,
            prev: self.tip.hash,
            at: at.to_owned(),
            body,
        };
        let wrong = |error: serde_json::Error| VaultError::Io {
            path: self.path.clone(),
            source: error.into(),
        };
        let record = serde_json::value::to_raw_value(&record).map_err(wrong)?;
        let hash = Digest::of(record.get().as_bytes());
        let mut line = serde_json::to_vec(&Line { hash, record }).map_err(wrong)?;
        line.push(b'\n');
        let offset = self.tip.length;
        if self.torn {
            // The rest of a failed, longer line would follow this one.
            disk.cut(&self.path, &self.file, offset).at(&self.path)?;
        }
        let written = disk
            .write(&self.path, &mut self.file, offset, &line)
            .and_then(|()| disk.sync_file(&self.path, &self.file));
        if let Err(error) = written {
            // A half-written line must not be taken for a record. If truncating fails too, the next
            // append or opening does it.
            let cut = disk.cut(&self.path, &self.file, offset);
            self.torn = cut
                .and_then(|()| disk.sync_file(&self.path, &self.file))
                .is_err();
            return Err(error).at(&self.path);
        }
        self.torn = false;
        self.tip = Tip {
            seq,
            hash: Some(hash),
            length: offset + line.len() as u64,
        };
        Ok((seq, offset))
    }

    /// The record at `offset`, if it is intact.
    pub fn read_at(&mut self, offset: u64) -> Option<Record> {
        self.file.seek(SeekFrom::Start(offset)).ok()?;
        let mut text = Vec::new();
        BufReader::new(&mut self.file)
            .read_until(b'\n', &mut text)
            .ok()?;
        let line: Line = serde_json::from_slice(&text).ok()?;
        if Digest::of(line.record.get().as_bytes()) != line.hash {
            return None;
        }
        serde_json::from_str(line.record.get()).ok()
    }

    /// Truncates the file to the tip: what follows was never finished, so never acknowledged.
    pub fn cut(&mut self, disk: &dyn Disk) -> Result<(), VaultError> {
        let cut = disk.cut(&self.path, &self.file, self.tip.length);
        cut.and_then(|()| disk.sync_file(&self.path, &self.file))
            .at(&self.path)
    }
}
