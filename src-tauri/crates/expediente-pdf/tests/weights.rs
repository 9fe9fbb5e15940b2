//! The predicted sizes of pages, compared with files that are written.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod fixtures;

use std::ops::Range;
use std::sync::Arc;

use expediente_pdf::{Assembler, Page, Source};
use fixtures::{closing, open, pdf_of, setup};

/// Eight pages: a font that all of them share, a picture for the first half, one for the second,
/// one in the middle of both, and one for each.
fn paper() -> Arc<Source> {
    const PAGES: usize = 8;
    let noise = |length: usize, seed: u32| {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        (0..length).map(|_| next()).collect::<Vec<u8>>()
    };
    let stream = |entries: &str, data: &[u8]| {
        let head = format!("<<{entries}/Length {}>>\nstream\n", data.len());
        [head.as_bytes(), data, b"\nendstream"].concat()
    };
    let image = |length: usize, seed: u32| {
        let entries = format!(
            "/Type/XObject/Subtype/Image/Width {length}/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
        );
        stream(&entries, &noise(length, seed))
    };
    let kids: Vec<String> = (0..PAGES)
        .map(|page| format!("{} 0 R", 10 + page * 3))
        .collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!(
            "<</Type/Pages/Kids[{}]/Count {PAGES}/MediaBox[0 0 200 300]>>",
            kids.join(" ")
        )
        .into_bytes(),
        b"<</Type/Font/Subtype/TrueType/BaseFont/Any/FontDescriptor 4 0 R>>".to_vec(),
        b"<</Type/FontDescriptor/FontName/Any/Flags 4/FontFile2 5 0 R>>".to_vec(),
        stream("", &noise(30_000, 1)),
        image(20_000, 2),
        image(25_000, 3),
        image(40_000, 4),
        b"null".to_vec(),
    ];
    for page in 0..PAGES {
        let number = 10 + page * 3;
        let part = if page < PAGES / 2 { 6 } else { 7 };
        let (middle, drawn) = if (2..6).contains(&page) {
            ("/M 8 0 R", "/M Do")
        } else {
            ("", "")
        };
        objects.push(
            format!(
                "<</Type/Page/Parent 2 0 R/Contents {} 0 R/Resources<</Font<</F 3 0 R>>/XObject<</P {part} 0 R{middle}/O {} 0 R>>>>>>",
                number + 1,
                number + 2
            )
            .into_bytes(),
        );
        objects.push(stream(
            "",
            format!("BT /F 12 Tf (page {page}) Tj ET /P Do /O Do {drawn}").as_bytes(),
        ));
        objects.push(image(3_000 + page * 700, 100 + page as u32));
    }
    open(pdf_of(&objects))
}

fn written(source: &Arc<Source>, pages: Range<usize>) -> u64 {
    let count = pages.len();
    let mut file = Assembler::new(Vec::new(), count, setup()).unwrap();
    let id = file.source(Arc::clone(source), &[pages.clone().zip(0..count).collect()]);
    for page in pages {
        file.page(Page::of_source(id, page)).unwrap();
    }
    file.finish(closing(count)).unwrap().bytes
}

/// The bytes of a file besides its pages.
fn frame() -> u64 {
    Assembler::new(Vec::new(), 0, setup())
        .unwrap()
        .finish(closing(0))
        .unwrap()
        .bytes
}

fn near(said: u64, is: u64) {
    assert!(said.abs_diff(is) * 100 <= is, "{said} was said, {is} it is");
}

/// A court refuses a file that is a byte too large: the predicted sizes must be those of the
/// written files, for one volume and for two.
#[test]
fn predicted_sizes_are_exact() {
    let source = paper();
    let count = source.page_count();
    let mut file = Assembler::new(std::io::sink(), count, setup())
        .unwrap()
        .weighing();
    let id = file.source(
        Arc::clone(&source),
        &[(0..count).map(|page| (page, page)).collect()],
    );
    let mut weights = Vec::new();
    for page in 0..count {
        let before = file.weight();
        file.page(Page::of_source(id, page)).unwrap();
        weights.push(file.weight() - before);
    }
    let sum: u64 = weights.iter().sum();
    near(sum, written(&source, 0..count) - frame());
    // The size of two volumes together, by the page before which they are cut.
    let parts = |cut: usize| written(&source, 0..cut) + written(&source, cut..count) - 2 * frame();
    let most = (1..count).map(parts).max().unwrap();
    near(sum + file.shared(id), most);
    // In the second half: the font, the picture in the middle, the picture of that half.
    assert!(
        (95_000..96_500).contains(&file.shared(id)),
        "{}",
        file.shared(id)
    );
}
