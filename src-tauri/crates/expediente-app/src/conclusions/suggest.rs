//! What names and first pages suggest for empty fields.

use expediente_bundle::{Places, date_in_words};
use expediente_intake::{Siblings, UnsureDate, name_facts};
use expediente_model::{
    Catalogue, Date, Document, DocumentId, Exhibit, ExhibitId, ExhibitKind, Matter, MatterId, Place,
};

use crate::conclusions::{ConcludedField, Conclusion, ReadFrom};
use crate::error::AppError;
use crate::intake::title_guess;
use crate::item::item_of;
use crate::state::State;
use crate::views::plans::{self, Planned};

/// What a suggestion is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Exhibit(ExhibitId),
    Document(DocumentId),
}

/// A value that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Title(String),
    Kind(ExhibitKind),
    Date(Date),
}

/// A suggestion for a field that is empty.
pub(crate) struct Suggested {
    pub subject: Subject,
    pub field: ConcludedField,
    pub values: Vec<Value>,
    /// The title without the date, where the date was read in it.
    pub title: Option<String>,
    source: ReadFrom,
    from: String,
}

impl Suggested {
    pub(crate) fn id(&self) -> String {
        let word = self.field.word();
        match self.subject {
            Subject::Exhibit(id) => format!("{id}:{word}"),
            Subject::Document(id) => format!("{id}:{word}"),
        }
    }

    /// Under which it is kept that somebody dropped it: like an answer to a finding, by its papers.
    pub(crate) fn key(&self, matter: &Matter) -> Option<String> {
        let subject = match self.subject {
            Subject::Exhibit(id) => matter.exhibit_key(id)?,
            Subject::Document(id) => matter.document_key(id)?,
        };
        Some(format!("suggested-{}:{subject}", self.field.word()))
    }

    /// What it says; one that says something else was not dropped.
    pub(crate) fn about(&self) -> String {
        let values: Vec<String> = self.values.iter().map(Value::word).collect();
        values.join(" ")
    }
}

impl Value {
    pub(crate) fn word(&self) -> String {
        match self {
            Self::Title(title) => title.clone(),
            Self::Kind(kind) => kind.word().to_owned(),
            Self::Date(date) => date.to_string(),
        }
    }

    fn shown(&self, texts: &Catalogue) -> String {
        match self {
            Self::Title(title) => title.clone(),
            Self::Kind(kind) => texts.text(&format!("kind.{}", kind.word())).to_owned(),
            Self::Date(date) => date_in_words(texts, *date),
        }
    }
}

/// The suggestions of a matter that nobody dropped.
pub(crate) fn suggestions(state: &State, id: &MatterId) -> Result<Vec<Conclusion>, AppError> {
    let planned = plans::planned(state, id)?;
    let found = of_matter(&planned.matter)?;
    let views = found.iter().map(|one| view(state, &planned, one));
    views.collect()
}

/// The suggestions of a matter that nobody dropped, in its order.
pub(crate) fn of_matter(matter: &Matter) -> Result<Vec<Suggested>, AppError> {
    let mut found = Vec::new();
    for exhibit in &matter.exhibits {
        found.extend(of_exhibit(matter, exhibit)?);
        // The date of a single paper is that of its exhibit.
        if exhibit.documents.len() > 1 {
            found.extend(exhibit.documents.iter().filter_map(of_document));
        }
    }
    let loose = matter.front.iter().chain(&matter.back);
    found.extend(loose.filter_map(of_document));
    found.retain(|one| !is_dropped(matter, one));
    Ok(found)
}

fn is_dropped(matter: &Matter, one: &Suggested) -> bool {
    let answer = one
        .key(matter)
        .and_then(|key| matter.facts.answers.get(&key));
    answer.is_some_and(|answer| answer.about == one.about())
}

/// What its title and its papers suggest for an exhibit.
pub(crate) fn of_exhibit(matter: &Matter, exhibit: &Exhibit) -> Result<Vec<Suggested>, AppError> {
    let Some(first) = exhibit.documents.first() else {
        return Ok(Vec::new());
    };
    let subject = Subject::Exhibit(exhibit.id);
    let item = item_of(matter, &first.item)?;
    let first_words = item.first_words.as_deref();
    // The name of one of several papers does not describe the others.
    let named = match exhibit.documents.as_slice() {
        [_] => name_facts(item.name.as_ref(), &Siblings::default()).title,
        _ => None,
    };
    let mut found = Vec::new();
    let mut add = |field, values: Vec<Value>, source, from: &str, title| {
        found.push(Suggested {
            subject,
            field,
            values,
            title,
            source,
            from: from.to_owned(),
        });
    };
    if exhibit.title.is_empty() {
        let of_page = first_words.and_then(title_guess::title_of_page);
        if let Some(title) = named.clone() {
            add(
                ConcludedField::Title,
                vec![Value::Title(title)],
                ReadFrom::Name,
                &item.name,
                None,
            );
        } else if let Some(title) = of_page {
            let from = title.clone();
            add(
                ConcludedField::Title,
                vec![Value::Title(title)],
                ReadFrom::FirstPage,
                &from,
                None,
            );
        }
    }
    if exhibit.kind.is_none() {
        let of_name = [Some(exhibit.title.as_str()), named.as_deref()];
        let mut of_name = of_name.into_iter().flatten();
        let by_name = of_name.find_map(|words| Some((title_guess::kind(words)?, words)));
        let by_page = || {
            let line = title_guess::title_of_page(first_words?)?;
            Some((title_guess::kind(&line)?, line))
        };
        if let Some((kind, words)) = by_name {
            add(
                ConcludedField::Kind,
                vec![Value::Kind(kind)],
                ReadFrom::Name,
                words,
                None,
            );
        } else if let Some((kind, line)) = by_page() {
            add(
                ConcludedField::Kind,
                vec![Value::Kind(kind)],
                ReadFrom::FirstPage,
                &line,
                None,
            );
        } else if all_from_cameras(matter, exhibit)? {
            let kind = vec![Value::Kind(ExhibitKind::Photo)];
            add(
                ConcludedField::Kind,
                kind,
                ReadFrom::Camera,
                &item.name,
                None,
            );
        }
    }
    if exhibit.date.is_none()
        && let Some(unsure) = unsure_date(&exhibit.title)
    {
        let UnsureDate { dates, title } = unsure;
        let dates = dates.into_iter().map(Value::Date).collect();
        add(
            ConcludedField::Date,
            dates,
            ReadFrom::Name,
            &exhibit.title,
            title,
        );
    }
    Ok(found)
}

/// What the title of a document suggests.
fn of_document(document: &Document) -> Option<Suggested> {
    if document.date.is_some() {
        return None;
    }
    let from = document.title.as_deref()?;
    let UnsureDate { dates, title } = unsure_date(from)?;
    Some(Suggested {
        subject: Subject::Document(document.id),
        field: ConcludedField::Date,
        values: dates.into_iter().map(Value::Date).collect(),
        title,
        source: ReadFrom::Name,
        from: from.to_owned(),
    })
}

fn unsure_date(title: &str) -> Option<UnsureDate> {
    // A title has no extension that could be cut off.
    name_facts(format!("{title}.pdf").as_ref(), &Siblings::default()).unsure
}

/// Whether every paper of an exhibit names the camera that took it.
fn all_from_cameras(matter: &Matter, exhibit: &Exhibit) -> Result<bool, AppError> {
    for document in &exhibit.documents {
        let photo = item_of(matter, &document.item)?.photo.as_ref();
        if photo.is_none_or(|photo| photo.camera.is_none()) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn view(state: &State, planned: &Planned, one: &Suggested) -> Result<Conclusion, AppError> {
    let mut view = seen(planned, one.subject)?;
    view.id = one.id();
    view.field = one.field;
    view.values = one.values.iter().map(Value::word).collect();
    let shown = one.values.iter().map(|value| value.shown(state.texts()));
    view.shown = shown.collect();
    view.source = one.source;
    view.from.clone_from(&one.from);
    Ok(view)
}

/// The dates of new exhibits and documents that were certain in their names.
pub(crate) fn taken(
    state: &State,
    id: &MatterId,
    before: &Matter,
) -> Result<Vec<Conclusion>, AppError> {
    let planned = plans::planned(state, id)?;
    let had: Vec<DocumentId> = before.documents().map(|document| document.id).collect();
    let mut found = Vec::new();
    let mut add = |subject, date: Option<Date>| -> Result<(), AppError> {
        let Some(date) = date else { return Ok(()) };
        let mut view = seen(&planned, subject)?;
        let date = Value::Date(date);
        view.values = vec![date.word()];
        view.shown = vec![date.shown(state.texts())];
        view.taken = true;
        found.push(view);
        Ok(())
    };
    for exhibit in &planned.matter.exhibits {
        if before.exhibit(exhibit.id).is_none() {
            add(Subject::Exhibit(exhibit.id), exhibit.date)?;
        }
    }
    for document in planned.matter.documents() {
        if !had.contains(&document.id) {
            add(Subject::Document(document.id), document.date)?;
        }
    }
    Ok(found)
}

/// A conclusion about a subject, yet without values.
fn seen(planned: &Planned, subject: Subject) -> Result<Conclusion, AppError> {
    let Planned { matter, plan, .. } = planned;
    let places = Places::of(plan);
    let label = |id: ExhibitId| {
        let placed = places.exhibit(id).first();
        placed.map(|placed| placed.label.to_string())
    };
    let (id, place, label, title, document) = match subject {
        Subject::Exhibit(id) => {
            let exhibit = matter.exhibit(id);
            let exhibit = exhibit.ok_or_else(|| AppError::NoExhibit(id.to_string()))?;
            let title = (!exhibit.title.is_empty()).then(|| exhibit.title.clone());
            (
                id.to_string(),
                id.to_string(),
                label(id),
                title,
                exhibit.documents.first(),
            )
        }
        Subject::Document(id) => {
            let (place, _) = matter.find_document(id)?;
            let document = matter.documents().find(|document| document.id == id);
            let title = document.and_then(|document| document.title.clone());
            let (place, label) = match place {
                Place::Exhibit(id) => (id.to_string(), label(id)),
                Place::Front => ("front".to_owned(), None),
                Place::Back => ("back".to_owned(), None),
            };
            (id.to_string(), place, label, title, document)
        }
    };
    let paper = match document {
        Some(document) => item_of(matter, &document.item)?.name.clone(),
        None => String::new(),
    };
    Ok(Conclusion {
        id: format!("{id}:{}", ConcludedField::Date.word()),
        place,
        label,
        of: title.unwrap_or_else(|| paper.clone()),
        field: ConcludedField::Date,
        values: Vec::new(),
        shown: Vec::new(),
        source: ReadFrom::Name,
        from: paper,
        taken: false,
    })
}
