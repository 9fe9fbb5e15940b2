//! The note on differences, as a page for the court: what is right, what papers write otherwise,
//! where, and why. A person wrote the reasons.

use std::path::Path;

use expediente_bundle::{
    ListColumn, ListPart, ListTable, Listing, Places, Spelled, list_file, spellings,
};
use expediente_model::{Catalogue, MatterId};

use crate::differences::view::shown;
use crate::error::AppError;
use crate::output_path::can_write;
use crate::request_error::RequestError;
use crate::state::State;
use crate::store::atomic_file::write_durably;
use crate::views::plans::{self, Planned};

pub(super) fn print(state: &State, id: &MatterId, file: &Path) -> Result<(), AppError> {
    can_write(file)?;
    let planned = plans::planned(state, id)?;
    let facts = &planned.matter.facts;
    let texts = state.assets.dossier_texts(facts.language, &planned.profile);
    let parts = parts(&planned, texts)?;
    if parts.is_empty() {
        return Err(RequestError::NothingExplained.into());
    }
    let mut all = vec![ListPart::Text(texts.text("dossier.note.text").to_owned())];
    all.extend(parts);
    let listing = Listing {
        title: texts.text("dossier.note.title").to_owned(),
        subtitle: facts.person.clone(),
        parts: all,
    };
    let size = planned.profile.paper.size();
    let bytes = list_file(&state.assets.fonts, size, &listing)?;
    write_durably(file, &bytes)
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
