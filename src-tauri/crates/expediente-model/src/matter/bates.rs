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
    /// The number of the page `offset` pages after the first.
    #[must_use]
    pub fn number(&self, offset: u64) -> String {
        let width = usize::from(self.digits.min(12));
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
