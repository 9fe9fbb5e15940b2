//! Matters: begin, list, name, describe, take back, erase.

use expediente_model::{Act, Change, Facts, MatterId, without_accents};
use expediente_vault::MatterRow;
use serde::Serialize;
use ts_rs::TS;

use crate::{App, AppError, Asked};

/// A matter that was begun.
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
    /// The person.
    pub person: String,
    /// How many exhibits.
    pub exhibits: usize,
    /// How many papers.
    pub papers: usize,
    /// When it last changed, RFC 3339.
    pub updated: String,
    /// When a dossier was last built, RFC 3339.
    pub built: Option<String>,
    /// Whether it can only be read.
    pub read_only: bool,
}

impl App {
    /// Begins a matter.
    ///
    /// # Errors
    /// When the name is empty or in use, or the profile unknown.
    pub fn new_matter(&self, name: &str, facts: Facts) -> Result<NewMatter, AppError> {
        let name = self.free_name(name, None)?;
        self.court(&facts.profile)?;
        let id = self.fresh_id(name)?;
        let at = self.now();
        self.vault.create(&id, name, &facts, &at)?;
        Ok(NewMatter {
            id,
            name: name.to_owned(),
        })
    }

    /// Begins a matter; a number goes behind a name that is in use.
    ///
    /// # Errors
    /// When the name is empty, or the profile unknown.
    pub fn begin(&self, name: &str, facts: &Facts) -> Result<NewMatter, AppError> {
        let mut number = 1;
        loop {
            let numbered = if number == 1 {
                name.to_owned()
            } else {
                format!("{name} ({number})")
            };
            match self.new_matter(&numbered, facts.clone()) {
                Err(AppError::NameTaken(_)) => number += 1,
                result => return result,
            }
        }
    }

    /// Gives a matter another name. Returns the name of the act in words.
    ///
    /// # Errors
    /// When there is none of this id, or the name is empty or in use.
    pub fn rename(&self, id: &MatterId, name: &str) -> Result<String, AppError> {
        let name = self.free_name(name, Some(id))?;
        let change = Change::SetName {
            name: name.to_owned(),
        };
        self.vault.commit(id, Act::Describe, &change, &self.now())?;
        Ok(self.act(Act::Describe))
    }

    /// A name that no other matter has.
    fn free_name<'n>(&self, name: &'n str, of: Option<&MatterId>) -> Result<&'n str, AppError> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
            return Err(Asked::MatterName.into());
        }
        let same =
            |row: &MatterRow| row.name.to_lowercase() == name.to_lowercase() && Some(&row.id) != of;
        if self.vault.matters().iter().any(same) {
            return Err(AppError::NameTaken(name.to_owned()));
        }
        Ok(name)
    }

    /// A word of the name, and a number where it is in use: `quintero`, `quintero-2`.
    fn fresh_id(&self, name: &str) -> Result<MatterId, AppError> {
        let lower = without_accents(name).to_lowercase();
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
        let taken: Vec<MatterId> = self.vault.matters().into_iter().map(|row| row.id).collect();
        let mut number = 1;
        loop {
            let text = if number == 1 {
                base.to_owned()
            } else {
                format!("{base}-{number}")
            };
            let id = MatterId::from_untrusted(&text)?;
            if !taken.contains(&id) {
                return Ok(id);
            }
            number += 1;
        }
    }

    /// The list of matters, the last changed first.
    #[must_use]
    pub fn matters(&self) -> Vec<MatterListing> {
        let mut rows = self.vault.matters();
        rows.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.name.cmp(&b.name)));
        rows.into_iter().map(listing).collect()
    }

    /// The id of a matter that is named by its id or its short name.
    ///
    /// # Errors
    /// When there is none, or more than one of that name.
    pub fn resolve(&self, untrusted: &str) -> Result<MatterId, AppError> {
        let rows = self.vault.matters();
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

    /// Sets the facts of a matter. Returns the name of the act in words.
    ///
    /// # Errors
    /// When there is none of this id, or the profile is unknown.
    pub fn set_facts(&self, id: &MatterId, facts: Facts) -> Result<String, AppError> {
        self.court(&facts.profile)?;
        let change = Change::SetFacts {
            facts: Box::new(facts),
        };
        self.vault.commit(id, Act::Facts, &change, &self.now())?;
        Ok(self.act(Act::Facts))
    }

    /// The facts of a matter.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn facts(&self, id: &MatterId) -> Result<Facts, AppError> {
        Ok((*self.vault.matter(id)?.facts).clone())
    }

    /// The short name of a matter and how many papers it has.
    ///
    /// # Errors
    /// When there is none of this id.
    pub fn name_and_papers(&self, id: &MatterId) -> Result<(String, usize), AppError> {
        let matter = self.vault.matter(id)?;
        Ok((matter.name.clone(), matter.items.len()))
    }

    /// Erases a matter for good.
    ///
    /// # Errors
    /// When there is none of this id, or the disk fails.
    pub fn erase(&self, id: &MatterId) -> Result<(), AppError> {
        self.forget_pictures(id);
        Ok(self.vault.erase(id)?)
    }

    /// Takes the last act back. Returns its name in words.
    ///
    /// # Errors
    /// When there is none.
    pub fn undo(&self, id: &MatterId) -> Result<String, AppError> {
        let (_, act) = self.vault.undo(id, &self.now())?;
        Ok(self.act(act))
    }

    /// Does the last undone act again. Returns its name in words.
    ///
    /// # Errors
    /// When there is none.
    pub fn redo(&self, id: &MatterId) -> Result<String, AppError> {
        let (_, act) = self.vault.redo(id, &self.now())?;
        Ok(self.act(act))
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
