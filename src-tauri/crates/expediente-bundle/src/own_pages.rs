//! The pages of a dossier that are ours: drawn by printpdf into memory, with what stands where on them.

use std::collections::BTreeMap;
use std::ops::Range;

use expediente_model::Catalogue;
use expediente_pdf::{Link, Rect, Sheet, SourceId};

use crate::BundleError;
use crate::pages::{self, Area, Canvas, Slip};
use crate::plan::{BundlePlan, PlannedPage, PlannedSheet, PlannedVolume};
use crate::render::Ingredients;

/// The pages that printpdf drew.
pub(crate) struct OwnPages {
    pub(crate) bytes: Vec<u8>,
    /// Which drawn page belongs to which page of the dossier. A photo sheet without captions has none.
    pub(crate) sheets: BTreeMap<usize, usize>,
    /// Where each slip sheet's way back to the table stands.
    pub(crate) ways_back: BTreeMap<usize, Area>,
}

impl OwnPages {
    /// The drawn sheet of a page of the dossier.
    pub(crate) fn sheet(&self, at: usize, drawn: Option<SourceId>) -> Option<Sheet> {
        self.sheets
            .get(&at)
            .zip(drawn)
            .map(|(&index, source)| Sheet::Source { source, index })
    }
}

/// Draws those pages of ours that stand between two places in the plan.
pub(crate) fn draw_own_pages(
    ingredients: &Ingredients,
    wanted: Range<usize>,
) -> Result<OwnPages, BundleError> {
    let Ingredients {
        plan,
        profile,
        texts,
        fonts,
        matter,
        ..
    } = ingredients;
    let mut drawn = Vec::new();
    let mut sheets = BTreeMap::new();
    let mut ways_back = BTreeMap::new();
    for (at, page) in plan
        .pages
        .iter()
        .enumerate()
        .take(wanted.end)
        .skip(wanted.start)
    {
        let mut canvas = Canvas::new(fonts, profile.paper.size());
        match &page.sheet {
            PlannedSheet::Cover => {
                let (volume, total) = (plan.volume_of(at) + 1, plan.volumes.len());
                let volume = (total > 1).then_some((volume, total));
                pages::draw_cover(&mut canvas, &matter.facts, profile.caption, volume, texts);
            }
            PlannedSheet::Table(part) => {
                let here = plan
                    .volumes
                    .get(plan.volume_of(at))
                    .map_or(0..0, |volume| volume.exhibits.clone());
                pages::draw_table(&mut canvas, &plan.table, *part, &plan.rows, &here, texts);
            }
            PlannedSheet::Slip(index) => {
                let Some(slip) = Slip::of(plan, *index, profile, texts) else {
                    continue;
                };
                ways_back.insert(
                    at,
                    pages::draw_slip(&mut canvas, &slip, profile.tabs.sheet, texts),
                );
            }
            PlannedSheet::Photos { size, photos, .. } => {
                let cells: Vec<_> = photos.iter().map(|photo| photo.cell.clone()).collect();
                if cells
                    .iter()
                    .all(|cell| cell.caption.is_empty() && cell.particulars.is_empty())
                {
                    continue;
                }
                canvas = Canvas::new(fonts, *size);
                pages::draw_captions(&mut canvas, &cells);
            }
            PlannedSheet::Paper { .. } => continue,
        }
        sheets.insert(at, drawn.len());
        drawn.push(canvas.finish());
    }
    if drawn.is_empty() {
        return Ok(OwnPages {
            bytes: Vec::new(),
            sheets,
            ways_back,
        });
    }
    let bytes = pages::save(fonts, drawn)?;
    Ok(OwnPages {
        bytes,
        sheets,
        ways_back,
    })
}

/// The links of a page of ours; they lead to pages of the same file.
pub(crate) fn links(
    plan: &BundlePlan,
    volume: &PlannedVolume,
    at: usize,
    ways_back: &BTreeMap<usize, Area>,
    planned: &PlannedPage,
    texts: &Catalogue,
) -> Vec<Link> {
    match &planned.sheet {
        PlannedSheet::Table(page) => {
            let lines = plan
                .table
                .pages
                .get(*page)
                .map(|page| page.lines.as_slice())
                .unwrap_or_default();
            // To another file no link leads: a reader has it elsewhere, and its printed volume and page say where.
            let rows = lines
                .iter()
                .filter(|line| !line.heading && volume.exhibits.contains(&line.row));
            rows.filter_map(|line| {
                let exhibit = plan.exhibits.get(line.row)?;
                let values = [
                    ("label", exhibit.label.to_string()),
                    ("title", exhibit.heading.to_string()),
                    ("pages", plan.range(exhibit.slip, exhibit.last)),
                ];
                let alt = texts.fill("dossier.table.link", values);
                Some(Link {
                    rect: rect(line.area),
                    page: exhibit.slip - volume.pages.start,
                    alt,
                })
            })
            .collect()
        }
        PlannedSheet::Slip(index) => ways_back
            .get(&at)
            .map(|area| Link {
                rect: rect(*area),
                page: plan.table_page_of(*index) - volume.pages.start,
                alt: texts.text("dossier.slip.back").to_owned(),
            })
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn rect(area: Area) -> Rect {
    Rect::new(
        area.left,
        area.bottom,
        area.left + area.width,
        area.bottom + area.height,
    )
}
