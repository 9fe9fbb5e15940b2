//! What was certain in the names of papers and is filled in already: dates, and positions that are
//! not part of a title. It is computed from the matter each time, like suggestions, and shown until
//! somebody keeps it or puts it back.

use expediente_intake::{NameFacts, Siblings, name_facts};
use expediente_model::{Date, Document, Item, Matter, MatterId, Place, one_line};

use crate::conclusions::suggest::{labels, name_of_document, name_of_exhibit, views};
use crate::conclusions::suggested::{Subject, Suggested, Value};
use crate::conclusions::{ConcludedField, Conclusion, ReadFrom};
use crate::error::AppError;
use crate::item::item_of;
use crate::state::State;

/// What is filled in, and nobody has decided about.
pub(crate) fn filled(state: &State, id: &MatterId) -> Result<Vec<Conclusion>, AppError> {
    let found = of_matter(&*state.vault.matter(id)?)?;
    let labels = labels(state, id)?;
    Ok(shown(views(state.texts(), &found, &|id| {
        labels.get(&id).cloned()
    })))
}

/// Conclusions that are in the dossier already.
pub(crate) fn shown(mut views: Vec<Conclusion>) -> Vec<Conclusion> {
    for view in &mut views {
        view.taken = true;
    }
    views
}

/// The same in the order of the matter.
pub(crate) fn of_matter(matter: &Matter) -> Result<Vec<Suggested>, AppError> {
    let mut found = Vec::new();
    for exhibit in &matter.exhibits {
        found.extend(of_place(
            matter,
            Place::Exhibit(exhibit.id),
            &exhibit.documents,
        )?);
    }
    found.extend(of_place(matter, Place::Front, &matter.front)?);
    found.extend(of_place(matter, Place::Back, &matter.back)?);
    Ok(found)
}

/// What is filled in for a place and its documents.
pub(crate) fn of_place(
    matter: &Matter,
    place: Place,
    documents: &[Document],
) -> Result<Vec<Suggested>, AppError> {
    let mut found = Vec::new();
    if let (Place::Exhibit(id), [only]) = (place, documents)
        && let Some(exhibit) = matter.exhibit(id)
    {
        let item = item_of(matter, &only.item)?;
        let about = About {
            subject: Subject::Exhibit(id),
            place,
            of: name_of_exhibit(exhibit, item),
            title: &exhibit.title,
            date: exhibit.date,
        };
        found.extend(about.read(item));
    }
    for document in documents {
        let item = item_of(matter, &document.item)?;
        let title = document.title.as_deref().or(document.caption.as_deref());
        let about = About {
            subject: Subject::Document(document.id),
            place,
            of: name_of_document(document, item),
            // A paper that has neither is called by its file, with nothing cut off.
            title: title.unwrap_or(&item.name),
            date: document.date,
        };
        found.extend(about.read(item));
    }
    found.retain(|one| !one.is_decided(matter));
    Ok(found)
}

/// An exhibit of one paper, or a document.
struct About<'m> {
    subject: Subject,
    place: Place,
    of: String,
    title: &'m str,
    date: Option<Date>,
}

impl About<'_> {
    /// What of it is as the name of its paper says.
    fn read(&self, item: &Item) -> Vec<Suggested> {
        // A paper that came later can make a position of the number before it.
        let readings = [Siblings::default(), Siblings::counted()]
            .map(|beside| name_facts(item.name.as_ref(), &beside));
        let is_called_so = |said: &&NameFacts| {
            let titles = [&said.title, &said.dated, &said.numbered];
            titles.into_iter().any(|title| self.is_called(title))
        };
        let [usual, _] = &readings;
        let said = match readings.iter().find(is_called_so) {
            Some(said) => said,
            // It was renamed since.
            None => usual,
        };
        let mut found = Vec::new();
        if let Some(date) = said.date.filter(|date| self.date == Some(*date)) {
            let back = if self.is_called(&said.title) {
                said.dated.as_ref()
            } else if self.is_called(&said.numbered) {
                said.whole.as_ref()
            } else {
                None
            };
            found.push(self.conclusion(ConcludedField::Date, Value::Date(date), back, item));
        }
        let back = if said.date.is_some() && self.date.is_none() && self.is_called(&said.dated) {
            said.whole.as_ref()
        } else if self.is_called(&said.title) {
            said.numbered.as_ref()
        } else {
            None
        };
        if let (Some(order), Some(back)) = (&said.order, back)
            && one_line(back) != self.title
        {
            let number = Value::Number(order.clone());
            found.push(self.conclusion(ConcludedField::Number, number, Some(back), item));
        }
        found
    }

    fn is_called(&self, title: &Option<String>) -> bool {
        title.as_deref().map(one_line).as_deref() == Some(self.title)
    }

    fn conclusion(
        &self,
        field: ConcludedField,
        value: Value,
        back: Option<&String>,
        item: &Item,
    ) -> Suggested {
        Suggested {
            sure: true,
            subject: self.subject,
            place: Some(self.place),
            of: self.of.clone(),
            field,
            values: vec![value],
            title: back.map(|title| one_line(title)),
            source: ReadFrom::Name,
            from: item.name.clone(),
            at: None,
        }
    }
}
