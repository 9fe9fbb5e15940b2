//! The directories of files that hold several streams or members, by whose names they are told
//! apart: of an OLE file, which may lie anywhere in it, and of a zip, which lies at its end.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use crate::sandbox::limits;
use crate::source::office_kind::directory;
use crate::source::signature::{OLE, is_zip};

/// Bytes of such a directory that are read.
const DIRECTORY_BYTES: usize = 64 * 1024;

/// Bytes at the end of a zip in which its last record is: 22, and a comment (APPNOTE 4.3.16).
const ZIP_END: u64 = 22 + 65_535;

/// Adds the directory of an OLE file, or of a zip that is longer than the head, to the head.
pub(crate) fn add_directory(head: &mut Vec<u8>, file: &mut File) -> io::Result<()> {
    if head.starts_with(OLE) {
        add_ole(head, file)
    } else if is_zip(head) && head.len() >= limits::SNIFF_BYTES {
        add_zip(head, file)
    } else {
        Ok(())
    }
}

fn add_zip(head: &mut Vec<u8>, file: &mut File) -> io::Result<()> {
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(size.saturating_sub(ZIP_END)))?;
    let mut end = Vec::new();
    file.take(ZIP_END).read_to_end(&mut end)?;
    let Some((at, length)) = directory(&end) else {
        return Ok(());
    };
    file.seek(SeekFrom::Start(at as u64))?;
    file.take(length.min(DIRECTORY_BYTES) as u64)
        .read_to_end(head)?;
    Ok(())
}

/// Follows the chain of the directory's sectors (MS-CFB 2.2, 2.3).
fn add_ole(head: &mut Vec<u8>, file: &mut File) -> io::Result<()> {
    let own = head.clone();
    let number = |at: usize| Some(u32::from_le_bytes(*own.get(at..)?.first_chunk()?));
    let shift = number(30).map(|both| both & 0xffff);
    let size: u32 = if shift == Some(12) { 4096 } else { 512 };
    let Some(mut sector) = number(48) else {
        return Ok(());
    };
    let start = |sector: u32| (u64::from(sector) + 1) * u64::from(size);
    for _ in 0..DIRECTORY_BYTES / 512 {
        file.seek(SeekFrom::Start(start(sector)))?;
        file.take(u64::from(size)).read_to_end(head)?;
        // The header lists the sectors of the table of chains, up to 109 of them.
        let (table, at) = (sector / (size / 4), sector % (size / 4));
        let listed = usize::try_from(table).ok().filter(|table| *table < 109);
        let Some(table) = listed.and_then(|table| number(76 + 4 * table)) else {
            break;
        };
        let mut next = Vec::new();
        file.seek(SeekFrom::Start(start(table) + u64::from(at) * 4))?;
        file.take(4).read_to_end(&mut next)?;
        match next.first_chunk().map(|bytes| u32::from_le_bytes(*bytes)) {
            Some(following) if following < 0xffff_fffa => sector = following,
            _ => break,
        }
    }
    Ok(())
}
