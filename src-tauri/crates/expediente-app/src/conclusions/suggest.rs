//! What names and first pages suggest for empty fields.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use expediente_bundle::{Name, Paper};
use expediente_intake::{Siblings, UnsureDate, name_facts};
use expediente_model::{
    Catalogue, Date, Document, DocumentId, Exhibit, ExhibitId, ExhibitKind, Item, Language, Matter,
    MatterId, PaperField, Place, folded,
};

use crate::conclusions::from_words::{self, TitleRead, Words};
use crate::conclusions::renderings;
use crate::conclusions::suggested::{Subject, Suggested, Value};
use crate::conclusions::{ConcludedField, Conclusion, ReadAt, ReadFrom};
use crate::error::AppError;
use crate::glossary;
use crate::intake::title_guess;
use crate::item::item_of;
use crate::state::State;
use crate::views::finding_view::place_word;
use crate::views::plans::{self, Planned};

/// The suggestions of a matter that nobody dropped.
pub(crate) fn suggestions(state: &State, id: &MatterId) -> Result<Vec<Conclusion>, AppError> {
    let planned = plans::planned(state, id)?;
    let mut found = all_of(state, &planned.matter)?;
    likelier_first(&planned, &mut found);
    let labels = labels(state, id)?;
    Ok(views(state.texts(), &found, &|id| labels.get(&id).cloned()))
}

/// Those of exhibits and documents that were not there before; of an exhibit that got papers, those
/// of these papers.
pub(crate) fn suggestions_since(
    state: &State,
    id: &MatterId,
    before: &Matter,
) -> Result<Vec<Conclusion>, AppError> {
    let had: BTreeSet<String> = all_of(state, before)?.iter().map(Suggested::id).collect();
    let mut found = suggestions(state, id)?;
    found.retain(|one| !had.contains(&one.id));
    Ok(found)
}

/// Puts the likelier of two readings of a date first: in an English dossier for a court in the
/// United States, the month comes before the day.
pub(crate) fn likelier_first(planned: &Planned, found: &mut [Suggested]) {
    let month_first =
        planned.matter.facts.language == Language::En && planned.profile.paper == Paper::Letter;
    for one in found {
        if month_first && is_one_date(&one.values) {
            one.values.reverse();
        }
    }
}

/// Whether two values are one date with its day and month exchanged, and not two dates.
fn is_one_date(values: &[Value]) -> bool {
    let [Value::Date(one), Value::Date(other)] = values else {
        return false;
    };
    one.year() == other.year() && one.day() == other.month() && one.month() == other.day()
}

/// What the court calls the exhibits.
pub(crate) fn labels(
    state: &State,
    id: &MatterId,
) -> Result<BTreeMap<ExhibitId, String>, AppError> {
    let planned = plans::planned(state, id)?;
    let exhibits = planned.plan.exhibits.iter();
    // An exhibit in several volumes has one label.
    let labels = exhibits.map(|exhibit| (exhibit.id, exhibit.label.to_string()));
    Ok(labels.collect())
}

/// All suggestions of a matter that nobody dropped: of its papers, and of the glossary.
pub(crate) fn all_of(state: &State, matter: &Matter) -> Result<Vec<Suggested>, AppError> {
    let mut found = of_matter(matter)?;
    found.extend(renderings::of_matter(matter, &glossary::terms(state)));
    Ok(found)
}

/// The suggestions of a matter's papers that nobody dropped, in its order.
fn of_matter(matter: &Matter) -> Result<Vec<Suggested>, AppError> {
    let mut found = Vec::new();
    for exhibit in &matter.exhibits {
        found.extend(of_exhibit(matter, exhibit)?);
    }
    found.extend(of_loose(matter, Place::Front, &matter.front)?);
    found.extend(of_loose(matter, Place::Back, &matter.back)?);
    Ok(found)
}

/// Those of papers before the cover page or after the last exhibit.
pub(crate) fn of_loose(
    matter: &Matter,
    place: Place,
    documents: &[Document],
) -> Result<Vec<Suggested>, AppError> {
    let mut found = Vec::new();
    for document in documents {
        found.extend(of_document(matter, place, document)?);
    }
    found.retain(|one| !one.is_decided(matter));
    Ok(found)
}

/// Those of an exhibit and of its documents.
pub(crate) fn of_exhibit(matter: &Matter, exhibit: &Exhibit) -> Result<Vec<Suggested>, AppError> {
    let mut found = of_exhibit_itself(matter, exhibit)?;
    found.retain(|one| !one.is_decided(matter));
    // The date of a single paper is that of its exhibit.
    if exhibit.documents.len() > 1 {
        let place = Place::Exhibit(exhibit.id);
        let of_papers = of_loose(matter, place, &exhibit.documents)?;
        let likely = [Value::Kind(ExhibitKind::Photo)];
        let are_photos = exhibit.kind == Some(ExhibitKind::Photo)
            || found.iter().any(|one| one.values == likely);
        if are_photos {
            found.extend(days_of_photos(matter, exhibit, &of_papers)?);
        }
        found.extend(of_papers);
    }
    Ok(found)
}

/// The days on which the photos of an exhibit were taken, as their cameras or their names have them,
/// where nothing else says one.
fn days_of_photos(
    matter: &Matter,
    exhibit: &Exhibit,
    said: &[Suggested],
) -> Result<Vec<Suggested>, AppError> {
    let mut found = Vec::new();
    for document in &exhibit.documents {
        let subject = Subject::Document(document.id);
        let item = item_of(matter, &document.item)?;
        if document.date.is_some() || said.iter().any(|one| one.subject == subject) {
            continue;
        }
        found.extend(day_taken(item).map(|day| Suggested {
            // A name that a messenger gave has the day on which the photo was sent.
            sure: day.source == ReadFrom::Camera,
            subject,
            place: Some(Place::Exhibit(exhibit.id)),
            of: name_of_document(document, item),
            field: ConcludedField::Date,
            values: vec![Value::Date(day.date)],
            title: None,
            source: day.source,
            from: item.name.clone(),
            at: None,
        }));
    }
    found.retain(|one| !one.is_decided(matter));
    Ok(found)
}

/// The day on which a photo was taken, and what says so.
pub(crate) struct DayTaken {
    pub date: Date,
    source: ReadFrom,
}

/// The day on which a photo was taken; none for other papers.
pub(crate) fn day_taken(item: &Item) -> Option<DayTaken> {
    let photo = item.photo.as_ref();
    if let Some(date) = photo.and_then(|photo| photo.date) {
        return Some(DayTaken {
            date,
            source: ReadFrom::Camera,
        });
    }
    let named = name_facts(item.name.as_ref(), &Siblings::default()).pictured;
    named.filter(|_| item.is_picture()).map(|date| DayTaken {
        date,
        source: ReadFrom::Name,
    })
}

/// What its title and its papers suggest for an exhibit.
fn of_exhibit_itself(matter: &Matter, exhibit: &Exhibit) -> Result<Vec<Suggested>, AppError> {
    let Some(first) = exhibit.documents.first() else {
        return Ok(Vec::new());
    };
    let subject = Subject::Exhibit(exhibit.id);
    let item = item_of(matter, &first.item)?;
    // What is on its pages, and its name, unless it is one of several.
    let (named, words) = match exhibit.documents.as_slice() {
        [only] => (
            name_facts(item.name.as_ref(), &Siblings::default()).title,
            Words::of(only, item),
        ),
        _ => (None, Words::default()),
    };
    let mut found = Vec::new();
    let first_page = |source| (source == ReadFrom::FirstPage).then_some((first.id, 1));
    let mut add = |field, values: Vec<Value>, source, from: &str, title, sure| {
        found.push(Suggested {
            sure,
            subject,
            place: Some(Place::Exhibit(exhibit.id)),
            of: name_of_exhibit(exhibit, item),
            field,
            values,
            title,
            source,
            from: from.to_owned(),
            at: first_page(source),
        });
    };
    if exhibit.title.is_empty() {
        let of_page = || {
            // A passport says surely what it is.
            let sure = words.get(PaperField::Title);
            let sure = sure.and_then(|said| {
                Some(TitleRead {
                    title: said.values.first()?.clone(),
                    line: said.line.clone(),
                    sure: true,
                })
            });
            sure.or_else(|| words.title(&matter.facts.person))
        };
        if let Some(title) = named.clone() {
            add(
                ConcludedField::Title,
                vec![Value::Title(title)],
                ReadFrom::Name,
                &item.name,
                None,
                true,
            );
        } else if let Some(TitleRead { title, line, sure }) = of_page() {
            add(
                ConcludedField::Title,
                vec![Value::Title(title)],
                ReadFrom::FirstPage,
                &line,
                None,
                sure,
            );
        }
    }
    let mut kind = exhibit.kind;
    if kind.is_none()
        && let Some((likely, source, from)) = kind_of(matter, exhibit, named.as_deref(), &words)?
    {
        kind = Some(likely);
        add(
            ConcludedField::Kind,
            vec![Value::Kind(likely)],
            source,
            &from,
            None,
            true,
        );
    }
    let in_title = unsure_date(&exhibit.title).map(|unsure| (unsure, exhibit.title.as_str()));
    // A name that is a date and nothing else made no title.
    let in_name = || match exhibit.documents.as_slice() {
        [_] => {
            let said = name_facts(item.name.as_ref(), &Siblings::default());
            let alone = said.unsure.filter(|_| said.title.is_none())?;
            Some((alone, item.name.as_str()))
        }
        _ => None,
    };
    let unsure = in_title.or_else(in_name).filter(|_| exhibit.date.is_none());
    let on_page = words.date();
    // The page tells which of the two days of a name it is.
    let settled = unsure
        .as_ref()
        .is_some_and(|(unsure, _)| on_page.is_some_and(|(date, _)| unsure.dates.contains(&date)));
    if let Some((UnsureDate { dates, title }, from)) = unsure.filter(|_| !settled) {
        let dates = dates.into_iter().map(Value::Date).collect();
        add(
            ConcludedField::Date,
            dates,
            ReadFrom::Name,
            from,
            title,
            true,
        );
    }
    let has_date =
        exhibit.date.is_some() || found.iter().any(|one| one.field == ConcludedField::Date);
    let said = from_words::fields(exhibit, kind, matter.facts.language, &words);
    let said = said
        .into_iter()
        .filter(|one| !has_date || one.field != ConcludedField::Date);
    let is_clear = |value: &Value| match value {
        Value::Who(name) => !is_other_spelling(&matter.facts.person, name),
        _ => true,
    };
    found.extend(said.map(|one| Suggested {
        sure: one.values.iter().all(is_clear),
        subject,
        place: Some(Place::Exhibit(exhibit.id)),
        of: name_of_exhibit(exhibit, item),
        field: one.field,
        values: one.values,
        title: None,
        source: ReadFrom::FirstPage,
        from: one.line,
        at: Some((first.id, one.page)),
    }));
    Ok(found)
}

/// Whether a name is that of the person in another spelling: which is right, somebody has to see.
fn is_other_spelling(person: &str, name: &str) -> bool {
    let (own, read) = (folded(person), folded(name));
    let has_all = read
        .split_whitespace()
        .all(|word| own.split_whitespace().any(|had| had == word));
    let person = Name::new(person);
    !has_all && person.is_some_and(|person| person.spelled_in(name).is_some())
}

/// The kind that an exhibit most likely has, and what says so.
fn kind_of(
    matter: &Matter,
    exhibit: &Exhibit,
    named: Option<&str>,
    words: &Words<'_>,
) -> Result<Option<(ExhibitKind, ReadFrom, String)>, AppError> {
    let Some(first) = exhibit.documents.first() else {
        return Ok(None);
    };
    let item = item_of(matter, &first.item)?;
    let of_name = [Some(exhibit.title.as_str()), named];
    let mut of_name = of_name.into_iter().flatten();
    let by_name = of_name.find_map(|words| Some((title_guess::kind(words)?, words)));
    // A machine-readable zone says surely what it is on.
    let sure = words.get(PaperField::Kind).and_then(|said| {
        let kind = said.values.first()?.parse().ok()?;
        Some((kind, ReadFrom::FirstPage, said.line.clone()))
    });
    let by_page = sure.or_else(|| {
        let TitleRead { title, line, .. } = words.title(&matter.facts.person)?;
        Some((title_guess::kind(&title)?, ReadFrom::FirstPage, line))
    });
    // A name that a phone or somebody gave a photo says less than the words on it.
    if let Some((kind, name)) =
        by_name.filter(|(kind, _)| *kind != ExhibitKind::Photo || by_page.is_none())
    {
        return Ok(Some((kind, ReadFrom::Name, name.to_owned())));
    }
    if by_page.is_some() {
        return Ok(by_page);
    }
    let source = what_says_photos(matter, exhibit)?;
    Ok(source.map(|source| (ExhibitKind::Photo, source, item.name.clone())))
}

/// What the title and the words of a document suggest.
fn of_document(
    matter: &Matter,
    place: Place,
    document: &Document,
) -> Result<Option<Suggested>, AppError> {
    if document.date.is_some() {
        return Ok(None);
    }
    let item = item_of(matter, &document.item)?;
    let suggested = |values, title, source, from: &str, at| Suggested {
        sure: true,
        subject: Subject::Document(document.id),
        place: Some(place),
        of: name_of_document(document, item),
        field: ConcludedField::Date,
        values,
        title,
        source,
        from: from.to_owned(),
        at,
    };
    let named = document.title.as_deref();
    if let Some((UnsureDate { dates, title }, from)) =
        named.and_then(|from| Some((unsure_date(from)?, from)))
    {
        let dates = dates.into_iter().map(Value::Date).collect();
        return Ok(Some(suggested(dates, title, ReadFrom::Name, from, None)));
    }
    let words = Words::of(document, item);
    let said = words
        .get(PaperField::Made)
        .filter(|_| document.role.is_paper() && !document.unsigned);
    Ok(said.map(|said| {
        let at = Some((document.id, said.page));
        let dates = from_words::dates(said);
        suggested(dates, None, ReadFrom::FirstPage, &said.line, at)
    }))
}

pub(crate) fn name_of_exhibit(exhibit: &Exhibit, first: &Item) -> String {
    if exhibit.title.is_empty() {
        first.name.clone()
    } else {
        exhibit.title.clone()
    }
}

pub(crate) fn name_of_document(document: &Document, item: &Item) -> String {
    let title = document.title.clone();
    title.unwrap_or_else(|| item.name.clone())
}

fn unsure_date(title: &str) -> Option<UnsureDate> {
    // A title has no extension that could be cut off.
    name_facts(format!("{title}.pdf").as_ref(), &Siblings::default()).unsure
}

/// What says that every paper of an exhibit is a photo: the camera that it names, or that it was
/// read and nothing like words is on it. A photo of a paper is none: one that was cut out, or has
/// words that were surely read.
fn what_says_photos(matter: &Matter, exhibit: &Exhibit) -> Result<Option<ReadFrom>, AppError> {
    let mut source = ReadFrom::Camera;
    for document in &exhibit.documents {
        let item = item_of(matter, &document.item)?;
        let Some(photo) = item.photo.as_ref() else {
            return Ok(None);
        };
        let read = item.read.as_ref();
        let has_words = read.is_some_and(|read| read.sure_first_words().is_some());
        if has_words || !document.straightened.is_empty() {
            return Ok(None);
        }
        if photo.camera.is_none() {
            let wordless = read.and_then(|read| read.without_words());
            if !wordless.is_some_and(|pages| pages.contains(1)) {
                return Ok(None);
            }
            source = ReadFrom::Picture;
        }
    }
    Ok(Some(source))
}

/// Suggestions as people see them; `label` says what the court calls an exhibit.
pub(crate) fn views(
    texts: &Catalogue,
    found: &[Suggested],
    label: &dyn Fn(ExhibitId) -> Option<String>,
) -> Vec<Conclusion> {
    let views = found.iter().map(|one| view(texts, one, label));
    views.collect()
}

fn view(
    texts: &Catalogue,
    one: &Suggested,
    label: &dyn Fn(ExhibitId) -> Option<String>,
) -> Conclusion {
    Conclusion {
        id: one.id(),
        place: one.place.map_or_else(|| "facts".to_owned(), place_word),
        label: match one.place {
            Some(Place::Exhibit(id)) => label(id),
            Some(Place::Front | Place::Back) | None => None,
        },
        of: one.of.clone(),
        field: one.field,
        values: one.values.iter().map(Value::word).collect(),
        shown: one.values.iter().map(|value| value.shown(texts)).collect(),
        source: one.source,
        from: one.from.clone(),
        at: one.at.map(|(document, page)| ReadAt {
            document: document.to_string(),
            page,
        }),
        title: one.title.clone(),
        sure: one.sure,
        taken: false,
    }
}

/// The dates of new exhibits and documents that were certain in their names.
pub(crate) fn taken(
    state: &State,
    id: &MatterId,
    before: &Matter,
) -> Result<Vec<Conclusion>, AppError> {
    let matter = state.vault.matter(id)?;
    let had: BTreeSet<ExhibitId> = before.exhibits.iter().map(|exhibit| exhibit.id).collect();
    let held: BTreeSet<DocumentId> = before.documents().map(|document| document.id).collect();
    let mut found = Vec::new();
    let mut add = |subject, place, of: String, date: Option<Date>, from: &str| {
        found.extend(date.map(|date| Suggested {
            sure: true,
            subject,
            place: Some(place),
            of,
            field: ConcludedField::Date,
            values: vec![Value::Date(date)],
            title: None,
            source: ReadFrom::Name,
            from: from.to_owned(),
            at: None,
        }));
    };
    let new = |exhibit: &&Arc<Exhibit>| !had.contains(&exhibit.id);
    for exhibit in matter.exhibits.iter().filter(new) {
        if let Some(first) = exhibit.documents.first() {
            let item = item_of(&matter, &first.item)?;
            let (place, of) = (Place::Exhibit(exhibit.id), name_of_exhibit(exhibit, item));
            // The date of several papers was in the name of their folder, not of the first.
            let from = match exhibit.documents.as_slice() {
                [_] => item.name.clone(),
                _ => of.clone(),
            };
            add(Subject::Exhibit(exhibit.id), place, of, exhibit.date, &from);
        }
    }
    let inside = matter.exhibits.iter().flat_map(|exhibit| {
        let place = Place::Exhibit(exhibit.id);
        exhibit.documents.iter().map(move |one| (place, one))
    });
    let front = matter.front.iter().map(|one| (Place::Front, one));
    let back = matter.back.iter().map(|one| (Place::Back, one));
    for (place, document) in inside.chain(front).chain(back) {
        if !held.contains(&document.id) {
            let item = item_of(&matter, &document.item)?;
            let of = name_of_document(document, item);
            add(
                Subject::Document(document.id),
                place,
                of,
                document.date,
                &item.name,
            );
        }
    }
    let labels = labels(state, id)?;
    let mut views = views(state.texts(), &found, &|id| labels.get(&id).cloned());
    for view in &mut views {
        view.taken = true;
    }
    Ok(views)
}
