//! An answer to a finding goes with its papers, and with no others.

use std::path::Path;

use expediente_tests::{fixtures, program};
use serde_json::Value;

fn run(store: &Path, arguments: &[&str]) -> Value {
    let (code, said) = program::in_store(store, arguments);
    assert!([0, 6].contains(&code), "{arguments:?}: {said}");
    said
}

/// The papers with a missing translation by the title of their exhibit, and whether it is answered.
fn missing(store: &Path, matter: &str) -> Vec<(String, bool)> {
    let report = run(store, &["preflight", matter]);
    let shown = run(store, &["matter", "show", matter]);
    let exhibits = shown["exhibits"].as_array().unwrap();
    let mut found: Vec<(String, bool)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["code"] == "translation-missing")
        .map(|one| {
            let place = one["name"].as_str().unwrap().split(':').nth(1).unwrap();
            let exhibit = exhibits.iter().find(|exhibit| exhibit["id"] == place);
            let title = exhibit.unwrap()["title"].as_str().unwrap().to_owned();
            (title, one["answer"].is_string())
        })
        .collect();
    found.sort();
    found
}

fn expected(answered: [bool; 2]) -> Vec<(String, bool)> {
    ["Acta", "Carta"]
        .into_iter()
        .zip(answered)
        .map(|(title, answered)| (title.to_owned(), answered))
        .collect()
}

/// Two papers lack a translation; one is answered. It stays so wherever the paper goes: moved, from
/// another side of a removed exhibit, exported and taken in again where ids begin anew. The other
/// paper stays open. When the paper's language changes, it is asked again.
#[test]
fn an_answer_goes_with_its_paper() {
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("store");
    let papers = place.path().join("papers");
    std::fs::create_dir(&papers).unwrap();
    for name in ["0 - Nada", "1 - Carta", "2 - Acta"] {
        let path = papers.join(format!("{name}.pdf"));
        std::fs::write(path, fixtures::pdf(&[name])).unwrap();
    }
    run(
        &store,
        &["matter", "new", "m", "--profile", "eoir", "--person", "P"],
    );
    for name in ["0 - Nada", "1 - Carta", "2 - Acta"] {
        let path = papers.join(format!("{name}.pdf"));
        run(&store, &["add", "m", path.to_str().unwrap()]);
    }
    for exhibit in ["B", "C"] {
        run(
            &store,
            &["exhibit", "rename", "m", exhibit, "--language", "es"],
        );
    }
    assert_eq!(missing(&store, "m"), expected([false, false]));
    let report = run(&store, &["preflight", "m"]);
    let shown = run(&store, &["matter", "show", "m"]);
    let carta = shown["exhibits"][1]["id"].as_str().unwrap();
    assert_eq!(shown["exhibits"][1]["title"], "Carta");
    let name = format!("translation-missing:{carta}");
    assert!(report.to_string().contains(&name), "{report}");
    let because = "the judge reads Spanish";
    run(
        &store,
        &["preflight", "m", "--answer", &name, "--because", because],
    );
    let answered = expected([false, true]);
    assert_eq!(missing(&store, "m"), answered);
    run(&store, &["exhibit", "move", "m", "C", "1"]);
    assert_eq!(missing(&store, "m"), answered, "moved");
    run(&store, &["exhibit", "remove", "m", "B"]);
    assert_eq!(missing(&store, "m"), answered, "renumbered");
    let folder = place.path().join("Caso");
    run(&store, &["export", "m", folder.to_str().unwrap()]);
    let other = place.path().join("other");
    let out = place.path().join("out.pdf");
    let with = ["--store", other.to_str().unwrap()];
    let built = program::build(&folder, &out, &with);
    let id = built["id"].as_str().unwrap();
    assert_eq!(missing(&other, id), answered, "taken in again");
    // Ids of an earlier version's export mean other papers here.
    let path = folder.join("dossier.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let at = text.find("[matter.answers.").unwrap();
    let end = at + text[at..].find(']').unwrap();
    let old = format!(
        "{}[matter.answers.\"translation-missing:e1\"{}",
        &text[..at],
        &text[end..]
    );
    std::fs::write(&path, old).unwrap();
    let third = place.path().join("third");
    let with = ["--store", third.to_str().unwrap()];
    let built = program::build(&folder, &out, &with);
    let id = built["id"].as_str().unwrap();
    assert_eq!(
        missing(&third, id),
        expected([false, false]),
        "an old export"
    );
    let exhibit = "B";
    run(
        &store,
        &["exhibit", "rename", "m", exhibit, "--language", "pt"],
    );
    assert_eq!(
        missing(&store, "m"),
        expected([false, false]),
        "another language"
    );
}
