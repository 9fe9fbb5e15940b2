//! Which objects the pages of a source share, and how many bytes they are: what a cut between two pages costs.
//!
//! Counts only; copying is `graph`'s.

use std::collections::HashMap;

/// Bytes of an object's entry in the table of objects.
pub(crate) const ENTRY: u64 = 20;

/// An object that was copied.
#[derive(Clone, Copy, Default)]
struct Copied {
    /// With its entry in the table.
    bytes: u64,
    first: usize,
    /// The last page that names it, itself or through another object.
    last: usize,
}

#[derive(Default)]
pub(crate) struct SharedSize {
    page: usize,
    /// The object that is being written; none while it is the page itself.
    within: Option<u32>,
    copied: HashMap<u32, Copied>,
    /// What an object names.
    named_by: Vec<(u32, u32)>,
}

impl SharedSize {
    /// What is being written names an object, for the first time or again.
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

    pub(crate) fn begins(&mut self, number: u32) {
        self.within = Some(number);
    }

    pub(crate) fn wrote(&mut self, number: u32, bytes: u64) {
        self.within = None;
        if let Some(copied) = self.copied.get_mut(&number) {
            copied.bytes = bytes + ENTRY;
        }
    }

    pub(crate) fn page_ends(&mut self) {
        self.within = None;
        self.page += 1;
    }

    /// Bytes that pages on both sides of a cut need, at the cut where they are most.
    pub(crate) fn most_shared(&self) -> u64 {
        let mut named_by = self.named_by.clone();
        named_by.sort_unstable();
        let mut copied = self.copied.clone();
        // What a page names needs all that it names in turn: from the last page downwards, so that each is reached once.
        let mut order: Vec<(usize, u32)> = copied
            .iter()
            .map(|(number, copied)| (copied.last, *number))
            .collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        let mut reached = std::collections::HashSet::with_capacity(order.len());
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
        // A cut before page n parts what was first needed before it from what is still needed there.
        let mut change: HashMap<usize, (u64, u64)> = HashMap::new();
        for object in copied.values().filter(|object| object.last > object.first) {
            change.entry(object.first + 1).or_default().0 += object.bytes;
            change.entry(object.last + 1).or_default().1 += object.bytes;
        }
        let mut places: Vec<_> = change.into_iter().collect();
        places.sort_unstable();
        let (mut now, mut most) = (0u64, 0u64);
        for (_, (more, fewer)) in places {
            now = (now + more).saturating_sub(fewer);
            most = most.max(now);
        }
        most
    }
}
