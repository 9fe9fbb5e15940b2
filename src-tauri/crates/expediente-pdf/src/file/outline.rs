//! The outline of the file.

use crate::error::AssembleError;
use crate::file::frame_digest::{FrameDigest, PageOf};
use crate::file::object_writer::ObjectWriter;
use crate::file::syntax;
use std::io::Write;

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Its title.
    pub title: String,
    /// The page it leads to, from 0.
    pub page: usize,
    /// Whether its children are shown at first.
    pub open: bool,
    /// The entries below it.
    pub children: Vec<Outline>,
}

/// Writes the outline and returns its root; nothing when it has no entries.
pub(crate) fn write<W: Write>(
    writer: &mut ObjectWriter<W>,
    entries: &[Outline],
    pages: &[u32],
    frame: &mut FrameDigest,
    page_of: PageOf<'_>,
) -> Result<Option<u32>, AssembleError> {
    if entries.is_empty() {
        return Ok(None);
    }
    let root = writer.reserve();
    let mut out = b"<</Type/Outlines".to_vec();
    let mut level = Level {
        writer,
        pages,
        frame,
        page_of,
    };
    level.write(&mut out, entries, root, 1)?;
    out.extend_from_slice(format!("/Count {}>>", shown(entries)).as_bytes());
    writer.object(root, &out)?;
    Ok(Some(root))
}

/// How many entries are visible when a level is open.
fn shown(entries: &[Outline]) -> usize {
    entries
        .iter()
        .map(|e| 1 + if e.open { shown(&e.children) } else { 0 })
        .sum()
}

struct Level<'a, W: Write> {
    writer: &'a mut ObjectWriter<W>,
    pages: &'a [u32],
    frame: &'a mut FrameDigest,
    page_of: PageOf<'a>,
}

impl<W: Write> Level<'_, W> {
    /// Writes the entries below a parent, and appends to the parent which are the first and the
    /// last.
    fn write(
        &mut self,
        parent_entries: &mut Vec<u8>,
        entries: &[Outline],
        parent: u32,
        depth: usize,
    ) -> Result<(), AssembleError> {
        let numbers: Vec<u32> = entries.iter().map(|_| self.writer.reserve()).collect();
        for (i, (entry, &number)) in entries.iter().zip(&numbers).enumerate() {
            let mut out = b"<</Title".to_vec();
            syntax::text(&mut out, &entry.title);
            out.extend_from_slice(b"/Parent ");
            syntax::reference(&mut out, parent);
            let before = i.checked_sub(1).and_then(|i| numbers.get(i));
            for (key, other) in [("/Prev ", before), ("/Next ", numbers.get(i + 1))] {
                if let Some(other) = other {
                    out.extend_from_slice(key.as_bytes());
                    syntax::reference(&mut out, *other);
                }
            }
            let page = self
                .pages
                .get(entry.page)
                .ok_or(AssembleError::NoSuchPage(entry.page))?;
            out.extend_from_slice(b"/Dest[");
            syntax::reference(&mut out, *page);
            out.extend_from_slice(b"/XYZ null null null]");
            if !entry.children.is_empty() {
                self.write(&mut out, &entry.children, number, depth + 1)?;
                let sign = if entry.open { "" } else { "-" };
                let count = shown(&entry.children);
                out.extend_from_slice(format!("/Count {sign}{count}").as_bytes());
            }
            out.extend_from_slice(b">>");
            self.frame.outline_entry(depth, &out, self.page_of)?;
            self.writer.object(number, &out)?;
        }
        if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
            parent_entries.extend_from_slice(b"/First ");
            syntax::reference(parent_entries, *first);
            parent_entries.extend_from_slice(b"/Last ");
            syntax::reference(parent_entries, *last);
        }
        Ok(())
    }
}
