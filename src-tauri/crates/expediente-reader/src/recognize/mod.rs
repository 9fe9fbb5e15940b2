//! Reads the words on a picture of a page with the two models that the program brings: one finds
//! lines, one reads their letters. Runs in the child, on one thread.
//!
//! Start here: [`Recognizer::lines`].

pub(crate) mod codes;
mod crop;
mod find_lines;
mod model_file;
mod read_line;

use std::sync::Arc;

use expediente_model::{Code, Finding, ReadLine};
use rten::{Model, RunOptions, ThreadPool};

use crate::recognize::crop::Gray;

/// The model that finds lines.
const FIND: &[u8] = include_bytes!("../../../../../assets/models/find-lines.model");
/// The model that reads the letters of a line.
const READ: &[u8] = include_bytes!("../../../../../assets/models/read-lines.model");
/// The letters that it knows, in the order of its scores.
const LETTERS: &str = include_str!("../../../../../assets/models/letters.txt");

/// The two models, ready to use.
pub(crate) struct Recognizer {
    find: Model,
    read: Model,
    letters: Vec<char>,
    options: RunOptions,
}

impl Recognizer {
    /// Loads the models, which takes a part of a second.
    pub(crate) fn load() -> Result<Self, Finding> {
        let load = |packed: &[u8]| {
            let bytes = model_file::widened(packed).ok_or_else(failed)?;
            Model::load(bytes).map_err(|_| failed())
        };
        let mut options = RunOptions::default();
        // Other pages are read on the other cores.
        options.thread_pool = Some(Arc::new(ThreadPool::with_num_threads(1)));
        Ok(Self {
            find: load(FIND)?,
            read: load(READ)?,
            letters: LETTERS.chars().collect(),
            options,
        })
    }

    /// The lines of words on a picture, in the order in which they are read.
    pub(crate) fn lines(
        &self,
        pixels: &[u8],
        (width, height): (u32, u32),
    ) -> Result<Vec<ReadLine>, Finding> {
        let picture = Gray {
            pixels,
            width: width as usize,
            height: height as usize,
        };
        let boxes = find_lines::boxes(&self.find, &self.options, &picture).ok_or_else(failed)?;
        let mut lines = Vec::new();
        for place in &boxes {
            let read = read_line::read((&self.read, &self.options), &self.letters, &picture, place);
            lines.extend(read.ok_or_else(failed)?);
        }
        Ok(lines)
    }
}

fn failed() -> Finding {
    Finding::new(Code::ReaderFailed)
}
