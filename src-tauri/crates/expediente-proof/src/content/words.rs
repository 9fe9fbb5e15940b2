//! The words under a page that was scanned: the first stream of a page, token by token as the
//! writer draws it. They show nothing.
//!
//! ```text
//! words = q  { line }  Q
//! line  = BT  3 Tr  /Font size Tf  a b c d e f Tm  word  { space word }  [ 0 Ts ]  ET
//! space = stretch Tz codes Tj
//! word  = [ rise Ts ]  stretch Tz codes Tj
//! ```

use crate::content::font::Font;
use crate::content::matrix::Matrix;
use crate::content::tokens::Tokens;

/// A line of words, in the page's user space.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub words: Vec<String>,
    /// Start and end of its baseline.
    pub from: (f64, f64),
    pub to: (f64, f64),
}

/// The lines of a stream; none where it has something else. `name` is the resource name that the
/// font of words must have.
pub fn read(content: &[u8], is_words: &dyn Fn(&[u8]) -> bool, font: &Font) -> Option<Vec<Line>> {
    let mut tokens = Tokens::new(content);
    tokens.operator(b"q")?;
    let mut lines = Vec::new();
    while tokens.try_operator(b"BT") {
        lines.push(line(&mut tokens, is_words, font)?);
    }
    tokens.operator(b"Q")?;
    (tokens.is_done() && !lines.is_empty()).then_some(lines)
}

fn line(tokens: &mut Tokens<'_>, is_words: &dyn Fn(&[u8]) -> bool, font: &Font) -> Option<Line> {
    let mode: [f64; 1] = tokens.numbers(b"Tr")?;
    let name = tokens.name()?;
    let [size] = tokens.numbers(b"Tf")?;
    let matrix = Matrix(tokens.numbers(b"Tm")?);
    let (mut words, mut width, mut at) = (Vec::new(), 0.0, 0);
    let (mut first, mut last, mut rise) = (0.0, 0.0, 0.0);
    while !tokens.try_operator(b"ET") {
        if let Some([height]) = tokens.try_numbers(b"Ts") {
            // Only before a word, or at the end, where it is taken back.
            if at % 2 == 1 {
                tokens.operator(b"ET")?;
                if height != 0.0 {
                    return None;
                }
                break;
            }
            rise = height;
        }
        if at == 0 {
            first = rise;
        }
        let [stretch] = tokens.numbers(b"Tz")?;
        let codes = tokens.text()?;
        tokens.operator(b"Tj")?;
        let (text, thousandths) = font.decode(&codes)?;
        let is_space = text == " ";
        // A space between two words, and only there.
        if is_space != (at % 2 == 1) || stretch <= 0.0 || text.is_empty() {
            return None;
        }
        if !is_space {
            words.push(text);
            last = rise;
        }
        width += thousandths / 1000.0 * size * stretch / 100.0;
        at += 1;
    }
    let is_ours = mode == [3.0] && size > 0.0 && at % 2 == 1 && is_words(&name);
    is_ours.then(|| Line {
        words,
        from: matrix.apply(0.0, first),
        to: matrix.apply(width, last),
    })
}

/// The digest of the words of lines: each word after its length, each line after its number of
/// words.
pub fn digest<'a>(lines: impl Iterator<Item = &'a [String]>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for words in lines {
        hasher.update(&(words.len() as u64).to_le_bytes());
        for word in words {
            hasher.update(&(word.len() as u64).to_le_bytes());
            hasher.update(word.as_bytes());
        }
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "q\nBT\n3 Tr\n/W 10 Tf\n1 0 0 1 72 500 Tm\n100 Tz\n<00410042> Tj\n50 Tz\n\
                       <0020> Tj\n200 Tz\n<0043> Tj\nET\nQ\n";

    fn words(content: &str) -> Option<Vec<Line>> {
        read(
            content.as_bytes(),
            &|name| name == b"W",
            &Font::for_test("ABC "),
        )
    }

    /// Whatever shows, hides or moves anything must not pass for words that are not seen.
    #[test]
    fn words_are_words_to_the_letter() {
        let [line] = words(TWO).unwrap().try_into().unwrap();
        assert_eq!(line.words, ["AB", "C"]);
        assert_eq!((line.from, line.to), ((72.0, 500.0), (94.5, 500.0)));
        for (from, to) in [
            ("3 Tr", "0 Tr"),
            ("3 Tr", "7 Tr"),
            ("3 Tr", "3 Tr 1 Tr"),
            ("3 Tr\n", ""),
            ("/W 10", "/F 10"),
            ("/W 10", "/W 0"),
            ("/W 10", "/W -10"),
            ("100 Tz", "-100 Tz"),
            ("100 Tz", "0 Tz"),
            ("100 Tz", "100 Tz 5 Tc"),
            ("<0020>", "<0041>"),
            ("<0043>", "<0020>"),
            ("<0043>", "<00>"),
            ("<0043>", "<>"),
            ("50 Tz\n<0020> Tj\n200 Tz\n<0043> Tj", "50 Tz\n<0020> Tj"),
            ("<0043> Tj", "<0043> Tj 5 Ts"),
            ("50 Tz", "5 Ts 50 Tz"),
            ("ET\nQ", "ET\n0 0 9 9 re f\nQ"),
            ("ET\nQ", "ET\n/X Do\nQ"),
            ("ET\nQ", "ET\nQ 1 g"),
            ("ET\nQ", "ET"),
            ("q\nBT", "BT"),
            ("q\nBT", "q\n0 0 1 1 re W n\nBT"),
            ("q\nBT", "q\n/G gs\nBT"),
        ] {
            assert!(TWO.contains(from), "{from}");
            assert_eq!(words(&TWO.replacen(from, to, 1)), None, "{to}");
        }
        assert_eq!(words("q\nQ\n"), None);
        // Words of a tilted line are steps.
        let steps = TWO
            .replacen("100 Tz", "2 Ts 100 Tz", 1)
            .replacen("200 Tz", "-3 Ts 200 Tz", 1)
            .replacen("ET", "0 Ts ET", 1);
        let [line] = words(&steps).unwrap().try_into().unwrap();
        assert_eq!((line.from, line.to), ((72.0, 502.0), (94.5, 497.0)));
    }

    /// The same letters in other words, or in other lines, are others.
    #[test]
    fn a_digest_tells_words_from_lines() {
        let of = |lines: &[&[&str]]| {
            let lines: Vec<Vec<String>> = lines
                .iter()
                .map(|words| words.iter().map(|word| (*word).to_owned()).collect())
                .collect();
            digest(lines.iter().map(Vec::as_slice))
        };
        let all = [
            of(&[&["ab", "c"]]),
            of(&[&["a", "bc"]]),
            of(&[&["ab"], &["c"]]),
            of(&[&["c"], &["ab"]]),
            of(&[]),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(!all[at + 1..].contains(one), "{at}");
        }
    }
}
