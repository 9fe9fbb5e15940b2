//! Streams objects into the file and remembers their offsets for the xref table at the end.
//!
//! Knows only numbers and bytes; callers write the content of objects.

use crate::error::AssembleError;
use crate::file::syntax;
use std::io::{BufWriter, Write};

/// Bytes of an entry in the xref table.
pub(crate) const XREF_ENTRY: u64 = 20;

/// The reserved object numbers, and where each object begins (0: not written yet).
pub(crate) struct Numbers(Vec<u64>);

impl Numbers {
    pub(crate) fn reserve(&mut self) -> u32 {
        self.0.push(0);
        self.0.len() as u32
    }

    /// How many numbers are reserved.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Notes where an object begins.
    fn set(&mut self, number: u32, offset: u64) -> Result<(), AssembleError> {
        let slot = (number as usize)
            .checked_sub(1)
            .and_then(|i| self.0.get_mut(i));
        match slot {
            Some(slot) => *slot = offset,
            None => return Err(AssembleError::Bug("an object has a number never reserved")),
        }
        Ok(())
    }
}

pub(crate) struct ObjectWriter<W: Write> {
    out: BufWriter<W>,
    position: u64,
    pub(crate) numbers: Numbers,
}

/// An xref entry has ten digits for an offset.
const LARGEST: u64 = 9_999_999_999;

impl<W: Write> ObjectWriter<W> {
    pub(crate) fn new(out: W) -> Result<Self, AssembleError> {
        let mut writer = Self {
            out: BufWriter::with_capacity(256 * 1024, out),
            position: 0,
            numbers: Numbers(Vec::new()),
        };
        writer.put(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(writer)
    }

    pub(crate) fn reserve(&mut self) -> u32 {
        self.numbers.reserve()
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), AssembleError> {
        self.out.write_all(bytes)?;
        self.position += bytes.len() as u64;
        Ok(())
    }

    fn begin(&mut self, number: u32) -> Result<(), AssembleError> {
        if self.position > LARGEST {
            return Err(AssembleError::TooLarge);
        }
        self.numbers.set(number, self.position)?;
        self.put(format!("{number} 0 obj\n").as_bytes())
    }

    /// Writes an object other than a stream.
    pub(crate) fn object(&mut self, number: u32, body: &[u8]) -> Result<(), AssembleError> {
        self.begin(number)?;
        self.put(body)?;
        self.put(b"\nendobj\n")
    }

    /// Writes a stream. `entries` are those of its dictionary, without brackets and without Length.
    pub(crate) fn stream(
        &mut self,
        number: u32,
        entries: &[u8],
        parts: &[&[u8]],
    ) -> Result<(), AssembleError> {
        let length: usize = parts.iter().map(|p| p.len()).sum();
        self.begin(number)?;
        self.put(b"<<")?;
        self.put(entries)?;
        self.put(format!("/Length {length}>>\nstream\n").as_bytes())?;
        for part in parts {
            self.put(part)?;
        }
        self.put(b"\nendstream\nendobj\n")
    }

    /// Bytes written so far.
    pub(crate) fn written(&self) -> u64 {
        self.position
    }

    /// Writes the xref table and the trailer. A number reserved and never used becomes a null
    /// object, so that no reference dangles. Returns the output, its size and the count of objects.
    pub(crate) fn finish(
        mut self,
        root: u32,
        info: Option<u32>,
        id: Option<[u8; 16]>,
    ) -> Result<(W, u64, usize), AssembleError> {
        for i in 0..self.numbers.0.len() {
            if self.numbers.0.get(i) == Some(&0) {
                self.object(i as u32 + 1, b"null")?;
            }
        }
        let start = self.position;
        if start > LARGEST {
            return Err(AssembleError::TooLarge);
        }
        let size = self.numbers.0.len() + 1;
        let offsets = std::mem::take(&mut self.numbers.0);
        self.put(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes())?;
        for offset in &offsets {
            self.put(format!("{offset:010} 00000 n \n").as_bytes())?;
        }
        let mut trailer = Vec::new();
        trailer.extend_from_slice(format!("trailer\n<</Size {size}/Root ").as_bytes());
        syntax::reference(&mut trailer, root);
        if let Some(info) = info {
            trailer.extend_from_slice(b"/Info ");
            syntax::reference(&mut trailer, info);
        }
        if let Some(id) = id {
            trailer.extend_from_slice(b"/ID[");
            syntax::hex(&mut trailer, &id);
            syntax::hex(&mut trailer, &id);
            trailer.push(b']');
        }
        trailer.extend_from_slice(format!(">>\nstartxref\n{start}\n%%EOF\n").as_bytes());
        self.put(&trailer)?;
        let bytes = self.position;
        let out = self
            .out
            .into_inner()
            .map_err(|e| AssembleError::Io(e.into_error()))?;
        Ok((out, bytes, offsets.len()))
    }
}
