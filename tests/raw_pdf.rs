//! A dossier taken apart into the bytes of its objects, and put together again: so that a test can
//! change one of them and leave all others as they were.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// A file with a classic table of objects.
#[derive(Clone)]
pub struct RawPdf {
    /// What is before the first object.
    pub head: Vec<u8>,
    /// The bytes of each object from its number to `endobj`, in the order of the file.
    pub objects: Vec<(u32, Vec<u8>)>,
    pub trailer: Vec<u8>,
    /// What is after the end of the file.
    pub tail: Vec<u8>,
}

impl RawPdf {
    pub fn read(bytes: &[u8]) -> Self {
        let at = find_last(bytes, b"startxref").unwrap();
        let place: usize = text(&bytes[at + 9..])
            .split_whitespace()
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let table = text(&bytes[place..at]);
        let count: usize = table.split_whitespace().nth(2).unwrap().parse().unwrap();
        let first = place + table.match_indices('\n').nth(1).unwrap().0 + 1;
        let mut offsets: Vec<(usize, u32)> = (1..count)
            .map(|number| {
                let entry = &bytes[first + number * 20..][..10];
                (text(entry).parse().unwrap(), number as u32)
            })
            .collect();
        offsets.sort_unstable();
        let ends = offsets.iter().skip(1).map(|(at, _)| *at).chain([place]);
        let objects = offsets
            .iter()
            .zip(ends)
            .map(|((from, number), to)| (*number, bytes[*from..to].to_vec()))
            .collect();
        let trailer = find(&bytes[first..], b"trailer").unwrap() + first;
        Self {
            head: bytes[..offsets[0].0].to_vec(),
            objects,
            trailer: bytes[trailer..at].to_vec(),
            tail: Vec::new(),
        }
    }

    /// The file with a new table.
    pub fn write(&self) -> Vec<u8> {
        let mut out = self.head.clone();
        let mut offsets = Vec::new();
        for (number, object) in &self.objects {
            offsets.push((*number, out.len()));
            out.extend_from_slice(object);
        }
        offsets.sort_unstable();
        let place = out.len();
        let size = offsets.last().map_or(1, |(number, _)| number + 1);
        out.extend_from_slice(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes());
        for number in 1..size {
            let entry = match offsets.iter().find(|(of, _)| *of == number) {
                Some((_, offset)) => format!("{offset:010} 00000 n \n"),
                None => "0000000000 00001 f \n".to_owned(),
            };
            out.extend_from_slice(entry.as_bytes());
        }
        out.extend_from_slice(&self.trailer);
        out.extend_from_slice(format!("startxref\n{place}\n%%EOF\n").as_bytes());
        out.extend_from_slice(&self.tail);
        out
    }

    pub fn object(&mut self, number: u32) -> &mut Vec<u8> {
        let found = self.objects.iter_mut().find(|(of, _)| *of == number);
        &mut found.unwrap().1
    }

    pub fn text_of(&self, number: u32) -> String {
        let found = self.objects.iter().find(|(of, _)| *of == number);
        text(&found.unwrap().1)
    }

    /// The numbers of the objects whose description has some text, in the order of the numbers.
    pub fn with(&self, wanted: &str) -> Vec<u32> {
        let mut found: Vec<u32> = self
            .objects
            .iter()
            .filter(|(_, object)| description(object).contains(wanted))
            .map(|(number, _)| *number)
            .collect();
        found.sort_unstable();
        found
    }

    /// The pages in order, optionally of a role.
    pub fn pages(&self, role: &str) -> Vec<u32> {
        let pages = self.with("/Type/Page/Parent");
        let is_of = |page: &u32| {
            role.is_empty() || self.text_of(*page).contains(&format!("/XPDT_Role/{role}"))
        };
        pages.into_iter().filter(is_of).collect()
    }

    /// The numbers in an array of references of an object.
    pub fn references(&self, number: u32, key: &str) -> Vec<u32> {
        let object = self.text_of(number);
        let Some((_, array)) = object.split_once(&format!("{key}[")) else {
            return Vec::new();
        };
        let (array, _) = array.split_once(']').unwrap();
        let words: Vec<&str> = array.split_whitespace().collect();
        words.chunks(3).map(|of| of[0].parse().unwrap()).collect()
    }

    /// The object that an entry refers to.
    pub fn reference(&self, number: u32, key: &str) -> Option<u32> {
        let object = self.text_of(number);
        let (_, after) = object.split_once(&format!("{key} "))?;
        after.split_whitespace().next()?.parse().ok()
    }

    /// Replaces the first occurrence of a text in the description of an object. Returns whether it
    /// was there.
    pub fn replace(&mut self, number: u32, from: &str, to: &str) -> bool {
        let object = self.object(number);
        let Some(at) = find(object, from.as_bytes()) else {
            return false;
        };
        object.splice(at..at + from.len(), to.bytes());
        true
    }

    /// Adds entries to a dictionary.
    pub fn add(&mut self, number: u32, entries: &str) -> bool {
        let object = self.object(number);
        let at = find(object, b"<<").unwrap() + 2;
        object.splice(at..at, entries.bytes());
        true
    }

    /// Adds an object and returns its number.
    pub fn push(&mut self, body: &str) -> u32 {
        let number = self
            .objects
            .iter()
            .map(|(number, _)| *number)
            .max()
            .unwrap()
            + 1;
        let object = format!("{number} 0 obj\n{body}\nendobj\n");
        self.objects.push((number, object.into_bytes()));
        let size = format!("/Size {number}");
        let trailer = text(&self.trailer).replacen(&size, &format!("/Size {}", number + 1), 1);
        self.trailer = trailer.into_bytes();
        number
    }

    /// Adds a stream.
    pub fn push_stream(&mut self, content: &str) -> u32 {
        let length = content.len();
        self.push(&format!(
            "<</Length {length}>>\nstream\n{content}\nendstream"
        ))
    }

    /// The data of a stream, unpacked.
    pub fn data(&self, number: u32) -> Vec<u8> {
        let (_, object) = self.objects.iter().find(|(of, _)| *of == number).unwrap();
        let raw = raw_data(object);
        if description(object).contains("FlateDecode") {
            let mut out = Vec::new();
            ZlibDecoder::new(raw).read_to_end(&mut out).unwrap();
            return out;
        }
        raw.to_vec()
    }

    /// Changes the unpacked data of a stream. Returns whether that changed it.
    pub fn edit(&mut self, number: u32, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> bool {
        let before = self.data(number);
        let after = change(before.clone());
        let object = self.object(number);
        let packed = if description(object).contains("FlateDecode") {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(&after).unwrap();
            encoder.finish().unwrap()
        } else {
            after.clone()
        };
        self.set_raw(number, &packed);
        before != after
    }

    /// Replaces the first occurrence of a text in a stream.
    pub fn edit_text(&mut self, number: u32, from: &str, to: &str) -> bool {
        self.edit(number, |data| match find(&data, from.as_bytes()) {
            Some(at) => [&data[..at], to.as_bytes(), &data[at + from.len()..]].concat(),
            None => data,
        })
    }

    /// Replaces the data of a stream as it is in the file.
    pub fn set_raw(&mut self, number: u32, raw: &[u8]) {
        let object = self.object(number);
        let old = raw_data(object).len();
        let at = find(object, b"stream\n").unwrap() + 7;
        object.splice(at..at + old, raw.iter().copied());
        let length = format!("/Length {old}>>");
        let at = find(object, length.as_bytes()).unwrap();
        let new = format!("/Length {}>>", raw.len());
        object.splice(at..at + length.len(), new.bytes());
    }

    /// The data of a stream as it is in the file.
    pub fn raw(&self, number: u32) -> Vec<u8> {
        let (_, object) = self.objects.iter().find(|(of, _)| *of == number).unwrap();
        raw_data(object).to_vec()
    }
}

fn raw_data(object: &[u8]) -> &[u8] {
    let described = description(object);
    let (_, length) = described.rsplit_once("/Length ").unwrap();
    let length: usize = length.trim_end().trim_end_matches('>').parse().unwrap();
    let at = find(object, b"stream\n").unwrap() + 7;
    &object[at..at + length]
}

/// An object up to its data.
fn description(object: &[u8]) -> String {
    let end = find(object, b"stream\n").unwrap_or(object.len());
    text(&object[..end])
}

fn text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

pub fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|part| part == wanted)
}

fn find_last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|part| part == wanted)
}
