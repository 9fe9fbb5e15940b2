//! The window does what it says: headings, joining, splitting, keys, counts, and what was typed
//! last.

use std::process::Command;
use std::time::Duration;

use expediente_tests::{fixtures, program::in_store};

use crate::case::{add_folder, begin, build, shows, to_start};
use crate::window::{Home, Window, is_left};

/// A folder of loose letters, each a PDF of one page.
fn letters(home: &Home, names: &[&str]) -> std::path::PathBuf {
    let papers = home.path("papeles");
    std::fs::create_dir(&papers).unwrap();
    for name in names {
        std::fs::write(papers.join(format!("{name}.pdf")), fixtures::pdf(&[name])).unwrap();
    }
    papers
}

/// Closes the window as a person does, and waits until the program has ended.
async fn close_by_hand(home: &Home) {
    for _ in 0..600 {
        if is_left(&home.store()) {
            return;
        }
        let mut command = Command::new("xdotool");
        home.dress(&mut command);
        let _ = command.args(["key", "--clearmodifiers", "alt+F4"]).status();
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("the program goes on");
}

/// Each file of an added folder is an exhibit; a heading stands over those chosen; joined, they
/// keep their titles; split, they have them again. What is typed last is saved when the window
/// closes.
#[tokio::test]
async fn exhibits_get_a_heading_are_joined_and_split() {
    let home = Home::without_reading("es_VE.UTF-8");
    let papers = letters(&home, &["Carta de Ana", "Carta de Luz", "Recibo"]);
    let window = Window::open(&home).await;
    begin(&window, "José Gregorio Quintero").await;
    window.find("[data-test=empty-case]").await;
    window.picture("promises-empty").await;
    add_folder(&home, &window, &papers).await;
    let all = ["Carta de Ana", "Carta de Luz", "Recibo"];
    shows(&window, &all).await;
    window.click("[data-test=intake-close]").await;

    window.click("[data-label=A]").await;
    window.press("shift+down").await;
    window.click("[data-test=group]").await;
    window.write("[data-test=group-title]", "Cartas").await;
    window.picture("promises-group").await;
    window.click("[data-test=group-save]").await;
    window
        .until(
            "the heading",
            "return [...document.querySelectorAll('.group.serif')].some((e) => e.innerText.trim() === 'Cartas')",
        )
        .await;
    shows(&window, &all).await;
    window.picture("promises-heading").await;

    window.click("[data-test=join]").await;
    window.picture("promises-join").await;
    window.write("[data-test=join-title]", "Papeles").await;
    window.click("[data-test=join-save]").await;
    shows(&window, &["Papeles", "Recibo"]).await;
    window.click("[data-test=split]").await;
    shows(&window, &all).await;

    // Where a document can go is seen.
    window.click("[data-label=C]").await;
    window.click("[data-test=page]").await;
    window.click("[data-test=move-documents]").await;
    window
        .until(
            "pictures",
            "return [...document.querySelectorAll('[data-test=move-to] img')].some((i) => i.complete && i.naturalWidth > 10)",
        )
        .await;
    window.picture("promises-move").await;
    window.press("escape").await;

    // A button was clicked last, and a letter still turns the page.
    window.click("[data-test=turn]").await;
    let turned = "return document.querySelector('[data-test=undo]').innerText.includes('girar')";
    window.until("it is turned", turned).await;
    let revision = "document.querySelector('[data-test=page] img').src";
    let before = window.js(&format!("return {revision}"), Vec::new()).await;
    window.press("r").await;
    window
        .until(
            "it is turned again",
            &format!("return {revision} !== {before}"),
        )
        .await;

    // A month is chosen by typing it, whatever letters mean elsewhere.
    let focus = "document.querySelector('[data-test=field-date-month]').focus()";
    window.js(focus, Vec::new()).await;
    window.type_text("mar").await;
    window
        .until(
            "March",
            "return document.querySelector('[data-test=field-date-month]').dataset.value === '3'",
        )
        .await;

    let title = window.find("[data-test=field-title]").await;
    title.clear().await.unwrap();
    title.send_keys("Recibo de luz").await.unwrap();
    close_by_hand(&home).await;
    let (_, shown) = in_store(&home.store(), ["matter", "show", "jose-gregorio-quintero"]);
    let titles: Vec<&str> = shown["exhibits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["Carta de Ana", "Carta de Luz", "Recibo de luz"]);
}

/// The card, the case and the check tell one number. Findings of one kind are one card, answered at
/// once by the keyboard; a missing fact leads into its field; Escape leaves. The sample is opened,
/// not made again.
#[tokio::test]
async fn findings_are_told_alike_and_answered_together() {
    let home = Home::without_reading("en_US.UTF-8");
    let window = Window::open(&home).await;
    window.click("[data-test=open-sample]").await;
    window.find("[data-view=case]").await;
    to_start(&window).await;
    window.click("[data-test=open-sample]").await;
    window.find("[data-view=case]").await;
    window.click("[data-test=facts]").await;
    window.find("[data-test=case-open]").await;
    window.picture("promises-case-open").await;
    let count = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let in_case = count(&window.text("[data-test=case-open]").await);
    window.click("[data-test=go-build]").await;
    window.find("[data-test=build-findings]").await;
    let in_check = count(&window.text("#build-findings-title").await);
    window.picture("promises-check").await;
    window.press("escape").await;
    window.find("[data-view=case]").await;
    to_start(&window).await;
    let cards = "return document.querySelectorAll('[data-test=case]').length";
    assert_eq!(window.js(cards, Vec::new()).await, 1, "one sample");
    window.find("[data-test=case] [data-test=case-open]").await;
    let on_card = count(&window.text("[data-test=case-open]").await);
    window.picture("promises-card").await;
    assert_eq!((&in_case, &on_card), (&in_check, &in_check));

    begin(&window, "Ana Prueba").await;
    let three = ["Letter of Ana", "Letter of Luz", "Letter of Rosa"];
    let numbered = [
        "01 - Letter of Ana",
        "02 - Letter of Luz",
        "03 - Letter of Rosa",
    ];
    let papers = letters(&home, &numbered);
    add_folder(&home, &window, &papers).await;
    // The first exhibit is chosen when it comes.
    shows(&window, &three).await;
    window.find("[data-test=exhibit-form]").await;
    window.click("[data-test=facts]").await;
    window.click("[data-test=take-all-suggestions]").await;
    window
        .until(
            "no more suggestions",
            "return document.querySelector('[data-test=suggestions]') === null",
        )
        .await;
    let undo = window.text("[data-test=undo]").await;
    assert!(undo.contains("taking 3 suggestions"), "{undo}");
    window.click("[data-test=go-build]").await;
    let card = "[data-test=findings-alike][data-code=letter-without-identity]";
    window.find(card).await;
    crate::keyboard::enter_on(&window, &format!("{card} summary")).await;
    window.find(&format!("{card} [data-test=finding]")).await;
    window.picture("promises-alike").await;
    crate::keyboard::enter_on(&window, &format!("{card} [data-test=answer-all]")).await;
    window.type_text("They wrote from abroad.").await;
    window.press("enter").await;
    window
        .until(
            "all answered",
            "return document.querySelectorAll('[data-test=findings-answered] [data-code=letter-without-identity]').length === 3",
        )
        .await;
    window
        .click("[data-code=fact-missing] [data-test=mend-facts]")
        .await;
    window
        .until(
            "the cursor in a field",
            "return document.activeElement.matches('input, textarea')",
        )
        .await;
    window
        .until(
            "the field in sight, below what is suggested",
            "const box = document.activeElement.getBoundingClientRect();\
             return document.querySelector('[data-test=filled]') !== null\
             && box.top > 0 && box.bottom < innerHeight",
        )
        .await;
    window.type_text("gsr").await;
    window
        .until(
            "what was typed in it",
            "return document.activeElement.value === 'gsr'",
        )
        .await;
    // After a change, what is left comes before the older dossier.
    build(&home, &window, &home.path("dossier.pdf")).await;
    window.click("[data-test=findings-answered] summary").await;
    window.click("[data-test=take-back-answer]").await;
    window.find("[data-test=stale]").await;
    let order = "const top = (css) => document.querySelector(css).getBoundingClientRect().top; \
        return top('#build-findings-title') < top('[data-test=built]')";
    window.until("the newest on top", order).await;
    window.picture("promises-stale").await;
    window.close().await;
}

/// Titles of the list begin in one column, from A to AD, and no scroll bar of the list shows
/// through a dialog over it.
#[tokio::test]
async fn a_long_list_has_one_column_and_stays_behind_dialogs() {
    let home = Home::without_reading("en_US.UTF-8");
    let names: Vec<String> = (1..=30).map(|n| format!("Letter of witness {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let papers = letters(&home, &names);
    let window = Window::open(&home).await;
    window.client.set_window_size(1024, 720).await.unwrap();
    begin(&window, "Ana Prueba").await;
    add_folder(&home, &window, &papers).await;
    window.click("[data-test=intake-close]").await;
    window.click("[data-test=row]").await;
    window.press("end").await;
    window.find("[data-label=AD]").await;
    let columns = "return [...new Set([...document.querySelectorAll('[data-test=row-title]')]\
        .map((title) => Math.round(title.getBoundingClientRect().left)))].length";
    window.press("pageup").await;
    window.find("[data-label=Z]").await;
    assert_eq!(window.js(columns, Vec::new()).await, 1);
    window.picture("promises-list").await;
    // The details are longer than the window, and only they scroll.
    window.click("[data-test=facts]").await;
    window.find("[data-test=facts-form]").await;
    let height = "return document.documentElement.scrollHeight <= window.innerHeight \
        && document.querySelector('.view').scrollHeight <= document.querySelector('.view').clientHeight";
    window.until("a window of its own height", height).await;

    window.click("[data-test=row]").await;
    window.press("home").await;
    for _ in 0..13 {
        window.press("down").await;
    }
    window.click("[data-test=menu-dossier]").await;
    window.click("[data-test=act-translators]").await;
    window.find("[data-test=dialog-translators]").await;
    let hidden = "return document.documentElement.dataset.bars !== 'over' || \
        getComputedStyle(document.querySelector('[data-test=exhibits]').parentElement).overflowY === 'hidden'";
    window.until("no bar behind the dialog", hidden).await;
    window.picture("promises-scrollbar").await;
    window.press("escape").await;

    // The right button has the acts of the menu, for what is under it.
    window.click_right("[data-label=M]").await;
    window.picture("promises-right-button").await;
    window.click("[data-test=act-rename-exhibit]").await;
    window.find("[data-test=rename-exhibit]").await;
    window
        .until(
            "the row under the mouse is chosen",
            "return document.querySelector('[data-label=M]').getAttribute('aria-selected') === 'true'",
        )
        .await;
    window.press("escape").await;
    // The menu left nothing over the window.
    window
        .until(
            "the window takes clicks",
            "return getComputedStyle(document.body).pointerEvents !== 'none'",
        )
        .await;
    window.click("[data-test=menu-view]").await;
    window.find("[data-test=act-text-larger]").await;
    window.close().await;
}
