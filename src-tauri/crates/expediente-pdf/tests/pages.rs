//! The page tree, geometry, and the objects that go along with a page.
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
use hayro_syntax::object::{Array, Dict, Stream};
use std::sync::Arc;

fn fails(bytes: &[u8]) -> OpenError {
    Source::open(Arc::new(bytes.to_vec()), None).unwrap_err()
}

#[test]
fn other_files_are_refused_with_the_reason() {
    assert!(matches!(fails(b""), OpenError::Empty));
    assert!(matches!(fails(b"GIF89a nothing here"), OpenError::NotAPdf));
    assert!(matches!(
        fails(&pdf(&[
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[]/Count 0>>"
        ])),
        OpenError::NoPages
    ));
}

#[test]
fn kids_are_in_order_and_none_is_lost() {
    let source = open(pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Kids[3 0 R 4 0 R 3 0 R 99 0 R 2 0 R null]/Count 7/MediaBox[0 0 100 100]/Rotate 90>>",
        "<</Type/Page/Parent 2 0 R>>",
        "<</Type/Pages/Parent 2 0 R/Kids[5 0 R<</Type/Page/MediaBox[0 0 50 60]>>]/Count 2/Rotate -90>>",
        "<</Parent 4 0 R/CropBox[10 10 40 30]/UserUnit 2>>",
    ]));
    assert_eq!(source.page_count(), 4);
    let turns: Vec<u16> = (0..4)
        .map(|i| source.page(i).unwrap().turn.degrees())
        .collect();
    assert_eq!(turns, [90, 270, 270, 90]);
    let cropped = source.page(1).unwrap();
    assert_eq!(cropped.visible, Rect::new(10.0, 10.0, 40.0, 30.0));
    assert_eq!(cropped.displayed_size(), (40.0, 60.0));
    assert_eq!(
        source.page(2).unwrap().visible,
        Rect::new(0.0, 0.0, 50.0, 60.0)
    );
    let notices = source.report();
    assert!(notices.contains(&Notice::PageCountDiffers {
        declared: 7,
        found: 4
    }));
    assert_eq!(
        notices
            .iter()
            .filter(|n| matches!(n, Notice::PageUnreadable { page: 4 }))
            .count(),
        2
    );
    let (out, _) = assemble(&[source], |p, _| p);
    let read = read(&out);
    assert_eq!(read.page_ids().len(), 4);
    assert_eq!(read.page(1).get::<i32>(b"Rotate"), Some(270));
}

#[test]
fn odd_boxes_and_turns_become_sane() {
    let page = |entries: &str| open(one_page(entries, "", &[])).page(0).unwrap();
    assert_eq!(page("/MediaBox[0 0 0 0]").visible, Rect::LETTER);
    assert_eq!(
        page("/MediaBox[300 400 0 0]").visible,
        Rect::new(0.0, 0.0, 300.0, 400.0)
    );
    assert_eq!(
        page("/CropBox[900 900 950 950]").visible,
        Rect::new(0.0, 0.0, 200.0, 300.0)
    );
    assert_eq!(
        page("/CropBox[-50 -50 100 900]").visible,
        Rect::new(0.0, 0.0, 100.0, 300.0)
    );
    assert_eq!(page("/Rotate 450").turn, Turn::Quarter);
    assert_eq!(page("/Rotate 45").turn, Turn::None);
    assert_eq!(page("/Rotate -180").turn, Turn::Half);
    assert_eq!(page("/UserUnit 0").user_unit, 1.0);
}

#[test]
fn a_tree_that_cannot_be_walked_is_scanned() {
    let source = open(pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids 17/Count 1>>",
        "<</Type/Page/MediaBox[0 0 10 10]/Resources<<>>/Contents 5 0 R>>",
        "<</Type/Page/MediaBox[0 0 20 20]/Resources<<>>/Contents 5 0 R>>",
        &stream("", "n"),
    ]));
    assert_eq!(source.page_count(), 2);
    assert!(source.report().contains(&Notice::PagesByScan));
}

#[test]
fn a_damaged_table_is_rebuilt_and_reported() {
    let mut bytes = one_page("", "BT /F1 12 Tf 20 20 Td (kept) Tj ET", &[]);
    let at = bytes.windows(9).rposition(|w| w == b"startxref").unwrap();
    bytes.truncate(at);
    bytes.extend(b"startxref\n5\n%%EOF\n");
    let source = open(bytes);
    assert!(source.report().contains(&Notice::Repaired));
    let (out, _) = assemble(&[source], |p, _| p);
    assert!(read(&out).content(0).contains("(kept) Tj"));
}

#[test]
fn shared_objects_are_copied_once_and_a_page_may_occur_twice() {
    let source = open(pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 99 99]/Resources 5 0 R>>",
        "<</Type/Page/Parent 2 0 R/Contents 6 0 R>>",
        "<</Type/Page/Parent 2 0 R/Contents[6 0 R 6 0 R]>>",
        "<</Font<</F1 7 0 R>>/XObject<</Im 8 0 R>>>>",
        &stream("", "BT /F1 9 Tf (once) Tj ET /Im Do"),
        TEXT_FONT,
        &stream(
            "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
            "UNIQUE",
        ),
    ]));
    let mut file = Assembler::new(Vec::new(), 3, setup()).unwrap();
    let id = file.source(Arc::clone(&source), &[vec![(0, 0), (1, 1), (0, 2)]]);
    for index in [0, 1, 0] {
        let mut page = Page::of_source(id, index);
        page.stamps.push(stamp("N", Anchor::BottomRight));
        file.page(page).unwrap();
    }
    let done = file.finish(closing(3)).unwrap();
    check(&done.out);
    let streams = unpacked(&done.out);
    for once in ["UNIQUE", "(once) Tj"] {
        let count = streams
            .windows(once.len())
            .filter(|w| w == &once.as_bytes())
            .count();
        assert_eq!(count, 1, "{once}");
    }
    assert_eq!(read(&done.out).page_ids().len(), 3);
}

#[test]
fn the_tree_of_many_pages_is_balanced() {
    let count = 64 * 64 + 3;
    let mut file = Assembler::new(Vec::new(), count, setup()).unwrap();
    for _ in 0..count {
        file.page(Page::new(Sheet::Blank {
            width: 10.0,
            height: 10.0,
        }))
        .unwrap();
    }
    let done = file.finish(closing(count)).unwrap();
    let read = read(&done.out);
    assert_eq!(read.page_ids().len(), count);
    let top: Dict<'_> = read.root().get(b"Pages").unwrap();
    assert_eq!(top.get::<Array<'_>>(b"Kids").unwrap().raw_iter().count(), 2);
    if let Some((_, said)) = tool("qpdf", &["--show-npages"], &done.out) {
        assert_eq!(said.trim(), count.to_string());
    }
}

#[test]
fn only_what_a_page_needs_is_copied() {
    let out = plain(one_page(
        "/Group<</S/Transparency/CS/DeviceRGB>>/Thumb 6 0 R/PieceInfo<</A(SECRET)>>/Metadata 6 0 R/Tabs/S\
         /StructParents 0/AA<</O<</S/JavaScript/JS(SECRET)>>>>/Trans<</S/Wipe>>/Dur 5/B[6 0 R]\
         /LastModified(D:2020)/Resources<</Font<</F1 5 0 R>>/Properties<</MC0<</Metadata 6 0 R/AF 6 0 R/MCID 1/Private 1>>>>/Odd 6 0 R>>",
        "/P /MC0 BDC BT /F1 9 Tf (x) Tj ET EMC",
        &[&stream("", "SECRET")],
    ));
    assert!(!holds(&out, "SECRET"));
    let read = read(&out);
    let mut keys: Vec<String> = read.page(0).keys().map(|k| k.as_str().to_owned()).collect();
    keys.sort();
    assert_eq!(
        keys,
        [
            "Contents",
            "Group",
            "MediaBox",
            "Parent",
            "Resources",
            "Type",
            "XPDT_Page",
            "XPDT_Parts",
            "XPDT_Role"
        ]
    );
    assert!(holds(&out, "/MCID 1") && !holds(&out, "Private"));
}

/// Some programs give every page the pictures of all pages: a page must not carry those of pages
/// that were left out.
#[test]
fn a_page_brings_only_what_its_content_names() {
    let spared = |content: &str, form: &str| {
        let bytes = one_page(
            "/Resources<</Font<</F1 5 0 R>>/XObject<</A 6 0 R/B#20c 7 0 R/D 8 0 R>>>>",
            content,
            &[
                &stream(
                    &format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]{form}"),
                    "%FIRST\n/B#20c Do",
                ),
                &stream(
                    "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<>>",
                    "%SECOND",
                ),
                &stream(
                    "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<>>",
                    "%THIRD",
                ),
            ],
        );
        let mut file = Assembler::new(Vec::new(), 1, setup()).unwrap();
        let id = file.source(open(bytes), &[vec![(0, 0)]]);
        file.page(Page::of_source(id, 0)).unwrap();
        let out = file.finish(closing(1)).unwrap().out;
        check(&out);
        ["FIRST", "SECOND", "THIRD", "Helvetica"].map(|word| holds(&out, word))
    };
    let of_its_own = "/Resources<</XObject<</B#20c 4 0 R>>>>";
    assert_eq!(spared("/A Do", of_its_own), [true, false, false, false]);
    assert_eq!(
        spared("/B#20c Do BT /F1 9 Tf (x) Tj ET", ""),
        [false, true, false, true]
    );
    // An old form draws with the page's resources, and viewers look there for what is missing.
    for incomplete in ["", "/Resources<<>>"] {
        assert_eq!(spared("/A Do", incomplete), [true, true, false, false]);
    }
    // Names within strings, and fonts of that name, are not drawn.
    assert_eq!(
        spared("/A Do BT /F1 9 Tf (/D) Tj ET", of_its_own),
        [true, false, false, true]
    );
    // Content that becomes a form leaves out resources as well.
    assert_eq!(
        spared("/D Do ( ", "/Resources<<>>"),
        [false, false, true, false]
    );
}

#[test]
fn names_that_look_like_keys_stay_names() {
    let out = plain(one_page(
        "/Resources<</Font<</AA 5 0 R/F 5 0 R/Metadata 5 0 R>>/XObject 6 0 R>>",
        "BT /AA 9 Tf (a) Tj /Metadata 9 Tf (b) Tj /F 9 Tf (c) Tj ET /JS Do /Parent Do",
        &[
            "<</JS 7 0 R/Parent 7 0 R>>",
            &stream(
                "/Type/XObject/Subtype/Form/BBox[0 0 9 9]",
                "0 0 5 5 re f %FORM",
            ),
        ],
    ));
    let read = read(&out);
    let resources: Dict<'_> = read.page(0).get(b"Resources").unwrap();
    let fonts: Dict<'_> = resources.get(b"Font").unwrap();
    assert!(
        [b"AA".as_slice(), b"F", b"Metadata"]
            .iter()
            .all(|k| fonts.contains_key(k))
    );
    let forms: Dict<'_> = resources.get(b"XObject").unwrap();
    assert!(forms.get::<Stream<'_>>(b"JS").is_some() && forms.contains_key(b"Parent"));
}

#[test]
fn dangling_references_and_those_to_other_pages_become_null() {
    let source = open(pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 99 99]>>",
        "<</Type/Page/Parent 2 0 R/Contents 6 0 R/Resources<</Font<</F1 77 0 R>>/XObject<</A 4 0 R/B 3 0 R/C 2 0 R>>>>>>",
        "<</Type/Page/Parent 2 0 R/Contents 5 0 R>>",
        &stream("", "SECOND"),
        &stream("", "BT /F1 9 Tf (x) Tj ET /A Do /B Do /C Do"),
    ]));
    let mut file = Assembler::new(Vec::new(), 1, setup()).unwrap();
    let id = file.source(source, &[vec![(0, 0)]]);
    file.page(Page::of_source(id, 0)).unwrap();
    let done = file.finish(closing(1)).unwrap();
    check(&done.out);
    assert!(!holds(&done.out, "SECOND"));
    // A page cannot be drawn, not even itself.
    assert!(holds(&done.out, "/A null/B null"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let make = || {
        let source = open(one_page("", "BT /F1 12 Tf (same) Tj ET", &[]));
        assemble(&[source], |mut p, n| {
            p.stamps.push(stamp(&format!("{n}"), Anchor::TopLeft));
            p
        })
        .0
    };
    assert_eq!(make(), make());
}

#[test]
fn pages_are_counted() {
    let mut file = Assembler::new(Vec::new(), 1, setup()).unwrap();
    let sheet = Sheet::Blank {
        width: 10.0,
        height: 10.0,
    };
    file.page(Page::new(sheet)).unwrap();
    assert!(matches!(
        file.page(Page::new(sheet)),
        Err(AssembleError::PageCount { .. })
    ));
    let file = Assembler::new(Vec::new(), 1, setup()).unwrap();
    assert!(matches!(
        file.finish(closing(1)),
        Err(AssembleError::PageCount { .. })
    ));
}

#[test]
fn deep_and_circular_objects_are_copied() {
    let deep = format!("{}7{}", "[".repeat(90), "]".repeat(90));
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 99 99]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</ExtGState<</A 5 0 R>>>>>>".to_owned(),
        stream("", "/A gs"),
        format!("<</D {deep}/TR 6 0 R>>"),
    ];
    // A chain of many functions whose last leads back to its first.
    let count = 20_000;
    for i in 0..count {
        let next = if i + 1 == count { 6 } else { 7 + i };
        objects.push(format!(
            "<</FunctionType 3/Functions[{next} 0 R {} 0 R]>>",
            6 + i
        ));
    }
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    let out = plain(pdf(&objects));
    assert!(holds(&out, &deep));
    assert!(read(&out).pdf.len() > count);
}

#[test]
fn streams_keep_their_bytes_and_name_no_files() {
    let out = plain(one_page(
        "/Resources<</XObject<</A 6 0 R>>>>",
        "/A Do",
        &[&stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/FFilter/X/Metadata 4 0 R/OPI<<>>/F(/etc/passwd)",
            "kept (bytes)\r\n\0",
        )],
    ));
    let read = read(&out);
    let resources: Dict<'_> = read.page(0).get(b"Resources").unwrap();
    let forms: Dict<'_> = resources.get(b"XObject").unwrap();
    let form: Stream<'_> = forms.get(b"A").unwrap();
    assert_eq!(&*form.decoded_data().unwrap(), b"kept (bytes)\r\n\0");
    let mut keys: Vec<String> = form.dict().keys().map(|k| k.as_str().to_owned()).collect();
    keys.sort();
    assert_eq!(keys, ["BBox", "Filter", "Length", "Subtype", "Type"]);
}
