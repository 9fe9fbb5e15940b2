//! Takes and drops suggestions.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use expediente_model::{Act, Answer, Change, Exhibit, ExhibitId, Matter, MatterId};

use crate::conclusions::suggest::{self, Subject, Suggested, Value};
use crate::edit::commit::commit_planned;
use crate::error::AppError;
use crate::request_error::RequestError;
use crate::state::State;

pub(crate) fn take(
    state: &State,
    id: &MatterId,
    named: &[(String, Option<String>)],
) -> Result<String, AppError> {
    commit_planned(state, id, |planned| {
        let mut found = suggest::of_matter(&planned.matter)?;
        let chosen: Vec<(Suggested, Value)> = if named.is_empty() {
            // Of two dates somebody has to say which one it is.
            let alone = found.into_iter().filter(|one| one.values.len() == 1);
            alone
                .filter_map(|one| Some((one.values.first()?.clone(), one)))
                .map(|(value, one)| (one, value))
                .collect()
        } else {
            let mut chosen = Vec::new();
            for (name, value) in named {
                let one = removed(&mut found, name)?;
                let value = value_of(&one, value.as_deref())?;
                chosen.push((one, value));
            }
            chosen
        };
        let changes = changes_of(&planned.matter, &chosen)?;
        Ok((Act::Take, batch(changes)?))
    })
}

pub(crate) fn drop(state: &State, id: &MatterId, named: &[String]) -> Result<String, AppError> {
    commit_planned(state, id, |planned| {
        let matter = &planned.matter;
        let mut found = suggest::of_matter(matter)?;
        if !named.is_empty() {
            let all = named.iter().map(|name| removed(&mut found, name));
            found = all.collect::<Result<_, _>>()?;
        }
        let mut facts = (*matter.facts).clone();
        for one in &found {
            let key = one.key(matter).ok_or_else(|| not_there(&one.id()))?;
            let answer = Answer {
                text: DROPPED.to_owned(),
                about: one.about(),
            };
            facts.answers.insert(key, answer);
        }
        if found.is_empty() {
            return Err(RequestError::NothingNamed.into());
        }
        let facts = Box::new(facts);
        Ok((Act::Drop, Change::SetFacts { facts }))
    })
}

/// What a dropped suggestion is answered with.
const DROPPED: &str = "dropped";

fn not_there(name: &str) -> AppError {
    RequestError::NoSuggestion(name.to_owned()).into()
}

fn removed(found: &mut Vec<Suggested>, name: &str) -> Result<Suggested, AppError> {
    let at = found.iter().position(|one| one.id() == name);
    Ok(found.remove(at.ok_or_else(|| not_there(name))?))
}

/// The value that is meant: the only one, or the one that is named.
fn value_of(one: &Suggested, named: Option<&str>) -> Result<Value, AppError> {
    let found = match (named, one.values.as_slice()) {
        (Some(named), values) => values.iter().find(|value| value.word() == named),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let all = || one.values.iter().map(Value::word).collect::<Vec<_>>();
    found.cloned().ok_or_else(|| {
        let values = all().join(", ");
        RequestError::NoSuchValue {
            id: one.id(),
            values,
        }
        .into()
    })
}

/// One change for each exhibit and document.
fn changes_of(matter: &Matter, chosen: &[(Suggested, Value)]) -> Result<Vec<Change>, AppError> {
    let mut exhibits: BTreeMap<ExhibitId, Exhibit> = BTreeMap::new();
    let mut changes = Vec::new();
    for (one, value) in chosen {
        match one.subject {
            Subject::Exhibit(id) => {
                let exhibit = match exhibits.entry(id) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => {
                        let had = matter.exhibit(id).ok_or_else(|| not_there(&one.id()))?;
                        new.insert(Exhibit {
                            documents: Vec::new(),
                            ..had.clone()
                        })
                    }
                };
                match value {
                    Value::Title(title) => exhibit.title.clone_from(title),
                    Value::Kind(kind) => exhibit.kind = Some(*kind),
                    Value::Date(date) => {
                        exhibit.date = Some(*date);
                        // The date is now a field of its own.
                        if let Some(title) = &one.title {
                            exhibit.title.clone_from(title);
                        }
                    }
                }
            }
            Subject::Document(id) => {
                let had = matter.documents().find(|document| document.id == id);
                let mut document = had.ok_or_else(|| not_there(&one.id()))?.clone();
                if let Value::Date(date) = value {
                    document.date = Some(*date);
                    if one.title.is_some() {
                        document.title.clone_from(&one.title);
                    }
                }
                changes.push(Change::SetDocument { document });
            }
        }
    }
    let described = exhibits.into_values();
    changes.extend(described.map(|exhibit| Change::SetExhibit { exhibit }));
    Ok(changes)
}

fn batch(changes: Vec<Change>) -> Result<Change, AppError> {
    if changes.is_empty() {
        return Err(RequestError::NothingNamed.into());
    }
    Ok(Change::Batch { changes })
}
