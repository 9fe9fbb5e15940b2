//! What a page shows, counted by where it is, so that a copy can be compared with its original.
//! Runs in the child.

use hayro::kurbo::{Point, Rect};

/// Parts of a page to each side.
const PARTS: usize = 8;

/// What is counted.
#[derive(Clone, Copy)]
pub(crate) enum Shown {
    Letter,
    Picture,
    Shape,
}

/// How much of each a page shows in each of its parts.
#[derive(Clone, Default)]
pub(crate) struct ShownCounts {
    /// Letters, pictures and shapes of each part.
    parts: Vec<[u32; 3]>,
}

impl ShownCounts {
    /// Whether there are letters, and neither pictures nor shapes.
    pub(crate) fn has_letters_alone(&self) -> bool {
        let is_alone = |[_, pictures, shapes]: &[u32; 3]| *pictures == 0 && *shapes == 0;
        !self.is_empty() && self.parts.iter().all(is_alone)
    }

    /// Counts one thing at a point of a page.
    pub(crate) fn add(&mut self, shown: Shown, at: Point, page: Rect) {
        let part = |along: f64, side: f64| {
            // From 0 to 7, whatever the page's size.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let part = (along / side * PARTS as f64).clamp(0.0, (PARTS - 1) as f64) as usize;
            part
        };
        let index = part(at.y, page.height()) * PARTS + part(at.x, page.width());
        self.parts.resize(PARTS * PARTS, [0; 3]);
        let kind = match shown {
            Shown::Letter => 0,
            Shown::Picture => 1,
            Shown::Shape => 2,
        };
        if let Some(count) = self
            .parts
            .get_mut(index)
            .and_then(|part| part.get_mut(kind))
        {
            *count = count.saturating_add(1);
        }
    }

    /// Whether nothing is shown.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.iter().flatten().all(|count| *count == 0)
    }

    /// Whether a copy shows all of this, and where it is: what is at the edge of a part may be in
    /// the next. It may show more, such as comments.
    pub(crate) fn is_in(&self, copy: &Self) -> bool {
        let count = |of: &Self, index: usize, kind: usize| {
            let part = of.parts.get(index).and_then(|part| part.get(kind));
            part.map_or(0, |count| u64::from(*count)) // An empty page has no parts.
        };
        (0..3).all(|kind| {
            let all = |of: &Self| {
                (0..PARTS * PARTS)
                    .map(|at| count(of, at, kind))
                    .sum::<u64>()
            };
            let is_near = |at: usize| {
                let (row, column) = (at / PARTS, at % PARTS);
                let rows = row.saturating_sub(1)..=(row + 1).min(PARTS - 1);
                let near = rows.flat_map(|row| {
                    let columns = column.saturating_sub(1)..=(column + 1).min(PARTS - 1);
                    columns.map(move |column| row * PARTS + column)
                });
                near.map(|at| count(copy, at, kind)).sum::<u64>() >= count(self, at, kind)
            };
            all(self) <= all(copy) && (0..PARTS * PARTS).all(is_near)
        })
    }
}
