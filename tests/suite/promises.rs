//! What is promised of papers: for the same version, always the same.
//!
//! `tests/ref/promises.json` has the digests of the papers of a stored case, and of small PDFs that
//! are written anew when they are copied. A store keeps such digests for years, so that a change of
//! them needs a new version. `UPDATE=1` records them once it has one.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use expediente_tests::{copy_folder, fixtures, program, root};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::{Value, json};

const LETTER: &str = "/MediaBox[0 0 612 792]";

fn hex(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits + ">"
}

/// Compressed, but not in the way of the program.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Content that is written anew: restored too often, with broken property lists, with an inline
/// image, beyond the page, encoded as text, and cut.
fn rewritten() -> Vec<(&'static str, Vec<u8>)> {
    let page = |content: &str| fixtures::one_page(LETTER, content);
    let words = "BT /F1 12 Tf 72 700 Td (Constancia) Tj ET";
    vec![
        ("restored.pdf", page(&format!("q {words} Q Q Q"))),
        ("list.pdf", page(&format!("/P <</A[1>> BDC {words} EMC"))),
        (
            "inline.pdf",
            page(&format!(
                "{words} q 9 0 0 9 72 600 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q"
            )),
        ),
        (
            "beyond.pdf",
            page(&format!("{words} BT /F1 9 Tf 9000 9 Td (fuera) Tj ET")),
        ),
        ("torn.pdf", page(&format!("{words} (sin fin"))),
        (
            "text.pdf",
            fixtures::one_page_encoded(LETTER, "/Filter/ASCIIHexDecode", &hex(words.as_bytes())),
        ),
        (
            "packed.pdf",
            fixtures::one_page_encoded(
                LETTER,
                "/Filter[/ASCIIHexDecode/FlateDecode]",
                &hex(&packed(words.as_bytes())),
            ),
        ),
    ]
}

/// What is promised of each paper of a case, by its name, and the version of it.
fn promised(store: &Path) -> (Value, BTreeMap<String, Value>) {
    let journal = store.join("matters/caso/journal.jsonl");
    let mut version = Value::Null;
    let mut found = BTreeMap::new();
    for line in fs::read_to_string(journal).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let item = &line["record"]["body"]["item"];
        let Some(name) = item["name"].as_str() else {
            continue;
        };
        version = item["promise_version"].clone();
        let pictures = item["pictures"].as_array().into_iter().flatten();
        let pictures: Vec<_> = pictures.map(|picture| picture["promise"].clone()).collect();
        let promises = json!({ "pages": item["promises"]["digests"], "pictures": pictures });
        found.insert(name.to_owned(), promises);
    }
    (version, found)
}

#[test]
fn a_change_of_what_is_promised_has_a_version_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    copy_folder(&root().join("tests/ref/store-0.1/store"), &store);
    let papers = folder.path().join("papers");
    fs::create_dir(&papers).unwrap();
    for (name, bytes) in rewritten() {
        fs::write(papers.join(name), bytes).unwrap();
    }
    let said = |arguments: &[&str]| {
        let (code, said) = program::in_store(&store, arguments);
        assert!([0, 3, 6].contains(&code), "{arguments:?}: {said}");
    };
    said(&["add", "caso", papers.to_str().unwrap()]);
    let out = folder.path().join("dossier.pdf");
    said(&["build", "caso", "-o", out.to_str().unwrap()]);
    let (version, found) = promised(&store);
    assert!(found.len() > 12, "{found:?}");
    let found = json!({ "version": version, "papers": found });
    let path = root().join("tests/ref/promises.json");
    let known = fs::read(&path).map(|known| serde_json::from_slice::<Value>(&known).unwrap());
    if known.as_ref().is_ok_and(|known| *known == found) {
        return;
    }
    let is_new = known.is_ok_and(|known| known["version"] == found["version"]);
    assert!(
        !is_new,
        "raise PROMISE_VERSION, then run this with UPDATE=1"
    );
    assert!(
        std::env::var_os("UPDATE").is_some(),
        "run this with UPDATE=1"
    );
    fs::write(&path, format!("{found:#}\n")).unwrap();
}
