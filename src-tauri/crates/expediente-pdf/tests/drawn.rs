//! Stamps, pictures, and source content that leaves states open, judged by renderings.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout
)]

mod fixtures;
use expediente_pdf::*;
use fixtures::*;
use std::io::Write as _;
use std::sync::Arc;

const DARK: &str = "0 g -999 -999 3000 3000 re f";
const ALL: [Anchor; 6] = [
    Anchor::TopLeft,
    Anchor::TopCenter,
    Anchor::TopRight,
    Anchor::BottomLeft,
    Anchor::BottomCenter,
    Anchor::BottomRight,
];

/// Renders a page with and without its stamps: they differ where the stamps were placed.
fn stamps_are_seen(page: &str, content: &str, turn: Turn) {
    // Only MuPDF follows UserUnit.
    let render = if page.contains("UserUnit") {
        render_mupdf
    } else {
        render
    };
    let source = open(one_page(page, content, &[]));
    let geometry = PageGeometry {
        turn: source.page(0).unwrap().turn.then(turn),
        ..source.page(0).unwrap()
    };
    let bare = assemble(&[Arc::clone(&source)], |mut p, _| {
        p.turn = turn;
        p
    })
    .0;
    let Some(bare) = render(&bare, 0) else { return };
    let (width, height) = geometry.displayed_size();
    assert!(
        (bare.width as f64 - width).abs() <= 1.5,
        "{page}: {} {width}",
        bare.width
    );
    for at in ALL {
        let stamps = vec![stamp("Pág. 12", at)];
        let (out, _) = assemble(&[Arc::clone(&source)], |mut p, _| {
            p.turn = turn;
            p.stamps = stamps.clone();
            p
        });
        let placed = place_stamps(&stamps, &font(), &geometry, &[]);
        let r = placed[0].rect;
        let seen = render(&out, 0)
            .unwrap()
            .difference(&bare)
            .unwrap_or_else(|| panic!("{page} {at:?}: nothing seen"));
        let close = |a: usize, b: f64| (a as f64 - b).abs() < 5.0;
        assert!(
            close(seen.0, r.x0)
                && close(seen.2, r.x1)
                && close(seen.1, height - r.y1)
                && close(seen.3, height - r.y0),
            "{page} {at:?}: seen {seen:?}, placed {r:?} on {width} x {height}"
        );
    }
}

#[test]
fn stamps_are_upright_on_white_dark_turned_and_cropped_pages() {
    for content in ["", DARK] {
        for rotate in [0, 90, 180, 270] {
            for turn in [Turn::None, Turn::Quarter] {
                let page =
                    format!("/MediaBox[-20 10 300 200]/CropBox[30 40 200 160]/Rotate {rotate}");
                stamps_are_seen(&page, content, turn);
            }
        }
    }
}

#[test]
fn stamps_have_their_size_on_paper_whatever_the_unit() {
    stamps_are_seen("/MediaBox[0 0 100 80]/UserUnit 3", "", Turn::None);
    stamps_are_seen(
        "/MediaBox[0 0 2000 1600]/UserUnit 0.1/Rotate 90",
        DARK,
        Turn::None,
    );
}

#[test]
fn stamps_stack_shrink_and_stay_inside() {
    let font = font();
    let geometry = PageGeometry::plain(60.0, 100.0);
    let long = stamp("A very long label for a narrow page", Anchor::BottomCenter);
    let placed = place_stamps(
        &[
            long,
            stamp("C-3", Anchor::BottomCenter),
            stamp("7", Anchor::TopRight),
        ],
        &font,
        &geometry,
        &[],
    );
    for p in &placed {
        assert!(p.rect.x0 >= 3.99 && p.rect.x1 <= 56.01 && p.rect.y0 >= 3.99 && p.rect.y1 <= 96.01);
    }
    assert!(placed[0].size < 10.0 && placed[1].size == 10.0);
    assert!(placed[1].rect.y0 > placed[0].rect.y1);
    assert!(placed[2].rect.y0 > 75.0);
    let tiny = place_stamps(
        &[stamp("Page 1", Anchor::TopLeft)],
        &font,
        &PageGeometry::plain(9.0, 5.0),
        &[],
    );
    assert!(tiny[0].rect.x0 >= 0.0 && tiny[0].rect.x1 <= 9.0 && tiny[0].rect.y1 <= 5.0);
}

/// On a page as small as an identity card the stamps stay near the edge, off the content.
#[test]
fn stamps_stay_near_the_edge_of_small_pages() {
    let number = Stamp {
        dx: 0.0,
        dy: 24.0,
        ..stamp("7", Anchor::BottomCenter)
    };
    let exhibit = Stamp {
        dx: 36.0,
        dy: 24.0,
        ..stamp("Exhibit A-1", Anchor::BottomRight)
    };
    let places = |width, height| {
        let geometry = PageGeometry::plain(width, height);
        place_stamps(&[number.clone(), exhibit.clone()], &font(), &geometry, &[])
            .into_iter()
            .map(|place| place.rect)
    };
    for place in places(243.0, 153.0) {
        assert!(place.y0 <= 13.0 && place.x1 <= 243.0 - 20.0, "{place:?}");
    }
    let right: Vec<f64> = places(612.0, 792.0).map(|place| place.x1).collect();
    assert!(
        (right[1] - (612.0 - 36.0)).abs() < 0.01
            && places(612.0, 792.0).all(|place| (place.y0 - 24.0).abs() < 0.01)
    );
}

/// A no-break hyphen and a hyphen share a glyph, but each is found as itself when the file is
/// searched: the words of a note must not change the text of the stamps.
#[test]
fn characters_that_share_a_glyph_stay_themselves() {
    let note = "/Annots[<</Subtype/FreeText/DA(/Helv 10 Tf 0 g)/Contents<FEFF004100A000422011>/Rect[20 150 120 180]>>]";
    let out = assemble(&[open(one_page(note, "", &[]))], |mut page, _| {
        page.stamps.push(stamp("Exhibit A-1", Anchor::BottomCenter));
        page
    })
    .0;
    if let Some(text) = text_of(&out) {
        // Every kind of space is extracted as a plain one.
        assert!(text.contains("A B\u{2011}"), "{text:?}");
        assert!(text.contains("Exhibit A-1"), "{text:?}");
    }
    let look = |words: &str| {
        let drawn = assemble(&[open(one_page("", "", &[]))], |mut page, _| {
            page.stamps.push(stamp(words, Anchor::BottomCenter));
            page
        });
        render(&drawn.0, 0)
    };
    if let (Some(plain), Some(other)) = (look("A B-A B-"), look("A\u{a0}B\u{2011}A B-")) {
        assert!(plain.difference(&other).is_none(), "they are drawn alike");
    }
}

#[test]
fn stamps_are_searchable_and_are_artifacts() {
    let source = open(one_page(
        "",
        "BT /F1 12 Tf 20 150 Td (Own words) Tj ET",
        &[],
    ));
    let (out, _) = assemble(&[source], |mut p, _| {
        p.stamps
            .push(stamp("Página 3 – Ñandú", Anchor::BottomCenter));
        p
    });
    let content = read(&out).content(0);
    assert!(content.contains("/Artifact <</Type /Pagination /Subtype /Footer>> BDC"));
    if let Some(text) = text_of(&out) {
        assert!(text.contains("Own words"), "{text}");
        assert!(text.contains("Página 3 – Ñandú"), "{text}");
    }
    assert_eq!(font().missing("Ñ漢a漢"), vec!['漢']);
}

#[test]
fn open_states_of_content_do_no_harm() {
    for content in [
        "q q 0.1 0 0 0.1 50 50 cm",
        "0.01 0 0 0.01 0 0 cm BT /F1 9 Tf 1 0 0 1 900 900 Tm (open",
        "0 0 10 10 re W n q BT /F1 40 Tf 3 Tr",
        "/Span <</MCID 0>> BDC /X BMC q 10 10 m 50 50 l",
        "Q Q 0.1 0 0 0.1 0 0 cm Q Q Q q",
        "q BI /W 2 /H 2 /BPC 8 /CS /G ID abcd",
        "q <48656c",
        "q [ /oops",
        "q << /oops",
    ] {
        stamps_are_seen("/MediaBox[0 0 200 150]", content, Turn::None);
    }
}

#[test]
fn surplus_restores_change_nothing() {
    // A viewer ignores a surplus Q; the drawing after it stays scaled.
    let bytes = one_page(
        "/MediaBox[0 0 100 100]",
        "2 0 0 2 0 0 cm Q 10 10 20 20 re f",
        &[],
    );
    let before = render_mupdf(&bytes, 0);
    let out = plain(bytes);
    if let (Some(before), Some(after)) = (before, render_mupdf(&out, 0)) {
        assert_eq!(before.difference(&after), None);
        assert!(after.at(50, 50) < 50);
    }
}

#[test]
fn content_split_within_tokens_stays_in_order() {
    let source = open(pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 99 99]>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        "[5 0 R 6 0 R]",
        &stream("", "q 0.5 0 0 0.5 0"),
        &stream("", "0 cm 0 0 100 100 re f Q"),
    ]));
    let (out, notices) = assemble(&[source], |p, _| p);
    assert!(notices.is_empty());
    if let Some(seen) = render(&out, 0) {
        assert!(seen.at(20, 70) < 50 && seen.at(70, 20) > 200);
    }
}

#[test]
fn damaged_content_is_isolated_and_reported() {
    let mut packed = vec![0x78, 0x9c];
    packed.extend([0xff; 30]);
    let mut body =
        format!("<</Filter/FlateDecode/Length {}>>\nstream\n", packed.len()).into_bytes();
    body.extend(&packed);
    body.extend(b"\nendstream");
    let source = open(pdf_of(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 99 99]>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec(),
        body,
    ]));
    let mut file = Assembler::new(Vec::new(), 1, setup()).unwrap();
    let id = file.source(source, &[vec![(0, 0)]]);
    let mut page = Page::of_source(id, 0);
    page.stamps.push(stamp("9", Anchor::BottomLeft));
    assert_eq!(
        file.page(page).unwrap(),
        [Notice::ContentDamaged { page: 0 }]
    );
    let done = file.finish(closing(1)).unwrap();
    if let Some(seen) = render(&done.out, 0) {
        assert!(seen.gray.iter().any(|g| *g < 100));
    }
}

/// A PNG of four gray pixels: 0 80 / 160 240.
fn four() -> Vec<u8> {
    png(2, 2, 8, 0, &[0, 0, 80, 0, 160, 240], &[])
}

fn png(
    width: u32,
    height: u32,
    bits: u8,
    color: u8,
    rows: &[u8],
    extra: &[(&[u8; 4], Vec<u8>)],
) -> Vec<u8> {
    use std::io::Write;
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(rows).unwrap();
    let packed = packer.finish().unwrap();
    let mut head = Vec::new();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([bits, color, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8], body: &[u8]| {
        out.extend((body.len() as u32).to_be_bytes());
        let mut crc = flate2::Crc::new();
        crc.update(name);
        crc.update(body);
        out.extend(name);
        out.extend(body);
        out.extend(crc.sum().to_be_bytes());
    };
    chunk(b"IHDR", &head);
    for (name, body) in extra {
        chunk(*name, body);
    }
    let half = packed.len() / 2;
    chunk(b"IDAT", &packed[..half]);
    chunk(b"IDAT", &packed[half..]);
    chunk(b"IEND", b"");
    out
}

fn with_picture(picture: Picture, orientation: u32, rect: Rect, turn: Turn) -> Vec<u8> {
    let mut file = Assembler::new(Vec::new(), 1, setup()).unwrap();
    let picture = file.picture(picture).unwrap();
    let mut page = Page::new(Sheet::Blank {
        width: 100.0,
        height: 60.0,
    });
    page.turn = turn;
    page.pictures.push(PlacedPicture {
        picture,
        rect,
        orientation: Orientation::from_exif(orientation),
        words: None,
    });
    file.page(page).unwrap();
    let done = file.finish(closing(1)).unwrap();
    check(&done.out);
    done.out
}

#[test]
fn pictures_are_upright_in_all_eight_orientations() {
    // The corners of the stored pixels, row by row, as they must appear.
    let seen = [
        [0, 80, 160, 240],
        [80, 0, 240, 160],
        [240, 160, 80, 0],
        [160, 240, 0, 80],
        [0, 160, 80, 240],
        [160, 0, 240, 80],
        [240, 80, 160, 0],
        [80, 240, 0, 160],
    ];
    for (i, corners) in seen.iter().enumerate() {
        let picture = Picture::png(Arc::new(four())).unwrap();
        let out = with_picture(
            picture,
            i as u32 + 1,
            Rect::new(10.0, 10.0, 50.0, 50.0),
            Turn::None,
        );
        let Some(shown) = render(&out, 0) else { return };
        for (corner, (x, y)) in corners.iter().zip([(15, 15), (45, 15), (15, 45), (45, 45)]) {
            assert!(
                shown.at(x, y).abs_diff(*corner) < 12,
                "orientation {}: {} at {x} {y}",
                i + 1,
                shown.at(x, y)
            );
        }
        assert!(shown.at(5, 5) > 250 && shown.at(60, 30) > 250);
    }
}

#[test]
fn pictures_follow_the_displayed_page() {
    let picture = Picture::png(Arc::new(four())).unwrap();
    // After its turn the page is 60 wide and 100 high.
    let out = with_picture(picture, 1, Rect::new(0.0, 0.0, 20.0, 20.0), Turn::Quarter);
    if let Some(shown) = render(&out, 0) {
        assert_eq!((shown.width, shown.height), (60, 100));
        assert!(shown.at(3, 83) < 20 && shown.at(3, 97).abs_diff(160) < 12);
    }
}

#[test]
fn plain_pngs_pass_and_others_are_refused_with_the_reason() {
    let palette = vec![255, 0, 0, 0, 0, 255];
    let read = |bytes: Vec<u8>| Picture::png(Arc::new(bytes));
    let two = read(png(
        2,
        1,
        1,
        3,
        &[0, 0b0100_0000],
        &[(b"PLTE", palette.clone())],
    ))
    .unwrap();
    assert_eq!((two.width(), two.height()), (2, 1));
    with_picture(two, 1, Rect::new(0.0, 0.0, 10.0, 10.0), Turn::None);
    assert!(read(png(1, 1, 8, 2, &[0, 1, 2, 3], &[])).is_ok());
    for bad in [
        png(1, 1, 8, 6, &[0, 1, 2, 3, 4], &[]),
        png(1, 1, 16, 0, &[0, 1, 2], &[]),
        png(
            2,
            1,
            1,
            3,
            &[0, 0],
            &[(b"PLTE", palette), (b"tRNS", vec![0])],
        ),
    ] {
        assert!(matches!(read(bad), Err(PictureError::NotPlain(_))));
    }
    let mut broken = four();
    let at = broken.len() - 20;
    broken[at] ^= 1;
    assert!(matches!(read(broken), Err(PictureError::Damaged(_))));
    assert!(matches!(
        read(b"GIF89a".to_vec()),
        Err(PictureError::NotAPng)
    ));
}

/// A gray JPEG of 8 by 8 pixels, with segments inserted after its beginning.
fn jpeg(segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8];
    let mut put = |marker: u8, body: &[u8]| {
        out.extend([0xFF, marker]);
        out.extend((body.len() as u16 + 2).to_be_bytes());
        out.extend(body);
    };
    for (marker, body) in segments {
        put(*marker, body);
    }
    let mut quantiser = vec![0];
    quantiser.extend([1; 64]);
    put(0xDB, &quantiser);
    put(0xC0, &[8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
    // One code of one bit each: a DC difference of 0, an end of block.
    let mut table = vec![0x00, 1];
    table.extend([0; 15]);
    table.push(0);
    put(0xC4, &table);
    table[0] = 0x10;
    put(0xC4, &table);
    put(0xDA, &[1, 1, 0, 0, 63, 0]);
    out.extend([0x3F, 0xFF, 0xD9]);
    out
}

#[test]
fn a_jpeg_keeps_its_pixels_and_loses_its_metadata() {
    let exif = b"Exif\0\0SECRET GPS".as_slice();
    let mut preview = b"JFIF\0\x01\x01\x01\0\x48\0\x48\x02\x01".to_vec();
    preview.extend(b"PREVIE");
    let mut bytes = jpeg(&[
        (0xE0, &preview),
        (0xE1, exif),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0SECRET"),
        (0xE2, b"MPF\0SECRET"),
        (0xED, b"Photoshop 3.0\0SECRET"),
        (0xFE, b"SECRET"),
    ]);
    bytes.extend(b"SECRET video");
    let picture = Picture::jpeg(Arc::new(bytes)).unwrap();
    assert!(!picture.truncated());
    let out = with_picture(picture, 1, Rect::new(10.0, 10.0, 50.0, 50.0), Turn::None);
    assert!(!holds(&out, "SECRET") && !holds(&out, "PREVIE") && holds(&out, "JFIF\0"));
    if let Some(shown) = render(&out, 0) {
        assert!(shown.at(30, 30).abs_diff(128) < 6);
    }
}

/// Some programs pack a JPEG once more. Its place and device are within all the same.
#[test]
fn a_jpeg_within_other_filters_loses_its_metadata() {
    let bytes = jpeg(&[(0xE1, b"Exif\0\0SECRET GPS".as_slice())]);
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&bytes).unwrap();
    let packed = packed.finish().unwrap();
    let hex = |bytes: &[u8]| -> Vec<u8> {
        let digits = bytes.iter().map(|byte| format!("{byte:02x}"));
        (digits.collect::<String>() + ">").into_bytes()
    };
    for (filters, data) in [
        ("/FlateDecode/DCTDecode", packed.clone()),
        ("/ASCIIHexDecode/DCTDecode", hex(&bytes)),
        ("/ASCIIHexDecode/FlateDecode/DCTDecode", hex(&packed)),
        ("/Fl/DCT", packed.clone()),
    ] {
        let head = format!(
            "<</Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray\
             /Filter[{filters}]/Length {}>>\nstream\n",
            data.len()
        );
        let content = "q 40 0 0 40 10 10 cm /Im Do Q";
        let source = pdf_of(&[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 60 60]/Contents 4 0 R\
              /Resources<</XObject<</Im 5 0 R>>>>>>"
                .to_vec(),
            stream("", content).into_bytes(),
            [head.as_bytes(), &data, b"\nendstream"].concat(),
        ]);
        let out = plain(source);
        assert!(!holds(&out, "SECRET"), "{filters}");
        if let Some(shown) = render(&out, 0) {
            assert!(shown.at(30, 30).abs_diff(128) < 6, "{filters}");
        }
        // No filter hides the bytes from a plain search.
        let at = out.windows(2).filter(|two| *two == [0xFF, 0xD8]).count();
        assert!(at >= 1, "{filters}: the picture is as a JPEG in the file");
    }
}

#[test]
fn a_truncated_jpeg_is_completed_and_reported() {
    let mut bytes = jpeg(&[]);
    bytes.truncate(bytes.len() - 2);
    let picture = Picture::jpeg(Arc::new(bytes)).unwrap();
    assert!(picture.truncated());
    let out = with_picture(picture, 1, Rect::new(10.0, 10.0, 50.0, 50.0), Turn::None);
    if let Some(shown) = render(&out, 0) {
        assert!(shown.at(30, 30).abs_diff(128) < 6);
    }
    assert!(matches!(
        Picture::jpeg(Arc::new(jpeg(&[])[..20].to_vec())),
        Err(PictureError::Damaged(_))
    ));
    let mut odd = jpeg(&[]);
    let at = odd.windows(2).position(|w| w == [0xFF, 0xC0]).unwrap();
    odd[at + 1] = 0xC9;
    assert!(matches!(
        Picture::jpeg(Arc::new(odd)),
        Err(PictureError::UnsupportedJpeg(_))
    ));
}

#[test]
fn a_profile_that_fits_is_used_once() {
    let mut profile = vec![0u8; 140];
    profile[16..20].copy_from_slice(b"GRAY");
    profile[36..40].copy_from_slice(b"acsp");
    let mut segment = b"ICC_PROFILE\0\x01\x01".to_vec();
    segment.extend(&profile);
    let mut file = Assembler::new(Vec::new(), 1, setup()).unwrap();
    for _ in 0..2 {
        file.picture(Picture::jpeg(Arc::new(jpeg(&[(0xE2, &segment)]))).unwrap())
            .unwrap();
    }
    profile[16..20].copy_from_slice(b"RGB ");
    let mut wrong = b"ICC_PROFILE\0\x01\x01".to_vec();
    wrong.extend(&profile);
    file.picture(Picture::jpeg(Arc::new(jpeg(&[(0xE2, &wrong)]))).unwrap())
        .unwrap();
    file.page(Page::new(Sheet::Blank {
        width: 10.0,
        height: 10.0,
    }))
    .unwrap();
    let done = file.finish(closing(1)).unwrap();
    let count = |what: &str| {
        done.out
            .windows(what.len())
            .filter(|w| *w == what.as_bytes())
            .count()
    };
    assert_eq!(count("/ICCBased"), 2);
    assert_eq!(count("/N 1/Alternate/DeviceGray"), 1);
    assert_eq!(count("/ColorSpace /DeviceGray"), 1);
}

fn reaching(text: &str, at: Anchor, reach: Reach) -> Stamp {
    Stamp {
        reach,
        ..stamp(text, at)
    }
}

/// Number, label and Bates number never touch, whatever the page; the number keeps its place.
#[test]
fn stamps_of_different_corners_do_not_touch() {
    let stamps = [
        stamp("1234", Anchor::BottomCenter),
        stamp("Exhibit AB-123", Anchor::BottomRight),
        stamp("QUINTERO-PRADO-00001234", Anchor::BottomLeft),
    ];
    for (width, height) in [
        (612.0, 792.0),
        (298.0, 420.0),
        (164.0, 500.0),
        (140.0, 90.0),
    ] {
        let placed = place_stamps(&stamps, &font(), &PageGeometry::plain(width, height), &[]);
        for (at, one) in placed.iter().enumerate() {
            assert!(one.is_free && one.size >= 6.0, "{width} {one:?}");
            for other in &placed[at + 1..] {
                let both = one.rect.intersection(&other.rect);
                assert_eq!(both, None, "{width} by {height}");
            }
        }
        let middle = (placed[0].rect.x0 + placed[0].rect.x1) / 2.0;
        assert!((middle - width / 2.0).abs() < 13.0, "{middle} of {width}");
    }
}

/// A stamp goes only where its court lets it, and to the nearest such place.
#[test]
fn a_stamp_leaves_its_place_as_far_as_it_may() {
    let page = PageGeometry::plain(612.0, 792.0);
    // The paper's own number in the middle of the foot; then text all along the foot.
    let number = Rect::new(290.0, 10.0, 322.0, 20.0);
    let foot = Rect::new(0.0, 0.0, 612.0, 27.0);
    let all = Rect::new(0.0, 0.0, 612.0, 400.0);
    let place = |reach, printed: Rect| {
        let stamps = [reaching("7", Anchor::BottomCenter, reach)];
        let [place] = place_stamps(&stamps, &font(), &page, &[printed])
            .try_into()
            .unwrap();
        place
    };
    let beside = place(Reach::Edge, number);
    assert!(beside.is_free && beside.row == 0 && (beside.rect.x1 < 270.0));
    let above = place(Reach::Corner, number);
    assert!(above.is_free && above.row == 1 && above.rect.y0 > 20.0);
    let above = place(Reach::Edge, foot);
    assert!(above.is_free && above.row == 2 && (above.rect.x0 + above.rect.x1 - 636.0).abs() < 0.1);
    assert!(!place(Reach::Edge, all).is_free);
    let top = place(Reach::Page, all);
    assert!(top.is_free && top.is_top && top.rect.y0 > 700.0);
    assert_eq!(place(Reach::Fixed, all).row, 0);
}
