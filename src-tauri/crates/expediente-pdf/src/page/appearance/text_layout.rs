//! Lays out the text of a field in its box: one line, several lines, or one character per cell.

use crate::file::font::EmbeddedFont;
use crate::file::syntax;

/// Space between the box and its text.
const PAD: f64 = 2.0;
/// Sizes up to this one ask the viewer to choose.
const CHOSEN: f64 = 0.5;

/// A text to draw in a box.
pub(crate) struct BoxText {
    pub(crate) text: String,
    /// 0 to choose a size that fits.
    pub(crate) size: f64,
    /// 0 left, 1 center, 2 right.
    pub(crate) align: i64,
    pub(crate) multiline: bool,
    /// The number of cells, each for one character.
    pub(crate) comb: Option<usize>,
}

impl BoxText {
    /// Draws the text in a box at the origin.
    pub(crate) fn draw(
        &self,
        out: &mut Vec<u8>,
        embedded: &mut EmbeddedFont,
        font_name: &[u8],
        (width, height): (f64, f64),
    ) {
        let room = (width - 2.0 * PAD).max(1.0);
        let font = embedded.font.clone();
        let mut size = match self.size {
            s if s > CHOSEN => s,
            _ if self.multiline => 10.0,
            _ => (height * 0.68).clamp(4.0, 12.0),
        };
        let mut put = |out: &mut Vec<u8>, x: f64, y: f64, size: f64, text: &str| {
            out.extend_from_slice(b"BT ");
            syntax::name(out, font_name);
            out.push(b' ');
            syntax::real(out, size);
            out.extend_from_slice(b" Tf ");
            syntax::real(out, x);
            out.push(b' ');
            syntax::real(out, y);
            out.extend_from_slice(b" Td ");
            embedded.show(out, text);
            out.extend_from_slice(b"ET\n");
        };
        if self.multiline {
            let lines = wrap(&self.text, |t| font.width(t, size), room);
            for (i, line) in lines.iter().enumerate() {
                let y = height - PAD - font.ascent(size) - i as f64 * size * 1.2;
                let x = self.start(width, font.width(line, size));
                put(out, x, y, size, line);
            }
            return;
        }
        let text = self.text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
        let y = (height - font.ascent(size)) / 2.0;
        if let Some(cells) = self.comb {
            let cell = width / cells as f64;
            for (i, c) in text.chars().take(cells).enumerate() {
                let c = c.to_string();
                let x = cell * (i as f64 + 0.5) - font.width(&c, size) / 2.0;
                put(out, x, y, size, &c);
            }
            return;
        }
        let text_width = font.width(&text, size);
        if self.size <= CHOSEN && text_width > room {
            size = (size * room / text_width).max(4.0);
        }
        let y = (height - font.ascent(size)) / 2.0;
        let x = self.start(width, font.width(&text, size));
        put(out, x, y, size, &text);
    }

    /// Where a line of this width starts.
    fn start(&self, width: f64, text_width: f64) -> f64 {
        match self.align {
            1 => (width - text_width) / 2.0,
            2 => width - PAD - text_width,
            _ => PAD,
        }
    }
}

/// Breaks a text into lines, between words.
fn wrap(text: &str, width: impl Fn(&str) -> f64, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.replace("\r\n", "\n").split(['\n', '\r']) {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if width(&longer) > room && !line.is_empty() {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            } else {
                line = longer;
            }
        }
        lines.push(line);
    }
    lines
}
