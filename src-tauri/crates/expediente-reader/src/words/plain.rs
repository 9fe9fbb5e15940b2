//! Plain text and Markdown: every line as it is.

use expediente_model::Finding;

use crate::typeset::faces::Face;
use crate::typeset::page_layout::{LEADING, Layout, Style};

/// Points of the letters.
const SIZE: f64 = 10.5;

/// The lines of a text, however they end.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let text = text.strip_suffix('\n').map_or(text, |text| text);
    text.split('\n')
        .map(|line| line.strip_suffix('\r').map_or(line, |line| line))
        .flat_map(|line| line.split('\r'))
}

/// Sets the lines of a text. A form feed begins a page.
///
/// # Errors
/// When there are too many pages.
pub(crate) fn set(layout: &mut Layout, text: &str) -> Result<(), Finding> {
    for line in lines(text) {
        for (at, part) in line.split('\u{c}').enumerate() {
            if at > 0 {
                layout.next_page()?;
            }
            if part.trim().is_empty() {
                layout.gap(SIZE * LEADING);
            } else {
                layout.text(Face::Regular, part, Style::of(SIZE))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways() {
        let all: Vec<&str> = lines("a\r\nb\rc\nd\n\ne\r\n").collect();
        assert_eq!(all, ["a", "b", "c", "d", "", "e"]);
    }
}
