//! Stamps: short texts at the edge of a page, upright as the page is displayed, readable on any
//! background.
//!
//! Placement works in displayed space: points, with the origin at the bottom left of the page as a
//! viewer shows it, after turn and UserUnit. Each stamp is first made small enough for the page,
//! then put at its anchor; stamps with the same anchor stack away from the edge. Last of all it is
//! moved inside the page, so that no combination of margins puts it outside. Drawing transforms
//! displayed space to user space once per stamp.
//!
//! Readability on any background comes from a halo: the text is painted twice, first as a wide
//! white stroke with round joins, then filled in black. Both are text, so that it can be searched;
//! it is marked as an artifact, so that screen readers skip it.

use crate::file::font::{EmbeddedFont, StampFont};
use crate::file::syntax;
use crate::geometry::{PageGeometry, Rect};
use std::collections::HashMap;

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
}

/// Space between a stamp and the edge of the page.
const CLEAR: f64 = 4.0;
/// The largest margin, as a part of the page: on a small page, such as an identity card, the stamps
/// stay near the edge and off the content.
const MARGIN: f64 = 1.0 / 12.0;
/// The distance of stacked stamps, in heights of a line.
const LINE: f64 = 1.35;
/// The width of the halo, in sizes of the text.
const HALO: f64 = 0.18;

/// Places the stamps of a page: inside the page, none over another with the same anchor, smaller on
/// a narrow page.
pub fn place_stamps(
    stamps: &[Stamp],
    font: &StampFont,
    geometry: &PageGeometry,
) -> Vec<PlacedStamp> {
    let (page_width, page_height) = geometry.displayed_size();
    // The height of the stack at each anchor.
    let mut taken: HashMap<Anchor, f64> = HashMap::new();
    stamps
        .iter()
        .map(|stamp| {
            let clear = CLEAR.min(page_width / 8.0).min(page_height / 8.0);
            let mut size = stamp.size.clamp(0.5, 500.0);
            let room = (page_width - 2.0 * clear).max(0.1);
            let width = font.width(&stamp.text, size);
            if width > room {
                size *= room / width;
            }
            let tall = font.ascent(size) + font.descent(size);
            let high = (page_height - 2.0 * clear).max(0.1);
            if tall > high {
                size *= high / tall;
            }
            let width = font.width(&stamp.text, size);
            let (ascent, descent) = (font.ascent(size), font.descent(size));
            let tall = ascent + descent;
            let (dx, dy) = (
                stamp.dx.min(page_width * MARGIN),
                stamp.dy.min(page_height * MARGIN),
            );
            let stack = taken.entry(stamp.at).or_insert(0.0);
            let before = *stack;
            *stack += tall * LINE;
            let x = match stamp.at {
                Anchor::TopLeft | Anchor::BottomLeft => dx,
                Anchor::TopCenter | Anchor::BottomCenter => (page_width - width) / 2.0 + dx,
                Anchor::TopRight | Anchor::BottomRight => page_width - width - dx,
            };
            let bottom = if stamp.at.is_top() {
                page_height - dy - before - tall
            } else {
                dy + before
            };
            let x = x.clamp(clear, (page_width - clear - width).max(clear));
            let bottom = bottom.clamp(clear, (page_height - clear - tall).max(clear));
            PlacedStamp {
                x,
                y: bottom + descent,
                size,
                rect: Rect::new(x, bottom, x + width, bottom + tall),
            }
        })
        .collect()
}

/// Draws the stamps: a white halo, then black letters.
pub(crate) fn draw(
    out: &mut Vec<u8>,
    stamps: &[Stamp],
    embedded: &mut EmbeddedFont,
    geometry: &PageGeometry,
    font_name: &[u8],
) {
    let places = place_stamps(stamps, &embedded.font, geometry);
    for (stamp, place) in stamps.iter().zip(&places) {
        let subtype = if stamp.at.is_top() {
            "Header"
        } else {
            "Footer"
        };
        out.extend_from_slice(
            format!("/Artifact <</Type /Pagination /Subtype /{subtype}>> BDC\nq\n").as_bytes(),
        );
        syntax::concat(out, &geometry.display_to_user());
        for (mode, paint) in [
            (1, format!("1 G 1 j 1 J {:.3} w", place.size * HALO)),
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
