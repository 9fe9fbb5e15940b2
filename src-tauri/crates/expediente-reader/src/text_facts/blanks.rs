//! Blanks that were left open: "Executed on ____", "Firma: ______". Runs in the child.

use expediente_model::Passage;
use regex::bytes::Regex;

use crate::text_facts::{PageText, pattern, slice};

pub(super) struct Blanks {
    gap: Regex,
    date_before: Regex,
    date_after: Regex,
    signature: Regex,
    signature_below: Regex,
    date_below: Regex,
    signed: Regex,
    dated: Regex,
    in_brackets: Regex,
    alone: Regex,
    named_below: Regex,
    filled: Regex,
    elsewhere: Regex,
    own_line: Regex,
}

/// Bytes before and behind a blank that say what it is for.
const NEAR: usize = 64;

/// Underscores of a line that is signed, with a name below it.
const LINE: usize = 12;

impl Blanks {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            // A row of underscores or of dots, or the slots of a date.
            gap: pattern(r"_(?:[ _]*_)+|\.{8,}|_{1,4} ?/ ?_{1,4} ?/ ?_{1,4}")?,
            date_before: pattern(concat!(
                r"(?:\bdate[sd]?|\bfecha(?:do|da)?|\bexecuted(?: on)?|\bon (?:this",
                r"|the)|\bday of|\bdias? del?(?: mes(?: de)?)?|\ba los|\bel dia",
                r"|\bdata|\ble|\bde 20|\b20)[ :.,#(]*\n?[ ]*$",
            ))?,
            date_after: pattern(r"^[ ,]*(?:day of\b|dias? del\b|de 20|, ?20)")?,
            signature: pattern(concat!(
                r"(?:\bsignature|\bsigned(?: by)?|\bsign(?: here)?|\bfirma(?:do",
                r"|da)?(?: por)?|\bassinatura|\bsignature du? \w+|\bby",
                r"|\b/s/)(?: (?:of|de|del|do|da|du) [\w ]{1,24})?[ :.,]*\n?[ ]*$",
            ))?,
            signature_below: pattern(
                r"^ *\n *\(?(?:signature|signed|firma|assinatura)\b[^/\n]*(?:\n|$)",
            )?,
            // "Date: October 25, 2026" below a line has its date.
            date_below: pattern(r"^ *\n *\(?(?:date|fecha|data)\b[^\d\n]*(?:\n|$)")?,
            // The line above, where somebody has signed or the day is written.
            signed: pattern(concat!(
                r"(?:/s/|\(signed\)|\bfdo\b|\bfirmado\b|\(firma\)",
                r"|\bsigned (?:by|electronically)[: ]+[a-z])[^\n]*\n[ x_]*$",
            ))?,
            dated: pattern(r"[0-9]{4}[^\n]*\n[ _]*$")?,
            in_brackets: pattern(concat!(
                r"\[ *(?:insert |enter |poner |escriba )?(?:the |la )?(?:date|day",
                r"|fecha)\b[^\]\n]{0,16}\]",
            ))?,
            alone: pattern(r"(?:^|\n) *x?$")?,
            // A name, and not a sentence: nobody writes three small words in one.
            named_below: pattern(concat!(
                r"^ *\n *[A-Z][\w'.-]*(?: (?:(?:de|del|la|y|da|do",
                r"|dos) ){0,2}[A-Z][\w'.-]*){0,5} *(?:,|\n|$)",
            ))?,
            // The other end of a blank on which something is written: "__25th__".
            filled: pattern(r"_ ?[a-z0-9/][^_\n]{0,40}[a-z0-9]$")?,
            // Blanks of others, and of an office.
            elsewhere: pattern(concat!(
                r"\b(?:spouse|preparer|conyuge|guarantor|fiador|guardian|tutor|witness if|received",
                r"|recibido|reviewed|prepared|entered|approved|office use|uso de la oficina",
                r"|judge|juez|clerk|secretari[oa])\b[^\n]{0,40}$",
            ))?,
            // A label on the line before is that of the blank above it.
            own_line: pattern(r"_ *\n[^\n]*\n *x?$")?,
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
            // What is written on the line has taken the place of some of it.
            let is_filled = after.first().is_some_and(u8::is_ascii_alphanumeric)
                || after.starts_with(b"/s/")
                || self.filled.is_match(before)
                || before.last().is_some_and(u8::is_ascii_digit) && !before.ends_with(b"20");
            if is_filled || self.elsewhere.is_match(before) {
                continue;
            }
            let label_is_above = self.own_line.is_match(before);
            let is_alone = self.alone.is_match(before);
            let is_signed = self.signed.is_match(before);
            let is_date = !label_is_above && self.date_before.is_match(before)
                || self.date_after.is_match(after)
                || self.date_below.is_match(after) && !self.dated.is_match(before)
                || gap.as_bytes().contains(&b'/');
            let is_signature = !is_signed
                && (!label_is_above && self.signature.is_match(before)
                    || is_alone && self.signature_below.is_match(after));
            if is_date {
                found.push(Passage::BlankDate);
            }
            let is_line = || {
                let as_written = slice(page.plain.as_bytes(), gap.end(), gap.end() + NEAR);
                let has_cross = before.ends_with(b"x");
                let is_for_a_date = self.date_below.is_match(after);
                let is_for_a_name =
                    has_cross || self.named_below.is_match(as_written) && !is_for_a_date;
                gap.len() >= LINE && is_alone && !is_signed && is_for_a_name
            };
            if is_signature || !is_date && is_line() {
                found.push(Passage::BlankSignature);
            }
        }
        if self.in_brackets.is_match(text) {
            found.push(Passage::BlankDate);
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
            ("Executed on [date], at San Cristóbal", &[BlankDate]),
            ("Executed on [INSERT DATE], at San Cristóbal", &[BlankDate]),
            ("X______________________\nMarisol Prado", &[BlankSignature]),
            ("Marisol Prado\nX______________________", &[BlankSignature]),
            ("........................\nMarisol Prado", &[BlankSignature]),
            // Filled in.
            ("Executed on the __25th__ day of __October__, 2026", &[]),
            ("Signature: __/s/ Marisol Prado____", &[]),
            ("DocuSigned by: Marisol Prado\n____________________", &[]),
            (
                "____________________\nDate: October 25, 2026\nSigned: /s/ Marisol Prado",
                &[],
            ),
            ("October 25, 2026\n_________________\nDate\n", &[]),
            ("Dated: __October 25, 2026__", &[]),
            (
                "/s/ Marisol Prado\n_________________________\nMarisol Prado",
                &[],
            ),
            ("Apartment: ______\nSignature: /s/ Marisol Prado", &[]),
            ("October 25, 2026 [Sunday]", &[]),
            // Other blanks, leaders of a table, and lines that separate.
            ("Contents ................ 5", &[]),
            ("Middle name: ______", &[]),
            (
                "____________________\nFiled by the office of Teresa Whitaker",
                &[],
            ),
            ("Office use: Received by: ________", &[]),
            ("Spouse's signature. If a joint return: ________", &[]),
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
