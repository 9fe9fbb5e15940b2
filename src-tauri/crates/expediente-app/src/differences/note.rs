//! The note on differences, as a page for the court: what is right, what papers write otherwise,
//! where, and why. A person wrote the reasons.

use std::collections::BTreeSet;
use std::path::Path;

use expediente_bundle::{
    ListColumn, ListPart, ListTable, Listing, Places, Spelled, list_file, spellings,
};
use expediente_model::{Act, Catalogue, Document, DocumentId, MatterId};

use crate::differences::view::shown;
use crate::edit::arrange::arrange;
use crate::edit::arrangement::Arrangement;
use crate::error::{AppError, At};
use crate::intake::folder;
use crate::intake::options::FolderOptions;
use crate::output_path::can_write;
use crate::platform;
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

/// Puts the note into the dossier, as its last exhibit, in the place of an earlier one.
pub(super) fn add(state: &State, id: &MatterId) -> Result<String, AppError> {
    let (title, bytes) = drawn(state, id)?;
    let staging = state.vault.staging();
    let folder = platform::private_folder_in(&staging, "note-").at(&staging)?;
    let name = format!("{title}.pdf");
    let file = folder.path().join(&name);
    write_durably(&file, &bytes)?;
    let notes = || -> Result<BTreeSet<DocumentId>, AppError> {
        let matter = state.vault.matter(id)?;
        let is_note = |one: &&Document| {
            let item = matter.items.get(&one.item);
            item.is_some_and(|item| item.name == name)
        };
        Ok(matter
            .documents()
            .filter(is_note)
            .map(|one| one.id)
            .collect())
    };
    let earlier = notes()?;
    let options = FolderOptions {
        act: Some(Act::Spelling),
        ..FolderOptions::default()
    };
    folder::add(state, id, &[file], &options, &Quiet::default())?;
    if !earlier.is_empty() && notes()?.len() > earlier.len() {
        let remove = Arrangement::Remove {
            exhibits: Vec::new(),
            documents: earlier.iter().map(ToString::to_string).collect(),
        };
        arrange(state, id, &remove)?;
    }
    Ok(state.act(Act::Spelling))
}

/// The title of the note, and its PDF.
fn drawn(state: &State, id: &MatterId) -> Result<(String, Vec<u8>), AppError> {
    let planned = plans::planned(state, id)?;
    let facts = &planned.matter.facts;
    let texts = state.assets.dossier_texts(facts.language, &planned.profile);
    let parts = parts(&planned, texts)?;
    if parts.is_empty() {
        return Err(RequestError::NothingExplained.into());
    }
    let mut all = vec![ListPart::Text(texts.text("dossier.note.text").to_owned())];
    all.extend(parts);
    let title = texts.text("dossier.note.title").to_owned();
    let listing = Listing {
        title: title.clone(),
        subtitle: facts.person.clone(),
        parts: all,
    };
    let size = planned.profile.paper.size();
    Ok((title, list_file(&state.assets.fonts, size, &listing)?))
}

fn parts(planned: &Planned, texts: &Catalogue) -> Result<Vec<ListPart>, AppError> {
    let matter = &planned.matter;
    let places = Places::of(&planned.plan);
    let mut parts = Vec::new();
    for (sort, values) in spellings(matter) {
        let Some(decided) = matter.facts.spellings.get(sort.word()) else {
            continue;
        };
        let rows = values.iter().filter_map(|spelled| {
            let reason = decided.explained.get(&spelled.value)?;
            Some(vec![
                shown(texts, sort, &spelled.value),
                written_at(texts, &places, spelled),
                reason.clone(),
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
    Ok(parts)
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
