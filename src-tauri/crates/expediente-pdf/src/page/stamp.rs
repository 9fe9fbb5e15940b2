//! Stamps: short texts at the edge of a page, upright as the page is displayed, readable on any
//! background.
//!
//! Placement works in displayed space: points, with the origin at the bottom left of the page as a
//! viewer shows it, after turn and UserUnit. Each stamp is first made small enough for the page.
//! Then places are tried in order until one is free of the stamps before it and of what the caller
//! says is printed there: its anchor, other places in that row, further rows away from the edge,
//! the other edge, each as far as the stamp may move. Stamps with the same anchor stack away from
//! the edge. No place is outside the page. Drawing transforms displayed space to user space once
//! per stamp.
//!
//! Readability on any background comes from a halo: the text is painted twice, first as a wide
//! white stroke with round joins, then filled in black. Both are text, so that it can be searched;
//! it is marked as an artifact, so that screen readers skip it. A stamp that found no free place
//! has no halo, which would hide what is printed there.

use crate::file::font::{EmbeddedFont, StampFont};
use crate::file::syntax;
use crate::geometry::{PageGeometry, Rect};

/// The edge or corner of the displayed page that a stamp is placed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Top left.
    TopLeft,
    /// Top center.
    TopCenter,
    /// Top right.
    TopRight,
    /// Bottom left.
    BottomLeft,
    /// Bottom center.
    BottomCenter,
    /// Bottom right.
    BottomRight,
}

impl Anchor {
    fn is_top(self) -> bool {
        matches!(self, Self::TopLeft | Self::TopCenter | Self::TopRight)
    }
}

/// Where a stamp may go if its place is taken, away from what it would cover or touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Nowhere: it may cover anything.
    Fixed,
    /// Further from the edge, at the same corner.
    Corner,
    /// Anywhere along its edge, in several rows.
    Edge,
    /// Along the other edge, too.
    Page,
}

/// A short text to be printed on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Stamp {
    /// Its text.
    pub text: String,
    /// Size in points on paper.
    pub size: f64,
    /// Its anchor. Stamps with the same anchor are stacked, the first nearest the edge.
    pub at: Anchor,
    /// Distance from the left or right edge in points; for the center, how far to the right of it.
    pub dx: f64,
    /// Distance from the top or bottom edge in points.
    pub dy: f64,
    /// Where it may go instead.
    pub reach: Reach,
}

/// The position of a stamp in displayed space (points, origin at the bottom left of the page as
/// displayed).
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedStamp {
    /// Left end of the baseline.
    pub x: f64,
    /// Height of the baseline.
    pub y: f64,
    /// Size after fitting.
    pub size: f64,
    /// The box of the letters.
    pub rect: Rect,
    /// Whether it covers nothing that is printed there and touches no other stamp.
    pub is_free: bool,
    /// Whether it stands at the top of the page.
    pub is_top: bool,
    /// Its row, counted from 0 at the edge.
    pub row: usize,
}

impl PlacedStamp {
    /// Whether the frame of a link, of this width around its rectangle in displayed space, would
    /// be drawn over the stamp.
    pub(crate) fn is_under_frame(&self, link: &Rect, width: f64) -> bool {
        let stamp = grown(&self.rect, CLEAR_OF_FRAME, CLEAR_OF_FRAME);
        let inner = grown(link, -2.0 * width, -2.0 * width);
        let is_within = stamp.x0 >= inner.x0
            && stamp.x1 <= inner.x1
            && stamp.y0 >= inner.y0
            && stamp.y1 <= inner.y1;
        grown(link, width, width).intersection(&stamp).is_some() && !is_within
    }
}

/// Space between a stamp and the frame of a link.
const CLEAR_OF_FRAME: f64 = 1.0;
/// Space between a stamp and the edge of the page.
const CLEAR: f64 = 4.0;
/// The largest margin, as a part of the page: on a small page, such as an identity card, the stamps
/// stay near the edge and off the content.
const MARGIN: f64 = 1.0 / 12.0;
/// The distance of stacked stamps, in heights of a line.
const LINE: f64 = 1.35;
/// The width of the halo, in sizes of the text.
const HALO: f64 = 0.18;

/// The distance from the left or right edge of a stamp that was in the middle.
const SIDE: f64 = 36.0;
/// The rows of stamps at an edge.
const ROWS: usize = 4;
/// How far apart the places along a row are that are tried.
const STEP: f64 = 6.0;
/// The least space between two stamps beside each other.
const GAP: f64 = 8.0;
/// The least space between the halo of a stamp and what is printed above or below it.
const CLEAR_OF_INK: f64 = 0.5;
/// The least space between a stamp and what is printed beside it, in sizes of the text: a number
/// close to another reads as one.
const ASIDE: f64 = 2.0;

/// Places the stamps of a page: inside the page, smaller on a narrow one, none over another and
/// none over `printed`, if there is room. Both are in displayed space.
pub fn place_stamps(
    stamps: &[Stamp],
    font: &StampFont,
    geometry: &PageGeometry,
    printed: &[Rect],
) -> Vec<PlacedStamp> {
    let page = Space::of(geometry.displayed_size());
    let mut placed: Vec<PlacedStamp> = Vec::with_capacity(stamps.len());
    for stamp in stamps {
        let fitted = page.fit(stamp, font);
        let mut earlier = placed.iter().zip(stamps).rev();
        let same = earlier.find(|(_, other)| other.at == stamp.at);
        let before = same.map(|(place, _)| place.row + 1);
        let touches = |place: &PlacedStamp| {
            let wide = grown(&place.rect, GAP, 0.0);
            let mut others = placed.iter();
            others.any(|other| other.rect.intersection(&wide).is_some())
        };
        let pad = HALO / 2.0 * fitted.size + CLEAR_OF_INK;
        let covers = |place: &PlacedStamp| {
            let halo = grown(&place.rect, ASIDE * fitted.size, pad);
            printed.iter().any(|ink| ink.intersection(&halo).is_some())
        };
        let homes = |at: Anchor| stamps.iter().any(|other| other.at == at);
        let xs = page.xs(stamp, &fitted, &homes);
        let places = || page.places(stamp, &fitted, xs.clone(), before);
        let free = || places().find(|place| !touches(place) && !covers(place));
        // Covering is better than touching: another stamp over it would hide both.
        let beside = || places().find(|place| !touches(place));
        let found = match stamp.reach {
            Reach::Fixed => None,
            _ => free().map(|place| PlacedStamp {
                is_free: true,
                ..place
            }),
        };
        let found = found.or_else(beside).or_else(|| places().next());
        // There always is a first place.
        placed.extend(found);
    }
    placed
}

fn grown(rect: &Rect, across: f64, up: f64) -> Rect {
    Rect {
        x0: rect.x0 - across,
        y0: rect.y0 - up,
        x1: rect.x1 + across,
        y1: rect.y1 + up,
    }
}

/// The size of a stamp on its page.
struct Fitted {
    size: f64,
    width: f64,
    ascent: f64,
    descent: f64,
}

/// The room of a page as displayed.
struct Space {
    width: f64,
    height: f64,
    /// The least distance from an edge.
    clear: f64,
}

impl Space {
    fn of((width, height): (f64, f64)) -> Self {
        Self {
            width,
            height,
            clear: CLEAR.min(width / 8.0).min(height / 8.0),
        }
    }

    fn fit(&self, stamp: &Stamp, font: &StampFont) -> Fitted {
        let mut size = stamp.size.clamp(0.5, 500.0);
        let room = (self.width - 2.0 * self.clear).max(0.1);
        let width = font.width(&stamp.text, size);
        if width > room {
            size *= room / width;
        }
        let tall = font.ascent(size) + font.descent(size);
        let high = (self.height - 2.0 * self.clear).max(0.1);
        if tall > high {
            size *= high / tall;
        }
        Fitted {
            size,
            width: font.width(&stamp.text, size),
            ascent: font.ascent(size),
            descent: font.descent(size),
        }
    }

    /// The places of a stamp, the best first. `after` is the row after that of the stamp before it
    /// with its anchor: the two stay together where neither may leave its corner.
    fn places<'a>(
        &'a self,
        stamp: &'a Stamp,
        fitted: &'a Fitted,
        xs: impl Iterator<Item = f64> + Clone + 'a,
        after: Option<usize>,
    ) -> impl Iterator<Item = PlacedStamp> + 'a {
        let reach = stamp.reach;
        let own = after.unwrap_or(0);
        let rows = std::iter::once(own).chain((0..ROWS).filter(move |row| *row != own));
        let stays = reach == Reach::Fixed || (reach == Reach::Corner && after.is_some());
        let rows = rows.take(if stays { 1 } else { ROWS });
        let is_top = stamp.at.is_top();
        let edges = [(true, is_top), (reach == Reach::Page, !is_top)];
        let edges = edges.into_iter().filter(|(may, _)| *may);
        edges.flat_map(move |(_, is_top)| {
            let xs = xs.clone();
            rows.clone().flat_map(move |row| {
                xs.clone()
                    .map(move |x| self.place(stamp, fitted, (x, row), is_top))
            })
        })
    }

    /// The left ends that are tried in a row, the best first: its own; the other ends and the
    /// middle of the row, unless they are another stamp's; then farther and farther aside. They are
    /// made one by one, because nearly always the first is free.
    fn xs<'a>(
        &'a self,
        stamp: &'a Stamp,
        fitted: &'a Fitted,
        is_home: &'a dyn Fn(Anchor) -> bool,
    ) -> impl Iterator<Item = f64> + Clone + 'a {
        let most = (self.width - self.clear - fitted.width).max(self.clear);
        let within = move |x: f64| x.clamp(self.clear, most);
        let own = within(self.x_at(stamp.at, fitted.width, stamp.dx));
        let row = if stamp.at.is_top() {
            [Anchor::TopLeft, Anchor::TopCenter, Anchor::TopRight]
        } else {
            [
                Anchor::BottomLeft,
                Anchor::BottomCenter,
                Anchor::BottomRight,
            ]
        };
        let side = SIDE.min(self.width * MARGIN);
        let ends = row.into_iter().filter(|at| !is_home(*at)).map(move |at| {
            let is_center = matches!(at, Anchor::TopCenter | Anchor::BottomCenter);
            within(self.x_at(at, fitted.width, if is_center { 0.0 } else { side }))
        });
        let steps = (1..).map(|step| f64::from(step) * STEP);
        let aside = steps
            .take_while(|aside| *aside <= self.width)
            .flat_map(move |aside| [own - aside, own + aside])
            .filter(move |x| (self.clear..=most).contains(x));
        let others = ends.chain(aside).chain([self.clear, most]);
        let may_leave = stamp.reach >= Reach::Edge;
        std::iter::once(own).chain(others.take(if may_leave { usize::MAX } else { 0 }))
    }

    fn x_at(&self, at: Anchor, width: f64, dx: f64) -> f64 {
        let dx = dx.min(self.width * MARGIN);
        match at {
            Anchor::TopLeft | Anchor::BottomLeft => dx,
            Anchor::TopCenter | Anchor::BottomCenter => (self.width - width) / 2.0 + dx,
            Anchor::TopRight | Anchor::BottomRight => self.width - width - dx,
        }
    }

    fn place(
        &self,
        stamp: &Stamp,
        fitted: &Fitted,
        (x, row): (f64, usize),
        is_top: bool,
    ) -> PlacedStamp {
        let tall = fitted.ascent + fitted.descent;
        let up = stamp.dy.min(self.height * MARGIN) + row as f64 * tall * LINE;
        let bottom = if is_top { self.height - up - tall } else { up };
        let most = (self.height - self.clear - tall).max(self.clear);
        let bottom = bottom.clamp(self.clear, most);
        PlacedStamp {
            x,
            y: bottom + fitted.descent,
            size: fitted.size,
            rect: Rect::new(x, bottom, x + fitted.width, bottom + tall),
            is_free: false,
            is_top,
            row,
        }
    }
}

/// Draws the stamps: a white halo, then black letters.
pub(crate) fn draw(
    out: &mut Vec<u8>,
    (stamps, places): (&[Stamp], &[PlacedStamp]),
    embedded: &mut EmbeddedFont,
    geometry: &PageGeometry,
    font_name: &[u8],
) {
    for (stamp, place) in stamps.iter().zip(places) {
        let has_halo = place.is_free || stamp.reach == Reach::Fixed;
        let halo = if has_halo { place.size * HALO } else { 0.0 };
        let subtype = if place.is_top { "Header" } else { "Footer" };
        out.extend_from_slice(
            format!("/Artifact <</Type /Pagination /Subtype /{subtype}>> BDC\nq\n").as_bytes(),
        );
        syntax::concat(out, &geometry.display_to_user());
        for (mode, paint) in [
            (1, format!("1 G 1 j 1 J {halo:.3} w")),
            (0, "0 g".to_owned()),
        ] {
            out.extend_from_slice(paint.as_bytes());
            out.extend_from_slice(b"\nBT\n");
            syntax::name(out, font_name);
            out.push(b' ');
            syntax::real(out, place.size);
            out.extend_from_slice(format!(" Tf {mode} Tr ").as_bytes());
            syntax::real(out, place.x);
            out.push(b' ');
            syntax::real(out, place.y);
            out.extend_from_slice(b" Td\n");
            embedded.show(out, &stamp.text);
            out.extend_from_slice(b"ET\n");
        }
        out.extend_from_slice(b"Q\nEMC\n");
    }
}
