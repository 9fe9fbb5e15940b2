//! The account of a file's objects: each is read, belongs to something, and has a digest.
//!
//! The digest of an object covers its entries, its data, and by their digests all objects that it
//! refers to. It does not depend on the numbers and offsets of objects, so that a page has the same
//! digest in every file that it is copied into.
//!
//! Objects that refer to themselves in a circle have digests, too. The walk goes into depth; where
//! it meets an object that is open above, it takes the number of steps up instead of a digest.
//! Whatever was digested on the way depends on where the circle was entered, and is not remembered;
//! only the digest of the object that the circle was entered by is. So the digest is a function of
//! the objects alone. Going round circles again and again could take forever, so the steps of a
//! file are limited.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::file::{Fault, File, Indirect, form};
use crate::keys;
use crate::object::{Dict, Object};
use crate::places::Places;

/// Objects that are visited for digests, in all.
const MOST_STEPS: u64 = 50_000_000;
/// Objects that are open at a time.
const DEEPEST: usize = 100_000;

pub struct Ledger<'f> {
    file: &'f File<'f>,
    /// The offset of the end of each object that was read, by number from 1; 0 for others.
    ends: Vec<AtomicU64>,
    digests: Mutex<HashMap<u32, [u8; 32]>>,
    steps: AtomicU64,
}

/// An object whose digest waits for those of others.
struct Open {
    number: u32,
    object: Object,
    data: Option<[u8; 32]>,
    /// The objects that it refers to.
    references: Vec<u32>,
    next: usize,
    found: HashMap<u32, [u8; 32]>,
    /// The highest object above that it leads back to, as its depth.
    back: usize,
}

impl<'f> Ledger<'f> {
    pub fn new(file: &'f File<'f>) -> Self {
        Self {
            file,
            ends: (0..file.size()).map(|_| AtomicU64::new(0)).collect(),
            digests: Mutex::default(),
            steps: AtomicU64::new(0),
        }
    }

    pub fn file(&self) -> &'f File<'f> {
        self.file
    }

    /// Reads an object and notes that it belongs to something.
    pub fn read(&self, number: u32) -> Result<Indirect, Fault> {
        let found = self.file.indirect(number)?;
        if let Some(end) = (number as usize)
            .checked_sub(1)
            .and_then(|at| self.ends.get(at))
        {
            end.store(found.end, Ordering::Relaxed);
        }
        Ok(found)
    }

    /// Reads an object that must be a dictionary.
    pub fn dict(&self, number: u32) -> Result<Dict, Fault> {
        match self.read(number)? {
            Indirect {
                object: Object::Dict(dict),
                stream: None,
                ..
            } => Ok(dict),
            _ => form(format!("object {number} is not a dictionary")),
        }
    }

    /// Reads a stream of ours, decompressed.
    pub fn stream(&self, number: u32, most: usize) -> Result<(Dict, Vec<u8>), Fault> {
        let found = self.read(number)?;
        self.file.stream_of(number, found, most)
    }

    /// Checks that every object belongs to something and that they follow one another.
    pub fn check_all_read(&self) -> Result<(), Fault> {
        let ends: Vec<u64> = self
            .ends
            .iter()
            .map(|end| end.load(Ordering::Relaxed))
            .collect();
        if let Some(at) = ends.iter().position(|end| *end == 0) {
            return form(format!("object {} belongs to nothing", at + 1));
        }
        self.file.check_order(&ends)
    }

    /// The digest of a value with all that it leads to. `key` is the entry that it is the value of.
    pub fn digest_of(
        &self,
        key: &[u8],
        value: &Object,
        places: &Places,
    ) -> Result<[u8; 32], Fault> {
        let (mut found, mut references) = (HashMap::new(), Vec::new());
        keys::check_drawn(key, value)?;
        collect(value, &mut references);
        for number in references {
            found.insert(number, self.digest(number, places)?);
        }
        Ok(digest(value, None, &found))
    }

    /// The digest of an object with all that it leads to.
    pub fn digest(&self, number: u32, places: &Places) -> Result<[u8; 32], Fault> {
        if let Some(known) = self.known(number, places) {
            return Ok(known);
        }
        let mut path = vec![self.open(number, 0, places)?];
        let mut depths = HashMap::from([(number, 0)]);
        loop {
            let depth = path.len() - 1;
            let Some(top) = path.last_mut() else {
                return form("its objects cannot be followed");
            };
            if let Some(&next) = top.references.get(top.next) {
                top.next += 1;
                if top.found.contains_key(&next) {
                    continue;
                }
                if let Some(known) = self.known(next, places) {
                    top.found.insert(next, known);
                } else if let Some(&above) = depths.get(&next) {
                    let up = (depth - above) as u64;
                    let up = blake3::keyed_hash(&UP, &up.to_le_bytes());
                    top.found.insert(next, up.into());
                    top.back = top.back.min(above);
                } else if path.len() >= DEEPEST {
                    return form("its objects are nested too deeply");
                } else {
                    depths.insert(next, path.len());
                    path.push(self.open(next, path.len(), places)?);
                }
                continue;
            }
            let Some(done) = path.pop() else {
                return form("its objects cannot be followed");
            };
            depths.remove(&done.number);
            let digest = digest(&done.object, done.data, &done.found);
            if done.back >= depth {
                let mut digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
                digests.insert(done.number, digest);
            }
            let Some(above) = path.last_mut() else {
                return Ok(digest);
            };
            above.found.insert(done.number, digest);
            above.back = above.back.min(done.back);
        }
    }

    /// The digest of an object that needs no look. A font of ours has a fixed one: it is checked by
    /// itself, and which letters of it a file describes depends on what else is in the file.
    fn known(&self, number: u32, places: &Places) -> Option<[u8; 32]> {
        if let Some(font) = places.own_font(number) {
            return Some(blake3::keyed_hash(&OWN_FONT, &(font as u64).to_le_bytes()).into());
        }
        let digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        digests.get(&number).copied()
    }

    fn open(&self, number: u32, depth: usize, places: &Places) -> Result<Open, Fault> {
        if self.steps.fetch_add(1, Ordering::Relaxed) > MOST_STEPS {
            return form("its objects refer to each other without an end");
        }
        if places.page(number).is_some() {
            return form("a page is drawn on a page");
        }
        let found = self.read(number)?;
        keys::check_drawn(b"", &found.object)?;
        let data = match found.stream {
            Some(stream) => Some(self.file.data_digest(stream)?),
            None => None,
        };
        let mut references = Vec::new();
        collect(&found.object, &mut references);
        Ok(Open {
            number,
            object: found.object,
            data,
            references,
            next: 0,
            found: HashMap::new(),
            back: depth,
        })
    }
}

/// The key of the hash of steps up.
const UP: [u8; 32] = *b"expediente: an object further up";

/// The key of the hash that stands for a font of ours.
const OWN_FONT: [u8; 32] = *b"expediente: a font of its own   ";

/// All references inside of an object.
fn collect(object: &Object, references: &mut Vec<u32>) {
    match object {
        Object::Reference(number) => references.push(*number),
        Object::Array(items) => items.iter().for_each(|item| collect(item, references)),
        Object::Dict(dict) => {
            let values = dict.0.iter().map(|(_, value)| value);
            values.for_each(|value| collect(value, references));
        }
        _ => {}
    }
}

/// The digest of an object: its canonical form, in which references are the digests of what they
/// lead to, and the digest of its data.
fn digest(object: &Object, data: Option<[u8; 32]>, found: &HashMap<u32, [u8; 32]>) -> [u8; 32] {
    let mut out = Vec::new();
    let mut reference = |out: &mut Vec<u8>, number: u32| {
        out.push(b'd');
        // Every reference was followed before.
        out.extend(found.get(&number).into_iter().flatten());
    };
    match (object, data) {
        (Object::Dict(dict), Some(data)) => {
            // The length is that of the data.
            dict.canonical(&mut out, &[b"Length"], &mut reference);
            out.extend_from_slice(&data);
        }
        (object, _) => object.canonical(&mut out, &mut reference),
    }
    blake3::hash(&out).into()
}
