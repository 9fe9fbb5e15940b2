//! What every engine that reads words does.

use std::sync::atomic::AtomicBool;

use expediente_model::{ReadLine, ReadingLanguage, Turn};

use crate::sandbox::drawing::Drawing;
use crate::stopped::Stopped;

/// A page to read.
#[derive(Clone, Debug)]
pub struct ReadRequest {
    /// The page, without a turn, as large as it is to be read.
    pub drawing: Drawing,
    /// The length of its longest side in inches, as far as it is known.
    pub inches: f64,
    /// A turn to read it in, clockwise.
    pub turn: Turn,
    /// The language of its words.
    pub language: ReadingLanguage,
}

/// The words of a page as an engine gives them: pixels of the picture as it was read, turned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawPage {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Lines in the order in which they are read.
    pub lines: Vec<ReadLine>,
    /// Letters in lines that stand on their side, which are not among the lines.
    pub aside: usize,
}

/// Reads words.
pub trait Engine: Send + Sync {
    /// Its word in settings and arguments.
    fn word(&self) -> &'static str;

    /// Its name with its version and how it is set, as the record of a paper has it.
    fn made_by(&self) -> String;

    /// Whether it knows a language.
    fn reads(&self, language: ReadingLanguage) -> bool;

    /// Whether it reads a page otherwise when it is told the language.
    fn minds_language(&self) -> bool;

    /// Reads a page in one turn.
    ///
    /// # Errors
    /// The finding why it cannot be read, or that the user cancelled.
    fn read(&self, request: &ReadRequest, cancel: &AtomicBool) -> Result<RawPage, Stopped>;
}
