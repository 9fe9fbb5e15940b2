//! Dossiers that were altered after they were built, byte by byte with every other object as it
//! was: each must be refused. The alterations are those of opposing counsel, of a careless hand,
//! and of programs that "optimize".

use std::path::{Path, PathBuf};
use std::thread;

use expediente_proof::verify;
use expediente_tests::raw_pdf::{RawPdf, find};
use expediente_tests::{program, sample};

/// A kind of alteration; it returns whether the file has what it alters.
type Alteration = (String, Box<dyn Fn(&mut RawPdf) -> bool>);

fn dossiers(place: &Path) -> Vec<(&'static str, PathBuf)> {
    let mut all = Vec::new();
    for (name, more) in [
        ("sample", vec![]),
        ("uk", vec!["--profile", "uk-courts", "--lang", "en"]),
    ] {
        let out = place.join(format!("{name}.pdf"));
        program::build(&sample(), &out, &more);
        all.push((name, out));
    }
    let case = place.join("district");
    expediente_tests::copy_folder(&sample(), &case);
    let manifest = case.join("dossier.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let bates = "bates = { prefix = \"QUI-\", start = 41, digits = 6 }\n";
    let text = text.replacen("[matter]\n", &format!("[matter]\n{bates}"), 1);
    assert!(text.contains(bates));
    std::fs::write(&manifest, text).unwrap();
    let out = place.join("district.pdf");
    program::build(&case, &out, &["--profile", "us-district"]);
    all.push(("district", out));
    all
}

fn is_proved(file: &RawPdf) -> bool {
    let bytes = file.write();
    // Its hash is not asked for.
    verify(&bytes.as_slice(), None, Some([0; 32]), &mut |_, _| true).is_ok()
}

/// What the program says of a file, by its exit code.
fn told(file: &RawPdf, path: &Path) -> i32 {
    std::fs::write(path, file.write()).unwrap();
    program::run(["verify".as_ref(), path.as_os_str()]).code
}

/// What became of the alterations of a dossier, in the order of their kinds: nothing where it has
/// not what they alter, else whether it is still proved.
fn altered(name: &str, path: &Path) -> Vec<Option<bool>> {
    let whole = RawPdf::read(&std::fs::read(path).unwrap());
    assert!(is_proved(&whole), "{name} taken apart and put together");
    let copy = path.with_extension("altered.pdf");
    assert_eq!(told(&whole, &copy), 0, "{name}");
    let mut first = true;
    let one = |(_, alter): &Alteration| {
        let mut file = whole.clone();
        let is_altered = alter(&mut file);
        if is_altered && std::mem::take(&mut first) {
            assert_eq!(told(&file, &copy), 4, "{name}");
        }
        is_altered.then(|| is_proved(&file))
    };
    alterations().iter().map(one).collect()
}

/// The word "proved" must not stand on a file that was altered, whatever was altered.
#[test]
fn altered_dossiers_are_refused() {
    let place = tempfile::tempdir().unwrap();
    let dossiers = dossiers(place.path());
    let results: Vec<Vec<Option<bool>>> = thread::scope(|scope| {
        let runs: Vec<_> = dossiers
            .iter()
            .map(|(name, path)| scope.spawn(move || altered(name, path)))
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let kinds = alterations();
    assert!(kinds.len() >= 200, "{} kinds", kinds.len());
    let (mut idle, mut believed, mut full) = (Vec::new(), Vec::new(), 0);
    for (at, (what, _)) in kinds.iter().enumerate() {
        let found: Vec<Option<bool>> = results.iter().map(|result| result[at]).collect();
        if found.iter().all(Option::is_none) {
            idle.push(what);
        }
        full += usize::from(found.iter().all(Option::is_some));
        for ((name, _), found) in dossiers.iter().zip(&found) {
            if *found == Some(true) {
                believed.push(format!("{name}: {what}"));
            }
        }
    }
    assert!(idle.is_empty(), "alter nothing: {idle:#?}");
    assert!(full >= 200, "{full} kinds were tried on all three");
    assert!(believed.is_empty(), "still proved: {believed:#?}");
}

/// A page of a paper that has a number, as object and content streams.
fn numbered(file: &RawPdf) -> (u32, Vec<u32>) {
    let page = file.pages("Paper")[0];
    (page, file.references(page, "/Contents"))
}

fn stamps(file: &RawPdf) -> u32 {
    *numbered(file).1.last().unwrap()
}

fn root(file: &RawPdf) -> u32 {
    file.with("/Type/Catalog")[0]
}

#[allow(clippy::too_many_lines)] // A list.
fn alterations() -> Vec<Alteration> {
    let mut all: Vec<Alteration> = Vec::new();
    let mut kind = |what: &str, alter: Box<dyn Fn(&mut RawPdf) -> bool>| {
        all.push((what.to_owned(), alter));
    };

    // The stamp of a page.
    for (from, to) in [
        ("\n0 g\n", "\n1 g\n"),
        ("\n0 g\n", "\n0.8 g\n"),
        ("\n0 g\n", "\n0 g /XpdtGS gs\n"),
        ("\n0 g\n", "\n1 1 1 rg\n"),
        ("\n0 g\n", "\n/DeviceGray cs 1 scn\n"),
        ("\n0 g\n", "\n/Pattern cs /P scn\n"),
        (" 0 Tr ", " 3 Tr "),
        (" 0 Tr ", " 7 Tr "),
        (" 0 Tr ", " 0 Tr 900 Ts "),
        (" 0 Tr ", " 0 Tr 1 Tz "),
        (" 0 Tr ", " 0 Tr 99 Tc "),
        (" 0 Tr ", " 0 Tr 99 Tw "),
        (" 0 Tr ", " 0 Tr 5 TL "),
        ("1 G 1 j", "0 G 1 j"),
        ("1 j 1 J", "1 j 1 J [1 9] 0 d"),
        ("1 j 1 J", "0 j 0 J"),
        (" w\nBT", " w 1 0 0 RG\nBT"),
        ("/Artifact", "/Span"),
        ("/Artifact", "1 g 0 0 900 900 re f /Artifact"),
        ("/Artifact", "q 0.01 0 0 0.01 0 0 cm /Artifact"),
        ("/Artifact", "0 0 1 1 re W n /Artifact"),
        ("/Artifact", "/OC /Off BDC /Artifact"),
        ("/Artifact", "/Artifact BMC EMC /Artifact"),
        ("/Artifact", "BT /Helv 12 Tf 50 50 Td (99) Tj ET /Artifact"),
        ("/Pagination", "/Background"),
        ("/Footer", "/Watermark"),
        ("BDC\nq\n", "BDC\nq\n0 0 1 1 re W n\n"),
        ("BDC\nq\n1 0 0 1", "BDC\nq\n-1 0 0 1"),
        ("BDC\nq\n1 0 0 1", "BDC\nq\n0.1 0 0 0.1"),
        ("BDC\nq\n1 0 0 1", "BDC\nq\n0 1 -1 0"),
        ("BDC\nq\n1 0 0 1 0 0", "BDC\nq\n1 0 0 1 900 0"),
        ("BDC\nq\n1 0 0 1 0 0", "BDC\nq\n1 0 0 1 0 -27"),
        ("\nQ\nEMC\n", "\nQ\nEMC\n1 g 0 0 900 60 re f\n"),
        ("\nQ\nEMC\n", "\nQ\nEMC\n/XpdtX0 Do\n"),
        ("\nQ\nEMC\n", "\nQ\nEMC\n/Sh sh\n"),
        (
            "\nQ\nEMC\n",
            "\nQ\nEMC\nBI /W 1 /H 1 /BPC 8 /CS /G ID x EI\n",
        ),
        (
            "\nQ\nEMC\n",
            "\nQ\nEMC\nBT /F1 9 Tf 9 9 Td (Page 99) Tj ET\n",
        ),
        ("\nQ\nEMC\n", "\nQ\nEMC\n% nothing\n"),
        ("\nQ\nEMC\n", "\nEMC\n"),
        ("> Tj\nET\nQ", "> Tj <0001> Tj\nET\nQ"),
        ("> Tj\nET\nQ", "> '\nET\nQ"),
        ("Td\n<", "Td\n<00F9"),
    ] {
        kind(
            &format!("the stamp has {to:?} for {from:?}"),
            Box::new(move |file| {
                let stamps = stamps(file);
                file.edit_text(stamps, from, to)
            }),
        );
    }
    kind(
        "the stamp is gone",
        Box::new(|file| {
            let stamps = stamps(file);
            file.edit(stamps, |_| Vec::new())
        }),
    );
    kind(
        "the number is another one",
        Box::new(|file| {
            let pages = file.pages("Paper");
            let other = *file.references(pages[1], "/Contents").last().unwrap();
            let (stamps, data) = (stamps(file), file.data(other));
            file.edit(stamps, |_| data)
        }),
    );
    kind(
        "every stamp stands twice",
        Box::new(|file| {
            let stamps = stamps(file);
            file.edit(stamps, |data| data.repeat(2))
        }),
    );
    for font in ["1 Tf", "4 Tf", "90 Tf", "-10 Tf"] {
        kind(
            &format!("the letters of the stamp are {font}"),
            Box::new(move |file| {
                let stamps = stamps(file);
                file.edit(stamps, |data| {
                    String::from_utf8(data)
                        .unwrap()
                        .replace(" 10 Tf", &format!(" {font}"))
                        .replace(" 12 Tf", &format!(" {font}"))
                        .into_bytes()
                })
            }),
        );
    }

    // The streams of a page.
    kind(
        "a white box lies behind the stamps",
        Box::new(|file| {
            let (page, contents) = numbered(file);
            let white = file.push_stream("1 g 0 0 900 900 re f");
            let last = contents.last().unwrap();
            file.replace(
                page,
                &format!("{last} 0 R]"),
                &format!("{last} 0 R {white} 0 R]"),
            )
        }),
    );
    kind(
        "a stream moves what follows",
        Box::new(|file| {
            let (page, contents) = numbered(file);
            let moving = file.push_stream("0.5 0 0 0.5 0 0 cm");
            let first = contents[0];
            file.replace(
                page,
                &format!("/Contents[{first}"),
                &format!("/Contents[{moving} 0 R {first}"),
            )
        }),
    );
    kind(
        "the stamps are not drawn",
        Box::new(|file| {
            let (page, contents) = numbered(file);
            let last = contents.last().unwrap();
            file.replace(page, &format!(" {last} 0 R]"), "]")
        }),
    );
    kind(
        "the paper is drawn over the stamps",
        Box::new(|file| {
            let (page, contents) = numbered(file);
            let list = |of: &[u32]| {
                of.iter()
                    .map(|n| format!("{n} 0 R"))
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let (before, mut after) = (list(&contents), contents.clone());
            after.rotate_right(1);
            file.replace(page, &before, &list(&after))
        }),
    );
    kind(
        "the paper is not drawn",
        Box::new(|file| {
            let (page, contents) = numbered(file);
            file.replace(page, &format!(" {} 0 R ", contents[1]), " ")
        }),
    );
    kind(
        "a page shows nothing",
        Box::new(|file| {
            let (_, contents) = numbered(file);
            file.edit(contents[1], |_| b"n".to_vec())
        }),
    );
    kind(
        "a page shows another page",
        Box::new(|file| {
            let pages = file.pages("Paper");
            let (one, other) = (
                file.references(pages[0], "/Contents"),
                file.references(pages[1], "/Contents"),
            );
            file.replace(
                pages[0],
                &format!(" {} 0 R ", one[1]),
                &format!(" {} 0 R ", other[1]),
            )
        }),
    );
    kind(
        "a word of a paper is another one",
        Box::new(|file| {
            let (_, contents) = numbered(file);
            file.edit(contents[1], |mut data| {
                let at = find(&data, b"Tj").unwrap_or(0);
                if at > 4 {
                    data.swap(at - 4, at - 3);
                    data[at - 4] ^= 1;
                }
                data
            })
        }),
    );
    kind(
        "a paper is drawn in white",
        Box::new(|file| {
            let (_, contents) = numbered(file);
            file.edit(contents[1], |data| [b"1 g 1 G ".as_slice(), &data].concat())
        }),
    );
    kind(
        "a paper is shrunk to a point",
        Box::new(|file| {
            let (page, contents) = numbered(file);
            let enter = file.push_stream("q\n0.001 0 0 0.001 0 0 cm\n0 0 612 792 re W n");
            file.replace(
                page,
                &format!("/Contents[{} ", contents[0]),
                &format!("/Contents[{enter} "),
            )
        }),
    );
    kind(
        "a paper is mirrored",
        Box::new(|file| {
            let (page, contents) = numbered(file);
            let enter = file.push_stream("q\n-1 0 0 1 612 0 cm\n0 0 612 792 re W n");
            file.replace(
                page,
                &format!("/Contents[{} ", contents[0]),
                &format!("/Contents[{enter} "),
            )
        }),
    );
    kind(
        "a paper leaves its state open",
        Box::new(|file| {
            let (_, contents) = numbered(file);
            file.edit(contents[2], |data| {
                data.into_iter().filter(|b| *b != b'Q').collect()
            })
        }),
    );
    kind(
        "content is one stream, not a list",
        Box::new(|file| {
            let (page, contents) = numbered(file);
            let list: Vec<String> = contents.iter().map(|n| format!("{n} 0 R")).collect();
            let last = contents.last().unwrap();
            file.replace(
                page,
                &format!("/Contents[{}]", list.join(" ")),
                &format!("/Contents {last} 0 R"),
            )
        }),
    );
    kind(
        "content is gone",
        Box::new(|file| {
            let (page, _) = numbered(file);
            file.replace(page, "/Contents[", "/Kontents[")
        }),
    );

    kind(
        "a page unpacks to more than any memory",
        Box::new(|file| {
            let (page, contents) = numbered(file);
            // 12 MB that are named thirty times.
            file.edit(contents[1], |_| b"q Q ".repeat(3_000_000));
            let once = format!(" {} 0 R ", contents[1]);
            file.replace(page, &once, &once.repeat(30))
                && file.replace(page, "/XPDT_Parts[1 ", "/XPDT_Parts[30 ")
        }),
    );

    // The entries of a page.
    for entry in [
        "/AA<</O<</S/JavaScript/JS(x)>>>>",
        "/AF[]",
        "/ArtBox[0 0 9 9]",
        "/B[]",
        "/BleedBox[0 0 9 9]",
        "/BoxColorInfo<<>>",
        "/DPart<<>>",
        "/Dur 1",
        "/Hid true",
        "/ID(x)",
        "/LastModified(D:2026)",
        "/Metadata 2 0 R",
        "/PZ 2",
        "/PieceInfo<<>>",
        "/PresSteps<<>>",
        "/SeparationInfo<<>>",
        "/StructParents 0",
        "/Tabs/S",
        "/TemplateInstantiated/x",
        "/Thumb 2 0 R",
        "/Trans<</S/Wipe>>",
        "/TrimBox[0 0 9 9]",
        "/VP[]",
        "/XPDT_Note(x)",
        "/UserUnit 2",
        "/UserUnit 0.25",
        "/Rotate 90",
        "/Rotate 180",
        "/Rotate 270",
        "/Rotate 45",
        "/Rotate 360",
        "/CropBox[0 0 300 300]",
        "/CropBox[0 100 612 792]",
        "/CropBox[-50 -50 900 900]",
        "/CropBox[9 9 9 9]",
        "/Type/Page",
    ] {
        kind(
            &format!("a page has {entry}"),
            Box::new(move |file| {
                let (page, _) = numbered(file);
                file.add(page, entry)
            }),
        );
    }
    for (key, from, to) in [
        ("media", "/MediaBox[0 0 ", "/MediaBox[0 60 "),
        ("media wider", "/MediaBox[0 0 ", "/MediaBox[-300 0 "),
        ("role", "/XPDT_Role/Paper", "/XPDT_Role/Photos"),
        ("role front", "/XPDT_Role/Paper", "/XPDT_Role/Front"),
        ("role slip", "/XPDT_Role/Paper", "/XPDT_Role/Slip"),
        ("role unknown", "/XPDT_Role/Paper", "/XPDT_Role/Other"),
        ("role gone", "/XPDT_Role/Paper", ""),
        ("parts", "/XPDT_Parts[1 0 0 1]", "/XPDT_Parts[2 0 0 0]"),
        ("parts gone", "/XPDT_Parts[1 0 0 1]", ""),
        ("promise gone", "/XPDT_Promise<", "/XPDT_Promis2<"),
        ("promise shorter", "/XPDT_Promise<", "/XPDT_Promise<00"),
        ("digest gone", "/XPDT_Page<", "/XPDT_Pag2<"),
        ("digest other", "/XPDT_Page<", "/XPDT_Page<00"),
        ("resources gone", "/Resources<<", "/Resourcez<<"),
        ("own font gone", "/XpdtF ", "/XpdtG "),
    ] {
        kind(
            &format!("{key} of a page is altered"),
            Box::new(move |file| {
                let (page, _) = numbered(file);
                file.replace(page, from, to)
            }),
        );
    }
    for (what, entry) in [("a font", "/Font<<"), ("a picture", "/XObject<<")] {
        kind(
            &format!("a page brings {what} that it does not draw"),
            Box::new(move |file| {
                let other = file.with("/Type/FontDescriptor")[0];
                let pages = file.pages("");
                pages
                    .into_iter()
                    .any(|page| file.replace(page, entry, &format!("{entry}/Hidden {other} 0 R")))
            }),
        );
    }

    // Annotations.
    for annotation in [
        "/Subtype/Link/Rect[0 0 612 792]/AP<</N 9 0 R>>/F 4/Border[0 0 0]",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/A<</S/JavaScript/JS(x)>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/A<</S/Launch/F(x)>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/A<</S/GoToR/F(x)/D[0/Fit]>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/A<</S/GoToE/D[0/Fit]>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/A<</S/SubmitForm/F(x)>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/A<</S/ImportData/F(x)>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/A<</S/Named/N/Print>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/A<</S/Hide/T(x)>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/A<</S/URI/URI(file:///etc/passwd)>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/A<</S/URI/URI(javascript:x)>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/A<</S/URI/URI(https://x)/Next<<>>>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/A<</S/URI/URI(https://example.org)>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 0]/PA<<>>",
        "/Subtype/Link/Rect[0 0 612 792]/F 4/Border[0 0 400]/C[1 1 1]",
        "/Subtype/Link/Rect[0 0 612 60]/F 4/BS<</W 60>>/C[1 1 1]",
        "/Subtype/Widget/FT/Tx/T(x)/V(99)/Rect[0 0 612 60]",
        "/Subtype/FreeText/Contents(99)/DA(/Helv 12 Tf)/Rect[0 0 612 60]",
        "/Subtype/Text/Contents(note)/Rect[0 0 20 20]",
        "/Subtype/Stamp/Name/Draft/Rect[0 0 612 792]",
        "/Subtype/Square/IC[1 1 1]/Rect[0 0 612 60]",
        "/Subtype/Circle/IC[1 1 1]/Rect[0 0 612 60]",
        "/Subtype/Highlight/QuadPoints[0 0 9 0 0 9 9 9]/Rect[0 0 9 9]",
        "/Subtype/Redact/IC[0 0 0]/Rect[0 0 612 60]",
        "/Subtype/Ink/InkList[[0 0 9 9]]/Rect[0 0 9 9]",
        "/Subtype/Line/L[0 0 9 9]/Rect[0 0 9 9]",
        "/Subtype/Polygon/Vertices[0 0 9 9 0 9]/Rect[0 0 9 9]",
        "/Subtype/Caret/Rect[0 0 9 9]",
        "/Subtype/Popup/Open true/Rect[0 0 300 300]",
        "/Subtype/FileAttachment/FS<<>>/Rect[0 0 9 9]",
        "/Subtype/Sound/Rect[0 0 9 9]",
        "/Subtype/Movie/Rect[0 0 9 9]",
        "/Subtype/Screen/Rect[0 0 9 9]",
        "/Subtype/3D/Rect[0 0 9 9]",
        "/Subtype/RichMedia/Rect[0 0 9 9]",
        "/Subtype/Watermark/Rect[0 0 612 792]",
        "/Subtype/TrapNet/Rect[0 0 9 9]",
        "/Subtype/PrinterMark/Rect[0 0 9 9]",
    ] {
        kind(
            &format!("a page has an annotation {annotation}"),
            Box::new(move |file| {
                let (page, _) = numbered(file);
                let number = file.push(&format!("<</Type/Annot{annotation}>>"));
                file.add(page, &format!("/Annots[{number} 0 R]"))
            }),
        );
    }
    for (from, to) in [
        ("/F 4", "/F 6"),
        ("/F 4", "/F 36"),
        ("/F 4", ""),
        ("/Rect[", "/Rect[-1 0 0 0]/Rec2["),
        ("/Border[0 0 0]", "/Border[0 0 30]"),
        ("/Border[0 0 0]", ""),
        ("/Contents", "/Contents(other)/Content2"),
        ("/Subtype/Link", "/Subtype/Widget"),
        ("/XYZ null null null", "/XYZ 0 -9000 9"),
        ("/XYZ null null null", "/Nowhere"),
    ] {
        kind(
            &format!("a link of the table has {to} for {from}"),
            Box::new(move |file| {
                let table = file.pages("Table")[0];
                let link = file.references(table, "/Annots")[0];
                file.replace(link, from, to)
            }),
        );
    }
    kind(
        "a link of the table leads elsewhere",
        Box::new(|file| {
            let (table, pages) = (file.pages("Table")[0], file.pages(""));
            let link = file.references(table, "/Annots")[0];
            let last = pages.last().unwrap();
            file.replace(link, "/Dest[", &format!("/Dest[{last} 0 R/Fit]/Des2["))
        }),
    );
    kind(
        "two links of the table are exchanged",
        Box::new(|file| {
            let table = file.pages("Table")[0];
            let links = file.references(table, "/Annots");
            let (one, other) = (format!("{} 0 R", links[0]), format!("{} 0 R", links[1]));
            file.replace(table, &format!("{one} {other}"), &format!("{other} {one}"))
        }),
    );
    kind(
        "the table has lost a link",
        Box::new(|file| {
            let table = file.pages("Table")[0];
            let links = file.references(table, "/Annots");
            file.replace(
                table,
                &format!("{} 0 R {} 0 R", links[0], links[1]),
                &format!("{} 0 R", links[0]),
            )
        }),
    );
    kind(
        "a slip sheet has lost its link",
        Box::new(|file| {
            let slip = file.pages("Slip")[0];
            file.replace(slip, "/Annots[", "/Annot2[")
        }),
    );

    // The catalog.
    for entry in [
        "/AA<<>>",
        "/AF[]",
        "/AcroForm<</Fields[]>>",
        "/Collection<<>>",
        "/DPartRoot<<>>",
        "/DSS<<>>",
        "/Dests<<>>",
        "/Extensions<<>>",
        "/Legal<<>>",
        "/MarkInfo<</Marked true>>",
        "/Names<</JavaScript<</Names[]>>>>",
        "/Names<</EmbeddedFiles<</Names[]>>>>",
        "/NeedsRendering true",
        "/OCProperties<</OCGs[]/D<<>>>>",
        "/PageLayout/TwoColumnLeft",
        "/Perms<<>>",
        "/PieceInfo<<>>",
        "/Requirements[]",
        "/SpiderInfo<<>>",
        "/StructTreeRoot<<>>",
        "/Threads[]",
        "/URI<</Base(x)>>",
        "/Version/2.0",
    ] {
        kind(
            &format!("the catalog has {entry}"),
            Box::new(move |file| {
                let root = root(file);
                file.add(root, entry)
            }),
        );
    }
    for (from, to) in [
        ("/PageMode/UseOutlines", "/PageMode/FullScreen"),
        ("/PageMode/UseOutlines", ""),
        ("/DisplayDocTitle true", "/DisplayDocTitle false"),
        (
            "/DisplayDocTitle true",
            "/DisplayDocTitle true/HideToolbar true",
        ),
        (
            "/DisplayDocTitle true",
            "/DisplayDocTitle true/NonFullScreenPageMode/UseOC",
        ),
        (
            "/OpenAction[",
            "/OpenAction<</S/JavaScript/JS(x)>>/OpenActio2[",
        ),
        ("/OpenAction[", "/OpenActio2["),
        ("/Lang(", "/Lang(xx-"),
        ("/S/D", "/S/r"),
        ("/S/D", "/S/D/St 2"),
        ("/S/D", "/S/D/P(A-)"),
        ("/S/D", "/S/A"),
        ("/Nums[0", "/Nums[1"),
        ("/PageLabels", "/PageLabel2"),
        ("/Outlines ", "/Outline2 "),
        ("/Metadata ", "/Metadat2 "),
        ("/OutputIntents[", "/OutputIntent2["),
        ("/GTS_PDFA1", "/GTS_PDFX"),
        ("(sRGB)", "(CMYK)"),
        ("/XPDT_Font ", "/XPDT_Fon2 "),
        ("/XPDT_Frame<", "/XPDT_Fram2<"),
        ("/XPDT_Frame<", "/XPDT_Frame<00"),
        ("/Type/Catalog", "/Type/Catalo2"),
    ] {
        kind(
            &format!("the catalog has {to} for {from}"),
            Box::new(move |file| {
                let root = root(file);
                file.replace(root, from, to)
            }),
        );
    }
    kind(
        "the catalog opens at another page",
        Box::new(|file| {
            let (root, pages) = (root(file), file.pages(""));
            file.replace(
                root,
                &format!("/OpenAction[{} ", pages[0]),
                &format!("/OpenAction[{} ", pages[1]),
            )
        }),
    );
    kind(
        "the page tree counts wrong",
        Box::new(|file| {
            let node = file.with("/Type/Pages")[0];
            file.replace(node, "/Count ", "/Count 1")
        }),
    );
    kind(
        "two pages are exchanged",
        Box::new(|file| {
            let node = file.with("/Type/Pages")[0];
            let pages = file.pages("");
            let (one, other) = (format!("{} 0 R", pages[4]), format!("{} 0 R", pages[5]));
            file.replace(node, &format!("{one} {other}"), &format!("{other} {one}"))
        }),
    );
    kind(
        "a page is there twice",
        Box::new(|file| {
            let node = file.with("/Type/Pages")[0];
            let pages = file.pages("");
            file.replace(
                node,
                &format!("{} 0 R {} 0 R", pages[4], pages[5]),
                &format!("{0} 0 R {0} 0 R", pages[4]),
            )
        }),
    );
    kind(
        "pages inherit",
        Box::new(|file| {
            let node = file.with("/Type/Pages")[0];
            file.add(node, "/Rotate 90")
        }),
    );
    kind(
        "a page is gone",
        Box::new(|file| {
            let node = file.with("/Type/Pages")[0];
            let (pages, count) = (file.pages(""), file.pages("").len());
            file.replace(node, &format!("{} 0 R ", pages[5]), "")
                && file.replace(
                    node,
                    &format!("/Count {count}"),
                    &format!("/Count {}", count - 1),
                )
        }),
    );

    // The outline.
    for (from, to) in [
        ("/Title(", "/Title(Not "),
        ("/Title<FEFF", "/Title<FEFF004E"),
        ("/Dest[", "/A<</S/JavaScript/JS(x)>>/Dest["),
        ("/Dest[", "/C[1 1 1]/Dest["),
        ("/Dest[", "/F 2/Dest["),
        ("/Dest[", "/SE 2 0 R/Dest["),
        ("/Dest[", "/Des2["),
        ("/Next ", "/Nex2 "),
        ("/XYZ null null null", "/FitH -9000"),
    ] {
        kind(
            &format!("an entry of the outline has {to} for {from}"),
            Box::new(move |file| {
                let entries = file.with("/Parent ");
                let pages = file.pages("");
                entries
                    .into_iter()
                    .filter(|entry| !pages.contains(entry))
                    .any(|entry| {
                        file.text_of(entry).contains("/Title") && file.replace(entry, from, to)
                    })
            }),
        );
    }
    kind(
        "an entry of the outline leads elsewhere",
        Box::new(|file| {
            let pages = file.pages("");
            let last = pages.last().unwrap();
            let entries = file.with("/XYZ null null null]");
            let entry = entries
                .into_iter()
                .find(|entry| file.text_of(*entry).contains("/Title"));
            entry.is_some_and(|entry| {
                file.replace(entry, "/Dest[", &format!("/Dest[{last} 0 R/Fit]/Des2["))
            })
        }),
    );

    // Properties.
    for entry in [
        "/Keywords(x)",
        "/Subject(x)",
        "/Creator(x)",
        "/Trapped/True",
        "/Hidden(x)",
    ] {
        kind(
            &format!("the properties have {entry}"),
            Box::new(move |file| {
                let info = file.with("/CreationDate")[0];
                file.add(info, entry)
            }),
        );
    }
    for (from, to) in [
        ("/Title", "/Title(Other)/Titl2"),
        ("/Title<FEFF", "/Title<FEFF0041"),
        ("/Producer(", "/Producer(Not "),
        ("/CreationDate(D:2", "/CreationDate(D:1"),
        ("/ModDate(D:2", "/ModDate(D:1"),
    ] {
        kind(
            &format!("the properties have {to} for {from}"),
            Box::new(move |file| {
                let info = file.with("/CreationDate")[0];
                file.replace(info, from, to)
            }),
        );
    }
    for (from, to) in [
        ("<dc:title>", "<dc:title><!-- x -->"),
        (
            "<pdf:Producer>",
            "<pdf:Keywords>x</pdf:Keywords><pdf:Producer>",
        ),
        ("<pdf:Producer>", "<pdf:Producer>Not "),
        ("</rdf:li></rdf:Alt>", " too</rdf:li></rdf:Alt>"),
        ("xmp:CreateDate>2", "xmp:CreateDate>1"),
        ("application/pdf", "text/plain"),
    ] {
        kind(
            &format!("the XMP has {to} for {from}"),
            Box::new(move |file| {
                let xmp = file.with("/Type/Metadata")[0];
                file.edit_text(xmp, from, to)
            }),
        );
    }

    // Our own pages.
    for (role, from, to) in [
        ("Table", "] TJ", " <0001>] TJ"),
        ("Table", "0 g\n", "1 g\n"),
        ("Table", "BT\n", "1 g 0 0 900 900 re f BT\n"),
        ("Table", "BT\n", "/XpdtX0 Do BT\n"),
        ("Table", " Tf\n", " Tf 3 Tr\n"),
        (
            "Table",
            "ET\n",
            "ET\nBT\n/XpdtBold 11.5 Tf\n0 g\n500 642 Td\n[<00F9><00F9>] TJ\nET\n",
        ),
        ("Slip", " 92 Tf", " 2 Tf"),
        ("Slip", "] TJ", "] TJ %\n"),
        ("Slip", "BT\n", "q 0.1 0 0 0.1 0 0 cm BT\n"),
        ("Cover", "BT\n", "BT 1 Tr\n"),
        ("Cover", "0 g\n", "0.9 g\n"),
        ("Cover", "] TJ", " (x)] TJ"),
        ("Cover", "BT\n", "0 0 1 1 re W n BT\n"),
    ] {
        kind(
            &format!("{role}: {to:?} for {from:?}"),
            Box::new(move |file| {
                let Some(&page) = file.pages(role).first() else {
                    return false;
                };
                let sheet = file.references(page, "/Contents")[1];
                file.edit_text(sheet, from, to)
            }),
        );
    }
    for role in ["Table", "Slip", "Cover"] {
        kind(
            &format!("{role}: a digit is another one"),
            Box::new(move |file| {
                let Some(&page) = file.pages(role).first() else {
                    return false;
                };
                let sheet = file.references(page, "/Contents")[1];
                file.edit(sheet, |data| {
                    String::from_utf8(data)
                        .unwrap()
                        .replace("<00F9>", "<00FA>")
                        .replace("<00F7>", "<00F8>")
                        .into_bytes()
                })
            }),
        );
        kind(
            &format!("{role}: nothing is drawn"),
            Box::new(move |file| {
                let Some(&page) = file.pages(role).first() else {
                    return false;
                };
                let sheet = file.references(page, "/Contents")[1];
                file.edit(sheet, |_| Vec::new())
            }),
        );
    }

    // Fonts.
    for (from, to) in [
        ("/Identity-H", "/Identity-V"),
        ("/ToUnicode ", "/ToUnicod2 "),
        ("/Subtype/Type0", "/Subtype/Type3"),
        ("/BaseFont/", "/BaseFont/Other"),
    ] {
        kind(
            &format!("the font of the stamps has {to} for {from}"),
            Box::new(move |file| {
                let font = file.reference(root(file), "/XPDT_Font").unwrap();
                file.replace(font, from, to)
            }),
        );
    }
    kind(
        "the font of the stamps reads a digit as another",
        Box::new(|file| {
            let font = file.reference(root(file), "/XPDT_Font").unwrap();
            let map = file.reference(font, "/ToUnicode").unwrap();
            file.edit(map, |data| {
                let text = String::from_utf8(data).unwrap();
                text.replace("<0031>", "<ZZ>")
                    .replace("<0032>", "<0031>")
                    .replace("<ZZ>", "<0032>")
                    .into_bytes()
            })
        }),
    );
    kind(
        "the font of the stamps has other widths",
        Box::new(|file| {
            let font = file.reference(root(file), "/XPDT_Font").unwrap();
            let below = file.references(font, "/DescendantFonts")[0];
            file.replace(below, "[542]", "[0]")
        }),
    );
    kind(
        "the font of the stamps has other glyphs",
        Box::new(|file| {
            let descriptor = file.with("/FontFile2 ");
            descriptor.into_iter().any(|number| {
                let program = file.reference(number, "/FontFile2").unwrap();
                file.edit(program, |mut data| {
                    let middle = data.len() / 2;
                    data[middle] ^= 1;
                    data
                })
            })
        }),
    );
    kind(
        "codes of the stamps show other glyphs",
        Box::new(|file| {
            let font = file.reference(root(file), "/XPDT_Font").unwrap();
            let below = file.references(font, "/DescendantFonts")[0];
            let glyphs = file.push_stream("\0\u{1}\0\u{2}");
            file.replace(
                below,
                "/CIDToGIDMap/Identity",
                &format!("/CIDToGIDMap {glyphs} 0 R"),
            ) || file.replace(
                below,
                "/CIDToGIDMap ",
                &format!("/CIDToGIDMap {glyphs} 0 R/Other "),
            )
        }),
    );

    // Entries of streams that are ours: another file instead of the data, another length.
    type Stream = fn(&RawPdf) -> Option<u32>;
    fn stamp_font(file: &RawPdf) -> (u32, u32) {
        let font = file.reference(root(file), "/XPDT_Font").unwrap();
        let below = file.references(font, "/DescendantFonts")[0];
        (font, file.reference(below, "/FontDescriptor").unwrap())
    }
    let streams: [(&str, Stream); 5] = [
        ("the font", |file| {
            file.reference(stamp_font(file).1, "/FontFile2")
        }),
        ("the map of the font", |file| {
            file.reference(stamp_font(file).0, "/ToUnicode")
        }),
        ("the properties", |file| {
            file.reference(root(file), "/Metadata")
        }),
        ("a stamp", |file| Some(stamps(file))),
        ("the color profile", |file| {
            let all = file.text_of(root(file));
            let (_, number) = all.split_once("/DestOutputProfile ")?;
            number.split(' ').next()?.parse().ok()
        }),
    ];
    for (name, stream) in streams {
        for entries in [
            "/F(other)",
            "/F(other)/FFilter/FlateDecode",
            "/FDecodeParms<<>>",
            "/DecodeParms<</Predictor 12>>",
            "/DL 9",
            "/Secret(words)",
        ] {
            kind(
                &format!("{name} has {entries}"),
                Box::new(move |file| stream(file).is_some_and(|number| file.add(number, entries))),
            );
        }
    }
    kind(
        "the font of the stamps is said to be longer",
        Box::new(|file| {
            let font = file.reference(stamp_font(file).1, "/FontFile2").unwrap();
            file.replace(font, "/Length1 ", "/Length1 1")
        }),
    );
    for role in ["Cover", "Table", "Slip", "Paper", "Photos"] {
        for group in [
            "<</S/Transparency/CS/DeviceRGB>>",
            "<</Type/Group/S/Transparency/K true>>",
            "<</S/Transparency/I true>>",
        ] {
            kind(
                &format!("a page of {role} is a group {group}"),
                Box::new(move |file| {
                    let pages = file.pages(role);
                    let free = |page: &&u32| !file.text_of(**page).contains("/Group");
                    let Some(&page) = pages.iter().find(free) else {
                        return false;
                    };
                    file.add(page, &format!("/Group{group}"))
                }),
            );
        }
    }

    // What papers draw with.
    for (of, from, to) in [
        ("/Subtype /Image", "/Width ", "/Width 1"),
        ("/Subtype /Image", "/Height ", "/Height 1"),
        ("/Subtype/Image", "/Width ", "/Width 1"),
        (
            "/Subtype/Image",
            "/BitsPerComponent 8",
            "/BitsPerComponent 1",
        ),
        (
            "/Subtype/Image",
            "/Type/XObject",
            "/Decode[1 0 1 0 1 0]/Type/XObject",
        ),
        (
            "/Subtype/Image",
            "/Type/XObject",
            "/ImageMask true/Type/XObject",
        ),
        (
            "/Subtype/Image",
            "/Type/XObject",
            "/Mask[0 255 0 255 0 255]/Type/XObject",
        ),
        (
            "/Subtype/Image",
            "/Type/XObject",
            "/Interpolate true/Type/XObject",
        ),
        (
            "/Subtype/Image",
            "/Type/XObject",
            "/Alternates[]/Type/XObject",
        ),
        (
            "/Subtype/Image",
            "/Type/XObject",
            "/OC<</Type/OCG>>/Type/XObject",
        ),
        (
            "/Subtype/Image",
            "/Type/XObject",
            "/Metadata 2 0 R/Type/XObject",
        ),
        ("/Subtype/Image", "/Type/XObject", "/OPI<<>>/Type/XObject"),
        ("/Subtype/Image", "/Subtype/Image", "/Subtype/Form"),
        ("/Type /FontDescriptor", "/Flags ", "/Flags 1"),
        ("/Type /Font", "/BaseFont ", "/BaseFont /Other/Bas2 "),
        ("/Type /Font", "/Encoding ", "/Encodin2 "),
        ("/Type /Font", "/Type /Font", "/Private(x)/Type /Font"),
    ] {
        kind(
            &format!("an object {of} has {to} for {from}"),
            Box::new(move |file| {
                let found = file.with(of);
                found
                    .into_iter()
                    .any(|number| file.replace(number, from, to))
            }),
        );
    }
    for at in [0.1, 0.5, 0.9] {
        kind(
            &format!("a byte of a picture is another one, at {at}"),
            Box::new(move |file| {
                let Some(&picture) = file.with("/DCTDecode").first() else {
                    return false;
                };
                let mut raw = file.raw(picture);
                let place = (raw.len() as f64 * at) as usize;
                raw[place] ^= 1;
                file.set_raw(picture, &raw);
                true
            }),
        );
    }
    kind(
        "two pictures are exchanged",
        Box::new(|file| {
            let pictures = file.with("/DCTDecode");
            let (one, other) = (file.raw(pictures[0]), file.raw(pictures[1]));
            file.set_raw(pictures[0], &other);
            file.set_raw(pictures[1], &one);
            one != other
        }),
    );
    kind(
        "bytes follow a picture",
        Box::new(|file| {
            let picture = file.with("/DCTDecode")[0];
            let raw = [file.raw(picture), b"hidden".to_vec()].concat();
            file.set_raw(picture, &raw);
            true
        }),
    );
    kind(
        "a picture stands elsewhere",
        Box::new(|file| {
            let page = file.pages("Photos")[0];
            let contents = file.references(page, "/Contents");
            contents.into_iter().any(|number| {
                file.edit_text(number, " cm\n/XpdtX0", " cm\n0.01 0 0 0.01 0 0 cm\n/XpdtX0")
            })
        }),
    );
    kind(
        "a picture is not drawn",
        Box::new(|file| {
            let page = file.pages("Photos")[0];
            let contents = file.references(page, "/Contents");
            contents
                .into_iter()
                .any(|number| file.edit_text(number, "/XpdtX0 Do\n", ""))
        }),
    );
    kind(
        "a picture is drawn twice",
        Box::new(|file| {
            let page = file.pages("Photos")[0];
            let contents = file.references(page, "/Contents");
            contents
                .into_iter()
                .any(|number| file.edit_text(number, "/XpdtX0 Do\n", "/XpdtX0 Do\n/XpdtX0 Do\n"))
        }),
    );
    kind(
        "the promise of a picture is altered",
        Box::new(|file| {
            let page = file.pages("Photos")[0];
            file.replace(page, "/XPDT_Pictures[<", "/XPDT_Pictures[<00")
        }),
    );

    // The file.
    kind(
        "something follows its end",
        Box::new(|file| {
            file.tail = b"hidden".to_vec();
            true
        }),
    );
    kind(
        "a second version follows its end",
        Box::new(|file| {
            file.tail = b"1 0 obj\n<<>>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R>>\nstartxref\n9\n%%EOF\n".to_vec();
            true
        }),
    );
    kind(
        "something is before its beginning",
        Box::new(|file| {
            file.head = [b"hidden\n".as_slice(), &file.head].concat();
            true
        }),
    );
    kind(
        "a comment follows its header",
        Box::new(|file| {
            file.head.extend_from_slice(b"% hidden\n");
            true
        }),
    );
    kind(
        "a comment is between two objects",
        Box::new(|file| {
            file.objects[5].1.extend_from_slice(b"% hidden\n");
            true
        }),
    );
    kind(
        "a comment is within an object",
        Box::new(|file| {
            let root = root(file);
            file.add(root, "%hidden\n")
        }),
    );
    kind(
        "an object has an entry twice",
        Box::new(|file| {
            let root = root(file);
            file.add(root, "/PageMode/UseNone")
        }),
    );
    kind(
        "an object belongs to nothing",
        Box::new(|file| file.push("(hidden)") > 0),
    );
    kind(
        "a stream belongs to nothing",
        Box::new(|file| file.push_stream("hidden") > 0),
    );
    kind(
        "an object is there twice",
        Box::new(|file| {
            let copy = file.objects[5].1.clone();
            file.objects[5].1.extend_from_slice(&copy);
            true
        }),
    );
    kind(
        "an object is missing",
        Box::new(|file| {
            let (page, _) = numbered(file);
            file.objects.retain(|(number, _)| *number != page);
            true
        }),
    );
    kind(
        "an object is null",
        Box::new(|file| {
            let picture = file.with("/DCTDecode")[0];
            *file.object(picture) = format!("{picture} 0 obj\nnull\nendobj\n").into_bytes();
            true
        }),
    );
    for (from, to) in [
        ("/ID[<", "/ID[<00"),
        ("/Root ", "/Prev 9/Root "),
        ("/Root ", "/XRefStm 9/Root "),
        ("/Root ", "/Encrypt<<>>/Root "),
        ("/Root ", "/Hidden(x)/Root "),
        ("/Info ", "/Inf2 "),
        ("/Size ", "/Size 1"),
    ] {
        kind(
            &format!("the trailer has {to} for {from}"),
            Box::new(move |file| {
                let at = find(&file.trailer, from.as_bytes()).unwrap();
                file.trailer.splice(at..at + from.len(), to.bytes());
                true
            }),
        );
    }
    kind(
        "a stream is longer than it says",
        Box::new(|file| {
            let stamps = stamps(file);
            file.replace(stamps, "/Length ", "/Length 0/Lengt2 ")
        }),
    );
    kind(
        "a stream of ours names another filter",
        Box::new(|file| {
            let stamps = stamps(file);
            file.replace(stamps, "<<", "<</Filter/ASCIIHexDecode")
        }),
    );
    kind(
        "a stream of ours is in another file",
        Box::new(|file| {
            let stamps = stamps(file);
            file.replace(stamps, "<<", "<</F(other)")
        }),
    );
    all
}
