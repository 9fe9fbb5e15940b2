//! Reads the operators of content, each of which must exist and have the operands that it needs
//! (6.2.2), and notes what they draw with.
//!
//! Not on the list, though some of them may be in PDF/A: colors of inks, operators between `BX` and
//! `EX`, those of glyphs, and text whose font another content chose.

use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem;

use crate::read::archival::codes::Codes;
use crate::read::archival::images::{self, INTENTS};
use crate::read::archival::tokens::{Item, Operand, Tokens};
use crate::read::content_names::Category;
use crate::read::lexer::is_space;
use crate::read::visible::operators::Operators;

use Operand::{Array, Dict, Name, Number, Text};

/// Graphics states saved one in the other: 28 (6.1.13), less those that a dossier saves around a
/// page.
const DEEPEST_STATES: usize = 24;

/// What content draws with.
#[derive(Default)]
pub(super) struct Drawn {
    /// The names of resources, but for fonts.
    pub(super) names: BTreeSet<(Category, Vec<u8>)>,
    /// The names of fonts, and the letters drawn with each.
    pub(super) fonts: BTreeMap<Vec<u8>, Codes>,
}

/// Reads content to its end; nothing where something in it is not on the list.
pub(super) fn read(bytes: &[u8]) -> Option<Drawn> {
    let mut reader = Reader::default();
    let mut tokens = Tokens::new(bytes);
    let mut operands = Vec::new();
    loop {
        match tokens.next()? {
            Item::Operand(operand) => operands.push(operand),
            Item::Close(_) => return None,
            Item::Operator(b"BI") if operands.is_empty() => reader.inline_image(&mut tokens)?,
            Item::Operator(operator) => {
                if !reader.is_listed(operator, &operands) {
                    return None;
                }
                operands.clear();
            }
            Item::End if operands.is_empty() => return Some(reader.drawn),
            Item::End => return None,
        }
    }
}

#[derive(Default)]
struct Reader {
    drawn: Drawn,
    /// The font, once it is chosen.
    font: Option<Vec<u8>>,
    saved: Vec<Option<Vec<u8>>>,
}

impl Reader {
    /// Whether an operator may be so; notes what it draws with.
    fn is_listed(&mut self, operator: &[u8], operands: &[Operand]) -> bool {
        let numbers = |count: usize| operands.len() == count && are_numbers(operands);
        match operator {
            b"q" => {
                self.saved.push(self.font.clone());
                operands.is_empty() && self.saved.len() <= DEEPEST_STATES
            }
            b"Q" => match self.saved.pop() {
                Some(font) => {
                    self.font = font;
                    operands.is_empty()
                }
                None => false,
            },
            b"BT" | b"ET" | b"EMC" | b"T*" | b"h" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B"
            | b"B*" | b"b" | b"b*" | b"n" | b"W" | b"W*" => numbers(0),
            b"g" | b"G" | b"w" | b"J" | b"j" | b"M" | b"i" | b"TL" | b"Tc" | b"Tw" | b"Tz"
            | b"Tr" | b"Ts" => numbers(1),
            b"m" | b"l" | b"Td" | b"TD" => numbers(2),
            b"rg" | b"RG" => numbers(3),
            b"re" | b"v" | b"y" => numbers(4),
            b"c" | b"cm" | b"Tm" => numbers(6),
            b"sc" | b"SC" => !operands.is_empty() && are_numbers(operands),
            b"d" => match operands {
                [Array(dashes), Number(_)] => are_numbers(dashes),
                _ => false,
            },
            b"ri" => match operands {
                [Name(intent)] => INTENTS.contains(&intent.as_slice()),
                _ => false,
            },
            b"cs" | b"CS" => match operands {
                [Name(space)] => self.is_color_space(space),
                _ => false,
            },
            b"scn" | b"SCN" => match operands {
                [numbers @ .., Name(pattern)] => {
                    self.note(Category::Pattern, pattern) && are_numbers(numbers)
                }
                numbers => !numbers.is_empty() && are_numbers(numbers),
            },
            b"gs" => self.is_named(Category::ExtGState, operands),
            b"sh" => self.is_named(Category::Shading, operands),
            b"Do" => self.is_named(Category::XObject, operands),
            b"BMC" | b"MP" => matches!(operands, [Name(_)]),
            b"BDC" | b"DP" => match operands {
                [Name(_), Dict(_)] => true,
                [Name(_), Name(list)] => self.note(Category::Properties, list),
                _ => false,
            },
            _ => self.is_text(operator, operands),
        }
    }

    /// The same of the operators that draw text.
    fn is_text(&mut self, operator: &[u8], operands: &[Operand]) -> bool {
        match (operator, operands) {
            (b"Tf", [Name(font), Number(_)]) => {
                self.drawn.fonts.entry(font.clone()).or_default();
                self.font = Some(font.clone());
                true
            }
            (b"Tj" | b"'", [Text(text)]) | (b"\"", [Number(_), Number(_), Text(text)]) => {
                self.draws(text)
            }
            (b"TJ", [Array(items)]) => items.iter().all(|item| match item {
                Text(text) => self.draws(text),
                Number(_) => true,
                _ => false,
            }),
            _ => false,
        }
    }

    fn draws(&mut self, text: &[u8]) -> bool {
        let font = self.font.as_ref();
        let Some(codes) = font.and_then(|font| self.drawn.fonts.get_mut(font)) else {
            return false;
        };
        codes.add(text);
        true
    }

    fn note(&mut self, category: Category, name: &[u8]) -> bool {
        self.drawn.names.insert((category, name.to_vec()));
        true
    }

    fn is_named(&mut self, category: Category, operands: &[Operand]) -> bool {
        match operands {
            [Name(name)] => self.note(category, name),
            _ => false,
        }
    }

    fn is_color_space(&mut self, space: &[u8]) -> bool {
        match space {
            b"DeviceGray" | b"DeviceRGB" | b"Pattern" => true,
            b"DeviceCMYK" => false,
            named => self.note(Category::ColorSpace, named),
        }
    }

    /// Reads an inline image after its `BI`.
    fn inline_image(&mut self, tokens: &mut Tokens<'_>) -> Option<()> {
        let description = tokens.rest();
        let mut entries = Vec::new();
        loop {
            match tokens.next()? {
                Item::Operand(operand) => entries.push(operand),
                Item::Operator(b"ID") => break,
                _ => return None,
            }
        }
        let data = tokens.rest();
        let mut operators = Operators::new(description);
        operators.skip_inline_image().ok()?;
        let length = operators.at().checked_sub(description.len() - data.len())?;
        // Readers that look for the letters `EI` must find the same end.
        let (data, _) = data.split_at_checked(length)?;
        let inner = data.strip_suffix(b"EI")?;
        let has_other_end = memmem::find_iter(inner, b"EI").any(|at| {
            let before = at.checked_sub(1).and_then(|at| inner.get(at));
            let behind = inner.get(at + 2);
            before.is_some_and(|byte| is_space(*byte)) && behind.is_none_or(|byte| is_space(*byte))
        });
        if operators.guessed || operators.odd || has_other_end {
            return None;
        }
        tokens.skip(length);
        if let Some(colors) = images::inline_colors(&entries)? {
            self.note(Category::ColorSpace, &colors);
        }
        Some(())
    }
}

fn are_numbers(operands: &[Operand]) -> bool {
    let mut operands = operands.iter();
    operands.all(|operand| matches!(operand, Number(_)))
}
