//! Which page each page object is, and which objects are fonts of ours.

use std::collections::HashMap;

/// Which page each page object is.
#[derive(Default)]
pub struct Places {
    pages: HashMap<u32, usize>,
    own_fonts: Vec<u32>,
}

impl Places {
    /// Of page objects in order.
    pub fn of(pages: &[u32], own_fonts: Vec<u32>) -> Self {
        let pages = pages.iter().enumerate();
        Self {
            pages: pages.map(|(place, &number)| (number, place)).collect(),
            own_fonts,
        }
    }

    /// Which of the fonts of ours an object is.
    pub fn own_font(&self, number: u32) -> Option<usize> {
        self.own_fonts.iter().position(|font| *font == number)
    }

    /// How many objects are pages.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// The place of a page, from 0, by its object.
    pub fn page(&self, number: u32) -> Option<usize> {
        self.pages.get(&number).copied()
    }

    /// Appends what stands for a reference in canonical form: its page, or a mark.
    pub fn canonical(&self, out: &mut Vec<u8>, number: u32) {
        match self.page(number) {
            Some(page) => {
                out.push(b'p');
                out.extend_from_slice(&(page as u64).to_le_bytes());
            }
            None => out.push(b'r'),
        }
    }
}
