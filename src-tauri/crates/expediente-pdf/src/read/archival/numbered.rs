//! The widths of a CFF program whose glyphs have numbers and not names (Adobe's Technical Notes
//! 5176 and 5177), which ttf-parser does not give: each glyph is of one of several fonts, which
//! have the width that is usual in them and the one to which others are added.
//!
//! A glyph whose width may be in a subroutine has none here.

use std::collections::BTreeMap;

/// Operators of dictionaries; those of two bytes follow a 12.
const CHAR_STRINGS: u16 = 17;
const PRIVATE: u16 = 18;
const USUAL_WIDTH: u16 = 20;
const NOMINAL_WIDTH: u16 = 21;
const MATRIX: u16 = 12 << 8 | 7;
const FONTS: u16 = 12 << 8 | 36;
const SELECTION: u16 = 12 << 8 | 37;

pub(super) struct NumberedWidths<'a> {
    glyphs: Vec<&'a [u8]>,
    /// Which of the fonts each glyph is of.
    font_of: Vec<u8>,
    /// The widths of each font: the usual one, and the one to which others are added.
    fonts: Vec<(f64, f64)>,
}

impl<'a> NumberedWidths<'a> {
    pub(super) fn read(data: &'a [u8]) -> Option<Self> {
        let names = usize::from(*data.get(2)?);
        let (_, tops) = index(data, names)?;
        let (top, _) = index(data, tops)?;
        let top = dictionary(top.first()?)?;
        let place = |operator: u16| offset(*top.get(&operator)?.last()?);
        let (glyphs, _) = index(data, place(CHAR_STRINGS)?)?;
        let (fonts, _) = index(data, place(FONTS)?)?;
        let fonts = fonts.into_iter().map(|font| {
            let font = dictionary(font)?;
            let [size, at] = font.get(&PRIVATE)?.as_slice() else {
                return None;
            };
            let (size, at) = (offset(*size)?, offset(*at)?);
            let private = dictionary(data.get(at..at.checked_add(size)?)?)?;
            let width = |operator: u16| match private.get(&operator) {
                None => Some(0.0),
                Some(operands) => operands.first().copied(),
            };
            // The scale is that of the whole program, and here at most 1.
            let has_usual_scale = font.get(&MATRIX).is_none_or(|scale| {
                top.contains_key(&MATRIX) && *scale == [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
            });
            let widths = (width(USUAL_WIDTH)?, width(NOMINAL_WIDTH)?);
            has_usual_scale.then_some(widths)
        });
        let fonts = fonts.collect::<Option<_>>()?;
        let font_of = selection(data.get(place(SELECTION)?..)?, glyphs.len())?;
        Some(Self {
            glyphs,
            font_of,
            fonts,
        })
    }

    pub(super) fn of(&self, glyph: u16) -> Option<f64> {
        let glyph = usize::from(glyph);
        let (usual, nominal) = self.fonts.get(usize::from(*self.font_of.get(glyph)?))?;
        Some(match more(self.glyphs.get(glyph)?)? {
            None => *usual,
            Some(more) => nominal + more,
        })
    }
}

fn big_endian(bytes: &[u8]) -> usize {
    let sum = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
    bytes.iter().fold(0, sum)
}

fn offset(number: f64) -> Option<usize> {
    // At most 32 bits.
    #[allow(clippy::cast_possible_truncation)]
    usize::try_from(number as i64).ok()
}

/// The items of an index, and where it ends.
fn index(data: &[u8], at: usize) -> Option<(Vec<&[u8]>, usize)> {
    let count = big_endian(data.get(at..at + 2)?);
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*data.get(at + 2)?);
    let offsets = data.get(at + 3..at + 3 + (count + 1) * size)?;
    if !(1..=4).contains(&size) {
        return None;
    }
    let offsets: Vec<usize> = offsets.chunks_exact(size).map(big_endian).collect();
    // Offsets count from the byte before the first item.
    let before = at + 2 + (count + 1) * size;
    let items = offsets.windows(2).map(|pair| match pair {
        [from, to] => data.get(before + from..before + to),
        _ => None,
    });
    let end = before + offsets.last()?;
    Some((items.collect::<Option<_>>()?, end))
}

/// The operands of each operator of a dictionary. A number with a fraction reads as one that is too
/// large for anything.
fn dictionary(data: &[u8]) -> Option<BTreeMap<u16, Vec<f64>>> {
    let (mut found, mut operands, mut rest) = (BTreeMap::new(), Vec::new(), data);
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (12, [second, after @ ..]) => {
                rest = after;
                found.insert(12 << 8 | u16::from(*second), std::mem::take(&mut operands));
            }
            (0..=21, _) => {
                found.insert(u16::from(*first), std::mem::take(&mut operands));
            }
            (29, _) => {
                let (number, after) = after.split_first_chunk()?;
                operands.push(f64::from(i32::from_be_bytes(*number)));
                rest = after;
            }
            (30, _) => {
                let end = after.iter().position(|byte| byte & 15 == 15)?;
                operands.push(f64::INFINITY);
                rest = after.get(end + 1..)?;
            }
            _ => {
                let (number, after) = short(*first, after)?;
                operands.push(number);
                rest = after;
            }
        }
    }
    Some(found)
}

/// A number of one to three bytes, as dictionaries and glyphs have them.
fn short(first: u8, after: &[u8]) -> Option<(f64, &[u8])> {
    let high = f64::from(first);
    match (first, after) {
        (32..=246, _) => Some((high - 139.0, after)),
        (247..=250, [low, after @ ..]) => {
            Some(((high - 247.0) * 256.0 + f64::from(*low) + 108.0, after))
        }
        (251..=254, [low, after @ ..]) => {
            Some((-(high - 251.0) * 256.0 - f64::from(*low) - 108.0, after))
        }
        (28, [high, low, after @ ..]) => {
            Some((f64::from(i16::from_be_bytes([*high, *low])), after))
        }
        _ => None,
    }
}

/// Which font each glyph is of.
fn selection(data: &[u8], glyphs: usize) -> Option<Vec<u8>> {
    let (format, data) = data.split_first()?;
    match format {
        0 => Some(data.get(..glyphs)?.to_vec()),
        3 => {
            let (count, data) = data.split_at_checked(2)?;
            let mut font_of = Vec::new();
            let ranges = data.get(..big_endian(count) * 3 + 2)?;
            for at in (0..ranges.len() - 2).step_by(3) {
                let next = big_endian(ranges.get(at + 3..at + 5)?);
                let is_next = big_endian(ranges.get(at..at + 2)?) == font_of.len();
                if !is_next || next > glyphs {
                    return None;
                }
                font_of.resize(next.max(font_of.len()), *ranges.get(at + 2)?);
            }
            Some(font_of)
        }
        _ => None,
    }
}

/// What a glyph adds to the nominal width, if it does: its first operand, where the first operator
/// has one more than it needs.
fn more(glyph: &[u8]) -> Option<Option<f64>> {
    let (mut operands, mut rest) = (Vec::new(), glyph);
    while let [first, after @ ..] = rest {
        let count = operands.len();
        let has_more = match first {
            // Stems and masks, in pairs.
            1 | 3 | 18 | 19 | 20 | 23 => count % 2 == 1,
            4 | 22 => count > 1,
            21 => count > 2,
            14 => count == 1 || count == 5,
            255 => {
                let (number, after) = after.split_first_chunk()?;
                operands.push(f64::from(i32::from_be_bytes(*number)) / 65_536.0);
                rest = after;
                continue;
            }
            _ => {
                let (number, after) = short(*first, after)?;
                operands.push(number);
                rest = after;
                continue;
            }
        };
        return Some(operands.first().copied().filter(|_| has_more));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_say_what_they_add() {
        // 239 is the number 100, 28 a number of two bytes, 255 one with a fraction.
        for (glyph, expected) in [
            (&[14][..], Some(None)),
            (&[239, 14], Some(Some(100.0))),
            (&[239, 239, 22], Some(Some(100.0))),
            (&[239, 22], Some(None)),
            (&[28, 1, 0, 140, 141, 1], Some(Some(256.0))),
            (&[140, 141, 18], Some(None)),
            (&[255, 0, 1, 128, 0, 14], Some(Some(1.5))),
            (&[247, 0, 251, 0, 140, 21], Some(Some(108.0))),
            // A subroutine, and none at all.
            (&[239, 10], None),
            (&[239], None),
        ] {
            assert_eq!(more(glyph), expected, "{glyph:?}");
        }
    }

    /// A program of two glyphs, the second of which is 100 wider than what is nominal.
    #[test]
    fn widths_of_a_program() {
        let program = |scale: &[u8]| {
            let font = [&[28, 0, 8, 28, 0, 80, 18][..], scale].concat();
            let length = 1 + u8::try_from(font.len()).unwrap_or_default();
            let mut data = [
                // The head, the name, and where glyphs, fonts and the selection are.
                &[1, 0, 4, 1, 0, 1, 1, 1, 2, b'A', 0, 1, 1, 1, 15][..],
                &[28, 0, 29, 17, 28, 0, 41, 12, 36, 28, 0, 38, 12, 37],
                &[0, 2, 1, 1, 2, 4, 14, 239, 14],
                &[0, 0, 0],
                &[0, 1, 1, 1, length],
                &font,
            ]
            .concat();
            data.resize(80, 0);
            data.extend([28, 1, 244, 20, 28, 2, 88, 21]);
            data
        };
        let data = program(&[]);
        let widths = NumberedWidths::read(&data);
        let of = |glyph: u16| widths.as_ref().and_then(|widths| widths.of(glyph));
        assert_eq!([of(0), of(1), of(2)], [Some(500.0), Some(700.0), None]);
        // A font in the program with a scale of its own.
        assert!(NumberedWidths::read(&program(&[140, 139, 139, 140, 139, 139, 12, 7])).is_none());
        assert!(NumberedWidths::read(b"").is_none());
    }

    #[test]
    fn fonts_are_selected() {
        assert_eq!(selection(&[0, 1, 2], 2), Some(vec![1, 2]));
        let ranges = [3, 0, 2, 0, 0, 7, 0, 1, 8, 0, 3];
        assert_eq!(selection(&ranges, 3), Some(vec![7, 8, 8]));
        assert_eq!(selection(&ranges, 2), None);
        assert_eq!(selection(&[4], 0), None);
    }
}
