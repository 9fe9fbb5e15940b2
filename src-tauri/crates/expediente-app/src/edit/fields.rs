//! The fields of exhibits and documents, as people write them, and their checks.

use std::collections::BTreeSet;

use expediente_model::{Document, Exhibit, ExhibitKind, InLanguages, MatterId, PhotosPerPage};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::edit::named;
use crate::edit::text_input::{address, date, line, lines, tag, text};
use crate::error::AppError;
use crate::request_error::RequestError;
use crate::state::State;
use crate::views::finding_view::place_word;

/// The fields of an exhibit. Texts are as the user wrote them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ExhibitFields {
    /// Its title in the table and on the slip sheet; empty where nobody gave it one.
    pub title: String,
    /// The kind of paper.
    pub kind: Option<ExhibitKind>,
    /// `2024`, `2024-02`, `2024-02-11`.
    pub date: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// The number printed on it.
    pub number: Option<String>,
    /// The person it is about.
    pub who: Option<String>,
    /// Where it was made or signed.
    pub place: Option<String>,
    /// The number of signatures on it.
    pub signatures: Option<u32>,
    /// Its language, BCP 47.
    pub language: Option<String>,
    /// Whether a translation comes with it; none as long as nobody has said.
    pub translated: Option<bool>,
    /// The language that the declarant understands, where it is not the language of the paper; BCP
    /// 47.
    pub understands: Option<String>,
    /// The heading above it in the table.
    pub group: Option<String>,
    /// Photos on a page: 1, 2, 4, 6 or 12.
    pub photos_per_page: u8,
    /// Whether a list of its photos is printed before them.
    pub photo_list: bool,
    /// The code with which it can be verified.
    pub code: Option<String>,
    /// The address where it can be verified.
    pub address: Option<String>,
    /// The last day on which it is valid.
    pub valid_until: Option<String>,
    /// Who holds the original.
    pub original_with: Option<String>,
    /// Its texts in other languages.
    pub in_languages: InLanguages,
    /// What of the checklist it is.
    pub needs: BTreeSet<String>,
}

/// The fields of a document. Texts are as the user wrote them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct DocumentFields {
    /// Its title in the outline.
    pub title: Option<String>,
    /// The caption printed under a photo.
    pub caption: Option<String>,
    /// `2024`, `2024-02`, `2024-02-11`.
    pub date: Option<String>,
    /// Where a photo was taken.
    pub place: Option<String>,
    /// Who issued it, where its exhibit has several papers.
    pub issuer: Option<String>,
    /// The number on it, of an apostille.
    pub number: Option<String>,
    /// The code with which it can be verified.
    pub code: Option<String>,
    /// The address where it can be verified.
    pub address: Option<String>,
    /// The last day on which it is valid.
    pub valid_until: Option<String>,
    /// Who holds the original.
    pub original_with: Option<String>,
    /// Who is on a photo, or whom a paper among several is about.
    pub people: Option<String>,
    /// Who took a photo.
    pub author: Option<String>,
    /// Its texts in other languages.
    pub in_languages: InLanguages,
}

impl ExhibitFields {
    pub(crate) fn of(exhibit: &Exhibit) -> Self {
        Self {
            title: exhibit.title.clone(),
            kind: exhibit.kind,
            date: exhibit.date.map(|date| date.to_string()),
            issuer: exhibit.issuer.clone(),
            number: exhibit.number.clone(),
            who: exhibit.who.clone(),
            place: exhibit.place.clone(),
            signatures: exhibit.signatures,
            language: exhibit.language.clone(),
            translated: exhibit.translated,
            understands: exhibit.understands.clone(),
            group: exhibit.group.clone(),
            photos_per_page: exhibit.photos_per_page.into(),
            photo_list: exhibit.photo_list,
            code: exhibit.code.clone(),
            address: exhibit.address.clone(),
            valid_until: exhibit.valid_until.map(|date| date.to_string()),
            original_with: exhibit.original_with.clone(),
            in_languages: exhibit.in_languages.clone(),
            needs: exhibit.needs.clone(),
        }
    }

    /// The exhibit with these fields, without its documents.
    pub(crate) fn over(&self, exhibit: &Exhibit) -> Result<Exhibit, AppError> {
        // What was counted is what is printed.
        if self.signatures != exhibit.signatures && exhibit.is_counted() {
            return Err(RequestError::SignaturesCounted.into());
        }
        Ok(Exhibit {
            id: exhibit.id,
            title: text(&self.title)?,
            kind: self.kind,
            date: date(self.date.as_deref())?,
            issuer: line(self.issuer.as_deref())?,
            number: line(self.number.as_deref())?,
            who: line(self.who.as_deref())?,
            place: line(self.place.as_deref())?,
            signatures: self.signatures.filter(|count| *count > 0),
            language: tag(self.language.as_deref())?,
            translated: self.translated,
            understands: tag(self.understands.as_deref())?,
            group: line(self.group.as_deref())?,
            photos_per_page: PhotosPerPage::try_from(self.photos_per_page)
                .map_err(|_| RequestError::PhotosPerPage)?,
            photo_list: self.photo_list,
            code: line(self.code.as_deref())?,
            address: address(self.address.as_deref())?,
            valid_until: date(self.valid_until.as_deref())?,
            original_with: line(self.original_with.as_deref())?,
            in_languages: lines(&self.in_languages)?,
            needs: self.needs.clone(),
            tally: exhibit.tally.clone(),
            documents: Vec::new(),
        })
    }
}

impl DocumentFields {
    pub(crate) fn of(document: &Document) -> Self {
        Self {
            title: document.title.clone(),
            caption: document.caption.clone(),
            date: document.date.map(|date| date.to_string()),
            place: document.place.clone(),
            issuer: document.issuer.clone(),
            number: document.number.clone(),
            code: document.code.clone(),
            address: document.address.clone(),
            valid_until: document.valid_until.map(|date| date.to_string()),
            original_with: document.original_with.clone(),
            people: document.people.clone(),
            author: document.author.clone(),
            in_languages: document.in_languages.clone(),
        }
    }

    pub(crate) fn over(&self, document: &Document) -> Result<Document, AppError> {
        Ok(Document {
            title: line(self.title.as_deref())?,
            caption: line(self.caption.as_deref())?,
            date: date(self.date.as_deref())?,
            place: line(self.place.as_deref())?,
            issuer: line(self.issuer.as_deref())?,
            number: line(self.number.as_deref())?,
            code: line(self.code.as_deref())?,
            address: address(self.address.as_deref())?,
            valid_until: date(self.valid_until.as_deref())?,
            original_with: line(self.original_with.as_deref())?,
            people: line(self.people.as_deref())?,
            author: line(self.author.as_deref())?,
            in_languages: lines(&self.in_languages)?,
            ..document.clone()
        })
    }
}

/// The fields of an exhibit, named by id or label.
///
/// # Errors
/// When there is no such matter or exhibit.
pub(crate) fn exhibit_fields(
    state: &State,
    id: &MatterId,
    exhibit: &str,
) -> Result<ExhibitFields, AppError> {
    Ok(ExhibitFields::of(
        named::named(state, id)?.exhibit(exhibit)?.1,
    ))
}

/// The place of a document: the id of its exhibit, `front` or `back`.
///
/// # Errors
/// If the matter or the document does not exist.
pub(crate) fn place_of(state: &State, id: &MatterId, document: &str) -> Result<String, AppError> {
    let named = named::named(state, id)?;
    let document = named.document(document)?.id;
    let (place, _) = named.matter.find_document(document)?;
    Ok(place_word(place))
}

/// The fields of a document, named by id, or by its exhibit where it has only one document.
///
/// # Errors
/// When there is no such matter or document.
pub(crate) fn document_fields(
    state: &State,
    id: &MatterId,
    document: &str,
) -> Result<DocumentFields, AppError> {
    Ok(DocumentFields::of(
        named::named(state, id)?.document(document)?,
    ))
}
