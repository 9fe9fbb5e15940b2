//! Writes on a background thread, so that composing pages never blocks on I/O, and hashes what is
//! written on another one, because writing and hashing take about as long.
//!
//! Bytes are collected in blocks, small enough that those under way fit into the processor's cache.
//! A full block goes to the thread that writes through a bounded channel, from there to the one
//! that hashes, and comes back empty, so a handful of blocks circulate however large the file is,
//! and composing waits only when the others are several blocks behind. An error stops the thread
//! that writes, which closes the channel: the next full block then fails with a plain broken pipe,
//! and the real error is the thread's result, which [`Writing::end`] returns.

use std::io::{self, Write};
use std::mem;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{Scope, ScopedJoinHandle};

use sha2::{Digest as _, Sha256};

/// Bytes in a block.
const BLOCK: usize = 1 << 18;
/// Blocks that wait to be written, and as many to be hashed, besides those that are filled, written
/// and hashed.
const WAITING: usize = 6;

/// The writing end.
pub(crate) struct BackgroundWriter {
    block: Vec<u8>,
    full: SyncSender<Vec<u8>>,
    /// Written blocks, to be filled again.
    empty: Receiver<Vec<u8>>,
}

/// The background threads.
pub(crate) struct Writing<'scope, W> {
    written: ScopedJoinHandle<'scope, io::Result<W>>,
    hashed: ScopedJoinHandle<'scope, [u8; 32]>,
}

impl BackgroundWriter {
    /// Starts the threads that write everything put into the returned end to `out` and hash it.
    pub(crate) fn begin<'scope, W: Write + Send + 'scope>(
        scope: &'scope Scope<'scope, '_>,
        out: W,
    ) -> (Self, Writing<'scope, W>) {
        let (full, filled) = sync_channel(WAITING);
        let (written, to_hash) = sync_channel(WAITING);
        let (done, empty) = channel();
        let writing = Writing {
            written: scope.spawn(move || write_all(out, &filled, &written)),
            hashed: scope.spawn(move || hash_all(&to_hash, &done)),
        };
        (
            Self {
                block: Vec::with_capacity(BLOCK),
                full,
                empty,
            },
            writing,
        )
    }

    fn hand_over(&mut self) -> io::Result<()> {
        let next = match self.empty.try_recv() {
            Ok(block) => block,
            // All blocks are under way.
            Err(_) => Vec::with_capacity(BLOCK),
        };
        // The channel is closed after writing has failed; the thread returns the reason.
        self.full
            .send(mem::replace(&mut self.block, next))
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

fn write_all<W: Write>(
    mut out: W,
    filled: &Receiver<Vec<u8>>,
    written: &SyncSender<Vec<u8>>,
) -> io::Result<W> {
    for block in filled {
        out.write_all(&block)?;
        // The other thread ends after this one.
        let _ = written.send(block);
    }
    out.flush()?;
    Ok(out)
}

fn hash_all(written: &Receiver<Vec<u8>>, done: &Sender<Vec<u8>>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for mut block in written {
        hasher.update(&block);
        block.clear();
        // The other end is gone after the last block.
        let _ = done.send(block);
    }
    hasher.finalize().into()
}

impl Write for BackgroundWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.block.len() == BLOCK {
            self.hand_over()?;
        }
        let (now, _) = bytes.split_at(bytes.len().min(BLOCK - self.block.len()));
        self.block.extend_from_slice(now);
        Ok(now.len())
    }

    /// Hands over the bytes so far. Only [`Writing::end`] tells whether they were written.
    fn flush(&mut self) -> io::Result<()> {
        if self.block.is_empty() {
            Ok(())
        } else {
            self.hand_over()
        }
    }
}

impl<W> Writing<'_, W> {
    /// Waits until everything is written, and returns the SHA-256 of it. Flush and drop the writing
    /// end first.
    ///
    /// # Errors
    /// When writing failed; the writing end then failed as well, with a less telling error.
    pub(crate) fn end(self) -> io::Result<(W, [u8; 32])> {
        let written = self.written.join();
        let hashed = self
            .hashed
            .join()
            .unwrap_or_else(|panic| resume_unwind(panic));
        let out = written.unwrap_or_else(|panic| resume_unwind(panic))?;
        Ok((out, hashed))
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    /// Takes a limited number of bytes, a few at a time.
    struct Disk {
        room: usize,
        taken: Vec<u8>,
    }

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let count = bytes.len().min(100_000).min(self.room - self.taken.len());
            if count == 0 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.taken
                .extend_from_slice(bytes.get(..count).unwrap_or_default());
            Ok(count)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn written(bytes: &[u8], piece: usize, room: usize) -> (io::Result<()>, io::Result<Vec<u8>>) {
        thread::scope(|scope| {
            let (mut writer, writing) = BackgroundWriter::begin(
                scope,
                Disk {
                    room,
                    taken: Vec::new(),
                },
            );
            let put = bytes
                .chunks(piece)
                .try_for_each(|piece| writer.write_all(piece))
                .and_then(|()| writer.flush());
            drop(writer);
            let ended = writing.end().map(|(disk, sha256)| {
                assert_eq!(<[u8; 32]>::from(Sha256::digest(&disk.taken)), sha256);
                disk.taken
            });
            (put, ended)
        })
    }

    /// Every byte arrives once and in order, whatever the pieces.
    #[test]
    fn all_arrives_in_order() {
        let bytes: Vec<u8> = (0..7 * BLOCK + 12_345).map(|at| (at % 251) as u8).collect();
        for piece in [999, BLOCK, 3 * BLOCK + 1] {
            assert!(
                written(&bytes, piece, usize::MAX).1.unwrap() == bytes,
                "pieces of {piece}"
            );
        }
        assert!(written(&[], 1, 0).1.unwrap().is_empty());
    }

    /// A full disk is reported as one, wherever it filled up: writing stops, and the end returns
    /// why.
    #[test]
    fn a_full_disk_is_told() {
        // Those that wait, one that is filled, and one that is written.
        let waiting = (WAITING + 2) * BLOCK;
        let bytes = vec![1; 2 * waiting + BLOCK];
        for room in [0, 5, BLOCK, waiting, bytes.len() - 1] {
            let (put, ended) = written(&bytes, 70_000, room);
            assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::StorageFull);
            // Bytes that fit into the waiting blocks are accepted before the failure is known.
            assert!(room > waiting || put.is_err());
        }
    }
}
