//! Which pages of a paper go into the dossier.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Pages of one paper, counted from 1, in the order given: `1-3,7`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PageRanges(Vec<(u32, u32)>);

/// The text does not name pages.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("pages are written like 1-3,7: numbers from 1, the smaller first")]
pub struct PageRangesError;

impl PageRanges {
    /// Every page named, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().flat_map(|&(first, last)| first..=last)
    }

    /// The ranges, both ends included.
    #[must_use]
    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.0
    }

    /// Whether a page is among them.
    #[must_use]
    pub fn contains(&self, page: u32) -> bool {
        self.0
            .iter()
            .any(|&(first, last)| (first..=last).contains(&page))
    }

    /// The highest page named; 0 when there is none.
    #[must_use]
    pub fn highest(&self) -> u32 {
        self.0.iter().map(|&(_, last)| last).fold(0, u32::max)
    }

    /// The ranges within a paper of `total` pages: a range that goes on past the last page ends
    /// with it. Of a range that begins there, only its first page stays, so that it can be
    /// reported.
    #[must_use]
    pub fn clipped(&self, total: u32) -> Self {
        let clip = |&(first, last): &(u32, u32)| (first, last.min(total.max(first)));
        Self(self.0.iter().map(clip).collect())
    }

    /// From page numbers counted from 1; adjacent pages join into ranges.
    #[must_use]
    pub fn from_pages(pages: impl IntoIterator<Item = u32>) -> Option<Self> {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for page in pages {
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == page => *last = page,
                _ => ranges.push((page, page)),
            }
        }
        (!ranges.is_empty() && ranges.iter().all(|&(first, _)| first > 0)).then_some(Self(ranges))
    }
}

impl PageRanges {
    /// The pages of both, each once, in ascending order.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        let mut ranges: Vec<(u32, u32)> = [&*self.0, &*other.0].concat();
        ranges.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match joined.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => joined.push((first, last)),
            }
        }
        Self(joined)
    }
}

impl FromStr for PageRanges {
    type Err = PageRangesError;

    fn from_str(text: &str) -> Result<Self, PageRangesError> {
        const MOST: u32 = 1_000_000;
        let mut ranges = Vec::new();
        let mut pages = 0u32;
        for part in text.split(',') {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let number = |text: &str| text.trim().parse::<u32>().map_err(|_| PageRangesError);
            let (first, last) = (number(first)?, number(last)?);
            // Without this cap `1-4000000000` would become four billion pages before the paper is
            // looked at, and so would `1-1000000` repeated a few thousand times.
            if first == 0 || last < first || last > MOST {
                return Err(PageRangesError);
            }
            pages = pages.saturating_add(last - first + 1);
            if pages > MOST {
                return Err(PageRangesError);
            }
            ranges.push((first, last));
        }
        if ranges.is_empty() {
            Err(PageRangesError)
        } else {
            Ok(Self(ranges))
        }
    }
}

impl fmt::Display for PageRanges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (first, last)) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            if first == last {
                write!(f, "{first}")?;
            } else {
                write!(f, "{first}-{last}")?;
            }
        }
        Ok(())
    }
}

impl TryFrom<String> for PageRanges {
    type Error = PageRangesError;
    fn try_from(text: String) -> Result<Self, PageRangesError> {
        text.parse()
    }
}

impl From<PageRanges> for String {
    fn from(ranges: PageRanges) -> Self {
        ranges.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `1-1000000` repeated ten thousand times fits on one line of a dossier.toml and once made the
    /// program count ten billion pages.
    #[test]
    fn many_wide_ranges_are_refused() {
        let text = vec!["1-1000000"; 10_000].join(",");
        assert_eq!(text.parse::<PageRanges>(), Err(PageRangesError));
        assert!("1-500000,1-500000".parse::<PageRanges>().is_ok());
        assert!("1-500000,1-500001".parse::<PageRanges>().is_err());
    }

    /// "2-999999" means "from page 2 to the end"; a page that the paper lacks is still named.
    #[test]
    fn a_range_ends_with_the_paper() {
        let clipped = |text: &str, total| {
            let ranges: PageRanges = text.parse().unwrap();
            ranges.clipped(total).to_string()
        };
        assert_eq!(clipped("2-999999", 5), "2-5");
        assert_eq!(clipped("1-3,2-5", 5), "1-3,2-5");
        assert_eq!(clipped("5-5", 5), "5");
        assert_eq!(clipped("7-900", 5), "7");
        assert_eq!(clipped("5-900000", 5), "5");
    }

    /// A page range is what a person types; a wrong one must be refused, not guessed.
    #[test]
    fn ranges_are_read_as_written_or_refused() {
        for (text, expected) in [
            ("1-3,7", Some(vec![1, 2, 3, 7])),
            ("3,1", Some(vec![3, 1])),
            (" 2 - 4 ", Some(vec![2, 3, 4])),
            ("", None),
            ("0", None),
            ("4-2", None),
            ("1-", None),
            ("1-99999999", None),
        ] {
            let pages = text
                .parse::<PageRanges>()
                .ok()
                .map(|r| r.iter().collect::<Vec<_>>());
            assert_eq!(pages, expected, "{text:?}");
        }
        assert_eq!(
            PageRanges::from_pages([1, 2, 3, 7]).unwrap().to_string(),
            "1-3,7"
        );
    }
}
