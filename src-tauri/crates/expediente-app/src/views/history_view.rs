//! The acts of a matter, by name and moment.

use expediente_model::{Change, Document, Facts, Matter, MatterId, Step};
use expediente_vault::StepRecord;
use serde::Serialize;
use ts_rs::TS;

use crate::error::AppError;
use crate::state::State;

/// What was done in a matter, the last act first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HistoryView {
    /// Acts that undo can take back.
    pub done: Vec<StepView>,
    /// Acts that were taken back and can be done again, the next one first.
    pub undone: Vec<StepView>,
}

/// An act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StepView {
    /// Its name in the user's language.
    pub act: String,
    /// What it was about, if that has a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub about: Option<String>,
    /// When it was done: RFC 3339, UTC; none where its record cannot be read.
    pub at: Option<String>,
}

/// The acts of a matter.
///
/// # Errors
/// When no matter has this id.
pub(crate) fn history(state: &State, id: &MatterId) -> Result<HistoryView, AppError> {
    let history = state.vault.history(id)?;
    let matter = state.vault.matter(id)?;
    let view = |step: &Step| -> Result<StepView, AppError> {
        let record = state.vault.step_record(id, *step)?;
        Ok(StepView {
            act: state.recorded_step(step.act, record.as_ref()),
            about: record.as_ref().and_then(|record| about(record, &matter)),
            at: record.map(|record| record.at),
        })
    };
    let views = |steps: &[Step]| steps.iter().rev().map(view).collect::<Result<_, _>>();
    Ok(HistoryView {
        done: views(&history.undo)?,
        undone: views(&history.redo)?,
    })
}

/// Names that are told of one act.
const TOLD: usize = 3;

/// What an act was about: the titles of its exhibits, the names of its papers. Acts of one kind are
/// told apart by it.
fn about(record: &StepRecord, matter: &Matter) -> Option<String> {
    let mut names = facts_changed(&record.change, &record.inverse);
    gather(&record.change, matter, &mut names);
    // What was removed is named by what would put it back.
    gather(&record.inverse, matter, &mut names);
    let mut told: Vec<String> = Vec::new();
    for name in names {
        if !name.is_empty() && !told.contains(&name) {
            told.push(name);
        }
    }
    let more = told.len() > TOLD;
    told.truncate(TOLD);
    let list = told.join(", ");
    match (list.is_empty(), more) {
        (true, _) => None,
        (false, true) => Some(format!("{list} …")),
        (false, false) => Some(list),
    }
}

/// The values of the facts that an act changed, as they are after it, or as they were if they are
/// gone.
fn facts_changed(change: &Change, inverse: &Change) -> Vec<String> {
    let (Some(after), Some(before)) = (facts_in(change), facts_in(inverse)) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for paper in &after.still_to_get {
        if !before.still_to_get.contains(paper) {
            names.push(paper.name.clone());
        }
    }
    for paper in &before.still_to_get {
        if !after.still_to_get.contains(paper) {
            names.push(paper.name.clone());
        }
    }
    let fields = |facts: &Facts| match serde_json::to_value(facts) {
        Ok(serde_json::Value::Object(fields)) => fields,
        // Facts are an object; an act without a name is still an act.
        _ => serde_json::Map::new(),
    };
    let (after, before) = (fields(after), fields(before));
    for (key, value) in &after {
        if before.get(key) != Some(value) {
            names.extend(value.as_str().map(str::to_owned));
        }
    }
    for (key, value) in &before {
        if !after.contains_key(key) {
            names.extend(value.as_str().map(str::to_owned));
        }
    }
    names
}

fn facts_in(change: &Change) -> Option<&Facts> {
    match change {
        Change::SetFacts { facts } => Some(facts),
        Change::Batch { changes } => changes.iter().find_map(facts_in),
        _ => None,
    }
}

fn gather(change: &Change, matter: &Matter, names: &mut Vec<String>) {
    let document = |document: &Document| match &document.title {
        Some(title) => title.clone(),
        None => {
            let item = matter.items.get(&document.item);
            item.map_or_else(String::new, |item| item.name.clone())
        }
    };
    let exhibit = |id| {
        let mut all = matter.exhibits.iter();
        let found = all.find(|exhibit| exhibit.id == id);
        found.map_or_else(String::new, |exhibit| exhibit.title.clone())
    };
    match change {
        Change::SetFacts { .. } => {}
        Change::SetName { name } => names.push(name.clone()),
        Change::InsertExhibit { exhibit, .. } | Change::SetExhibit { exhibit } => {
            names.push(exhibit.title.clone());
        }
        Change::RemoveExhibit { id } | Change::MoveExhibit { id, .. } => names.push(exhibit(*id)),
        Change::InsertDocument { document: new, .. } | Change::SetDocument { document: new } => {
            names.push(document(new));
        }
        Change::RemoveDocument { id } | Change::MoveDocument { id, .. } => {
            let found = matter.documents().find(|document| document.id == *id);
            names.extend(found.map(document));
        }
        Change::ShowPages { item, .. } => {
            let item = matter.items.get(item);
            names.extend(item.map(|item| item.name.clone()));
        }
        Change::Batch { changes } => {
            for change in changes {
                gather(change, matter, names);
            }
        }
    }
}
