//! Default appearance strings, such as `/Helv 0 Tf 0 g`: the text size and color of fields.

use crate::file::syntax;
use crate::read::lexer::Lexer;

/// The size and color of a text.
pub(crate) struct DefaultAppearance {
    /// 0 when the size is to be chosen.
    pub(crate) size: f64,
    /// The operator that sets the color.
    pub(crate) paint: Vec<u8>,
}

impl DefaultAppearance {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let words: Vec<&[u8]> = Lexer::new(bytes).map(|token| token.text).collect();
        let mut found = Self {
            size: 0.0,
            paint: b"0 g\n".to_vec(),
        };
        for (at, word) in words.iter().enumerate() {
            let (before, _) = words.split_at(at);
            let count = match *word {
                b"Tf" | b"g" => 1,
                b"rg" => 3,
                b"k" => 4,
                _ => continue,
            };
            let values = operands(before, count);
            match values {
                Some(values) if *word == b"Tf" => {
                    found.size = values.first().map_or(0.0, |size| size.abs());
                }
                Some(values) => {
                    found.paint.clear();
                    syntax::reals(&mut found.paint, &values);
                    found.paint.extend_from_slice(word);
                    found.paint.push(b'\n');
                }
                None if *word == b"Tf" => found.size = 0.0,
                None => {}
            }
        }
        found
    }
}

/// The last words as numbers; nothing when one of them is not a number.
fn operands(words: &[&[u8]], count: usize) -> Option<Vec<f64>> {
    let start = words.len().checked_sub(count)?;
    words
        .get(start..)?
        .iter()
        .map(|word| std::str::from_utf8(word).ok()?.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_and_color_of_text() {
        for (text, size, paint) in [
            ("/Helv 0 Tf 0 g", 0.0, "0 g\n"),
            ("1 0 .5 rg/F#20 -12.5 Tf", 12.5, "1 0 0.5 rg\n"),
            ("0 0 0 k\n/Helv x Tf", 0.0, "0 g\n"),
            ("0 0 0 1 k 2 rg", 0.0, "0 0 0 1 k\n"),
            ("", 0.0, "0 g\n"),
        ] {
            let found = DefaultAppearance::parse(text.as_bytes());
            let painted = String::from_utf8_lossy(&found.paint).into_owned();
            assert_eq!((found.size, painted.as_str()), (size, paint), "{text}");
        }
    }
}
