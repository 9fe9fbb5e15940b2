//! The machine-readable zone of passports and identity cards (ICAO Doc 9303, parts 4 to 6). Runs in
//! the child.

use expediente_model::{Date, MachineZone};

/// A zone with what is proposed of it, and the lines of the page that it is in.
pub(super) struct ReadZone {
    pub(super) zone: MachineZone,
    /// The first letter: `P` of a passport, `V` of a visa, `I`, `A` or `C` of a card.
    pub(super) code: char,
    /// The number of the document, if its check digit holds.
    pub(super) number: Option<String>,
    /// Surnames, and given names.
    names: (String, String),
    pub(super) first_line: String,
    pub(super) number_line: String,
    pub(super) name_line: String,
    pub(super) expiry_line: String,
}

impl ReadZone {
    /// The holder as people are called: given names first.
    pub(super) fn holder(&self) -> String {
        let (surnames, given) = &self.names;
        [given.as_str(), surnames].join(" ").trim().to_owned()
    }
}

/// The zone of a page, if there is one whose check digits hold.
pub(super) fn zone(page: u32, text: &str) -> Option<ReadZone> {
    let lines = lines_of(text);
    let mut found = (0..lines.len()).filter_map(|at| fields(lines.get(at..)?));
    found.find_map(|(fields, lines)| read(page, &fields, lines))
}

/// Whether a page has a zone of which a check digit does not follow from the others: one of its
/// letters is wrong, or was misread.
pub(super) fn is_odd(text: &str) -> bool {
    let lines = lines_of(text);
    let mut found = (0..lines.len()).filter_map(|at| fields(lines.get(at..)?));
    found.any(|(fields, _)| {
        let is_zone = "PVIAC".contains(fields.code) && fields.name.contains("<<");
        let number = fields.number;
        // A number that goes on in another field has a filler for its digit.
        let number = number.1 == "<" || holds(number);
        let all = holds(fields.born) && holds(fields.expires) && number && fields.whole_holds();
        is_zone && !all
    })
}

/// The lines of a page, each as it is and without spaces.
fn lines_of(text: &str) -> Vec<(&str, String)> {
    let lines = text.lines().map(|line| {
        let plain = line.chars().filter(|c| !c.is_whitespace()).collect();
        (line.trim(), plain)
    });
    lines.collect()
}

/// The fields of the zone with which lines begin, and the lines of its first letter, number, name
/// and day of expiry.
fn fields<'l>(rest: &'l [(&'l str, String)]) -> Option<(Fields<'l>, [&'l str; 4])> {
    let is_of_zone = |line: &String, length: usize| {
        let may = |c: u8| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'<';
        line.len() == length && line.bytes().all(may)
    };
    match rest {
        // Passports and visas of two lines (TD3), and cards of two lines (TD2).
        [(first_line, first), (second_line, second), ..]
            if [44, 36]
                .iter()
                .any(|n| is_of_zone(first, *n) && is_of_zone(second, *n)) =>
        {
            let code = first.chars().next()?;
            let last = second.len() - 1;
            let fields = Fields {
                code,
                number: (second.get(0..9)?, second.get(9..10)?),
                born: (second.get(13..19)?, second.get(19..20)?),
                expires: (second.get(21..27)?, second.get(27..28)?),
                name: first.get(5..)?,
                // A visa has none.
                whole: (code != 'V').then_some((
                    [
                        second.get(0..10)?,
                        second.get(13..20)?,
                        second.get(21..last)?,
                        "",
                    ],
                    second.get(last..)?,
                )),
            };
            Some((
                fields,
                [*first_line, *second_line, *first_line, *second_line],
            ))
        }
        // Cards of three lines (TD1).
        [
            (first_line, first),
            (second_line, second),
            (third_line, third),
            ..,
        ] if [first, second, third]
            .iter()
            .all(|line| is_of_zone(line, 30)) =>
        {
            let fields = Fields {
                code: first.chars().next()?,
                number: (first.get(5..14)?, first.get(14..15)?),
                born: (second.get(0..6)?, second.get(6..7)?),
                expires: (second.get(8..14)?, second.get(14..15)?),
                name: third,
                whole: Some((
                    [
                        first.get(5..30)?,
                        second.get(0..7)?,
                        second.get(8..15)?,
                        second.get(18..29)?,
                    ],
                    second.get(29..)?,
                )),
            };
            Some((
                fields,
                [*first_line, *first_line, *third_line, *second_line],
            ))
        }
        _ => None,
    }
}

/// The fields of a zone, each with its check digit.
struct Fields<'z> {
    code: char,
    number: (&'z str, &'z str),
    born: (&'z str, &'z str),
    expires: (&'z str, &'z str),
    name: &'z str,
    /// The parts over which the last digit goes, and that digit.
    whole: Option<([&'z str; 4], &'z str)>,
}

impl Fields<'_> {
    fn whole_holds(&self) -> bool {
        let whole = self.whole.as_ref();
        whole.is_none_or(|(parts, digit)| holds((&parts.concat(), digit)))
    }
}

/// Whether the check digit of a field follows from it.
fn holds((field, check): (&str, &str)) -> bool {
    check_digit(field).is_some_and(|digit| digit.to_string() == check)
}

fn read(page: u32, fields: &Fields<'_>, lines: [&str; 4]) -> Option<ReadZone> {
    if !holds(fields.born) || !holds(fields.expires) {
        return None;
    }
    let words = |part: &str| {
        let words: Vec<&str> = part.split('<').filter(|word| !word.is_empty()).collect();
        words.join(" ")
    };
    let (surnames, given) = fields
        .name
        .split_once("<<")
        .map_or((fields.name, ""), |parts| parts);
    let (born, _) = fields.born;
    let (expires, _) = fields.expires;
    let (number, _) = fields.number;
    let own_number = number.trim_end_matches('<');
    let [first_line, number_line, name_line, expiry_line] = lines.map(str::to_owned);
    Some(ReadZone {
        zone: MachineZone {
            page,
            // Documents are valid for ten years or so; nobody has one from before 1970.
            expires: match expires {
                "<<<<<<" => None,
                expires => Some(date(expires, 70)?),
            },
            // The century of a birth is not written; nobody is born in the future.
            born: date(born, 30)?,
            name: words(fields.name),
        },
        code: fields.code,
        // A longer number of a card goes on in another field.
        number: (holds(fields.number)
            && fields.whole_holds()
            && !own_number.is_empty()
            && !own_number.contains('<'))
        .then(|| own_number.to_owned()),
        names: (words(surnames), words(given)),
        first_line,
        number_line,
        name_line,
        expiry_line,
    })
}

/// The check digit of a field: weights 7, 3, 1 over digits, letters from 10, and fillers of 0 (part
/// 3, 4.9).
fn check_digit(field: &str) -> Option<u32> {
    let mut sum = 0;
    for (c, weight) in field.chars().zip([7, 3, 1].into_iter().cycle()) {
        let value = match c {
            '<' => 0,
            c => c.to_digit(36)?,
        };
        sum += value * weight;
    }
    Some(sum % 10)
}

/// `YYMMDD`; years below the pivot are of this century.
fn date(field: &str, pivot: u16) -> Option<Date> {
    let number = |part: Option<&str>| part.and_then(|part| part.parse::<u16>().ok());
    let year = number(field.get(0..2))?;
    let month = u8::try_from(number(field.get(2..4))?).ok()?;
    let day = u8::try_from(number(field.get(4..6))?).ok()?;
    let century = if year < pivot { 2000 } else { 1900 };
    Date::new(century + year, Some(month), Some(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The specimens of ICAO Doc 9303, parts 4, 5 and 6.
    #[test]
    fn specimens_of_the_standard() {
        for (text, name, born, expires) in [
            (
                "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
                "ERIKSSON ANNA MARIA",
                "1974-08-12",
                "2012-04-15",
            ),
            (
                "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
                "ERIKSSON ANNA MARIA",
                "1974-08-12",
                "2012-04-15",
            ),
            (
                "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
                "ERIKSSON ANNA MARIA",
                "1974-08-12",
                "2012-04-15",
            ),
            // As text layers break it.
            (
                "PASSPORT\nP<UTOERIKSSON<<ANNA<MARIA<<< <<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159 ZE184226B<<<<<10\n",
                "ERIKSSON ANNA MARIA",
                "1974-08-12",
                "2012-04-15",
            ),
        ] {
            let read = zone(3, text).unwrap_or_else(|| panic!("{text}"));
            // The specimen of the passport and those of the cards.
            let is_passport = text.contains("P<UTO");
            let number = if is_passport {
                "L898902C3"
            } else {
                "D23145890"
            };
            assert_eq!(read.number.as_deref(), Some(number), "{text}");
            assert_eq!(read.holder(), "ANNA MARIA ERIKSSON");
            let zone = read.zone;
            let (born_read, expires_read) =
                (zone.born.to_string(), zone.expires.unwrap().to_string());
            assert_eq!((zone.page, zone.name.as_str()), (3, name));
            assert_eq!((born_read.as_str(), expires_read.as_str()), (born, expires));
        }
        for text in [
            // A wrong check digit of the day of expiry.
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204158ZE184226B<<<<<10",
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "",
        ] {
            assert!(zone(1, text).is_none(), "{text}");
        }
    }

    /// One wrong letter of the specimens is told, wherever it stands (ICAO Doc 9303, part 3, 4.9).
    #[test]
    fn a_digit_that_does_not_follow_is_told() {
        let passport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
        let card = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
        assert!(!is_odd(passport) && !is_odd(card) && !is_odd("L898902C36UTO"));
        for (right, wrong) in [
            ("L898902C36", "L898902C37"),
            ("7408122F", "7408132F"),
            ("1204159", "1204158"),
            ("<<<<<10", "<<<<<11"),
        ] {
            assert!(is_odd(&passport.replace(right, wrong)), "{wrong}");
        }
        assert!(is_odd(&card.replace("<<<6", "<<<7")));
        assert!(
            zone(1, &passport.replace("<<<<<10", "<<<<<11"))
                .unwrap()
                .number
                .is_none()
        );
    }

    /// A card that does not run out has fillers for the day (ICAO Doc 9303, part 5, 4.2.2.2).
    #[test]
    fn a_card_that_does_not_run_out() {
        let zone = zone(
            1,
            "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F<<<<<<0UTO<<<<<<<<<<<6\n\
             ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        );
        let zone = zone.unwrap().zone;
        assert_eq!(
            (zone.expires, zone.born.to_string().as_str()),
            (None, "1974-08-12")
        );
    }
}
