//! Previews: one page of a dossier as a PDF of its own.

use expediente_pdf::{Assembler, Setup};

use crate::error::BundleError;
use crate::plan::bundle_plan::PlannedVolume;
use crate::write::document_properties::closing;
use crate::write::front_matter::draw_front_matter;
use crate::write::page_writer::{Opening, PageWriter, write_error};
use crate::write::render::open_own;
use crate::write::render_input::RenderInput;
use crate::write::sources::Sources;

/// A PDF of one page of the plan, counted from 0, drawn and stamped as [`render`] does. It has no
/// links and no outline, and of its properties only the page label is meaningful.
///
/// The bytes of the paper are not compared with their hash: that would mean reading five hundred
/// pages to show one. A preview proves nothing; the dossier is built from bytes that are compared.
///
/// # Errors
/// When there is no such page, or a paper is missing or unreadable.
///
/// [`render`]: crate::write::render::render
pub fn render_page(
    input: &RenderInput,
    at: usize,
    sources: &mut Sources,
) -> Result<Vec<u8>, BundleError> {
    let plan = input.plan;
    let planned = plan.pages.get(at).ok_or_else(|| {
        let total = plan.pages.len();
        BundleError::FrontMatter(format!("page {} was asked for; there are {total}", at + 1))
    })?;
    let mut own = draw_front_matter(input, at..at + 1)?;
    let setup = Setup {
        font: input.fonts.stamps().clone(),
        output_intent: None,
    };
    let assembler = Assembler::new(Vec::new(), 1, setup).map_err(write_error)?;
    let volume = &PlannedVolume {
        pages: at..at + 1,
        exhibits: 0..plan.exhibits.len(),
        estimate: 0,
    };
    let mut writer = PageWriter::new(input, volume, assembler, Opening::Cached(sources))?;
    let drawn = open_own(&mut own.bytes)?.map(|source| writer.assembler.source(source, &[]));
    writer.put(at, planned, own.sheet(at, drawn), Vec::new(), None)?;
    let labels = vec![plan.page_label_of(planned).into()];
    let assembled = writer
        .assembler
        .finish(closing(input, Vec::new(), labels, [0; 16]))
        .map_err(write_error)?;
    Ok(assembled.out)
}
