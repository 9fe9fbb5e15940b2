//! The file as a whole: outline, labels, properties, encryption, the outline of a source.
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
use hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};
use std::process::Command;
use std::sync::Arc;

fn entry(title: &str, page: usize, open: bool, children: Vec<Outline>) -> Outline {
    Outline {
        title: title.into(),
        page,
        open,
        children,
    }
}

#[test]
fn the_catalog_is_complete() {
    let mut file = Assembler::new(
        Vec::new(),
        5,
        Setup {
            output_intent: Some(vec![7; 200]),
            ..setup()
        },
    )
    .unwrap();
    for _ in 0..5 {
        file.page(Page::new(Sheet::Blank {
            width: 100.0,
            height: 100.0,
        }))
        .unwrap();
    }
    let done = file
        .finish(CatalogEntries {
            outline: vec![
                entry("Portada", 0, true, vec![]),
                entry(
                    "Anexo A — niña",
                    1,
                    true,
                    vec![entry(
                        "Acta",
                        2,
                        false,
                        vec![entry("deep", 3, true, vec![])],
                    )],
                ),
                entry("(B)", 4, false, vec![entry("x", 4, true, vec![])]),
            ],
            labels: ["i", "ii", "1", "2", "12A"].map(String::from).to_vec(),
            ..closing(5)
        })
        .unwrap();
    check(&done.out);
    let read = read(&done.out);
    let root = read.root();
    let name = |d: &Dict<'_>, k: &[u8]| d.get::<Name<'_>>(k).map(|n| n.as_str().to_owned());
    assert_eq!(name(&root, b"PageMode").as_deref(), Some("UseOutlines"));
    assert_eq!(
        root.get::<PdfString<'_>>(b"Lang").unwrap().as_ref(),
        b"es-US"
    );
    assert!(
        !root.contains_key(b"MarkInfo")
            && !root.contains_key(b"AcroForm")
            && !root.contains_key(b"Names")
    );
    let open: Array<'_> = root.get(b"OpenAction").unwrap();
    assert_eq!(
        open.raw_iter()
            .next()
            .unwrap()
            .as_obj_ref()
            .unwrap()
            .obj_number,
        read.page_ids()[0].obj_number
    );
    let intents: Array<'_> = root.get(b"OutputIntents").unwrap();
    assert_eq!(intents.iter::<Dict<'_>>().count(), 1);
    let preferences: Dict<'_> = root.get(b"ViewerPreferences").unwrap();
    assert_eq!(preferences.get::<bool>(b"DisplayDocTitle"), Some(true));

    let xmp: Stream<'_> = root.get(b"Metadata").unwrap();
    assert!(!xmp.dict().contains_key(b"Filter"));
    let xmp = String::from_utf8(xmp.decoded().unwrap().into_owned()).unwrap();
    for part in [
        "<rdf:li xml:lang=\"x-default\">Título &lt;&amp;&gt; &quot;ñ&quot;</rdf:li>",
        "<rdf:li>es-US</rdf:li>",
        "<xmp:CreateDate>2026-02-03T04:05:06Z</xmp:CreateDate>",
        "<pdf:Producer>Expediente</pdf:Producer>",
    ] {
        assert!(xmp.contains(part), "{part}");
    }
    assert!(!xmp.contains("pdfaid"));

    let outline: Dict<'_> = root.get(b"Outlines").unwrap();
    assert_eq!(outline.get::<i32>(b"Count"), Some(4));
    let source = fixtures::open(done.out.clone());
    let nodes = source.outline();
    assert_eq!(nodes.len(), 3);
    assert_eq!(nodes[1].title, "Anexo A — niña");
    assert_eq!(
        nodes[1].children[0].children[0],
        OutlineNode {
            title: "deep".into(),
            page: Some(3),
            children: vec![]
        }
    );
    let title = read.pdf.metadata().title.as_deref().unwrap();
    let units = title.strip_prefix(&[0xFE, 0xFF]).unwrap().chunks_exact(2);
    let units = units.map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    assert_eq!(
        String::from_utf16(&units.collect::<Vec<_>>()).unwrap(),
        "Título <&> \"ñ\""
    );
    if let Some((_, said)) = tool("pdfinfo", &[], &done.out) {
        assert!(said.contains("Producer:        Expediente"), "{said}");
        assert!(said.contains("Pages:           5") && said.contains("JavaScript:      no"));
    }
    let trailer = String::from_utf8_lossy(&done.out).into_owned();
    assert!(
        trailer
            .contains("/ID[<30313233343536373839616263646566><30313233343536373839616263646566>]")
    );
}

#[test]
fn one_label_for_each_page() {
    let mut file = Assembler::new(Vec::new(), 1, setup()).unwrap();
    file.page(Page::new(Sheet::Blank {
        width: 9.0,
        height: 9.0,
    }))
    .unwrap();
    assert!(matches!(
        file.finish(closing(2)),
        Err(AssembleError::LabelCount {
            labels: 2,
            pages: 1
        })
    ));
}

#[test]
fn an_outline_with_a_loop_ends() {
    let source = open(pdf(&[
        "<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 9 9]>>",
        "<</Type/Page/Parent 2 0 R>>",
        "<</First 5 0 R>>",
        "<</Title(one)/Next 6 0 R/Dest[3 0 R/Fit]/First 5 0 R>>",
        "<</Title<FEFF00F1>/Next 5 0 R/First 4 0 R/A<</S/URI/URI(x)>>>>",
    ]));
    let titles: Vec<(String, Option<usize>)> = source
        .outline()
        .into_iter()
        .map(|n| (n.title, n.page))
        .collect();
    assert_eq!(titles, [("one".into(), Some(0)), ("ñ".into(), None)]);
}

/// The file encrypted by qpdf; nothing when qpdf is not installed.
fn encrypted(bytes: &[u8], user: &str, owner: &str, bits: &str, more: &[&str]) -> Option<Vec<u8>> {
    let dir = tempfile::tempdir().unwrap();
    let (from, to) = (dir.path().join("a.pdf"), dir.path().join("b.pdf"));
    std::fs::write(&from, bytes).unwrap();
    let done = Command::new("qpdf")
        .args(["--allow-weak-crypto", "--encrypt", user, owner, bits])
        .args(more)
        .arg("--")
        .arg(&from)
        .arg(&to)
        .status();
    match done {
        Ok(_) => Some(std::fs::read(&to).unwrap()),
        Err(_) => {
            println!("skipped: qpdf is not installed");
            None
        }
    }
}

#[test]
fn encryption_is_removed_and_reported() {
    let plain = one_page(
        "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://x.example)>>>>]",
        "BT /F1 12 Tf 20 20 Td (was secret) Tj ET",
        &[],
    );
    for (bits, more) in [
        ("40", vec![]),
        ("128", vec!["--use-aes=n"]),
        ("128", vec!["--use-aes=y"]),
        ("256", vec![]),
    ] {
        let Some(bytes) = encrypted(&plain, "", "boss", bits, &more) else {
            return;
        };
        let source = open(bytes);
        assert!(source.was_encrypted() && !source.needed_password());
        assert!(
            source
                .report()
                .contains(&Notice::EncryptedWithEmptyPassword)
        );
        let (out, notices) = assemble(&[source], |p, _| p);
        assert!(notices.is_empty());
        assert!(
            read(&out).content(0).contains("(was secret) Tj"),
            "{bits} {more:?}"
        );
        assert!(holds(&out, "https://x.example"));
        assert!(!holds(&out, "/Encrypt"));
    }
    assert!(!open(plain).was_encrypted());
}

#[test]
fn passwords_open_and_the_unlocked_copy_needs_none() {
    let plain = one_page(
        "/PieceInfo<</Kept(whole)>>",
        "BT /F1 12 Tf 20 20 Td (locked) Tj ET",
        &[],
    );
    let Some(bytes) = encrypted(&plain, "señal", "boss", "256", &[]) else {
        return;
    };
    let open =
        |password: Option<&str>| Source::open(Arc::new(bytes.clone()), password.map(str::as_bytes));
    assert!(matches!(open(None), Err(OpenError::Encrypted)));
    assert!(matches!(open(Some("")), Err(OpenError::Encrypted)));
    assert!(matches!(open(Some("no")), Err(OpenError::WrongPassword)));
    assert!(open(Some("boss")).unwrap().needed_password());
    let source = Arc::new(open(Some("señal")).unwrap());
    let unlocked = source.write_unlocked(Vec::new()).unwrap();
    check(&unlocked);
    assert!(holds(&unlocked, "(whole)"));
    let again = fixtures::open(unlocked);
    assert!(!again.was_encrypted());
    let (out, _) = assemble(&[again], |p, _| p);
    assert!(read(&out).content(0).contains("(locked) Tj"));
}

#[test]
fn object_streams_are_read() {
    let plain = one_page("", "BT /F1 12 Tf 20 20 Td (packed) Tj ET", &[]);
    let dir = tempfile::tempdir().unwrap();
    let (from, to) = (dir.path().join("a.pdf"), dir.path().join("b.pdf"));
    std::fs::write(&from, plain).unwrap();
    let done = Command::new("qpdf")
        .args(["--object-streams=generate"])
        .arg(&from)
        .arg(&to)
        .status();
    if done.is_err() {
        println!("skipped: qpdf is not installed");
        return;
    }
    let (out, _) = assemble(&[open(std::fs::read(&to).unwrap())], |p, _| p);
    assert!(read(&out).content(0).contains("(packed) Tj"));
    assert!(!holds(&out, "/ObjStm"));
}

#[test]
fn a_dossier_can_be_a_source() {
    let first = assemble(
        &[open(one_page(
            "",
            "BT /F1 12 Tf 20 150 Td (inner) Tj ET",
            &[],
        ))],
        |mut p, _| {
            p.stamps.push(stamp("first", Anchor::BottomLeft));
            p
        },
    )
    .0;
    let (second, _) = assemble(&[open(first)], |mut p, _| {
        p.stamps.push(stamp("second", Anchor::BottomRight));
        p
    });
    if let Some(text) = text_of(&second) {
        for word in ["inner", "first", "second"] {
            assert!(text.contains(word), "{word}");
        }
    }
}
