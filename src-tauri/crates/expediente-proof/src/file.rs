//! The file as it lies on disk: its table, its objects, its streams, each read when asked for.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::read::ZlibDecoder;
use sha2::{Digest as _, Sha256};

use crate::object::{Dict, Lexer, Object, Wrong};

/// Bytes that a single object, or a content stream unpacked, may have.
const LARGEST: usize = 256 << 20;

/// Bytes that lie somewhere and are read at places, by several at once.
pub trait Stored: Sync {
    /// How many there are.
    ///
    /// # Errors
    /// When the system does not say.
    fn length(&self) -> io::Result<u64>;

    /// Reads from a place into the buffer, and says how many bytes came; 0 at the end.
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
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        self.get(from..).unwrap_or_default().read(buffer)
    }
}

/// A file of ours. Cheap to clone.
#[derive(Clone)]
pub struct File<'f> {
    inner: &'f dyn Stored,
    length: u64,
    /// Where each object begins; 0 for a free one.
    offsets: Arc<Vec<u64>>,
    pub trailer: Dict,
}

/// An object of the file, and its stream where it has one.
#[derive(Debug)]
pub struct Indirect {
    pub object: Object,
    /// Where its bytes begin, and how many.
    pub stream: Option<(u64, u64)>,
    /// Where the whole of it ends.
    end: u64,
}

/// Why something could not be read.
#[derive(Debug)]
pub enum Fault {
    Io(io::Error),
    /// The file is not of the form that Expediente writes.
    Form(String),
    Cancelled,
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

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

    /// How many objects the table names, the free one included.
    pub fn size(&self) -> usize {
        self.offsets.len()
    }

    pub fn exists(&self, number: u32) -> bool {
        self.offsets
            .get(number as usize)
            .is_some_and(|&offset| offset > 0)
    }

    /// Bytes from a place, fewer where the file ends before.
    fn read(&self, from: u64, bytes: u64) -> Result<Vec<u8>, Fault> {
        let bytes = bytes.min(self.length.saturating_sub(from));
        let mut buffer = vec![0; usize::try_from(bytes).unwrap_or(0)];
        let read = self.fill(&mut buffer, from)?;
        buffer.truncate(read);
        Ok(buffer)
    }

    fn fill(&self, buffer: &mut [u8], from: u64) -> Result<usize, Fault> {
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.inner.read_at(rest, from + filled as u64) {
                Ok(0) => break,
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
            (Some("xref"), Some("0"), Some(count)) if count <= self.length / ENTRY => count,
            _ => return form("its table of objects is not where it says"),
        };
        let first = place
            + head
                .match_indices('\n')
                .nth(1)
                .map_or(0, |(at, _)| at as u64 + 1);
        let mut offsets = Vec::with_capacity(count as usize);
        const CHUNK: u64 = 4_096;
        for start in (0..count).step_by(CHUNK as usize) {
            let entries = self.read(first + start * ENTRY, CHUNK.min(count - start) * ENTRY)?;
            for entry in entries.chunks(ENTRY as usize) {
                let text = std::str::from_utf8(entry).unwrap_or_default();
                let offset = text.get(..10).and_then(|digits| digits.parse::<u64>().ok());
                match (offset, text.get(10..18)) {
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
        let offset = self.offsets.get(number as usize).copied().unwrap_or(0);
        if offset == 0 {
            return form(format!("object {number} is missing"));
        }
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
                    let end = start + length + lexer.at as u64;
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

    /// What a reference leads to, or the object itself.
    pub fn resolve(&self, object: &Object) -> Result<Object, Fault> {
        match object {
            Object::Reference(number) => Ok(self.indirect(*number)?.object),
            object => Ok(object.clone()),
        }
    }

    /// The dictionary behind a key.
    pub fn dict(&self, of: &Dict, key: &[u8]) -> Result<Option<Dict>, Fault> {
        match of.get(key) {
            Some(value) => Ok(self.resolve(value)?.dict().cloned()),
            None => Ok(None),
        }
    }

    /// A stream, unpacked. Only what Expediente leaves in content streams and fonts is understood: Flate or nothing.
    pub fn stream(&self, number: u32) -> Result<(Dict, Vec<u8>), Fault> {
        let found = self.indirect(number)?;
        let (Object::Dict(dict), Some((start, length))) = (found.object, found.stream) else {
            return form(format!("object {number} is no stream"));
        };
        if length > LARGEST as u64 {
            return form(format!("object {number} is too large"));
        }
        let raw = self.read(start, length)?;
        let filters = match dict.get(b"Filter") {
            None | Some(Object::Null) => Vec::new(),
            Some(Object::Array(filters)) => filters
                .iter()
                .filter_map(|f| f.name().map(<[u8]>::to_vec))
                .collect(),
            Some(filter) => filter.name().map(<[u8]>::to_vec).into_iter().collect(),
        };
        match filters.as_slice() {
            [] => Ok((dict, raw)),
            [flate] if flate == b"FlateDecode" => {
                let mut bytes = Vec::new();
                // Content of others may end early; what could be unpacked is what a viewer draws.
                let _ = ZlibDecoder::new(raw.as_slice())
                    .take(LARGEST as u64)
                    .read_to_end(&mut bytes);
                Ok((dict, bytes))
            }
            _ => form(format!(
                "object {number} is packed in a way that cannot be proved"
            )),
        }
    }

    /// Reads every object once, in the order of the file, and sees that nothing stands between them.
    pub fn scan(
        &self,
        step: &mut dyn FnMut(u64, u64) -> bool,
        mut each: impl FnMut(u32, &Object),
    ) -> Result<(), Fault> {
        let mut order: Vec<u32> =
            (0..u32::try_from(self.offsets.len()).unwrap_or(u32::MAX)).collect();
        order.retain(|&number| self.exists(number));
        order.sort_by_key(|&number| self.offsets.get(number as usize).copied());
        let mut end = 0;
        for (at, number) in order.into_iter().enumerate() {
            let offset = self.offsets.get(number as usize).copied().unwrap_or(0);
            let gap = offset.saturating_sub(end);
            if offset < end || (end > 0 && gap > 2) {
                return form(format!(
                    "object {number} does not stand where the one before ends"
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
            hasher.update(buffer.get(..read).unwrap_or_default());
            from += read as u64;
        }
    }
}

/// `12 0 obj … endobj`, or up to where its stream begins.
fn parse(bytes: &[u8], number: u32) -> Result<(Object, Option<usize>, usize), Wrong> {
    let mut lexer = Lexer::new(bytes);
    lexer.keyword(number.to_string().as_bytes())?;
    lexer.keyword(b"0")?;
    lexer.keyword(b"obj")?;
    let object = lexer.object()?;
    match lexer.keyword(b"endobj") {
        Ok(()) => return Ok((object, None, lexer.at)),
        Err(Wrong::End) => return Err(Wrong::End),
        Err(Wrong::Form) => lexer.keyword(b"stream")?,
    }
    let start = match lexer.rest() {
        [b'\r', b'\n', ..] => lexer.at + 2,
        [b'\n', ..] => lexer.at + 1,
        [] | [b'\r'] => return Err(Wrong::End),
        _ => return Err(Wrong::Form),
    };
    Ok((object, Some(start), start))
}
