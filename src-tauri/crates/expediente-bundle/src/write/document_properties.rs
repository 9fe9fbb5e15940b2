//! The properties and the identity of a file, and the zoom that it opens at.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use expediente_model::{Facts, InLanguages};
use expediente_pdf::{CatalogEntries, OpenAt, Outline, Properties, Timestamp};
use sha2::{Digest as _, Sha256};

use crate::court::open::Open;
use crate::plan::bundle_plan::{PlannedSheet, PlannedVolume};
use crate::write::render_input::RenderInput;

/// Everything that the assembler writes after the last page.
pub(crate) fn closing(
    input: &RenderInput,
    outline: Vec<Outline>,
    labels: Vec<String>,
    id: [u8; 16],
) -> CatalogEntries {
    let facts = &input.matter.facts;
    let (year, month, day, hour, minute, second) = input.created;
    CatalogEntries {
        outline,
        labels,
        info: Properties {
            title: document_title(input),
            language: facts.language.tag().to_owned(),
            author: match facts.filer.name.as_str() {
                "" => None,
                name => Some(name.to_owned()),
            },
            created: Timestamp {
                year,
                month,
                day,
                hour,
                minute,
                second,
            },
            producer: "Expediente".to_owned(),
            archival: is_archival(input),
        },
        id,
        open_at: match input.profile.open {
            Open::Zoom(zoom) => OpenAt::Zoom(zoom),
            Open::Width => OpenAt::FitWidth,
        },
    }
}

/// Whether all papers of the dossier are known to be as PDF/A-2b wants them. Our own pages are, and
/// photos on them, unless they are made of inks, which the assembler sees.
fn is_archival(input: &RenderInput) -> bool {
    input.plan.pages.iter().all(|page| match &page.sheet {
        PlannedSheet::Paper { item, .. } => {
            let item = input.matter.items.get(item);
            let facts = item.and_then(|item| item.page_facts.as_ref());
            facts.is_some_and(|facts| facts.archival)
        }
        _ => true,
    })
}

/// The title that a viewer shows in its title bar.
fn document_title(input: &RenderInput) -> String {
    let written = &input.matter.facts;
    let facts = written.printed_in(written.language);
    let title = if facts.title.is_empty() {
        input.texts.text("dossier.untitled-filing")
    } else {
        &facts.title
    };
    if facts.person.is_empty() {
        title.to_owned()
    } else {
        format!("{} — {title}", facts.person)
    }
}

/// The /ID of the file, computed from the plan and the options, so that the same dossier always has
/// the same one.
///
/// It hashes `Debug` texts; the types that go into it say so. `changed` names the pages that are
/// not as they came in.
pub(crate) fn identity(input: &RenderInput, volume: &PlannedVolume, changed: &str) -> [u8; 16] {
    let plan = input.plan;
    // Answers to findings, the names of children, papers that are not there, the checklist, and
    // texts in a language that is not printed change nothing in the file.
    let written = &input.matter.facts;
    let facts = Facts {
        answers: BTreeMap::new(),
        minors: Vec::new(),
        still_to_get: Vec::new(),
        checklist: None,
        spellings: BTreeMap::new(),
        note: None,
        in_languages: InLanguages::default(),
        ..written.printed_in(written.language).into_owned()
    };
    // Ids of exhibits and documents are left out: a case that was handed over has new ones and is
    // the same dossier.
    let inside = plan.exhibits.iter().flat_map(|exhibit| &exhibit.documents);
    let documents: Vec<_> = inside
        .map(|document| (&document.title, document.first, document.last))
        .collect();
    let mut hash = Hashed::default();
    // Hashing cannot fail.
    let _ = write!(
        hash,
        "{facts:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{documents:?}\n{:?}{changed}",
        input.profile, plan.numbering, plan.pages, plan.rows, volume.pages
    );
    let mut id = [0; 16];
    id.iter_mut()
        .zip(hash.0.finalize())
        .for_each(|(to, from)| *to = from);
    id
}

/// Hashes a text while it is made: that of a long dossier would fill the memory.
#[derive(Default)]
struct Hashed(Sha256);

impl fmt::Write for Hashed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text);
        Ok(())
    }
}
