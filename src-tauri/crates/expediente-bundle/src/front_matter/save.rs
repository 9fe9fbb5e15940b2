//! Writes drawn pages as a PDF.

use printpdf::{ParsedFont, PdfDocument, PdfFont, PdfPage, PdfSaveOptions};

use crate::error::BundleError;
use crate::front_matter::canvas::font_id;
use crate::front_matter::fonts::{Face, Fonts};

/// Writes pages as a PDF with the fonts that they use.
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
    // Our fonts are small already, and printpdf's subsetting needs its layout feature.
    let options = PdfSaveOptions {
        subset_fonts: false,
        ..PdfSaveOptions::default()
    };
    Ok(document.with_pages(pages).save(&options, &mut Vec::new()))
}
