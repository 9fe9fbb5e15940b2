//! The widths of letters as the dictionary of a font says them.

use std::collections::HashMap;

use hayro_syntax::object::{Dict, Object};

use crate::read::objects::Objects;

/// The width of each letter, in thousandths of the size.
pub(super) struct Widths {
    by_code: HashMap<u16, f64>,
    /// That of all others.
    default: Option<f64>,
}

impl Widths {
    pub(super) fn of(&self, code: u16) -> Option<f64> {
        self.by_code.get(&code).copied().or(self.default)
    }

    /// Those of a simple font: of the codes from the first to the last (6.2.11.2).
    pub(super) fn simple(objects: &Objects, font: &Dict<'_>) -> Option<Self> {
        let first = u8::try_from(objects.int(font, b"FirstChar")?).ok()?;
        let last = u8::try_from(objects.int(font, b"LastChar")?).ok()?;
        let codes = u16::from(first)..=u16::from(last);
        let mut by_code = HashMap::new();
        let mut widths = objects.array(font, b"Widths")?.raw_iter();
        for code in codes {
            let width = objects.resolve(widths.next()?)?.into_number()?;
            by_code.insert(code, width.as_f64());
        }
        if widths.next().is_some() {
            return None;
        }
        Some(Self {
            by_code,
            default: None,
        })
    }

    /// Those of a font of many letters (ISO 32000-1, 9.7.4.3).
    pub(super) fn composite(objects: &Objects, font: &Dict<'_>) -> Option<Self> {
        let default = match objects.value(font, b"DW") {
            None => 1000.0,
            Some(width) => width.into_number()?.as_f64(),
        };
        let mut by_code = HashMap::new();
        let Some(runs) = objects.value(font, b"W") else {
            return Some(Self {
                by_code,
                default: Some(default),
            });
        };
        let mut runs = runs.into_array()?.raw_iter();
        while let Some(first) = runs.next() {
            let first = cid(&objects.resolve(first)?)?;
            match objects.resolve(runs.next()?)? {
                Object::Array(widths) => {
                    for (at, width) in widths.raw_iter().enumerate() {
                        let code = usize::from(first).checked_add(at)?;
                        let width = objects.resolve(width)?.into_number()?;
                        let width = width.as_f64();
                        // Of two widths of one letter readers take either.
                        let before = by_code.insert(u16::try_from(code).ok()?, width);
                        if before.is_some_and(|before| before != width) {
                            return None;
                        }
                    }
                }
                last => {
                    let last = cid(&last)?;
                    let width = objects.resolve(runs.next()?)?.into_number()?.as_f64();
                    for code in first..=last {
                        let before = by_code.insert(code, width);
                        if before.is_some_and(|before| before != width) {
                            return None;
                        }
                    }
                }
            }
        }
        Some(Self {
            by_code,
            default: Some(default),
        })
    }
}

fn cid(value: &Object<'_>) -> Option<u16> {
    match value {
        Object::Number(number) => u16::try_from(number.as_i64()).ok(),
        _ => None,
    }
}
