//! The outline of the dossier: cover, table, exhibits, their documents, and within them the papers' own outlines.

use std::collections::BTreeMap;

use expediente_model::{Catalogue, DocumentId};
use expediente_pdf::{Outline, OutlineNode};

use crate::plan::{BundlePlan, PlannedDocument, PlannedSheet, PlannedVolume};

/// Builds that of one volume. `own` holds, for documents that have one, their outline; its pages are those of the file already.
pub(crate) fn outline(
    plan: &BundlePlan,
    volume: &PlannedVolume,
    texts: &Catalogue,
    own: &mut BTreeMap<DocumentId, Vec<Outline>>,
) -> Vec<Outline> {
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
        entry.children = own.remove(&planned.id).unwrap_or_default();
        entry
    };
    let mut top: Vec<Outline> = plan.front.iter().filter(here).map(&mut document).collect();
    let exhibits: Vec<Outline> = plan
        .exhibits
        .get(volume.exhibits.clone())
        .unwrap_or_default()
        .iter()
        .map(|exhibit| {
            let values = [
                ("label", exhibit.label.to_string()),
                ("title", exhibit.heading.to_string()),
            ];
            let mut entry = entry(&texts.fill("dossier.outline.exhibit", values), exhibit.slip);
            entry.children = exhibit.documents.iter().map(&mut document).collect();
            // A single document without a name or chapters of its own says nothing that the exhibit does not say.
            if let ([only], [document]) = (entry.children.as_slice(), exhibit.documents.as_slice())
                && only.children.is_empty()
                && !document.named
            {
                entry.children.clear();
            }
            entry
        })
        .collect();
    for (at, page) in plan
        .pages
        .iter()
        .enumerate()
        .take(volume.pages.end)
        .skip(volume.pages.start)
    {
        match page.sheet {
            PlannedSheet::Cover => top.push(entry(texts.text("dossier.outline.cover"), at)),
            PlannedSheet::Table(0) => top.push(entry(texts.text("dossier.table.title"), at)),
            _ => {}
        }
    }
    top.extend(exhibits);
    top.extend(plan.back.iter().filter(here).map(&mut document));
    top
}

/// A paper's own outline, its pages replaced by those of the dossier. An entry whose page is not in the dossier goes,
/// and what stands under it moves up.
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
