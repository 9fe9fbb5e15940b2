//! What was promised of the pages of a paper when it came in: digests of what they show.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::paper::hex;

/// What a paper becomes in a dossier, and what a digest of it covers, can change with the program;
/// the version is then another, and papers get new promises when they are next used.
pub const PROMISE_VERSION: u32 = 1;

/// The digest of what a page or a picture shows: BLAKE3, written as 64 lower-case hex digits. What
/// it covers is in `docs/format.md`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageDigest([u8; 32]);

impl PageDigest {
    /// Wraps the 32 bytes of a finished hash.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for PageDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::digits(&self.0))
    }
}

impl fmt::Debug for PageDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PageDigest {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match many(text)?.as_slice() {
            [digest] => Ok(*digest),
            _ => Err(WRONG),
        }
    }
}

impl Serialize for PageDigest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PageDigest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

const WRONG: &str = "a digest is 64 hex digits";

/// Digests written one after the other.
fn many(text: &str) -> Result<Vec<PageDigest>, &'static str> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Ok(byte - b'0'),
        b'a'..=b'f' => Ok(byte - b'a' + 10),
        _ => Err(WRONG),
    };
    let (digests, rest) = text.as_bytes().as_chunks::<64>();
    if !rest.is_empty() {
        return Err(WRONG);
    }
    let one = |digits: &[u8; 64]| {
        let mut digest = [0; 32];
        let (pairs, _) = digits.as_chunks::<2>();
        for (byte, [high, low]) in digest.iter_mut().zip(pairs) {
            *byte = digit(*high)? * 16 + digit(*low)?;
        }
        Ok(PageDigest(digest))
    };
    digests.iter().map(one).collect()
}

/// The boxes of a page in its own user space.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageBoxes {
    /// Left, bottom, right, top of the page.
    pub media: [f64; 4],
    /// The same of its visible area.
    pub visible: [f64; 4],
    /// Clockwise, in degrees.
    pub rotate: u16,
    /// Points to a unit of user space.
    pub unit: f64,
}

impl PageBoxes {
    /// Whether these can be the boxes of a page: finite, none without an area.
    #[must_use]
    pub fn are_possible(&self) -> bool {
        let has_area = |[left, bottom, right, top]: [f64; 4]| {
            [left, bottom, right, top]
                .iter()
                .all(|side| side.is_finite())
                && left < right
                && bottom < top
        };
        has_area(self.media)
            && has_area(self.visible)
            && matches!(self.rotate, 0 | 90 | 180 | 270)
            && self.unit.is_finite()
            && self.unit > 0.0
    }
}

/// What was promised of every page of a paper.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Promises {
    /// The digest of each page, in order.
    #[serde(with = "joined")]
    digests: Vec<PageDigest>,
    /// Boxes, each with the number of its first page, counted from 1; they hold until the next.
    boxes: Vec<(u32, PageBoxes)>,
    /// What is known of the content of pages, likewise; empty for pages whose content must be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    contents: Vec<(u32, String)>,
    /// Nothing is cut out of its pictures.
    #[serde(default, skip_serializing_if = "is_false")]
    whole_pictures: bool,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// The longest text about the content of a page.
const LONGEST_CONTENT: usize = 4_000;

impl Promises {
    /// The promises of pages in order.
    #[must_use]
    pub fn of(pages: impl IntoIterator<Item = (PageDigest, PageBoxes)>) -> Self {
        let mut promises = Self::default();
        for (number, (digest, boxes)) in (1..).zip(pages) {
            promises.digests.push(digest);
            if promises.boxes.last().is_none_or(|(_, last)| *last != boxes) {
                promises.boxes.push((number, boxes));
            }
        }
        promises
    }

    /// These, with what is known of the content of the pages: one text for each, empty where it
    /// must be read.
    #[must_use]
    pub fn with_contents(mut self, contents: impl IntoIterator<Item = String>) -> Self {
        for (number, content) in (1..).zip(contents) {
            let last = self.contents.last().map_or("", |(_, last)| last.as_str());
            if last != content {
                self.contents.push((number, content));
            }
        }
        self
    }

    /// These, where nothing was cut out of the pictures of any page.
    #[must_use]
    pub fn with_whole_pictures(self, whole_pictures: bool) -> Self {
        Self {
            whole_pictures,
            ..self
        }
    }

    /// Whether nothing is cut out of the pictures of any page, so that a build need not search
    /// them. The digests of the pages hold, whatever this says.
    #[must_use]
    pub fn has_whole_pictures(&self) -> bool {
        self.whole_pictures
    }

    /// What is known of the content of a page, counted from 1, so that a build need not read it;
    /// nothing where it must. The digest of the page holds, whatever this says.
    #[must_use]
    pub fn content(&self, number: u32) -> Option<&str> {
        let after = self.contents.partition_point(|(first, _)| *first <= number);
        let (_, content) = self.contents.get(after.checked_sub(1)?)?;
        Some(content.as_str()).filter(|content| !content.is_empty())
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.digests.len()
    }

    /// What was promised of a page, counted from 1.
    #[must_use]
    pub fn page(&self, number: u32) -> Option<(PageDigest, PageBoxes)> {
        let at = usize::try_from(number.checked_sub(1)?).ok()?;
        let digest = self.digests.get(at)?;
        let after = self.boxes.partition_point(|(first, _)| *first <= number);
        let (_, boxes) = self.boxes.get(after.checked_sub(1)?)?;
        Some((*digest, *boxes))
    }

    /// Whether the boxes are possible, and they and the contents in order. What a stranger says is
    /// not believed before.
    #[must_use]
    pub fn are_possible(&self) -> bool {
        let is_text = |text: &str| text.len() <= LONGEST_CONTENT;
        are_in_order(&self.boxes)
            && are_in_order(&self.contents)
            && self.contents.len() <= self.digests.len()
            && self.contents.iter().all(|(_, text)| is_text(text))
            && self.boxes.first().is_none_or(|(first, _)| *first == 1)
            && self.boxes.is_empty() == self.digests.is_empty()
            && self.boxes.iter().all(|(_, boxes)| boxes.are_possible())
    }
}

/// Whether the first pages of entries follow one another.
fn are_in_order<T>(entries: &[(u32, T)]) -> bool {
    entries
        .windows(2)
        .all(|pair| matches!(pair, [(one, _), (other, _)] if one < other))
}

/// Digests as one string.
mod joined {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::PageDigest;

    pub fn serialize<S: Serializer>(
        digests: &[PageDigest],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let text: String = digests.iter().map(ToString::to_string).collect();
        serializer.serialize_str(&text)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<PageDigest>, D::Error> {
        super::many(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxes(rotate: u16) -> PageBoxes {
        PageBoxes {
            media: [0.0, 0.0, 612.0, 792.0],
            visible: [0.0, 0.0, 612.0, 792.0],
            rotate,
            unit: 1.0,
        }
    }

    #[test]
    fn each_page_keeps_its_promise() {
        let digest = |byte: u8| PageDigest::from_bytes([byte; 32]);
        let turns = [0, 0, 90, 0];
        let promises = Promises::of((0..).zip(turns).map(|(at, turn)| (digest(at), boxes(turn))));
        let written = serde_json::to_string(&promises).unwrap();
        let read: Promises = serde_json::from_str(&written).unwrap();
        assert_eq!(read, promises);
        assert!(read.are_possible() && read.pages() == 4 && read.boxes.len() == 3);
        for (number, turn) in (1..).zip(turns) {
            let at = u8::try_from(number - 1).unwrap();
            assert_eq!(read.page(number), Some((digest(at), boxes(turn))));
        }
        assert_eq!((read.page(0), read.page(5)), (None, None));
        assert!(serde_json::from_str::<PageDigest>("\"0g\"").is_err());
    }

    /// Journals of earlier versions say nothing of contents, and read the same.
    #[test]
    fn contents_are_known_from_page_to_page() {
        let promises = || {
            let one = (PageDigest::from_bytes([1; 32]), boxes(0));
            Promises::of(std::iter::repeat_n(one, 6))
        };
        let without = serde_json::to_string(&promises()).unwrap();
        assert!(!without.contains("contents"), "{without}");
        assert!(!without.contains("pictures"), "{without}");
        let read: Promises = serde_json::from_str(&without).unwrap();
        assert_eq!((read.content(1), read.content(6)), (None, None));
        assert!(
            !read.has_whole_pictures() && promises().with_whole_pictures(true).has_whole_pictures()
        );
        let texts = ["", "FF1", "FF1", "", "-"].map(str::to_owned);
        let written = serde_json::to_string(&promises().with_contents(texts)).unwrap();
        let read: Promises = serde_json::from_str(&written).unwrap();
        let known: Vec<_> = (0..=5).map(|page| read.content(page)).collect();
        let expected = [None, None, Some("FF1"), Some("FF1"), None, Some("-")];
        assert_eq!(known, expected);
        assert!(read.are_possible());
        let of = |contents: Vec<(u32, String)>| Promises {
            contents,
            ..promises()
        };
        let (short, long) = ("-".to_owned(), "F".repeat(4_001));
        assert!(!of(vec![(2, short.clone()), (2, "FF".into())]).are_possible());
        assert!(!of(vec![(1, long)]).are_possible());
        assert!(!of((1..8).map(|page| (page, short.clone())).collect()).are_possible());
    }

    #[test]
    fn impossible_boxes_are_told() {
        let one = |boxes| Promises::of([(PageDigest::from_bytes([0; 32]), boxes)]);
        assert!(one(boxes(0)).are_possible());
        assert!(!one(boxes(45)).are_possible());
        let flat = PageBoxes {
            visible: [5.0, 5.0, 5.0, 9.0],
            ..boxes(0)
        };
        assert!(!one(flat).are_possible());
    }
}
