//! A real disk that runs full: a file system in memory of a few megabytes, visible only to the
//! test.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use expediente_tests::{fixtures, program};
use serde_json::Value;

/// Tells this process that it sees the small disk, and where.
const INSIDE: &str = "EXPEDIENTE_TEST_SMALL_DISK";

/// Runs a test of this file again in its own mount namespace, on a disk of so many megabytes.
/// Returns the disk in the process that sees it.
fn on_small_disk(test: &str, megabytes: usize) -> Option<PathBuf> {
    if let Some(disk) = std::env::var_os(INSIDE) {
        return Some(disk.into());
    }
    // As root without a user namespace, then with one: where neither is allowed, nothing can be
    // mounted.
    let ways = [&["--mount"][..], &["--mount", "--map-root-user"]];
    let folder = tempfile::tempdir().unwrap();
    let mount = format!("mount -t tmpfs -o size={megabytes}m none \"$0\"");
    let works = |way: &&&[&str]| {
        let tried = Command::new("unshare")
            .args(**way)
            .args(["sh", "-c", &mount])
            .arg(folder.path())
            .output();
        tried.is_ok_and(|output| output.status.success())
    };
    let Some(way) = ways.iter().find(works) else {
        println!("skipped: no file system can be mounted here");
        return None;
    };
    let script = format!("{mount} && exec \"$1\" --exact \"$2\" --nocapture");
    let mut command = Command::new("unshare");
    command
        .args(*way)
        .args(["sh", "-c", &script])
        .arg(folder.path())
        .arg(std::env::current_exe().unwrap())
        .arg(test);
    let output = command.env(INSIDE, folder.path()).output().unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
    println!("{said}");
    None
}

/// Fills a disk except for so many bytes.
fn fill(disk: &Path, leave: usize) {
    let mut filler = File::create(disk.join("filler")).unwrap();
    for piece in [1 << 20, 1 << 12] {
        while filler.write_all(&vec![1; piece]).is_ok() {}
    }
    let length = filler.metadata().unwrap().len();
    filler.set_len(length.saturating_sub(leave as u64)).unwrap();
}

fn empty(disk: &Path) {
    fs::remove_file(disk.join("filler")).unwrap();
}

fn run(store: &Path, language: &str, arguments: &[&str]) -> (i32, Value) {
    let mut command = program::command();
    command
        .env("LC_ALL", language)
        .args(arguments)
        .arg("--json")
        .arg("--store")
        .arg(store);
    let said = program::Said::of(&command.output().unwrap());
    (said.code, said.json())
}

/// The message about the full disk, from an error or a refused paper.
fn sentence(said: &Value) -> Option<&str> {
    let error = &said["error"];
    if error["code"] == "disk-full" {
        return error["message"].as_str();
    }
    let refused = said["papers"]
        .as_array()?
        .iter()
        .flat_map(|paper| paper["findings"].as_array().unwrap());
    refused
        .filter(|finding| finding["code"] == "disk-full")
        .find_map(|finding| finding["message"].as_str())
}

fn says_what_is_needed(said: &Value, language: &str) {
    let sentence = sentence(said).unwrap_or_else(|| panic!("not about a full disk: {said}"));
    let words = if language == "C" {
        ["disk is full", "Free at least", "MB"]
    } else {
        ["No hay espacio", "Libere al menos", "MB"]
    };
    assert!(
        words.iter().all(|word| sentence.contains(word)),
        "{sentence}"
    );
}

/// Asserts that the store passes its check; returns the view of the matter.
fn whole(store: &Path) -> Value {
    let (code, said) = run(store, "C", &["check"]);
    assert_eq!(code, 0, "{said}");
    // The index may be rebuilt; nothing else may be wrong.
    let wrong = said["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["code"] != "index-rebuilt");
    assert_eq!(wrong, None);
    run(store, "C", &["matter", "show", "m"]).1
}

/// The disk runs full at any moment of adding a paper, of an act and of a build: nothing is left
/// half done, the message says in both languages how much is needed, and once there is room
/// everything works.
#[test]
fn a_full_disk_leaves_nothing_half_done_and_says_what_is_needed() {
    let Some(disk) = on_small_disk(
        "full_disk::a_full_disk_leaves_nothing_half_done_and_says_what_is_needed",
        24,
    ) else {
        return;
    };
    let store = disk.join("store");
    // The papers to add are on another disk; the dossier below is written to the full one.
    let papers = tempfile::tempdir_in(Path::new(env!("CARGO_TARGET_TMPDIR"))).unwrap();
    let paper = |name: &str, padding: usize| {
        let path = papers.path().join(name);
        fs::write(
            &path,
            fixtures::pdf(&[&format!("{name} {}", "x".repeat(padding))]),
        )
        .unwrap();
        path.to_str().unwrap().to_owned()
    };
    assert_eq!(run(&store, "C", &["matter", "new", "m"]).0, 0);
    assert_eq!(run(&store, "C", &["add", "m", &paper("first.pdf", 0)]).0, 0);
    let mut before = whole(&store);
    let (mut refused, mut done) = (0, 0);
    for (round, leave) in [
        0, 4, 8, 12, 20, 48, 200, 512, 600, 700, 1_000, 1_200, 1_500, 3_000,
    ]
    .into_iter()
    .enumerate()
    {
        let language = if round % 2 == 0 { "C" } else { "es_MX.UTF-8" };
        let one = paper(&format!("paper-{leave}.pdf"), 600_000);
        let title = format!("Title {leave}");
        for arguments in [
            &["add", "m", &one][..],
            &["exhibit", "rename", "m", "A", &title],
        ] {
            fill(&disk, leave << 10);
            let (code, said) = run(&store, language, arguments);
            empty(&disk);
            let after = whole(&store);
            let failed = code != 0 || sentence(&said).is_some();
            if failed {
                says_what_is_needed(&said, language);
                assert_eq!(
                    after, before,
                    "{arguments:?} with {leave} kB failed and changed something"
                );
                refused += 1;
            } else {
                assert_ne!(
                    after, before,
                    "{arguments:?} with {leave} kB was acknowledged and did nothing"
                );
                done += 1;
            }
            before = after;
        }
        // Once there is room, the same act works.
        let again = paper(&format!("again-{leave}.pdf"), 1_000);
        assert_eq!(run(&store, "C", &["add", "m", &again]).0, 0);
        before = whole(&store);
    }
    println!("{refused} acts refused, {done} done");
    assert!(
        refused >= 6 && done >= 6,
        "{refused} acts refused, {done} done"
    );
    let out = disk.join("dossier.pdf");
    let build = ["build", "m", "-o", out.to_str().unwrap()];
    let mut refused = 0;
    for leave in [40, 100, 200, 400, 1_000] {
        fill(&disk, leave << 10);
        let (code, said) = run(&store, "C", &build);
        empty(&disk);
        if code != 0 && code != 3 {
            says_what_is_needed(&said, "C");
            assert!(!out.exists(), "a dossier that was never proved");
            let parts = fs::read_dir(&disk).unwrap().filter(|e| {
                e.as_ref()
                    .unwrap()
                    .file_name()
                    .to_string_lossy()
                    .contains(".part")
            });
            assert_eq!(parts.count(), 0, "half a dossier was left");
            assert_eq!(whole(&store), before);
            refused += 1;
        }
    }
    assert!(refused > 0, "no build was refused");
    let (code, said) = run(&store, "C", &build);
    assert!(code == 0 || code == 3, "{said}");
    assert!(out.exists());
}
