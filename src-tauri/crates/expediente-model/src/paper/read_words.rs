//! Words that the computer read on the pages of a paper, and the file that keeps them.
//!
//! The file is a derivative of the paper ([`Purpose::Words`](crate::Purpose::Words)): one line of
//! JSON for each page that has words, so that a page is found without reading the others. What the
//! words are about is never printed by itself; they make a dossier searchable and are compared with
//! the case.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::paper::bytes::Bytes;
use crate::paper::digest::Digest;
use crate::paper::facts::text_facts::{SURE_LINES, TextFacts};
use crate::paper::packed;
use crate::paper::page_code::PageCode;
use crate::paper::page_ranges::PageRanges;
use crate::paper::sheet::corners::Corners;
use crate::paper::turn::Turn;

/// The version of how words are read. Papers with words of another version are read again when
/// their words are next asked for.
pub const READING_VERSION: u32 = 2;

/// A language whose words are read.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "lowercase")]
pub enum ReadingLanguage {
    /// Spanish.
    Es,
    /// English.
    En,
    /// Portuguese.
    Pt,
    /// French.
    Fr,
    /// Haitian Creole.
    Ht,
}

impl ReadingLanguage {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Es, Self::En, Self::Pt, Self::Fr, Self::Ht];

    /// Its tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
            Self::Pt => "pt",
            Self::Fr => "fr",
            Self::Ht => "ht",
        }
    }

    /// The language with this tag, whatever its region.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let own = tag.split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| own.eq_ignore_ascii_case(language.tag()))
    }
}

/// The words of one page. Lengths are pixels of the picture on which they were read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadPage {
    /// The page of the paper, counted from 1.
    pub page: u32,
    /// Pixels across of the picture, as the paper shows its page.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Lines in the order in which they are read.
    pub lines: Vec<ReadLine>,
}

/// A line of words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadLine {
    /// The left end of its baseline, from the left of the picture.
    pub x: f32,
    /// The same from its top.
    pub y: f32,
    /// How far its baseline is turned clockwise, in degrees.
    #[serde(default, skip_serializing_if = "is_level")]
    pub angle: f32,
    /// The size of its letters, as fonts count it.
    pub size: f32,
    /// Its words from left to right.
    pub words: Vec<ReadWord>,
}

impl ReadLine {
    /// The point of the picture so far along the baseline from its start, and so far above it.
    pub(crate) fn point(&self, along: f64, above: f64) -> (f64, f64) {
        let (sin, cos) = f64::from(self.angle).to_radians().sin_cos();
        (
            f64::from(self.x) + along * cos + above * sin,
            f64::from(self.y) + along * sin - above * cos,
        )
    }

    /// The middle of one of its words.
    pub(crate) fn middle(&self, word: &ReadWord) -> (f64, f64) {
        let along = f64::from(f32::midpoint(word.from, word.to));
        self.point(along, f64::from(self.size) / 3.0)
    }
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_level(angle: &f32) -> bool {
    *angle == 0.0
}

/// A word on its line, kept as `[letters, from, to, sure]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "(String, f32, f32, u8)", into = "(String, f32, f32, u8)")]
pub struct ReadWord {
    /// Its letters.
    pub text: String,
    /// How far it begins from the start of the line.
    pub from: f32,
    /// How far it ends from there.
    pub to: f32,
    /// How sure the engine is of it, from 0 to 100.
    pub sure: u8,
}

impl From<(String, f32, f32, u8)> for ReadWord {
    fn from((text, from, to, sure): (String, f32, f32, u8)) -> Self {
        Self {
            text,
            from,
            to,
            sure,
        }
    }
}

impl From<ReadWord> for (String, f32, f32, u8) {
    fn from(word: ReadWord) -> Self {
        (word.text, word.from, word.to, word.sure)
    }
}

impl ReadPage {
    /// The turn that makes most of its letters upright.
    #[must_use]
    pub fn upright_turn(&self) -> Turn {
        let mut letters = [0_usize; 4];
        for line in &self.lines {
            // A line that goes downwards is made level by a turn to the left.
            #[allow(clippy::cast_possible_truncation)]
            let quarters = (-line.angle / 90.0).round() as i32;
            let own = line.words.iter().map(|word| word.text.chars().count());
            let slot = usize::try_from(quarters.rem_euclid(4)).ok();
            if let Some(count) = slot.and_then(|slot| letters.get_mut(slot)) {
                *count += own.sum::<usize>();
            }
        }
        let turns = [Turn::None, Turn::Right, Turn::Around, Turn::Left];
        let most = letters
            .into_iter()
            .zip(turns)
            .max_by_key(|(count, _)| *count);
        most.filter(|(count, _)| *count > 0)
            .map_or(Turn::None, |(_, turn)| turn)
    }

    /// How sure the engine is of the page: the mean over its letters, from 0 to 100; nothing where
    /// it has no words.
    #[must_use]
    pub fn sure(&self) -> Option<u8> {
        let (mut letters, mut sum) = (0u64, 0u64);
        for word in self.lines.iter().flat_map(|line| &line.words) {
            let count = word.text.chars().count() as u64;
            letters += count;
            sum += count * u64::from(word.sure);
        }
        let mean = sum.checked_div(letters)?;
        u8::try_from(mean).ok()
    }

    /// Its words as text: a line for each line.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            for (at, word) in line.words.iter().enumerate() {
                if at > 0 {
                    text.push(' ');
                }
                text.push_str(&word.text);
            }
            text.push('\n');
        }
        text
    }
}

/// What is known of the words that were read on a paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadFacts {
    /// The version of how they were read ([`READING_VERSION`]).
    pub version: u32,
    /// The file with the words; nothing where no page has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Digest>,
    /// Pages with words that were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<PageRanges>,
    /// Those of them with words that the engine is not sure of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsure: Option<PageRanges>,
    /// Pages that were read and have no words, or none that can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub empty: Option<PageRanges>,
    /// Those of them on which there are marks like words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread: Option<PageRanges>,
    /// Pages whose words are not upright, with the turn that makes them so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub askew: Vec<(Turn, PageRanges)>,
    /// Bytes that the words of each page take in a dossier, in the order of `pages`.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "packed")]
    pub weights: Vec<u64>,
    /// What the words say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Box<TextFacts>>,
    /// The first words of the first page, for suggestions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_words: Option<String>,
    /// Photos whose words were read on the sheet that was cut out of them, each page with the
    /// corners of the sheet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<(u32, Corners)>,
    /// Pages on which codes for machines were looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_pages: Option<PageRanges>,
    /// The codes on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<PageCode>,
}

impl ReadFacts {
    /// Whether a page has words that were read.
    #[must_use]
    pub fn has(&self, page: u32) -> bool {
        self.pages
            .as_ref()
            .is_some_and(|pages| pages.contains(page))
    }

    /// Whether a page was read, with words or without.
    #[must_use]
    pub fn is_read(&self, page: u32) -> bool {
        self.has(page)
            || self
                .empty
                .as_ref()
                .is_some_and(|pages| pages.contains(page))
    }

    /// The corners of the sheet on which the words of a photo were read.
    #[must_use]
    pub fn sheet(&self, page: u32) -> Option<Corners> {
        let own = self.sheets.iter().find(|(of, _)| *of == page);
        own.map(|(_, corners)| *corners)
    }

    /// Pages that were read and have no words, nor anything like them.
    #[must_use]
    pub fn without_words(&self) -> Option<PageRanges> {
        let unread = |page: &u32| {
            self.unread
                .as_ref()
                .is_some_and(|pages| pages.contains(*page))
        };
        let empty = self.empty.as_ref()?;
        PageRanges::from_pages(empty.iter().filter(|page| !unread(page)))
    }

    /// The first words of the paper of which the engine is sure.
    #[must_use]
    pub fn sure_first_words(&self) -> Option<&str> {
        let is_unsure = self.unsure.as_ref().is_some_and(|pages| pages.contains(1));
        let facts = self.facts.as_ref();
        let are_sure = facts.is_some_and(|facts| facts.version >= SURE_LINES);
        if is_unsure && !are_sure {
            return None;
        }
        self.first_words.as_deref()
    }

    /// Bytes that the words of a page take in a dossier.
    #[must_use]
    pub fn weight_of(&self, page: u32) -> u64 {
        let Some(pages) = &self.pages else { return 0 };
        let mut before = 0usize;
        for &(first, last) in pages.ranges() {
            if (first..=last).contains(&page) {
                let at = before + (page - first) as usize;
                // The file has as many weights as pages, unless somebody edited the journal.
                return self.weights.get(at).map_or(0, |weight| *weight);
            }
            before += (last - first + 1) as usize;
        }
        0
    }
}

/// A file with words that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the words of page {page} cannot be read")]
pub struct WordsDamaged {
    /// The page, counted from 1; 0 where it is not known.
    pub page: u32,
}

/// Where the words of each page are in a file of words.
#[derive(Clone, Debug, Default)]
pub struct WordsIndex {
    pages: Vec<(u32, Range<usize>)>,
}

/// What a line of the file begins with.
const HEAD: &[u8] = b"{\"page\":";

impl WordsIndex {
    /// Finds the pages of a file, which are in order.
    ///
    /// # Errors
    /// When it is not a file of words.
    pub fn of(bytes: &[u8]) -> Result<Self, WordsDamaged> {
        let mut pages: Vec<(u32, Range<usize>)> = Vec::new();
        let mut from = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let number: Option<u32> = line
                .strip_prefix(HEAD)
                .and_then(|rest| rest.split(|byte| *byte == b',').next())
                .and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
            let last = pages.last().map_or(0, |(page, _)| *page);
            match number {
                Some(page) if page > last => pages.push((page, from..from + line.len())),
                _ => return Err(WordsDamaged { page: last + 1 }),
            }
            from += line.len();
        }
        Ok(Self { pages })
    }

    /// The pages that have words, in order.
    pub fn pages(&self) -> impl Iterator<Item = u32> + '_ {
        self.pages.iter().map(|(page, _)| *page)
    }

    /// The words of a page in the bytes that this is the index of; nothing where it has none.
    ///
    /// # Errors
    /// When they are damaged.
    pub fn page(&self, bytes: &[u8], page: u32) -> Result<Option<ReadPage>, WordsDamaged> {
        let Ok(at) = self.pages.binary_search_by_key(&page, |(page, _)| *page) else {
            return Ok(None);
        };
        let damaged = || WordsDamaged { page };
        let (_, range) = self.pages.get(at).ok_or_else(damaged)?;
        let line = bytes.get(range.clone()).ok_or_else(damaged)?;
        let read: ReadPage = serde_json::from_slice(line).map_err(|_| damaged())?;
        if read.page == page {
            Ok(Some(read))
        } else {
            Err(damaged())
        }
    }
}

/// A file of words, open to be read page by page.
#[derive(Clone)]
pub struct WordsFile {
    bytes: Bytes,
    index: WordsIndex,
}

impl WordsFile {
    /// The file with these bytes.
    ///
    /// # Errors
    /// When it is not a file of words.
    pub fn of(bytes: Bytes) -> Result<Self, WordsDamaged> {
        let index = WordsIndex::of((*bytes).as_ref())?;
        Ok(Self { bytes, index })
    }

    /// The same, if the bytes are still those that were kept.
    ///
    /// # Errors
    /// When they are not, or it is not a file of words.
    pub fn checked(bytes: Bytes, digest: &Digest) -> Result<Self, WordsDamaged> {
        if Digest::of((*bytes).as_ref()) != *digest {
            return Err(WordsDamaged { page: 0 });
        }
        Self::of(bytes)
    }

    /// The words of a page; nothing where it has none.
    ///
    /// # Errors
    /// When they are damaged.
    pub fn page(&self, page: u32) -> Result<Option<ReadPage>, WordsDamaged> {
        self.index.page((*self.bytes).as_ref(), page)
    }

    /// The words of all pages that have any, in order.
    ///
    /// # Errors
    /// When those of one are damaged.
    pub fn pages(&self) -> Result<Vec<ReadPage>, WordsDamaged> {
        let pages = self.index.pages().map(|page| self.page(page));
        Ok(pages
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect())
    }
}

/// The file with the words of pages, which are in order.
///
/// # Errors
/// When a number in it is not one.
pub fn words_file(pages: &[ReadPage]) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = Vec::new();
    for page in pages {
        serde_json::to_writer(&mut out, page)?;
        out.push(b'\n');
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: u32, text: &str) -> ReadPage {
        let word = |text: &str, from: f32| ReadWord {
            text: text.to_owned(),
            from,
            to: from + 30.5,
            sure: 90,
        };
        ReadPage {
            page: number,
            width: 850,
            height: 1100,
            lines: vec![ReadLine {
                x: 10.0,
                y: 20.0,
                angle: 1.3,
                size: 12.0,
                words: text
                    .split(' ')
                    .zip([0.0, 40.0, 80.0])
                    .map(|(text, from)| word(text, from))
                    .collect(),
            }],
        }
    }

    /// The words of one page of thousands are found without reading the others.
    #[test]
    fn a_page_is_found_in_its_file() {
        let pages = [page(2, "uno \"dos\""), page(7, "tres\n"), page(12, "ñandú")];
        let bytes = words_file(&pages).unwrap();
        let index = WordsIndex::of(&bytes).unwrap();
        assert_eq!(index.pages().collect::<Vec<_>>(), [2, 7, 12]);
        for one in &pages {
            assert_eq!(index.page(&bytes, one.page).unwrap().as_ref(), Some(one));
        }
        assert_eq!(index.page(&bytes, 3).unwrap(), None);
        assert!(WordsIndex::of(b"").unwrap().pages().next().is_none());
    }

    /// A file that somebody edited is damaged, and not a page of other words.
    #[test]
    fn a_damaged_file_is_told() {
        let bytes = words_file(&[page(1, "a"), page(2, "b")]).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(WordsIndex::of(text.replace("\"page\":2", "\"page\":1").as_bytes()).is_err());
        assert!(WordsIndex::of(b"words").is_err());
        let index = WordsIndex::of(&bytes).unwrap();
        let cut = text.replace("\"lines\"", "\"LINES\"");
        assert!(index.page(cut.as_bytes(), 1).is_err());
        assert!(index.page(b"", 1).is_err());
    }

    #[test]
    fn weights_belong_to_their_pages() {
        let facts = ReadFacts {
            version: READING_VERSION,
            words: None,
            pages: Some("2-3,7".parse().unwrap()),
            unsure: None,
            empty: Some("5".parse().unwrap()),
            unread: None,
            askew: Vec::new(),
            weights: vec![10, 20, 30],
            facts: None,
            first_words: None,
            sheets: Vec::new(),
            code_pages: None,
            codes: Vec::new(),
        };
        let weights: Vec<u64> = (1..=8).map(|page| facts.weight_of(page)).collect();
        assert_eq!(weights, [0, 10, 20, 0, 0, 0, 30, 0]);
        let read: Vec<bool> = (1..=8).map(|page| facts.is_read(page)).collect();
        assert_eq!(read, [false, true, true, false, true, false, true, false]);
        assert_eq!(facts.without_words(), "5".parse().ok());
        let unread = ReadFacts {
            empty: "4-6".parse().ok(),
            unread: "5".parse().ok(),
            ..facts.clone()
        };
        assert_eq!(unread.without_words(), "4,6".parse().ok());
        let json = serde_json::to_string(&facts).unwrap();
        assert_eq!(serde_json::from_str::<ReadFacts>(&json).unwrap(), facts);
    }

    /// A page is as sure as its letters, and not as its words: one wrong comma is not half a page.
    #[test]
    fn letters_decide_how_sure_a_page_is() {
        let mut one = page(1, "palabra ,");
        one.lines[0].words[1].sure = 10;
        assert_eq!(one.sure(), Some(80));
        assert_eq!(one.text(), "palabra ,\n");
        assert_eq!(ReadPage::default().sure(), None);
    }
}
