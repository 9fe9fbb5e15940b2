//! The appearance of a field or a free text that has none: a box with a background, a border and a
//! mark.

use crate::file::font::{EmbeddedFont, StampFont};
use crate::file::syntax;
use crate::geometry::{Matrix, Rect};
use crate::page::appearance::text_layout::BoxText;

pub(crate) struct FormBox {
    pub(crate) name: String,
    pub(crate) rect: Rect,
    /// Counter-clockwise, in degrees.
    pub(crate) turn: i64,
    /// The operators that set the colors of text, background and border.
    pub(crate) paint: Vec<u8>,
    pub(crate) background: Option<Vec<u8>>,
    pub(crate) border: Option<Vec<u8>>,
    pub(crate) mark: Mark,
}

/// The content of the box.
pub(crate) enum Mark {
    Nothing,
    Check,
    Dot,
    Text(BoxText),
}

impl FormBox {
    /// Draws the box in user space. Returns whether the font has every character.
    pub(crate) fn draw(
        &self,
        out: &mut Vec<u8>,
        embedded: &mut EmbeddedFont,
        font_name: &[u8],
    ) -> bool {
        let (width, height, place) = self.upright();
        out.extend_from_slice(b"q\n");
        syntax::concat(out, &place);
        if let Some(paint) = &self.background {
            out.extend_from_slice(paint);
            out.extend_from_slice(format!("0 0 {width:.3} {height:.3} re f\n").as_bytes());
        }
        if let Some(paint) = &self.border {
            out.extend_from_slice(paint);
            out.extend_from_slice(
                format!(
                    "1 w 0.5 0.5 {:.3} {:.3} re S\n",
                    (width - 1.0).max(0.0),
                    (height - 1.0).max(0.0)
                )
                .as_bytes(),
            );
        }
        let mut is_complete = true;
        match &self.mark {
            Mark::Nothing => {}
            Mark::Check => {
                let s = width.min(height);
                let (ox, oy) = ((width - s) / 2.0, (height - s) / 2.0);
                out.extend_from_slice(
                    format!(
                        "0 G 1 J 1 j {:.3} w {:.3} {:.3} m {:.3} {:.3} l {:.3} {:.3} l S\n",
                        s * 0.1,
                        ox + s * 0.22,
                        oy + s * 0.5,
                        ox + s * 0.42,
                        oy + s * 0.25,
                        ox + s * 0.8,
                        oy + s * 0.78
                    )
                    .as_bytes(),
                );
            }
            Mark::Dot => {
                let d = width.min(height) * 0.5;
                out.extend_from_slice(
                    format!(
                        "0 G 1 J {d:.3} w {x:.3} {y:.3} m {x:.3} {y:.3} l S\n",
                        x = width / 2.0,
                        y = height / 2.0
                    )
                    .as_bytes(),
                );
            }
            Mark::Text(text) => {
                let missing = embedded.font.missing(&text.text);
                is_complete = missing.iter().all(|c| c.is_whitespace());
                out.extend_from_slice(format!("0 0 {width:.3} {height:.3} re W n\n").as_bytes());
                out.extend_from_slice(&self.paint);
                text.draw(out, embedded, font_name, (width, height));
            }
        }
        out.extend_from_slice(b"Q\n");
        is_complete
    }

    /// Whether the font lacks letters of the field's text.
    pub(crate) fn lacks(&self, font: &StampFont) -> bool {
        match &self.mark {
            Mark::Text(text) => font.missing(&text.text).iter().any(|c| !c.is_whitespace()),
            _ => false,
        }
    }

    /// The name of the field, with its value if that is a text.
    pub(crate) fn name_and_value(self) -> String {
        match self.mark {
            Mark::Text(text) if !text.text.trim().is_empty() => {
                format!("{}: {}", self.name, text.text.trim())
            }
            _ => self.name,
        }
    }

    /// Width and height of the box turned upright, and the matrix from there to user space.
    fn upright(&self) -> (f64, f64, Matrix) {
        let r = &self.rect;
        let (width, height) = (r.width(), r.height());
        match self.turn {
            90 => (height, width, Matrix::new(0.0, 1.0, -1.0, 0.0, r.x1, r.y0)),
            180 => (width, height, Matrix::new(-1.0, 0.0, 0.0, -1.0, r.x1, r.y1)),
            270 => (height, width, Matrix::new(0.0, -1.0, 1.0, 0.0, r.x0, r.y1)),
            _ => (width, height, Matrix::new(1.0, 0.0, 0.0, 1.0, r.x0, r.y0)),
        }
    }
}
