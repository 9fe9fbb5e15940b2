//! Which words of a web page its reader did not see: what styles hide, and letters in the color of
//! paper (CSS 2.2).

use crate::mail::tags::attribute;

/// From this on each part of a color is as light as paper.
const LIGHT: u8 = 0xf0;

/// Pixels beyond the edge from which on nothing is seen.
const OUTSIDE: f64 = -400.0;

/// What the style of an element says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) hides: bool,
    /// Whether its letters, and what is behind them, are as light as paper; none if it does not
    /// say.
    pub(crate) is_light: Option<bool>,
    pub(crate) is_on_light: Option<bool>,
}

/// The rules of a page that hide elements.
#[derive(Default)]
pub(crate) struct Sheet(Vec<Selector>);

#[derive(Default)]
struct Selector {
    element: String,
    class: String,
    id: String,
}

impl Sheet {
    /// Adds the rules of a style sheet. Those for other screens, and selectors that need the page
    /// to be built, are passed over.
    pub(crate) fn read(&mut self, sheet: &str) {
        let sheet = without_comments(sheet).to_ascii_lowercase();
        let mut rest = sheet.as_str();
        while let Some((selectors, tail)) = rest.split_once('{') {
            let selectors = selectors.rsplit([';', '}']).next().map_or("", str::trim);
            if selectors.starts_with('@') {
                rest = after_block(tail);
                continue;
            }
            let (declared, tail) = tail.split_once('}').map_or((tail, ""), |parts| parts);
            rest = tail;
            if look_of(declared).hides {
                self.0.extend(selectors.split(',').filter_map(selector));
            }
        }
    }

    /// How an element looks by its attributes and these rules.
    pub(crate) fn look(&self, name: &str, tag: &str) -> Look {
        let mut look = attribute(tag, "style")
            .map_or_else(Look::default, |style| look_of(&style.to_ascii_lowercase()));
        if !self.0.is_empty() {
            let text = |of: &str| attribute(tag, of).map_or_else(String::new, |v| v.to_lowercase());
            let (classes, id) = (text("class"), text("id"));
            look.hides |= self.0.iter().any(|rule| {
                (rule.element.is_empty() || rule.element == name)
                    && (rule.class.is_empty()
                        || classes.split_whitespace().any(|c| c == rule.class))
                    && (rule.id.is_empty() || rule.id == id)
            });
        }
        look.hides |= has_word(tag, "hidden");
        let color = |of: &str| attribute(tag, of).and_then(|color| is_light(&color));
        if name == "font" {
            look.is_light = look.is_light.or_else(|| color("color"));
        }
        look.is_on_light = look.is_on_light.or_else(|| color("bgcolor"));
        if attribute(tag, "background").is_some() {
            look.is_on_light = Some(false);
        }
        look
    }
}

/// Whether a tag has an attribute without a value.
fn has_word(tag: &str, word: &str) -> bool {
    let mut quoted = false;
    let bare: String = tag
        .chars()
        .filter(|c| {
            quoted ^= matches!(c, '"' | '\'');
            !quoted
        })
        .collect();
    bare.to_ascii_lowercase()
        .split_whitespace()
        .any(|own| own.trim_end_matches('/') == word)
}

fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().map_or("", |first| first);
    let rest = parts.filter_map(|part| part.split_once("*/").map(|(_, rest)| rest));
    std::iter::once(first).chain(rest).collect()
}

/// What follows a block with blocks in it.
fn after_block(text: &str) -> &str {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text.get(at + 1..).map_or("", |rest| rest);
        }
    }
    ""
}

/// `.class`, `#id`, `element`, or two of them together.
fn selector(text: &str) -> Option<Selector> {
    let text = text.trim();
    let is_simple = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '#' | '-' | '_'));
    if text.is_empty() || !is_simple {
        return None;
    }
    let (text, id) = text.split_once('#').map_or((text, ""), |parts| parts);
    let (element, class) = text.split_once('.').map_or((text, ""), |parts| parts);
    if class.contains('.') || id.contains('.') {
        return None;
    }
    Some(Selector {
        element: element.to_owned(),
        class: class.to_owned(),
        id: id.to_owned(),
    })
}

/// What declarations in lower case say.
fn look_of(declared: &str) -> Look {
    let mut look = Look::default();
    let (mut is_flat, mut is_clipped) = (false, false);
    for one in declared.split(';') {
        let Some((name, value)) = one.split_once(':') else {
            continue;
        };
        let value = value.split('!').next().map_or("", str::trim);
        let zero = number(value) == Some(0.0);
        match name.trim() {
            "display" => look.hides |= value == "none",
            "visibility" => look.hides |= matches!(value, "hidden" | "collapse"),
            "font-size" | "opacity" => look.hides |= zero,
            "font" => {
                let sizes = value.split([' ', '/']).filter_map(number);
                look.hides |= sizes.into_iter().next() == Some(0.0);
            }
            "height" | "max-height" | "width" | "max-width" => is_flat |= zero,
            "overflow" => is_clipped |= value == "hidden",
            "text-indent" | "left" | "top" | "margin-left" | "margin-top" => {
                look.hides |= number(value).is_some_and(|pixels| pixels <= OUTSIDE);
            }
            "color" => look.is_light = is_light(value),
            "background" | "background-color" => {
                look.is_on_light = if value.contains("url(") || value.contains("gradient") {
                    Some(false)
                } else {
                    value.split_whitespace().find_map(is_light)
                };
            }
            _ => {}
        }
    }
    look.hides |= is_flat && is_clipped;
    look
}

/// The number at the beginning of a length.
fn number(value: &str) -> Option<f64> {
    let end = value
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')))
        .map_or(value.len(), |end| end);
    value.get(..end)?.parse().ok()
}

/// Whether a color is as light as paper, or is none at all; none if it is not a color.
fn is_light(value: &str) -> Option<bool> {
    let value = value.trim().to_ascii_lowercase();
    if let Some(digits) = value.strip_prefix('#') {
        let parts: Vec<u8> = match digits.len() {
            3 | 4 => digits
                .chars()
                .take(3)
                .filter_map(|digit| u8::try_from(digit.to_digit(16)? * 17).ok())
                .collect(),
            6 | 8 => (0..3)
                .filter_map(|at| u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok())
                .collect(),
            _ => return None,
        };
        return (parts.len() == 3).then(|| parts.iter().all(|part| *part >= LIGHT));
    }
    if let Some(parts) = value.strip_prefix("rgb") {
        let parts = parts.trim_start_matches('a').trim_matches(['(', ')']);
        let parts: Vec<f64> = parts.split([',', ' ', '/']).filter_map(number).collect();
        let [red, green, blue, ..] = parts.as_slice() else {
            return None;
        };
        return Some(
            [red, green, blue]
                .into_iter()
                .all(|part| *part >= f64::from(LIGHT)),
        );
    }
    match value.as_str() {
        "white" | "transparent" | "snow" | "ivory" | "whitesmoke" | "ghostwhite" => Some(true),
        "" | "inherit" | "initial" | "none" | "unset" => None,
        word if word.bytes().all(|b| b.is_ascii_alphabetic()) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_hide() {
        let sheet = {
            let mut sheet = Sheet::default();
            sheet.read(
                "@import x; .no, #id {display:none} /* .a{display:none} */ \
                 @media print { .b { display: none } } p.c {visibility : hidden} .d .e {display:none} \
                 .f { font-size: 0.9em }",
            );
            sheet
        };
        for (name, tag, hides) in [
            ("p", "p style=\"DISPLAY: none !important\"", true),
            ("p", "p style='font-size:0'", true),
            ("p", "p style='font-size:0.8em;opacity:.9'", false),
            ("p", "p style='max-height:0px; overflow:hidden'", true),
            ("p", "p style='max-height:0px'", false),
            ("p", "p style='text-indent:-9999px'", true),
            ("p", "p hidden", true),
            ("p", "p title=\"hidden\"", false),
            ("p", "p class='x no'", true),
            ("div", "div id=id", true),
            ("p", "p class=c", true),
            ("div", "div class=c", false),
            ("p", "p class=a", false),
            ("p", "p class=b", false),
            ("p", "p class=e", false),
            ("p", "p class=f", false),
        ] {
            assert_eq!(sheet.look(name, tag).hides, hides, "{tag}");
        }
        for (color, light) in [
            ("#fff", Some(true)),
            ("#FEFEFE", Some(true)),
            ("#eee", Some(false)),
            ("rgb(255, 255,255)", Some(true)),
            ("rgba(0,0,0,1)", Some(false)),
            ("white", Some(true)),
            ("red", Some(false)),
            ("inherit", None),
        ] {
            assert_eq!(is_light(color), light, "{color}");
        }
    }
}
