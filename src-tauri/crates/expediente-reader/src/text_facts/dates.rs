//! The days on which a paper says that it was made: "Executed on December 25, 2026", the date of a
//! letter. Runs in the child.

use expediente_model::{Date, find_date};
use regex::bytes::Regex;

use crate::text_facts::{PageText, pattern, slice};

pub(super) struct Dates {
    day: Regex,
    made: Regex,
    served: Regex,
    other: Regex,
    place: Regex,
    line_end: Regex,
    hour: Regex,
}

/// Bytes of a label on the line above a date.
const LABEL: usize = 40;

/// Bytes before and behind a date that say what it is.
const NEAR: usize = 110;

impl Dates {
    /// `day` is the pattern of a day, which takes the longest to make.
    pub(super) fn new(day: Regex) -> Result<Self, regex::Error> {
        Ok(Self {
            day,
            made: pattern(concat!(
                r"\b(?:dated?|executed|signed|sworn|subscribed|issued|served|mailed|fecha",
                r"|fechad[oa]|expedid[oa]|expide|expedicion|emitid[oa]|emision|dad[oa]",
                r"|firmad[oa]|suscrit[oa]|otorgad[oa])\b[^.;]*$",
            ))?,
            served: pattern(r"^[^.;]{0,60}\b(?:served|mailed|sent|notifique|entregue|envie)\b")?,
            // Days to come that papers may well name.
            other: pattern(concat!(
                r"\b(?:expir\w*|valid\w*|venc\w*|until|hasta|hearing|audiencia|appointment|cita",
                r"|due|next|proxim\w*|deadline|plazo|before|antes|caduc\w*|schedul\w*|desde",
                r"|programad\w*|through|from|effective|starts?|begins?|ends?|trial|juicio|merits",
                r"|election|elecciones|graduat\w*|release|renew\w*|renov\w*|birth|nacimiento|born",
                r"|planned|will|shall|sera|travel|viaje|departure|return|period|periodo)\b",
            ))?,
            // The line of a letter: a place, and the date.
            place: pattern(r"^[ ]*(?:[a-z][a-z.,' -]{0,40})?$")?,
            line_end: pattern(r"^[ .,]*(?:\n|$)")?,
            // A date with an hour is when somebody is to come.
            hour: pattern(r"^[ ,.\n]*(?:time|hora|at \d|a las|\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m)")?,
        })
    }

    /// The days on which a page says that it was made or served. Of `3/4/2027` the earlier one.
    pub(super) fn made(&self, page: &PageText) -> Vec<Date> {
        let text = page.folded.as_bytes();
        let mut found = Vec::new();
        // A date may go on in the next line.
        let flat = page.folded.replace('\n', " ");
        for place in self.day.find_iter(flat.as_bytes()) {
            let before = slice(text, place.start().saturating_sub(NEAR), place.start());
            let after = slice(text, place.end(), place.end() + NEAR);
            let lines: Vec<&[u8]> = before.rsplitn(3, |byte| *byte == b'\n').collect();
            let own = lines.first().map_or(before, |own| own);
            // What is alone on its line is named above it: by a label, not by a sentence.
            let above = lines.get(1);
            let above = above.filter(|above| above.len() <= LABEL && !above.ends_with(b"."));
            let named_from = own.len() + above.map_or(0, |above| above.len() + 1);
            let named = slice(
                before,
                before.len().saturating_sub(named_from),
                before.len(),
            );
            let is_letter = self.place.is_match(own) && self.line_end.is_match(after);
            let is_made = self.made.is_match(before) || self.served.is_match(after);
            let is_other = self.other.is_match(named) || self.hour.is_match(after);
            if is_other || !is_made && !is_letter {
                continue;
            }
            let said = String::from_utf8_lossy(place.as_bytes());
            let dates = find_date(&said).map(|found| found.dates);
            let days = dates
                .into_iter()
                .flatten()
                .filter(|date| date.day().is_some());
            found.extend(days.min());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::text_facts::tests::read;

    fn made(text: &str) -> Vec<String> {
        let facts = read(&[text]);
        facts
            .made
            .iter()
            .map(|(date, _)| date.to_string())
            .collect()
    }

    #[test]
    fn the_day_of_a_paper() {
        for (text, expected) in [
            (
                "Grace Church\nOctober 28, 2027\n\nDear Judge,",
                "2027-10-28",
            ),
            ("Grace Church\n10/28/2027\nDear Judge,", "2027-10-28"),
            ("El Paso, Texas, October 28, 2027\nDear", "2027-10-28"),
            ("San Cristóbal, 20 de octubre de 2062.", "2062-10-20"),
            (
                "Executed on December 25, 2026, at San Cristóbal.",
                "2026-12-25",
            ),
            ("Dated 25 October 2028, at San Cristóbal.", "2028-10-25"),
            ("Date: 10/22/2027", "2027-10-22"),
            ("Date: 03/04/2027", "2027-03-04"),
            (
                "que se expide a petición de la parte interesada en San Cristóbal,\na los 20 días\n\
                 del mes de octubre de 2062.",
                "2062-10-20",
            ),
            (
                "On December 10, 2026, I, Teresa Whitaker, served a copy.",
                "2026-12-10",
            ),
        ] {
            assert_eq!(made(text), [expected], "{text}");
        }
        for text in [
            "Date of expiration: 10/22/2027",
            "Valid until October 22, 2027",
            "Fecha de vencimiento\n22/10/2027",
            "Your next appointment is on October 22, 2027",
            "The hearing of June 1, 2027, is before Judge Diaz.",
            "Date: June 1, 2027\nTime: 9:00 a.m.",
            "Date: June 1, 2027 at 9:00 a.m.",
            "She studies until June 1, 2027.",
            "Dated: October 2027",
        ] {
            assert!(made(text).is_empty(), "{text}: {:?}", made(text));
        }
    }
}
