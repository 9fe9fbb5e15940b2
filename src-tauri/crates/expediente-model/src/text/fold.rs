//! Folds letters for comparison: without accents.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text without accents, with ligatures and letter variants replaced by plain letters: "Perú N.º
/// 3" becomes "Peru N.o 3". Letters of other scripts stay.
#[must_use]
pub fn without_accents(text: &str) -> Cow<'_, str> {
    // Most texts are ASCII and need no work.
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfkd().filter(|c| !is_combining_mark(*c)).collect())
}

/// A text as words are compared: without accents, in lower case.
#[must_use]
pub fn folded(text: &str) -> String {
    without_accents(text).to_lowercase()
}

/// Whether a folded word is a particle of names, which one paper writes and another does not.
#[must_use]
pub fn is_particle(folded: &str) -> bool {
    matches!(
        folded,
        "de" | "del" | "la" | "las" | "los" | "da" | "do" | "dos" | "y"
    )
}

/// Its letters and digits alone, folded: texts are compared so whose words can be divided in another
/// way.
#[must_use]
pub fn folded_letters(text: &str) -> String {
    let text = folded(text);
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
