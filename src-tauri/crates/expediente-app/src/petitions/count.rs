//! Keeps what somebody counted.

use expediente_model::{
    Act, Change, Document, EntryMark, Exhibit, MatterId, Sameness, SheetRow, Tally,
};

use crate::edit::arrange::batch_of;
use crate::edit::commit::commit_planned;
use crate::edit::named::{self, NamedMatter};
use crate::edit::text_input::{date, line, text};
use crate::error::AppError;
use crate::item::item_of;
use crate::request_error::RequestError;
use crate::state::State;

/// More rows than any sheet has.
pub(crate) const MOST_ROWS: usize = 200;

pub(super) fn set_rows(
    state: &State,
    id: &MatterId,
    document: &str,
    page: u32,
    rows: Vec<SheetRow>,
) -> Result<String, AppError> {
    if rows.len() > MOST_ROWS {
        return Err(RequestError::TooManyRows { most: MOST_ROWS }.into());
    }
    let mut clean = Vec::with_capacity(rows.len());
    for row in rows {
        clean.push(checked(row)?);
    }
    commit_planned(state, id, |planned| {
        let named = NamedMatter::of(planned);
        let had = named.document(document)?;
        let total = item_of(&named.matter, &had.item)?.pages;
        if !(1..=total).contains(&page) {
            return Err(RequestError::NoPage { page, total }.into());
        }
        let mut document = Document { ..had.clone() };
        if clean.is_empty() {
            document.rows.remove(&page);
        } else {
            document.rows.insert(page, clean.clone());
        }
        let mut changes = Vec::new();
        if document != *had {
            // Papers before and after the exhibits are in no petition.
            let exhibit = named.matter.exhibit_of(had.id);
            changes.extend(exhibit.and_then(|one| recounted(state, one)));
            changes.push(Change::SetDocument { document });
        }
        Ok((Act::Count, batch_of(changes)))
    })
}

/// Takes away the day on which an exhibit was counted, where it is before today: what is counted
/// now was not counted then. Who counts says the day anew.
pub(super) fn recounted(state: &State, exhibit: &Exhibit) -> Option<Change> {
    let tally = exhibit.tally.as_deref()?.recounted(state.today())?;
    Some(tallied(exhibit, tally))
}

/// The change that gives an exhibit a tally; one that says nothing is none.
pub(super) fn tallied(exhibit: &Exhibit, tally: Tally) -> Change {
    Change::SetExhibit {
        exhibit: Exhibit {
            tally: (tally != Tally::default()).then(|| Box::new(tally)),
            documents: Vec::new(),
            ..exhibit.clone()
        },
    }
}

pub(super) fn mark_rows(
    state: &State,
    id: &MatterId,
    document: &str,
    page: u32,
    marks: &[EntryMark],
) -> Result<String, AppError> {
    let had = named::named(state, id)?.document(document)?.clone();
    let before = had.rows.get(&page).map_or(&[][..], Vec::as_slice);
    let rows = marks
        .iter()
        .enumerate()
        .map(|(at, mark)| match before.get(at) {
            Some(row) => SheetRow {
                mark: *mark,
                ..row.clone()
            },
            None => SheetRow::of(*mark),
        });
    set_rows(state, id, &had.id.to_string(), page, rows.collect())
}

/// A row with its texts on one line each, and its edges in order.
fn checked(row: SheetRow) -> Result<SheetRow, AppError> {
    let is_band = |[left_top, left_bottom, right_top, right_bottom]: &[u16; 4]| {
        left_top < left_bottom
            && right_top < right_bottom
            && left_bottom.max(right_bottom) <= &10_000
    };
    let name = line(row.name.as_deref())?;
    let number = line(row.number.as_deref())?;
    Ok(SheetRow {
        mark: row.mark,
        read: row.read && (name.is_some() || number.is_some()),
        name,
        number,
        band: row.band.filter(is_band),
    })
}

pub(super) fn decide(
    state: &State,
    id: &MatterId,
    exhibit: &str,
    decisions: &[(String, Option<Sameness>)],
) -> Result<String, AppError> {
    let matter = state.vault.matter(id)?;
    with_tally(state, id, exhibit, |exhibit, tally| {
        let pairs = exhibit.entry_pairs(&|document| matter.signed_pages(document));
        for (key, said) in decisions {
            if !pairs.iter().any(|pair| pair.key == *key) {
                return Err(RequestError::NoPair(key.clone()).into());
            }
            match said {
                Some(said) => tally.decided.insert(key.clone(), *said),
                None => tally.decided.remove(key),
            };
            if let Some(recounted) = tally.recounted(state.today()) {
                *tally = recounted;
            }
        }
        Ok(())
    })
}

pub(super) fn counted(
    state: &State,
    id: &MatterId,
    exhibit: &str,
    by: &str,
    on: Option<&str>,
) -> Result<String, AppError> {
    let by = text(by)?;
    let on = date(on)?;
    if let Some(part) = on.filter(|day| day.day().is_none()) {
        return Err(RequestError::NoDate(part.to_string()).into());
    }
    if let Some(ahead) = on.filter(|day| day.days_since(state.today()) > 0) {
        return Err(RequestError::DayAhead(ahead.to_string()).into());
    }
    with_tally(state, id, exhibit, |_, tally| {
        tally.by.clone_from(&by);
        tally.on = on;
        Ok(())
    })
}

/// Changes how the signatures of an exhibit were counted.
pub(super) fn with_tally(
    state: &State,
    id: &MatterId,
    exhibit: &str,
    mut change: impl FnMut(&Exhibit, &mut Tally) -> Result<(), AppError>,
) -> Result<String, AppError> {
    commit_planned(state, id, |planned| {
        let named = NamedMatter::of(planned);
        let had = named.exhibit(exhibit)?.1;
        // Nobody has counted before.
        let mut tally = had
            .tally
            .as_deref()
            .map_or_else(Tally::default, Tally::clone);
        change(had, &mut tally)?;
        Ok((Act::Count, tallied(had, tally)))
    })
}
