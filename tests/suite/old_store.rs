//! A store that an earlier version wrote still opens, is edited, undone and built, to the same
//! bytes.
//!
//! `tests/ref/store-0.1` is such a store: a case with papers of every kind, a converted TIFF, a
//! form that was signed, an answered finding, acts undone and redone, a translator, and its own
//! court rules. `expected.json` beside it has what that version printed and built. `UPDATE=1`
//! records an intended change of the dossier's bytes; the store never changes.

use std::fs;
use std::path::Path;

use expediente_tests::{copy_folder, program, root};
use serde_json::{Value, json};

fn said(store: &Path, arguments: &[&str]) -> Value {
    let (code, said) = program::in_store(store, arguments);
    assert!([0, 3, 6].contains(&code), "{arguments:?}: {said}");
    said
}

/// The SHA-256 of the dossier as it is built now.
fn built(store: &Path) -> Value {
    let out = store.with_file_name("dossier.pdf");
    said(store, &["build", "caso", "-o", out.to_str().unwrap()]);
    json!(program::sha256(&fs::read(out).unwrap()))
}

#[test]
fn a_store_of_an_earlier_version_builds_the_same_bytes() {
    let reference = root().join("tests/ref/store-0.1");
    for with_index in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("store");
        copy_folder(&reference.join("store"), &store);
        if !with_index {
            fs::remove_dir_all(store.join("index")).unwrap();
        }
        let mut found = json!({ "show": said(&store, &["matter", "show", "caso"]) });
        found["built"] = built(&store);
        // Words were not read then; the preflight needs them.
        let journal = fs::read(store.join("matters/caso/journal.jsonl")).unwrap();
        let journal = String::from_utf8_lossy(&journal);
        assert_eq!(journal.matches("\"words\":{\"version\":9").count(), 6);
        said(&store, &["exhibit", "move", "caso", "F", "1"]);
        found["moved"] = built(&store);
        said(&store, &["undo", "caso"]);
        found["undone"] = built(&store);
        said(&store, &["undo", "caso"]);
        found["undone-twice"] = built(&store);
        said(&store, &["redo", "caso"]);
        found["redone"] = built(&store);
        found["profile"] = said(&store, &["profile", "show", "el-paso"]);
        said(&store, &["check"]);
        let path = reference.join("expected.json");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, format!("{found:#}\n")).unwrap();
        }
        let expected: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        assert_eq!(found, expected, "index: {with_index}");
    }
}
