//! Takes and drops suggestions.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use expediente_model::{
    Act, Answer, Change, Document, DocumentId, Exhibit, ExhibitId, Facts, Matter, MatterId,
};

use crate::conclusions::filled;
use crate::conclusions::renderings;
use crate::conclusions::suggest;
use crate::conclusions::suggested::{Subject, Suggested, Value};
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
        let matter = &planned.matter;
        let mut found = suggest::all_of(state, matter)?;
        let mut kept = Vec::new();
        let chosen: Vec<(Suggested, Value)> = if named.is_empty() {
            // Of two dates somebody has to say which one it is, and whether a number is a date; a
            // title that is merely likely is looked at alone.
            let alone = found
                .into_iter()
                .filter(|one| one.values.len() == 1 && one.sure && !one.may_be_number());
            alone
                .filter_map(|one| Some((one.values.first()?.clone(), one)))
                .map(|(value, one)| (one, value))
                .collect()
        } else {
            let mut filled = filled::of_matter(matter)?;
            let mut chosen = Vec::new();
            for (name, value) in named {
                if filled.iter().any(|one| one.id() == *name) {
                    kept.push(removed(&mut filled, name)?);
                    continue;
                }
                let one = removed(&mut found, name)?;
                let value = value_of(&one, value.as_deref())?;
                chosen.push((one, value));
            }
            chosen
        };
        let mut changes = changes_of(matter, &chosen)?;
        let act = if changes.is_empty() {
            Act::Keep
        } else {
            Act::Take
        };
        if !kept.is_empty() {
            changes.push(decided(matter, &kept, KEPT)?);
        }
        Ok((act, batch(changes)?))
    })
}

pub(crate) fn drop(state: &State, id: &MatterId, named: &[String]) -> Result<String, AppError> {
    commit_planned(state, id, |planned| {
        let mut matter = (*planned.matter).clone();
        let mut found = suggest::all_of(state, &matter)?;
        let mut changes = Vec::new();
        let mut act = Act::Drop;
        if !named.is_empty() {
            let all = std::mem::take(&mut found);
            let (suggested, filled): (Vec<&String>, Vec<&String>) = named
                .iter()
                .partition(|name| all.iter().any(|one| one.id() == **name));
            if suggested.is_empty() {
                act = Act::PutBack;
            }
            found.extend(all.into_iter().filter(|one| suggested.contains(&&one.id())));
            for name in filled {
                // Looked for each time: putting one back changes the title that the next is in.
                let one = removed(&mut filled::of_matter(&matter)?, name)?;
                let change = put_back(&matter, &one)?;
                matter.apply(&change)?;
                changes.push(change);
                found.push(one);
            }
        }
        changes.push(decided(&matter, &found, DROPPED)?);
        Ok((act, Change::Batch { changes }))
    })
}

/// What a dropped suggestion is answered with.
const DROPPED: &str = "dropped";
/// The answer to what was filled in and is right.
const KEPT: &str = "kept";

/// The change that records a decision about each of these.
fn decided(matter: &Matter, found: &[Suggested], word: &str) -> Result<Change, AppError> {
    if found.is_empty() {
        return Err(RequestError::NothingNamed.into());
    }
    let mut facts = (*matter.facts).clone();
    for one in found {
        let key = one.key(matter).ok_or_else(|| not_there(&one.id()))?;
        let answer = Answer {
            text: word.to_owned(),
            about: one.about(),
        };
        facts.answers.insert(key, answer);
    }
    let facts = Box::new(facts);
    Ok(Change::SetFacts { facts })
}

/// The change that takes back what was filled in, and puts its words into the title again.
fn put_back(matter: &Matter, one: &Suggested) -> Result<Change, AppError> {
    let is_date = matches!(one.values.as_slice(), [Value::Date(_)]);
    match one.subject {
        Subject::Exhibit(id) => {
            let had = matter.exhibit(id).ok_or_else(|| not_there(&one.id()))?;
            let mut exhibit = Exhibit {
                documents: Vec::new(),
                ..had.clone()
            };
            if is_date {
                exhibit.date = None;
            }
            if let Some(title) = &one.title {
                exhibit.title.clone_from(title);
            }
            Ok(Change::SetExhibit { exhibit })
        }
        Subject::Document(id) => {
            let had = matter.documents().find(|document| document.id == id);
            let mut document = had.ok_or_else(|| not_there(&one.id()))?.clone();
            if is_date {
                document.date = None;
            }
            if one.title.is_some() {
                // A photo is called by its caption.
                let called = if document.title.is_some() {
                    &mut document.title
                } else {
                    &mut document.caption
                };
                called.clone_from(&one.title);
            }
            Ok(Change::SetDocument { document })
        }
        Subject::Filing => Err(not_there(&one.id())),
    }
}

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
    let mut documents: BTreeMap<DocumentId, Document> = BTreeMap::new();
    let mut facts: Option<Facts> = None;
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
                    Value::Issuer(text) => exhibit.issuer = Some(text.clone()),
                    Value::PaperNumber(text) => exhibit.number = Some(text.clone()),
                    Value::Who(text) => exhibit.who = Some(text.clone()),
                    Value::Code(text) => exhibit.code = Some(text.clone()),
                    Value::Address(text) => exhibit.address = Some(text.clone()),
                    Value::ValidUntil(day) => exhibit.valid_until = Some(*day),
                    Value::Language(tag) => exhibit.language = Some(tag.clone()),
                    Value::Rendering(field, language, text) => {
                        renderings::set(&mut exhibit.in_languages, *field, *language, text);
                    }
                    // A position is never suggested, only left out.
                    Value::Number(_) => {}
                }
            }
            Subject::Document(id) => {
                let document = match documents.entry(id) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => {
                        let had = matter.documents().find(|document| document.id == id);
                        new.insert(had.ok_or_else(|| not_there(&one.id()))?.clone())
                    }
                };
                match value {
                    Value::Date(date) => {
                        document.date = Some(*date);
                        if one.title.is_some() {
                            document.title.clone_from(&one.title);
                        }
                    }
                    Value::Rendering(field, language, text) => {
                        renderings::set(&mut document.in_languages, *field, *language, text);
                    }
                    _ => return Err(AppError::Bug("a document has no such suggestion")),
                }
            }
            Subject::Filing => {
                let facts = facts.get_or_insert_with(|| (*matter.facts).clone());
                if let Value::Rendering(field, language, text) = value {
                    renderings::set(&mut facts.in_languages, *field, *language, text);
                }
            }
        }
    }
    changes.extend(facts.map(|facts| Change::SetFacts {
        facts: Box::new(facts),
    }));
    let placed = documents.into_values();
    changes.extend(placed.map(|document| Change::SetDocument { document }));
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
