//! Blanks that were left open: "Executed on ____", "Firma: ______". Runs in the child.

use expediente_model::Passage;
use regex::bytes::Regex;

use crate::text_facts::{PageText, pattern, slice};

pub(super) struct Blanks {
    gap: Regex,
    date_before: Regex,
    date_after: Regex,
    signature: Regex,
    signature_after: Regex,
    alone: Regex,
    named_below: Regex,
}

/// Bytes before and behind a blank that say what it is for.
const NEAR: usize = 36;

/// Underscores of a line that is signed, with a name below it.
const LINE: usize = 12;

impl Blanks {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            // A row of underscores or of dots, or the slots of a date.
            gap: pattern(r"_(?:[ _]*_)+|\.{8,}|_{1,4} ?/ ?_{1,4} ?/ ?_{1,4}")?,
            date_before: pattern(
                r"(?:\bdate[sd]?|\bfecha(?:do|da)?|\bexecuted(?: on)?|\bon (?:this|the)|\bday of|\bdias? del?(?: mes(?: de)?)?|\ba los|\bel dia|\bdata|\ble|\bde 20|\b20)[ :.,#(]*\n?[ ]*$",
            )?,
            date_after: pattern(
                r"^[ ,]*(?:day of\b|dias? del\b|de 20|, ?20|\n ?\(?(?:date|fecha|data)\b)",
            )?,
            signature: pattern(
                r"(?:\bsignature|\bsigned(?: by)?|\bsign(?: here)?|\bfirma(?:do|da)?(?: por)?|\bassinatura|\bsignature du? \w+|\bby|\b/s/)(?: (?:of|de|del|do|da|du) [\w ]{1,24})?[ :.,]*\n?[ ]*$",
            )?,
            signature_after: pattern(r"^\s*\(?(?:signature|signed|firma|assinatura)\b")?,
            alone: pattern(r"(?:^|\n) *$")?,
            named_below: pattern(r"^ *\n *[a-z]")?,
        })
    }

    /// What is left blank on a page. A blank on a scan may have been filled by hand.
    pub(super) fn passages(&self, page: &PageText) -> Vec<Passage> {
        let mut found = Vec::new();
        if page.is_scan {
            return found;
        }
        let text = page.folded.as_bytes();
        for gap in self.gap.find_iter(text) {
            let before = slice(text, gap.start().saturating_sub(NEAR), gap.start());
            let after = slice(text, gap.end(), gap.end() + NEAR);
            let is_date = self.date_before.is_match(before)
                || self.date_after.is_match(after)
                || gap.as_bytes().contains(&b'/');
            let is_signature =
                self.signature.is_match(before) || self.signature_after.is_match(after);
            if is_date {
                found.push(Passage::BlankDate);
            }
            let is_line = || {
                let is_long = gap.len() >= LINE && gap.as_bytes().starts_with(b"_");
                is_long && self.alone.is_match(before) && self.named_below.is_match(after)
            };
            if is_signature || !is_date && is_line() {
                found.push(Passage::BlankSignature);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_facts::tests::read;
    use expediente_model::Passage::{BlankDate, BlankSignature};

    fn found(text: &str) -> Vec<Passage> {
        let facts = read(&[text]);
        let blanks = facts.passages.iter().map(|(passage, _)| *passage);
        blanks
            .filter(|passage| matches!(passage, BlankDate | BlankSignature))
            .collect()
    }

    /// A declaration without day or signature proves nothing (28 USC 1746: "Executed on (date).
    /// (Signature)").
    #[test]
    fn blanks_are_told_apart() {
        for (text, expected) in [
            (
                "Executed on ____. Signature: ____",
                &[BlankDate, BlankSignature][..],
            ),
            ("Executed on this ____ day of ________, 2025", &[BlankDate]),
            ("Date: ____/____/______", &[BlankDate]),
            ("Fecha: _______________", &[BlankDate]),
            ("Dated\n_________", &[BlankDate]),
            ("a los ____ días del mes de ________ de 20__", &[BlankDate]),
            ("En Capacho, ___ de ______ de 20__", &[BlankDate]),
            ("Firma: ................", &[BlankSignature]),
            ("Firma del declarante: ______________", &[BlankSignature]),
            (
                "______________________\nSignature of the translator",
                &[BlankSignature],
            ),
            ("______________________\nMarisol Prado", &[BlankSignature]),
            ("_____________\nDate", &[BlankDate]),
            // Other blanks, leaders of a table, and lines that separate.
            ("Contents ................ 5", &[]),
            ("Middle name: ______", &[]),
            ("__________________________\n\n", &[]),
            (
                "Executed on November 3, 2025. Signature: Marisol Prado",
                &[],
            ),
            ("snake_case and __init__", &[]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
