//! The outline of a volume: cover, table, exhibits, their documents, and below them the outlines of
//! the papers.

use std::collections::BTreeMap;

use expediente_model::{Catalogue, DocumentId};
use expediente_pdf::{Outline, OutlineNode};

use crate::error::BundleError;
use crate::plan::bundle_plan::{BundlePlan, PlannedDocument, PlannedSheet, PlannedVolume};

/// Builds the outline of a volume. `own` has the outlines of the papers by document, already with
/// pages of this file.
pub(crate) fn outline(
    plan: &BundlePlan,
    volume: &PlannedVolume,
    texts: &Catalogue,
    own: &mut BTreeMap<DocumentId, Vec<Outline>>,
) -> Result<Vec<Outline>, BundleError> {
    let here = |document: &&PlannedDocument| volume.pages.contains(&document.first);
    let entry = |title: &str, page: usize| {
        let label = plan.label(page);
        let title = match label {
            Some(label) => {
                let values = [("title", title.to_owned()), ("page", label.to_string())];
                texts.fill("dossier.outline.entry", values)
            }
            None => title.to_owned(),
        };
        Outline {
            title,
            page: page - volume.pages.start,
            open: false,
            children: Vec::new(),
        }
    };
    let mut document = |planned: &PlannedDocument| {
        let mut entry = entry(&planned.title, planned.first);
        // Few papers have an outline of their own.
        entry.children = own.remove(&planned.id).unwrap_or_default();
        entry
    };
    let mut top: Vec<Outline> = plan.front.iter().filter(here).map(&mut document).collect();
    let exhibits: Vec<Outline> = plan
        .exhibits_in(volume)?
        .iter()
        .map(|exhibit| {
            let values = [
                ("label", exhibit.label.to_string()),
                ("title", exhibit.heading.to_string()),
            ];
            let mut entry = entry(&texts.fill("dossier.outline.exhibit", values), exhibit.slip);
            entry.children = exhibit.documents.iter().map(&mut document).collect();
            // A single document without a name or chapters of its own adds nothing to the exhibit's
            // entry.
            if let ([only], [document]) = (entry.children.as_slice(), exhibit.documents.as_slice())
                && only.children.is_empty()
                && !document.named
            {
                entry.children.clear();
            }
            entry
        })
        .collect();
    for (at, page) in volume.pages.clone().zip(plan.pages_in(&volume.pages)?) {
        match page.sheet {
            PlannedSheet::Cover => top.push(entry(texts.text("dossier.outline.cover"), at)),
            PlannedSheet::Table(0) => top.push(entry(texts.text("dossier.table.title"), at)),
            _ => {}
        }
    }
    top.extend(exhibits);
    top.extend(plan.back.iter().filter(here).map(&mut document));
    Ok(top)
}

/// A paper's own outline with its pages replaced by those of the dossier. An entry whose page is
/// not in the dossier is dropped, and its children move up.
pub(crate) fn translated(
    nodes: &[OutlineNode],
    page: &impl Fn(usize) -> Option<usize>,
) -> Vec<Outline> {
    let mut entries = Vec::new();
    for node in nodes {
        let children = translated(&node.children, page);
        // A heading without a page of its own leads to its first chapter.
        let at = node.page.and_then(page).or_else(|| match node.page {
            None => children.first().map(|child| child.page),
            Some(_) => None,
        });
        match at {
            Some(at) => entries.push(Outline {
                title: node.title.clone(),
                page: at,
                open: false,
                children,
            }),
            None => entries.extend(children),
        }
    }
    entries
}
