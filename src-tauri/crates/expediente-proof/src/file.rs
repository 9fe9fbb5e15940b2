//! The file on disk: its cross-reference table, objects and streams, read on demand.

use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::read::ZlibDecoder;
use sha2::{Digest as _, Sha256};

use crate::flaw::Flaw;
use crate::object::{Dict, Lexer, Object, Wrong, is_space};

/// Largest size in bytes of a single object without its stream.
const LARGEST: usize = 8 << 20;

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

impl Stored for &[u8] {
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
    /// The offset of each object from 1 on.
    offsets: Arc<Vec<u64>>,
    /// Where the first object may begin.
    begin: u64,
    /// Where the table of objects begins.
    table: u64,
    pub trailer: Dict,
}

/// An object of the file, with its stream where it has one.
#[derive(Debug)]
pub struct Indirect {
    pub object: Object,
    /// The offset and the length of its stream.
    pub stream: Option<(u64, u64)>,
    /// The offset of its end.
    pub end: u64,
}

/// Why something cannot be read.
#[derive(Debug)]
pub enum Fault {
    Io(io::Error),
    /// The file does not have the form that Expediente writes.
    Form(String),
    /// A flaw after which nothing more can be checked.
    Flaw(Box<Flaw>),
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
            begin: 0,
            table: 0,
            trailer: Dict::default(),
        };
        let Some(begin) = header(&file.read(0, 32)?) else {
            return form("it does not begin as a PDF");
        };
        file.begin = begin as u64;
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

    /// The offset of an object; none where there is none.
    fn offset(&self, number: u32) -> Option<u64> {
        let at = (number as usize).checked_sub(1)?;
        self.offsets.get(at).copied()
    }

    /// Checks that objects follow one another from the beginning of the file to its table, and
    /// nothing is between them. `ends` are the offsets of their ends, by number from 1.
    pub fn check_order(&self, ends: impl Iterator<Item = u64>) -> Result<(), Fault> {
        let mut order: Vec<(u64, u64)> = self.offsets.iter().copied().zip(ends).collect();
        order.sort_unstable();
        order.push((self.table, self.table));
        let mut end = self.begin;
        for (from, to) in order {
            let gap = from.checked_sub(end).filter(|gap| *gap <= 2);
            let Some(gap) = gap else {
                return form("an object does not begin where the one before ends");
            };
            if !self.read(end, gap)?.iter().all(|byte| is_space(*byte)) {
                return form("something is between its objects");
            }
            end = to;
        }
        Ok(())
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
            for (at, entry) in (start..).zip(entries.chunks(ENTRY as usize)) {
                let text = std::str::from_utf8(entry).ok();
                let offset = text.and_then(|text| text.get(..10)?.parse::<u64>().ok());
                match (offset, text.and_then(|text| text.get(10..18))) {
                    (Some(offset), Some(" 00000 n")) if at > 0 && offset < place => {
                        offsets.push(offset);
                    }
                    // The first entry is the head of the list of free ones. There are no others.
                    (Some(0), Some(" 65535 f")) if at == 0 => {}
                    _ => {
                        return form(format!("entry {at} of its table of objects is damaged"));
                    }
                }
            }
        }
        if offsets.len() as u64 + 1 != count {
            return form("its table of objects is cut off");
        }
        self.offsets = Arc::new(offsets);
        self.table = place;
        let after = self.read(first + count * ENTRY, 1 << 16)?;
        let mut lexer = Lexer::new(&after);
        let trailer = lexer.keyword(b"trailer").and_then(|()| lexer.object());
        let end = format!("startxref {place} %%EOF");
        let rest = String::from_utf8_lossy(lexer.rest()).into_owned();
        let rest = rest.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        match trailer {
            Ok(Object::Dict(trailer))
                if trailer.integer(b"Size") == i64::try_from(count).ok() && rest == end =>
            {
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

    /// A stream, decompressed, of at most `most` bytes. The streams that are read are either Flate
    /// or not compressed; nothing else is understood.
    pub fn stream(&self, number: u32, most: usize) -> Result<(Dict, Vec<u8>), Fault> {
        self.stream_of(number, self.indirect(number)?, most)
    }

    /// The same of an object that was read.
    pub fn stream_of(
        &self,
        number: u32,
        found: Indirect,
        most: usize,
    ) -> Result<(Dict, Vec<u8>), Fault> {
        let (dict, mut reader) = self.unpacked(number, found)?;
        let mut bytes = Vec::new();
        match reader
            .by_ref()
            .take(most as u64 + 1)
            .read_to_end(&mut bytes)
        {
            Ok(read) if read <= most => Ok((dict, bytes)),
            Ok(_) => form(format!("object {number} is too large")),
            Err(error) => form(format!("object {number} cannot be decompressed: {error}")),
        }
    }

    /// The dictionary of a stream, and a reader of its data, decompressed.
    pub fn unpacked(
        &self,
        number: u32,
        found: Indirect,
    ) -> Result<(Dict, Box<dyn Read + '_>), Fault> {
        let (Object::Dict(dict), Some((start, length))) = (found.object, found.stream) else {
            return form(format!("object {number} is not a stream"));
        };
        let raw = Raw {
            file: self,
            at: start,
            end: start + length,
        };
        let parameters = dict.get(b"DecodeParms").is_none();
        let reader: Box<dyn Read + '_> = match dict.get(b"Filter") {
            // Some programs say that nothing is compressed.
            Some(Object::Name(flate)) if flate == b"FlateDecode" && length == 0 => Box::new(raw),
            None if parameters => Box::new(raw),
            Some(Object::Name(flate)) if flate == b"FlateDecode" && parameters => {
                Box::new(ZlibDecoder::new(BufReader::with_capacity(1 << 16, raw)))
            }
            _ => {
                return form(format!(
                    "object {number} is compressed in a way that cannot be proved"
                ));
            }
        };
        Ok((dict, reader))
    }

    /// The digest of the data of a stream as it is in the file.
    pub fn data_digest(&self, (start, length): (u64, u64)) -> Result<[u8; 32], Fault> {
        let mut hasher = blake3::Hasher::new();
        let mut raw = Raw {
            file: self,
            at: start,
            end: start + length,
        };
        let mut buffer = vec![0; 1 << 16];
        loop {
            let read = raw.read(&mut buffer)?;
            if read == 0 {
                return Ok(hasher.finalize().into());
            }
            let (filled, _) = buffer.split_at(read);
            hasher.update(filled);
        }
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

/// The data of a stream as it is in the file.
struct Raw<'a> {
    file: &'a File<'a>,
    at: u64,
    end: u64,
}

impl Read for Raw<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.end.saturating_sub(self.at);
        let most = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        let (buffer, _) = buffer.split_at_mut(most);
        if buffer.is_empty() {
            return Ok(0);
        }
        let read = self
            .file
            .fill(buffer, self.at)
            .map_err(|fault| match fault {
                Fault::Io(error) => error,
                Fault::Form(why) => io::Error::new(io::ErrorKind::InvalidData, why),
                Fault::Flaw(_) => io::ErrorKind::InvalidData.into(),
                Fault::Cancelled => io::ErrorKind::Interrupted.into(),
            })?;
        self.at += read as u64;
        Ok(read)
    }
}

/// The offset behind the header: the version, and at most one line of bytes that no text has.
fn header(bytes: &[u8]) -> Option<usize> {
    let (first, rest) = bytes.split_at_checked(8)?;
    let version = first.strip_prefix(b"%PDF-")?;
    if !matches!(version, [b'1', b'.', b'0'..=b'9']) {
        return None;
    }
    let line_end = rest.iter().take_while(|byte| is_space(**byte)).count();
    let mut at = 8 + line_end;
    if let Some(mark) = bytes.get(at..).and_then(|rest| rest.strip_prefix(b"%")) {
        let letters = mark.iter().take_while(|byte| **byte >= 0x80).count();
        at += 1 + letters;
    }
    Some(at)
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
