//! Plain text, Markdown and tables of values become pages.

use std::process::Command;

use expediente_tests::{judges, program};

use super::{add, made, page, pages, papers, path, store};

/// Every word of every text is on its pages, in order, whatever its letters are written in.
#[test]
fn the_words_of_a_text_are_copied_from_its_pages() {
    let pages = pages(&path("texts"), &[]);
    let said = made().1["texts"].as_object().unwrap();
    assert_eq!(said.len(), 6);
    for (name, words) in said {
        let shown = page(&pages, name);
        let shown = shown.strip_prefix(&format!("{name} page 1 of 1 ")).unwrap();
        let words: Vec<&str> = words
            .as_array()
            .unwrap()
            .iter()
            .map(|w| w.as_str().unwrap())
            .collect();
        let words = words.join(" ");
        if name == "notas.md" {
            // Without the marks that make a heading and a list.
            assert!(shown.starts_with("Título • uno • dos"), "{shown}");
        } else if name == "banco.csv" {
            assert!(
                shown.starts_with("Fecha Monto 1/2/24 1;5 2/2/24 dijo \"sí\""),
                "{shown}"
            );
        } else {
            assert!(shown.starts_with(&words), "{name}: {shown}");
        }
    }
}

/// What was guessed, what no font has and what is too much is told, and nothing is cut.
#[test]
fn what_is_not_certain_of_a_text_is_told() {
    let store = store();
    let report = add(store.path(), &path("texts/windows.txt"), &[]);
    assert_eq!(papers(&report)[0].2, "text-encoding-guessed");
    let report = add(store.path(), &path("odd"), &[]);
    let said: Vec<(String, String)> = papers(&report)
        .into_iter()
        .map(|(_, state, code)| (state, code))
        .collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        said,
        [
            ("received", "letters-not-drawn"),
            ("refused", "text-too-long"),
            ("refused", "text-without-words"),
            ("received", "text-named-otherwise"),
        ]
    );
}

/// A case that went out comes back with its texts as they were, and with what they came out of.
#[test]
fn texts_go_out_and_come_back() {
    let store = store();
    add(store.path(), &path("zips/Fotos de iCloud.zip"), &[]);
    add(store.path(), &path("texts/banco.csv"), &[]);
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("caso");
    let said = program::in_store(store.path(), ["export", "m", folder.to_str().unwrap()]);
    assert_eq!(said.0, 0, "{said:?}");
    // A zip of it is a case, not papers.
    let zip = out.path().join("caso.zip");
    let zipped = Command::new("/usr/bin/python3")
        .args(["-m", "zipfile", "-c"])
        .args([&zip, &folder])
        .status()
        .unwrap();
    assert!(zipped.success());
    let report = add(store.path(), &zip, &[]);
    assert_eq!(papers(&report)[0].2, "zip-is-case");
    let other = tempfile::tempdir().unwrap();
    let out = out.path().join("d.pdf");
    let arguments = [
        "build",
        folder.to_str().unwrap(),
        "-o",
        out.to_str().unwrap(),
    ];
    let said = program::in_store(other.path(), arguments);
    assert!(matches!(said.0, 0 | 6), "{said:?}");
    let shown = program::in_store(other.path(), ["matter", "show", "caso"])
        .1
        .to_string();
    assert!(shown.contains("Fotos de iCloud.zip/Carta.txt"), "{shown}");
    // Still a table: its name goes with it.
    assert!(page(&judges::texts(&out), "banco.csv").contains("Fecha Monto 1/2/24 1;5"));
}
