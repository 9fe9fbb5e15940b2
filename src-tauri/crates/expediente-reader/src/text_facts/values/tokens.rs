//! The words, numbers and signs of a page, each with its place in the text. Runs in the child.

use expediente_model::folded;

/// A run of letters, a run of digits, or one other sign.
pub(super) struct Token<'t> {
    /// As it is on the page.
    pub(super) text: &'t str,
    /// Without accents and in lower case.
    pub(super) plain: String,
    pub(super) kind: Kind,
    /// Its line, counted from 0.
    pub(super) line: usize,
    /// Where it begins and ends in the text.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether nothing is between it and the one before.
    pub(super) is_attached: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Sign,
}

impl Token<'_> {
    pub(super) fn is(&self, plain: &str) -> bool {
        self.plain == plain
    }

    pub(super) fn is_any(&self, of: &[&str]) -> bool {
        of.contains(&self.plain.as_str())
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(super) fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }

    /// Whether it begins with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.is_word() && self.text.starts_with(char::is_uppercase)
    }
}

/// A page of words.
pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) lines: Vec<&'t str>,
    /// The lines without accents and in lower case.
    pub(super) plain: Vec<String>,
    pub(super) tokens: Vec<Token<'t>>,
    /// Lines with words that are not surely read, by their numbers.
    pub(super) unsure: &'t [usize],
}

/// Bytes of a page that are looked at.
const MOST: usize = 20_000;

impl<'t> Page<'t> {
    /// The line of an item of an apostille that begins at a token, such as "8. bajo el N.º". Its
    /// ten items have the same numbers in every language.
    pub(super) fn item_of_apostille(&self, at: usize, item: &str) -> Option<usize> {
        let number = self.tokens.get(at)?;
        let behind = self.tokens.get(at + 1)?;
        let is_item = self.begins_line(at) && number.is(item) && behind.is_any(&[".", ")"]);
        let is_apostille = |token: &Token| token.plain.starts_with("apostil");
        (is_item && self.tokens.iter().any(is_apostille)).then_some(number.line)
    }

    pub(super) fn new(text: &'t str, unsure: &'t [usize]) -> Self {
        let mut end = text.len().min(MOST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (text, _) = text.split_at(end);
        let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
        Self {
            text,
            plain: lines.iter().map(|line| folded(line)).collect(),
            lines,
            tokens: tokens(text),
            unsure,
        }
    }

    /// The words of the lines from one token to another, as they are on the page.
    pub(super) fn words_of(&self, from: usize, to: usize) -> String {
        let line = |at: usize| self.tokens.get(at).map(|token| token.line);
        let (Some(first), Some(last)) = (line(from), line(to)) else {
            return String::new();
        };
        let lines = self.lines.iter().skip(first).take(last + 1 - first);
        lines.copied().collect::<Vec<_>>().join(" ")
    }

    /// Whether a line between two tokens was not surely read.
    pub(super) fn is_unsure(&self, from: usize, to: usize) -> bool {
        let line = |at: usize| self.tokens.get(at).map(|token| token.line);
        let (Some(first), Some(last)) = (line(from), line(to)) else {
            return true;
        };
        (first..=last).any(|line| self.unsure.contains(&line))
    }

    /// The end of these words, where they follow each other from a token on; signs between them do
    /// not count.
    pub(super) fn phrase(&self, at: usize, words: &str) -> Option<usize> {
        let mut here = at;
        for (count, word) in words.split(' ').enumerate() {
            if count > 0 {
                while self
                    .tokens
                    .get(here)?
                    .is_any(&[".", ",", "º", "°", "-", "/"])
                {
                    here += 1;
                }
            }
            if !self.tokens.get(here)?.is(word) {
                return None;
            }
            here += 1;
        }
        Some(here)
    }

    /// The end of the longest of these phrases that begins at a token.
    pub(super) fn any_phrase(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        let found = phrases.iter().filter_map(|one| self.phrase(at, one));
        found.max()
    }

    /// Whether any of these words or phrases is in a line.
    pub(super) fn line_has(&self, line: usize, phrases: &[&str]) -> bool {
        let own = self.tokens.iter().enumerate();
        let mut own = own.filter(|(_, token)| token.line == line);
        own.any(|(at, _)| self.any_phrase(at, phrases).is_some())
    }

    /// Whether a page has any of these words or phrases.
    pub(super) fn has(&self, phrases: &[&str]) -> bool {
        (0..self.tokens.len()).any(|at| self.any_phrase(at, phrases).is_some())
    }

    /// Whether a token is the first of its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        match (
            at.checked_sub(1).and_then(|at| self.tokens.get(at)),
            self.tokens.get(at),
        ) {
            (Some(before), Some(own)) => before.line != own.line,
            (None, own) => own.is_some(),
            (Some(_), None) => false,
        }
    }
}

fn kind_of(c: char) -> Kind {
    if c.is_ascii_digit() {
        Kind::Number
    } else if c.is_alphabetic() && !matches!(c, 'º' | 'ª') {
        Kind::Word
    } else {
        Kind::Sign
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let (mut line, mut is_attached) = (0, false);
    let mut letters = text.char_indices().peekable();
    while let Some((from, c)) = letters.next() {
        if c.is_whitespace() {
            line += usize::from(c == '\n');
            is_attached = false;
            continue;
        }
        let kind = kind_of(c);
        let mut to = from + c.len_utf8();
        // Accents of their own belong to the letter before them.
        let goes_on = |c: char| kind_of(c) == kind || ('\u{300}'..='\u{36f}').contains(&c);
        while let Some((at, next)) = letters.next_if(|(_, c)| kind != Kind::Sign && goes_on(*c)) {
            to = at + next.len_utf8();
        }
        let own = text.get(from..to).map_or("", |own| own);
        found.push(Token {
            text: own,
            plain: if kind == Kind::Sign {
                own.to_owned()
            } else {
                folded(own)
            },
            kind,
            line,
            from,
            to,
            is_attached,
        });
        is_attached = true;
    }
    found
}
