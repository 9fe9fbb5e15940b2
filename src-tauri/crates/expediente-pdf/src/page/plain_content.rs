//! What is known of page content that goes into a file as it is: the resources that it names, and
//! the states that it leaves open.
//!
//! A page can be copied by this alone, without its content being decompressed and read. It is
//! written as a line of words, such as `q FF1 XIm0` for content that leaves a graphics state open,
//! and names a font and a picture. Whoever copies a page by it compares what was copied with what
//! the page was promised to be: a name too many or too few makes another page.

use crate::read::content_names::{Category, ContentNames};
use crate::read::content_state::ContentState;
use crate::read::lexer::hex_digit;

/// The longest text; content that names more is read again.
const LONGEST: usize = 4_000;
/// The most states that are open.
const MOST_OPEN: usize = 1_000;
/// Content that names nothing and leaves nothing open.
const NOTHING: &str = "-";

/// The content of a page that goes into a file as it is.
#[derive(Debug, PartialEq, Eq)]
pub struct PlainContent {
    state: ContentState,
    /// Filters that encode its bytes as text are taken off.
    packed: bool,
}

impl PlainContent {
    /// What is known of content that was read and is copied unchanged, but that filters which
    /// encode its bytes as text are taken off where it is packed in them.
    pub(crate) fn of(state: ContentState, packed: bool) -> Self {
        Self { state, packed }
    }

    pub(crate) fn is_packed(&self) -> bool {
        self.packed
    }

    pub(crate) fn names(&self) -> &ContentNames {
        &self.state.names
    }

    /// The operators that close what the content leaves open.
    pub(crate) fn closing(&self) -> Vec<u8> {
        self.state.closing()
    }

    /// This as a text; nothing where it is too long to be worth it.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        let state = &self.state;
        let flags = [(self.packed, 'z'), (state.in_text, 't'), (state.path, 'p')];
        let counts = [(state.open, 'q'), (state.marked, 'm')];
        let flags = flags.iter().filter(|(is_set, _)| *is_set);
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let mut words: Vec<String> = flags.map(|(_, letter)| letter.to_string()).collect();
        words.extend(counts.map(|(count, letter)| format!("{letter}{count}")));
        for (category, letter) in LETTERS {
            for name in state.names.of(category) {
                let mut word = String::from(letter);
                for byte in name {
                    match byte {
                        b'!'..=b'~' if *byte != b'#' => word.push(char::from(*byte)),
                        _ => word.push_str(&format!("#{byte:02x}")),
                    }
                }
                words.push(word);
            }
        }
        if words.is_empty() {
            words.push(NOTHING.to_owned());
        }
        let text = words.join(" ");
        (text.len() <= LONGEST).then_some(text)
    }

    /// What a text says; nothing where it does not come from [`PlainContent::to_text`].
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let (mut state, mut packed) = (ContentState::default(), false);
        if text == NOTHING {
            return Some(Self { state, packed });
        }
        for word in text.split(' ') {
            let mut letters = word.chars();
            let (letter, rest) = (letters.next()?, letters.as_str());
            let count = || rest.parse().ok().filter(|count| *count <= MOST_OPEN);
            match letter {
                'z' if rest.is_empty() => packed = true,
                't' if rest.is_empty() => state.in_text = true,
                'p' if rest.is_empty() => state.path = true,
                'q' => state.open = count()?,
                'm' => state.marked = count()?,
                _ => {
                    let mut letters = LETTERS.iter();
                    let (category, _) = letters.find(|(_, of)| *of == letter)?;
                    state.names.insert(*category, unescaped(rest)?);
                }
            }
        }
        Some(Self { state, packed })
    }
}

/// The letter of each category.
const LETTERS: [(Category, char); 7] = [
    (Category::ColorSpace, 'C'),
    (Category::ExtGState, 'G'),
    (Category::Font, 'F'),
    (Category::Pattern, 'P'),
    (Category::Properties, 'L'),
    (Category::Shading, 'S'),
    (Category::XObject, 'X'),
];

fn unescaped(word: &str) -> Option<Vec<u8>> {
    let mut name = Vec::with_capacity(word.len());
    let mut bytes = word.bytes();
    while let Some(byte) = bytes.next() {
        name.push(match byte {
            b'#' => hex_digit(bytes.next()?)? * 16 + hex_digit(bytes.next()?)?,
            b'!'..=b'~' => byte,
            _ => return None,
        });
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::content_state;

    /// What is remembered of content is what reading it tells.
    #[test]
    fn content_is_remembered_as_it_was_read() {
        for (content, text) in [
            ("", "-"),
            ("0 0 9 9 re f", "-"),
            (
                "q q /P <</A[1]>> BDC BT /F#201 9 Tf /a#23 gs 0 0 m",
                "t p q2 m1 Ga#23 FF#201 LA LP",
            ),
            (
                "/C cs /Q scn /S sh /\u{f1} Do /L/MC0 DP",
                "CC PQ LL LMC0 SS X#c3#b1",
            ),
        ] {
            let read = PlainContent::of(content_state::of(content.as_bytes()), false);
            assert_eq!(read.to_text().as_deref(), Some(text), "{content}");
            let known = PlainContent::from_text(text);
            let closing = known.as_ref().map(PlainContent::closing);
            assert_eq!(closing, Some(read.closing()));
            assert_eq!(known, Some(read));
        }
        let many: String = (0..999).map(|at| format!("/Name{at} gs ")).collect();
        let many = PlainContent::of(content_state::of(many.as_bytes()), false);
        assert_eq!(many.to_text(), None);
        let packed = PlainContent::of(content_state::of(b"q"), true);
        assert_eq!(packed.to_text().as_deref(), Some("z q1"));
        assert_eq!(PlainContent::from_text("z q1"), Some(packed));
    }

    /// A text of another version of the program is read anew, not guessed at.
    #[test]
    fn other_texts_are_not_understood() {
        for text in [
            "", " ", "t ", "q", "q-1", "q9999999", "tt", "z1", "Yx", "F#2", "F#zz", "F\u{f1}",
            "- FF1",
        ] {
            assert_eq!(PlainContent::from_text(text), None, "{text}");
        }
    }
}
