//! Numbers of persons and accounts, and days of birth. Runs in the child.

use std::ops::Range;

use expediente_model::Passage;
use expediente_model::find_date;
use regex::bytes::{Captures, Regex};

use crate::text_facts::{PageText, one_of, pattern, slice};

pub(super) struct Numbers {
    a_number: Regex,
    labelled_a_number: Regex,
    account_number: Regex,
    account: Regex,
    iban: Regex,
    card: Regex,
    born: Regex,
    day: Regex,
    elsewhere: Regex,
    phone: Regex,
    identity: Regex,
    labelled_identity: Regex,
    year_in_words: Regex,
    day_in_words: Regex,
}

/// Bytes behind "date of birth" in which the date begins and ends.
const BIRTH: usize = 60;

/// Bytes behind it in which a date in words does, as civil registries write it.
const BIRTH_IN_WORDS: usize = 160;

/// Months in five languages, by their first letters.
const MONTHS: [&str; 23] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "ene",
    "abr", "ago", "dic", "fev", "set", "out", "dez", "avr", "mai", "jen",
];
/// Months whose first letters are those of no other form: French and Haitian.
const OTHER_MONTHS: [&str; 4] = ["juin", "juil", "aout", "des"];

/// Forms of a day with its month and year. `M` stands for the name of a month, `Y` for a year.
const DAYS: [&str; 7] = [
    // 2025-11-30
    r"\bY[-/. ][01]?[0-9][-/. ][0-3]?[0-9]\b",
    // 30/11/2025, 30.11.25
    r"\b[0-3]?[0-9][-/.][01]?[0-9][-/.](?:Y|[0-9]{2})\b",
    // 11/30/2025
    r"\b[01]?[0-9][-/.][0-3]?[0-9][-/.](?:Y|[0-9]{2})\b",
    // 30 November 2025, 20th day of November, 2025, 30 días del mes de noviembre de 2025
    concat!(
        r"\b[0-3]?[0-9](?:st|nd|rd|th|o|er|ro)?[ -]{1,2}(?:day of ",
        r"|dias? (?:del? )?(?:mes de )?|de |of |do )?M[, -]{1,2}(?:de |del |do )?(?:Y",
        r"|dos mil|two thousand)",
    ),
    // 12MAR1990
    r"\b[0-3]?[0-9]MY\b",
    // November 30th, 2025
    r"M[ ]{1,2}[0-3]?[0-9](?:st|nd|rd|th)?,?[ ]{1,2}Y",
    // the twentieth day of November, 2025
    r"\b[a-z]+ (?:day of|dias? (?:del? mes )?de) M,? (?:de |del )?(?:Y|dos mil|two thousand)",
];

impl Numbers {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            // "mil novecientos noventa y seis (1996)".
            year_in_words: pattern(r"\b(?:dos )?mil[a-z ]{0,50}\((\d{4})\)")?,
            // "treinta y uno (31)", "primero".
            day_in_words: pattern(
                r"\b(?:[a-z]+ y )?[a-z]+ ?\((\d{1,2})\)|\b(?:primero|first) (?:dia )?(?:de)",
            )?,
            // "A 012-345-678", "A012345678", "A# 012 345 678", "A-12345678".
            a_number: pattern(
                r"\bA[ #:.-]{0,3}(\d{3}[ -]\d{3}[ -]\d{3}|\d{2}[-]\d{3}[-]\d{3}|\d{8,9})\b",
            )?,
            labelled_a_number: pattern(concat!(
                r"(?:alien (?:registration )?(?:number|no|num|#)|alien registration",
                r"|a-number|a number|numero a|numero de extranjero|uscis ?#?",
                r"|uscis number)(?: ?\(a\))?[ .:#o-]{0,6}\n?[ ]*a?[ -]?(\d{3}[ -]?\d{3}[ -]?\d{3}",
                r"|\d{1,2}[ -]?\d{3}[ -]?\d{3})\b",
            ))?,
            account_number: pattern(concat!(
                r"\b(?:account|acct|a/c|cuenta|conta|compte|card|tarjeta|loan",
                r"|prestamo|routing|checking|savings|ahorros?",
                r"|corriente)\b[^\n\d]{0,30}?(?:\bnumber|\bno\b|\bnum\b|\bnumero",
                r"|\bn\.?o|\bnro|#)[ .:#]{0,4}\n?[ ]*(\d[\d .-]{3,32}\d)",
            ))?,
            account: pattern(concat!(
                r"\b(?:account|acct|a/c|cuenta|conta|compte|card|tarjeta|clabe",
                r"|checking|savings|ahorros?",
                r"|corriente)\b[^\n\d]{0,30}[ :\n]{1,3}(\d[\d .-]{6,32}\d)",
            ))?,
            iban: pattern(r"\b[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]{4}){2,7}(?:[ .-]?[a-z0-9]{1,4})?\b")?,
            card: pattern(
                r"\b[3-6]\d{3}(?:[ -]?\d){9,15}\b|\b01\d\d[ -]?\d{4}[ -]?\d\d[ -]?\d{10}\b",
            )?,
            // A day in any usual form: with figures, with the name of a month, with the day in
            // words.
            day: pattern(&days())?,
            // Words after which a date is another one's.
            elsewhere: pattern(concat!(
                r"xx|\[|\*\*|;|\.[ \n]|\b(?:date|fecha|issued?|visit|service|came",
                r"|arrived|died|since|until|discharged|married|seen|expedid[oa]|llego",
                r"|murio|desde|hasta|was|fue)\b",
            ))?,
            // Venezuelan V-12.345.678 and E-84.123.456, Salvadoran 01234567-8, Mexican CURP.
            identity: pattern(concat!(
                r"\b[VE][-. ]{1,2}\d{1,2}[. ]?\d{3}[. ]?\d{3}\b",
                r"|\b[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d\b",
            ))?,
            labelled_identity: pattern(concat!(
                r"\b(?:cedula(?: de identidad| de ciudadania)?|c\.? ?i\.?|d\.?u\.?i\.?|d\.?n\.?i\.?",
                r"|documento (?:unico )?(?:nacional )?de identidad|identity (?:card|document)",
                r"|national id(?:entity)?(?: card)?)\b\.?(?: ?\(?(?:no?|num(?:ero|ber)?|n\.o)\b\.?\)?)?",
                r"[ .:#o-]{0,4}\n?[ ]*((?:[ve][-. ]{0,2})?\d[\d. ]{3,12}\d(?:-[\dk])?)\b",
            ))?,
            phone: pattern(r"^1?[ .-]?[2-9]\d\d[ .-]\d{3}[ .-]\d{4}$")?,
            born: pattern(concat!(
                r"(?:\b(?:date of birth|birth ?da(?:te|y)|d\.?o\.?b\b\.?|born",
                r"|(?:fecha|fec\.?|f\.?) ?(?:de )?nac(?:imiento|\b)|nacid[oa]|nacio|cumpleanos",
                r"|data de nascimento|nascid[oa]|date de naissance|nee? le)\b|\(b\.)",
            ))?,
        })
    }

    /// The pattern of a day with its month and year.
    pub(super) fn day(&self) -> Regex {
        self.day.clone()
    }

    /// A-numbers of a page, as nine digits (8 CFR 1003.31 asks for them; older ones are shorter).
    pub(super) fn a_numbers(&self, page: &PageText) -> Vec<String> {
        let plain = self.a_number.captures_iter(page.plain.as_bytes());
        let labelled = self.labelled_a_number.captures_iter(page.folded.as_bytes());
        plain
            .chain(labelled)
            .filter_map(|found| found.get(1))
            .map(|number| format!("{:0>9}", digits(number.as_bytes())))
            .collect()
    }

    /// Days of birth, where the page says that they are: `1990-03-12`, or as they are written where
    /// day and month cannot be told apart.
    pub(super) fn births(&self, page: &PageText) -> Vec<String> {
        let text = page.folded.as_bytes();
        let found = self.born.find_iter(text).filter_map(|label| {
            let near = slice(text, label.end(), label.end() + BIRTH);
            let in_words;
            let (after, day) = match self.birth_after(label.as_bytes(), near) {
                Some(day) => (near, day),
                None => {
                    let far = slice(text, label.end(), label.end() + BIRTH_IN_WORDS);
                    in_words = self.in_figures(far);
                    let day = self.birth_after(label.as_bytes(), &in_words)?;
                    (in_words.as_slice(), day)
                }
            };
            let written = String::from_utf8_lossy(slice(after, day.start, day.end)).into_owned();
            let Some(read) = find_date(&written) else {
                // A day that is none, with its year, is shown as it is written.
                return has_year(&written).then_some(written);
            };
            let day = read.date().filter(|date| date.day().is_some());
            Some(day.map_or(written, |date| date.to_string()))
        });
        found.collect()
    }

    /// Numbers of identity papers, as they are written.
    pub(super) fn identity_numbers(&self, page: &PageText) -> Vec<String> {
        let written = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).to_uppercase();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let plain = self.identity.find_iter(page.plain.as_bytes());
        let mut found: Vec<String> = plain.map(|one| written(one.as_bytes())).collect();
        let labelled = self.labelled_identity.captures_iter(page.folded.as_bytes());
        let labelled = labelled.filter_map(|one| Some(written(one.get(1)?.as_bytes())));
        for number in labelled {
            let digits = digits(number.as_bytes());
            let is_known = found
                .iter()
                .any(|had| self::digits(had.as_bytes()) == digits);
            if (5..=13).contains(&digits.len()) && !is_known {
                found.push(number);
            }
        }
        found
    }

    /// Account numbers and dates of birth (FRCP 5.2(a)), and whether there is any date.
    pub(super) fn passages(&self, page: &PageText) -> Vec<Passage> {
        let text = page.folded.as_bytes();
        let mut found = Vec::new();
        if self.has_account(text) {
            found.push(Passage::AccountNumber);
        }
        if self.has_birth(text) {
            found.push(Passage::BirthDate);
        }
        if self.day.is_match(text) {
            found.push(Passage::FullDate);
        }
        found
    }

    fn has_account(&self, text: &[u8]) -> bool {
        let labelled = |pattern: &Regex, least: usize| {
            pattern.captures_iter(text).any(|found| {
                let Some(number) = found.get(1) else {
                    return false;
                };
                let after = slice(text, number.end(), text.len());
                let own = digits(number.as_bytes());
                // An amount has its cents behind a comma; a date is no number.
                let is_phone = self.phone.is_match(number.as_bytes());
                own.len() >= least
                    && !after.starts_with(b",")
                    && !is_phone
                    && !has_day(number.as_bytes())
            })
        };
        labelled(&self.account_number, 5)
            || labelled(&self.account, 8)
            || self
                .iban
                .find_iter(text)
                .any(|found| is_iban(found.as_bytes()))
            || self
                .card
                .find_iter(text)
                .any(|found| is_card(found.as_bytes()))
    }

    fn has_birth(&self, text: &[u8]) -> bool {
        self.born.find_iter(text).any(|label| {
            let after = slice(text, label.end(), label.end() + BIRTH);
            self.birth_after(label.as_bytes(), after).is_some()
        })
    }

    /// A text with the figures that stand in brackets in the place of their words: "catorce (14) de
    /// marzo de mil novecientos noventa y seis (1996)".
    fn in_figures(&self, text: &[u8]) -> Vec<u8> {
        let text = self.year_in_words.replace_all(text, &b"$1"[..]);
        let text = self
            .day_in_words
            .replace_all(&text, |found: &Captures<'_>| {
                let day = found.get(1).map(|day| day.as_bytes().to_vec());
                day.unwrap_or_else(|| b"1 de".to_vec())
            });
        let end = text.len().min(BIRTH);
        text.get(..end).map_or_else(Vec::new, <[u8]>::to_vec)
    }

    /// Where the day is that follows the words for a birth; none where it is another one's.
    fn birth_after(&self, label: &[u8], after: &[u8]) -> Option<Range<usize>> {
        let day = self.day.find(after)?;
        // Another number before it is what was meant: a year, or a masked date.
        let between = slice(after, 0, day.start());
        // The point of "D.O.B." ends no sentence.
        let is_short = label.contains(&b'.');
        let rest = between.strip_prefix(b".").filter(|_| is_short);
        let between = rest.map_or(between, |rest| rest);
        let is_near = !between.iter().any(u8::is_ascii_digit);
        (is_near && !self.elsewhere.is_match(between)).then(|| day.range())
    }
}

/// A day in any of its forms.
fn days() -> String {
    let months = [MONTHS.as_slice(), &OTHER_MONTHS].concat();
    let month = format!(r"{}[a-z]{{0,8}}\.?", one_of(&months));
    one_of(&DAYS)
        .replace('Y', "(?:19|20)[0-9]{2}")
        .replace('M', &month)
}

/// Whether there is a whole date in a text, the day included.
fn has_day(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    find_date(&text).is_some_and(|found| found.dates.iter().any(|date| date.day().is_some()))
}

fn digits(text: &[u8]) -> String {
    let digits = text.iter().filter(|byte| byte.is_ascii_digit());
    digits.map(|byte| char::from(*byte)).collect()
}

/// The check of ISO 13616: the first four characters to the end, letters as 10 to 35, modulo 97.
fn is_iban(text: &[u8]) -> bool {
    let compact = text.iter().filter(|byte| byte.is_ascii_alphanumeric());
    let compact: String = compact.map(|byte| char::from(*byte)).collect();
    let (Some(head), Some(rest)) = (compact.get(..4), compact.get(4..)) else {
        return false;
    };
    let mut remainder = 0u32;
    for c in rest.chars().chain(head.chars()) {
        let Some(value) = c.to_digit(36) else {
            return false;
        };
        let shift = if value > 9 { 100 } else { 10 };
        remainder = (remainder * shift + value) % 97;
    }
    (15..=34).contains(&compact.len()) && remainder == 1
}

/// A card by the check of ISO/IEC 7812-1 (Luhn), or a bank account of twenty digits as in
/// Venezuela.
fn is_card(text: &[u8]) -> bool {
    let digits: Vec<u32> = digits(text)
        .chars()
        .filter_map(|c| c.to_digit(10))
        .collect();
    if digits.len() == 20 {
        return true;
    }
    let doubled = |(at, digit): (usize, &u32)| match at % 2 {
        0 => *digit,
        _ if *digit > 4 => digit * 2 - 9,
        _ => digit * 2,
    };
    let sum: u32 = digits.iter().rev().enumerate().map(doubled).sum();
    (13..=19).contains(&digits.len()) && sum.is_multiple_of(10)
}

/// Whether a text names a year with its four digits.
fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4)
}

#[cfg(test)]
mod tests {
    use crate::text_facts::tests::read;
    use expediente_model::Passage;

    use super::*;

    fn has(passage: Passage, text: &str) -> bool {
        read(&[text]).pages_with(passage).is_some()
    }

    /// Papers are compared by them: a number of another kind beside them is none.
    #[test]
    fn births_and_identity_numbers_as_they_are_written() {
        let numbers = Numbers::new().unwrap();
        let page = |text: &str| PageText::new(text, false);
        for (text, expected) in [
            (
                "nacida el día catorce (14) de marzo de mil novecientos noventa y seis (1996)",
                &["1996-03-14"][..],
            ),
            ("nacido el primero de marzo de 1996", &["1996-03-01"]),
            ("Data de nascimento: 14 de março de 1996", &["1996-03-14"]),
            ("nascida em 14 de fevereiro de 1996", &["1996-02-14"]),
            ("Date de naissance : 14 août 1996", &["1996-08-14"]),
            ("née le 14 décembre 1996", &["1996-12-14"]),
            (
                "nacida el 31 de febrero de 1996",
                &["31 de febrero de 1996"],
            ),
            ("Date of birth: 14/13/1996", &["14/13/1996"]),
            ("Fecha de nacimiento: 14/03/96", &[]),
            (
                "nació el treinta y uno (31) de enero de dos mil uno (2001), en Capacho",
                &["2001-01-31"],
            ),
            ("Fecha de nacimiento: 12 de marzo de 1990", &["1990-03-12"]),
            ("DOB: 03/12/1990", &["03/12/1990"]),
            (
                "Date of birth: 1990-03-12. Born 13/03/1990",
                &["1990-03-12", "1990-03-13"],
            ),
            ("Nacida en Caracas. Expedida el 12 de marzo de 2020", &[]),
        ] {
            assert_eq!(numbers.births(&page(text)), expected, "{text}");
        }
        for (text, expected) in [
            ("titular de la cédula V-12.345.678", &["V-12.345.678"][..]),
            ("Cédula de Identidad N.º 12.345.678,", &["12.345.678"]),
            (
                "DUI: 01234567-8 y DUI No. 07654321-0",
                &["01234567-8", "07654321-0"],
            ),
            ("CURP HEGG560427MVZRRL04", &["HEGG560427MVZRRL04"]),
            ("C.I. 9.876.543", &["9.876.543"]),
            ("Expediente N.º 12.345.678", &[]),
            ("Tel. 0414-1234567", &[]),
        ] {
            assert_eq!(numbers.identity_numbers(&page(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_numbers_in_their_usual_forms() {
        for (text, expected) in [
            ("A 012-345-678", &["012345678"][..]),
            ("File No. A012345678,", &["012345678"]),
            ("A# 012 345 678", &["012345678"]),
            ("A-12345678", &["012345678"]),
            ("A12-345-678", &["012345678"]),
            ("Alien Registration Number: 098-765-432", &["098765432"]),
            ("USCIS#: 098 765 432", &["098765432"]),
            ("Número de extranjero (A): 012-345-687", &["012345687"]),
            ("A-Number: A1234567", &["001234567"]),
            ("Alien Registration Number: A1 234 567", &["001234567"]),
            ("A 2023 report", &[]),
            ("PAGA 123456789", &[]),
            ("A 15 000 000", &[]),
            ("a 012345678", &[]),
        ] {
            let facts = read(&[text]);
            let numbers: Vec<&str> = facts.a_numbers.iter().map(|(n, _)| n.as_str()).collect();
            assert_eq!(numbers, expected, "{text}");
        }
    }

    /// FRCP 5.2(a)(4): the last four digits of an account are left, no more. The IBAN is the
    /// example of ISO 13616, the card the test number of its issuer.
    #[test]
    fn account_numbers() {
        for text in [
            "Account No. 123456789",
            "Account number: 00012-34567",
            "Bank of Examples, checking account 000123456789",
            "Cuenta corriente N 0102-0123-45-0000123456",
            "0102 0123 45 0000123456",
            "IBAN GB82 WEST 1234 5698 7654 32",
            "IBAN: DE89-3704-0044-0532-0130-00",
            "Visa 4111 1111 1111 1111",
            "Número de cuenta:\n01020123450000123456",
            "Everyday Checking 1234567890",
            "Savings acct. 10293847",
        ] {
            assert!(has(Passage::AccountNumber, text), "{text}");
        }
        for text in [
            "Account ending in 6789",
            "Account No. xxxx6789",
            "Account No. ****-6789",
            "account balance 1,234,567.89",
            "Account services: 1-800-555-0199",
            "Saldo de la cuenta: 12.345.678,90",
            "I take this into account. 2025 was hard",
            "Cuenta con 25 años de edad",
            "GB82 WEST 1234 5698 7654 33",
            "4111 1111 1111 1112",
            "by account of 11/02/2024",
        ] {
            assert!(!has(Passage::AccountNumber, text), "{text}");
        }
    }

    /// FRCP 5.2(a)(2): the year of birth alone.
    #[test]
    fn dates_of_birth() {
        for text in [
            "Date of birth: 03/12/1990",
            "DOB 1990-12-03",
            "She was born on December 3, 1990, in Capacho",
            "born in Capacho Nuevo, Táchira, on 3 December 1990",
            "Fecha de nacimiento\n3 de diciembre de 1990",
            "nacida el 3 de diciembre de 1990",
            "D.O.B. 4-12-88",
            "née le 12 avril 1988",
            "born on the twelfth day of April, 1988",
            "Date of Birth 12-APR-1988",
            "date of birth 12MAR1990",
            "Daniela QUINTERO (b. 4/12/1988)",
            "Fecha Nac.: 12/04/1988",
            "F. de nacimiento 12-04-1988",
            "Her birthday is April 12, 1988",
        ] {
            assert!(has(Passage::BirthDate, text), "{text}");
        }
        for text in [
            "Date of birth: 1990",
            "born in 1990. On 3 May",
            "I have known her since she was born.\nOctober 28, 2027",
            "Fecha: 3 de diciembre de 1990",
            "Acta de nacimiento",
            "DOB: xx/xx/1990",
            "DOB: XX/XX/1988\nDate of visit: 10/06/2026",
            "DOB: 1988\nVisit of October 6, 2026",
            "I was born in 1988 in Rubio.\n2. On March 3, 2022, armed men came.",
            "She was born in Rubio and came to the United States on May 4, 2023.",
            "Her first child was born at this hospital; the mother was discharged on June 2, 2019.",
            "Date of Birth: [redacted]\nDate of Service: 10/06/2026",
        ] {
            assert!(!has(Passage::BirthDate, text), "{text}");
        }
    }

    #[test]
    fn any_full_date() {
        assert!(has(Passage::FullDate, "On December 30, 2025, I served it."));
        assert!(has(Passage::FullDate, "El 30/12/2025 notifiqué."));
        for text in [
            "On this 20th day of November, 2026",
            "On 20 November 2026",
            "On Nov. 20, 2026",
            "On 11-20-2026",
            "On 2026-11-20",
            "On the twentieth day of November, 2026",
            "ON NOVEMBER 20, 2026",
            "On 11.20.2026",
            "On 11/20/26",
            "On the 20th of November 2026",
            "a los veinte días del mes de noviembre de dos mil veintiséis",
        ] {
            assert!(has(Passage::FullDate, text), "{text}");
        }
        assert!(!has(Passage::FullDate, "On ____, 2025, I served it."));
        assert!(!has(Passage::FullDate, "I served it by mail."));
    }
}
