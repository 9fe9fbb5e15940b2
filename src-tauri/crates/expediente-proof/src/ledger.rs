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
    digests: Mutex<HashMap<u32, Known>>,
    steps: AtomicU64,
}

/// An object that was digested.
#[derive(Clone, Copy)]
struct Known {
    digest: [u8; 32],
    reads: Reads,
}

/// What the keys of an object are, which decides how they are checked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    /// Names that a paper chose.
    Names,
    /// Entries of a dictionary.
    Entries,
    /// It has none, or says itself what it is.
    Itself,
}

/// A reference to an object, as the value of an entry whose keys are names or not.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Link {
    number: u32,
    to_names: bool,
}

/// An object whose digest waits for those of others.
struct Open {
    number: u32,
    reads: Reads,
    object: Object,
    data: Option<[u8; 32]>,
    /// The objects that it refers to.
    references: Vec<Link>,
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
        let ends = self.ends.iter().map(|end| end.load(Ordering::Relaxed));
        if let Some(at) = ends.clone().position(|end| end == 0) {
            return form(format!("object {} belongs to nothing", at + 1));
        }
        self.file.check_order(ends)
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
        collect(key, value, &mut references);
        for link in references {
            found.insert(link.number, self.digest_by(link, places)?);
        }
        Ok(digest(value, None, &found))
    }

    /// The digest of an object with all that it leads to.
    pub fn digest(&self, number: u32, places: &Places) -> Result<[u8; 32], Fault> {
        let to_names = false;
        self.digest_by(Link { number, to_names }, places)
    }

    fn digest_by(&self, link: Link, places: &Places) -> Result<[u8; 32], Fault> {
        if let Some(known) = self.known(link, places)? {
            return Ok(known);
        }
        let mut path = vec![self.open(link, 0, places)?];
        let mut depths = HashMap::from([(link.number, 0)]);
        loop {
            let depth = path.len() - 1;
            let Some(top) = path.last_mut() else {
                return form("its objects cannot be followed");
            };
            if let Some(&next) = top.references.get(top.next) {
                top.next += 1;
                if top.found.contains_key(&next.number) {
                    continue;
                }
                if let Some(known) = self.known(next, places)? {
                    top.found.insert(next.number, known);
                } else if let Some(&above) = depths.get(&next.number) {
                    let up = (depth - above) as u64;
                    let up = blake3::keyed_hash(&UP, &up.to_le_bytes());
                    top.found.insert(next.number, up.into());
                    top.back = top.back.min(above);
                } else if path.len() >= DEEPEST {
                    return form("its objects are nested too deeply");
                } else {
                    depths.insert(next.number, path.len());
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
                let reads = done.reads;
                digests.insert(done.number, Known { digest, reads });
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
    fn known(&self, link: Link, places: &Places) -> Result<Option<[u8; 32]>, Fault> {
        if let Some(font) = places.own_font(link.number) {
            let digest = blake3::keyed_hash(&OWN_FONT, &(font as u64).to_le_bytes());
            return Ok(Some(digest.into()));
        }
        let digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(known) = digests.get(&link.number) else {
            return Ok(None);
        };
        let fits = match known.reads {
            Reads::Names => link.to_names,
            Reads::Entries => !link.to_names,
            Reads::Itself => true,
        };
        if !fits {
            return form(format!("object {} is used as two things", link.number));
        }
        Ok(Some(known.digest))
    }

    fn open(&self, link: Link, depth: usize, places: &Places) -> Result<Open, Fault> {
        let Link { number, to_names } = link;
        if self.steps.fetch_add(1, Ordering::Relaxed) > MOST_STEPS {
            return form("its objects refer to each other without an end");
        }
        if places.page(number).is_some() {
            return form("a page is drawn on a page");
        }
        let found = self.read(number)?;
        let reads = match &found.object {
            Object::Dict(dict) if found.stream.is_none() && !keys::is_object(dict) => {
                if to_names {
                    Reads::Names
                } else {
                    Reads::Entries
                }
            }
            _ => Reads::Itself,
        };
        let mut references = Vec::new();
        match &found.object {
            Object::Dict(names) if reads == Reads::Names => {
                for (_, value) in &names.0 {
                    keys::check_drawn(b"", value)?;
                    collect(b"", value, &mut references);
                }
            }
            object => {
                keys::check_drawn(b"", object)?;
                collect(b"", object, &mut references);
            }
        }
        let data = match found.stream {
            Some(stream) => Some(self.file.data_digest(stream)?),
            None => None,
        };
        Ok(Open {
            number,
            reads,
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

/// All references inside of an object that is the value of an entry.
fn collect(key: &[u8], object: &Object, references: &mut Vec<Link>) {
    match object {
        Object::Reference(number) => references.push(Link {
            number: *number,
            to_names: keys::has_names(key),
        }),
        Object::Array(items) => {
            for item in items {
                collect(b"", item, references);
            }
        }
        Object::Dict(dict) => {
            let is_names = keys::has_names(key) && !keys::is_object(dict);
            for (name, value) in &dict.0 {
                collect(if is_names { b"" } else { name }, value, references);
            }
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
