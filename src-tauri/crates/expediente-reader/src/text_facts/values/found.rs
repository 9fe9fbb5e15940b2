//! A value that was found on a page, before it is decided whether it is proposed. Runs in the
//! child.

use expediente_model::{PaperField, PaperValue};

use super::tokens::Page;

/// A value, and the tokens that it was read from: the first and the last.
pub(super) struct Found {
    pub(super) values: Vec<String>,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Bytes of a line that are kept.
const LINE: usize = 200;

impl Found {
    /// What is proposed, unless its words were not surely read.
    pub(super) fn proposed(
        self,
        page: &Page<'_>,
        number: u32,
        field: PaperField,
    ) -> Option<PaperValue> {
        if page.is_unsure(self.from, self.to) {
            return None;
        }
        let mut line = page.words_of(self.from, self.to);
        // Of a paragraph in one line, the part with the value.
        if line.len() > LINE {
            let (from, to) = (page.tokens.get(self.from)?, page.tokens.get(self.to)?);
            let part = page.text.get(from.from..to.to)?;
            line = part.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        let is_kept = line.len() <= LINE && self.values.iter().all(|value| value.len() <= LINE);
        is_kept.then_some(PaperValue {
            field,
            values: self.values,
            page: number,
            line,
        })
    }
}

/// The one that all agree on; none where two say different things.
pub(super) fn agreed(found: Vec<Found>) -> Option<Found> {
    let mut all = found.into_iter();
    let mut first = all.next()?;
    for other in all {
        let within = |one: &[String], of: &[String]| one.iter().all(|value| of.contains(value));
        if within(&other.values, &first.values) {
            // What says less leaves less open.
            if other.values.len() < first.values.len() {
                first = other;
            }
        } else if !within(&first.values, &other.values) {
            return None;
        }
    }
    Some(first)
}
