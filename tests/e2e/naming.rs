//! Papers from a phone, whose names say nothing: named one by one, with the keyboard alone; what
//! could not come in stays on a list; words of scans are read and found.

use std::fs;

use serde_json::json;

use crate::case::{begin, shows};
use crate::window::{Home, Window};

/// Scans as a phone calls them, of the sample's papers, and a voice note.
fn phone_papers(home: &Home) -> std::path::PathBuf {
    let folder = home.path("whatsapp");
    fs::create_dir(&folder).unwrap();
    let sample = expediente_tests::sample();
    for (from, to) in [
        (
            "02 - Certificado de antecedentes penales.pdf",
            "DOC-20250311-WA0001.pdf",
        ),
        (
            "04 - Fotos de su trabajo/DSC_0417.JPG",
            "IMG-20250311-WA0002.jpg",
        ),
    ] {
        fs::copy(sample.join(from), folder.join(to)).unwrap();
    }
    fs::write(
        folder.join("PTT-20250311-WA0003.opus"),
        b"OggS\0\x02\0\0\0\0OpusHead",
    )
    .unwrap();
    folder
}

async fn named_by_keyboard(language: &'static str, photos: &str) {
    // While words are read, all papers are shown together as they become known.
    let home = Home::without_reading(language);
    let folder = phone_papers(&home);
    let window = Window::open(&home).await;
    window.find("[data-view=start]").await;
    begin(&window, "José Gregorio Quintero").await;
    home.answer(&[&folder]);
    window.click("[data-test=add-folder]").await;
    // Enter takes the answer that has the focus: each file is a paper.
    window.find("[data-test=dialog-together]").await;
    window.press("enter").await;
    window.find("[data-test=name-papers]").await;
    window.press("ctrl+t").await;
    let asked = |n: u8| {
        format!(
            "const count = document.querySelector('[data-test=naming-count]')?.innerText ?? '';\
             const field = document.querySelector('[data-ready=true] [data-test=naming-title]');\
             return count.startsWith({}) && document.activeElement === field",
            json!(format!("{n} "))
        )
    };
    window.until("the first paper", &asked(1)).await;
    window.picture(&format!("naming-{photos}")).await;
    let name = "Certificado de antecedentes";
    window.write("[data-test=naming-title]", name).await;
    let kind =
        "return document.querySelector('[data-test=naming-kind]').dataset.value === 'certificate'";
    window.until("the kind", kind).await;
    // What the paper says of itself goes with its name: its lines are marked beside it.
    window
        .find("[data-test=naming-offer][data-field=date]")
        .await;
    let marked = "return document.querySelector('[data-test=read-marks] rect') !== null";
    window.until("the marked lines", marked).await;
    window.picture(&format!("naming-offers-{photos}")).await;
    window.press("ctrl+enter").await;
    window.until("the second paper", &asked(2)).await;
    window.press("alt+enter").await;
    window.find("[data-test=naming-done]").await;
    window.press("escape").await;
    window.find("[data-view=case]").await;
    shows(&window, &[name, photos]).await;
    // The voice note is on the list, until somebody says that it is not needed.
    window.click("[data-test=facts]").await;
    let still = window.text("[data-test=still-to-get]").await;
    assert!(still.contains("PTT-20250311-WA0003.opus"), "{still}");
    window.picture(&format!("still-{photos}")).await;
    window.click("[data-test=not-needed]").await;
    let none = "return document.querySelector('[data-test=still-to-get]') === null";
    window.until("an empty list", none).await;
    // The history goes back over all of it.
    window.click("[data-test=menu-edit]").await;
    window.click("[data-test=act-history]").await;
    window.find("[data-test=history-step]").await;
    window.picture(&format!("history-{photos}")).await;
    window.click("[data-test=history-begin]").await;
    window.find("[data-test=history-undone]").await;
    window.press("escape").await;
    shows(&window, &[]).await;
}

#[tokio::test]
async fn papers_without_a_name_are_named_one_by_one_in_spanish() {
    named_by_keyboard("es_VE.UTF-8", "Fotografías").await;
}

#[tokio::test]
async fn papers_without_a_name_are_named_one_by_one_in_english() {
    named_by_keyboard("en_US.UTF-8", "Photographs").await;
}

/// The words of a photo of a paper are read by themselves, found with Ctrl+F beside those of a PDF,
/// and marked on the page; F3 goes on.
#[tokio::test]
async fn words_of_a_scan_are_read_and_found() {
    let home = Home::new("es_VE.UTF-8");
    let scan = home.path("Constancia.png");
    // The paper as a picture: its words are nowhere else.
    let paper = expediente_tests::sample().join("02 - Certificado de antecedentes penales.pdf");
    let drawn = std::process::Command::new("pdftoppm")
        .args(["-r", "200", "-png", "-f", "1", "-l", "1", "-singlefile"])
        .arg(&paper)
        .arg(scan.with_extension(""))
        .status()
        .unwrap();
    assert!(drawn.success());
    let window = Window::open(&home).await;
    window.find("[data-view=start]").await;
    begin(&window, "José Gregorio Quintero").await;
    home.answer(&[&scan, &paper]);
    window.click("[data-test=add-files]").await;
    shows(
        &window,
        &["Constancia", "Certificado de antecedentes penales"],
    )
    .await;
    window.click("[data-test=facts]").await;
    // It reads by itself, and may be done before anybody looks.
    window.find("[data-test=words-known]").await;
    window.press("ctrl+f").await;
    window
        .write("[data-test=search-words]", "antecedentes")
        .await;
    window.find("[data-test=search-hit]").await;
    window.picture("search").await;
    window.press("enter").await;
    window
        .find("[data-view=look] [data-test=look-marks] rect")
        .await;
    let first = "return document.querySelector('[data-test=found-bar]').textContent\
                 .includes('1 de 3')";
    window.until("the first of three pages", first).await;
    window.picture("search-marks").await;
    window.press("f3").await;
    let second = first.replace("1 de 3", "2 de 3");
    window.until("the second page", &second).await;
    window.find("[data-test=look-marks] rect").await;
    window.press("escape").await;
    window.find("[data-view=case]").await;
}
