//! Facts about the pages of a paper, as far as court rules need them.
//!
//! The reader process finds these facts once, when the paper is received. The preflight judges them
//! by the rules of a court.

use serde::{Deserialize, Serialize};

use crate::paper::edge_ink::EdgeInk;
use crate::paper::facts::text_facts::TextFacts;
use crate::paper::facts::wording::Wording;
use crate::paper::packed;
use crate::paper::page_ranges::PageRanges;
use crate::paper::turn::Turn;

/// What is on the pages of a PDF. Pages count from 1, as the paper shows them, before any turn the
/// user gave them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageFacts {
    /// Pages with text that can be searched and copied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<PageRanges>,
    /// Pages covered by a picture and without text of their own: scans or photos.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scans: Option<PageRanges>,
    /// Those of the scans on which a few words are printed, such as the line that a court puts over
    /// each page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headed: Option<PageRanges>,
    /// Pages whose text is not upright, by the clockwise turn that would make it so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub askew: Vec<(Turn, PageRanges)>,
    /// Pages where a picture that covers a good part of the page has more than 300 dots per inch,
    /// by its resolution rounded to tens.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dpi: Vec<(u32, PageRanges)>,
    /// Pages by displayed width and height, in whole points.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sizes: Vec<((u32, u32), PageRanges)>,
    /// Phrases that courts require, with the pages they were found on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wordings: Vec<(Wording, PageRanges)>,
    /// Bytes each page takes in a dossier, in order; what pages share counts for the first of them.
    /// Written as one string, because this is the only part of a journal record that grows with
    /// every page.
    #[serde(skip_serializing_if = "Vec::is_empty", with = "packed")]
    pub weights: Vec<u64>,
    /// Bytes that must be written twice when the paper is cut in two, at the worst cut: the part of
    /// the weights that pages on both sides share.
    #[serde(skip_serializing_if = "is_zero")]
    pub shared: u64,
    /// Where the edges of pages are printed on, by pages that are alike. None where that was not
    /// looked at; a page in no group could not be looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ink: Option<Vec<(EdgeInk, PageRanges)>>,
    /// Whether it says that it is PDF/A-1 or PDF/A-2, and nothing in it is known to differ.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub archival: bool,
    /// What its words say. None where they were not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Box<TextFacts>>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(bytes: &u64) -> bool {
    *bytes == 0
}

impl PageFacts {
    /// What is printed at the edges of a page, counted from 1; none where it is not known.
    #[must_use]
    pub fn ink_of(&self, page: u32) -> Option<&EdgeInk> {
        let groups = self.ink.as_ref()?;
        let found = groups.iter().find(|(_, pages)| pages.contains(page));
        found.map(|(ink, _)| ink)
    }

    /// The value recorded for one page, counted from 1.
    #[must_use]
    pub fn of_page<T: Copy>(said: &[(T, PageRanges)], page: u32) -> Option<T> {
        said.iter()
            .find(|(_, pages)| pages.contains(page))
            .map(|(value, _)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(weights: &str) -> Result<PageFacts, serde_json::Error> {
        serde_json::from_str(&format!(r#"{{"weights":"{weights}"}}"#))
    }

    /// The journal record of a 5,000-page paper stays small and reads back the same.
    #[test]
    fn weights_are_kept_small_and_whole() {
        for weights in [
            vec![],
            vec![0],
            vec![u64::MAX, 35, 36, 36, 36, 7],
            vec![1; 5_000],
        ] {
            let page_facts = PageFacts {
                weights,
                ..PageFacts::default()
            };
            let json = serde_json::to_string(&page_facts).unwrap();
            assert_eq!(
                serde_json::from_str::<PageFacts>(&json).unwrap(),
                page_facts,
                "{json}"
            );
        }
        let scan: Vec<u64> = (0..5_000)
            .map(|page| 40_000 + page * 7_919 % 60_000)
            .collect();
        let json = serde_json::to_string(&PageFacts {
            weights: scan,
            ..PageFacts::default()
        })
        .unwrap();
        assert!(json.len() < 26_000, "{}", json.len());
    }

    /// The string comes from the reader process, or from a journal that was edited by hand.
    #[test]
    fn weights_that_nobody_wrote_are_refused() {
        assert_eq!(read("z*2 10").unwrap().weights, [35, 35, 36]);
        for wrong in [
            "-1",
            "1*",
            "*3",
            "1*4000000000",
            "1*600000 2*600000",
            "zzzzzzzzzzzzzzzzzz",
            "1.5",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
