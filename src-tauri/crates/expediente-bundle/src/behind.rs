//! Writing in a thread of its own: who makes the bytes does not wait while the system takes them.

use std::io::{self, Write};
use std::mem;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{Scope, ScopedJoinHandle};

/// Bytes that are handed over at once.
const BLOCK: usize = 1 << 20;
/// Blocks that wait to be written, beside the one that is being filled and the one that is being written.
const WAITING: usize = 2;

/// The end into which bytes are put.
pub(crate) struct Behind {
    block: Vec<u8>,
    full: SyncSender<Vec<u8>>,
    /// Blocks that were written, to be filled again.
    empty: Receiver<Vec<u8>>,
}

/// The thread that writes them.
pub(crate) struct Writing<'scope, W>(ScopedJoinHandle<'scope, io::Result<W>>);

impl Behind {
    /// Begins a thread that writes to `out` what is put into the other end.
    pub(crate) fn begin<'scope, W: Write + Send + 'scope>(
        scope: &'scope Scope<'scope, '_>,
        out: W,
    ) -> (Self, Writing<'scope, W>) {
        let (full, filled) = sync_channel(WAITING);
        let (done, empty) = channel();
        let writing = scope.spawn(move || write_all(out, &filled, &done));
        (
            Self {
                block: Vec::with_capacity(BLOCK),
                full,
                empty,
            },
            Writing(writing),
        )
    }

    fn hand_over(&mut self) -> io::Result<()> {
        let next = self
            .empty
            .try_recv()
            .unwrap_or_else(|_| Vec::with_capacity(BLOCK));
        // Nobody takes it when writing has failed; why, the thread says at its end.
        self.full
            .send(mem::replace(&mut self.block, next))
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

fn write_all<W: Write>(
    mut out: W,
    filled: &Receiver<Vec<u8>>,
    done: &Sender<Vec<u8>>,
) -> io::Result<W> {
    for mut block in filled {
        out.write_all(&block)?;
        block.clear();
        // At the end nobody wants it back.
        let _ = done.send(block);
    }
    out.flush()?;
    Ok(out)
}

impl Write for Behind {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.block.len() == BLOCK {
            self.hand_over()?;
        }
        let (now, _) = bytes.split_at(bytes.len().min(BLOCK - self.block.len()));
        self.block.extend_from_slice(now);
        Ok(now.len())
    }

    /// Hands over what is there. Whether it was written, [`Writing::end`] says.
    fn flush(&mut self) -> io::Result<()> {
        if self.block.is_empty() {
            Ok(())
        } else {
            self.hand_over()
        }
    }
}

impl<W> Writing<'_, W> {
    /// Waits until all is written, after the other end was flushed and dropped.
    ///
    /// # Errors
    /// When something could not be written: then the other end failed as well, with a word that says less.
    pub(crate) fn end(self) -> io::Result<W> {
        self.0.join().unwrap_or_else(|panic| resume_unwind(panic))
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    /// Takes so many bytes and no more, a few at a time.
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
            let (mut behind, writing) = Behind::begin(
                scope,
                Disk {
                    room,
                    taken: Vec::new(),
                },
            );
            let put = bytes
                .chunks(piece)
                .try_for_each(|piece| behind.write_all(piece))
                .and_then(|()| behind.flush());
            drop(behind);
            (put, writing.end().map(|disk| disk.taken))
        })
    }

    /// Every byte arrives once and in order, whatever the pieces; nothing is nothing.
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

    /// A disk that is full is told as that, wherever it was full: whoever put bytes in is stopped, and the end says why.
    #[test]
    fn a_full_disk_is_told() {
        let bytes = vec![1; 9 * BLOCK];
        for room in [0, 5, BLOCK, 4 * BLOCK, 9 * BLOCK - 1] {
            let (put, ended) = written(&bytes, 70_000, room);
            assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::StorageFull);
            // What fits into the waiting blocks is put before it is known.
            assert!(room > 4 * BLOCK || put.is_err());
        }
    }
}
