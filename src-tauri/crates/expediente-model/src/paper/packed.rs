//! Numbers as one string: base 36, separated by spaces, with `1a*7` for seven times the same.

use serde::{Deserialize, Deserializer, Serializer, de::Error};

/// More pages than any paper has. Without a cap, a few letters could expand to billions of
/// numbers.
const MOST: usize = 1_000_000;

#[allow(clippy::ptr_arg, reason = "serde calls it so")]
pub(crate) fn serialize<S: Serializer>(numbers: &Vec<u64>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&text_of(numbers))
}

/// The numbers as a string.
pub(crate) fn text_of(numbers: &[u64]) -> String {
    let mut text = String::new();
    let mut rest = numbers;
    while let Some(number) = rest.first() {
        let same = rest.iter().take_while(|other| *other == number).count();
        if !text.is_empty() {
            text.push(' ');
        }
        digits(&mut text, *number);
        if same > 1 {
            text.push('*');
            text.push_str(&same.to_string());
        }
        (_, rest) = rest.split_at(same);
    }
    text
}

fn digits(text: &mut String, mut number: u64) {
    let begin = text.len();
    loop {
        // Less than 36, so the cast loses nothing.
        let digit = (number % 36) as u8;
        let digit = match digit {
            0..=9 => b'0' + digit,
            _ => b'a' + digit - 10,
        };
        text.insert(begin, char::from(digit));
        number /= 36;
        if number == 0 {
            return;
        }
    }
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u64>, D::Error> {
    numbers_of(&String::deserialize(from)?).map_err(D::Error::custom)
}

/// The numbers that a string is of.
pub(crate) fn numbers_of(text: &str) -> Result<Vec<u64>, String> {
    let mut numbers = Vec::new();
    for part in text.split_ascii_whitespace() {
        let (number, times) = part.split_once('*').unwrap_or((part, "1"));
        let number = u64::from_str_radix(number, 36).map_err(|error| error.to_string())?;
        let times = times.parse::<usize>().map_err(|error| error.to_string())?;
        if times > MOST - numbers.len() {
            return Err("there are more numbers than pages".to_owned());
        }
        numbers.resize(numbers.len() + times, number);
    }
    Ok(numbers)
}
