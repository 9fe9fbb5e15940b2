//! What a dossier says of itself: properties, identity, how it opens.

use std::collections::BTreeMap;

use expediente_model::{Digest, Facts};
use expediente_pdf::{Closing, OpenAt, Outline, Properties, Timestamp};

use crate::plan::PlannedVolume;
use crate::profile::Open;
use crate::render::Ingredients;

pub(crate) fn closing(
    ingredients: &Ingredients,
    outline: Vec<Outline>,
    labels: Vec<String>,
    id: [u8; 16],
) -> Closing {
    let facts = &ingredients.matter.facts;
    let (year, month, day, hour, minute, second) = ingredients.created;
    Closing {
        outline,
        labels,
        info: Properties {
            title: document_title(ingredients),
            language: facts.language.tag().to_owned(),
            author: Some(facts.filer.name.clone()).filter(|name| !name.is_empty()),
            created: Timestamp {
                year,
                month,
                day,
                hour,
                minute,
                second,
            },
            producer: "Expediente".to_owned(),
        },
        id,
        open_at: match ingredients.profile.open {
            Open::Zoom(zoom) => OpenAt::Zoom(zoom),
            Open::Width => OpenAt::FitWidth,
        },
    }
}

/// What a viewer shows in its title bar.
fn document_title(ingredients: &Ingredients) -> String {
    let facts = &ingredients.matter.facts;
    let title = if facts.title.is_empty() {
        ingredients.texts.text("dossier.untitled-filing")
    } else {
        &facts.title
    };
    if facts.person.is_empty() {
        title.to_owned()
    } else {
        format!("{} — {title}", facts.person)
    }
}

/// The /ID of the file: from the papers, the plan and the options, so that the same dossier has the same one.
pub(crate) fn identity(ingredients: &Ingredients, volume: &PlannedVolume) -> [u8; 16] {
    let plan = ingredients.plan;
    // What was answered to findings changes nothing in the file.
    let facts = Facts {
        answers: BTreeMap::new(),
        ..(*ingredients.matter.facts).clone()
    };
    // Without the ids of exhibits and documents: a case that was handed over has new ones and is the same dossier.
    let inside = plan.exhibits.iter().flat_map(|exhibit| &exhibit.documents);
    let documents: Vec<_> = inside
        .map(|document| (&document.title, document.first, document.last))
        .collect();
    let said = format!(
        "{facts:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{documents:?}\n{:?}",
        ingredients.profile, plan.numbering, plan.pages, plan.rows, volume.pages
    );
    let mut id = [0; 16];
    id.iter_mut()
        .zip(Digest::of(said.as_bytes()).as_bytes())
        .for_each(|(to, from)| *to = *from);
    id
}
