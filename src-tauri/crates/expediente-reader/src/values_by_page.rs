//! Values found on the pages of a paper, each with its pages. Runs in the child.

use std::collections::HashMap;
use std::hash::Hash;

use expediente_model::PageRanges;

/// Values, each with the pages that have it, in the order in which they were found first.
pub(crate) struct ValuesByPage<T> {
    most: usize,
    index: HashMap<T, usize>,
    found: Vec<(T, Vec<u32>)>,
}

impl<T: Eq + Hash + Clone> ValuesByPage<T> {
    /// For at most so many values. A paper with more is no letter or certificate, or every page of
    /// it has another one; the first ones suffice.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            index: HashMap::new(),
            found: Vec::new(),
        }
    }

    /// Records a value for a page. Pages come in order.
    pub(crate) fn add(&mut self, value: T, page: u32) {
        let known = self.index.get(&value).copied();
        if let Some((_, pages)) = known.and_then(|at| self.found.get_mut(at)) {
            if pages.last() != Some(&page) {
                pages.push(page);
            }
        } else if self.found.len() < self.most {
            self.index.insert(value.clone(), self.found.len());
            self.found.push((value, vec![page]));
        }
    }

    pub(crate) fn into_ranges(self) -> Vec<(T, PageRanges)> {
        let found = self.found.into_iter();
        found
            .filter_map(|(value, pages)| Some((value, PageRanges::from_pages(pages)?)))
            .collect()
    }
}
