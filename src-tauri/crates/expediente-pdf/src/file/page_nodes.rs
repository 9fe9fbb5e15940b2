//! The page tree of the file: page objects, and nodes over them with at most 64 kids each.

use crate::error::AssembleError;
use crate::file::object_writer::ObjectWriter;
use crate::file::syntax;
use std::io::Write;

/// Kids of a node.
const FAN: usize = 64;

/// The object numbers of all pages and nodes. They are reserved at once, so that links can lead
/// forward and each page can name its parent.
pub(crate) struct PageNodes {
    pages: Vec<u32>,
    /// The nodes, lowest level first; the last level is the root alone.
    levels: Vec<Vec<u32>>,
}

impl PageNodes {
    pub(crate) fn reserve<W: Write>(writer: &mut ObjectWriter<W>, pages: usize) -> Self {
        let mut reserve =
            |count: usize| -> Vec<u32> { (0..count).map(|_| writer.reserve()).collect() };
        let page_numbers = reserve(pages);
        let mut levels = Vec::new();
        let mut count = pages;
        loop {
            count = count.div_ceil(FAN).max(1);
            levels.push(reserve(count));
            if count == 1 {
                break;
            }
        }
        Self {
            pages: page_numbers,
            levels,
        }
    }

    /// The page objects in order.
    pub(crate) fn pages(&self) -> &[u32] {
        &self.pages
    }

    /// The object of a page.
    pub(crate) fn page(&self, index: usize) -> Option<u32> {
        self.pages.get(index).copied()
    }

    /// Which page an object is.
    pub(crate) fn place(&self, number: u32) -> Option<usize> {
        // Their numbers were reserved one after the other.
        let first = *self.pages.first()?;
        let at = number.checked_sub(first)? as usize;
        (at < self.pages.len()).then_some(at)
    }

    /// The node above a page.
    pub(crate) fn parent(&self, index: usize) -> Option<u32> {
        self.levels.first()?.get(index / FAN).copied()
    }

    /// Writes the nodes and returns the root.
    pub(crate) fn write<W: Write>(
        &self,
        writer: &mut ObjectWriter<W>,
    ) -> Result<u32, AssembleError> {
        let mut kids = &self.pages;
        let mut covered = FAN;
        let mut root = None;
        for (height, level) in self.levels.iter().enumerate() {
            let above = self.levels.get(height + 1);
            for (i, &number) in level.iter().enumerate() {
                let own = kids.iter().skip(i * FAN).take(FAN);
                let pages = self.pages.len().saturating_sub(i * covered).min(covered);
                let mut out = b"<</Type/Pages".to_vec();
                if let Some(parent) = above.and_then(|l| l.get(i / FAN)) {
                    out.extend_from_slice(b"/Parent ");
                    syntax::reference(&mut out, *parent);
                }
                out.extend_from_slice(format!("/Count {pages}/Kids[").as_bytes());
                for kid in own {
                    syntax::reference(&mut out, *kid);
                    out.push(b' ');
                }
                out.extend_from_slice(b"]>>");
                writer.object(number, &out)?;
                root = Some(number);
            }
            kids = level;
            covered *= FAN;
        }
        root.ok_or(AssembleError::Bug("the page tree has no root"))
    }
}
