//! What is said of exhibits and documents: as people write it, and checked.

use expediente_intake::date_in;
use expediente_model::{Date, Document, Exhibit, ExhibitKind, Language, MatterId, PhotosPerPage};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::arrange::Arranger;
use crate::part::PartFields;
use crate::pictures::Planned;
use crate::{App, AppError, Asked};

/// Longer than any title that fits a table.
const LONGEST: usize = 500;

/// What is said of an exhibit. Texts are as the user wrote them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ExhibitFields {
    /// What the table and the slip sheet call it; empty where nobody gave it a title.
    pub title: String,
    /// What kind of paper it is.
    pub kind: Option<ExhibitKind>,
    /// `2024`, `2024-02`, `2024-02-11`.
    pub date: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// The number that stands on it.
    pub number: Option<String>,
    /// The person in it.
    pub who: Option<String>,
    /// Where it was made or signed.
    pub place: Option<String>,
    /// How many have signed it.
    pub signatures: Option<u32>,
    /// Its language, BCP 47.
    pub language: Option<String>,
    /// Whether a translation stands with it; none when nobody said.
    pub translated: Option<bool>,
    /// The language that the person who declares understands, where that is not the paper's; BCP 47.
    pub understands: Option<String>,
    /// The heading that it stands under.
    pub group: Option<String>,
    /// Pictures on a page: 1, 2, 4 or 6.
    pub photos_per_page: u8,
}

/// What is said of a document. Texts are as the user wrote them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct DocumentFields {
    /// What the outline calls it.
    pub title: Option<String>,
    /// What is printed under a photo.
    pub caption: Option<String>,
    /// `2024`, `2024-02`, `2024-02-11`.
    pub date: Option<String>,
    /// Where a photo was taken.
    pub place: Option<String>,
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
        }
    }

    /// The exhibit of which this is said, without its documents.
    pub(crate) fn over(&self, exhibit: &Exhibit, language: Language) -> Result<Exhibit, AppError> {
        Ok(Exhibit {
            id: exhibit.id,
            title: line(Some(&self.title))?.unwrap_or_default(),
            kind: self.kind,
            date: date(self.date.as_deref(), language)?,
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
                .map_err(|_| Asked::PhotosPerPage)?,
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
        }
    }

    pub(crate) fn over(
        &self,
        document: &Document,
        language: Language,
    ) -> Result<Document, AppError> {
        Ok(Document {
            title: line(self.title.as_deref())?,
            caption: line(self.caption.as_deref())?,
            date: date(self.date.as_deref(), language)?,
            place: line(self.place.as_deref())?,
            ..document.clone()
        })
    }
}

/// One line, however it was pasted; nothing where nothing stands on it.
pub(crate) fn line(text: Option<&str>) -> Result<Option<String>, AppError> {
    let words: Vec<&str> = text
        .unwrap_or_default()
        .split(|c: char| c.is_whitespace() || c.is_control())
        .collect();
    let text = words
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if text.chars().count() > LONGEST {
        return Err(Asked::TooLong { longest: LONGEST }.into());
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// A language by its tag.
pub(crate) fn tag(text: Option<&str>) -> Result<Option<String>, AppError> {
    let tag = line(text)?;
    match tag {
        Some(tag)
            if tag.len() > 35 || !tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') =>
        {
            Err(Asked::LanguageTag(tag).into())
        }
        tag => Ok(tag),
    }
}

/// A date as it is written in files, or as people of the dossier's language write it: `11/2/2024`.
pub(crate) fn date(text: Option<&str>, language: Language) -> Result<Option<Date>, AppError> {
    let Some(text) = line(text)? else {
        return Ok(None);
    };
    let plain = text.parse::<Date>().ok();
    let found = plain.or_else(|| date_in(&text, language == Language::En));
    found.map(Some).ok_or_else(|| Asked::NoDate(text).into())
}

impl App {
    /// What is said of an exhibit, named by id or label.
    ///
    /// # Errors
    /// When there is no such matter or exhibit.
    pub fn exhibit_fields(&self, id: &MatterId, exhibit: &str) -> Result<ExhibitFields, AppError> {
        Ok(ExhibitFields::of(self.arranger(id)?.exhibit(exhibit)?.1))
    }

    /// What is said of a document, named by id, or by its exhibit where it has only one.
    ///
    /// # Errors
    /// When there is no such matter or document.
    pub fn document_fields(
        &self,
        id: &MatterId,
        document: &str,
    ) -> Result<DocumentFields, AppError> {
        Ok(DocumentFields::of(self.arranger(id)?.document(document)?))
    }

    /// What a document is to the others.
    ///
    /// # Errors
    /// When there is no such matter or document.
    pub fn part_fields(&self, id: &MatterId, document: &str) -> Result<PartFields, AppError> {
        Ok(PartFields::of(&self.arranger(id)?.document(document)?.role))
    }

    pub(crate) fn arranger(&self, id: &MatterId) -> Result<Arranger, AppError> {
        let Planned { matter, plan, .. } = self.planned(id)?;
        let labels = plan
            .exhibits
            .iter()
            .map(|planned| (planned.label.to_string(), planned.id))
            .collect();
        Ok(Arranger { matter, labels })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// People write dates as they learnt it; a date that is none is said, not dropped.
    #[test]
    fn dates_as_people_write_them() {
        for (text, language, expected) in [
            ("2024-02-11", Language::Es, Some("2024-02-11")),
            ("11/02/2024", Language::Es, Some("2024-02-11")),
            ("2/11/2024", Language::En, Some("2024-02-11")),
            ("11 de febrero de 2024", Language::Es, Some("2024-02-11")),
            ("2024", Language::Es, Some("2024")),
            ("ayer", Language::Es, None),
        ] {
            let found = date(Some(text), language)
                .ok()
                .flatten()
                .map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
        assert_eq!(date(Some("  "), Language::Es).unwrap(), None);
    }

    /// A title that was pasted with its line breaks is one line; one of a whole page is refused, not cut.
    #[test]
    fn texts_are_one_line() {
        assert_eq!(
            line(Some(" Carta\n de\tbuena  conducta "))
                .unwrap()
                .as_deref(),
            Some("Carta de buena conducta")
        );
        assert!(line(Some(&"x".repeat(501))).is_err());
    }
}
