//! Every view in both languages and both themes: screenshots for people to look at, and axe-core
//! for accessibility problems.

use serde_json::{Value, json};

use crate::case::{begin, build, to_start};
use crate::window::{Home, Window};

/// The rules of WCAG 2.1 A and AA, and axe's best practices.
async fn is_accessible(window: &Window, view: &str) {
    let axe = std::fs::read_to_string(
        expediente_tests::root().join("ui/node_modules/axe-core/axe.min.js"),
    )
    .unwrap();
    window
        .js(&format!("if (!window.axe) {{ {axe} }}"), Vec::new())
        .await;
    let script = "const done = arguments[arguments.length - 1]; \
        window.axe.run(document, { resultTypes: ['violations'] }).then((r) => done(r.violations.map((v) => \
        [v.id, v.help, v.nodes.map((n) => n.html.slice(0, 200) + ' ' + (n.any[0]?.message ?? ''))])), (e) => done(String(e)))";
    let found = window
        .client
        .execute_async(script, Vec::new())
        .await
        .unwrap();
    assert_eq!(found, json!([]), "axe-core in {view}: {found:#}");
}

async fn look(window: &Window, view: &str, look: &str) {
    window.picture(&format!("{view}-{look}")).await;
    is_accessible(window, &format!("{view}-{look}")).await;
}

async fn theme(window: &Window, theme: &str) {
    window.press("escape").await;
    window.click("[data-test=menu-view]").await;
    window
        .click(&format!("[data-test=act-theme-{theme}]"))
        .await;
    window
        .until(
            "the theme",
            &format!("return document.documentElement.dataset.theme === '{theme}'"),
        )
        .await;
}

async fn every_view(language: &'static str, short: &str) {
    let home = Home::without_reading(language);
    let window = Window::open(&home).await;
    let mut first = true;
    for shade in ["light", "dark"] {
        let name = format!("{short}-{shade}");
        theme(&window, shade).await;
        if first {
            look(&window, "first-run", &name).await;
            window.click("[data-test=new-case]").await;
            window.find("[data-test=new-person]").await;
            look(&window, "new-case", &name).await;
            window.press("escape").await;
            begin(&window, "María Fernanda Rojas").await;
            look(&window, "empty-case", &name).await;
            to_start(&window).await;
            window.click("[data-test=open-sample]").await;
            window.find("[data-view=case]").await;
        } else {
            look(&window, "start", &name).await;
            window.click("[data-test=open-case]").await;
            window.find("[data-view=case]").await;
        }
        drawn(&window).await;
        look(&window, "case", &name).await;
        window.click("[data-label=D]").await;
        drawn(&window).await;
        look(&window, "photos", &name).await;
        window.click("[data-test=captions]").await;
        window.find("[data-view=captions]").await;
        drawn(&window).await;
        look(&window, "captions", &name).await;
        window.press("escape").await;
        window.click("[data-test=preview]").await;
        window.find("[data-view=preview]").await;
        drawn(&window).await;
        look(&window, "preview", &name).await;
        window.click("[data-test=back]").await;
        window.click("[data-test=go-build]").await;
        window.find("[data-test=build-findings]").await;
        window
            .js("for (const one of document.querySelectorAll('[data-test=finding-rule]')) one.open = true", Vec::new())
            .await;
        look(&window, "build", &name).await;
        papers_to_sign(&window, &name).await;
        if first {
            window.click("[data-test=back]").await;
            build(&home, &window, &home.path("dossier.pdf")).await;
            look(&window, "built", &name).await;
        }
        window.click("[data-test=back]").await;
        window.press("?").await;
        window.find("[data-test=dialog-shortcuts]").await;
        look(&window, "shortcuts", &name).await;
        window.press("escape").await;
        window.click("[data-test=menu-help]").await;
        window.click("[data-test=act-guide]").await;
        window.find("[data-test=guide-page] ol").await;
        look(&window, "guide", &name).await;
        window.press("escape").await;
        to_start(&window).await;
        first = false;
    }
    window.close().await;
}

/// The dialogs of papers to sign, and the register.
async fn papers_to_sign(window: &Window, name: &str) {
    window.click("[data-test=copy-rules]").await;
    window.write("[data-test=rules-name]", "No Name").await;
    window.click("[data-test=rules-copy]").await;
    window
        .find("[data-test=dialog-copy-rules] [role=alert]")
        .await;
    look(window, "copy-rules", name).await;
    window.press("escape").await;
    for (dialog, field) in [
        ("declaration", "declaration-who"),
        ("proof-of-service", "service-on"),
        ("translators", "translator-add"),
    ] {
        window.click("[data-test=menu-dossier]").await;
        window.click(&format!("[data-test=act-{dialog}]")).await;
        window.find(&format!("[data-test={field}]")).await;
        look(window, dialog, name).await;
        if dialog == "translators" {
            window.click("[data-test=translator-add]").await;
            window
                .write(
                    "[data-test=translator-name]",
                    &format!("Lucía Andrade {name}"),
                )
                .await;
            look(window, "translator", name).await;
            window.click("[data-test=translator-save]").await;
            window.find("[data-test=translator-row]").await;
            look(window, "translators-kept", name).await;
        }
        window.press("escape").await;
        window
            .until(
                "it is closed",
                "return document.querySelector('[role=dialog]') === null",
            )
            .await;
    }
    // The role of a paper, and its place.
    window.click("[data-test=back]").await;
    window.click("[data-label=E]").await;
    window
        .click("[data-test=document]:nth-of-type(2) [data-test=page]")
        .await;
    window
        .find("[data-test=part-form][data-part=translation]")
        .await;
    drawn(window).await;
    look(window, "translation", name).await;
    window.click("[data-test=go-build]").await;
    window.find("[data-test=build-findings]").await;
}

/// Waits until every visible picture is drawn.
async fn drawn(window: &Window) {
    let script = "const seen = [...document.querySelectorAll('img')].filter((i) => { const r = i.getBoundingClientRect(); \
        return r.width > 0 && r.bottom > 0 && r.top < innerHeight; }); \
        return seen.length > 0 && seen.every((i) => i.complete && i.naturalWidth > 0)";
    window.until("the pictures", script).await;
}

#[tokio::test]
async fn every_view_in_spanish() {
    every_view("es_VE.UTF-8", "es").await;
}

#[tokio::test]
async fn every_view_in_english() {
    every_view("en_US.UTF-8", "en").await;
}

/// A script: controls and headings that are cut off sideways.
const CUT_OFF: &str = "return [...document.querySelectorAll('button, input, select, textarea, h1, h2')].filter((e) => { \
    const r = e.getBoundingClientRect(); return r.width > 0 && (r.right > innerWidth + 1 || r.left < -1) \
    && getComputedStyle(e).position !== 'absolute'; }).map((e) => e.outerHTML.slice(0, 120))";

/// Users of large letters lose nothing: at 200 % nothing is cut off sideways, in the smallest
/// window.
#[tokio::test]
async fn twice_as_large() {
    let home = Home::without_reading("es_VE.UTF-8");
    let window = Window::open(&home).await;
    window.client.set_window_size(1024, 700).await.unwrap();
    window.click("[data-test=open-sample]").await;
    window.find("[data-view=case]").await;
    window
        .js(
            "document.documentElement.style.fontSize = '200%'",
            Vec::new(),
        )
        .await;
    window.picture("case-200-percent").await;
    assert_eq!(
        window.js(CUT_OFF, Vec::new()).await,
        Value::Array(Vec::new()),
        "cut off"
    );
    window.close().await;
}

/// The same where papers are made and findings are fixed.
#[tokio::test]
async fn twice_as_large_before_filing() {
    let home = Home::without_reading("es_VE.UTF-8");
    let window = Window::open(&home).await;
    window.client.set_window_size(1024, 700).await.unwrap();
    window.click("[data-test=open-sample]").await;
    window.find("[data-view=case]").await;
    window.press("ctrl+b").await;
    window.find("[data-test=build-findings]").await;
    window.picture("build-1024").await;
    window
        .js(
            "document.documentElement.style.fontSize = '200%'",
            Vec::new(),
        )
        .await;
    window.click("[data-test=finding] [data-test=answer]").await;
    window.find("[data-test=answer-text]").await;
    window.picture("build-200-percent").await;
    assert_eq!(
        window.js(CUT_OFF, Vec::new()).await,
        Value::Array(Vec::new()),
        "cut off"
    );
    window.press("escape").await;
    window.click("[data-test=menu-dossier]").await;
    window.click("[data-test=act-proof-of-service]").await;
    window.find("[data-test=service-on]").await;
    window.picture("proof-of-service-200-percent").await;
    assert_eq!(
        window.js(CUT_OFF, Vec::new()).await,
        Value::Array(Vec::new()),
        "cut off"
    );
    window.close().await;
}

/// Users who ask the system for less motion get none: nothing moves or fades by itself.
#[tokio::test]
async fn no_motion_for_who_wants_none() {
    const MOVING: &str = "return [...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e); \
        return s.transitionDuration.split(',').some((d) => parseFloat(d) > 0) || s.animationName !== 'none'; }).length";
    for (still, moving) in [(false, true), (true, false)] {
        let home = Home::without_reading("en_US.UTF-8");
        if still {
            let settings = home.path("XDG_CONFIG_HOME/gtk-3.0/settings.ini");
            std::fs::create_dir_all(settings.parent().unwrap()).unwrap();
            std::fs::write(settings, "[Settings]\ngtk-enable-animations=0\n").unwrap();
        }
        let window = Window::open(&home).await;
        window.click("[data-test=open-sample]").await;
        window.find("[data-view=case]").await;
        let count = window.js(MOVING, Vec::new()).await.as_u64().unwrap();
        assert_eq!(
            count > 0,
            moving,
            "{count} things move where the system says {still}"
        );
        window.close().await;
    }
}
