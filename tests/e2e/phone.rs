//! A mother with twenty-five files on her phone: to a proved, searchable dossier with right titles
//! in at most forty acts. An act is a click, a key, a text, or a choice in a file dialog.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use expediente_tests::{judges, program};
use serde_json::{Value, json};

use crate::case::build;
use crate::window::{Home, Window};

/// What the exhibits are called in the end.
const TITLES: [&str; 17] = [
    "Carta de buena conducta",
    "Carta de apoyo",
    "Carta del señor Pedro",
    "Certificado de antecedentes penales",
    "Chat de WhatsApp con José Gregorio",
    "Constancia de estudios",
    "Constancia de residencia",
    "Constancia de trabajo",
    "Cédula de identidad",
    "Declaración de Marisol Prado de Quintero",
    "Diploma de maquillaje profesional",
    "Fotografías",
    "Informe médico",
    "Partida de bautismo",
    "Partida de nacimiento",
    "Petición de vecinos y vecinas",
    "Transferencia enviada",
];

/// The window, with a count of what was done in it.
struct Hands<'a> {
    window: &'a Window,
    acts: Cell<u32>,
}

impl Hands<'_> {
    fn act(&self, count: u32) {
        self.acts.set(self.acts.get() + count);
    }

    async fn click(&self, css: &str) {
        self.act(1);
        self.window.click(css).await;
    }

    async fn press(&self, chord: &str) {
        self.act(1);
        self.window.press(chord).await;
    }

    async fn write(&self, css: &str, text: &str) {
        self.act(1);
        self.window.write(css, text).await;
    }

    fn tell(&self, what: &str) {
        println!("{what}: {} acts so far", self.acts.get());
    }
}

/// What the naming pass shows: the file, and the name that is proposed for it.
async fn asked(window: &Window, before: &str) -> Option<(String, String, String)> {
    let ready = format!(
        "if (document.querySelector('[data-test=naming-done]')) return true;\
         const form = document.querySelector('[data-test=naming-form]');\
         const field = document.querySelector('[data-ready=true] [data-test=naming-title]');\
         return form !== null && form.dataset.exhibit !== {} && document.activeElement === field",
        json!(before)
    );
    window.until("the next paper to name", &ready).await;
    let script = "const form = document.querySelector('[data-test=naming-form]');\
        if (document.querySelector('[data-test=naming-done]')) return null;\
        return [form.dataset.exhibit, form.querySelector('.file').innerText,\
            form.querySelector('[data-test=naming-title]').value]";
    serde_json::from_value(window.js(script, Vec::new()).await).unwrap()
}

/// Looks at all names that were read, takes the mark off those that are wrong, and takes the rest.
async fn look_together(hands: &Hands<'_>, files: &BTreeMap<String, String>, truth: &Value) {
    let seen = "return document.querySelector('[data-test=naming-together]') !== null && \
        [...document.querySelectorAll('[data-test=read-line]')].every((e) => e.dataset.seen === 'true')";
    hands.window.until("the lines of the names", seen).await;
    hands.window.picture("phone-together").await;
    let script = "return [...document.querySelectorAll('[data-test=naming-together] li')].map((one) => \
        [one.dataset.exhibit, one.querySelector('img').src, one.querySelector('strong')?.innerText ?? null])";
    let cards = hands.window.js(script, Vec::new()).await;
    let cards: Vec<(String, String, Option<String>)> = serde_json::from_value(cards).unwrap();
    for (exhibit, picture, title) in cards {
        let file = files.iter().find(|(digest, _)| picture.contains(*digest));
        let (_, file) = file.unwrap_or_else(|| panic!("no file has the picture {picture}"));
        let is = truth.get(file).and_then(Value::as_str).unwrap_or("photo");
        println!("{file}: {title:?}, is {is:?}");
        if title.as_deref().unwrap_or("photo") != is {
            let mark = format!("[data-exhibit={exhibit}] [data-test=naming-right]");
            hands.click(&mark).await;
        }
    }
    hands.press("ctrl+enter").await;
}

#[tokio::test]
async fn twenty_five_files_of_a_phone_become_a_dossier_in_forty_acts() {
    let home = Home::new("es_VE.UTF-8");
    let out = home.path("telefono");
    let script = expediente_tests::root().join("tests/e2e/scripts/make_phone_papers.py");
    let made = Command::new("/usr/bin/python3")
        .arg(script)
        .arg(&out)
        .status();
    assert!(made.unwrap().success());
    let truth: Value =
        serde_json::from_slice(&std::fs::read(out.join("truth.json")).unwrap()).unwrap();
    let papers = std::fs::read_dir(out.join("papers")).unwrap();
    let papers = papers.map(|entry| entry.unwrap().path());
    let files: BTreeMap<String, String> = papers
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (program::sha256(&std::fs::read(path).unwrap()), name)
        })
        .collect();
    let window = Window::open(&home).await;
    window.find("[data-view=start]").await;
    let hands = Hands {
        window: &window,
        acts: Cell::new(0),
    };
    hands.click("[data-test=new-case]").await;
    hands
        .write("[data-test=new-person]", "José Gregorio Quintero")
        .await;
    hands.press("enter").await;
    window.find("[data-view=case]").await;
    home.answer(&[&out.join("papers")]);
    hands.click("[data-test=add-folder]").await;
    hands.act(1);
    window.find("[data-test=dialog-together]").await;
    hands.press("enter").await;
    hands.tell("taken in");
    hands.write("[data-test=password]", "capacho").await;
    hands.press("enter").await;
    hands.tell("unlocked");
    window
        .until(
            "no password asked",
            "return document.querySelector('[data-test=password]') === null",
        )
        .await;
    window.picture("phone-taken").await;
    // She has a coffee while it reads.
    window.click("[data-test=facts]").await;
    window.find("[data-test=words-known]").await;
    window.picture("phone-read").await;
    hands.click("[data-test=name-papers-here]").await;
    look_together(&hands, &files, &truth).await;
    let mut at = String::new();
    while let Some((exhibit, file, proposed)) = asked(&window, &at).await {
        let is = truth.get(&file).and_then(Value::as_str).unwrap_or("photo");
        println!("{file}: {proposed:?}, is {is:?}");
        window.picture(&format!("phone-{}", hands.acts.get())).await;
        match is {
            "photo" => hands.press("alt+enter").await,
            "same" => hands.press("shift+enter").await,
            "twin" => hands.click("[data-test=naming-later]").await,
            "other side" => hands.press("ctrl+shift+enter").await,
            title if title == proposed => hands.press("ctrl+enter").await,
            title => {
                hands.write("[data-test=naming-title]", title).await;
                hands.press("ctrl+enter").await;
            }
        }
        at = exhibit;
    }
    hands.press("escape").await;
    window.find("[data-view=case]").await;
    hands.tell("named");
    window.picture("phone-named").await;
    hands.click("[data-test=facts]").await;
    hands.click("[data-test=sheets-look]").await;
    hands.click("[data-test=straighten-all]").await;
    window.picture("phone-straightened").await;
    hands.press("escape").await;
    hands.tell("straightened");
    let pdf = home.path("expediente.pdf");
    // Of the paper that was sent twice, the better one stays.
    hands.click("[data-test=go-build]").await;
    window.find("[data-test=twins] img").await;
    window.picture("phone-twins").await;
    hands.click("[data-fix=leave-one-twin]").await;
    let gone = "return document.querySelector('[data-fix=leave-one-twin]') === null";
    window.until("one of the twins", gone).await;
    hands.click("[data-test=back]").await;
    // The check, building, and the dialog for the file.
    hands.act(3);
    build(&home, &window, &pdf).await;
    window.picture("phone-built").await;
    hands.tell("built");
    let acts = hands.acts.get();
    window.close().await;
    let pages = judges::texts(&pdf);
    let words = pages.concat();
    for title in TITLES {
        assert!(words.contains(title), "no {title} in {words}");
    }
    // Files have no names of phones in the table, and what was read is found.
    assert!(
        !words.contains("IMG_") && !words.contains("DOC-2025"),
        "{words}"
    );
    for read in [
        "tratamiento inhalado",
        "Fue mi alumno",
        "desde hace veinte años",
    ] {
        assert!(words.contains(read), "no {read} in {words}");
    }
    let said = program::run([Path::new("verify"), &pdf]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(acts <= 40, "{acts} acts");
}
