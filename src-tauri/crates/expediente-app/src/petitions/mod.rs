//! Petitions: the rows of their sheets are counted, lists of signers read, and entries compared.
//!
//! The program counts, compares and shows. It never says that somebody signed, or who somebody is.

mod count;
mod found;
pub(crate) mod list_file;
pub(crate) mod list_lines;
mod signers;
pub(crate) mod view;

use std::path::Path;

use expediente_model::{EntryMark, MatterId, Sameness, SheetRow};

use crate::edit::named;
use crate::error::AppError;
use crate::petitions::list_file::ListRead;
use crate::petitions::view::PetitionView;
use crate::state::State;

/// Digits that an identity number has at least.
const DIGITS: usize = 5;

/// Counts petitions.
#[derive(Clone, Copy)]
pub struct Petitions<'a> {
    state: &'a State,
}

impl<'a> Petitions<'a> {
    pub(crate) fn new(state: &'a State) -> Self {
        Self { state }
    }

    /// The sheets of an exhibit, named by id or label, with what is counted of them.
    ///
    /// # Errors
    /// When there is no such matter or exhibit.
    pub fn view(&self, id: &MatterId, exhibit: &str) -> Result<PetitionView, AppError> {
        view::view(self.state, id, exhibit)
    }

    /// The rows that are seen on one page of a document, counted from 1: a proposal. None where
    /// the page has no table.
    ///
    /// # Errors
    /// When there is no such document or page, or it cannot be drawn.
    pub fn found_rows(
        &self,
        id: &MatterId,
        document: &str,
        page: u32,
    ) -> Result<Vec<SheetRow>, AppError> {
        found::found_rows(self.state, id, document, page)
    }

    /// Keeps the rows of one page of a document, counted from 1; without rows, the page is not
    /// counted any more. Returns the name of the act in the user's language.
    ///
    /// # Errors
    /// When there is no such document or page, or the rows are too many.
    pub fn set_rows(
        &self,
        id: &MatterId,
        document: &str,
        page: u32,
        rows: Vec<SheetRow>,
    ) -> Result<String, AppError> {
        count::set_rows(self.state, id, document, page, rows)
    }

    /// Keeps what the rows of one page hold, from the top; names and numbers that were there stay
    /// with their rows. Returns the name of the act in the user's language.
    ///
    /// # Errors
    /// When there is no such document or page, or the rows are too many.
    pub fn mark_rows(
        &self,
        id: &MatterId,
        document: &str,
        page: u32,
        marks: &[EntryMark],
    ) -> Result<String, AppError> {
        count::mark_rows(self.state, id, document, page, marks)
    }

    /// Decides whether two entries are of one person, by the keys of their pairs; none takes the
    /// decision back. Returns the name of the act in the user's language.
    ///
    /// # Errors
    /// When there is no such exhibit or pair.
    pub fn decide(
        &self,
        id: &MatterId,
        exhibit: &str,
        decisions: &[(String, Option<Sameness>)],
    ) -> Result<String, AppError> {
        count::decide(self.state, id, exhibit, decisions)
    }

    /// Says who counted, and on which day. Returns the name of the act in the user's language.
    ///
    /// # Errors
    /// When there is no such exhibit, or the day is none.
    pub fn counted(
        &self,
        id: &MatterId,
        exhibit: &str,
        by: &str,
        on: Option<&str>,
    ) -> Result<String, AppError> {
        count::counted(self.state, id, exhibit, by, on)
    }

    /// Reads names and numbers of signers from a CSV file or a spreadsheet: into the rows that are
    /// signed, or as a list of its own where no sheet is counted. Returns what was read.
    ///
    /// # Errors
    /// When there is no such exhibit, or the file cannot be read as a list.
    pub fn read_list(
        &self,
        id: &MatterId,
        exhibit: &str,
        file: &Path,
    ) -> Result<ListRead, AppError> {
        list_file::read_list(self.state, id, exhibit, file)
    }

    /// Reads names and numbers of signers from a paper of the case, named by its SHA-256.
    ///
    /// # Errors
    /// When there is no such exhibit or paper, or the paper cannot be read as a list.
    pub fn read_paper(
        &self,
        id: &MatterId,
        exhibit: &str,
        item: &str,
    ) -> Result<ListRead, AppError> {
        let named = named::named(self.state, id)?;
        let paper = item
            .parse()
            .ok()
            .and_then(|one| named.matter.items.get(&one));
        let paper = paper.ok_or_else(|| AppError::NoPaper(item.to_owned()))?;
        let file = self.state.vault.papers(id).original(&paper.original);
        list_file::read_list(self.state, id, exhibit, &file)
    }
}
