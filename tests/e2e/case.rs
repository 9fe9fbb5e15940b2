//! Steps that several tests share: begin a case, add papers, read the list.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use expediente_tests::{judges, sample};
use serde_json::json;

use crate::window::{Home, PATIENCE, Window};

/// Begins a case for a person in the dialog.
pub async fn begin(window: &Window, person: &str) {
    window.click("[data-test=new-case]").await;
    window.write("[data-test=new-person]", person).await;
    window.click("[data-test=new-begin]").await;
    window.find("[data-view=case]").await;
}

/// Closes the case from the menu.
pub async fn to_start(window: &Window) {
    window.click("[data-test=menu-case]").await;
    window.click("[data-test=act-close]").await;
    window.find("[data-view=start]").await;
}

/// The sample's papers as a family has them in a folder: without the dossier.toml that describes
/// them.
pub fn loose_papers(home: &Home) -> PathBuf {
    let folder = home.path("papeles");
    expediente_tests::copy_folder(&sample(), &folder);
    std::fs::remove_file(folder.join("dossier.toml")).unwrap();
    // Papers outside the exhibits are added where they belong, not with the rest.
    for outside in ["front", "back"] {
        std::fs::remove_dir_all(folder.join(outside)).unwrap();
    }
    folder
}

/// Adds a folder by the button and its dialog, and waits until every paper has a result.
pub async fn add_folder(home: &Home, window: &Window, folder: &Path) {
    home.answer(&[folder]);
    window.click("[data-test=add-folder]").await;
    // Files that could be one exhibit are asked about.
    let entries = std::fs::read_dir(folder).unwrap();
    let files: Vec<bool> = entries
        .map(|entry| entry.unwrap().path().is_file())
        .collect();
    if files.len() > 1 && !files.contains(&false) {
        window.click("[data-test=together-each]").await;
    }
    window.find("[data-test=intake-sum]").await;
}

/// The exhibits as the list shows them: label, title, pages.
pub async fn exhibits(window: &Window) -> Vec<(String, String, String)> {
    let script = "return [...document.querySelectorAll('[data-test=row][data-sort=exhibit]')]\
        .map((row) => [row.offsetTop + new DOMMatrix(getComputedStyle(row).transform).m42, ...['label', 'title', 'pages']\
        .map((part) => row.querySelector(`[data-test=row-${part}]`).innerText.trim())])\
        .sort((a, b) => a[0] - b[0]).map((row) => row.slice(1))";
    let value = window.js(script, Vec::new()).await;
    serde_json::from_value(value).unwrap()
}

/// Waits until the list shows these titles in this order.
pub async fn shows(window: &Window, titles: &[&str]) {
    let script = format!(
        "const rows = [...document.querySelectorAll('[data-test=row][data-sort=exhibit]')]\
         .map((row) => [new DOMMatrix(getComputedStyle(row).transform).m42, row.querySelector('[data-test=row-title]').innerText.trim()])\
         .sort((a, b) => a[0] - b[0]).map((row) => row[1]);\
         return JSON.stringify(rows) === JSON.stringify({})",
        json!(titles)
    );
    window
        .until(&format!("the exhibits {titles:?}"), &script)
        .await;
}

/// Builds from the case and waits until it is proved.
pub async fn build(home: &Home, window: &Window, out: &Path) {
    window.click("[data-test=go-build]").await;
    window.find("[data-view=build]").await;
    home.answer(&[out]);
    window.click("[data-test=build]").await;
    // The result of the build before is there until this one ends.
    let until = Instant::now() + PATIENCE;
    while !is_written(out) {
        assert!(Instant::now() < until, "{} is not built", out.display());
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    window.find("[data-test=sha256]").await;
}

/// Whether a dossier is there, or one of its volumes, whose names begin alike.
fn is_written(out: &Path) -> bool {
    let begins = out.file_stem().unwrap().to_string_lossy().into_owned();
    let beside = std::fs::read_dir(out.parent().unwrap()).unwrap();
    let mut names = beside.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.any(|name| name.starts_with(&begins) && name.ends_with(".pdf"))
}

/// Other programs confirm that the file is what the command line would have written.
pub fn is_a_dossier(pdf: &Path, exhibits: &[(String, String, String)]) {
    let said = expediente_tests::program::run([Path::new("verify"), pdf]);
    assert_eq!(said.code, 0, "{said:?}");
    judges::qpdf_is_content(pdf);
    let read = judges::pikepdf(pdf);
    let pages = read["labels"].as_array().unwrap().len();
    judges::mupdf_counts(pdf, pages);
    // The table says what the list said: each title with its first page.
    let text = std::process::Command::new("pdftotext")
        .args(["-layout", "-l", "3"])
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&text.stdout).replace('\u{a0}', " ");
    for (label, title, range) in exhibits {
        let begins = range.split('–').next().unwrap();
        let line = text.lines().find(|line| {
            line.contains(title.as_str()) && line.trim_start().starts_with(label.as_str())
        });
        let line =
            line.unwrap_or_else(|| panic!("no line of the table for {label} {title}:\n{text}"));
        assert!(line.contains(begins), "{line} does not name page {begins}");
    }
}
