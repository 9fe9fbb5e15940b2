//! Exhibits that a paper cites by their marks: "Exhibit C", "Anexos A, B y D-2". Runs in the child.

use regex::bytes::Regex;

use crate::text_facts::{PageText, pattern, slice};

pub(super) struct Citations {
    word: Regex,
    mark: Regex,
    mark_of_several: Regex,
    small_mark: Regex,
    of_another: Regex,
    by_another: Regex,
    next: Regex,
    plural: Regex,
    word_follows: Regex,
}

/// Bytes before the word that say whose exhibit it is.
const NEAR: usize = 48;

/// Marks of one list or range that are taken.
const MOST: usize = 60;

impl Citations {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            plural: pattern(r"(?i)^(?:exhibits|exhs|exs|tabs|anexos|annexes)")?,
            word_follows: pattern(r"^[ \n]+[A-Z]")?,
            word: pattern(concat!(
                r"(?i)\b(?:(?:exhs?\.|exs?\.)\s*|(?:exhibits?|tabs?|anexos?",
                r"|annex(?:es)?)\s+)(?:(?:no|num|nos)\.\s*|n\.?o\s*|#\s*)?",
            ))?,
            mark: pattern(r#"^"?([A-Z]{1,2}|[0-9]{1,3})(?:[-.]?[0-9]{1,3})?\b"#)?,
            // "21-23" is a range.
            mark_of_several: pattern(r#"^"?(?:([A-Z]{1,2})(?:[-.]?[0-9]{1,3})?|([0-9]{1,3}))\b"#)?,
            // "exhibit f" in small letters, where no word can be meant.
            small_mark: pattern(
                r"^([b-df-hj-np-tv-xz])(?:[.,;:)\n]| (?:to|of|and|at|is|shows) |$)",
            )?,
            of_another: pattern(concat!(
                r#"(?i)^"?(?: and [A-Z0-9]{1,2}| at \d+)?,? (?:to|of|in|from|en|de|del)"#,
                r"\s(?:the|her|his|that|la|el|su|esa|ese|aquella)\b",
            ))?,
            by_another: pattern(concat!(
                concat!(
                    r"(?i)(?:\bdhs\b|\bdhs'?s|government(?:'s)?|gov't|\bopla\b|\bice\b",
                    r"|respondent's prior",
                ),
                r"|opposing|former)[^.]{0,24}$",
            ))?,
            next: pattern(concat!(
                r#"^"?\s*(,|;|&|-|\band\b|\bor\b|\by\b|\bo\b|\bto\b|\bthrough\b|\ba\b"#,
                r#"|\bal\b)\s*(?:\band\b|\by\b)?\s*"#,
            ))?,
        })
    }

    /// The marks that a page cites.
    pub(super) fn cited(&self, page: &PageText) -> Vec<String> {
        let text = page.plain.as_bytes();
        let mut found: Vec<String> = Vec::new();
        for word in self.word.find_iter(text) {
            let is_capital = !word.as_bytes().iter().any(u8::is_ascii_lowercase);
            let is_plural = self.plural.is_match(word.as_bytes());
            let mut rest = slice(text, word.end(), text.len());
            let mut is_range = false;
            while found.len() < MOST {
                let pattern = if is_plural {
                    &self.mark_of_several
                } else {
                    &self.mark
                };
                let is_small = !is_plural && word.as_bytes().starts_with(b"exhibit ");
                let small = || self.small_mark.captures(rest).filter(|_| is_small);
                let Some(mark) = pattern.captures(rest).or_else(small) else {
                    break;
                };
                let base = mark.get(1).or_else(|| mark.get(2));
                let (Some(all), Some(base)) = (mark.get(0), base) else {
                    break;
                };
                let after = slice(rest, all.end(), rest.len());
                // Its letters and digits are ASCII.
                let base = String::from_utf8_lossy(base.as_bytes()).to_uppercase();
                // Another filing has exhibits of its own.
                let before = slice(text, word.start().saturating_sub(NEAR), word.start());
                if self.of_another.is_match(after) || self.by_another.is_match(before) {
                    break;
                }
                let is_plain = word.as_bytes().starts_with(b"exhibit");
                let is_pronoun = matches!(base.as_str(), "I" | "A")
                    && is_plain
                    && after.starts_with(b" ")
                    && after.get(1).is_some_and(u8::is_ascii_lowercase);
                if is_capital && self.is_preposition(&base, after) || is_pronoun {
                    break;
                }
                match found.last().cloned().filter(|_| is_range) {
                    Some(first) => found.extend(between(&first, &base)),
                    None => found.push(base),
                }
                let next = self.next.captures(after).filter(|_| is_plural);
                let Some((whole, link)) = next.and_then(|next| Some((next.get(0)?, next.get(1)?)))
                else {
                    break;
                };
                is_range = matches!(link.as_bytes(), b"-" | b"to" | b"through" | b"a" | b"al");
                rest = slice(after, whole.end(), after.len());
            }
        }
        found
    }

    /// Whether a letter is a Spanish preposition or conjunction in a line of capitals: "ANEXO A LA
    /// CARTA".
    fn is_preposition(&self, mark: &str, after: &[u8]) -> bool {
        matches!(mark, "A" | "E" | "O" | "Y" | "DE" | "AL" | "EL" | "LA")
            && self.word_follows.is_match(after)
    }
}

/// The marks behind the first of a range, up to the last.
fn between(first: &str, last: &str) -> Vec<String> {
    let letter = |mark: &str| match mark.as_bytes() {
        [letter @ b'A'..=b'Z'] => Some(*letter),
        _ => None,
    };
    let number = |mark: &str| mark.parse::<u32>().ok();
    if let (Some(from), Some(to)) = (letter(first), letter(last)) {
        return (from + 1..=to).map(|c| char::from(c).to_string()).collect();
    }
    match (number(first), number(last)) {
        (Some(from), Some(to)) => (from + 1..=to).take(MOST).map(|n| n.to_string()).collect(),
        _ => vec![last.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use crate::text_facts::tests::read;

    /// A declaration that cites an exhibit which is not in the dossier sends the judge on a search.
    #[test]
    fn marks_are_read() {
        for (text, expected) in [
            ("See Exhibit C.", &["C"][..]),
            ("as Exhibit C-3 shows", &["C"]),
            ("Exhibits A, B and D at 4", &["A", "B", "D"]),
            ("Exhibits A-D", &["A", "B", "C", "D"]),
            ("Exhibits 3 through 5", &["3", "4", "5"]),
            ("(Ex. 12, p. 4)", &["12"]),
            ("Exh. AA", &["AA"]),
            ("el Anexo F y los anexos G y H", &["F", "G", "H"]),
            ("anexo N.º 7", &["7"]),
            ("Tab “K”", &["K"]),
            ("EXHIBIT B", &["B"]),
            ("ANEXO A LA CARTA DE LOS VECINOS", &[]),
            ("an exhibit at the museum", &[]),
            ("each exhibit I sent to the lawyer", &[]),
            ("I exhibit a picture", &[]),
            ("for example. A man", &[]),
            ("Exhibit C and A friend", &["C"]),
            ("See Exs. R, S and T, and Ex.W", &["R", "S", "T", "W"]),
            ("Exhibits B and D-2", &["B", "D"]),
            ("Exhibits 21-23", &["21", "22", "23"]),
            ("as exhibit f to this declaration", &["F"]),
            ("It was marked Exhibit 5 in the divorce case", &[]),
            ("Exhibit 1 to the NTA", &[]),
            ("DHS filed Exhibit 4", &[]),
            ("Government Exhibit 4", &[]),
        ] {
            let facts = read(&[text]);
            let marks: Vec<&str> = facts.cited.iter().map(|(mark, _)| mark.as_str()).collect();
            assert_eq!(marks, expected, "{text}");
        }
    }
}
