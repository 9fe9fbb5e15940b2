//! The sheets of a petition as the window and the command line see them.

use std::path::Path;

use expediente_model::{
    Document, DocumentId, Exhibit, Item, Likeness, Matter, MatterId, MediaKind, OfficeKind,
    RowPlace, Sameness, SheetRow, identity_number,
};
use serde::Serialize;
use ts_rs::TS;

use crate::edit::named;
use crate::error::AppError;
use crate::item::item_of;
use crate::state::State;
use crate::views::picture_paths::picture_in;

/// A petition.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PetitionView {
    /// The exhibit's id.
    pub exhibit: String,
    /// Its title.
    pub title: String,
    /// Its sheets in order.
    pub sheets: Vec<PetitionSheet>,
    /// Signers of a list that came without sheets.
    pub listed: Vec<SheetRow>,
    /// Signatures that count; none where nobody began to count.
    pub total: Option<usize>,
    /// Whether that is of names on a list alone: no sheet was counted.
    pub is_list: bool,
    /// Pairs of entries that may be of one person, in the order of their later entry.
    pub pairs: Vec<PairView>,
    /// Who counted.
    pub by: String,
    /// The day on which it was counted.
    pub on: Option<String>,
    /// Papers of the case that may be lists of signers.
    pub lists: Vec<ListPaper>,
}

/// A paper of the case that may be a list of signers.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ListPaper {
    /// The SHA-256 of the paper.
    pub item: String,
    /// Its file name.
    pub name: String,
}

/// A sheet.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PetitionSheet {
    /// The document's id.
    pub document: String,
    /// Its page, counted from 1 in the paper.
    pub page: u32,
    /// Its title, or the name of its paper.
    pub title: String,
    /// The path of its picture.
    pub picture: String,
    /// Its rows; none where it was not counted.
    pub rows: Option<Vec<SheetRow>>,
    /// Signatures of it that count.
    pub counted: usize,
    /// Numbers of its rows that cannot be right, by row, counted from 0.
    pub odd_numbers: Vec<usize>,
}

/// Two entries that may be of one person.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PairView {
    /// By which it is decided.
    pub key: String,
    /// What they have in common.
    pub like: Likeness,
    /// The earlier entry.
    pub first: EntryView,
    /// The later one.
    pub second: EntryView,
    /// What somebody decided.
    pub decided: Option<Sameness>,
}

/// An entry of a petition.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EntryView {
    /// Its sheet, counted from 1; 0 in a list without sheets.
    pub sheet: usize,
    /// Its row, counted from 1.
    pub row: usize,
    /// Its name.
    pub name: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// The path of the picture of its sheet.
    pub picture: Option<String>,
    /// Where it is on the sheet, as [`SheetRow::band`] says.
    pub band: Option<[u16; 4]>,
}

pub(super) fn view(state: &State, id: &MatterId, exhibit: &str) -> Result<PetitionView, AppError> {
    let named = named::named(state, id)?;
    let exhibit = named.exhibit(exhibit)?.1;
    of(&named.matter, exhibit)
}

/// The view of an exhibit.
pub(crate) fn of(matter: &Matter, exhibit: &Exhibit) -> Result<PetitionView, AppError> {
    let pages = |document: &Document| matter.signed_pages(document);
    let count = exhibit.count(&pages);
    let tally = exhibit.tally.as_deref();
    let counted_on = |at: (DocumentId, u32)| {
        let sheets = count.iter().flat_map(|count| &count.sheets);
        sheets
            .filter(|sheet| sheet.page == Some(at))
            .map(|sheet| sheet.counted)
            .sum()
    };
    let mut sheets = Vec::new();
    for (document, page) in exhibit.sheets(&pages) {
        let item = item_of(matter, &document.item)?;
        let rows = document.rows.get(&page).cloned();
        let odd = rows.iter().flatten().enumerate().filter(|(_, row)| {
            let number = row.number.as_deref().and_then(identity_number);
            number.is_some_and(|(_, fault)| fault.is_some())
        });
        sheets.push(PetitionSheet {
            document: document.id.to_string(),
            page,
            title: document.title.clone().unwrap_or_else(|| item.name.clone()),
            picture: picture_in(matter, document, page),
            odd_numbers: odd.map(|(at, _)| at).collect(),
            counted: counted_on((document.id, page)),
            rows,
        });
    }
    Ok(PetitionView {
        exhibit: exhibit.id.to_string(),
        title: exhibit.title.clone(),
        sheets,
        listed: tally.map_or_else(Vec::new, |tally| tally.listed.clone()),
        is_list: count.as_ref().is_some_and(expediente_model::Count::is_list),
        total: count.as_ref().map(expediente_model::Count::total),
        pairs: pair_views(matter, exhibit),
        by: tally.map_or_else(String::new, |tally| tally.by.clone()),
        on: tally.and_then(|tally| tally.on).map(|day| day.to_string()),
        lists: matter
            .items
            .values()
            .filter(|item| may_be_list(item))
            .map(|item| ListPaper {
                item: item.original.to_string(),
                name: item.name.clone(),
            })
            .collect(),
    })
}

/// Whether a paper may be a list of signers: a spreadsheet, or values in a text.
fn may_be_list(item: &Item) -> bool {
    let has_values = |name: &Path| {
        let ending = name.extension().and_then(|one| one.to_str());
        ending.is_some_and(|one| ["csv", "tsv"].contains(&one.to_lowercase().as_str()))
    };
    match item.media {
        MediaKind::Text => has_values(Path::new(&item.name)),
        media => media.office() == Some(OfficeKind::Sheet),
    }
}

fn pair_views(matter: &Matter, exhibit: &Exhibit) -> Vec<PairView> {
    let pairs = exhibit.entry_pairs(&|document| matter.signed_pages(document));
    let views = pairs.into_iter().map(|pair| PairView {
        key: pair.key,
        like: pair.like,
        first: entry(matter, exhibit, pair.first),
        second: entry(matter, exhibit, pair.second),
        decided: pair.decided,
    });
    views.collect()
}

fn entry(matter: &Matter, exhibit: &Exhibit, (place, row): (RowPlace, &SheetRow)) -> EntryView {
    let picture = place.page.and_then(|(id, page)| {
        let document = exhibit.documents.iter().find(|one| one.id == id)?;
        Some(picture_in(matter, document, page))
    });
    EntryView {
        sheet: place.sheet,
        row: place.row,
        name: row.name.clone(),
        number: row.number.clone(),
        picture,
        band: row.band,
    }
}
