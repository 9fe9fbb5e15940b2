//! Stamps: short texts at the edge of a page, upright as the page is shown, readable on any ground.
//!
//! Places them and draws them; what they say is left to the caller.

use crate::file::font::{EmbeddedFont, StampFont};
use crate::file::syntax;
use crate::geometry::{PageGeometry, Rect};

/// Where on the page as shown a stamp stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Top left.
    TopLeft,
    /// Top centre.
    TopCenter,
    /// Top right.
    TopRight,
    /// Bottom left.
    BottomLeft,
    /// Bottom centre.
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
    /// What it says.
    pub text: String,
    /// Size in points on paper.
    pub size: f64,
    /// Where it stands. Stamps with the same anchor stand above each other, the first nearest the edge.
    pub at: Anchor,
    /// Distance from the left or right edge in points; for the centre, how far to the right of it.
    pub dx: f64,
    /// Distance from the top or bottom edge in points.
    pub dy: f64,
}

/// A stamp in its place, in displayed space (points, origin at the bottom left of the page as shown).
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

const CLEAR: f64 = 4.0;
/// Margins are at most this part of the page, so that on a small one, such as an identity card, the stamps keep to the edge
/// and off what stands there.
const MARGIN: f64 = 1.0 / 12.0;

/// Where the stamps of a page go: within the page, none over another, smaller where the page is narrow.
pub fn place_stamps(
    stamps: &[Stamp],
    font: &StampFont,
    geometry: &PageGeometry,
) -> Vec<PlacedStamp> {
    let (page_width, page_height) = geometry.displayed_size();
    let mut taken: Vec<(Anchor, f64)> = Vec::new();
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
            let before = taken
                .iter()
                .find(|(a, _)| *a == stamp.at)
                .map_or(0.0, |t| t.1);
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
            match taken.iter_mut().find(|(a, _)| *a == stamp.at) {
                Some(t) => t.1 += tall * 1.35,
                None => taken.push((stamp.at, tall * 1.35)),
            }
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
            (1, format!("1 G 1 j 1 J {:.3} w", place.size * 0.18)),
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
