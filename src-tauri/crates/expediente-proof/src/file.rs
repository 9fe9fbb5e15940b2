//! The file on disk: its cross-reference table, objects and streams, read on demand.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::read::ZlibDecoder;
use sha2::{Digest as _, Sha256};

use crate::object::{Dict, Lexer, Object, Wrong};

/// Largest size in bytes of a single object, or of a decompressed stream.
const LARGEST: usize = 256 << 20;

/// A stored file that several threads can read at once.
pub trait Stored: Sync {
    /// Its size in bytes.
    ///
    /// # Errors
    /// When the system does not know it.
    fn length(&self) -> io::Result<u64>;

    /// Reads from an offset into the buffer and returns the number of bytes read; 0 at the end.
    ///
    /// # Errors
    /// When they cannot be read.
    fn read_at(&self, buffer: &mut [u8], from: u64) -> io::Result<usize>;
}

impl Stored for Vec<u8> {
    fn length(&self) -> io::Result<u64> {
        Ok(self.len() as u64)
    }

    fn read_at(&self, buffer: &mut [u8], from: u64) -> io::Result<usize> {
        match usize::try_from(from).ok().and_then(|from| self.get(from..)) {
            Some(mut rest) => rest.read(buffer),
            // Beyond the end.
            None => Ok(0),
        }
    }
}

/// An open file. Cheap to clone.
#[derive(Clone)]
pub struct File<'f> {
    inner: &'f dyn Stored,
    length: u64,
    /// The offset of each object; 0 for a free one.
    offsets: Arc<Vec<u64>>,
    pub trailer: Dict,
}

/// An object of the file, with its stream where it has one.
#[derive(Debug)]
pub struct Indirect {
    pub object: Object,
    /// The offset and the length of its stream.
    pub stream: Option<(u64, u64)>,
    /// The offset of its end.
    end: u64,
}

/// Why something cannot be read.
#[derive(Debug)]
pub enum Fault {
    Io(io::Error),
    /// The file does not have the form that Expediente writes.
    Form(String),
    Cancelled,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A fault of form.
pub fn form<T>(why: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::Form(why.into()))
}

impl<'f> File<'f> {
    pub fn open(inner: &'f dyn Stored) -> Result<Self, Fault> {
        let length = inner.length()?;
        let mut file = Self {
            inner,
            length,
            offsets: Arc::default(),
            trailer: Dict::default(),
        };
        if !file.read(0, 5)?.starts_with(b"%PDF-") {
            return form("it does not begin as a PDF");
        }
        let tail = file.read(length.saturating_sub(64), 64)?;
        let text = String::from_utf8_lossy(&tail).into_owned();
        let place = text
            .trim_end()
            .strip_suffix("%%EOF")
            .and_then(|text| text.rsplit_once("startxref"))
            .and_then(|(_, number)| number.trim().parse::<u64>().ok());
        match place {
            Some(place) => file.read_table(place)?,
            None => return form("its end is missing"),
        }
        Ok(file)
    }

    pub fn length(&self) -> u64 {
        self.length
    }

    /// The number of entries of the table, including free ones.
    pub fn size(&self) -> usize {
        self.offsets.len()
    }

    pub fn exists(&self, number: u32) -> bool {
        self.offset(number).is_some()
    }

    /// The offset of an object; none where it is free or beyond the table.
    fn offset(&self, number: u32) -> Option<u64> {
        match self.offsets.get(number as usize) {
            None | Some(0) => None,
            Some(&offset) => Some(offset),
        }
    }

    /// Every entry of the table by object number; 0 for a free one.
    fn entries(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        (0..).zip(self.offsets.iter().copied())
    }

    /// Bytes from an offset, fewer where the file ends before.
    fn read(&self, from: u64, bytes: u64) -> Result<Vec<u8>, Fault> {
        let bytes = bytes.min(self.length.saturating_sub(from));
        let Ok(bytes) = usize::try_from(bytes) else {
            return form("a part of it is too large");
        };
        let mut buffer = vec![0; bytes];
        let read = self.fill(&mut buffer, from)?;
        buffer.truncate(read);
        Ok(buffer)
    }

    fn fill(&self, buffer: &mut [u8], from: u64) -> Result<usize, Fault> {
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..) {
            if rest.is_empty() {
                break;
            }
            match self.inner.read_at(rest, from + filled as u64) {
                Ok(0) => break,
                Ok(read) if read > rest.len() => {
                    let why = "more bytes were read than asked for";
                    return Err(io::Error::new(io::ErrorKind::InvalidData, why).into());
                }
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(filled)
    }

    fn read_table(&mut self, place: u64) -> Result<(), Fault> {
        const ENTRY: u64 = 20;
        let head = String::from_utf8_lossy(&self.read(place, 64)?).into_owned();
        let mut words = head.split_whitespace();
        let count = match (
            words.next(),
            words.next(),
            words.next().and_then(|word| word.parse::<u64>().ok()),
        ) {
            (Some("xref"), Some("0"), Some(count))
                if count <= self.length / ENTRY && u32::try_from(count).is_ok() =>
            {
                count
            }
            _ => return form("its table of objects is not where it says"),
        };
        // Entries begin on the third line.
        let Some((lines, _)) = head.match_indices('\n').nth(1) else {
            return form("its table of objects is not where it says");
        };
        let first = place + lines as u64 + 1;
        let mut offsets = Vec::with_capacity(count as usize);
        const CHUNK: u64 = 4_096;
        for start in (0..count).step_by(CHUNK as usize) {
            let entries = self.read(first + start * ENTRY, CHUNK.min(count - start) * ENTRY)?;
            for entry in entries.chunks(ENTRY as usize) {
                let text = std::str::from_utf8(entry).ok();
                let offset = text.and_then(|text| text.get(..10)?.parse::<u64>().ok());
                match (offset, text.and_then(|text| text.get(10..18))) {
                    (Some(offset), Some(" 00000 n")) if offset > 0 && offset < place => {
                        offsets.push(offset)
                    }
                    (Some(_), Some(" 65535 f" | " 00000 f" | " 00001 f")) => offsets.push(0),
                    _ => {
                        return form(format!(
                            "entry {} of its table of objects is damaged",
                            offsets.len()
                        ));
                    }
                }
            }
        }
        if offsets.len() as u64 != count {
            return form("its table of objects is cut off");
        }
        self.offsets = Arc::new(offsets);
        let after = self.read(first + count * ENTRY, 1 << 16)?;
        let mut lexer = Lexer::new(&after);
        let trailer = lexer.keyword(b"trailer").and_then(|()| lexer.object());
        match trailer {
            Ok(Object::Dict(trailer)) if trailer.integer(b"Size") == i64::try_from(count).ok() => {
                self.trailer = trailer;
                Ok(())
            }
            _ => form("its trailer is damaged"),
        }
    }

    /// An object by its number.
    pub fn indirect(&self, number: u32) -> Result<Indirect, Fault> {
        let Some(offset) = self.offset(number) else {
            return form(format!("object {number} is missing"));
        };
        let mut window = 2_048_u64;
        loop {
            let bytes = self.read(offset, window)?;
            match parse(&bytes, number) {
                Ok((object, None, end)) => {
                    return Ok(Indirect {
                        object,
                        stream: None,
                        end: offset + end as u64,
                    });
                }
                Ok((object, Some(start), _)) => {
                    let length = object.dict().and_then(|dict| dict.integer(b"Length"));
                    let Some(length) = length.and_then(|length| u64::try_from(length).ok()) else {
                        return form(format!("the length of object {number} is missing"));
                    };
                    let start = offset + start as u64;
                    let close = self.read(start + length, 24)?;
                    let mut lexer = Lexer::new(&close);
                    if lexer
                        .keyword(b"endstream")
                        .and_then(|()| lexer.keyword(b"endobj"))
                        .is_err()
                    {
                        return form(format!("the length of object {number} is wrong"));
                    }
                    let end = start + length + lexer.at() as u64;
                    return Ok(Indirect {
                        object,
                        stream: Some((start, length)),
                        end,
                    });
                }
                Err(Wrong::End) if offset + window < self.length && window < LARGEST as u64 => {
                    window *= 4
                }
                Err(_) => return form(format!("object {number} is damaged")),
            }
        }
    }

    /// The object that a reference leads to, or the object itself.
    pub fn resolve(&self, object: &Object) -> Result<Object, Fault> {
        match object {
            Object::Reference(number) => Ok(self.indirect(*number)?.object),
            object => Ok(object.clone()),
        }
    }

    /// The dictionary behind a key; none where there is no such key, or no dictionary.
    pub fn dict(&self, of: &Dict, key: &[u8]) -> Result<Option<Dict>, Fault> {
        match of.get(key) {
            Some(value) => Ok(self.resolve(value)?.dict().cloned()),
            None => Ok(None),
        }
    }

    /// A stream, decompressed. Content streams and fonts that Expediente writes are either Flate or
    /// not compressed; nothing else is understood.
    pub fn stream(&self, number: u32) -> Result<(Dict, Vec<u8>), Fault> {
        let found = self.indirect(number)?;
        let (Object::Dict(dict), Some((start, length))) = (found.object, found.stream) else {
            return form(format!("object {number} is not a stream"));
        };
        if length > LARGEST as u64 {
            return form(format!("object {number} is too large"));
        }
        let raw = self.read(start, length)?;
        let filters = match dict.get(b"Filter") {
            None | Some(Object::Null) => &[],
            Some(Object::Array(filters)) => filters.as_slice(),
            Some(filter) => std::slice::from_ref(filter),
        };
        match filters {
            [] => Ok((dict, raw)),
            [Object::Name(flate)] if flate == b"FlateDecode" => {
                let mut bytes = Vec::new();
                // Content of papers may end early; a viewer draws as much as can be decompressed.
                let _ = ZlibDecoder::new(raw.as_slice())
                    .take(LARGEST as u64)
                    .read_to_end(&mut bytes);
                Ok((dict, bytes))
            }
            _ => form(format!(
                "object {number} is compressed in a way that cannot be proved"
            )),
        }
    }

    /// Reads every object once, in the order of the file, and checks that nothing is between them.
    pub fn scan(
        &self,
        step: &mut dyn FnMut(u64, u64) -> bool,
        mut each: impl FnMut(u32, &Object),
    ) -> Result<(), Fault> {
        let used = self.entries().filter(|&(_, offset)| offset > 0);
        let mut order: Vec<(u64, u32)> = used.map(|(number, offset)| (offset, number)).collect();
        order.sort_unstable();
        let mut end = 0;
        for (at, (offset, number)) in order.into_iter().enumerate() {
            let gap = offset.saturating_sub(end);
            if offset < end || (end > 0 && gap > 2) {
                return form(format!(
                    "object {number} does not begin where the one before ends"
                ));
            }
            let found = self.indirect(number)?;
            each(number, &found.object);
            end = found.end;
            if at % 256 == 0 && !step(offset, self.length) {
                return Err(Fault::Cancelled);
            }
        }
        Ok(())
    }

    /// SHA-256 of the whole file, unless it is told to stop.
    pub fn digest(&self, stop: &AtomicBool) -> Result<[u8; 32], Fault> {
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 1 << 20];
        let mut from = 0;
        loop {
            if stop.load(Ordering::Relaxed) {
                return Err(Fault::Cancelled);
            }
            let read = self.fill(&mut buffer, from)?;
            if read == 0 {
                return Ok(hasher.finalize().into());
            }
            let (filled, _) = buffer.split_at(read);
            hasher.update(filled);
            from += read as u64;
        }
    }
}

/// Parses `12 0 obj … endobj`, or up to the beginning of a stream. Returns the object, the offset
/// of its stream, and the offset of the end.
fn parse(bytes: &[u8], number: u32) -> Result<(Object, Option<usize>, usize), Wrong> {
    let mut lexer = Lexer::new(bytes);
    lexer.keyword(number.to_string().as_bytes())?;
    lexer.keyword(b"0")?;
    lexer.keyword(b"obj")?;
    let object = lexer.object()?;
    match lexer.keyword(b"endobj") {
        Ok(()) => return Ok((object, None, lexer.at())),
        Err(Wrong::End) => return Err(Wrong::End),
        Err(Wrong::Form) => lexer.keyword(b"stream")?,
    }
    let start = match lexer.rest() {
        [b'\r', b'\n', ..] => lexer.at() + 2,
        [b'\n', ..] => lexer.at() + 1,
        [] | [b'\r'] => return Err(Wrong::End),
        _ => return Err(Wrong::Form),
    };
    Ok((object, Some(start), start))
}
