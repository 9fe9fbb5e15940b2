//! What the program concludes from names: nothing of it is in a court paper before somebody took
//! it, or it is certain. One folder gives one dossier, whatever its language and its court.

use std::fs;
use std::path::Path;

use expediente_tests::{fixtures, judges, program};
use serde_json::{Value, json};

/// A folder of papers with these names.
fn folder(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, fixtures::pdf(&[name])).unwrap();
    }
    folder
}

/// A matter with the papers of a folder, each an exhibit.
fn matter(store: &Path, papers: &Path) -> Value {
    let new = ["matter", "new", "k", "--person", "A", "--profile", "eoir"];
    let (code, said) = program::in_store(store, new);
    assert_eq!(code, 0, "{said}");
    let mut files: Vec<_> = fs::read_dir(papers)
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    files.sort();
    let mut arguments = vec!["add".to_owned(), "k".to_owned()];
    arguments.extend(files.iter().map(|path| path.to_str().unwrap().to_owned()));
    let (code, said) = program::in_store(store, &arguments);
    assert_eq!(code, 0, "{said}");
    said
}

fn exhibits(store: &Path) -> Vec<Value> {
    let (_, said) = program::in_store(store, ["matter", "show", "k"]);
    said["exhibits"].as_array().unwrap().clone()
}

/// The exhibit whose paper has this name, or that has this title: the table can have it in another
/// language.
fn titled(store: &Path, title: &str) -> Value {
    let all = exhibits(store);
    let is_it = |one: &&Value| {
        let paper = one["documents"][0]["paper"].as_str();
        one["title"] == title || paper == Some(&format!("{title}.pdf"))
    };
    let found = all.iter().find(is_it);
    found.unwrap_or_else(|| panic!("{title}: {all:?}")).clone()
}

/// The table of a folder that is built, as its text.
fn table(folder: &Path, more: &[&str]) -> String {
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("o.pdf");
    program::build(folder, &out, more);
    judges::texts(&out).into_iter().take(3).collect()
}

/// In every language and court the same dates: those that are certain, and no others.
#[test]
fn one_folder_gives_one_date() {
    let papers = folder(&[
        "Acta 03-04-2023.pdf",
        "Letter 12.05.2021.pdf",
        "Recibo 31-01-2022.pdf",
        "Resolución 2020-05.pdf",
    ]);
    for more in [
        ["--lang", "en", "--profile", "uk-courts"],
        ["--lang", "en", "--profile", "eoir"],
        ["--lang", "es", "--profile", "plain"],
    ] {
        let text = table(papers.path(), &more);
        assert!(
            text.contains("Acta 03-04-2023") && text.contains("Resolución 2020-05"),
            "{text}"
        );
        for month in ["March", "April", "abril", "marzo", "December", "diciembre"] {
            assert!(!text.contains(month), "{month}: {text}");
        }
        let may = text.contains("May") || text.contains("mayo");
        let january = text.contains("January") || text.contains("enero");
        assert!(may && january, "{text}");
    }
}

/// A date that can be read in two ways is asked, and taken as it is meant.
#[test]
fn an_unclear_date_is_asked() {
    let papers = folder(&[
        "Acta 03-04-2023.pdf",
        "Oficio 2022-10.pdf",
        "Carta 2024-02-11.pdf",
    ]);
    let store = tempfile::tempdir().unwrap();
    let store = store.path().join("store");
    let said = matter(&store, papers.path());
    let concluded = said["concluded"].as_array().unwrap();
    let of = |title: &str, field: &str| {
        let mut found = concluded.iter();
        let is = |one: &&Value| one["of"] == title && one["field"] == field;
        found
            .find(is)
            .unwrap_or_else(|| panic!("{title} {field}: {concluded:?}"))
    };
    let acta = of("Acta 03-04-2023", "date");
    // An English dossier for a court in the United States: the month first.
    assert_eq!(acta["values"], json!(["2023-03-04", "2023-04-03"]));
    assert_eq!(
        (&acta["taken"], &acta["source"]),
        (&json!(false), &json!("name"))
    );
    let carta = of("Carta", "date");
    assert_eq!(
        (&carta["taken"], &carta["values"]),
        (&json!(true), &json!(["2024-02-11"]))
    );
    assert_eq!(carta["from"], "Carta 2024-02-11.pdf");
    assert_eq!(of("Oficio 2022-10", "date")["values"], json!(["2022-10"]));
    assert_eq!(titled(&store, "Acta 03-04-2023")["date"], Value::Null);

    let id = acta["id"].as_str().unwrap();
    let suggestions = |more: &[&str]| {
        let arguments = [&["suggestions", "k"], more].concat();
        program::in_store(&store, arguments)
    };
    // Which of the two is not for the program to say.
    let (code, said) = suggestions(&["--take", id]);
    assert_ne!(code, 0, "{said}");
    let (code, said) = suggestions(&["--take", &format!("{id}=2023-05-03")]);
    assert_ne!(code, 0, "{said}");
    let (code, said) = suggestions(&["--take", &format!("{id}=2023-04-03")]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(titled(&store, "Acta")["date"], "2023-04-03");

    // What is dropped is not asked again, and stays in the title.
    let (code, said) = suggestions(&[
        "--drop",
        of("Oficio 2022-10", "date")["id"].as_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{said}");
    let left = said["suggestions"].as_array().unwrap();
    assert!(left.iter().all(|one| one["field"] != "date"), "{left:?}");
    assert_eq!(titled(&store, "Oficio 2022-10")["date"], Value::Null);
    let (code, _) = program::in_store(&store, ["undo", "k"]);
    assert_eq!(code, 0);
    let (_, said) = suggestions(&[]);
    let left = said["suggestions"].as_array().unwrap();
    assert!(
        left.iter().any(|one| one["of"] == "Oficio 2022-10"),
        "{left:?}"
    );
}

/// A name that is a date and nothing else may be a person's or a scanner's: it is asked.
#[test]
fn a_name_that_is_a_date_is_asked() {
    let papers = folder(&["2015-09-24.pdf", "Lease from 2020-01-01 to 2021-01-01.pdf"]);
    let store = tempfile::tempdir().unwrap();
    let store = store.path().join("store");
    let said = matter(&store, papers.path());
    let concluded = said["concluded"].as_array().unwrap();
    let dates = concluded.iter().filter(|one| one["field"] == "date");
    let asked: Vec<_> = dates
        .map(|one| (&one["values"], &one["taken"], &one["from"]))
        .collect();
    let (both, no) = (json!(["2020-01-01", "2021-01-01"]), json!(false));
    let lease = json!("Lease from 2020-01-01 to 2021-01-01");
    assert_eq!(
        asked,
        [
            (&json!(["2015-09-24"]), &no, &json!("2015-09-24.pdf")),
            (&both, &no, &lease),
        ]
    );
}

/// The kind of an exhibit is neither printed nor are rules held against it before it is taken.
#[test]
fn a_guessed_kind_is_a_suggestion() {
    let papers = folder(&[
        "Declaración de la madre.pdf",
        "Bank statement March 2025.pdf",
        "Fotocopia de la cédula.pdf",
        "Testimonio de escritura.pdf",
    ]);
    let text = table(papers.path(), &["--lang", "en", "--profile", "eoir"]);
    for kind in ["Declaration", "Photographs", "Identity document"] {
        assert!(!text.contains(kind), "{kind}: {text}");
    }
    let store = tempfile::tempdir().unwrap();
    let store = store.path().join("store");
    let said = matter(&store, papers.path());
    let kinds: Vec<(&Value, &Value)> = said["concluded"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["field"] == "kind")
        .map(|one| (&one["of"], &one["values"][0]))
        .collect();
    assert_eq!(
        kinds,
        [
            (&json!("Declaración de la madre"), &json!("declaration")),
            (&json!("Fotocopia de la cédula"), &json!("identity")),
        ]
    );
    let findings = || -> Vec<String> {
        let (_, said) = program::in_store(&store, ["preflight", "k"]);
        let all = said["findings"].as_array().unwrap().iter();
        all.map(|one| one["code"].as_str().unwrap().to_owned())
            .collect()
    };
    let about_kinds = |codes: &[String]| codes.iter().any(|code| code.contains("declaration"));
    let before = findings();
    assert!(!about_kinds(&before), "{before:?}");
    let (code, said) = program::in_store(&store, ["suggestions", "k", "--take-all"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(
        titled(&store, "Declaración de la madre")["kind"],
        "declaration"
    );
    let after = findings();
    assert!(about_kinds(&after), "{after:?}");
}

/// The day that a camera or WhatsApp gave to a picture is not the date of what is on it.
#[test]
fn a_camera_dates_no_paper() {
    let papers = folder(&[
        "WhatsApp Image 2025-02-28 at 17.42.09.pdf",
        "IMG_20231104_153012.pdf",
        "00000003-PHOTO-2025-03-13-21-30-40.pdf",
    ]);
    let text = table(papers.path(), &["--lang", "en", "--profile", "eoir"]);
    assert!(!text.contains("2025") && !text.contains("2023"), "{text}");
}

/// The day of a photo is proposed: what its camera wrote can be taken with all others, what a
/// messenger made part of its name (the day on which it was sent) only by itself. The days stand in
/// `make_sample.py`, which wrote them with a library of others.
#[test]
fn the_days_of_photos_are_proposed() {
    let photos = expediente_tests::sample().join("04 - Fotos de su trabajo");
    let store = tempfile::tempdir().unwrap();
    let store = store.path().join("store");
    let new = ["matter", "new", "k", "--person", "A", "--profile", "eoir"];
    assert_eq!(program::in_store(&store, new).0, 0);
    assert_eq!(
        program::in_store(&store, ["add", "k", photos.to_str().unwrap()]).0,
        0
    );
    let (_, said) = program::in_store(&store, ["suggestions", "k"]);
    let all = said["suggestions"].as_array().unwrap().iter();
    let days: Vec<(&str, &str, bool)> = all
        .filter(|one| one["field"] == "date")
        .map(|one| {
            let text = |key: &Value| key.as_str().unwrap().to_owned().leak() as &str;
            (
                text(&one["from"]),
                text(&one["values"][0]),
                one["sure"].as_bool().unwrap(),
            )
        })
        .collect();
    let sent = "WhatsApp Image 2025-02-28 at 17.42.09.jpeg";
    let expected = [
        ("DSC_0417.JPG", "2025-06-21", true),
        ("IMG-20240211-WA0007.jpg", "2024-02-11", false),
        ("IMG_20231104_153012.jpg", "2023-11-04", true),
        ("IMG_20250308_091544.jpg", "2025-03-08", true),
        ("PXL_20240713_201455123.jpg", "2024-07-13", true),
        (sent, "2025-02-28", false),
    ];
    assert_eq!(days, expected);
    let take = ["suggestions", "k", "--take-all"];
    assert_eq!(program::in_store(&store, take).0, 0);
    let (_, said) = program::in_store(&store, ["suggestions", "k"]);
    let left = said["suggestions"].as_array().unwrap().iter();
    let left = left.filter(|one| one["field"] == "date");
    let left: Vec<&Value> = left.map(|one| &one["from"]).collect();
    assert_eq!(left, ["IMG-20240211-WA0007.jpg", sent]);
}

/// Exhibits stand in the order of their marks, as a person counts them.
#[test]
fn marks_stand_by_their_value() {
    let order = |names: &[&str]| -> Vec<String> {
        let papers = folder(names);
        let store = tempfile::tempdir().unwrap();
        let store = store.path().join("store");
        let out = store.with_file_name("o.pdf");
        let mut command = program::command();
        command
            .arg("build")
            .arg(papers.path())
            .arg("-o")
            .arg(&out)
            .arg("--store")
            .arg(&store);
        assert!(command.output().unwrap().status.success());
        let (_, all) = program::in_store(&store, ["matter", "list"]);
        let id = all.as_array().unwrap()[0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let (_, said) = program::in_store(&store, ["matter", "show", &id]);
        let exhibits = said["exhibits"].as_array().unwrap().iter();
        exhibits
            .map(|one| one["title"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        order(&[
            "A. Uno.pdf",
            "AA. Cinco.pdf",
            "B. Dos.pdf",
            "Z. Cuatro.pdf",
            "C. Tres.pdf"
        ]),
        ["Uno", "Dos", "Tres", "Cuatro", "Cinco"]
    );
    assert_eq!(
        order(&[
            "I. Uno.pdf",
            "II. Dos.pdf",
            "IX. Nueve.pdf",
            "V. Cinco.pdf",
            "X. Diez.pdf"
        ]),
        ["Uno", "Dos", "Cinco", "Nueve", "Diez"]
    );
    assert_eq!(
        order(&["01 I-589.pdf", "02 G-28.pdf", "10 Carta.pdf"]),
        ["I-589", "G-28", "Carta"]
    );
    assert_eq!(order(&["scan.pdf", "scan (2).pdf"]).len(), 2);
}

/// A heading ran on over what came after its group, and the dates of joined papers were nowhere.
#[test]
fn a_group_ends_and_joined_papers_have_their_dates() {
    let papers = folder(&["a.pdf", "b.pdf", "c.pdf", "d.pdf"]);
    let toml = "version = 1\n[matter]\ntitle = \"T\"\nprofile = \"eoir\"\nlanguage = \"en\"\n\
        [[exhibit]]\ntitle = \"First\"\nfile = \"a.pdf\"\n\
        [[exhibit]]\ntitle = \"Second\"\nfile = \"b.pdf\"\ngroup = \"Letters\"\n\
        [[exhibit]]\ntitle = \"Third\"\n\
        [[exhibit.document]]\nfile = \"c.pdf\"\ntitle = \"Receipt\"\ndate = \"2024-03-02\"\n\
        [[exhibit.document]]\nfile = \"d.pdf\"\ntitle = \"Bill\"\n";
    fs::write(papers.path().join("dossier.toml"), toml).unwrap();
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("o.pdf");
    program::build(papers.path(), &out, &[]);
    let pages = judges::texts(&out);
    let table = pages[1].replace('\u{a0}', " ");
    let at = |words: &str| {
        let found = table.to_lowercase().find(&words.to_lowercase());
        found.unwrap_or_else(|| panic!("{words}: {table}"))
    };
    let order = ["First", "Letters", "Second", "Other documents", "Third"].map(at);
    assert!(order.is_sorted(), "{table}");
    assert_eq!(table.to_lowercase().matches("other documents").count(), 1);
    let all = pages.concat().replace('\u{a0}', " ");
    assert!(all.contains("Receipt (March 2, 2024)"), "{all}");
    assert!(!all.contains("Bill ("), "{all}");
}

/// "Take all that are clear" made a date of the number of a resolution, and cut it out of the
/// title.
#[test]
fn all_that_is_clear_is_no_number_of_a_paper() {
    let papers = folder(&["Resolución N.º 2020-05 del ministerio.pdf"]);
    let store = tempfile::tempdir().unwrap();
    let store = store.path().join("store");
    matter(&store, papers.path());
    program::in_store(&store, ["suggestions", "k", "--take-all"]);
    let exhibit = titled(&store, "Resolución N.º 2020-05 del ministerio");
    assert_eq!(exhibit["date"], Value::Null);
}

/// A name in another spelling than that of the cover page is looked at before it is printed.
#[test]
fn a_person_in_another_spelling_is_not_taken_with_others() {
    let place = tempfile::tempdir().unwrap();
    let papers = place.path().join("papers");
    fs::create_dir(&papers).unwrap();
    let letter = "CERTIFICADO DE BUENA CONDUCTA\n\nSe certifica que la ciudadana YULEIDI CAROLINA \
        PRADO MARQUEZ,\ntitular de la cedula V-97.418.206, es de buena conducta.";
    fs::write(papers.join("a.pdf"), fixtures::lines(letter)).unwrap();
    let store = place.path().join("store");
    matter(&store, &papers);
    let person = |name: &str| {
        let set = ["matter", "set", "k", "--person", name];
        assert_eq!(program::in_store(&store, set).0, 0);
        let (_, said) = program::in_store(&store, ["suggestions", "k"]);
        let all = said["suggestions"].as_array().unwrap();
        let who = all.iter().find(|one| one["field"] == "who");
        who.unwrap_or_else(|| panic!("{said}"))["sure"].clone()
    };
    assert_eq!(person("Yuleidy Carolina Prado Márquez"), false);
    assert_eq!(person("Yuleidi Carolina Prado Marquez"), true);
}

/// A title that names no kind of paper is proposed, and taken only by its name: of "Transferencia
/// enviada" on a screen somebody has to say that it is one.
#[test]
fn a_title_that_is_only_likely_is_taken_alone() {
    let place = tempfile::tempdir().unwrap();
    let papers = place.path().join("papers");
    fs::create_dir(&papers).unwrap();
    for (name, words) in [
        ("IMG_1.pdf", "TRANSFERENCIA ENVIADA"),
        ("IMG_2.pdf", "INFORME DE SALUD"),
    ] {
        fs::write(papers.join(name), fixtures::pdf(&[words])).unwrap();
    }
    let store = place.path().join("store");
    matter(&store, &papers);
    let (_, said) = program::in_store(&store, ["suggestions", "k"]);
    let titles: Vec<(&str, bool)> = said["suggestions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["field"] == "title")
        .map(|one| {
            (
                one["values"][0].as_str().unwrap(),
                one["sure"].as_bool().unwrap(),
            )
        })
        .collect();
    let expected = [("Transferencia Enviada", false), ("Informe de salud", true)];
    assert_eq!(titles, expected);
    assert_eq!(
        program::in_store(&store, ["suggestions", "k", "--take-all"]).0,
        0
    );
    let titles: Vec<Value> = exhibits(&store)
        .iter()
        .map(|one| one["title"].clone())
        .collect();
    assert!(titles.contains(&json!("Informe de salud")), "{titles:?}");
    assert!(
        !titles.contains(&json!("Transferencia Enviada")),
        "{titles:?}"
    );
    let (code, said) = program::in_store(&store, ["suggestions", "k", "--take", "e1:title"]);
    assert_eq!(code, 0, "{said}");
    titled(&store, "Transferencia Enviada");
}
