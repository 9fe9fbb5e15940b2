//! Exhibit labels: letters or numbers, by the profile.

use std::fmt;

use compact_str::{CompactString, ToCompactString};

/// What stands on a tab: `A`, `B`, … `Z`, `AA`, `AB`, …; or `1`, `2`, ….
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExhibitLabel(CompactString);

impl ExhibitLabel {
    /// The label of the exhibit at `index`, counted from 0, in letters.
    #[must_use]
    pub fn letters(index: usize) -> Self {
        let mut rest = index + 1;
        let mut letters = Vec::new();
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
            rest /= 26;
        }
        Self(letters.into_iter().rev().collect())
    }

    /// The label of the exhibit at `index`, counted from 0, in numbers.
    #[must_use]
    pub fn numbers(index: usize) -> Self {
        Self((index + 1).to_compact_string())
    }

    /// As text.
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

    /// The 27th exhibit is AA: a dossier with more than 26 must not run out of letters or repeat one.
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
