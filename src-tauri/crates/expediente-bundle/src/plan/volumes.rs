//! Division of a dossier into volumes, by the estimated sizes of its sheets.
//!
//! Exhibits go into volumes in order, and each volume takes whole exhibits until the next one would
//! exceed the limit. An exhibit is cut only where it alone, with the cover page, the table and its
//! slip sheet, is larger than a volume; its parts then take as many sheets as fit, and each part
//! begins a volume. The exhibit after it fills up the volume of its last part. This greedy division
//! gives the fewest volumes for a fixed order, and a change in one exhibit moves no cut before it.
//!
//! The size of a volume is not the sum of its sheets: resources that sheets of one paper share are
//! written once per file. So [`Filling`] counts shared bytes when a volume first meets them, and an
//! exhibit can be heavier in a fresh volume than behind its neighbors.

use std::collections::BTreeSet;
use std::mem;
use std::ops::Range;

use expediente_model::Digest;

use crate::plan::layout::{LabeledExhibit, LaidSheet, PageLayout};
use crate::plan::weight::{OWN_PAGE, Weight};

/// Fonts of our own pages and of the stamps, color profile, properties, the frame of the file.
/// Measured like [`OWN_PAGE`].
const FRAME: u64 = 104_000;

/// The estimated size of a file while it is filled.
#[derive(Clone, Default)]
struct Filling {
    bytes: u64,
    begun: BTreeSet<Digest>,
    /// The paper that was added last. It saves a look-up, because most sheets are of the same paper
    /// as the one before.
    last: Option<Digest>,
}

impl Filling {
    fn new(table_pages: usize) -> Self {
        Self {
            bytes: FRAME + OWN_PAGE * (1 + table_pages as u64),
            begun: BTreeSet::new(),
            last: None,
        }
    }

    fn add(&mut self, weight: &Weight) {
        self.bytes += weight.own;
        for (name, bytes) in &weight.shared {
            if self.last != Some(*name) && self.begun.insert(*name) {
                self.bytes += bytes;
            }
            self.last = Some(*name);
        }
    }

    fn add_sheets<'s>(&mut self, sheets: impl IntoIterator<Item = &'s LaidSheet>) {
        for sheet in sheets {
            self.add(&sheet.weight);
        }
    }

    /// Adds a slip sheet and these sheets of an exhibit.
    fn add_exhibit(&mut self, pages: &PageLayout, sheets: &Range<usize>) {
        self.bytes += OWN_PAGE;
        if *sheets == (0..pages.sheets.len()) {
            self.add(&pages.weight);
        } else {
            self.add_sheets(pages.sheets.iter().take(sheets.end).skip(sheets.start));
        }
    }
}

/// An exhibit in a volume, or a part of one.
#[derive(Clone)]
pub(crate) struct Segment<'l> {
    pub exhibit: &'l LabeledExhibit,
    /// The index of the exhibit among those that have pages.
    pub index: usize,
    /// The exhibit's sheets that are in the volume.
    pub sheets: Range<usize>,
    /// The part's number and the number of parts, where the exhibit was cut.
    pub part: Option<(usize, usize)>,
}

impl<'l> Segment<'l> {
    fn whole(index: usize, exhibit: &'l LabeledExhibit) -> Self {
        Self {
            exhibit,
            index,
            sheets: 0..exhibit.layout.pages.sheets.len(),
            part: None,
        }
    }
}

impl PartialEq for Segment<'_> {
    /// Compares segments of the same layout: by their exhibit's index.
    fn eq(&self, other: &Self) -> bool {
        (self.index, &self.sheets, self.part) == (other.index, &other.sheets, other.part)
    }
}

/// Divides exhibits into volumes of at most `fill` bytes; without a limit there is one volume.
/// There is always at least one. Papers before the cover page belong to the first volume, those
/// after the last exhibit to the last.
///
/// A sheet that is too large by itself gets a volume to itself. That volume exceeds the limit, and
/// the preflight reports it.
pub(crate) fn cut<'l>(
    front: &PageLayout,
    exhibits: &'l [LabeledExhibit],
    back: &PageLayout,
    table_pages: usize,
    fill: Option<u64>,
) -> Vec<Vec<Segment<'l>>> {
    let all = exhibits.iter().enumerate();
    let Some(fill) = fill else {
        return vec![
            all.map(|(at, exhibit)| Segment::whole(at, exhibit))
                .collect(),
        ];
    };
    let fresh = Filling::new(table_pages);
    let mut volumes = Volumes {
        done: Vec::new(),
        current: Vec::new(),
        front_has_sheets: !front.sheets.is_empty(),
    };
    let mut filling = fresh.clone();
    filling.add_sheets(&front.sheets);
    for (at, exhibit) in all {
        let whole = Segment::whole(at, exhibit);
        let pages = &exhibit.layout.pages;
        let mut with = filling.clone();
        with.add_exhibit(pages, &whole.sheets);
        if with.bytes <= fill {
            volumes.current.push(whole);
            filling = with;
            continue;
        }
        let mut alone = fresh.clone();
        alone.add_exhibit(pages, &whole.sheets);
        if alone.bytes <= fill {
            volumes.begin();
            volumes.current.push(whole);
            filling = alone;
            continue;
        }
        let parts = parts(&pages.sheets, &fresh, fill);
        let total = parts.len();
        for (n, sheets) in (1..).zip(parts) {
            volumes.begin();
            filling = fresh.clone();
            filling.add_exhibit(pages, &sheets);
            volumes.current.push(Segment {
                sheets,
                part: (total > 1).then_some((n, total)),
                ..whole.clone()
            });
        }
    }
    filling.add_sheets(&back.sheets);
    if filling.bytes > fill && !back.sheets.is_empty() && !volumes.current.is_empty() {
        volumes.begin();
    }
    volumes.done.push(volumes.current);
    volumes.done
}

/// Volumes while they are filled.
struct Volumes<'l> {
    done: Vec<Vec<Segment<'l>>>,
    current: Vec<Segment<'l>>,
    front_has_sheets: bool,
}

impl Volumes<'_> {
    /// Begins a new volume, unless the current one is still empty.
    fn begin(&mut self) {
        let has_front = self.done.is_empty() && self.front_has_sheets;
        if !self.current.is_empty() || has_front {
            self.done.push(mem::take(&mut self.current));
        }
    }
}

/// The parts of an exhibit that is too large by itself, each as long as possible.
fn parts(sheets: &[LaidSheet], fresh: &Filling, fill: u64) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = 0;
    while from < sheets.len() {
        let mut filling = fresh.clone();
        filling.bytes += OWN_PAGE;
        let mut to = from;
        for sheet in sheets.iter().skip(from) {
            filling.add(&sheet.weight);
            if filling.bytes > fill && to > from {
                break;
            }
            to += 1;
        }
        parts.push(from..to);
        from = to;
    }
    parts
}

/// The estimated size of a volume: its segments, and the loose papers that belong to it.
pub(crate) fn estimate(
    front: Option<&PageLayout>,
    segments: &[Segment],
    back: Option<&PageLayout>,
    table_pages: usize,
) -> u64 {
    let mut filling = Filling::new(table_pages);
    if let Some(front) = front {
        filling.add_sheets(&front.sheets);
    }
    for segment in segments {
        filling.add_exhibit(&segment.exhibit.layout.pages, &segment.sheets);
    }
    if let Some(back) = back {
        filling.add_sheets(&back.sheets);
    }
    filling.bytes
}
