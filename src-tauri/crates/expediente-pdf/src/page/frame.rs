//! The boxes of a page, and where a page of a source is on it.

use crate::geometry::{Matrix, PageGeometry, Rect, Turn};
use crate::page::page_spec::Fit;

/// The boxes of a page, and where a page of a source is on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// The whole page, in its user space.
    pub media: Rect,
    /// How the page is displayed.
    pub shown: PageGeometry,
    /// Where the source page is, if it is not where it was.
    pub placed: Option<Placed>,
}

/// A page of a source that is not drawn where it was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// From the user space of the source to that of the page.
    pub matrix: Matrix,
    /// The visible part of the source page, in its own user space. What was outside stays outside.
    pub visible: Rect,
}

impl Frame {
    /// A page of this size in points, with a turn.
    pub fn of_plain(width: f64, height: f64, turn: Turn) -> Self {
        Self {
            media: Rect::new(0.0, 0.0, width, height),
            shown: PageGeometry {
                turn,
                ..PageGeometry::plain(width, height)
            },
            placed: None,
        }
    }

    /// The page that a page of a source becomes.
    pub fn of_source(media: Rect, own: PageGeometry, turn: Turn, fit: Fit) -> Self {
        // As precise as they are written, so that whoever reads the boxes in the file computes the
        // same place.
        let own = PageGeometry {
            visible: as_written(own.visible),
            user_unit: rounded(own.user_unit),
            ..own
        };
        let media = as_written(media);
        let shown = PageGeometry {
            turn: own.turn.then(turn),
            ..own
        };
        let (scale, x, y) = match fit {
            Fit::AsIs => {
                return Self {
                    media,
                    shown,
                    placed: None,
                };
            }
            Fit::Within { scale, x, y } | Fit::On { scale, x, y, .. } => (scale, x, y),
        };
        let moved = shown
            .user_to_display()
            .then(&Matrix::new(scale, 0.0, 0.0, scale, x, y));
        match fit {
            Fit::On { width, height, .. } => Self {
                placed: Some(Placed {
                    matrix: moved,
                    visible: own.visible,
                }),
                ..Self::of_plain(width, height, Turn::None)
            },
            _ => Self {
                media,
                placed: Some(Placed {
                    matrix: moved.then(&shown.display_to_user()),
                    visible: own.visible,
                }),
                shown,
            },
        }
    }

    /// From the user space of the source to that of the page.
    pub(crate) fn to_page(self) -> Matrix {
        self.placed
            .as_ref()
            .map_or(Matrix::IDENTITY, |placed| placed.matrix)
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1e5).round() / 1e5
}

fn as_written(rect: Rect) -> Rect {
    Rect {
        x0: rounded(rect.x0),
        y0: rounded(rect.y0),
        x1: rounded(rect.x1),
        y1: rounded(rect.y1),
    }
}
