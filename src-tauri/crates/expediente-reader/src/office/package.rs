//! The parts of an Office paper that is a zip.

use std::io::{BufRead, BufReader, Cursor, Read};

use expediente_intake::limits;
use expediente_model::{Code, Finding};
use zip::ZipArchive;

use crate::office::seen::Seen;
use crate::office::xml::{Broken, Step, walk};

/// The zip, and how much of it may still be unpacked.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

pub(crate) fn damaged() -> Finding {
    Finding::new(Code::OfficeDamaged)
}

impl<'a> Package<'a> {
    /// Opens it. What unpacks to far more than it weighs is not given to any program.
    ///
    /// # Errors
    /// When it is damaged or too large.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Finding> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if zip.len() > limits::OFFICE_PARTS {
            return Err(Finding::new(Code::ZipTooLarge).with("why", "entries"));
        }
        let mut total = 0u64;
        for index in 0..zip.len() {
            let part = zip.by_index_raw(index).map_err(|_| damaged())?;
            total = total.saturating_add(part.size());
        }
        let size = bytes.len() as u64;
        if total > limits::OFFICE_UNPACKED_BYTES {
            return Err(Finding::new(Code::ZipTooLarge).with("why", "bytes"));
        }
        if total > limits::OFFICE_RATIO_FREE_BYTES && total / limits::RATIO > size {
            return Err(Finding::new(Code::ZipTooLarge).with("why", "ratio"));
        }
        Ok(Self {
            zip,
            left: limits::OFFICE_UNPACKED_BYTES,
        })
    }

    /// The names of its parts.
    pub(crate) fn names(&self) -> Vec<String> {
        // A name that cannot be read is none of those that are asked for.
        let names = self.zip.file_names().filter_map(Result::ok);
        names.map(|name| name.into_owned()).collect()
    }

    /// Those in a folder with an ending, in the order of their numbers.
    pub(crate) fn names_in(&self, folder: &str, ending: &str) -> Vec<String> {
        let mut names: Vec<String> = self.names();
        names.retain(|name| {
            let inside = name.strip_prefix(folder);
            inside.is_some_and(|inside| !inside.contains('/') && inside.ends_with(ending))
        });
        names.sort_by(|a, b| a.len().cmp(&b.len()).then(a.cmp(b)));
        names
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Walks a part; does nothing if it is not there.
    ///
    /// # Errors
    /// When it is damaged or holds more than it says.
    pub(crate) fn walk(&mut self, name: &str, each: impl FnMut(Step<'_>)) -> Result<(), Finding> {
        let Some(index) = self.zip.index_for_name(name) else {
            return Ok(());
        };
        let part = self.zip.by_index(index).map_err(|_| damaged())?;
        let mut counted = part.take(self.left + 1);
        let result = walk(marked(BufReader::new(&mut counted)), each);
        let read = self.left + 1 - counted.limit();
        if read > self.left {
            return Err(Finding::new(Code::ZipTooLarge).with("why", "bytes"));
        }
        self.left -= read;
        result.map_err(|Broken| damaged())
    }

    /// Counts the elements of a part that have this name without its prefix.
    ///
    /// # Errors
    /// As [`Package::walk`].
    pub(crate) fn count(&mut self, name: &str, local: &str) -> Result<u64, Finding> {
        let mut count = 0;
        self.walk(name, |step| {
            if let Step::Open(element) = step {
                count += u64::from(element.local() == local);
            }
        })?;
        Ok(count)
    }

    /// Notes the fonts that the elements of a part ask for.
    ///
    /// # Errors
    /// As [`Package::walk`].
    pub(crate) fn fonts(&mut self, name: &str, seen: &mut Seen) -> Result<(), Finding> {
        self.walk(name, |step| {
            if let Step::Open(element) = step {
                seen.fonts_of(element);
            }
        })
    }

    /// Counts what a part refers to outside of the file, but for links that a reader clicks on.
    pub(crate) fn count_outside(&mut self) -> Result<u64, Finding> {
        let mut names = self.names();
        names.retain(|name| name.ends_with(".rels"));
        let mut count = 0;
        for name in names {
            self.walk(&name, |step| {
                if let Step::Open(element) = step
                    && element.get("TargetMode") == Some("External")
                    && !element
                        .get("Type")
                        .is_some_and(|kind| kind.ends_with("/hyperlink"))
                {
                    count += 1;
                }
            })?;
        }
        Ok(count)
    }
}

/// Without the mark that some writers put first, and in UTF-8.
fn marked(part: impl BufRead) -> impl BufRead {
    quick_xml::encoding::DecodingReader::new(part)
}
