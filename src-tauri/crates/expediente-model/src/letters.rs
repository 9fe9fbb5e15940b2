//! Letters as they are compared: without their accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text without accents, and with ligatures and other forms of letters as the letters that they stand for: "Perú N.º 3"
/// becomes "Peru N.o 3". Letters of other scripts stay.
pub fn without_accents(text: &str) -> impl Iterator<Item = char> + '_ {
    text.nfkd().filter(|c| !is_combining_mark(*c))
}
