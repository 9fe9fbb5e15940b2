//! A mother with phone photos and papers from WhatsApp: from nothing to a proved dossier, in both
//! languages.

use std::process::Command;
use std::time::Duration;

use crate::case::{add_folder, begin, build, exhibits, is_a_dossier, loose_papers, shows};
use crate::keyboard::enter_on;
use crate::window::{Home, Window};

async fn from_papers_to_a_proved_dossier(language: &'static str, views: &str) {
    let home = Home::new(language);
    let papers = loose_papers(&home);
    let window = Window::open(&home).await;
    window.find("[data-view=start]").await;
    begin(&window, "José Gregorio Quintero").await;
    add_folder(&home, &window, &papers).await;
    shows(
        &window,
        &[
            "Carta de buena conducta",
            "Certificado de antecedentes penales",
            "Petición de vecinos",
            "Fotos de su trabajo",
            "Declaración de la madre",
            "Cédula de identidad",
        ],
    )
    .await;
    let before = exhibits(&window).await;
    assert_eq!(before[0].0, "A");

    // The certificate of no record goes first; the numbers follow at once.
    window.click("[data-label=B]").await;
    window.press("alt+up").await;
    shows(
        &window,
        &[
            "Certificado de antecedentes penales",
            "Carta de buena conducta",
            "Petición de vecinos",
            "Fotos de su trabajo",
            "Declaración de la madre",
            "Cédula de identidad",
        ],
    )
    .await;
    let moved = exhibits(&window).await;
    assert_eq!(moved[0].0, "A");
    assert_ne!(moved[0].2, before[1].2, "the moved exhibit has new numbers");

    // One pass through the photos.
    window.click("[data-test=captions]").await;
    window.find("[data-view=captions]").await;
    window
        .write(
            "[data-test=caption-form] textarea",
            "Carnaval de Capacho, con su equipo",
        )
        .await;
    window.press("enter").await;
    window
        .until(
            "the next photo",
            "return document.querySelector('[data-test=caption-form] textarea').value === ''",
        )
        .await;
    window.press("escape").await;
    window.find("[data-view=case]").await;

    // Undone and redone, by name.
    window.click("[data-test=undo]").await;
    window
        .until(
            "redo",
            "return !document.querySelector('[data-test=redo]').disabled",
        )
        .await;
    window.click("[data-test=redo]").await;
    window
        .until(
            "nothing to redo",
            "return document.querySelector('[data-test=redo]').disabled",
        )
        .await;

    // Every page before it is built.
    window.click("[data-test=preview]").await;
    window.find("[data-view=preview]").await;
    window
        .until(
            "a page drawn",
            "return [...document.querySelectorAll('[data-test=wall-page] img')].some((i) => i.complete && i.naturalWidth > 100)",
        )
        .await;
    window.picture(&format!("preview-{views}")).await;
    window.click("[data-test=back]").await;
    window.find("[data-view=case]").await;

    let shown = exhibits(&window).await;
    let out = home.path("dossier.pdf");
    build(&home, &window, &out).await;
    window.picture(&format!("built-{views}")).await;
    is_a_dossier(&out, &shown);
    let text = expediente_tests::judges::texts(&out).concat();
    assert!(
        text.contains("Carnaval de Capacho, con su equipo"),
        "the caption is under the photo"
    );
    window.close().await;
}

/// The whole way in Spanish: the dossier has what the list shows.
#[tokio::test]
async fn a_family_builds_its_dossier_in_spanish() {
    from_papers_to_a_proved_dossier("es_VE.UTF-8", "es").await;
}

/// And in English.
#[tokio::test]
async fn a_family_builds_its_dossier_in_english() {
    from_papers_to_a_proved_dossier("en_US.UTF-8", "en").await;
}

/// A refused locked PDF asks for its password on the spot, and is received with it.
#[tokio::test]
async fn a_locked_paper_asks_for_its_password() {
    let home = Home::without_reading("es_VE.UTF-8");
    let papers = home.path("papeles");
    std::fs::create_dir(&papers).unwrap();
    let plain = expediente_tests::sample().join("02 - Certificado de antecedentes penales.pdf");
    let locked = Command::new("qpdf")
        .arg(&plain)
        .args(["--encrypt", "secreto", "dueño", "256", "--"])
        .arg(papers.join("Certificado.pdf"))
        .status()
        .unwrap();
    assert!(locked.success());
    let window = Window::open(&home).await;
    begin(&window, "José Gregorio Quintero").await;
    add_folder(&home, &window, &papers).await;
    window.write("[data-test=password]", "equivocado").await;
    window.click("[data-test=try-again]").await;
    window
        .find("[data-code=pdf-wrong-password] [data-test=password]")
        .await;
    // A wrong password stays where it was typed, to be corrected.
    let stays = "return document.querySelector('[data-test=password]').value === 'equivocado' \
        && document.activeElement.matches('[data-test=password]')";
    window.until("the wrong password", stays).await;
    window.picture("password-wrong").await;
    window.write("[data-test=password]", "secreto").await;
    window.click("[data-test=try-again]").await;
    shows(&window, &["Certificado"]).await;
    // A finding before the build leads to its place.
    window.click("[data-test=go-build]").await;
    window
        .click("[data-code=pdf-unlocked] [data-test=go-to-place]")
        .await;
    window
        .find("[data-view=case] [data-test=row][aria-selected=true]")
        .await;
    window
        .until(
            "the page",
            "return document.querySelector('[data-test=page][aria-selected=true]') !== null",
        )
        .await;
    window.close().await;
}

/// A case goes out as a zip, is erased after its name is typed, and comes in again as it was.
#[tokio::test]
async fn a_case_goes_out_and_comes_in_again() {
    let home = Home::without_reading("en_US.UTF-8");
    let window = Window::open(&home).await;
    window.click("[data-test=open-sample]").await;
    window.find("[data-view=case]").await;
    let before = exhibits(&window).await;
    let zip = home.path("case.zip");
    home.answer(&[&zip]);
    window.click("[data-test=menu-case]").await;
    window.click("[data-test=act-hand-over]").await;
    window.click("[data-test=hand-over-zip]").await;
    window.find("[data-test=handed-over]").await;
    assert!(zip.is_file());
    window.press("escape").await;

    window.click("[data-test=menu-case]").await;
    window.click("[data-test=act-erase]").await;
    window.write("[data-test=erase-name]", "Sample case").await;
    window.click("[data-test=erase-go]").await;
    window.find("[data-test=first-run]").await;
    assert_eq!(
        std::fs::read_dir(home.store().join("matters"))
            .unwrap()
            .count(),
        0,
        "nothing of it is left"
    );

    home.answer(&[&zip]);
    window.click("[data-test=bring-in]").await;
    window.click("[data-test=bring-in-zip]").await;
    window.find("[data-view=case]").await;
    assert_eq!(exhibits(&window).await, before);
    assert_eq!(window.text("[data-view=case] h1").await, "Sample case");

    // What was done here since is asked about, and is one step of undo.
    window.click("[data-label=A]").await;
    window.press("alt+down").await;
    window
        .until(
            "it moved",
            "return document.querySelector('[data-label=B] [data-test=row-title]').innerText.trim() === 'Certificate of good conduct'",
        )
        .await;
    let newer = exhibits(&window).await;
    assert_ne!(newer, before);
    for (answer, expected) in [("dialog-cancel", &newer), ("bring-in-replace", &before)] {
        home.answer(&[&zip]);
        window.click("[data-test=menu-case]").await;
        window.click("[data-test=act-bring-in]").await;
        window.click("[data-test=bring-in-zip]").await;
        window.find("[data-test=bring-in-differs]").await;
        window.picture("bring-in-differs-en").await;
        window.click(&format!("[data-test={answer}]")).await;
        window
            .until(
                "no dialog",
                "return document.querySelector('[data-test=dialog-bring-in]') === null",
            )
            .await;
        assert_eq!(&exhibits(&window).await, expected, "{answer}");
    }
    window.find("[data-test=notice]").await;
    window.picture("bring-in-notice-en").await;
    assert!(
        window
            .text("[data-test=undo]")
            .await
            .contains("taking the case back")
    );
    window.click("[data-test=undo]").await;
    window
        .until(
            "the newer work",
            "return document.querySelector('[data-test=undo]').innerText.includes('mov')",
        )
        .await;
    assert_eq!(exhibits(&window).await, newer);
    window.click("[data-test=undo]").await;
    window
        .until(
            "as before",
            "return document.querySelector('[data-label=A] [data-test=row-title]').innerText.trim() === 'Certificate of good conduct'",
        )
        .await;

    // The language changes at once, in the same view.
    window.click("[data-test=language-es]").await;
    window
        .until("Spanish", "return document.documentElement.lang === 'es'")
        .await;
    assert_eq!(
        exhibits(&window).await,
        before,
        "the case does not change with the window's language"
    );
    window.close().await;
}

/// Papers are dropped on the window from the desktop, with the desktop's own protocol.
#[tokio::test]
async fn papers_are_dropped_from_the_desktop() {
    let home = Home::without_reading("es_VE.UTF-8");
    let window = Window::open(&home).await;
    begin(&window, "José Gregorio Quintero").await;
    let script = expediente_tests::root().join("tests/e2e/scripts/drag_source.py");
    let mut source = Command::new("/usr/bin/python3");
    home.dress(&mut source);
    source
        .arg(script)
        .arg(expediente_tests::sample().join("02 - Certificado de antecedentes penales.pdf"));
    let mut source = source
        .arg(expediente_tests::sample().join("06 - Cédula de identidad.jpg"))
        .spawn()
        .unwrap();
    let xdotool = |arguments: &[&str]| {
        home.xdotool(arguments);
    };
    xdotool(&[
        "search",
        "--sync",
        "--onlyvisible",
        "--name",
        "^drag-source$",
        "mousemove",
        "--window",
        "%1",
        "60",
        "40",
    ]);
    xdotool(&["mousedown", "1"]);
    // Step by step, as a hand moves: otherwise the source does not begin its drag and the target
    // does not notice it.
    for step in 1..=20 {
        let (x, y) = (1300 - step * 40, 820 - step * 20);
        xdotool(&["mousemove", &x.to_string(), &y.to_string()]);
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    window.find("[data-test=drop-veil]").await;
    window.picture("drop-es").await;
    xdotool(&["mouseup", "1"]);
    shows(
        &window,
        &["Certificado de antecedentes penales", "Cédula de identidad"],
    )
    .await;
    let _ = source.kill();
    let _ = source.wait();
    window.close().await;
}

/// The finished dossier is dragged into another program, which gets the file.
#[tokio::test]
async fn a_dossier_is_dragged_out_of_the_window() {
    let home = Home::without_reading("es_VE.UTF-8");
    let window = Window::open(&home).await;
    begin(&window, "José Gregorio Quintero").await;
    let paper = expediente_tests::sample().join("02 - Certificado de antecedentes penales.pdf");
    home.answer(&[&paper]);
    window.click("[data-test=add-files]").await;
    shows(&window, &["Certificado de antecedentes penales"]).await;
    // A name that a URL cannot have as it stands.
    let out = home.path("Expediente de mamá.pdf");
    build(&home, &window, &out).await;
    let dropped = home.path("dropped");
    let script = expediente_tests::root().join("tests/e2e/scripts/drop_target.py");
    let mut target = Command::new("/usr/bin/python3");
    home.dress(&mut target);
    let mut target = target.arg(script).arg(&dropped).spawn().unwrap();
    home.xdotool(&[
        "search",
        "--sync",
        "--onlyvisible",
        "--name",
        "^drop-target$",
    ]);
    window.find("[data-test=drag-file]").await;
    let place = "const e = document.querySelector('[data-test=drag-file]');\
        e.scrollIntoView({ block: 'center' });\
        const box = e.getBoundingClientRect();\
        return [Math.round(box.left + 30), Math.round(box.top + 8)]";
    let place = window.js(place, Vec::new()).await;
    let place: (i32, i32) = serde_json::from_value(place).unwrap();
    let own = home.xdotool(&["search", "--onlyvisible", "--class", "expediente"]);
    let own = own.lines().last().unwrap().to_owned();
    let (x, y) = (place.0.to_string(), place.1.to_string());
    home.xdotool(&["mousemove", "--window", &own, &x, &y]);
    home.xdotool(&["mousedown", "1"]);
    // Step by step, as a hand moves.
    for _ in 0..10 {
        home.xdotool(&["mousemove_relative", "4", "2"]);
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    for step in 1..=12 {
        let (x, y) = (700 + step * 54, 400 + step * 36);
        home.xdotool(&["mousemove", &x.to_string(), &y.to_string()]);
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    home.xdotool(&["mouseup", "1"]);
    let until = std::time::Instant::now() + crate::window::PATIENCE;
    while !dropped.exists() && std::time::Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let _ = target.kill();
    let _ = target.wait();
    let got = std::fs::read_to_string(&dropped).unwrap();
    assert!(got.starts_with("file:///"), "{got}");
    assert!(got.ends_with("/Expediente%20de%20mam%C3%A1.pdf"), "{got}");
    window.close().await;
}

/// What names suggest waits in the details of the case: one date of two is chosen, one suggestion is
/// dropped, the others are taken at once. In both languages, and the second time by the keyboard.
#[tokio::test]
async fn suggestions_are_taken_and_dropped() {
    for (language, name, by_keyboard) in [
        ("es_VE.UTF-8", "suggestions-es", false),
        ("en_US.UTF-8", "suggestions-en", true),
    ] {
        let home = Home::without_reading(language);
        let papers = loose_papers(&home);
        let (letter, unclear) = ("01 - Carta de buena conducta", "01 - Acta 03-04-2023");
        std::fs::rename(papers.join(letter), papers.join(unclear)).unwrap();
        let window = Window::open(&home).await;
        window.find("[data-view=start]").await;
        begin(&window, "José Gregorio Quintero").await;
        add_folder(&home, &window, &papers).await;
        let act = async |css: &str| {
            if by_keyboard {
                enter_on(&window, css).await;
            } else {
                window.click(css).await;
            }
        };
        act("[data-test=facts]").await;
        window.find("[data-test=suggestions]").await;
        // What was certain is filled in: the number before a title is put back.
        act("[data-test=filled-places] summary").await;
        window.find("[data-test=filled] li").await;
        window.picture(name).await;
        let second = "return document.querySelector('[data-label=B]').dataset.exhibit";
        let second = window.js(second, Vec::new()).await;
        let number = format!(
            "[data-test=filled] [data-id='{}:number']",
            second.as_str().unwrap()
        );
        act(&format!("{number} [data-test=put-back-filled]")).await;
        window
            .until(
                "the number in the title",
                "return document.querySelector('[data-label=B] [data-test=row-title]').innerText.trim() === '02 - Certificado de antecedentes penales'",
            )
            .await;
        act("[data-test=keep-all-filled]").await;
        window
            .until(
                "nothing filled in to look at",
                "return document.querySelector('[data-test=filled]') === null",
            )
            .await;
        let first = exhibits(&window).await[0].1.clone();
        assert_eq!(first, "Acta 03-04-2023");
        // The date, in the way that is meant.
        act("[data-test=suggestions] [data-id$=':date'] [data-test=suggestion]").await;
        window
            .until(
                "the date to leave the title",
                "return document.querySelector('[data-label=A] [data-test=row-title]').innerText.trim() === 'Acta'",
            )
            .await;
        let waiting = "return document.querySelectorAll('[data-test=suggestions] li').length";
        let before = window.js(waiting, Vec::new()).await.as_u64().unwrap();
        act("[data-test=suggestions] [data-test=drop-suggestion]").await;
        window
            .until(
                "one suggestion less",
                &format!("{waiting} === {}", before - 1),
            )
            .await;
        act("[data-test=take-all-suggestions]").await;
        // "Su trabajo" is his, hers or theirs, and a messenger's name of a photo has the day on
        // which it was sent: nobody but a person chooses.
        let day = "[data-test=suggestions] [data-id$=':date'] [data-test=suggestion]";
        let name = "[data-test=suggestions] [data-id$=':in-title'] [data-test=suggestion]";
        for (left, choice) in [(3, day), (2, day), (1, name)] {
            window
                .until("only what needs a choice", &format!("{waiting} === {left}"))
                .await;
            act(choice).await;
        }
        window
            .until(
                "no more suggestions",
                "return document.querySelector('[data-test=suggestions]') === null",
            )
            .await;
        window.click("[data-label=C]").await;
        window
            .until(
                "the kind of the petition",
                "return document.querySelector('[data-test=field-kind]')?.dataset.value === 'petition'",
            )
            .await;
        window.close().await;
    }
}
