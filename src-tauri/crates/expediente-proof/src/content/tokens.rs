//! Reads content of ours, whose grammar is known: the next token is what is expected, or the
//! content is not ours.

use crate::object::{Dict, Lexer, Object};

pub struct Tokens<'a>(Lexer<'a>);

impl<'a> Tokens<'a> {
    pub fn new(content: &'a [u8]) -> Self {
        Self(Lexer::of_our_content(content))
    }

    /// Whether nothing is left.
    pub fn is_done(&mut self) -> bool {
        self.0.skip_space();
        self.0.rest().is_empty()
    }

    fn object(&mut self) -> Option<Object> {
        self.0.skip_space();
        self.0.object().ok()
    }

    /// The next operator, if it comes next.
    pub fn next_operator(&mut self) -> Option<Vec<u8>> {
        match self.object()? {
            Object::Operator(word) => Some(word),
            _ => None,
        }
    }

    /// Takes an operator.
    pub fn operator(&mut self, wanted: &[u8]) -> Option<()> {
        if self.next_operator()? == wanted {
            Some(())
        } else {
            None
        }
    }

    /// Takes an operator if it comes next.
    pub fn try_operator(&mut self, wanted: &[u8]) -> bool {
        self.0.skip_space();
        let before = self.0.rest();
        let found = self.operator(wanted).is_some();
        if !found {
            self.0.go_back(before);
        }
        found
    }

    pub fn number(&mut self) -> Option<f64> {
        self.object()?.number()
    }

    /// So many numbers and their operator.
    pub fn numbers<const N: usize>(&mut self, operator: &[u8]) -> Option<[f64; N]> {
        let mut numbers = [0.0; N];
        for number in &mut numbers {
            *number = self.number()?;
        }
        self.operator(operator)?;
        Some(numbers)
    }

    /// Takes so many numbers and their operator if they come next.
    pub fn try_numbers<const N: usize>(&mut self, operator: &[u8]) -> Option<[f64; N]> {
        self.0.skip_space();
        let before = self.0.rest();
        let found = self.numbers(operator);
        if found.is_none() {
            self.0.go_back(before);
        }
        found
    }

    pub fn name(&mut self) -> Option<Vec<u8>> {
        match self.object()? {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Takes a name if it comes next.
    pub fn try_name(&mut self) -> Option<Vec<u8>> {
        self.0.skip_space();
        let before = self.0.rest();
        let found = self.name();
        if found.is_none() {
            self.0.go_back(before);
        }
        found
    }

    pub fn text(&mut self) -> Option<Vec<u8>> {
        match self.object()? {
            Object::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn dict(&mut self) -> Option<Dict> {
        match self.object()? {
            Object::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    pub fn array(&mut self) -> Option<Vec<Object>> {
        match self.object()? {
            Object::Array(items) => Some(items),
            _ => None,
        }
    }
}
