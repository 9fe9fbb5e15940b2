//! Draws the planned pages that are ours, all into one PDF in memory, about 3 KB a page.

use std::collections::BTreeMap;
use std::ops::Range;

use expediente_model::Catalogue;
use expediente_pdf::{Sheet, SourceId};

use crate::court::profile::Profile;
use crate::error::BundleError;
use crate::front_matter::area::Area;
use crate::front_matter::canvas::Canvas;
use crate::front_matter::cover::draw_cover;
use crate::front_matter::lists::listing::draw_listing;
use crate::front_matter::photos::draw_captions;
use crate::front_matter::save::save;
use crate::front_matter::slip::{Slip, draw_slip};
use crate::front_matter::table::draw_table;
use crate::front_matter::words;
use crate::plan::bundle_plan::{BundlePlan, PlannedSheet};
use crate::write::render_input::RenderInput;

/// The drawn pages.
pub(crate) struct FrontMatter {
    /// A PDF of them; empty where there are none.
    pub(crate) bytes: Vec<u8>,
    /// The drawn page of each page of the dossier that has one. A photo sheet without captions has
    /// none.
    pub(crate) sheets: BTreeMap<usize, usize>,
    /// The area of the link back to the table on each slip sheet.
    pub(crate) ways_back: BTreeMap<usize, Area>,
}

impl FrontMatter {
    /// The drawn sheet of a page of the dossier.
    pub(crate) fn sheet(&self, at: usize, drawn: Option<SourceId>) -> Option<Sheet> {
        self.sheets
            .get(&at)
            .zip(drawn)
            .map(|(&index, source)| Sheet::Source { source, index })
    }
}

/// Draws those of the pages from `wanted.start` to `wanted.end` that are ours.
pub(crate) fn draw_front_matter(
    input: &RenderInput,
    wanted: Range<usize>,
) -> Result<FrontMatter, BundleError> {
    let RenderInput {
        plan,
        profile,
        texts,
        fonts,
        matter,
        ..
    } = input;
    let mut drawn = Vec::new();
    let mut sheets = BTreeMap::new();
    let mut ways_back = BTreeMap::new();
    for (at, page) in wanted.clone().zip(plan.pages_in(&wanted)?) {
        let mut canvas = Canvas::new(fonts, profile.paper.size());
        match &page.sheet {
            PlannedSheet::Cover => {
                let (volume, total) = (plan.volume_of(at)?.0 + 1, plan.volumes.len());
                let volume = (total > 1).then_some((volume, total));
                let facts = matter.facts.printed_in(matter.facts.language);
                draw_cover(&mut canvas, &facts, profile.caption, volume, texts);
            }
            PlannedSheet::Table(part) => {
                let here = &plan.volume_of(at)?.1.exhibits;
                let word = words::exhibit(texts, profile);
                draw_table(
                    &mut canvas,
                    &plan.table,
                    *part,
                    &plan.rows,
                    here,
                    texts,
                    &word,
                )?;
            }
            PlannedSheet::Slip(index) => {
                let slip = slip(plan, *index, profile, texts)?;
                let way_back = draw_slip(&mut canvas, &slip, profile.tabs.sheet, texts);
                ways_back.insert(at, way_back);
            }
            PlannedSheet::Listing(page) => draw_listing(&mut canvas, &page.0),
            PlannedSheet::Photos { size, photos, .. } => {
                let cells: Vec<_> = photos.iter().map(|photo| photo.cell.clone()).collect();
                if cells
                    .iter()
                    .all(|cell| cell.caption.is_empty() && cell.particulars.is_empty())
                {
                    continue;
                }
                canvas = Canvas::new(fonts, *size);
                draw_captions(&mut canvas, &cells);
            }
            PlannedSheet::Paper { .. } => continue,
        }
        sheets.insert(at, drawn.len());
        drawn.push(canvas.finish());
    }
    let bytes = if drawn.is_empty() {
        Vec::new()
    } else {
        save(fonts, drawn)?
    };
    Ok(FrontMatter {
        bytes,
        sheets,
        ways_back,
    })
}

/// The words of the slip sheet of an entry of the plan's exhibits.
fn slip(
    plan: &BundlePlan,
    entry: usize,
    profile: &Profile,
    texts: &Catalogue,
) -> Result<Slip, BundleError> {
    let exhibit = plan.exhibit_at(entry)?;
    let row = plan.rows.get(entry);
    let row = row.ok_or(BundleError::Bug("an exhibit without a row of the table"))?;
    // A single document is the exhibit itself.
    let named = if exhibit.documents.len() > 1 {
        exhibit.documents.as_slice()
    } else {
        &[]
    };
    let documents = named.iter().map(|document| {
        let pages = plan.range(document.first, document.last);
        // Where papers are joined, the table has no place for the date of each.
        let title = if document.particulars.is_empty() {
            document.title.to_string()
        } else {
            format!("{} ({})", document.title, document.particulars)
        };
        (title, pages)
    });
    Ok(Slip {
        word: words::exhibit(texts, profile),
        label: row.label.to_string(),
        title: row.title.to_string(),
        particulars: row.particulars.to_string(),
        pages: texts.fill("dossier.slip.pages", [("pages", row.pages.clone())]),
        documents: documents.collect(),
    })
}
