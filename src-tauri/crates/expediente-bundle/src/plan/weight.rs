//! Estimated sizes of sheets in a written file.

use std::iter::Sum;

use expediente_model::{Digest, Item};

/// A page of ours with its words, its links and its outline entry. This and [`STAMPS`] were
/// measured on dossiers of 1 to 100 pages with 1 to 60 exhibits; a test compares them with written
/// files.
pub(crate) const OWN_PAGE: u64 = 2_250;
/// What a page of a paper takes besides its content: stamps, cross-reference entries, label.
const STAMPS: u64 = 650;

/// The estimated size of a sheet in bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Weight {
    /// Bytes of its own.
    pub own: u64,
    /// Bytes that it shares with other sheets of the same paper or picture, by the SHA-256 of
    /// either. Each is written once per file.
    pub shared: Vec<(Digest, u64)>,
}

impl Weight {
    /// A page of a PDF, counted from 1.
    pub fn of_page(item: &Item, page: u32) -> Self {
        let counted = item.page_facts.as_ref().and_then(|page_facts| {
            if page_facts.weights.len() != item.pages as usize {
                return None;
            }
            let own = page_facts.weights.get((page as usize).checked_sub(1)?)?;
            Some((*own, page_facts.shared))
        });
        let words = item.read.as_ref().map_or(0, |read| read.weight_of(page));
        match counted {
            // The shared bytes were counted with the first page, which was copied first.
            Some((own, shared)) => {
                let counted_here = if page == 1 { shared.min(own) } else { 0 };
                Self {
                    own: own - counted_here + STAMPS + words,
                    shared: vec![(item.original, shared)],
                }
            }
            // Nobody has counted this paper yet: its pages get equal shares of its size.
            None => Self {
                own: item.size / u64::from(item.pages.max(1)) + STAMPS + words,
                shared: Vec::new(),
            },
        }
    }

    /// A picture, by its page in its paper, counted from 1.
    pub fn of_picture(item: &Item, page: u32, straightened: Option<Digest>) -> Self {
        let picture = item.picture(page, straightened);
        let (name, bytes) = match picture {
            Some(picture) if picture.weight > 0 => (picture.source, picture.weight),
            _ => (item.original, item.size / u64::from(item.pages.max(1))),
        };
        Self {
            own: item.read.as_ref().map_or(0, |read| read.weight_of(page)),
            shared: vec![(name, bytes)],
        }
    }

    /// A sheet of ours with pictures on it, without the pictures.
    pub fn of_sheet() -> Self {
        Self {
            own: OWN_PAGE,
            shared: Vec::new(),
        }
    }

    /// Adds another weight. Bytes that consecutive sheets share are listed once.
    pub fn add(&mut self, other: &Self) {
        self.own += other.own;
        for shared in &other.shared {
            if self.shared.last() != Some(shared) {
                self.shared.push(*shared);
            }
        }
    }
}

impl Sum for Weight {
    fn sum<I: Iterator<Item = Self>>(weights: I) -> Self {
        weights.fold(Self::default(), |mut sum, weight| {
            sum.add(&weight);
            sum
        })
    }
}
