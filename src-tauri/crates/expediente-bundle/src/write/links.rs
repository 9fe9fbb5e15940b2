//! Links on our own pages: from the table to the exhibits, and back.

use std::collections::BTreeMap;

use expediente_model::Catalogue;
use expediente_pdf::{Link, Rect};

use crate::error::BundleError;
use crate::front_matter::area::Area;
use crate::plan::bundle_plan::{BundlePlan, PlannedPage, PlannedSheet, PlannedVolume};

/// The links of the page at `at`. They lead to pages of the same file.
pub(crate) fn links(
    plan: &BundlePlan,
    volume: &PlannedVolume,
    at: usize,
    ways_back: &BTreeMap<usize, Area>,
    planned: &PlannedPage,
    texts: &Catalogue,
) -> Result<Vec<Link>, BundleError> {
    match &planned.sheet {
        PlannedSheet::Table(page) => {
            let page = plan
                .table
                .pages
                .get(*page)
                .ok_or(BundleError::Bug("the table has fewer pages than the plan"))?;
            let mut links = Vec::new();
            for line in &page.lines {
                // A link cannot lead to another file, which may be anywhere: its volume and page
                // are printed instead.
                if line.heading || !volume.exhibits.contains(&line.row) {
                    continue;
                }
                let exhibit = plan.exhibit_at(line.row)?;
                let values = [
                    ("label", exhibit.label.to_string()),
                    ("title", exhibit.heading.to_string()),
                    ("pages", plan.range(exhibit.slip, exhibit.last)),
                ];
                links.push(Link {
                    rect: rect(line.area),
                    page: exhibit.slip - volume.pages.start,
                    alt: texts.fill("dossier.table.link", values),
                });
            }
            Ok(links)
        }
        PlannedSheet::Slip(index) => {
            let area = ways_back.get(&at).ok_or(BundleError::Bug(
                "a slip sheet without a way back to the table",
            ))?;
            Ok(vec![Link {
                rect: rect(*area),
                page: plan.table_page_of(*index)? - volume.pages.start,
                alt: texts.text("dossier.slip.back").to_owned(),
            }])
        }
        PlannedSheet::Cover
        | PlannedSheet::Listing(_)
        | PlannedSheet::Paper { .. }
        | PlannedSheet::Photos { .. } => Ok(Vec::new()),
    }
}

/// An area as the assembler takes it.
pub(crate) fn rect(area: Area) -> Rect {
    Rect::new(
        area.left,
        area.bottom,
        area.left + area.width,
        area.bottom + area.height,
    )
}
