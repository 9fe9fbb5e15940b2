//! What a content stream draws, as far as the proof needs it: texts in our own fonts, where, how, and how dark.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::font::Font;
use crate::object::{Dict, Lexer, Object, is_space};

/// A matrix `[a b c d e f]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This one first, then another.
    pub fn then(self, next: Self) -> Self {
        let (Self([a, b, c, d, e, f]), Self([g, h, i, j, k, l])) = (self, next);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    pub fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let Self([a, b, c, d, e, f]) = self;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

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
    /// Filled, not only outlined, in a colour this dark: 0 is black, 1 white. None when it is not filled.
    pub grey: Option<f64>,
    /// Whether it stands in a pagination artifact.
    pub artifact: bool,
    pub embedded: bool,
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    leading: f64,
    mode: i64,
    grey: f64,
    char_space: f64,
    word_space: f64,
    scale: f64,
}

/// How the graphics state stands after content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// States saved and not restored.
    pub depth: i64,
    /// Whether a state was restored that was never saved, or something was done outside every saved state, where it
    /// would touch what is drawn later.
    pub loose: bool,
}

/// Follows `q` and `Q` through content.
pub fn balance(content: &[u8]) -> Balance {
    let mut balance = Balance::default();
    each_operator(content, |operator, _| match operator {
        b"q" => balance.depth += 1,
        b"Q" => {
            balance.depth -= 1;
            balance.loose |= balance.depth < 0;
        }
        b"BMC" | b"BDC" | b"EMC" | b"MP" | b"DP" => {}
        _ => balance.loose |= balance.depth <= 0,
    });
    balance
}

/// Calls `each` with every operator and its operands. Bytes that are nothing are passed over, as viewers do.
fn each_operator(content: &[u8], mut each: impl FnMut(&[u8], &[Object])) {
    let mut lexer = Lexer::of_content(content);
    let mut operands = Vec::new();
    loop {
        match lexer.object() {
            Ok(Object::Operator(word)) if word.is_empty() => lexer.at += 1,
            Ok(Object::Operator(word)) => {
                if word == b"ID" {
                    skip_inline_image(&mut lexer);
                }
                each(&word, &operands);
                operands.clear();
            }
            Ok(object) => operands.push(object),
            Err(_) if lexer.rest().is_empty() => return,
            Err(_) => lexer.at += 1,
        }
    }
}

/// Goes past the bytes of an inline image: to an `EI` between spaces that is followed by something readable.
fn skip_inline_image(lexer: &mut Lexer) {
    let rest = lexer.rest();
    let mut from = 0;
    while let Some(at) = rest
        .get(from..)
        .and_then(|rest| rest.windows(2).position(|pair| pair == b"EI"))
    {
        let at = from + at;
        let before = at == 0 || rest.get(at - 1).is_some_and(|&byte| is_space(byte));
        let after = rest.get(at + 2).is_none_or(|&byte| is_space(byte));
        let follows = rest
            .get(at + 2..(at + 12).min(rest.len()))
            .unwrap_or_default();
        if before
            && after
            && follows
                .iter()
                .all(|&byte| is_space(byte) || (0x20..0x7f).contains(&byte))
        {
            lexer.at += at + 2;
            return;
        }
        from = at + 2;
    }
    lexer.at += rest.len();
}

/// The texts that a stream draws in fonts of ours.
pub fn runs(content: &[u8], fonts: &BTreeMap<Vec<u8>, Rc<Font>>) -> Vec<Run> {
    let mut machine = Machine {
        fonts,
        state: State {
            ctm: Matrix::ONE,
            font: None,
            size: 0.0,
            leading: 0.0,
            mode: 0,
            grey: 0.0,
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
    each_operator(content, |operator, operands| {
        machine.run(operator, operands)
    });
    machine.runs
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
    fn run(&mut self, operator: &[u8], operands: &[Object]) {
        let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or(0.0);
        let matrix = || {
            Matrix([
                number(0),
                number(1),
                number(2),
                number(3),
                number(4),
                number(5),
            ])
        };
        match operator {
            b"q" => self.saved.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => self.state.ctm = matrix().then(self.state.ctm),
            b"BT" => {
                self.text = Matrix::ONE;
                self.line = Matrix::ONE;
            }
            b"Tf" => {
                self.state.font = operands
                    .first()
                    .and_then(Object::name)
                    .and_then(|name| self.fonts.get(name))
                    .cloned();
                self.state.size = number(1);
            }
            b"Tr" => self.state.mode = operands.first().and_then(Object::integer).unwrap_or(0),
            b"Tc" => self.state.char_space = number(0),
            b"Tw" => self.state.word_space = number(0),
            b"Tz" => self.state.scale = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"g" | b"sc" | b"scn" if operands.len() == 1 => self.state.grey = number(0),
            b"rg" | b"sc" | b"scn" if operands.len() == 3 => {
                self.state.grey = 0.299 * number(0) + 0.587 * number(1) + 0.114 * number(2);
            }
            b"k" => {
                self.state.grey =
                    (1.0 - number(3)) * (1.0 - number(0).max(number(1)).max(number(2)))
            }
            b"Tm" => {
                self.line = matrix();
                self.text = self.line;
            }
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show(operands),
            b"TJ" => self.show(operands.first().and_then(Object::array).unwrap_or_default()),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands);
            }
            b"BMC" => self.marks.push(false),
            b"BDC" => self.marks.push(is_pagination(operands)),
            b"EMC" => {
                self.marks.pop();
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line);
        self.text = self.line;
    }

    fn show(&mut self, items: &[Object]) {
        let Some(font) = self.state.font.clone() else {
            return;
        };
        let mut text = String::new();
        let mut width = 0.0;
        for item in items {
            match item {
                Object::Text(codes) => {
                    let (letters, thousandths) = font.decode(codes);
                    let count = letters.chars().count() as f64;
                    width += thousandths / 1000.0 * self.state.size + self.state.char_space * count;
                    text.push_str(&letters);
                }
                other => width -= other.number().unwrap_or(0.0) / 1000.0 * self.state.size,
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
            grey: filled.then_some(self.state.grey),
            artifact: self.marks.iter().any(|&mark| mark),
            embedded: font.embedded,
        });
        self.text = Matrix([1.0, 0.0, 0.0, 1.0, width, 0.0]).then(self.text);
    }
}

fn is_pagination(operands: &[Object]) -> bool {
    let artifact = operands.first().and_then(Object::name) == Some(b"Artifact");
    let kind = operands
        .get(1)
        .and_then(Object::dict)
        .and_then(|dict: &Dict| dict.name(b"Type"));
    artifact && kind == Some(b"Pagination")
}
