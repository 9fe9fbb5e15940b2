//! Forms that the program fills in for a person to sign: certificates of translation and
//! interpretation, declarations, proofs of service. The caller supplies the words; this file
//! typesets them.

use crate::error::BundleError;
use crate::front_matter::area::MARGIN;
use crate::front_matter::canvas::{Align, Canvas};
use crate::front_matter::fonts::{Face, Fonts};
use crate::front_matter::save::save;

const SIZE: f64 = 12.0;
const LEADING: f64 = 17.0;
/// Room below the text for page numbers and stamps.
const FOOT: f64 = 36.0;

/// The words of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The case, line by line, at the top left.
    pub heading: Vec<String>,
    /// The form's title.
    pub title: String,
    /// The text, paragraph by paragraph.
    pub paragraphs: Vec<String>,
    /// The lines below the text. A line whose value is unknown is left blank to write on.
    pub lines: Vec<FormLine>,
}

/// A line of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormLine {
    /// Such as "Signature", "Date" or "Telephone".
    pub label: String,
    /// The value; empty where it is written by hand.
    pub value: String,
}

/// Typesets a form on as many pages as it needs. `size` is width and height in points.
///
/// # Errors
/// When a font of the program cannot be read.
pub fn draw_form(fonts: &Fonts, size: (f64, f64), form: &Form) -> Result<Vec<u8>, BundleError> {
    let mut sheets = Sheets {
        fonts,
        size,
        done: Vec::new(),
        canvas: Canvas::new(fonts, size),
        y: size.1 - MARGIN,
    };
    let width = size.0 - 2.0 * MARGIN;
    for line in &form.heading {
        sheets.lines(
            Face::Regular,
            11.0,
            Align::Left,
            MARGIN,
            14.5,
            &fonts.wrap(Face::Regular, 11.0, line, width),
        );
    }
    sheets.y -= 30.0;
    let title = fonts.wrap(Face::Bold, 15.0, &form.title, width);
    sheets.lines(Face::Bold, 15.0, Align::Center, size.0 / 2.0, 21.0, &title);
    sheets.y -= 14.0;
    for paragraph in &form.paragraphs {
        sheets.lines(
            Face::Regular,
            SIZE,
            Align::Left,
            MARGIN,
            LEADING,
            &fonts.wrap(Face::Regular, SIZE, paragraph, width),
        );
        sheets.y -= 9.0;
    }
    sheets.y -= 22.0;
    // A signature must not be alone on a page: the lines stay together, and with the last words
    // where they fit.
    let height: f64 = form
        .lines
        .iter()
        .map(|line| line_height(fonts, line, width))
        .sum();
    if sheets.y - height < MARGIN + FOOT && height < size.1 / 2.0 {
        sheets.next();
    }
    for line in &form.lines {
        sheets.blank(line, width);
    }
    sheets.done.push(sheets.canvas.finish());
    save(fonts, sheets.done)
}

const LABELS: f64 = 150.0;

fn line_height(fonts: &Fonts, line: &FormLine, width: f64) -> f64 {
    match line.value.as_str() {
        "" => 42.0,
        value => {
            7.0 + LEADING * fonts.wrap(Face::Regular, SIZE, value, width - LABELS).len() as f64
        }
    }
}

struct Sheets<'a> {
    fonts: &'a Fonts,
    size: (f64, f64),
    done: Vec<printpdf::PdfPage>,
    canvas: Canvas<'a>,
    /// The next baseline.
    y: f64,
}

impl Sheets<'_> {
    fn next(&mut self) {
        let full = std::mem::replace(&mut self.canvas, Canvas::new(self.fonts, self.size));
        self.done.push(full.finish());
        self.y = self.size.1 - MARGIN;
    }

    fn lines(
        &mut self,
        face: Face,
        size: f64,
        align: Align,
        x: f64,
        leading: f64,
        lines: &[String],
    ) {
        for line in lines {
            if self.y < MARGIN + FOOT {
                self.next();
            }
            self.canvas.text(face, size, align, (x, self.y), line);
            self.y -= leading;
        }
    }

    fn blank(&mut self, line: &FormLine, width: f64) {
        if self.y - line_height(self.fonts, line, width) < MARGIN {
            self.next();
        }
        if line.value.is_empty() {
            // Leaves room to write above the rule.
            self.y -= 17.0;
            self.canvas.rule(
                (MARGIN + LABELS, self.y - 3.0),
                (MARGIN + width, self.y - 3.0),
                0.6,
            );
        }
        self.canvas.text(
            Face::SmallCaps,
            SIZE,
            Align::Left,
            (MARGIN, self.y),
            &line.label,
        );
        let value = self
            .fonts
            .wrap(Face::Regular, SIZE, &line.value, width - LABELS);
        let below = self.canvas.lines(
            Face::Regular,
            SIZE,
            Align::Left,
            (MARGIN + LABELS, self.y),
            LEADING,
            &value,
        );
        self.y = if line.value.is_empty() {
            self.y - LEADING - 8.0
        } else {
            below - 7.0
        };
    }
}
