//! Tags of web pages: where one ends, and the values of its attributes.

use crate::mail::entities::decoded;

/// A tag up to its end, which is not a sign in quotes.
pub(crate) fn tag_of(text: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => {
                let (tag, rest) = text.split_at(at);
                return (tag, rest.strip_prefix('>').map_or(rest, |rest| rest));
            }
            (None, '"' | '\'') if at > 0 => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    // A quote that is never closed must not take the rest of the mail with it.
    text.split_once('>').map_or((text, ""), |parts| parts)
}

/// The value of an attribute.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = lower.get(from..)?.find(name)? + from;
        let is_begin = lower
            .get(..at)?
            .ends_with(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let after = tag.get(at + name.len()..)?.trim_start();
        from = at + name.len();
        let Some(value) = after.strip_prefix('=') else {
            continue;
        };
        if !is_begin {
            continue;
        }
        let value = value.trim_start();
        let value = match value.chars().next()? {
            quote @ ('"' | '\'') => value.split(quote).nth(1)?,
            _ => value.split_whitespace().next()?,
        };
        return Some(decoded(value));
    }
}
