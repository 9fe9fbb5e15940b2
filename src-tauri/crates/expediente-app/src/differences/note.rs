//! The note on differences, as a page for the court: what is right, what papers write otherwise,
//! where, and why. A person wrote the reasons.

use std::path::Path;

use expediente_bundle::{
    ListColumn, ListPart, ListTable, Listing, Places, PlannedFinding, Spelled, list_file, spellings,
};
use expediente_model::{
    Act, Catalogue, Change, Code, Digest, Document, Exhibit, Facts, Finding, Language, Matter,
    MatterId, Place, Role, TextField,
};
use expediente_vault::VaultError;

use crate::differences::view::shown;
use crate::error::AppError;
use crate::filing::made_paper::read_made;
use crate::output_path::can_write;
use crate::request_error::RequestError;
use crate::state::State;
use crate::store::atomic_file::write_durably;
use crate::views::plans::{self, Planned};
use crate::watch::Quiet;

pub(super) fn print(state: &State, id: &MatterId, file: &Path) -> Result<(), AppError> {
    can_write(file)?;
    let (_, bytes) = drawn(state, id)?;
    write_durably(file, &bytes)
}

/// Times that the note is drawn until it names the pages of the dossier that it is in: with it, the
/// table of exhibits can need another page.
const ROUNDS: usize = 3;

/// Puts the note into the dossier: where an earlier one is, in its place; else as its last exhibit.
pub(super) fn add(state: &State, id: &MatterId) -> Result<String, AppError> {
    for _ in 0..ROUNDS {
        place(state, id)?;
        if stale(state, &plans::planned(state, id)?).is_none() {
            break;
        }
    }
    Ok(state.act(Act::Spelling))
}

fn place(state: &State, id: &MatterId) -> Result<(), AppError> {
    loop {
        let (listing, bytes) = drawn(state, id)?;
        let paper = read_made(state, id, &listing.title, &bytes, &Quiet::default())?;
        let original = paper.staged.item.original;
        let mut outdated = false;
        let committed = state
            .vault
            .admit_with(id, &paper.staged, &state.now(), |_| {
                let planned = plans::planned(state, id)?;
                // Another act may have changed what it says in the meantime.
                if self::listing(state, &planned).as_ref() != Some(&listing) {
                    outdated = true;
                    return Err(VaultError::Stale(id.clone()).into());
                }
                let change = placed(state, &planned.matter, original, said(&listing));
                Ok::<_, AppError>((Act::Spelling, change))
            });
        match committed {
            Err(_) if outdated => {}
            committed => return committed.map(|_| ()),
        }
    }
}

/// The change that puts the paper of a note into a matter.
fn placed(state: &State, matter: &Matter, paper: Digest, said: Digest) -> Change {
    let facts = Facts {
        note: Some(said),
        ..(*matter.facts).clone()
    };
    let mut changes = vec![Change::SetFacts {
        facts: Box::new(facts),
    }];
    let mut fresh = matter.clone();
    match note_in(matter) {
        Some(had) => changes.push(Change::SetDocument {
            document: had.with_paper(paper),
        }),
        None => {
            let title = |language| state.assets.texts(language).text("dossier.note.title");
            let own = state.language();
            let mut exhibit = Exhibit::new(fresh.fresh_exhibit_id(), title(own).to_owned());
            for language in Language::ALL.into_iter().filter(|other| *other != own) {
                let other = title(language).to_owned();
                exhibit
                    .in_languages
                    .set(language, TextField::Title, Some(other));
            }
            let document = Document {
                role: Role::DifferencesNote,
                ..Document::new(fresh.fresh_document_id(), paper)
            };
            let at = matter.exhibits.len();
            let place = Place::Exhibit(exhibit.id);
            changes.push(Change::InsertExhibit { at, exhibit });
            changes.push(Change::InsertDocument {
                place,
                at: 0,
                document,
            });
        }
    }
    Change::Batch { changes }
}

fn note_in(matter: &Matter) -> Option<&Document> {
    matter
        .documents()
        .find(|one| one.role == Role::DifferencesNote)
}

/// The finding that the note in the dossier says other things than it would now, if it does.
pub(crate) fn stale(state: &State, planned: &Planned) -> Option<PlannedFinding> {
    let matter = &planned.matter;
    let note = note_in(matter)?;
    let now = listing(state, planned).map(|listing| said(&listing));
    let is_same = now.is_some() && now == matter.facts.note;
    let (place, _) = matter.find_document(note.id).ok()?;
    let finding = PlannedFinding::new(Finding::new(Code::NoteStale));
    (!is_same).then(|| finding.at(Some(place), Some(note.id)))
}

/// What a note says, as one number.
fn said(listing: &Listing) -> Digest {
    Digest::of(format!("{listing:?}").as_bytes())
}

/// The note, and its PDF.
fn drawn(state: &State, id: &MatterId) -> Result<(Listing, Vec<u8>), AppError> {
    let planned = plans::planned(state, id)?;
    let listing = listing(state, &planned).ok_or(RequestError::NothingExplained)?;
    let size = planned.profile.paper.size();
    let bytes = list_file(&state.assets.fonts, size, &listing)?;
    Ok((listing, bytes))
}

/// What the note says; none where nothing is explained.
fn listing(state: &State, planned: &Planned) -> Option<Listing> {
    let facts = &planned.matter.facts;
    let texts = state.assets.dossier_texts(facts.language, &planned.profile);
    let parts = parts(planned, texts);
    if parts.is_empty() {
        return None;
    }
    let mut all = vec![ListPart::Text(texts.text("dossier.note.text").to_owned())];
    all.extend(parts);
    Some(Listing {
        title: texts.text("dossier.note.title").to_owned(),
        subtitle: facts.person.clone(),
        parts: all,
    })
}

fn parts(planned: &Planned, texts: &Catalogue) -> Vec<ListPart> {
    let matter = &planned.matter;
    let places = Places::of(&planned.plan);
    let mut parts = Vec::new();
    for (sort, values) in spellings(matter) {
        let Some(decided) = matter.facts.spellings.get(sort.word()) else {
            continue;
        };
        let rows = values.iter().filter_map(|spelled| {
            let reason = decided.reason(&spelled.value, matter.facts.language)?;
            Some(vec![
                shown(texts, sort, &spelled.value),
                written_at(texts, &places, spelled),
                reason.to_owned(),
            ])
        });
        let rows: Vec<Vec<String>> = rows.collect();
        if rows.is_empty() {
            continue;
        }
        let right = [
            (
                "sort",
                texts
                    .text(&format!("difference.{}", sort.word()))
                    .to_owned(),
            ),
            ("right", shown(texts, sort, &decided.right)),
        ];
        parts.push(ListPart::Heading(texts.fill("dossier.note.right", right)));
        parts.push(ListPart::Table(ListTable {
            head: vec![
                ListColumn::text(texts.text("dossier.note.written")),
                ListColumn::text(texts.text("dossier.note.where")),
                ListColumn::text(texts.text("dossier.note.why")),
            ],
            rows,
            has_sum: false,
        }));
    }
    parts
}

/// The exhibits that write a value, by their labels and pages of the dossier.
fn written_at(texts: &Catalogue, places: &Places<'_>, spelled: &Spelled) -> String {
    let at = spelled.places.iter().filter_map(|at| {
        let label = at
            .exhibit
            .and_then(|id| places.exhibit(id).first())
            .map(|placed| placed.label.to_string());
        let pages = places.pages_of_document(at.document)?;
        Some(match label {
            Some(label) => texts.fill("dossier.note.at", [("label", label), ("pages", pages)]),
            None => pages,
        })
    });
    at.collect::<Vec<_>>().join("; ")
}
