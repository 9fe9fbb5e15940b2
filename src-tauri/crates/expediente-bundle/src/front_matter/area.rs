//! Rectangles on our own pages, and their margin.

/// A rectangle on a page in points, measured from the bottom left.
///
/// Its `Debug` text is part of a file's identity; see [`PlannedPage`].
///
/// [`PlannedPage`]: crate::plan::bundle_plan::PlannedPage
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(crate) struct Area {
    pub left: f64,
    pub bottom: f64,
    pub width: f64,
    pub height: f64,
}

/// The margin of our own pages: an inch.
pub(crate) const MARGIN: f64 = 72.0;
