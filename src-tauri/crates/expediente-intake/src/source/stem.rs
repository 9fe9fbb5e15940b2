//! Names without their extensions.

use std::ffi::OsStr;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

/// The name without an extension. The part after the last dot counts as one only if it looks like
/// one: `Carta Dr. Rangel` has none.
pub(crate) fn stem(name: &OsStr) -> String {
    let path = Path::new(name);
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let known = extension.is_some_and(|e| {
        (2..=5).contains(&e.len())
            && e.bytes().all(|b| b.is_ascii_alphanumeric())
            && e.bytes().any(|b| b.is_ascii_alphabetic())
    });
    let stem = if known {
        path.file_stem()
    } else {
        path.file_name()
    };
    // A name like `..` has neither.
    let text = stem.map_or(name, |stem| stem).to_string_lossy();
    text.chars().flat_map(roman_letters).collect()
}

/// The letters of a Roman numeral that is one character: `\u{2162}` is III.
fn roman_letters(c: char) -> impl Iterator<Item = char> {
    let is_one = matches!(c, '\u{2160}'..='\u{217f}');
    let letters = c.nfkc().filter(move |_| is_one);
    letters.chain((!is_one).then_some(c))
}
