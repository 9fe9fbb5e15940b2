//! A folder is used as a store only if it is one.

use std::fs;
use std::path::Path;

use expediente_tests::{copy_folder, program, root};

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// `--store ~/Documents` must not make a store of a person's documents, nor empty a folder of
/// theirs that is called "staging".
#[test]
fn a_folder_of_somebody_else_is_refused() {
    for names in [
        &["thesis.docx"][..],
        &["staging/thesis.docx"],
        &["matters/backup/foto.jpg"],
        &["matters/backup/originals/foto.jpg", "notes.txt"],
    ] {
        let place = tempfile::tempdir().unwrap();
        for name in names {
            let path = place.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, b"x").unwrap();
        }
        let before = files(place.path());
        for arguments in [
            &["matter", "new", "m"][..],
            &["matter", "list"],
            &["check"],
            &["repair", "--yes"],
            &["init"],
        ] {
            let (code, said) = program::in_store(place.path(), arguments);
            let error = &said["error"];
            assert_eq!(
                (code, error["code"].as_str()),
                (1, Some("not-a-store")),
                "{said}"
            );
            let message = error["message"].as_str().unwrap();
            assert!(message.contains("expediente init"), "{message}");
        }
        assert_eq!(files(place.path()), before);
    }
}

/// `init` makes a store in a new or empty folder, and says so; a second time it says that one is
/// there.
#[test]
fn a_store_is_made_on_purpose() {
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("cases");
    for expected in ["Here is a new store", "There is already a store here"] {
        let said = program::run(["init".as_ref(), store.as_os_str()]);
        assert!(said.code == 0 && said.out.contains(expected), "{said:?}");
        assert!(store.join("expediente-store.json").is_file());
    }
    assert_eq!(program::in_store(&store, ["matter", "new", "m"]).0, 0);
}

/// What a person puts into a store stays there when papers are staged, matters erased and the store
/// is opened.
#[test]
fn what_others_put_into_a_store_stays() {
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("store");
    assert_eq!(program::in_store(&store, ["matter", "new", "m"]).0, 0);
    let own = [
        "staging/thesis.docx",
        "staging/made-by-me/x.txt",
        "matters/backup/foto.jpg",
        "matters/erasing.photos/foto.jpg",
        "matters/m/notes.txt",
        "matters/m/originals/notes.txt",
    ];
    for name in own {
        let path = store.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, b"mine").unwrap();
    }
    // And what a killed program left there.
    fs::write(store.join("staging/staged-a1B2c3"), b"x").unwrap();
    for arguments in [
        &["matter", "list"][..],
        &["matter", "new", "backup"],
        &["matter", "erase", "m", "--yes"],
        &["matter", "list"],
    ] {
        let (code, said) = program::in_store(&store, arguments);
        assert_eq!(code, 0, "{arguments:?}: {said}");
        assert!(!said.to_string().contains("index-rebuilt"), "{said}");
    }
    for name in own {
        // The rest of an erased matter is in the folder that it was moved to.
        let name = name.replace("matters/m/", "matters/erasing.m/");
        assert_eq!(fs::read(store.join(&name)).unwrap(), b"mine", "{name}");
    }
    assert!(!store.join("staging/staged-a1B2c3").exists());
    assert!(!store.join("matters/erasing.m/journal.jsonl").exists());
    let (_, list) = program::in_store(&store, ["matter", "list"]);
    assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
    assert_eq!(list[0]["id"], "backup-2", "{list}");
}

/// A store of an earlier version has no marker. It opens, and gets one.
#[test]
fn an_old_store_gets_its_marker() {
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("store");
    copy_folder(&root().join("tests/ref/store-0.1/store"), &store);
    let marker = store.join("expediente-store.json");
    assert!(!marker.exists());
    let mut seen = Vec::new();
    for _ in 0..2 {
        let (code, list) = program::in_store(&store, ["matter", "list"]);
        assert_eq!((code, list[0]["id"].as_str()), (0, Some("caso")));
        seen.push(fs::read_to_string(&marker).unwrap());
    }
    assert_eq!(seen[0], seen[1], "a store keeps its id");
    let newer = seen[0].replace("\"form\":1", "\"form\":2");
    fs::write(&marker, newer).unwrap();
    let (code, said) = program::in_store(&store, ["matter", "list"]);
    assert_eq!(
        (code, said["error"]["code"].as_str()),
        (1, Some("newer-store"))
    );
}

/// A misspelled store would look like an empty one: nothing is made where only something that is
/// there can be shown.
#[test]
fn a_store_that_is_not_there_is_not_made() {
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("misspelled");
    for verb in [
        &["check"][..],
        &["matter", "list"],
        &["undo", "a"],
        &["preflight", "a"],
    ] {
        let (code, said) = program::in_store(&store, verb);
        assert_eq!(
            (code, &said["error"]["code"]),
            (1, &"no-store".into()),
            "{verb:?}"
        );
        assert!(!store.exists(), "{verb:?}");
    }
    assert_eq!(program::in_store(&store, ["matter", "new", "a"]).0, 0);
    assert_eq!(program::in_store(&store, ["check"]).0, 0);
}
