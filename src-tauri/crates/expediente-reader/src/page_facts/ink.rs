//! Where the edges of pages are printed on. Runs in the child.
//!
//! The pages are drawn small, as a dossier shows them: every cell of the grid is a few pixels. A
//! cell is free where all of it has one color that is light or the page's own ground. What is
//! nearly white on white counts as printed, as does a dark bar on a light page. On a page that is
//! dark all over a stamp is read by its white rim.

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use expediente_intake::limits;
use expediente_model::{Bytes, EdgeInk, InkGrid, PageRanges};
use expediente_pdf::{Rect, Source};
use hayro::RenderCache;

use crate::raster::pixels::Pixels;
use crate::raster::render::render_page_of;

/// Pixels along a side of a cell: one for each point of an ordinary page.
const FINE: usize = 5;
/// The difference of a channel within a cell from which something is printed there. The noise of a
/// good scan, reduced to one pixel for each point, is less.
const CONTRAST: u8 = 16;
/// The luminance below which a ground is dark.
const DARK: u32 = 150;
/// Pages after which cached fonts are dropped.
const REMEMBERED: usize = 50;

/// The ink at the edges of pages, by pages that are alike; pages that cannot be drawn by `until`
/// are in no group. `written` is the dossier of the paper alone, which has so many pages.
pub(crate) fn read(written: Bytes, pages: usize, until: Instant) -> Vec<(EdgeInk, PageRanges)> {
    let (to, from) = mpsc::channel();
    // The thread ends with the child, which has nothing else to do by then; a panic in it means
    // that the other pages are not known.
    thread::spawn(move || {
        let Ok(source) = Source::open(written, None) else {
            return;
        };
        all_pages(&source, &|page, ink| to.send((page, ink)).is_ok());
    });
    let patience = Duration::from_millis(limits::ink_milliseconds(pages));
    let until = until.min(Instant::now() + patience);
    let mut groups = Groups::default();
    while let Ok((page, ink)) = from.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if !groups.add(page, ink) {
            break;
        }
    }
    groups.into_said()
}

fn all_pages(source: &Source, tell: &dyn Fn(u32, EdgeInk) -> bool) {
    let Some(pages) = source.reader_pages() else {
        return;
    };
    let mut cache = RenderCache::new();
    for (index, (number, page)) in (1..).zip(pages).enumerate() {
        if index % REMEMBERED == REMEMBERED - 1 {
            cache = RenderCache::new();
        }
        let Some(geometry) = source.page(index) else {
            return;
        };
        let (width, height) = geometry.displayed_size();
        let grid = InkGrid::of(width, height);
        let Some(pixels) = render_page_of(page, &cache, grid.columns * FINE, grid.rows * FINE)
        else {
            continue;
        };
        let frames = link_frames(source, index, grid);
        if !tell(number, ink_of(grid, &pixels, &frames)) {
            return;
        }
    }
}

/// The ink of a page that was drawn with [`FINE`] pixels to a side of a cell.
fn ink_of(grid: InkGrid, pixels: &Pixels, frames: &[LinkFrame]) -> EdgeInk {
    let ground = dark_ground(grid, pixels);
    EdgeInk::of(grid, |column, row| {
        is_printed(pixels, column, row, ground)
            || frames.iter().any(|frame| frame.is_in(column, row))
    })
}

/// The frame of a link, which a viewer draws over the page: what is outside the inner and inside
/// the outer rectangle, in cells from the top left.
struct LinkFrame {
    outer: Rect,
    inner: Rect,
}

/// The frames of the links of a page. One keeps its width where the page is made smaller.
fn link_frames(source: &Source, index: usize, grid: InkGrid) -> Vec<LinkFrame> {
    let Some(geometry) = source.page(index) else {
        return Vec::new();
    };
    let (page_width, page_height) = geometry.displayed_size();
    let (across, down) = (
        grid.columns as f64 / page_width,
        grid.rows as f64 / page_height,
    );
    let frame = |(rect, width): (Rect, f64)| {
        let rect = geometry.user_to_display().apply_rect(&rect);
        let width = 1.5 * width * geometry.user_unit;
        let in_cells = |by: f64| Rect {
            x0: (rect.x0 - by) * across,
            y0: (page_height - rect.y1 - by) * down,
            x1: (rect.x1 + by) * across,
            y1: (page_height - rect.y0 + by) * down,
        };
        LinkFrame {
            outer: in_cells(width),
            inner: in_cells(-width),
        }
    };
    source.link_frames(index).into_iter().map(frame).collect()
}

impl LinkFrame {
    /// Whether the frame is drawn in a cell.
    fn is_in(&self, column: usize, row: usize) -> bool {
        let (x, y) = (column as f64, row as f64);
        let Self { outer, inner } = self;
        let meets = x + 1.0 > outer.x0 && x < outer.x1 && y + 1.0 > outer.y0 && y < outer.y1;
        let is_within =
            x >= inner.x0 && x + 1.0 <= inner.x1 && y >= inner.y0 && y + 1.0 <= inner.y1;
        meets && !is_within
    }
}

/// The luminance of a page that is dark, where most of it has one color.
fn dark_ground(grid: InkGrid, pixels: &Pixels) -> Option<u32> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for row in 0..grid.rows {
        for column in 0..grid.columns {
            if let Some(light) = even_light(pixels, column, row) {
                *counts.entry(light).or_default() += 1;
            }
        }
    }
    let (light, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (light < DARK && 2 * count > grid.rows * grid.columns).then_some(light)
}

/// Whether something is printed in a cell of a page with this dark ground, if it has one.
fn is_printed(pixels: &Pixels, column: usize, row: usize, ground: Option<u32>) -> bool {
    match even_light(pixels, column, row) {
        None => true,
        Some(light) => {
            let is_ground = ground.is_some_and(|ground| light.abs_diff(ground) < CONTRAST.into());
            light < DARK && !is_ground
        }
    }
}

/// The luminance of a cell of one color; none where it has several.
fn even_light(pixels: &Pixels, column: usize, row: usize) -> Option<u32> {
    let width = pixels.width as usize * pixels.channels;
    let (mut least, mut most) = ([u8::MAX; 3], [0; 3]);
    let mut darkest = u32::MAX;
    for y in row * FINE..(row + 1) * FINE {
        let from = y * width + column * FINE * pixels.channels;
        // A picture that is smaller than its grid was not drawn whole.
        let line = pixels.data.get(from..from + FINE * pixels.channels)?;
        for pixel in line.chunks_exact(pixels.channels) {
            let [red, green, blue, ..] = *pixel else {
                return None;
            };
            for (at, value) in [red, green, blue].into_iter().enumerate() {
                // There are three of each.
                if let (Some(least), Some(most)) = (least.get_mut(at), most.get_mut(at)) {
                    *least = value.min(*least);
                    *most = value.max(*most);
                }
            }
            // Rec. 601, in thousandths.
            let light = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
            darkest = darkest.min(light / 1000);
        }
    }
    let mut ranges = least.iter().zip(&most);
    let is_even = ranges.all(|(least, most)| most - least <= CONTRAST);
    is_even.then_some(darkest)
}

/// Pages by their ink.
#[derive(Default)]
struct Groups {
    pages: BTreeMap<EdgeInk, Vec<u32>>,
    bytes: usize,
}

impl Groups {
    /// Adds a page, counted from 1, unless there is too much already.
    fn add(&mut self, page: u32, ink: EdgeInk) -> bool {
        if !self.pages.contains_key(&ink) {
            self.bytes += ink.weight();
            if self.bytes > limits::INK_BYTES {
                return false;
            }
        }
        self.pages.entry(ink).or_default().push(page);
        true
    }

    /// In the order of the pages.
    fn into_said(self) -> Vec<(EdgeInk, PageRanges)> {
        let mut said: Vec<(EdgeInk, Vec<u32>)> = self.pages.into_iter().collect();
        said.sort_by_key(|(_, pages)| pages.first().copied());
        said.into_iter()
            .filter_map(|(ink, pages)| Some((ink, PageRanges::from_pages(pages)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cell of five by five pixels, each of the given color.
    fn is_free(color: impl Fn(usize) -> [u8; 3]) -> bool {
        let pixels = Pixels {
            width: 5,
            height: 5,
            channels: 3,
            data: (0..25).flat_map(color).collect(),
        };
        !is_printed(&pixels, 0, 0, None)
    }

    /// White, paper and the noise of a scanner are free; a hairline, pale print, color and a dark
    /// ground are not.
    #[test]
    fn what_counts_as_printed() {
        let one =
            |at: usize, color: [u8; 3], ground: [u8; 3]| if at == 12 { color } else { ground };
        const WHITE: [u8; 3] = [255; 3];
        assert!(is_free(|_| WHITE));
        assert!(is_free(|_| [250, 240, 200]));
        assert!(is_free(|at| [230 + (at % 7) as u8 * 2; 3]));
        assert!(!is_free(|at| one(at, [225; 3], WHITE)));
        assert!(!is_free(|at| one(at, [0; 3], WHITE)));
        assert!(!is_free(|at| one(at, [255, 255, 120], WHITE)));
        assert!(!is_free(|at| one(at, WHITE, [200; 3])));
        assert!(!is_free(|_| [90; 3]));
        // On a page that is dark all over its ground is free, and a bar of another color is not.
        let dark = Pixels {
            width: 5,
            height: 5,
            channels: 3,
            data: vec![12; 75],
        };
        assert!(!is_printed(&dark, 0, 0, Some(13)) && is_printed(&dark, 0, 0, Some(60)));
        let short = Pixels {
            width: 5,
            height: 4,
            channels: 3,
            data: vec![255; 60],
        };
        assert!(is_printed(&short, 0, 0, None));
    }
}
