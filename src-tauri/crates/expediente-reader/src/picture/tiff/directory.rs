//! The directories of a TIFF and the values of their tags, borrowed from the file (TIFF 6.0,
//! section 2; BigTIFF).
//!
//! The `tiff` crate refuses a directory as a whole when it does not know one of its codings; here
//! each tag can be read for itself.

use std::collections::BTreeMap;

/// Values of one tag that are read at most: more chunks than a picture of the greatest size has.
const VALUES: u64 = 4_000_000;
/// Tags of one directory that are read at most.
const TAGS: u64 = 4096;

/// A TIFF whose header was read.
#[derive(Clone, Copy)]
pub(crate) struct TiffFile<'a> {
    pub(crate) data: &'a [u8],
    /// Numbers begin with their lowest byte.
    pub(crate) little: bool,
    /// BigTIFF: offsets of eight bytes.
    big: bool,
}

/// The tags of one picture.
pub(crate) struct Directory<'a> {
    file: TiffFile<'a>,
    tags: BTreeMap<u16, Field<'a>>,
    /// Where the next directory is; 0 after the last.
    pub(crate) next: u64,
}

#[derive(Clone, Copy)]
struct Field<'a> {
    kind: u16,
    bytes: &'a [u8],
}

impl<'a> TiffFile<'a> {
    /// The file, and where its first directory is.
    pub(crate) fn open(data: &'a [u8]) -> Option<(Self, u64)> {
        let little = match data.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let file = Self {
            data,
            little,
            big: false,
        };
        match file.number(data.get(2..4)?) {
            42 => Some((file, file.number(data.get(4..8)?))),
            43 => {
                let big = Self { big: true, ..file };
                Some((big, big.number(data.get(8..16)?)))
            }
            _ => None,
        }
    }

    /// A number of any width.
    pub(crate) fn number(&self, bytes: &[u8]) -> u64 {
        let join = |sum: u64, byte: &u8| (sum << 8) | u64::from(*byte);
        if self.little {
            bytes.iter().rev().fold(0, join)
        } else {
            bytes.iter().fold(0, join)
        }
    }

    /// Bytes of the file; nothing if they are not all there.
    pub(crate) fn bytes(&self, at: u64, length: u64) -> Option<&'a [u8]> {
        let start = usize::try_from(at).ok()?;
        let end = start.checked_add(usize::try_from(length).ok()?)?;
        self.data.get(start..end)
    }

    /// The directory at this position.
    pub(crate) fn directory(&self, at: u64) -> Option<Directory<'a>> {
        let (head, each, wide) = if self.big { (8, 20, 8) } else { (2, 12, 4) };
        let count = self.number(self.bytes(at, head)?);
        if count == 0 || count > TAGS {
            return None;
        }
        let first = at.checked_add(head)?;
        let mut tags = BTreeMap::new();
        for entry in self.bytes(first, count * each)?.chunks_exact(each as usize) {
            let (tag, rest) = entry.split_at_checked(2)?;
            let (kind, rest) = rest.split_at_checked(2)?;
            let (values, place) = rest.split_at_checked(wide as usize)?;
            let kind = self.number(kind) as u16;
            let length = match width_of(kind) {
                // A kind of value that nobody knows belongs to a tag that nobody needs.
                0 => continue,
                width => self.number(values).saturating_mul(width),
            };
            let bytes = if length <= wide {
                place.get(..length as usize)
            } else {
                self.bytes(self.number(place), length)
            };
            // A value outside of the file is as good as none.
            if let Some(bytes) = bytes {
                let tag = self.number(tag) as u16;
                tags.entry(tag).or_insert(Field { kind, bytes });
            }
        }
        // The last directory of a file that was cut has no next.
        let next = self.bytes(first + count * each, wide);
        Some(Directory {
            file: *self,
            tags,
            next: next.map_or(0, |next| self.number(next)),
        })
    }
}

/// Bytes of one value of a kind.
fn width_of(kind: u16) -> u64 {
    match kind {
        1 | 2 | 6 | 7 => 1,
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 | 16 | 17 | 18 => 8,
        _ => 0,
    }
}

impl<'a> Directory<'a> {
    /// Whole numbers.
    pub(crate) fn numbers(&self, tag: u16) -> Option<Vec<u64>> {
        let field = self.tags.get(&tag)?;
        let width = match field.kind {
            1..=4 | 6..=9 | 13 | 16..=18 => width_of(field.kind) as usize,
            _ => return None,
        };
        let count = field.bytes.len() / width;
        if count == 0 || count as u64 > VALUES {
            return None;
        }
        let values = field.bytes.chunks_exact(width);
        Some(values.map(|value| self.file.number(value)).collect())
    }

    /// The first whole number.
    pub(crate) fn number(&self, tag: u16) -> Option<u64> {
        self.numbers(tag)?.first().copied()
    }

    /// The bytes as they are.
    pub(crate) fn bytes(&self, tag: u16) -> Option<&'a [u8]> {
        self.tags.get(&tag).map(|field| field.bytes)
    }

    /// Numbers with fractions.
    pub(crate) fn fractions(&self, tag: u16) -> Option<Vec<f64>> {
        let field = self.tags.get(&tag)?;
        let number = |bytes: &[u8]| self.file.number(bytes);
        Some(match field.kind {
            5 => {
                let pairs = field.bytes.chunks_exact(8).filter_map(|pair| {
                    let (above, below) = pair.split_at_checked(4)?;
                    Some(number(above) as f64 / number(below) as f64)
                });
                pairs.collect()
            }
            11 => {
                let singles = field.bytes.chunks_exact(4);
                let single = |bytes| f64::from(f32::from_bits(number(bytes) as u32));
                singles.map(single).collect()
            }
            12 => {
                let doubles = field.bytes.chunks_exact(8);
                doubles.map(|bytes| f64::from_bits(number(bytes))).collect()
            }
            _ => self.numbers(tag)?.into_iter().map(|v| v as f64).collect(),
        })
    }
}
