//! Breaks paragraphs, tables and pictures into pages.

use std::path::Path;

use expediente_intake::limits;
use expediente_model::{Code, Finding};

use crate::typeset::faces::{Face, Faces};
use crate::typeset::line_breaks::{Line, Styled, lines};
use crate::typeset::pdf_file;
use crate::typeset::pieces::{Jpeg, LaidPage, Piece};

/// Points from the edges of the paper: stamps of a dossier stand in the margins.
const MARGIN: f64 = 64.0;

/// Points between the header and the text.
const HEADER_GAP: f64 = 16.0;

/// Size of the letters of the header, in points.
const HEADER_SIZE: f64 = 7.5;

/// From one line to the next, in sizes.
pub(crate) const LEADING: f64 = 1.3;

/// How far letters rise above their line, in sizes.
const ASCENT: f64 = 0.95;

/// How a paragraph is set.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// Points.
    pub(crate) size: f64,
    /// Points from the left margin.
    pub(crate) indent: f64,
    /// Points by which the lines after the first are further in.
    pub(crate) hanging: f64,
}

impl Style {
    /// A size at the margin.
    pub(crate) fn of(size: f64) -> Self {
        Self {
            size,
            indent: 0.0,
            hanging: 0.0,
        }
    }
}

/// Pages being filled from top to bottom.
pub(crate) struct Layout {
    pub(crate) faces: Faces,
    paper: (f64, f64),
    pages: Vec<LaidPage>,
    pictures: Vec<Jpeg>,
    /// Where the next line begins, from the bottom.
    y: f64,
    mark: Option<u64>,
}

impl Layout {
    pub(crate) fn new(paper: (u32, u32)) -> Result<Self, Finding> {
        // A paper too small for a line would take a page for each.
        let side = |points: u32| f64::from(points.clamp(300, 2000));
        Ok(Self {
            faces: Faces::new()?,
            paper: (side(paper.0), side(paper.1)),
            pages: vec![LaidPage::default()],
            pictures: Vec::new(),
            y: top(side(paper.1)),
            mark: None,
        })
    }

    /// Points between the margins.
    pub(crate) fn width(&self) -> f64 {
        self.paper.0 - 2.0 * MARGIN
    }

    /// Sets a paragraph.
    ///
    /// # Errors
    /// When there are too many pages.
    pub(crate) fn paragraph(&mut self, parts: &[Styled<'_>], style: Style) -> Result<(), Finding> {
        let most = self.width() - style.indent;
        let set = lines(&mut self.faces, parts, style.size, most, style.hanging);
        for (at, line) in set.into_iter().enumerate() {
            self.room(style.size * LEADING)?;
            let further = if at == 0 { 0.0 } else { style.hanging };
            self.line(line, MARGIN + style.indent + further, style.size);
            self.y -= style.size * LEADING;
        }
        Ok(())
    }

    /// Sets a plain text.
    ///
    /// # Errors
    /// When there are too many pages.
    pub(crate) fn text(&mut self, face: Face, text: &str, style: Style) -> Result<(), Finding> {
        self.paragraph(&[Styled { face, text }], style)
    }

    /// Puts a line at the current height without going on.
    pub(crate) fn line(&mut self, line: Line, x: f64, size: f64) {
        let y = self.y - size * ASCENT;
        self.piece(Piece::Text { x, y, size, line });
    }

    /// Puts lines beside each other, each at its distance from the left margin, and goes on below.
    ///
    /// # Errors
    /// When there are too many pages.
    pub(crate) fn row(&mut self, cells: Vec<(f64, Line)>, size: f64) -> Result<(), Finding> {
        self.room(size * LEADING)?;
        for (x, line) in cells {
            self.line(line, MARGIN + x, size);
        }
        self.y -= size * LEADING;
        Ok(())
    }

    /// Leaves some points free.
    pub(crate) fn gap(&mut self, points: f64) {
        self.y -= points;
    }

    /// A thin line across.
    pub(crate) fn rule(&mut self) {
        let (y, width) = (self.y, self.width());
        self.piece(Piece::Rule {
            x: MARGIN,
            y,
            width,
        });
    }

    /// Puts a picture at most `most` points high and wide.
    ///
    /// # Errors
    /// When there are too many pages.
    pub(crate) fn picture(&mut self, jpeg: Jpeg, most: f64, indent: f64) -> Result<(), Finding> {
        let (across, down) = (f64::from(jpeg.width.max(1)), f64::from(jpeg.height.max(1)));
        // A small picture is not blown up: one point for a pixel at most.
        let scale = (most / across.max(down)).min(1.0);
        let (width, height) = (across * scale, down * scale);
        self.room(height + 4.0)?;
        self.y -= height + 2.0;
        let picture = self.pictures.len();
        self.pictures.push(jpeg);
        let y = self.y;
        self.piece(Piece::Picture {
            x: MARGIN + indent,
            y,
            width,
            height,
            picture,
        });
        self.y -= 2.0;
        Ok(())
    }

    /// Begins a page, unless this one is empty.
    ///
    /// # Errors
    /// When there are too many pages.
    pub(crate) fn next_page(&mut self) -> Result<(), Finding> {
        if self.pages.last().is_none_or(|page| page.pieces.is_empty()) {
            return Ok(());
        }
        self.begin()
    }

    /// Begins a page if fewer than these points are left.
    ///
    /// # Errors
    /// When there are too many pages.
    pub(crate) fn room(&mut self, points: f64) -> Result<(), Finding> {
        let is_empty = self.pages.last().is_some_and(|page| page.pieces.is_empty());
        if self.y - points < MARGIN && !is_empty {
            self.begin()?;
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Finding> {
        if self.pages.len() >= limits::TYPESET_PAGES {
            return Err(Finding::new(Code::TextTooLong).with("limit", limits::TYPESET_PAGES));
        }
        self.pages.push(LaidPage::default());
        self.y = top(self.paper.1);
        Ok(())
    }

    /// From here on everything belongs to the part with this number.
    pub(crate) fn mark(&mut self, number: u64) {
        self.mark = Some(number);
    }

    fn piece(&mut self, piece: Piece) {
        let mark = self.mark;
        if let Some(page) = self.pages.last_mut() {
            page.pieces.push(piece);
            if let Some(mark) = mark {
                let first = page.marks.map_or(mark, |(first, _)| first);
                page.marks = Some((first, mark));
            }
        }
    }

    /// Writes the pages. `header` says what is at the left and at the right of the top of a page,
    /// of which it gets the number, how many there are, and the first and the last part on it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn write(
        mut self,
        path: &Path,
        header: impl Fn(usize, usize, Option<(u64, u64)>) -> (String, String),
    ) -> Result<(usize, Vec<Finding>), Finding> {
        let count = self.pages.len();
        let width = self.width();
        let y = self.paper.1 - MARGIN + HEADER_GAP - HEADER_SIZE;
        for (at, page) in self.pages.iter_mut().enumerate() {
            let (left, right) = header(at + 1, count, page.marks);
            let right = one_line(&mut self.faces, &right, width);
            let room = width - right.width - 12.0;
            let left = one_line(&mut self.faces, &left, room);
            let x = MARGIN + width - right.width;
            // At the beginning, as they are read; the last that is put there comes first.
            for (x, line) in [(x, right), (MARGIN, left)] {
                page.pieces.insert(
                    0,
                    Piece::Text {
                        x,
                        y,
                        size: HEADER_SIZE,
                        line,
                    },
                );
            }
        }
        pdf_file::write(path, &self.faces, self.paper, &self.pages, &self.pictures)?;
        Ok((count, self.faces.findings()))
    }
}

/// A text of the header on one line: what does not fit is cut with dots.
fn one_line(faces: &mut Faces, text: &str, room: f64) -> Line {
    let styled = |text| {
        [Styled {
            face: Face::Regular,
            text,
        }]
    };
    let mut short = text.to_owned();
    while !short.is_empty() && faces.width(Face::Regular, HEADER_SIZE, &short) > room {
        short.truncate(short.trim_end_matches('…').len());
        short.pop();
        short.push('…');
        if short == "…" {
            break;
        }
    }
    let set = lines(faces, &styled(short.as_str()), HEADER_SIZE, f64::MAX, 0.0);
    // A paragraph has at least one line.
    set.into_iter().next().unwrap_or_default()
}

fn top(height: f64) -> f64 {
    height - MARGIN
}
