//! Acts on the checklist of a case.

use std::collections::BTreeMap;

use expediente_model::{Act, Change, ChecklistState, Exhibit, Facts, Matter, MatterId, NeedState};

use crate::checklists::checklist::Checklist;
use crate::checklists::shelf;
use crate::edit::commit::commit_planned;
use crate::edit::named::NamedMatter;
use crate::edit::text_input::text;
use crate::error::AppError;
use crate::request_error::RequestError;
use crate::state::State;

pub(super) fn choose(state: &State, id: &MatterId, name: Option<&str>) -> Result<String, AppError> {
    if let Some(name) = name {
        shelf::checklist(state, name)?;
    }
    commit_planned(state, id, |planned| {
        let facts = &planned.matter.facts;
        let had = facts.checklist.as_deref();
        let checklist = name.map(|name| match had {
            Some(had) if had.name == name => had.clone(),
            // What was asked for stays: another list may need the same paper.
            had => ChecklistState {
                name: name.to_owned(),
                needs: had.map_or_else(BTreeMap::new, |had| had.needs.clone()),
            },
        });
        let facts = Facts {
            checklist: checklist.map(Box::new),
            ..(**facts).clone()
        };
        Ok((
            Act::Checklist,
            Change::SetFacts {
                facts: Box::new(facts),
            },
        ))
    })
}

/// The checklist that a case follows.
///
/// # Errors
/// When it follows none, or the file cannot be used.
fn followed(state: &State, matter: &Matter) -> Result<Checklist, AppError> {
    let followed = matter.facts.checklist.as_ref();
    let followed = followed.ok_or(RequestError::NoChecklistChosen)?;
    shelf::checklist(state, &followed.name)
}

fn check_need(list: &Checklist, need: &str) -> Result<(), AppError> {
    if list.needs.iter().any(|one| one.name == need) {
        Ok(())
    } else {
        Err(RequestError::NoNeed(need.to_owned()).into())
    }
}

pub(super) fn set_need(
    state: &State,
    id: &MatterId,
    need: &str,
    done: &NeedState,
) -> Result<String, AppError> {
    let done = NeedState {
        asked_of: text(&done.asked_of)?,
        ..done.clone()
    };
    commit_planned(state, id, |planned| {
        check_need(&followed(state, &planned.matter)?, need)?;
        let mut facts = (*planned.matter.facts).clone();
        if let Some(checklist) = &mut facts.checklist {
            if done == NeedState::default() {
                checklist.needs.remove(need);
            } else {
                checklist.needs.insert(need.to_owned(), done.clone());
            }
        }
        Ok((
            Act::Checklist,
            Change::SetFacts {
                facts: Box::new(facts),
            },
        ))
    })
}

pub(super) fn assign(
    state: &State,
    id: &MatterId,
    need: &str,
    exhibit: &str,
    is: bool,
) -> Result<String, AppError> {
    commit_planned(state, id, |planned| {
        check_need(&followed(state, &planned.matter)?, need)?;
        let named = NamedMatter::of(planned);
        let had = named.exhibit(exhibit)?.1;
        let mut needs = had.needs.clone();
        let not = format!("!{need}");
        if is {
            needs.remove(&not);
            needs.insert(need.to_owned());
        } else {
            needs.remove(need);
            // What only its title says is denied.
            needs.insert(not);
        }
        let exhibit = Exhibit {
            needs,
            documents: Vec::new(),
            ..had.clone()
        };
        Ok((Act::Checklist, Change::SetExhibit { exhibit }))
    })
}
