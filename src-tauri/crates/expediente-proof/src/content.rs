//! Texts that a content stream draws in our own fonts: where, how, and how dark.
//!
//! The proof needs two answers about content. The first is about the texts of our own streams: the
//! stamps of every page, and the whole of tables and slip sheets. [`drawing`] runs those operators
//! that move, size, color or show text, and returns each shown text with its baseline in the page's
//! user space. It draws nothing else and knows no fonts but ours, which makes it small enough to be
//! believed. Our streams are well-formed, so an operator without its operands is reported instead
//! of guessed at: a guessed operand could put a missing stamp in the right place.
//!
//! The second is about foreign content, which can be arbitrarily broken: whether it leaves the
//! graphics state as it found it, because otherwise it could move or hide the stamps that are drawn
//! after it. [`content_state`] only counts `q` and `Q` and looks for operators outside every saved
//! state; it needs no operands, and passes over bytes that are nothing as viewers do.
//!
//! The writer wraps foreign content in `q` and `Q` and draws stamps in a last stream, so both
//! answers together say: the stamps are drawn last, in a clean state, at these positions.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::font::Font;
use crate::matrix::Matrix;
use crate::object::{Dict, Lexer, Object, is_space};

/// A line of text as it is drawn, in the page's user space.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub text: String,
    /// Start and end of its baseline.
    pub from: (f64, f64),
    pub to: (f64, f64),
    /// Its height above the baseline, as a vector.
    pub up: (f64, f64),
    pub size: f64,
    /// The gray that it is filled with: 0 is black, 1 white. None when it is only outlined.
    pub gray: Option<f64>,
    /// Whether it is in a pagination artifact.
    pub artifact: bool,
    pub embedded: bool,
}

/// The texts of a stream.
pub struct Drawing {
    pub runs: Vec<Run>,
    /// Whether an operator lacked an operand, or had one of the wrong type.
    pub malformed: bool,
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    leading: f64,
    mode: i64,
    gray: f64,
    char_space: f64,
    word_space: f64,
    scale: f64,
}

/// The graphics state after content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContentState {
    /// States that were saved and not restored.
    pub depth: i64,
    /// Whether a state was restored that was never saved, or an operator was outside every saved
    /// state, where it would affect what is drawn later.
    pub loose: bool,
}

/// Follows `q` and `Q` through content.
pub fn content_state(content: &[u8]) -> ContentState {
    let mut state = ContentState::default();
    each_operator(content, |operator, _| match operator {
        b"q" => state.depth += 1,
        b"Q" => {
            state.depth -= 1;
            state.loose |= state.depth < 0;
        }
        b"BMC" | b"BDC" | b"EMC" | b"MP" | b"DP" => {}
        _ => state.loose |= state.depth <= 0,
    });
    state
}

/// Calls `each` with every operator and its operands. Bytes that are nothing are passed over, as
/// viewers do.
fn each_operator(content: &[u8], mut each: impl FnMut(&[u8], &[Object])) {
    let mut lexer = Lexer::of_content(content);
    let mut operands = Vec::new();
    loop {
        match lexer.object() {
            Ok(Object::Operator(word)) => {
                if word == b"ID" {
                    skip_inline_image(&mut lexer);
                }
                each(&word, &operands);
                operands.clear();
            }
            Ok(object) => operands.push(object),
            Err(_) if lexer.rest().is_empty() => return,
            Err(_) => {
                lexer.take(1);
            }
        }
    }
}

/// Goes past the bytes of an inline image: to an `EI` between spaces that readable bytes follow.
fn skip_inline_image(lexer: &mut Lexer) {
    let rest = lexer.rest();
    let mut from = 0;
    for (at, pair) in rest.windows(2).enumerate() {
        if pair != b"EI" || at < from {
            continue;
        }
        let (before, behind) = (&rest.split_at(at).0, &rest.split_at(at + 2).1);
        let mut follows = behind.iter().take(10);
        let ends = before.last().is_none_or(|&byte| is_space(byte))
            && behind.first().is_none_or(|&byte| is_space(byte))
            && follows.all(|&byte| is_space(byte) || (0x20..0x7f).contains(&byte));
        if ends {
            lexer.take(at + 2);
            return;
        }
        from = at + 2;
    }
    lexer.take(rest.len());
}

/// The texts that a stream draws in our own fonts.
pub fn drawing(content: &[u8], fonts: &BTreeMap<Vec<u8>, Rc<Font>>) -> Drawing {
    let mut machine = Machine {
        fonts,
        state: State {
            ctm: Matrix::ONE,
            font: None,
            size: 0.0,
            leading: 0.0,
            mode: 0,
            gray: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
        },
        saved: Vec::new(),
        text: Matrix::ONE,
        line: Matrix::ONE,
        marks: Vec::new(),
        runs: Vec::new(),
    };
    let mut malformed = false;
    each_operator(content, |operator, operands| {
        malformed |= machine.run(operator, operands).is_none();
    });
    Drawing {
        runs: machine.runs,
        malformed,
    }
}

struct Machine<'a> {
    fonts: &'a BTreeMap<Vec<u8>, Rc<Font>>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    marks: Vec<bool>,
    runs: Vec<Run>,
}

impl Machine<'_> {
    /// Runs an operator; none where it lacks an operand. Operators that do not concern text are
    /// ignored.
    fn run(&mut self, operator: &[u8], operands: &[Object]) -> Option<()> {
        match operator {
            b"q" => self.saved.push(self.state.clone()),
            b"Q" => self.state = self.saved.pop()?,
            b"cm" => self.state.ctm = Matrix(numbers(operands)?).then(self.state.ctm),
            b"BT" => {
                self.text = Matrix::ONE;
                self.line = Matrix::ONE;
            }
            b"Tf" => {
                let [name, size] = operands else { return None };
                // Fonts of others are unknown, and their texts are not ours to prove.
                self.state.font = self.fonts.get(name.name()?).cloned();
                self.state.size = size.number()?;
            }
            b"Tr" => self.state.mode = operands.first()?.integer()?,
            b"Tc" => [self.state.char_space] = numbers(operands)?,
            b"Tw" => [self.state.word_space] = numbers(operands)?,
            b"Tz" => {
                let [percent] = numbers(operands)?;
                self.state.scale = percent / 100.0;
            }
            b"TL" => [self.state.leading] = numbers(operands)?,
            b"g" => [self.state.gray] = numbers(operands)?,
            b"sc" | b"scn" if operands.len() == 1 => [self.state.gray] = numbers(operands)?,
            b"rg" => self.fill(operands)?,
            b"sc" | b"scn" if operands.len() == 3 => self.fill(operands)?,
            b"k" => {
                let [c, m, y, k] = numbers(operands)?;
                self.state.gray = (1.0 - k) * (1.0 - c.max(m).max(y));
            }
            b"Tm" => {
                self.line = Matrix(numbers(operands)?);
                self.text = self.line;
            }
            b"Td" => {
                let [x, y] = numbers(operands)?;
                self.next_line(x, y);
            }
            b"TD" => {
                let [x, y] = numbers(operands)?;
                self.state.leading = -y;
                self.next_line(x, y);
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show(operands)?,
            b"TJ" => self.show(operands.first()?.array()?)?,
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands)?;
            }
            b"BMC" => self.marks.push(false),
            b"BDC" => self.marks.push(is_pagination(operands)),
            b"EMC" => {
                self.marks.pop()?;
            }
            _ => {}
        }
        Some(())
    }

    /// Fills with the gray of an RGB color.
    fn fill(&mut self, operands: &[Object]) -> Option<()> {
        let [red, green, blue] = numbers(operands)?;
        self.state.gray = 0.299 * red + 0.587 * green + 0.114 * blue;
        Some(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line);
        self.text = self.line;
    }

    fn show(&mut self, items: &[Object]) -> Option<()> {
        let Some(font) = self.state.font.clone() else {
            // A text in a font of others.
            return Some(());
        };
        let mut text = String::new();
        let mut width = 0.0;
        for item in items {
            match item {
                Object::Text(codes) => {
                    let (letters, thousandths) = font.decode(codes)?;
                    let count = letters.chars().count() as f64;
                    width += thousandths / 1000.0 * self.state.size + self.state.char_space * count;
                    text.push_str(&letters);
                }
                other => width -= other.number()? / 1000.0 * self.state.size,
            }
        }
        width *= self.state.scale;
        let all = self.text.then(self.state.ctm);
        let (from, to) = (all.apply(0.0, 0.0), all.apply(width, 0.0));
        let top = all.apply(0.0, self.state.size);
        let up = (top.0 - from.0, top.1 - from.1);
        let filled = matches!(self.state.mode, 0 | 2 | 4 | 6);
        self.runs.push(Run {
            text,
            from,
            to,
            up,
            size: (up.0 * up.0 + up.1 * up.1).sqrt(),
            gray: filled.then_some(self.state.gray),
            artifact: self.marks.iter().any(|&mark| mark),
            embedded: font.embedded,
        });
        self.text = Matrix([1.0, 0.0, 0.0, 1.0, width, 0.0]).then(self.text);
        Some(())
    }
}

/// Exactly so many numbers.
fn numbers<const N: usize>(operands: &[Object]) -> Option<[f64; N]> {
    let numbers: Option<Vec<f64>> = operands.iter().map(Object::number).collect();
    numbers?.try_into().ok()
}

fn is_pagination(operands: &[Object]) -> bool {
    let artifact = operands.first().and_then(Object::name) == Some(b"Artifact");
    let kind = operands
        .get(1)
        .and_then(Object::dict)
        .and_then(|dict: &Dict| dict.name(b"Type"));
    artifact && kind == Some(b"Pagination")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A guessed operand could put a missing stamp in the right place.
    #[test]
    fn a_missing_operand_is_reported() {
        let malformed = |content: &[u8]| drawing(content, &BTreeMap::new()).malformed;
        assert!(!malformed(
            b"q 1 0 0 1 5 5 cm BT /F 12 Tf 0 g 1 2 Td (x) Tj ET Q"
        ));
        for content in [
            b"1 0 0 1 5 cm".as_slice(),
            b"/F Tf",
            b"g",
            b"1.2.3 g",
            b"(x) 0 Td",
            b"Q",
            b"EMC",
        ] {
            assert!(malformed(content), "{}", content.escape_ascii());
        }
    }

    /// Content that is a hostile or broken paper must not be able to hide the stamps after it.
    #[test]
    fn open_and_loose_states_are_found() {
        let state = |content: &[u8]| content_state(content);
        assert_eq!(state(b"q --5 0 m S Q"), ContentState::default());
        assert_eq!(state(b"q q Q").depth, 1);
        assert!(state(b"Q q").loose);
        assert!(state(b"1 0 0 1 9 9 cm").loose);
        assert_eq!(
            state(b"q BI /W 1 ID \x01EI Q\x02 EI Q"),
            ContentState::default()
        );
    }
}
