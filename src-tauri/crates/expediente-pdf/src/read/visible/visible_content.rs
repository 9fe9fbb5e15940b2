//! Content without what is not seen: what layers that are off hold, and what lies outside of the
//! visible part of a page.
//!
//! One walk over the operators notes edits: ranges of bytes and what stands there instead. Within a
//! layer that is off only what sets a state stays, because that state holds after the layer too;
//! where the layer saves a state and restores it, all between goes. Text is the hard part: where a
//! string is left out, the letters that follow it without a move of their own would slide into its
//! place. So a string stays out only if a move comes before the next string that is seen;
//! otherwise it is put back: one of a layer as invisible text, which is reported.

use crate::geometry::{Matrix, Rect};
use crate::read::content_names::decoded;
use crate::read::visible::operators::Operators;
use crate::read::visible::surroundings::{Reach, Surroundings};
use crate::read::visible::text_place::{TextPlace, TextState, is_apart};
use std::collections::HashMap;
use std::ops::Range;

/// Nested graphics states that are followed.
const MOST_STATES: usize = 10_000;
/// Units around the visible part that count as seen, because viewers round.
const MARGIN: f64 = 1.0;

/// Content as it goes into a dossier.
pub(crate) struct VisibleContent {
    pub(crate) bytes: Vec<u8>,
    /// Words of a layer that is off had to stay, as invisible text.
    pub(crate) keeps_hidden: bool,
}

/// The content without what is not seen; nothing where all of it stays as it is.
pub(crate) fn of(content: &[u8], around: &Surroundings<'_>) -> Option<VisibleContent> {
    let mut walk = Walk {
        around,
        reaches: HashMap::new(),
        visible: around.visible.map(|visible| Rect {
            x0: visible.x0 - MARGIN,
            y0: visible.y0 - MARGIN,
            x1: visible.x1 + MARGIN,
            y1: visible.y1 + MARGIN,
        }),
        edits: Vec::new(),
        state: State::default(),
        saved: Vec::new(),
        marks: Vec::new(),
        off: 0,
        sections: 0,
        text: None,
        pending: Vec::new(),
        path: None,
        dropped: 0,
        shown: 0,
        keeps_hidden: false,
    };
    walk.walk(content);
    walk.written(content)
}

/// A range that is replaced.
struct Edit {
    range: Range<usize>,
    instead: Instead,
}

/// What stands in place of a range.
enum Instead {
    Operators(Vec<u8>),
    /// Itself, in another mode of text than the one that holds after it.
    Invisibly {
        mode: u8,
        then: f64,
    },
    Itself,
}

/// A string that was left out and whose place may yet be needed.
struct Pending {
    edit: usize,
    of_layer: bool,
}

#[derive(Clone)]
struct State {
    to_page: Matrix,
    line_width: f64,
    /// How far the corners of lines reach at most, in line widths.
    miter: f64,
    text: TextState,
}

impl Default for State {
    fn default() -> Self {
        Self {
            to_page: Matrix::IDENTITY,
            line_width: 1.0,
            miter: 10.0,
            text: TextState::default(),
        }
    }
}

/// A saved state, and where it was saved.
struct Saved {
    state: State,
    at: usize,
    /// The section that is off there.
    section: Option<usize>,
    in_text: bool,
}

/// Marked content.
struct Mark {
    /// It is a layer that is off.
    is_off: bool,
    /// Its operator was left out.
    is_dropped: bool,
    range: Range<usize>,
    /// What was left out and what was shown before it.
    dropped: usize,
    shown: usize,
}

struct Path {
    at: usize,
    is_off: bool,
    clips: bool,
    /// Other operators are between its own.
    is_mixed: bool,
    bounds: Option<Rect>,
}

struct Walk<'a, 's> {
    around: &'a Surroundings<'s>,
    /// How far the letters of fonts reach, by their names.
    reaches: HashMap<Vec<u8>, Option<Reach>>,
    visible: Option<Rect>,
    edits: Vec<Edit>,
    state: State,
    saved: Vec<Saved>,
    marks: Vec<Mark>,
    /// Sections that are off and not ended.
    off: usize,
    /// Sections that were off so far.
    sections: usize,
    text: Option<TextPlace>,
    pending: Vec<Pending>,
    path: Option<Path>,
    dropped: usize,
    shown: usize,
    keeps_hidden: bool,
}

/// An operator with its operands.
struct Operator<'c> {
    word: &'c [u8],
    range: Range<usize>,
    names: &'c [&'c [u8]],
    numbers: &'c [f64],
    string_bytes: usize,
}

impl Operator<'_> {
    /// A number of its operands; one that is missing is no number, so that no place is known by it.
    fn number(&self, at: usize) -> f64 {
        let Some(number) = self.numbers.get(at) else {
            return f64::NAN;
        };
        *number
    }

    fn matrix(&self) -> Matrix {
        let [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5].map(|at| self.number(at));
        Matrix::new(a, b, c, d, e, f)
    }
}

impl Walk<'_, '_> {
    fn walk(&mut self, content: &[u8]) {
        let mut operators = Operators::new(content);
        // Their memory is used again.
        let (mut names, mut numbers) = (Vec::new(), Vec::new());
        loop {
            let before = operators.at();
            let Ok(next) = operators.next_operator() else {
                // The rest belongs to no operator.
                if self.off > 0 {
                    self.edit(before..content.len(), b"\n".to_vec());
                }
                return;
            };
            let Some((at, word)) = next else { return };
            let start = operators.first.unwrap_or(at);
            if word == b"BI" {
                let is_whole = operators.skip_inline_image().is_ok();
                let end = if is_whole {
                    operators.at()
                } else {
                    content.len()
                };
                self.image(start..end);
                if !is_whole {
                    return;
                }
            } else {
                let number = |text: &&[u8]| match std::str::from_utf8(text).map(str::parse) {
                    Ok(Ok(number)) => number,
                    // Viewers differ about numbers that are none.
                    _ => f64::NAN,
                };
                names.clone_from(&operators.names);
                numbers.clear();
                numbers.extend(operators.numbers.iter().map(number));
                self.operator(&Operator {
                    word,
                    range: start..operators.at(),
                    names: &names,
                    numbers: &numbers,
                    string_bytes: operators.string_bytes,
                });
            }
            operators.nested.clear();
            operators.clear_operands();
        }
    }

    fn operator(&mut self, operator: &Operator<'_>) {
        let is_path = matches!(
            operator.word,
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" | b"W" | b"W*"
        );
        if is_path {
            self.construct(operator);
            return;
        }
        match operator.word {
            b"n" => self.path = None,
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => self.paint(operator),
            _ => {
                if let Some(path) = &mut self.path {
                    path.is_mixed = true;
                }
                self.other(operator);
            }
        }
    }

    fn other(&mut self, operator: &Operator<'_>) {
        let number = |at: usize| operator.number(at);
        match operator.word {
            b"q" => self.save(operator.range.start),
            b"Q" => self.restore(operator.range.end),
            b"cm" => self.state.to_page = operator.matrix().then(&self.state.to_page),
            b"w" => self.state.line_width = number(0),
            b"gs" => self.set_graphics_state(operator),
            b"BT" => self.move_to(Some(TextPlace::new())),
            b"ET" => self.move_to(None),
            b"Td" => self.move_by(number(0), number(1)),
            b"TD" => {
                self.state.text.leading = -number(1);
                self.move_by(number(0), number(1));
            }
            b"Tm" => self.move_to(Some(TextPlace::at(operator.matrix()))),
            b"T*" => self.next_line(),
            b"Tf" => {
                self.state.text.reach = operator.names.last().and_then(|font| self.reach(font));
                self.state.text.size = number(0);
            }
            b"Tz" => self.state.text.stretch = number(0) / 100.0,
            b"TL" => self.state.text.leading = number(0),
            b"Ts" => self.state.text.rise = number(0),
            b"Tc" => self.state.text.letter_gap = number(0),
            b"Tw" => self.state.text.word_gap = number(0),
            b"Tr" => self.state.text.mode = number(0),
            b"Tj" | b"TJ" => self.show(operator, Vec::new()),
            b"'" => {
                self.next_line();
                self.show(operator, b"T*\n".to_vec());
            }
            b"\"" => {
                let (word, letter) = (number(0), number(1));
                (self.state.text.word_gap, self.state.text.letter_gap) = (word, letter);
                self.next_line();
                let gaps = if word.is_finite() && letter.is_finite() {
                    format!("{word} Tw {letter} Tc T*\n")
                } else {
                    "T*\n".to_owned()
                };
                self.show(operator, gaps.into_bytes());
            }
            b"BMC" | b"BDC" => self.mark(operator),
            b"EMC" => self.end_mark(operator.range.clone()),
            b"MP" | b"DP" => {
                if self.off > 0 || is_layer(operator) {
                    self.edit(operator.range.clone(), b"\n".to_vec());
                }
            }
            b"Do" => self.draw(operator),
            b"M" => self.state.miter = number(0),
            b"J" | b"j" | b"d" | b"ri" | b"i" | b"CS" | b"cs" | b"SC" | b"SCN" | b"sc" | b"scn"
            | b"G" | b"g" | b"RG" | b"rg" | b"K" | b"k" | b"d0" | b"d1" | b"BX" | b"EX" => {}
            // `sh`, and words that are no operators.
            _ if self.off > 0 => self.leave_out(operator.range.clone(), b"\n".to_vec()),
            _ => self.shown += 1,
        }
    }

    fn reach(&mut self, font: &[u8]) -> Option<Reach> {
        if let Some(known) = self.reaches.get(font) {
            return *known;
        }
        let reach = self.around.reach(font);
        self.reaches.insert(font.to_vec(), reach);
        reach
    }

    fn edit(&mut self, range: Range<usize>, with: Vec<u8>) {
        let instead = Instead::Operators(with);
        self.edits.push(Edit { range, instead });
    }

    /// Leaves out what would be seen.
    fn leave_out(&mut self, range: Range<usize>, with: Vec<u8>) {
        self.dropped += 1;
        self.edit(range, with);
    }

    /// Replaces all from a place on, whatever was noted there.
    fn leave_out_from(&mut self, at: usize, end: usize) {
        while self.edits.last().is_some_and(|edit| edit.range.start >= at) {
            self.edits.pop();
        }
        let edits = self.edits.len();
        self.pending.retain(|pending| pending.edit < edits);
        self.leave_out(at..end, b"\n".to_vec());
    }

    fn save(&mut self, at: usize) {
        if self.saved.len() < MOST_STATES {
            self.saved.push(Saved {
                state: self.state.clone(),
                at,
                section: (self.off > 0).then_some(self.sections),
                in_text: self.text.is_some(),
            });
        }
    }

    fn restore(&mut self, end: usize) {
        let Some(saved) = self.saved.pop() else {
            return;
        };
        self.state = saved.state;
        let is_within = self.off > 0 && saved.section == Some(self.sections);
        if is_within && !saved.in_text && self.text.is_none() && self.path.is_none() {
            self.leave_out_from(saved.at, end);
        }
    }

    fn set_graphics_state(&mut self, operator: &Operator<'_>) {
        let name = operator.names.last();
        let (sets_font, width) =
            name.map_or((false, None), |name| self.around.graphics_state(name));
        if sets_font {
            self.state.text.reach = None;
        }
        if let Some(width) = width {
            self.state.line_width = width;
        }
    }

    /// Letters that follow have a place of their own, so that those left out are not needed.
    fn move_to(&mut self, place: Option<TextPlace>) {
        self.pending.clear();
        self.text = place;
    }

    fn move_by(&mut self, x: f64, y: f64) {
        let moved = self.text.as_ref().map(|text| text.moved(x, y));
        self.move_to(moved);
    }

    fn next_line(&mut self) {
        let leading = self.state.text.leading;
        self.move_by(0.0, -leading);
    }

    /// A string is shown. `instead` is what its operator does besides.
    fn show(&mut self, operator: &Operator<'_>, instead: Vec<u8>) {
        let kerned = operator.numbers.iter().map(|number| number.abs()).sum();
        let extent = (operator.string_bytes, kerned);
        let state = &self.state;
        let corners = self
            .text
            .as_mut()
            .and_then(|text| text.show(&state.text, extent, &state.to_page));
        // Letters of these modes become a part of the clip.
        let mode = state.text.mode;
        let clips = mode > 3.0;
        let is_off = self.off > 0;
        if !clips && (is_off || self.is_outside(corners.as_ref())) {
            let edit = self.edits.len();
            let with = [instead.as_slice(), b"\n"].concat();
            self.leave_out(operator.range.clone(), with);
            self.pending.push(Pending {
                edit,
                of_layer: is_off,
            });
            return;
        }
        self.shown += 1;
        self.put_back();
        if is_off {
            self.keeps_hidden = true;
            self.edits.push(Edit {
                range: operator.range.clone(),
                // It still is a part of the clip.
                instead: Instead::Invisibly {
                    mode: 7,
                    then: mode,
                },
            });
        }
    }

    /// Puts strings back whose place the next one needs.
    fn put_back(&mut self) {
        for pending in std::mem::take(&mut self.pending) {
            self.keeps_hidden |= pending.of_layer;
            self.shown += 1;
            let then = self.state.text.mode;
            if let Some(edit) = self.edits.get_mut(pending.edit) {
                edit.instead = if pending.of_layer {
                    Instead::Invisibly { mode: 3, then }
                } else {
                    Instead::Itself
                };
            }
        }
    }

    fn is_outside(&self, corners: Option<&[(f64, f64); 4]>) -> bool {
        match (corners, &self.visible) {
            (Some(corners), Some(visible)) => is_apart(corners, visible),
            _ => false,
        }
    }

    fn mark(&mut self, operator: &Operator<'_>) {
        let is_layer = is_layer(operator);
        // The tag, then the name of the property list.
        let is_off = match operator.names {
            [_, layer] if is_layer => self.around.is_off(layer),
            _ => false,
        };
        let is_dropped = is_layer || self.off > 0;
        if is_dropped {
            self.edit(operator.range.clone(), b"\n".to_vec());
        }
        if is_off {
            self.sections += usize::from(self.off == 0);
            self.off += 1;
        }
        self.marks.push(Mark {
            is_off,
            is_dropped,
            range: operator.range.clone(),
            dropped: self.dropped,
            shown: self.shown,
        });
    }

    fn end_mark(&mut self, range: Range<usize>) {
        let Some(mark) = self.marks.pop() else {
            if self.off > 0 {
                self.edit(range, b"\n".to_vec());
            }
            return;
        };
        self.off -= usize::from(mark.is_off);
        if mark.is_dropped {
            self.edit(range, b"\n".to_vec());
        } else if self.dropped > mark.dropped && self.shown == mark.shown {
            // Its property list can say what it held.
            self.edit(mark.range, b"/Artifact BMC\n".to_vec());
        }
    }

    fn draw(&mut self, operator: &Operator<'_>) {
        let name = operator.names.last();
        let corners = name.and_then(|name| self.around.corners(name));
        let to_page = &self.state.to_page;
        let corners = corners.map(|corners| corners.map(|corner| to_page.apply(corner)));
        let is_off = self.off > 0 || name.is_some_and(|name| self.around.is_off_drawing(name));
        if is_off || self.is_outside(corners.as_ref()) {
            self.leave_out(operator.range.clone(), b"\n".to_vec());
        } else {
            self.shown += 1;
        }
    }

    /// An inline image.
    fn image(&mut self, range: Range<usize>) {
        let to_page = &self.state.to_page;
        let square = Rect::new(0.0, 0.0, 1.0, 1.0).corners();
        let corners = square.map(|corner| to_page.apply(corner));
        if self.off > 0 || self.is_outside(Some(&corners)) {
            self.leave_out(range, b"\n".to_vec());
        } else {
            self.shown += 1;
        }
    }

    fn construct(&mut self, operator: &Operator<'_>) {
        let is_off = self.off > 0;
        let path = self.path.get_or_insert(Path {
            at: operator.range.start,
            is_off,
            clips: false,
            is_mixed: false,
            bounds: None,
        });
        if matches!(operator.word, b"W" | b"W*") {
            path.clips = true;
            return;
        }
        if self.visible.is_none() {
            return;
        }
        let mut add = |x: f64, y: f64| {
            let (x, y) = self.state.to_page.apply((x, y));
            path.bounds = Some(match path.bounds {
                // A place that is not a number stays one, so that nothing is left out by it.
                Some(bounds) if x.is_finite() && y.is_finite() => Rect {
                    x0: if bounds.x0 > x { x } else { bounds.x0 },
                    y0: if bounds.y0 > y { y } else { bounds.y0 },
                    x1: if bounds.x1 < x { x } else { bounds.x1 },
                    y1: if bounds.y1 < y { y } else { bounds.y1 },
                },
                _ => Rect {
                    x0: x,
                    y0: y,
                    x1: x,
                    y1: y,
                },
            });
        };
        if operator.word == b"re" {
            let [x, y, width, height] = [0, 1, 2, 3].map(|at| operator.number(at));
            for (x, y) in [
                (x, y),
                (x + width, y),
                (x + width, y + height),
                (x, y + height),
            ] {
                add(x, y);
            }
            return;
        }
        for pair in operator.numbers.chunks(2) {
            if let [x, y] = pair {
                add(*x, *y);
            }
        }
    }

    fn paint(&mut self, operator: &Operator<'_>) {
        let Some(path) = self.path.take() else {
            // Without a path there is nothing to be seen.
            return;
        };
        let [a, b, c, d, ..] = self.state.to_page.values;
        let scale = a.hypot(b).max(c.hypot(d));
        // To both sides of the line; its square ends reach less far (ISO 32000-2, 8.4.3).
        let reach = self.state.line_width.abs() * scale * self.state.miter.abs().max(2.0) / 2.0;
        let corners = path.bounds.map(|bounds| {
            let wide = Rect {
                x0: bounds.x0 - reach,
                y0: bounds.y0 - reach,
                x1: bounds.x1 + reach,
                y1: bounds.y1 + reach,
            };
            wide.corners()
        });
        let is_off = self.off > 0;
        if !is_off && !self.is_outside(corners.as_ref()) {
            self.shown += 1;
        } else if path.clips || path.is_mixed || path.is_off != is_off {
            self.leave_out(operator.range.clone(), b"\nn\n".to_vec());
        } else {
            self.leave_out_from(path.at, operator.range.end);
        }
    }

    /// The content with its edits; nothing where there are none.
    fn written(mut self, content: &[u8]) -> Option<VisibleContent> {
        self.edits
            .retain(|edit| !matches!(edit.instead, Instead::Itself));
        if self.edits.is_empty() {
            return None;
        }
        self.edits.sort_by_key(|edit| edit.range.start);
        let mut bytes = Vec::with_capacity(content.len());
        let mut at = 0;
        for edit in &self.edits {
            // A range that is left out can hold others.
            if edit.range.start >= at {
                bytes.extend_from_slice(content.get(at..edit.range.start)?);
                edit.write(content, &mut bytes);
            }
            at = at.max(edit.range.end);
        }
        bytes.extend_from_slice(content.get(at..)?);
        Some(VisibleContent {
            bytes,
            keeps_hidden: self.keeps_hidden,
        })
    }
}

impl Edit {
    fn write(&self, content: &[u8], out: &mut Vec<u8>) {
        let own = content.get(self.range.clone());
        match &self.instead {
            Instead::Operators(operators) => out.extend_from_slice(operators),
            Instead::Itself => out.extend(own.into_iter().flatten()),
            Instead::Invisibly { mode, then } => {
                out.extend_from_slice(format!("\n{mode} Tr ").as_bytes());
                out.extend(own.into_iter().flatten());
                // A mode that is not a number is one that viewers pass over.
                let then = if then.is_finite() { *then } else { 0.0 };
                out.extend_from_slice(format!(" {then} Tr\n").as_bytes());
            }
        }
    }
}

fn is_layer(operator: &Operator<'_>) -> bool {
    operator
        .names
        .first()
        .is_some_and(|tag| decoded(tag) == b"OC")
}
