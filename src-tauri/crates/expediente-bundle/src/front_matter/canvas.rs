//! A page of ours while it is drawn, as printpdf operations.

use printpdf::{
    Codepoint, Color, FontId, Greyscale, Line, LinePoint, Mm, Op, PdfFontHandle, PdfPage, Point,
    Pt, TextItem,
};

use crate::front_matter::fonts::{Face, Fonts};

/// How a line of text is aligned to its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Center,
    Right,
}

/// A page of ours. Coordinates are points, measured from the bottom left.
pub(crate) struct Canvas<'a> {
    fonts: &'a Fonts,
    pub width: f64,
    pub height: f64,
    ops: Vec<Op>,
}

impl<'a> Canvas<'a> {
    pub fn new(fonts: &'a Fonts, (width, height): (f64, f64)) -> Self {
        Self {
            fonts,
            width,
            height,
            ops: Vec::new(),
        }
    }

    pub fn fonts(&self) -> &'a Fonts {
        self.fonts
    }

    /// One line of black text on a baseline.
    pub fn text(&mut self, face: Face, size: f64, align: Align, (x, y): (f64, f64), text: &str) {
        self.shaded(face, size, align, (x, y), 0.0, text);
    }

    /// One line of gray text: 0 is black, 1 white.
    pub fn shaded(
        &mut self,
        face: Face,
        size: f64,
        align: Align,
        (x, y): (f64, f64),
        gray: f64,
        text: &str,
    ) {
        if text.is_empty() {
            return;
        }
        let width = self.fonts.width(face, size, text);
        let x = match align {
            Align::Left => x,
            Align::Center => x - width / 2.0,
            Align::Right => x - width,
        };
        // We choose the glyphs: without its layout feature printpdf does no shaping and drops
        // characters that it does not find.
        let glyphs = self.fonts.glyphs(face, text);
        let glyphs = glyphs
            .into_iter()
            .map(|(glyph, c)| Codepoint::with_cid(glyph, 0.0, c.to_string()))
            .collect();
        self.ops.extend([
            Op::StartTextSection,
            Op::SetFont {
                font: PdfFontHandle::External(font_id(face)),
                size: Pt(size as f32),
            },
            Op::SetFillColor {
                col: self::gray(gray),
            },
            Op::SetTextCursor { pos: point(x, y) },
            Op::ShowText {
                items: vec![TextItem::GlyphIds(glyphs)],
            },
            Op::EndTextSection,
        ]);
    }

    /// Lines of text one below the other. Returns the baseline below the last.
    pub fn lines(
        &mut self,
        face: Face,
        size: f64,
        align: Align,
        (x, mut y): (f64, f64),
        leading: f64,
        lines: &[String],
    ) -> f64 {
        for line in lines {
            self.text(face, size, align, (x, y), line);
            y -= leading;
        }
        y
    }

    /// A straight black line.
    pub fn rule(&mut self, from: (f64, f64), to: (f64, f64), thickness: f64) {
        let points = [from, to].map(|(x, y)| LinePoint {
            p: point(x, y),
            bezier: false,
        });
        self.ops.extend([
            Op::SetOutlineColor { col: gray(0.0) },
            Op::SetOutlineThickness {
                pt: Pt(thickness as f32),
            },
            Op::DrawLine {
                line: Line {
                    points: points.to_vec(),
                    is_closed: false,
                },
            },
        ]);
    }

    /// A dotted leader from one x to another on a baseline.
    pub fn leader(&mut self, from: f64, to: f64, y: f64, size: f64) {
        const STEP: f64 = 5.0;
        // The grid belongs to the page, so that the dots of all lines align.
        let first = (from / STEP).ceil();
        let count = (to / STEP).floor() - first;
        if count < 2.0 {
            return;
        }
        let mut x = first * STEP;
        while x < to {
            self.shaded(Face::Regular, size, Align::Left, (x, y), 0.35, ".");
            x += STEP;
        }
    }

    pub fn finish(self) -> PdfPage {
        let mm = |points: f64| Mm::from(Pt(points as f32));
        PdfPage::new(mm(self.width), mm(self.height), self.ops)
    }
}

/// The resource name of a face. It is fixed because printpdf's own names are random, and the same
/// input must give the same bytes. The proof recognizes our fonts by the prefix `Xpdt`.
pub(crate) fn font_id(face: Face) -> FontId {
    FontId(
        match face {
            Face::Regular => "XpdtRegular",
            Face::Bold => "XpdtBold",
            Face::Italic => "XpdtItalic",
            Face::SmallCaps => "XpdtSmallCaps",
        }
        .to_owned(),
    )
}

fn gray(share: f64) -> Color {
    Color::Greyscale(Greyscale::new(share as f32, None))
}

fn point(x: f64, y: f64) -> Point {
    Point {
        x: Pt(x as f32),
        y: Pt(y as f32),
    }
}
