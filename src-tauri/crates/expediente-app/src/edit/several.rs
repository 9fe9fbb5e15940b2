//! Describes several exhibits at once: what is given is set, and everything else stays as it is.

use std::sync::Arc;

use expediente_model::{Act, Change, Exhibit, ExhibitKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::edit::described;
use crate::edit::named::NamedMatter;
use crate::edit::text_input::{date, line, tag};
use crate::error::AppError;
use crate::request_error::RequestError;

/// The fields that several exhibits can get at once. What is none stays as it is in each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SeveralFields {
    /// The kind of paper.
    pub kind: Option<ExhibitKind>,
    /// `2024`, `2024-02`, `2024-02-11`.
    pub date: Option<String>,
    /// Their language, BCP 47.
    pub language: Option<String>,
    /// The heading above them in the table.
    pub group: Option<String>,
}

impl NamedMatter {
    /// Sets what is given in each of the exhibits. With a heading, they come together under it.
    pub(super) fn describe_several(
        &self,
        names: &[String],
        fields: &SeveralFields,
    ) -> Result<(Act, Change), AppError> {
        let date = date(fields.date.as_deref())?;
        let language = tag(fields.language.as_deref())?;
        let mut changes = Vec::new();
        let mut acts = Vec::new();
        for id in self.exhibits_in_order(names)? {
            let had = self.matter.exhibit(id);
            let had = had.ok_or(AppError::Bug("a named exhibit is not in its matter"))?;
            let exhibit = Exhibit {
                documents: Vec::new(),
                kind: fields.kind.or(had.kind),
                date: date.or(had.date),
                language: language.clone().or_else(|| had.language.clone()),
                ..had.clone()
            };
            let is_other = Exhibit {
                documents: had.documents.clone(),
                ..exhibit.clone()
            } != *had;
            if is_other {
                acts.push(described::exhibit(had, &exhibit));
                changes.push(Change::SetExhibit { exhibit });
            }
        }
        if let Some(heading) = line(fields.group.as_deref())? {
            let mut matter = (*self.matter).clone();
            for change in &changes {
                matter.apply(change)?;
            }
            let set = Self {
                matter: Arc::new(matter),
                labels: self.labels.clone(),
            };
            let (act, grouped) = set.group(names, Some(&heading))?;
            acts.push(act);
            changes.push(grouped);
        }
        let Some(&first) = acts.first() else {
            return Err(RequestError::NothingNamed.into());
        };
        let act = if acts.iter().all(|act| *act == first) {
            first
        } else {
            Act::Describe
        };
        Ok((act, Change::Batch { changes }))
    }
}
