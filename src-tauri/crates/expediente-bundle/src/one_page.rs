//! One page of a dossier as it will be, to be looked at.

use std::collections::BTreeMap;
use std::sync::Arc;

use expediente_model::Digest;
use expediente_pdf::{Assembler, Setup, Source, StampFont};

use crate::BundleError;
use crate::own_pages::draw_own_pages;
use crate::particulars::closing;
use crate::plan::{PlannedSheet, PlannedVolume};
use crate::render::Ingredients;
use crate::writer::{Opening, Writer, stamp_font, write_error};

/// A PDF of one page of the plan, counted from 0, drawn and stamped as [`render`](crate::render) does, to be looked at. Its links lead
/// nowhere, and of what it says of itself only the page is true.
///
/// The bytes of the paper are not compared with their hash: that would mean reading five hundred pages to show one, and
/// what is looked at proves nothing. The dossier is built from bytes that are compared.
///
/// # Errors
/// When there is no such page, or a paper is not there or cannot be read.
pub fn render_page(
    ingredients: &Ingredients,
    at: usize,
    sources: &mut Sources,
) -> Result<Vec<u8>, BundleError> {
    let plan = ingredients.plan;
    let none = || {
        BundleError::FrontMatter(format!(
            "page {} was asked for; there are {}",
            at + 1,
            plan.pages.len()
        ))
    };
    let planned = plan.pages.get(at).ok_or_else(none)?;
    let mut own = draw_own_pages(ingredients, at..at + 1)?;
    let setup = Setup {
        font: sources.font(ingredients)?,
        output_intent: None,
    };
    let assembler = Assembler::new(Vec::new(), 1, setup)
        .map_err(write_error)?
        .sparing();
    let placements = match &planned.sheet {
        PlannedSheet::Paper { item, page, .. } => {
            BTreeMap::from([(*item, vec![((*page as usize).saturating_sub(1), 0)])])
        }
        _ => BTreeMap::new(),
    };
    let volume = &PlannedVolume {
        pages: at..at + 1,
        exhibits: 0..plan.exhibits.len(),
        estimate: 0,
    };
    let mut writer = Writer::new(
        ingredients,
        volume,
        assembler,
        placements,
        Opening::Kept(sources),
    );
    let drawn = writer.own_source(&mut own)?;
    writer.put(at, planned, own.sheet(at, drawn), Vec::new())?;
    let labels = vec![plan.label(at).unwrap_or_default().to_string()];
    let assembled = writer
        .assembler
        .finish(closing(ingredients, Vec::new(), labels, [0; 16]))
        .map_err(write_error)?;
    Ok(assembled.out)
}

/// Papers that stay open between pages that are looked at: the last few, and the font of the stamps.
#[derive(Debug, Default)]
pub struct Sources {
    /// By the SHA-256 of the bytes that are used; who was asked for last stands last.
    open: Vec<(Digest, Arc<Source>)>,
    font: Option<StampFont>,
}

impl Sources {
    /// How many stay open. Of each the numbers and places of its objects are held, not its bytes.
    const MOST: usize = 4;

    /// Closes all papers, so that their files can be removed.
    pub fn close(&mut self) {
        self.open.clear();
    }

    /// The paper of these bytes, opened if it is not.
    pub(crate) fn get_or(
        &mut self,
        digest: Digest,
        open: impl FnOnce() -> Result<Arc<Source>, BundleError>,
    ) -> Result<Arc<Source>, BundleError> {
        let found = match self.open.iter().position(|(open, _)| *open == digest) {
            Some(at) => self.open.remove(at).1,
            None => open()?,
        };
        if self.open.len() >= Self::MOST {
            self.open.remove(0);
        }
        self.open.push((digest, Arc::clone(&found)));
        Ok(found)
    }

    fn font(&mut self, ingredients: &Ingredients) -> Result<StampFont, BundleError> {
        if let Some(font) = &self.font {
            return Ok(font.clone());
        }
        Ok(self.font.insert(stamp_font(ingredients)?).clone())
    }
}
