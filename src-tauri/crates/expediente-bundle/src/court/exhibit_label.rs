//! Exhibit labels: letters or numbers, as the profile says.

use std::fmt;

use compact_str::{CompactString, ToCompactString};

/// The text on a tab: `A`, `B`, … `Z`, `AA`, `AB`, …; or `1`, `2`, ….
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExhibitLabel(CompactString);

impl ExhibitLabel {
    /// The letters of the exhibit at `index`, counted from 0.
    #[must_use]
    pub fn letters(index: usize) -> Self {
        let mut rest = index + 1;
        let mut letters = Vec::new();
        while rest > 0 {
            rest -= 1;
            // The remainder is below 26, so nothing is cut off.
            #[allow(clippy::cast_possible_truncation)]
            letters.push(char::from(b'A' + (rest % 26) as u8));
            rest /= 26;
        }
        Self(letters.into_iter().rev().collect())
    }

    /// The number of the exhibit at `index`, counted from 0.
    #[must_use]
    pub fn numbers(index: usize) -> Self {
        Self((index + 1).to_compact_string())
    }

    /// The label as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ExhibitLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 27th exhibit is AA: a dossier with more than 26 must not run out of letters or repeat
    /// one.
    #[test]
    fn letters_go_on_after_z() {
        for (index, label) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(ExhibitLabel::letters(index).as_str(), label);
        }
    }
}
