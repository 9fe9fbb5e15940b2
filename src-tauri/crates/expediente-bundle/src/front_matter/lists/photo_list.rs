//! The list of an exhibit's photos, as a page before them.

use expediente_model::{Catalogue, Document, Exhibit};

use crate::front_matter::lists::list_table::{ListColumn, ListTable};
use crate::front_matter::lists::listing::{ListPart, Listing};
use crate::front_matter::words;

/// What a column of the list shows of a photo.
type Shown = fn(&Catalogue, &Document) -> Option<String>;

/// Makes a column under a heading.
type Heading = fn(String) -> ListColumn;

/// The columns after the number. One that no photo has anything for is left out.
const COLUMNS: [(&str, Heading, Shown); 5] = [
    ("dossier.photos.what", ListColumn::text, |_, one| {
        one.caption.clone().or_else(|| one.title.clone())
    }),
    ("dossier.photos.who", ListColumn::text, |_, one| {
        one.people.clone()
    }),
    ("dossier.photos.where", ListColumn::text, |_, one| {
        one.place.clone()
    }),
    ("dossier.photos.when", ListColumn::days, |texts, one| {
        one.date.map(|day| words::date(texts, day))
    }),
    ("dossier.photos.by", ListColumn::text, |_, one| {
        one.author.clone()
    }),
];

/// The list of photos of an exhibit, by their numbers; `photos` are its documents in the order in
/// which they are printed.
pub(crate) fn photo_list(texts: &Catalogue, exhibit: &Exhibit, photos: &[&Document]) -> Listing {
    let mut head = vec![ListColumn::number(texts.text("dossier.photos.number"))];
    let mut rows: Vec<Vec<String>> = (1..=photos.len()).map(|n| vec![n.to_string()]).collect();
    for (key, column, shown) in COLUMNS {
        let cells: Vec<Option<String>> = photos.iter().map(|one| shown(texts, one)).collect();
        if cells.iter().all(Option::is_none) {
            continue;
        }
        head.push(column(texts.text(key).to_owned()));
        for (row, cell) in rows.iter_mut().zip(cells) {
            // What nobody said stays empty.
            row.push(cell.map_or_else(String::new, String::from));
        }
    }
    Listing {
        title: texts.text("dossier.photos.title").to_owned(),
        subtitle: exhibit.title.clone(),
        parts: vec![ListPart::Table(ListTable {
            head,
            rows,
            has_sum: false,
        })],
    }
}
