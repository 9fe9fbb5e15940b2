//! What is left out is out, and what is hidden is told: judged by qpdf, MuPDF, poppler and pikepdf.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expediente_tests::dossier::Dossier;
use expediente_tests::{judges, program};

fn input(name: &str) -> PathBuf {
    expediente_tests::root()
        .join("tests/ref/left-out")
        .join(name)
}

/// The dossier of a folder with a dossier.toml.
fn built(folder: &Path) -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("dossier.pdf");
    let store = place.path().join("store");
    program::build(folder, &out, &["--store", store.to_str().unwrap()]);
    judges::qpdf_is_content(&out);
    check_reached(&out);
    (place, out)
}

/// Every object of the dossier is there for a page that is in it.
fn check_reached(out: &Path) {
    let said = judges::script("oracles/reached.py", out);
    let said = said.trim();
    assert!(said.is_empty(), "{said}");
}

/// The whole file as qpdf unpacks it.
fn unpacked(out: &Path) -> String {
    let output = Command::new("qpdf")
        .args(["--qdf", "--object-streams=disable"])
        .arg(out)
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn count(of: &str, what: &str) -> usize {
    of.matches(what).count()
}

/// One page of six scans that share their resources: one picture, not six.
#[test]
fn pages_that_are_left_out_leave_no_picture() {
    let (place, out) = built(&input("images"));
    let pictures = place.path().join("pictures");
    fs::create_dir(&pictures).unwrap();
    let mut command = Command::new("mutool");
    command.arg("extract").arg(&out).current_dir(&pictures);
    assert!(command.output().unwrap().status.success());
    let found: Vec<String> = fs::read_dir(&pictures)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("image"))
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
}

/// One page of four, each a form in resources that all share: its words, not those of the others.
#[test]
fn pages_that_are_left_out_leave_no_word() {
    let paper = unpacked(&input("text").join("four.pdf"));
    assert_eq!(count(&paper, "CONFIDENTIAL"), 4);
    let (_place, out) = built(&input("text"));
    assert_eq!(count(&unpacked(&out), "CONFIDENTIAL"), 1);
    assert_eq!(count(&judges::texts(&out).concat(), "CONFIDENTIAL"), 1);
}

/// The same paper in five exhibits: a link stays within its own copy. Pages count from 1.
#[test]
fn links_stay_within_their_copy() {
    let (_place, out) = built(&input("links"));
    let facts = judges::pikepdf(&out);
    let targets = |page: usize| -> Vec<u64> {
        let links = facts["links"][page - 1].as_array().unwrap();
        links
            .iter()
            .filter_map(|link| Some(link["page"].as_u64()? + 1))
            .collect()
    };
    for (page, expected) in [(17, vec![16, 14]), (11, vec![12])] {
        assert_eq!(targets(page), expected, "from page {page}");
    }
    assert!(targets(6).contains(&7), "{:?}", targets(6));
}

/// Pages that share resources weigh each its own picture: eight of 145 kB make three volumes of at
/// most 700 kB.
#[test]
fn volumes_of_pages_that_share_are_as_small_as_others() {
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("store");
    let paper = place.path().join("scans.pdf");
    fs::write(&paper, shared_scans()).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = program::command();
        command.args(arguments).arg("--store").arg(&store);
        program::Said::of(&command.output().unwrap())
    };
    run(&["profile", "copy", "eoir", "mini"]);
    let profile = store.join("profiles/mini.toml");
    let text = fs::read_to_string(&profile).unwrap();
    let lines = text.lines().map(|line| match line.split(" = ").next() {
        Some("limit") => "limit = 700_000".to_owned(),
        Some("target") => "target = 600_000".to_owned(),
        _ => line.to_owned(),
    });
    fs::write(&profile, lines.collect::<Vec<_>>().join("\n")).unwrap();
    run(&[
        "matter",
        "new",
        "v",
        "--person",
        "Ana Prueba",
        "--profile",
        "mini",
        "--docket",
        "A 000-000-000",
        "--court",
        "El Paso",
        "--title",
        "Docs",
        "--filer",
        "T W",
    ]);
    run(&["matter", "set", "v", "--split", "true"]);
    run(&["add", "v", paper.to_str().unwrap()]);
    let out = place.path().join("v.pdf");
    let said = run(&["build", "v", "-o", out.to_str().unwrap()]);
    let mut sizes: Vec<u64> = fs::read_dir(place.path())
        .unwrap()
        .map(|file| file.unwrap())
        .filter(|file| file.file_name().to_string_lossy().starts_with("v"))
        .map(|file| {
            check_reached(&file.path());
            file.metadata().unwrap().len()
        })
        .collect();
    sizes.sort_unstable();
    assert_eq!(sizes.len(), 3, "{said:?}");
    assert!(sizes.iter().all(|size| *size <= 700_000), "{sizes:?}");
}

/// Eight pages, each with a picture of 145 kB that cannot be packed, and all with the same
/// resources.
fn shared_scans() -> Vec<u8> {
    const PAGES: usize = 8;
    const SIDE: usize = 380;
    let mut state = 88_172_645_463_325_252u64;
    let mut noise = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    let name = |page: usize| format!("/Im{page} {} 0 R", 3 + page);
    let pictures: String = (1..=PAGES).map(name).collect();
    let kids: Vec<String> = (1..=PAGES)
        .map(|page| format!("{} 0 R", 11 + page))
        .collect();
    let mut bodies: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!(
            "<</Type/Pages/Kids[{}]/Count {PAGES}/MediaBox[0 0 612 792]/Resources 3 0 R>>",
            kids.join(" ")
        )
        .into_bytes(),
        format!("<</XObject<<{pictures}>>>>").into_bytes(),
    ];
    for _ in 0..PAGES {
        let pixels: Vec<u8> = (0..SIDE * SIDE).map(|_| noise()).collect();
        let head = format!(
            "<</Type/XObject/Subtype/Image/Width {SIDE}/Height {SIDE}/BitsPerComponent 8\
             /ColorSpace/DeviceGray/Length {}>>stream\n",
            pixels.len()
        );
        bodies.push([head.as_bytes(), &pixels, b"\nendstream"].concat());
    }
    for page in 1..=PAGES {
        bodies.push(
            format!(
                "<</Type/Page/Parent 2 0 R/Contents {} 0 R>>",
                11 + PAGES + page
            )
            .into_bytes(),
        );
    }
    for page in 1..=PAGES {
        let content = format!("q 500 0 0 500 50 150 cm /Im{page} Do Q");
        bodies.push(
            format!("<</Length {}>>stream\n{content}\nendstream", content.len()).into_bytes(),
        );
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, body) in (1..).zip(&bodies) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(body);
        out.extend(b"\nendobj\n");
    }
    let (table, size) = (out.len(), bodies.len() + 1);
    out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

/// A layer that is off, an address below the crop, a name under a black box, white on white: left
/// out or told, with the words.
#[test]
fn what_is_hidden_is_left_out_or_told() {
    let keep = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hidden");
    let dossier = Dossier::of(&input("hidden"), &keep);
    judges::qpdf_is_content(&dossier.out);
    check_reached(&dossier.out);
    for (file, code, words) in [
        ("layer.pdf", "pdf-hidden-layers", "left out"),
        ("address.pdf", "pdf-words-cut-off", "HOME"),
        ("1 - cropped.pdf", "pdf-words-cut-off", "CROPPED"),
        ("2 - fakeredact.pdf", "pdf-words-covered", "child"),
        ("3 - white.pdf", "pdf-words-unseen", "WHITE"),
    ] {
        assert!(
            dossier.codes(file).contains(&code),
            "{file}: {:?}",
            dossier.codes(file)
        );
        let findings = dossier.papers[file]["findings"].as_array().unwrap();
        let told = findings.iter().any(|finding| {
            finding["code"] == code && finding["message"].as_str().unwrap().contains(words)
        });
        assert!(told, "{file}: {findings:?}");
    }
    let all = unpacked(&dossier.out) + &judges::texts(&dossier.out).concat();
    for hidden in ["layerhidden", "CROPPED", "HOME", "OCProperties", "/OCG"] {
        assert!(!all.contains(hidden), "{hidden}");
    }
}
