//! Page numbers that say how many pages there are: "page 2 of 3". Runs in the child.

use expediente_model::PrintedNumber;
use regex::bytes::Regex;

use crate::text_facts::{PageText, pattern};

pub(super) struct PrintedNumbers {
    named: Regex,
    bare: Regex,
    alone: Regex,
}

/// Letters beside a page number on its line: a title or a name, no sentence.
const BESIDE: usize = 60;

/// Lines at the foot and at the head of a page among which its number is.
const EDGE: usize = 3;

/// The most pages that a paper says to have.
const MOST: u32 = 2_000;

impl PrintedNumbers {
    pub(super) fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            named: pattern(concat!(
                r"\b(?:pages?|pg\.?|paginas?|pags?\.?|p\.|hojas?|folios?|sheet",
                r"|pagina n?o?\.?)[:\s]*(\d{1,4})\s*(?:of|de|/|do|sur",
                r"|out of)\s*(\d{1,4})\b",
            ))?,
            bare: pattern(r"^[-\s\[(]*(\d{1,4})\s*(?:of|de|/)\s*(\d{1,4})[-\s\])]*$")?,
            alone: pattern(concat!(
                r"^[-\s\[(]*(?:page|pg\.?|pagina|pag\.?|p\.|hoja|folio|sheet)?[:\s]*\d{1,4}",
                r"(?:\s*(?:of|de|/)\s*\d{1,4})?[-\s\])]*$",
            ))?,
        })
    }

    /// Whether a page says nothing but its number.
    pub(super) fn is_alone(&self, text: &PageText) -> bool {
        self.alone.is_match(text.folded.as_bytes())
    }

    /// The number of a page, counted from 1: at its foot or at its head, where it is no part of a
    /// sentence.
    pub(super) fn number_of(&self, page: u32, text: &PageText) -> Option<PrintedNumber> {
        let lines: Vec<&str> = text
            .folded
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let foot = lines.iter().rev().take(EDGE);
        let head = lines.iter().take(EDGE);
        foot.chain(head).find_map(|line| {
            // A fax machine counts its own pages.
            if line.contains("fax") {
                return None;
            }
            let named = self.named.captures(line.as_bytes());
            let found = named.or_else(|| self.bare.captures(line.as_bytes()))?;
            let whole = found.get(0)?;
            let after = line.get(whole.end()..).map_or("", str::trim_start);
            let after = ["pages", "paginas"]
                .iter()
                .find_map(|word| after.strip_prefix(word))
                .map_or(after, |rest| rest);
            let before = line.get(..whole.start()).map_or("", str::trim_end);
            let is_sentence = after.starts_with(|c: char| c.is_alphabetic())
                || ["see", "ver", "vease", "on", "en", "la"]
                    .iter()
                    .any(|word| before.split(' ').next_back() == Some(word));
            let beside = line.len() - whole.len();
            let value = |group| line.get(found.get(group)?.range())?.parse::<u32>().ok();
            let (number, of) = (value(1)?, value(2)?);
            let is_possible = (1..=of).contains(&number) && (2..=MOST).contains(&of);
            let printed = PrintedNumber { page, number, of };
            (is_possible && !is_sentence && beside <= BESIDE).then_some(printed)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::text_facts::tests::read;

    #[test]
    fn numbers_of_pages() {
        for (text, expected) in [
            ("Letter\nPage 2 of 3", Some((2, 3))),
            ("Página 1 de 12", Some((1, 12))),
            ("Pág. 1/2", Some((1, 2))),
            ("Page 2 of 3 pages", Some((2, 3))),
            ("Page: 2 / 3", Some((2, 3))),
            ("hoja 3 de 3", Some((3, 3))),
            ("- 2 / 3 -", Some((2, 3))),
            ("2 of 3", Some((2, 3))),
            ("Marisol Prado, declaration, page 2 of 3", Some((2, 3))),
            (
                "as she said on page 2 of 3 when she was asked what had happened to all of the others",
                None,
            ),
            ("See page 2 of 3 of the earlier report.", None),
            ("Page 2 of 3 of the police report was lost", None),
            ("1\n2\n3\nBook 12, page 3 of 410\n4\n5\n6", None),
            ("Page 1 of 2\nFax 10/02/2026 page 3 of 9", Some((1, 2))),
            ("Page 5 of 3", None),
            ("page 1 of 1", None),
            ("On 2/3 of the days", None),
            ("11/02/2024", None),
        ] {
            let facts = read(&[text]);
            let number = facts.numbered.first().map(|found| (found.number, found.of));
            assert_eq!(number, expected, "{text}");
        }
    }
}
