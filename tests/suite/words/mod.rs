//! Papers that are words without pages, and files that hold papers: texts, zips, chats, mails.
//! Python makes them and says what is in them; poppler and qpdf read what became of them.

mod chats;
mod codes;
mod mails;
mod scans;
mod texts;
mod values;
mod zips;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use expediente_tests::{judges, program, root};
use serde_json::Value;

/// The folder with the made files, and what Python reads in them.
fn made() -> &'static (PathBuf, Value) {
    static MADE: OnceLock<(PathBuf, Value)> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap().keep();
        let output = Command::new("/usr/bin/python3")
            .arg(root().join("tests/suite/words/make.py"))
            .arg(&folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        let read = serde_json::from_slice(&output.stdout).unwrap();
        (folder, read)
    })
}

fn path(name: &str) -> PathBuf {
    made().0.join(name)
}

/// A store with a matter `m`.
fn store() -> tempfile::TempDir {
    let store = tempfile::tempdir().unwrap();
    assert_eq!(program::in_store(store.path(), ["matter", "new", "m"]).0, 0);
    store
}

/// Adds a file or folder, with more arguments.
fn add(store: &Path, from: &Path, more: &[&str]) -> Value {
    let mut arguments = vec!["add", "m", from.to_str().unwrap()];
    arguments.extend(more);
    program::in_store(store, arguments).1
}

/// Each paper of a report: its path, its state, its first finding.
fn papers(report: &Value) -> Vec<(String, String, String)> {
    let papers = report["papers"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    papers
        .map(|paper| {
            (
                text(&paper["path"]),
                text(&paper["state"]),
                text(&paper["findings"][0]["code"]),
            )
        })
        .collect()
}

/// The SHA-256 of the paper with this path.
fn digest(report: &Value, path: &str) -> String {
    let papers = report["papers"].as_array().unwrap();
    let found = papers.iter().find(|paper| paper["path"] == path);
    let found = found.unwrap_or_else(|| panic!("no {path}: {report}"));
    found["sha256"].as_str().unwrap().to_owned()
}

/// Builds a folder in English and returns the text of its pages. Other programs must find nothing
/// wrong with the file.
fn pages(folder: &Path, more: &[&str]) -> Vec<String> {
    let out = tempfile::tempdir().unwrap();
    let pdf = out.path().join("d.pdf");
    program::build(folder, &pdf, more);
    judges::qpdf_is_content(&pdf);
    judges::texts(&pdf)
}

/// The words of a page with a given beginning, one space between them.
fn page(pages: &[String], beginning: &str) -> String {
    let one_line = |page: &String| page.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = pages
        .iter()
        .map(one_line)
        .find(|page| page.starts_with(beginning));
    found.unwrap_or_else(|| panic!("no page begins with {beginning}: {pages:?}"))
}
