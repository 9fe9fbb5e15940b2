//! Pages that were drawn, as a PDF.

use printpdf::{ParsedFont, PdfDocument, PdfFont, PdfPage, PdfSaveOptions};

use super::font_id;
use crate::BundleError;
use crate::fonts::{Face, Fonts};

/// Writes pages into a PDF with the fonts that they name.
pub(crate) fn save(fonts: &Fonts, pages: Vec<PdfPage>) -> Result<Vec<u8>, BundleError> {
    let mut document = PdfDocument::new("");
    for face in Face::ALL {
        let parsed = ParsedFont::from_bytes(fonts.bytes(face), 0, &mut Vec::new());
        let parsed =
            parsed.ok_or_else(|| BundleError::FrontMatter("a font cannot be read".to_owned()))?;
        document
            .resources
            .fonts
            .map
            .insert(font_id(face), PdfFont::new(parsed));
    }
    // The fonts are subset already, and printpdf's own subsetting needs its layout feature.
    let options = PdfSaveOptions {
        subset_fonts: false,
        ..PdfSaveOptions::default()
    };
    Ok(document.with_pages(pages).save(&options, &mut Vec::new()))
}
