//! Which page each page object is.

use std::collections::HashMap;

/// Which page each page object is.
#[derive(Default)]
pub struct Places(HashMap<u32, usize>);

impl Places {
    /// Of page objects in order.
    pub fn of(pages: &[u32]) -> Self {
        let pages = pages.iter().enumerate();
        Self(pages.map(|(place, &number)| (number, place)).collect())
    }

    /// How many objects are pages.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The place of a page, from 0, by its object.
    pub fn page(&self, number: u32) -> Option<usize> {
        self.0.get(&number).copied()
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
