//! Keeps what somebody decided about differences.

use std::collections::BTreeMap;

use expediente_bundle::{Sort, spellings};
use expediente_model::{Act, Change, Facts, Language, MatterId, Spelling};

use crate::edit::commit::commit_planned;
use crate::edit::text_input::line;
use crate::error::AppError;
use crate::request_error::RequestError;
use crate::state::State;

fn unknown(value: &str) -> AppError {
    RequestError::NoSpelling(value.to_owned()).into()
}

pub(super) fn right(
    state: &State,
    id: &MatterId,
    sort: &str,
    right: Option<&str>,
) -> Result<String, AppError> {
    let sort = Sort::from_word(sort).ok_or_else(|| unknown(sort))?;
    with_facts(state, id, |facts, says| {
        match right {
            Some(right) if !says(sort, right) => return Err(unknown(right)),
            Some(right) => {
                let spelling = facts.spellings.entry(sort.word().to_owned());
                let spelling = spelling.or_default();
                right.clone_into(&mut spelling.right);
                // What is right needs no reason.
                spelling.explain(right, None, BTreeMap::new());
            }
            None => {
                facts.spellings.remove(sort.word());
            }
        }
        Ok(())
    })
}

pub(super) fn explain(
    state: &State,
    id: &MatterId,
    (sort, value): (&str, &str),
    reason: Option<&str>,
    also: &BTreeMap<Language, String>,
) -> Result<String, AppError> {
    let sort = Sort::from_word(sort).ok_or_else(|| unknown(sort))?;
    let reason = line(reason)?;
    let mut others = BTreeMap::new();
    for (language, text) in also {
        if let Some(text) = line(Some(text))? {
            others.insert(*language, text);
        }
    }
    with_facts(state, id, |facts, says| {
        if !says(sort, value) {
            return Err(unknown(value));
        }
        let spelling: &mut Spelling = facts
            .spellings
            .get_mut(sort.word())
            .ok_or(RequestError::RightFirst)?;
        spelling.explain(value, reason.clone(), others.clone());
        Ok(())
    })
}

/// Changes facts; `says` tells whether a paper or the cover page writes a value.
fn with_facts(
    state: &State,
    id: &MatterId,
    change: impl Fn(&mut Facts, &dyn Fn(Sort, &str) -> bool) -> Result<(), AppError>,
) -> Result<String, AppError> {
    commit_planned(state, id, |planned| {
        let says = |sort: Sort, value: &str| {
            let all = spellings(&planned.matter);
            let mut values = all.get(&sort).into_iter().flatten();
            values.any(|one| one.value == value)
        };
        let mut facts = (*planned.matter.facts).clone();
        change(&mut facts, &says)?;
        Ok((
            Act::Spelling,
            Change::SetFacts {
                facts: Box::new(facts),
            },
        ))
    })
}
