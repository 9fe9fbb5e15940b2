//! Papers as what they are: titles in two languages, a petition that is counted, certificates that
//! run out, a name that is spelled in two ways, a list of photos, a checklist.

use std::fs;

use expediente_tests::{fixtures, judges, program};
use serde_json::{Value, json};

use crate::case::{build, to_start};
use crate::keyboard::{enter_on, tab_to};
use crate::window::{Home, Window};

/// The sample in an English dossier, with a letter that spells the name in another way.
fn sample_case(language: &'static str) -> Home {
    let home = Home::without_reading(language);
    let store = home.store();
    let say = |arguments: &[&str]| -> Value {
        let (code, said) = program::in_store(&store, arguments);
        assert!(code == 0 || code == 6, "{arguments:?}: {said}");
        said
    };
    let out = home.path("before.pdf");
    let sample = expediente_tests::sample();
    say(&[
        "build",
        sample.to_str().unwrap(),
        "--lang",
        "en",
        "-o",
        out.to_str().unwrap(),
    ]);
    let letter = home.path("Carta de la vecina.pdf");
    let words = "I have known Daniella Marisol Quintero Prado since she was a child.";
    fs::write(&letter, fixtures::pdf(&[words])).unwrap();
    say(&["add", "caso-ejemplo", letter.to_str().unwrap()]);
    say(&["matter", "set", "caso-ejemplo", "--hearing", "2031-03-12"]);
    let apostille = home.path("Apostilla.pdf");
    fs::write(&apostille, fixtures::pdf(&["Apostille"])).unwrap();
    say(&["add", "caso-ejemplo", apostille.to_str().unwrap()]);
    say(&["exhibit", "join", "caso-ejemplo", "A", "H"]);
    home
}

/// The texts of pages, whatever their lines.
fn flat(pages: &[String]) -> String {
    let words: Vec<&str> = pages
        .iter()
        .flat_map(|page| page.split_whitespace())
        .collect();
    words.join(" ")
}

fn shown(home: &Home) -> Value {
    let (code, said) = program::in_store(&home.store(), ["matter", "show", "caso-ejemplo"]);
    assert_eq!(code, 0, "{said}");
    said
}

/// Waits until an element has a text.
async fn says(window: &Window, css: &str, text: &str) {
    let script = format!(
        "return (document.querySelector({})?.innerText ?? '').includes({})",
        json!(css),
        json!(text)
    );
    window.until(&format!("{css}: {text}"), &script).await;
}

async fn focus(window: &Window, css: &str) {
    window.find(css).await;
    let script = format!("document.querySelector({}).focus()", json!(css));
    window.js(&script, vec![]).await;
}

/// Accepts the three sheets of the petition as they are found: 20, 20 and 17 signatures, three
/// empty rows (by hand; `make_sample.py` draws them).
async fn counted(window: &Window, by_key: bool, word: &str, name: &str) {
    window.find("[data-view=petition]").await;
    for (sheet, signed) in [(1, 20), (2, 20), (3, 17)] {
        says(window, "[data-test=petition-sheet]", &sheet.to_string()).await;
        let found = format!(
            "const rows = [...document.querySelectorAll('[data-test=petition-row]')];\
             return rows.filter((row) => row.dataset.mark === 'signed').length === {signed}"
        );
        window.until("the rows of the sheet", &found).await;
        if sheet == 1 {
            window.find("[data-test=sheet-loupe] img").await;
            window.picture(&format!("petition-{word}")).await;
        }
        if sheet == 2 {
            // A row that nobody can read, and back: the arrow keys and the digits.
            if !by_key {
                focus(window, "[data-view=petition] h1").await;
            }
            for key in ["down", "2"] {
                window.press(key).await;
            }
            let marked = "return document.querySelector('[data-mark=unreadable]') !== null";
            window.until("the mark", marked).await;
            for key in ["up", "1"] {
                window.press(key).await;
            }
        }
        if by_key {
            window.press("enter").await;
        } else {
            window.click("[data-test=petition-accept]").await;
        }
    }
    says(window, "[data-test=petition-sum]", "57").await;
    if by_key {
        tab_to(window, "[data-test=counted-by]").await;
        window.type_text(name).await;
        window.press("tab").await;
    } else {
        window.write("[data-test=counted-by]", name).await;
    }
    window.picture(&format!("petition-sum-{word}")).await;
    if by_key {
        enter_on(window, "[data-test=petition-done]").await;
    } else {
        window.click("[data-test=petition-done]").await;
    }
    window.find("[data-view=case]").await;
}

/// By mouse, in Spanish.
#[tokio::test(flavor = "multi_thread")]
async fn what_papers_are_by_mouse() {
    let home = sample_case("es_VE.UTF-8");
    let window = Window::open(&home).await;
    // What runs out is told on the card of the case.
    window.find("[data-test=case-running-out]").await;
    window.click("[data-test=open-case]").await;

    // Two languages: the glossary proposes, a person takes it, the list has both.
    window.click("[data-label=A]").await;
    window.find("[data-test=field-in-title]").await;
    window.picture("two-languages-es").await;
    let chip = "const chip = [...document.querySelectorAll('[data-test=suggestion]')]\
                .find((one) => one.innerText.includes('Certificate of good conduct'));\
                chip?.scrollIntoView({ block: 'center' }); chip?.click(); return chip !== undefined";
    window.until("the proposal", chip).await;
    says(&window, "[data-label=A]", "Certificate of good conduct").await;
    says(&window, "[data-label=A]", "Constancia de buena conducta").await;

    // A certificate: its code, who has the original, until when it is valid.
    window.write("[data-test=field-code]", "BC-7F31-0037").await;
    window
        .write("[data-test=field-original]", "Rosa Prado")
        .await;

    // Its apostille: a code of its own.
    window
        .click("[data-document] + [data-document] [role=option]")
        .await;
    window.click("[data-test=document-more] summary").await;
    window.write("[data-test=document-code]", "APO-0042").await;
    window.picture("apostille-es").await;

    // The petition.
    window.click("[data-label=C]").await;
    window.click("[data-test=count-signatures]").await;
    counted(&window, false, "es", "Rosa Prado").await;

    // The photos.
    window.click("[data-label=D]").await;
    window.click("[data-test=field-photo-list]").await;
    window.click("[data-test=menu-view]").await;
    window.click("[data-test=act-view-captions]").await;
    window.find("[data-view=captions]").await;
    window.write("[data-test=caption-people]", "Daniela").await;
    window
        .write("[data-test=caption-author]", "Marisol Prado")
        .await;
    window
        .write("[data-test=caption-in]", "Her work table.")
        .await;
    window.picture("captions-es").await;
    window.click("[data-test=back]").await;

    // The checklist: what is there, what is missing, who was asked for it.
    window.click("[data-test=menu-dossier]").await;
    window.click("[data-test=act-checklist]").await;
    window.find("[data-test=dialog-checklist]").await;
    window.click("[data-test=checklist-choice]").await;
    window
        .click("[data-test=checklist-choice-good-conduct]")
        .await;
    window
        .find("[data-need=no-record][data-status=runs-out]")
        .await;
    window
        .find("[data-need=neighbors-petition][data-status=partly]")
        .await;
    window.click("[data-need=residence] button").await;
    window
        .write("[data-test=need-asked-of]", "Luis, el primo")
        .await;
    window.press("tab").await;
    window
        .find("[data-need=residence][data-status=asked]")
        .await;
    window.picture("checklist-es").await;
    let list = home.path("lista.pdf");
    home.answer(&[&list]);
    window.click("[data-test=print-checklist]").await;
    let written = || list.is_file();
    for _ in 0..100 {
        if written() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let printed = flat(&judges::texts(&list));
    assert!(printed.contains("Luis, el primo"), "{printed}");
    assert!(printed.contains("Constancia de residencia"), "{printed}");
    window.click("[data-test=dialog-close]").await;

    // The differences.
    window.click("[data-test=menu-dossier]").await;
    window.click("[data-test=act-differences]").await;
    window.find("[data-test=dialog-differences]").await;
    says(&window, "[data-test=differences-open]", "2").await;
    window
        .click("[data-sort=name] [data-test=difference-right]")
        .await;
    window
        .write(
            "[data-test=difference-reason]",
            "La vecina lo escribe con dos eles.",
        )
        .await;
    window.press("tab").await;
    says(&window, "[data-test=differences-open]", "ninguna").await;
    window.picture("differences-es").await;
    let note = home.path("nota.pdf");
    home.answer(&[&note]);
    window.click("[data-test=print-differences]").await;
    for _ in 0..100 {
        if note.is_file() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let said = flat(&judges::texts(&note));
    assert!(said.contains("Daniella Marisol Quintero Prado"), "{said}");
    window.click("[data-test=dialog-close]").await;

    let out = home.path("dossier.pdf");
    build(&home, &window, &out).await;
    // How the court takes it, and that as a page.
    window.click("[data-test=handing-in]").await;
    says(
        &window,
        "[data-test=dialog-handing-in]",
        "A quién más se le da",
    )
    .await;
    says(&window, "[data-test=dialog-handing-in]", "8 CFR 1003.32(c)").await;
    window.picture("handing-in-es").await;
    let steps = home.path("entregar.pdf");
    home.answer(&[&steps]);
    window.click("[data-test=print-handing-in]").await;
    for _ in 0..100 {
        if steps.is_file() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let said = flat(&judges::texts(&steps));
    assert!(said.contains("Imprima por un solo lado"), "{said}");
    window.click("[data-test=dialog-close]").await;
    to_start(&window).await;
    says(&window, "[data-test=case-checklist]", "de").await;
    window.picture("card-es").await;
    window.close().await;

    let text = flat(&judges::texts(&out));
    for printed in [
        "Certificate of good conduct",
        "verification code BC-7F31-0037",
        "original held by Rosa Prado",
        "(verification code APO-0042)",
        "57 signatures",
        "Count of signatures",
        "Counted by Rosa Prado",
        "List of photographs",
        "Her work table.",
        "Marisol Prado",
    ] {
        assert!(text.contains(printed), "{printed}: {text}");
    }
}

/// By keyboard alone, in English: every element is reached with Tab.
#[tokio::test(flavor = "multi_thread")]
async fn what_papers_are_by_keyboard() {
    let home = sample_case("en_US.UTF-8");
    let window = Window::open(&home).await;
    enter_on(&window, "[data-test=open-case]").await;
    window.find("[data-view=case]").await;
    let row = async |number: usize| {
        tab_to(&window, "[data-home]").await;
        window.press("home").await;
        for _ in 0..number {
            window.press("down").await;
        }
    };
    let write = async |css: &str, text: &str| {
        tab_to(&window, css).await;
        window.type_text(text).await;
        window.press("tab").await;
    };

    // Two languages: the proposal is taken. A certificate: its code, and who has the original.
    row(1).await;
    let chosen =
        "return document.querySelector('[data-test=field-title]')?.value.includes('Constancia')";
    window.until("the first exhibit", chosen).await;
    enter_on(&window, "[data-test=suggestion][data-field=in-title]").await;
    says(&window, "[data-label=A]", "Certificate of good conduct").await;
    write("[data-test=field-code]", "BC-7F31-0037").await;
    write("[data-test=field-original]", "Rosa Prado").await;

    // The petition.
    row(3).await;
    enter_on(&window, "[data-test=count-signatures]").await;
    counted(&window, true, "en", "Rosa Prado").await;

    // The photos.
    row(4).await;
    tab_to(&window, "[data-test=field-photo-list]").await;
    window.press("space").await;
    // The menu, with the arrow keys.
    for key in ["f10", "right", "right", "down"] {
        window.press(key).await;
    }
    let on_it = "return document.activeElement?.matches('[data-test=act-view-captions]') ?? false";
    for _ in 0..20 {
        if window.js(on_it, vec![]).await == json!(true) {
            break;
        }
        window.press("down").await;
    }
    window.press("enter").await;
    window.find("[data-view=captions]").await;
    write("[data-test=caption-people]", "Daniela").await;
    write("[data-test=caption-author]", "Marisol Prado").await;
    enter_on(&window, "[data-test=back]").await;
    window.find("[data-view=case]").await;

    // The checklist.
    window.press("ctrl+l").await;
    window.find("[data-test=dialog-checklist]").await;
    tab_to(&window, "[data-test=checklist-choice]").await;
    window.type_text("good").await;
    window.find("[data-need=no-record]").await;
    enter_on(&window, "[data-need=residence] button").await;
    tab_to(&window, "[data-test=need-not-needed]").await;
    window.press("space").await;
    window
        .find("[data-need=residence][data-status=not-needed]")
        .await;
    window.picture("checklist-en").await;
    window.press("escape").await;

    // The differences, and the note in the dossier.
    window.press("ctrl+d").await;
    window.find("[data-test=dialog-differences]").await;
    tab_to(&window, "[data-sort=name] [data-test=difference-right]").await;
    window.press("space").await;
    says(&window, "[data-test=differences-open]", "1").await;
    write(
        "[data-test=difference-reason]",
        "A neighbor writes it with two l.",
    )
    .await;
    says(&window, "[data-test=differences-open]", "No difference").await;
    enter_on(&window, "[data-test=add-note]").await;
    window.press("escape").await;
    window.find("[data-label=H]").await;

    // How the court takes it, from the menu.
    for key in ["f10", "right", "right", "right", "down"] {
        window.press(key).await;
    }
    let on_it = "return document.activeElement?.matches('[data-test=act-handing-in]') ?? false";
    for _ in 0..20 {
        if window.js(on_it, vec![]).await == json!(true) {
            break;
        }
        window.press("down").await;
    }
    window.press("enter").await;
    says(&window, "[data-test=dialog-handing-in]", "Who else gets it").await;
    window.press("escape").await;
    window.close().await;

    let said = shown(&home);
    let exhibits = said["exhibits"].as_array().unwrap();
    assert_eq!(
        exhibits[0]["title"], "Certificate of good conduct",
        "{said}"
    );
    let note = exhibits.last().unwrap();
    assert_eq!(
        note["title"], "Note on differences between papers",
        "{said}"
    );
    let (code, petition) =
        program::in_store(&home.store(), ["petition", "show", "caso-ejemplo", "C"]);
    assert_eq!((code, &petition["total"]), (0, &json!(57)), "{petition}");
    let (_, differences) =
        program::in_store(&home.store(), ["differences", "show", "caso-ejemplo"]);
    let name = &differences["sorts"][0];
    assert_eq!(name["right"], "Daniela Marisol QUINTERO PRADO", "{name}");
    assert_eq!(differences["open"], 0, "{differences}");
    let out = home.path("dossier.pdf");
    let out = out.to_str().unwrap();
    let (code, said) = program::in_store(&home.store(), ["build", "caso-ejemplo", "-o", out]);
    assert!(code == 0 || code == 6, "{said}");
    let text = flat(&judges::texts(out.as_ref()));
    for printed in [
        "verification code BC-7F31-0037",
        "original held by Rosa Prado",
        "List of photographs",
        "Marisol Prado",
        "A neighbor writes it with two l.",
    ] {
        assert!(text.contains(printed), "{printed}");
    }
}

/// A list of signers that lies among the papers of the case is offered where they are counted.
#[tokio::test(flavor = "multi_thread")]
async fn names_come_from_a_list_among_the_papers() {
    let home = Home::without_reading("es_VE.UTF-8");
    let store = home.store();
    let say = |arguments: &[&str]| -> Value {
        let (code, said) = program::in_store(&store, arguments);
        assert!(code == 0 || code == 6, "{arguments:?}: {said}");
        said
    };
    let folder = home.path("Firmas");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("hoja 1.pdf"), fixtures::pdf(&["Firmas"])).unwrap();
    let list = "nombre,cedula\nAna Gil,1234567\nLuis Mora,7654321\n";
    fs::write(folder.join("firmas.csv"), list).unwrap();
    say(&["matter", "new", "m", "--person", "Ana Prado"]);
    say(&["add", "m", folder.to_str().unwrap()]);
    say(&["exhibit", "rename", "m", "A", "--kind", "petition"]);

    let window = Window::open(&home).await;
    window.click("[data-test=open-case]").await;
    window.click("[data-label=A]").await;
    window.click("[data-test=count-signatures]").await;
    says(&window, "[data-test=petition-paper]", "firmas.csv").await;
    window.picture("petition-list-es").await;
    window.click("[data-test=petition-paper]").await;
    says(&window, "[data-view=petition]", "2 nombres").await;
    window.close().await;
    let petition = say(&["petition", "show", "m", "A"]);
    assert_eq!(
        petition["listed"].as_array().unwrap().len(),
        2,
        "{petition}"
    );
}
