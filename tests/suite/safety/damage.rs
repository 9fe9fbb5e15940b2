//! A damaged store: one matter closes no other, `check` says what is wrong, and what can be mended
//! is.

use std::fs;
use std::path::{Path, PathBuf};

use expediente_tests::{fixtures, program};
use serde_json::Value;

fn run(store: &Path, arguments: &[&str]) -> (i32, Value) {
    program::in_store(store, arguments)
}

/// A store with three matters of the same two papers, each with some acts.
fn store() -> (tempfile::TempDir, PathBuf) {
    let keep = tempfile::tempdir().unwrap();
    let store = keep.path().join("store");
    let paper = |name: &str| {
        let path = keep.path().join(format!("{name}.pdf"));
        fs::write(&path, fixtures::pdf(&[name])).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (one, two) = (paper("one"), paper("two"));
    for matter in ["a", "b", "c"] {
        for arguments in [
            &["matter", "new", matter][..],
            &["add", matter, &one, &two],
            &["exhibit", "move", matter, "A", "2"],
            &["exhibit", "rename", matter, "B", "Renamed"],
        ] {
            let (code, said) = run(&store, arguments);
            assert_eq!(code, 0, "{said}");
        }
    }
    (keep, store)
}

fn journal(store: &Path, matter: &str) -> PathBuf {
    store.join("matters").join(matter).join("journal.jsonl")
}

fn code_of(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|one| one["code"].as_str().unwrap()).collect()
}

/// A journal that was cut in the middle of a line has lost acts that were acknowledged: the store
/// is not whole, however the file ends.
#[test]
fn a_journal_that_is_cut_is_not_whole() {
    let (_keep, store) = store();
    let path = journal(&store, "b");
    let bytes = fs::read(&path).unwrap();
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    for cut in [bytes.len() * 2 / 3, bytes.len() - 10, 20] {
        fs::write(&path, &bytes[..cut]).unwrap();
        let kept = bytes[..cut].iter().filter(|byte| **byte == b'\n').count();
        assert!(kept < lines);
        for _ in 0..2 {
            let (code, report) = run(&store, &["check"]);
            assert_eq!((code, &report["whole"]), (1, &false.into()), "{report}");
            let codes = code_of(&report);
            assert_eq!(codes, ["journal-damaged"], "{report}");
            let message = report["findings"][0]["message"].as_str().unwrap();
            assert!(message.contains("expediente repair"), "{message}");
            assert!(
                !message.contains("Everything before it is there"),
                "{message}"
            );
        }
        let said = program::run(["check".as_ref(), "--store".as_ref(), store.as_os_str()]);
        assert!(said.out.starts_with("The store has problems:"), "{said:?}");
    }
}

/// One matter cannot be read at all. The others are listed, opened, built and checked.
#[test]
fn one_bad_matter_closes_no_other() {
    let (keep, store) = store();
    fs::remove_file(journal(&store, "b")).unwrap();
    fs::create_dir(journal(&store, "b")).unwrap();
    for with_index in [true, false] {
        if !with_index {
            fs::remove_dir_all(store.join("index")).unwrap();
        }
        let (code, list) = run(&store, &["matter", "list"]);
        let mut ids: Vec<&str> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].as_str().unwrap())
            .collect();
        ids.sort_unstable();
        assert_eq!((code, ids), (0, vec!["a", "b", "c"]));
        let (code, shown) = run(&store, &["matter", "show", "c"]);
        assert_eq!((code, shown["exhibits"].as_array().unwrap().len()), (0, 2));
        assert_eq!(run(&store, &["matter", "show", "b"]).0, 1);
        let out = keep.path().join("out.pdf");
        assert_eq!(
            run(&store, &["build", "a", "-o", out.to_str().unwrap()]).0,
            0
        );
        // A damaged paper of the last matter is found all the same.
        let originals = store.join("matters/c/originals");
        let paper = fs::read_dir(&originals)
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path();
        let kept = fs::read(&paper).unwrap();
        fs::remove_file(&paper).unwrap();
        let (code, report) = run(&store, &["check"]);
        assert_eq!((code, &report["whole"]), (1, &false.into()));
        let codes = code_of(&report);
        assert!(codes.contains(&"matter-unreadable"), "{report}");
        assert!(codes.contains(&"original-missing"), "{report}");
        fs::write(&paper, kept).unwrap();
    }
}

/// A paper whose stored bytes rotted is mended when it is added again, and the report says so.
#[test]
fn adding_a_damaged_paper_mends_it() {
    let (keep, store) = store();
    let one = keep.path().join("one.pdf");
    let digest = program::sha256(&fs::read(&one).unwrap());
    let stored = store.join("matters/a/originals").join(&digest);
    for rot in [Some(&b"rotten"[..]), None] {
        fs::remove_file(&stored).unwrap();
        if let Some(bytes) = rot {
            fs::write(&stored, bytes).unwrap();
        }
        assert_eq!(run(&store, &["check"]).0, 1);
        let (code, said) = run(&store, &["add", "a", one.to_str().unwrap()]);
        let found = said["papers"][0]["findings"][0]["code"].as_str();
        assert_eq!((code, found), (0, Some("paper-mended")), "{said}");
        assert_eq!(fs::read(&stored).unwrap(), fs::read(&one).unwrap());
        assert_eq!(run(&store, &["check"]).0, 0);
    }
    let (_, said) = run(&store, &["add", "a", one.to_str().unwrap()]);
    assert!(
        said["papers"][0]["findings"].as_array().unwrap().is_empty(),
        "{said}"
    );
}

/// A file that an act left behind has the name of a paper and not its bytes: the paper that comes in
/// takes its place.
#[test]
fn a_rotten_file_that_was_left_behind_takes_no_place() {
    let (keep, store) = store();
    let path = keep.path().join("three.pdf");
    fs::write(&path, fixtures::pdf(&["three"])).unwrap();
    let bytes = fs::read(&path).unwrap();
    let stored = store
        .join("matters/a/originals")
        .join(program::sha256(&bytes));
    fs::write(&stored, b"rotten").unwrap();
    let (code, said) = run(&store, &["add", "a", path.to_str().unwrap()]);
    assert_eq!((code, &said["received"]), (0, &1.into()), "{said}");
    assert_eq!(fs::read(&stored).unwrap(), bytes);
    assert_eq!(run(&store, &["check"]).0, 0);
}

/// `repair` writes a damaged journal anew, so that the matter is as it was shown and can be
/// changed, takes a lost paper from another matter, and asks first.
#[test]
fn repair_does_what_can_be_done() {
    for damage in 0..5 {
        let (keep, store) = store();
        let path = journal(&store, "b");
        let before = run(&store, &["matter", "show", "b"]).1;
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        match damage {
            // Its end is lost, in the middle of a line.
            0 => fs::write(&path, &bytes[..bytes.len() * 2 / 3]).unwrap(),
            1 => fs::remove_file(&path).unwrap(),
            // A byte is wrong; the index knows the rest.
            2 => fs::write(&path, text.replacen("\"seq\":3", "\"seq\":4", 1)).unwrap(),
            3 => fs::write(&path, b"").unwrap(),
            _ => {
                let digest = program::sha256(&fs::read(keep.path().join("one.pdf")).unwrap());
                fs::remove_file(store.join("matters/b/originals").join(digest)).unwrap();
            }
        }
        let damaged = fs::read(&path).ok();
        // Without an answer, nothing is done.
        let (code, said) = run(&store, &["repair"]);
        assert_eq!(
            (code, &said["report"]),
            (1, &Value::Null),
            "{damage}: {said}"
        );
        assert_eq!(
            said["plan"]["steps"].as_array().unwrap().len(),
            1,
            "{damage}: {said}"
        );
        assert_eq!(fs::read(&path).ok(), damaged);
        let (code, said) = run(&store, &["repair", "--yes"]);
        assert_eq!(code, 0, "{damage}: {said}");
        assert_eq!(said["report"]["whole"], true, "{damage}: {said}");
        let (code, report) = run(&store, &["check"]);
        assert_eq!(code, 0, "{damage}: {report}");
        assert_eq!(run(&store, &["matter", "show", "b"]).1, before, "{damage}");
        assert_eq!(run(&store, &["exhibit", "move", "b", "B", "1"]).0, 0);
        if let Some(damaged) = damaged.filter(|_| damage < 4) {
            let kept = path.with_file_name("journal.damaged-1.jsonl");
            assert_eq!(fs::read(kept).unwrap(), damaged, "{damage}");
        }
        // The journal alone tells the same.
        fs::remove_dir_all(store.join("index")).unwrap();
        assert_eq!(run(&store, &["undo", "b"]).0, 0);
        let after = run(&store, &["matter", "show", "b"]).1;
        assert_eq!(after["exhibits"], before["exhibits"], "{damage}");
        let (code, said) = run(&store, &["repair", "--yes"]);
        assert_eq!((code, &said["report"]), (0, &Value::Null), "{said}");
    }
}

/// A paper that is nowhere else cannot be repaired; the sentence says what mends it.
#[test]
fn repair_says_what_it_cannot_do() {
    let (_keep, store) = store();
    for matter in ["a", "b", "c"] {
        let originals = store.join("matters").join(matter).join("originals");
        for entry in fs::read_dir(originals).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
    }
    let (code, said) = run(&store, &["repair", "--yes"]);
    assert_eq!(
        (code, said["plan"]["steps"].as_array().unwrap().len()),
        (1, 0)
    );
    let left = said["plan"]["left"].as_array().unwrap();
    assert_eq!(left.len(), 6, "{said}");
    let message = left[0]["message"].as_str().unwrap();
    assert!(message.contains("Add the paper again"), "{message}");
}

/// Whoever opens a pipe for reading waits for somebody to write into it. One in the place of a
/// journal or of a paper holds up neither the check nor another matter.
#[cfg(unix)]
#[test]
fn a_pipe_in_the_store_holds_up_nothing() {
    let (_keep, store) = store();
    let pipe = |path: &Path| {
        fs::remove_file(path).unwrap();
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.unwrap().success());
    };
    pipe(&journal(&store, "b"));
    let papers = store.join("matters/c/originals");
    let paper = fs::read_dir(&papers).unwrap().next().unwrap().unwrap();
    let is_file = paper.path().is_file();
    assert!(is_file, "{paper:?}");
    pipe(&paper.path());
    let (code, report) = run(&store, &["check"]);
    assert_eq!((code, &report["whole"]), (1, &false.into()), "{report}");
    assert!(code_of(&report).len() >= 2, "{report}");
    let (code, shown) = run(&store, &["matter", "show", "a"]);
    assert_eq!(code, 0, "{shown}");
    let (code, said) = run(&store, &["matter", "show", "b"]);
    assert_eq!(code, 1, "{said}");
}
