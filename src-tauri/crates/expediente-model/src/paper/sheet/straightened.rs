//! A photographed paper that was cut out of its photo and pulled straight.

use serde::{Deserialize, Serialize};

use crate::paper::picture::Picture;
use crate::paper::sheet::corners::{Corners, PaperShape};

/// A picture that was made of one page of a paper by cutting out the sheet that it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Straightened {
    /// The page, counted from 1.
    pub page: u32,
    /// Where the sheet is on it.
    pub corners: Corners,
    /// The shape in which it came out.
    pub shape: PaperShape,
    /// The picture.
    pub picture: Picture,
}
