//! A chat that was exported from a phone: its pages, and the days of it that are shown.

use std::fs;

use expediente_tests::judges;

use crate::case::{begin, build, shows};
use crate::keyboard::{enter_on, tab_to};
use crate::window::{Home, Window};

/// Five messages on four days, as WhatsApp on Android writes them in Spanish.
const CHAT: &str = "\
30/1/24, 9:05 - María: Mañana voy a la prefectura
31/1/24, 18:40 - Pedro: ¿Te dieron la constancia?
31/1/24, 18:42 - María: Sí, aquí la tengo
2/2/24, 7:15 - Pedro: La mando al abogado
15/2/24, 20:01 - María: Gracias a Dios
";

/// Types a day into a date field whose parts follow each other with Tab.
async fn type_day(window: &Window, field: &str, parts: [&str; 3]) {
    let [first, second, year] = parts;
    tab_to(window, &format!("{field} input, {field} button")).await;
    for part in [first, second, year] {
        window.type_text(part).await;
        window.press("tab").await;
    }
}

/// A chat is cut to two of its days with the keyboard alone; the counts are told before, the first
/// page says what is left out, and undo brings all of it back.
async fn cut_by_keyboard(language: &'static str, (parts, title): ([[&str; 3]; 2], &str)) {
    let home = Home::without_reading(language);
    let file = home.path("Chat de WhatsApp con Pedro.txt");
    fs::write(&file, CHAT).unwrap();
    let window = Window::open(&home).await;
    window.find("[data-view=start]").await;
    begin(&window, "José Gregorio Quintero").await;
    home.answer(&[&file]);
    enter_on(&window, "[data-test=add-files]").await;
    shows(&window, &[title]).await;
    window.click("[data-label=A]").await;
    enter_on(&window, "[data-test=chat-days-choose]").await;
    window.find("[data-test=chat-days-take]").await;
    for (field, day) in ["chat-from", "chat-to"].into_iter().zip(parts) {
        type_day(&window, &format!("[data-test={field}]"), day).await;
    }
    let counted = "return /3.*1.*1/.test(\
                   document.querySelector('[data-test=chat-days-count]').innerText)";
    window
        .until("three messages, one before, one after", counted)
        .await;
    window
        .picture(&format!("chat-days-{}", &language[..2]))
        .await;
    enter_on(&window, "[data-test=chat-days-take]").await;
    window.find("[data-test=chat-days-all]").await;
    window
        .picture(&format!("chat-cut-{}", &language[..2]))
        .await;
    let out = home.path("cut.pdf");
    build(&home, &window, &out).await;
    let text = judges::texts(&out).concat();
    assert!(text.contains("aquí la tengo") && text.contains("La mando al abogado"));
    assert!(
        !text.contains("Mañana voy") && !text.contains("Gracias a Dios"),
        "{text}"
    );
    window.press("escape").await;
    window.find("[data-view=case]").await;
    window.press("ctrl+z").await;
    let out = home.path("whole.pdf");
    build(&home, &window, &out).await;
    let text = judges::texts(&out).concat();
    assert!(
        text.contains("Mañana voy") && text.contains("Gracias a Dios"),
        "{text}"
    );
}

#[tokio::test]
async fn a_chat_is_cut_to_some_days_in_spanish() {
    let days = [["31", "enero", "2024"], ["2", "febrero", "2024"]];
    cut_by_keyboard("es_VE.UTF-8", (days, "Chat de WhatsApp con Pedro")).await;
}

#[tokio::test]
async fn a_chat_is_cut_to_some_days_in_english() {
    let days = [["January", "31", "2024"], ["February", "2", "2024"]];
    cut_by_keyboard("en_US.UTF-8", (days, "Chat de WhatsApp con Pedro")).await;
}
