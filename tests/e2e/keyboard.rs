//! The paralegal who never leaves the keyboard.

use std::path::PathBuf;

use crate::case::{exhibits, is_a_dossier, shows};
use crate::window::{Home, Window};

/// Presses Tab until the focus is on the element that a selector matches.
pub async fn tab_to(window: &Window, css: &str) {
    let script = format!(
        "return document.activeElement !== null && document.activeElement.matches({css:?})"
    );
    for _ in 0..150 {
        if window.js(&script, Vec::new()).await == serde_json::Value::Bool(true) {
            // The focus is visible. A card's button draws it around the whole card.
            let script = "const e = document.activeElement; \
                const seen = (s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1.5) || s.boxShadow !== 'none'; \
                return seen(getComputedStyle(e)) || seen(getComputedStyle(e, '::after')) || document.activeElement.getAttribute('role') === 'listbox'";
            let seen = window.js(script, Vec::new()).await;
            assert_eq!(
                seen,
                serde_json::Value::Bool(true),
                "the focus on {css} cannot be seen"
            );
            return;
        }
        window.press("tab").await;
    }
    panic!("Tab never reaches {css}");
}

pub async fn enter_on(window: &Window, css: &str) {
    tab_to(window, css).await;
    window.press("enter").await;
}

pub async fn begin_case(window: &Window) {
    enter_on(window, "[data-test=new-case]").await;
    window.find("[data-test=new-person]").await;
    tab_to(window, "[data-test=new-person]").await;
    window.type_text("Maria Example").await;
    window.press("enter").await;
    window.find("[data-view=case]").await;
}

/// From an empty window to a proved dossier without a mouse.
#[tokio::test]
async fn everything_by_the_keyboard() {
    let home = Home::without_reading("en_US.UTF-8");
    let sample = expediente_tests::sample();
    let window = Window::open(&home).await;
    window.find("[data-view=start]").await;
    begin_case(&window).await;

    let papers: Vec<PathBuf> = [
        "02 - Certificado de antecedentes penales.pdf",
        "06 - Cédula de identidad.jpg",
    ]
    .iter()
    .map(|name| sample.join(name))
    .collect();
    home.answer(&papers.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    window.press("ctrl+o").await;
    window.find("[data-test=intake-sum]").await;
    shows(
        &window,
        &["Certificado de antecedentes penales", "Cédula de identidad"],
    )
    .await;

    // Down to the second, move it to the top, and rename it in place.
    tab_to(&window, "[role=listbox]").await;
    window.press("home").await;
    window.press("down").await;
    window.press("alt+home").await;
    shows(
        &window,
        &["Cédula de identidad", "Certificado de antecedentes penales"],
    )
    .await;
    window.press("f2").await;
    window.find("[data-test=rename-exhibit]").await;
    window.press("ctrl+a").await;
    window.type_text("Identity card").await;
    window.press("enter").await;
    shows(
        &window,
        &["Identity card", "Certificado de antecedentes penales"],
    )
    .await;
    window.press("ctrl+z").await;
    shows(
        &window,
        &["Cédula de identidad", "Certificado de antecedentes penales"],
    )
    .await;
    window.press("ctrl+shift+z").await;
    shows(
        &window,
        &["Identity card", "Certificado de antecedentes penales"],
    )
    .await;

    // A page as large as the window, then one of the next paper; its title is corrected beside it.
    let sharp = |of: &str| {
        format!(
            "const page = document.querySelector('[data-test=look-picture]');
            return page?.dataset.sharp === 'true' && page.alt.includes('{of}')"
        )
    };
    window.press("space").await;
    window.until("the page", &sharp("Identity card")).await;
    window.picture("look").await;
    window.press("right").await;
    window.until("the next paper", &sharp("Certificado")).await;
    window.press("=").await;
    let larger = "const sheet = document.querySelector('[data-test=look-box]').firstElementChild;
        return sheet.clientHeight > sheet.parentElement.clientHeight * 1.4";
    window.until("it is larger", larger).await;
    window.picture("look-larger").await;
    window.press("escape").await;
    window.find("[data-view=case]").await;

    // The list of keys.
    window.press("?").await;
    window.find("[data-test=dialog-shortcuts]").await;
    window.press("escape").await;
    window
        .until(
            "the list of keys is closed",
            "return document.querySelector('[data-test=dialog-shortcuts]') === null",
        )
        .await;

    let shown = exhibits(&window).await;
    window.press("ctrl+b").await;
    window.find("[data-view=build]").await;
    let out = home.path("packet.pdf");
    home.answer(&[&out]);
    enter_on(&window, "[data-test=build]").await;
    window.find("[data-test=sha256]").await;
    is_a_dossier(&out, &shown);
    window.close().await;
}
