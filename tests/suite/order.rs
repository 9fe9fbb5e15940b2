//! The order of system calls when a paper is received, seen from outside by strace.

use std::fs;
use std::process::Command;

use expediente_tests::{fixtures, program};

/// The calls that strace saw, one per line, with the paths of the files.
fn calls(store: &std::path::Path, arguments: &[&str]) -> Option<Vec<String>> {
    let traces = Command::new("strace")
        .args(["-qq", "-e", "trace=none", "true"])
        .output();
    if !traces.is_ok_and(|output| output.status.success()) {
        println!("skipped: strace cannot trace on this system");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("calls");
    let mut command = Command::new("strace");
    let watched = "trace=fsync,fdatasync,rename,renameat,renameat2,write,pwrite64,writev";
    command
        .args(["-f", "-qq", "-y", "-s", "60", "-e", watched, "-o"])
        .arg(&log)
        .arg(program::path())
        .args(arguments);
    command
        .arg("--store")
        .arg(store)
        .env("LC_ALL", "C")
        .env_remove("EXPEDIENTE_STORE");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    Some(
        fs::read_to_string(log)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect(),
    )
}

/// The index of the first call after `from` that contains all these words.
fn find(calls: &[String], from: usize, words: &[&str]) -> usize {
    let found = calls
        .iter()
        .enumerate()
        .skip(from)
        .find(|(_, call)| words.iter().all(|word| call.contains(word)));
    found
        .unwrap_or_else(|| panic!("no {words:?} after call {from}:\n{}", calls.join("\n")))
        .0
}

/// The promise of durability: first the bytes of the original, then its name in the folder, then
/// the record that names it, and only then does the program say that it was received. A record
/// written earlier could name a paper that a power cut took.
#[test]
fn original_folder_journal_and_only_then_the_word() {
    let keep = tempfile::tempdir().unwrap();
    let store = keep.path().join("store");
    let paper = keep.path().join("paper.pdf");
    let bytes = fixtures::pdf(&["one"]);
    fs::write(&paper, &bytes).unwrap();
    assert_eq!(program::in_store(&store, ["matter", "new", "m"]).0, 0);
    let Some(calls) = calls(&store, &["add", "m", paper.to_str().unwrap()]) else {
        return;
    };
    let digest = program::sha256(&bytes);
    let record = find(&calls, 0, &["write(", "journal.jsonl>"]);
    let original = find(&calls, 0, &["fsync(", "/staging/staged-", "= 0"]);
    let named = find(
        &calls,
        original,
        &["rename", "/staging/staged-", "/originals/", &digest],
    );
    let folder = find(&calls, named, &["fsync(", "/originals>", "= 0"]);
    assert!(
        record > folder,
        "a record was written before the original and its name were synced"
    );
    let synced = find(&calls, record, &["fsync(", "journal.jsonl>", "= 0"]);
    let said = find(&calls, 0, &["write(1<", "received"]);
    assert!(
        said > synced,
        "acknowledged before it was durable:\n{}",
        calls.join("\n")
    );
}
