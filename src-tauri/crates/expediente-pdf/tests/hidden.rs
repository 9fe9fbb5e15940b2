//! What is hidden in a source: layers that are off, and what lies outside of the visible page. It
//! is not in the file, and what is seen stays as it was, by poppler and MuPDF.
#![allow(missing_docs)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod fixtures;
use expediente_pdf::Notice;
use fixtures::*;

/// Objects that all papers here have: 6 a layer that is off, 7 one that is on, 8 a font whose
/// letters are drawn, 9 the resources of all content.
const LAYERS: &str = "/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[6 0 R]>>>>";
const RESOURCES: &str = "<</Font<</F1 5 0 R/T3 8 0 R>>\
    /Properties<</Off 6 0 R/On 7 0 R/All 11 0 R/None 12 0 R/Not 13 0 R/Gone 14 0 R>>\
    /XObject<</Form 15 0 R/OffForm 16 0 R/Bare 17 0 R>>/Pattern<</P 18 0 R>>>>";

fn layered(content: &str, annotations: &str) -> Vec<u8> {
    let drawing = |entries: &str, data: &str| {
        stream(
            &format!("/Type/XObject/Subtype/Form/BBox[0 0 200 300]{entries}"),
            data,
        )
    };
    let more = [
        "<</Type/OCG/Name(Draft)>>".to_owned(),
        "<</Type/OCG/Name(Final)>>".to_owned(),
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97\
         /LastChar 97/Widths[1]/Encoding<</Differences[97/a]>>/CharProcs<</a 10 0 R>>\
         /Resources 9 0 R>>"
            .to_owned(),
        RESOURCES.to_owned(),
        stream(
            "",
            "1 0 d0 /OC /Off BDC /Span<</ActualText(SECRET)>>BDC 0 0 .5 1 re f EMC EMC .5 0 .5 .5 re f",
        ),
        "<</Type/OCMD/OCGs[6 0 R 7 0 R]/P/AllOn>>".to_owned(),
        "<</Type/OCMD/OCGs[6 0 R 7 0 R]/P/AllOff>>".to_owned(),
        "<</Type/OCMD/OCGs 6 0 R/VE[/Not[/Or 6 0 R[/And 7 0 R 7 0 R]]]>>".to_owned(),
        "<</Type/OCMD/OCGs[99 0 R]/P/AllOff>>".to_owned(),
        drawing(
            "/Resources 9 0 R",
            "/OC /Off BDC BT /F1 12 Tf 20 20 Td (SECRET form) Tj ET EMC \
             BT /F1 12 Tf 20 40 Td (seen form) Tj ET",
        ),
        drawing(
            "/OC 6 0 R/Resources 9 0 R",
            "BT /F1 12 Tf 20 60 Td (SECRET OffForm) Tj ET",
        ),
        // Without resources of its own, it takes those of the page.
        drawing(
            "",
            "/OC /Off BDC BT /F1 12 Tf 20 80 Td (SECRET bare) Tj ET EMC \
             BT /F1 12 Tf 20 100 Td (seen bare) Tj ET",
        ),
        stream(
            "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 60 20]/XStep 60/YStep 20\
             /Resources 9 0 R",
            "/OC /Off BDC BT /F1 12 Tf 0 2 Td (SECRET) Tj ET EMC 0 0 20 20 re f",
        ),
        // An appearance, which annotations name.
        drawing(
            "/Resources 9 0 R",
            "/OC /Off BDC BT /F1 40 Tf 20 20 Td (SECRET look) Tj ET EMC \
             BT /F1 40 Tf 20 140 Td (seen) Tj ET",
        ),
    ];
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    one_page_with(
        LAYERS,
        &format!("/Resources 9 0 R/Annots[{annotations}]"),
        content,
        &more,
    )
}

type Painter = fn(&[u8], usize) -> Option<Picture8>;
const PAINTERS: [Painter; 2] = [render, render_mupdf];

/// MuPDF draws all letters of a text object together, those of a layer that is off too if a layer
/// ends within it, and of memberships it follows some policies wrongly (ISO 32000-2, table 97). So
/// poppler judges these alone.
const BY_POPPLER: [&str; 5] = ["position", "lines", "AllOn", "AllOff", "no members"];

/// The page looks as before to both programs, and no hidden word and no layer is in the file.
fn check_shown(name: &str, before: &[u8], after: &[u8]) {
    for (draw, is_judge) in [
        (PAINTERS[0], true),
        (PAINTERS[1], !BY_POPPLER.contains(&name)),
    ] {
        if is_judge && let (Some(before), Some(after)) = (draw(before, 0), draw(after, 0)) {
            let difference = before.difference(&after);
            assert_eq!(
                difference,
                None,
                "{name}, MuPDF {}",
                std::ptr::fn_addr_eq(draw, PAINTERS[1])
            );
        }
    }
    for hidden in ["SECRET", "/OC", "OCG", "OCMD", "OCProperties"] {
        assert!(!holds(after, hidden), "{name}: {hidden}");
    }
    if let Some((_, all)) = tool("qpdf", &["--qdf", "--object-streams=disable"], after) {
        assert!(!all.contains("SECRET"), "{name}");
    }
}

/// One click in a viewer shows a layer that is only off. Each kind of content can have one.
#[test]
fn layers_that_are_off_are_left_out() {
    let seen = "BT /F1 12 Tf 20 200 Td (seen) Tj ET";
    let appearance = "<</Subtype/Stamp/Rect[100 200 180 240]/AP<</N 19 0 R>>>>";
    for (name, content, annotations) in [
        (
            "text",
            "/OC /Off BDC BT /F1 12 Tf 20 220 Td (SECRET) Tj ET EMC",
            "",
        ),
        // What is set in a layer holds after it.
        (
            "state",
            "/OC /Off BDC 1 0 0 rg 2 0 0 2 0 0 cm 4 w q 0 g BT (SECRET) Tj ET Q EMC 9 9 m 60 60 l S",
            "",
        ),
        (
            "position",
            "BT /F1 12 Tf 20 180 Td /OC /Off BDC (SECRET) Tj 0 -30 Td EMC (seen here) Tj ET",
            "",
        ),
        (
            "lines",
            "BT /F1 12 Tf 14 TL 20 180 Td /OC /Off BDC (SECRET) ' 1 2 (SECRET) \" [(SEC)9(RET)] TJ \
             EMC T* (seen below) Tj ET",
            "",
        ),
        (
            "nested",
            "/OC /On BDC /OC /Off BDC /OC /On BDC BT /F1 9 Tf 9 9 Td (SECRET) Tj ET EMC EMC 9 9 9 9 re f EMC",
            "",
        ),
        (
            "marks",
            "/Span<</ActualText(SECRET)>>BDC /OC /Off BDC BT /F1 9 Tf (x) Tj ET EMC EMC",
            "",
        ),
        (
            "inner marks",
            "/OC /Off BDC /P<</Alt(SECRET)>>BDC 9 9 9 9 re f EMC EMC",
            "",
        ),
        (
            "paths",
            "/OC /Off BDC 9 9 m 90 90 l S 50 50 50 50 re W f EMC 0 0 200 70 re f",
            "",
        ),
        (
            "shading",
            "/OC /Off BDC /None sh q 50 0 0 50 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q EMC",
            "",
        ),
        (
            "AllOn",
            "/OC /All BDC BT /F1 12 Tf 20 220 Td (SECRET) Tj ET EMC",
            "",
        ),
        (
            "AllOff",
            "/OC /None BDC BT /F1 12 Tf 20 220 Td (SECRET) Tj ET EMC",
            "",
        ),
        ("no members", "/OC /Gone BDC 50 50 50 50 re f EMC", ""),
        ("form", "/Form Do", ""),
        ("form that is off", "/OffForm Do", ""),
        ("form without resources", "/Bare Do", ""),
        ("pattern", "/Pattern cs /P scn 20 20 150 150 re f", ""),
        ("glyphs", "BT /T3 30 Tf 20 20 Td (aaa) Tj ET", ""),
        (
            "broken",
            "/OC /Off BDC BT /F1 12 Tf 20 220 Td (SECRET) Tj ET EMC 1 undefined",
            "",
        ),
        (
            "never ended",
            "9 9 9 9 re f /OC /Off BDC BT /F1 12 Tf 20 220 Td (SECRET) Tj ET",
            "",
        ),
        ("appearance", "", appearance),
        (
            "annotation",
            "",
            "<</OC 6 0 R/Subtype/FreeText/DA(/Helv 9 Tf)/Contents(SECRET)/Rect[9 9 90 90]>>",
        ),
    ] {
        let before = layered(&format!("{content}\n{seen}"), annotations);
        let source = open(before.clone());
        let names = vec!["Draft".to_owned()];
        assert!(
            source.report().contains(&Notice::HiddenLayers { names }),
            "{name}"
        );
        let (after, notices) = assemble(&[source], |page, _| page);
        let kept = notices
            .iter()
            .any(|notice| matches!(notice, Notice::HiddenWordsKept { .. }));
        assert!(!kept, "{name}");
        check_shown(name, &before, &after);
    }
}

/// MuPDF passes over visibility expressions, so poppler alone judges this one.
#[test]
fn layers_that_an_expression_hides_are_left_out() {
    let before = layered(
        "/OC /Not BDC 9 9 90 90 re f BT /F1 9 Tf (SECRET) Tj ET EMC",
        "",
    );
    let after = plain(before.clone());
    assert!(!holds(&after, "SECRET"));
    if let (Some(before), Some(after)) = (render(&before, 0), render(&after, 0)) {
        assert_eq!(before.difference(&after), None);
    }
}

/// What a viewer hides by a membership of layers that are on, or by the usage of a layer, is left
/// out, and the layer is named. A membership in a file without layers hides nothing.
#[test]
fn what_is_hidden_without_a_layer_that_is_off_is_told() {
    let content = "/OC /M BDC BT /F1 12 Tf 20 180 Td (SECRET) Tj ET EMC 9 9 20 20 re f";
    let usage = "/Usage<</View<</ViewState/OFF>>>>";
    let view = "/AS[<</Event/View/Category[/View]/OCGs[6 0 R]>>]";
    let print = "/AS[<</Event/Print/Category[/View]/OCGs[6 0 R]>>]";
    for (name, default, usage, member, is_hidden) in [
        ("off", "/OFF[6 0 R]", "", "6 0 R", true),
        (
            "all off",
            "",
            "",
            "<</Type/OCMD/OCGs[6 0 R]/P/AllOff>>",
            true,
        ),
        (
            "any off",
            "",
            "",
            "<</Type/OCMD/OCGs 6 0 R/P/AnyOff>>",
            true,
        ),
        ("not", "", "", "<</Type/OCMD/VE[/Not 6 0 R]>>", true),
        ("usage", view, usage, "6 0 R", true),
        ("usage when printed", print, usage, "6 0 R", false),
        ("no usage", view, "", "6 0 R", false),
        (
            "all on",
            "",
            "",
            "<</Type/OCMD/OCGs[6 0 R]/P/AllOn>>",
            false,
        ),
        (
            "no layers",
            "none",
            "",
            "<</Type/OCMD/VE[/Not 6 0 R]>>",
            false,
        ),
    ] {
        let catalog = match default {
            "none" => String::new(),
            default => format!("/OCProperties<</OCGs[6 0 R]/D<<{default}>>>>"),
        };
        let layer = format!("<</Type/OCG/Name(Draft){usage}>>");
        let (member, more) = match member {
            "6 0 R" => (member, vec![layer.as_str()]),
            member => ("7 0 R", vec![layer.as_str(), member]),
        };
        let page = format!("/Resources<</Font<</F1 5 0 R>>/Properties<</M {member}>>>>");
        let before = one_page_with(&catalog, &page, content, &more);
        let names = open(before.clone())
            .report()
            .into_iter()
            .find_map(|notice| match notice {
                Notice::HiddenLayers { names } => Some(names),
                _ => None,
            });
        assert_eq!(names.is_some(), is_hidden, "{name}");
        assert!(names.is_none_or(|names| names == ["Draft"]), "{name}");
        assert_eq!(!holds(&plain(before), "SECRET"), is_hidden, "{name}");
    }
}

/// Letters that follow hidden ones on their line would slide into their place. The hidden ones stay
/// as invisible text then, and that is told.
#[test]
fn words_that_others_lean_on_are_told() {
    let before = layered(
        "BT /F1 12 Tf 20 180 Td /OC /Off BDC (SECRET) Tj EMC ( seen behind) Tj 1 Tr \
         /OC /Off BDC (SECRET) Tj EMC (x) Tj ET",
        "",
    );
    let (after, notices) = assemble(&[open(before.clone())], |page, _| page);
    assert_eq!(notices, [Notice::HiddenWordsKept { page: 0 }]);
    if let (Some(before), Some(after)) = (render(&before, 0), render(&after, 0)) {
        assert_eq!(before.difference(&after), None);
    }
}

/// What a crop hides is one click away. What lies wholly outside is left out; what reaches into the
/// page stays, and whatever moves by it.
#[test]
fn what_is_outside_of_the_page_is_left_out() {
    const PAGE: &str = "/MediaBox[0 0 300 400]/CropBox[50 100 250 300]/Resources<</Font<</F1 5 0 R>>\
        /XObject<</Form 6 0 R/Picture 7 0 R>>>>";
    let more = [
        stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 90 20]/Matrix[1 0 0 1 0 10]/Resources<</Font<</F1 5 0 R>>>>",
            "BT /F1 12 Tf 2 2 Td (SECRET form) Tj ET",
        ),
        stream(
            "/Type/XObject/Subtype/Image/Width 6/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
            "SECRET",
        ),
    ];
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let seen = "BT /F1 12 Tf 60 200 Td (seen) Tj ET";
    for (name, content) in [
        ("below", "BT /F1 12 Tf 60 50 Td (SECRET) Tj ET"),
        (
            "above",
            "BT /F1 12 Tf 60 350 Td (SECRET) Tj 0 12 Td (SECRET) Tj ET",
        ),
        ("right", "BT /F1 12 Tf 270 200 Td (SECRET) Tj ET"),
        ("left", "BT /F1 6 Tf 1 0 0 1 0 200 Tm (SECRET) Tj ET"),
        ("turned", "BT /F1 12 Tf 0 1 -1 0 30 100 Tm (SECRET) Tj ET"),
        (
            "slanted",
            "BT /F1 12 Tf .7 .7 -.7 .7 280 60 Tm (SECRET) Tj ET",
        ),
        (
            "lines",
            "BT /F1 12 Tf 14 TL 60 80 Td (SECRET) Tj T* (SECRET) Tj (SECRET) ' 0 200 Td (seen too) Tj ET",
        ),
        (
            "moved",
            "q 1 0 0 1 0 -300 cm BT /F1 12 Tf 60 300 Td (SECRET) Tj ET Q",
        ),
        (
            "marks",
            "/Span<</ActualText(SECRET)>>BDC BT /F1 12 Tf 60 50 Td (x) Tj ET EMC",
        ),
        ("form", "q 1 0 0 1 60 20 cm /Form Do Q"),
        ("picture", "q 40 0 0 40 0 0 cm /Picture Do Q"),
        (
            "inline picture",
            "q 40 0 0 40 0 0 cm BI /W 6 /H 1 /BPC 8 /CS /G ID SECRET EI Q",
        ),
        ("paths", "0 0 40 40 re f % SECRET\n60 60 m 90 90 l S"),
    ] {
        let content = content.replace("% SECRET", "");
        let before = one_page(PAGE, &format!("{content}\n{seen}"), &more);
        let (after, notices) = assemble(&[open(before.clone())], |page, _| page);
        assert!(notices.is_empty(), "{name}: {notices:?}");
        check_shown(name, &before, &after);
        assert!(holds(&after, "(seen)"), "{name}");
        let left = read(&after).content(0);
        let stays = left.contains(" re f") || left.contains(" l S");
        assert!(!stays, "{name}: {left}");
    }
    for (name, content) in [
        ("partly below", "BT /F1 12 Tf 60 98 Td (SECRET) Tj ET"),
        (
            "from the left",
            "BT /F1 12 Tf 20 200 Td (SECRET words) Tj ET",
        ),
        (
            "long before",
            "BT /F1 12 Tf 300 200 Td [(SECRET)] TJ [20000 (seen back here)] TJ ET",
        ),
        (
            "clip",
            "q 7 Tr BT /F1 12 Tf 60 50 Td (SECRET) Tj ET 50 100 200 200 re f Q",
        ),
        ("thick line", "60 95 m 240 95 l 30 w S % SECRET"),
        ("form", "q 1 0 0 1 20 150 cm /Form Do Q"),
        ("broken", "BT /F1 12 Tf 60 50 Td (SECRET) Tj ET 1 undefined"),
    ] {
        let before = one_page(PAGE, &format!("{content}\n{seen}"), &more);
        let after = plain(before.clone());
        assert!(holds(&after, "SECRET"), "{name}");
        for draw in [render, render_mupdf] {
            if let (Some(before), Some(after)) = (draw(&before, 0), draw(&after, 0)) {
                assert_eq!(before.difference(&after), None, "{name}");
            }
        }
    }
}

/// Viewers ask an annotation whether its layer is on, and not its appearance.
#[test]
fn an_appearance_in_a_layer_that_is_off_is_seen() {
    let before = one_page_with(
        LAYERS,
        "/Resources<</Font<</F1 5 0 R>>>>/Annots[<</Subtype/Stamp/F 4/Rect[20 20 120 60]/AP<</N 8 0 R>>>>]",
        "0 0 9 9 re f",
        &[
            "<</Type/OCG/Name(Draft)>>",
            "<</Type/OCG/Name(Final)>>",
            &stream("/Subtype/Form/BBox[0 0 100 40]/OC 6 0 R", "0 0 100 40 re f"),
        ],
    );
    let after = plain(before.clone());
    for draw in PAINTERS {
        if let (Some(before), Some(after)) = (draw(&before, 0), draw(&after, 0)) {
            assert_eq!(before.difference(&after), None);
        }
    }
    if let Some(shown) = render(&after, 0) {
        assert!(shown.at(70, shown.height - 40) < 100);
    }
}
