//! Reading a journal from its file.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use expediente_model::Digest;

use crate::error::{At, VaultError};
use crate::files::plain_file;
use crate::journal::lenient;
use crate::journal::record::{Head, Line, Record, VERSION};
use crate::journal::tip::Tip;

/// Why reading stopped before the end of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The last line was never finished.
    Unfinished,
    /// A line is not what was written; `line` is counted from 1.
    Damaged { line: u64 },
    /// A newer version wrote a line. What is known of the others was read, to the end.
    Newer,
}

/// Whether the first record of a journal was ever written completely.
pub fn has_begun(path: &Path) -> io::Result<bool> {
    let file = match plain_file::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        file => file?,
    };
    let mut reader = BufReader::new(file);
    let mut text = Vec::new();
    reader.read_until(b'\n', &mut text)?;
    Ok(is_finished(&text) || !reader.fill_buf()?.is_empty())
}

/// Reads all records and passes each with its offset to `each`, and whether a newer version wrote
/// it or one before it: then it may not fit. Returns where they end, and why if that is before the
/// end of the file, or if something in it is newer.
pub fn read(
    path: &Path,
    mut each: impl FnMut(u64, Record, bool),
) -> Result<(Tip, Option<Broken>), VaultError> {
    let file = plain_file::open(path).at(path)?;
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut tip = Tip::START;
    let mut newer = false;
    let mut text = Vec::new();
    loop {
        text.clear();
        let length = reader.read_until(b'\n', &mut text).at(path)?;
        if length == 0 {
            return Ok((tip, newer.then_some(Broken::Newer)));
        }
        let line = tip.seq + 1;
        if !is_finished(&text) {
            let is_last = reader.fill_buf().at(path)?.is_empty();
            let broken = if !is_last {
                Broken::Damaged { line }
            } else if newer {
                // Only the program that knows its words may cut it.
                Broken::Newer
            } else {
                Broken::Unfinished
            };
            return Ok((tip, Some(broken)));
        }
        match parse(&text, tip) {
            Ok((parsed, hash)) => {
                let record = match parsed {
                    Parsed::Known(record) => Some(*record),
                    Parsed::Newer(record) => {
                        newer = true;
                        record.map(|record| *record)
                    }
                };
                if let Some(record) = record {
                    each(tip.length, record, newer);
                }
                tip = Tip {
                    seq: line,
                    hash: Some(hash),
                    length: tip.length + length as u64,
                };
            }
            Err(broken) => return Ok((tip, Some(broken))),
        }
    }
}

/// Whether a line was written to its end. A power cut can leave the length of a line without its
/// bytes, so zeros may be where the last line should be.
fn is_finished(text: &[u8]) -> bool {
    text.last() == Some(&b'\n') && !text.contains(&0)
}

/// An intact line.
#[derive(Debug)]
pub enum Parsed {
    /// A record.
    Known(Box<Record>),
    /// A newer version wrote it; as much of it as is known here, if anything is.
    Newer(Option<Box<Record>>),
}

/// Parses the line that follows `tip` and checks its hash and its place in the chain.
pub fn parse(text: &[u8], tip: Tip) -> Result<(Parsed, Digest), Broken> {
    let damaged = Broken::Damaged { line: tip.seq + 1 };
    let line: Line = serde_json::from_slice(text).map_err(|_| damaged)?;
    let bytes = line.record.get();
    let head: Head = serde_json::from_str(bytes).map_err(|_| damaged)?;
    if Digest::of(bytes.as_bytes()) != line.hash || head.prev != tip.hash || head.seq != tip.seq + 1
    {
        return Err(damaged);
    }
    let known = serde_json::from_str(bytes).ok();
    let parsed = match known {
        Some(record) if head.v <= VERSION => Parsed::Known(record),
        // The bytes are as they were written, so the words are not damaged but unknown.
        _ => Parsed::Newer(lenient::understand(bytes).map(Box::new)),
    };
    Ok((parsed, line.hash))
}

/// Whether the journal ends at `tip`, judging by its length and its last line.
pub fn ends_at(path: &Path, tip: Tip) -> io::Result<bool> {
    let mut file = plain_file::open(path)?;
    let length = file.metadata()?.len();
    if length != tip.length {
        return Ok(false);
    }
    let Some(hash) = tip.hash else {
        return Ok(length == 0);
    };
    // The hash is at the beginning of a line, so search backward for the start of the last one.
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A line whose own hash is right, and which does not follow the one before: somebody put
    /// another history together.
    #[test]
    fn a_record_follows_the_one_that_it_names() {
        let line = |prev: Option<Digest>| {
            let built = json!({
                "event": "built", "sha256": Digest::of(b"x"), "bytes": 1, "pages": 1,
                "profile": "plain",
            });
            let record = json!({
                "v": 1, "seq": 2, "prev": prev, "at": "2026-01-02T03:04:05Z", "body": built,
            });
            let record = serde_json::value::to_raw_value(&record).unwrap();
            let hash = Digest::of(record.get().as_bytes());
            serde_json::to_vec(&Line { hash, record }).unwrap()
        };
        let first = Digest::of(b"first");
        let tip = Tip {
            seq: 1,
            hash: Some(first),
            length: 9,
        };
        assert!(matches!(
            parse(&line(Some(first)), tip),
            Ok((Parsed::Known(_), _))
        ));
        for other in [None, Some(Digest::of(b"other"))] {
            let found = parse(&line(other), tip);
            assert!(
                matches!(found, Err(Broken::Damaged { line: 2 })),
                "{other:?}"
            );
        }
    }
}
