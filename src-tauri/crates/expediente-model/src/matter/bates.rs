//! Bates numbers: a prefix and a running number with leading zeros, on every page that is filed.

use serde::{Deserialize, Serialize};

/// A Bates numbering: prefix, first number, digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bates {
    /// Text before the digits.
    #[serde(default)]
    pub prefix: String,
    /// The first number.
    #[serde(default = "one")]
    pub start: u64,
    /// The minimum number of digits, padded with zeros.
    #[serde(default = "six")]
    pub digits: u8,
}

fn one() -> u64 {
    1
}

fn six() -> u8 {
    6
}

impl Bates {
    /// The most digits of a number.
    const MOST_DIGITS: u8 = 12;
    /// The largest first number: a million pages later there are still no more digits.
    const LAST_START: u64 = 999_000_000_000;

    /// Whether every page can have a number of its own with at most twelve digits.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.start <= Self::LAST_START && self.digits <= Self::MOST_DIGITS
    }

    /// The number of the page `offset` pages after the first.
    #[must_use]
    pub fn number(&self, offset: u64) -> String {
        let width = usize::from(self.digits.min(Self::MOST_DIGITS));
        format!(
            "{}{:0width$}",
            self.prefix,
            self.start.saturating_add(offset)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number that cannot be counted on would be the same on two pages.
    #[test]
    fn numbers_that_end_are_not_possible() {
        for (start, digits, expected) in [
            (0, 6, true),
            (999_000_000_000, 12, true),
            (999_000_000_001, 12, false),
            (u64::MAX, 6, false),
            (1, 13, false),
        ] {
            let prefix = String::new();
            let bates = Bates {
                prefix,
                start,
                digits,
            };
            assert_eq!(bates.is_possible(), expected, "{start} {digits}");
        }
    }

    /// The first page bears the first number, and a number that outgrows its digits loses none.
    #[test]
    fn numbers_run_on() {
        let bates = Bates {
            prefix: "QUI-".to_owned(),
            start: 98,
            digits: 3,
        };
        let numbers = [0, 1, 2, 902].map(|offset| bates.number(offset));
        assert_eq!(numbers, ["QUI-098", "QUI-099", "QUI-100", "QUI-1000"]);
    }
}
