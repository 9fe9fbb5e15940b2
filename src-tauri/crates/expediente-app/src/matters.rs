//! Matters: begin, list, show, describe, erase.

use std::collections::BTreeMap;

use expediente_bundle::{BundlePlan, PlannedDocument};
use expediente_model::{Act, Change, Document, Facts, Matter, MatterId};
use expediente_vault::MatterRow;
use serde::Serialize;

use crate::finding::size;
use crate::{App, AppError, Asked, FindingView};

/// A matter that was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewMatter {
    /// Its id.
    pub id: MatterId,
    /// Its short name.
    pub name: String,
}

/// A matter in the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MatterListing {
    /// Its id.
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

/// A matter with the plan of its dossier.
#[derive(Clone, Debug, Serialize)]
pub struct MatterView {
    /// Its id.
    pub id: MatterId,
    /// Its short name.
    pub name: String,
    /// Its facts.
    pub facts: Facts,
    /// Pages of the dossier as it is planned.
    pub pages: usize,
    /// About how large it will be.
    pub estimate: String,
    /// Papers before the cover page.
    pub front: Vec<DocumentView>,
    /// Its exhibits.
    pub exhibits: Vec<ExhibitView>,
    /// Papers after the last exhibit.
    pub back: Vec<DocumentView>,
    /// Papers that stand nowhere.
    pub unplaced: Vec<String>,
    /// What can be undone next.
    pub undo: Option<String>,
    /// What can be redone next.
    pub redo: Option<String>,
    /// What is wrong with the plan.
    pub findings: Vec<FindingView>,
}

/// An exhibit with its place in the dossier.
#[derive(Clone, Debug, Serialize)]
pub struct ExhibitView {
    /// Its id.
    pub id: String,
    /// Its label; none while it has no pages.
    pub label: Option<String>,
    /// Its title.
    pub title: String,
    /// Its pages as printed.
    pub pages: Option<String>,
    /// Its documents.
    pub documents: Vec<DocumentView>,
}

/// A document with its place in the dossier.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentView {
    /// Its id.
    pub id: String,
    /// The paper's name when it came.
    pub paper: String,
    /// What the outline calls it.
    pub title: Option<String>,
    /// What is printed under a photo.
    pub caption: Option<String>,
    /// Its pages as printed.
    pub pages: Option<String>,
}

impl App {
    /// Begins a matter.
    ///
    /// # Errors
    /// When the name is empty or in use, or the profile unknown.
    pub fn new_matter(&self, name: &str, facts: Facts) -> Result<NewMatter, AppError> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
            return Err(Asked::MatterName.into());
        }
        self.assets.profile(&facts.profile)?;
        if self.vault.matters().iter().any(|row| row.name.to_lowercase() == name.to_lowercase()) {
            return Err(AppError::NameTaken(name.to_owned()));
        }
        let id = self.fresh_id(name)?;
        let at = self.now();
        self.vault.create(&id, name, &facts, &at)?;
        Ok(NewMatter { id, name: name.to_owned() })
    }

    /// A word of the name, and a number where it is in use: `quintero`, `quintero-2`.
    fn fresh_id(&self, name: &str) -> Result<MatterId, AppError> {
        let plain: String = name
            .to_lowercase()
            .chars()
            .map(|c| match c {
                'a'..='z' | '0'..='9' => c,
                'á' | 'à' | 'â' | 'ã' => 'a',
                'é' | 'è' | 'ê' => 'e',
                'í' | 'ì' => 'i',
                'ó' | 'ò' | 'ô' | 'õ' => 'o',
                'ú' | 'ü' | 'ù' => 'u',
                'ñ' => 'n',
                'ç' => 'c',
                _ => '-',
            })
            .collect();
        let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
        let base: String = words.join("-").chars().take(30).collect();
        let base = if base.is_empty() { "matter" } else { base.trim_end_matches('-') };
        let taken: Vec<MatterId> = self.vault.matters().into_iter().map(|row| row.id).collect();
        let mut number = 1;
        loop {
            let text = if number == 1 { base.to_owned() } else { format!("{base}-{number}") };
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
        let named: Vec<&MatterRow> = rows.iter().filter(|row| row.name.to_lowercase() == wanted).collect();
        match named.as_slice() {
            [] => Err(AppError::NoMatter(untrusted.to_owned())),
            [row] => Ok(row.id.clone()),
            several => Err(AppError::ManyMatters {
                name: untrusted.to_owned(),
                ids: several.iter().map(|row| row.id.to_string()).collect(),
            }),
        }
    }

    /// A matter with the plan of its dossier.
    ///
    /// # Errors
    /// When there is none of this id, or its profile is unknown.
    pub fn show(&self, id: &MatterId) -> Result<MatterView, AppError> {
        let matter = self.vault.matter(id)?;
        let plan = self.plan(&matter)?;
        let history = self.vault.history(id)?;
        let act = |step: Option<&expediente_model::Step>| {
            step.map(|step| self.texts().text(&format!("act.{}", step.act.word())).to_owned())
        };
        let inside = plan.exhibits.iter().flat_map(|exhibit| &exhibit.documents);
        let all = plan.front.iter().chain(inside).chain(&plan.back);
        let planned: BTreeMap<_, &PlannedDocument> = all.map(|document| (document.id, document)).collect();
        let documents = |documents: &[Document]| -> Vec<DocumentView> {
            documents
                .iter()
                .map(|document| DocumentView {
                    id: document.id.to_string(),
                    paper: matter.items.get(&document.item).map(|item| item.name.clone()).unwrap_or_default(),
                    title: document.title.clone(),
                    caption: document.caption.clone(),
                    pages: planned.get(&document.id).map(|placed| plan.range(placed.first, placed.last)),
                })
                .collect()
        };
        let exhibits = matter
            .exhibits
            .iter()
            .map(|exhibit| {
                let placed = plan.exhibits.iter().find(|placed| placed.id == exhibit.id);
                ExhibitView {
                    id: exhibit.id.to_string(),
                    label: placed.map(|placed| placed.label.to_string()),
                    title: placed.map_or_else(|| exhibit.title.clone(), |placed| placed.title.clone()),
                    pages: placed.map(|placed| plan.range(placed.slip, placed.last)),
                    documents: documents(&exhibit.documents),
                }
            })
            .collect();
        let unplaced = matter.unplaced();
        Ok(MatterView {
            id: matter.id.clone(),
            name: matter.name.clone(),
            facts: (*matter.facts).clone(),
            pages: plan.pages.len(),
            estimate: size(plan.estimate),
            front: documents(&matter.front),
            exhibits,
            back: documents(&matter.back),
            unplaced: unplaced.iter().filter_map(|d| matter.items.get(d)).map(|item| item.name.clone()).collect(),
            undo: act(history.undo.last()),
            redo: act(history.redo.last()),
            findings: self.views(&plan.findings),
        })
    }

    /// Sets the facts of a matter.
    ///
    /// # Errors
    /// When there is none of this id, or the profile is unknown.
    pub fn set_facts(&self, id: &MatterId, facts: Facts) -> Result<(), AppError> {
        self.assets.profile(&facts.profile)?;
        if *self.vault.matter(id)?.facts != facts {
            let change = Change::SetFacts { facts: Box::new(facts) };
            self.vault.commit(id, Act::Facts, &change, &self.now())?;
        }
        Ok(())
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
        Ok(self.texts().text(&format!("act.{}", act.word())).to_owned())
    }

    /// Does the last undone act again. Returns its name in words.
    ///
    /// # Errors
    /// When there is none.
    pub fn redo(&self, id: &MatterId) -> Result<String, AppError> {
        let (_, act) = self.vault.redo(id, &self.now())?;
        Ok(self.texts().text(&format!("act.{}", act.word())).to_owned())
    }

    pub(crate) fn plan(&self, matter: &Matter) -> Result<BundlePlan, AppError> {
        let profile = self.assets.profile(&matter.facts.profile)?;
        let texts = self.assets.texts(matter.facts.language);
        Ok(BundlePlan::of(matter, profile, texts, &self.assets.fonts))
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
