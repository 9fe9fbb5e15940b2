//! The machine-readable zone of passports and identity cards (ICAO Doc 9303, parts 4 to 6). Runs in
//! the child.

use expediente_model::{Date, MachineZone};

/// The zone of a page, if there is one whose check digits hold.
pub(super) fn zone(page: u32, text: &str) -> Option<MachineZone> {
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.chars().filter(|c| !c.is_whitespace()).collect())
        .collect();
    let is_of_zone = |line: &String, length: usize| {
        let may = |c: u8| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'<';
        line.len() == length && line.bytes().all(may)
    };
    (0..lines.len()).find_map(|at| {
        let rest = lines.get(at..)?;
        match rest {
            // Passports and visas of two lines (TD3), and cards of two lines (TD2).
            [first, second, ..]
                if [44, 36]
                    .iter()
                    .any(|n| is_of_zone(first, *n) && is_of_zone(second, *n)) =>
            {
                read(
                    page,
                    second.get(13..19)?,
                    second.get(19..20)?,
                    second.get(21..27)?,
                    second.get(27..28)?,
                    first.get(5..)?,
                )
            }
            // Cards of three lines (TD1).
            [first, second, third, ..]
                if [first, second, third]
                    .iter()
                    .all(|line| is_of_zone(line, 30)) =>
            {
                read(
                    page,
                    second.get(0..6)?,
                    second.get(6..7)?,
                    second.get(8..14)?,
                    second.get(14..15)?,
                    third,
                )
            }
            _ => None,
        }
    })
}

fn read(
    page: u32,
    born: &str,
    born_check: &str,
    expires: &str,
    expires_check: &str,
    name: &str,
) -> Option<MachineZone> {
    if check_digit(born)?.to_string() != born_check
        || check_digit(expires)?.to_string() != expires_check
    {
        return None;
    }
    let words: Vec<&str> = name.split('<').filter(|word| !word.is_empty()).collect();
    Some(MachineZone {
        page,
        // Documents are valid for ten years or so; nobody has one from before 1970.
        expires: match expires {
            "<<<<<<" => None,
            expires => Some(date(expires, 70)?),
        },
        // The century of a birth is not written; nobody is born in the future.
        born: date(born, 30)?,
        name: words.join(" "),
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
            let zone = zone(3, text).unwrap_or_else(|| panic!("{text}"));
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
            assert_eq!(zone(1, text), None, "{text}");
        }
    }

    /// A card that does not run out has fillers for the day (ICAO Doc 9303, part 5, 4.2.2.2).
    #[test]
    fn a_card_that_does_not_run_out() {
        let zone = zone(
            1,
            "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F<<<<<<0UTO<<<<<<<<<<<6\n\
             ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
        );
        let zone = zone.unwrap();
        assert_eq!(
            (zone.expires, zone.born.to_string().as_str()),
            (None, "1974-08-12")
        );
    }
}
