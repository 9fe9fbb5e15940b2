//! The size of the objects that pages of a source share: the bytes that a cut between two pages
//! costs.
//!
//! While pages are copied, this notes for each copied object its size, the first and last page that
//! name it, and which objects it names in turn. An object is written once, with the first page that
//! needs it. If the source is cut into two files before page n, every object first needed before n
//! and still needed at n or later must be written again. `most_shared` finds the cut where these
//! objects are largest.

use crate::file::object_writer::XREF_ENTRY;
use std::collections::{BTreeMap, HashMap, HashSet};

/// An object that was copied.
#[derive(Clone, Copy, Default)]
struct Copied {
    /// Its size, with its entry in the xref table.
    bytes: u64,
    first: usize,
    /// The last page that names it, directly or through another object.
    last: usize,
}

#[derive(Default)]
pub(crate) struct SharedSize {
    page: usize,
    /// The object being written; none while it is the page itself.
    within: Option<u32>,
    copied: HashMap<u32, Copied>,
    /// Pairs of an object and an object that it names.
    named_by: Vec<(u32, u32)>,
}

impl SharedSize {
    /// The object being written names another one, for the first time or again.
    pub(crate) fn names(&mut self, number: u32) {
        let page = self.page;
        let copied = self.copied.entry(number).or_insert(Copied {
            bytes: 0,
            first: page,
            last: page,
        });
        copied.last = page;
        if let Some(within) = self.within {
            self.named_by.push((within, number));
        }
    }

    pub(crate) fn begin(&mut self, number: u32) {
        self.within = Some(number);
    }

    pub(crate) fn end(&mut self, number: u32, bytes: u64) {
        self.within = None;
        let copied = self.copied.get_mut(&number);
        debug_assert!(copied.is_some(), "an object is named before it is written");
        if let Some(copied) = copied {
            copied.bytes = bytes + XREF_ENTRY;
        }
    }

    pub(crate) fn end_page(&mut self) {
        self.within = None;
        self.page += 1;
    }

    /// The bytes that pages on both sides of a cut need, at the cut where they are most.
    ///
    /// An object is named again only by what names it directly, so the notes say for an object
    /// inside of another one only the first page. Its last page is the last one of all objects that
    /// lead to it. To find it, objects are visited from the last page downward, and each hands its
    /// last page on to all that it leads to: whichever visit reaches an object first brings the
    /// latest page, so that each object is visited once. Then one sweep over the pages adds an
    /// object behind its first page and removes it behind its last.
    pub(crate) fn most_shared(&self) -> u64 {
        let mut named_by = self.named_by.clone();
        named_by.sort_unstable();
        let mut copied = self.copied.clone();
        let mut order: Vec<(usize, u32)> = copied
            .iter()
            .map(|(number, copied)| (copied.last, *number))
            .collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        let mut reached = HashSet::with_capacity(order.len());
        let mut waiting = Vec::new();
        for (last, number) in order {
            waiting.push(number);
            while let Some(number) = waiting.pop() {
                if !reached.insert(number) {
                    continue;
                }
                if let Some(copied) = copied.get_mut(&number) {
                    copied.last = copied.last.max(last);
                }
                let begin = named_by.partition_point(|(by, _)| *by < number);
                let named = named_by
                    .iter()
                    .skip(begin)
                    .take_while(|(by, _)| *by == number);
                waiting.extend(named.map(|(_, named)| *named));
            }
        }
        // Bytes added and removed at a cut before each page.
        let mut changes: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
        for object in copied.values() {
            if object.last > object.first {
                changes.entry(object.first + 1).or_default().0 += object.bytes;
                changes.entry(object.last + 1).or_default().1 += object.bytes;
            }
        }
        let (mut now, mut most) = (0u64, 0u64);
        for (added, removed) in changes.into_values() {
            now = (now + added).saturating_sub(removed);
            most = most.max(now);
        }
        most
    }
}
