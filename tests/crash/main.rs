//! `kill -9` at random moments of import, edit and build: nothing acknowledged is lost, nothing is
//! half done.
//!
//! An act is acknowledged when the program has ended with 0 or, while it runs, when its record is
//! in the journal. `EXPEDIENTE_CRASH_ROUNDS` sets the kills of each test; `make crash` does 200.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr
)]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use expediente_tests::{fixtures, program};
use serde_json::Value;

fn rounds() -> u64 {
    std::env::var("EXPEDIENTE_CRASH_ROUNDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(20)
}

/// Moments spread over a span, the same in every run, so that a failure can be reproduced.
fn moments(span: Duration, seed: u64) -> impl Iterator<Item = Duration> {
    let mut state = seed;
    (0..rounds()).map(move |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        span.mul_f64((state >> 33) as f64 / f64::from(1u32 << 31))
    })
}

fn start(arguments: &[&str], store: &Path) -> Child {
    let mut command = program::command();
    command
        .args(arguments)
        .arg("--store")
        .arg(store)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills the program and the child it has started to read a paper: a power cut spares neither.
fn kill(mut child: Child) {
    let pid = child.id().to_string();
    let _ = Command::new("pkill").args(["-KILL", "-P", &pid]).status();
    let _ = child.kill();
    child.wait().unwrap();
}

/// How long a command takes if nothing stops it.
fn span(arguments: &[&str], store: &Path) -> Duration {
    let begun = Instant::now();
    assert!(
        start(arguments, store).wait().unwrap().success(),
        "{arguments:?}"
    );
    begun.elapsed()
}

fn show(store: &Path) -> Value {
    let (code, shown) = program::in_store(store, ["matter", "show", "m"]);
    assert_eq!(code, 0, "{shown}");
    shown
}

/// The papers that the journal says were received: a complete line was synced.
fn received(store: &Path) -> usize {
    let journal =
        std::fs::read_to_string(store.join("matters/m/journal.jsonl")).unwrap_or_default();
    let whole = journal.rfind('\n').map_or("", |end| &journal[..end]);
    whole
        .lines()
        .filter(|line| line.contains("\"event\":\"received\""))
        .count()
}

fn whole(store: &Path) {
    let (code, report) = program::in_store(store, ["check"]);
    assert!(code == 0 && report["whole"] == true, "{report}");
}

fn papers(place: &Path, count: usize) -> PathBuf {
    let papers = place.join("papers");
    std::fs::create_dir(&papers).unwrap();
    for number in 0..count {
        let texts: Vec<String> = (0..5)
            .map(|page| format!("paper {number} page {page}"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        // One folder each, so that each is an exhibit.
        std::fs::create_dir(papers.join(number.to_string())).unwrap();
        std::fs::write(
            papers.join(format!("{number}/paper.pdf")),
            fixtures::pdf(&texts),
        )
        .unwrap();
    }
    papers
}

/// Killed while papers come in: what was received is there, and adding them again receives only the
/// rest.
#[test]
fn killed_while_papers_come_in() {
    let place = tempfile::tempdir().unwrap();
    let papers = papers(place.path(), 12);
    let add = ["add", "m", papers.to_str().unwrap()];
    let trial = place.path().join("trial");
    assert_eq!(program::in_store(&trial, ["matter", "new", "m"]).0, 0);
    let span = span(&add, &trial);
    let mut partly = 0;
    for (round, moment) in moments(span, 7).enumerate() {
        let store = place.path().join(format!("store-{round}"));
        assert_eq!(program::in_store(&store, ["matter", "new", "m"]).0, 0);
        let child = start(&add, &store);
        std::thread::sleep(moment);
        kill(child);
        let kept = received(&store);
        partly += usize::from(kept > 0 && kept < 12);
        whole(&store);
        let shown = show(&store);
        let placed: usize = shown["exhibits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e["documents"].as_array().unwrap().len())
            .sum();
        let known = placed + shown["unplaced"].as_array().unwrap().len();
        assert_eq!(
            known, kept,
            "round {round}: everything in the journal is shown"
        );
        let (code, report) = program::in_store(&store, add);
        let had = ["again", "duplicates"].map(|key| report[key].as_u64().unwrap());
        assert_eq!(
            (code, had.iter().sum()),
            (0, kept as u64),
            "round {round}: {report}"
        );
        assert_eq!(received(&store), 12);
        whole(&store);
    }
    eprintln!(
        "{partly} of {} kills fell into the middle of the import",
        rounds()
    );
    assert!(
        partly > 0,
        "no kill fell into the middle of an import; the test proves nothing"
    );
}

/// Killed while exhibits are arranged: each act is there completely or not at all, and can still be
/// undone.
#[test]
fn killed_while_exhibits_are_arranged() {
    let place = tempfile::tempdir().unwrap();
    let papers = papers(place.path(), 6);
    let store = place.path().join("store");
    assert_eq!(program::in_store(&store, ["matter", "new", "m"]).0, 0);
    assert_eq!(
        program::in_store(&store, ["add", "m", papers.to_str().unwrap()]).0,
        0
    );
    let span = span(&["exhibit", "move", "m", "F", "1"], &store);
    let (mut done, mut not) = (0, 0);
    for (round, moment) in moments(span, 11).enumerate() {
        let before = show(&store);
        let child = start(&["exhibit", "move", "m", "F", "1"], &store);
        std::thread::sleep(moment);
        kill(child);
        whole(&store);
        let after = show(&store);
        if after["exhibits"] == before["exhibits"] {
            not += 1;
            continue;
        }
        done += 1;
        let id = |shown: &Value, at: usize| shown["exhibits"][at]["id"].clone();
        assert_eq!(
            id(&after, 0),
            id(&before, 5),
            "round {round}: the act is there completely"
        );
        assert_eq!(program::in_store(&store, ["undo", "m"]).0, 0);
        assert_eq!(
            show(&store)["exhibits"],
            before["exhibits"],
            "round {round}: undo takes it back"
        );
        assert_eq!(program::in_store(&store, ["redo", "m"]).0, 0);
    }
    eprintln!("{done} acts were done, {not} were not");
}

/// Killed while a dossier is built: the old file or the new one is there, never a part of one.
#[test]
fn killed_while_a_dossier_is_built() {
    let place = tempfile::tempdir().unwrap();
    let papers = papers(place.path(), 40);
    let store = place.path().join("store");
    let out = place.path().join("out.pdf");
    let build = ["build", "m", "-o", out.to_str().unwrap()];
    assert_eq!(program::in_store(&store, ["matter", "new", "m"]).0, 0);
    assert_eq!(
        program::in_store(&store, ["add", "m", papers.to_str().unwrap()]).0,
        0
    );
    let span = span(&build, &store);
    let whole_file = std::fs::read(&out).unwrap();
    for (round, moment) in moments(span, 13).enumerate() {
        if round % 2 == 0 {
            std::fs::remove_file(&out).unwrap();
        }
        let child = start(&build, &store);
        std::thread::sleep(moment);
        kill(child);
        whole(&store);
        if out.exists() {
            assert!(
                std::fs::read(&out).unwrap() == whole_file,
                "round {round}: a part of a dossier"
            );
        }
        std::fs::write(&out, &whole_file).unwrap();
    }
    assert_eq!(program::in_store(&store, build).0, 0);
}
