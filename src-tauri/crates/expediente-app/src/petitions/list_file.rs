//! Lists of signers in CSV files and spreadsheets.

use std::collections::BTreeSet;
use std::path::Path;

use expediente_model::{
    Act, Change, Date, Document, DocumentId, EntryMark, Exhibit, Matter, MatterId, SheetRow, Tally,
    folded, name_key,
};
use serde::Serialize;
use ts_rs::TS;

use crate::edit::arrange::batch_of;
use crate::edit::commit::commit_planned;
use crate::edit::named::NamedMatter;
use crate::error::AppError;
use crate::item::item_of;
use crate::petitions::DIGITS;
use crate::petitions::count::tallied;
use crate::petitions::list_lines::{self, List};
use crate::petitions::signers::{Place, Signer, Signers, signers};
use crate::request_error::RequestError;
use crate::state::State;

/// What was read from a list.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct ListRead {
    /// The name of the act in the user's language.
    pub act: String,
    /// Signers in the file.
    pub signers: usize,
    /// Signers that went into rows of sheets.
    pub placed: usize,
    /// Signers that are kept as a list of their own.
    pub listed: usize,
    /// Lines of the file that name a row that is not there, or is not signed, counted from 1.
    pub without_row: Vec<u64>,
    /// Lines that cannot be read: more cells than headings, a name in the place of the number.
    /// Counted from 1.
    pub unread: Vec<u64>,
    /// Headings of columns that are not read.
    pub unread_columns: Vec<String>,
    /// Rows that had a name or a number and have none any more.
    pub cleared: usize,
    /// Sheets of the petition that nobody counted: what the list says of them has no row yet.
    pub uncounted: usize,
    /// Rows that somebody or another list gave another name or number.
    pub replaced: usize,
    /// Other sheets of the spreadsheet, which were not read.
    pub other_sheets: Vec<String>,
}

pub(super) fn read_list(
    state: &State,
    id: &MatterId,
    exhibit: &str,
    file: &Path,
) -> Result<ListRead, AppError> {
    let List {
        lines,
        without_value,
        other_sheets,
    } = list_lines::of_file(state, file)?;
    let Signers {
        mut signers,
        mut unread,
        unread_columns,
    } = signers(&lines)?;
    // What a cell would say nobody knows.
    signers.retain(|signer| !without_value.contains(&signer.line));
    unread.extend(&without_value);
    unread.sort_unstable();
    unread.dedup();
    let mut read = None;
    let act = commit_planned(state, id, |planned| {
        let named = NamedMatter::of(planned);
        let had = named.exhibit(exhibit)?.1;
        if signers
            .iter()
            .any(|signer| matches!(signer.at, Place::Row(_)))
        {
            check_sheets(&named.matter, had)?;
        }
        let (mut changes, done) = placed((&named.matter, state.today()), had, &signers)?;
        // A list of its own is counted anew with it; one that went into rows takes its place.
        if done.listed == 0
            && let Some(tally) = had.tally.as_deref()
        {
            let unlisted = Tally {
                listed: Vec::new(),
                ..tally.clone()
            };
            let left = unlisted
                .recounted(state.today())
                .map_or(unlisted, |left| left);
            if left != *tally {
                changes.push(tallied(had, left));
            }
        }
        read = Some(done);
        Ok((Act::Count, batch_of(changes)))
    })?;
    let read = read.ok_or(AppError::Bug("a list of signers was not read"))?;
    Ok(ListRead {
        act,
        unread,
        unread_columns,
        other_sheets,
        ..read
    })
}

/// Refuses to place names by sheets where a paper says in its title which sheets it has, and stands
/// where others are counted: the names would go to other people's rows.
fn check_sheets(matter: &Matter, exhibit: &Exhibit) -> Result<(), AppError> {
    let mut seen = BTreeSet::new();
    let sheets = exhibit.sheets(&|document| matter.signed_pages(document));
    for (at, (document, page)) in (1..).zip(sheets) {
        if page != 1 || !seen.insert(document.id) {
            continue;
        }
        let title = match &document.title {
            Some(title) => title.clone(),
            None => item_of(matter, &document.item)?.name.clone(),
        };
        if let Some(says) = first_sheet(&title).filter(|says| *says != at) {
            return Err(RequestError::SheetOrder { title, says, at }.into());
        }
    }
    Ok(())
}

/// The first sheet that a title names: "Firmas hojas 11 a 20", "Sheet 3".
fn first_sheet(title: &str) -> Option<usize> {
    let folded = folded(title);
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    words.find(|word| {
        let stem = word.trim_end_matches('s');
        ["hoja", "sheet", "folha", "feuille"].contains(&stem)
    })?;
    words.find(|word| !word.is_empty())?.parse().ok()
}

/// Puts signers into the rows that they name, or into the signed rows in order; those that have no
/// row are a list of their own where no sheet is counted.
fn placed(
    (matter, today): (&Matter, Date),
    exhibit: &Exhibit,
    signers: &[Signer],
) -> Result<(Vec<Change>, ListRead), AppError> {
    let mut documents: Vec<Document> = exhibit.documents.clone();
    let mut read = ListRead {
        signers: signers.len(),
        ..ListRead::default()
    };
    let mut changes = Vec::new();
    if documents.iter().all(|one| one.rows.is_empty()) {
        let listed = signers.iter().map(|signer| SheetRow {
            name: signer.name.clone(),
            number: signer.number.clone(),
            ..SheetRow::of(EntryMark::Signed)
        });
        // Nobody has counted before.
        let tally = exhibit
            .tally
            .as_deref()
            .map_or_else(Tally::default, Tally::clone);
        let tally = Tally {
            listed: listed.collect(),
            ..tally.recounted(today).map_or(tally, |recounted| recounted)
        };
        read.listed = tally.listed.len();
        changes.push(tallied(exhibit, tally));
        return Ok((changes, read));
    }
    // Sheets have the numbers that the window and the tally give them.
    let sheets: Vec<(DocumentId, u32)> = exhibit
        .sheets(&|document| matter.signed_pages(document))
        .into_iter()
        .map(|(document, page)| (document.id, page))
        .collect();
    let is_counted = |(id, page): &(DocumentId, u32)| {
        let mut all = documents.iter();
        all.any(|one| one.id == *id && one.rows.contains_key(page))
    };
    read.uncounted = sheets.iter().filter(|sheet| !is_counted(sheet)).count();
    let mut rows: Vec<((usize, usize), &mut SheetRow)> = Vec::new();
    for document in &mut documents {
        let id = document.id;
        for (page, on) in &mut document.rows {
            let number = sheets.iter().position(|sheet| *sheet == (id, *page));
            if let Some(number) = number {
                rows.extend((1..).map(|row| (number + 1, row)).zip(on.iter_mut()));
            }
        }
    }
    rows.sort_by_key(|(place, _)| *place);
    let before: Vec<SheetRow> = rows.iter().map(|(_, row)| (*row).clone()).collect();
    // A list that names no rows is all of them: what a list before it left in the last rows goes.
    let mut had = 0;
    if signers.iter().all(|signer| signer.at == Place::Next) {
        for (_, row) in &mut rows {
            had += usize::from(row.name.is_some() || row.number.is_some());
            row.name = None;
            row.number = None;
            row.read = false;
        }
    }
    let mut named = BTreeSet::new();
    let mut next = 0;
    for signer in signers {
        let slot = match signer.at {
            // A row that the list names twice keeps its first signer.
            Place::Row(at) if !named.insert(at) => None,
            Place::Row(at) => rows.iter_mut().find(|(place, _)| *place == at),
            Place::Unknown => None,
            Place::Next => {
                let free = rows.iter().skip(next);
                let found = free
                    .take_while(|(_, row)| row.mark != EntryMark::Signed)
                    .count();
                next += found + 1;
                rows.get_mut(next - 1)
            }
        };
        match slot {
            Some((_, row)) if row.mark == EntryMark::Signed => {
                row.name.clone_from(&signer.name);
                row.number.clone_from(&signer.number);
                row.read = false;
                read.placed += 1;
            }
            _ => read.without_row.push(signer.line),
        }
    }
    let now: Vec<&SheetRow> = rows.iter().map(|(_, row)| &**row).collect();
    check_rows(&before, &now)?;
    let differs =
        |had: &Option<String>, has: &Option<String>| had.is_some() && has.is_some() && had != has;
    let is_replaced = |(had, has): &(&SheetRow, &&SheetRow)| {
        !had.read && (differs(&had.name, &has.name) || differs(&had.number, &has.number))
    };
    read.replaced = before.iter().zip(&now).filter(is_replaced).count();
    read.cleared = had.saturating_sub(read.placed);
    let was = |id| matter.documents().find(|one| one.id == id);
    let changed = documents
        .into_iter()
        .filter(|document| was(document.id) != Some(document));
    changes.extend(changed.map(|document| Change::SetDocument { document }));
    Ok((changes, read))
}

/// Rows that are compared at least before they say anything.
const LEAST_ROWS: usize = 5;

/// Refuses a list that says other names and numbers than the program read in the rows: it would be
/// that of other sheets. What a machine read has slips, but not in nearly all of them.
fn check_rows(before: &[SheetRow], now: &[&SheetRow]) -> Result<(), AppError> {
    let says = |row: &SheetRow| row.name.is_some() || row.number.is_some();
    let both = before.iter().zip(now);
    let both: Vec<_> = both.filter(|(had, has)| had.read && says(has)).collect();
    let alike = both
        .iter()
        .filter(|(had, has)| may_be_same(had, has))
        .count();
    if both.len() >= LEAST_ROWS && alike * 3 < both.len() {
        let differ = both.len() - alike;
        return Err(RequestError::OtherRows {
            differ,
            of: both.len(),
        }
        .into());
    }
    Ok(())
}

/// Whether two entries may be of one row, as it was read and as a list has it: the number but for
/// one digit, or two words of the name.
fn may_be_same(one: &SheetRow, other: &SheetRow) -> bool {
    let digits = |row: &SheetRow| -> Vec<char> {
        let number = row.number.iter().flat_map(|number| number.chars());
        number.filter(char::is_ascii_digit).collect()
    };
    let (ones, others) = (digits(one), digits(other));
    let slips = ones.iter().zip(&others).filter(|(a, b)| a != b).count();
    if ones.len() >= DIGITS && ones.len() == others.len() && slips <= 1 {
        return true;
    }
    let key = |row: &SheetRow| row.name.as_deref().map(name_key);
    let (Some(ones), Some(others)) = (key(one), key(other)) else {
        return false;
    };
    let words = ones.split(' ').filter(|word| word.len() > 2);
    let shared = words.filter(|word| others.split(' ').any(|other| other == *word));
    shared.count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine reads one digit or one word wrongly; another person has another number and name.
    #[test]
    fn rows_that_may_be_the_same() {
        let row = |name: &str, number: &str| SheetRow {
            name: Some(name.to_owned()).filter(|name| !name.is_empty()),
            number: Some(number.to_owned()).filter(|number| !number.is_empty()),
            ..SheetRow::of(EntryMark::Signed)
        };
        for (one, other, same) in [
            (("", "V-91.721.980"), ("Ana", "91721960"), true),
            (("", "V-91.721.980"), ("Ana", "91721069"), false),
            (("JOSE Vasios", "1"), ("José Barrios", "2"), false),
            (("Deisy QUINTERO Ruiz", ""), ("Quintero, Deisy", ""), true),
            (("", ""), ("", ""), false),
        ] {
            let (one, other) = (row(one.0, one.1), row(other.0, other.1));
            assert_eq!(may_be_same(&one, &other), same, "{one:?} {other:?}");
        }
    }

    #[test]
    fn sheets_as_titles_name_them() {
        for (title, first) in [
            ("firmas hojas 1 a 10.pdf", Some(1)),
            ("Hoja 21.jpg", Some(21)),
            ("Sheets 11-20", Some(11)),
            ("Escáner 2026-05-24 (2).pdf", None),
            ("Hoja de firmas", None),
        ] {
            assert_eq!(first_sheet(title), first, "{title}");
        }
    }
}
