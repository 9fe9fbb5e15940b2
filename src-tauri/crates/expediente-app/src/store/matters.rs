//! Matters: create, list, rename, describe, undo, redo, erase.

use std::path::Path;

use expediente_model::{Act, Change, Facts, MatterId, Step, folded, is_reserved_name};
use expediente_vault::{MatterRow, VaultError};
use serde::Serialize;
use ts_rs::TS;

use crate::error::{AppError, At};
use crate::request_error::RequestError;
use crate::state::State;
use crate::store::profile_store;
use crate::views::page_pictures;

/// A new matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewMatter {
    /// Its id.
    pub id: MatterId,
    /// Its short name.
    pub name: String,
}

/// A matter in the list.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct MatterListing {
    /// Its id.
    #[ts(type = "string")]
    pub id: MatterId,
    /// Its short name.
    pub name: String,
    /// The name of the person.
    pub person: String,
    /// The number of exhibits.
    pub exhibits: usize,
    /// The number of papers.
    pub papers: usize,
    /// When it last changed, RFC 3339.
    pub updated: String,
    /// When a dossier was last built, RFC 3339.
    pub built: Option<String>,
    /// Whether it can only be read.
    pub read_only: bool,
}

/// Creates a matter.
///
/// # Errors
/// When the name is empty or in use, or the profile is unknown.
pub(crate) fn new_matter(state: &State, name: &str, facts: Facts) -> Result<NewMatter, AppError> {
    create(state, name, facts, None)
}

fn create(
    state: &State,
    name: &str,
    facts: Facts,
    source: Option<&str>,
) -> Result<NewMatter, AppError> {
    let _alone = state.alone();
    let name = free_name(state, name, None)?;
    profile_store::court(state, &facts.profile)?;
    check_bates(&facts)?;
    let id = fresh_id(name, |id| state.vault.is_taken(id))?;
    let at = state.now();
    state.vault.create_from(&id, name, &facts, source, &at)?;
    Ok(NewMatter {
        id,
        name: name.to_owned(),
    })
}

/// Creates a matter. A name that is in use gets a number.
///
/// # Errors
/// When the name is empty, or the profile is unknown.
pub(crate) fn begin(state: &State, name: &str, facts: &Facts) -> Result<NewMatter, AppError> {
    begin_from(state, name, facts, None)
}

/// The matter that was made from a folder, if it is still here; otherwise a new one. The second
/// value tells whether it is new.
///
/// # Errors
/// When the name is empty, or the profile is unknown.
pub(crate) fn of_folder(
    state: &State,
    folder: &Path,
    name: &str,
    facts: &Facts,
) -> Result<(NewMatter, bool), AppError> {
    let source = folder.canonicalize().at(folder)?;
    let source = source.to_string_lossy();
    let rows = state.vault.matters();
    let mut had = rows.into_iter().filter(|row| !row.read_only);
    match had.find(|row| row.source.as_deref() == Some(&*source)) {
        Some(row) => {
            let (id, name) = (row.id, row.name);
            Ok((NewMatter { id, name }, false))
        }
        None => Ok((begin_from(state, name, facts, Some(&source))?, true)),
    }
}

fn begin_from(
    state: &State,
    name: &str,
    facts: &Facts,
    source: Option<&str>,
) -> Result<NewMatter, AppError> {
    let mut number = 1;
    loop {
        let numbered = if number == 1 {
            name.to_owned()
        } else {
            format!("{name} ({number})")
        };
        match create(state, &numbered, facts.clone(), source) {
            Err(AppError::NameTaken(_)) => number += 1,
            result => return result,
        }
    }
}

/// Renames a matter. Returns the name of the act in the user's language.
///
/// # Errors
/// When no matter has this id, or the name is empty or in use.
pub(crate) fn rename(state: &State, id: &MatterId, name: &str) -> Result<String, AppError> {
    let _alone = state.alone();
    let name = free_name(state, name, Some(id))?;
    let change = Change::SetName {
        name: name.to_owned(),
    };
    state.vault.commit(id, Act::Rename, &change, &state.now())?;
    Ok(state.act(Act::Rename))
}

/// Checks that a name is allowed and no other matter has it.
fn free_name<'n>(state: &State, name: &'n str, of: Option<&MatterId>) -> Result<&'n str, AppError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err(RequestError::MatterName.into());
    }
    let same =
        |row: &MatterRow| row.name.to_lowercase() == name.to_lowercase() && Some(&row.id) != of;
    if state.vault.matters().iter().any(same) {
        return Err(AppError::NameTaken(name.to_owned()));
    }
    Ok(name)
}

/// An id made from the name, with a number where it is in use or names a device of Windows:
/// `quintero`, `quintero-2`, `con-1`.
fn fresh_id(name: &str, taken: impl Fn(&MatterId) -> bool) -> Result<MatterId, AppError> {
    let lower = folded(name);
    let plain: String = lower
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let base: String = words.join("-").chars().take(30).collect();
    let base = if base.is_empty() {
        "matter"
    } else {
        base.trim_end_matches('-')
    };
    let mut number = 1;
    loop {
        let text = if number == 1 && !is_reserved_name(base) {
            base.to_owned()
        } else {
            format!("{base}-{number}")
        };
        let id = MatterId::from_untrusted(&text)?;
        if !taken(&id) {
            return Ok(id);
        }
        number += 1;
    }
}

/// The list of matters, the last changed first.
#[must_use]
pub(crate) fn matters(state: &State) -> Vec<MatterListing> {
    let mut rows = state.vault.matters();
    rows.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.name.cmp(&b.name)));
    rows.into_iter().map(listing).collect()
}

/// Finds a matter by its id or its short name.
///
/// # Errors
/// When there is none, or more than one has that name.
pub(crate) fn resolve(state: &State, untrusted: &str) -> Result<MatterId, AppError> {
    let rows = state.vault.matters();
    if let Some(row) = rows.iter().find(|row| row.id.as_str() == untrusted) {
        return Ok(row.id.clone());
    }
    let wanted = untrusted.trim().to_lowercase();
    let named: Vec<&MatterRow> = rows
        .iter()
        .filter(|row| row.name.to_lowercase() == wanted)
        .collect();
    match named.as_slice() {
        [] => Err(AppError::NoMatter(untrusted.to_owned())),
        [row] => Ok(row.id.clone()),
        several => Err(AppError::ManyMatters {
            name: untrusted.to_owned(),
            ids: several.iter().map(|row| row.id.to_string()).collect(),
        }),
    }
}

fn check_bates(facts: &Facts) -> Result<(), AppError> {
    match &facts.bates {
        Some(bates) if !bates.is_possible() => Err(RequestError::Bates.into()),
        _ => Ok(()),
    }
}

/// Checks facts before they are given to a matter.
///
/// # Errors
/// When the profile is unknown, or the Bates numbers are too large.
pub(crate) fn check_facts(state: &State, facts: &Facts) -> Result<(), AppError> {
    profile_store::court(state, &facts.profile)?;
    check_bates(facts)
}

/// Changes the facts of a matter: `change` maps the current facts to the new ones. Returns the name
/// of the act in the user's language.
///
/// # Errors
/// When no matter has this id, the profile is unknown, or the Bates numbers are too large.
pub(crate) fn set_facts(
    state: &State,
    id: &MatterId,
    change: impl Fn(&Facts) -> Facts,
) -> Result<String, AppError> {
    let now = state.now();
    let (_, act) = state.vault.commit_act_with(id, &now, |matter| {
        let facts = change(&matter.facts);
        check_facts(state, &facts)?;
        let act = act_of(&matter.facts, &facts);
        let facts = Box::new(facts);
        Ok::<_, AppError>((act, Change::SetFacts { facts }))
    })?;
    Ok(state.act(act))
}

/// Which act a change of facts is: undo names it by what it changed.
fn act_of(had: &Facts, new: &Facts) -> Act {
    let only = |change: fn(&mut Facts, &Facts)| {
        let mut one = had.clone();
        change(&mut one, new);
        one == *new
    };
    if had == new {
        Act::Facts
    } else if only(|one, new| one.split = new.split) {
        Act::Volumes
    } else if only(|one, new| one.profile.clone_from(&new.profile)) {
        Act::Court
    } else {
        Act::Facts
    }
}

/// The facts of a matter.
///
/// # Errors
/// When no matter has this id.
pub(crate) fn facts(state: &State, id: &MatterId) -> Result<Facts, AppError> {
    Ok((*state.vault.matter(id)?.facts).clone())
}

/// The short name of a matter and the number of its papers.
///
/// # Errors
/// When no matter has this id.
pub(crate) fn name_and_papers(state: &State, id: &MatterId) -> Result<(String, usize), AppError> {
    let matter = state.vault.matter(id)?;
    Ok((matter.name.clone(), matter.items.len()))
}

/// Erases a matter for good.
///
/// # Errors
/// When no matter has this id, or the disk fails.
pub(crate) fn erase(state: &State, id: &MatterId) -> Result<(), AppError> {
    page_pictures::forget_pictures(state, id);
    Ok(state.vault.erase(id)?)
}

/// Undoes the last act. Returns its name in the user's language.
///
/// # Errors
/// When there is none.
pub(crate) fn undo(state: &State, id: &MatterId) -> Result<String, AppError> {
    let step = state.vault.history(id)?.undo.last().copied();
    let (_, act) = state.vault.undo(id, &state.now())?;
    named(state, id, step, act)
}

/// Undoes this many acts, one after the other. Returns the number of acts in the user's language.
///
/// # Errors
/// When there are not so many; then none is undone.
pub(crate) fn go_back(state: &State, id: &MatterId, steps: usize) -> Result<String, AppError> {
    if steps == 0 {
        return Err(RequestError::NoActs.into());
    }
    if state.vault.history(id)?.undo.len() < steps {
        return Err(VaultError::NothingTo("undo").into());
    }
    for _ in 0..steps {
        undo(state, id)?;
    }
    Ok(state.texts().count("report.acts", steps as u64))
}

/// Redoes the last undone act. Returns its name in the user's language.
///
/// # Errors
/// When there is none.
pub(crate) fn redo(state: &State, id: &MatterId) -> Result<String, AppError> {
    let step = state.vault.history(id)?.redo.last().copied();
    let (_, act) = state.vault.redo(id, &state.now())?;
    named(state, id, step, act)
}

/// The name of an act that was undone or redone. Another thread may have acted since `step` was the
/// last; then only the act is named.
fn named(state: &State, id: &MatterId, step: Option<Step>, act: Act) -> Result<String, AppError> {
    match step {
        Some(step) if step.act == act => Ok(state.step(id, step)?),
        _ => Ok(state.act(act)),
    }
}

fn listing(row: MatterRow) -> MatterListing {
    MatterListing {
        built: row.built.as_ref().map(|(at, _)| at.clone()),
        id: row.id,
        name: row.name,
        person: row.person,
        exhibits: row.exhibits,
        papers: row.papers,
        updated: row.updated,
        read_only: row.read_only,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An id becomes a folder: a matter called "Con" could not be created on Windows.
    #[test]
    fn ids_are_not_reserved_and_not_taken() {
        let taken = ["quintero", "nul-1"].map(|id| MatterId::from_untrusted(id).unwrap());
        for (name, expected) in [
            ("Quintero", "quintero-2"),
            ("Peña Ruiz", "pena-ruiz"),
            ("Con", "con-1"),
            ("NUL", "nul-2"),
            ("com1", "com1-1"),
            ("¿?", "matter"),
        ] {
            let id = fresh_id(name, |id| taken.contains(id)).unwrap();
            assert_eq!(id.as_str(), expected, "{name}");
        }
    }
}
