//! The marks of lists in web pages (HTML 4.01, section 10.2).

use crate::mail::tags::attribute;

/// The lists that are open, the inner one last: the next number and its kind, none where the items
/// have no numbers.
#[derive(Default)]
pub(crate) struct Lists(Vec<Option<(i64, char)>>);

/// Lists in lists that are told apart.
const DEEPEST: usize = 64;

impl Lists {
    pub(crate) fn begin(&mut self, is_numbered: bool, tag: &str) {
        if self.0.len() >= DEEPEST {
            return;
        }
        let number = |name: &str| attribute(tag, name)?.trim().parse::<i64>().ok();
        let kind = attribute(tag, "type").and_then(|kind| kind.chars().next());
        let first = number("start").map_or(1, |first| first);
        let kind = kind.map_or('1', |kind| kind);
        self.0.push(is_numbered.then_some((first, kind)));
    }

    pub(crate) fn end(&mut self) {
        self.0.pop();
    }

    /// The mark of the next item.
    pub(crate) fn mark(&mut self, tag: &str) -> String {
        let Some(Some((next, kind))) = self.0.last_mut() else {
            return "• ".to_owned();
        };
        if let Some(own) = attribute(tag, "value").and_then(|value| value.trim().parse().ok()) {
            *next = own;
        }
        let number = *next;
        *next = next.saturating_add(1);
        let letter = |first: u8| {
            let at = u8::try_from(number - 1).ok().filter(|at| *at < 26)?;
            Some(char::from(first + at).to_string())
        };
        let roman = || expediente_pdf::roman(u32::try_from(number).ok()?);
        let said = match kind {
            'a' => letter(b'a'),
            'A' => letter(b'A'),
            'i' => roman(),
            'I' => roman().map(|said| said.to_uppercase()),
            _ => None,
        };
        let said = said.unwrap_or_else(|| number.to_string());
        format!("{said}. ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numbers_and_letters() {
        let mut lists = Lists::default();
        lists.begin(true, "ol type=\"I\" start=\"1994\"");
        assert_eq!(
            (lists.mark("li"), lists.mark("li")),
            ("MCMXCIV. ".to_owned(), "MCMXCV. ".to_owned())
        );
        lists.begin(true, "ol type=a start=26");
        assert_eq!(
            (lists.mark("li"), lists.mark("li")),
            ("z. ".to_owned(), "27. ".to_owned())
        );
        lists.end();
        assert_eq!(lists.mark("li value=4"), "IV. ");
    }
}
