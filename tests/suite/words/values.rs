//! What papers say of themselves: it is asked with the line that it was read from, marked on its
//! page, and in the dossier only after somebody took it. Places are counted by hand.

use std::fs;
use std::path::{Path, PathBuf};

use expediente_app::{App, Facts, FolderOptions, Language, MatterId, Moment, Quiet, ReaderProgram};
use expediente_tests::{fixtures, program};
use serde_json::{Value, json};

/// The lines of a certificate, without the letters that Helvetica's own coding lacks.
const CERTIFICATE: [&str; 9] = [
    "GOBERNACION DEL ESTADO ARAGUA",
    "PREFECTURA DEL MUNICIPIO GIRARDOT",
    "CARTA DE BUENA CONDUCTA",
    "No. 1187-2023",
    "El Prefecto certifica que el ciudadano PEDRO LUIS GAMBOA MORA, titular",
    "de la cedula V-18.765.432, nacido el 4 de julio de 1990, ha tenido en esta",
    "ciudad una conducta que todos los vecinos conocen y por la que responden.",
    "Se expide la presente a solicitud de la parte interesada en Maracay,",
    "a los 8 dias del mes de noviembre de 2023.",
];

/// A page with these lines, each 24 points below the one before, the first at 700.
fn page(lines: &[&str]) -> Vec<u8> {
    let content = lines.iter().enumerate().map(|(at, line)| {
        let down = 700 - 24 * at;
        format!("BT /F1 12 Tf 72 {down} Td ({line}) Tj ET\n")
    });
    fixtures::pdf_of(&[content.collect()])
}

/// A file with such a page, with a name that says nothing.
fn paper(folder: &Path) -> PathBuf {
    let path = folder.join("IMG_0001.pdf");
    fs::write(&path, page(&CERTIFICATE)).unwrap();
    path
}

/// A store with these papers in an English matter `k`.
fn store(papers: &[&Path]) -> tempfile::TempDir {
    let store = tempfile::tempdir().unwrap();
    let new = ["matter", "new", "k", "--profile", "eoir", "--lang", "en"];
    let (code, said) = program::in_store(store.path(), new);
    assert_eq!(code, 0, "{said}");
    for paper in papers {
        let (code, said) = program::in_store(store.path(), ["add", "k", paper.to_str().unwrap()]);
        assert_eq!(code, 0, "{said}");
    }
    store
}

fn suggestions(store: &Path) -> Vec<Value> {
    let (code, said) = program::in_store(store, ["suggestions", "k"]);
    assert_eq!(code, 0, "{said}");
    said["suggestions"].as_array().unwrap().clone()
}

/// The fields of the only exhibit, as the window has them.
fn fields(store: &Path) -> Value {
    let app = open(store);
    let id = app.matters().resolve("k").unwrap();
    let exhibit = app.views().matter(&id).unwrap().exhibits[0].id.clone();
    let detail = app.views().place(&id, &exhibit).unwrap();
    serde_json::to_value(detail.fields).unwrap()
}

/// Every field is asked with its line and page; nothing is filled in before; all are taken at once,
/// and dropped ones do not come again.
#[test]
fn what_a_paper_says_is_asked_and_then_taken() {
    let folder = tempfile::tempdir().unwrap();
    let paper = paper(folder.path());
    let store = store(&[&paper]);
    let asked = suggestions(store.path());
    let of = |field: &str| {
        let found = asked.iter().find(|one| one["field"] == field);
        let found = found.unwrap_or_else(|| panic!("no {field}: {asked:?}"));
        (
            found["values"].clone(),
            found["from"].clone(),
            found["at"]["page"].clone(),
        )
    };
    for (field, value, line) in [
        ("title", "Carta de buena conducta", CERTIFICATE[2]),
        ("kind", "certificate", CERTIFICATE[2]),
        ("date", "2023-11-08", CERTIFICATE[8]),
        (
            "issuer",
            "Prefectura del Municipio Girardot",
            CERTIFICATE[1],
        ),
        ("paper-number", "1187-2023", CERTIFICATE[3]),
        ("who", "Pedro Luis Gamboa Mora", CERTIFICATE[4]),
        ("language", "es", CERTIFICATE[6]),
    ] {
        assert_eq!(
            of(field),
            (json!([value]), json!(line), json!(1)),
            "{field}"
        );
    }
    assert_eq!(asked.len(), 7, "{asked:?}");
    let before = fields(store.path());
    for field in ["date", "issuer", "number", "who", "language", "kind"] {
        assert_eq!(before[field], Value::Null, "{field} is filled in: {before}");
    }

    let id = asked[0]["place"].as_str().unwrap();
    let who = format!("{id}:who");
    let (code, said) = program::in_store(store.path(), ["suggestions", "k", "--drop", &who]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = program::in_store(store.path(), ["suggestions", "k", "--take-all"]);
    assert_eq!(code, 0, "{said}");
    // The glossary knows them in the language of the dossier.
    let left = said["suggestions"].as_array().unwrap();
    assert!(
        left.iter().all(|one| one["source"] == "glossary"),
        "{left:?}"
    );
    let after = fields(store.path());
    for (field, value) in [
        ("title", "Carta de buena conducta"),
        ("kind", "certificate"),
        ("date", "2023-11-08"),
        ("issuer", "Prefectura del Municipio Girardot"),
        ("number", "1187-2023"),
        ("language", "es"),
    ] {
        assert_eq!(after[field], value, "{after}");
    }
    assert_eq!(after["who"], Value::Null, "{after}");
    // One act, one undo.
    let (code, said) = program::in_store(store.path(), ["undo", "k"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(fields(store.path())["issuer"], Value::Null);
}

/// The kind decides what is asked: a letter has a writer, and no number.
#[test]
fn only_fields_of_its_kind_are_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Carta del vecino.pdf");
    let lines = [
        "San Felipe, 30 de enero de 2025",
        "A quien pueda interesar:",
        "Yo, Ramon Eduardo Salazar, vecino de esta ciudad, digo que conozco a la familia",
        "desde hace muchos a\\361os y que son gente honrada que trabaja en el mercado.",
        "Oficio N. 123-2025",
    ];
    fs::write(&path, page(&lines)).unwrap();
    let store = store(&[&path]);
    let asked = suggestions(store.path());
    let fields: Vec<&str> = asked
        .iter()
        .map(|one| one["field"].as_str().unwrap())
        .filter(|field| !field.starts_with("in-"))
        .collect();
    assert_eq!(fields, ["kind", "date", "who", "language"], "{asked:?}");
}

fn open(store: &Path) -> App {
    let clock = || Moment::from_seconds(1_767_323_045).unwrap();
    let reader = ReaderProgram::at(program::reader());
    App::open(store, reader, clock, Language::En).unwrap()
}

fn app(store: &Path) -> (App, MatterId) {
    let app = open(store);
    let facts = Facts {
        profile: "plain".to_owned(),
        ..Facts::default()
    };
    let id = app.matters().new_matter("m", facts).unwrap().id;
    (app, id)
}

/// The line is marked where it is printed: 12 points high letters from 72 points on.
#[test]
fn the_line_that_was_read_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    let item = program::sha256(&fs::read(paper(folder.path())).unwrap());
    let store = tempfile::tempdir().unwrap();
    let (app, id) = app(store.path());
    let options = FolderOptions::default();
    app.intake()
        .take_folder(&id, folder.path(), &options, &Quiet::default())
        .unwrap();
    for (at, line) in CERTIFICATE.iter().enumerate() {
        let found = app.search().line_marks(&id, &item, 1, line).unwrap();
        let [mark] = found.as_slice() else {
            panic!("{line}: {found:?}");
        };
        #[allow(clippy::cast_precision_loss)]
        let baseline = (92 + 24 * at) as f64 / 792.0;
        assert!((mark.x - 72.0 / 612.0).abs() < 0.003, "{line}: {mark:?}");
        let is_there = mark.y < baseline - 0.008 && baseline < mark.y + mark.height;
        assert!(is_there && mark.height < 24.0 / 792.0, "{line}: {mark:?}");
    }
    // Over two lines there are two boxes, and of what is not on the page there is none.
    let both = format!("{} {}", CERTIFICATE[7], CERTIFICATE[8]);
    assert_eq!(
        app.search().line_marks(&id, &item, 1, &both).unwrap().len(),
        2
    );
    let none = app
        .search()
        .line_marks(&id, &item, 1, "Alcaldia de Maracay");
    assert!(none.unwrap().is_empty());
}

/// Of a scan, what the computer read is asked as well, with the line as it read it.
#[test]
fn a_scan_that_was_read_says_it_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let printed = paper(folder.path());
    let drawn = folder.path().join("IMG_0002");
    let output = std::process::Command::new("pdftoppm")
        .args(["-r", "200", "-gray", "-png", "-singlefile"])
        .args([&printed, &drawn])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let store = store(&[&drawn.with_extension("png")]);
    let asked = suggestions(store.path());
    assert!(
        asked.iter().all(|one| one["at"] == Value::Null),
        "{asked:?}"
    );
    let read = ["ocr", "k", "--engine", "tesseract"];
    let (code, said) = program::in_store(store.path(), read);
    assert_eq!(code, 0, "{said}");
    let asked = suggestions(store.path());
    for (field, value) in [
        ("date", "2023-11-08"),
        ("issuer", "Prefectura del Municipio Girardot"),
        ("who", "Pedro Luis Gamboa Mora"),
    ] {
        let found = asked.iter().find(|one| one["field"] == field);
        assert_eq!(
            found.map(|one| &one["values"]),
            Some(&json!([value])),
            "{asked:?}"
        );
    }
}

/// A day that is still to come is not the day of a paper that is here.
#[test]
fn a_day_to_come_is_not_asked() {
    let folder = tempfile::tempdir().unwrap();
    let asked = |day: &str| {
        let mut lines = CERTIFICATE;
        lines[8] = day;
        let paper = folder.path().join("IMG_0001.pdf");
        fs::write(&paper, page(&lines)).unwrap();
        let store = store(&[&paper]);
        let asked = suggestions(store.path()).into_iter();
        let mut dates = asked.filter(|one| one["field"] == "date");
        dates.next().map(|one| one["values"].clone())
    };
    let wanted = Some(json!(["2023-11-08"]));
    assert_eq!(asked("a los 8 dias del mes de noviembre de 2023."), wanted);
    assert_eq!(asked("a los 8 dias del mes de noviembre de 2123."), None);
}
