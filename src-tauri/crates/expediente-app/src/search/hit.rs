//! What a search finds.

use expediente_model::{ReadLine, ReadPage};
use serde::Serialize;
use ts_rs::TS;

/// A page on which all words of a question are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Hit {
    /// The id of the matter.
    pub matter: String,
    /// Its name.
    pub matter_name: String,
    /// The id of the document that shows the page; none for a paper that is not placed.
    pub document: Option<String>,
    /// The id of its exhibit.
    pub exhibit: Option<String>,
    /// The label of the exhibit in the dossier.
    pub label: Option<String>,
    /// The title of the document, or the name of its paper.
    pub title: String,
    /// The paper, by its SHA-256.
    pub item: String,
    /// The page of the paper, counted from 1.
    pub page: u32,
    /// The words around the first that was found.
    pub snippet: String,
    /// Whether the computer read the words from a picture.
    pub read: bool,
}

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Found {
    /// The first pages.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: u64,
    /// Pages that were searched.
    pub pages: u64,
    /// Pages whose words are not known, so that nothing is found on them.
    pub unread: u64,
}

/// Where a word is on a page: parts of its width and height as the paper shows it, from the top
/// left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct Marked {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Marked {
    /// The box of a part of a line, from above its capitals to below its baseline. `from` and `to`
    /// are as those of its words.
    pub(crate) fn on_line(page: &ReadPage, line: &ReadLine, (from, to): (f32, f32)) -> Self {
        let (width, height) = (f64::from(page.width), f64::from(page.height));
        let (sin, cos) = f64::from(line.angle).to_radians().sin_cos();
        let size = f64::from(line.size);
        let corners = [f64::from(from), f64::from(to)]
            .into_iter()
            .flat_map(|along| [(along, -0.8 * size), (along, 0.25 * size)])
            .map(|(along, down)| {
                (
                    f64::from(line.x) + along * cos - down * sin,
                    f64::from(line.y) + along * sin + down * cos,
                )
            });
        let (mut left, mut top) = (f64::INFINITY, f64::INFINITY);
        let (mut right, mut bottom) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for (x, y) in corners {
            (left, right) = (left.min(x), right.max(x));
            (top, bottom) = (top.min(y), bottom.max(y));
        }
        Self {
            x: left / width,
            y: top / height,
            width: (right - left) / width,
            height: (bottom - top) / height,
        }
    }
}
