//! Office papers: Python writes them from the words of their formats, LibreOffice makes their
//! pages, and poppler reads what is on them.
#![cfg(target_os = "linux")]

mod hidden;
mod hostile;
mod refused;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use expediente_tests::{program, root};
use serde_json::Value;

/// A folder with the made papers; those that are hostile ask for things at this port.
fn made(port: u16) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let status = Command::new("/usr/bin/python3")
        .arg(root().join("tests/suite/office/make.py"))
        .arg(folder.path())
        .arg(port.to_string())
        .status()
        .unwrap();
    assert!(status.success());
    folder
}

/// A store with a matter `m`.
fn store() -> tempfile::TempDir {
    let store = tempfile::tempdir().unwrap();
    assert_eq!(program::in_store(store.path(), ["matter", "new", "m"]).0, 0);
    store
}

fn add(store: &Path, from: &Path) -> Value {
    program::in_store(store, ["add", "m", from.to_str().unwrap()]).1
}

/// The codes of what is said of a paper.
fn codes(report: &Value, name: &str) -> Vec<String> {
    let findings = paper(report, name)["findings"].as_array().unwrap();
    let code = |finding: &Value| finding["code"].as_str().unwrap().to_owned();
    findings.iter().map(code).collect()
}

/// The sentence of one finding of a paper.
fn sentence(report: &Value, name: &str, code: &str) -> String {
    let findings = paper(report, name)["findings"].as_array().unwrap();
    let finding = findings.iter().find(|one| one["code"] == code).unwrap();
    finding["message"].as_str().unwrap().to_owned()
}

fn paper<'a>(report: &'a Value, name: &str) -> &'a Value {
    let mut papers = report["papers"].as_array().unwrap().iter();
    papers
        .find(|paper| paper["path"].as_str().unwrap().ends_with(name))
        .unwrap_or_else(|| panic!("{name} is not in {report}"))
}

/// The PDF that the store keeps for a paper, and how it was made, as the journal says.
fn pdf(store: &Path, report: &Value, name: &str) -> (PathBuf, Value) {
    let digest = paper(report, name)["sha256"].as_str().unwrap();
    let journal = fs::read_to_string(store.join("matters/m/journal.jsonl")).unwrap();
    let lines = journal
        .lines()
        .map(|line| -> Value { serde_json::from_str(line).unwrap() });
    let items = lines.map(|line| line["record"]["body"]["item"].clone());
    let item = items
        .into_iter()
        .find(|item| item["original"] == digest)
        .unwrap();
    let made = item["derivatives"][0].clone();
    let file = store
        .join("matters/m/derivatives")
        .join(made["digest"].as_str().unwrap());
    assert!(file.is_file(), "{}", file.display());
    (file, made)
}

fn words(pdf: &Path) -> String {
    let output = Command::new("pdftotext")
        .arg("-layout")
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// The PDF that LibreOffice itself makes of a paper, as a person would have it made: without our
/// profile, without a lock.
fn own_export(paper: &Path, out: &Path) -> PathBuf {
    let status = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            out.join("profile").display()
        ))
        .args([
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
        ])
        .arg(out)
        .arg(paper)
        .env("HOME", out)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("LibreOffice is missing: tests/tools.sh test");
    assert!(status.success());
    out.join(paper.file_name().unwrap()).with_extension("pdf")
}
