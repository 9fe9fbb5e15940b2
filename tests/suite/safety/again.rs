//! The same paper in several places.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expediente_tests::{fixtures, program};
use serde_json::Value;

/// A folder whose files hold the texts that follow their names.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, fixtures::pdf(&[text])).unwrap();
    }
    folder
}

/// The papers of each exhibit, by the names they came with, after the exhibit's title.
fn exhibits(shown: &Value) -> Vec<String> {
    let names = |exhibit: &Value| {
        let documents = exhibit["documents"].as_array().unwrap().iter();
        let names: Vec<&str> = documents
            .map(|one| one["paper"].as_str().unwrap())
            .collect();
        format!(
            "{}: {}",
            exhibit["title"].as_str().unwrap(),
            names.join(", ")
        )
    };
    shown["exhibits"]
        .as_array()
        .unwrap()
        .iter()
        .map(names)
        .collect()
}

fn states(report: &Value) -> Vec<String> {
    let papers = report["papers"].as_array().unwrap().iter();
    papers
        .map(|one| {
            format!(
                "{} {}",
                one["path"].as_str().unwrap(),
                one["state"].as_str().unwrap()
            )
        })
        .collect()
}

fn run(store: &Path, arguments: &[&str]) -> Value {
    let (code, said) = program::in_store(store, arguments);
    assert_eq!(code, 0, "{arguments:?}: {said}");
    said
}

/// A family puts a copy of the identity card beside each paper that needs one. Each exhibit has it,
/// in the file as poppler reads it.
#[test]
fn the_same_paper_is_in_every_exhibit_that_has_it() {
    let papers = folder(&[
        ("1 Identidad/cedula.pdf", "CEDULA"),
        ("2 Matrimonio/acta.pdf", "ACTA"),
        ("2 Matrimonio/cedula.pdf", "CEDULA"),
        ("2 Matrimonio/copia de cedula.pdf", "CEDULA"),
        ("3 Cedula otra vez.pdf", "CEDULA"),
    ]);
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("out.pdf");
    let built = program::build(papers.path(), &out, &[]);
    assert_eq!(
        states(&built["intake"]),
        [
            "1 Identidad/cedula.pdf received",
            "2 Matrimonio/acta.pdf received",
            "2 Matrimonio/cedula.pdf again",
            "2 Matrimonio/copia de cedula.pdf duplicate",
            "3 Cedula otra vez.pdf again",
        ]
    );
    let text = Command::new("pdftotext")
        .arg(&out)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    let count = |word: &str| text.lines().filter(|line| line.trim() == word).count();
    assert_eq!((count("CEDULA"), count("ACTA")), (3, 1), "{text}");
    let said = program::run([papers.path().as_os_str()].into_iter().fold(
        vec![PathBuf::from("build")],
        |mut all, one| {
            all.push(one.into());
            all.extend(["-o".into(), out.clone()]);
            all
        },
    ));
    for line in [
        "2 Matrimonio/cedula.pdf           placed again  identical to cedula.pdf",
        "2 Matrimonio/copia de cedula.pdf  duplicate     identical to cedula.pdf",
        "2 papers received, 2 placed again, 1 already there.",
    ] {
        assert!(said.out.contains(line), "{line}: {}", said.out);
    }
}

/// Added to two places, kept once; added to the same place again, nothing changes.
#[test]
fn a_paper_is_added_to_two_places() {
    let papers = folder(&[
        ("Identidad/cedula.pdf", "CEDULA"),
        ("Boda/acta.pdf", "ACTA"),
        ("Boda/cedula.pdf", "CEDULA"),
        ("Boda/foto.pdf", "FOTO"),
    ]);
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("store");
    run(&store, &["matter", "new", "m"]);
    let path = |name: &str| papers.path().join(name).to_str().unwrap().to_owned();
    let identity = path("Identidad");
    let wedding = path("Boda");
    run(&store, &["add", "m", &identity]);
    let said = run(&store, &["add", "m", &wedding]);
    assert_eq!(said["again"], 1, "{said}");
    let both = [
        "Identidad: cedula.pdf",
        "Boda: acta.pdf, cedula.pdf, foto.pdf",
    ];
    assert_eq!(exhibits(&run(&store, &["matter", "show", "m"])), both);
    let originals = fs::read_dir(store.join("matters/m/originals")).unwrap();
    assert_eq!(originals.count(), 3, "the bytes are kept once");
    for again in [&identity, &wedding] {
        let said = run(&store, &["add", "m", again]);
        let count = said["duplicates"].as_u64().unwrap() as usize;
        assert_eq!(count, said["papers"].as_array().unwrap().len(), "{said}");
        assert_eq!(exhibits(&run(&store, &["matter", "show", "m"])), both);
    }
    // Taken out of its exhibit, it goes back when the folder is added again.
    let shown = run(&store, &["matter", "show", "m"]);
    let id = shown["exhibits"][1]["documents"][1]["id"].as_str().unwrap();
    run(&store, &["exhibit", "remove", "m", id]);
    let said = run(&store, &["add", "m", &wedding]);
    assert_eq!(
        (&said["again"], &said["duplicates"]),
        (&1.into(), &2.into())
    );
    let back = "Boda: acta.pdf, foto.pdf, cedula.pdf";
    assert_eq!(exhibits(&run(&store, &["matter", "show", "m"]))[1], back);
    // In an export it is one file, and comes in again to both places.
    let folder = place.path().join("Caso");
    run(&store, &["export", "m", folder.to_str().unwrap()]);
    assert_eq!(fs::read_dir(folder.join("papers")).unwrap().count(), 3);
    let manifest = fs::read_to_string(folder.join("dossier.toml")).unwrap();
    assert_eq!(manifest.matches("papers/001 - cedula.pdf").count(), 2);
    let out = place.path().join("out.pdf");
    let other = place.path().join("other");
    let other = other.to_str().unwrap();
    let built = program::build(&folder, &out, &["--store", other]);
    let id = built["id"].as_str().unwrap();
    let shown = run(Path::new(other), &["matter", "show", id]);
    assert_eq!(
        exhibits(&shown),
        [
            "Identidad: cedula.pdf",
            "Boda: acta.pdf, foto.pdf, cedula.pdf"
        ]
    );
}

/// A folder that is built twice in a lasting store is one matter: what was said of its exhibits
/// stays, new papers come, papers that are gone go.
#[test]
fn a_folder_built_twice_is_one_matter() {
    for by_manifest in [false, true] {
        let papers = folder(&[("1 Carta.pdf", "CARTA"), ("2 Recibos/a.pdf", "A")]);
        if by_manifest {
            let text = "version = 1\n[matter]\nperson = \"P\"\n[[exhibit]]\ntitle = \"Carta\"\n\
                        file = \"1 Carta.pdf\"\n[[exhibit]]\ntitle = \"Recibos\"\nfolder = \"2 Recibos\"\n";
            fs::write(papers.path().join("dossier.toml"), text).unwrap();
        }
        let place = tempfile::tempdir().unwrap();
        let (store, out) = (place.path().join("store"), place.path().join("out.pdf"));
        let with = ["--store", store.to_str().unwrap()];
        let first = program::build(papers.path(), &out, &with);
        let id = first["id"].as_str().unwrap();
        let list = || run(&store, &["matter", "list"]).as_array().unwrap().len();
        let journal = || {
            let text = fs::read_to_string(store.join("matters").join(id).join("journal.jsonl"));
            let text = text.unwrap();
            text.lines()
                .filter(|line| line.contains("\"changed\""))
                .count()
        };
        let acts = journal();
        let second = program::build(papers.path(), &out, &with);
        assert_eq!((second["id"].as_str(), list()), (Some(id), 1));
        assert_eq!(first["dossier"]["sha256"], second["dossier"]["sha256"]);
        assert_eq!(journal(), acts, "nothing was changed by the second build");
        assert_eq!(second["intake"]["duplicates"], 2);
        if !by_manifest {
            run(&store, &["exhibit", "rename", id, "A", "Carta del párroco"]);
        }
        fs::write(papers.path().join("2 Recibos/b.pdf"), fixtures::pdf(&["B"])).unwrap();
        fs::remove_file(papers.path().join("2 Recibos/a.pdf")).unwrap();
        fs::create_dir(papers.path().join("3 Boda")).unwrap();
        fs::copy(
            papers.path().join("1 Carta.pdf"),
            papers.path().join("3 Boda/carta.pdf"),
        )
        .unwrap();
        program::build(papers.path(), &out, &with);
        let found = exhibits(&run(&store, &["matter", "show", id]));
        let expected: &[&str] = if by_manifest {
            &["Carta: 1 Carta.pdf", "Recibos: b.pdf"]
        } else {
            &[
                "Carta del párroco: 1 Carta.pdf",
                "Recibos: b.pdf",
                "Boda: 1 Carta.pdf",
            ]
        };
        assert_eq!(
            (found, list()),
            (expected.iter().map(|one| (*one).to_owned()).collect(), 1)
        );
    }
}

/// A paper that comes later can make a position of the number before a name. The exhibit is the
/// same all the same, with all that was said of it.
#[test]
fn a_third_exhibit_makes_no_other_of_the_second() {
    let papers = folder(&[("1 Carta.pdf", "CARTA"), ("2 Recibos/a.pdf", "A")]);
    let place = tempfile::tempdir().unwrap();
    let (store, out) = (place.path().join("store"), place.path().join("out.pdf"));
    let with = ["--store", store.to_str().unwrap()];
    let first = program::build(papers.path(), &out, &with);
    let id = first["id"].as_str().unwrap();
    let second = || run(&store, &["matter", "show", id])["exhibits"][1].clone();
    let before = second();
    fs::create_dir(papers.path().join("3 Boda")).unwrap();
    fs::write(papers.path().join("3 Boda/c.pdf"), fixtures::pdf(&["C"])).unwrap();
    program::build(papers.path(), &out, &with);
    assert_eq!(
        (&second()["id"], &second()["title"]),
        (&before["id"], &before["title"])
    );
}
