//! The commands about what papers are: petitions, checklists, differences between papers.

use std::collections::BTreeMap;

use expediente_app::{
    Arranged, ChecklistListing, ChecklistView, DifferencesView, HandingInView, Language, ListRead,
    MatterId, NeedState, PetitionView, Sameness, SheetRow,
};
use serde::Serialize;
use ts_rs::TS;

use crate::desk::{Desk, Done, SavedPaper};
use crate::desktop::Choice;

/// A list of signers that was read.
#[derive(Debug, Serialize, TS)]
pub struct SignersRead {
    /// What was read.
    pub read: ListRead,
    /// The matter afterwards.
    pub arranged: Arranged,
}

impl Desk {
    pub fn petition(&self, matter: String, exhibit: String) -> Done<PetitionView> {
        let id = self.id(&matter)?;
        self.done(self.app.petitions().view(&id, &exhibit))
    }

    pub fn found_rows(&self, matter: String, document: String, page: u32) -> Done<Vec<SheetRow>> {
        let id = self.id(&matter)?;
        self.done(self.app.petitions().found_rows(&id, &document, page))
    }

    pub fn count_rows(
        &self,
        matter: String,
        document: String,
        page: u32,
        rows: Vec<SheetRow>,
    ) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(
            &id,
            self.app.petitions().set_rows(&id, &document, page, rows),
        )
    }

    pub fn decide_pairs(
        &self,
        matter: String,
        exhibit: String,
        decisions: Vec<(String, Option<Sameness>)>,
    ) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.petitions().decide(&id, &exhibit, &decisions))
    }

    pub fn counted_by(
        &self,
        matter: String,
        exhibit: String,
        by: String,
        on: Option<String>,
    ) -> Done<Arranged> {
        let id = self.id(&matter)?;
        let counted = self
            .app
            .petitions()
            .counted(&id, &exhibit, &by, on.as_deref());
        self.arranged(&id, counted)
    }

    pub fn read_signers(&self, matter: String, exhibit: String, path: String) -> Done<SignersRead> {
        let id = self.id(&matter)?;
        let file = self.chosen.path(&path);
        let read = self.done(self.app.petitions().read_list(&id, &exhibit, &file))?;
        self.signers_read(&id, read)
    }

    pub fn title_of_joined(&self, matter: String, exhibits: Vec<String>) -> Done<String> {
        let id = self.id(&matter)?;
        self.done(self.app.edit().joined_title(&id, &exhibits))
    }

    pub fn read_signers_of(
        &self,
        matter: String,
        exhibit: String,
        item: String,
    ) -> Done<SignersRead> {
        let id = self.id(&matter)?;
        let read = self.done(self.app.petitions().read_paper(&id, &exhibit, &item))?;
        self.signers_read(&id, read)
    }

    fn signers_read(&self, id: &MatterId, read: ListRead) -> Done<SignersRead> {
        let arranged = self.arranged(id, Ok(read.act.clone()))?;
        Ok(SignersRead { read, arranged })
    }

    pub fn choose_signers(&self) -> Done<Option<String>> {
        self.choose_one(Choice::List)
    }

    pub fn checklists(&self) -> Done<Vec<ChecklistListing>> {
        Ok(self.app.checklists().list())
    }

    pub fn checklist(&self, matter: String) -> Done<Option<ChecklistView>> {
        let id = self.id(&matter)?;
        self.done(self.app.checklists().view(&id))
    }

    pub fn choose_checklist(&self, matter: String, name: Option<String>) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.checklists().choose(&id, name.as_deref()))
    }

    pub fn set_need(&self, matter: String, need: String, done: NeedState) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.checklists().set_need(&id, &need, &done))
    }

    pub fn assign_need(
        &self,
        matter: String,
        need: String,
        exhibit: String,
        is: bool,
    ) -> Done<Arranged> {
        let id = self.id(&matter)?;
        let assigned = self.app.checklists().assign(&id, &need, &exhibit, is);
        self.arranged(&id, assigned)
    }

    pub fn print_checklist(&self, matter: String, out: String) -> Done<SavedPaper> {
        let id = self.id(&matter)?;
        let out = self.chosen.path(&out);
        self.done(self.app.checklists().print(&id, &out))?;
        self.saved(out)
    }

    pub fn differences(&self, matter: String) -> Done<DifferencesView> {
        let id = self.id(&matter)?;
        self.done(self.app.differences().view(&id))
    }

    pub fn right_spelling(
        &self,
        matter: String,
        sort: String,
        value: Option<String>,
    ) -> Done<Arranged> {
        let id = self.id(&matter)?;
        let right = self.app.differences().right(&id, &sort, value.as_deref());
        self.arranged(&id, right)
    }

    pub fn explain_spelling(
        &self,
        matter: String,
        sort: String,
        value: String,
        reason: Option<String>,
        also: BTreeMap<Language, String>,
    ) -> Done<Arranged> {
        let id = self.id(&matter)?;
        let explained =
            self.app
                .differences()
                .explain(&id, &sort, &value, reason.as_deref(), &also);
        self.arranged(&id, explained)
    }

    pub fn add_note(&self, matter: String) -> Done<Arranged> {
        let id = self.id(&matter)?;
        self.arranged(&id, self.app.differences().add(&id))
    }

    pub fn print_differences(&self, matter: String, out: String) -> Done<SavedPaper> {
        let id = self.id(&matter)?;
        let out = self.chosen.path(&out);
        self.done(self.app.differences().print(&id, &out))?;
        self.saved(out)
    }

    pub fn handing_in(&self, matter: String) -> Done<HandingInView> {
        let id = self.id(&matter)?;
        self.done(self.app.filing().handing_in(&id))
    }

    pub fn print_handing_in(&self, matter: String, out: String) -> Done<SavedPaper> {
        let id = self.id(&matter)?;
        let out = self.chosen.path(&out);
        self.done(self.app.filing().print_handing_in(&id, &out))?;
        self.saved(out)
    }

    pub fn choose_print(&self, name: String) -> Done<Option<String>> {
        self.choose_one(Choice::Save {
            name: format!("{name}.pdf"),
            ending: "pdf",
        })
    }
}
