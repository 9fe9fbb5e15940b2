//! Reads the codes on a page that machines read.

use std::collections::HashSet;

use expediente_intake::limits;
use expediente_intake::protocol::UntrustedCode;
use expediente_model::CodeKind;
use rxing::helpers::detect_multiple_in_luma_with_hints;
use rxing::{BarcodeFormat, DecodeHints, RXingResult};

/// The codes on a gray picture of a page.
pub(crate) fn codes(gray: Vec<u8>, (width, height): (u32, u32)) -> Vec<UntrustedCode> {
    // Each kind by itself: with all of them at once, stripes of text are taken for codes
    // (https://github.com/rxing-core/rxing/issues/96).
    let kinds = [
        (BarcodeFormat::QR_CODE, CodeKind::Qr),
        (BarcodeFormat::PDF_417, CodeKind::Pdf417),
    ];
    let mut found = Vec::new();
    for (format, kind) in kinds {
        let mut hints = DecodeHints {
            PossibleFormats: Some(HashSet::from([format])),
            TryHarder: Some(true),
            ..DecodeHints::default()
        };
        // An error means that there is none.
        let results = detect_multiple_in_luma_with_hints(gray.clone(), width, height, &mut hints);
        for result in results.unwrap_or_default() {
            let code = UntrustedCode {
                kind,
                text: result.getText().chars().take(limits::CODE_CHARS).collect(),
                place: place(&result),
            };
            if !found.contains(&code) && found.len() < limits::PAGE_CODES {
                found.push(code);
            }
        }
    }
    found
}

/// The box around the points by which a code was found: left, top, right, bottom.
fn place(result: &RXingResult) -> [f32; 4] {
    let (mut left, mut top) = (f32::INFINITY, f32::INFINITY);
    let (mut right, mut bottom) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
    for point in result.getPoints() {
        (left, right) = (left.min(point.x), right.max(point.x));
        (top, bottom) = (top.min(point.y), bottom.max(point.y));
    }
    [left, top, right, bottom]
}
