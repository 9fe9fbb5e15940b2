//! Signed PDFs: what a person is told of the signatures, and what becomes of papers that came in
//! before signatures were looked at.

use std::fs;
use std::path::{Path, PathBuf};

use expediente_tests::{program, root};
use serde_json::{Value, json};

/// A case with this signed file of the reader's tests.
fn case_with(folder: &Path, name: &str) -> PathBuf {
    let store = folder.join("store");
    let run = |arguments: &[&str]| {
        let (code, said) = program::in_store(&store, arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}");
    };
    run(&["matter", "new", "rosa", "--profile", "plain"]);
    let signed = "src-tauri/crates/expediente-reader/tests/signed";
    let file = root().join(signed).join(format!("{name}.pdf"));
    run(&["add", "rosa", file.to_str().unwrap()]);
    store
}

/// What the check before filing says of signatures: code, severity and sentence.
fn told(store: &Path, locale: &str) -> Vec<(String, String, String)> {
    let mut command = program::command();
    command
        .args(["preflight", "rosa", "--json", "--store"])
        .arg(store)
        .env("LC_ALL", locale);
    let said = program::Said::of(&command.output().unwrap()).json();
    let text = |finding: &Value, name: &str| finding[name].as_str().unwrap().to_owned();
    let findings = said["findings"].as_array().unwrap();
    findings
        .iter()
        .filter(|finding| text(finding, "code").starts_with("pdf-sign"))
        .map(|finding| ["code", "severity", "message"].map(|name| text(finding, name)))
        .map(|[code, severity, message]| (code, severity, message))
        .collect()
}

/// The sentences as a person reads them, in order, with the one that the copy has no signature.
#[test]
fn a_person_reads_who_signed_and_whether_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let store = case_with(folder.path(), "two-text-between");
    let found = told(&store, "C");
    let codes: Vec<(&str, &str)> = found
        .iter()
        .map(|(code, severity, _)| (code.as_str(), severity.as_str()))
        .collect();
    assert_eq!(
        codes,
        [
            ("pdf-signed", "check"),
            ("pdf-signature-changed", "check"),
            ("pdf-signature-held", "note"),
        ]
    );
    let [_, (_, _, first), (_, _, second)] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert!(
        first.starts_with(
            "Signature 1 of 2: Signed by “Rosa Díaz Ñáñez” (the name in the certificate) on "
        ),
        "{first}"
    );
    assert!(
        first.contains("after that, and this page looks different now: 1."),
        "{first}"
    );
    assert!(
        second.starts_with("Signature 2 of 2: Signed by “MARIA PEREZ:12345678900”"),
        "{second}"
    );
    assert!(
        second.contains("The file was not changed after that. Whether the certificate can be"),
        "{second}"
    );
    let [_, (_, _, first), _] = &told(&store, "es_CO.UTF-8")[..] else {
        panic!("in Spanish");
    };
    assert!(
        first.starts_with(
            "Firma 1 de 2: Firmado por «Rosa Díaz Ñáñez» (el nombre del certificado) el"
        ),
        "{first}"
    );
}

/// Takes what is known of signatures out of the records of papers, as if an earlier version had
/// written them.
fn age(store: &Path) {
    let path = store.join("matters/rosa/journal.jsonl");
    let mut previous: Option<String> = None;
    let mut aged = String::new();
    for line in fs::read_to_string(&path).unwrap().lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let mut record = line["record"].clone();
        record["prev"] = json!(previous);
        let item = &mut record["body"]["item"];
        if let Some(findings) = item["findings"].as_array_mut() {
            let is_of_signature = |finding: &Value| {
                let code = finding["code"].as_str().unwrap();
                code.starts_with("pdf-signature")
            };
            let before = findings.len();
            findings.retain(|finding| !is_of_signature(finding));
            assert!(findings.len() < before, "the paper was signed");
            item["looks"]["words"]["version"] = json!(3);
        }
        let written = record.to_string();
        let hash = program::sha256(written.as_bytes());
        aged.push_str(&format!("{{\"hash\":\"{hash}\",\"record\":{written}}}\n"));
        previous = Some(hash);
    }
    fs::write(&path, aged).unwrap();
    fs::remove_dir_all(store.join("index")).unwrap();
}

/// A paper that came in before is looked at when it is next built, and told once.
#[test]
fn papers_of_an_older_store_are_told_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = case_with(folder.path(), "two");
    let expected = told(&store, "C");
    assert_eq!(expected.len(), 3);
    age(&store);
    assert_eq!(told(&store, "C"), expected[..1]);
    let out = folder.path().join("dossier.pdf");
    for _ in 0..2 {
        let (code, said) =
            program::in_store(&store, ["build", "rosa", "-o", out.to_str().unwrap()]);
        assert_eq!(code, 0, "{said}");
        assert_eq!(told(&store, "C"), expected);
        fs::remove_file(&out).unwrap();
    }
}
