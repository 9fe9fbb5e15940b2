//! How large the files will be, and where they are cut: at exhibits, and within one only where it alone is too large.

use std::collections::BTreeSet;
use std::iter::Sum;
use std::ops::Range;

use expediente_model::{Digest, Item};

use crate::planner::{LaidExhibit, Leaves};

/// Fonts of our own pages and of the stamps, colour profile, properties, the frame of the file. This and the next two were
/// measured on dossiers of 1 to 100 pages with 1 to 60 exhibits; a test holds them against written files.
const FRAME: u64 = 104_000;
/// A page of ours with its words, its links and its line in the outline.
const OWN_PAGE: u64 = 2_070;
/// What a page of a paper has besides its content: stamps, its place in the table of objects, its label.
const STAMPS: u64 = 480;

/// About how many bytes a sheet takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Weight {
    /// Its own.
    own: u64,
    /// What it shares with other sheets of the same paper, or of the same picture: written once a file.
    shared: Vec<(Digest, u64)>,
}

impl Weight {
    /// A page of a PDF, counted from 1.
    pub fn of_page(item: &Item, page: u32) -> Self {
        let page_facts = item
            .page_facts
            .as_ref()
            .filter(|page_facts| page_facts.weights.len() == item.pages as usize);
        let counted = page_facts.and_then(|page_facts| {
            Some((
                *page_facts.weights.get((page as usize).checked_sub(1)?)?,
                page_facts.shared,
            ))
        });
        match counted {
            // What is shared was counted with the page that was copied first.
            Some((own, shared)) => {
                let counted_here = if page == 1 { shared.min(own) } else { 0 };
                Self {
                    own: own - counted_here + STAMPS,
                    shared: vec![(item.original, shared)],
                }
            }
            // Not counted: in proportion to the whole.
            None => Self {
                own: item.size / u64::from(item.pages.max(1)) + STAMPS,
                shared: Vec::new(),
            },
        }
    }

    /// A picture, by its page in its paper, counted from 1.
    pub fn of_picture(item: &Item, page: u32) -> Self {
        let picture = item.pictures.get((page as usize).saturating_sub(1));
        let counted = picture.filter(|picture| picture.weight > 0);
        let (name, bytes) = match counted {
            Some(picture) => (picture.source, picture.weight),
            None => (item.original, item.size / u64::from(item.pages.max(1))),
        };
        Self {
            own: 0,
            shared: vec![(name, bytes)],
        }
    }

    /// Takes another one in. What sheets that follow one another share is noted once.
    pub fn add(&mut self, other: &Self) {
        self.own += other.own;
        for shared in &other.shared {
            if self.shared.last() != Some(shared) {
                self.shared.push(*shared);
            }
        }
    }

    /// A sheet of ours with pictures on it.
    pub fn of_sheet() -> Self {
        Self {
            own: OWN_PAGE,
            shared: Vec::new(),
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

/// A file that is being filled.
#[derive(Clone, Default)]
struct Filling {
    bytes: u64,
    begun: BTreeSet<Digest>,
    /// What was begun last: most sheets are of the same paper as the one before.
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

    fn add_all(&mut self, weights: &[Weight]) {
        weights.iter().for_each(|weight| self.add(weight));
    }

    /// An exhibit with its slip sheet; of one that was cut, these sheets.
    fn add_exhibit(&mut self, leaves: &Leaves, sheets: &Range<usize>) {
        self.bytes += OWN_PAGE;
        if *sheets == (0..leaves.sheets.len()) {
            self.add(&leaves.weight);
        } else {
            self.add_all(leaves.weights.get(sheets.clone()).unwrap_or_default());
        }
    }
}

/// An exhibit in a volume, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Its place among the exhibits that have pages.
    pub exhibit: usize,
    /// Which of its sheets.
    pub sheets: Range<usize>,
    /// Which part it is and of how many, where it was cut.
    pub part: Option<(usize, usize)>,
}

/// What stands in each volume, where none is to have more than `fill` bytes. The papers before the cover page belong to the first, those
/// after the last exhibit to the last.
///
/// A sheet that is alone too large has a volume to itself, which is then over the limit: the preflight says so.
pub(crate) fn cut(
    front: &Leaves,
    laid: &[LaidExhibit],
    back: &Leaves,
    table_pages: usize,
    fill: Option<u64>,
) -> Vec<Vec<Segment>> {
    let whole = |(exhibit, laid): (usize, &LaidExhibit)| Segment {
        exhibit,
        sheets: 0..laid.laid.leaves.sheets.len(),
        part: None,
    };
    let Some(fill) = fill else {
        return vec![laid.iter().enumerate().map(whole).collect()];
    };
    let fresh = Filling::new(table_pages);
    let mut volumes: Vec<Vec<Segment>> = vec![Vec::new()];
    let mut filling = fresh.clone();
    filling.add_all(&front.weights);
    for (at, exhibit) in laid.iter().enumerate() {
        let leaves = &exhibit.laid.leaves;
        let all = 0..leaves.sheets.len();
        let mut with = filling.clone();
        with.add_exhibit(leaves, &all);
        if with.bytes > fill {
            let mut alone = fresh.clone();
            alone.add_exhibit(leaves, &all);
            if alone.bytes > fill {
                let parts = parts(&leaves.weights, &fresh, fill);
                for (n, sheets) in parts.iter().enumerate() {
                    let segment = Segment {
                        exhibit: at,
                        sheets: sheets.clone(),
                        part: (parts.len() > 1).then_some((n + 1, parts.len())),
                    };
                    begin(&mut volumes, front);
                    volumes
                        .last_mut()
                        .into_iter()
                        .for_each(|volume| volume.push(segment.clone()));
                    filling = fresh.clone();
                    filling.add_exhibit(leaves, sheets);
                }
                continue;
            }
            begin(&mut volumes, front);
            with = alone;
        }
        if let Some(volume) = volumes.last_mut() {
            volume.push(whole((at, exhibit)));
        }
        filling = with;
    }
    filling.add_all(&back.weights);
    if filling.bytes > fill
        && !back.sheets.is_empty()
        && volumes.last().is_some_and(|last| !last.is_empty())
    {
        volumes.push(Vec::new());
    }
    volumes
}

/// Begins a new volume, unless nothing stands in the last one yet.
fn begin(volumes: &mut Vec<Vec<Segment>>, front: &Leaves) {
    let untouched =
        volumes.last().is_none_or(Vec::is_empty) && (volumes.len() > 1 || front.sheets.is_empty());
    if !untouched {
        volumes.push(Vec::new());
    }
}

/// The parts of an exhibit that is alone too large, each as long as it can be.
fn parts(weights: &[Weight], fresh: &Filling, fill: u64) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = 0;
    while from < weights.len() {
        let mut filling = fresh.clone();
        filling.bytes += OWN_PAGE;
        let mut to = from;
        for weight in weights.iter().skip(from) {
            filling.add(weight);
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

/// About how many bytes each volume will have.
pub(crate) fn estimates(
    front: &Leaves,
    laid: &[LaidExhibit],
    back: &Leaves,
    table_pages: usize,
    cut: &[Vec<Segment>],
) -> Vec<u64> {
    let mut sizes = Vec::with_capacity(cut.len());
    for (at, segments) in cut.iter().enumerate() {
        let mut filling = Filling::new(table_pages);
        if at == 0 {
            filling.add_all(&front.weights);
        }
        for segment in segments {
            if let Some(exhibit) = laid.get(segment.exhibit) {
                filling.add_exhibit(&exhibit.laid.leaves, &segment.sheets);
            }
        }
        if at + 1 == cut.len() {
            filling.add_all(&back.weights);
        }
        sizes.push(filling.bytes);
    }
    sizes
}
