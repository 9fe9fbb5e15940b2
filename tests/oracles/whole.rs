//! The whole file: form, labels, links, outline, properties, no active content, reproducible bytes.

use std::path::Path;

use expediente_tests::{copy_folder, fixtures, judges, program, sample};
use serde_json::Value;

/// A dossier and what the plan promised, as `matter show` prints it: exhibits with label, title,
/// pages.
fn dossier(folder: &Path, more: &[&str]) -> (tempfile::TempDir, std::path::PathBuf, Value) {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("dossier.pdf");
    let store = place.path().join("store");
    let shown = dossier_in(&store, folder, &out, more);
    (place, out, shown)
}

/// The same in a store, which has the papers already if it was built there before.
fn dossier_in(store: &Path, folder: &Path, out: &Path, more: &[&str]) -> Value {
    let mut arguments = vec!["--store", store.to_str().unwrap()];
    arguments.extend(more);
    let built = program::build(folder, out, &arguments);
    let id = built["id"].as_str().unwrap();
    program::in_store(store, ["matter", "show", id]).1
}

/// The most expensive failure in this field is a number that is right in one place and wrong in
/// another. So other programs read every number: the labels, the words on the pages, the table, the
/// links and the outline.
fn judge(out: &Path, shown: &Value) {
    judges::qpdf_is_content(out);
    let facts = judges::pikepdf(out);
    let labels: Vec<&str> = facts["labels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|label| label.as_str().unwrap())
        .collect();
    let pages = shown["pages"].as_u64().unwrap() as usize;
    assert_eq!(labels.len(), pages);
    assert_eq!(judges::pdfinfo(out, "Pages"), pages.to_string());
    judges::mupdf_counts(out, pages);
    let words = judges::words(out);
    assert_eq!(words.len(), pages);
    for (label, page) in labels.iter().zip(&words) {
        let inside = |place: &expediente_tests::picture::Place| {
            place.left >= 0.0
                && place.top >= 0.0
                && place.right <= page.width
                && place.bottom <= page.height
        };
        let printed = page
            .words
            .iter()
            .filter(|word| word.text == *label && inside(&word.place));
        // The last tenth of a page of ordinary size has only the running text.
        let running = printed
            .filter(|word| word.place.bottom > page.height * 0.9 || page.height < 300.0)
            .count();
        assert!(
            label.is_empty() || running >= 1,
            "the label {label} is not printed: {page:?}"
        );
    }
    let place = |label: &str| labels.iter().position(|had| *had == label).unwrap();
    let exhibits = shown["exhibits"].as_array().unwrap();
    let slips: Vec<usize> = exhibits
        .iter()
        .map(|e| place(e["pages"].as_str().unwrap().split('–').next().unwrap()))
        .collect();
    let first_slip = *slips.first().unwrap();
    // Table: its links, in order, lead to the slip sheets, and each covers its label and pages.
    let links = facts["links"].as_array().unwrap();
    let mut rows = Vec::new();
    let table: Vec<usize> = (0..first_slip)
        .filter(|at| {
            links[*at].as_array().unwrap().iter().any(|link| {
                link["page"]
                    .as_u64()
                    .is_some_and(|to| slips.contains(&(to as usize)))
            })
        })
        .collect();
    for at in &table {
        for link in links[*at].as_array().unwrap() {
            let rect: Vec<f64> = link["rect"]
                .as_array()
                .unwrap()
                .iter()
                .map(|side| side.as_f64().unwrap())
                .collect();
            let height = words[*at].height;
            let inside = words[*at].words.iter().filter(|word| {
                let middle = height - (word.place.top + word.place.bottom) / 2.0;
                word.place.left >= rect[0] - 1.0 && middle >= rect[1] && middle <= rect[3]
            });
            let texts: Vec<String> = inside
                .map(|word| word.text.trim_start_matches('.').to_owned())
                .collect();
            rows.push((link["page"].as_u64().unwrap() as usize, texts));
        }
    }
    assert_eq!(
        rows.iter().map(|(to, _)| *to).collect::<Vec<_>>(),
        slips,
        "the table's links"
    );
    for ((_, texts), exhibit) in rows.iter().zip(exhibits) {
        for said in [&exhibit["label"], &exhibit["pages"]] {
            assert!(
                texts.iter().any(|text| text == said.as_str().unwrap()),
                "{said} is not in the row {texts:?}"
            );
        }
    }
    // Slip sheets show their label and link back; the outline leads to them by name and page.
    for (slip, exhibit) in slips.iter().zip(exhibits) {
        let label = exhibit["label"].as_str().unwrap();
        assert!(
            words[*slip].words.iter().any(|word| word.text == label),
            "slip sheet {label}"
        );
        let back: Vec<u64> = links[*slip]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|link| link["page"].as_u64())
            .collect();
        assert!(
            back.len() == 1 && table.contains(&(back[0] as usize)),
            "the link back from {label}"
        );
        let title = exhibit["title"].as_str().unwrap();
        let entry = facts["outline"]
            .as_array()
            .unwrap()
            .iter()
            .find(|entry| entry[2].as_u64() == Some(*slip as u64));
        let entry = entry.unwrap_or_else(|| panic!("no bookmark for {label}"));
        let words = entry[1].as_str().unwrap();
        assert!(
            words.contains(title) && words.ends_with(&format!(" {})", labels[*slip])),
            "{words}"
        );
        assert_eq!(entry[0], 1);
    }
    for page in links {
        for link in page.as_array().unwrap() {
            let web = link["uri"]
                .as_str()
                .is_some_and(|uri| uri.starts_with("http"));
            // A frame around something is a link without a destination, and has no other entry.
            let frame = link.get("page").is_none() && link.get("action").is_none();
            assert!(
                link["page"].is_u64() || web || frame,
                "a link leads nowhere: {link}"
            );
        }
    }
    // No active content, none of a source's properties, embedded fonts, nothing that rules out
    // PDF/A.
    assert_eq!(facts["active"], serde_json::json!([]));
    for key in ["/AcroForm", "/Names", "/Dests", "/AA"] {
        assert!(
            !facts["catalog"]
                .as_array()
                .unwrap()
                .iter()
                .any(|had| had == key),
            "{key} in the catalog"
        );
    }
    assert!(
        facts["fonts"]
            .as_object()
            .unwrap()
            .values()
            .all(|embedded| embedded == true),
        "{}",
        facts["fonts"]
    );
    assert_eq!(facts["intent"], true);
    assert_eq!(facts["mode"], "/UseOutlines");
    assert_eq!(facts["opening"][0], "/XYZ");
    assert!(
        facts["annotation_flags"]
            .as_array()
            .unwrap()
            .iter()
            .all(|flag| flag.as_u64().unwrap() & 4 == 4)
    );
    assert_eq!(facts["info"]["/Title"], facts["xmp"]["title"]);
    assert!(!facts["info"]["/Title"].as_str().unwrap().is_empty());
    assert_eq!(facts["language"], shown["facts"]["language"]);
    assert!(
        facts["xmp"]["language"]
            .as_str()
            .unwrap()
            .contains(shown["facts"]["language"].as_str().unwrap())
    );
    // Our own proof agrees.
    let said = program::run([std::ffi::OsStr::new("verify"), out.as_os_str()]);
    assert_eq!(said.code, 0, "{said:?}");
}

/// The sample case for every court, in both languages.
#[test]
fn the_sample_for_every_court_in_both_languages() {
    let english = tempfile::tempdir().unwrap();
    copy_folder(&sample(), english.path());
    std::fs::copy(
        sample().join("../dossier.en.toml"),
        english.path().join("dossier.toml"),
    )
    .unwrap();
    for (folder, lang) in [(sample().as_path(), "es"), (english.path(), "en")] {
        let place = tempfile::tempdir().unwrap();
        let store = place.path().join("store");
        for profile in expediente_app::PROFILES {
            let out = place.path().join(format!("{profile}.pdf"));
            let how = ["--profile", profile, "--lang", lang];
            let shown = dossier_in(&store, folder, &out, &how);
            assert_eq!(shown["facts"]["profile"], profile);
            judge(&out, &shown);
        }
    }
}

/// In a UK bundle the number on every page is its page number in the PDF, including the unnumbered
/// papers.
#[test]
fn a_uk_bundle_counts_every_page_from_the_first() {
    let (_keep, out, shown) = dossier(&sample(), &["--profile", "uk-courts", "--lang", "en"]);
    judge(&out, &shown);
    let facts = judges::pikepdf(&out);
    let expected: Vec<String> = (1..=facts["labels"].as_array().unwrap().len())
        .map(|n| n.to_string())
        .collect();
    assert_eq!(facts["labels"], serde_json::json!(expected));
}

/// Every made paper at once: turned, cropped, damaged, locked with an empty password, full of
/// forms, layers, scripts.
#[test]
fn the_made_papers() {
    let (_keep, out, shown) = dossier(fixtures::folder(), &["--lang", "en"]);
    judge(&out, &shown);
    // Camera metadata stays out; the made photo has a location and a maker.
    let exif = judges::exiftool(&out);
    assert!(
        !exif.contains("SpecimenCam") && !exif.contains("GPS"),
        "{exif}"
    );
}

/// 180 exhibits give a table of many pages, which moves every page after it.
#[test]
fn a_table_of_many_pages_counts_itself() {
    let folder = tempfile::tempdir().unwrap();
    for number in 1..=180 {
        let title = format!(
            "{number} - Constancia de residencia y buena conducta, vecino número {number} de la parroquia.pdf"
        );
        std::fs::write(
            folder.path().join(title),
            fixtures::pdf(&[&format!("paper {number}")]),
        )
        .unwrap();
    }
    let (_keep, out, shown) = dossier(folder.path(), &["--profile", "eoir", "--lang", "es"]);
    assert_eq!(shown["exhibits"].as_array().unwrap().len(), 180);
    let first = shown["exhibits"][0]["pages"]
        .as_str()
        .unwrap()
        .split('–')
        .next()
        .unwrap()
        .parse::<usize>()
        .unwrap();
    assert!(
        first > 6,
        "a table of 180 exhibits has more pages than {first}"
    );
    judge(&out, &shown);
}

/// The same input, options and clock give the same bytes, and so does a case that was handed over.
#[test]
fn the_same_case_gives_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    let files: Vec<_> = ["a.pdf", "b.pdf", "c.pdf"]
        .map(|name| place.path().join(name))
        .to_vec();
    let store = place.path().join("store");
    program::build(&sample(), &files[0], &[]);
    let built = program::build(&sample(), &files[1], &["--store", store.to_str().unwrap()]);
    let handed = place.path().join("handed over");
    let id = built["id"].as_str().unwrap();
    let (code, _) = program::in_store(&store, ["export", id, handed.to_str().unwrap()]);
    assert_eq!(code, 0);
    program::build(&handed, &files[2], &[]);
    let bytes: Vec<Vec<u8>> = files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect();
    assert!(bytes[0] == bytes[1], "two builds of the same folder differ");
    assert!(
        bytes[0] == bytes[2],
        "the case that was handed over builds a different dossier"
    );
}

/// No path and no file name is in the dossier: a file's name can say what its title must not.
#[test]
fn no_file_name_gets_in() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("A - Petición")).unwrap();
    std::fs::write(
        folder
            .path()
            .join("A - Petición/IMG_20240211_nombre_secreto.pdf"),
        fixtures::pdf(&["hola"]),
    )
    .unwrap();
    std::fs::copy(
        fixtures::folder().join("orientation-6.jpg"),
        folder
            .path()
            .join("WhatsApp Image 2024-02-11 at 10.11.12.jpeg"),
    )
    .unwrap();
    let (_keep, out, _) = dossier(folder.path(), &["--lang", "es"]);
    let plain = out.with_extension("qdf.pdf");
    std::process::Command::new("qpdf")
        .args(["--qdf", "--object-streams=disable"])
        .args([&out, &plain])
        .status()
        .unwrap();
    let bytes = String::from_utf8_lossy(&std::fs::read(&plain).unwrap()).into_owned();
    let texts = judges::texts(&out).concat() + &judges::pikepdf(&out).to_string() + &bytes;
    for secret in [
        "WhatsApp",
        "orientation-6",
        folder.path().to_str().unwrap(),
        "/tmp/",
        ".jpeg",
    ] {
        assert!(!texts.contains(secret), "{secret} stands in the dossier");
    }
}
