//! Sheets of paper on photos: where one is, and the photo cut and pulled straight along its edges.
//!
//! Finding works on a picture of some hundred pixels in three steps. First, candidates: lines along
//! which brightness or color changes (`lines.rs`), four of which make a quadrilateral, the outline
//! of what differs from the edge of the photo, and that of patches that no edge runs through
//! (`silhouette.rs`). Second, each is scored by what is seen along its sides (`score.rs`): a sheet
//! ends there, so the two sides of an edge differ, and the edge goes from corner to corner. Third,
//! the best ones are fitted to the edges of a finer picture (`refine.rs`), and the one whose sides
//! are the strongest edges there is taken, if what is inside looks like paper (`surface.rs`). A
//! sheet is only offered, and somebody looks at it before it is used.

pub(crate) mod find;
mod homography;
mod light;
mod lines;
pub(crate) mod plane;
mod quad;
mod refine;
mod score;
mod silhouette;
pub(crate) mod straighten;
mod surface;
