//! The checklist as a page for the family.

use std::path::Path;

use expediente_bundle::{ListColumn, ListPart, ListTable, Listing, date_in_words, list_file};
use expediente_model::{Catalogue, MatterId};

use crate::checklists::view::{self, ChecklistView, NeedStatus, NeedView};
use crate::error::AppError;
use crate::output_path::can_write;
use crate::request_error::RequestError;
use crate::state::State;
use crate::store::atomic_file::write_durably;
use crate::store::profile_store;

pub(super) fn print(state: &State, id: &MatterId, file: &Path) -> Result<(), AppError> {
    let view = view::view(state, id)?;
    let view = view.ok_or(RequestError::NoChecklistChosen)?;
    can_write(file)?;
    let matter = state.vault.matter(id)?;
    let court = profile_store::court(state, &matter.facts.profile)?;
    let listing = listing(state, &view, &matter.facts.person);
    let size = court.profile.paper.size();
    let bytes = list_file(&state.assets.fonts, size, &listing)?;
    write_durably(file, &bytes)
}

fn listing(state: &State, view: &ChecklistView, person: &str) -> Listing {
    let texts = state.texts();
    let mut group: Option<&str> = None;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for need in &view.needs {
        if need.group.as_deref() != group {
            rows.extend(need.group.clone().map(|group| vec![group]));
            group = need.group.as_deref();
        }
        rows.push(row(texts, need));
    }
    let parts = vec![
        ListPart::Text(view.status.clone()),
        ListPart::Table(ListTable {
            head: vec![
                ListColumn::text(""),
                ListColumn::text(texts.text("checklist.print.paper")),
                ListColumn::text(texts.text("checklist.print.status")),
                ListColumn::text(texts.text("checklist.print.from")),
            ],
            rows,
            has_sum: false,
        }),
    ];
    let day = date_in_words(texts, state.today());
    let subtitle = [person, day.as_str()];
    let subtitle: Vec<&str> = subtitle.into_iter().filter(|one| !one.is_empty()).collect();
    Listing {
        title: view.title.clone(),
        subtitle: subtitle.join(" · "),
        parts,
    }
}

fn row(texts: &Catalogue, need: &NeedView) -> Vec<String> {
    // Brackets are left to tick by hand: the fonts of the program have no box.
    let mark = match need.status {
        NeedStatus::There => "[✓]",
        NeedStatus::NotNeeded => "[–]",
        NeedStatus::Partly | NeedStatus::RunsOut | NeedStatus::Asked | NeedStatus::Missing => {
            "[  ]"
        }
    };
    // One page has room for where to get what is missing, not for all.
    let is_wanted = matches!(
        need.status,
        NeedStatus::Missing | NeedStatus::Asked | NeedStatus::RunsOut
    );
    let from = if is_wanted && !need.optional {
        need.from.clone()
    } else {
        String::new()
    };
    // What is missing and optional says so by its status.
    let says = if need.optional && need.status != NeedStatus::Missing {
        texts.fill("checklist.print.optional", [("paper", need.says.clone())])
    } else {
        need.says.clone()
    };
    vec![mark.to_owned(), says, need.status_words.clone(), from]
}
