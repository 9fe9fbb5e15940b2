//! Photos of papers: the sheet is offered, its corners are moved, and it is taken or left.

use std::process::Command;

use serde_json::json;

use crate::case::{begin, shows};
use crate::window::{Home, Window};

/// Photos of papers that lie on tables.
fn photos(home: &Home) -> Vec<std::path::PathBuf> {
    let folder = home.path("fotos");
    let made = Command::new("/usr/bin/python3")
        .arg(expediente_tests::root().join("tests/legible/make_photos.py"))
        .arg(&folder)
        .arg("2")
        .status();
    assert!(made.unwrap().success());
    ["photo-000.jpg", "photo-001.jpg"]
        .map(|name| folder.join(name))
        .into()
}

/// How a photo is shown in the case, by its SHA-256 in the path of its small picture.
const SHOWN: &str =
    "return [...document.querySelectorAll('[data-view=case] img')].map((i) => i.src)";

async fn straightened(language: &'static str) {
    let home = Home::new(language);
    let photos = photos(&home);
    let window = Window::open(&home).await;
    window.find("[data-view=start]").await;
    begin(&window, "José Gregorio Quintero").await;
    home.answer(&[&photos[0], &photos[1]]);
    window.click("[data-test=add-files]").await;
    // The immigration court reads English, whatever the window speaks.
    shows(&window, &["Photographs", "Photographs"]).await;
    // Once the photos were looked at, the sheets are offered.
    window.click("[data-test=facts]").await;
    window.click("[data-test=sheets-look]").await;
    let seen = "const now = document.querySelector('[data-test=straighten-sheet]');\
                return now !== null && now.dataset.sharp === 'true' && now.naturalWidth > 100";
    window.until("the sheet", seen).await;
    window
        .picture(&format!("straighten-{}", &language[..2]))
        .await;
    // By keyboard alone: a corner, its loupe, and back.
    let focus = "document.querySelector('[data-test=corner-upper-left]').focus()";
    window.js(focus, vec![]).await;
    window.find("[data-test=loupe]").await;
    let before = window
        .js(
            "return document.querySelector('polygon').getAttribute('points')",
            vec![],
        )
        .await;
    window.press("shift+left").await;
    let moved = format!(
        "return document.querySelector('polygon').getAttribute('points') !== {}",
        json!(before.as_str().unwrap())
    );
    window.until("the corner", &moved).await;
    window
        .picture(&format!("straighten-loupe-{}", &language[..2]))
        .await;
    window.click("[data-test=straighten-reset]").await;
    let back = moved.replace("!==", "===");
    window.until("the corner as it was found", &back).await;
    window.press("enter").await;
    let second = "return /2 (de|of) 2/.test(\
                  document.querySelector('[data-test=straighten-count]')?.innerText ?? '')";
    window.until("the second photo", second).await;
    window.until("its sheet", seen).await;
    window.press("delete").await;
    window.find("[data-test=straighten-done]").await;
    window.press("escape").await;
    window.find("[data-view=case]").await;
    // One is shown as the sheet that was cut out of it, the other as it was taken.
    let paths = window.js(SHOWN, vec![]).await.to_string();
    let digest =
        |photo: &std::path::Path| expediente_tests::program::sha256(&std::fs::read(photo).unwrap());
    assert!(!paths.contains(&digest(&photos[0])), "{paths}");
    assert!(paths.contains(&digest(&photos[1])), "{paths}");
    // Two acts: the second is leaving, the first is cutting out.
    window.press("ctrl+z").await;
    window.press("ctrl+z").await;
    let as_taken = format!(
        "{SHOWN}.some((path) => path.includes('{}'))",
        digest(&photos[0])
    );
    window.until("the photo again", &as_taken).await;
}

#[tokio::test]
async fn a_photo_becomes_a_sheet_in_spanish() {
    straightened("es_VE.UTF-8").await;
}

#[tokio::test]
async fn a_photo_becomes_a_sheet_in_english() {
    straightened("en_US.UTF-8").await;
}
