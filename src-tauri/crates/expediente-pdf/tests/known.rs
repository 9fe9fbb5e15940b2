//! Pages whose content is known and not read: they must become what they become when it is read.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod fixtures;
use fixtures::*;

use expediente_pdf::{Assembler, Page, PlainContent};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;
use std::sync::Arc;

/// A file with the first page of a paper, and what is known of the content then.
fn copied(paper: &[u8], known: Option<&str>) -> (Vec<u8>, Option<String>) {
    let mut file = Assembler::new(Vec::new(), 1, setup()).unwrap();
    let id = file.source(open(paper.to_vec()), &[vec![(0, 0)]]);
    let mut page = Page::of_source(id, 0);
    page.content = known.map(|text| Arc::new(PlainContent::from_text(text).unwrap()));
    file.page(page).unwrap();
    let content = file
        .plain_content()
        .map(|content| content.to_text().unwrap());
    let done = file.finish(closing(1)).unwrap();
    check(&done.out);
    (done.out, content)
}

/// Fonts, pictures, forms with resources of their own, states that stay open: all are copied as
/// when the content is read.
#[test]
fn known_pages_are_copied_as_if_they_were_read() {
    let form = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F3 5 0 R>>>>",
        "BT /F3 9 Tf (form) Tj ET /Fm2 Do",
    );
    let inner = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 5 5 re f");
    let resources = "/Resources<</Font<</F1 5 0 R/F2 5 0 R>>/XObject<</Fm1 6 0 R/Fm2 7 0 R/Fm3 7 0 R>>\
                     /ExtGState<</G<</CA 1>>>>>>";
    for (content, text) in [
        ("BT /F1 9 Tf (a) Tj ET", "FF1"),
        ("/G gs q q BT /F1 9 Tf (open) Tj", "t q2 GG FF1"),
        ("/P BMC /Fm1 Do 0 0 m", "p m1 XFm1"),
        ("0 0 9 9 re f", "-"),
    ] {
        let paper = one_page(resources, content, &[&form, &inner]);
        let (read, known) = copied(&paper, None);
        assert_eq!(known.as_deref(), Some(text), "{content}");
        let (copied, known) = copied(&paper, Some(text));
        assert!(copied == read, "{content}");
        assert_eq!(known, None, "it was not read");
    }
    let paper = one_page(resources, "BT /F1 9 Tf (a) Tj ET", &[&form, &inner]);
    assert!(
        copied(&paper, Some("-")).0 != copied(&paper, None).0,
        "it lacks its font"
    );
}

/// Content that a build must change, or that viewers read differently, is never copied unread.
#[test]
fn other_pages_are_read_each_time() {
    let words = "BT /F1 9 Tf 9 9 Td (a) Tj ET";
    let encoded = |filter: &str, data: &str| {
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 200 300]\
             /Resources<</Font<</F1 5 0 R>>>>>>",
            &stream(filter, data),
            TEXT_FONT,
        ];
        pdf(&objects)
    };
    let hex: String = words.bytes().map(|byte| format!("{byte:02x}")).collect();
    let layers = "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>";
    let layer = "/Resources<</Font<</F1 5 0 R>>/Properties<</L 6 0 R>>>>";
    for (paper, why) in [
        (
            one_page("", &format!("q {words} Q Q"), &[]),
            "restored too often",
        ),
        (
            one_page("", &format!("/P <</A[1>> BDC {words} EMC"), &[]),
            "a broken list",
        ),
        (
            one_page("", &format!("{words} (open"), &[]),
            "a string without an end",
        ),
        (
            one_page("", &format!("{words} undefined"), &[]),
            "no operator",
        ),
        (
            one_page(
                "",
                &format!("{words} BI /W 1 /H 1 /BPC 8 /CS /G ID a EI"),
                &[],
            ),
            "an inline image",
        ),
        (
            one_page(
                "",
                &format!("{words} BT /F1 9 Tf 999 9 Td (out) Tj ET"),
                &[],
            ),
            "words outside of the page",
        ),
        (
            one_page_with(
                layers,
                layer,
                &format!("/OC /L BDC {words} EMC"),
                &["<</Type/OCG>>"],
            ),
            "a layer that is off",
        ),
        (
            encoded("/Filter/ASCIIHexDecode", &format!("{hex}>")),
            "content as text",
        ),
        (encoded("/Filter/Unknown", words), "an unknown filter"),
        (
            encoded("/Filter/FlateDecode", "damaged"),
            "content that cannot be decompressed",
        ),
    ] {
        assert_eq!(copied(&paper, None).1, None, "{why}");
    }
}

/// Where only what encodes bytes as text is taken off, what is within needs no reading either.
#[test]
fn packed_pages_are_unpacked_as_if_they_were_read() {
    let words = "BT /F1 9 Tf 9 9 Td (packed) Tj ET q";
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(words.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let hex: String = packed.iter().map(|byte| format!("{byte:02x}")).collect();
    let objects = |filter: &str| {
        let content = stream(filter, &format!("{hex}>"));
        pdf(&[
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 200 300]\
             /Resources<</Font<</F1 5 0 R>>>>>>",
            &content,
            TEXT_FONT,
        ])
    };
    let paper = objects("/Filter[/ASCIIHexDecode/FlateDecode]");
    let (read, known) = copied(&paper, None);
    assert_eq!(known.as_deref(), Some("z q1 FF1"));
    let (known, content) = copied(&paper, known.as_deref());
    assert!(known == read && content.is_none());
    assert!(read.windows(packed.len()).any(|at| at == packed));
    // Where it is not packed so, it is read.
    let plain = one_page("", words, &[]);
    assert!(copied(&plain, Some("z q1 FF1")).0 == copied(&plain, None).0);
}

/// A file with the first page of a paper, and whether something was cut out of its picture.
fn with_picture(paper: &[u8], known: bool) -> (Vec<u8>, bool) {
    let mut file = Assembler::new(Vec::new(), 1, setup()).unwrap();
    let id = file.source(open(paper.to_vec()), &[]);
    if known {
        file.know_pictures(id);
    }
    file.page(Page::of_source(id, 0)).unwrap();
    let cuts = file.cuts_pictures(id);
    (file.finish(closing(1)).unwrap().out, cuts)
}

/// Pictures are searched for what is cut out of them, unless it is known that there is nothing.
#[test]
fn pictures_that_are_known_are_copied_as_they_are() {
    let picture = |segment: &[u8]| {
        let data = [b"\xFF\xD8", segment, b"\xFF\xDA\0\x02pixels\xFF\xD9"].concat();
        let head = format!(
            "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray\
             /Filter/DCTDecode/Length {}>>\nstream\n",
            data.len()
        );
        let objects: [&[u8]; 5] = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 200 300]\
              /Resources<</XObject<</X 5 0 R>>>>>>",
            b"<</Length 5>>\nstream\n/X Do\nendstream",
            &[head.as_bytes(), &data, b"\nendstream"].concat(),
        ];
        pdf_of(&objects.map(<[u8]>::to_vec))
    };
    let plain = picture(b"");
    assert_eq!(with_picture(&plain, false), with_picture(&plain, true));
    assert!(!with_picture(&plain, false).1);
    let exif = picture(b"\xFF\xE1\0\x0EExif\0\0SECRET");
    let (read, cuts) = with_picture(&exif, false);
    assert!(cuts && !holds(&read, "SECRET"));
    assert!(with_picture(&exif, true).0 != read, "the proof tells");
}
