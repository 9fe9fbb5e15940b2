//! One journal: JSON lines, hash-chained, synced before an act is acknowledged.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use expediente_model::Digest;

use crate::disk::Disk;
use crate::error::{At, VaultError};
use crate::record::{Body, Head, Line, Record, VERSION};

/// Where a journal ends: what the next record follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tip {
    /// Records so far.
    pub seq: u64,
    /// Hash of the last record.
    pub hash: Option<Digest>,
    /// Bytes so far.
    pub length: u64,
}

/// A journal that is open for appending.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    tip: Tip,
    /// An append failed, and what it wrote may still be there.
    torn: bool,
}

/// Why reading stopped before the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The last line was never finished.
    Unfinished,
    /// A line is not what was written; `line` is counted from 1.
    Damaged { line: u64 },
    /// A line was written by a newer version.
    Newer,
}

impl Journal {
    /// Begins a journal; there must be none.
    pub fn create(disk: &dyn Disk, path: &Path) -> Result<Self, VaultError> {
        let file = disk.create_file(path).at(path)?;
        Ok(Self {
            path: path.to_owned(),
            file,
            tip: Tip::default(),
            torn: false,
        })
    }

    /// Opens a journal whose records up to `tip` were read.
    pub fn open(path: &Path, tip: Tip) -> Result<Self, VaultError> {
        let file = File::options().read(true).write(true).open(path).at(path)?;
        Ok(Self {
            path: path.to_owned(),
            file,
            tip,
            torn: false,
        })
    }

    /// Where it ends.
    pub fn tip(&self) -> Tip {
        self.tip
    }

    /// Whether the last append failed and may have left what it wrote: after a power cut it may count.
    pub fn is_torn(&self) -> bool {
        self.torn
    }

    /// Appends a record and syncs it. Returns its sequence number and where it begins. When it fails, the journal is
    /// as it was, or [torn](Self::is_torn).
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
            // A longer line that failed would look out behind a shorter one.
            disk.cut(&self.path, &self.file, offset).at(&self.path)?;
        }
        let written = disk
            .write(&self.path, &mut self.file, offset, &line)
            .and_then(|()| disk.sync_file(&self.path, &self.file));
        if let Err(error) = written {
            // What was half written must not be taken for a record; if this fails too, the next append or opening cuts it.
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

    /// The record that begins at `offset`.
    pub fn read_at(&mut self, offset: u64) -> Option<Record> {
        self.file.seek(SeekFrom::Start(offset)).ok()?;
        let mut text = Vec::new();
        BufReader::new(&mut self.file)
            .read_until(b'\n', &mut text)
            .ok()?;
        let line: Line = serde_json::from_slice(&text).ok()?;
        (Digest::of(line.record.get().as_bytes()) == line.hash).then_some(())?;
        serde_json::from_str(line.record.get()).ok()
    }

    /// Cuts what follows the tip: a line that was never finished, and so never acknowledged.
    pub fn cut(&mut self, disk: &dyn Disk) -> Result<(), VaultError> {
        let cut = disk.cut(&self.path, &self.file, self.tip.length);
        cut.and_then(|()| disk.sync_file(&self.path, &self.file))
            .at(&self.path)
    }
}

/// Whether the first record of a journal was ever written whole.
pub fn begun(path: &Path) -> io::Result<bool> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        file => file?,
    };
    let mut reader = BufReader::new(file);
    let mut text = Vec::new();
    reader.read_until(b'\n', &mut text)?;
    let whole = text.last() == Some(&b'\n') && !text.contains(&0);
    Ok(whole || !reader.fill_buf()?.is_empty())
}

/// Reads the records after `from`, giving each with its offset to `each`. Returns where it ended, and why if that was
/// before the end of the file.
pub fn read(
    path: &Path,
    from: Tip,
    mut each: impl FnMut(u64, Record),
) -> Result<(Tip, Option<Broken>), VaultError> {
    let mut file = File::open(path).at(path)?;
    file.seek(SeekFrom::Start(from.length)).at(path)?;
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut tip = from;
    let mut text = Vec::new();
    loop {
        text.clear();
        let length = reader.read_until(b'\n', &mut text).at(path)?;
        if length == 0 {
            return Ok((tip, None));
        }
        let line = tip.seq + 1;
        // A power cut can leave the length of a line without its bytes: zeros where the last line should be.
        if text.last() != Some(&b'\n') || text.contains(&0) {
            let last = reader.fill_buf().at(path)?.is_empty();
            return Ok((
                tip,
                Some(if last {
                    Broken::Unfinished
                } else {
                    Broken::Damaged { line }
                }),
            ));
        }
        let next = match parse(&text, tip) {
            Ok((record, hash)) => {
                each(tip.length, record);
                Tip {
                    seq: line,
                    hash: Some(hash),
                    length: tip.length + length as u64,
                }
            }
            Err(Broken::Damaged { .. }) => return Ok((tip, Some(Broken::Damaged { line }))),
            Err(broken) => return Ok((tip, Some(broken))),
        };
        tip = next;
    }
}

pub(crate) fn parse(text: &[u8], tip: Tip) -> Result<(Record, Digest), Broken> {
    const DAMAGED: Broken = Broken::Damaged { line: 0 };
    let line: Line = serde_json::from_slice(text).map_err(|_| DAMAGED)?;
    let bytes = line.record.get();
    let head: Head = serde_json::from_str(bytes).map_err(|_| DAMAGED)?;
    if Digest::of(bytes.as_bytes()) != line.hash || head.prev != tip.hash || head.seq != tip.seq + 1
    {
        return Err(DAMAGED);
    }
    if head.v > VERSION {
        return Err(Broken::Newer);
    }
    let record = serde_json::from_str(bytes).map_err(|_| DAMAGED)?;
    Ok((record, line.hash))
}

/// Whether the journal ends where `tip` says, by its length and its last line.
pub fn ends_at(path: &Path, tip: Tip) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    if length != tip.length {
        return Ok(false);
    }
    let Some(hash) = tip.hash else {
        return Ok(length == 0);
    };
    // The hash stands at the beginning of a line, so the last line is looked for from the end.
    let mut window = 4096;
    loop {
        let start = length.saturating_sub(window);
        file.seek(SeekFrom::Start(start))?;
        let mut tail = Vec::new();
        (&mut file).take(window).read_to_end(&mut tail)?;
        let Some(body) = tail.strip_suffix(b"\n") else {
            return Ok(false);
        };
        let begins = body
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map(|at| at + 1);
        if let Some(begins) = begins.or((start == 0).then_some(0)) {
            let line: Option<Line> = body
                .get(begins..)
                .and_then(|line| serde_json::from_slice(line).ok());
            return Ok(line.is_some_and(|line| {
                line.hash == hash && Digest::of(line.record.get().as_bytes()) == hash
            }));
        }
        window *= 4;
    }
}
