//! The directory of a zip, walked with our own eyes: how many entries there are, where each lies,
//! and whether what it says twice is the same.
//!
//! The reader that unpacks keeps one entry for each name and believes the directory. A zip made to
//! harm names one range many times (D. Fifield, "A better zip bomb", 2019), or gives an entry
//! another name where its bytes are.

use expediente_model::{Code, Finding};

/// An entry of the directory (APPNOTE 4.3.12).
pub(crate) struct Entry<'a> {
    pub(crate) name: &'a [u8],
    pub(crate) extra: &'a [u8],
    /// Where the entry's own header is.
    pub(crate) header: u64,
    /// Bytes of its data, packed.
    packed: u64,
}

fn hostile(why: &str) -> Finding {
    Finding::new(Code::ZipHostile).with("why", why)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let end = at.checked_add(2)?;
    Some(u16::from_le_bytes(bytes.get(at..end)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let end = at.checked_add(4)?;
    Some(u32::from_le_bytes(bytes.get(at..end)?.try_into().ok()?))
}

/// The entries of a directory that begins at `start`. `offset` is what comes before the zip in its
/// file. At most `most` are read.
pub(crate) fn entries(
    bytes: &[u8],
    start: u64,
    offset: u64,
    most: usize,
) -> Option<Vec<Entry<'_>>> {
    let mut at = usize::try_from(start).ok()?;
    let mut found = Vec::new();
    while bytes.get(at..)?.starts_with(b"PK\x01\x02") && found.len() <= most {
        let lengths = [28, 30, 32].map(|field| short(bytes, at + field));
        let [name, extra, comment] = lengths;
        let (name, extra, comment) = (name?.into(), extra?.into(), usize::from(comment?));
        let names = at.checked_add(46)?;
        let extras = names.checked_add(name)?;
        let end = extras.checked_add(extra)?;
        let extra = bytes.get(extras..end)?;
        let (packed, unpacked) = (long(bytes, at + 20)?, long(bytes, at + 24)?);
        let header = long(bytes, at + 42)?;
        let (packed, header) = wide(extra, packed, unpacked, header)?;
        found.push(Entry {
            name: bytes.get(names..extras)?,
            extra,
            header: header.checked_add(offset)?,
            packed,
        });
        at = end.checked_add(comment)?;
    }
    Some(found)
}

/// The size and place of an entry whose numbers are in its Zip64 field (APPNOTE 4.5.3).
fn wide(mut extra: &[u8], packed: u32, unpacked: u32, header: u32) -> Option<(u64, u64)> {
    let mut numbers = [u64::from(packed), u64::from(header)];
    if packed != u32::MAX && header != u32::MAX {
        return Some(numbers.into());
    }
    while let Some((head, rest)) = extra.split_at_checked(4) {
        let (id, length) = (short(head, 0)?, short(head, 2)?);
        let (field, after) = rest.split_at_checked(usize::from(length))?;
        if id == 1 {
            let mut values = field
                .chunks_exact(8)
                .filter_map(|eight| Some(u64::from_le_bytes(eight.try_into().ok()?)));
            if unpacked == u32::MAX {
                values.next()?;
            }
            for (number, said) in numbers.iter_mut().zip([packed, header]) {
                if said == u32::MAX {
                    *number = values.next()?;
                }
            }
            return Some(numbers.into());
        }
        extra = after;
    }
    Some(numbers.into())
}

/// Checks that no two entries share bytes, and that each has the same name where its bytes are.
///
/// # Errors
/// The finding with which the zip is refused.
pub(crate) fn check(bytes: &[u8], entries: &[Entry<'_>]) -> Result<(), Finding> {
    let damaged = || Finding::new(Code::ZipDamaged);
    let mut ranges = Vec::with_capacity(entries.len());
    for entry in entries {
        let at = usize::try_from(entry.header).map_err(|_| damaged())?;
        let local = bytes.get(at..).ok_or_else(damaged)?;
        if !local.starts_with(b"PK\x03\x04") {
            return Err(damaged());
        }
        let lengths = short(local, 26).zip(short(local, 28));
        let (name, extra) = lengths.ok_or_else(damaged)?;
        let names = 30 + usize::from(name);
        if local.get(30..names) != Some(entry.name) {
            return Err(hostile("names-differ"));
        }
        let data = entry.header + (names + usize::from(extra)) as u64;
        let end = data.checked_add(entry.packed).ok_or_else(damaged)?;
        if end > bytes.len() as u64 {
            return Err(damaged());
        }
        ranges.push((entry.header, end));
    }
    ranges.sort_unstable();
    let apart = |pair: &[(u64, u64)]| matches!(pair, [(_, end), (start, _)] if end <= start);
    if ranges.windows(2).all(apart) {
        Ok(())
    } else {
        Err(hostile("overlap"))
    }
}
