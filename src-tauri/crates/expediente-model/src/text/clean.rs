//! Cleans texts from outside: one line, composed letters, nothing that is unseen.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Whether a character is not seen but can change what is: control characters, line breaks, marks
/// that set the direction of writing (Unicode Standard Annex 9), byte order marks, annotations and
/// tags. A name with one of them can look like another name, or command a terminal.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{061c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// A text on one line: spaces and breaks of any kind become one space, [hidden](is_hidden)
/// characters go, letters and their accents are [composed].
#[must_use]
pub fn one_line(text: &str) -> String {
    let breaks =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let words = text
        .split(breaks)
        .map(|word| word.chars().filter(|c| !is_hidden(*c)).collect::<String>())
        .filter(|word| !word.is_empty());
    composed(&words.collect::<Vec<_>>().join(" ")).into_owned()
}

/// A text in Unicode's composed form, NFC: "e" and its accent become "é". A Mac writes the names of
/// files in the other form, so that equal names differ as bytes.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A title that writes backward, moves the cursor or breaks the line is only its letters.
    #[test]
    fn only_what_is_seen_stays() {
        for (text, expected) in [
            ("Carta\u{202e}fdp.exe", "Cartafdp.exe"),
            ("a\u{1b}[2K\r\nb", "a [2K b"),
            ("\u{2066}x\u{2069} \u{feff}y\u{200f}", "x y"),
            ("Ce\u{301}dula", "C\u{e9}dula"),
            ("l\u{ed}nea\u{2028}dos", "l\u{ed}nea dos"),
            ("\u{9b}31m", "31m"),
            (
                "M\u{aa} de los \u{c1}ngeles \u{1f600}",
                "M\u{aa} de los \u{c1}ngeles \u{1f600}",
            ),
        ] {
            assert_eq!(one_line(text), expected, "{text:?}");
        }
    }
}
