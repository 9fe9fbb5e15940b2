//! Which sheets documents show, and how a dossier.toml says it.

use std::collections::BTreeMap;

use expediente_model::{Corners, Digest, Document, Item, PaperShape, Straightened};
use serde::{Deserialize, Serialize};

/// A sheet that is cut out of a photo.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SheetTable {
    /// Its corners on the photo.
    pub corners: String,
    /// Its shape.
    pub shape: PaperShape,
    /// Whether it is lit evenly.
    pub even: bool,
}

impl SheetTable {
    /// Its corners, if a sheet can have them.
    pub(crate) fn corners(&self) -> Option<Corners> {
        self.corners.parse().ok()
    }
}

/// What is shown of a page now.
pub(super) fn straightened_of(document: &Document, item: &Item, page: u32) -> Option<Straightened> {
    item.sheet(page, document.straightened(page)?).copied()
}

/// Whether a sheet was lit evenly.
pub(super) fn is_even(item: &Item, made: &Straightened) -> bool {
    let mut derivatives = item.derivatives.iter();
    let derivative = derivatives.find(|one| one.digest == made.picture.source);
    let light = derivative.and_then(|one| one.settings.get("light"));
    light.is_some_and(|light| light == "even")
}

/// The sheets that a document shows, as a dossier.toml says them.
pub(crate) fn tables_of(document: &Document, item: &Item) -> BTreeMap<String, SheetTable> {
    let pages = document.straightened.keys();
    let table = |page: &u32| {
        let made = straightened_of(document, item, *page)?;
        let table = SheetTable {
            corners: made.corners.to_string(),
            shape: made.shape,
            even: is_even(item, &made),
        };
        Some((page.to_string(), table))
    };
    pages.filter_map(table).collect()
}

/// The sheets that a dossier.toml names, of those that were cut out of the paper.
pub(crate) fn shown_by(
    tables: &BTreeMap<String, SheetTable>,
    item: &Item,
) -> BTreeMap<u32, Digest> {
    let shown = |(page, table): (&String, &SheetTable)| {
        let page = page.parse().ok()?;
        let is_it = |made: &&Straightened| {
            made.page == page
                && Some(made.corners) == table.corners()
                && made.shape == table.shape
                && is_even(item, made) == table.even
        };
        let made = item.straightened.iter().find(is_it)?;
        Some((page, made.picture.source))
    };
    tables.iter().filter_map(shown).collect()
}
