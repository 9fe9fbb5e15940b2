//! Links, forms, markup, layers, active content.
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
use hayro_syntax::object::{Array, Dict, String as PdfString};
use std::sync::Arc;

fn appearance(content: &str) -> String {
    stream("/Subtype/Form/BBox[0 0 10 10]", content)
}

#[test]
fn links_within_a_source_lead_to_its_pages() {
    let source = open(pdf(&[
        "<</Type/Catalog/Pages 2 0 R/Dests<</old[4 0 R/FitH 7]>>/Names<</Dests 6 0 R>>>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3/MediaBox[0 0 99 99]>>",
        "<</Type/Page/Parent 2 0 R/Annots[\
            <</Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/Dest[4 0 R/XYZ 1 2 null]>>\
            <</Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/Dest(new)>>\
            <</Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/A<</S/GoTo/D/old>>>>\
            <</Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/A<</S/GoTo/D[2/Fit]>>>>\
            <</Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/Dest(nowhere)>>\
            <</Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/F 2/Dest[4 0 R/Fit]>>]>>",
        "<</Type/Page/Parent 2 0 R>>",
        "<</Type/Page/Parent 2 0 R>>",
        "<</Kids[7 0 R 6 0 R]>>",
        "<</Names[(new)<</D[5 0 R/XYZ null null 2]>>]/Limits[(new)(new)]>>",
    ]));
    // The dossier leaves out the source's last page; the first one comes second.
    let mut file = Assembler::new(Vec::new(), 3, setup()).unwrap();
    let id = file.source(Arc::clone(&source), &[vec![(0, 1), (1, 2)]]);
    file.page(Page::new(Sheet::Blank {
        width: 50.0,
        height: 50.0,
    }))
    .unwrap();
    file.page(Page::of_source(id, 0)).unwrap();
    file.page(Page::of_source(id, 1)).unwrap();
    let done = file.finish(closing(3)).unwrap();
    check(&done.out);
    let read = read(&done.out);
    let links = read.links(1);
    let targets: Vec<_> = links.iter().map(|l| read.leads_to(l)).collect();
    assert_eq!(targets, [Some(2), Some(2)]);
    assert!(links.iter().all(|l| l.get::<i32>(b"F") == Some(4)));
    assert!(holds(&done.out, "/XYZ 1 2 null]") && holds(&done.out, "/FitH 7]"));
}

#[test]
fn web_links_stay_and_other_links_are_dropped() {
    let link =
        |uri: &str| format!("<</Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/A<</S/URI/URI({uri})>>>>");
    let annots: String = [
        "https://a.example/",
        "HTTP://b",
        "mailto:c@d",
        "tel:+1",
        "javascript:x()",
        "file:///etc/x",
        "ftp://e",
    ]
    .iter()
    .map(|u| link(u))
    .collect();
    let bytes = one_page(&format!("/Annots[{annots}]"), "", &[]);
    assert!(
        open(bytes.clone())
            .report()
            .contains(&Notice::ActiveContent {
                active: ActiveKind::OtherLinks,
                count: 3
            })
    );
    let out = plain(bytes);
    let read = read(&out);
    let uris: Vec<String> = read
        .links(0)
        .iter()
        .map(|l| {
            let action: Dict<'_> = l.get(b"A").unwrap();
            String::from_utf8_lossy(&action.get::<PdfString<'_>>(b"URI").unwrap()).into_owned()
        })
        .collect();
    assert_eq!(
        uris,
        ["https://a.example/", "HTTP://b", "mailto:c@d", "tel:+1"]
    );
}

#[test]
fn our_links_lead_forward_and_have_a_description() {
    let mut file = Assembler::new(Vec::new(), 2, setup()).unwrap();
    let mut page = Page::new(Sheet::Blank {
        width: 100.0,
        height: 50.0,
    });
    page.turn = Turn::Quarter;
    page.role = Role::Table;
    page.links.push(Link {
        rect: Rect::new(5.0, 10.0, 25.0, 20.0),
        page: 1,
        alt: "Anexo ñ".into(),
    });
    file.page(page).unwrap();
    file.page(Page::new(Sheet::Blank {
        width: 100.0,
        height: 50.0,
    }))
    .unwrap();
    let done = file.finish(closing(2)).unwrap();
    check(&done.out);
    let read = read(&done.out);
    let link = &read.links(0)[0];
    assert_eq!(read.leads_to(link), Some(1));
    assert_eq!(
        read.names(&read.page(0), &[b"XPDT_Role"]).as_deref(),
        Some("Table")
    );
    // As displayed, the page is 50 wide and 100 high; x and y are swapped.
    let rect: Vec<f32> = link
        .get::<Array<'_>>(b"Rect")
        .unwrap()
        .iter::<f32>()
        .collect();
    assert_eq!(rect, [80.0, 5.0, 90.0, 25.0]);
}

#[test]
fn appearances_become_part_of_the_page() {
    let bytes = one_page(
        "/MediaBox[0 0 100 100]/Annots[\
            <</Subtype/Stamp/Rect[20 20 40 60]/AP<</N 6 0 R>>>>\
            <</Subtype/Widget/FT/Btn/Rect[60 60 70 70]/AS/Yes/AP<</N<</Yes 7 0 R/Off 8 0 R>>>>>>\
            <</Subtype/Square/F 2/Rect[0 0 90 90]/AP<</N 6 0 R>>>>\
            <</Subtype/Text/F 32/Rect[0 0 90 90]/AP<</N 6 0 R>>>>]",
        "",
        &[
            &appearance("0 0 10 10 re f"),
            &appearance("0 0 10 10 re f %YES"),
            &appearance("%OFF"),
        ],
    );
    let source = open(bytes.clone());
    assert!(source.report().contains(&Notice::Markup {
        count: 2,
        pages: vec![0]
    }));
    let before = render(&bytes, 0);
    let out = plain(bytes);
    assert!(read(&out).links(0).is_empty());
    assert!(holds(&out, "%YES") && !holds(&out, "%OFF"));
    if let (Some(before), Some(after)) = (before, render(&out, 0)) {
        assert_eq!(before.difference(&after), None);
        assert!(after.at(30, 60) < 50 && after.at(65, 35) < 50 && after.at(10, 90) > 200);
    }
}

#[test]
fn appearances_are_fitted_as_in_the_standard() {
    let form = stream(
        "/Subtype/Form/BBox[0 0 20 10]/Matrix[0 1 -1 0 5 7]",
        "0 0 10 10 re f",
    );
    let bytes = one_page(
        "/MediaBox[0 0 100 100]/Annots[<</Subtype/Stamp/Rect[10 30 70 90]/AP<</N 6 0 R>>>>]",
        "",
        &[&form],
    );
    let before = render(&bytes, 0);
    let out = plain(bytes);
    if let (Some(before), Some(after)) = (before, render(&out, 0)) {
        assert_eq!(before.difference(&after), None);
        assert!(after.at(40, 55) < 50 && after.at(40, 25) > 200);
    }
}

#[test]
fn an_appearance_without_resources_gets_those_of_the_form() {
    let out = plain(one_page_with(
        "/AcroForm<</Fields[]/DR<</Font<</Helv 5 0 R>>>>>>",
        "/Annots[<</Subtype/Widget/FT/Tx/Rect[20 20 120 40]/AP<</N 6 0 R>>>>]",
        "",
        &[&stream(
            "/BBox[0 0 100 20]",
            "BT /Helv 12 Tf 2 5 Td (from DR) Tj ET",
        )],
    ));
    if let Some(text) = text_of(&out) {
        assert!(text.contains("from DR"));
    }
    assert!(!holds(&out, "AcroForm"));
}

#[test]
fn fields_without_an_appearance_are_drawn() {
    let bytes = one_page_with(
        "/AcroForm<</Fields[6 0 R 7 0 R 8 0 R 9 0 R 10 0 R]/DA(/Helv 0 Tf 0 g)/NeedAppearances true>>",
        "/MediaBox[0 0 300 300]/Annots[6 0 R 7 0 R 8 0 R 9 0 R 10 0 R 12 0 R]",
        "",
        &[
            "<</Subtype/Widget/FT/Tx/T(a)/V(Mar\\355a L\\363pez)/Rect[20 260 200 280]>>",
            "<</Subtype/Widget/FT/Ch/T(b)/V(x)/Opt[[(x)(Shown choice)][(y)(Other)]]/Rect[20 220 200 240]>>",
            "<</Subtype/Widget/FT/Btn/T(c)/AS/On/V/On/Rect[20 180 40 200]>>",
            "<</Subtype/Widget/FT/Tx/Ff 4096/T(d)/V(one two three four five six seven eight nine)/DA(/Helv 12 Tf 1 0 0 rg)/Rect[20 100 120 170]>>",
            "<</Subtype/Widget/FT/Tx/T(e)/V(Fresh)/Rect[20 60 200 80]/AP<</N 11 0 R>>>>",
            &stream(
                "/Subtype/Form/BBox[0 0 180 20]/Resources<</Font<</H 5 0 R>>>>",
                "BT /H 9 Tf (Stale) Tj ET",
            ),
            "<</Subtype/Widget/FT/Ch/Ff 2097152/T(f)/V[(k2)(k3)]/Opt[[(k1)(Alpha)][(k2)(Beta)][(k3)(Gamma)]]/Rect[20 20 200 40]>>",
        ],
    );
    let source = open(bytes);
    assert!(source.report().contains(&Notice::FormFields { count: 6 }));
    let (out, notices) = assemble(&[source], |p, _| p);
    assert!(notices.is_empty(), "{notices:?}");
    if let Some(text) = text_of(&out) {
        for words in [
            "María López",
            "Shown choice",
            "one two",
            "nine",
            "Fresh",
            "Beta, Gamma",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("Stale") && !text.contains("Other"));
    }
    if let Some(shown) = render(&out, 0) {
        let dark = (20..40).any(|x| (100..120).any(|y| shown.at(x, y) < 100));
        assert!(dark, "no check mark");
    }
}

#[test]
fn markup_without_an_appearance_is_drawn() {
    let out = plain(one_page(
        "/MediaBox[0 0 200 200]/Annots[\
            <</Subtype/Highlight/C[1 1 0]/Rect[10 150 90 170]/QuadPoints[10 170 90 170 10 150 90 150]>>\
            <</Subtype/Square/C[0 0 0]/BS<</W 4>>/Rect[100 20 180 60]>>\
            <</Subtype/Circle/C[0 0 0]/IC[0 0 0]/Rect[20 20 60 60]>>\
            <</Subtype/Ink/C[0 0 0]/BS<</W 4>>/InkList[[100 100 180 100]]/Rect[90 90 190 110]>>\
            <</Subtype/FreeText/DA(/Helv 10 Tf 0 g)/Contents(Free words)/Rect[100 150 190 180]>>]",
        "0 g 20 155 20 8 re f",
        &[],
    ));
    if let Some(shown) = render(&out, 0) {
        assert!(shown.at(30, 40) < 60, "highlighted text stays readable");
        assert!((180..=245).contains(&shown.at(70, 40)));
        assert!(shown.at(102, 160) < 60 && shown.at(140, 160) > 200);
        assert!(shown.at(40, 160) < 60 && shown.at(22, 178) > 200);
        assert!(shown.at(140, 100) < 60);
    }
    if let Some(text) = text_of(&out) {
        assert!(text.contains("Free words"));
    }
}

#[test]
fn layers_stay_as_in_the_default_view() {
    let layered = |base: &str| {
        one_page_with(
            &format!("/OCProperties<</OCGs[6 0 R 7 0 R]/D<<{base}/AS[<</Event/View>>]>>>>"),
            "/MediaBox[0 0 100 100]/Resources<</Properties<</A 6 0 R/B 7 0 R>>>>",
            "/OC /A BDC 0 0 50 100 re f EMC /OC /B BDC 50 0 50 100 re f EMC",
            &[
                "<</Type/OCG/Name(Draft)/Usage<</View<</ViewState/ON>>>>>>",
                "<</Type/OCG/Name(Final)>>",
            ],
        )
    };
    let off = open(layered("/OFF[6 0 R]"));
    assert!(off.report().contains(&Notice::HiddenLayers {
        names: vec!["Draft".into()]
    }));
    let base_off = open(layered("/BaseState/OFF/ON[7 0 R]"));
    let (out, _) = assemble(&[off, base_off], |p, _| p);
    assert!(!holds(&out, "ViewState") && !holds(&out, "OCProperties"));
    for page in 0..2 {
        if let Some(shown) = render(&out, page) {
            assert!(shown.at(25, 50) > 200 && shown.at(75, 50) < 50);
        }
    }
}

#[test]
fn no_active_content_gets_in() {
    let bytes = one_page_with(
        "/OpenAction<</S/JavaScript/JS(app.SECRET)>>/AA<</WC<</S/JavaScript/JS(SECRET)>>>>\
         /Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(SECRET)>>]>>/EmbeddedFiles<</Names[(f)10 0 R]>>>>\
         /AcroForm<</Fields[6 0 R]/XFA(SECRET)>>",
        "/AA<</O<</S/Launch/F(SECRET)>>>>/Annots[6 0 R 7 0 R 8 0 R \
            <</Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/A<</S/GoToR/F(SECRET)/D[0/Fit]>>>>\
            <</Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/A<</S/GoToE/T<<>>/D(SECRET)>>>>\
            <</Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/A<</S/ImportData/F(SECRET)>>>>]",
        "",
        &[
            "<</Subtype/Widget/FT/Btn/Ff 65536/T(send)/Rect[10 10 60 30]/AP<</N 9 0 R>>\
              /A<</S/SubmitForm/F(SECRET)/Next<</S/JavaScript/JS(SECRET)>>>>/AA<</K<</S/JavaScript/JS(SECRET)>>>>>>",
            "<</Subtype/FileAttachment/Rect[0 0 20 20]/FS 10 0 R/AP<</N 9 0 R>>>>",
            "<</Subtype/RichMedia/Rect[0 0 20 20]/RichMediaContent<</Assets 10 0 R>>>>",
            &stream(
                "/Subtype/Form/BBox[0 0 9 9]/AF 10 0 R/PieceInfo<</X(SECRET)>>",
                "0 0 9 9 re f",
            ),
            "<</Type/Filespec/F(SECRET)/EF<</F 11 0 R>>>>",
            &stream("/Type/EmbeddedFile", "SECRET"),
        ],
    );
    let found = open(bytes.clone()).report();
    for (active, count) in [
        (ActiveKind::JavaScript, 5),
        (ActiveKind::Launch, 1),
        (ActiveKind::SubmitForm, 1),
        (ActiveKind::ImportData, 1),
        (ActiveKind::GoToR, 1),
        (ActiveKind::GoToE, 1),
        (ActiveKind::EmbeddedFiles, 2),
        (ActiveKind::RichMedia, 1),
        (ActiveKind::OpenAction, 1),
        (ActiveKind::AdditionalActions, 3),
    ] {
        assert!(
            found.contains(&Notice::ActiveContent { active, count }),
            "{active:?}: {found:?}"
        );
    }
    assert!(found.contains(&Notice::Xfa));
    let out = plain(bytes);
    for word in [
        "SECRET",
        "JavaScript",
        "/Launch",
        "SubmitForm",
        "GoToR",
        "EmbeddedFile",
        "RichMedia",
        "/AA",
        "/AF",
    ] {
        assert!(!holds(&out, word), "{word}");
    }
    assert_eq!(read(&out).links(0).len(), 0);
}

#[test]
fn signatures_and_redactions_are_reported() {
    let source = open(one_page_with(
        "/AcroForm<</SigFlags 3/Fields[6 0 R]>>",
        "/Annots[6 0 R<</Subtype/Redact/Rect[0 0 9 9]>>]",
        "",
        &["<</Subtype/Widget/FT/Sig/T(s)/V<</Type/Sig/Contents<00>>>/Rect[0 0 0 0]>>"],
    ));
    let found = source.report();
    assert!(found.contains(&Notice::Signed { count: 1 }));
    assert!(found.contains(&Notice::UnappliedRedaction {
        count: 1,
        pages: vec![0]
    }));
    let (out, _) = assemble(&[source], |p, _| p);
    assert!(!holds(&out, "/Sig"));
}

#[test]
fn icons_are_upright_on_turned_pages() {
    for rotate in [0, 90, 180, 270] {
        let bytes = one_page(
            &format!(
                "/MediaBox[0 0 100 100]/Rotate {rotate}/Annots[<</Subtype/Text/F 28/Rect[40 40 60 60]/AP<</N 6 0 R>>>>]"
            ),
            "",
            &[&appearance("0 0 10 4 re f")],
        );
        let before = render(&bytes, 0);
        let out = plain(bytes);
        if let (Some(before), Some(after)) = (before, render(&out, 0)) {
            assert_eq!(before.difference(&after), None, "{rotate}");
            assert!(after.gray.iter().any(|g| *g < 60));
        }
    }
}
